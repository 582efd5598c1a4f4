//! Contradictions that somebody has looked at: marked, with the reason, and never resolved by that.

use std::collections::BTreeMap;

use super::Ledger;
use super::names::text;
use crate::error::{Error, Kind};

/// That somebody has looked at a contradiction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// What they found.
    pub reason: String,
    /// Who.
    pub author: String,
    /// When, in seconds since 1970.
    pub recorded: i64,
}

impl Ledger<'_> {
    /// Marks a contradiction as reviewed. It stays what it is: claims that join it later make it another one, to be looked at
    /// anew.
    ///
    /// # Errors
    /// Where nothing known contradicts under this id, or the store fails.
    pub fn review(&mut self, conflict: &str, why: &str, who: &str, recorded: i64) -> Result<(), Error> {
        if !self.conflicts(recorded)?.iter().any(|c| c.id == conflict) {
            return Err(Kind::NoConflict(conflict.to_owned()).into());
        }
        self.write(|batch| {
            batch.reviews.push(vec![conflict.into(), why.into(), who.into(), recorded.into()]);
            Ok(())
        })
    }

    /// The reviews known at a time by the ids of the contradictions, the earliest first.
    ///
    /// # Errors
    /// Where the store fails.
    pub fn reviews(&mut self, known: i64) -> Result<BTreeMap<String, Vec<Review>>, Error> {
        let sql = "SELECT conflict, reason, author, recorded FROM reviews WHERE recorded <= $1 \
             ORDER BY recorded, author, reason";
        let mut all: BTreeMap<String, Vec<Review>> = BTreeMap::new();
        self.store.query(sql, &[known.into()], &mut |row| {
            let review = Review {
                reason: text(row, 1)?,
                author: text(row, 2)?,
                recorded: row.long(3)?.unwrap_or_default(),
            };
            all.entry(text(row, 0)?).or_default().push(review);
            Ok(())
        })?;
        Ok(all)
    }
}
