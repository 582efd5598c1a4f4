//! Claims for reading on a terminal: each sentence with the words that fired, and its claims below.

use anstyle::{AnsiColor, Effects, Style};
use legation_core::{Claim, Quad, Status};

use super::marks::stretches;
use super::wrap::{HARD_SPACE, Paragraph};
use crate::documents::Found;
use crate::phrase::{self, TitleFrom};

/// How the table is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableStyle {
    /// Columns that the terminal has.
    pub width: usize,
    /// Whether words are marked by colour, weight and underline; by `*asterisks*` (the act) and `[brackets]` (actor and
    /// recipient) otherwise.
    pub colour: bool,
}

/// Widest and narrowest line; longer ones tire the eye, and narrower ones cannot hold a claim.
const WIDEST: usize = 116;
const NARROWEST: usize = 40;

/// The table in the making.
#[derive(Debug)]
pub(super) struct Table {
    width: usize,
    ink: Ink,
    documents: usize,
    claims: usize,
    silent: usize,
}

/// The styles; all plain where there is no colour.
#[derive(Debug, Clone, Copy)]
struct Ink {
    colour: bool,
}

impl Ink {
    fn when(self, style: Style) -> Style {
        if self.colour { style } else { Style::new() }
    }

    fn dim(self) -> Style {
        self.when(Style::new().dimmed())
    }

    fn bold(self) -> Style {
        self.when(Style::new().bold())
    }

    fn act(self, quad: Quad) -> Style {
        let colour = match quad {
            Quad::VerbalCooperation => AnsiColor::Blue,
            Quad::MaterialCooperation => AnsiColor::Cyan,
            Quad::VerbalConflict => AnsiColor::Yellow,
            Quad::MaterialConflict => AnsiColor::Red,
        };
        self.when(Style::new().bold().fg_color(Some(colour.into())))
    }

    fn party(self) -> Style {
        self.when(Style::new().effects(Effects::UNDERLINE))
    }

    fn status(self, status: Status) -> Style {
        let colour = match status {
            Status::Done => AnsiColor::Green,
            Status::Denied => AnsiColor::Red,
            Status::Generic => return self.dim(),
            _ => AnsiColor::Yellow,
        };
        self.when(Style::new().fg_color(Some(colour.into())))
    }
}

/// A status with the sign that tells it apart without colour.
const fn sign(status: Status) -> &'static str {
    match status {
        Status::Done => "●",
        Status::Denied => "✗",
        Status::Generic => "∼",
        Status::Intended | Status::Requested | Status::Conditional | Status::Possible => "○",
    }
}

impl Table {
    pub(super) fn new(style: TableStyle) -> Self {
        let width = style.width.saturating_sub(1).clamp(NARROWEST, WIDEST);
        Self { width, ink: Ink { colour: style.colour }, documents: 0, claims: 0, silent: 0 }
    }

    /// One document.
    pub(super) fn document(&mut self, found: &Found, claims: &[Claim]) -> String {
        self.documents += 1;
        self.claims += claims.len();
        self.silent += usize::from(claims.is_empty());
        let mut out = self.head(found, claims);
        let events = phrase::events(claims);
        let mut at = 0;
        while at < claims.len() {
            let index = claims[at].sentence.index;
            let count = claims[at..].iter().take_while(|c| c.sentence.index == index).count();
            out.push('\n');
            out.push_str(&self.sentence(&claims[at..at + count]));
            for n in at..at + count {
                out.push_str(&self.claim(n, &claims[n], events[n]));
            }
            at += count;
        }
        out.push('\n');
        out
    }

    fn head(&self, found: &Found, claims: &[Claim]) -> String {
        let document = &found.document;
        let (title, from) = phrase::title(document);
        let place = match found.line {
            Some(line) => format!("{}:{line}", found.input),
            None => found.input.clone(),
        };
        let mut facts: Vec<String> = Vec::new();
        facts.extend(document.publisher.clone());
        let published = document.published.as_ref().and_then(|p| phrase::interval(p.from, p.to));
        facts.extend(published.map(|p| format!("published{HARD_SPACE}{}", solid(&p))));
        if from != TitleFrom::Id {
            facts.push(place.clone());
        }
        facts.push(solid(&phrase::tally(claims)));
        let shown = if from == TitleFrom::Id { &place } else { &title };
        let mut out = Paragraph::new(self.width).push(shown, self.ink.bold()).lines("", "");
        out += &Paragraph::new(self.width).push(&facts.join(" · "), self.ink.dim()).lines("", "");
        out += &Paragraph::new(self.width).push(&"─".repeat(self.width), self.ink.dim()).lines("", "");
        out
    }

    /// A sentence with the words that fired marked.
    fn sentence(&self, claims: &[Claim]) -> String {
        let sentence = &claims[0].sentence;
        let chars: Vec<char> = sentence.span.text.chars().collect();
        let (start, end) = (sentence.span.start, sentence.span.start + chars.len());
        let mut paragraph = Paragraph::new(self.width);
        for s in stretches(start, end, claims.iter().enumerate()) {
            let text: String = chars[s.start - start..s.end - start].iter().collect();
            let party = s.roles.actor || s.roles.recipient;
            let style = match s.roles.trigger {
                Some(quad) if party => self.ink.act(quad) | self.ink.party().get_effects(),
                Some(quad) => self.ink.act(quad),
                None if party => self.ink.party(),
                None => Style::new(),
            };
            let marks = match (self.ink.colour, s.roles.trigger, party) {
                (false, Some(_), _) => ("*", "*"),
                (false, None, true) => ("[", "]"),
                _ => ("", ""),
            };
            // The marks hug the words, whatever white space the stretch begins or ends with.
            let word = text.trim();
            let before = text.len() - text.trim_start().len();
            let after = text.trim_end().len().max(before);
            paragraph.push(&text[..before], style);
            if !word.is_empty() {
                paragraph.push(marks.0, style).push(word, style).push(marks.1, style);
                paragraph.push(&text[after..], style);
            }
        }
        paragraph.lines("", "")
    }

    fn claim(&self, n: usize, claim: &Claim, (event, first): (usize, usize)) -> String {
        let (ink, plain) = (self.ink, Style::new());
        let number = format!("{:>4}  ", n + 1);
        let indent = " ".repeat(number.len());
        let dim = ink.dim();
        let dot = |p: &mut Paragraph| {
            p.push(" · ", dim);
        };

        let mut p = Paragraph::new(self.width);
        let party = |p: &mut Paragraph, actor: Option<&legation_core::Actor>, none| {
            p.push(&phrase::who(actor, none), if actor.is_some() { ink.bold() } else { dim });
            let codes = phrase::codes(actor);
            if !codes.is_empty() {
                p.push(" ", plain).push(&solid(&codes), dim);
            }
        };
        party(&mut p, claim.actor.as_ref(), "(not said)");
        if claim.recipient.is_some() {
            p.push(&format!(" →{HARD_SPACE}"), plain);
            party(&mut p, claim.recipient.as_ref(), "");
        }
        let mut out = p.lines(&number, &indent);

        let act = &claim.act;
        let mut p = Paragraph::new(self.width);
        let style = ink.act(act.root.quad());
        if let Some(code) = phrase::fine_code(act) {
            p.push(code, style);
            dot(&mut p);
            p.push(&phrase::plover(act), plain);
        } else {
            p.push(&phrase::plover(act), style);
        }
        dot(&mut p);
        let status = format!("{}{HARD_SPACE}{}", sign(claim.status), claim.status);
        p.push(&status, ink.status(claim.status));
        dot(&mut p);
        p.push(&solid(&format!("confidence {:.2}", claim.confidence)), plain);
        dot(&mut p);
        if first == n {
            p.push(&solid(&format!("event {event}")), dim);
        } else {
            p.push(&solid(&format!("event {event}, as claim {}", first + 1)), dim);
        }
        out += &p.lines(&indent, &indent);

        let mut p = Paragraph::new(self.width);
        p.push(&phrase::time(&claim.time), plain);
        if let Some(place) = &claim.place {
            dot(&mut p);
            p.push(&format!("in{HARD_SPACE}{}", place.name), plain);
            if let Some(country) = &place.country {
                p.push(" ", plain).push(country, dim);
            }
        }
        if let Some(sources) = phrase::sources(&claim.attribution) {
            dot(&mut p);
            p.push("says ", dim).push(&sources, plain);
        }
        out + &p.lines(&indent, &indent)
    }

    /// What stands below all documents.
    pub(super) fn end(&self) -> String {
        if self.documents < 2 {
            return String::new();
        }
        let silent = match self.silent {
            0 => String::new(),
            n => format!(" · {n} without claims"),
        };
        let documents = phrase::count(self.documents, "document", "documents");
        let claims = phrase::count(self.claims, "claim", "claims");
        Paragraph::new(self.width)
            .push(&format!("{documents} · {claims}{silent}"), self.ink.dim())
            .lines("", "")
    }
}

/// A text that is kept on one line.
fn solid(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}
