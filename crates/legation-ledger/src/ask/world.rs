//! Where one government stands with all others.

use rustc_hash::FxHashMap;

use super::{Account, Viewpoint};
use crate::derive::{self, Pair};
use crate::ends::{self, End};
use crate::error::Error;
use crate::fact::Fact;
use crate::happening::gather;
use crate::ledger::{Ledger, Words};

/// A focal end with another, both ways.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbour {
    /// The other end.
    pub other: End,
    /// The focal end as host of the other.
    pub hosts: Account,
    /// The focal end as the other's guest.
    pub hosted: Account,
}

impl Ledger<'_> {
    /// Where a focal end stands with every other that any claim known names beside it, in the order of their ids.
    ///
    /// # Errors
    /// Where the id is unknown, or the store fails.
    pub fn world(&mut self, focus: &str, at: Viewpoint) -> Result<Vec<Neighbour>, Error> {
        let focus = self.end(focus, at.on)?;
        let lexicon = self.lexicon();
        let past = ends::history(lexicon, &focus);
        let facts = self.facts_about(&past, at.known, Words::Needed)?;
        let ours = |end: &End| past.iter().any(|p| p.end == *end);
        // Facts by the end that stands beside the focal one.
        let mut by_other: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (n, fact) in facts.iter().enumerate() {
            let (Some(actor), Some(recipient)) = (&fact.actor, &fact.recipient) else { continue };
            let other = if ours(actor) { recipient } else { actor };
            if !ours(other) {
                by_other.entry(other.as_str()).or_default().push(n);
            }
        }
        let day = ends::day_number(at.on);
        let mut others: Vec<End> = by_other.keys().map(|id| ends::of_the_day(lexicon, id, day)).collect();
        others.sort_unstable();
        others.dedup();
        let mut out = Vec::with_capacity(others.len());
        for other in others {
            let hosts = Pair::new(lexicon, &focus, &other);
            let mut own: Vec<usize> = hosts
                .government
                .iter()
                .filter_map(|p| by_other.get(p.end.as_str()))
                .flatten()
                .copied()
                .collect();
            own.sort_unstable();
            own.dedup();
            let own: Vec<Fact> = own.into_iter().map(|n| facts[n].clone()).collect();
            let happenings = gather(&own);
            let hosted = Pair { host: hosts.government.clone(), government: hosts.host.clone() };
            let account = |pair: &Pair, host: &End, government: &End| Account {
                state: derive::state(lexicon, pair, &own, &happenings, at.on),
                host: host.clone(),
                government: government.clone(),
                facts: own.clone(),
                happenings: happenings.clone(),
            };
            out.push(Neighbour {
                hosts: account(&hosts, &focus, &other),
                hosted: account(&hosted, &other, &focus),
                other,
            });
        }
        Ok(out)
    }
}
