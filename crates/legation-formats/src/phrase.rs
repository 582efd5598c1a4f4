//! Parts of a claim in words, for the formats that people read.

use jiff::civil::Date;
use legation_core::{
    Act, Actor, Basis, Claim, Document, Precision, Quad, Quantifier, Speaker, TimeSpan, day_in_words as day,
    month_name as month,
};

/// An interval of days in the largest calendar units that give it exactly.
pub(crate) fn interval(from: Option<Date>, to: Option<Date>) -> Option<String> {
    Some(match (from, to) {
        (None, None) => return None,
        (Some(a), None) => format!("since {}", day(a)),
        (None, Some(b)) => format!("until {}", day(b)),
        (Some(a), Some(b)) if a == b => day(a),
        (Some(a), Some(b)) => {
            let years = (a.month(), a.day()) == (1, 1) && (b.month(), b.day()) == (12, 31);
            let months = a.day() == 1 && b == b.last_of_month();
            if years && a.year() == b.year() {
                a.year().to_string()
            } else if years {
                format!("{} to {}", a.year(), b.year())
            } else if months && (a.year(), a.month()) == (b.year(), b.month()) {
                format!("{} {}", month(a), a.year())
            } else if months && a.year() == b.year() {
                format!("{} to {} {}", month(a), month(b), b.year())
            } else if months {
                format!("{} {} to {} {}", month(a), a.year(), month(b), b.year())
            } else {
                format!("{} to {}", day(a), day(b))
            }
        }
    })
}

/// A claim's time: the interval, then the words that gave it or what it was taken from.
pub(crate) fn time(t: &TimeSpan) -> String {
    let words = t.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(days) = interval(t.from, t.to) else {
        return if words.is_empty() { "time unknown".into() } else { format!("“{words}”") };
    };
    match t.basis {
        Basis::Published if words.is_empty() => published(t, &days),
        Basis::Unknown => match (t.from, t.to) {
            (None, Some(last)) => format!("some time before {}", day(last)),
            _ => days,
        },
        _ if words.is_empty() || words == days => days,
        _ => format!("{days} “{words}”"),
    }
}

/// A time taken from the publication date, which says only that the act was no later.
fn published(t: &TimeSpan, days: &str) -> String {
    match (t.from, t.to) {
        (None, Some(last)) => format!("by {} (publication)", day(last)),
        _ => format!("{days} (publication)"),
    }
}

/// How finely the time is known, where that is not plain from the interval.
pub(crate) const fn precision(t: &TimeSpan) -> &'static str {
    match t.precision {
        Precision::Day => "to the day",
        Precision::Month => "to the month",
        Precision::Year => "to the year",
        Precision::Decade => "to the decade",
        Precision::Open => "open interval",
    }
}

/// Who, in words; `none` where nobody is named.
pub(crate) fn who(actor: Option<&Actor>, none: &'static str) -> String {
    let Some(actor) = actor else { return none.to_owned() };
    let name = actor.name.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = name.to_lowercase();
    let negative = ["no ", "none", "neither ", "nobody", "not "].iter().any(|n| lower.starts_with(n));
    // "No country" must not read as one country, wherever the name leaves its determiner out.
    if actor.quantifier == Some(Quantifier::None) && !negative { format!("no {name}") } else { name }
}

/// An actor's country and sector: `AFG GOV`; empty where neither is known.
pub(crate) fn codes(actor: Option<&Actor>) -> String {
    let Some(actor) = actor else { return String::new() };
    let parts = [actor.country.as_deref(), actor.sector.map(legation_core::Sector::as_str)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The act's PLOVER type with its mode: `COERCE-arrest`.
pub(crate) fn plover(act: &Act) -> String {
    match &act.mode {
        Some(mode) => format!("{}-{mode}", act.root),
        None => act.root.as_str().to_owned(),
    }
}

/// The finest code, where it says more than the PLOVER type.
pub(crate) fn fine_code(act: &Act) -> Option<&str> {
    (act.code != act.root.as_str()).then_some(act.code.as_str())
}

/// The attribution chain, innermost speaker first: each with the reporting word.
pub(crate) fn sources(chain: &[Speaker]) -> Option<String> {
    let links: Vec<String> = chain
        .iter()
        .map(|s| {
            let who = s.who.split_whitespace().collect::<Vec<_>>().join(" ");
            let verb = s.verb.split_whitespace().collect::<Vec<_>>().join(" ");
            if verb.is_empty() { who } else { format!("{who} “{verb}”") }
        })
        .collect();
    (!links.is_empty()).then(|| links.join(", told by "))
}

/// A quadrant's name.
pub(crate) const fn quad(quad: Quad) -> &'static str {
    match quad {
        Quad::VerbalCooperation => "verbal cooperation",
        Quad::MaterialCooperation => "material cooperation",
        Quad::VerbalConflict => "verbal conflict",
        Quad::MaterialConflict => "material conflict",
    }
}

/// Numbers of the claims' events, from 1 in order of appearance, and of the first claim of each.
pub(crate) fn events(claims: &[Claim]) -> Vec<(usize, usize)> {
    let mut seen: Vec<(&str, usize)> = Vec::new();
    claims
        .iter()
        .enumerate()
        .map(|(n, claim)| {
            let at = seen.iter().position(|(event, _)| *event == claim.event).unwrap_or_else(|| {
                seen.push((&claim.event, n));
                seen.len() - 1
            });
            (at + 1, seen[at].1)
        })
        .collect()
}

/// A count with its noun.
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// `12 claims of 9 events`, `1 claim`, `no claims`.
pub(crate) fn tally(claims: &[Claim]) -> String {
    if claims.is_empty() {
        return "no claims".into();
    }
    let events = events(claims).into_iter().map(|(n, _)| n).max().unwrap_or(0);
    let told = count(claims.len(), "claim", "claims");
    if events == claims.len() { told } else { format!("{told} of {}", count(events, "event", "events")) }
}

/// The document's title, or the first line of its text where that reads as one, or its id.
pub(crate) fn title(document: &Document) -> (String, TitleFrom) {
    if let Some(title) = &document.title {
        return (title.split_whitespace().collect::<Vec<_>>().join(" "), TitleFrom::Title);
    }
    match document.text.lines().find(|l| !l.trim().is_empty()).map(str::trim) {
        Some(line) if is_heading(line) => (line.to_owned(), TitleFrom::FirstLine),
        _ => (document.id.clone(), TitleFrom::Id),
    }
}

/// Where a document's title was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TitleFrom {
    Title,
    FirstLine,
    Id,
}

/// Whether a line of its own reads as a headline: short, and without a full stop.
pub(crate) fn is_heading(line: &str) -> bool {
    const LONGEST: usize = 140;
    line.chars().count() <= LONGEST
        && !line.ends_with(['.', '!', ';', ':', ',', '”', '"', '…', ')'])
        && line.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_in_the_largest_units() {
        let d = |t: &str| if t.is_empty() { None } else { Some(t.parse().unwrap()) };
        for (from, to, words) in [
            ("2025-06-12", "2025-06-12", "12 June 2025"),
            ("2025-06-01", "2025-06-30", "June 2025"),
            ("2024-02-01", "2024-03-31", "February to March 2024"),
            ("2023-12-01", "2024-01-31", "December 2023 to January 2024"),
            ("2023-01-01", "2023-12-31", "2023"),
            ("2000-01-01", "2003-12-31", "2000 to 2003"),
            ("2021-08-15", "", "since 15 August 2021"),
            ("", "2021-08-15", "until 15 August 2021"),
            ("2025-06-12", "2025-06-14", "12 June 2025 to 14 June 2025"),
        ] {
            assert_eq!(interval(d(from), d(to)).as_deref(), Some(words));
        }
        assert_eq!(interval(None, None), None);
    }

    #[test]
    fn headings() {
        assert!(is_heading("Formal Acceptance by Russia"));
        assert!(!is_heading("Moscow said no."));
        assert!(!is_heading("***"));
    }
}
