//! The lexicon in memory: what is compiled in or added, and the tables over it.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::SourceError;
use crate::compile::Compilation;
use crate::data::{Agent, Class, Data, Entity, EntityKind, Name};
use crate::index::{self, Index, PhraseTable, Shape};
use crate::names;

/// Lemmas and phrases of a class, ready for look-up.
#[derive(Debug, Clone, Default)]
pub struct WordSet {
    single: FxHashSet<String>,
    /// Phrases by each of their words, so that a phrase is found from its head wherever that stands in it.
    phrases: FxHashMap<String, Vec<Vec<String>>>,
}

impl WordSet {
    /// A set of lower-case words and phrases.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut set = Self::default();
        for word in words {
            let parts: Vec<String> = word.split([' ', '-']).map(str::to_owned).collect();
            if parts.len() == 1 {
                set.single.insert(word.to_owned());
            } else {
                for part in &parts {
                    let list = set.phrases.entry(part.clone()).or_default();
                    if !list.contains(&parts) {
                        list.push(parts.clone());
                    }
                }
            }
        }
        set
    }

    /// Whether the single lemma is in the set.
    pub fn has(&self, lemma: &str) -> bool {
        self.single.contains(lemma)
    }

    /// Phrases that hold the lemma.
    pub fn phrases_with(&self, lemma: &str) -> &[Vec<String>] {
        self.phrases.get(lemma).map_or(&[], Vec::as_slice)
    }
}

/// The lexicon.
#[derive(Debug, Clone)]
pub struct Lexicon {
    data: Data,
    index: Index,
    /// Names that dictionaries added, which hide embedded names of the same words.
    added: PhraseTable,
    discards: PhraseTable,
    classes: Vec<WordSet>,
    class_numbers: FxHashMap<String, usize>,
    contexts: FxHashMap<String, WordSet>,
    governments: Vec<u32>,
}

static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));

/// What the build writes.
#[derive(Deserialize)]
struct Blob {
    data: Data,
    index: Index,
}

impl Lexicon {
    /// The lexicon that is compiled in; made at the first call.
    ///
    /// # Panics
    /// Never in a build that passed its own tests: the blob is written by the build script of the same crate.
    pub fn embedded() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
            let blob: Blob = postcard::from_bytes(BLOB).expect("the build wrote the embedded lexicon");
            Lexicon::over(blob.data, blob.index, PhraseTable::default())
        });
        &LEXICON
    }

    /// A lexicon over the given data.
    pub fn new(data: Data) -> Self {
        let index = Index::new(&data);
        Self::over(data, index, PhraseTable::default())
    }

    fn over(data: Data, index: Index, added: PhraseTable) -> Self {
        let set = |c: &Class| WordSet::new(c.words.iter().map(String::as_str));
        let discards =
            data.discards.iter().enumerate().map(|(n, d)| (names::key(&d.phrase), n as u32)).collect();
        Self {
            added,
            discards: PhraseTable::new(discards),
            classes: data.classes.iter().map(set).collect(),
            class_numbers: data.classes.iter().enumerate().map(|(n, c)| (c.name.clone(), n)).collect(),
            contexts: data.contexts.iter().map(|c| (c.name.clone(), set(c))).collect(),
            governments: (0u32..)
                .zip(&data.entities)
                .filter(|(_, e)| e.kind == EntityKind::Government)
                .map(|(n, _)| n)
                .collect(),
            index,
            data,
        }
    }

    /// A copy of this lexicon with dictionaries added, each as its name (for messages) and its text: files of the
    /// lexicon's own formats, and PETRARCH's actor, agent and discard files, told apart by what they hold. A name that
    /// they give hides an embedded one of the same words; the later of two dictionaries wins.
    ///
    /// Returns the lexicon with all that could be used, and a message for every line that could not.
    pub fn with_dictionaries(
        &self,
        files: &[(impl AsRef<str>, impl AsRef<str>)],
    ) -> (Self, Vec<SourceError>) {
        let mut compilation = Compilation::over(self.data.clone());
        for (name, text) in files {
            compilation.add_dictionary(name.as_ref(), text.as_ref());
        }
        compilation.finish();
        let (data, errors) = compilation.into_parts();
        let mut index = self.index.clone();
        index.read_entities_and_agents(&data);
        let (added, shapes) = index::names(&data, self.embedded_names());
        index.shapes.truncate(self.embedded_names());
        index.shapes.extend(shapes);
        (Self::over(data, index, added), errors)
    }

    /// How many names come first in the data as the embedded ones.
    fn embedded_names(&self) -> usize {
        self.data.embedded_names.map_or(self.data.names.len(), |n| n as usize)
    }

    /// The data itself.
    pub fn data(&self) -> &Data {
        &self.data
    }

    /// The name of that number.
    pub fn name(&self, number: u32) -> &Name {
        &self.data.names[number as usize]
    }

    /// The entity of that number.
    pub fn entity(&self, number: u32) -> &Entity {
        &self.data.entities[number as usize]
    }

    /// The entity with that id, and its number.
    pub fn entity_by_id(&self, id: &str) -> Option<(u32, &Entity)> {
        self.index.ids.first(id).map(|n| (n, self.entity(n)))
    }

    /// Numbers of the governments that are actors of their own, in the data's order.
    pub fn governments(&self) -> &[u32] {
        &self.governments
    }

    /// The agent whose phrase is these lower-case words with spaces between.
    pub fn agent(&self, phrase: &str) -> Option<&Agent> {
        self.index.agents.first(phrase).map(|n| &self.data.agents[n as usize])
    }

    /// Words in the longest agent phrase.
    pub fn longest_agent(&self) -> usize {
        self.index.agent_longest
    }

    /// The class of that number in [`Data::classes`].
    pub fn class(&self, number: u32) -> &WordSet {
        &self.classes[number as usize]
    }

    /// The class of that name, without the `@`.
    pub fn class_named(&self, name: &str) -> Option<&WordSet> {
        self.class_numbers.get(name).map(|&n| &self.classes[n])
    }

    /// The class of that name, or an empty one.
    pub fn class_or_empty(&self, name: &str) -> &WordSet {
        static EMPTY: std::sync::LazyLock<WordSet> = std::sync::LazyLock::new(WordSet::default);
        self.class_named(name).unwrap_or(&EMPTY)
    }

    /// Words that mark PLOVER contexts.
    pub fn contexts(&self) -> &[Class] {
        &self.data.contexts
    }

    /// The words that mark one context.
    pub fn context_set(&self, name: &str) -> Option<&WordSet> {
        self.contexts.get(name)
    }

    /// The first phrase in the text for which a dictionary has whole stories left out.
    pub fn discards_story(&self, text: &str) -> Option<&str> {
        self.discarding(text, true)
    }

    /// The first phrase in the sentence for which a dictionary has sentences left out.
    pub fn discards_sentence(&self, sentence: &str) -> Option<&str> {
        self.discarding(sentence, false)
    }

    fn discarding(&self, text: &str, story: bool) -> Option<&str> {
        if self.discards.by_key.is_empty() {
            return None;
        }
        let atoms = names::atoms(text);
        (0..atoms.atoms.len()).find_map(|at| {
            let reach = atoms.reach(at, self.discards.longest(atoms.key(at, 1)));
            (1..=reach).find_map(|length| {
                let numbers = self.discards.by_key.get(atoms.key(at, length))?;
                let all = numbers.iter().map(|&n| &self.data.discards[n as usize]);
                all.filter(|d| d.story == story).map(|d| d.phrase.as_str()).next()
            })
        })
    }

    /// Names for these words (a key as [`names::key`] makes it): what dictionaries added, or else the embedded ones.
    pub(crate) fn names_of(&self, key: &str) -> Option<&[u32]> {
        self.added.by_key.get(key).or_else(|| self.index.names.by_key.get(key))
    }

    /// Atoms of the longest name that begins with an atom.
    pub(crate) fn longest_name(&self, atom: &str) -> usize {
        self.index.names.longest(atom).max(self.added.longest(atom))
    }

    pub(crate) fn shape(&self, number: u32) -> Shape {
        self.index.shapes[number as usize]
    }
}
