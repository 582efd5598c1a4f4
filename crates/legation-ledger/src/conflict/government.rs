//! The same act within days, told of two governments of one state.

use std::collections::BTreeMap;

use jiff::civil::Date;
use legation_core::Status;
use legation_lexicon::Lexicon;

use super::telling::{Known, Telling, gap};
use super::{Conflict, Kind, independent, wording};
use crate::ends::day_number;

/// Days within which two tellings are of one act.
const NEAR: i32 = 7;

/// An act by what it and the party that both agree on are: the act, whether that party is the actor, the party, the state.
type Key<'f> = (&'f str, bool, &'f str, &'f str);

pub(super) fn find(known: &Known<'_>) -> Vec<Conflict> {
    let mut groups: BTreeMap<Key<'_>, Vec<&Telling>> = BTreeMap::new();
    for t in known.tellings.iter().filter(|t| t.status == Status::Done && t.days.is_some()) {
        let (Some(actor), Some(recipient)) = (t.actor, t.recipient) else { continue };
        if let Some(state) = state_of(known.lexicon, recipient) {
            groups.entry((t.act, true, actor, state)).or_default().push(t);
        }
        if let Some(state) = state_of(known.lexicon, actor) {
            groups.entry((t.act, false, recipient, state)).or_default().push(t);
        }
    }
    let mut found = Vec::new();
    for ((_, by_actor, _, _), tellings) in groups {
        let mut by_government: BTreeMap<&str, Vec<&Telling>> = BTreeMap::new();
        for t in tellings {
            let government = if by_actor { t.recipient } else { t.actor };
            by_government.entry(government.unwrap_or_default()).or_default().push(t);
        }
        let governments: Vec<(&str, Vec<&Telling>)> = by_government.into_iter().collect();
        for (n, (one, of_one)) in governments.iter().enumerate() {
            for (other, of_other) in &governments[n + 1..] {
                let pairs = of_one.iter().flat_map(|a| of_other.iter().map(move |b| (*a, *b)));
                found.extend(pairs.filter_map(|(a, b)| conflict(known, (a, one), (b, other))));
            }
        }
    }
    found
}

/// The state of a government that is an actor of its own.
fn state_of<'l>(lexicon: &'l Lexicon, end: &str) -> Option<&'l str> {
    let (_, entity) = lexicon.entity_by_id(end).filter(|_| end.contains('.'))?;
    let governs = matches!(entity.kind, legation_lexicon::data::EntityKind::Government);
    entity.countries.first().filter(|_| governs).map(String::as_str)
}

/// Whether a government held its state on a day.
fn held(lexicon: &Lexicon, government: &str, day: Date) -> bool {
    let day = day_number(day);
    lexicon.entity_by_id(government).is_some_and(|(_, e)| e.holds.iter().any(|v| v.meets(day, day)))
}

fn conflict(
    known: &Known<'_>,
    (a, one): (&Telling<'_>, &str),
    (b, other): (&Telling<'_>, &str),
) -> Option<Conflict> {
    let (x, y) = (a.days?, b.days?);
    let fine = |d: (Date, Date)| (d.1 - d.0).get_days() <= 31;
    // Where each held the state in turn, or neither did, both can be meant.
    let (first, second) = (held(known.lexicon, one, x.1), held(known.lexicon, other, y.1));
    if first == second || gap(x, y) > NEAR || !fine(x) || !fine(y) || !independent(a, b) {
        return None;
    }
    let (right, wrong, (t, days)) = if first { (one, other, (a, x)) } else { (other, one, (b, y)) };
    let explanation = format!(
        "{} ({}) is told of {} as well; of these two governments of one state, it was {} that held it.",
        wording::deed(known.lexicon, t),
        wording::days(days),
        wording::end(known.lexicon, Some(wrong)),
        wording::end(known.lexicon, Some(right))
    );
    let (wrongly, rightly) = if first { (b, a) } else { (a, b) };
    Some(Conflict::new(
        Kind::WrongGovernment,
        t.act,
        [wrongly.facts.clone(), rightly.facts.clone()],
        explanation,
        None,
    ))
}
