//! Datelines: "KABUL, May 5 (Reuters) -" says where and when a report was filed, and is no part of its first sentence.

use legation_language::{Sentence, Token};
use legation_lexicon::index::MONTHS;

/// Most words that a dateline runs to.
const LONGEST: usize = 16;

/// Takes a dateline's words from the beginning of a sentence, which keeps its place in the text, and returns the month and the
/// day that it gives.
pub(crate) fn strip(sentence: &mut Sentence) -> Option<(i8, i8)> {
    let words = length(sentence);
    if words == 0 || words >= sentence.tokens.len() {
        return None;
    }
    let filed = filed_on(&sentence.tokens[..words]);
    sentence.tokens.drain(..words);
    sentence.multiwords.retain(|m| m.first >= words);
    for m in &mut sentence.multiwords {
        m.first -= words;
        m.last -= words;
    }
    for t in &mut sentence.tokens {
        t.head = t.head.and_then(|h| h.checked_sub(words));
    }
    filed
}

/// The month and the day among a dateline's words: "Jan 24", "24 January".
fn filed_on(tokens: &[Token]) -> Option<(i8, i8)> {
    let at = tokens.iter().position(|t| month(&t.form).is_some())?;
    let month = month(&tokens[at].form)?;
    let around = [at.checked_add(1), at.checked_sub(1), at.checked_add(2)];
    let day = around.into_iter().flatten().filter_map(|i| tokens.get(i)?.form.parse::<i8>().ok());
    day.filter(|d| (1..=31).contains(d)).map(|d| (month, d)).next()
}

fn month(word: &str) -> Option<i8> {
    let lower = word.trim_end_matches('.').to_lowercase();
    let at = MONTHS
        .iter()
        .position(|m| lower.len() >= 3 && (*m == lower || m.starts_with(&lower) && lower.len() <= 4))?;
    i8::try_from(at + 1).ok()
}

/// How many words at the beginning are a dateline with its dash; 0 where there is none.
fn length(sentence: &Sentence) -> usize {
    let tokens = &sentence.tokens;
    // The dash stands apart, unlike the hyphens of "PORT-AU-PRINCE".
    let apart = |i: usize| i > 0 && tokens[i].space_after && tokens[i - 1].space_after;
    let dash = (0..tokens.len().min(LONGEST))
        .find(|&i| matches!(tokens[i].form.as_str(), "-" | "--" | "–" | "—") && apart(i));
    let Some(dash) = dash else { return 0 };
    let first = tokens[0].form.as_str();
    let shouted =
        |w: &str| w.chars().filter(|c| c.is_alphabetic()).count() > 1 && !w.chars().any(char::is_lowercase);
    if !first.chars().next().is_some_and(char::is_uppercase) {
        return 0;
    }
    // Either the place stands in capitals, or an agency in brackets closes the line.
    let agency = tokens[..dash].iter().any(|t| t.form == "(") && tokens[dash - 1].form == ")";
    // After a comma may come the country, the month or the day: "PORT-AU-PRINCE, Haiti, May 5".
    let comma = tokens[..dash].iter().position(|t| t.form == ",").unwrap_or(dash);
    let capitals = shouted(first)
        && tokens[..dash].iter().enumerate().all(|(at, t)| {
            shouted(&t.form)
                || !t.form.chars().any(char::is_alphabetic)
                || at > comma && is_date_word(&t.form)
                || agency
        });
    // A headline in capitals throughout has no dateline to lose.
    let rest_shouted = tokens[dash + 1..]
        .iter()
        .filter(|t| t.form.chars().any(char::is_alphabetic))
        .all(|t| shouted(&t.form));
    if (capitals && !rest_shouted) || (agency && dash <= 10) { dash + 1 } else { 0 }
}

fn is_date_word(word: &str) -> bool {
    matches!(word, "and" | "in" | "of" | "the" | "de") || word.chars().next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::strip;
    use legation_language::Parser;

    fn first_word(text: &str) -> String {
        let mut sentences = Parser::embedded().segment(text);
        strip(&mut sentences[0]);
        sentences[0].tokens[0].form.to_string()
    }

    #[test]
    fn datelines_go_and_dashes_stay() {
        for (text, word) in [
            ("KABUL, May 5 (Reuters) - The ministry said so.", "The"),
            ("LONDON/MOSCOW - Britain expelled diplomats.", "Britain"),
            ("Islamabad (AFP) — Pakistan agreed.", "Pakistan"),
            ("TRIPOLI, Sept 15 - Ministers flew to Libya.", "Ministers"),
            ("Britain - a close ally - agreed.", "Britain"),
            ("NATO-led troops left.", "NATO"),
            ("UN - ENVOY LEAVES SYRIA", "UN"),
            ("PORT-AU-PRINCE, Haiti - Gangs fled.", "Gangs"),
            ("US President Joe Biden - on his first visit - met the emir.", "US"),
        ] {
            assert_eq!(first_word(text), word, "{text}");
        }
    }
}
