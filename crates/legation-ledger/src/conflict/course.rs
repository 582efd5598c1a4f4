//! Courses: the tellings of one pair along the stages that the lexicon's axes name.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use legation_core::Status;
use legation_lexicon::Lexicon;
use legation_lexicon::data::{EntityKind, Stages};

use super::telling::{Known, Telling, exclude, gap};

/// Days within which tellings of which one names no envoy are of the same one.
const UNNAMED: u32 = 120;

/// What is told of one course of stages between two ends.
pub(super) struct Course<'k, 'f> {
    pub(super) stages: &'k Stages,
    /// Tellings of its acts, whatever their status.
    pub(super) tellings: Vec<&'k Telling<'f>>,
    /// Days of acts between the same ends after which the course may begin anew.
    undone: Vec<(Date, Date)>,
    lexicon: &'k Lexicon,
}

/// The courses of all pairs, in the order of the axes.
pub(super) fn courses<'k, 'f>(known: &'k Known<'f>) -> Vec<Course<'k, 'f>> {
    let all: Vec<&Stages> = known.lexicon.data().axes.iter().flat_map(|a| &a.stages).collect();
    let mut found = Vec::new();
    for (one, other) in known.pairs() {
        for &stages in &all {
            let between = known.between(one, other);
            let mut sides: BTreeMap<Option<&str>, Vec<&Telling>> = BTreeMap::new();
            for &t in between.iter().filter(|t| stages.acts.iter().any(|a| a == t.act)) {
                sides.entry(owner(stages, t)).or_default().push(t);
            }
            if sides.is_empty() {
                continue;
            }
            let undone: Vec<(Date, Date)> = between
                .iter()
                .filter(|t| t.status == Status::Done && stages.undone_by.iter().any(|a| a == t.act))
                // "Which it still lists as terrorist", in one report without a day, undoes nothing.
                .filter(|t| t.stated || t.texts() > 1)
                .filter_map(|t| t.days)
                .collect();
            for tellings in sides.into_values() {
                found.push(Course { stages, tellings, undone: undone.clone(), lexicon: known.lexicon });
            }
        }
    }
    found
}

/// The side whose course it is; `None` where it is both sides'.
fn owner<'f>(stages: &Stages, t: &Telling<'f>) -> Option<&'f str> {
    if stages.mutual {
        None
    } else if stages.by_host.iter().any(|a| a == t.act) {
        t.recipient
    } else {
        t.actor
    }
}

impl<'k, 'f> Course<'k, 'f> {
    /// Tellings of acts that took place, with their days.
    pub(super) fn done(&self) -> impl Iterator<Item = (&'k Telling<'f>, (Date, Date))> {
        self.tellings.iter().filter(|t| t.status == Status::Done).filter_map(|&t| Some((t, t.days?)))
    }

    /// The place of an act among the stages.
    pub(super) fn stage(&self, t: &Telling<'_>) -> usize {
        self.stages.acts.iter().position(|a| a == t.act).unwrap_or_default()
    }

    /// Whether two tellings are of one course: near enough, nothing between after which it may begin anew, and of one person or thing.
    pub(super) fn joins(&self, a: &Telling<'_>, b: &Telling<'_>) -> bool {
        let (Some(x), Some(y)) = (a.days, b.days) else { return false };
        let within = |days: u32| gap(x, y) <= i32::try_from(days).unwrap_or(i32::MAX);
        if !within(self.stages.within) || self.is_undone(x, y) || !self.same_thing(a, b) {
            return false;
        }
        if !self.stages.personal {
            return true;
        }
        let (one, other) = (a.persons(self.lexicon), b.persons(self.lexicon));
        if one.is_empty() || other.is_empty() { within(UNNAMED) } else { !one.is_disjoint(other) }
    }

    /// Whether something between two stretches of days lets the course begin anew.
    fn is_undone(&self, a: (Date, Date), b: (Date, Date)) -> bool {
        let (first, last) = if a.0 <= b.0 { (a, b) } else { (b, a) };
        let between = (first.0, last.1);
        self.undone.iter().any(|&u| !exclude(u, between))
    }

    /// Whether the words do not tell that two things are meant, as an embassy and a consulate.
    fn same_thing(&self, a: &Telling<'_>, b: &Telling<'_>) -> bool {
        let words = |t: &Telling<'_>| -> BTreeSet<&str> {
            let said = self.stages.told_apart_by.iter().map(String::as_str);
            said.filter(|w| t.facts.iter().any(|f| says(&f.sentence, w))).collect()
        };
        let (one, other) = (words(a), words(b));
        one.is_empty() || other.is_empty() || !one.is_disjoint(&other)
    }
}

/// Whether a sentence holds a word, in any case.
fn says(sentence: &str, word: &str) -> bool {
    let lower = sentence.to_lowercase();
    lower.match_indices(word).any(|(at, found)| {
        let before = lower[..at].chars().next_back();
        let after = lower[at + found.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Whether an end is a state or a government.
pub(super) fn is_government(lexicon: &Lexicon, end: &str) -> bool {
    lexicon
        .entity_by_id(end)
        .is_some_and(|(_, e)| matches!(e.kind, EntityKind::State | EntityKind::Government))
}
