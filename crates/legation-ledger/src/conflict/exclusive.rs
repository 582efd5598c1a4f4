//! One act that happens once, told of days that exclude each other.

use jiff::civil::Date;

use super::course::{Course, courses};
use super::telling::{Known, Telling, exclude};
use super::{Conflict, Kind, independent, wording};
use crate::happening::happens_once;

/// Sets the days of each act that has the most texts behind them against those that exclude them.
pub(super) fn find(known: &Known<'_>) -> Vec<Conflict> {
    let mut found = Vec::new();
    for course in courses(known) {
        for act in course.stages.acts.iter().filter(|a| happens_once(a)) {
            of_act(known, &course, act, &mut found);
        }
    }
    found
}

fn of_act(known: &Known<'_>, course: &Course<'_, '_>, act: &str, found: &mut Vec<Conflict>) {
    let mut rest: Vec<(&Telling, (Date, Date))> =
        course.done().filter(|(t, _)| t.act == act && t.stated).collect();
    // The best supported and finest first; of equals the earliest.
    rest.sort_by_key(|(t, days)| (std::cmp::Reverse(t.texts()), (days.1 - days.0).get_days(), *days, t.actor));
    while let Some((best, days)) = rest.first().copied() {
        let (near, far): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(t, _)| course.joins(best, t));
        for (other, others) in near.iter().filter(|(_, d)| exclude(days, *d)) {
            let with_best: Vec<&Telling> =
                near.iter().filter(|(_, d)| !exclude(*d, days) && exclude(*d, *others)).map(|(t, _)| *t).collect();
            if independent(best, other) {
                found.push(conflict(known, best, &with_best, other));
            }
        }
        rest = far;
    }
}

fn conflict(known: &Known<'_>, best: &Telling<'_>, with_best: &[&Telling<'_>], other: &Telling<'_>) -> Conflict {
    let times = |t: &Telling<'_>| t.days.map(wording::days).unwrap_or_default();
    let explanation = format!(
        "{} is told of {} and of {}; it is an act that happens once, and the days exclude each other.",
        wording::deed(known.lexicon, best),
        times(best),
        times(other)
    );
    let first = with_best.iter().flat_map(|t| t.facts.iter().copied()).collect();
    Conflict::new(Kind::ExclusiveDates, [first, other.facts.clone()], explanation, None)
}
