//! What a clause's own words say of it.

use legation_core::Status;
use legation_language::{Deprel, Upos, Xpos};

use super::StatusReader;

impl StatusReader<'_> {
    /// What a clause's own negation, auxiliaries, conjunctions and adverbs say of it.
    pub(super) fn own(&self, verb: usize) -> Option<Status> {
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

    /// A main clause.
    pub(super) fn root(&self, verb: usize) -> Status {
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

    pub(super) fn is_past(&self, verb: usize) -> bool {
        let tree = self.tree;
        matches!(tree.token(verb).xpos, Xpos::Vbd)
            || tree
                .under(verb, &[Deprel::Aux, Deprel::AuxPass])
                .any(|a| matches!(tree.lower[a].as_str(), "had" | "has" | "have" | "was" | "were" | "did"))
    }
}
