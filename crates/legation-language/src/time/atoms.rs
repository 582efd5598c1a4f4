//! Tokens cut further at hyphens and slashes, so that the grammar need not know how the tokeniser treats them.

use super::words::{Word, classify};
use crate::tree::Token;

/// A word or mark of the sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Atom<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) token: usize,
    pub(super) word: Word,
    /// Whether it touches the atom before it.
    pub(super) glued: bool,
}

/// Cuts the tokens into atoms; `None` where none of them can begin or hold a time.
pub(super) fn cut(tokens: &[Token]) -> Option<Vec<Atom<'_>>> {
    let mut atoms: Vec<Atom<'_>> = Vec::with_capacity(tokens.len() + 4);
    let mut found = false;
    for (index, token) in tokens.iter().enumerate() {
        let text = token.form.as_str();
        let exact = text.len() == token.end.saturating_sub(token.start);
        let mut push = |from: usize, to: usize| {
            let (start, end) =
                if exact { (token.start + from, token.start + to) } else { (token.start, token.end) };
            let piece = &text[from..to];
            let word = classify(piece);
            found |= opens_time(word);
            let glued = atoms.last().is_some_and(|last| last.end == start);
            atoms.push(Atom { text: piece, start, end, token: index, word, glued });
        };
        if !text.contains(['-', '–', '—', '/']) || text.chars().count() == 1 {
            match possessive(text) {
                Some(at) => {
                    push(0, at);
                    push(at, text.len());
                }
                None => push(0, text.len()),
            }
            continue;
        }
        let mut from = 0;
        for (at, mark) in text.match_indices(['-', '–', '—', '/']) {
            if from < at {
                push(from, at);
            }
            push(at, at + mark.len());
            from = at + mark.len();
        }
        if from < text.len() {
            push(from, text.len());
        }
    }
    found.then_some(atoms)
}

/// Where a possessive ending starts in a word the tokeniser left whole.
fn possessive(text: &str) -> Option<usize> {
    let at = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s"))?.len();
    let stem = &text.as_bytes()[..at];
    (at > 0 && stem.iter().any(|b| b.is_ascii_alphabetic())).then_some(at)
}

/// Whether a time expression can be built around the word.
fn opens_time(word: Word) -> bool {
    matches!(
        word,
        Word::Number { digits: 3.., .. }
            | Word::Month { .. }
            | Word::Weekday { .. }
            | Word::Season(_)
            | Word::Unit { .. }
            | Word::Decade(_)
            | Word::Quarter(_)
            | Word::HalfYear(_)
            | Word::Date { .. }
            | Word::Deictic(_)
            | Word::Overnight
            | Word::DayPart
            | Word::BeforeChrist
            | Word::AnnoDomini
            | Word::Slash
            | Word::Ordinal(_)
    )
}
