//! Time expressions through a document, each sentence anchored by the last.

use super::{DateInterval, TimeContext, TimeExpression, TimeKind, read_times};
use crate::tree::{Deprel, Sentence};

/// How many sentences an anchor outlives its mention.
const ANCHOR_LIFE: usize = 6;

/// Reads the time expressions of consecutive sentences, one list a sentence.
///
/// The date last mentioned anchors "six days later" and "that year" for the rest of its paragraph and the few sentences
/// after; `reference` is the day, month or year of publication.
///
/// ```
/// use legation_language::time::{DateInterval, read_document_times};
///
/// let published = DateInterval::year(2025);
/// assert!(read_document_times(&[], published).is_empty());
/// ```
pub fn read_document_times(
    sentences: &[Sentence],
    reference: Option<DateInterval>,
) -> Vec<Vec<TimeExpression>> {
    let mut anchor: Option<(usize, DateInterval)> = None;
    let mut year: Option<(usize, DateInterval)> = None;
    let mut all = Vec::with_capacity(sentences.len());
    for (index, sentence) in sentences.iter().enumerate() {
        let fresh = |last: Option<(usize, DateInterval)>| {
            last.filter(|(at, _)| index - at <= ANCHOR_LIFE).map(|(_, interval)| interval)
        };
        let context = TimeContext { reference, anchor: fresh(anchor), year: fresh(year), tense: None };
        let times = read_times(sentence, &context);
        let mut points = times.iter().rev().filter(|t| t.kind != TimeKind::Duration);
        if let Some(interval) = points.clone().find_map(anchoring) {
            anchor = Some((index, interval));
        }
        if let Some(interval) = points.find(|t| !is_aside(sentence, t)).and_then(anchoring) {
            year = Some((index, interval));
        }
        all.push(times);
    }
    all
}

/// Whether a time is told in passing, in a relative clause: "the group, which Moscow had banned in 2003".
pub(super) fn is_aside(sentence: &Sentence, time: &TimeExpression) -> bool {
    let mut at = time.first_token;
    for _ in 0..sentence.tokens.len() {
        // A tree that came from elsewhere may be none.
        let Some(token) = sentence.tokens.get(at) else { break };
        if token.deprel == Deprel::AclRelcl {
            return true;
        }
        match token.head {
            Some(head) => at = head,
            None => break,
        }
    }
    false
}

/// What a later expression may be measured from: the interval, or the known end of an open one.
pub(super) fn anchoring(time: &TimeExpression) -> Option<DateInterval> {
    match (time.from, time.to) {
        (Some(from), Some(to)) => Some(DateInterval { from, to }),
        (Some(day), None) | (None, Some(day)) => Some(DateInterval::day(day)),
        (None, None) => None,
    }
}
