//! A stage taken for another: an act told as done when it was only considered, or at an earlier stage, and done later.

use jiff::civil::Date;
use legation_core::Status;

use super::course::{Course, courses};
use super::telling::{Known, Telling, exclude, shifted};
use super::{Conflict, Kind, independent, wording};
use crate::happening::happens_once;

/// Days before the told one, and after it, in which others must have the act at an earlier stage.
const SHORTLY_BEFORE: i32 = 3;
const STILL: i32 = 60;
/// Days after one stage in which news of the next, without a day of its own, is news of the first.
const SAME_NEWS: i32 = 2;

pub(super) fn find(known: &Known<'_>) -> Vec<Conflict> {
    let mut found = Vec::new();
    for course in courses(known) {
        let mut of_course: Vec<Conflict> = Vec::new();
        for (early, days) in course.done() {
            let told = too_early(known, &course, early, days);
            let Some(told) = told.or_else(|| same_day(known, &course, early, days)) else { continue };
            // The day and the month that others give for it are against the same claims.
            match of_course.iter_mut().find(|c| c.act == told.act && c.sides[1] == told.sides[1]) {
                Some(same) => same.join(told),
                None => of_course.push(told),
            }
        }
        found.extend(of_course);
    }
    found
}

/// An act told as done, others that have it not done yet, and its doing later.
fn too_early(
    known: &Known<'_>,
    course: &Course<'_, '_>,
    early: &Telling<'_>,
    days: (Date, Date),
) -> Option<Conflict> {
    let later: Vec<(&Telling, (Date, Date))> = course
        .done()
        .filter(|(t, d)| t.stated && d.0 > days.1 && refutes(course, t, early))
        .filter(|(t, _)| independent(t, early) && course.joins(early, t))
        .collect();
    // Of the later days those that most texts give; of equals the earliest.
    let (best, first) = later.iter().copied().min_by_key(|(t, d)| (std::cmp::Reverse(t.texts()), *d))?;
    if early.texts() > best.texts() {
        return None;
    }
    let before: Vec<&Telling> = course
        .tellings
        .iter()
        .copied()
        .filter(|t| independent(t, early) && is_not_yet(course, t, early, days, first))
        .collect();
    if before.is_empty() {
        return None;
    }
    let done_then: Vec<&Telling> =
        later.iter().filter(|(_, d)| !exclude(*d, first)).map(|(t, _)| *t).collect();
    let explanation = format!(
        "{} is told as done {}, when others had it {}; {} is told of {}.",
        wording::deed(known.lexicon, early),
        wording::at(days),
        standing(known, &before, early),
        wording::act(known.lexicon, best.act),
        wording::days(first)
    );
    let others = before.iter().chain(&done_then).flat_map(|t| t.facts.iter().copied()).collect();
    Some(Conflict::new(Kind::StageConfusion, early.act, [early.facts.clone(), others], explanation, None))
}

/// Whether an act done later means that another was not done before: it is the same, or it comes before it.
fn refutes(course: &Course<'_, '_>, later: &Telling<'_>, early: &Telling<'_>) -> bool {
    let ordered = course.stages.strict || course.stages.apart;
    happens_once(early.act)
        && (later.act == early.act || (ordered && course.stage(later) < course.stage(early)))
}

/// Whether a telling has the act of another not done yet in the days of which that is told: still considered then, or told of the
/// same days at an earlier stage.
fn is_not_yet(
    course: &Course<'_, '_>,
    t: &Telling<'_>,
    early: &Telling<'_>,
    days: (Date, Date),
    done: (Date, Date),
) -> bool {
    match t.status {
        Status::Done => {
            let same_days =
                t.days.is_some_and(|d| d == days || (early.stated && t.stated && within(d, days)));
            same_days && course.stage(t) < course.stage(early)
        }
        Status::Intended | Status::Requested | Status::Conditional | Status::Possible => {
            let in_time = |said: Date| {
                shifted(days.0, -SHORTLY_BEFORE) <= said && said <= shifted(days.1, STILL) && said < done.0
            };
            course.stage(t) <= course.stage(early) && t.facts.iter().filter_map(|f| f.published).any(in_time)
        }
        Status::Denied | Status::Generic => false,
    }
}

fn within(inner: (Date, Date), outer: (Date, Date)) -> bool {
    outer.0 <= inner.0 && inner.1 <= outer.1
}

/// What others have the act at.
fn standing(known: &Known<'_>, before: &[&Telling<'_>], early: &Telling<'_>) -> String {
    let first = before.iter().min_by_key(|t| (t.first_said(), t.status)).copied().unwrap_or(early);
    let said = first.first_said().map(|d| format!(" ({})", wording::day(d))).unwrap_or_default();
    match first.status {
        Status::Done => format!("at the stage {}{said}", wording::act(known.lexicon, first.act)),
        Status::Requested => format!("asked for only{said}"),
        Status::Conditional => format!("held out on a condition only{said}"),
        Status::Intended => format!("intended only{said}"),
        _ => format!("considered only{said}"),
    }
}

/// Two stages that cannot fall on one day, told of the same day, or the later one as news of the days after.
fn same_day(
    known: &Known<'_>,
    course: &Course<'_, '_>,
    late: &Telling<'_>,
    days: (Date, Date),
) -> Option<Conflict> {
    if !course.stages.apart || days.0 != days.1 {
        return None;
    }
    let slack = if late.stated { 0 } else { SAME_NEWS };
    let earlier: Vec<&Telling> = course
        .done()
        .filter(|(t, d)| t.stated && course.stage(t) < course.stage(late) && d.0 == d.1)
        .filter(|(_, d)| shifted(days.0, -slack) <= d.0 && d.1 <= days.1)
        .map(|(t, _)| t)
        .filter(|t| independent(t, late) && course.joins(t, late))
        .collect();
    let first = earlier.first()?;
    let explanation = format!(
        "{} is told {} {}, and {} of {}; the two do not fall together, so one stage is taken for the other.",
        wording::deed(known.lexicon, late),
        if late.stated { "of" } else { "as news on" },
        wording::day(days.0),
        wording::act(known.lexicon, first.act),
        first.days.map_or_else(String::new, wording::days)
    );
    let others = earlier.iter().flat_map(|t| t.facts.iter().copied()).collect();
    Some(Conflict::new(Kind::StageConfusion, late.act, [late.facts.clone(), others], explanation, None))
}
