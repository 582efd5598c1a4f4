//! The acts between two ends, or of one.

use jiff::civil::Date;
use legation_core::{RootType, Status};
use legation_lexicon::Lexicon;
use serde::Serialize;

use super::{ActView, Named, act_view, at};
use crate::ends;
use crate::error::Error;
use crate::happening::{Happening, gather};
use crate::ledger::{Ledger, Words};

/// `legation timeline`: the acts between two ends, or of one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Timeline {
    /// One end.
    pub actor: Named,
    /// The other, where a pair was asked for.
    pub other: Option<Named>,
    /// The last day asked about.
    pub on: Date,
    /// What was recorded by the end of this day counts.
    pub known: Date,
    /// The acts, the earliest first.
    pub acts: Vec<ActView>,
}

/// Which acts are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Acts {
    /// Codes of acts, or PLOVER types that cover all their acts; empty for all.
    pub codes: Vec<String>,
    /// Statuses; empty for all.
    pub statuses: Vec<Status>,
    /// Only what can have happened on this day or later.
    pub since: Option<Date>,
}

impl Acts {
    /// Whether the lexicon knows all codes.
    ///
    /// # Errors
    /// The first that it doesn't know.
    fn check(&self, lexicon: &Lexicon) -> Result<(), Error> {
        let known = |code: &str| {
            RootType::from_code(code).is_some() || lexicon.data().acts.iter().any(|a| a.code == code)
        };
        match self.codes.iter().find(|code| !known(code)) {
            None => Ok(()),
            Some(code) => {
                Err(Error::invalid("act", code.as_str(), "there is no such act (`legation acts` lists them)"))
            }
        }
    }

    fn cover(&self, lexicon: &Lexicon, h: &Happening) -> bool {
        let root = lexicon.data().acts.iter().find(|a| a.code == h.act).map(|a| a.root.as_str());
        let asked = |code: &String| *code == h.act || Some(code.as_str()) == root;
        (self.codes.is_empty() || self.codes.iter().any(asked))
            && (self.statuses.is_empty() || self.statuses.contains(&h.status))
            && self.since.is_none_or(|since| h.by >= since)
    }
}

impl Ledger<'_> {
    /// The diplomatic acts between two ends, either way, or of one end and on it, up to a day.
    ///
    /// # Errors
    /// Where an id or an act is unknown, or the store fails.
    pub fn timeline(
        &mut self,
        one: &str,
        other: Option<&str>,
        acts: &Acts,
        on: Date,
        known: Date,
    ) -> Result<Timeline, Error> {
        let lexicon = self.lexicon();
        acts.check(lexicon)?;
        let (actor, other, facts, happenings) = match other {
            Some(other) => {
                let account = self.account(one, other, at(on, known))?;
                (account.host, Some(account.government), account.facts, account.happenings)
            }
            None => {
                let end = self.end(one, on)?;
                let facts =
                    self.facts_of(&ends::history(lexicon, &end), at(on, known).known, Words::Needed)?;
                let happenings = gather(&facts);
                (end, None, facts, happenings)
            }
        };
        let asked = happenings.iter().filter(|h| h.by <= on && acts.cover(lexicon, h));
        Ok(Timeline {
            actor: Named::new(lexicon, &actor),
            other: other.map(|other| Named::new(lexicon, &other)),
            on,
            known,
            acts: asked.map(|h| act_view(lexicon, &facts, h)).collect(),
        })
    }
}
