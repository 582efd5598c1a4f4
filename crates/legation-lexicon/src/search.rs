//! The search for names in text.

use crate::Lexicon;
use crate::data::NameRole;
use crate::index::Shape;
use crate::names::{Atoms, atoms};

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

/// What capitals tell in a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lettering {
    /// A capital marks a name, or the start of a sentence.
    Sentence,
    /// Every word of weight has one, as in headlines.
    Title,
    /// The whole text stands in capitals.
    Capitals,
}

impl Lettering {
    fn of(text: &str, atoms: &Atoms) -> Self {
        let (mut upper, mut lower) = (0, 0);
        for c in text.chars() {
            if c.is_uppercase() {
                upper += 1;
            } else if c.is_lowercase() {
                lower += 1;
            }
        }
        if upper >= 12 && lower * 8 < upper {
            return Self::Capitals;
        }
        let heavy = atoms.atoms.iter().skip(1).filter(|a| a.to - a.from >= 4);
        let (mut capitals, mut small) = (0, 0);
        for atom in heavy {
            if atom.capital {
                capitals += 1;
            } else if atom.small {
                small += 1;
            }
        }
        if capitals >= 3 && small * 7 <= capitals { Self::Title } else { Self::Sentence }
    }
}

/// Words before a month's name that make it a month.
const BEFORE_MONTHS: [&str; 34] = [
    "in",
    "of",
    "by",
    "since",
    "until",
    "till",
    "on",
    "from",
    "to",
    "during",
    "last",
    "this",
    "next",
    "early",
    "late",
    "mid",
    "for",
    "after",
    "before",
    "and",
    "or",
    "through",
    "between",
    "every",
    "each",
    "the",
    "around",
    "throughout",
    "past",
    "previous",
    "following",
    "coming",
    "previously",
    "again",
];

impl Lexicon {
    /// Names in a sentence, longest first at each place, left to right, without overlaps.
    ///
    /// Case is compared as the lexicon writes it: a capital there must be a capital in the text, an abbreviation in
    /// capitals must stand in capitals. A name that is also a word of everyday English (the class `everyday`) is taken
    /// only where its capital tells something: not at the start of a sentence, in a headline with capitals on every word,
    /// or in a text that stands in capitals throughout, unless it is a state's or a government's.
    pub fn names_in(&self, text: &str) -> Vec<NameMatch> {
        let atoms = atoms(text);
        let mut found = Vec::new();
        let mut lettering = None;
        let mut at = 0;
        while at < atoms.atoms.len() {
            let longest = self.longest_name(atoms.key(at, 1));
            let mut matched = 0;
            for length in (1..=atoms.reach(at, longest)).rev() {
                let Some(numbers) = self.names_of(atoms.key(at, length)) else { continue };
                let style = *lettering.get_or_insert_with(|| Lettering::of(text, &atoms));
                let names: Vec<u32> = numbers
                    .iter()
                    .copied()
                    .filter(|&n| self.is_written_so(n, text, &atoms, at, length, style))
                    .collect();
                if !names.is_empty() {
                    let (start, end) = (atoms.atoms[at].start, atoms.atoms[at + length - 1].end);
                    found.push(NameMatch { start, end, names });
                    matched = length;
                    break;
                }
            }
            at += matched.max(1);
        }
        found
    }

    /// Whether the case of the words, and what stands around them, lets them be this name.
    fn is_written_so(
        &self,
        number: u32,
        text: &str,
        atoms: &Atoms,
        at: usize,
        length: usize,
        lettering: Lettering,
    ) -> bool {
        let shape = self.shape(number);
        let words = &atoms.atoms[at..at + length];
        let abbreviation = length == 1 && shape.case == 2;
        if shape.is(Shape::MONTH) && self.is_a_month(number, atoms, at) {
            return false;
        }
        if lettering == Lettering::Capitals {
            if !shape.is(Shape::EVERYDAY) {
                return true;
            }
            return shape.is(Shape::STRONG)
                && (!abbreviation || self.is_a_country_in_capitals(text, atoms, at));
        }
        let cased = words.iter().enumerate().take(32).all(|(n, word)| match (shape.case >> (2 * n)) & 3 {
            0 => true,
            1 => word.capital,
            _ => word.in_capitals(),
        });
        if !cased || abbreviation || !shape.is(Shape::EVERYDAY) || shape.is(Shape::STRONG) {
            return cased;
        }
        lettering == Lettering::Sentence && !begins_sentence(text, atoms, at)
    }

    /// "US" in a line of capitals: the country before a noun that makes an actor, at the start, or with its points; else
    /// the pronoun.
    fn is_a_country_in_capitals(&self, text: &str, atoms: &Atoms, at: usize) -> bool {
        let atom = atoms.atoms[at];
        if at == 0 || begins_sentence(text, atoms, at) || text[atom.start..atom.end].contains('.') {
            return true;
        }
        let Some(next) = atoms.atoms.get(at + 1).filter(|a| a.joined).map(|a| &atoms.lower[a.from..a.to])
        else {
            return false;
        };
        let singular = next.strip_suffix("ies").map(|stem| format!("{stem}y"));
        self.agent(next).is_some()
            || singular.is_some_and(|s| self.agent(&s).is_some())
            || next.strip_suffix('s').is_some_and(|s| self.agent(s).is_some())
    }

    /// "May": the month after a preposition or beside a number, and wherever it is no surname.
    fn is_a_month(&self, number: u32, atoms: &Atoms, at: usize) -> bool {
        let word = |n: usize| atoms.atoms.get(n).map_or("", |a| &atoms.lower[a.from..a.to]);
        let number_at = |n: usize| word(n).starts_with(|c: char| c.is_ascii_digit());
        let before = at.checked_sub(1).map_or("", word);
        self.name(number).role != NameRole::Surname
            || number_at(at + 1)
            || before.starts_with(|c: char| c.is_ascii_digit())
            || BEFORE_MONTHS.contains(&before)
            || word(at + 1) == "day"
    }
}

/// Whether a sentence, a quotation or an item of a list begins at the atom, so that its capital tells nothing.
fn begins_sentence(text: &str, atoms: &Atoms, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    let gap = &text[atoms.atoms[before].end..atoms.atoms[at].start];
    gap.contains(['?', '!', ':', '"', '“', '‘', '•', '*', '–', '—', '\n'])
        || gap.contains(". ")
        || gap.contains("- ")
}
