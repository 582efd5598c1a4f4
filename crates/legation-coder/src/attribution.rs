//! Says who: the chain of speakers over a predicate, innermost first.

use legation_language::{Deprel, Upos, Xpos};
use legation_lexicon::WordSet;

use crate::clause::Tree;
use crate::mention::Mention;
use crate::predicate;

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
pub(crate) fn chain(tree: &Tree<'_>, word: usize, reporting: &WordSet) -> Vec<Saying> {
    let mut out: Vec<Saying> = Vec::new();
    let mut at = word;
    for _ in 0..tree.len() {
        according(tree, at, &mut out);
        aside(tree, at, reporting, &mut out);
        // A side clause of reporting: "..., the ministry said".
        for c in tree.under(at, &[Deprel::Parataxis, Deprel::Advcl, Deprel::Ccomp]) {
            let as_clause = tree.deprel(c) == Deprel::Advcl
                && !tree.under(c, &[Deprel::Mark]).any(|m| tree.lower[m] == "as");
            if as_clause || tree.deprel(c) == Deprel::Ccomp {
                continue;
            }
            if reporting.has(&tree.lemma[c]) && tree.first(c, &[Deprel::Ccomp, Deprel::Xcomp]).is_none() {
                push_speaker(tree, c, &mut out);
            }
        }
        let Some(head) = tree.head(at) else { break };
        let reports = tree.upos(head) == Upos::Verb && reporting.has(&tree.lemma[head]);
        match tree.deprel(at) {
            // "The severance was announced by the minister".
            Deprel::NsubjPass if reports => push_speaker(tree, head, &mut out),
            // "told the jury that he had": the clause hangs on whom it was told.
            Deprel::Acl | Deprel::AclRelcl | Deprel::Ccomp
                if !reporting_noun(&tree.lemma[head])
                    && matches!(tree.deprel(head), Deprel::Obj | Deprel::Iobj)
                    && tree.under(at, &[Deprel::Mark]).any(|m| tree.lower[m] == "that")
                    && tree.head(head).is_some_and(|v| TELLING.contains(&tree.lemma[v].as_str())) =>
            {
                if let Some(verb) = tree.head(head) {
                    push_speaker(tree, verb, &mut out);
                }
            }
            Deprel::Ccomp | Deprel::Xcomp | Deprel::Parataxis if reports => {
                let infinitive = tree.under(at, &[Deprel::Mark]).any(|m| tree.lower[m] == "to");
                if tree.is_passive(head) && tree.first(head, &[Deprel::OblAgent]).is_none() {
                    // "was reported to have": nobody is named.
                } else if !(infinitive && tree.deprel(at) == Deprel::Xcomp) {
                    push_speaker(tree, head, &mut out);
                }
            }
            // "a report that Iran had ...", "his claim that ...".
            Deprel::Acl | Deprel::AclRelcl | Deprel::Ccomp
                if tree.upos(head) == Upos::Noun && reporting_noun(&tree.lemma[head]) =>
            {
                let owner = tree
                    .under(head, &[Deprel::NmodPoss])
                    .next()
                    .or_else(|| {
                        tree.under(head, &[Deprel::Nmod])
                            .find(|&c| matches!(tree.case(c), Some("by" | "from" | "in" | "of")))
                    })
                    .or_else(|| {
                        tree.under(head, &[Deprel::Amod, Deprel::Compound])
                            .find(|&c| tree.upos(c) == Upos::Propn)
                    });
                if let Some(owner) = owner {
                    add(tree, owner, (head, head), &mut out);
                }
            }
            // "dismissed reports that ..", "called a report by Kinshasa a fabrication": who speaks of what is said.
            Deprel::Obj | Deprel::Obl | Deprel::Xcomp | Deprel::NsubjPass
                if reports && reporting_noun(&tree.lemma[at]) =>
            {
                push_speaker(tree, head, &mut out);
            }
            // "quotes the sultan as telling", "was quoted as saying by the daily".
            Deprel::Advcl | Deprel::Ccomp | Deprel::Parataxis if tree.lemma[head] == "quote" => {
                quoting(tree, head, &mut out);
            }
            _ => {}
        }
        at = head;
    }
    if out.is_empty() {
        trailing(tree, word, reporting, &mut out);
    }
    out
}

const TELLING: [&str; 8] = ["tell", "inform", "remind", "assure", "warn", "notify", "advise", "brief"];

/// ", X said" at the end, where the tree does not show it: a reporting verb with a subject of its own after a comma, and nothing
/// that it reports to its right.
fn trailing(tree: &Tree<'_>, word: usize, reporting: &WordSet, out: &mut Vec<Saying>) {
    for verb in (word + 1..tree.len()).rev() {
        let says = tree.upos(verb) == Upos::Verb
            && matches!(tree.token(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vbn)
            && reporting.has(&tree.lemma[verb])
            && !tree.is_passive(verb);
        if !says || tree.under(verb, &[Deprel::Ccomp, Deprel::Obj]).any(|c| c > verb) {
            continue;
        }
        // The subject runs from the verb back to the comma before it.
        let Some(comma) = (word + 1..verb).rev().find(|&i| tree.lower[i] == ",") else { continue };
        let head = (comma + 1..verb).find(|&i| {
            matches!(tree.upos(i), Upos::Noun | Upos::Propn | Upos::Pron)
                && tree.head(i).is_none_or(|h| h <= comma || h >= verb)
        });
        let plain = (comma + 1..verb).all(|i| {
            !matches!(tree.upos(i), Upos::Verb | Upos::Sconj)
                && !matches!(tree.lower[i].as_str(), "where" | "when" | "which" | "who" | "while")
        });
        if let (Some(head), true) = (head, plain) {
            add(tree, head, (verb, verb), out);
            return;
        }
    }
}

/// What is said of the telling beside it: "as the daily put it", "or so an editorial would have it", "if the press is to be
/// believed", and the claim of an attack, which its own doer makes.
fn aside(tree: &Tree<'_>, at: usize, reporting: &WordSet, out: &mut Vec<Saying>) {
    for c in tree.under(at, &[Deprel::Advcl, Deprel::Conj, Deprel::Parataxis]) {
        let marked = |word: &str| tree.under(c, &[Deprel::Mark]).any(|m| tree.lower[m] == word);
        let it = tree.under(c, &[Deprel::Obj]).any(|o| tree.lower[o] == "it");
        let so = tree.under(c, &[Deprel::Advmod]).any(|a| tree.lower[a] == "so");
        let lemma = tree.lemma[c].as_str();
        let puts = lemma == "put" && it && marked("as");
        let has = so && (lemma == "have" && it || reporting.has(lemma));
        let believed = lemma == "believe" && marked("if");
        if puts || has {
            push_speaker(tree, c, out);
        } else if believed && let Some(speaker) = tree.first(c, &[Deprel::NsubjPass]) {
            add(tree, speaker, (c, c), out);
        }
    }
    if tree.lemma[at] == "claim"
        && tree.under(at, &[Deprel::Obj, Deprel::NsubjPass]).any(|o| tree.lemma[o] == "responsibility")
    {
        push_speaker(tree, at, out);
    }
}

/// Who is quoted, and then who quotes: "an official was quoted as saying by the daily", "a cable quotes the sultan as telling".
fn quoting(tree: &Tree<'_>, verb: usize, out: &mut Vec<Saying>) {
    let said = tree
        .under(verb, &[Deprel::Advcl])
        .find(|&c| tree.under(c, &[Deprel::Mark]).any(|m| tree.lower[m] == "as"));
    let quoted = if tree.is_passive(verb) {
        tree.first(verb, &[Deprel::NsubjPass])
    } else {
        tree.first(verb, &[Deprel::Obj])
    };
    if let Some(quoted) = quoted {
        add(tree, quoted, (said.unwrap_or(verb), said.unwrap_or(verb)), out);
    }
    let by = |word: usize| {
        tree.under(word, &[Deprel::OblAgent, Deprel::Obl]).find(|&c| tree.case(c) == Some("by"))
    };
    let quoter = if tree.is_passive(verb) {
        by(verb).or_else(|| said.and_then(by))
    } else {
        predicate::subject(tree, verb, 0).first().copied()
    };
    if let Some(quoter) = quoter {
        add(tree, quoter, (verb, verb), out);
    }
}

fn reporting_noun(lemma: &str) -> bool {
    matches!(
        lemma,
        "report"
            | "claim"
            | "statement"
            | "announcement"
            | "allegation"
            | "confirmation"
            | "assertion"
            | "accusation"
            | "suggestion"
            | "news"
            | "word"
            | "declaration"
            | "comment"
            | "remark"
    )
}

/// "according to X", and chains of it: "according to a report by X".
fn according(tree: &Tree<'_>, at: usize, out: &mut Vec<Saying>) {
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
        add(tree, maker.filter(|_| reporting_noun(&tree.lemma[noun])).unwrap_or(noun), verb, out);
    }
    // "according" hung on the tree as a word of its own.
    for c in tree.under(at, &[Deprel::Case, Deprel::Advmod, Deprel::Advcl]) {
        if tree.lower[c] == "according"
            && tree.deprel(c) != Deprel::Case
            && let Some(n) = tree.first(c, &[Deprel::Obl, Deprel::Nmod])
        {
            add(tree, n, (c, tree.first(c, &[Deprel::Fixed]).map_or(c, |to| to.max(c))), out);
        }
    }
}

/// Whom a report names as its source: "Reuters, quoting three diplomats, reported", ", citing a source in Yerevan".
pub(crate) fn quoted(tree: &Tree<'_>) -> Option<Saying> {
    let verb = (0..tree.len())
        .find(|&c| tree.token(c).xpos == Xpos::Vbg && matches!(tree.lemma[c].as_str(), "cite" | "quote"))?;
    let head = tree.first(verb, &[Deprel::Obj])?;
    Some(Saying { head, who: phrase(tree, head), verb: (verb, verb), named: None })
}

fn push_speaker(tree: &Tree<'_>, verb: usize, out: &mut Vec<Saying>) {
    let speaker = if tree.is_passive(verb) {
        tree.under(verb, &[Deprel::OblAgent, Deprel::Obl]).find(|&c| tree.case(c) == Some("by"))
    } else {
        predicate::subject(tree, verb, 0).first().copied()
    };
    if let Some(speaker) = speaker {
        let particle = tree.first(verb, &[Deprel::CompoundPrt]).unwrap_or(verb);
        add(tree, speaker, (verb.min(particle), verb.max(particle)), out);
    }
}

fn add(tree: &Tree<'_>, head: usize, verb: (usize, usize), out: &mut Vec<Saying>) {
    let who = phrase(tree, head);
    if !out.iter().any(|s| s.head == head) {
        out.push(Saying { head, who, verb, named: None });
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
