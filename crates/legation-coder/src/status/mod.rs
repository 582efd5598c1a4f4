//! Whether the text says that an act happened: read from the words above and around its predicate.
//!
//! `own` reads a clause's own auxiliaries, negation and conditions, `above` what the words over a clause say of it, `nouns` the same
//! for acts that stand as nouns.

mod above;
mod nouns;
mod own;
mod words;

use legation_core::Status;
use legation_language::Deprel;

use crate::clause::Tree;
use crate::predicate::{Form, Predicate};

pub(crate) use words::StatusWords;

/// Reads the status of one predicate.
pub(crate) struct StatusReader<'a> {
    pub(crate) tree: &'a Tree<'a>,
    pub(crate) words: &'a StatusWords<'a>,
    /// A headline: its present tense tells what happened, its infinitive what will.
    pub(crate) headline: bool,
}

impl StatusReader<'_> {
    /// The status; `Done` where nothing says otherwise.
    ///
    /// `named` are the words that the frame itself names: "said no to" denies nothing.
    pub(crate) fn read(
        &self,
        p: &Predicate,
        actors: &[usize],
        recipients: &[usize],
        named: &[usize],
    ) -> Status {
        // "no country has", "no agreement", "none of the diplomats": a universal negative.
        for &h in actors.iter().chain(recipients).chain(&p.object).chain(&p.agent) {
            if self.is_none(h) && !named.contains(&h) {
                return Status::Denied;
            }
        }
        if p.form == Form::Noun {
            if self.is_none(p.word) {
                return Status::Denied;
            }
            if let Some(s) = self.noun_itself(p.word) {
                return s;
            }
            if p.anchor == p.word {
                return self.above_noun(p.word, 0);
            }
        }
        if p.form == Form::Adjective
            && let Some(s) = self.still_to_be_made(p.anchor)
        {
            return s;
        }
        self.clause(p.anchor, 0)
    }

    /// What stands over the predicate, its own negation and modals left aside.
    pub(crate) fn beyond(&self, p: &Predicate) -> Status {
        match self.own(p.anchor) {
            Some(Status::Conditional) => Status::Conditional,
            _ => self.above(p.anchor, 0),
        }
    }

    /// What a clause's own words and those above it say.
    pub(crate) fn clause(&self, verb: usize, depth: usize) -> Status {
        if depth > 10 {
            return Status::Done;
        }
        let own = self.own(verb);
        if let Some(s @ (Status::Denied | Status::Conditional | Status::Requested)) = own {
            return s;
        }
        let above = self.above(verb, depth);
        match (own, above) {
            // "denied that it would expel", "denied reports that he may meet": the plan is denied too.
            (Some(Status::Intended | Status::Possible), Status::Denied) => Status::Denied,
            (Some(s), _) | (None, s) => s,
        }
    }

    /// An adjective of something that somebody may make, or means to: "could create a bloc **willing** to deal with them".
    fn still_to_be_made(&self, adjective: usize) -> Option<Status> {
        let tree = self.tree;
        let noun = tree.head(adjective).filter(|_| tree.deprel(adjective) == Deprel::Amod)?;
        let verb = tree.head(noun).filter(|_| tree.deprel(noun) == Deprel::Obj)?;
        let status = self.clause(verb, 1);
        (tree.in_set(verb, self.words.making) && status != Status::Done).then_some(status)
    }

    fn is_none(&self, noun: usize) -> bool {
        let tree = self.tree;
        matches!(tree.lower[noun].as_str(), "none" | "nobody" | "neither" | "nothing")
            || tree
                .under(noun, &[Deprel::Det, Deprel::CcPreconj, Deprel::Advmod])
                .any(|d| matches!(tree.lower[d].as_str(), "no" | "neither"))
    }
}
