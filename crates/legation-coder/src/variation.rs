//! Texts varied as the world varies them, and worse: typing errors, broken files, odd characters, nonsense. The coder may
//! read what it likes into them, as long as [`crate::soundness`] holds.

/// Characters and words that have broken programs: marks that join what stands before them, letters whose lower case is
/// longer or shorter than they are, invisible signs, control characters, scripts from right to left, impossible dates.
const ODD: [&str; 44] = [
    "\u{301}",
    "\u{20dd}",
    "\u{200f}",
    "\u{202e}",
    "\u{2067}",
    "\u{200b}",
    "\u{200d}",
    "\u{feff}",
    "\u{ad}",
    "\u{a0}",
    "\u{2028}",
    "\u{85}",
    "\0",
    "\u{7}",
    "\u{8}",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{fffd}",
    "\u{fffe}",
    "\u{e000}",
    "\u{10ffff}",
    "👩‍👩‍👧",
    "🇫🇷",
    "🙂",
    "ﬁ",
    "İ",
    "ẞ",
    "ǅ",
    "Ⱥ",
    "\u{212a}",
    "ſ",
    "𝔘",
    "漢字",
    "السفير",
    "שגריר",
    "ไทย",
    "½",
    "²",
    "٣",
    "99999999999999999999",
    "32 February 0000",
    "0000-00-00",
    "the 99999th century BC",
    "in 32768",
];

/// Marks to repeat, and to open without closing.
const MARKS: [&str; 20] =
    [".", ",", "!", "?", "-", "--", "—", "...", "…", "\"", "“", "”", "'", "’", "(", ")", "[", "]", ";", ":"];

/// Letters that look like Latin ones, for text that mixes scripts.
const ALIKE: [(char, char); 10] = [
    ('a', 'а'),
    ('e', 'е'),
    ('o', 'о'),
    ('c', 'с'),
    ('p', 'р'),
    ('x', 'х'),
    ('A', 'Α'),
    ('B', 'В'),
    ('i', 'і'),
    ('K', 'Κ'),
];

/// A change to a text.
type Change = fn(&str, &mut Chance) -> String;

const CHANGES: [Change; 17] = [
    delete_words,
    repeat_words,
    swap_words,
    shuffle_words,
    delete_characters,
    swap_characters,
    change_case,
    insert_odd,
    insert_odd,
    insert_marks,
    cut,
    join,
    break_lines,
    windows_line_ends,
    long_word,
    long_sentence,
    mix_scripts,
];

/// The variant of a text that has this number: the same everywhere. One to three changes are made.
pub fn vary(text: &str, number: u64) -> String {
    let mut chance = Chance::new(text, number);
    let mut varied = text.to_owned();
    for _ in 0..=chance.below(3) {
        varied = CHANGES[chance.below(CHANGES.len())](&varied, &mut chance);
    }
    varied
}

/// Random choices that follow from the text and the variant's number: SplitMix64.
struct Chance(u64);

impl Chance {
    fn new(text: &str, number: u64) -> Self {
        let fold = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        Self(text.bytes().chain(number.to_le_bytes()).fold(0xcbf2_9ce4_8422_2325, fold))
    }

    /// A number below `bound`; 0 where that is 0.
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((u128::from(z ^ (z >> 31)) * bound as u128) >> 64) as usize
    }

    fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// Places below `bound`: about one in eight, at least one where there is any.
    fn places(&mut self, bound: usize) -> Vec<usize> {
        let count = if bound == 0 { 0 } else { 1 + self.below(bound / 4) };
        (0..count).map(|_| self.below(bound)).collect()
    }
}

/// Words with the white space after them.
fn words(text: &str) -> Vec<&str> {
    text.split_inclusive(char::is_whitespace).collect()
}

fn delete_words(text: &str, chance: &mut Chance) -> String {
    let mut words = words(text);
    for at in chance.places(words.len()) {
        words[at] = "";
    }
    words.concat()
}

fn repeat_words(text: &str, chance: &mut Chance) -> String {
    let mut words = words(text);
    for at in chance.places(words.len()) {
        words.insert(at, words[at]);
    }
    words.concat()
}

fn swap_words(text: &str, chance: &mut Chance) -> String {
    let mut words = words(text);
    for at in chance.places(words.len()) {
        let other = chance.below(words.len());
        words.swap(at, other);
    }
    words.concat()
}

fn shuffle_words(text: &str, chance: &mut Chance) -> String {
    let mut words = words(text);
    for at in (1..words.len()).rev() {
        words.swap(at, chance.below(at + 1));
    }
    words.concat()
}

fn delete_characters(text: &str, chance: &mut Chance) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for _ in chance.places(characters.len() / 4) {
        let at = chance.below(characters.len());
        characters.remove(at);
    }
    characters.into_iter().collect()
}

fn swap_characters(text: &str, chance: &mut Chance) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for at in chance.places(characters.len().saturating_sub(1)) {
        characters.swap(at, at + 1);
    }
    characters.into_iter().collect()
}

fn change_case(text: &str, chance: &mut Chance) -> String {
    match chance.below(4) {
        0 => text.to_uppercase(),
        1 => text.to_lowercase(),
        2 => words(text).iter().flat_map(|w| w.char_indices()).map(raised).collect(),
        _ => {
            let mut words: Vec<String> = words(text).into_iter().map(str::to_owned).collect();
            for at in chance.places(words.len()) {
                words[at] = words[at].to_uppercase();
            }
            words.concat()
        }
    }
}

/// The first letter of a word in capitals.
fn raised((at, c): (usize, char)) -> String {
    if at == 0 { c.to_uppercase().collect() } else { c.into() }
}

/// Puts pieces between characters: alone, or with spaces around them.
fn insert(text: &str, pieces: &[&str], most: usize, chance: &mut Chance) -> String {
    let mut bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bounds.push(text.len());
    let mut varied = text.to_owned();
    let mut places: Vec<usize> = (0..=chance.below(8)).map(|_| chance.pick(&bounds)).collect();
    // From the end, so that the places before stay where they are.
    places.sort_unstable_by(|a, b| b.cmp(a));
    for at in places {
        let piece = chance.pick(pieces).repeat(1 + chance.below(most));
        let spaced = chance.below(3) == 0;
        varied.insert_str(at, &if spaced { format!(" {piece} ") } else { piece });
    }
    varied
}

fn insert_odd(text: &str, chance: &mut Chance) -> String {
    insert(text, &ODD, 2, chance)
}

fn insert_marks(text: &str, chance: &mut Chance) -> String {
    let most = chance.pick(&[1, 3, 40]);
    insert(text, &MARKS, most, chance)
}

/// Loses the beginning or the end, in the middle of a word as likely as not.
fn cut(text: &str, chance: &mut Chance) -> String {
    let at = chance.below(text.chars().count() + 1);
    let byte = text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
    if chance.below(2) == 0 { text[..byte].to_owned() } else { text[byte..].to_owned() }
}

/// Loses spaces: those after full stops, or some of all.
fn join(text: &str, chance: &mut Chance) -> String {
    if chance.below(2) == 0 {
        return text.replace(". ", ".").replace(".\n", ".");
    }
    let mut words = words(text);
    for at in chance.places(words.len()) {
        words[at] = words[at].trim_end();
    }
    words.concat()
}

fn break_lines(text: &str, chance: &mut Chance) -> String {
    let mut words: Vec<String> = words(text).into_iter().map(str::to_owned).collect();
    for at in chance.places(words.len()) {
        let end = chance.pick(&["\n", "\r", "\r\n", "\n\n", "\t", " \u{c}"]);
        words[at] = words[at].trim_end().to_owned() + end;
    }
    words.concat()
}

fn windows_line_ends(text: &str, chance: &mut Chance) -> String {
    let text = if chance.below(2) == 0 { break_lines(text, chance) } else { text.to_owned() };
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}

/// Makes a word endless.
fn long_word(text: &str, chance: &mut Chance) -> String {
    let mut words: Vec<String> = words(text).into_iter().map(str::to_owned).collect();
    if let Some(at) = chance.places(words.len()).pop() {
        let times = chance.pick(&[5, 50, 500]);
        let piece = chance.pick(&["a", "Ж", "-x", ".", "é", "9", "http://", "@", "İ"]);
        words[at] = if chance.below(2) == 0 {
            words[at].trim_end().repeat(times)
        } else {
            piece.repeat(times) + &words[at]
        };
    }
    words.concat()
}

/// Makes a sentence endless.
fn long_sentence(text: &str, chance: &mut Chance) -> String {
    let link = chance.pick(&[" and ", ", ", " that ", " who said ", " ", "; ", " ("]);
    let times = chance.pick(&[2, 5, 20]);
    let whole = text.trim_end_matches(['.', '!', '?', '\n', ' ']);
    let part = whole.char_indices().nth(400).map_or(whole, |(at, _)| &whole[..at]);
    vec![part; times].join(link)
}

fn mix_scripts(text: &str, chance: &mut Chance) -> String {
    let often = chance.pick(&[1, 4, 20]);
    let mut alike = |c: char| {
        let other = ALIKE.iter().find(|(latin, _)| *latin == c);
        other.filter(|_| chance.below(often) == 0).map_or(c, |(_, other)| *other)
    };
    text.chars().map(&mut alike).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "China's envoy, Zhao Xing, met him in Kabul. “We agreed,” he said.\nThen they left.";

    #[test]
    fn a_number_names_one_variant() {
        let all: Vec<String> = (0..200).map(|n| vary(TEXT, n)).collect();
        assert_eq!(all, (0..200).map(|n| vary(TEXT, n)).collect::<Vec<_>>());
        assert!(all.iter().collect::<std::collections::BTreeSet<_>>().len() > 190);
    }

    #[test]
    fn every_change_changes_something_and_takes_any_text() {
        for (n, change) in CHANGES.iter().enumerate() {
            let mut chance = Chance::new("", n as u64);
            assert!((0..20).any(|_| change(TEXT, &mut chance) != TEXT), "{n}");
            for text in ["", " ", "a", "\n", "İ\u{301}"] {
                (0..20).for_each(|_| drop(change(text, &mut chance)));
            }
        }
    }
}
