//! The lexicon in memory: indices over [`Data`], and the search for names.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::data::{Agent, Class, Data, Entity, Name};
use crate::names::{Atom, atoms, key};

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

/// A name found in text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameMatch {
    /// Byte offset of its first character in the text searched.
    pub start: usize,
    /// Byte offset past its last.
    pub end: usize,
    /// Numbers of the names ([`Lexicon::name`]) that the words may be.
    pub names: Vec<u32>,
}

/// The lexicon.
#[derive(Debug, Clone)]
pub struct Lexicon {
    data: Data,
    by_key: FxHashMap<String, Vec<u32>>,
    /// Longest name, in atoms, by the first atom.
    longest: FxHashMap<String, usize>,
    by_id: FxHashMap<String, u32>,
    agents: FxHashMap<String, u32>,
    agent_longest: usize,
    classes: Vec<WordSet>,
    class_numbers: FxHashMap<String, usize>,
    contexts: FxHashMap<String, WordSet>,
}

static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.bin"));

impl Lexicon {
    /// The lexicon that is compiled in; made at the first call.
    ///
    /// # Panics
    /// Never in a build that passed its own tests: the blob is written by the build script of the same crate.
    pub fn embedded() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
            Lexicon::new(postcard::from_bytes(BLOB).expect("the build wrote the embedded lexicon"))
        });
        &LEXICON
    }

    /// A lexicon over the given data.
    pub fn new(data: Data) -> Self {
        let mut by_key: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        let mut longest: FxHashMap<String, usize> = FxHashMap::default();
        for (number, name) in data.names.iter().enumerate() {
            let key = key(&name.text);
            if key.is_empty() {
                continue;
            }
            let first = key.split(' ').next().unwrap_or("");
            let length = key.split(' ').count();
            match longest.get_mut(first) {
                Some(n) => *n = (*n).max(length),
                None => {
                    longest.insert(first.to_owned(), length);
                }
            }
            by_key.entry(key).or_default().push(number as u32);
        }
        let by_id = data.entities.iter().enumerate().map(|(n, e)| (e.id.clone(), n as u32)).collect();
        let mut agents = FxHashMap::default();
        let mut agent_longest = 1;
        for (number, agent) in data.agents.iter().enumerate() {
            let phrase = agent.phrase.replace('-', " ");
            agent_longest = agent_longest.max(phrase.split(' ').count());
            // Branches come first in the data and win over agents of the same words.
            agents.entry(phrase).or_insert(number as u32);
        }
        let classes = data.classes.iter().map(|c| WordSet::new(c.words.iter().map(String::as_str))).collect();
        let class_numbers = data.classes.iter().enumerate().map(|(n, c)| (c.name.clone(), n)).collect();
        let contexts = data
            .contexts
            .iter()
            .map(|c| (c.name.clone(), WordSet::new(c.words.iter().map(String::as_str))))
            .collect();
        Self { by_key, longest, by_id, agents, agent_longest, classes, class_numbers, contexts, data }
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
        self.by_id.get(id).map(|&n| (n, &self.data.entities[n as usize]))
    }

    /// The agent whose phrase is these lower-case words with spaces between.
    pub fn agent(&self, phrase: &str) -> Option<&Agent> {
        self.agents.get(phrase).map(|&n| &self.data.agents[n as usize])
    }

    /// Words in the longest agent phrase.
    pub fn longest_agent(&self) -> usize {
        self.agent_longest
    }

    /// The class of that number in [`Data::classes`].
    pub fn class(&self, number: u32) -> &WordSet {
        &self.classes[number as usize]
    }

    /// The class of that name, without the `@`.
    pub fn class_named(&self, name: &str) -> Option<&WordSet> {
        self.class_numbers.get(name).map(|&n| &self.classes[n])
    }

    /// Words that mark PLOVER contexts.
    pub fn contexts(&self) -> &[Class] {
        &self.data.contexts
    }

    /// The words that mark one context.
    pub fn context_set(&self, name: &str) -> Option<&WordSet> {
        self.contexts.get(name)
    }

    /// Names in a stretch of text, longest first at each place, left to right, without overlaps.
    ///
    /// Case is compared as the lexicon writes it: a capital there must be a capital in the text, an abbreviation in
    /// capitals must stand in capitals. Where the text itself is in capitals throughout, abbreviations that are also
    /// English words are left alone.
    pub fn names_in(&self, text: &str) -> Vec<NameMatch> {
        let atoms = atoms(text);
        let shouting = is_shouting(text);
        let mut found = Vec::new();
        let mut at = 0;
        let lower: Vec<String> = atoms.iter().map(|a| a.text.to_lowercase()).collect();
        let mut key = String::new();
        while at < atoms.len() {
            let Some(&longest) = self.longest.get(lower[at].as_str()) else {
                at += 1;
                continue;
            };
            let mut reach = 1;
            while reach < longest && at + reach < atoms.len() && atoms[at + reach].joined {
                reach += 1;
            }
            let mut matched = 0;
            for length in (1..=reach).rev() {
                key.clear();
                for (n, word) in lower[at..at + length].iter().enumerate() {
                    if n > 0 {
                        key.push(' ');
                    }
                    key.push_str(word);
                }
                let Some(numbers) = self.by_key.get(key.as_str()) else { continue };
                let words = &atoms[at..at + length];
                let names: Vec<u32> = numbers
                    .iter()
                    .copied()
                    .filter(|&n| case_agrees(&self.name(n).text, words, shouting))
                    .collect();
                if !names.is_empty() {
                    found.push(NameMatch { start: words[0].start, end: words[length - 1].end, names });
                    matched = length;
                    break;
                }
            }
            at += matched.max(1);
        }
        found
    }
}

fn is_shouting(text: &str) -> bool {
    let (mut upper, mut lower) = (0, 0);
    for c in text.chars() {
        if c.is_uppercase() {
            upper += 1;
        } else if c.is_lowercase() {
            lower += 1;
        }
    }
    upper >= 12 && lower * 8 < upper
}

/// Abbreviations that are words of English when a whole line stands in capitals.
const WORDLIKE: [&str; 14] =
    ["US", "WHO", "IS", "IT", "AU", "CAR", "ALBA", "AID", "ACT", "MIT", "PEN", "SWAPO", "NO", "IN"];

fn case_agrees(name: &str, words: &[Atom], shouting: bool) -> bool {
    let own = atoms(name);
    own.len() == words.len()
        && own.iter().zip(words).all(|(own, word)| {
            let capital = own.text.chars().next().is_some_and(char::is_uppercase);
            let abbreviation = capital && own.text.chars().skip(1).all(|c| !c.is_lowercase()) && own.text.len() > 1;
            if shouting {
                return !(abbreviation && own.text.len() < 5 && WORDLIKE.contains(&own.text.as_str()));
            }
            if abbreviation {
                return word.text == own.text;
            }
            !capital || word.text.chars().next().is_some_and(char::is_uppercase)
        })
}
