//! Training of the lemmatiser: the shortest endings that tell what a word's lemma is.

use std::collections::{BTreeMap, BTreeSet};

use super::irregular;
use legation_language::conllu::Document;
use legation_language::lemma::{
    Casing, Edit, Endings, LONGEST_ENDING, Lemmatizer, Topic, Writing, apply, lower, plain_number,
};
use legation_language::segment::CorruptModel;
use legation_language::tree::{Upos, Xpos};

/// A word with its tags, as often as it was seen with each lemma.
type Counts<'a> = BTreeMap<(Upos, Xpos, &'a str), BTreeMap<&'a str, Seen>>;

#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    count: usize,
    /// Of these, misspellings: they teach nothing about endings.
    typos: usize,
}

/// Observations about one topic: lower-case words, and how often each rule held of them.
#[derive(Default)]
struct Evidence {
    words: BTreeMap<String, BTreeMap<u16, usize>>,
    /// Words that count as examples of their endings.
    regular: BTreeSet<String>,
}

/// Trains a lemmatiser on the words of documents with gold tags and lemmas, and on the forms of words that they lack: of irregular
/// ones, and of `news`, each with tags, form and base. Deterministic.
///
/// # Errors
/// When the parts do not fit together, which would be a defect of the recipe.
pub(crate) fn train(
    documents: &[Document],
    news: &[(Upos, Xpos, String, String)],
) -> Result<Lemmatizer, CorruptModel> {
    let mut counts: Counts<'_> = BTreeMap::new();
    for token in documents.iter().flat_map(|d| &d.sentences).flat_map(|s| &s.tokens) {
        // The later parts of a word written apart have no lemma of their own.
        if token.lemma.is_empty() || token.lemma == "_" && token.form != "_" {
            continue;
        }
        let seen = counts.entry((token.upos, token.xpos, &token.form)).or_default();
        let seen = seen.entry(&token.lemma).or_default();
        seen.count += 1;
        seen.typos += usize::from(token.feats.contains("Typo=Yes"));
    }
    let known: BTreeSet<(Upos, Xpos, String)> =
        counts.keys().map(|(u, x, form)| (*u, *x, form.to_lowercase())).collect();
    let irregular = irregular::forms();
    let irregular = irregular.iter().map(|(u, x, form, lemma)| (u, x, form, *lemma));
    for (upos, xpos, form, lemma) in
        irregular.chain(news.iter().map(|(u, x, form, lemma)| (u, x, form, lemma.as_str())))
    {
        if !known.contains(&(*upos, *xpos, form.clone())) {
            counts.entry((*upos, *xpos, form)).or_default().insert(lemma, Seen { count: 1, typos: 1 });
        }
    }

    // Words that are written small when they are no names.
    let common: BTreeSet<String> = counts
        .keys()
        .filter(|(upos, _, form)| *upos != Upos::Propn && Writing::of(form) == Writing::Small)
        .map(|(_, _, form)| (*form).to_owned())
        .collect();

    let mut edits = Vec::new();
    let mut endings: BTreeMap<(Upos, Option<Xpos>), Evidence> = BTreeMap::new();
    let mut cases: BTreeMap<(Upos, Option<Xpos>, Writing), Evidence> = BTreeMap::new();
    for ((upos, xpos, form), lemmas) in &counts {
        for (lemma, seen) in lemmas {
            let small = lower(form);
            if *upos == Upos::Num && plain_number(&small).is_some() {
                continue;
            }
            let (edit, casing) = explain(form, &small, lemma, *upos);
            let edit_number = number(&mut edits, &edit);
            let regular = seen.count > seen.typos && edit.strip != Edit::ALL && !edit.exact;
            let writing = Writing::of(form);
            for x in [Some(*xpos), None] {
                observe(endings.entry((*upos, x)).or_default(), &small, edit_number, seen.count, regular);
                if !edit.exact {
                    let evidence = cases.entry((*upos, x, writing)).or_default();
                    observe(evidence, &small, casing as u16, seen.count, regular);
                }
                if writing == Writing::Title
                    && casing == Casing::Keep
                    && let Some(other) = capitals(*upos, form, common.contains(small.as_str()))
                {
                    let evidence = cases.entry((*upos, x, other)).or_default();
                    // A count of nought speaks only where the word was not seen written so.
                    evidence
                        .words
                        .entry(small.to_string())
                        .or_default()
                        .entry(Casing::Title as u16)
                        .or_default();
                }
            }
        }
    }

    let mut rules = Vec::new();
    for ((upos, xpos), evidence) in &endings {
        learn(Topic::ending(*upos, *xpos), evidence, LONGEST_ENDING, &mut rules);
    }
    for ((upos, xpos, writing), evidence) in &cases {
        learn(Topic::case(*upos, *xpos, *writing), evidence, 4, &mut rules);
    }
    for upos in [Upos::Verb, Upos::Noun, Upos::Adj] {
        let lemmas = counts.iter().filter(|((u, _, _), _)| *u == upos).flat_map(|(_, lemmas)| lemmas.keys());
        let lemmas: BTreeSet<_> = lemmas.map(|lemma| lower(lemma)).collect();
        for lemma in lemmas {
            rules.extend(Endings::of(&lemma).keys(Topic::known(upos)).next().map(|key| (key, 0)));
        }
    }
    Lemmatizer::new(edits, &rules)
}

/// The other ways of writing that a word seen as `Kabul` tells about: a name in capitals, and a word such as `Afghan` in
/// small letters.
fn capitals(upos: Upos, form: &str, common: bool) -> Option<Writing> {
    match upos {
        Upos::Propn => match Writing::of(&form.to_uppercase()) {
            // `WHO` is not the name of a man called Who.
            Writing::ShortCapitals if common => None,
            writing => Some(writing),
        },
        _ if !common => Some(Writing::Small),
        _ => None,
    }
}

fn number(edits: &mut Vec<Edit>, edit: &Edit) -> u16 {
    let at = edits.iter().position(|e| e == edit).unwrap_or_else(|| {
        edits.push(edit.clone());
        edits.len() - 1
    });
    at as u16
}

fn observe(evidence: &mut Evidence, word: &str, rule: u16, count: usize, regular: bool) {
    *evidence.words.entry(word.to_owned()).or_default().entry(rule).or_default() += count;
    if regular {
        evidence.regular.insert(word.to_owned());
    }
}

/// The edit and the casing that make the lemma of the form.
fn explain(form: &str, small: &str, lemma: &str, upos: Upos) -> (Edit, Casing) {
    let target = lower(lemma);
    let common = small.chars().zip(target.chars()).take_while(|(a, b)| a == b).count();
    let strip = small.chars().count() - common;
    let append: String = target.chars().skip(common).collect();
    let strip = if common == 0 || strip > 30 { Edit::ALL } else { strip as u8 };
    let append = if strip == Edit::ALL { target } else { append.into() };
    let edit = Edit { strip, append, exact: false };
    let order = if upos == Upos::Propn {
        [Casing::Keep, Casing::Title, Casing::Lower, Casing::Upper]
    } else {
        [Casing::Lower, Casing::Keep, Casing::Title, Casing::Upper]
    };
    match order.into_iter().find(|&casing| apply(form, small, &edit, casing) == lemma) {
        Some(casing) => (edit, casing),
        None => (Edit { strip: Edit::ALL, append: lemma.into(), exact: true }, Casing::Keep),
    }
}

/// The rule with the largest count; the lowest number among equals.
fn best(counts: &BTreeMap<u16, usize>) -> Option<u16> {
    counts.iter().rev().max_by_key(|(_, count)| **count).map(|(rule, _)| *rule)
}

/// Keeps, of all endings up to `longest` characters, those whose most frequent rule differs from that of the ending one
/// character shorter; and then every word that its endings get wrong.
fn learn(topic: Topic, evidence: &Evidence, longest: usize, rules: &mut Vec<(u32, u16)>) {
    let mut chosen: BTreeMap<String, u16> = BTreeMap::new();
    let predict = |chosen: &BTreeMap<String, u16>, word: &str| {
        endings(word).filter_map(|e| chosen.get(e)).last().copied()
    };
    for length in 0..=longest {
        let mut types: BTreeMap<&str, BTreeMap<u16, usize>> = BTreeMap::new();
        for word in &evidence.regular {
            let Some(ending) = endings(word).nth(length) else { continue };
            // A word that is no longer than the ending is an exception, not an example of it.
            if length > 0 && ending.len() == word.len() && length < 3 {
                continue;
            }
            if let Some(rule) = best(&evidence.words[word]) {
                *types.entry(ending).or_default().entry(rule).or_default() += 1;
            }
        }
        for (ending, counts) in types {
            let support: usize = counts.values().sum();
            let Some(rule) = best(&counts) else { continue };
            let shorter = predict(&chosen, ending);
            let gain = counts[&rule] - shorter.map_or(0, |s| counts.get(&s).copied().unwrap_or(0));
            if length == 0 || shorter != Some(rule) && support >= 2 && gain >= 2 {
                chosen.insert(ending.to_owned(), rule);
            }
        }
    }
    for (ending, rule) in &chosen {
        let length = ending.chars().count();
        // The keys run from the whole word over the longest ending to the empty one.
        if let Some(key) = Endings::of(ending).keys(topic).nth(1).filter(|_| length <= LONGEST_ENDING) {
            rules.push((key, *rule));
        }
    }
    for (word, counts) in &evidence.words {
        let rule = best(counts);
        if let Some(rule) = rule.filter(|_| rule != predict(&chosen, word))
            && let Some(key) = Endings::of(word).keys(topic).next()
        {
            rules.push((key, rule));
        }
    }
}

/// The endings of a word from the empty one up to the longest that rules look at.
fn endings(word: &str) -> impl Iterator<Item = &str> {
    std::iter::once("").chain(word.char_indices().rev().take(LONGEST_ENDING).map(|(at, _)| &word[at..]))
}
