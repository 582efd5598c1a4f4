//! Time expressions measured on GUM's date annotation; skipped where the treebank is not at hand.
//!
//! `cargo test -p legation-language --test time_gum -- --nocapture` prints the figures;
//! `LEGATION_SHOW=missed,spurious,wrong` lists the disagreements as well.

#![expect(clippy::print_stdout, reason = "the figures are what the test is run for")]

mod gum;

use gum::{GumDocument, read, treebank};
use jiff::ToSpan;
use jiff::civil::Date;
use legation_language::time::{DateInterval, TimeExpression, TimeKind, read_document_times};

/// A gold date: its words and its bounds; `None` in `value` where the annotation names no year.
struct GoldDate {
    first: usize,
    last: usize,
    value: Option<Bounds>,
}

/// The first and the last day, each where it is given.
type Bounds = (Option<Date>, Option<Date>);

#[derive(Default)]
struct Counts {
    gold: usize,
    found: usize,
    exact: usize,
    system: usize,
    good: usize,
    valued: usize,
    right: usize,
}

#[test]
fn dates_of_gum() {
    // The floors lie a little under what the grammar reaches.
    for (part, floors) in [("train", [0.89, 0.90, 0.90]), ("dev", [0.78, 0.90, 0.73])] {
        let Some(path) = treebank(part) else {
            eprintln!("skipped: GUM is not at hand (LEGATION_DATA)");
            return;
        };
        let show = std::env::var("LEGATION_SHOW").unwrap_or_default();
        let mut counts = Counts::default();
        for document in read(&path) {
            score(&document, &mut counts, &show);
        }
        let ratio = |a: usize, b: usize| a as f64 / b.max(1) as f64;
        let recall = ratio(counts.found, counts.gold);
        let precision = ratio(counts.good, counts.system);
        let values = ratio(counts.right, counts.valued);
        println!(
            "GUM {part}: {} dates; recall {recall:.3} (same words {:.3}), precision {precision:.3} of {}, \
             values right {values:.3} of {}",
            counts.gold,
            ratio(counts.exact, counts.gold),
            counts.system,
            counts.valued
        );
        assert!(recall > floors[0] && precision > floors[1] && values > floors[2]);
    }
}

fn score(document: &GumDocument, counts: &mut Counts, show: &str) {
    let reference = interval(&document.created);
    let times = read_document_times(&document.sentences, reference);
    for ((sentence, misc), times) in document.sentences.iter().zip(&document.misc).zip(&times) {
        let gold = gold_dates(misc);
        let text = &document.text;
        let words =
            |first: usize, last: usize| &text[sentence.tokens[first].start..sentence.tokens[last].end];
        let whole = &text[sentence.start..sentence.end];
        // Spans that no date is annotated for: lengths, habits, and vague or unresolved ones.
        let system: Vec<&TimeExpression> = times
            .iter()
            .filter(|t| {
                !matches!(t.kind, TimeKind::Duration | TimeKind::Recurring)
                    && (t.from.is_some() || t.to.is_some())
            })
            .collect();
        counts.gold += gold.len();
        counts.system += system.len();
        for date in &gold {
            let Some(time) = system.iter().find(|t| t.first_token <= date.last && date.first <= t.last_token)
            else {
                if show.contains("missed") {
                    println!("missed  {} [{}] {whole}", document.id, words(date.first, date.last));
                }
                continue;
            };
            counts.found += 1;
            let around = (time.first_token..date.first).chain(date.last + 1..=time.last_token);
            counts.exact += usize::from(
                time.first_token <= date.first
                    && time.last_token >= date.last
                    && around.clone().all(|i| {
                        !sentence.tokens[i].upos.as_str().starts_with(['P', 'V', 'A'])
                            || matches!(sentence.tokens[i].upos.as_str(), "ADP")
                    }),
            );
        }
        for time in &system {
            let inside: Vec<&GoldDate> =
                gold.iter().filter(|d| time.first_token <= d.last && d.first <= time.last_token).collect();
            if inside.is_empty() {
                if show.contains("spurious") {
                    println!(
                        "spurious {} [{}] {whole}",
                        document.id,
                        words(time.first_token, time.last_token)
                    );
                }
                continue;
            }
            counts.good += 1;
            let Some(values) = inside.iter().map(|d| d.value).collect::<Option<Vec<_>>>() else { continue };
            counts.valued += 1;
            let from = values.iter().map(|v| v.0).min().flatten();
            let to = values.iter().map(|v| v.1).max().flatten();
            if agrees(time, from, to) {
                counts.right += 1;
            } else if show.contains("wrong") {
                let day = |date: Option<Date>| date.map_or("-".to_owned(), |d| d.to_string());
                println!(
                    "wrong   {} ({}) [{}] gold {}..{} found {}..{} {whole}",
                    document.id,
                    document.created,
                    words(time.first_token, time.last_token),
                    day(from),
                    day(to),
                    day(time.from),
                    day(time.to),
                );
            }
        }
    }
}

/// Whether the bounds are the gold's; an open expression is judged by the end that it states ("before 2001" ends where
/// 2001 starts).
fn agrees(time: &TimeExpression, from: Option<Date>, to: Option<Date>) -> bool {
    let next = |date: Option<Date>| date.and_then(|d| d.checked_add(1.day()).ok());
    match (time.from, time.to) {
        (Some(_), Some(_)) => time.from == from && time.to == to,
        (Some(_), None) => time.from == from || time.from == next(to),
        (None, Some(_)) => time.to == to || next(time.to) == from,
        (None, None) => false,
    }
}

fn gold_dates(misc: &[String]) -> Vec<GoldDate> {
    let mut open: Option<(usize, Option<Bounds>)> = None;
    let mut dates = Vec::new();
    for (index, misc) in misc.iter().enumerate() {
        let Some(xml) = misc.split('|').find_map(|m| m.strip_prefix("XML=")) else { continue };
        for tag in xml.split('<') {
            if let Some(attributes) = tag.strip_prefix("date ") {
                open = Some((index, bounds(attributes)));
            } else if tag.starts_with("/date")
                && let Some((first, value)) = open.take()
            {
                dates.push(GoldDate { first, last: index, value });
            }
        }
    }
    dates
}

/// `when:::"2010-10-09" rend:::"bold"` as bounds.
fn bounds(attributes: &str) -> Option<Bounds> {
    let get = |name: &str| {
        let marker = format!("{name}:::\"");
        let at = attributes.find(&marker)? + marker.len();
        attributes[at..].split('"').next()
    };
    // A year left out ("--10") states nothing that could be compared.
    if attributes.contains("\"--") {
        return None;
    }
    if let Some(when) = get("when") {
        let interval = interval(when)?;
        return Some((Some(interval.from), Some(interval.to)));
    }
    let first = get("from").or_else(|| get("notBefore")).map(interval);
    let last = get("to").or_else(|| get("notAfter")).map(interval);
    match (first, last) {
        (None, None) | (Some(None), _) | (_, Some(None)) => None,
        (first, last) => Some((first.flatten().map(|i| i.from), last.flatten().map(|i| i.to))),
    }
}

fn interval(text: &str) -> Option<DateInterval> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let parts: Vec<&str> = digits.split('-').collect();
    let year = sign * parts[0].parse::<i16>().ok()?;
    match parts.len() {
        1 => DateInterval::year(year),
        2 => DateInterval::month(year, parts[1].parse().ok()?),
        _ => Some(DateInterval::day(Date::new(year, parts[1].parse().ok()?, parts[2].parse().ok()?).ok()?)),
    }
}
