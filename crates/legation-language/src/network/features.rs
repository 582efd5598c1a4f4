//! What the network sees of a word: its spelling cut into features, each with a row in the embedding table.

/// Number of features that every word has a row for, known or not: form, lower-case form, shape.
pub const ALWAYS: usize = 3;

/// The kinds of features, in the order in which [`each`] gives them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// The word as written, with plain quotation marks and dashes.
    Form = 0,
    /// The word in lower case, digits as `0`.
    Lower = 1,
    /// Runs of capitals, small letters, digits, and the marks between them.
    Shape = 2,
    /// The last one to five characters of the lower-case form: kinds 3 to 7.
    Suffix = 3,
    /// The first one to four characters of the lower-case form: kinds 8 to 11.
    Prefix = 8,
}

/// Scratch that [`each`] reuses from word to word.
#[derive(Debug, Default)]
pub struct Spelling {
    plain: String,
    lower: String,
    shape: String,
    ends: Vec<usize>,
}

/// Curly quotation marks, primes and the longer dashes become their ASCII fellows, so that typography changes no tree.
fn plain(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '\u{2032}' | '\u{00B4}' | '\u{0060}' => '\'',
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '\u{2033}' | '\u{00AB}' | '\u{00BB}' => '"',
        '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2014}' | '\u{2015}' | '\u{2212}' => '-',
        '\u{00A0}' | '\u{2009}' | '\u{202F}' => ' ',
        other => other,
    }
}

/// Number of a feature: 64-bit FNV-1a over its kind and its text, never zero.
fn key(kind: u8, text: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in std::iter::once(kind).chain(text.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash.max(1)
}

/// Calls `visit` with the kind's number and the key of each feature of `form`; the first [`ALWAYS`] are the form, its
/// lower case and its shape, in this order.
pub fn each(form: &str, spelling: &mut Spelling, mut visit: impl FnMut(u8, u64)) {
    let Spelling { plain: written, lower, shape, ends } = spelling;
    written.clear();
    lower.clear();
    shape.clear();
    ends.clear();
    let (mut last, mut run) = ('\0', 0);
    for c in form.chars().map(plain) {
        // Two dashes and one long dash are the same mark.
        if c == '-' && written == "-" {
            continue;
        }
        written.push(c);
        let class = if c.is_uppercase() {
            'X'
        } else if c.is_alphabetic() {
            'x'
        } else if c.is_numeric() {
            '0'
        } else {
            c
        };
        run = if class == last { run + 1 } else { 1 };
        last = class;
        if run <= 2 {
            shape.push(class);
        }
        if c.is_ascii_digit() {
            ends.push(lower.len());
            lower.push('0');
        } else {
            for l in c.to_lowercase() {
                ends.push(lower.len());
                lower.push(l);
            }
        }
    }
    visit(Kind::Form as u8, key(Kind::Form as u8, written));
    visit(Kind::Lower as u8, key(Kind::Lower as u8, lower));
    visit(Kind::Shape as u8, key(Kind::Shape as u8, shape));
    let count = ends.len();
    for (size, kind) in (1..=5.min(count)).zip(Kind::Suffix as u8..) {
        visit(kind, key(kind, &lower[ends[count - size]..]));
    }
    for (size, kind) in (1..=4.min(count)).zip(Kind::Prefix as u8..) {
        visit(kind, key(kind, &lower[..ends.get(size).copied().unwrap_or(lower.len())]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(form: &str) -> Vec<(u8, u64)> {
        let mut found = Vec::new();
        each(form, &mut Spelling::default(), |kind, key| found.push((kind, key)));
        found
    }

    #[test]
    fn typography_does_not_change_a_word() {
        assert_eq!(keys("\u{2019}s"), keys("'s"));
        assert_eq!(keys("\u{2014}"), keys("-"));
        assert_eq!(keys("--"), keys("-"));
        assert_ne!(keys("US"), keys("us"));
    }

    #[test]
    fn affixes_follow_characters_and_fit_the_word() {
        assert_eq!(keys("é").len(), ALWAYS + 2);
        assert_eq!(keys("Élysée").len(), ALWAYS + 5 + 4);
        assert_eq!(keys("").len(), ALWAYS);
        assert_eq!(keys("Minister")[3..], keys("MINISTER")[3..]);
        assert_eq!(keys("1985")[1..], keys("2021")[1..]);
    }
}
