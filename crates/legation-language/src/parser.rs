//! The crate's front door: raw text to parsed sentences.

use crate::{
    lemma::Lemmatizer,
    model::{ModelError, Sections},
    network::{Analysis, Network, Weights, Workspace},
    segment::Segmenter,
    tree::{Deprel, Sentence},
};
use compact_str::CompactString;
use std::sync::{LazyLock, Mutex, PoisonError};

/// The model that `cargo xtask train` made.
static EMBEDDED: &[u8] = include_bytes!("../../../models/english.bin");

/// Words that are run through the network together, at least, where there are as many: enough to keep its matrices in
/// the processor's cache for several words, few enough to keep the words' values there too.
const BATCH: usize = 128;

/// Longest run of words that is parsed as one; the arc scores of a sentence take memory and time by the square of it.
pub const LONGEST: usize = 192;

/// Splits, tokenises, tags, lemmatises and parses English.
///
/// It may be shared between threads. What it says of a sentence depends on the sentence's words alone: the sentences
/// around it, the number of threads and the machine change no bit.
#[derive(Debug)]
pub struct Parser {
    segmenter: Segmenter,
    network: Network,
    lemmatizer: Lemmatizer,
    spaces: Mutex<Vec<Workspace>>,
}

impl Parser {
    /// The parser with the model that is compiled in; made at the first call.
    ///
    /// # Panics
    /// If the program was built around a broken model, which this crate's tests rule out.
    pub fn embedded() -> &'static Self {
        static PARSER: LazyLock<Parser> = LazyLock::new(|| {
            let sections = Sections::from_bytes(EMBEDDED);
            sections.and_then(|sections| Parser::new(&sections)).expect("the embedded model is sound")
        });
        &PARSER
    }

    /// A parser with a model read from a file's bytes.
    ///
    /// # Errors
    /// If the bytes are no model, one of another version, or a damaged one.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, ModelError> {
        Self::new(&Sections::from_bytes(bytes)?)
    }

    /// A parser with the given sections of a model.
    ///
    /// # Errors
    /// If a section is missing, or the sections do not fit together.
    pub fn new(sections: &Sections) -> Result<Self, ModelError> {
        let damaged = |error: crate::segment::CorruptModel| ModelError::damaged(error.to_string());
        Ok(Self {
            segmenter: Segmenter::from_bytes(&sections.get("segment")?).map_err(damaged)?,
            network: Network::new(Weights::load(sections)?),
            lemmatizer: Lemmatizer::from_bytes(&sections.get("lemma")?).map_err(damaged)?,
            spaces: Mutex::default(),
        })
    }

    /// Divides raw text into sentences and words; tags, lemmas and trees are left blank.
    pub fn segment(&self, text: &str) -> Vec<Sentence> {
        self.segmenter.segment(text)
    }

    /// Divides, tags, lemmatises and parses raw text.
    pub fn parse(&self, text: &str) -> Vec<Sentence> {
        self.parse_tokens(self.segment(text))
    }

    /// Tags, lemmatises and parses sentences whose words are given.
    pub fn parse_tokens(&self, mut sentences: Vec<Sentence>) -> Vec<Sentence> {
        self.annotate(&mut sentences);
        sentences
    }

    /// Replaces the tags, lemmas and trees of sentences whose words are given. Each sentence of any words comes out as
    /// a tree with one root.
    pub fn annotate(&self, sentences: &mut [Sentence]) {
        let mut space = self.spaces.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        let mut rest = sentences;
        while !rest.is_empty() {
            let mut words = 0;
            let count = rest.iter().take_while(|s| {
                let more = words < BATCH;
                words += s.tokens.len();
                more
            });
            let (batch, after) = rest.split_at_mut(count.count());
            self.annotate_batch(batch, &mut space);
            rest = after;
        }
        self.spaces.lock().unwrap_or_else(PoisonError::into_inner).push(space);
    }

    fn annotate_batch(&self, sentences: &mut [Sentence], space: &mut Workspace) {
        let mut lengths = Vec::with_capacity(sentences.len());
        let mut pieces = Vec::with_capacity(sentences.len());
        for sentence in sentences.iter() {
            let before = lengths.len();
            divide(sentence, &mut lengths);
            pieces.push(lengths.len() - before);
        }
        let mut found = Analysis::default();
        {
            let forms: Vec<&str> =
                sentences.iter().flat_map(|s| s.tokens.iter().map(|t| t.form.as_str())).collect();
            // The pieces of one endless sentence would make too large a batch: the buffers stay within bounds.
            let (mut rest, mut from) = (lengths.as_slice(), 0);
            while !rest.is_empty() {
                let mut words = 0;
                let count = rest.iter().take_while(|&&length| {
                    let more = words < BATCH;
                    words += if more { length } else { 0 };
                    more
                });
                let (now, later) = rest.split_at(count.count());
                self.network.analyse(now, &forms[from..from + words], space, &mut found);
                (rest, from) = (later, from + words);
            }
        }
        let mut lengths = lengths.into_iter();
        let mut word = 0;
        for (sentence, pieces) in sentences.iter_mut().zip(pieces) {
            let mut root = None;
            let mut first = 0;
            for length in lengths.by_ref().take(pieces) {
                for i in first..first + length {
                    let token = &mut sentence.tokens[i];
                    token.upos = found.upos[word];
                    token.xpos = found.xpos[word];
                    token.feats = CompactString::clone(self.network.feats(found.feats[word]));
                    token.deprel = found.deprels[word];
                    token.head = found.heads[word].map(|head| first + head);
                    // The later pieces of a sentence too long to parse whole stand beside the first.
                    if token.head.is_none() {
                        if root.is_some() {
                            token.head = root;
                            token.deprel = Deprel::Parataxis;
                        }
                        root = root.or(Some(i));
                    }
                    word += 1;
                }
                first += length;
            }
            self.lemmatizer.annotate(sentence);
        }
    }
}

/// Appends the lengths of the pieces in which a sentence is parsed: one, unless it is too long.
fn divide(sentence: &Sentence, lengths: &mut Vec<usize>) {
    let mut rest = sentence.tokens.as_slice();
    while rest.len() > LONGEST {
        let near = &rest[LONGEST / 2..LONGEST];
        let after = |marks: &[&str]| near.iter().rposition(|t| marks.contains(&t.form.as_str()));
        let cut = after(&[".", "!", "?", ";", ":"])
            .or_else(|| after(&[","]))
            .map_or(LONGEST, |i| LONGEST / 2 + i + 1);
        lengths.push(cut);
        rest = &rest[cut..];
    }
    if !rest.is_empty() {
        lengths.push(rest.len());
    }
}
