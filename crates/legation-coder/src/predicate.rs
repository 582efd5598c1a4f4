//! Every predicate in one normal form, whatever the grammar: agent, object, nouns under prepositions, complement.

use legation_language::{Deprel, Upos, Xpos};

use crate::clause::Tree;

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

const SUBJECTS: [Deprel; 2] = [Deprel::Nsubj, Deprel::NsubjOuter];

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

/// Whether a verb is an infinitive with "to".
pub(crate) fn is_infinitive(tree: &Tree<'_>, verb: usize) -> bool {
    tree.under(verb, &[Deprel::Mark]).any(|m| tree.lower[m] == "to")
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

fn is_capital(tree: &Tree<'_>, i: usize) -> bool {
    tree.token(i).form.chars().next().is_some_and(char::is_uppercase)
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
