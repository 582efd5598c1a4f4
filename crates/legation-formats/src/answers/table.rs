//! Answers for reading on a terminal.

use anstyle::{AnsiColor, Style};
use jiff::civil::Date;
use legation_ledger::view::{ActView, AxisView, EvidenceView, Named, Show, StepView, Timeline, Why};

use crate::output::TableStyle;
use crate::output::wrap::Paragraph;
use crate::phrase;

/// The order in which the axes are told.
const ORDER: [&str; 4] = ["representation", "recognition", "stress", "designation"];

/// A page of text that is filled from its top.
pub(super) struct Page {
    width: usize,
    colour: bool,
    pub(super) out: String,
}

impl Page {
    pub(super) fn new(style: TableStyle) -> Self {
        Self { width: style.width.saturating_sub(1).clamp(60, 116), colour: style.colour, out: String::new() }
    }

    pub(super) fn ink(&self, style: Style) -> Style {
        if self.colour { style } else { Style::new() }
    }

    pub(super) fn bold(&self) -> Style {
        self.ink(Style::new().bold())
    }

    pub(super) fn dim(&self) -> Style {
        self.ink(Style::new().dimmed())
    }

    /// A paragraph of pieces in styles.
    pub(super) fn say(&mut self, first: &str, rest: &str, pieces: &[(&str, Style)]) {
        let mut paragraph = Paragraph::new(self.width);
        for (text, style) in pieces {
            paragraph.push(text, *style);
        }
        self.out.push_str(&paragraph.lines(first, rest));
    }

    fn rule(&mut self) {
        self.out.push_str(&"─".repeat(self.width));
        self.out.push('\n');
    }

    /// Who to whom, and from which two dates that is seen.
    fn head(&mut self, left: &Named, sign: &str, right: Option<&Named>, on: Date, known: Date) {
        let right = right.map_or_else(String::new, |r| format!(" {sign} {}", r.name));
        self.title(&format!("{}{right}", left.name), &seen_from(on, known));
    }

    /// What the page is about, between which ends where it is about some, and from which dates that is seen.
    pub(super) fn about(&mut self, what: &str, ends: [&Option<Named>; 2], dates: &str) {
        let named: Vec<&str> = ends.into_iter().flatten().map(|n| n.name.as_str()).collect();
        let whose = if named.is_empty() { String::new() } else { format!(": {}", named.join(" – ")) };
        self.title(&format!("{what}{whose}"), dates);
    }

    pub(super) fn title(&mut self, title: &str, dates: &str) {
        let (bold, dim) = (self.bold(), self.dim());
        self.say("", "", &[(title, bold)]);
        self.say("", "", &[(dates, dim)]);
        self.rule();
    }
}

/// The two dates that an answer is seen from.
pub(super) fn seen_from(on: Date, known: Date) -> String {
    format!("on {}, as known on {}", legation_core::day_in_words(on), legation_core::day_in_words(known))
}

/// Where a pair stands.
pub(super) fn show(answer: &Show, style: TableStyle) -> String {
    let mut page = Page::new(style);
    page.head(&answer.host, "→", Some(&answer.government), answer.on, answer.known);
    for code in ORDER.into_iter().chain(answer.axes.keys().map(String::as_str).filter(|k| !ORDER.contains(k)))
    {
        let Some(axis) = answer.axes.get(code) else { continue };
        axis_lines(&mut page, code, axis);
    }
    if !answer.beside.is_empty() {
        page.out.push('\n');
        let bold = page.bold();
        page.say("", "", &[("Beside what was done", bold)]);
        for act in &answer.beside {
            act_line(&mut page, act);
        }
    }
    page.out.push('\n');
    let hint = format!("`legation why {} {}` gives the sentences.", answer.host.id, answer.government.id);
    let dim = page.dim();
    page.say("", "", &[(&hint, dim)]);
    page.out
}

/// One axis: its level on a scale, its name, since when, and on how much that rests.
fn axis_lines(page: &mut Page, code: &str, axis: &AxisView) {
    let capital: String =
        code.chars().take(1).flat_map(char::to_uppercase).chain(code.chars().skip(1)).collect();
    let colour = match axis.level.chars().next() {
        Some('S' | 'D') if !axis.level.ends_with('0') => AnsiColor::Red,
        Some('R' | 'G') if !axis.level.ends_with('0') => AnsiColor::Green,
        _ => AnsiColor::White,
    };
    let level = page.ink(Style::new().bold().fg_color(Some(colour.into())));
    let dim = page.dim();
    let head = format!("{capital:<15} ");
    let since = axis.since.as_deref().map(|s| format!("  since {}", in_words(s))).unwrap_or_default();
    let mut rest = String::new();
    if let Some(other) = &axis.implied_by {
        rest.push_str(&format!("  held up by {other}"));
    } else if let Some(confidence) = axis.confidence {
        let sources = if axis.sources == 1 { "source" } else { "sources" };
        rest.push_str(&format!("  {confidence:.2}, {} {sources}", axis.sources));
    }
    if axis.stale {
        rest.push_str("  stale");
    }
    page.say(
        &head,
        "                ",
        &[
            (&axis.level, level),
            ("  ", dim),
            (&axis.name, Style::new()),
            (&since, Style::new()),
            (&rest, dim),
        ],
    );
    if !axis.implies.is_empty() {
        let text = format!("implies {}, which no claim tells", axis.implies.join(", "));
        page.say("                ", "                ", &[(&text, dim)]);
    }
}

/// EDTF in words.
pub(super) fn in_words(edtf: &str) -> String {
    let day = |text: &str| text.parse::<Date>().ok();
    if let Some((from, to)) = edtf.split_once('/') {
        return match (day(from), day(to)) {
            (None, Some(to)) => format!("{} or before", legation_core::day_in_words(to)),
            (from, to) => phrase::interval(from, to).unwrap_or_else(|| edtf.to_owned()),
        };
    }
    match legation_core::parse_published(edtf) {
        Ok(t) => phrase::interval(t.from, t.to).unwrap_or_else(|| edtf.to_owned()),
        Err(_) => edtf.to_owned(),
    }
}

fn sign(status: &str) -> (&'static str, AnsiColor) {
    match status {
        "done" => ("●", AnsiColor::Green),
        "denied" => ("✗", AnsiColor::Red),
        "generic" => ("∼", AnsiColor::White),
        _ => ("○", AnsiColor::Yellow),
    }
}

fn act_line(page: &mut Page, act: &ActView) {
    let (mark, colour) = sign(&act.status);
    let (bold, dim) = (page.bold(), page.dim());
    let ink = page.ink(Style::new().fg_color(Some(colour.into())));
    let when = if act.dated {
        in_words(&act.when)
    } else {
        format!("by {}", in_words(&act.when).replace(" or before", ""))
    };
    let name = |n: &Option<Named>| n.as_ref().map_or_else(|| "(not said)".to_owned(), |n| n.name.clone());
    let parties = format!("{} → {}", name(&act.actor), name(&act.recipient));
    let sources = if act.sources == 1 { "source" } else { "sources" };
    let rest = format!("  {:.2}, {} {sources}", act.confidence, act.sources);
    let status = if act.status == "done" { String::new() } else { format!(" {}", act.status) };
    page.say(
        &format!("  {when:<22} "),
        "                         ",
        &[
            (mark, ink),
            (" ", dim),
            (&act.act, bold),
            (&status, ink),
            ("  ", dim),
            (&parties, Style::new()),
            (&rest, dim),
        ],
    );
}

/// The acts between two ends.
pub(super) fn timeline(answer: &Timeline, style: TableStyle) -> String {
    let mut page = Page::new(style);
    page.head(&answer.actor, "–", answer.other.as_ref(), answer.on, answer.known);
    if answer.acts.is_empty() {
        page.say("", "", &[("No such act is known.", Style::new())]);
    }
    for act in &answer.acts {
        act_line(&mut page, act);
    }
    page.out
}

/// Why a pair stands where it does.
pub(super) fn why(answer: &Why, style: TableStyle) -> String {
    let mut page = Page::new(style);
    page.head(&answer.host, "→", Some(&answer.government), answer.on, answer.known);
    let codes = ORDER.into_iter().filter(|c| answer.axes.contains_key(*c));
    for (n, code) in codes.enumerate() {
        if n > 0 {
            page.out.push('\n');
        }
        let chain = &answer.axes[code];
        axis_lines(&mut page, code, &chain.standing);
        let dim = page.dim();
        page.say("  ", "  ", &[(&chain.standing.meaning, dim)]);
        for step in &chain.steps {
            step_lines(&mut page, step, true);
        }
        for step in &chain.supports {
            step_lines(&mut page, step, false);
        }
    }
    page.out
}

fn step_lines(page: &mut Page, step: &StepView, moved: bool) {
    let dim = page.dim();
    let what = if moved { format!("{} → {}", step.from, step.to) } else { "supports it".to_owned() };
    page.say("  ", "  ", &[(&what, dim)]);
    act_line(page, &step.act);
    for e in &step.evidence {
        evidence_lines(page, e);
    }
}

/// A sentence with its source.
pub(super) fn evidence_lines(page: &mut Page, e: &EvidenceView) {
    let dim = page.dim();
    let sentence = format!("“{}”", e.sentence);
    page.say("      ", "      ", &[(&sentence, Style::new())]);
    let mut source = String::new();
    for part in
        [e.publisher.clone(), e.published.as_deref().map(in_words), e.url.clone()].into_iter().flatten()
    {
        if !source.is_empty() {
            source.push_str(" · ");
        }
        source.push_str(&part);
    }
    if source.is_empty() {
        source.clone_from(&e.document);
    }
    if !e.says.is_empty() {
        source.push_str(&format!(" · says {}", e.says.join(", as told by ")));
    }
    let tail = format!(" · claim {} · {:.2}", e.claim, e.confidence);
    page.say("      ", "      ", &[(&source, dim), (&tail, dim)]);
}
