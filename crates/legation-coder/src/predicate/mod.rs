//! Every predicate in one normal form, whatever the grammar: agent, object, nouns under prepositions, complement.
//!
//! `verb` makes it of verbs, active and passive; `nominal` of nouns, with the light verbs over them; this file of adjectives and
//! of "be". `subject` finds who a clause is about where its own words leave that to the grammar around it.

mod nominal;
mod subject;
mod verb;

use legation_language::{Deprel, Xpos};

use crate::clause::Tree;

pub(crate) use nominal::noun;
pub(crate) use subject::{asker_for, subject};
pub(crate) use verb::verb;

/// The form in which a predicate stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Verb,
    Noun,
    Adjective,
}

/// A predicate with its arguments, each a list of word indices (heads of phrases, before coordination is spread).
#[derive(Debug, Clone)]
pub(crate) struct Predicate {
    /// The word.
    pub(crate) word: usize,
    pub(crate) form: Form,
    /// The verb from which tense, negation and the like are read: the word itself, its light verb, its copula's host.
    pub(crate) anchor: usize,
    pub(crate) agent: Vec<usize>,
    pub(crate) object: Vec<usize>,
    pub(crate) indirect: Vec<usize>,
    /// Preposition and noun, nearest attachments first.
    pub(crate) obliques: Vec<(String, usize)>,
    pub(crate) complement: Vec<usize>,
    /// The noun under "of", for nominals whose agent it may be.
    pub(crate) of: Vec<usize>,
    pub(crate) passive: bool,
}

/// The normal form of "be" where its predicate is a noun under a preposition: "is in Ankara for talks".
pub(crate) fn being(tree: &Tree<'_>, word: usize) -> Option<Predicate> {
    let cop = tree.first(word, &[Deprel::Cop])?;
    let case = tree.case(word)?.to_owned();
    let mut p = Predicate {
        word: cop,
        form: Form::Verb,
        anchor: word,
        agent: subject(tree, word, 0),
        object: Vec::new(),
        indirect: Vec::new(),
        obliques: vec![(case, word)],
        complement: tree.under(word, &[Deprel::Xcomp, Deprel::Ccomp, Deprel::Advcl]).collect(),
        of: Vec::new(),
        passive: false,
    };
    obliques(tree, word, &mut p.obliques);
    Some(p)
}

/// The normal form of a predicate adjective ("is critical of").
pub(crate) fn adjective(tree: &Tree<'_>, word: usize) -> Predicate {
    let mut p = Predicate {
        word,
        form: Form::Adjective,
        anchor: word,
        agent: subject(tree, word, 0),
        object: Vec::new(),
        indirect: Vec::new(),
        obliques: Vec::new(),
        complement: tree.under(word, &[Deprel::Xcomp, Deprel::Ccomp, Deprel::Advcl]).collect(),
        of: Vec::new(),
        passive: false,
    };
    if p.agent.is_empty()
        && matches!(tree.deprel(word), Deprel::Amod | Deprel::Acl)
        && let Some(h) = tree.head(word)
    {
        p.agent.push(h);
    }
    obliques(tree, word, &mut p.obliques);
    p.object = p.obliques.iter().filter(|(c, _)| c == "of").map(|(_, n)| *n).collect();
    p
}

/// Nouns under prepositions below a verb or noun.
fn obliques(tree: &Tree<'_>, word: usize, out: &mut Vec<(String, usize)>) {
    for c in tree.under(word, &[Deprel::Obl, Deprel::Nmod, Deprel::OblAgent]) {
        if let Some(case) = tree.case(c) {
            let case = case.to_owned();
            if !out.iter().any(|(p, n)| *n == c && *p == case) {
                out.push((case, antecedent(tree, word, c)));
            }
        }
    }
    for c in tree.under(word, &[Deprel::Advcl]) {
        // "by expelling", "without recognising": the gerund stands as the preposition's noun.
        if let Some(mark) = tree.first(c, &[Deprel::Mark])
            && tree.token(c).xpos == Xpos::Vbg
        {
            out.push((tree.lemma[mark].clone(), c));
        }
    }
}

/// A relative pronoun's noun; any other word is itself.
pub(crate) fn antecedent(tree: &Tree<'_>, verb: usize, argument: usize) -> usize {
    if !matches!(tree.lower[argument].as_str(), "who" | "whom" | "which" | "that") {
        return argument;
    }
    let mut clause = verb;
    for _ in 0..4 {
        match (tree.deprel(clause), tree.head(clause)) {
            (Deprel::AclRelcl | Deprel::Acl, Some(noun)) => return noun,
            (Deprel::Xcomp | Deprel::Ccomp | Deprel::Conj | Deprel::Advcl, Some(above)) => clause = above,
            _ => return argument,
        }
    }
    argument
}

/// Whether a verb is an infinitive with "to".
pub(crate) fn is_infinitive(tree: &Tree<'_>, verb: usize) -> bool {
    tree.under(verb, &[Deprel::Mark]).any(|m| tree.lower[m] == "to")
}

fn is_capital(tree: &Tree<'_>, i: usize) -> bool {
    tree.token(i).form.chars().next().is_some_and(char::is_uppercase)
}
