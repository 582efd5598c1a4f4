//! An analyst's reading of a claim: which fields it amends, and the claim that results.

use jiff::civil::Date;
use legation_core::{
    Act, Actor, Basis, Because, Claim, Coder, Fingerprint, Precision, RootType, Sector, Span, Status,
    TimeSpan, parse_published, v1,
};
use legation_lexicon::Lexicon;
use legation_lexicon::data::{Entity, EntityKind, NameRole};

use crate::ends;
use crate::error::Error;

/// One field of a claim with the value that an analyst gives it.
#[derive(Debug, Clone, PartialEq)]
pub enum Amendment {
    /// The act, by its code or as `TYPE:mode`; type, mode, contexts and intensity follow from the lexicon.
    Act(String),
    /// Whether it happened.
    Status(Status),
    /// Who acted, by an id or a name; `None` where the text does not say.
    Actor(Option<String>),
    /// On whom; `None` where on nobody.
    Recipient(Option<String>),
    /// When: first and last day with the precision of the words; `None` where the text does not say.
    Time(Option<(Option<Date>, Option<Date>, Precision)>),
    /// Probability that the claim is right.
    Confidence(f64),
}

/// The fields that can be amended.
const FIELDS: &str = "act, status, actor, recipient, time, confidence";

impl Amendment {
    /// Reads `FIELD=VALUE`.
    ///
    /// # Errors
    /// Where the field cannot be amended, or the value is none of its values: the message says what is.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let wrong = |problem: &str| Error::invalid("correction", text, problem);
        let (field, value) =
            text.split_once('=').ok_or_else(|| wrong("write FIELD=VALUE, such as status=denied"))?;
        let value = value.trim();
        let known = (value != "null").then(|| value.to_owned());
        Ok(match field.trim() {
            _ if value.is_empty() => return Err(wrong("there is no value after the equals sign")),
            "act" => Self::Act(value.to_owned()),
            "status" => Self::Status(Status::from_code(value).ok_or_else(|| {
                let all: Vec<&str> = Status::ALL.iter().map(|s| s.as_str()).collect();
                wrong(&format!("a status is {}", all.join(", ")))
            })?),
            "actor" => Self::Actor(known),
            "recipient" => Self::Recipient(known),
            "time" if value == "null" => Self::Time(None),
            "time" => Self::Time(Some(time(value).ok_or_else(|| {
                wrong("write a day (2025-06-15), a month (2025-06), a year (2025) or FROM..TO of these, either side open")
            })?)),
            "confidence" => {
                let number = value.parse().ok().filter(|p| (0.0..=1.0).contains(p));
                Self::Confidence(number.ok_or_else(|| wrong("write a number from 0 to 1"))?)
            }
            _ => return Err(wrong(&format!("no such field; these can be set: {FIELDS}"))),
        })
    }
}

/// A day, a month, a year, or `FROM..TO`.
fn time(text: &str) -> Option<(Option<Date>, Option<Date>, Precision)> {
    let Some((from, to)) = text.split_once("..") else {
        let whole = parse_published(text).ok()?;
        return Some((whole.from, whole.to, whole.precision));
    };
    let side = |part: &str| match part.trim() {
        "" => Some(None),
        part => parse_published(part).ok().map(Some),
    };
    let (from, to) = (side(from)?, side(to)?);
    let (from, to) = (from.and_then(|t| t.from), to.and_then(|t| t.to));
    let runs = match (from, to) {
        (None, None) => false,
        (Some(from), Some(to)) => from <= to,
        _ => true,
    };
    runs.then_some((from, to, Precision::Open))
}

/// The claim as the analyst reads it: a new one with the analyst as its coder. Where no confidence is given it is 1: it says how
/// sure the reading is, not how trustworthy the source.
///
/// # Errors
/// Where nobody is named, nothing is amended, an act or a party is not known.
pub(crate) fn apply(
    lexicon: &Lexicon,
    text: &str,
    old: &Claim,
    amendments: &[Amendment],
    why: &str,
    who: &str,
) -> Result<Claim, Error> {
    if who.trim().is_empty() {
        return Err(Error::invalid("analyst", who, "a correction needs its author's name (--who)"));
    }
    let mut new = Claim { confidence: 1.0, ..old.clone() };
    // Times first: who a name is depends on the day.
    for amendment in amendments {
        if let Amendment::Time(time) = amendment {
            new.time = self::stated(*time, &old.time);
        }
    }
    for amendment in amendments {
        match amendment {
            Amendment::Act(code) => new.act = act(lexicon, code, &old.act)?,
            Amendment::Status(status) => new.status = *status,
            Amendment::Actor(name) => new.actor = party(lexicon, text, &new, name.as_deref(), &old.actor)?,
            Amendment::Recipient(name) => {
                new.recipient = party(lexicon, text, &new, name.as_deref(), &old.recipient)?;
            }
            Amendment::Time(_) => {}
            Amendment::Confidence(p) => new.confidence = *p,
        }
    }
    if new == *old || amendments.is_empty() {
        return Err(Error::invalid(
            "correction of claim",
            old.id.as_str(),
            "it says what the claim says already",
        ));
    }
    new.coder = Coder { name: who.trim().to_owned(), version: String::new() };
    new.because = Because { frame: "correction".into(), path: why.to_owned() };
    new.id.clear();
    new.id = Fingerprint::new().field("correction").field(&old.id).field(&v1::to_json(&new)).finish();
    Ok(new)
}

fn stated(time: Option<(Option<Date>, Option<Date>, Precision)>, old: &TimeSpan) -> TimeSpan {
    // The words stay where they were read, even if they mean other days.
    match time {
        None => TimeSpan {
            from: None,
            to: None,
            precision: Precision::Open,
            basis: Basis::Unknown,
            text: String::new(),
        },
        Some((from, to, precision)) => {
            TimeSpan { from, to, precision, basis: Basis::Stated, text: old.text.clone() }
        }
    }
}

/// The act of a code, with what the lexicon says of it.
fn act(lexicon: &Lexicon, code: &str, old: &Act) -> Result<Act, Error> {
    let (code, mode) = code.split_once(':').map_or((code, None), |(code, mode)| (code, Some(mode)));
    let unknown = |what: &str| {
        let whole = mode.map_or_else(|| code.to_owned(), |m| format!("{code}:{m}"));
        Error::invalid("act", whole, format!("{what} (`legation acts` lists the acts)"))
    };
    let acts = &lexicon.data().acts;
    let entry = acts.iter().find(|a| a.code == code).ok_or_else(|| unknown("there is no such act"))?;
    let frame = match mode {
        None => entry.frames.iter().find(|f| f.code.is_none()),
        Some(_) => entry.frames.iter().find(|f| f.mode.as_deref() == mode),
    };
    if mode.is_some() && frame.is_none() {
        return Err(unknown("the act has no such mode"));
    }
    let root = frame.and_then(|f| f.root.as_deref()).unwrap_or(&entry.root);
    Ok(Act {
        code: entry.code.clone(),
        root: RootType::from_code(root).ok_or_else(|| unknown("its type is unknown"))?,
        // A type by itself says nothing of the mode.
        mode: if entry.diplomatic { frame.and_then(|f| f.mode.clone()) } else { mode.map(str::to_owned) },
        contexts: frame.map(|f| f.contexts.clone()).unwrap_or_default(),
        intensity: frame.map_or(0.0, |f| f.intensity),
        span: old.span.clone(),
    })
}

/// The party of an id or a name, at the place where the sentence names it: else where the old one stands, else in the whole
/// sentence.
fn party(
    lexicon: &Lexicon,
    text: &str,
    claim: &Claim,
    name: Option<&str>,
    old: &Option<Actor>,
) -> Result<Option<Actor>, Error> {
    let Some(name) = name else { return Ok(None) };
    let day = claim.time.to.or(claim.time.from).or(claim.document.published.as_ref().and_then(|p| p.to));
    let entity = entity(lexicon, name, day.map_or(99_991_231, ends::day_number))?;
    let sentence = &claim.sentence.span;
    let named = mention(lexicon, text, sentence, &entity.id);
    let span = named.or_else(|| old.as_ref().map(|a| a.span.clone())).unwrap_or_else(|| sentence.clone());
    let country = match entity.kind {
        EntityKind::Person => {
            entity.terms.last().map(|t| t.owner.split('.').next().unwrap_or_default().to_owned())
        }
        _ => entity.countries.first().cloned(),
    };
    Ok(Some(Actor {
        id: Some(entity.id.clone()),
        name: entity.name.clone(),
        country: country.filter(|c| c.len() == 3),
        sector: Sector::from_code(&entity.sector),
        quantifier: None,
        span,
    }))
}

/// The entity of an id, or the only one that a name means on a day.
fn entity<'l>(lexicon: &'l Lexicon, text: &str, day: u32) -> Result<&'l Entity, Error> {
    if let Some((_, entity)) = lexicon.entity_by_id(text) {
        return Ok(entity);
    }
    let blank = |part: &str| part.trim().is_empty();
    let whole = lexicon.names_in(text).into_iter().find(|m| blank(&text[..m.start]) && blank(&text[m.end..]));
    let names = whole.iter().flat_map(|m| &m.names).map(|n| lexicon.name(*n));
    let names = names.filter(|n| n.validity.meets(day, day) && n.role != NameRole::Place);
    let mut numbers: Vec<u32> = names.map(|n| n.entity).collect();
    numbers.sort_unstable();
    numbers.dedup();
    match numbers.as_slice() {
        [one] => Ok(lexicon.entity(*one)),
        [] => Err(Error::invalid(
            "party",
            text,
            "the lexicon has no such id or name (`legation lexicon NAME` looks names up; null is nobody)",
        )),
        several => {
            let ids: Vec<&str> = several.iter().map(|&n| lexicon.entity(n).id.as_str()).collect();
            Err(Error::invalid("party", text, format!("it may be {}: give the id", ids.join(" or "))))
        }
    }
}

/// Where a sentence first names an entity, or the state whose government it is.
fn mention(lexicon: &Lexicon, text: &str, sentence: &Span, id: &str) -> Option<Span> {
    let state = id.split('.').next().filter(|s| s.len() == 3);
    let words = &sentence.text;
    let means = |n: &u32| {
        let entity = lexicon.entity(lexicon.name(*n).entity);
        entity.id == id || Some(entity.id.as_str()) == state
    };
    let found = lexicon.names_in(words).into_iter().find(|m| m.names.iter().any(means))?;
    let start = sentence.start + words[..found.start].chars().count();
    let name = &words[found.start..found.end];
    let end = start + name.chars().count();
    // A sentence whose words are not the document's is shown, but nothing can be found in it.
    let stands: String = text.chars().skip(start).take(end - start).collect();
    (stands == name).then(|| Span { start, end, text: name.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "“Kabul” welcomed it. Russia has accepted Pakistan's nomination of an ambassador in May.";

    fn span(words: &str) -> Span {
        let at = TEXT.find(words).unwrap();
        let start = TEXT[..at].chars().count();
        Span { start, end: start + words.chars().count(), text: words.to_owned() }
    }

    fn claim() -> Claim {
        let json = r#"{"id":"c","event":"e","document":{"id":"d","title":null,"url":null,"publisher":null,
            "published":"2025-06-15"},"sentence":{"index":1,"start":0,"end":0,"text":""},"actor":null,"recipient":null,
            "act":{"code":"SUPPORT","type":"SUPPORT","mode":null,"contexts":[],"intensity":1.0,"quad":1,"text":"","start":0,
            "end":0},"status":"done","attribution":[],"time":{"from":"2025-05-01","to":"2025-05-31","precision":"month",
            "basis":"stated","text":"in May"},"place":null,"confidence":0.5,"because":{"frame":"f","path":"p"},
            "coder":{"name":"legation","version":"1"}}"#;
        let mut claim = v1::from_json(json).unwrap();
        claim.sentence.span = span("Russia has accepted Pakistan's nomination of an ambassador in May.");
        claim.act.span = span("accepted");
        claim
    }

    fn corrected(set: &[&str]) -> Result<Claim, String> {
        let amendments: Result<Vec<Amendment>, Error> = set.iter().map(|s| Amendment::parse(s)).collect();
        let amendments = amendments.map_err(|e| e.to_string())?;
        apply(Lexicon::embedded(), TEXT, &claim(), &amendments, "why", "ann").map_err(|e| e.to_string())
    }

    #[test]
    fn an_act_brings_what_the_lexicon_says_of_it() {
        let new = corrected(&["act=grant-agrement", "actor=Russia", "recipient=PAK"]).unwrap();
        assert_eq!(
            (new.act.code.as_str(), new.act.root, new.act.intensity),
            ("grant-agrement", RootType::Support, 5.0)
        );
        let (actor, recipient) = (new.actor.unwrap(), new.recipient.unwrap());
        assert_eq!((actor.id.as_deref(), actor.country.as_deref()), (Some("RUS"), Some("RUS")));
        assert_eq!((actor.span, recipient.span), (span("Russia"), span("Pakistan")));
        assert_eq!((new.confidence, new.coder.name.as_str(), new.because.path.as_str()), (1.0, "ann", "why"));
        let mode = corrected(&["act=COERCE:arrest"]).unwrap();
        assert_eq!((mode.act.root, mode.act.mode.as_deref()), (RootType::Coerce, Some("arrest")));
    }

    #[test]
    fn times_are_read_at_their_precision() {
        let day = |t: &str| t.parse::<Date>().ok();
        for (written, from, to, precision) in [
            ("2025-04-02", "2025-04-02", "2025-04-02", Precision::Day),
            ("2025-04", "2025-04-01", "2025-04-30", Precision::Month),
            ("2024", "2024-01-01", "2024-12-31", Precision::Year),
            ("2021-08..2022", "2021-08-01", "2022-12-31", Precision::Open),
            ("2021-08-15..", "2021-08-15", "", Precision::Open),
        ] {
            let time = corrected(&[&format!("time={written}")]).unwrap().time;
            assert_eq!((time.from, time.to, time.precision), (day(from), day(to), precision), "{written}");
            assert_eq!(time.basis, Basis::Stated);
        }
        assert_eq!(corrected(&["time=null"]).unwrap().time.basis, Basis::Unknown);
    }

    #[test]
    fn what_cannot_be_said_is_refused_with_what_can() {
        for (set, told) in [
            ("status=true", "a status is done, denied"),
            ("colour=blue", "these can be set: act, status"),
            ("act=grant-agreement", "there is no such act"),
            ("act=COERCE:agrement", "no such mode"),
            ("actor=Ruritania", "no such id or name"),
            ("time=2025-02-30", "write a day"),
            ("time=2025..2024", "write a day"),
            ("confidence=2", "from 0 to 1"),
            ("status", "write FIELD=VALUE"),
            ("confidence=0.5", "says already"),
        ] {
            let problem = corrected(&[set]).expect_err(set);
            assert!(problem.contains(told), "{set}: {problem}");
        }
        assert!(corrected(&[]).is_err());
    }

    #[test]
    fn a_correction_has_an_id_of_its_own() {
        let ids = ["status=denied", "status=intended", "confidence=0.9"].map(|s| corrected(&[s]).unwrap().id);
        assert!(ids[0] != ids[1] && ids[1] != ids[2] && ids.iter().all(|id| id.len() == 24));
    }
}
