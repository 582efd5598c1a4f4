//! "No country has recognised ..", against one that has.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use legation_core::{Quantifier, Status};
use legation_lexicon::Lexicon;

use super::course::is_government;
use super::telling::{Known, Telling};
use super::{Conflict, Kind, wording};
use crate::ends::day_number;
use crate::fact::Fact;

/// Nouns that take in every government.
const EVERYBODY: [&str; 9] =
    ["country", "countries", "state", "states", "government", "governments", "nation", "nations", "capital"];
/// Words after "no" that do not narrow what follows.
const IDLE: [&str; 6] = ["single", "foreign", "sovereign", "one", "single foreign", "recognised"];
/// Words after the noun that do.
const NARROWING: [&str; 7] = ["of", "in", "among", "from", "outside", "within", "other"];

pub(super) fn find(known: &Known<'_>) -> Vec<Conflict> {
    let mut groups: BTreeMap<(&str, &str), Vec<&Fact>> = BTreeMap::new();
    for fact in known.facts.iter().copied().filter(|f| is_universal(f)) {
        if let Some(recipient) = fact.recipient.as_deref() {
            groups.entry((fact.act.as_str(), recipient)).or_default().push(fact);
        }
    }
    let mut found = Vec::new();
    for ((act, recipient), denials) in groups {
        let instances = instances(known, act, recipient);
        let mut by_actor: BTreeMap<(Option<&str>, bool), Vec<Denial>> = BTreeMap::new();
        for denial in denials {
            let Some(said) = denial.published.or(denial.by()) else { continue };
            let mut seen = BTreeSet::new();
            // Of each that did it, the first time.
            for &(t, days) in instances.iter().filter(|(t, d)| counts(known, t, *d, said)) {
                if seen.insert(t.actor) {
                    by_actor.entry((t.actor, days.1 <= said)).or_default().push((denial, (t, days)));
                }
            }
        }
        found.extend(by_actor.into_iter().filter_map(|((_, when_said), of)| conflict(known, of, when_said)));
    }
    found
}

/// Whether a claim denies an act of everybody, and not only of some class.
fn is_universal(fact: &Fact) -> bool {
    fact.actor.is_none()
        && fact.quantifier == Some(Quantifier::None)
        && fact.status == Status::Denied
        && names_everybody(&fact.sentence)
}

/// Whether the sentence says "no country", and neither "no Arab country" nor "no country of the Union".
fn names_everybody(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty()).collect();
    words.iter().enumerate().any(|(n, w)| {
        let mut rest = words[n + 1..].iter();
        match *w {
            "nobody" => true,
            "no" => {
                let mut noun = rest.next();
                while noun.is_some_and(|w| IDLE.contains(w)) {
                    noun = rest.next();
                }
                noun.is_some_and(|w| EVERYBODY.contains(w))
                    && rest.next().is_none_or(|w| !NARROWING.contains(w))
            }
            _ => false,
        }
    })
}

/// What governments did of an act to a recipient, the earliest first.
fn instances<'k, 'f>(
    known: &'k Known<'f>,
    act: &str,
    recipient: &str,
) -> Vec<(&'k Telling<'f>, (Date, Date))> {
    let mut all: Vec<(&Telling, (Date, Date))> = known
        .tellings
        .iter()
        .filter(|t| t.act == act && t.recipient == Some(recipient) && t.status == Status::Done)
        .filter(|t| t.actor.is_some_and(|a| is_government(known.lexicon, a)))
        .filter_map(|t| Some((t, t.days?)))
        .collect();
    all.sort_by_key(|(t, d)| (d.1, d.0, t.actor));
    all
}

/// Whether an instance counts against a denial: it is not of an earlier rule of the same government, and was not taken back before.
fn counts(known: &Known<'_>, t: &Telling<'_>, days: (Date, Date), said: Date) -> bool {
    let (Some(actor), Some(recipient)) = (t.actor, t.recipient) else { return false };
    if day_number(days.1) < begun(known.lexicon, recipient, said) {
        return false;
    }
    let undoing: Vec<&str> = known
        .lexicon
        .data()
        .axes
        .iter()
        .flat_map(|a| &a.stages)
        .filter(|s| s.acts.iter().any(|a| a == t.act))
        .flat_map(|s| &s.undone_by)
        .map(String::as_str)
        .collect();
    !known.between(actor, recipient).iter().any(|u| {
        u.status == Status::Done
            && undoing.contains(&u.act)
            && u.days.is_some_and(|d| d.1 > days.1 && d.1 <= said)
    })
}

/// The first day of the rule of a government that a day falls into; 0 where its rule is not in question.
fn begun(lexicon: &Lexicon, end: &str, day: Date) -> u32 {
    let day = day_number(day);
    let held = lexicon.entity_by_id(end).and_then(|(_, e)| e.holds.iter().find(|v| v.meets(day, day)));
    held.map_or(0, |v| v.from)
}

type Denial<'k, 'f> = (&'f Fact, (&'k Telling<'f>, (Date, Date)));

/// One conflict for all who deny it alike, against the earliest that did it.
fn conflict(known: &Known<'_>, denials: Vec<Denial<'_, '_>>, when_said: bool) -> Option<Conflict> {
    let (_, (instance, days)) = denials.iter().min_by_key(|(_, (t, d))| (d.1, d.0, t.actor))?;
    let said: Vec<Date> = denials.iter().filter_map(|(f, _)| f.published.or(f.by())).collect();
    let (first, last) = (said.iter().min()?, said.iter().max()?);
    let when = if first == last {
        format!("on {}", wording::day(*first))
    } else {
        format!("between {} and {}", wording::day(*first), wording::day(*last))
    };
    let verdict = if when_said {
        "it was contradicted when it was said".to_owned()
    } else {
        format!("it is contradicted since {} only, and was not when it was said", wording::day(days.1))
    };
    let explanation = format!(
        "That no country had done the act {} towards {} was said {when}; {} is told to have done it {}: {verdict}.",
        wording::act(known.lexicon, instance.act),
        wording::end(known.lexicon, instance.recipient),
        wording::end(known.lexicon, instance.actor),
        wording::at(*days)
    );
    let deniers = denials.iter().map(|(f, _)| *f).collect();
    let instances = denials.iter().flat_map(|(_, (t, _))| t.facts.iter().copied()).collect();
    Some(Conflict::new(Kind::NegatedUniversal, instance.act, [deniers, instances], explanation, Some(days.1)))
}
