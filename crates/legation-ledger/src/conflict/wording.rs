//! Explanations in plain English.

use jiff::civil::Date;
use legation_core::month_name;
use legation_lexicon::Lexicon;

pub(super) use legation_core::day_in_words as day;

use super::telling::Telling;

/// Words in the names of ends before which English sets an article.
const WITH_ARTICLE: [&str; 9] =
    ["Islamic", "Republic", "United", "Union", "Kingdom", "Emirates", "States", "Coalition", "Council"];

/// What an end is called.
pub(super) fn end(lexicon: &Lexicon, end: Option<&str>) -> String {
    let Some(id) = end else { return "an unnamed party".to_owned() };
    let name = lexicon.entity_by_id(id).map_or(id, |(_, e)| e.name.as_str());
    let article = !name.starts_with("the ") && name.split(' ').any(|w| WITH_ARTICLE.contains(&w));
    if article { format!("the {name}") } else { name.to_owned() }
}

/// An act by its name: “severs relations”.
pub(super) fn act(lexicon: &Lexicon, code: &str) -> String {
    let known = lexicon.data().acts.iter().find(|a| a.code == code);
    let name = known.map_or(code, |a| a.name.as_str());
    let mut letters = name.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_lowercase).collect();
    format!("“{first}{}”", letters.as_str())
}

/// A text with a capital first letter.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}", letters.as_str())
}

/// An act with its parties, as the subject of a sentence: the act “severs relations” of Chad towards Qatar.
pub(super) fn deed(lexicon: &Lexicon, t: &Telling<'_>) -> String {
    let parties = match (t.actor, t.recipient) {
        (a, Some(r)) => format!(" of {} towards {}", end(lexicon, a), end(lexicon, Some(r))),
        (a, None) => format!(" of {}", end(lexicon, a)),
    };
    format!("The act {}{parties}", act(lexicon, t.act))
}

/// Days, as the complement of "of": a day, a month, a year, or the first and the last day.
pub(super) fn days((from, to): (Date, Date)) -> String {
    let whole_month = from.day() == 1 && to == from.last_of_month();
    let whole_year = from == from.first_of_year() && to == from.last_of_year();
    if from == to {
        day(from)
    } else if whole_month {
        format!("{} {}", month_name(from), from.year())
    } else if whole_year {
        from.year().to_string()
    } else {
        format!("the days from {} to {}", day(from), day(to))
    }
}

/// Days, with the preposition that they take.
pub(super) fn at((from, to): (Date, Date)) -> String {
    if from == to {
        format!("on {}", day(from))
    } else if from.day() == 1
        && (to == from.last_of_month() || (from.month() == 1 && to == from.last_of_year()))
    {
        format!("in {}", days((from, to)))
    } else {
        format!("between {} and {}", day(from), day(to))
    }
}

/// Items as a list: "a, b and c".
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
