//! Courses: the tellings of one pair along the stages that the lexicon's axes name.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use legation_core::Status;
use legation_lexicon::Lexicon;
use legation_lexicon::data::{EntityKind, Stages};

use super::telling::{Known, Telling, exclude, gap};

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
        let near = gap(x, y) <= i32::try_from(self.stages.within).unwrap_or(i32::MAX);
        near && !self.is_undone(x, y) && self.same_thing(a, b)
    }

    /// Whether something between two stretches of days lets the course begin anew.
    fn is_undone(&self, a: (Date, Date), b: (Date, Date)) -> bool {
        let (first, last) = if a.0 <= b.0 { (a, b) } else { (b, a) };
        let between = (first.0, last.1);
        self.undone.iter().any(|&u| !exclude(u, between))
    }

    /// Whether nothing in the words tells that two persons or two things are meant.
    fn same_thing(&self, a: &Telling<'_>, b: &Telling<'_>) -> bool {
        let apart = |x: &BTreeSet<String>, y: &BTreeSet<String>| !x.is_empty() && !y.is_empty() && x.is_disjoint(y);
        let words = |t: &Telling<'_>| {
            let said = |s: &str| self.stages.told_apart_by.iter().filter(|w| says(s, w)).cloned().collect::<Vec<_>>();
            t.facts.iter().flat_map(|f| said(&f.sentence)).collect()
        };
        if !self.stages.told_apart_by.is_empty() && apart(&words(a), &words(b)) {
            return false;
        }
        !self.stages.personal || !apart(&persons(self.lexicon, a), &persons(self.lexicon, b))
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

/// Words that may be names of persons: capitals that neither begin a sentence nor belong to a name that the lexicon knows, as those
/// of states, ministers and places.
fn persons(lexicon: &Lexicon, t: &Telling<'_>) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for fact in &t.facts {
        let names = lexicon.names_in(&fact.sentence);
        let known = |at: usize| names.iter().any(|n| n.start <= at && at < n.end);
        for (at, word) in words(&fact.sentence).skip(1) {
            let lower = word.to_lowercase();
            let name = word.starts_with(char::is_uppercase) && word.chars().count() > 2 && !known(at);
            if name && !is_calendar(&lower) && !is_title(lexicon, &lower) {
                all.insert(lower);
            }
        }
    }
    all
}

/// Words of a sentence with their byte offsets.
fn words(sentence: &str) -> impl Iterator<Item = (usize, &str)> {
    let inside = |c: char| c.is_alphanumeric() || c == '\'' || c == '’' || c == '-';
    let mut from = None;
    sentence.char_indices().chain([(sentence.len(), ' ')]).filter_map(move |(at, c)| {
        match (inside(c), from) {
            (true, None) => {
                from = Some(at);
                None
            }
            (false, Some(start)) => {
                from = None;
                let word = sentence[start..at].trim_end_matches("'s").trim_end_matches("’s");
                Some((start, word))
            }
            _ => None,
        }
    })
}

fn is_calendar(word: &str) -> bool {
    const CALENDAR: [&str; 19] = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
        "april", "may", "june", "july", "august", "september", "october", "november", "december",
    ];
    CALENDAR.contains(&word)
}

/// Whether a word is an office or a body ("Minister", "Ministry", "Foreign"), and not a name.
fn is_title(lexicon: &Lexicon, word: &str) -> bool {
    const TITLES: [&str; 16] = [
        "foreign", "ministry", "minister", "affairs", "president", "prime", "king", "prince", "sheikh", "emir", "the",
        "embassy", "palace", "republic", "islamic", "state",
    ];
    TITLES.contains(&word) || lexicon.agent(word).is_some()
}

/// Whether an end is a state or a government.
pub(super) fn is_government(lexicon: &Lexicon, end: &str) -> bool {
    lexicon
        .entity_by_id(end)
        .is_some_and(|(_, e)| matches!(e.kind, EntityKind::State | EntityKind::Government))
}
