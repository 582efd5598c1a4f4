//! Claims and documents to rows and back.

use jiff::civil::Date;
use legation_core::{
    Basis, Because, Claim, Coder, Document, DocumentRef, Place, Precision, SentenceRef, Span, Speaker,
    Status, TimeSpan,
};

use super::Names;
use super::names::{ActRow, ActorRow, CoderRow, EndRow, ReasonRow};
use crate::ends::{self, Party};
use crate::error::Error;
use crate::store::{Row, Table, Value};
use legation_lexicon::data::PartyKind;

pub(crate) const CLAIMS: Table = Table {
    name: "claims",
    columns: &[
        "number",
        "id",
        "event",
        "document",
        "sentence",
        "sentence_from",
        "sentence_to",
        "actor",
        "actor_from",
        "actor_to",
        "actor_end",
        "recipient",
        "recipient_from",
        "recipient_to",
        "recipient_end",
        "recipient_kind",
        "act",
        "act_from",
        "act_to",
        "act_text",
        "diplomatic",
        "status",
        "attribution",
        "time_from",
        "time_to",
        "time_precision",
        "time_basis",
        "time_text",
        "place",
        "place_country",
        "place_from",
        "place_to",
        "confidence",
        "reason",
        "coder",
        "corrects",
        "recorded",
    ],
};

pub(crate) const DOCUMENTS: Table = Table {
    name: "documents",
    columns: &[
        "number",
        "id",
        "digest",
        "title",
        "url",
        "publisher",
        "published_from",
        "published_to",
        "published_precision",
        "text",
        "supersedes",
        "recorded",
    ],
};

pub(crate) const BANDS: Table = Table { name: "bands", columns: &["band", "document"] };
pub(crate) const COPIES: Table = Table { name: "copies", columns: &["document", "other"] };
pub(crate) const ENDINGS: Table =
    Table { name: "endings", columns: &["claim", "kind", "reason", "author", "recorded"] };
pub(crate) const REVIEWS: Table =
    Table { name: "reviews", columns: &["conflict", "reason", "author", "recorded"] };

/// What a claim's row says besides the claim.
pub(crate) struct Placed {
    pub(crate) number: i32,
    pub(crate) document: i32,
    pub(crate) corrects: Option<i32>,
    pub(crate) recorded: i64,
    pub(crate) diplomatic: bool,
}

/// A day as the schema writes it.
pub(crate) fn day(date: Date) -> i32 {
    ends::day_number(date) as i32
}

/// A day read back.
pub(crate) fn date(number: i32) -> Option<Date> {
    let n = number;
    Date::new((n / 10_000) as i16, (n / 100 % 100) as i8, (n % 100) as i8).ok()
}

fn offset(n: usize) -> Value {
    Value::Int(n as i32)
}

/// A kind of party by its place in the enumeration.
const KINDS: [PartyKind; 6] = [
    PartyKind::State,
    PartyKind::Government,
    PartyKind::Group,
    PartyKind::Organisation,
    PartyKind::Person,
    PartyKind::Other,
];

pub(crate) fn kind(number: i32) -> Option<PartyKind> {
    KINDS.get(usize::try_from(number).ok()?).copied()
}

fn position<T: PartialEq>(all: &[T], item: &T) -> Value {
    Value::Int(all.iter().position(|x| x == item).unwrap_or_default() as i32)
}

/// The row of a claim.
pub(crate) fn claim_row(
    names: &mut Names,
    claim: &Claim,
    text: &str,
    parties: (Option<Party>, Option<Party>),
    placed: &Placed,
) -> Vec<Value> {
    let (actor_party, recipient_party) = parties;
    let end = |names: &mut Names, party: &Option<Party>| -> Value {
        party.as_ref().map(|p| names.ends.number(EndRow(p.end.clone()))).into()
    };
    let mut row: Vec<Value> = vec![
        placed.number.into(),
        claim.id.as_str().into(),
        claim.event.as_str().into(),
        placed.document.into(),
        offset(claim.sentence.index),
        offset(claim.sentence.span.start),
        offset(claim.sentence.span.end),
    ];
    for (actor, party) in [(&claim.actor, &actor_party), (&claim.recipient, &recipient_party)] {
        row.push(actor.as_ref().map(|a| names.actors.number(ActorRow::of(a))).into());
        row.push(actor.as_ref().map_or(Value::Null, |a| offset(a.span.start)));
        row.push(actor.as_ref().map_or(Value::Null, |a| offset(a.span.end)));
        row.push(end(names, party));
    }
    row.push(recipient_party.as_ref().map_or(Value::Null, |p| position(&KINDS, &p.kind)));
    let attribution = (!claim.attribution.is_empty()).then(|| attribution_text(&claim.attribution));
    // The words of an act are mostly a stretch of the text; they are kept only where they are not.
    let stretch = slice(text, claim.act.span.start, claim.act.span.end);
    row.extend([
        names.acts.number(ActRow::of(&claim.act)).into(),
        offset(claim.act.span.start),
        offset(claim.act.span.end),
        (stretch != claim.act.span.text).then(|| claim.act.span.text.clone()).into(),
        Value::Int(placed.diplomatic.into()),
        position(Status::ALL, &claim.status),
        attribution.into(),
        claim.time.from.map(day).into(),
        claim.time.to.map(day).into(),
        position(Precision::ALL, &claim.time.precision),
        position(Basis::ALL, &claim.time.basis),
        (!claim.time.text.is_empty()).then(|| claim.time.text.clone()).into(),
        claim.place.as_ref().map(|p| p.name.clone()).into(),
        claim.place.as_ref().and_then(|p| p.country.clone()).into(),
        claim.place.as_ref().map_or(Value::Null, |p| offset(p.start)),
        claim.place.as_ref().map_or(Value::Null, |p| offset(p.end)),
        claim.confidence.into(),
        names.reasons.number(ReasonRow(claim.because.frame.clone(), claim.because.path.clone())).into(),
        names.coders.number(CoderRow(claim.coder.name.clone(), claim.coder.version.clone())).into(),
        placed.corrects.into(),
        placed.recorded.into(),
    ]);
    row
}

/// Characters `from..to` of a text.
pub(crate) fn slice(text: &str, from: usize, to: usize) -> &str {
    let mut indices = text.char_indices().map(|(i, _)| i).chain([text.len()]);
    let Some(start) = indices.nth(from) else { return "" };
    let end = match to.checked_sub(from) {
        None => return "",
        Some(0) => start,
        Some(n) => indices.nth(n - 1).unwrap_or(text.len()),
    };
    &text[start..end]
}

fn attribution_text(chain: &[Speaker]) -> String {
    let all: Vec<serde_json::Value> =
        chain.iter().map(|s| serde_json::json!([s.who, s.verb, s.span.start, s.span.end])).collect();
    serde_json::Value::Array(all).to_string()
}

fn attribution(written: Option<&str>, text: &str) -> Vec<Speaker> {
    let all: Vec<(String, String, usize, usize)> =
        written.and_then(|t| serde_json::from_str(t).ok()).unwrap_or_default();
    all.into_iter().map(|(who, verb, from, to)| Speaker { who, verb, span: span(text, from, to) }).collect()
}

fn span(text: &str, start: usize, end: usize) -> Span {
    Span { start, end, text: slice(text, start, end).to_owned() }
}

/// A document as the ledger keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its number in the store.
    pub number: i32,
    /// What claims say of it.
    pub reference: DocumentRef,
    /// Its text.
    pub text: String,
    /// The number of the version that it replaces.
    pub supersedes: Option<i32>,
    /// When it was recorded, in seconds since 1970.
    pub recorded: i64,
}

impl Kept {
    /// The document, as it was given.
    pub fn document(&self) -> Document {
        let reference = self.reference.clone();
        Document {
            id: reference.id,
            title: reference.title,
            text: self.text.clone(),
            published: reference.published,
            url: reference.url,
            publisher: reference.publisher,
        }
    }
}

/// The columns of [`DOCUMENTS`] but the digest.
pub(crate) const DOCUMENT_COLUMNS: &str = "number, id, title, url, publisher, published_from, published_to, \
     published_precision, text, supersedes, recorded";

pub(crate) fn document(row: &dyn Row) -> Result<Kept, Error> {
    let own = |n| -> Result<Option<String>, Error> { Ok(row.text(n)?.map(str::to_owned)) };
    let precision = row.text(7)?.and_then(Precision::from_code);
    let published = precision.map(|precision| -> Result<TimeSpan, Error> {
        Ok(TimeSpan {
            from: row.int(5)?.and_then(date),
            to: row.int(6)?.and_then(date),
            precision,
            basis: Basis::Published,
            text: String::new(),
        })
    });
    Ok(Kept {
        number: row.int(0)?.unwrap_or_default(),
        reference: DocumentRef {
            id: own(1)?.unwrap_or_default(),
            title: own(2)?,
            url: own(3)?,
            publisher: own(4)?,
            published: published.transpose()?,
        },
        text: own(8)?.unwrap_or_default(),
        supersedes: row.int(9)?,
        recorded: row.long(10)?.unwrap_or_default(),
    })
}

/// A claim read back from its row, in the order of [`CLAIMS`], and its document.
pub(crate) fn claim(names: &Names, row: &dyn Row, document: &Kept) -> Result<Claim, Error> {
    let text = document.text.as_str();
    let at = |n| -> Result<usize, Error> {
        Ok(row.int(n)?.and_then(|x| usize::try_from(x).ok()).unwrap_or_default())
    };
    let own = |n| -> Result<String, Error> { Ok(row.text(n)?.unwrap_or_default().to_owned()) };
    let missing = |what| Error::invalid("row of the ledger", what, "it refers to a row that is not there");
    let actor = |n| -> Result<Option<legation_core::Actor>, Error> {
        let Some(number) = row.int(n)? else { return Ok(None) };
        let actor = names.actors.get(number).ok_or_else(|| missing("actor"))?;
        Ok(Some(actor.with(span(text, at(n + 1)?, at(n + 2)?))))
    };
    let mut act_span = span(text, at(17)?, at(18)?);
    if let Some(words) = row.text(19)? {
        words.clone_into(&mut act_span.text);
    }
    let act = names.acts.get(row.int(16)?.unwrap_or_default()).ok_or_else(|| missing("act"))?;
    let reason = names.reasons.get(row.int(33)?.unwrap_or_default()).ok_or_else(|| missing("reason"))?;
    let coder = names.coders.get(row.int(34)?.unwrap_or_default()).ok_or_else(|| missing("coder"))?;
    let nth = |n| -> Result<usize, Error> { at(n) };
    let place = row.text(28)?.map(str::to_owned);
    let country = row.text(29)?.map(str::to_owned);
    Ok(Claim {
        id: own(1)?,
        event: own(2)?,
        document: document.reference.clone(),
        sentence: SentenceRef { index: at(4)?, span: span(text, at(5)?, at(6)?) },
        actor: actor(7)?,
        recipient: actor(11)?,
        act: act.with(act_span),
        status: Status::ALL.get(nth(21)?).copied().ok_or_else(|| missing("status"))?,
        attribution: attribution(row.text(22)?, text),
        time: TimeSpan {
            from: row.int(23)?.and_then(date),
            to: row.int(24)?.and_then(date),
            precision: Precision::ALL.get(nth(25)?).copied().ok_or_else(|| missing("precision"))?,
            basis: Basis::ALL.get(nth(26)?).copied().ok_or_else(|| missing("basis"))?,
            text: own(27)?,
        },
        place: match place {
            Some(name) => Some(Place { name, country, start: at(30)?, end: at(31)? }),
            None => None,
        },
        confidence: row.real(32)?.unwrap_or_default(),
        because: Because { frame: reason.0.clone(), path: reason.1.clone() },
        coder: Coder { name: coder.0.clone(), version: coder.1.clone() },
    })
}
