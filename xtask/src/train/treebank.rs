//! The treebanks as the trainer of tagger and parser needs them.

use anyhow::{Context, Result};
use legation_language::{
    Deprel, Sentence, Upos, Xpos,
    conllu::{self, Document},
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A sentence with its gold tags and tree.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gold {
    /// The words as written.
    pub(crate) forms: Vec<String>,
    /// Universal tags.
    pub(crate) upos: Vec<Upos>,
    /// Penn tags.
    pub(crate) xpos: Vec<Xpos>,
    /// Feature bundles; empty where the treebank has none.
    pub(crate) feats: Vec<String>,
    /// Heads: zero is the root, words count from one.
    pub(crate) heads: Vec<usize>,
    /// Relations.
    pub(crate) deprels: Vec<Deprel>,
}

impl Gold {
    /// Number of words.
    pub(crate) fn len(&self) -> usize {
        self.forms.len()
    }
}

impl From<&Sentence> for Gold {
    fn from(sentence: &Sentence) -> Self {
        let mut gold = Self::default();
        for token in &sentence.tokens {
            gold.forms.push(token.form.to_string());
            gold.upos.push(token.upos);
            gold.xpos.push(token.xpos);
            gold.feats.push(token.feats.to_string());
            gold.heads.push(token.head.map_or(0, |head| head + 1));
            gold.deprels.push(token.deprel);
        }
        gold
    }
}

/// Reads a treebank's file.
pub(crate) fn read(path: &Path) -> Result<Vec<Document>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    conllu::read(&text, conllu::Options::default()).with_context(|| path.display().to_string())
}

/// The sentences of documents.
pub(crate) fn golds(documents: &[Document]) -> Vec<Gold> {
    documents.iter().flat_map(|d| &d.sentences).filter(|s| !s.tokens.is_empty()).map(Gold::from).collect()
}

/// Words that are adjectives more often than not, in lower case.
pub(crate) fn adjectives(golds: &[Gold]) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for gold in golds {
        for (form, &upos) in gold.forms.iter().zip(&gold.upos) {
            let (adjective, all) = counts.entry(form.to_lowercase()).or_default();
            *adjective += usize::from(upos == Upos::Adj);
            *all += 1;
        }
    }
    counts.into_iter().filter(|(_, (adjective, all))| adjective * 2 > *all).map(|(form, _)| form).collect()
}
