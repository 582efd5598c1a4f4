//! Raw text to sentences, surface tokens and words, in the UD English scheme.
//!
//! A text is divided into blocks by its lines ([`layout`]), a block into atoms ([`atoms`]); one linear classifier
//! joins atoms to tokens and divides tokens into words ([`tokens`]), another ends sentences ([`sentences`]). Rules
//! settle what no treebank of this size can teach: addresses, ranks and initials before names, datelines.

pub mod abbreviations;
pub mod address;
pub mod atoms;
pub(crate) mod bytes;
pub mod layout;
pub mod lexicon;
pub mod linear;
mod rules;
pub mod sentences;
pub mod tokens;

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use crate::tree::{Deprel, Multiword, Sentence, Token, Upos, Xpos};
use atoms::Atom;
pub use bytes::CorruptModel;
pub use layout::{Block, blocks};
use lexicon::Lexicon;
use linear::Linear;
use tokens::{Gap, Surface};

/// Words written as one that may hold two, and where they divide: `cannot` at byte 3.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cuts(FxHashMap<CompactString, u8>);

impl Cuts {
    /// Collects lower-case words and the byte offset at which each divides.
    pub fn new<'a>(words: impl IntoIterator<Item = (&'a str, u8)>) -> Self {
        Self(words.into_iter().map(|(word, at)| (word.into(), at)).collect())
    }

    /// Where the word divides, whatever its case.
    pub fn get(&self, word: &str) -> Option<usize> {
        if word.len() > 12 || word.len() < 2 || !word.is_ascii() {
            return None;
        }
        let mut lower = [0u8; 12];
        let lower = &mut lower[..word.len()];
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        let lower = std::str::from_utf8(lower).ok()?;
        self.0.get(lower).map(|&at| usize::from(at))
    }
}

/// The trained sentence splitter and tokeniser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segmenter {
    cuts: Cuts,
    tokens: Linear,
    sentences: Linear,
    lexicon: Lexicon,
}

/// Longest sentence, in surface tokens: twice the longest of the treebanks. What goes on without a stop for longer is a
/// list, a table or noise, and the work on a sentence grows faster than its length.
pub const LONGEST: usize = 300;

/// What the bytes of a segmenter open with: a name and a version.
const MAGIC: &[u8] = b"segm1";

impl Segmenter {
    /// Assembles a segmenter: `tokens` chooses among the three [`Gap`]s, `sentences` between going on (0) and ending (1).
    ///
    /// # Errors
    /// When a classifier has another number of labels.
    pub fn new(
        cuts: Cuts,
        tokens: Linear,
        sentences: Linear,
        lexicon: Lexicon,
    ) -> Result<Self, CorruptModel> {
        if tokens.labels() != 3 || sentences.labels() != 2 {
            return Err(CorruptModel::new("segmenter", "a classifier has the wrong number of labels"));
        }
        Ok(Self { cuts, tokens, sentences, lexicon })
    }

    /// The segmenter as bytes, the same for the same segmenter.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        let mut cuts: Vec<_> = self.cuts.0.iter().collect();
        cuts.sort_unstable();
        bytes::write_varint(&mut out, cuts.len() as u64);
        for (word, at) in cuts {
            bytes::write_str(&mut out, word);
            out.push(*at);
        }
        self.lexicon.write(&mut out);
        self.tokens.write(&mut out);
        self.sentences.write(&mut out);
        out
    }

    /// Reads what [`Self::to_bytes`] wrote.
    ///
    /// # Errors
    /// When the bytes are not a segmenter's, or are damaged; the error says where.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CorruptModel> {
        let mut reader = bytes::Reader::new("segmenter", bytes);
        if reader.take(MAGIC.len())? != MAGIC {
            return Err(CorruptModel::new("segmenter", "the bytes do not open with its name and version"));
        }
        let count = reader.count()?;
        let mut cuts = FxHashMap::default();
        for _ in 0..count {
            let word = reader.str()?.into();
            cuts.insert(word, reader.u8()?);
        }
        let lexicon = Lexicon::read(&mut reader)?;
        let tokens = Linear::read(&mut reader)?;
        let sentences = Linear::read(&mut reader)?;
        reader.finish()?;
        Self::new(Cuts(cuts), tokens, sentences, lexicon)
    }

    /// Divides a text into sentences and words, in order. Tags, lemmas and trees are left blank: `X`, `FW`, `dep`,
    /// no head.
    ///
    /// Every character that is not white space (see [`atoms::is_space`]) lies in exactly one surface token.
    pub fn segment(&self, text: &str) -> Vec<Sentence> {
        let mut sentences = Vec::new();
        let mut scratch = Scratch::default();
        for block in blocks(text) {
            self.segment_block(text, block, &mut scratch, &mut sentences);
        }
        sentences
    }

    /// Divides one block of `text`, appending its sentences to `out`; for callers that stream.
    pub fn segment_block(&self, text: &str, block: Block, scratch: &mut Scratch, out: &mut Vec<Sentence>) {
        let Scratch { atoms, surface, ends } = scratch;
        surface_tokens(text, block, &self.cuts, atoms, surface, |_, features| {
            Gap::from_label(self.tokens.best(features))
        });
        ends.clear();
        sentences::sentences(text, surface, &self.lexicon, |_, f| self.sentences.best(f) == 1, ends);
        let mut first = 0;
        for &end in ends.iter() {
            while first < end {
                let last = first + part(&surface[first..end]);
                let opens = first == 0 && block.opens_paragraph;
                let next = surface.get(last).is_none_or(|t| t.after_space);
                out.push(assemble(text, &surface[first..last], opens, next));
                first = last;
            }
        }
    }
}

/// Buffers that segmenting one block after another uses again.
#[derive(Debug, Default)]
pub struct Scratch {
    atoms: Vec<Atom>,
    surface: Vec<Surface>,
    ends: Vec<usize>,
}

/// How many tokens of a sentence are taken as one: all, or of an endless one as many as may be, up to white space if
/// there is any in their second half.
fn part(tokens: &[Surface]) -> usize {
    if tokens.len() <= LONGEST {
        return tokens.len();
    }
    (LONGEST / 2..=LONGEST).rev().find(|&n| tokens[n].after_space).unwrap_or(LONGEST)
}

/// Finds the surface tokens of a block; `decide` is asked as [`tokens::tokens`] says.
pub fn surface_tokens(
    text: &str,
    block: Block,
    cuts: &Cuts,
    atoms: &mut Vec<Atom>,
    surface: &mut Vec<Surface>,
    decide: impl FnMut(usize, &[u32]) -> Gap,
) {
    atoms.clear();
    surface.clear();
    atoms::atoms(text, block.start, block.end, |word| cuts.get(word), atoms);
    tokens::tokens(text, atoms, decide, surface);
}

/// Makes a sentence of its surface tokens; `space_after` says whether white space follows the last.
fn assemble(text: &str, surface: &[Surface], opens_paragraph: bool, space_after: bool) -> Sentence {
    let mut sentence = Sentence {
        start: surface.first().map_or(0, |t| t.start),
        end: surface.last().map_or(0, |t| t.end),
        opens_paragraph,
        tokens: Vec::with_capacity(surface.len() + 2),
        multiwords: Vec::new(),
    };
    for (i, token) in surface.iter().enumerate() {
        let space_after = surface.get(i + 1).map_or(space_after, |t| t.after_space);
        let first = sentence.tokens.len();
        let mut start = token.start;
        for &end in token.cuts().iter().chain([&token.end]) {
            sentence.tokens.push(Token {
                start,
                end,
                form: CompactString::new(&text[start..end]),
                lemma: CompactString::const_new(""),
                upos: Upos::X,
                xpos: Xpos::Fw,
                feats: CompactString::const_new(""),
                head: None,
                deprel: Deprel::Dep,
                space_after: space_after && end == token.end,
            });
            start = end;
        }
        let last = sentence.tokens.len() - 1;
        if last > first {
            let form = CompactString::new(&text[token.start..token.end]);
            sentence.multiwords.push(Multiword { first, last, form });
        }
    }
    sentence
}
