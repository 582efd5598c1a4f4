//! The lexicon's words that decide who does what to whom: what a verb or a noun does to the grammar around it.

use legation_lexicon::{Lexicon, WordSet};

/// Word classes of `words/grammar.toml`, with the light verbs of `words/status.toml`.
#[derive(Debug)]
pub(crate) struct GrammarWords<'a> {
    /// Verbs without a passive.
    pub(crate) never_passive: &'a WordSet,
    /// Verbs whose passive keeps an object: "was given notice", "was named ambassador".
    pub(crate) two_objects: &'a WordSet,
    /// Verbs that leave their infinitive's subject to their own subject in spite of an object.
    pub(crate) subject_control: &'a WordSet,
    /// Verbs that leave their infinitive to the one whom they ask, let or make.
    pub(crate) object_control: &'a WordSet,
    /// Verbs whose infinitive says what is intended or refused, wherever the parser hung it.
    pub(crate) takes_infinitive: &'a WordSet,
    /// Verbs whose second object says what somebody is made.
    pub(crate) naming: &'a WordSet,
    /// Verbs whose noun carries the act: "held talks".
    pub(crate) light: &'a WordSet,
    /// Verbs by which an act is decided on: "ordered strikes".
    pub(crate) decision: &'a WordSet,
    /// Verbs under which the subject undergoes the noun: "received threats".
    pub(crate) undergoing: &'a WordSet,
    /// Verbs whose subject makes its own act known, or brings it about.
    pub(crate) sponsoring: &'a WordSet,
    /// Verbs that only say that the noun, their subject, takes place, or what came of it.
    pub(crate) occurrence: &'a WordSet,
    /// Those of them whose object is whom the noun's act befell.
    pub(crate) harm: &'a WordSet,
    /// Those of them that leave the noun's act as done as it was.
    pub(crate) left_open: &'a WordSet,
    /// Nouns for what the subject of the clause is at, or comes from: "during a visit".
    pub(crate) occasion: &'a WordSet,
    /// Nouns for what the subject of the clause does something in: "in support of".
    pub(crate) cause: &'a WordSet,
    /// Adjectives that say that a noun is of several: "a joint statement".
    pub(crate) shared: &'a WordSet,
    /// Nouns that stand for what is under their "of": "a shipment of rifles".
    pub(crate) partitive: &'a WordSet,
    /// "day", "year".
    pub(crate) units_of_time: &'a WordSet,
    pub(crate) seasons: &'a WordSet,
}

impl<'a> GrammarWords<'a> {
    pub(crate) fn new(lexicon: &'a Lexicon) -> Self {
        let class = |name: &str| lexicon.class_or_empty(name);
        Self {
            never_passive: class("verbs-never-passive"),
            two_objects: class("verbs-with-two-objects"),
            subject_control: class("verbs-of-subject-control"),
            object_control: class("verbs-of-object-control"),
            takes_infinitive: class("verbs-with-infinitive"),
            naming: class("verbs-of-naming"),
            light: class("light-verbs"),
            decision: class("verbs-of-decision"),
            undergoing: class("verbs-of-undergoing"),
            sponsoring: class("verbs-of-sponsoring"),
            occurrence: class("verbs-of-occurrence"),
            harm: class("verbs-of-harm-by-an-act"),
            left_open: class("verbs-of-occurrence-left-open"),
            occasion: class("occasion"),
            cause: class("noun-of-cause"),
            shared: class("shared-by-several"),
            partitive: class("partitive"),
            units_of_time: class("unit-of-time"),
            seasons: class("season"),
        }
    }
}
