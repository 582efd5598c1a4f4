//! Gaps that never end a sentence, whatever the classifier has seen.

use super::abbreviations::Abbreviation;
use super::tokens::Surface;

/// News agencies as datelines name them.
const AGENCIES: &[&str] = &[
    "reuters",
    "ap",
    "afp",
    "upi",
    "dpa",
    "xinhua",
    "tass",
    "itar-tass",
    "interfax",
    "ria",
    "anadolu",
    "aa",
    "efe",
    "ansa",
    "kyodo",
    "yonhap",
    "pti",
    "ians",
    "ani",
    "irna",
    "wam",
    "spa",
    "bbc",
    "cnn",
    "bloomberg",
    "apf",
    "mena",
    "sana",
    "ina",
    "anp",
    "ptv",
    "kuna",
    "qna",
    "app",
    "unb",
    "bernama",
    "antara",
    "cna",
    "pna",
    "vna",
    "ukrinform",
    "belta",
    "khaama",
    "tolonews",
    "afx",
    "cp",
    "aap",
    "npr",
    "voa",
    "rfe/rl",
    "ap-ap",
];

/// Whether no sentence can end after token `last` of a sentence that begins at token `first`.
pub(super) fn forbids(text: &str, tokens: &[Surface], first: usize, last: usize) -> bool {
    let form = |i: usize| tokens.get(i).map_or("", |t| &text[t.start..t.end]);
    let (word, next) = (form(last), form(last + 1));
    let next_first = next.chars().next().unwrap_or(' ');
    // The end of a sentence keeps the punctuation that closes it.
    if matches!(next, "." | "," | "?" | "!" | ")" | "]" | "”" | "’" | "%" | ";") {
        return tokens.get(last + 1).is_some_and(|t| !t.after_space);
    }
    if let Some(stem) = word.strip_suffix('.') {
        match Abbreviation::of(stem) {
            Abbreviation::Title if next_first.is_alphabetic() => return true,
            Abbreviation::Month if next_first.is_numeric() => return true,
            Abbreviation::Number if !next_first.is_alphabetic() => return true,
            Abbreviation::Prefix if next_first.is_uppercase() => return true,
            Abbreviation::Onward => return true,
            Abbreviation::None => {}
            _ if next_first.is_lowercase() => return true,
            // A zone after a time of day: `10 a.m. Moscow time`.
            Abbreviation::Hour if matches!(form(last + 2), "time" | "Time") => return true,
            _ => {}
        }
        // An initial, then a name: `George W. Bush`, `J. K. Rowling`.
        let mut chars = stem.chars();
        if let (Some(c), None) = (chars.next(), chars.next())
            && c.is_uppercase()
            && next_first.is_uppercase()
        {
            let before = if last > first { form(last - 1) } else { "" };
            let after_name = before.is_empty()
                || before.chars().next().is_some_and(char::is_uppercase)
                    && before.chars().any(char::is_alphabetic)
                || before.ends_with('.');
            if c != 'I' && after_name && !is_opener(next) {
                return true;
            }
        }
    }
    in_dateline(text, tokens, first, last)
}

/// Whether a sentence must end after token `last`: a full stop and then an opening quotation; an abbreviation's stop or a
/// letter's, and then a word that opens sentences and stands in no headline's middle.
pub(super) fn demands(text: &str, tokens: &[Surface], last: usize) -> bool {
    let Some(next) = tokens.get(last + 1).filter(|t| t.after_space) else { return false };
    let word = &text[tokens[last].start..tokens[last].end];
    let next = &text[next.start..next.end];
    if matches!(word, "." | "?" | "!") {
        let after = tokens.get(last + 2).filter(|t| !t.after_space).map_or("", |t| &text[t.start..t.end]);
        let opens = matches!(next, "\"" | "“") && after.starts_with(char::is_uppercase);
        return opens || next == "©" || next.starts_with('@') && next.len() > 1;
    }
    let Some(stem) = word.strip_suffix('.') else { return false };
    let ends = match Abbreviation::of(stem) {
        // A day, a month or a zone may go on the time of day; other capitalised words begin anew.
        Abbreviation::Hour => {
            let after = tokens.get(last + 2).map_or("", |t| &text[t.start..t.end]);
            let word =
                next.chars().next().is_some_and(char::is_uppercase) && next.contains(char::is_lowercase);
            return word
                && !is_day_or_zone(next)
                && !matches!(after, "time" | "Time" | "Standard" | "Daylight");
        }
        Abbreviation::Suffix | Abbreviation::Place | Abbreviation::Other => true,
        _ => stem.len() == 1 && stem.starts_with(|c: char| c.is_ascii_uppercase()),
    };
    ends && matches!(
        next,
        "The"
            | "He"
            | "She"
            | "It"
            | "They"
            | "We"
            | "But"
            | "This"
            | "These"
            | "Those"
            | "There"
            | "His"
            | "Her"
            | "Their"
    )
}

fn is_day_or_zone(word: &str) -> bool {
    const DAYS: &[&str] = &[
        "Mon",
        "Tue",
        "Wed",
        "Thu",
        "Fri",
        "Sat",
        "Sun",
        "Jan",
        "Feb",
        "March",
        "April",
        "May",
        "June",
        "July",
        "Aug",
        "Sept",
        "Oct",
        "Nov",
        "Dec",
        "Eastern",
        "Central",
        "Pacific",
        "Mountain",
        "Atlantic",
        "Greenwich",
        "Zulu",
        "Central",
    ];
    DAYS.iter().any(|day| word.starts_with(day))
}

/// Whether a capitalised word mostly opens a sentence rather than continues a name.
pub(super) fn is_opener(word: &str) -> bool {
    matches!(
        word,
        "The"
            | "He"
            | "She"
            | "It"
            | "They"
            | "We"
            | "But"
            | "And"
            | "In"
            | "On"
            | "At"
            | "A"
            | "An"
            | "This"
            | "That"
            | "These"
            | "Those"
            | "I"
            | "You"
            | "His"
            | "Her"
            | "Their"
            | "There"
            | "If"
            | "When"
            | "While"
            | "After"
            | "As"
    )
}

/// Whether the gap after `last` lies inside a dateline that opens the sentence: `KABUL, May 5 (Reuters) -`.
fn in_dateline(text: &str, tokens: &[Surface], first: usize, last: usize) -> bool {
    // A dateline is short; past it nothing needs to be checked.
    if last - first > 14 {
        return false;
    }
    let form = |i: usize| tokens.get(i).map_or("", |t| &text[t.start..t.end]);
    let opens = form(first);
    if !opens.chars().next().is_some_and(char::is_uppercase) {
        return false;
    }
    let window = first..tokens.len().min(first + 16);
    let dash = |i: usize| matches!(form(i), "-" | "--" | "–" | "—" | "---");
    // Bracketed agency and then a dash.
    for open in window.clone() {
        if form(open) != "(" {
            continue;
        }
        let Some(close) = (open + 1..(open + 5).min(tokens.len())).find(|&i| form(i) == ")") else {
            continue;
        };
        let agency = (open + 1..close).any(|i| AGENCIES.contains(&form(i).to_lowercase().as_str()));
        let end = if dash(close + 1) { close + 1 } else { close };
        if agency && last <= end && (first..open).all(|i| is_dateline_word(form(i))) {
            return true;
        }
    }
    // A place in capitals and a dash, with no agency: `KABUL, Afghanistan —`.
    let capitals = opens.chars().count() > 2 && opens.chars().all(|c| !c.is_lowercase());
    if capitals
        && let Some(end) = window.clone().find(|&i| dash(i))
        && end - first <= 9
        && last <= end
        && tokens[end].after_space
    {
        return (first..end).all(|i| is_dateline_word(form(i)));
    }
    false
}

fn is_dateline_word(word: &str) -> bool {
    let first = word.chars().next().unwrap_or(' ');
    first.is_uppercase()
        || first.is_numeric()
        || matches!(
            word,
            "," | "." | "/" | "-" | "of" | "the" | "al" | "el" | "de" | "la" | "and" | "'" | "’"
        )
}
