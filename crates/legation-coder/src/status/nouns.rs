//! The status of acts that stand as nouns, and of clauses that hang on a noun.

use legation_core::Status;
use legation_language::{Deprel, Upos, Xpos};

use super::StatusReader;

impl StatusReader<'_> {
    /// What the noun's own modifiers say: "planned talks", "possible sanctions", "talks next week".
    pub(super) fn noun_itself(&self, noun: usize) -> Option<Status> {
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
    pub(super) fn above_noun(&self, noun: usize, depth: usize) -> Status {
        if depth > 8 {
            return Status::Done;
        }
        let Some(head) = self.tree.head(noun) else { return Status::Done };
        match self.tree.upos(head) {
            Upos::Verb => self.noun_under_verb(noun, head, depth),
            Upos::Noun => self.noun_under_noun(noun, head, depth),
            _ => Status::Done,
        }
    }

    /// An act as the subject, the object or under a preposition of a verb: "rejected the talks", "called for a truce".
    fn noun_under_verb(&self, noun: usize, head: usize, depth: usize) -> Status {
        let tree = self.tree;
        let w = self.words;
        let case = tree.case(noun);
        let is_subject = matches!(tree.deprel(noun), Deprel::Nsubj | Deprel::NsubjPass);
        let is_object = matches!(tree.deprel(noun), Deprel::Obj) || (tree.deprel(noun) == Deprel::NsubjPass);
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
                return if tree.in_set(head, w.consideration) { Status::Possible } else { Status::Intended };
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

    /// An act under another noun: "a request for talks", "the risk of an attack".
    fn noun_under_noun(&self, noun: usize, head: usize, depth: usize) -> Status {
        let tree = self.tree;
        let w = self.words;
        let case = tree.case(noun);
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

    /// The infinitive of a noun: "the decision to expel", "the first country to recognise".
    pub(super) fn infinitive_of_noun(&self, head: usize, depth: usize) -> Status {
        let tree = self.tree;
        let w = self.words;
        let lemma = tree.lemma[head].as_str();
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
                && tree.head(head).is_some_and(|v| tree.in_set(v, w.refusal) || tree.in_set(v, w.denial));
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

    /// A gerund, or another clause, under a preposition of a noun: "the option of recalling", "a way of recognising".
    pub(super) fn gerund_noun(&self, noun: usize, verb: usize) -> Status {
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
    pub(super) fn is_denied_report(&self, noun: usize, clause: usize) -> bool {
        let tree = self.tree;
        let content = tree.under(clause, &[Deprel::Mark]).any(|m| tree.lower[m] == "that")
            || tree.under(clause, &[Deprel::Nsubj, Deprel::NsubjPass]).any(|s| s > noun);
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
}
