//! Lemmas in the treebanks' convention: what a word's ending and its case become, learned by the longest ending.

use compact_str::CompactString;

use crate::segment::CorruptModel;
use crate::segment::bytes::{self, Reader};
use crate::segment::linear::step;
use crate::tree::{Sentence, Upos, Xpos};

/// What a word's ending turns into.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// Characters taken off the end; [`Edit::ALL`] takes the whole word.
    pub strip: u8,
    /// What is put on instead, in lower case unless `exact`.
    pub append: CompactString,
    /// Whether the result stands as it is, whatever the word's case.
    pub exact: bool,
}

impl Edit {
    /// The number of characters that stands for the whole word.
    pub const ALL: u8 = u8::MAX;
}

/// What becomes of a word's capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Casing {
    /// All letters become small.
    Lower = 0,
    /// The letters that are left stay as written.
    Keep = 1,
    /// The first becomes a capital, the rest small.
    Title = 2,
    /// All become capitals.
    Upper = 3,
}

impl Casing {
    /// All casings, in the order of their numbers.
    pub const ALL: [Self; 4] = [Self::Lower, Self::Keep, Self::Title, Self::Upper];
}

/// What a rule is about: the change of the ending or the change of case, of words with a tag.
///
/// A rule is looked up by its topic and an ending: for the most part with both tags, else with the universal one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Topic(u64);

impl Topic {
    /// The ending of words with these tags; `None` stands for any Penn tag.
    pub fn ending(upos: Upos, xpos: Option<Xpos>) -> Self {
        Self(step(step(11, upos as u64), xpos.map_or(99, |x| x as u64)))
    }

    /// The case of words with these tags that are written as `writing` says.
    pub fn case(upos: Upos, xpos: Option<Xpos>, writing: Writing) -> Self {
        Self(step(step(step(13, upos as u64), xpos.map_or(99, |x| x as u64)), writing as u64))
    }
}

impl Topic {
    /// The lemmas of a part of speech that were seen: a rule under a whole word says that it is one.
    pub fn known(upos: Upos) -> Self {
        Self(step(17, upos as u64))
    }
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Writing {
    /// Small letters alone.
    Small,
    /// No capitals, but characters that are no letters: addresses, file names, numbers.
    Address,
    /// A capital and then none.
    Title,
    /// One letter, a capital.
    Initial,
    /// Two to four letters, all capitals.
    ShortCapitals,
    /// Five or more letters, all capitals.
    LongCapitals,
    /// Any other mixture.
    Mixed,
}

impl Writing {
    /// Classes a word.
    pub fn of(word: &str) -> Self {
        let (mut capitals, mut smalls) = (0, 0);
        let (mut opens, mut others) = (false, false);
        for c in word.chars() {
            if c.is_uppercase() {
                opens |= capitals + smalls == 0;
                capitals += 1;
            } else if c.is_alphabetic() {
                smalls += 1;
            } else {
                others = true;
            }
        }
        match (capitals, smalls) {
            (0, _) if others => Self::Address,
            (0, _) => Self::Small,
            (1, 0) => Self::Initial,
            (2..=4, 0) => Self::ShortCapitals,
            (_, 0) => Self::LongCapitals,
            (1, _) if opens => Self::Title,
            _ => Self::Mixed,
        }
    }
}

/// The longest ending that rules look at, in characters, apart from the whole word.
pub const LONGEST_ENDING: usize = 6;

/// Hashes of a word's endings: entry `n` is that of the last `n` characters; the last entry is the whole word's.
#[derive(Debug, Clone, Copy)]
pub struct Endings {
    hashes: [u64; LONGEST_ENDING + 1],
    count: usize,
    whole: u64,
}

impl Endings {
    /// Takes the endings of a lower-case word.
    pub fn of(lower: &str) -> Self {
        let mut endings = Self { hashes: [0; LONGEST_ENDING + 1], count: 0, whole: 0 };
        let mut hash = 7u64;
        endings.hashes[0] = hash;
        for c in lower.chars().rev() {
            hash = step(hash, u64::from(u32::from(c)));
            if endings.count < LONGEST_ENDING {
                endings.count += 1;
                endings.hashes[endings.count] = hash;
            }
        }
        endings.whole = step(hash, 1);
        endings
    }

    /// Keys to look up, the whole word first, then endings from long to short.
    pub fn keys(&self, topic: Topic) -> impl Iterator<Item = u32> + '_ {
        std::iter::once(self.whole)
            .chain(self.hashes[..=self.count].iter().rev().copied())
            .map(move |hash| key(topic, hash))
    }
}

fn key(topic: Topic, hash: u64) -> u32 {
    let h = step(topic.0, hash);
    // A key of 0 marks an empty slot.
    (((h ^ (h >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32) as u32).max(1)
}

/// The trained lemmatiser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lemmatizer {
    edits: Vec<Edit>,
    /// Open addressing with linear probing: a key and the number of an edit, or of a casing.
    slots: Vec<(u32, u16)>,
}

/// What the bytes of a lemmatiser open with: a name and a version.
const MAGIC: &[u8] = b"lemm1";

impl Lemmatizer {
    /// Assembles a lemmatiser from its edits, and rules as pairs of a key ([`Endings::keys`]) and a number: of an edit
    /// for a topic of endings, of a casing for a topic of case. Of two rules with one key the first stays.
    ///
    /// # Errors
    /// When a rule's number belongs to no edit and to no casing.
    pub fn new(edits: Vec<Edit>, rules: &[(u32, u16)]) -> Result<Self, CorruptModel> {
        let limit = edits.len().max(Casing::ALL.len());
        if rules.iter().any(|r| usize::from(r.1) >= limit) {
            return Err(CorruptModel::new("lemmatiser", "a rule names an edit that does not exist"));
        }
        let size = (rules.len() * 2).next_power_of_two().max(16);
        let mut slots = vec![(0, 0); size];
        for &(key, value) in rules {
            let mut at = key as usize & (size - 1);
            while slots[at].0 != 0 && slots[at].0 != key {
                at = (at + 1) & (size - 1);
            }
            if slots[at].0 == 0 {
                slots[at] = (key, value);
            }
        }
        Ok(Self { edits, slots })
    }

    fn get(&self, key: u32) -> Option<u16> {
        let mut at = key as usize & (self.slots.len() - 1);
        loop {
            match self.slots[at] {
                (0, _) => return None,
                (k, value) if k == key => return Some(value),
                _ => at = (at + 1) & (self.slots.len() - 1),
            }
        }
    }

    /// The rule of the longest ending, and whether it is a rule for the whole word.
    fn rule(
        &self,
        endings: &Endings,
        topic: impl Fn(Option<Xpos>) -> Topic,
        xpos: Xpos,
    ) -> Option<(u16, bool)> {
        let find = |topic| {
            endings.keys(topic).enumerate().find_map(|(i, key)| self.get(key).map(|value| (value, i == 0)))
        };
        find(topic(Some(xpos))).or_else(|| find(topic(None)))
    }

    fn is_known(&self, lemma: &str, upos: Upos) -> bool {
        Endings::of(lemma).keys(Topic::known(upos)).next().is_some_and(|key| self.get(key).is_some())
    }

    /// For an inflected word whose edit leads to no lemma ever seen: another edit of English spelling that leads to one.
    fn known_base(&self, lower: &str, xpos: Xpos, edit: &Edit) -> Option<Edit> {
        let (upos, endings): (Upos, &[&str]) = match xpos {
            Xpos::Vbd | Xpos::Vbn => (Upos::Verb, &["ed"]),
            Xpos::Vbg => (Upos::Verb, &["ing"]),
            Xpos::Vbz => (Upos::Verb, &["es", "s"]),
            Xpos::Nns | Xpos::Nnps => (Upos::Noun, &["es", "s"]),
            Xpos::Jjr | Xpos::Rbr => (Upos::Adj, &["er"]),
            Xpos::Jjs | Xpos::Rbs => (Upos::Adj, &["est"]),
            _ => return None,
        };
        if self.is_known(&edited(lower, edit), upos) {
            return None;
        }
        for ending in endings {
            let Some(stem) = lower.strip_suffix(ending).filter(|s| s.len() >= 2 && s.is_ascii()) else {
                continue;
            };
            let length = ending.len() as u8;
            let last = stem.as_bytes()[stem.len() - 1];
            let doubled = stem.as_bytes()[stem.len() - 2] == last;
            let candidates = [
                Some((length, "")),
                (*ending != "s").then_some((length, "e")),
                doubled.then_some((length + 1, "")),
                (last == b'i' && *ending != "s").then_some((length + 1, "y")),
                (last == b'v' && *ending == "es").then_some((length + 1, "f")),
                (last == b'v' && *ending == "es").then_some((length + 1, "fe")),
            ];
            for (strip, append) in candidates.into_iter().flatten() {
                let candidate = Edit { strip, append: CompactString::const_new(append), exact: false };
                if self.is_known(&edited(lower, &candidate), upos) {
                    return Some(candidate);
                }
            }
        }
        None
    }

    /// The lemma of a word with the given tags.
    pub fn lemma(&self, form: &str, upos: Upos, xpos: Xpos) -> CompactString {
        let lower = lower(form);
        if upos == Upos::Num
            && let Some(number) = plain_number(&lower)
        {
            return number;
        }
        let endings = Endings::of(&lower);
        let found = self.rule(&endings, |x| Topic::ending(upos, x), xpos);
        let Some((edit, seen)) = found.and_then(|(n, seen)| Some((self.edits.get(usize::from(n))?, seen)))
        else {
            return if upos == Upos::Propn { form.into() } else { lower };
        };
        if edit.exact {
            return edited(&lower, edit);
        }
        let other = if seen { None } else { self.known_base(&lower, xpos, edit) };
        let edit = other.as_ref().unwrap_or(edit);
        let writing = Writing::of(form);
        let casing = self.rule(&endings, |x| Topic::case(upos, x, writing), xpos);
        let casing =
            casing.and_then(|(n, _)| Casing::ALL.get(usize::from(n))).copied().unwrap_or(Casing::Keep);
        let lemma = apply(form, &lower, edit, casing);
        // An ending can be all that there is of a word.
        if lemma.is_empty() { lower } else { lemma }
    }

    /// Fills in the lemmas of a tagged sentence.
    pub fn annotate(&self, sentence: &mut Sentence) {
        for token in &mut sentence.tokens {
            token.lemma = self.lemma(&token.form, token.upos, token.xpos);
        }
    }

    /// The lemmatiser as bytes, the same for the same lemmatiser.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        bytes::write_varint(&mut out, self.edits.len() as u64);
        for edit in &self.edits {
            out.extend([edit.strip, u8::from(edit.exact)]);
            bytes::write_str(&mut out, &edit.append);
        }
        let mut rules: Vec<(u32, u16)> = self.slots.iter().copied().filter(|s| s.0 != 0).collect();
        rules.sort_unstable();
        bytes::write_varint(&mut out, rules.len() as u64);
        let mut last = 0;
        for (key, value) in rules {
            bytes::write_varint(&mut out, u64::from(key - last));
            bytes::write_varint(&mut out, u64::from(value));
            last = key;
        }
        out
    }

    /// Reads what [`Self::to_bytes`] wrote.
    ///
    /// # Errors
    /// When the bytes are not a lemmatiser's, or are damaged; the error says where.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, CorruptModel> {
        let mut reader = Reader::new("lemmatiser", bytes);
        if reader.take(MAGIC.len())? != MAGIC {
            return Err(CorruptModel::new("lemmatiser", "the bytes do not open with its name and version"));
        }
        let count = reader.count()?;
        let mut edits = Vec::with_capacity(count);
        for _ in 0..count {
            let (strip, exact) = (reader.u8()?, reader.u8()? != 0);
            edits.push(Edit { strip, exact, append: reader.str()?.into() });
        }
        let count = reader.count()?;
        let mut rules = Vec::with_capacity(count);
        let mut last = 0u32;
        for _ in 0..count {
            let gap = u32::try_from(reader.varint()?).ok();
            let value = u16::try_from(reader.varint()?).ok();
            let (Some(key), Some(value)) = (gap.and_then(|gap| last.checked_add(gap)), value) else {
                return Err(reader.error("a rule is out of range"));
            };
            rules.push((key, value));
            last = key;
        }
        reader.finish()?;
        Self::new(edits, &rules)
    }
}

/// The word in lower case.
pub fn lower(form: &str) -> CompactString {
    if form.is_ascii() {
        let mut lower = CompactString::new(form);
        lower.make_ascii_lowercase();
        lower
    } else {
        CompactString::from_str_to_lowercase(form)
    }
}

/// A number without the commas between its thousands; `None` where it has none.
pub fn plain_number(lower: &str) -> Option<CompactString> {
    let mut groups = lower.split('.').next()?.split(',');
    let first = groups.next()?;
    let grouped = !first.is_empty() && first.len() <= 3 && groups.clone().count() > 0;
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    (grouped && digits(first) && groups.all(|g| g.len() == 3 && digits(g)))
        .then(|| lower.chars().filter(|&c| c != ',').collect())
}

/// The stem of a lower-case word, and what the edit puts on it.
fn edited(lower: &str, edit: &Edit) -> CompactString {
    let mut out = CompactString::new(stem(lower, edit));
    out.push_str(&edit.append);
    out
}

fn stem<'a>(word: &'a str, edit: &Edit) -> &'a str {
    match edit.strip {
        0 => word,
        Edit::ALL => "",
        strip => word.char_indices().rev().nth(usize::from(strip) - 1).map_or("", |(at, _)| &word[..at]),
    }
}

/// The lemma that an edit and a casing make of a word.
pub fn apply(form: &str, lower: &str, edit: &Edit, casing: Casing) -> CompactString {
    match casing {
        Casing::Lower => edited(lower, edit),
        Casing::Keep => edited(form, edit),
        Casing::Upper => edited(lower, edit).as_str().to_uppercase().into(),
        Casing::Title => {
            let word = edited(lower, edit);
            let mut chars = word.chars();
            chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
        }
    }
}
