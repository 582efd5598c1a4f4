//! Training of the sentence splitter and tokeniser.

use std::collections::BTreeMap;

use super::logistic::{self, Example};
use legation_language::conllu::Document;
use legation_language::segment::lexicon::Lexicon;
use legation_language::segment::tokens::Gap;
use legation_language::segment::{CorruptModel, Cuts, Segmenter, blocks, sentences, surface_tokens};
use legation_language::tree::Xpos;

/// Words that divide where no treebank of this size holds every one of them.
const KNOWN_CUTS: &[(&str, u8)] = &[
    ("cannot", 3),
    ("gonna", 3),
    ("wanna", 3),
    ("gotta", 3),
    ("gimme", 3),
    ("lemme", 3),
    ("dont", 2),
    ("doesnt", 4),
    ("didnt", 3),
    ("isnt", 2),
    ("arent", 3),
    ("wasnt", 3),
    ("werent", 4),
    ("cant", 2),
    ("couldnt", 5),
    ("wont", 2),
    ("wouldnt", 5),
    ("shouldnt", 6),
    ("hasnt", 3),
    ("havent", 4),
    ("hadnt", 3),
    ("im", 1),
    ("ive", 1),
    ("youre", 3),
    ("youve", 3),
    ("theyre", 4),
    ("theyve", 4),
    ("thats", 4),
    ("whats", 4),
    ("heres", 4),
    ("theres", 5),
    ("lets", 3),
];

/// Trains a segmenter on documents with gold tokens and sentences; deterministic.
///
/// # Errors
/// When the parts do not fit together, which would be a defect of the recipe.
pub(crate) fn train(documents: &[Document]) -> Result<Segmenter, CorruptModel> {
    let cuts = cuts(documents);
    let lexicon = lexicon(documents);
    let mut token_examples = Vec::new();
    let mut sentence_examples = Vec::new();
    for document in documents {
        collect(document, &cuts, &lexicon, &mut token_examples, &mut sentence_examples);
    }
    let recipe = logistic::Recipe { bits: 17, labels: 3, epochs: 10, step: 0.1, decay: 1e-6 };
    let tokens = logistic::train(&token_examples, recipe)?;
    let recipe = logistic::Recipe { bits: 19, labels: 2, epochs: 10, step: 0.2, decay: 1e-6 };
    let sentences = logistic::train(&sentence_examples, recipe)?;
    Segmenter::new(cuts, tokens, sentences, lexicon)
}

/// The words that the treebanks divide without an apostrophe, at least one time in ten.
fn cuts(documents: &[Document]) -> Cuts {
    let mut divided: BTreeMap<(String, usize), usize> = BTreeMap::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for sentence in documents.iter().flat_map(|d| &d.sentences) {
        for multiword in &sentence.multiwords {
            let form = multiword.form.as_str().to_lowercase();
            if multiword.last == multiword.first + 1 && form.chars().all(char::is_alphabetic) {
                let at = sentence.tokens[multiword.first].form.to_lowercase().len();
                *divided.entry((form.clone(), at)).or_default() += 1;
                *counts.entry(form).or_default() += 1;
            }
        }
        for token in &sentence.tokens {
            *counts.entry(token.form.as_str().to_lowercase()).or_default() += 1;
        }
    }
    let mut found: BTreeMap<&str, u8> = KNOWN_CUTS.iter().copied().collect();
    for ((form, at), count) in &divided {
        // Where a possessive's apostrophe was left out, what stands there is as a rule also a plural: "drivers".
        let plural_alike = &form[*at..] == "s";
        if count * 10 >= counts[form] && *at < form.len() && !plural_alike {
            found.insert(form, *at as u8);
        }
    }
    Cuts::new(found)
}

/// The most frequent Penn tag of every word seen twice or more; of equals the first in the scheme's order.
fn lexicon(documents: &[Document]) -> Lexicon {
    let mut counts: BTreeMap<String, BTreeMap<Xpos, usize>> = BTreeMap::new();
    for token in documents.iter().flat_map(|d| &d.sentences).flat_map(|s| &s.tokens) {
        *counts.entry(token.form.as_str().to_lowercase()).or_default().entry(token.xpos).or_default() += 1;
    }
    let words = counts.iter().filter_map(|(form, tags)| {
        if tags.values().sum::<usize>() < 2 {
            return None;
        }
        let best = tags.iter().rev().max_by_key(|(_, count)| **count)?;
        Some((form.as_str(), *best.0))
    });
    Lexicon::new(words)
}

/// Reads the decisions that the gold tokens and sentences of a document stand for.
fn collect(
    document: &Document,
    cuts: &Cuts,
    lexicon: &Lexicon,
    token_examples: &mut Vec<Example>,
    sentence_examples: &mut Vec<Example>,
) {
    let text = &document.text;
    // What ends at each byte: 1 a surface token, 2 a word inside one; and whether a sentence ends there.
    let mut ends = vec![0u8; text.len() + 1];
    let mut sentence_ends = vec![false; text.len() + 1];
    for sentence in &document.sentences {
        for token in &sentence.tokens {
            ends[token.end] = 1;
        }
        for multiword in &sentence.multiwords {
            for token in &sentence.tokens[multiword.first..multiword.last] {
                ends[token.end] = 2;
            }
        }
        sentence_ends[sentence.end] = true;
    }
    let (mut atoms, mut surface, mut found) = (Vec::new(), Vec::new(), Vec::new());
    for block in blocks(text) {
        surface_tokens(text, block, cuts, &mut atoms, &mut surface, |at, features| {
            token_examples.push(Example { features: features.to_vec(), label: ends[at] });
            Gap::from_label(usize::from(ends[at]))
        });
        found.clear();
        sentences::sentences(
            text,
            &surface,
            lexicon,
            |at, features| {
                sentence_examples
                    .push(Example { features: features.to_vec(), label: u8::from(sentence_ends[at]) });
                sentence_ends[at]
            },
            &mut found,
        );
    }
}
