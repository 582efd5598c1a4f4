//! Tokens: which atoms belong together, decided gap by gap.

use super::abbreviations::Abbreviation;
use super::address;
use super::atoms::{Atom, Class, shape};
use super::linear::{feature, hash_lower};
use super::rules::is_opener;

/// What stands between two atoms that no white space divides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Gap {
    /// Nothing: one word goes on.
    Join = 0,
    /// The end of a token.
    Token = 1,
    /// The end of a word inside a token of several words: `do|n't`.
    Word = 2,
}

impl Gap {
    /// The gap with the given number; [`Gap::Join`] for a number out of range.
    pub fn from_label(label: usize) -> Self {
        match label {
            1 => Self::Token,
            2 => Self::Word,
            _ => Self::Join,
        }
    }
}

/// A surface token: a stretch of text without white space, and where the words inside it divide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Surface {
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset past its last character.
    pub end: usize,
    /// Byte offsets inside the token where one word ends and the next begins.
    pub cuts: [usize; Self::MAX_CUTS],
    /// How many of `cuts` are set.
    pub cut_count: u8,
    /// Whether white space, or the block's edge, stands before it.
    pub after_space: bool,
}

impl Surface {
    /// A token divides into one word more than this at the most.
    pub const MAX_CUTS: usize = 4;

    /// The offsets where words divide.
    pub fn cuts(&self) -> &[usize] {
        &self.cuts[..usize::from(self.cut_count)]
    }
}

/// Groups the atoms of one block into surface tokens.
///
/// `decide` is asked about every gap that no rule settles: it gets the gap's byte offset and its features.
pub fn tokens(
    text: &str,
    atoms: &[Atom],
    mut decide: impl FnMut(usize, &[u32]) -> Gap,
    out: &mut Vec<Surface>,
) {
    let mut features = Vec::with_capacity(48);
    let mut first = 0;
    while first < atoms.len() {
        let last = (first + 1..atoms.len()).find(|&i| atoms[i].after_space).unwrap_or(atoms.len());
        chunk(text, atoms, first, last, &mut features, &mut decide, out);
        first = last;
    }
}

/// Groups the atoms `first..last`, which stand without white space between them.
fn chunk(
    text: &str,
    atoms: &[Atom],
    first: usize,
    last: usize,
    features: &mut Vec<u32>,
    decide: &mut impl FnMut(usize, &[u32]) -> Gap,
    out: &mut Vec<Surface>,
) {
    let (start, end) = (atoms[first].start, atoms[last - 1].end);
    let mut token =
        Surface { start, end: start, cuts: [0; Surface::MAX_CUTS], cut_count: 0, after_space: true };
    if last - first == 1 {
        token.end = end;
        out.push(token);
        return;
    }
    // A chunk longer than any address is noise; looking for addresses in it would cost its length squared.
    let addresses = if end - start <= 2048 { address::find(&text[start..end]) } else { Vec::new() };
    let (mut previous, mut before) = (Gap::Token, Gap::Token);
    for left in first..last - 1 {
        let at = atoms[left].end;
        let inside = |s: &(usize, usize)| start + s.0 < at && at < start + s.1;
        let edge = |s: &(usize, usize)| start + s.0 == at || at == start + s.1;
        let gap = if addresses.iter().any(inside) {
            Gap::Join
        } else if addresses.iter().any(edge) {
            Gap::Token
        } else if is_clitic(text, atoms, last, left) {
            Gap::Word
        } else if keeps_stop(text, atoms, last, left, token.start) {
            Gap::Join
        } else {
            describe(text, atoms, (first, last), left, token.start, [previous, before], features);
            decide(at, features)
        };
        (before, previous) = (previous, gap);
        match gap {
            Gap::Word if usize::from(token.cut_count) < Surface::MAX_CUTS => {
                token.cuts[usize::from(token.cut_count)] = at;
                token.cut_count += 1;
            }
            Gap::Join | Gap::Word => {}
            Gap::Token => {
                token.end = at;
                out.push(token);
                token = Surface { start: at, end: at, cut_count: 0, after_space: false, ..token };
            }
        }
    }
    token.end = end;
    out.push(token);
}

/// Whether `'s`, `'re` or their like follow atom `left`.
fn is_clitic(text: &str, atoms: &[Atom], last: usize, left: usize) -> bool {
    if left + 2 >= last || atoms[left + 1].class != Class::Apostrophe || atoms[left + 1].length != 1 {
        return false;
    }
    let host = atoms[left].class.is_word() || matches!(atoms[left].class, Class::Digits | Class::Period);
    let clitic = &atoms[left + 2];
    let ends =
        left + 3 == last || !(atoms[left + 3].class.is_word() || atoms[left + 3].class == Class::Digits);
    host && ends
        && matches!(
            &text[clitic.start..clitic.end],
            "s" | "S" | "re" | "RE" | "ve" | "VE" | "ll" | "LL" | "d" | "D" | "m" | "M"
        )
}

/// Whether a stop after atom `left` belongs to an abbreviation beyond doubt: a title or an initial before a name, a month
/// or `No.` before a number, the form of a company.
fn keeps_stop(text: &str, atoms: &[Atom], last: usize, left: usize, token_start: usize) -> bool {
    let stop = left + 1;
    if atoms[stop].class != Class::Period {
        return false;
    }
    let word = &text[token_start..atoms[left].end];
    let next = if stop + 1 == last { atoms.get(last).map_or(Class::Edge, |a| a.class) } else { Class::Gap };
    match Abbreviation::of(word) {
        Abbreviation::Title | Abbreviation::Prefix => next.is_capital(),
        Abbreviation::Month => next == Class::Digits,
        Abbreviation::Number => next == Class::Digits && atoms[left].class.is_capital(),
        Abbreviation::Suffix => word.len() > 1 && atoms[left].class.is_capital(),
        Abbreviation::Place | Abbreviation::Hour => word.contains('.'),
        Abbreviation::Onward => word.contains('.') || next.is_capital(),
        // An initial between names (`George W. Bush`) or after another (`J. K. Rowling`).
        _ if atoms[left].class == Class::Initial
            && atoms[left].after_space
            && next.is_capital()
            && stop + 1 == last =>
        {
            let before = left.checked_sub(1).map(|i| atoms[i].class);
            let name = matches!(before, Some(Class::Title | Class::Mixed)) && word != "I";
            let initial =
                before == Some(Class::Period) && left > 1 && atoms[left - 2].class == Class::Initial;
            (name || initial) && !is_opener(&text[atoms[last].start..atoms[last].end])
        }
        _ => false,
    }
}

/// Fills `features` for the gap after atom `left` of the chunk `first..last`.
fn describe(
    text: &str,
    atoms: &[Atom],
    (first, last): (usize, usize),
    left: usize,
    token_start: usize,
    history: [Gap; 2],
    features: &mut Vec<u32>,
) {
    features.clear();
    let (class, hash) = (
        |i: isize| -> u64 {
            if i < first as isize || i >= last as isize {
                Class::Gap as u64
            } else {
                atoms[i as usize].class as u64
            }
        },
        |i: isize| -> u64 {
            if i < first as isize || i >= last as isize { 1 } else { atoms[i as usize].hash }
        },
    );
    let l = left as isize;
    let (cl, cr, cll, crr) = (class(l), class(l + 1), class(l - 1), class(l + 2));
    let (cl3, cr3) = (class(l - 2), class(l + 3));
    let (hl, hr, hll, hrr) = (hash(l), hash(l + 1), hash(l - 1), hash(l + 2));
    let pair = |a: u64, b: u64| a << 8 | b;
    let at = atoms[left].end;
    let chunk_start = atoms[first].start;
    let chunk_end = atoms[last - 1].end;
    let so_far_text = clip_back(&text[token_start..at], 32);
    let so_far = hash_lower(so_far_text);
    let rest_text = clip(&text[at..chunk_end], 24);
    let rest = hash_lower(rest_text);
    let next = atoms.get(last);
    let next_class = next.map_or(Class::Edge as u64, |a| a.class as u64);
    let next_hash = next.map_or(0, |a| a.hash);
    let previous_hash = first.checked_sub(1).map_or(0, |i| atoms[i].hash);
    let history = history[0] as u64 * 3 + history[1] as u64;
    let lengths = u64::from(atoms[left].length.min(8)) << 4 | u64::from(atoms[left + 1].length.min(8));

    let mut add = |template: u32, a: u64, b: u64| features.push(feature(template, a, b));
    add(0, 0, 0);
    add(1, hl, hr);
    add(2, cl, cr);
    add(3, hl, cr);
    add(4, cl, hr);
    add(5, pair(cll, cl), cr);
    add(6, cl, pair(cr, crr));
    add(7, pair(cll, cl), pair(cr, crr));
    add(8, pair(pair(cl3, cll), cl), pair(pair(cr, crr), cr3));
    add(9, hll, hl ^ hr.rotate_left(17));
    add(10, hrr, hl ^ hr.rotate_left(17));
    add(11, hll, pair(cl, cr));
    add(12, hrr, pair(cl, cr));
    add(13, so_far, hr);
    add(14, so_far, pair(cr, crr));
    add(15, so_far, pair(pair(cr, crr), next_class));
    add(16, rest, cl);
    add(17, rest, hl);
    add(18, rest, so_far);
    add(19, history, pair(cl, cr));
    add(20, history, pair(pair(cll, cl), pair(cr, crr)));
    add(21, history, hl ^ hr.rotate_left(17));
    add(22, next_class, pair(hr, crr));
    add(23, next_class, pair(pair(cl, cr), crr));
    add(24, lengths, pair(cl, cr));
    add(25, lengths, pair(pair(cll, cl), pair(cr, crr)));
    add(26, shape(so_far_text), shape(rest_text));
    add(27, shape(clip_back(&text[chunk_start..at], 32)), pair(cr, crr));
    add(28, hash_lower(clip_back(&text[atoms[left].start..at], 3)), hr);
    add(29, hash_lower(clip(&text[at..atoms[left + 1].end], 3)), hl);
    add(30, hash_lower(clip_back(&text[atoms[left + 1].start..atoms[left + 1].end], 3)), pair(cll, hl));
    add(31, next_hash, hl ^ hr.rotate_left(17));
    add(32, previous_hash, hl ^ hr.rotate_left(17));
    add(33, pair(hll, crr), hl);
    add(34, hll, hl.wrapping_add(class(l - 2)));
    if cr == Class::Period as u64 {
        let word = so_far_text;
        let kind = Abbreviation::of(word) as u64;
        let dotted = u64::from(word.contains('.'));
        let length = word.chars().take(9).count() as u64;
        add(40, pair(kind, crr), next_class);
        add(41, pair(length, dotted), pair(pair(cl, crr), next_class));
        add(42, pair(kind, dotted), pair(length, crr));
        add(43, next_hash, pair(cl, length));
    }
}

/// The first `count` characters of `text`.
fn clip(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).map_or(text, |(i, _)| &text[..i])
}

/// The last `count` characters of `text`.
fn clip_back(text: &str, count: usize) -> &str {
    text.char_indices().rev().nth(count.saturating_sub(1)).map_or(text, |(i, _)| &text[i..])
}
