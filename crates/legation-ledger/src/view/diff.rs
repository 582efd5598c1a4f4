//! What is known otherwise, and which sentences did it.

use jiff::civil::Date;
use serde::Serialize;

use super::{EvidenceView, Named, evidence_view, recorded};
use crate::ask::{Change, end_of};
use crate::ends;
use crate::error::Error;
use crate::ledger::{Ledger, Recorded};

/// `legation diff`: levels that are known otherwise on one day than on another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Diff {
    /// The end asked about, where one was named.
    pub actor: Option<Named>,
    /// The other, where a pair was asked for.
    pub other: Option<Named>,
    /// The day whose levels are told.
    pub on: Date,
    /// What was recorded by the end of this day counts before.
    pub from: Date,
    /// What was recorded by the end of this day counts after.
    pub to: Date,
    /// The levels that differ, by pair and axis.
    pub changes: Vec<ChangeView>,
}

/// A level that is known otherwise than before.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangeView {
    /// The end that receives, recognises, strains, lists.
    pub host: Named,
    /// The other.
    pub government: Named,
    /// The axis, by its code.
    pub axis: String,
    /// The level before.
    pub before: LevelView,
    /// The level after.
    pub after: LevelView,
    /// Sentences recorded in between on which the new level rests.
    pub because: Vec<EvidenceView>,
    /// Other sentences about the pair that were recorded in between.
    pub beside: Vec<EvidenceView>,
    /// Sentences that came to count no more in between.
    pub ended: Vec<EndedView>,
}

/// A level with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LevelView {
    /// `R5`.
    pub level: String,
    /// Its name.
    pub name: String,
}

/// A sentence that counts no more.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EndedView {
    /// The sentence.
    pub evidence: EvidenceView,
    /// What ended it: `retracted`, `corrected` or `superseded`.
    pub how: String,
    /// The reason given.
    pub why: String,
    /// By whom.
    pub who: String,
    /// When, as RFC 3339.
    pub when: String,
}

impl Ledger<'_> {
    /// How the levels of day `on` are known otherwise on day `to` than on day `from`, for all pairs, for those of one end, or for
    /// one pair, both ways.
    ///
    /// # Errors
    /// Where an end is unknown, `from` is after `to`, or the store fails.
    pub fn diff(&mut self, ends: &[String], on: Date, from: Date, to: Date) -> Result<Diff, Error> {
        if from > to {
            let problem = format!("it is after the day to compare with, {to}");
            return Err(Error::invalid("day", from.to_string(), problem));
        }
        let lexicon = self.lexicon();
        let named: Vec<String> = ends.iter().map(|e| self.end(e, on)).collect::<Result<_, _>>()?;
        let day = ends::day_number(on);
        let asked: Vec<String> = named.iter().map(|e| ends::of_the_day(lexicon, e, day)).collect();
        let changes = self.changes_between(on, from, to, |host, government| match asked.as_slice() {
            [] => true,
            [one] => host == one || government == one,
            [one, other, ..] => (host == one && government == other) || (host == other && government == one),
        })?;
        let mut names = named.iter().map(|e| Named::new(lexicon, e));
        let (actor, other) = (names.next(), names.next());
        let between = (end_of(from), end_of(to));
        let changes: Vec<ChangeView> =
            changes.iter().map(|change| self.change(change, between)).collect::<Result<_, _>>()?;
        Ok(Diff { actor, other, on, from, to, changes })
    }

    fn change(&mut self, change: &Change, between: (i64, i64)) -> Result<ChangeView, Error> {
        let lexicon = self.lexicon();
        let axis = &lexicon.data().axes[change.axis];
        let level =
            |n: usize| LevelView { level: axis.levels[n].code.clone(), name: axis.levels[n].name.clone() };
        let inside = |time: i64| time > between.0 && time <= between.1;
        let mut told = Vec::new();
        for id in &change.added {
            told.push(self.claim(id)?.into_iter().find(|r| inside(r.recorded)));
        }
        let told: Vec<Option<EvidenceView>> = told.iter().map(|r| r.as_ref().map(evidence_view)).collect();
        let (because, beside) = told.split_at(change.resting);
        let mut ended = Vec::new();
        for id in &change.ended {
            let ended_here = |r: &Recorded| r.ending.as_ref().is_some_and(|e| inside(e.recorded));
            ended.extend(self.claim(id)?.iter().filter(|r| ended_here(r)).filter_map(ended_view));
        }
        Ok(ChangeView {
            host: Named::new(lexicon, &change.host),
            government: Named::new(lexicon, &change.government),
            axis: axis.code.clone(),
            before: level(change.before),
            after: level(change.after),
            because: because.iter().flatten().cloned().collect(),
            beside: beside.iter().flatten().cloned().collect(),
            ended,
        })
    }
}

fn ended_view(r: &Recorded) -> Option<EndedView> {
    let ending = r.ending.as_ref()?;
    Some(EndedView {
        evidence: evidence_view(r),
        how: ending.kind.clone(),
        why: ending.reason.clone(),
        who: ending.author.clone(),
        when: recorded(ending.recorded),
    })
}
