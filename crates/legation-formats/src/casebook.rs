//! Corrections of a ledger as cases of the casebook: labelled sentences that retraining can use.

use std::collections::BTreeMap;
use std::io::{self, Write};

use legation_coder::casebook::{self, Case};
use legation_core::{Actor, Basis, Claim, Precision, TimeSpan, v1};
use legation_ledger::Corrected;

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// Cases.
    pub cases: usize,
    /// Corrections whose sentence, or reading, the format cannot say.
    pub left_out: usize,
}

/// Writes corrections as cases, in the order of the first of each sentence: what the analyst reads must be among the claims, and
/// what was read before must not, where it is another reading. A correction of the confidence alone confirms the reading.
///
/// # Errors
/// If the output cannot be written.
pub fn write(corrections: &[Corrected], out: &mut dyn Write) -> io::Result<Written> {
    let mut order: Vec<Place> = Vec::new();
    let mut sentences: BTreeMap<Place, Vec<&Corrected>> = BTreeMap::new();
    for corrected in corrections {
        let place = place(&corrected.claim);
        let list = sentences.entry(place.clone()).or_default();
        if list.is_empty() {
            order.push(place);
        }
        list.push(corrected);
    }
    let mut written = Written::default();
    for place in &order {
        let all = &sentences[place];
        match case(all) {
            Some(text) => {
                let gap = if written.cases > 0 { "\n" } else { "" };
                out.write_all(format!("{gap}{text}").as_bytes())?;
                written.cases += 1;
            }
            None => written.left_out += all.len(),
        }
    }
    out.flush()?;
    Ok(written)
}

/// What tells a sentence: its document, with its address, and where it begins.
type Place = (String, Option<String>, usize);

fn place(claim: &Claim) -> Place {
    (claim.document.id.clone(), claim.document.url.clone(), claim.sentence.span.start)
}

/// The case of one sentence; `None` where it would not read back as what it says.
fn case(corrections: &[&Corrected]) -> Option<String> {
    let first = &corrections.first()?.claim;
    let mut head = String::new();
    for corrected in corrections {
        let (who, why) = (one_line(&corrected.claim.coder.name), one_line(&corrected.reason));
        head.push_str(&format!("# {who}: {why}\n"));
    }
    head.push_str(&one_line(&first.sentence.span.text));
    head.push('\n');
    if let Some(published) = first.document.published.as_ref().and_then(v1::published_to_text) {
        head.push_str(&format!("    published {published}\n"));
    }
    let new: Vec<Claim> = corrections.iter().map(|c| c.claim.clone()).collect();
    let mut lines: Vec<String> = Vec::new();
    for claim in &new {
        lines.push(format!("    + {}", expectation(claim, true)));
    }
    for old in corrections.iter().flat_map(|c| &c.was) {
        lines.push(format!("    - {}", expectation(old, false)));
    }
    let mut kept: Vec<String> = Vec::new();
    for line in lines {
        // An earlier reading that also covers the new one, a coarser act or a state for its government, must not be forbidden.
        if !kept.contains(&line) && holds(&head, &line, &new)? {
            kept.push(line);
        }
    }
    let asked = |claim: &Claim| kept.contains(&format!("    + {}", expectation(claim, true)));
    new.iter().all(asked).then(|| format!("{head}{}\n", kept.join("\n")))
}

/// Whether one expectation under a text holds of claims; `None` where the format cannot say it.
fn holds(head: &str, line: &str, claims: &[Claim]) -> Option<bool> {
    let cases: Vec<Case> = casebook::read(&format!("{head}{line}\n")).ok()?;
    let [case] = cases.as_slice() else { return None };
    let [outcome] = case.check(claims).try_into().ok()?;
    Some(outcome.held)
}

fn expectation(claim: &Claim, with_time: bool) -> String {
    let act = match &claim.act.mode {
        Some(mode) if claim.act.code == claim.act.root.as_str() => format!("{}:{mode}", claim.act.code),
        _ => claim.act.code.clone(),
    };
    let (actor, recipient) = (party(claim.actor.as_ref()), party(claim.recipient.as_ref()));
    let time = if with_time { time(&claim.time) } else { None };
    let time = time.map(|t| format!("  time={t}")).unwrap_or_default();
    format!("{act}  {actor} > {recipient}  {}{time}", claim.status)
}

/// A party by its id, by its country and sector, or by its words.
fn party(actor: Option<&Actor>) -> String {
    let Some(actor) = actor else { return "_".to_owned() };
    match (&actor.id, &actor.country, actor.sector) {
        (Some(id), ..) => id.clone(),
        (None, Some(country), Some(sector)) => format!("{country}/{sector}"),
        (None, Some(country), None) => country.clone(),
        (None, None, _) => format!("\"{}\"", one_line(&actor.span.text).replace('"', "")),
    }
}

/// A stated time as the format writes it, where it can.
fn time(time: &TimeSpan) -> Option<String> {
    if time.basis != Basis::Stated {
        return None;
    }
    let from = time.from?;
    let Some(to) = time.to else { return Some(format!("{from}..")) };
    match time.precision {
        Precision::Day if from == to => Some(from.to_string()),
        // A part of a month or a year is dated to it.
        Precision::Month if from.first_of_month() == to.first_of_month() => {
            Some(format!("{:04}-{:02}", from.year(), from.month()))
        }
        Precision::Year if from.year() == to.year() => Some(format!("{:04}", from.year())),
        Precision::Decade if to.year() / 10 == from.year() / 10 => Some(format!("{}0s", from.year() / 10)),
        _ => None,
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use legation_coder::casebook::Kind;

    fn claim(act: &str, actor: &str, status: &str, sentence: &str) -> Claim {
        let party = |id: &str| {
            format!(
                r#"{{"id":"{id}","name":"","country":"{}","sector":"GOV","quantifier":null,"text":"x","start":0,"end":1}}"#,
                &id[..3]
            )
        };
        v1::from_json(&format!(
            r#"{{"id":"{act}-{actor}-{status}","event":"e","document":{{"id":"d","title":null,"url":null,"publisher":null,
            "published":"2025-06-15"}},"sentence":{{"index":0,"start":0,"end":1,"text":{sentence:?}}},"actor":{},
            "recipient":{},"act":{{"code":"{act}","type":"SUPPORT","mode":null,"contexts":[],"intensity":5.0,"quad":1,
            "text":"x","start":0,"end":1}},"status":"{status}","attribution":[],"time":{{"from":"2025-06-12",
            "to":"2025-06-12","precision":"day","basis":"stated","text":"on Thursday"}},"place":null,"confidence":1.0,
            "because":{{"frame":"","path":""}},"coder":{{"name":"ann","version":""}}}}"#,
            party(actor),
            party("AFG.islamic-emirate"),
        ))
        .unwrap()
    }

    fn written(corrections: &[Corrected]) -> (String, Written) {
        let mut out = Vec::new();
        let written = write(corrections, &mut out).unwrap();
        (String::from_utf8(out).unwrap(), written)
    }

    fn corrected(claim: Claim, was: Vec<Claim>) -> Corrected {
        Corrected { claim, was, reason: "a slip\nof the eye".into() }
    }

    const TEXT: &str = "Russia  plans to\naccept it on Thursday.";

    #[test]
    fn a_correction_reads_back_as_a_case_that_asks_for_it() {
        let (new, old) =
            (claim("grant-agrement", "RUS", "intended", TEXT), claim("grant-agrement", "PAK", "done", TEXT));
        let (text, count) = written(&[corrected(new.clone(), vec![old.clone()])]);
        assert_eq!(count, Written { cases: 1, left_out: 0 });
        let cases = casebook::read(&text).unwrap();
        assert_eq!(cases.len(), 1, "{text}");
        assert_eq!(cases[0].text, "Russia plans to accept it on Thursday.");
        assert_eq!(cases[0].published.as_deref(), Some("2025-06-15"));
        assert!(matches!(&cases[0].expectations[0].kind, Kind::Must(p) if p.act() == "grant-agrement"));
        assert!(cases[0].check(&[new]).iter().all(|o| o.held), "{text}");
        assert!(cases[0].check(&[old]).iter().all(|o| !o.held), "{text}");
        assert!(text.starts_with("# ann: a slip of the eye\n"), "{text}");
    }

    #[test]
    fn what_covers_the_new_reading_too_is_not_forbidden() {
        let new = claim("grant-agrement", "RUS", "done", TEXT);
        let coarser = claim("SUPPORT", "RUS", "done", TEXT);
        let (text, _) = written(&[corrected(new.clone(), vec![coarser, new.clone()])]);
        let cases = casebook::read(&text).unwrap();
        assert_eq!(cases[0].expectations.len(), 1, "{text}");
    }

    #[test]
    fn a_sentence_is_one_case_and_what_cannot_be_said_is_counted() {
        let one = corrected(claim("grant-agrement", "RUS", "done", TEXT), Vec::new());
        let other = corrected(claim("appoint", "RUS", "denied", TEXT), Vec::new());
        let mut hidden = corrected(claim("appoint", "RUS", "done", "# No text of a case."), Vec::new());
        hidden.claim.sentence.span.start = 99;
        let (text, count) = written(&[one, hidden, other]);
        assert_eq!(count, Written { cases: 1, left_out: 1 });
        assert_eq!(casebook::read(&text).unwrap()[0].expectations.len(), 2, "{text}");
    }
}
