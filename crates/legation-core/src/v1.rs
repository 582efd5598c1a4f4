//! The public JSON form of a claim, version 1: one object a line. `docs/claim.schema.json` is its JSON Schema.

use serde::{Deserialize, Serialize};

use crate::{
    Act, Actor, Basis, Because, Claim, Coder, DocumentRef, Place, Precision, Quantifier, RootType, Sector,
    SentenceRef, Span, Speaker, Status, TimeSpan, parse_published,
};

/// A claim in its JSON form that cannot be read as one: names the field and what stands there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("field `{field}`: {problem}")]
pub struct InvalidClaim {
    /// The field, as a path (`act.type`).
    pub field: &'static str,
    /// What is wrong with it.
    pub problem: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireClaim {
    id: String,
    event: String,
    document: WireDocument,
    sentence: WireSentence,
    actor: Option<WireActor>,
    recipient: Option<WireActor>,
    act: WireAct,
    status: String,
    attribution: Vec<WireSpeaker>,
    time: WireTime,
    place: Option<WirePlace>,
    confidence: f64,
    because: WireBecause,
    coder: WireCoder,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireDocument {
    id: String,
    title: Option<String>,
    url: Option<String>,
    publisher: Option<String>,
    published: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireSentence {
    index: usize,
    start: usize,
    end: usize,
    text: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireActor {
    id: Option<String>,
    name: String,
    country: Option<String>,
    sector: Option<String>,
    #[serde(default)]
    quantifier: Option<String>,
    text: String,
    start: usize,
    end: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireAct {
    code: String,
    #[serde(rename = "type")]
    root: String,
    mode: Option<String>,
    contexts: Vec<String>,
    intensity: f64,
    quad: u8,
    text: String,
    start: usize,
    end: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireSpeaker {
    who: String,
    verb: String,
    text: String,
    start: usize,
    end: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireTime {
    from: Option<String>,
    to: Option<String>,
    precision: String,
    basis: String,
    text: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WirePlace {
    name: String,
    country: Option<String>,
    start: usize,
    end: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireBecause {
    frame: String,
    path: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireCoder {
    name: String,
    version: String,
}

/// Writes a claim as one line of JSON, without the line's end.
pub fn to_json(claim: &Claim) -> String {
    serde_json::to_string(&to_wire(claim)).expect("a claim holds only strings and finite numbers")
}

/// Reads one claim from its JSON form.
///
/// # Errors
/// Where the JSON is malformed, lacks a field, has an unknown one, or holds a code that the codebook does not know.
pub fn from_json(json: &str) -> Result<Claim, InvalidClaim> {
    let wire: WireClaim =
        serde_json::from_str(json).map_err(|e| InvalidClaim { field: "(whole)", problem: e.to_string() })?;
    from_wire(wire)
}

/// A publication date as written in JSON: at the precision that it was given in.
pub fn published_to_text(published: &TimeSpan) -> Option<String> {
    let from = published.from?;
    Some(match published.precision {
        Precision::Year => format!("{:04}", from.year()),
        Precision::Month => format!("{:04}-{:02}", from.year(), from.month()),
        _ => from.to_string(),
    })
}

fn to_wire(c: &Claim) -> WireClaim {
    let actor = |a: &Actor| WireActor {
        id: a.id.clone(),
        name: a.name.clone(),
        country: a.country.clone(),
        sector: a.sector.map(|s| s.as_str().to_owned()),
        quantifier: a.quantifier.map(|q| q.as_str().to_owned()),
        text: a.span.text.clone(),
        start: a.span.start,
        end: a.span.end,
    };
    WireClaim {
        id: c.id.clone(),
        event: c.event.clone(),
        document: WireDocument {
            id: c.document.id.clone(),
            title: c.document.title.clone(),
            url: c.document.url.clone(),
            publisher: c.document.publisher.clone(),
            published: c.document.published.as_ref().and_then(published_to_text),
        },
        sentence: WireSentence {
            index: c.sentence.index,
            start: c.sentence.span.start,
            end: c.sentence.span.end,
            text: c.sentence.span.text.clone(),
        },
        actor: c.actor.as_ref().map(actor),
        recipient: c.recipient.as_ref().map(actor),
        act: WireAct {
            code: c.act.code.clone(),
            root: c.act.root.as_str().to_owned(),
            mode: c.act.mode.clone(),
            contexts: c.act.contexts.clone(),
            intensity: c.act.intensity,
            quad: c.act.root.quad().number(),
            text: c.act.span.text.clone(),
            start: c.act.span.start,
            end: c.act.span.end,
        },
        status: c.status.as_str().to_owned(),
        attribution: c
            .attribution
            .iter()
            .map(|s| WireSpeaker {
                who: s.who.clone(),
                verb: s.verb.clone(),
                text: s.span.text.clone(),
                start: s.span.start,
                end: s.span.end,
            })
            .collect(),
        time: WireTime {
            from: c.time.from.map(|d| d.to_string()),
            to: c.time.to.map(|d| d.to_string()),
            precision: c.time.precision.as_str().to_owned(),
            basis: c.time.basis.as_str().to_owned(),
            text: c.time.text.clone(),
        },
        place: c.place.as_ref().map(|p| WirePlace {
            name: p.name.clone(),
            country: p.country.clone(),
            start: p.start,
            end: p.end,
        }),
        confidence: c.confidence,
        because: WireBecause { frame: c.because.frame.clone(), path: c.because.path.clone() },
        coder: WireCoder { name: c.coder.name.clone(), version: c.coder.version.clone() },
    }
}

fn from_wire(w: WireClaim) -> Result<Claim, InvalidClaim> {
    fn known<T>(value: Option<T>, field: &'static str, text: &str) -> Result<T, InvalidClaim> {
        value.ok_or_else(|| InvalidClaim { field, problem: format!("unknown code {text:?}") })
    }
    fn day(text: Option<String>, field: &'static str) -> Result<Option<jiff::civil::Date>, InvalidClaim> {
        text.map(|t| t.parse().map_err(|_| InvalidClaim { field, problem: format!("{t:?} is not a day") }))
            .transpose()
    }
    fn actor(w: WireActor, field: &'static str) -> Result<Actor, InvalidClaim> {
        Ok(Actor {
            id: w.id,
            name: w.name,
            country: w.country,
            sector: w.sector.map(|s| known(Sector::from_code(&s), field, &s)).transpose()?,
            quantifier: w.quantifier.map(|q| known(Quantifier::from_code(&q), field, &q)).transpose()?,
            span: Span { start: w.start, end: w.end, text: w.text },
        })
    }
    let root = known(RootType::from_code(&w.act.root), "act.type", &w.act.root)?;
    if w.act.quad != root.quad().number() {
        return Err(InvalidClaim {
            field: "act.quad",
            problem: format!("{} is in quad {}, not {}", root, root.quad().number(), w.act.quad),
        });
    }
    if !(0.0..=1.0).contains(&w.confidence) {
        return Err(InvalidClaim {
            field: "confidence",
            problem: format!("{} is not in 0..1", w.confidence),
        });
    }
    let published = w.document.published.as_deref().map(parse_published).transpose();
    Ok(Claim {
        id: w.id,
        event: w.event,
        document: DocumentRef {
            id: w.document.id,
            title: w.document.title,
            url: w.document.url,
            publisher: w.document.publisher,
            published: published
                .map_err(|e| InvalidClaim { field: "document.published", problem: e.to_string() })?,
        },
        sentence: SentenceRef {
            index: w.sentence.index,
            span: Span { start: w.sentence.start, end: w.sentence.end, text: w.sentence.text },
        },
        actor: w.actor.map(|a| actor(a, "actor")).transpose()?,
        recipient: w.recipient.map(|a| actor(a, "recipient")).transpose()?,
        act: Act {
            code: w.act.code,
            root,
            mode: w.act.mode,
            contexts: w.act.contexts,
            intensity: w.act.intensity,
            span: Span { start: w.act.start, end: w.act.end, text: w.act.text },
        },
        status: known(Status::from_code(&w.status), "status", &w.status)?,
        attribution: w
            .attribution
            .into_iter()
            .map(|s| Speaker {
                who: s.who,
                verb: s.verb,
                span: Span { start: s.start, end: s.end, text: s.text },
            })
            .collect(),
        time: TimeSpan {
            from: day(w.time.from, "time.from")?,
            to: day(w.time.to, "time.to")?,
            precision: known(Precision::from_code(&w.time.precision), "time.precision", &w.time.precision)?,
            basis: known(Basis::from_code(&w.time.basis), "time.basis", &w.time.basis)?,
            text: w.time.text,
        },
        place: w.place.map(|p| Place { name: p.name, country: p.country, start: p.start, end: p.end }),
        confidence: w.confidence,
        because: Because { frame: w.because.frame, path: w.because.path },
        coder: Coder { name: w.coder.name, version: w.coder.version },
    })
}
