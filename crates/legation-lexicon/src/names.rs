//! How names are compared: accents, apostrophes, hyphens and the points of abbreviations do not count; case does.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A piece of text for comparing names: a run of letters and digits, or a comma.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Atom {
    /// Where its lower-case form begins in [`Atoms::lower`].
    pub from: usize,
    /// Where that ends.
    pub to: usize,
    /// Byte offset of its first character in the text.
    pub start: usize,
    /// Byte offset past its last.
    pub end: usize,
    /// Whether nothing but joining marks (space, hyphen, apostrophe, point, ampersand, stroke) stands between it and the atom before.
    pub joined: bool,
    /// Whether its first character is a capital.
    pub capital: bool,
    /// Whether some letter of it is no capital.
    pub small: bool,
}

impl Atom {
    /// Whether it stands in capitals, as abbreviations do.
    pub const fn in_capitals(&self) -> bool {
        self.capital && !self.small
    }
}

/// A text divided into atoms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Atoms {
    /// The atoms in lower case, accents removed, one space between.
    pub lower: String,
    /// Where they are.
    pub atoms: Vec<Atom>,
}

impl Atoms {
    /// The key of `length` atoms from number `first`.
    pub fn key(&self, first: usize, length: usize) -> &str {
        &self.lower[self.atoms[first].from..self.atoms[first + length - 1].to]
    }

    /// How many atoms from number `first`, at most `longest`, hang together without other marks between; 0 where
    /// `longest` is.
    pub fn reach(&self, first: usize, longest: usize) -> usize {
        let rest =
            self.atoms[first + 1..].iter().take(longest.saturating_sub(1)).take_while(|a| a.joined).count();
        longest.min(rest + 1)
    }
}

/// Removes accents and spells out letters that English news writes plain.
fn plain(c: char, out: &mut String) {
    match c {
        'ø' => out.push('o'),
        'Ø' => out.push('O'),
        'ł' => out.push('l'),
        'Ł' => out.push('L'),
        'đ' => out.push('d'),
        'Đ' => out.push('D'),
        'ı' => out.push('i'),
        'ß' => out.push_str("ss"),
        'æ' => out.push_str("ae"),
        'Æ' => out.push_str("Ae"),
        'œ' => out.push_str("oe"),
        _ => out.extend(std::iter::once(c).nfd().filter(|&d| !is_combining_mark(d))),
    }
}

fn push_lower(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    let mut letters = String::new();
    plain(c, &mut letters);
    out.extend(letters.chars().flat_map(char::to_lowercase));
}

/// Divides text into atoms. `U.S.` gives one atom, `us`.
pub fn atoms(text: &str) -> Atoms {
    let mut out =
        Atoms { lower: String::with_capacity(text.len() + 8), atoms: Vec::with_capacity(text.len() / 5) };
    let mut joined = false;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_alphanumeric() {
            let mut end = start + c.len_utf8();
            let mut small = !c.is_uppercase() && c.is_alphabetic();
            let (mut single, capital) = (true, c.is_uppercase());
            // Single capitals with points between are one abbreviation.
            let before = out.atoms.last().copied().filter(|b| {
                joined
                    && capital
                    && !b.small
                    && b.capital
                    && &text[b.end..start] == "."
                    && b.to - b.from < 6
                    && b.end - b.start + 1 == 2 * (b.to - b.from)
            });
            let space = before.is_none() && !out.atoms.is_empty();
            let rewind = out.lower.len();
            if space {
                out.lower.push(' ');
            }
            let from = out.lower.len();
            push_lower(c, &mut out.lower);
            while let Some(&(at, d)) = chars.peek() {
                if d.is_alphanumeric() {
                    small |= !d.is_uppercase() && d.is_alphabetic();
                    push_lower(d, &mut out.lower);
                    single = false;
                } else if !is_combining_mark(d) {
                    break;
                }
                end = at + d.len_utf8();
                chars.next();
            }
            let to = out.lower.len();
            match before {
                Some(_) if single => {
                    let last = out.atoms.len() - 1;
                    out.atoms[last].to = to;
                    out.atoms[last].end = end;
                }
                _ => {
                    let mut from = from;
                    let mut to = to;
                    if before.is_some() {
                        // What looked like one more letter of an abbreviation was a word: set it apart.
                        out.lower.insert(rewind, ' ');
                        from += 1;
                        to += 1;
                    }
                    out.atoms.push(Atom { from, to, start, end, joined, capital, small });
                }
            }
            joined = true;
        } else if c == ',' {
            if !out.atoms.is_empty() {
                out.lower.push(' ');
            }
            let from = out.lower.len();
            out.lower.push(',');
            let to = out.lower.len();
            out.atoms.push(Atom { from, to, start, end: start + 1, joined, capital: false, small: false });
            joined = true;
        } else if !(c.is_whitespace()
            || matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' | '‘' | '`' | '.' | '&' | '/'))
        {
            joined = false;
        }
    }
    out
}

/// The key under which a name is found: its atoms in lower case with spaces between.
pub fn key(text: &str) -> String {
    atoms(text).lower
}

/// An identifier made of a name: `Amir Khan Muttaqi` gives `amir-khan-muttaqi`.
pub fn slug(name: &str) -> String {
    key(name).split(' ').filter(|a| *a != ",").collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_ignore_accents_points_and_hyphens() {
        for (a, b) in [
            ("U.S.", "US"),
            ("U.S.A.", "USA"),
            ("ISIS-K", "ISIS K"),
            ("Élysée", "Elysee"),
            ("E\u{301}lyse\u{301}e", "Élysée"),
            ("Quai d'Orsay", "Quai d’Orsay"),
            ("St. Petersburg", "St Petersburg"),
            ("Côte d'Ivoire", "Cote d'Ivoire"),
            ("Ærø", "aero"),
        ] {
            assert_eq!(key(a), key(b));
        }
        assert_ne!(key("Washington, D.C."), key("Washington D.C."));
    }

    #[test]
    fn abbreviations_do_not_swallow_sentences() {
        assert_eq!(key("visit by J. Smith. A U.S. envoy"), "visit by j smith a us envoy");
        // A word right after the point is a word.
        assert_eq!(key("the U.S.Army and U.S.A"), "the us army and usa");
    }

    #[test]
    fn atoms_know_their_places_and_case() {
        let text = "«Élysée», U.S. G7";
        let found = atoms(text);
        let words: Vec<(&str, &str, bool, bool)> = found
            .atoms
            .iter()
            .map(|a| (&text[a.start..a.end], &found.lower[a.from..a.to], a.joined, a.in_capitals()))
            .collect();
        assert_eq!(
            words,
            [
                ("Élysée", "elysee", false, false),
                (",", ",", false, false),
                ("U.S", "us", true, true),
                ("G7", "g7", true, true)
            ]
        );
    }

    #[test]
    fn slugs() {
        assert_eq!(slug("Amir Khan Muttaqi"), "amir-khan-muttaqi");
        assert_eq!(slug("António Guterres"), "antonio-guterres");
    }
}
