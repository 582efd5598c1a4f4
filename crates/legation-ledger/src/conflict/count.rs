//! Rival counts: the same ordinal for two, or two ordinals for one, over one act and one recipient.

use std::collections::BTreeMap;

use legation_core::Status;
use legation_lexicon::Lexicon;

use super::course::is_government;
use super::telling::Known;
use super::{Conflict, Kind, wording};
use crate::fact::Fact;

const ORDINALS: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
];
/// What is counted: those who act, as countries or by their envoys.
const COUNTED: [&str; 14] = [
    "country", "countries", "state", "states", "nation", "nations", "government", "governments", "ambassador",
    "ambassadors", "envoy", "envoys", "embassy", "capital",
];
/// Words after which a count is of a part only, which no other count need share.
const NARROWING: [&str; 5] = ["since", "of", "in", "among", "from"];

/// "The third Arab country": which, and among whom.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Count {
    /// Words between the ordinal and the noun.
    among: String,
    /// The place, from 1.
    place: usize,
    /// Byte offset of the ordinal.
    at: usize,
}

/// What a count is of: the act, on whom, among whom.
type Key<'f> = (&'f str, &'f str, String);
/// Who is counted, as which, by which claim.
type Entry<'f> = (&'f str, usize, &'f Fact);

pub(super) fn find(known: &Known<'_>) -> Vec<Conflict> {
    let mut counts: BTreeMap<Key<'_>, Vec<Entry<'_>>> = BTreeMap::new();
    for &fact in &known.facts {
        let (Some(actor), Some(recipient)) = (fact.actor.as_deref(), fact.recipient.as_deref()) else { continue };
        if fact.status != Status::Done || !is_government(known.lexicon, actor) {
            continue;
        }
        for count in counts_in(&fact.sentence) {
            if counted(known.lexicon, fact, count.at).as_deref() == Some(actor) {
                counts.entry((&fact.act, recipient, count.among)).or_default().push((actor, count.place, fact));
            }
        }
    }
    counts.iter().flat_map(|(key, entries)| of_key(known, key, entries)).collect()
}

fn of_key(known: &Known<'_>, key: &Key<'_>, entries: &[Entry<'_>]) -> Vec<Conflict> {
    let mut groups: BTreeMap<(&str, usize), Vec<&Fact>> = BTreeMap::new();
    for (actor, place, fact) in entries {
        groups.entry((actor, *place)).or_default().push(fact);
    }
    let groups: Vec<((&str, usize), Vec<&Fact>)> = groups.into_iter().collect();
    let mut found = Vec::new();
    for (n, (one, facts)) in groups.iter().enumerate() {
        for (other, others) in &groups[n + 1..] {
            let rival = (one.0 == other.0) != (one.1 == other.1);
            let apart = facts.iter().any(|f| others.iter().any(|g| f.document.text != g.document.text));
            if rival && apart {
                let explanation = explain(known, key, *one, *other);
                found.push(Conflict::new(Kind::RivalCounts, key.0, [facts.clone(), others.clone()], explanation, None));
            }
        }
    }
    found
}

fn explain(known: &Known<'_>, key: &Key<'_>, one: (&str, usize), other: (&str, usize)) -> String {
    let nth = |place: usize| match key.2.as_str() {
        "" => format!("the {}", ORDINALS[place - 1]),
        among => format!("the {} {among}", ORDINALS[place - 1]),
    };
    let end = |id: &str| wording::end(known.lexicon, Some(id));
    let act = format!("the act {} towards {}", wording::act(known.lexicon, key.0), end(key.1));
    if one.0 == other.0 {
        format!("{} is counted as {} and as {} to do {act}.", wording::capital(&end(one.0)), nth(one.1), nth(other.1))
    } else {
        format!("{} and {} are each counted as {} to do {act}.", wording::capital(&end(one.0)), end(other.0), nth(one.1))
    }
}

/// Counts in a sentence: an ordinal, at most two words, and what is counted.
fn counts_in(sentence: &str) -> Vec<Count> {
    let words = words(sentence);
    let mut found = Vec::new();
    for (n, (at, word)) in words.iter().enumerate() {
        let Some(place) = ORDINALS.iter().position(|o| o == word) else { continue };
        let rest = &words[n + 1..];
        let Some(noun) = rest.iter().take(3).position(|(_, w)| COUNTED.contains(&w.as_str())) else { continue };
        let after = rest.get(noun + 1).map_or("", |(_, w)| w.as_str());
        if !NARROWING.contains(&after) {
            let among: Vec<&str> = rest[..noun].iter().map(|(_, w)| w.as_str()).collect();
            found.push(Count { among: among.join(" "), place: place + 1, at: *at });
        }
    }
    found
}

/// Words in lower case with their byte offsets.
fn words(sentence: &str) -> Vec<(usize, String)> {
    let mut all: Vec<(usize, String)> = Vec::new();
    let mut inside = false;
    for (at, c) in sentence.char_indices() {
        if c.is_alphanumeric() || c == '-' {
            if !inside {
                all.push((at, String::new()));
            }
            if let Some((_, word)) = all.last_mut() {
                word.extend(c.to_lowercase());
            }
        }
        inside = c.is_alphanumeric() || c == '-';
    }
    all
}

/// Who is counted: of the states and governments that the sentence names before the ordinal, the first that begins its clause; with none
/// before, the first after it.
fn counted(lexicon: &Lexicon, fact: &Fact, at: usize) -> Option<String> {
    let country = |end: &str| end.split('.').next().unwrap_or(end).to_owned();
    let actor = fact.actor.as_deref()?;
    let names = lexicon.names_in(&fact.sentence);
    let named = names.iter().filter_map(|m| {
        let entity = lexicon.entity(lexicon.name(*m.names.first()?).entity);
        let owner = entity.countries.first().cloned().unwrap_or_else(|| country(&entity.id));
        Some((m.start, owner))
    });
    let named: Vec<(usize, String)> = named.filter(|(_, owner)| Some(owner.as_str()) != fact.recipient.as_deref().map(|r| r.split('.').next().unwrap_or(r))).collect();
    let before = named.iter().rfind(|(start, _)| *start < at);
    let who = before.or_else(|| named.iter().find(|(start, _)| *start > at)).map(|(_, owner)| owner.clone());
    // Without any name in the sentence, "it" is who the claim says.
    match who {
        Some(owner) if owner != country(actor) => None,
        _ => Some(actor.to_owned()),
    }
}
