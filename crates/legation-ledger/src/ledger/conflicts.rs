//! Contradictions among all that the ledger knows.

use super::{Ledger, Words};
use crate::conflict::{self, Conflict};
use crate::error::Error;
use crate::fact::Fact;

impl Ledger<'_> {
    /// The contradictions among what was known at a time (seconds since 1970), over all pairs.
    ///
    /// # Errors
    /// Where the store fails.
    pub fn conflicts(&mut self, known: i64) -> Result<Vec<Conflict>, Error> {
        let facts = self.all_facts(known)?;
        Ok(conflict::conflicts(self.lexicon(), &facts))
    }

    /// All diplomatic facts that were known at a time, with their sentences; also those whose actor is a class or unknown.
    ///
    /// # Errors
    /// Where the store fails.
    pub fn all_facts(&mut self, known: i64) -> Result<Vec<Fact>, Error> {
        self.names.refresh(self.store.as_mut())?;
        let mut facts = Vec::new();
        self.facts_where("c.recorded <= $1", &[known.into()], "$1", Words::All, &mut facts)?;
        self.join_copies(&mut facts, known)?;
        Ok(facts)
    }
}
