//! Blocks: the paragraphs, headlines and list items of a text, found by its lines.

use super::atoms::is_space;

/// A stretch of text that no sentence crosses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset past its last character.
    pub end: usize,
    /// Whether it opens a paragraph; only the later pieces of an overlong block do not.
    pub opens_paragraph: bool,
}

/// Longer blocks are read in pieces, so that a file that is one line needs little memory.
const LONGEST: usize = 1 << 16;

/// Lines wider than this are paragraphs, not the product of hard wrapping.
const WIDEST_WRAP: usize = 130;
/// The longest line of a wrapped text may be shorter than the width it was wrapped at by this much.
const SLACK: usize = 3;
/// Lines narrower than this are verse, addresses or lists.
const NARROWEST_WRAP: usize = 38;

#[derive(Debug, Clone, Copy)]
struct Line {
    start: usize,
    end: usize,
    indent: usize,
    /// Characters from the first to the last that is not white space.
    width: usize,
}

/// Divides a text into blocks.
///
/// A blank line always divides. A single line break divides unless the text is hard-wrapped there: the next word
/// would not have fitted on the line, or the sentence visibly goes on.
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let lines = lines(text);
    let wrap = wrap_width(text, &lines);
    let mut open: Option<(usize, usize)> = None;
    let mut previous: Option<Line> = None;
    let mut first_of_paragraph = true;
    for line in lines {
        let joined = match (previous, line.width) {
            (_, 0) => false,
            (Some(before), _) if before.width > 0 => continues(text, before, line, wrap, first_of_paragraph),
            _ => false,
        };
        first_of_paragraph = previous.is_none_or(|p| p.width == 0) && line.width > 0;
        previous = Some(line);
        if joined {
            if let Some(block) = &mut open {
                block.1 = line.end;
            }
            continue;
        }
        if let Some((start, end)) = open.take() {
            push(text, start, end, &mut blocks);
        }
        if line.width > 0 {
            open = Some((line.start, line.end));
        }
    }
    if let Some((start, end)) = open {
        push(text, start, end, &mut blocks);
    }
    blocks
}

/// The lines, without the white space around them.
fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        if !matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            continue;
        }
        // CRLF ends one line, not two.
        if c == '\r' && text[at + 1..].starts_with('\n') {
            continue;
        }
        lines.push(line(text, start, at));
        if matches!(c, '\u{c}' | '\u{2029}') {
            lines.push(Line { start: at, end: at, indent: 0, width: 0 });
        }
        start = at + c.len_utf8();
    }
    lines.push(line(text, start, text.len()));
    lines
}

fn line(text: &str, start: usize, end: usize) -> Line {
    let raw = &text[start..end];
    let trimmed = raw.trim_start_matches(is_space);
    let lead = raw.len() - trimmed.len();
    let indent = raw[..lead].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
    let body = trimmed.trim_end_matches(is_space);
    Line { start: start + lead, end: start + lead + body.len(), indent, width: body.chars().count() }
}

/// The width at which a text is hard-wrapped; `None` where it is not.
///
/// In wrapped text nearly every line that another follows is too long to take the next line's first word as well.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let pairs = || lines.windows(2).filter(|w| w[0].width > 0 && w[1].width > 0 && !is_item(text, w[1]));
    let width = pairs().map(|w| w[0].indent + w[0].width).max()?;
    if !(NARROWEST_WRAP..=WIDEST_WRAP).contains(&width) || lines.iter().any(|l| l.width > WIDEST_WRAP) {
        return None;
    }
    let (mut full, mut all) = (0, 0);
    for pair in pairs() {
        all += 1;
        full += usize::from(is_full(text, pair[0], pair[1], width));
    }
    (full * 3 >= all * 2).then_some(width)
}

/// Whether the next line's first word would not have fitted on this line.
fn is_full(text: &str, line: Line, next: Line, width: usize) -> bool {
    line.indent + line.width + 1 + first_word(text, next).chars().count() + SLACK > width
}

fn first_word(text: &str, line: Line) -> &str {
    text[line.start..line.end].split(is_space).next().unwrap_or("")
}

/// Whether the line opens with a bullet, or with a number or letter that counts items.
fn is_item(text: &str, line: Line) -> bool {
    let body = &text[line.start..line.end];
    let word = first_word(text, line);
    if word.len() == body.len() {
        return false;
    }
    if matches!(word, "-" | "*" | "+" | "--" | "o" | "–" | "—")
        || word.starts_with(['•', '▪', '●', '◦', '‣', '■', '·', '►', '✓'])
    {
        return true;
    }
    let inner = word.trim_start_matches('(').trim_end_matches(['.', ')', ':']);
    let marked = inner.len() < word.len() && !word.ends_with(inner);
    let number = inner.len() <= 2 && !inner.is_empty() && inner.bytes().all(|b| b.is_ascii_digit());
    let letter = inner.len() == 1 && inner.bytes().all(|b| b.is_ascii_lowercase()) && word.ends_with(')');
    marked && (number || letter)
}

/// Whether `line` goes on with what `before` began.
fn continues(text: &str, before: Line, line: Line, wrap: Option<usize>, opens: bool) -> bool {
    if is_item(text, line) {
        return false;
    }
    let body = &text[before.start..before.end];
    let closed = body.trim_end_matches(['"', '”', '’', '\'', ')', ']']).ends_with(['.', '!', '?', ':', '…']);
    let next_first = text[line.start..line.end].chars().next().unwrap_or(' ');
    if line.indent > before.indent + 1 && (closed || next_first.is_uppercase()) && !is_item(text, before) {
        return false;
    }
    let unfinished =
        body.ends_with([',', '(', '/']) || body.rsplit(is_space).next().is_some_and(is_unfinished);
    let Some(width) = wrap else {
        return !closed
            && (next_first.is_lowercase() && before.width >= NARROWEST_WRAP
                || unfinished && before.width > 20);
    };
    if is_full(text, before, line, width) {
        return !(opens && !closed && is_headline(body) && next_first.is_uppercase() && !unfinished);
    }
    // A long word can leave a line short; only the first line of a paragraph may be a headline.
    let nearly_full = !opens && (before.indent + before.width) * 4 >= width * 3;
    !closed && (next_first.is_lowercase() || unfinished || nearly_full)
}

/// Words that end no headline and no sentence.
fn is_unfinished(word: &str) -> bool {
    matches!(
        word,
        "the"
            | "a"
            | "an"
            | "and"
            | "or"
            | "of"
            | "to"
            | "with"
            | "from"
            | "by"
            | "for"
            | "at"
            | "that"
            | "his"
            | "her"
            | "their"
            | "its"
            | "our"
            | "my"
            | "your"
            | "as"
            | "The"
            | "Mr."
            | "Mrs."
            | "Gen."
            | "Dr."
            | "Sen."
            | "between"
    )
}

/// Whether nearly every longer word of the line is capitalised.
fn is_headline(line: &str) -> bool {
    let (mut all, mut capitals) = (0, 0);
    for word in line.split(is_space).filter(|w| w.chars().count() > 3) {
        all += 1;
        capitals += usize::from(!word.starts_with(char::is_lowercase));
    }
    all >= 4 && capitals * 10 >= all * 9
}

/// Adds a block, in pieces where it is overlong.
fn push(text: &str, start: usize, end: usize, blocks: &mut Vec<Block>) {
    let mut from = start;
    while end - from > LONGEST {
        let cut = piece(text, from);
        blocks.push(Block { start: from, end: cut, opens_paragraph: from == start });
        from = cut;
    }
    blocks.push(Block { start: from, end, opens_paragraph: from == start });
}

/// Where to end a piece that begins at `from`: after a full stop if possible, else at white space, else anywhere.
fn piece(text: &str, from: usize) -> usize {
    let mut limit = from + LONGEST;
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let window = &text[from..limit];
    let later_half = |i: &usize| *i > LONGEST / 2;
    let stop = window.rmatch_indices(". ").map(|(i, _)| i + 1).take_while(later_half).find(|&i| {
        window[i + 1..].starts_with(char::is_uppercase) && window[..i - 1].ends_with(char::is_lowercase)
    });
    let space = || window.char_indices().rev().find(|&(i, c)| is_space(c) && i > 0).map(|(i, _)| i);
    stop.or_else(space).map_or(limit, |i| from + i)
}
