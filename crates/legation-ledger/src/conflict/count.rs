//! Rival counts: the same ordinal for two, or two ordinals for one, over one course of things and one other side.

use std::collections::BTreeMap;

use legation_core::Status;
use legation_lexicon::Lexicon;
use legation_lexicon::data::{EntityKind, Stages};

use super::course::is_government;
use super::telling::Known;
use super::{Conflict, Kind, wording};
use crate::fact::Fact;

const ORDINALS: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];
/// What is counted: those who act, as countries or by their envoys.
const COUNTED: [&str; 14] = [
    "country",
    "countries",
    "state",
    "states",
    "nation",
    "nations",
    "government",
    "governments",
    "ambassador",
    "ambassadors",
    "envoy",
    "envoys",
    "embassy",
    "capital",
];
/// Words after which a count is of a part only, which no other count need share.
const NARROWING: [&str; 6] = ["since", "of", "in", "among", "from", "for"];

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

/// What a count is of. Counts by different acts of one course are rivals too: the third ambassador by the copy of the credentials is
/// another than the third by their presentation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key<'f> {
    course: &'f str,
    /// The other side, on whom nothing is counted.
    other: &'f str,
    /// Whether those who are counted act as hosts.
    hosts: bool,
    among: String,
}

/// Who is counted, as which, by which claim.
struct Entry<'f> {
    who: &'f str,
    place: usize,
    fact: &'f Fact,
}

pub(super) fn find(known: &Known<'_>) -> Vec<Conflict> {
    let mut counts: BTreeMap<Key<'_>, Vec<Entry<'_>>> = BTreeMap::new();
    for &fact in known.facts.iter().filter(|f| f.status == Status::Done) {
        let (Some(actor), Some(recipient)) = (fact.actor.as_deref(), fact.recipient.as_deref()) else {
            continue;
        };
        let Some(stages) = course_of(known.lexicon, &fact.act) else { continue };
        for count in counts_in(&fact.sentence) {
            let Some(who) = counted(known.lexicon, stages, fact, (actor, recipient), count.at) else {
                continue;
            };
            let other = if who == actor { recipient } else { actor };
            let course = if stages.personal { "the posting of an ambassador" } else { &stages.name };
            let hosts = (who == actor) == stages.by_host.contains(&fact.act);
            let key = Key { course, other, hosts, among: count.among };
            counts.entry(key).or_default().push(Entry { who, place: count.place, fact });
        }
    }
    counts.iter().flat_map(|(key, entries)| of_key(known, key, entries)).collect()
}

/// The first course that an act is a stage of.
fn course_of<'l>(lexicon: &'l Lexicon, act: &str) -> Option<&'l Stages> {
    lexicon.data().axes.iter().flat_map(|a| &a.stages).find(|s| s.acts.iter().any(|a| a == act))
}

fn of_key(known: &Known<'_>, key: &Key<'_>, entries: &[Entry<'_>]) -> Vec<Conflict> {
    let mut groups: BTreeMap<(&str, usize), Vec<&Fact>> = BTreeMap::new();
    for entry in entries {
        groups.entry((entry.who, entry.place)).or_default().push(entry.fact);
    }
    let groups: Vec<((&str, usize), Vec<&Fact>)> = groups.into_iter().collect();
    let mut found = Vec::new();
    for (n, (one, facts)) in groups.iter().enumerate() {
        for (other, others) in &groups[n + 1..] {
            let rival = (one.0 == other.0) != (one.1 == other.1);
            let apart = facts.iter().any(|f| others.iter().any(|g| f.document.text != g.document.text));
            if rival && apart {
                let explanation = explain(known, key, (*one, facts[0]), (*other, others[0]));
                let sides = [facts.clone(), others.clone()];
                found.push(Conflict::new(Kind::RivalCounts, &facts[0].act, sides, explanation, None));
            }
        }
    }
    found
}

fn explain(
    known: &Known<'_>,
    key: &Key<'_>,
    (one, by): ((&str, usize), &Fact),
    (other, by_other): ((&str, usize), &Fact),
) -> String {
    let nth = |place: usize| match key.among.as_str() {
        "" => format!("the {}", ordinal(place)),
        among => format!("the {} {among}", ordinal(place)),
    };
    let end = |id: &str| wording::end(known.lexicon, Some(id));
    let over = format!("{} with {}", key.course, end(key.other));
    let act = |f: &Fact| wording::act(known.lexicon, &f.act);
    let how = if by.act == by_other.act {
        String::new()
    } else {
        format!(", once by {} and once by {}", act(by), act(by_other))
    };
    if one.0 == other.0 {
        let who = wording::capital(&end(one.0));
        format!("{who} is counted both as {} and as {} in {over}{how}.", nth(one.1), nth(other.1))
    } else {
        let who = wording::capital(&end(one.0));
        format!("{who} and {} are each counted as {} in {over}{how}.", end(other.0), nth(one.1))
    }
}

/// Counts in a sentence: an ordinal, at most two words, and what is counted; or "the third to ..".
fn counts_in(sentence: &str) -> Vec<Count> {
    let words = words(sentence);
    let mut found = Vec::new();
    for (n, (at, word)) in words.iter().enumerate() {
        let Some(place) = place(word) else { continue };
        let rest: Vec<&str> = words[n + 1..].iter().map(|(_, w)| w.as_str()).collect();
        let noun = rest.iter().take(3).position(|w| COUNTED.contains(w));
        let (among, after) = match noun {
            Some(noun) => (rest[..noun].join(" "), rest.get(noun + 1)),
            None if rest.first() == Some(&"to") => (String::new(), None),
            None => continue,
        };
        if after.is_none_or(|w| !NARROWING.contains(w)) {
            found.push(Count { among, place, at: *at });
        }
    }
    found
}

/// The place that an ordinal names, from 1: "third", "117th".
fn place(word: &str) -> Option<usize> {
    let in_words = ORDINALS.iter().position(|o| *o == word).map(|n| n + 1);
    in_words.or_else(|| ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)?.parse().ok()))
}

/// An ordinal as it is written: "third", "117th".
fn ordinal(place: usize) -> String {
    let end = match (place % 10, place % 100) {
        (1, n) if n != 11 => "st",
        (2, n) if n != 12 => "nd",
        (3, n) if n != 13 => "rd",
        _ => "th",
    };
    let in_words = place.checked_sub(1).and_then(|n| ORDINALS.get(n));
    in_words.map_or_else(|| format!("{place}{end}"), |word| (*word).to_owned())
}

/// Words in lower case with their byte offsets.
fn words(sentence: &str) -> Vec<(usize, String)> {
    let mut all: Vec<(usize, String)> = Vec::new();
    let mut inside = false;
    for (at, c) in sentence.char_indices() {
        let belongs = c.is_alphanumeric() || c == '-';
        if belongs && !inside {
            all.push((at, String::new()));
        }
        if let Some((_, word)) = all.last_mut().filter(|_| belongs) {
            word.extend(c.to_lowercase());
        }
        inside = belongs;
    }
    all
}

/// Which end of a claim is counted: one that the sentence names before the ordinal, where no third country stands nearer to it. Of a
/// posting the host is counted where it is named there, of everything else the actor.
fn counted<'f>(
    lexicon: &Lexicon,
    stages: &Stages,
    fact: &'f Fact,
    (actor, recipient): (&'f str, &'f str),
    at: usize,
) -> Option<&'f str> {
    let before = named_before(lexicon, &fact.sentence, at);
    let is = |name: &str, end: &str| name == end || name == state(end);
    let nearest = before.last()?;
    if !is(nearest, actor) && !is(nearest, recipient) {
        return None;
    }
    let host = if stages.by_host.contains(&fact.act) { actor } else { recipient };
    let sender = if host == actor { recipient } else { actor };
    let order = if stages.personal { [Some(host), Some(sender)] } else { [Some(actor), None] };
    let who = order.into_iter().flatten().find(|end| before.iter().any(|name| is(name, end)))?;
    Some(who).filter(|who| is_government(lexicon, who))
}

/// The states that own what a sentence names before a place in it, in order; persons do not count.
fn named_before(lexicon: &Lexicon, sentence: &str, at: usize) -> Vec<String> {
    let names = lexicon.names_in(sentence).into_iter().filter(|m| m.start < at);
    let owners = names.filter_map(|m| {
        let entity = lexicon.entity(lexicon.name(*m.names.first()?).entity);
        let government = matches!(entity.kind, EntityKind::State | EntityKind::Government);
        let movement = || {
            lexicon
                .governments()
                .iter()
                .map(|&n| lexicon.entity(n))
                .find(|g| g.movement.as_deref() == Some(&entity.id))
        };
        if government {
            Some(state(&entity.id).to_owned())
        } else {
            movement().map(|g| state(&g.id).to_owned())
        }
    });
    owners.collect()
}

/// The state of an end.
fn state(end: &str) -> &str {
    end.split('.').next().unwrap_or(end)
}
