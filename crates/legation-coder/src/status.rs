//! Whether the text says that an act happened: read from the words above and around its predicate.

use legation_core::Status;
use legation_language::{Deprel, Upos, Xpos};
use legation_lexicon::{Lexicon, WordSet};

use crate::clause::Tree;
use crate::predicate::{Form, Predicate};

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

    /// An adjective of something that somebody may make, or means to: "could create a bloc **willing** to deal with them".
    fn still_to_be_made(&self, adjective: usize) -> Option<Status> {
        let tree = self.tree;
        let noun = tree.head(adjective).filter(|_| tree.deprel(adjective) == Deprel::Amod)?;
        let verb = tree.head(noun).filter(|_| tree.deprel(noun) == Deprel::Obj)?;
        let status = self.clause(verb, 1);
        (tree.in_set(verb, self.words.making) && status != Status::Done).then_some(status)
    }

    /// What stands over the predicate, its own negation and modals left aside.
    pub(crate) fn beyond(&self, p: &Predicate) -> Status {
        match self.own(p.anchor) {
            Some(Status::Conditional) => Status::Conditional,
            _ => self.above(p.anchor, 0),
        }
    }

    fn is_none(&self, noun: usize) -> bool {
        let tree = self.tree;
        matches!(tree.lower[noun].as_str(), "none" | "nobody" | "neither" | "nothing")
            || tree
                .under(noun, &[Deprel::Det, Deprel::CcPreconj, Deprel::Advmod])
                .any(|d| matches!(tree.lower[d].as_str(), "no" | "neither"))
    }

    /// What the noun's own modifiers say: "planned talks", "possible sanctions", "talks next week".
    fn noun_itself(&self, noun: usize) -> Option<Status> {
        let tree = self.tree;
        let w = self.words;
        let kinds = [
            (w.modifiers_of_intention, Status::Intended),
            (w.modifiers_of_possibility, Status::Possible),
            (w.modifiers_of_request, Status::Requested),
            (w.modifiers_of_undoing, Status::Denied),
        ];
        let said =
            |c: usize| kinds.iter().find(|(set, _)| set.has(&tree.lemma[c])).map(|(_, status)| *status);
        if let Some(status) = tree.under(noun, &[Deprel::Amod, Deprel::Acl]).find_map(said) {
            return Some(status);
        }
        if tree.under(noun, &[Deprel::Det]).any(|d| tree.lower[d] == "any") {
            return Some(Status::Possible);
        }
        None
    }

    /// What governs a noun that stands for an act by itself.
    fn above_noun(&self, noun: usize, depth: usize) -> Status {
        let tree = self.tree;
        let w = self.words;
        if depth > 8 {
            return Status::Done;
        }
        let Some(head) = tree.head(noun) else { return Status::Done };
        let case = tree.case(noun);
        match tree.upos(head) {
            Upos::Verb => {
                let is_subject = matches!(tree.deprel(noun), Deprel::Nsubj | Deprel::NsubjPass);
                let is_object =
                    matches!(tree.deprel(noun), Deprel::Obj) || (tree.deprel(noun) == Deprel::NsubjPass);
                let called_for = tree.deprel(noun) == Deprel::Obl
                    && matches!(case, Some("for" | "to" | "against" | "off" | "about" | "on"));
                if is_object || called_for {
                    if tree.lemma[head] == "call" && !(called_for && case == Some("for")) {
                        // "called the attack", "called off the talks"
                        if tree.under(head, &[Deprel::CompoundPrt]).any(|c| tree.lower[c] == "off") {
                            return Status::Denied;
                        }
                        return Status::Done;
                    }
                    if tree.in_set(head, w.denial)
                        || tree.in_set(head, w.cancellation) && is_object
                        || (tree.in_set(head, w.refusal) && is_object)
                        || tree.in_set(head, w.prevention) && is_object
                    {
                        return Status::Denied;
                    }
                    if tree.in_set(head, w.request)
                        && !tree.in_set(head, w.intention)
                        && !w.request_by_clause.has(&tree.lemma[head])
                    {
                        return Status::Requested;
                    }
                    if is_object
                        && (tree.in_set(head, w.consideration) || w.planning.has(&tree.lemma[head]))
                        && !w.talking_over.has(&tree.lemma[head])
                    {
                        return if tree.in_set(head, w.consideration) {
                            Status::Possible
                        } else {
                            Status::Intended
                        };
                    }
                    if called_for && tree.lemma[head] == "hope" {
                        return Status::Possible;
                    }
                }
                if tree.deprel(noun) == Deprel::Obl && matches!(case, Some("before" | "ahead")) {
                    return Status::Intended;
                }
                if is_subject && w.copular.has(&tree.lemma[head]) {
                    // "recognition remains off the table", "a visit seems unlikely"
                    for &c in tree.children(head) {
                        let away = matches!(tree.case(c), Some("off" | "out" | "of" | "beyond"))
                            && w.off_the_table.has(&tree.lemma[c]);
                        if away || w.adjectives_of_improbability.has(&tree.lemma[c]) {
                            return Status::Denied;
                        }
                        if w.adjectives_of_possibility.has(&tree.lemma[c]) {
                            return Status::Possible;
                        }
                    }
                }
                if is_subject {
                    // "the visit will ..." speaks of a visit to come, unless what comes is about something done.
                    let s = self.clause(head, depth + 1);
                    return if w.taking_place.has(&tree.lemma[head]) { s } else { Status::Done };
                }
                Status::Done
            }
            Upos::Noun => {
                let lemma = &tree.lemma[head];
                if matches!(case, Some("of" | "for" | "to" | "on" | "about" | "against"))
                    || tree.deprel(noun) == Deprel::Compound
                {
                    if tree.in_set(head, w.nouns_of_request) {
                        return Status::Requested;
                    }
                    if tree.in_set(head, w.nouns_of_refusal) || tree.in_set(head, w.nouns_of_denial) {
                        return Status::Denied;
                    }
                    if w.nouns_of_kind.has(lemma) {
                        return Status::Generic;
                    }
                    if w.nouns_of_possibility.has(lemma) {
                        return Status::Possible;
                    }
                    if tree.in_set(head, w.nouns_of_intention) && !w.under_way.has(lemma) {
                        return Status::Intended;
                    }
                }
                if matches!(tree.deprel(noun), Deprel::Conj | Deprel::Nmod) {
                    return self.above_noun(head, depth + 1);
                }
                Status::Done
            }
            _ => Status::Done,
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
            (_, Status::Denied) if own.is_none() => Status::Denied,
            (Some(s), _) => s,
            (None, s) => s,
        }
    }

    fn own(&self, verb: usize) -> Option<Status> {
        let tree = self.tree;
        let w = self.words;
        let mut status = None;
        let mut negated = false;
        let mut future = false;
        let mut modal = None;
        let mut conditional = false;
        for &c in tree.children(verb) {
            match tree.deprel(c) {
                Deprel::Advmod | Deprel::CcPreconj => {
                    if w.adverbs_of_negation.has(&tree.lower[c]) {
                        // "not only" affirms.
                        let only = tree
                            .lower
                            .get(c + 1)
                            .is_some_and(|n| n == "only" || n == "just" || n == "merely");
                        negated |= !only;
                    } else if tree.lower[c] == "longer" && c > 0 && tree.lower[c - 1] == "no" {
                        negated = true;
                    } else if w.adverbs_of_possibility.has(&tree.lower[c]) {
                        status = status.or(Some(Status::Possible));
                    }
                }
                Deprel::Aux => match tree.lower[c].as_str() {
                    "will" | "'ll" | "’ll" | "shall" | "wo" => future = true,
                    "would" | "'d" | "’d" => modal = modal.or(Some(Status::Intended)),
                    "may" | "might" | "could" | "can" | "ca" => modal = modal.or(Some(Status::Possible)),
                    "should" | "must" | "ought" => modal = Some(Status::Requested),
                    _ => {}
                },
                Deprel::Mark => {
                    let gerund = tree.token(verb).xpos == Xpos::Vbg;
                    if gerund && matches!(tree.lower[c].as_str(), "without" | "instead") {
                        negated = true;
                    } else if w.conditional.has(&tree.lower[c]) {
                        conditional = true;
                    }
                }
                Deprel::Cc if tree.lower[c] == "nor" => negated = true,
                _ => {}
            }
        }
        // "is to donate ten vehicles".
        let to = tree.under(verb, &[Deprel::Mark]).any(|m| tree.lower[m] == "to");
        let be = |c: usize| tree.lemma[c] == "be" && matches!(tree.deprel(c), Deprel::Aux | Deprel::Cop);
        future |= to && tree.children(verb).iter().any(|&c| be(c) && c < verb);
        // Coordinated verbs share auxiliaries: "will meet and sign".
        if tree.deprel(verb) == Deprel::Conj
            && tree.first(verb, &[Deprel::Aux, Deprel::Nsubj, Deprel::NsubjPass]).is_none()
            && let Some(h) = tree.head(verb)
            && tree.upos(h) == Upos::Verb
            && tree.token(verb).xpos != Xpos::Vbd
            && let Some(s) = self.own(h)
            && !(negated || future)
        {
            return Some(s);
        }
        if conditional {
            // "is debating whether to recognise".
            let asked = tree.under(verb, &[Deprel::Mark, Deprel::Advmod]).any(|m| tree.lower[m] == "whether")
                && tree.head(verb).is_some_and(|h| tree.in_set(h, w.consideration));
            return Some(if asked { Status::Possible } else { Status::Conditional });
        }
        if negated {
            // "may not", "would not": a refusal or a denial all the same.
            return Some(Status::Denied);
        }
        let condition = |c: usize| {
            tree.under(c, &[Deprel::Mark]).any(|m| w.conditional.has(&tree.lower[m]))
                || tree.under(c, &[Deprel::Aux]).next().is_some_and(|a| {
                    // "Should Honduras move its embassy, ..."
                    tree.lower[a] == "should" && tree.subtree(c).first() == Some(&a)
                })
        };
        if tree.under(verb, &[Deprel::Advcl]).any(condition) && (modal.is_some() || future) {
            return Some(Status::Conditional);
        }
        if future {
            return Some(Status::Intended);
        }
        if modal.is_some() {
            return modal;
        }
        status
    }

    fn above(&self, verb: usize, depth: usize) -> Status {
        let tree = self.tree;
        let w = self.words;
        let Some(head) = tree.head(verb) else {
            return self.root(verb);
        };
        let lemma = tree.lemma[head].as_str();
        let infinitive = tree.under(verb, &[Deprel::Mark]).any(|m| tree.lower[m] == "to");
        match tree.deprel(verb) {
            Deprel::Xcomp | Deprel::Ccomp | Deprel::Csubj | Deprel::Advcl | Deprel::Obl
                if matches!(tree.upos(head), Upos::Verb | Upos::Adj | Upos::Noun | Upos::Aux) =>
            {
                // The infinitive that a verb of intention or refusal asks for, though the parser hung it beside.
                let asked_for = tree.deprel(verb) == Deprel::Advcl
                    && infinitive
                    && (tree.grammar.takes_infinitive.has(lemma) || tree.in_set(head, w.request));
                let clausal = asked_for || matches!(tree.deprel(verb), Deprel::Xcomp | Deprel::Ccomp);
                if tree.deprel(verb) == Deprel::Advcl && !asked_for {
                    if infinitive && matches!(lemma, "first" | "last" | "only" | "next" | "second" | "third")
                    {
                        return self.clause(head, depth + 1);
                    }
                    if infinitive {
                        // A purpose; "enough to", "in order to".
                        return if self.has_object_of_means(head) || w.purposes_reached.has(&tree.lemma[verb])
                        {
                            self.clause(head, depth + 1)
                        } else {
                            Status::Intended
                        };
                    }
                    let mark = tree.first(verb, &[Deprel::Mark]).map(|m| tree.lower[m].as_str());
                    if matches!(mark, Some("without" | "instead" | "rather" | "than")) {
                        return Status::Denied;
                    }
                    if matches!(mark, Some("by")) {
                        return self.clause(head, depth + 1);
                    }
                    if tree.upos(head) == Upos::Adj && tree.in_set(head, w.adjectives_of_possibility) {
                        return Status::Possible;
                    }
                    // "interested in restoring", "committed to withdrawing".
                    if tree.upos(head) == Upos::Adj
                        && tree.token(verb).xpos == Xpos::Vbg
                        && (tree.in_set(head, w.adjectives_of_intention) || w.intention_to_do.has(lemma))
                    {
                        return match self.clause(head, depth + 1) {
                            Status::Denied => Status::Denied,
                            _ => Status::Intended,
                        };
                    }
                    return Status::Done;
                }
                if tree.deprel(verb) == Deprel::Csubj {
                    return match self.clause(head, depth + 1) {
                        Status::Done => Status::Generic,
                        s => s,
                    };
                }
                if !clausal {
                    return Status::Done;
                }
                if tree.upos(head) == Upos::Noun && self.is_denied_report(head, verb) {
                    return Status::Denied;
                }
                let head_status = self.clause(head, depth + 1);
                if tree.upos(head) == Upos::Adj || tree.upos(head) == Upos::Noun {
                    if w.adjectives_of_untruth.has(lemma) {
                        return Status::Denied;
                    }
                    if tree.in_set(head, w.adjectives_of_unwillingness) {
                        return Status::Denied;
                    }
                    if tree.in_set(head, w.adjectives_of_intention) {
                        return match head_status {
                            Status::Denied | Status::Conditional => head_status,
                            _ => Status::Intended,
                        };
                    }
                    if tree.in_set(head, w.adjectives_of_request) {
                        return Status::Requested;
                    }
                    if tree.in_set(head, w.adjectives_of_possibility) {
                        return Status::Possible;
                    }
                    return head_status;
                }
                // "has yet to recognise", "failed to", "refused to", "denied having".
                if lemma == "have" && infinitive {
                    let yet = tree.children(head).iter().any(|&c| tree.lower[c] == "yet")
                        || tree.children(verb).iter().any(|&c| tree.lower[c] == "yet");
                    return if yet { Status::Denied } else { Status::Requested };
                }
                if lemma == "be" && infinitive {
                    return Status::Intended;
                }
                let flips = tree.in_set(head, w.denial)
                    || tree.in_set(head, w.refusal)
                    || tree.in_set(head, w.negative_implicative)
                    || (tree.in_set(head, w.failing) && infinitive)
                    || tree.in_set(head, w.prevention);
                if flips
                    && !(tree.in_set(head, w.reporting)
                        && !tree.in_set(head, w.denial)
                        && !infinitive
                        && !tree.in_set(head, w.refusal))
                {
                    return if head_status == Status::Denied { Status::Done } else { Status::Denied };
                }
                let passive = tree.is_passive(head);
                if infinitive || tree.deprel(verb) == Deprel::Xcomp {
                    if tree.in_set(head, w.consideration) && head_status == Status::Done {
                        return Status::Possible;
                    }
                    if lemma == "go" && infinitive && tree.token(head).xpos == Xpos::Vbg {
                        // "is going to expel"
                        return if head_status == Status::Denied { Status::Denied } else { Status::Intended };
                    }
                    if w.done_in_doing.has(lemma) {
                        return head_status;
                    }
                    if passive
                        && (w.passives_of_expectation.has(lemma)
                            || tree.in_set(head, w.expectation) && !tree.in_set(head, w.request))
                    {
                        return if w.passives_of_planning.has(lemma) {
                            Status::Intended
                        } else {
                            Status::Possible
                        };
                    }
                    if passive
                        && (tree.in_set(head, w.reporting) || lemma == "know")
                        && !tree.in_set(head, w.request)
                    {
                        return head_status;
                    }
                    if tree.in_set(head, w.request)
                        && tree.first(head, &[Deprel::Obj, Deprel::Iobj, Deprel::NsubjPass]).is_some()
                    {
                        return Status::Requested;
                    }
                    if tree.in_set(head, w.attempt)
                        || tree.in_set(head, w.consideration)
                        || tree.in_set(head, w.intention)
                        || tree.in_set(head, w.threat)
                    {
                        return if head_status == Status::Denied { Status::Denied } else { Status::Intended };
                    }
                    if tree.in_set(head, w.request) {
                        return Status::Requested;
                    }
                    if tree.in_set(head, w.allowing) || tree.in_set(head, w.possibility) {
                        if head_status == Status::Denied {
                            return Status::Denied;
                        }
                        return Status::Possible;
                    }
                    if w.seeming.has(lemma) {
                        return Status::Possible;
                    }
                    return head_status;
                }
                // Finite clauses: what a speaker says stands as said; what he asks, hopes or expects does not.
                if tree.in_set(head, w.denial) {
                    return Status::Denied;
                }
                if w.request_by_that.has(lemma) && !self.is_past(verb) {
                    return Status::Requested;
                }
                if w.belief_and_hope.has(lemma) {
                    return Status::Possible;
                }
                if matches!(head_status, Status::Conditional | Status::Denied)
                    && tree.in_set(head, w.reporting)
                {
                    return Status::Possible;
                }
                Status::Done
            }
            Deprel::Acl => {
                if !infinitive {
                    if self.is_none(head) || self.is_denied_report(head, verb) {
                        return Status::Denied;
                    }
                    return self.gerund_noun(head, verb);
                }
                if self.is_none(head) {
                    return Status::Denied;
                }
                if self.headline && tree.head(head).is_none() {
                    // "Kenya police to deploy officers".
                    return Status::Intended;
                }
                if w.nouns_of_decision.has(lemma) {
                    return match tree.head(head).map(|h| tree.lemma[h].as_str()) {
                        Some(above) if w.consideration.has(above) => Status::Intended,
                        Some(above) if w.revoking.has(above) => Status::Denied,
                        _ => Status::Done,
                    };
                }
                if tree.in_set(head, w.nouns_of_refusal) || w.nouns_of_failing.has(lemma) {
                    return Status::Denied;
                }
                if tree.in_set(head, w.nouns_of_request) || w.nouns_of_need.has(lemma) {
                    // "rejected calls to recall its ambassador"
                    let refused = matches!(tree.deprel(head), Deprel::Obj | Deprel::NsubjPass)
                        && tree
                            .head(head)
                            .is_some_and(|v| tree.in_set(v, w.refusal) || tree.in_set(v, w.denial));
                    return if refused { Status::Denied } else { Status::Requested };
                }
                if tree.in_set(head, w.nouns_of_intention) {
                    return Status::Intended;
                }
                if w.one_to_act.has(lemma)
                    || tree.under(head, &[Deprel::Amod]).any(|c| {
                        matches!(
                            tree.lower[c].as_str(),
                            "first" | "last" | "only" | "latest" | "youngest" | "second" | "third"
                        )
                    })
                {
                    return self.noun_clause(head, depth + 1);
                }
                Status::Possible
            }
            Deprel::AclRelcl => {
                if self.is_none(head) || self.is_denied_report(head, verb) {
                    Status::Denied
                } else {
                    Status::Done
                }
            }
            Deprel::Conj | Deprel::Parataxis
                if tree.upos(head) == Upos::Verb || tree.upos(head) == Upos::Adj =>
            {
                if tree.deprel(verb) == Deprel::Conj
                    && tree.first(verb, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Aux]).is_none()
                {
                    return self.above(head, depth + 1);
                }
                self.root(verb)
            }
            // A gerund under a preposition of a noun: "the act of presenting credentials".
            Deprel::Nmod | Deprel::Obl => self.gerund_noun(head, verb),
            _ => Status::Done,
        }
    }

    fn gerund_noun(&self, noun: usize, verb: usize) -> Status {
        let tree = self.tree;
        let gerund = tree.token(verb).xpos == Xpos::Vbg;
        let case = tree.first(verb, &[Deprel::Mark, Deprel::Case]).map(|m| tree.lower[m].as_str());
        if !gerund || case.is_none() {
            return Status::Done;
        }
        let lemma = tree.lemma[noun].as_str();
        let w = self.words;
        if w.nouns_of_manner.has(lemma) {
            Status::Generic
        } else if w.nouns_of_possible_doing.has(lemma) {
            Status::Possible
        } else if tree.in_set(noun, w.nouns_of_intention) {
            Status::Intended
        } else if tree.in_set(noun, w.nouns_of_request) {
            Status::Requested
        } else {
            Status::Done
        }
    }

    /// The status of the clause in which a noun is subject, object or predicate.
    fn noun_clause(&self, noun: usize, depth: usize) -> Status {
        let tree = self.tree;
        if tree.first(noun, &[Deprel::Cop]).is_some() {
            return self.clause(noun, depth);
        }
        match tree.head(noun) {
            Some(h) if matches!(tree.upos(h), Upos::Verb | Upos::Aux) => self.clause(h, depth),
            _ => Status::Done,
        }
    }

    /// "denied a report that", "dismissed as fantasy reports that": what is reported is denied.
    fn is_denied_report(&self, noun: usize, clause: usize) -> bool {
        let tree = self.tree;
        let content = tree.under(clause, &[Deprel::Mark]).any(|m| tree.lower[m] == "that");
        let is_false = |v: usize| {
            tree.under(v, &[Deprel::Xcomp, Deprel::Obj, Deprel::Obl])
                .any(|c| c != noun && self.words.falsehood.has(&tree.lemma[c]))
        };
        content
            && self.words.hearsay.has(&tree.lemma[noun])
            && matches!(tree.deprel(noun), Deprel::Obj | Deprel::Obl | Deprel::NsubjPass | Deprel::Xcomp)
            && tree.head(noun).is_some_and(|v| {
                // "called a fabrication reports that".
                tree.in_set(v, self.words.denial) || tree.in_set(v, self.words.reporting) && is_false(v)
            })
    }

    /// Whether a clause in the present is about anybody of a kind: "governments expel diplomats", "an envoy presents a copy".
    fn speaks_of_a_kind(&self, verb: usize) -> bool {
        let tree = self.tree;
        let Some(subject) = tree.first(verb, &[Deprel::Nsubj, Deprel::NsubjPass]) else { return false };
        let indefinite = |d: usize| matches!(tree.lower[d].as_str(), "a" | "an");
        let bare_plural =
            tree.token(subject).xpos == Xpos::Nns && tree.first(subject, &[Deprel::Det]).is_none();
        tree.upos(subject) == Upos::Noun
            && (bare_plural || tree.under(subject, &[Deprel::Det]).any(indefinite))
            // A name, a number or a quality makes it somebody's: "Turkish officials say", "two ministers meet".
            && !tree.subtree(subject).iter().any(|&w| {
                matches!(tree.upos(w), Upos::Propn | Upos::Num | Upos::Adj)
                    || tree.token(w).form.chars().next().is_some_and(char::is_uppercase) && w > 0
            })
            && !tree.in_set(verb, self.words.reporting)
    }

    fn has_object_of_means(&self, verb: usize) -> bool {
        self.is_past(verb) && self.words.setting_out.has(&self.tree.lemma[verb])
    }

    fn is_past(&self, verb: usize) -> bool {
        let tree = self.tree;
        matches!(tree.token(verb).xpos, Xpos::Vbd)
            || tree
                .under(verb, &[Deprel::Aux, Deprel::AuxPass])
                .any(|a| matches!(tree.lower[a].as_str(), "had" | "has" | "have" | "was" | "were" | "did"))
    }

    /// A main clause.
    fn root(&self, verb: usize) -> Status {
        let tree = self.tree;
        if self.headline {
            let infinitive = tree.token(verb).xpos == Xpos::Vb && verb > 0 && tree.lower[verb - 1] == "to";
            return if infinitive { Status::Intended } else { Status::Done };
        }
        if tree.lower.last().is_some_and(|w| w == "?") {
            return Status::Possible;
        }
        let token = tree.token(verb);
        let habitual = tree.children(verb).iter().any(|&c| self.words.adverbs_of_habit.has(&tree.lower[c]));
        let habitual = habitual || self.is_frequency(verb);
        let present = |i: usize| matches!(tree.token(i).xpos, Xpos::Vbz | Xpos::Vbp);
        let plain_present = tree.first(verb, &[Deprel::Aux]).is_none()
            && (present(verb) || tree.under(verb, &[Deprel::AuxPass]).any(present));
        if plain_present && (habitual || self.speaks_of_a_kind(verb)) {
            return Status::Generic;
        }
        if token.xpos == Xpos::Vb
            && tree.first(verb, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Aux]).is_none()
            && tree.deprel(verb) == Deprel::Root
        {
            // An imperative.
            return Status::Requested;
        }
        Status::Done
    }

    /// Whether a clause says how often: "twice a year", "every month", "annually".
    fn is_frequency(&self, verb: usize) -> bool {
        let tree = self.tree;
        let words = tree.grammar;
        let period = |i: usize| words.units_of_time.has(&tree.lemma[i]) || words.seasons.has(&tree.lemma[i]);
        tree.clause(verb).into_iter().any(|i| match tree.lower[i].as_str() {
            "every" | "each" => i + 1 < tree.len() && period(i + 1),
            "once" | "twice" | "times" => i + 2 < tree.len() && tree.lower[i + 1] == "a" && period(i + 2),
            word => self.words.adverbs_of_period.has(word) && tree.deprel(i) == Deprel::Advmod,
        })
    }
}
