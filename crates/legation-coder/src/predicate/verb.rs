//! The normal form of a verb.

use legation_language::{Deprel, Upos};

use super::subject::{SUBJECTS, subject};
use super::{Form, Predicate, antecedent, is_infinitive, obliques};
use crate::clause::Tree;

/// The normal form of a verb.
pub(crate) fn verb(tree: &Tree<'_>, word: usize) -> Predicate {
    let passive = tree.is_passive(word);
    let mut p = Predicate {
        word,
        form: Form::Verb,
        anchor: word,
        agent: Vec::new(),
        object: Vec::new(),
        indirect: Vec::new(),
        obliques: Vec::new(),
        complement: Vec::new(),
        of: Vec::new(),
        passive,
    };
    obliques(tree, word, &mut p.obliques);
    if passive {
        p.object = subject(tree, word, 0);
        p.agent = tree
            .under(word, &[Deprel::OblAgent, Deprel::Obl])
            .filter(|&c| tree.case(c) == Some("by"))
            .take(1)
            .collect();
        if p.agent.is_empty()
            && tree.deprel(word) == Deprel::Conj
            && let Some(h) = tree.head(word)
        {
            p.agent = tree.under(h, &[Deprel::OblAgent]).take(1).collect();
        }
        if p.agent.is_empty() {
            p.agent = doer_below(tree, word).into_iter().collect();
        }
        // "was handed a note", "were given 48 hours": the second object stays.
        p.indirect = tree.under(word, &[Deprel::Obj]).collect();
    } else {
        p.agent = subject(tree, word, 0);
        p.object = tree.under(word, &[Deprel::Obj]).map(|o| antecedent(tree, word, o)).collect();
        // "Israel's killing of the commander": a gerund with the arguments of a noun.
        let owner = tree.first(word, &[Deprel::NmodPoss]);
        if owner.is_some() || tree.first(word, &[Deprel::Det]).is_some() {
            if let Some(owner) = owner {
                p.agent = vec![owner];
            }
            if p.object.is_empty() {
                p.object = p.obliques.iter().filter(|(c, _)| c == "of").map(|(_, n)| *n).collect();
            }
        }
        p.indirect = tree.under(word, &[Deprel::Iobj]).map(|o| antecedent(tree, word, o)).collect();
        if p.object.is_empty() {
            // An indirect object alone is the object: "urged the authorities to reform".
            p.object = std::mem::take(&mut p.indirect);
        }
        if p.object.is_empty() {
            p.object = shared_object(tree, word);
        }
    }
    if p.object.is_empty() && !passive {
        // "named a former minister as its ambassador": the noun that the parser took for a predicate.
        p.object = tree
            .under(word, &[Deprel::Xcomp])
            .filter(|&c| c > word && matches!(tree.upos(c), Upos::Noun | Upos::Propn))
            .filter(|_| tree.grammar.naming.has(&tree.lemma[word]))
            .collect();
    }
    p.complement = tree.under(word, &[Deprel::Xcomp, Deprel::Ccomp]).collect();
    if p.complement.is_empty() && tree.grammar.object_control.has(&tree.lemma[word]) {
        let beside = tree.under(word, &[Deprel::Advcl]);
        let below = p.object.iter().chain(p.obliques.iter().map(|(_, n)| n)).copied();
        let below: Vec<usize> = below.flat_map(|o| tree.under(o, &[Deprel::Acl])).collect();
        p.complement = beside.chain(below).filter(|&c| is_infinitive(tree, c)).take(1).collect();
    }
    if p.complement.is_empty() && tree.grammar.takes_infinitive.has(&tree.lemma[word]) {
        p.complement =
            tree.under(word, &[Deprel::Advcl]).filter(|&c| is_infinitive(tree, c)).take(1).collect();
    }
    // Quoted speech that the parser made the main clause: "..., the ministry said".
    if p.complement.is_empty()
        && tree.deprel(word) == Deprel::Parataxis
        && let Some(h) = tree.head(word)
    {
        p.complement.push(h);
    }
    p
}

/// The last noun under "by" in what a passive verb governs, its clauses apart: "was placed under sanctions by the council".
fn doer_below(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    // "was summoned after a visit by the president": who did something else, or at another time, is not meant.
    let same_act = |&w: &usize| {
        !matches!(tree.case(w), Some("after" | "before" | "during" | "following" | "amid" | "over"))
    };
    let mut words: Vec<usize> =
        tree.under(verb, &[Deprel::Obl, Deprel::Obj, Deprel::Xcomp]).filter(same_act).collect();
    let mut at = 0;
    while at < words.len() {
        words.extend(tree.under(words[at], &[Deprel::Nmod, Deprel::Obl, Deprel::OblAgent, Deprel::Conj]));
        at += 1;
    }
    words.into_iter().filter(|&w| w > verb && tree.upos(w) != Upos::Verb && tree.case(w) == Some("by")).max()
}

/// An object that a verb shares with its neighbour in a coordination, or that its relative clause modifies.
fn shared_object(tree: &Tree<'_>, word: usize) -> Vec<usize> {
    if tree.deprel(word) == Deprel::AclRelcl
        && let Some(noun) = tree.head(word)
    {
        let own_subject = tree.first(word, &SUBJECTS);
        let subject_is_relative = own_subject.is_some_and(|s| antecedent(tree, word, s) != s);
        let stranded = tree.under(word, &[Deprel::Obl]).any(|c| antecedent(tree, word, c) != c);
        if own_subject.is_some() && !subject_is_relative && !stranded {
            return vec![noun];
        }
    }
    // "seized and burned the boats": the object hangs on one of the two.
    for c in tree.under(word, &[Deprel::Conj]) {
        if tree.upos(c) == Upos::Verb
            && c == word + 2
            && let Some(o) = tree.first(c, &[Deprel::Obj])
        {
            return vec![o];
        }
    }
    if tree.deprel(word) == Deprel::Conj
        && let Some(h) = tree.head(word)
        && tree.upos(h) == Upos::Verb
        && let Some(o) = tree.first(h, &[Deprel::Obj])
        && o > word
    {
        return vec![o];
    }
    Vec::new()
}
