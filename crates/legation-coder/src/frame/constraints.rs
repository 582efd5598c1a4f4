//! Whether the arguments of a predicate, and the words around it, are what a frame wants.

use legation_language::{Deprel, Upos};
use legation_lexicon::data::{Filler, Frame, Step};

use super::Matcher;
use crate::predicate::{self, Form, Predicate};

impl Matcher<'_> {
    /// How many constraints of a frame hold, beside its words; `None` where one does not.
    pub(super) fn constraints(&self, frame: &Frame, p: &Predicate, words: &[usize]) -> Option<usize> {
        let mut constraints = words.len() - 1;
        for (step, fillers) in &frame.arguments {
            if p.form != Form::Verb && *step == Step::Object && p.object.is_empty() {
                // A nominal may leave its object out only where the noun phrase is the object already.
                return None;
            }
            if !self.holds(p, step, fillers) {
                return None;
            }
            let loose = |f: &Filler| matches!(f, Filler::Any | Filler::Actor | Filler::Absent);
            constraints += if fillers.iter().all(loose) { 1 } else { 2 };
        }
        if !frame.near.is_empty() {
            let scope = self.scope(p);
            if !scope.iter().any(|&i| !words.contains(&i) && self.tree.filled(i, &frame.near, self.lexicon)) {
                return None;
            }
            constraints += 2;
        }
        if !frame.unless.is_empty() {
            let scope = self.own_scope(p);
            if scope.iter().any(|&i| !words.contains(&i) && self.tree.filled(i, &frame.unless, self.lexicon))
            {
                return None;
            }
        }
        Some(constraints)
    }

    /// The words among which `near` and `unless` look: the clause, with the light verb's where there is one.
    fn scope(&self, p: &Predicate) -> Vec<usize> {
        self.tree.clause(if p.form == Form::Adjective { p.word } else { p.anchor })
    }

    /// The same without what adverbial and relative clauses tell besides: "withdrew its envoy, **saying in a statement that ..**".
    fn own_scope(&self, p: &Predicate) -> Vec<usize> {
        let tree = self.tree;
        let mut words = self.scope(p);
        let aside = |c: usize| {
            tree.upos(c) == Upos::Verb
                && matches!(tree.deprel(c), Deprel::Advcl | Deprel::AclRelcl)
                && !predicate::is_infinitive(tree, c)
        };
        let top = if p.form == Form::Adjective { p.word } else { p.anchor };
        words.retain(|&w| {
            let mut at = w;
            while at != top {
                if aside(at) {
                    return false;
                }
                match tree.head(at) {
                    Some(h) => at = h,
                    None => break,
                }
            }
            true
        });
        words
    }

    pub(super) fn arguments(&self, p: &Predicate, step: &Step) -> Vec<usize> {
        match step {
            Step::Agent => p.agent.clone(),
            Step::Object => p.object.clone(),
            Step::Indirect => p.indirect.clone(),
            Step::Complement => p.complement.clone(),
            Step::Preposition(prep) => p
                .obliques
                .iter()
                .filter(|(c, n)| c == prep && !p.agent.contains(n))
                .map(|(_, n)| *n)
                .collect(),
            _ => Vec::new(),
        }
    }

    fn holds(&self, p: &Predicate, step: &Step, fillers: &[Filler]) -> bool {
        let mut heads = self.arguments(p, step);
        // A preposition's noun may hang on the object: "presented his credentials to the president".
        if heads.is_empty()
            && let Step::Preposition(prep) = step
        {
            for &o in &p.object {
                heads
                    .extend(self.tree.under(o, &[Deprel::Nmod]).filter(|&c| self.tree.case(c) == Some(prep)));
            }
        }
        if fillers.iter().any(|f| matches!(f, Filler::NotWord(_) | Filler::NotClass(_))) {
            return !heads.is_empty() && !self.any_filled(&heads, fillers);
        }
        if fillers.contains(&Filler::Absent) {
            return heads.is_empty() || self.any_filled(&heads, fillers);
        }
        if *step == Step::Complement && !heads.is_empty() {
            return heads.iter().any(|&h| {
                fillers.contains(&Filler::Any)
                    || self.tree.conjuncts(h).iter().any(|&c| self.tree.filled(c, fillers, self.lexicon))
            });
        }
        !heads.is_empty() && self.any_filled(&heads, fillers)
    }

    fn any_filled(&self, heads: &[usize], fillers: &[Filler]) -> bool {
        heads.iter().any(|&h| {
            let mut all = self.tree.conjuncts(h);
            // "a number of diplomats", "the post of ambassador", "a group of envoys".
            for c in self.tree.conjuncts(h) {
                // "expelled Ambassador Goldberg": the title is what he is.
                if self.tree.upos(c) == Upos::Propn {
                    all.extend(self.tree.under(c, &[Deprel::NmodDesc, Deprel::Appos]));
                }
                let partitive = matches!(self.tree.upos(c), Upos::Num | Upos::Det | Upos::Pron | Upos::Adj)
                    || self.tree.grammar.partitive.has(&self.tree.lemma[c]);
                if partitive {
                    all.extend(
                        self.tree.under(c, &[Deprel::Nmod]).filter(|&n| self.tree.case(n) == Some("of")),
                    );
                }
            }
            all.iter().any(|&i| {
                self.tree.filled(i, fillers, self.lexicon)
                    || self.nouns.get(&i).is_some_and(|&(sentence, noun)| {
                        self.trees[sentence].as_ref().is_some_and(|t| t.filled(noun, fillers, self.lexicon))
                    })
                    || fillers.contains(&Filler::Actor)
                        && (self.mentions.actor(i).is_some()
                            || self.links.contains_key(&i)
                            || matches!(self.tree.deprel(i), Deprel::Amod | Deprel::Compound)
                                && self.mentions.owner_mention(i).is_some())
            })
        })
    }
}

/// Whose act a noun tells that has no possessor: the parties "between" whom it is, or else whatever is under "of".
pub(super) fn find_nominal_agent(p: &mut Predicate, frame: &Frame) {
    // "between A and B" are the parties of what both do.
    let between: Vec<usize> =
        p.obliques.iter().filter(|(c, _)| c == "between" || c == "among").map(|(_, n)| *n).collect();
    if p.agent.is_empty() && !between.is_empty() {
        p.agent = between;
    }
    let takes_object = frame.arguments.iter().any(|(s, _)| *s == Step::Object);
    // "the bombing of a church": what the verb does to its object, the noun does to what is under "of".
    let does_to = !frame.verbs.is_empty()
        && !frame.symmetric
        && frame.recipient.first().is_some_and(|r| r.as_slice() == [Step::Object]);
    if p.agent.is_empty() && !takes_object && !does_to {
        p.agent = p.of.clone();
        p.object.retain(|o| !p.of.contains(o));
    }
}
