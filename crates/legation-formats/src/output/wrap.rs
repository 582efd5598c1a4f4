//! Text in several styles, wrapped to a terminal's width.

use anstyle::Style;
use unicode_width::UnicodeWidthChar;

/// A space at which no line is broken.
pub(crate) const HARD_SPACE: char = '\u{a0}';

/// One paragraph in the making.
#[derive(Debug)]
pub(crate) struct Paragraph {
    width: usize,
    words: Vec<Word>,
    open: bool,
}

/// Characters between two spaces, each with its style.
#[derive(Debug, Default)]
struct Word {
    chars: Vec<(char, Style)>,
    width: usize,
}

impl Paragraph {
    /// A paragraph of at most `width` columns, the indent included.
    pub(crate) const fn new(width: usize) -> Self {
        Self { width, words: Vec::new(), open: false }
    }

    /// Adds text. White space divides words. Control characters, with which a text could steer the terminal, are shown as
    /// U+FFFD.
    pub(crate) fn push(&mut self, text: &str, style: Style) -> &mut Self {
        for c in text.chars() {
            if c.is_whitespace() && c != HARD_SPACE {
                self.open = false;
                continue;
            }
            let c = match c {
                HARD_SPACE => ' ',
                c if steers(c) => char::REPLACEMENT_CHARACTER,
                c => c,
            };
            if !self.open {
                self.words.push(Word::default());
                self.open = true;
            }
            if let Some(word) = self.words.last_mut() {
                word.chars.push((c, style));
                word.width += c.width().unwrap_or(0);
            }
        }
        self
    }

    /// The lines, each ended by a line feed; `first` and `rest` stand before the first line and the others.
    pub(crate) fn lines(&self, first: &str, rest: &str) -> String {
        let room = |indent: &str| self.width.saturating_sub(columns(indent)).max(20);
        let mut out = String::from(first);
        let (mut used, mut limit, mut fresh) = (0, room(first), true);
        let mut pen = Pen::default();
        for (n, word) in self.words.iter().enumerate() {
            if !fresh && used + 1 + word.width > limit {
                pen.set(&mut out, Style::new());
                out.push('\n');
                out.push_str(rest);
                (used, limit, fresh) = (0, room(rest), true);
            }
            if !fresh {
                // The space between two words of one style has that style too.
                let before = self.words[n - 1].chars.last().map(|c| c.1);
                let after = word.chars.first().map(|c| c.1);
                pen.set(&mut out, before.filter(|b| Some(*b) == after).unwrap_or_default());
                out.push(' ');
                used += 1;
            }
            for &(c, style) in &word.chars {
                let wide = c.width().unwrap_or(0);
                if used + wide > limit {
                    pen.set(&mut out, Style::new());
                    out.push('\n');
                    out.push_str(rest);
                    (used, limit) = (0, room(rest));
                }
                pen.set(&mut out, style);
                out.push(c);
                used += wide;
            }
            fresh = false;
        }
        pen.set(&mut out, Style::new());
        out.push('\n');
        out
    }
}

/// Columns that a text takes, without the escape sequences of styles.
fn columns(text: &str) -> usize {
    let mut escape = false;
    let mut sum = 0;
    for c in text.chars() {
        match c {
            '\u{1b}' => escape = true,
            'm' if escape => escape = false,
            _ if escape => {}
            c => sum += c.width().unwrap_or(0),
        }
    }
    sum
}

/// Control characters, and marks that turn the direction of what follows.
fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

/// The style that the output is in.
#[derive(Debug, Default)]
struct Pen(Style);

impl Pen {
    fn set(&mut self, out: &mut String, style: Style) {
        if self.0 != style {
            if self.0 != Style::new() {
                out.push_str(&self.0.render_reset().to_string());
            }
            out.push_str(&style.render().to_string());
            self.0 = style;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_at_spaces_and_breaks_what_has_none() {
        let mut p = Paragraph::new(24);
        p.push("one two  three\nfour five six seven", Style::new());
        assert_eq!(p.lines("> ", "  "), "> one two three four\n  five six seven\n");
        let mut p = Paragraph::new(22);
        p.push(&"x".repeat(45), Style::new());
        assert!(p.lines("", "").lines().all(|l| l.len() <= 22));
    }

    #[test]
    fn counts_wide_characters() {
        let mut p = Paragraph::new(20);
        p.push("漢字漢字漢 字漢字漢字", Style::new());
        assert_eq!(p.lines("", ""), "漢字漢字漢\n字漢字漢字\n");
    }

    #[test]
    fn styles_end_where_lines_end() {
        let bold = Style::new().bold();
        let mut p = Paragraph::new(20);
        p.push("some words ", Style::new()).push("stand out here", bold).push(", see", Style::new());
        assert_eq!(p.lines("", ""), "some words \u{1b}[1mstand out\u{1b}[0m\n\u{1b}[1mhere\u{1b}[0m, see\n");
    }

    #[test]
    fn text_cannot_steer_the_terminal() {
        let mut p = Paragraph::new(80);
        p.push("a\u{1b}[2Jb\u{7}\u{202e}c\u{9b}d", Style::new());
        assert_eq!(p.lines("", ""), "a\u{fffd}[2Jb\u{fffd}\u{fffd}c\u{fffd}d\n");
    }
}
