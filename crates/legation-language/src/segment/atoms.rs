//! Atoms: the smallest stretches of characters that a token can be built from.

use super::linear::{hash_lower, step};

/// What kind of characters an atom holds; the finer classes of letters say how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Class {
    /// Past either end of the block.
    Edge,
    /// White space stands here.
    Gap,
    /// Letters, all lower case or without case.
    Lower,
    /// A capital and then lower-case letters.
    Title,
    /// Two or more capitals.
    Upper,
    /// One capital alone.
    Initial,
    /// Letters in another mixture of cases.
    Mixed,
    /// Digits.
    Digits,
    /// `.`, once.
    Period,
    /// `..` and longer, or `…`.
    Ellipsis,
    /// `,`
    Comma,
    /// `?`, `!` and runs of either.
    Stop,
    /// `:` or `;`
    Colon,
    /// `-` and the other hyphens, once.
    Hyphen,
    /// `--` and longer, and the dashes.
    Dash,
    /// `'`, `’`, `` ` `` and their like.
    Apostrophe,
    /// Double quotes.
    Quote,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A currency sign.
    Currency,
    /// `/` or `\`.
    Slash,
    /// Anything else: symbols, emoji.
    Symbol,
}

impl Class {
    /// Whether the atom is made of letters.
    pub fn is_word(self) -> bool {
        matches!(self, Self::Lower | Self::Title | Self::Upper | Self::Initial | Self::Mixed)
    }

    /// Whether the atom opens with a capital letter.
    pub fn is_capital(self) -> bool {
        matches!(self, Self::Title | Self::Upper | Self::Initial | Self::Mixed)
    }
}

/// One atom of a block.
#[derive(Debug, Clone, Copy)]
pub struct Atom {
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset past its last character.
    pub end: usize,
    /// What it is made of.
    pub class: Class,
    /// Number of characters, 255 at the most.
    pub length: u8,
    /// Whether white space, or the block's edge, stands before it.
    pub after_space: bool,
    /// Hash of its lower-case text.
    pub hash: u64,
}

/// Whether a character separates tokens and belongs to none: white space, control characters, and the invisible
/// marks that stand between words (zero-width space, byte-order mark, directional marks).
pub fn is_space(c: char) -> bool {
    if c.is_ascii() {
        return c <= ' ' || c == '\x7f';
    }
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Whether a character joins onto the one before it whatever that is: accents, joiners, variation selectors, skin tones.
fn is_extension(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{200c}' | '\u{200d}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}')
}

fn class_of(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' => Class::Lower,
        '0'..='9' => Class::Digits,
        '.' => Class::Period,
        '…' => Class::Ellipsis,
        ',' => Class::Comma,
        '?' | '!' => Class::Stop,
        ':' | ';' => Class::Colon,
        '-' | '\u{2010}' | '\u{2011}' => Class::Hyphen,
        '\u{2012}'..='\u{2015}' | '\u{2212}' => Class::Dash,
        '\'' | '’' | '‘' | '`' | '´' | '‛' | 'ʼ' => Class::Apostrophe,
        '"' | '“' | '”' | '„' | '«' | '»' | '‟' => Class::Quote,
        '(' | '[' | '{' | '<' => Class::Open,
        ')' | ']' | '}' | '>' => Class::Close,
        '$' | '¢' | '£' | '¤' | '¥' | '\u{20a0}'..='\u{20cf}' => Class::Currency,
        '/' | '\\' => Class::Slash,
        c if c.is_alphabetic() => Class::Lower,
        c if c.is_numeric() => Class::Digits,
        _ => Class::Symbol,
    }
}

/// Appends the atoms of `text[start..end]` to `atoms`.
///
/// `cut` is asked, for each run of letters, whether it may hold two words (`cannot`): it gives the byte offset inside
/// the run where they could be divided.
pub fn atoms(
    text: &str,
    start: usize,
    end: usize,
    cut: impl Fn(&str) -> Option<usize>,
    atoms: &mut Vec<Atom>,
) {
    let mut chars = text[start..end].char_indices().map(|(i, c)| (start + i, c)).peekable();
    let mut after_space = true;
    while let Some((at, first)) = chars.next() {
        if is_space(first) {
            after_space = true;
            continue;
        }
        let class = class_of(first);
        let (mut stop, mut length) = (at + first.len_utf8(), 1usize);
        let (mut capitals, mut lowers) =
            (usize::from(first.is_uppercase()), usize::from(!first.is_uppercase()));
        let opens_with_capital = first.is_uppercase();
        while let Some(&(next, c)) = chars.peek() {
            let joins = is_extension(c)
                || match class {
                    Class::Lower | Class::Digits => class_of(c) == class,
                    Class::Quote | Class::Open | Class::Close => false,
                    Class::Symbol => c == first && c.is_ascii(),
                    _ => c == first,
                };
            if !joins {
                break;
            }
            chars.next();
            stop = next + c.len_utf8();
            length += 1;
            if c.is_uppercase() { capitals += 1 } else { lowers += 1 }
        }
        let class = match class {
            Class::Lower if capitals == 0 => Class::Lower,
            Class::Lower if length == 1 => Class::Initial,
            Class::Lower if lowers == 0 => Class::Upper,
            Class::Lower if opens_with_capital && capitals == 1 => Class::Title,
            Class::Lower => Class::Mixed,
            Class::Period if length > 1 => Class::Ellipsis,
            Class::Hyphen if length > 1 => Class::Dash,
            other => other,
        };
        let atom = |start: usize, end: usize, after_space| Atom {
            start,
            end,
            class,
            length: text[start..end].chars().take(255).count() as u8,
            after_space,
            hash: hash_lower(&text[start..end]),
        };
        let run = &text[at..stop];
        let negated =
            class.is_word() && run.len() > 1 && run.ends_with(['n', 'N']) && begins_not(&text[stop..end]);
        let cut = if negated {
            Some(run.len() - 1)
        } else if class.is_word() {
            cut(run)
        } else {
            None
        };
        match cut.filter(|&i| i > 0 && i < run.len() && run.is_char_boundary(i)) {
            Some(i) => {
                atoms.push(atom(at, at + i, after_space));
                atoms.push(atom(at + i, stop, false));
            }
            None => atoms.push(atom(at, stop, after_space)),
        }
        after_space = false;
    }
}

/// Whether the text goes on with the rest of a contracted *not*: an apostrophe, `t`, and no further letter.
fn begins_not(rest: &str) -> bool {
    let mut chars = rest.chars();
    chars.next().is_some_and(|c| class_of(c) == Class::Apostrophe)
        && chars.next().is_some_and(|c| matches!(c, 't' | 'T'))
        && !chars.next().is_some_and(char::is_alphabetic)
}

/// A hash of the way `text` is written: letters become `a` or `A`, digits `9`, repeats are dropped.
pub fn shape(text: &str) -> u64 {
    let mut last = '\0';
    let mut hash = 0;
    for c in text.chars().take(40) {
        let kind = if c.is_uppercase() {
            'A'
        } else if c.is_alphabetic() {
            'a'
        } else if c.is_numeric() {
            '9'
        } else if c == '’' {
            '\''
        } else {
            c
        };
        if kind != last {
            hash = step(hash, u64::from(u32::from(kind)));
            last = kind;
        }
    }
    hash
}
