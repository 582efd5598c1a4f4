//! Sentences: which gaps between tokens end one.

use super::abbreviations::Abbreviation;
use super::atoms::{Class, shape};
use super::lexicon::Lexicon;
use super::linear::{feature, hash_lower};
use super::tokens::Surface;
use crate::tree::Xpos;

/// What the features need to know of one token.
#[derive(Debug, Clone, Copy)]
struct Word {
    hash: u64,
    shape: u64,
    /// Lexical tag, or a number past all tags that tells how an unknown word is written.
    tag: u64,
    class: Class,
    capital: bool,
    verb: bool,
    stop: bool,
    abbreviation: Abbreviation,
    after_space: bool,
}

const EDGE: Word = Word {
    hash: 0,
    shape: 0,
    tag: 255,
    class: Class::Edge,
    capital: false,
    verb: false,
    stop: false,
    abbreviation: Abbreviation::None,
    after_space: true,
};

impl Word {
    fn new(text: &str, token: &Surface, lexicon: &Lexicon) -> Self {
        let form = &text[token.start..token.end];
        // A contracted verb or *not* tells more than the whole token, which no lexicon holds.
        let head = token.cuts().first().map_or(form, |&cut| &text[token.start..cut]);
        let hash = hash_lower(form);
        let shape = shape(form);
        let known = lexicon.tag(if head.len() == form.len() { hash } else { hash_lower(head) });
        let first = form.chars().next().unwrap_or(' ');
        let capital = first.is_uppercase();
        let class = class_of(form, first);
        let tag = known.map_or_else(|| 64 + guess(form, class), u64::from);
        let verb = known.is_some_and(|t| {
            matches!(Xpos::ALL[usize::from(t)], Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
        }) || token.cut_count > 0 && !form.ends_with(['s', '\'', '’']);
        Self {
            hash,
            shape,
            tag,
            class,
            capital,
            verb,
            stop: matches!(class, Class::Period | Class::Stop | Class::Ellipsis),
            abbreviation: form.strip_suffix('.').map_or(Abbreviation::None, Abbreviation::of),
            after_space: token.after_space,
        }
    }
}

/// A token's class by its characters.
fn class_of(form: &str, first: char) -> Class {
    let mut chars = form.chars();
    let single = form.len() == first.len_utf8();
    if first.is_alphabetic() {
        return if single && first.is_uppercase() {
            Class::Initial
        } else if !first.is_uppercase() {
            Class::Lower
        } else if chars.all(|c| !c.is_lowercase()) {
            Class::Upper
        } else {
            Class::Title
        };
    }
    match first {
        '.' if single => Class::Period,
        '.' | '…' if form.chars().all(|c| c == '.' || c == '…') => Class::Ellipsis,
        '.' | '?' | '!' if form.chars().all(|c| matches!(c, '.' | '?' | '!')) => Class::Stop,
        ',' if single => Class::Comma,
        ':' | ';' if single => Class::Colon,
        '-' if single => Class::Hyphen,
        '-' | '\u{2012}'..='\u{2015}' => Class::Dash,
        '\'' | '’' | '‘' | '`' if form.len() <= 4 => Class::Apostrophe,
        '"' | '“' | '”' | '„' | '«' | '»' => Class::Quote,
        '(' | '[' | '{' | '<' => Class::Open,
        ')' | ']' | '}' | '>' => Class::Close,
        '/' | '\\' => Class::Slash,
        c if c.is_numeric() => Class::Digits,
        _ => Class::Symbol,
    }
}

/// A number below 64 for a word that no lexicon holds, by its ending and its case.
fn guess(form: &str, class: Class) -> u64 {
    let ending = ["ing", "ed", "ly", "s", "tion", "er", "al", "ous", "able", "ive", ".com"]
        .iter()
        .position(|e| form.len() > e.len() + 1 && form.ends_with(e))
        .map_or(0, |i| i as u64 + 1);
    match class {
        Class::Lower => ending,
        Class::Title => 12 + u64::from(ending == 4),
        Class::Upper => 14,
        Class::Initial => 15,
        Class::Digits => 16 + u64::from(form.contains(':')) + 2 * u64::from(form.contains('/')),
        Class::Symbol => 20,
        other => 24 + other as u64,
    }
}

/// Finds the ends of the sentences of one block.
///
/// `decide` is asked about each gap between two tokens that no rule settles: it gets the byte offset where the earlier
/// token ends, and the gap's features. `ends` receives, for each sentence, the number of tokens up to its end.
pub fn sentences(
    text: &str,
    tokens: &[Surface],
    lexicon: &Lexicon,
    mut decide: impl FnMut(usize, &[u32]) -> bool,
    ends: &mut Vec<usize>,
) {
    let words: Vec<Word> = tokens.iter().map(|t| Word::new(text, t, lexicon)).collect();
    let mut features = Vec::with_capacity(64);
    let mut state = State::new();
    let next_stop = distances(&words);
    for last in 0..tokens.len() {
        if last + 1 == tokens.len() {
            ends.push(last + 1);
            break;
        }
        state.take(&words[last]);
        if super::rules::forbids(text, tokens, state.first, last) {
            continue;
        }
        let ended = super::rules::demands(text, tokens, last) || {
            describe(&words, last, &state, &next_stop, &mut features);
            decide(tokens[last].end, &features)
        };
        if ended {
            ends.push(last + 1);
            state = State { first: last + 1, first_hash: words[last + 1].hash, ..State::new() };
        }
    }
}

/// For each token, how many tokens further on the next full stop stands, 15 at the most.
fn distances(words: &[Word]) -> Vec<u8> {
    let mut distance = 15u8;
    let mut out = vec![0; words.len() + 1];
    out[words.len()] = 15;
    for i in (0..words.len()).rev() {
        distance = if words[i].stop { 0 } else { distance.saturating_add(1).min(15) };
        out[i] = distance;
    }
    out
}

/// What has been read of the sentence so far.
#[derive(Debug, Clone, Copy)]
struct State {
    first: usize,
    first_hash: u64,
    length: usize,
    verb: bool,
    brackets: u8,
    quotes: u8,
    capitals: usize,
}

impl State {
    fn new() -> Self {
        Self { first: 0, first_hash: 0, length: 0, verb: false, brackets: 0, quotes: 0, capitals: 0 }
    }

    fn take(&mut self, word: &Word) {
        if self.length == 0 {
            self.first_hash = word.hash;
        }
        self.length += 1;
        self.verb |= word.verb;
        self.capitals += usize::from(word.capital);
        match word.class {
            Class::Open => self.brackets = self.brackets.saturating_add(1),
            Class::Close => self.brackets = self.brackets.saturating_sub(1),
            Class::Quote => self.quotes ^= 1,
            _ => {}
        }
    }
}

/// Fills `features` for the gap after token `last`.
fn describe(words: &[Word], last: usize, state: &State, next_stop: &[u8], features: &mut Vec<u32>) {
    features.clear();
    let at = |offset: isize| -> &Word {
        last.checked_add_signed(offset).and_then(|i| words.get(i)).unwrap_or(&EDGE)
    };
    let (w0, w1) = (at(0), at(1));
    let (p1, p2, p3, n2, n3) = (at(-1), at(-2), at(-3), at(2), at(3));
    let pair = |a: u64, b: u64| a.rotate_left(9) ^ b;
    let class = |w: &Word| w.class as u64;
    let gap = u64::from(w1.after_space) << 1 | u64::from(w0.after_space);
    let length = match state.length {
        n @ 0..=6 => n,
        7..=9 => 7,
        10..=14 => 8,
        15..=24 => 9,
        25..=39 => 10,
        _ => 11,
    } as u64;
    let ahead = u64::from(next_stop[last + 1]);
    let left = match words.len() - last - 1 {
        n @ 0..=5 => n,
        6..=10 => 6,
        11..=20 => 7,
        _ => 8,
    } as u64;
    let open = u64::from(state.brackets.min(2)) << 2 | u64::from(state.quotes) << 1 | u64::from(state.verb);
    let titled = u64::from(state.capitals * 10 >= state.length * 7);
    let coming_verb = u64::from(words[last + 1..].iter().take(8).take_while(|w| !w.stop).any(|w| w.verb));

    let mut add = |template: u32, a: u64, b: u64| features.push(feature(template, a, b));
    add(100, 0, 0);
    add(101, w0.hash, 0);
    add(102, w1.hash, 0);
    add(103, w0.hash, w1.hash);
    add(104, p1.hash, w0.hash);
    add(105, w1.hash, n2.hash);
    add(106, w0.hash, class(w1));
    add(107, class(w0), w1.hash);
    add(108, w0.shape, w1.shape);
    add(109, pair(p1.shape, w0.shape), w1.shape);
    add(110, w0.shape, pair(w1.shape, n2.shape));
    add(111, w0.tag, w1.tag);
    add(112, pair(p1.tag, w0.tag), w1.tag);
    add(113, w0.tag, pair(w1.tag, n2.tag));
    add(114, pair(p1.tag, w0.tag), pair(w1.tag, n2.tag));
    add(115, pair(p2.tag, p1.tag), pair(w0.tag, class(w1)));
    add(116, class(w0), pair(w1.tag, pair(n2.tag, n3.tag)));
    add(117, w0.hash, w1.tag);
    add(118, w0.tag, w1.hash);
    add(119, pair(class(w0), class(w1)), pair(length, gap));
    add(120, pair(class(w0), class(w1)), pair(ahead, gap));
    add(121, pair(class(w0), class(w1)), left);
    add(122, pair(class(w0), class(w1)), open);
    add(123, w0.hash, pair(open, class(w1)));
    add(124, pair(class(w0), class(w1)), pair(open, coming_verb));
    add(125, pair(w0.tag, w1.tag), pair(titled, coming_verb));
    add(126, state.first_hash, w1.hash);
    add(127, state.first_hash, pair(class(w0), class(w1)));
    add(128, pair(length, class(w0)), w1.hash);
    add(129, pair(length, w0.hash), class(w1));
    add(130, pair(length, w0.tag), pair(w1.tag, ahead));
    add(131, w0.abbreviation as u64, pair(class(w1), class(n2)));
    add(132, w0.abbreviation as u64, w1.tag);
    add(133, pair(class(p1), class(w0)), pair(class(w1), class(n2)));
    add(134, pair(pair(class(p2), class(p1)), class(w0)), pair(class(w1), gap));
    add(135, class(w0), pair(pair(class(w1), class(n2)), class(n3)));
    add(136, p1.tag, pair(w0.hash, w1.hash));
    add(137, pair(p1.hash, w0.hash), class(w1));
    add(138, gap, pair(w0.hash, w1.shape));
    add(139, gap, pair(w0.shape, w1.hash));
    add(140, n2.hash, pair(class(w0), class(w1)));
    add(141, p1.hash, pair(class(w0), class(w1)));
    add(142, p2.hash, pair(class(w0), class(w1)));
    add(143, p3.tag, pair(w0.tag, w1.tag));
    add(144, pair(ahead, left), pair(class(w0), w1.tag));
    add(145, titled, pair(length, pair(class(w0), class(w1))));
}
