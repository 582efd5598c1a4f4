//! A parsed sentence: tokens with tags, lemmas, features and a dependency tree in the UD English scheme.

use compact_str::CompactString;

/// Declares an enum whose variants have a fixed spelling, with conversions both ways.
macro_rules! spelled {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        #[allow(missing_docs, reason = "the variants are the scheme's own labels")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every label, in declaration order; the position of a label is its number.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The label as the UD treebanks write it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownLabel;
            fn from_str(text: &str) -> Result<Self, UnknownLabel> {
                match text { $($text => Ok(Self::$variant),)+ _ => Err(UnknownLabel(text.into())) }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }
    };
}

/// A label outside the scheme.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown label {0:?}")]
pub struct UnknownLabel(pub CompactString);

spelled! {
    /// Universal part-of-speech tags (<https://universaldependencies.org/u/pos/>).
    Upos {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ",
        Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT",
        Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
    }
}

spelled! {
    /// Penn Treebank tags as the English Web Treebank uses them.
    Xpos {
        Add = "ADD", Afx = "AFX", Cc = "CC", Cd = "CD", Dt = "DT", Ex = "EX", Fw = "FW", Gw = "GW", Hyph = "HYPH",
        In = "IN", Jj = "JJ", Jjr = "JJR", Jjs = "JJS", Ls = "LS", Md = "MD", Nfp = "NFP", Nn = "NN", Nnp = "NNP",
        Nnps = "NNPS", Nns = "NNS", Pdt = "PDT", Pos = "POS", Prp = "PRP", PrpPoss = "PRP$", Rb = "RB", Rbr = "RBR",
        Rbs = "RBS", Rp = "RP", Sym = "SYM", To = "TO", Uh = "UH", Vb = "VB", Vbd = "VBD", Vbg = "VBG", Vbn = "VBN",
        Vbp = "VBP", Vbz = "VBZ", Wdt = "WDT", Wp = "WP", WpPoss = "WP$", Wrb = "WRB", Comma = ",", Colon = ":",
        Dollar = "$", OpenQuote = "``", CloseQuote = "''", OpenBracket = "-LRB-", CloseBracket = "-RRB-",
        Period = ".",
    }
}

spelled! {
    /// Dependency relations, with the subtypes of UD English (<https://universaldependencies.org/en/dep/>).
    Deprel {
        Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclRelcl = "advcl:relcl", Advmod = "advmod",
        Amod = "amod", Appos = "appos", Aux = "aux", AuxPass = "aux:pass", Case = "case", Cc = "cc",
        CcPreconj = "cc:preconj", Ccomp = "ccomp", Compound = "compound", CompoundPrt = "compound:prt",
        Conj = "conj", Cop = "cop", Csubj = "csubj", CsubjOuter = "csubj:outer", CsubjPass = "csubj:pass",
        Dep = "dep", Det = "det", DetPredet = "det:predet", Discourse = "discourse", Dislocated = "dislocated",
        Expl = "expl", Fixed = "fixed", Flat = "flat", Goeswith = "goeswith", Iobj = "iobj", List = "list",
        Mark = "mark", Nmod = "nmod", NmodDesc = "nmod:desc", NmodPoss = "nmod:poss",
        NmodUnmarked = "nmod:unmarked", Nsubj = "nsubj", NsubjOuter = "nsubj:outer", NsubjPass = "nsubj:pass",
        Nummod = "nummod", Obj = "obj", Obl = "obl", OblAgent = "obl:agent", OblUnmarked = "obl:unmarked",
        Orphan = "orphan", Parataxis = "parataxis", Punct = "punct", Reparandum = "reparandum", Root = "root",
        Vocative = "vocative", Xcomp = "xcomp",
    }
}

/// One syntactic word.
///
/// `start` and `end` are byte offsets into the text that was parsed. The words of a multiword token (`do` and `n't`
/// of `don't`) each cover their own part where the surface can be divided, and the whole token where it cannot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Byte offset of the word's first character in the parsed text.
    pub start: usize,
    /// Byte offset past the word's last character.
    pub end: usize,
    /// The word as written.
    pub form: CompactString,
    /// The dictionary form in the treebank's convention: lower case but for proper nouns and `I`.
    pub lemma: CompactString,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn tag.
    pub xpos: Xpos,
    /// Morphological features, `Name=Value` joined by `|` in the treebank's order; empty where there are none.
    pub feats: CompactString,
    /// The head's index in [`Sentence::tokens`]; `None` at the root.
    pub head: Option<usize>,
    /// Relation to the head.
    pub deprel: Deprel,
    /// Whether white space follows the surface token that this word ends.
    pub space_after: bool,
}

/// A surface token that holds several syntactic words (`don't`, `cannot`, `Moscow's` in treebanks that so write it).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Multiword {
    /// Index of its first word in [`Sentence::tokens`].
    pub first: usize,
    /// Index of its last word, inclusive.
    pub last: usize,
    /// The surface form.
    pub form: CompactString,
}

/// One sentence: byte span in the parsed text, words in order, multiword tokens in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sentence {
    /// Byte offset of the sentence's first token in the parsed text.
    pub start: usize,
    /// Byte offset past its last token.
    pub end: usize,
    /// Whether the sentence opens a paragraph.
    pub opens_paragraph: bool,
    /// The syntactic words.
    pub tokens: Vec<Token>,
    /// Surface tokens of more than one word.
    pub multiwords: Vec<Multiword>,
}

impl Sentence {
    /// Indices of the words whose head is `head`, in order.
    pub fn children(&self, head: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (0..self.tokens.len()).filter(move |&i| self.tokens[i].head == Some(head))
    }

    /// Index of the root word; `None` in a sentence without words.
    pub fn root(&self) -> Option<usize> {
        self.tokens.iter().position(|t| t.head.is_none())
    }
}
