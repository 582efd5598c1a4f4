//! Time expressions against the gold cases in `time/`.

use jiff::civil::Date;
use legation_language::time::{DateInterval, Tense, TimeContext, TimeExpression, read_times};
use legation_language::{Deprel, Sentence, Token, Upos, Xpos};
use std::fmt::Write as _;
use std::path::Path;

/// Cuts at white space and around punctuation, as far as these sentences need; every word is untagged.
fn plain_tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut push = |start: usize, end: usize| {
        if start < end {
            tokens.push(Token {
                start,
                end,
                form: text[start..end].into(),
                lemma: text[start..end].to_lowercase().into(),
                upos: Upos::X,
                xpos: Xpos::Fw,
                feats: "".into(),
                head: None,
                deprel: Deprel::Dep,
                space_after: text[end..].starts_with(' '),
            });
        }
    };
    let mut from = 0;
    for word in text.split(' ') {
        let (start, mut end) = (from, from + word.len());
        from = end + 1;
        let mut first = start;
        while text[first..end].starts_with(['(', '"', '$']) {
            push(first, first + 1);
            first += 1;
        }
        let mut tail = Vec::new();
        while text[first..end].ends_with([',', ')', '"'])
            || text[first..end].ends_with('.') && !keeps_its_dot(&text[first..end])
        {
            end -= 1;
            tail.push(end);
        }
        push(first, end);
        for at in tail.into_iter().rev() {
            push(at, at + 1);
        }
    }
    tokens
}

fn keeps_its_dot(word: &str) -> bool {
    matches!(word, "Jul." | "Sept." | "p.m." | "a.m.")
}

/// `2025`, `2025-07`, `2025-07-10` or `-000593` as an interval.
fn interval(text: &str) -> DateInterval {
    let parts: Vec<&str> = text.trim_start_matches('-').split('-').collect();
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let year: i16 = sign * parts[0].parse::<i16>().unwrap_or_else(|_| panic!("a year in {text:?}"));
    match parts.len() {
        1 => DateInterval::year(year).expect("a year of the calendar"),
        2 => DateInterval::month(year, parts[1].parse().expect("a month")).expect("a month of the calendar"),
        _ => DateInterval::day(text.parse::<Date>().unwrap_or_else(|e| panic!("{text:?}: {e}"))),
    }
}

/// The expected ends, normalised: `from..to precision`.
fn expected(text: &str) -> String {
    let (value, precision) =
        text.trim().rsplit_once(' ').unwrap_or_else(|| panic!("value and precision: {text:?}"));
    let (from, to) = match value.split_once("..") {
        _ if value == "?" => (None, None),
        Some((from, to)) => {
            ((!from.is_empty()).then(|| interval(from).from), (!to.is_empty()).then(|| interval(to).to))
        }
        None => (Some(interval(value).from), Some(interval(value).to)),
    };
    shown(from, to, precision)
}

fn shown(from: Option<Date>, to: Option<Date>, precision: &str) -> String {
    let show = |date: Option<Date>| date.map_or(String::new(), |d| d.to_string());
    format!("{}..{} {precision}", show(from), show(to))
}

fn found(time: &TimeExpression) -> String {
    shown(time.from, time.to, &format!("{:?}", time.precision).to_lowercase())
}

/// The sentence without its brackets, and the bracketed byte spans.
fn unmark(marked: &str) -> (String, Vec<(usize, usize)>) {
    let (mut text, mut spans, mut open) = (String::new(), Vec::new(), 0);
    for c in marked.chars() {
        match c {
            '[' => open = text.len(),
            ']' => spans.push((open, text.len())),
            _ => text.push(c),
        }
    }
    (text, spans)
}

fn context(reference: &str, tense: &str) -> TimeContext {
    let (reference, anchor) = match reference.split_once(" anchor ") {
        Some((reference, anchor)) => (reference, Some(interval(anchor))),
        None => (reference, None),
    };
    let tense = match tense {
        "past" => Tense::Past,
        "present" => Tense::Present,
        "future" => Tense::Future,
        other => panic!("tense {other:?}"),
    };
    TimeContext {
        reference: (reference != "-").then(|| interval(reference)),
        anchor,
        year: anchor,
        tense: Some(tense),
    }
}

#[test]
fn gold_cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/time");
    let (mut cases, mut failures) = (0, String::new());
    let mut files: Vec<_> =
        std::fs::read_dir(&folder).expect("the gold folder").map(|e| e.unwrap().path()).collect();
    files.sort();
    for file in files {
        let gold = std::fs::read_to_string(&file).expect("a gold file");
        for (number, line) in gold.lines().enumerate() {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            cases += 1;
            let columns: Vec<&str> = line.split('|').map(str::trim).collect();
            let [reference, tense, marked, values] = columns[..] else { panic!("four columns: {line:?}") };
            let (text, spans) = unmark(marked);
            let sentence = Sentence { end: text.len(), tokens: plain_tokens(&text), ..Sentence::default() };
            let times = read_times(&sentence, &context(reference, tense));
            let values: Vec<&str> = values.split(';').filter(|v| !v.trim().is_empty()).collect();
            assert_eq!(values.len(), spans.len(), "as many values as brackets: {line}");
            let wanted: Vec<String> = spans
                .iter()
                .zip(&values)
                .map(|(&(s, e), v)| format!("[{}] {}", &text[s..e], expected(v)))
                .collect();
            let got: Vec<String> =
                times.iter().map(|t| format!("[{}] {}", &text[t.start..t.end], found(t))).collect();
            if got != wanted {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                let _ = writeln!(
                    failures,
                    "{name}:{}: {line}\n  wanted {wanted:?}\n  found  {got:?}",
                    number + 1
                );
            }
        }
    }
    assert!(cases >= 150, "only {cases} cases");
    assert!(failures.is_empty(), "{failures}");
}
