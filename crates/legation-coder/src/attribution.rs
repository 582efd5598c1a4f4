//! Says who: the chain of speakers over a predicate, innermost first.

use legation_language::{Deprel, Upos, Xpos};

use crate::clause::Tree;
use crate::mention::Mention;
use crate::predicate;
use crate::status::StatusWords;

/// One speaker: the words of who says it, and the reporting words, both as word ranges (inclusive).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Saying {
    /// Head of the phrase that names the speaker.
    pub(crate) head: usize,
    /// First and last word of the phrase.
    pub(crate) who: (usize, usize),
    /// The reporting words.
    pub(crate) verb: (usize, usize),
    /// Who that is, where it is somebody with a name of his own.
    pub(crate) named: Option<Mention>,
}

/// The chain of speakers over the predicate at `word`.
pub(crate) fn chain(tree: &Tree<'_>, word: usize, words: &StatusWords<'_>) -> Vec<Saying> {
    let reporting = words.reporting;
    let mut out: Vec<Saying> = Vec::new();
    if claims_responsibility(tree, word, words) {
        push_speaker(tree, word, words, &mut out);
    }
    let mut at = word;
    for _ in 0..tree.len() {
        according(tree, at, words, &mut out);
        standpoint(tree, at, words, &mut out);
        // A side clause of reporting: "..., the ministry said", "as the daily put it".
        for c in tree.under(at, &[Deprel::Parataxis, Deprel::Advcl, Deprel::Conj]) {
            if is_side_clause(tree, c, words) {
                push_speaker(tree, c, words, &mut out);
            }
        }
        let Some(head) = tree.head(at) else { break };
        let reports = tree.upos(head) == Upos::Verb && reporting.has(&tree.lemma[head]);
        if is_quoted_as(tree, at, words) {
            // "quoted him as saying that": whoever said it is in the chain already.
            push_quoter(tree, head, words, &mut out);
        }
        match tree.deprel(at) {
            // "The severance was announced by the minister".
            Deprel::NsubjPass if reports => push_speaker(tree, head, words, &mut out),
            Deprel::Acl | Deprel::AclRelcl | Deprel::Ccomp if telling(tree, at, words).is_some() => {
                if let Some(verb) = telling(tree, at, words) {
                    push_speaker(tree, verb, words, &mut out);
                }
            }
            // A quotation that the parser took for a side clause of what follows it.
            Deprel::Advcl if reports && at < head && is_full_clause(tree, at) => {
                push_speaker(tree, head, words, &mut out);
            }
            Deprel::Ccomp | Deprel::Xcomp | Deprel::Parataxis if reports => {
                let infinitive = tree.under(at, &[Deprel::Mark]).any(|m| tree.lower[m] == "to");
                if tree.is_passive(head)
                    && agent_of(tree, head).is_none()
                    && !words.quoting.has(&tree.lemma[head])
                {
                    // "was reported to have": nobody is named.
                } else if !(infinitive && tree.deprel(at) == Deprel::Xcomp) {
                    push_speaker(tree, head, words, &mut out);
                }
            }
            // "a report that Iran had ...", "his claim that ...".
            Deprel::Acl | Deprel::Ccomp | Deprel::AclRelcl
                if tree.upos(head) == Upos::Noun
                    && words.nouns_of_reporting.has(&tree.lemma[head])
                    && (tree.deprel(at) != Deprel::AclRelcl || has_that(tree, at)) =>
            {
                if let Some(owner) = maker(tree, head) {
                    add(tree, owner, (head, head), words, &mut out);
                }
                // "dismissed as fantasy reports that": whoever speaks of the report speaks of what it says.
                let over = tree.head(head).filter(|&v| {
                    matches!(tree.deprel(head), Deprel::Obj | Deprel::Obl | Deprel::Xcomp)
                        && tree.upos(v) == Upos::Verb
                        && reporting.has(&tree.lemma[v])
                        && !tree.is_passive(v)
                });
                if let Some(verb) = over {
                    push_speaker(tree, verb, words, &mut out);
                }
            }
            _ => {}
        }
        at = head;
    }
    if out.is_empty() {
        beside(tree, word, words, &mut out);
    }
    if out.is_empty() {
        trailing(tree, word, words, &mut out);
    }
    out
}

/// The verb of telling whose content the clause is, though the parser hung it on whom it was told ("told the jury that he had") or
/// on what is said of him ("told the paper, which had the story first, that").
fn telling(tree: &Tree<'_>, clause: usize, words: &StatusWords<'_>) -> Option<usize> {
    let head = tree.head(clause).filter(|_| has_that(tree, clause))?;
    let told = match tree.deprel(head) {
        Deprel::AclRelcl if !words.reporting.has(&tree.lemma[head]) => tree.head(head)?,
        _ => head,
    };
    let verb = tree.head(told)?;
    let is_told = matches!(tree.deprel(told), Deprel::Obj | Deprel::Iobj)
        && !words.nouns_of_reporting.has(&tree.lemma[told])
        && words.telling.has(&tree.lemma[verb]);
    is_told.then_some(verb)
}

fn has_that(tree: &Tree<'_>, clause: usize) -> bool {
    tree.under(clause, &[Deprel::Mark]).any(|m| tree.lower[m] == "that")
}

/// A finite clause with a subject of its own that nothing subordinates.
fn is_full_clause(tree: &Tree<'_>, verb: usize) -> bool {
    tree.token(verb).xpos != Xpos::Vbg
        && tree.first(verb, &[Deprel::Mark]).is_none()
        && tree.first(verb, &[Deprel::Nsubj, Deprel::NsubjPass]).is_some()
        && !tree.under(verb, &[Deprel::Advmod]).any(|a| tree.token(a).xpos == Xpos::Wrb)
}

/// Whose a report is: "his claim", "a report by the ministry", "a Reuters report".
fn maker(tree: &Tree<'_>, noun: usize) -> Option<usize> {
    tree.under(noun, &[Deprel::NmodPoss])
        .next()
        .or_else(|| {
            tree.under(noun, &[Deprel::Nmod])
                .find(|&c| matches!(tree.case(c), Some("by" | "from" | "in" | "of")))
        })
        .or_else(|| {
            tree.under(noun, &[Deprel::Amod, Deprel::Compound]).find(|&c| tree.upos(c) == Upos::Propn)
        })
}

/// "claimed responsibility for the blast": who says that he did it is the source of it.
fn claims_responsibility(tree: &Tree<'_>, verb: usize, words: &StatusWords<'_>) -> bool {
    tree.upos(verb) == Upos::Verb
        && words.reporting.has(&tree.lemma[verb])
        && tree
            .under(verb, &[Deprel::Obj, Deprel::NsubjPass])
            .any(|c| words.responsibility.has(&tree.lemma[c]))
}

/// Whether a clause that hangs on another says who says that other one: "the ministry said", "as the daily put it", "or so an
/// editorial would have it", "if the press is to be believed".
fn is_side_clause(tree: &Tree<'_>, clause: usize, words: &StatusWords<'_>) -> bool {
    let mark = |w: &str| tree.under(clause, &[Deprel::Mark, Deprel::Case]).any(|m| tree.lower[m] == w);
    let says = words.reporting.has(&tree.lemma[clause])
        && tree.first(clause, &[Deprel::Ccomp, Deprel::Xcomp]).is_none();
    let puts_it = words.putting.has(&tree.lemma[clause])
        && tree.under(clause, &[Deprel::Obj]).any(|o| tree.lower[o] == "it");
    match tree.deprel(clause) {
        Deprel::Parataxis => says,
        Deprel::Advcl if mark("as") => says || puts_it,
        Deprel::Advcl => mark("if") && tree.is_passive(clause) && words.believing.has(&tree.lemma[clause]),
        _ => puts_it && tree.under(clause, &[Deprel::Advmod]).any(|a| tree.lower[a] == "so"),
    }
}

/// "in the words of the president", "in Moscow's view".
fn standpoint(tree: &Tree<'_>, at: usize, words: &StatusWords<'_>, out: &mut Vec<Saying>) {
    for noun in tree.under(at, &[Deprel::Obl, Deprel::Nmod]) {
        if !words.standpoint.has(&tree.lemma[noun]) || !matches!(tree.case(noun), Some("in" | "by")) {
            continue;
        }
        let owner = tree
            .under(noun, &[Deprel::NmodPoss])
            .next()
            .or_else(|| tree.under(noun, &[Deprel::Nmod]).find(|&c| tree.case(c) == Some("of")));
        if let Some(owner) = owner {
            add(tree, owner, (noun, noun), words, out);
        }
    }
}

/// Whether the clause is what somebody is quoted as: "(quoted him) as saying".
fn is_quoted_as(tree: &Tree<'_>, clause: usize, words: &StatusWords<'_>) -> bool {
    tree.token(clause).xpos == Xpos::Vbg
        && tree.under(clause, &[Deprel::Mark, Deprel::Case]).any(|m| tree.lower[m] == "as")
        && tree.head(clause).is_some_and(|h| tree.upos(h) == Upos::Verb && words.quoting.has(&tree.lemma[h]))
}

/// Who quotes: the subject of "quoted him as saying", the agent of "was quoted as saying".
fn push_quoter(tree: &Tree<'_>, verb: usize, words: &StatusWords<'_>, out: &mut Vec<Saying>) {
    let quoter = if tree.is_passive(verb) {
        agent_of(tree, verb).or_else(|| {
            tree.under(verb, &[Deprel::Advcl, Deprel::Xcomp, Deprel::Obl])
                .filter(|&c| is_quoted_as(tree, c, words))
                .find_map(|c| agent_of(tree, c))
        })
    } else {
        predicate::subject(tree, verb, 0).first().copied()
    };
    if let Some(quoter) = quoter {
        add(tree, quoter, (verb, verb), words, out);
    }
}

fn agent_of(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    tree.under(verb, &[Deprel::OblAgent, Deprel::Obl]).find(|&c| tree.case(c) == Some("by"))
}

/// A saying that stands beside the words it reports where the tree does not show it: '"They fired," shouted a student', and,
/// between commas, "the navy, fishermen complained, had rammed".
fn beside(tree: &Tree<'_>, word: usize, words: &StatusWords<'_>, out: &mut Vec<Saying>) {
    for verb in (1..tree.len()).filter(|&v| v != word && is_finite_report(tree, v, words)) {
        if verb > word
            && let Some(speaker) = after_quotation(tree, verb)
        {
            add(tree, speaker, (verb, verb), words, out);
            return;
        }
        if verb < word
            && tree.lower.get(verb + 1).is_some_and(|w| w == ",")
            && !tree.under(verb, &[Deprel::Obj]).any(|c| c > verb)
            && let Some(speaker) = between_commas(tree, 0, verb)
        {
            add(tree, speaker, (verb, verb), words, out);
            return;
        }
    }
}

fn is_finite_report(tree: &Tree<'_>, verb: usize, words: &StatusWords<'_>) -> bool {
    tree.upos(verb) == Upos::Verb
        && matches!(tree.token(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vbn)
        && words.reporting.has(&tree.lemma[verb])
        && !tree.is_passive(verb)
}

/// The noun phrase right after a verb that a quotation stands before.
fn after_quotation(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let closes = verb > 1
        && matches!(tree.lower[verb - 1].as_str(), "\"" | "”" | "''" | "’" | "'")
        && matches!(tree.lower[verb - 2].as_str(), "," | "!" | "?" | "." | "…");
    if !closes {
        return None;
    }
    tree.children(verb).iter().copied().find(|&c| {
        matches!(tree.upos(c), Upos::Noun | Upos::Propn | Upos::Pron)
            && tree.case(c).is_none()
            && phrase(tree, c).0 == verb + 1
    })
}

/// The subject that runs from the verb back to the comma before it.
fn between_commas(tree: &Tree<'_>, from: usize, verb: usize) -> Option<usize> {
    let comma = (from..verb).rev().find(|&i| tree.lower[i] == ",")?;
    let relative = |i: usize| matches!(tree.token(i).xpos, Xpos::Wp | Xpos::Wdt);
    let plain = (comma + 1..verb).all(|i| !matches!(tree.upos(i), Upos::Verb | Upos::Sconj) && !relative(i));
    (comma + 1..verb).filter(|_| plain).find(|&i| {
        matches!(tree.upos(i), Upos::Noun | Upos::Propn | Upos::Pron)
            && tree.head(i).is_none_or(|h| h <= comma || h >= verb)
    })
}

/// ", X said" at the end, where the tree does not show it: a reporting verb with a subject of its own after a comma, and nothing
/// that it reports to its right.
fn trailing(tree: &Tree<'_>, word: usize, words: &StatusWords<'_>, out: &mut Vec<Saying>) {
    for verb in (word + 1..tree.len()).rev() {
        if !is_finite_report(tree, verb, words)
            || tree.under(verb, &[Deprel::Ccomp, Deprel::Obj]).any(|c| c > verb)
        {
            continue;
        }
        if let Some(head) = between_commas(tree, word + 1, verb) {
            add(tree, head, (verb, verb), words, out);
            return;
        }
    }
}

/// "according to X", and chains of it: "according to a report by X".
fn according(tree: &Tree<'_>, at: usize, words: &StatusWords<'_>, out: &mut Vec<Saying>) {
    for c in tree.under(at, &[Deprel::Obl, Deprel::Nmod, Deprel::Advcl, Deprel::Advmod, Deprel::Parataxis]) {
        let Some(case) = tree.first(c, &[Deprel::Case, Deprel::Mark]) else { continue };
        if tree.lower[case] != "according" && tree.lower[c] != "according" {
            continue;
        }
        let noun = if tree.lower[c] == "according" {
            match tree.first(c, &[Deprel::Obl, Deprel::Nmod]) {
                Some(n) => n,
                None => continue,
            }
        } else {
            c
        };
        let to = tree.first(case, &[Deprel::Fixed]).unwrap_or(case);
        let verb = (case, to.max(case));
        // A report's maker is the speaker, and the report only the way.
        let maker =
            tree.under(noun, &[Deprel::Nmod]).find(|&n| matches!(tree.case(n), Some("by" | "from" | "in")));
        add(
            tree,
            maker.filter(|_| words.nouns_of_reporting.has(&tree.lemma[noun])).unwrap_or(noun),
            verb,
            words,
            out,
        );
    }
    // "according" hung on the tree as a word of its own.
    for c in tree.under(at, &[Deprel::Case, Deprel::Advmod, Deprel::Advcl]) {
        if tree.lower[c] == "according"
            && tree.deprel(c) != Deprel::Case
            && let Some(n) = tree.first(c, &[Deprel::Obl, Deprel::Nmod])
        {
            add(tree, n, (c, tree.first(c, &[Deprel::Fixed]).map_or(c, |to| to.max(c))), words, out);
        }
    }
}

/// Whom a report names as its source: "Reuters, quoting three diplomats, reported", ", citing a source in Yerevan".
pub(crate) fn quoted(tree: &Tree<'_>, words: &StatusWords<'_>) -> Option<Saying> {
    let verb =
        (0..tree.len()).find(|&c| tree.token(c).xpos == Xpos::Vbg && words.quoting.has(&tree.lemma[c]))?;
    let head = tree.first(verb, &[Deprel::Obj])?;
    Some(Saying { head, who: phrase(tree, head), verb: (verb, verb), named: None })
}

/// Who says what a reporting verb reports.
pub(crate) fn speaker(tree: &Tree<'_>, verb: usize, words: &StatusWords<'_>) -> Option<usize> {
    if let Some(head) = tree.head(verb).filter(|_| is_quoted_as(tree, verb, words)) {
        let quoted = tree.first(head, &[Deprel::Obj, Deprel::Iobj]).filter(|_| !tree.is_passive(head));
        return quoted.or_else(|| predicate::subject(tree, head, 0).first().copied());
    }
    if tree.is_passive(verb) {
        if words.quoting.has(&tree.lemma[verb]) || words.believing.has(&tree.lemma[verb]) {
            return tree.first(verb, &[Deprel::NsubjPass, Deprel::Nsubj]);
        }
        return agent_of(tree, verb);
    }
    after_quotation(tree, verb).or_else(|| predicate::subject(tree, verb, 0).first().copied()).or_else(|| {
        // "Sources close to the talks say": the adjective that the parser took for a clause of its own.
        let adjective = tree
            .under(verb, &[Deprel::Ccomp])
            .find(|&c| c < verb && matches!(tree.upos(c), Upos::Adj | Upos::Adv))?;
        tree.first(adjective, &[Deprel::Nsubj])
    })
}

fn push_speaker(tree: &Tree<'_>, verb: usize, words: &StatusWords<'_>, out: &mut Vec<Saying>) {
    if let Some(speaker) = speaker(tree, verb, words) {
        let particle = tree.first(verb, &[Deprel::CompoundPrt]).unwrap_or(verb);
        add(tree, speaker, (verb.min(particle), verb.max(particle)), words, out);
    }
    if tree.is_passive(verb) && words.quoting.has(&tree.lemma[verb]) {
        push_quoter(tree, verb, words, out);
    }
}

/// Adds a speaker, and after him whoever passes his words on: "witnesses quoted by the Red Cross".
fn add(tree: &Tree<'_>, head: usize, verb: (usize, usize), words: &StatusWords<'_>, out: &mut Vec<Saying>) {
    if out.iter().any(|s| s.head == head) {
        return;
    }
    out.push(Saying { head, who: phrase(tree, head), verb, named: None });
    let quoting = tree.under(head, &[Deprel::Acl]).find(|&c| words.quoting.has(&tree.lemma[c]));
    if let Some((quoting, by)) = quoting.and_then(|q| Some((q, agent_of(tree, q)?)))
        && !out.iter().any(|s| s.head == by)
    {
        out.push(Saying { head: by, who: phrase(tree, by), verb: (quoting, quoting), named: None });
    }
}

/// A noun phrase without its clauses and trailing punctuation.
pub(crate) fn phrase(tree: &Tree<'_>, head: usize) -> (usize, usize) {
    let mut words = vec![head];
    let mut at = 0;
    while at < words.len() {
        for &c in tree.children(words[at]) {
            let inside = match tree.deprel(c) {
                Deprel::Det
                | Deprel::Amod
                | Deprel::Compound
                | Deprel::Flat
                | Deprel::NmodPoss
                | Deprel::Nmod
                | Deprel::NmodDesc
                | Deprel::Nummod => true,
                Deprel::Case => words[at] != head,
                _ => false,
            };
            if inside {
                words.push(c);
            }
        }
        at += 1;
    }
    words.sort_unstable();
    // Keep the run around the head.
    let (mut first, mut last) = (head, head);
    while first > 0 && (words.binary_search(&(first - 1)).is_ok() || tree.lower[first - 1] == "-") {
        first -= 1;
    }
    while last + 1 < tree.len() && words.binary_search(&(last + 1)).is_ok() {
        last += 1;
    }
    (first, last)
}
