//! Tellings: the claims that tell one act of the same ends, with one status, of the same days.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use legation_core::{Basis, Precision, Status};
use legation_lexicon::Lexicon;

use super::person;
use crate::derive::LEAST_CONFIDENCE;
use crate::fact::Fact;

/// Claims that agree on act, ends, status and days.
#[derive(Debug, Clone)]
pub(super) struct Telling<'f> {
    pub(super) act: &'f str,
    pub(super) actor: Option<&'f str>,
    pub(super) recipient: Option<&'f str>,
    pub(super) status: Status,
    /// First and last day that the words allow; for news without a day, that of its publication; `None` where one of them is open.
    pub(super) days: Option<(Date, Date)>,
    /// Whether words give the days.
    pub(super) stated: bool,
    /// The claims, by document.
    pub(super) facts: Vec<&'f Fact>,
    /// Words that may name an envoy, once they have been asked for.
    persons: OnceCell<BTreeSet<String>>,
}

impl Telling<'_> {
    /// The days that the words give for an act that took place.
    pub(super) fn stated_days(&self) -> Option<(Date, Date)> {
        self.days.filter(|_| self.stated)
    }

    /// The first day on which it was said.
    pub(super) fn first_said(&self) -> Option<Date> {
        self.facts.iter().filter_map(|f| f.published).min()
    }

    /// The last day on which it was said.
    pub(super) fn last_said(&self) -> Option<Date> {
        self.facts.iter().filter_map(|f| f.published).max()
    }

    /// How many texts tell it, copies counted once.
    pub(super) fn texts(&self) -> usize {
        let mut texts: Vec<&str> = self.facts.iter().map(|f| f.document.text.as_str()).collect();
        texts.sort_unstable();
        texts.dedup();
        texts.len()
    }

    /// Words of its sentences that may name an envoy.
    pub(super) fn persons(&self, lexicon: &Lexicon) -> &BTreeSet<String> {
        self.persons
            .get_or_init(|| self.facts.iter().flat_map(|f| person::names(lexicon, &f.sentence)).collect())
    }

    /// Whether some party is not known.
    pub(super) fn is_partial(&self) -> bool {
        self.actor.is_none() || self.recipient.is_none()
    }
}

/// Whether two stretches of days have none in common.
pub(super) fn exclude(a: (Date, Date), b: (Date, Date)) -> bool {
    a.1 < b.0 || b.1 < a.0
}

/// Whether two tellings cannot both have the days right. News tells what had happened by its publication, so it excludes only days
/// that came after; a day more is left for the clocks of other places.
pub(super) fn contradict(a: &Telling<'_>, b: &Telling<'_>) -> bool {
    match (a.days, b.days) {
        (Some(x), Some(y)) if a.stated && b.stated => gap(x, y) > vague(x).max(vague(y)),
        (Some(x), Some(news)) if a.stated => x.0 > shifted(news.1, 1),
        (Some(news), Some(y)) if b.stated => y.0 > shifted(news.1, 1),
        _ => false,
    }
}

/// Days by which the bounds of a time may be off: none for a day, a month, a year, as many as it has and two weeks at most for what is
/// told as "six weeks ago" or "late in 2023".
fn vague((from, to): (Date, Date)) -> i32 {
    let calendar = from.day() == 1
        && to == to.last_of_month()
        && (from.month() == to.month() || from.month() == 1 && to.month() == 12);
    if from == to || calendar { 0 } else { (to - from).get_days().min(14) }
}

/// Days between two stretches; 0 where they meet.
pub(super) fn gap(a: (Date, Date), b: (Date, Date)) -> i32 {
    if a.1 < b.0 {
        (b.0 - a.1).get_days()
    } else if b.1 < a.0 {
        (a.0 - b.1).get_days()
    } else {
        0
    }
}

/// A day some days later or earlier.
pub(super) fn shifted(day: Date, days: i32) -> Date {
    day.saturating_add(jiff::Span::new().days(days))
}

/// The facts, in an order of their own, and what they tell.
pub(super) struct Known<'f> {
    pub(super) lexicon: &'f Lexicon,
    /// The facts that are likely to be right, by document and claim.
    pub(super) facts: Vec<&'f Fact>,
    pub(super) tellings: Vec<Telling<'f>>,
    /// Numbers of the tellings of two ends, whoever acts.
    pairs: BTreeMap<(&'f str, &'f str), Vec<usize>>,
}

impl<'f> Known<'f> {
    pub(super) fn new(lexicon: &'f Lexicon, facts: &'f [Fact]) -> Self {
        let mut facts: Vec<&Fact> = facts.iter().filter(|f| is_told(f)).collect();
        facts.sort_by(|a, b| (&a.document, &a.claim).cmp(&(&b.document, &b.claim)));
        facts.dedup_by(|a, b| a.claim == b.claim && a.document == b.document);
        let mut groups: BTreeMap<_, Vec<&Fact>> = BTreeMap::new();
        for &f in &facts {
            let ends = (f.actor.as_deref(), f.recipient.as_deref());
            groups.entry((f.act.as_str(), ends, f.status, days(f), is_stated(f))).or_default().push(f);
        }
        let tellings: Vec<Telling> = groups
            .into_iter()
            .map(|((act, (actor, recipient), status, days, stated), facts)| Telling {
                act,
                actor,
                recipient,
                status,
                days,
                stated,
                facts,
                persons: OnceCell::new(),
            })
            .collect();
        let mut pairs: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (n, t) in tellings.iter().enumerate() {
            if let (Some(a), Some(r)) = (t.actor, t.recipient) {
                pairs.entry((a.min(r), a.max(r))).or_default().push(n);
            }
        }
        Self { lexicon, facts, tellings, pairs }
    }

    /// Tellings of two ends, whoever acts.
    pub(super) fn between<'k>(&'k self, one: &str, other: &str) -> Vec<&'k Telling<'f>> {
        let numbers: &[usize] = self.pairs.get(&(one.min(other), one.max(other))).map_or(&[], Vec::as_slice);
        numbers.iter().map(|&n| &self.tellings[n]).collect()
    }

    /// The pairs of ends of which anything is told.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&'f str, &'f str)> {
        self.pairs.keys().copied()
    }
}

/// Whether a fact is likely to be right; nobody deals with themselves.
fn is_told(f: &Fact) -> bool {
    f.confidence >= LEAST_CONFIDENCE && (f.actor.is_none() || f.actor != f.recipient)
}

/// The days that the words give for a fact; for news without a day, that of its publication.
pub(super) fn days(f: &Fact) -> Option<(Date, Date)> {
    match f.basis {
        Basis::Published => f.to.map(|to| (to, to)),
        _ => f.from.zip(f.to).filter(|(from, to)| from <= to),
    }
}

fn is_stated(f: &Fact) -> bool {
    f.basis == Basis::Stated && f.precision != Precision::Open
}
