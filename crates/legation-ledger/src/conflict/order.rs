//! A later stage before an earlier one in one course.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::course::{Course, courses};
use super::telling::{Known, Telling};
use super::{Conflict, Kind, wording};

/// A telling with its days.
type Dated<'k, 'f> = (&'k Telling<'f>, (Date, Date));

pub(super) fn find(known: &Known<'_>) -> Vec<Conflict> {
    let mut found = Vec::new();
    for course in courses(known).iter().filter(|c| c.stages.strict) {
        let done: Vec<Dated> = course.done().filter(|(t, _)| t.stated).collect();
        for &late in &done {
            let mut by_act: BTreeMap<&str, Vec<Dated>> = BTreeMap::new();
            for &early in done.iter().filter(|early| reversed(course, late, **early)) {
                if !fits_otherwise(course, &done, late.0, early.0) {
                    by_act.entry(early.0.act).or_default().push(early);
                }
            }
            found.extend(by_act.into_values().filter_map(|early| conflict(known, course, late, &early)));
        }
    }
    found
}

/// Whether the later of two stages is told of days before those of the earlier.
fn reversed(
    course: &Course<'_, '_>,
    late: (&Telling<'_>, (Date, Date)),
    early: (&Telling<'_>, (Date, Date)),
) -> bool {
    course.stage(late.0) > course.stage(early.0) && late.1.1 < early.1.0 && course.joins(late.0, early.0)
}

/// Whether other tellings of the two acts have them in order: then two courses are told of, or the days contradict each other and
/// the order does not.
fn fits_otherwise(
    course: &Course<'_, '_>,
    done: &[Dated<'_, '_>],
    late: &Telling<'_>,
    early: &Telling<'_>,
) -> bool {
    let (Some(first), Some(last)) = (late.days, early.days) else { return true };
    done.iter().any(|(t, d)| {
        let sooner = t.act == early.act && d.0 <= first.1 && course.joins(t, late);
        let again = t.act == late.act && d.1 >= last.0 && course.joins(t, early);
        sooner || again
    })
}

fn conflict(
    known: &Known<'_>,
    course: &Course<'_, '_>,
    (late, days): Dated<'_, '_>,
    early: &[Dated<'_, '_>],
) -> Option<Conflict> {
    // The day rather than the month that others give for it.
    let (first, after) = early.iter().min_by_key(|(_, d)| ((d.1 - d.0).get_days(), *d)).copied()?;
    let explanation = format!(
        "{} is told of {}, and {}, which comes before it in {}, of {}.",
        wording::deed(known.lexicon, late),
        wording::days(days),
        wording::act(known.lexicon, first.act),
        course.stages.name,
        wording::days(after)
    );
    let others = early.iter().flat_map(|(t, _)| t.facts.iter().copied()).collect();
    Some(Conflict::new(Kind::ImpossibleOrder, late.act, [late.facts.clone(), others], explanation, None))
}
