//! What changed in what is known between two days.

use jiff::civil::Date;

use super::{Viewpoint, end_of};
use crate::ends::{self, End};
use crate::error::Error;
use crate::ledger::Ledger;

/// A level that is known otherwise than before.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The end that receives, recognises, strains, lists.
    pub host: End,
    /// The other.
    pub government: End,
    /// Number of the axis in the lexicon's data.
    pub axis: usize,
    /// Number of the level before.
    pub before: usize,
    /// Number of the level after.
    pub after: usize,
    /// Ids of the claims about the pair that were recorded in between, those that the new level rests on first.
    pub added: Vec<String>,
    /// How many of these the new level rests on.
    pub resting: usize,
    /// Ids of the claims about the pair that ended in between.
    pub ended: Vec<String>,
}

impl Ledger<'_> {
    /// How the state of every pair on day `on` is known otherwise on day `to` than on day `from`, in the order of the pairs.
    ///
    /// # Errors
    /// Where the store fails.
    pub fn changes(&mut self, on: Date, from: Date, to: Date) -> Result<Vec<Change>, Error> {
        self.changes_between(on, from, to, |_, _| true)
    }

    /// As [`Ledger::changes`], for the pairs of host and government that are asked for.
    ///
    /// # Errors
    /// Where the store fails.
    pub(crate) fn changes_between(
        &mut self,
        on: Date,
        from: Date,
        to: Date,
        asked: impl Fn(&str, &str) -> bool,
    ) -> Result<Vec<Change>, Error> {
        let (from, to) = (end_of(from), end_of(to));
        let lexicon = self.lexicon();
        let day = ends::day_number(on);
        let mut pairs: Vec<(End, End)> = Vec::new();
        for (actor, recipient) in self.pairs_touched(from, to)? {
            let (a, b) = (ends::of_the_day(lexicon, &actor, day), ends::of_the_day(lexicon, &recipient, day));
            pairs.push((a.clone(), b.clone()));
            pairs.push((b, a));
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut out = Vec::new();
        for (host, government) in pairs.into_iter().filter(|(a, b)| a != b && asked(a, b)) {
            let before = self.account(&host, &government, Viewpoint { on, known: from })?;
            let after = self.account(&host, &government, Viewpoint { on, known: to })?;
            for (old, new) in before.state.standings.iter().zip(&after.state.standings) {
                if old.level == new.level {
                    continue;
                }
                let id = |f: &crate::fact::Fact| f.claim.clone();
                let has = |list: &[crate::fact::Fact], f: &crate::fact::Fact| {
                    list.iter().any(|g| g.claim == f.claim && g.number == f.number)
                };
                // A level that another axis holds up rests on what that one rests on.
                let holding = new.floor.map_or(new, |axis| &after.state.standings[axis]);
                let last = holding.steps.last().map(|s| s.happening);
                let resting: Vec<usize> = last
                    .into_iter()
                    .chain(holding.supports.iter().copied())
                    .flat_map(|n| after.happenings[n].facts.clone())
                    .collect();
                let mut added: Vec<(bool, String)> = (after.facts.iter().enumerate())
                    .filter(|(_, f)| !has(&before.facts, f))
                    .map(|(n, f)| (!resting.contains(&n), id(f)))
                    .collect();
                added.sort();
                let mut ended: Vec<String> =
                    before.facts.iter().filter(|f| !has(&after.facts, f)).map(id).collect();
                ended.sort();
                out.push(Change {
                    host: host.clone(),
                    government: government.clone(),
                    axis: new.axis,
                    before: old.level,
                    after: new.level,
                    resting: added.iter().filter(|(other, _)| !other).count(),
                    added: added.into_iter().map(|(_, id)| id).collect(),
                    ended,
                });
            }
        }
        Ok(out)
    }
}
