//! Look-up tables over [`Data`], flat, so that the build makes them and the binary only reads them.

use serde::{Deserialize, Serialize};

use crate::data::{Data, EntityKind, Name, NameRole};
use crate::names::{self, Atoms};

/// From strings to lists of numbers: an open-addressed table over one run of text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyTable {
    /// The keys, one after another.
    keys: String,
    /// Where each key ends in `keys`.
    key_ends: Vec<u32>,
    /// The numbers of all keys.
    numbers: Vec<u32>,
    /// Where each key's numbers end in `numbers`.
    number_ends: Vec<u32>,
    /// Number of a key plus one, by hash; 0 where nothing is. A power of two long.
    slots: Vec<u32>,
}

impl KeyTable {
    /// The table of these pairs; the numbers of one key keep their order.
    pub fn new(mut pairs: Vec<(String, u32)>) -> Self {
        pairs.sort_by(|a, b| a.0.cmp(&b.0));
        let mut table = Self::default();
        let mut last: Option<&str> = None;
        for (key, number) in &pairs {
            if last != Some(key) {
                table.keys.push_str(key);
                table.key_ends.push(table.keys.len() as u32);
                table.number_ends.push(0);
                last = Some(key);
            }
            table.numbers.push(*number);
            if let Some(end) = table.number_ends.last_mut() {
                *end = table.numbers.len() as u32;
            }
        }
        table.slots = vec![0; (table.key_ends.len() * 2).next_power_of_two().max(2)];
        for at in 0..table.key_ends.len() {
            let mut slot = table.slot(table.key(at));
            while table.slots[slot] != 0 {
                slot = (slot + 1) & (table.slots.len() - 1);
            }
            table.slots[slot] = at as u32 + 1;
        }
        table
    }

    fn key(&self, at: usize) -> &str {
        let from = if at == 0 { 0 } else { self.key_ends[at - 1] as usize };
        &self.keys[from..self.key_ends[at] as usize]
    }

    fn slot(&self, key: &str) -> usize {
        // FNV-1a: the same on every machine, as the build and the binary must agree.
        let hash = key
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
        (hash ^ (hash >> 32)) as usize & (self.slots.len() - 1)
    }

    /// The numbers of a key.
    pub fn get(&self, key: &str) -> Option<&[u32]> {
        if self.slots.is_empty() {
            return None;
        }
        let mut slot = self.slot(key);
        loop {
            let at = self.slots[slot].checked_sub(1)? as usize;
            if self.key(at) == key {
                let from = if at == 0 { 0 } else { self.number_ends[at - 1] as usize };
                return Some(&self.numbers[from..self.number_ends[at] as usize]);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    /// The first number of a key.
    pub fn first(&self, key: &str) -> Option<u32> {
        self.get(key).and_then(|n| n.first().copied())
    }

    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.key_ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.key_ends.is_empty()
    }
}

/// Phrases by their keys, with the reach that a search needs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhraseTable {
    /// Numbers by key.
    pub by_key: KeyTable,
    /// Atoms of the longest phrase that begins with an atom, by the atom.
    longest: KeyTable,
}

impl PhraseTable {
    /// The table of these keys and numbers; empty keys are left out.
    pub fn new(mut pairs: Vec<(String, u32)>) -> Self {
        pairs.retain(|(key, _)| !key.is_empty());
        let mut longest: Vec<(String, u32)> = pairs
            .iter()
            .map(|(key, _)| {
                let first = key.split(' ').next().unwrap_or("");
                (first.to_owned(), u32::MAX - key.split(' ').count() as u32)
            })
            .collect();
        // The longest first, then one entry a word.
        longest.sort();
        longest.dedup_by(|a, b| a.0 == b.0);
        let longest = longest.into_iter().map(|(word, n)| (word, u32::MAX - n)).collect();
        Self { by_key: KeyTable::new(pairs), longest: KeyTable::new(longest) }
    }

    /// Atoms of the longest phrase that begins with this one; 0 where none does.
    pub fn longest(&self, atom: &str) -> usize {
        self.longest.first(atom).unwrap_or(0) as usize
    }
}

/// How the words of a name must be written in text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// Two bits an atom, the first lowest: 0 any case, 1 a capital first, 2 in capitals throughout.
    pub case: u64,
    /// The flags below.
    pub flags: u8,
}

impl Shape {
    /// The name is a word of everyday English but for its capital.
    pub const EVERYDAY: u8 = 1;
    /// Its capitalised sense is the likely one even where capitals tell nothing: states and governments.
    pub const STRONG: u8 = 2;
    /// It is the name of a month.
    pub const MONTH: u8 = 4;

    /// Whether a flag is set.
    pub const fn is(self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}

/// The months' names in lower case, January first.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Whether a lower-case word is the name of a month or of a day of the week.
pub fn is_calendar(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    DAYS.contains(&word) || MONTHS.contains(&word)
}

/// Name of the word class that holds the words of everyday English that are also names.
pub const EVERYDAY_CLASS: &str = "everyday";

fn shape(name: &Name, kind: EntityKind, atoms: &Atoms, everyday: bool) -> Shape {
    let mut case = 0;
    for (at, atom) in atoms.atoms.iter().enumerate().take(32) {
        let need = if !atom.capital {
            0
        } else if !atom.small && atom.to - atom.from > 1 {
            2
        } else {
            1
        };
        case |= need << (2 * at);
    }
    let mut flags = 0;
    if atoms.atoms.len() == 1 {
        if everyday {
            flags |= Shape::EVERYDAY;
        }
        if MONTHS.contains(&atoms.lower.as_str()) {
            flags |= Shape::MONTH;
        }
        // "Nato", "Opec": abbreviations that are said as words may be written as words.
        let letters = atoms.lower.as_bytes();
        if case == 2
            && !everyday
            && letters.len() >= 4
            && letters.iter().all(u8::is_ascii_lowercase)
            && letters.iter().any(|b| b"aeiou".contains(b))
        {
            case = 1;
        }
    }
    let standing = matches!(name.role, NameRole::Name | NameRole::Adjective | NameRole::People);
    if standing && matches!(kind, EntityKind::State | EntityKind::Government) {
        flags |= Shape::STRONG;
    }
    Shape { case, flags }
}

/// Names by key, with their shapes, from a given name on.
pub fn names(data: &Data, first: usize) -> (PhraseTable, Vec<Shape>) {
    let empty = Vec::new();
    let class = data.classes.iter().find(|c| c.name == EVERYDAY_CLASS).map_or(&empty, |c| &c.words);
    let everyday: std::collections::HashSet<&str> = class.iter().map(String::as_str).collect();
    let mut pairs = Vec::with_capacity(data.names.len() - first);
    let mut shapes = Vec::with_capacity(data.names.len() - first);
    for (number, name) in data.names.iter().enumerate().skip(first) {
        let atoms = names::atoms(&name.text);
        let kind = data.entities[name.entity as usize].kind;
        shapes.push(shape(name, kind, &atoms, everyday.contains(atoms.lower.as_str())));
        pairs.push((atoms.lower, number as u32));
    }
    (PhraseTable::new(pairs), shapes)
}

/// Everything that the lexicon looks up, but for word classes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// Names.
    pub names: PhraseTable,
    /// Of each name, how it must be written.
    pub shapes: Vec<Shape>,
    /// Entities by id.
    pub ids: KeyTable,
    /// Agents by phrase.
    pub agents: KeyTable,
    /// Words in the longest agent phrase.
    pub agent_longest: usize,
}

impl Index {
    /// The index of all the data.
    pub fn new(data: &Data) -> Self {
        let (names, shapes) = names(data, 0);
        let mut index = Self { names, shapes, ..Self::default() };
        index.read_entities_and_agents(data);
        index
    }

    /// Makes the tables of entities and agents anew.
    pub fn read_entities_and_agents(&mut self, data: &Data) {
        self.ids =
            KeyTable::new(data.entities.iter().enumerate().map(|(n, e)| (e.id.clone(), n as u32)).collect());
        // Branches come first in the data and win over agents of the same words.
        let phrases: Vec<(String, u32)> =
            data.agents.iter().enumerate().map(|(n, a)| (a.phrase.replace('-', " "), n as u32)).collect();
        self.agent_longest = phrases.iter().map(|(p, _)| p.split(' ').count()).max().unwrap_or(1);
        self.agents = KeyTable::new(phrases);
    }
}
