//! Questions about a pair.

use jiff::civil::Date;

use crate::derive::{self, Pair, State};
use crate::ends::{self, End};
use crate::error::Error;
use crate::fact::Fact;
use crate::happening::Happening;
use crate::ledger::{Ledger, Words};

/// When a question is asked about, and from what knowledge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewpoint {
    /// The day that is asked about.
    pub on: Date,
    /// What was recorded by then counts, in seconds since 1970.
    pub known: i64,
}

/// The last second of a day, in seconds since 1970: what is known on a day is what was recorded by its end (UTC).
pub fn end_of(day: Date) -> i64 {
    let next = day.saturating_add(jiff::Span::new().days(1));
    let midnight = jiff::tz::TimeZone::UTC.to_timestamp(next.at(0, 0, 0, 0));
    midnight.map_or(i64::MAX, |t| t.as_second() - 1)
}

/// Where a pair stands, with what that rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// The end that receives, recognises, strains, lists.
    pub host: End,
    /// The other.
    pub government: End,
    /// The claims about the pair, either way.
    pub facts: Vec<Fact>,
    /// The acts that they tell.
    pub happenings: Vec<Happening>,
    /// The state on the day that was asked about.
    pub state: State,
}

impl Ledger<'_> {
    /// The end that an id stands for on a day: a state's code for the government that held it, anything else for itself.
    ///
    /// # Errors
    /// Where the lexicon has no such id.
    pub fn end(&self, id: &str, on: Date) -> Result<End, Error> {
        let lexicon = self.lexicon();
        let day = ends::day_number(on);
        match lexicon.entity_by_id(id) {
            Some(_) if !id.contains('.') => Ok(ends::holder(lexicon, id, day)),
            Some(_) => Ok(ends::movement_of(lexicon, id).unwrap_or_else(|| id.to_owned())),
            None => Err(Error::invalid("actor", id, "the lexicon has no such id (`legation lexicon NAME` finds it)")),
        }
    }

    /// Where a pair stands. `host` and `government` are ids as [`Ledger::end`] takes them.
    ///
    /// # Errors
    /// Where an id is unknown, or the store fails.
    pub fn account(&mut self, host: &str, government: &str, at: Viewpoint) -> Result<Account, Error> {
        let (host, government) = (self.end(host, at.on)?, self.end(government, at.on)?);
        let pair = Pair::new(self.lexicon(), &host, &government);
        let facts = self.facts(&pair, at.known, Words::Needed)?;
        let happenings = derive::happenings(&facts);
        let state = derive::state(self.lexicon(), &pair, &facts, &happenings, at.on);
        Ok(Account { host, government, facts, happenings, state })
    }
}
