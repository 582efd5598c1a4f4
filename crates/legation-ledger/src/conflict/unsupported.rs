//! Acts told only as background, by one source: not false, but without support. The nearest similar acts are named.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use legation_core::{Basis, Status};

use super::telling::{Known, days, gap, shifted};
use super::{Conflict, Kind, wording};
use crate::fact::Fact;

/// Days before its publication from which on an act is background.
const BACKGROUND: i32 = 120;
/// Days by which two sources may differ and still support each other.
const SLIP: i32 = 10;
/// The same where one tells it as news, without its day.
const NEWS: i32 = 31;
/// How far the nearest similar acts may lie, in days.
const FAR: i32 = 1100;
/// How many of them are named.
const NAMED: usize = 3;

/// What one sentence tells of one act and its days, of several pairs where it names several parties.
type Key<'f> = (&'f str, &'f str, &'f str, Option<(Date, Date)>);
/// A claim with the similar acts around it.
type Lone<'k, 'f> = (&'f Fact, Vec<Near<'k, 'f>>);
/// Days of distance, the days, the claim.
type Near<'k, 'f> = (i32, (Date, Date), &'k &'f Fact);

pub(super) fn find(known: &Known<'_>) -> Vec<Conflict> {
    let mut groups: BTreeMap<(&str, &str, &str), Vec<&Fact>> = BTreeMap::new();
    for &f in known.facts.iter().filter(|f| f.status == Status::Done) {
        if let (Some(a), Some(r)) = (f.actor.as_deref(), f.recipient.as_deref()) {
            groups.entry((similar(known, &f.act), a.min(r), a.max(r))).or_default().push(f);
        }
    }
    let mut lone: BTreeMap<Key<'_>, Vec<Lone<'_, '_>>> = BTreeMap::new();
    for group in groups.values() {
        for &fact in group {
            let act = side(known, &fact.act);
            let told = |other: &&Fact| side(known, &other.act) == act && supports(other, fact);
            if is_background(fact) && !group.iter().any(told) {
                let key = (fact.document.document.as_str(), fact.sentence.as_str(), act, days(fact));
                lone.entry(key).or_default().push((fact, nearest(fact, group)));
            }
        }
    }
    lone.iter().filter_map(|((.., act, own), facts)| Some(finding(known, act, (*own)?, facts))).collect()
}

/// Of the two sides of one act, visiting and hosting, the one that is named first.
fn side<'f>(known: &Known<'f>, act: &'f str) -> &'f str {
    let converse =
        known.lexicon.data().acts.iter().find(|a| a.code == act).and_then(|a| a.converse.as_deref());
    converse.map_or(act, |c| c.min(act))
}

/// What similar acts share: the course whose stages are taken for each other, or the act itself.
fn similar<'f>(known: &Known<'f>, act: &'f str) -> &'f str {
    let stages = known.lexicon.data().axes.iter().flat_map(|a| &a.stages).filter(|s| s.apart);
    let course = stages.filter(|s| s.acts.iter().any(|a| a == act)).map(|s| s.name.as_str()).next();
    course.unwrap_or_else(|| side(known, act))
}

/// Whether an act is told long after its days, with its days.
fn is_background(f: &Fact) -> bool {
    f.is_dated() && f.to.zip(f.published).is_some_and(|(to, said)| shifted(to, BACKGROUND) < said)
}

/// Whether another source tells the same act of the same days, and of no other country.
fn supports(other: &Fact, fact: &Fact) -> bool {
    let (Some(a), Some(b)) = (days(other), days(fact)) else { return false };
    let source =
        other.document.text != fact.document.text && other.document.publisher != fact.document.publisher;
    let place = other.place.is_none() || fact.place.is_none() || other.place == fact.place;
    let slip = if other.basis == Basis::Published { NEWS } else { SLIP };
    source && place && gap(a, b) <= slip
}

/// Similar acts of the same parties in other texts.
fn nearest<'k, 'f>(fact: &Fact, group: &'k [&'f Fact]) -> Vec<Near<'k, 'f>> {
    let Some(own) = days(fact) else { return Vec::new() };
    let others = group.iter().filter(|f| f.document.text != fact.document.text);
    others.filter_map(|f| days(f).map(|d| (gap(own, d), d, f))).filter(|(g, ..)| *g <= FAR).collect()
}

fn finding(known: &Known<'_>, act: &str, own: (Date, Date), lone: &[Lone<'_, '_>]) -> Conflict {
    let mut near: Vec<Near> = lone.iter().flat_map(|(_, near)| near.iter().copied()).collect();
    near.sort_by(|a, b| {
        let key = |n: &Near<'_, '_>| (n.0, n.1, n.2.place.is_none(), n.2.document.clone(), n.2.claim.clone());
        key(a).cmp(&key(b))
    });
    let mut named: Vec<(Date, Date)> = near.iter().map(|n| n.1).collect();
    named.dedup();
    named.truncate(NAMED);
    near.retain(|n| named.contains(&n.1));
    let others = near.iter().map(|n| *n.2).collect();
    near.dedup_by_key(|n| n.1);
    let other_act = |f: &Fact| match side(known, &f.act) == act {
        true => String::new(),
        false => format!(" ({})", wording::act(known.lexicon, &f.act)),
    };
    let named = near.iter().map(|n| format!("{}{}{}", wording::days(n.1), place(known, n.2), other_act(n.2)));
    let nearest: Vec<String> = named.collect();
    let nearest = if nearest.is_empty() {
        "nothing like it is told of the years around".to_owned()
    } else {
        format!("the nearest that others tell: {}", wording::list(&nearest))
    };
    let parties: BTreeSet<&str> =
        lone.iter().flat_map(|(f, _)| [f.actor.as_deref(), f.recipient.as_deref()]).flatten().collect();
    let parties: Vec<String> = parties.into_iter().map(|p| wording::end(known.lexicon, Some(p))).collect();
    let explanation = format!(
        "The act {} between {}, {}{}, is told by one source only, as background; {nearest}.",
        wording::act(known.lexicon, act),
        wording::list(&parties),
        wording::at(own),
        lone.first().map(|(f, _)| place(known, f)).unwrap_or_default()
    );
    let facts = lone.iter().map(|(f, _)| *f).collect();
    Conflict::new(Kind::Unsupported, act, [facts, others], explanation, None)
}

/// Where an act took place, in words.
fn place(known: &Known<'_>, f: &Fact) -> String {
    f.place.as_deref().map(|p| format!(" in {}", wording::end(known.lexicon, Some(p)))).unwrap_or_default()
}
