//! The normal form of a noun for an act: with its possessor, its prepositions and the verb that carries it.

use legation_language::{Deprel, Upos};

use super::subject::subject;
use super::{Form, Predicate, is_capital, obliques};
use crate::clause::Tree;

/// The normal form of a nominal predicate.
pub(crate) fn noun(tree: &Tree<'_>, word: usize) -> Predicate {
    let words = tree.grammar;
    let mut p = Predicate {
        word,
        form: Form::Noun,
        anchor: word,
        agent: Vec::new(),
        object: Vec::new(),
        indirect: Vec::new(),
        obliques: Vec::new(),
        complement: Vec::new(),
        of: Vec::new(),
        passive: false,
    };
    obliques(tree, word, &mut p.obliques);
    p.complement = tree.under(word, &[Deprel::Acl, Deprel::Xcomp, Deprel::Ccomp]).collect();
    // "the accusation that Britain had planted": "that" has no part in the clause.
    p.complement.extend(
        tree.under(word, &[Deprel::AclRelcl])
            .filter(|&c| tree.under(c, &[Deprel::Mark]).any(|m| tree.lower[m] == "that")),
    );
    p.of = p.obliques.iter().filter(|(c, _)| c == "of").map(|(_, n)| *n).collect();
    let mut by: Vec<usize> = p.obliques.iter().filter(|(c, _)| c == "by").map(|(_, n)| *n).collect();
    if by.is_empty() {
        // "the expulsion of two consuls by Burundi": the parser may hang the doer on what is done to.
        for &o in &p.of {
            by.extend(tree.under(o, &[Deprel::Nmod]).filter(|&c| tree.case(c) == Some("by")));
        }
    }
    let poss: Vec<usize> = tree.under(word, &[Deprel::NmodPoss]).collect();
    let modifiers: Vec<usize> = tree
        .under(word, &[Deprel::Amod, Deprel::Compound])
        .filter(|&c| tree.upos(c) == Upos::Propn || is_capital(tree, c))
        .collect();
    let compounds: Vec<usize> =
        tree.under(word, &[Deprel::Compound]).filter(|&c| !modifiers.contains(&c)).collect();
    p.object = p.of.clone();
    if p.of.is_empty() {
        p.object.extend(&compounds);
    }
    // "its expulsion by Norway": with an agent of its own, the possessor undergoes.
    if by.is_empty() {
        p.agent = if poss.is_empty() { modifiers } else { poss };
    } else {
        p.agent = by;
        if p.of.is_empty() {
            p.object.extend(poss);
            p.object.extend(modifiers);
        }
    }
    let Some(head) = tree.head(word) else { return p };
    let lemma = &tree.lemma[head];
    let verbal = tree.upos(head) == Upos::Verb;
    let as_object = matches!(tree.deprel(word), Deprel::Obj) || (tree.deprel(word) == Deprel::NsubjPass);
    if verbal && as_object {
        let carries = (words.light.has(lemma) || words.decision.has(lemma) || words.sponsoring.has(lemma))
            && !words.undergoing.has(lemma);
        if carries {
            if words.light.has(lemma) {
                p.anchor = head;
            }
            if p.agent.is_empty() {
                p.agent = if tree.deprel(word) == Deprel::NsubjPass {
                    tree.under(head, &[Deprel::OblAgent, Deprel::Obl])
                        .filter(|&c| tree.case(c) == Some("by"))
                        .take(1)
                        .collect()
                } else {
                    subject(tree, head, 0)
                };
            }
            obliques(tree, head, &mut p.obliques);
            p.indirect.extend(tree.under(head, &[Deprel::Iobj]));
        }
    } else if verbal && tree.deprel(word) == Deprel::Nsubj && words.occurrence.has(lemma) {
        obliques(tree, head, &mut p.obliques);
        if words.harm.has(lemma) && p.object.is_empty() {
            p.object.extend(tree.under(head, &[Deprel::Obj]));
        }
        if !words.left_open.has(lemma) {
            p.anchor = head;
        }
    } else if verbal && tree.deprel(word) == Deprel::Obl && lemma == "engage" && tree.case(word) == Some("in")
    {
        p.anchor = head;
        if p.agent.is_empty() {
            p.agent = subject(tree, head, 0);
        }
        obliques(tree, head, &mut p.obliques);
    } else if tree.first(word, &[Deprel::Cop]).is_some() && p.agent.is_empty() {
        // "Norway is a signatory to", "was host to": the subject of the copula does it.
        p.agent = subject(tree, word, 0);
    } else if verbal
        && p.agent.is_empty()
        && tree.deprel(word) == Deprel::Obl
        && (words.occasion.has(&tree.lemma[word])
            && matches!(
                tree.case(word),
                Some(
                    "on" | "during"
                        | "after"
                        | "before"
                        | "following"
                        | "at"
                        | "in"
                        | "upon"
                        | "since"
                        | "for"
                )
            )
            || tree.case(word) == Some("in") && (words.cause.has(&tree.lemma[word]) || is_shared(tree, word)))
    {
        // "During a visit to Nairobi the minister promised", "marched in support of", "urged Minsk in a joint statement": who is
        // there, or does it, is the subject.
        p.agent = subject(tree, head, 0);
        p.object.clone_from(&p.of);
    } else if matches!(tree.deprel(word), Deprel::Conj)
        && p.agent.is_empty()
        && tree.upos(head) == Upos::Noun
        && p.of.is_empty()
    {
        p.agent = tree.under(head, &[Deprel::NmodPoss]).collect();
    }
    p
}

/// Whether the noun is said to be of several: "a joint statement", "a common letter".
fn is_shared(tree: &Tree<'_>, noun: usize) -> bool {
    tree.under(noun, &[Deprel::Amod]).any(|a| tree.grammar.shared.has(&tree.lemma[a]))
}
