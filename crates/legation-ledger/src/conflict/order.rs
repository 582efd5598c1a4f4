//! A later stage before an earlier one in one course.

use jiff::civil::Date;

use super::course::{Course, courses};
use super::telling::{Known, Telling};
use super::{Conflict, Kind, wording};

pub(super) fn find(known: &Known<'_>) -> Vec<Conflict> {
    let mut found = Vec::new();
    for course in courses(known).iter().filter(|c| c.stages.strict) {
        let done: Vec<(&Telling, (Date, Date))> = course.done().filter(|(t, _)| t.stated).collect();
        for &(late, days) in &done {
            for &(early, after) in &done {
                if reversed(course, (late, days), (early, after)) && !fits_otherwise(course, &done, late, early) {
                    found.push(conflict(known, course, (late, days), (early, after)));
                }
            }
        }
    }
    found
}

/// Whether the later of two stages is told of days before those of the earlier.
fn reversed(course: &Course<'_, '_>, late: (&Telling<'_>, (Date, Date)), early: (&Telling<'_>, (Date, Date))) -> bool {
    course.stage(late.0) > course.stage(early.0) && late.1.1 < early.1.0 && course.joins(late.0, early.0)
}

/// Whether other tellings of the two acts have them in order: then two courses are told of, or the days contradict each other and
/// the order does not.
fn fits_otherwise(
    course: &Course<'_, '_>,
    done: &[(&Telling<'_>, (Date, Date))],
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
    (late, days): (&Telling<'_>, (Date, Date)),
    (early, after): (&Telling<'_>, (Date, Date)),
) -> Conflict {
    let explanation = format!(
        "{} is told of {}, and {}, which comes before it in {}, of {}.",
        wording::deed(known.lexicon, late),
        wording::days(days),
        wording::act(known.lexicon, early.act),
        course.stages.name,
        wording::days(after)
    );
    Conflict::new(Kind::ImpossibleOrder, late.act, [late.facts.clone(), early.facts.clone()], explanation, None)
}
