//! Who a clause is about: its subject, followed through control, coordination, relative clauses and nouns for acts.

use legation_language::{Deprel, Upos, Xpos};

use super::{antecedent, is_capital, is_infinitive};
use crate::clause::Tree;

pub(super) const SUBJECTS: [Deprel; 2] = [Deprel::Nsubj, Deprel::NsubjOuter];

/// The subject that a clause is about, followed through control, coordination and relative clauses.
pub(crate) fn subject(tree: &Tree<'_>, verb: usize, depth: usize) -> Vec<usize> {
    if depth > 6 {
        return Vec::new();
    }
    if let Some(s) = nearest_subject(tree, verb).or_else(|| tree.first(verb, &[Deprel::NsubjPass])) {
        return vec![antecedent(tree, verb, s)];
    }
    let Some(head) = tree.head(verb) else { return Vec::new() };
    match tree.deprel(verb) {
        Deprel::Conj => {
            if matches!(tree.upos(head), Upos::Verb | Upos::Aux | Upos::Adj | Upos::Noun) {
                return subject(tree, head, depth + 1);
            }
        }
        Deprel::Xcomp => {
            // "called for Hamas to free": whoever stands before the infinitive is to do it.
            if is_infinitive(tree, verb)
                && tree.grammar.object_control.has(&tree.lemma[head])
                && tree.first(head, &[Deprel::Obj, Deprel::Iobj]).is_none()
                && !tree.is_passive(head)
                && let Some(asked) = asked_party(tree, head).filter(|&a| a < verb && a > head)
            {
                return vec![asked];
            }
            let control = tree.under(head, &[Deprel::Iobj, Deprel::Obj]).last();
            if let Some(object) = control
                && !tree.grammar.subject_control.has(&tree.lemma[head])
                && object < verb
            {
                return vec![object];
            }
            if tree.is_passive(head) {
                return tree
                    .first(head, &[Deprel::NsubjPass])
                    .map_or_else(|| subject(tree, head, depth + 1), |s| vec![antecedent(tree, head, s)]);
            }
            return subject(tree, head, depth + 1);
        }
        Deprel::Ccomp if tree.token(verb).xpos == Xpos::Vbn => {}
        // "called on Syria to leave", "urged Syria to leave" where the parser hung the infinitive beside.
        Deprel::Advcl if is_infinitive(tree, verb) && tree.grammar.object_control.has(&tree.lemma[head]) => {
            if let Some(asked) = asked_party(tree, head).filter(|&a| a < verb) {
                return vec![asked];
            }
            return subject(tree, head, depth + 1);
        }
        // "praised India for sheltering", "accused Rwanda of arming": who is praised or accused did it.
        Deprel::Advcl
            if tree.token(verb).xpos == Xpos::Vbg
                && tree
                    .under(verb, &[Deprel::Mark])
                    .any(|m| matches!(tree.lower[m].as_str(), "for" | "of" | "with" | "over" | "from")) =>
        {
            let undergoer = tree.first(head, &[Deprel::Obj, Deprel::Iobj]).filter(|&o| o < verb);
            let undergoer = undergoer
                .or_else(|| tree.first(head, &[Deprel::NsubjPass]).filter(|_| tree.is_passive(head)));
            return match undergoer {
                Some(o) => vec![antecedent(tree, head, o)],
                None => subject(tree, head, depth + 1),
            };
        }
        Deprel::Advcl | Deprel::AdvclRelcl | Deprel::Ccomp => return subject(tree, head, depth + 1),
        // A subject relative whose pronoun the parser hung elsewhere.
        Deprel::AclRelcl if tree.first(verb, &[Deprel::Obj]).is_some() || tree.is_passive(verb) => {
            return vec![head];
        }
        Deprel::Acl => {
            if is_infinitive(tree, verb)
                && let Some(above) = tree.head(head)
                && tree.grammar.object_control.has(&tree.lemma[above])
                && matches!(tree.deprel(head), Deprel::Obj | Deprel::Iobj | Deprel::Obl | Deprel::NsubjPass)
            {
                return vec![head];
            }
            if !is_infinitive(tree, verb) {
                // "signed decrees recognising": where the noun is nobody, its owner acts.
                let mut out = vec![head];
                if tree.token(verb).xpos == Xpos::Vbg {
                    out.extend(owner_of_noun(tree, head, depth + 1));
                }
                return out;
            }
            return owner_of_noun(tree, head, depth + 1);
        }
        _ => {}
    }
    loose_name_before(tree, verb).or_else(|| noun_right_before(tree, verb)).into_iter().collect()
}

/// The subject; of two that the parser found, the one after a comma ("Ceremony over, they signed"), but for two names, which may
/// be a list, and for what a quotation before the verb begins with.
fn nearest_subject(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let first = tree.first(verb, &SUBJECTS)?;
    let last = tree.under(verb, &SUBJECTS).filter(|&s| s < verb).last().unwrap_or(first);
    let comma = (first..last).any(|i| tree.lower[i] == ",");
    let clause = (first..last).any(|i| tree.upos(i) == Upos::Verb && !tree.dominates(first, i));
    let names = [first, last].iter().all(|&s| tree.upos(s) == Upos::Propn);
    Some(if comma && !clause && !names { last } else { first })
}

/// A name that stands before a finite verb without a preposition or a relation of its own: "In 2012 Chad, under pressure,
/// acknowledged".
fn loose_name_before(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    if !matches!(tree.token(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vbn) {
        return None;
    }
    let loose =
        [Deprel::Obl, Deprel::OblUnmarked, Deprel::NmodUnmarked, Deprel::Vocative, Deprel::Dislocated];
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    tree.under(verb, &loose)
        .filter(|&c| {
            c < verb
                && tree.upos(c) == Upos::Propn
                && tree.case(c).is_none()
                && !days.contains(&tree.lower[c].as_str())
                && tree.under(c, &[Deprel::NmodUnmarked, Deprel::Nummod]).next().is_none()
        })
        .last()
}

/// The noun phrase that ends where a finite verb begins: its subject, where the parser found it none.
fn noun_right_before(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    if !matches!(tree.token(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
        || tree.first(verb, &[Deprel::Mark]).is_some()
    {
        return None;
    }
    let mut at = verb.checked_sub(1)?;
    while matches!(tree.upos(at), Upos::Adv | Upos::Aux) {
        at = at.checked_sub(1)?;
    }
    if !matches!(tree.upos(at), Upos::Noun | Upos::Propn | Upos::Pron) {
        return None;
    }
    while let Some(head) = tree.head(at)
        && matches!(tree.deprel(at), Deprel::Flat | Deprel::Compound)
        && head < verb
    {
        at = head;
    }
    (tree.case(at).is_none() && !tree.dominates(at, verb)).then_some(at)
}

/// Who asks, where a pronoun is the object of what somebody else is asked to do: "urged Japan to recognise **it**".
pub(crate) fn asker_for(tree: &Tree<'_>, pronoun: usize) -> Option<usize> {
    if !matches!(tree.lower[pronoun].as_str(), "it" | "them" | "him" | "her")
        || tree.deprel(pronoun) != Deprel::Obj
    {
        return None;
    }
    let verb = tree.head(pronoun).filter(|&v| is_infinitive(tree, v))?;
    let asks = tree.head(verb).filter(|&v| tree.grammar.object_control.has(&tree.lemma[v]))?;
    asked_party(tree, asks)?;
    subject(tree, asks, 0).first().copied()
}

/// Who is asked: the object, or the noun under "on", "upon", "to", "for" or "with".
fn asked_party(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    tree.first(verb, &[Deprel::Obj, Deprel::Iobj, Deprel::NsubjPass]).or_else(|| {
        tree.under(verb, &[Deprel::Obl])
            .find(|&c| matches!(tree.case(c), Some("on" | "upon" | "to" | "for" | "with")))
    })
}

/// Whose a noun is, when an infinitive hangs on it: "Russia's decision to leave", "they made a decision to leave".
fn owner_of_noun(tree: &Tree<'_>, noun: usize, depth: usize) -> Vec<usize> {
    // "Sudan was the first government to recognise", "Costa Rica, one of the first nations to recognise".
    if tree.first(noun, &[Deprel::Cop]).is_some() {
        return subject(tree, noun, depth + 1);
    }
    if tree.deprel(noun) == Deprel::Appos
        && let Some(named) = tree.head(noun)
    {
        return vec![named];
    }
    if let Some(p) = tree.first(noun, &[Deprel::NmodPoss]) {
        return vec![p];
    }
    for c in tree.under(noun, &[Deprel::Nmod]) {
        if matches!(tree.case(c), Some("by" | "of" | "from")) {
            return vec![c];
        }
    }
    if let Some(c) = tree
        .under(noun, &[Deprel::Amod, Deprel::Compound])
        .find(|&c| tree.upos(c) == Upos::Propn || is_capital(tree, c))
    {
        return vec![c];
    }
    match tree.head(noun) {
        Some(h) if matches!(tree.deprel(noun), Deprel::Obj | Deprel::Obl | Deprel::Xcomp) => {
            subject(tree, h, depth)
        }
        _ => Vec::new(),
    }
}
