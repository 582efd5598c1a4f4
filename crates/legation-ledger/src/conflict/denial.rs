//! Told as done by one source, and denied by another.

use std::collections::BTreeMap;

use jiff::civil::Date;
use legation_core::Status;
use legation_lexicon::Lexicon;

use super::telling::{Known, Telling, exclude, shifted};
use super::{Conflict, Kind, independent, wording};
use crate::happening::happens_once;

/// Days after an act, or after the last report of it, in which a denial is of that act.
const REASONABLE: i32 = 60;
/// The same for acts that are done again and again.
const SHORT: i32 = 14;

/// The act, who did it, on whom.
type Deed<'f> = (&'f str, Option<&'f str>, Option<&'f str>);

pub(super) fn find(known: &Known<'_>) -> Vec<Conflict> {
    let mut done: BTreeMap<Deed<'_>, Vec<&Telling>> = BTreeMap::new();
    for t in known.tellings.iter().filter(|t| t.status == Status::Done && t.days.is_some()) {
        done.entry((t.act, t.actor, t.recipient)).or_default().push(t);
    }
    let mut found = Vec::new();
    for denial in known.tellings.iter().filter(|t| !t.is_partial()) {
        for act in denied_acts(known.lexicon, denial) {
            let told = done.get(&(act, denial.actor, denial.recipient));
            let told: Vec<&Telling> = told
                .into_iter()
                .flatten()
                .copied()
                .filter(|t| independent(t, denial) && is_of(denial, t))
                .collect();
            if !told.is_empty() {
                found.push(conflict(known, &told, denial));
            }
        }
    }
    found
}

/// Acts that a telling denies: its own where it is denied, what it refuses where it is a refusal.
fn denied_acts<'l>(lexicon: &'l Lexicon, t: &Telling<'_>) -> Vec<&'l str> {
    let acts = lexicon.data().acts.iter();
    match t.status {
        Status::Denied => acts.filter(|a| a.code == t.act).map(|a| a.code.as_str()).collect(),
        Status::Done if t.act.starts_with("refuse-") => {
            acts.filter(|a| a.opposite.as_deref() == Some(t.act)).map(|a| a.code.as_str()).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a denial is of the act that is told: not before it, and within a reasonable time.
fn is_of(denial: &Telling<'_>, told: &Telling<'_>) -> bool {
    let Some(days) = told.days else { return false };
    let term = if happens_once(told.act) { REASONABLE } else { SHORT };
    let said = |from: Date, to: Date| {
        denial.facts.iter().filter_map(|f| f.published).any(|p| from <= p && p <= shifted(to, term))
    };
    match denial.stated_days() {
        Some(denied) if happens_once(told.act) => days.0 <= denied.1 && denied.0 <= shifted(days.1, term),
        Some(denied) => !exclude(denied, days),
        None => said(days.0, days.1.max(told.last_said().unwrap_or(days.1).min(shifted(days.1, term)))),
    }
}

fn conflict(known: &Known<'_>, told: &[&Telling<'_>], denial: &Telling<'_>) -> Conflict {
    let first = told[0];
    let said = denial.first_said().map(|d| format!(", on {}", wording::day(d))).unwrap_or_default();
    let how = if denial.status == Status::Denied { "denied" } else { "told as refused" };
    let explanation = format!(
        "{} is told as done ({}), and {how} by another source{said}.",
        wording::deed(known.lexicon, first),
        first.days.map(wording::days).unwrap_or_default()
    );
    let facts = told.iter().flat_map(|t| t.facts.iter().copied()).collect();
    Conflict::new(Kind::DoneDenied, first.act, [facts, denial.facts.clone()], explanation, None)
}
