//! The words from which the status of an act is read.

use legation_lexicon::{Lexicon, WordSet};

/// Word classes of `words/status.toml` that the rules read.
#[derive(Debug)]
pub(crate) struct StatusWords<'a> {
    pub(crate) intention: &'a WordSet,
    pub(crate) consideration: &'a WordSet,
    pub(crate) attempt: &'a WordSet,
    pub(crate) threat: &'a WordSet,
    pub(crate) denial: &'a WordSet,
    pub(crate) refusal: &'a WordSet,
    pub(crate) request: &'a WordSet,
    pub(crate) possibility: &'a WordSet,
    pub(crate) expectation: &'a WordSet,
    pub(crate) allowing: &'a WordSet,
    pub(crate) failing: &'a WordSet,
    pub(crate) prevention: &'a WordSet,
    pub(crate) cancellation: &'a WordSet,
    pub(crate) reporting: &'a WordSet,
    pub(crate) nouns_of_reporting: &'a WordSet,
    /// Nouns for what is said without proof.
    pub(crate) hearsay: &'a WordSet,
    /// Nouns that call what is said untrue.
    pub(crate) falsehood: &'a WordSet,
    /// Verbs whose object is whoever is told.
    pub(crate) telling: &'a WordSet,
    /// Verbs by which one speaker passes on another's words.
    pub(crate) quoting: &'a WordSet,
    /// Verbs that report with "it" for what is said: "as the paper put it".
    pub(crate) putting: &'a WordSet,
    /// Verbs of trust in a source: "if the press is to be believed".
    pub(crate) believing: &'a WordSet,
    /// Nouns for the way that somebody puts or sees things.
    pub(crate) standpoint: &'a WordSet,
    /// Nouns for what is claimed by him who did it.
    pub(crate) responsibility: &'a WordSet,
    /// Nouns for those on whom a report rests.
    pub(crate) sources: &'a WordSet,
    pub(crate) nouns_of_intention: &'a WordSet,
    pub(crate) nouns_of_request: &'a WordSet,
    pub(crate) nouns_of_refusal: &'a WordSet,
    pub(crate) nouns_of_denial: &'a WordSet,
    pub(crate) adjectives_of_intention: &'a WordSet,
    pub(crate) adjectives_of_possibility: &'a WordSet,
    pub(crate) adjectives_of_request: &'a WordSet,
    pub(crate) adjectives_of_unwillingness: &'a WordSet,
    pub(crate) adverbs_of_negation: &'a WordSet,
    pub(crate) adverbs_of_possibility: &'a WordSet,
    pub(crate) conditional: &'a WordSet,
    pub(crate) negative_implicative: &'a WordSet,
    /// Verbs whose object is not there before: "create", "form".
    pub(crate) making: &'a WordSet,
    /// Adverbs that put an act before what is told: "previously".
    pub(crate) earlier: &'a WordSet,
    /// Verbs whose object is an act to come.
    pub(crate) planning: &'a WordSet,
    /// Verbs of consideration whose object may well be done already.
    pub(crate) talking_over: &'a WordSet,
    /// Verbs whose infinitive is done with them: an order given, a vote passed.
    pub(crate) done_in_doing: &'a WordSet,
    /// Verbs of which the infinitive was done where they are told as past: "went to open".
    pub(crate) setting_out: &'a WordSet,
    /// Verbs that are reached, as a purpose, by what is done for it: "met to discuss".
    pub(crate) purposes_reached: &'a WordSet,
    pub(crate) nouns_of_decision: &'a WordSet,
    /// Verbs that undo a decision.
    pub(crate) revoking: &'a WordSet,
    /// Nouns of intention whose "of" is done as they are: "campaign".
    pub(crate) under_way: &'a WordSet,
    pub(crate) passives_of_planning: &'a WordSet,
    pub(crate) passives_of_expectation: &'a WordSet,
    pub(crate) modifiers_of_intention: &'a WordSet,
    pub(crate) modifiers_of_possibility: &'a WordSet,
    pub(crate) modifiers_of_request: &'a WordSet,
    pub(crate) modifiers_of_undoing: &'a WordSet,
    /// Verbs of request that ask by their clause alone.
    pub(crate) request_by_clause: &'a WordSet,
    /// Verbs that ask for what is in their "that" clause.
    pub(crate) request_by_that: &'a WordSet,
    pub(crate) nouns_of_need: &'a WordSet,
    pub(crate) nouns_of_failing: &'a WordSet,
    pub(crate) adjectives_of_untruth: &'a WordSet,
    pub(crate) adjectives_of_improbability: &'a WordSet,
    /// What an act that will not be is "off", "out of" or "beyond".
    pub(crate) off_the_table: &'a WordSet,
    pub(crate) copular: &'a WordSet,
    pub(crate) seeming: &'a WordSet,
    pub(crate) belief_and_hope: &'a WordSet,
    /// Verbs whose own status is that of the act that is their subject.
    pub(crate) taking_place: &'a WordSet,
    pub(crate) nouns_of_possibility: &'a WordSet,
    /// Nouns of possibility over a gerund.
    pub(crate) nouns_of_possible_doing: &'a WordSet,
    /// Adjectives of intention over a gerund, beside the others.
    pub(crate) intention_to_do: &'a WordSet,
    /// Nouns that make any of its kind of the act under their "of".
    pub(crate) nouns_of_kind: &'a WordSet,
    /// Nouns that make any of its kind of a gerund.
    pub(crate) nouns_of_manner: &'a WordSet,
    pub(crate) adverbs_of_habit: &'a WordSet,
    pub(crate) adverbs_of_period: &'a WordSet,
    /// Nouns for whoever does what their infinitive says: "the first country to".
    pub(crate) one_to_act: &'a WordSet,
}

impl<'a> StatusWords<'a> {
    pub(crate) fn new(lexicon: &'a Lexicon) -> Self {
        let class = |name: &str| lexicon.class_or_empty(name);
        Self {
            intention: class("verbs-of-intention"),
            consideration: class("verbs-of-consideration"),
            attempt: class("verbs-of-attempt"),
            threat: class("verbs-of-threat"),
            denial: class("verbs-of-denial"),
            refusal: class("verbs-of-refusal"),
            request: class("verbs-of-request"),
            possibility: class("verbs-of-possibility"),
            expectation: class("verbs-of-expectation"),
            allowing: class("verbs-of-allowing"),
            failing: class("verbs-of-failing"),
            prevention: class("verbs-of-prevention"),
            cancellation: class("verbs-of-cancellation"),
            reporting: class("verbs-of-reporting"),
            nouns_of_reporting: class("nouns-of-reporting"),
            hearsay: class("nouns-of-hearsay"),
            falsehood: class("nouns-of-falsehood"),
            telling: class("verbs-of-telling"),
            quoting: class("verbs-of-quoting"),
            putting: class("verbs-of-putting-it"),
            believing: class("verbs-of-believing"),
            standpoint: class("nouns-of-standpoint"),
            responsibility: class("nouns-of-responsibility"),
            sources: class("anonymous-sources"),
            nouns_of_intention: class("nouns-of-intention"),
            nouns_of_request: class("nouns-of-request"),
            nouns_of_refusal: class("nouns-of-refusal"),
            nouns_of_denial: class("nouns-of-denial"),
            adjectives_of_intention: class("adjectives-of-intention"),
            adjectives_of_possibility: class("adjectives-of-possibility"),
            adjectives_of_request: class("adjectives-of-request"),
            adjectives_of_unwillingness: class("adjectives-of-unwillingness"),
            adverbs_of_negation: class("adverbs-of-negation"),
            adverbs_of_possibility: class("adverbs-of-possibility"),
            conditional: class("conditional-markers"),
            negative_implicative: class("negative-implicative-verbs"),
            making: class("verbs-of-making"),
            earlier: class("adverbs-of-earlier-times"),
            planning: class("verbs-of-planning"),
            talking_over: class("verbs-of-talking-over"),
            done_in_doing: class("verbs-done-in-doing"),
            setting_out: class("verbs-of-setting-out"),
            purposes_reached: class("purposes-reached"),
            nouns_of_decision: class("nouns-of-decision"),
            revoking: class("verbs-of-revoking"),
            under_way: class("nouns-of-intention-under-way"),
            passives_of_planning: class("passives-of-planning"),
            passives_of_expectation: class("passives-of-expectation"),
            modifiers_of_intention: class("modifiers-of-intention"),
            modifiers_of_possibility: class("modifiers-of-possibility"),
            modifiers_of_request: class("modifiers-of-request"),
            modifiers_of_undoing: class("modifiers-of-undoing"),
            request_by_clause: class("verbs-of-request-by-clause"),
            request_by_that: class("verbs-of-request-by-that"),
            nouns_of_need: class("nouns-of-need"),
            nouns_of_failing: class("nouns-of-failing"),
            adjectives_of_untruth: class("adjectives-of-untruth"),
            adjectives_of_improbability: class("adjectives-of-improbability"),
            off_the_table: class("off-the-table"),
            copular: class("copular-verbs"),
            seeming: class("verbs-of-seeming"),
            belief_and_hope: class("verbs-of-belief-and-hope"),
            taking_place: class("verbs-of-taking-place"),
            nouns_of_possibility: class("nouns-of-possibility"),
            nouns_of_possible_doing: class("nouns-of-possible-doing"),
            intention_to_do: class("adjectives-of-intention-to-do"),
            nouns_of_kind: class("nouns-of-kind"),
            nouns_of_manner: class("nouns-of-manner"),
            adverbs_of_habit: class("adverbs-of-habit"),
            adverbs_of_period: class("adverbs-of-period"),
            one_to_act: class("one-to-act"),
        }
    }
}
