//! Acts told only as background, by one source: not false, but without support. The nearest similar acts are named.

use std::collections::BTreeMap;

use jiff::civil::Date;
use legation_core::Status;

use super::telling::{Known, exclude, gap, shifted};
use super::{Conflict, Kind, wording};
use crate::fact::Fact;

/// Days before its publication from which on an act is background.
const BACKGROUND: i32 = 120;
/// Days by which two sources may differ and still support each other.
const SLIP: i32 = 10;
/// How far the nearest similar acts may lie, in days.
const FAR: i32 = 1100;
/// How many of them are named.
const NAMED: usize = 3;

pub(super) fn find(known: &Known<'_>) -> Vec<Conflict> {
    let mut groups: BTreeMap<(&str, &str, &str), Vec<&Fact>> = BTreeMap::new();
    for &f in known.facts.iter().filter(|f| f.status == Status::Done) {
        if let (Some(a), Some(r)) = (f.actor.as_deref(), f.recipient.as_deref()) {
            let act = side(known, &f.act);
            groups.entry((act, a.min(r), a.max(r))).or_default().push(f);
        }
    }
    let mut found = Vec::new();
    for group in groups.values() {
        for &fact in group {
            if is_background(fact) && !group.iter().any(|other| supports(other, fact)) {
                found.extend(finding(known, fact, group));
            }
        }
    }
    found
}

/// Of the two sides of one act, visiting and hosting, the one that is named first.
fn side<'f>(known: &Known<'f>, act: &'f str) -> &'f str {
    let converse = known.lexicon.data().acts.iter().find(|a| a.code == act).and_then(|a| a.converse.as_deref());
    converse.map_or(act, |c| c.min(act))
}

/// Whether an act is told long after its days, with its days.
fn is_background(f: &Fact) -> bool {
    f.is_dated() && f.to.zip(f.published).is_some_and(|(to, said)| shifted(to, BACKGROUND) < said)
}

fn days(f: &Fact) -> Option<(Date, Date)> {
    f.from.zip(f.to)
}

/// Whether another source tells the same act of the same days, and of no other country.
fn supports(other: &Fact, fact: &Fact) -> bool {
    let (Some(a), Some(b)) = (days(other), days(fact)) else { return false };
    let source = other.document.text != fact.document.text && other.document.publisher != fact.document.publisher;
    let place = other.place.is_none() || fact.place.is_none() || other.place == fact.place;
    source && place && (!exclude(a, b) || gap(a, b) <= SLIP)
}

fn finding(known: &Known<'_>, fact: &Fact, group: &[&Fact]) -> Option<Conflict> {
    let own = days(fact)?;
    let mut near: Vec<(i32, (Date, Date), &Fact)> = group
        .iter()
        .filter(|f| f.document.text != fact.document.text)
        .filter_map(|f| days(f).map(|d| (gap(own, d), d, *f)))
        .filter(|(g, ..)| *g <= FAR)
        .collect();
    near.sort_by_key(|(g, d, f)| (*g, *d, !f.is_dated(), f.place.clone(), f.document.document.clone(), f.claim.clone()));
    near.dedup_by_key(|(_, d, _)| *d);
    near.truncate(NAMED);
    let place = |f: &Fact| f.place.as_deref().map(|p| format!(" in {}", wording::end(known.lexicon, Some(p)))).unwrap_or_default();
    let nearest: Vec<String> = near.iter().map(|(_, d, f)| format!("{}{}", wording::days(*d), place(f))).collect();
    let nearest = if nearest.is_empty() {
        "nothing like it is told of the years around".to_owned()
    } else {
        format!("the nearest that others tell: {}", wording::list(&nearest))
    };
    let explanation = format!(
        "{} of {} and {}, {}{}, is told by one source only, as background; {nearest}.",
        wording::act(known.lexicon, &fact.act),
        wording::end(known.lexicon, fact.actor.as_deref()),
        wording::end(known.lexicon, fact.recipient.as_deref()),
        wording::at(own),
        place(fact)
    );
    let others = near.iter().map(|(_, _, f)| *f).collect();
    Some(Conflict::new(Kind::Unsupported, [vec![fact], others], explanation, None))
}
