//! What a claim that was coded elsewhere must hold to be recorded: it agrees with its document and with the lexicon.

use legation_core::v1::InvalidClaim;
use legation_core::{Actor, Claim, Document, Span};
use legation_lexicon::Lexicon;

use crate::ledger::slice;

/// Checks a claim, field by field, against the text that it was read in and against the lexicon.
///
/// # Errors
/// The first field that does not agree, with what stands there.
pub fn check(lexicon: &Lexicon, document: &Document, claim: &Claim) -> Result<(), InvalidClaim> {
    named("id", &claim.id)?;
    named("event", &claim.event)?;
    named("coder.name", &claim.coder.name)?;
    same_document(document, claim)?;
    let text = document.text.as_str();
    span("sentence", text, &claim.sentence.span)?;
    act(lexicon, text, claim)?;
    for (fields, actor) in [(&ACTOR, &claim.actor), (&RECIPIENT, &claim.recipient)] {
        if let Some(actor) = actor {
            party(lexicon, text, fields, actor)?;
        }
    }
    for speaker in &claim.attribution {
        span("attribution", text, &speaker.span)?;
    }
    if let Some(place) = &claim.place {
        span("place", text, &Span { start: place.start, end: place.end, text: place.name.clone() })?;
        country(lexicon, "place.country", place.country.as_deref())?;
    }
    time(text, claim)
}

/// The fields of a party, for messages.
struct Fields {
    whole: &'static str,
    id: &'static str,
    country: &'static str,
}

const ACTOR: Fields = Fields { whole: "actor", id: "actor.id", country: "actor.country" };
const RECIPIENT: Fields = Fields { whole: "recipient", id: "recipient.id", country: "recipient.country" };

fn wrong(field: &'static str, problem: String) -> Result<(), InvalidClaim> {
    Err(InvalidClaim { field, problem })
}

fn named(field: &'static str, text: &str) -> Result<(), InvalidClaim> {
    if text.trim().is_empty() { wrong(field, "it is empty".into()) } else { Ok(()) }
}

/// What the claim says of its document, where it says anything.
fn same_document(document: &Document, claim: &Claim) -> Result<(), InvalidClaim> {
    let said = &claim.document;
    for (field, said, has) in [
        ("document.title", &said.title, &document.title),
        ("document.url", &said.url, &document.url),
        ("document.publisher", &said.publisher, &document.publisher),
    ] {
        if said.is_some() && said != has {
            let (said, has) = (said.as_deref().unwrap_or_default(), has.as_deref().unwrap_or_default());
            return wrong(field, format!("{said:?} stands there, where the document has {has:?}"));
        }
    }
    match (&said.published, &document.published) {
        (Some(said), Some(has)) if (said.from, said.to) != (has.from, has.to) => {
            let day = legation_core::v1::published_to_text;
            let problem = format!(
                "{} stands there, where the document has {}",
                day(said).unwrap_or_default(),
                day(has).unwrap_or_default()
            );
            wrong("document.published", problem)
        }
        _ => Ok(()),
    }
}

/// A stretch of the text with just these words.
fn span(field: &'static str, text: &str, span: &Span) -> Result<(), InvalidClaim> {
    let Span { start, end, text: words } = span;
    let length = text.chars().count();
    if start >= end || *end > length {
        return wrong(
            field,
            format!("{start} to {end} is no stretch of the text, which has {length} characters"),
        );
    }
    match slice(text, *start, *end) {
        found if found == words => Ok(()),
        found => {
            wrong(field, format!("{words:?} stands there, where the text has {found:?} at {start} to {end}"))
        }
    }
}

fn act(lexicon: &Lexicon, text: &str, claim: &Claim) -> Result<(), InvalidClaim> {
    let (act, sentence) = (&claim.act, &claim.sentence.span);
    let entries = &lexicon.data().acts;
    let types: Vec<&str> = entries
        .iter()
        .flat_map(|a| {
            let own = (a.code.as_str(), a.root.as_str());
            let frames = a
                .frames
                .iter()
                .map(move |f| (f.code.as_deref().unwrap_or(&a.code), f.root.as_deref().unwrap_or(&a.root)));
            std::iter::once(own).chain(frames)
        })
        .filter(|(code, _)| *code == act.code)
        .map(|(_, root)| root)
        .collect();
    if types.is_empty() {
        return wrong(
            "act.code",
            format!("{:?} is no act that the lexicon knows (`legation acts` lists them)", act.code),
        );
    }
    if !types.contains(&act.root.as_str()) {
        return wrong("act.type", format!("{} stands there, where {} is {}", act.root, act.code, types[0]));
    }
    span("act", text, &act.span)?;
    if act.span.start < sentence.start || act.span.end > sentence.end {
        let (s, a) = (sentence, &act.span);
        return wrong(
            "act",
            format!("{} to {} lies outside of the sentence, {} to {}", a.start, a.end, s.start, s.end),
        );
    }
    Ok(())
}

fn party(lexicon: &Lexicon, text: &str, fields: &Fields, actor: &Actor) -> Result<(), InvalidClaim> {
    span(fields.whole, text, &actor.span)?;
    if let Some(id) = actor.id.as_deref().filter(|id| lexicon.entity_by_id(id).is_none()) {
        let advice = "`legation lexicon NAME` gives ids; null is for one known by description";
        return wrong(fields.id, format!("{id:?} is no id that the lexicon knows ({advice})"));
    }
    country(lexicon, fields.country, actor.country.as_deref())
}

fn country(lexicon: &Lexicon, field: &'static str, code: Option<&str>) -> Result<(), InvalidClaim> {
    match code.filter(|c| lexicon.entity_by_id(c).is_none()) {
        Some(code) => wrong(
            field,
            format!("{code:?} is no country that the lexicon knows (alpha-3 codes, such as AFG)"),
        ),
        None => Ok(()),
    }
}

fn time(text: &str, claim: &Claim) -> Result<(), InvalidClaim> {
    if let (Some(from), Some(to)) = (claim.time.from, claim.time.to)
        && from > to
    {
        return wrong("time", format!("it runs from {from} back to {to}"));
    }
    if !text.contains(&claim.time.text) {
        return wrong(
            "time.text",
            format!("{:?} stands there, which the text does not say", claim.time.text),
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use legation_core::{parse_published, v1};

    const TEXT: &str = "“Да”: Russia recognised the Taliban on 3 July 2025. More.";

    fn document() -> Document {
        Document {
            id: "d".into(),
            title: None,
            text: TEXT.into(),
            published: parse_published("2025-07-04").ok(),
            url: None,
            publisher: Some("Agency".into()),
        }
    }

    fn at(words: &str) -> Span {
        let start = TEXT[..TEXT.find(words).unwrap()].chars().count();
        Span { start, end: start + words.chars().count(), text: words.to_owned() }
    }

    fn claim() -> Claim {
        let party = |id: &str, span: Span| {
            let Span { start, end, text } = span;
            format!(
                r#"{{"id":"{id}","name":"","country":"{}","sector":"GOV","quantifier":null,"text":"{text}","start":{start},"end":{end}}}"#,
                &id[..3]
            )
        };
        let (sentence, act) = (at("Russia recognised the Taliban on 3 July 2025."), at("recognised"));
        v1::from_json(&format!(
            r#"{{"id":"c","event":"e","document":{{"id":"d","title":null,"url":null,"publisher":"Agency",
            "published":"2025-07-04"}},"sentence":{{"index":0,"start":{},"end":{},"text":"{}"}},"actor":{},"recipient":{},
            "act":{{"code":"recognise-government","type":"SUPPORT","mode":null,"contexts":[],"intensity":5.0,"quad":1,
            "text":"recognised","start":{},"end":{}}},"status":"done","attribution":[],"time":{{"from":"2025-07-03",
            "to":"2025-07-03","precision":"day","basis":"stated","text":"on 3 July 2025"}},"place":null,"confidence":1.0,
            "because":{{"frame":"","path":""}},"coder":{{"name":"ann","version":""}}}}"#,
            sentence.start,
            sentence.end,
            sentence.text,
            party("RUS", at("Russia")),
            party("AFG.islamic-emirate", at("the Taliban")),
            act.start,
            act.end,
        ))
        .unwrap()
    }

    /// A way to spoil a claim.
    type Spoil = fn(&mut Claim);

    #[test]
    fn each_field_is_held_against_the_text_and_the_lexicon() {
        let lexicon = Lexicon::embedded();
        assert_eq!(check(lexicon, &document(), &claim()), Ok(()));
        let spoils: [(&str, &str, Spoil); 15] = [
            ("sentence", "the text has", |c| c.sentence.span.end += 1),
            ("sentence", "which has 57 characters", |c| c.sentence.span.end = 999),
            ("act", "\"recognized\" stands there", |c| c.act.span.text = "recognized".into()),
            ("act", "outside of the sentence", |c| c.act.span = at("More")),
            ("act.code", "legation acts", |c| c.act.code = "recognise".into()),
            ("act.type", "recognise-government is SUPPORT", |c| c.act.root = legation_core::RootType::Agree),
            ("actor", "the text has", |c| c.actor.as_mut().unwrap().span.start -= 1),
            ("actor.id", "\"RU\" is no id", |c| c.actor.as_mut().unwrap().id = Some("RU".into())),
            ("recipient.country", "alpha-3", |c| c.recipient.as_mut().unwrap().country = Some("TAL".into())),
            ("coder.name", "empty", |c| c.coder.name = " ".into()),
            ("id", "empty", |c| c.id.clear()),
            ("time", "back to", |c| c.time.to = "2025-07-01".parse().ok()),
            ("time.text", "does not say", |c| c.time.text = "on Monday".into()),
            ("document.publisher", "\"Agency\"", |c| c.document.publisher = Some("Daily".into())),
            ("document.published", "2025-07-04", |c| c.document.published = parse_published("2025").ok()),
        ];
        for (field, told, spoil) in spoils {
            let mut spoilt = claim();
            spoil(&mut spoilt);
            let error = check(lexicon, &document(), &spoilt).expect_err(field);
            assert_eq!(error.field, field, "{error}");
            assert!(error.problem.contains(told), "{error}");
        }
    }
}
