//! One act that happens once, told of days that exclude each other.

use jiff::civil::Date;

use super::course::{Course, courses};
use super::telling::{Known, Telling, contradict};
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
    let mut rest: Vec<(&Telling, (Date, Date))> = course.done().filter(|(t, _)| t.act == act).collect();
    // Stated days before news, the best supported and finest first; of equals the earliest.
    rest.sort_by_key(|(t, days)| {
        (!t.stated, std::cmp::Reverse(t.texts()), (days.1 - days.0).get_days(), *days, t.actor)
    });
    while !rest.is_empty() {
        let (best, _) = rest.remove(0);
        let (near, far): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(t, _)| course.joins(best, t));
        let near: Vec<&Telling> = near.into_iter().map(|(t, _)| t).collect();
        for other in near.iter().copied().filter(|t| contradict(best, t)) {
            let agree = near.iter().copied().filter(|t| !contradict(t, best) && contradict(t, other));
            let with_best: Vec<&Telling> = std::iter::once(best).chain(agree).collect();
            if independent(best, other) {
                found.push(conflict(known, best, &with_best, other));
            }
        }
        rest = far;
    }
}

fn conflict(
    known: &Known<'_>,
    best: &Telling<'_>,
    with_best: &[&Telling<'_>],
    other: &Telling<'_>,
) -> Conflict {
    let times = |t: &Telling<'_>| match (t.days, t.stated) {
        (Some(days), true) => format!("of {}", wording::days(days)),
        (Some(days), false) => format!("as news on {}", wording::days(days)),
        (None, _) => String::new(),
    };
    let explanation = format!(
        "{} is told {} and {}; it is an act that happens once, and the days exclude each other.",
        wording::deed(known.lexicon, best),
        times(best),
        times(other)
    );
    let first = with_best.iter().flat_map(|t| t.facts.iter().copied()).collect();
    Conflict::new(Kind::ExclusiveDates, best.act, [first, other.facts.clone()], explanation, None)
}
