//! Phrases: from `AL-BARADEI_` to the words that a text would hold.

/// Words that names hold in lower case.
const SMALL: [&str; 40] = [
    "a", "al", "an", "and", "at", "bin", "by", "da", "das", "de", "del", "der", "des", "di", "do", "dos",
    "du", "e", "el", "et", "for", "from", "ibn", "in", "la", "le", "les", "of", "on", "or", "the", "to",
    "ul", "und", "van", "von", "with", "y", "bint", "against",
];

/// The phrase with spaces for its underscores; the stop at its end and doubled spaces do not count.
pub(super) fn spaced(phrase: &str) -> String {
    phrase.split(['_', ' ', '\t']).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The names that a phrase gives: as news writes it, and an abbreviation in brackets by itself. `None` where it holds
/// characters that no name has.
pub(super) fn names(phrase: &str, everyday: impl Fn(&str) -> bool) -> Option<Vec<String>> {
    if phrase.chars().any(|c| c.is_control() && c != '\t' || matches!(c, '[' | ']' | '{' | '}')) {
        return None;
    }
    let mut out = Vec::new();
    let whole = match (phrase.find('('), phrase.rfind(')')) {
        (Some(open), Some(close)) if open < close => {
            let inner = spaced(&phrase[open + 1..close]);
            if !inner.contains(' ') && (2..=10).contains(&inner.len()) {
                out.push(inner);
            }
            format!("{} {}", &phrase[..open], &phrase[close + 1..])
        }
        _ => phrase.to_owned(),
    };
    // Marks that part words in a text would part the name too.
    let clean: String = whole
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '`' | '.' | ',' | '&' | '/') {
                c
            } else {
                ' '
            }
        })
        .collect();
    let clean = spaced(&clean);
    let clean = clean.trim_matches([',', '-', ' ', '/']).to_owned();
    let lower = clean.to_lowercase();
    let clean = if lower.starts_with("the ") { clean[4..].to_owned() } else { clean };
    if crate::names::key(&clean).is_empty() {
        return (!out.is_empty()).then_some(out);
    }
    let name = if clean.chars().any(char::is_lowercase) { clean } else { cased(&clean, everyday) };
    out.insert(0, name);
    Some(out)
}

/// Words in capitals as news writes them. Short names, and words that cannot be spoken, are abbreviations.
fn cased(phrase: &str, everyday: impl Fn(&str) -> bool) -> String {
    let words: Vec<&str> = phrase.split(' ').collect();
    if let [word] = words[..]
        && (word.chars().count() <= 3 || word.chars().count() <= 4 && everyday(&word.to_lowercase()))
    {
        return word.to_owned();
    }
    words.iter().map(|w| cased_word(w)).collect::<Vec<_>>().join(" ")
}

fn cased_word(word: &str) -> String {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let vowels = word.chars().any(|c| "AEIOUY".contains(c) || !c.is_ascii() && c.is_alphabetic());
    let title = ["ST.", "ST", "DR.", "DR", "JR.", "JR", "MR.", "MR", "LTD", "LTD."].contains(&word);
    if !title && (letters > 1 && !vowels || word.chars().any(|c| c.is_ascii_digit()) || is_pointed(word)) {
        return word.to_owned();
    }
    let mut out = String::new();
    for (n, part) in word.split('-').enumerate() {
        if n > 0 {
            out.push('-');
        }
        let lower = part.to_lowercase();
        if SMALL.contains(&lower.as_str()) {
            out.push_str(&lower);
            continue;
        }
        let mut rest = lower.chars();
        let Some(first) = rest.next() else { continue };
        out.extend(first.to_uppercase());
        out.push_str(rest.as_str());
    }
    out
}

/// "U.N.": single letters with points.
fn is_pointed(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|p| p.chars().count() <= 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(phrase: &str) -> Vec<String> {
        names(phrase, |w| w == "care").unwrap_or_default()
    }

    #[test]
    fn phrases_become_names() {
        for (phrase, expected) in [
            ("AFGHANISTAN_", "Afghanistan"),
            ("U.N._", "U.N."),
            ("THE_UNITED_NATIONS_", "United Nations"),
            ("ANSF", "Ansf"),
            ("UN_", "UN"),
            ("CARE", "CARE"),
            ("MUHAMMAD_AL-BARADEI_", "Muhammad al-Baradei"),
            ("DA_PIEDADE_DIAS_DOS_SANTOS__\"NANDO\"_", "da Piedade Dias dos Santos Nando"),
            ("BANK_OF_ST._KITTS", "Bank of St. Kitts"),
            ("Albanian leader Ibrahim Rugova", "Albanian leader Ibrahim Rugova"),
            ("CHRISTIAN_DIOR_SA_", "Christian Dior Sa"),
            ("K12_INC_", "K12 Inc"),
            ("S&P_RATINGS", "SP Ratings"),
        ] {
            let expected = expected.replace("SP ", "S&P ");
            assert_eq!(of(phrase).first(), Some(&expected), "{phrase}");
        }
        assert_eq!(of("ABU_SAYYAF_GROUP_(ASG)_"), ["Abu Sayyaf Group", "ASG"]);
        assert_eq!(names("A]_B", |_| false), None);
        assert_eq!(names("Z\u{1a}ROUAL", |_| false), None);
        assert_eq!(names("___", |_| false), None);
    }
}
