//! Questions to a ledger: about a pair, about one government and all others, about what became known.

mod diff;
mod world;

use jiff::civil::Date;

use legation_lexicon::data::EntityKind;

use crate::derive::{self, Pair, State};
use crate::ends::{self, End};
use crate::error::Error;
use crate::fact::Fact;
use crate::happening::{Happening, gather};
use crate::ledger::{Ledger, Words};

pub use diff::Change;
pub use world::Neighbour;

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
    /// The end that an id or a name stands for on a day: a state for the government that held it, anything else for itself.
    ///
    /// # Errors
    /// Where the lexicon has no such id and no such name, or the name may be several.
    pub fn end(&self, text: &str, on: Date) -> Result<End, Error> {
        let lexicon = self.lexicon();
        let day = ends::day_number(on);
        if lexicon.entity_by_id(text).is_some() {
            return Ok(ends::standing_for(lexicon, text, day));
        }
        let blank = |part: &str| part.trim().is_empty();
        let whole =
            lexicon.names_in(text).into_iter().find(|m| blank(&text[..m.start]) && blank(&text[m.end..]));
        let names: Vec<_> = whole.iter().flat_map(|m| &m.names).map(|n| lexicon.name(*n)).collect();
        let of_the_day = names.iter().filter(|n| n.validity.meets(day, day));
        let mut ids: Vec<End> = of_the_day
            .map(|n| lexicon.entity(n.entity))
            .filter(|e| !matches!(e.kind, EntityKind::Person | EntityKind::Party))
            .map(|e| ends::standing_for(lexicon, &e.id, day))
            .collect();
        ids.sort();
        ids.dedup();
        match ids.as_slice() {
            [one] => Ok(one.clone()),
            [] => Err(Error::invalid(
                "actor",
                text,
                "no government, organisation or group has this id or name (`legation lexicon NAME` looks names up)",
            )),
            several => {
                let problem = format!("it may be {}: give the id", several.join(" or "));
                Err(Error::invalid("actor", text, problem))
            }
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
        let happenings = gather(&facts);
        let state = derive::state(self.lexicon(), &pair, &facts, &happenings, at.on);
        Ok(Account { host, government, facts, happenings, state })
    }
}
