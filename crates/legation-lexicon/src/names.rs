//! How names are compared: accents, apostrophes, hyphens and the points of abbreviations do not count; case does.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A piece of text for comparing names: a run of letters and digits without accents, or a comma.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Atom {
    /// Letters and digits, accents removed, case kept; `,` for a comma.
    pub text: String,
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset past its last.
    pub end: usize,
    /// Whether nothing but joining marks (space, hyphen, apostrophe, point) stands between it and the atom before.
    pub joined: bool,
}

/// Removes accents and spells out letters that English news writes plain.
pub fn plain(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c);
        return;
    }
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

/// Divides text into atoms. `U.S.` gives one atom, `US`.
pub fn atoms(text: &str) -> Vec<Atom> {
    let mut out: Vec<Atom> = Vec::new();
    let mut joined = false;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_alphanumeric() {
            let mut atom = Atom { text: String::new(), start, end: start + c.len_utf8(), joined };
            plain(c, &mut atom.text);
            while let Some(&(at, d)) = chars.peek() {
                if !d.is_alphanumeric() && !is_combining_mark(d) {
                    break;
                }
                plain(d, &mut atom.text);
                atom.end = at + d.len_utf8();
                chars.next();
            }
            joined = true;
            // Single capitals with points between are one abbreviation.
            if atom.text.len() == 1
                && atom.joined
                && c.is_uppercase()
                && let Some(before) = out.last_mut()
                && &text[before.end..start] == "."
                && before.text.len() < 6
                && before.text.chars().all(char::is_uppercase)
                && text[before.start..before.end].len() == 2 * before.text.len() - 1
            {
                before.text.push_str(&atom.text);
                before.end = atom.end;
                continue;
            }
            out.push(atom);
        } else if c == ',' {
            out.push(Atom { text: ",".into(), start, end: start + 1, joined });
            joined = true;
        } else if !(c.is_whitespace() || matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' | '‘' | '`' | '.')) {
            joined = false;
        }
    }
    out
}

/// The key under which a name is found: its atoms in lower case with spaces between.
pub fn key(text: &str) -> String {
    let mut out = String::new();
    for atom in atoms(text) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&atom.text.to_lowercase());
    }
    out
}

/// An identifier made of a name: `Amir Khan Muttaqi` gives `amir-khan-muttaqi`.
pub fn slug(name: &str) -> String {
    atoms(name).iter().filter(|a| a.text != ",").map(|a| a.text.to_lowercase()).collect::<Vec<_>>().join("-")
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
            ("Quai d'Orsay", "Quai d’Orsay"),
            ("St. Petersburg", "St Petersburg"),
            ("Côte d'Ivoire", "Cote d'Ivoire"),
        ] {
            assert_eq!(key(a), key(b));
        }
        assert_ne!(key("Washington, D.C."), key("Washington D.C."));
    }

    #[test]
    fn abbreviations_do_not_swallow_sentences() {
        let found: Vec<String> = atoms("visit by J. Smith. A U.S. envoy").into_iter().map(|a| a.text).collect();
        assert_eq!(found, ["visit", "by", "J", "Smith", "A", "US", "envoy"]);
    }

    #[test]
    fn slugs() {
        assert_eq!(slug("Amir Khan Muttaqi"), "amir-khan-muttaqi");
        assert_eq!(slug("António Guterres"), "antonio-guterres");
    }
}
