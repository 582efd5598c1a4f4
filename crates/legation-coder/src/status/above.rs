//! What the words over a clause say of it: "plans to", "denied that", "without", "the first to".

use legation_core::Status;
use legation_language::{Deprel, Upos, Xpos};

use super::StatusReader;
use crate::predicate;

impl StatusReader<'_> {
    /// What the words over a clause say of it.
    pub(super) fn above(&self, verb: usize, depth: usize) -> Status {
        let tree = self.tree;
        let Some(head) = tree.head(verb) else {
            return self.root(verb);
        };
        match tree.deprel(verb) {
            Deprel::Xcomp | Deprel::Ccomp | Deprel::Csubj | Deprel::Advcl | Deprel::Obl
                if matches!(tree.upos(head), Upos::Verb | Upos::Adj | Upos::Noun | Upos::Aux) =>
            {
                self.under_head(verb, head, depth)
            }
            Deprel::Acl if self.is_infinitive(verb) => self.infinitive_of_noun(head, depth),
            Deprel::Acl => {
                if self.is_none(head) || self.is_denied_report(head, verb) {
                    return Status::Denied;
                }
                self.gerund_noun(head, verb)
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

    /// A clause that is the complement, the subject or at the side of its head.
    fn under_head(&self, verb: usize, head: usize, depth: usize) -> Status {
        let tree = self.tree;
        let infinitive = self.is_infinitive(verb);
        // The infinitive that a verb of intention or refusal asks for, though the parser hung it beside.
        let asked_for = tree.deprel(verb) == Deprel::Advcl
            && infinitive
            && (tree.grammar.takes_infinitive.has(&tree.lemma[head])
                || tree.in_set(head, self.words.request));
        match tree.deprel(verb) {
            Deprel::Advcl if !asked_for => return self.side_clause(verb, head, depth),
            Deprel::Csubj => {
                return match self.clause(head, depth + 1) {
                    Status::Done => Status::Generic,
                    s => s,
                };
            }
            Deprel::Obl => return Status::Done,
            _ => {}
        }
        if tree.upos(head) == Upos::Noun && self.is_denied_report(head, verb) {
            return Status::Denied;
        }
        let head_status = self.clause(head, depth + 1);
        if matches!(tree.upos(head), Upos::Adj | Upos::Noun) {
            return self.under_quality(head, head_status);
        }
        if let Some(status) = self.turned_round(verb, head, head_status) {
            return status;
        }
        if infinitive || tree.deprel(verb) == Deprel::Xcomp {
            self.under_verb(verb, head, head_status)
        } else {
            self.said_by(verb, head, head_status)
        }
    }

    fn is_infinitive(&self, verb: usize) -> bool {
        predicate::is_infinitive(self.tree, verb)
    }

    /// A clause beside another: a purpose, a manner, "without" and "by".
    fn side_clause(&self, verb: usize, head: usize, depth: usize) -> Status {
        let tree = self.tree;
        let w = self.words;
        let lemma = tree.lemma[head].as_str();
        let infinitive = self.is_infinitive(verb);
        if infinitive && matches!(lemma, "first" | "last" | "only" | "next" | "second" | "third") {
            return self.clause(head, depth + 1);
        }
        if infinitive {
            // A purpose; "enough to", "in order to".
            return if self.has_object_of_means(head) || w.purposes_reached.has(&tree.lemma[verb]) {
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
        Status::Done
    }

    /// The clause of an adjective, or of a noun that says what something is: "ready to sign", "unlikely to".
    fn under_quality(&self, head: usize, head_status: Status) -> Status {
        let tree = self.tree;
        let w = self.words;
        let lemma = tree.lemma[head].as_str();
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
        head_status
    }

    /// What verbs say that turn their clause into its opposite, or into something owed.
    fn turned_round(&self, verb: usize, head: usize, head_status: Status) -> Option<Status> {
        let tree = self.tree;
        let w = self.words;
        let lemma = tree.lemma[head].as_str();
        let infinitive = self.is_infinitive(verb);
        // "has yet to recognise", "failed to", "refused to", "denied having".
        if lemma == "have" && infinitive {
            let yet = tree.children(head).iter().any(|&c| tree.lower[c] == "yet")
                || tree.children(verb).iter().any(|&c| tree.lower[c] == "yet");
            return Some(if yet { Status::Denied } else { Status::Requested });
        }
        if lemma == "be" && infinitive {
            return Some(Status::Intended);
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
            return Some(if head_status == Status::Denied { Status::Done } else { Status::Denied });
        }
        None
    }

    /// An infinitive or a bare complement: "plans to", "was ordered to".
    fn under_verb(&self, verb: usize, head: usize, head_status: Status) -> Status {
        let tree = self.tree;
        let w = self.words;
        let lemma = tree.lemma[head].as_str();
        let infinitive = self.is_infinitive(verb);
        let passive = tree.is_passive(head);
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
            return if w.passives_of_planning.has(lemma) { Status::Intended } else { Status::Possible };
        }
        if passive && (tree.in_set(head, w.reporting) || lemma == "know") && !tree.in_set(head, w.request) {
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
        head_status
    }

    /// A finite clause: what a speaker says stands as said; what he asks, hopes or expects does not.
    fn said_by(&self, verb: usize, head: usize, head_status: Status) -> Status {
        let tree = self.tree;
        let w = self.words;
        let lemma = tree.lemma[head].as_str();
        if tree.in_set(head, w.denial) {
            return Status::Denied;
        }
        if w.request_by_that.has(lemma) && !self.is_past(verb) {
            return Status::Requested;
        }
        if w.belief_and_hope.has(lemma) {
            return Status::Possible;
        }
        if matches!(head_status, Status::Conditional | Status::Denied) && tree.in_set(head, w.reporting) {
            return Status::Possible;
        }
        Status::Done
    }

    fn has_object_of_means(&self, verb: usize) -> bool {
        self.is_past(verb) && self.words.setting_out.has(&self.tree.lemma[verb])
    }
}
