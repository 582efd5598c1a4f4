//! Claims as a page: each article with its claims marked in the text and noted beside it, a summary above.
//!
//! The page stands alone: no script, no address that a browser would fetch. Everything that comes from a document is
//! escaped by the template engine, and the page's own policy forbids scripts and requests, for news is written by
//! strangers.

use std::io::{self, Seek, SeekFrom, Write};

use legation_core::{Actor, Basis, Claim, Document, Quad, TimeSpan};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::marks::{Stretch, stretches};
use crate::documents::Found;
use crate::phrase::{self, TitleFrom};

const STYLE: &str = include_str!("report.css");

/// Bytes of rendered documents that are kept in memory; more go to a temporary file until the index is known.
const IN_MEMORY: usize = 32 << 20;

/// The report in the making. The index stands at the top and is known at the end, so the documents wait.
#[derive(Debug)]
pub(super) struct Report {
    bodies: tempfile::SpooledTempFile,
    index: Vec<Entry>,
}

/// A line of the index.
#[derive(Debug)]
struct Entry {
    title: String,
    published: Option<String>,
    publisher: Option<String>,
    claims: usize,
    events: usize,
}

impl Report {
    pub(super) fn new() -> Self {
        Self { bodies: tempfile::SpooledTempFile::new(IN_MEMORY), index: Vec::new() }
    }

    /// Adds one document.
    pub(super) fn add(&mut self, found: &Found, claims: &[Claim]) -> io::Result<()> {
        let section = Section::new(self.index.len() + 1, found, claims);
        self.bodies.write_all(section.render().into_string().as_bytes())?;
        self.index.push(Entry {
            title: section.title,
            published: published(&found.document),
            publisher: found.document.publisher.clone(),
            claims: claims.len(),
            events: section.events.iter().map(|e| e.0).max().unwrap_or(0),
        });
        Ok(())
    }

    /// Writes the page.
    pub(super) fn finish(mut self, out: &mut impl Write) -> io::Result<()> {
        let title = match self.index.as_slice() {
            [one] => one.title.clone(),
            _ => "Coded news".to_owned(),
        };
        let head = html! {
            (DOCTYPE)
            // The element is closed at the end of the page, below.
            (PreEscaped("<html lang=\"en\">"))
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                title { (title) " · Legation" }
                style { (PreEscaped(STYLE)) }
            }
            (PreEscaped("<body>"))
            @if self.index.len() != 1 { (self.contents()) }
        };
        out.write_all(head.into_string().as_bytes())?;
        self.bodies.seek(SeekFrom::Start(0))?;
        io::copy(&mut self.bodies, out)?;
        let foot = html! {
            footer.page {
                p {
                    "Coded by Legation " (env!("CARGO_PKG_VERSION")) ". A claim is what a program read in a sentence, not a "
                    "finding of fact: check it against the words before you rely on it."
                }
            }
            (PreEscaped("</body></html>\n"))
        };
        out.write_all(foot.into_string().as_bytes())
    }

    /// The index of several documents.
    fn contents(&self) -> Markup {
        let claims: usize = self.index.iter().map(|e| e.claims).sum();
        html! {
            header.page {
                h1 { "Coded news" }
                p.meta {
                    (phrase::count(self.index.len(), "document", "documents")) " · "
                    (phrase::count(claims, "claim", "claims"))
                }
            }
            nav aria-label="Documents" {
                table.index {
                    thead { tr { th { "Document" } th { "Published" } th.number { "Claims" } th.number { "Events" } } }
                    tbody {
                        @for (n, entry) in self.index.iter().enumerate() {
                            tr {
                                td {
                                    a href=(format!("#d{}", n + 1)) { (entry.title) }
                                    @if let Some(publisher) = &entry.publisher { span.dim { " " (publisher) } }
                                }
                                td.nowrap { (entry.published.as_deref().unwrap_or("–")) }
                                td.number { (entry.claims) }
                                td.number { (entry.events) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn published(document: &Document) -> Option<String> {
    document.published.as_ref().and_then(|p| phrase::interval(p.from, p.to))
}

const fn quad_class(quad: Quad) -> &'static str {
    match quad {
        Quad::VerbalCooperation => "q1",
        Quad::MaterialCooperation => "q2",
        Quad::VerbalConflict => "q3",
        Quad::MaterialConflict => "q4",
    }
}

/// An address that may be made a link: others, `javascript:` above all, are shown as text.
fn is_web_address(url: &str) -> bool {
    let lower = url.trim_start().to_ascii_lowercase();
    lower.starts_with("https://") || lower.starts_with("http://")
}

/// One document's part of the page.
struct Section<'a> {
    number: usize,
    found: &'a Found,
    claims: &'a [Claim],
    /// For each claim, its event's number and the first claim of that event.
    events: Vec<(usize, usize)>,
    title: String,
    title_from: TitleFrom,
    chars: Vec<char>,
}

impl<'a> Section<'a> {
    fn new(number: usize, found: &'a Found, claims: &'a [Claim]) -> Self {
        let (mut title, title_from) = phrase::title(&found.document);
        if title_from == TitleFrom::Id {
            title = found.line.map_or_else(|| found.input.clone(), |line| format!("{}:{line}", found.input));
        }
        let chars = found.document.text.chars().collect();
        Self { number, found, claims, events: phrase::events(claims), title, title_from, chars }
    }

    fn note_id(&self, claim: usize) -> String {
        format!("d{}c{}", self.number, claim + 1)
    }

    fn render(&self) -> Markup {
        html! {
            section.document id=(format!("d{}", self.number)) {
                header {
                    h2 { (self.title) }
                    (self.facts())
                }
                @if self.claims.is_empty() {
                    p.none { "No claims: the text reports no political event that the coder knows." }
                } @else {
                    (self.summary())
                    (self.legend())
                }
                article { (self.article()) }
            }
        }
    }

    /// Publisher, date, address.
    fn facts(&self) -> Markup {
        let d = &self.found.document;
        html! {
            p.meta {
                @if let Some(publisher) = &d.publisher { span { (publisher) } }
                @if let Some(published) = published(d) { span { "published " (published) } }
                @if let Some(url) = &d.url {
                    @if is_web_address(url) {
                        span { a href=(url.trim()) rel="noopener noreferrer nofollow" { (url.trim()) } }
                    } @else {
                        span { (url) }
                    }
                }
                span { (phrase::tally(self.claims)) }
                span { "document " code { (d.id) } }
            }
        }
    }

    /// The time of the event that begins with claim `first`: the shortest that any of its claims states.
    fn best_time(&self, first: usize) -> &TimeSpan {
        let days = |t: &TimeSpan| match (t.from, t.to) {
            (Some(from), Some(to)) => from.until(to).map_or(i32::MAX, |span| span.get_days()),
            _ => i32::MAX,
        };
        let of_event =
            self.claims.iter().zip(&self.events).filter(|(_, e)| e.1 == first).map(|(c, _)| &c.time);
        of_event
            .filter(|t| t.basis == Basis::Stated)
            .min_by_key(|t| days(t))
            .unwrap_or(&self.claims[first].time)
    }

    /// A row for each event: its first claim, and the numbers of all.
    fn summary(&self) -> Markup {
        html! {
            table.summary {
                thead { tr { th { "Who" } th { "To whom" } th { "Act" } th { "Status" } th { "When" } th { "Claims" } } }
                tbody {
                    @for (n, claim) in self.claims.iter().enumerate().filter(|(n, _)| self.events[*n].1 == *n) {
                        tr {
                            td { (party(claim.actor.as_ref(), "not said")) }
                            td class=(if claim.recipient.is_some() { "whom" } else { "whom nobody" }) {
                                (party(claim.recipient.as_ref(), "–"))
                            }
                            td { (act(claim)) }
                            td { (status(claim)) }
                            td.when { (phrase::time(self.best_time(n))) }
                            td.refs {
                                @for (m, _) in self.events.iter().enumerate().filter(|(_, e)| e.1 == n) {
                                    a.ref href=(format!("#{}", self.note_id(m))) { (m + 1) } " "
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn legend(&self) -> Markup {
        let quads = [
            Quad::VerbalCooperation,
            Quad::MaterialCooperation,
            Quad::VerbalConflict,
            Quad::MaterialConflict,
        ];
        html! {
            p.legend aria-label="Legend" {
                @for quad in quads.into_iter().filter(|q| self.claims.iter().any(|c| c.act.root.quad() == *q)) {
                    span { span class=(format!("t {}", quad_class(quad))) { (phrase::quad(quad)) } }
                }
                span { span.a { "actor" } }
                span { span.r { "recipient" } }
            }
        }
    }

    /// The text, a line at a time, each with the notes of the claims whose act is told in it.
    fn article(&self) -> Markup {
        let mut rows = Vec::new();
        let mut start = 0;
        for line in self.chars.split(|c| *c == '\n') {
            rows.push((start, start + line.len()));
            start += line.len() + 1;
        }
        let text = |&(a, b): &(usize, usize)| self.chars[a..b].iter().collect::<String>();
        rows.retain(|row| !text(row).trim().is_empty());
        let last = rows.len().saturating_sub(1);
        html! {
            @for (n, row) in rows.iter().enumerate() {
                @let here: Vec<(usize, &Claim)> = self.claims.iter().enumerate()
                    .filter(|(_, c)| row.0 <= c.act.span.start && c.act.span.start < row.1 + 1)
                    .collect();
                @let heading = phrase::is_heading(text(row).trim()) && (n < last || n == 0) && rows.len() > 1;
                // The title has been shown; it is shown again only where it makes claims of its own.
                @if !(n == 0 && self.title_from == TitleFrom::FirstLine && here.is_empty()) {
                    div.row {
                        @if heading {
                            h3 { (self.line(*row)) }
                        } @else {
                            p { (self.line(*row)) }
                        }
                        @if !here.is_empty() {
                            aside { @for (n, claim) in &here { (self.note(*n, claim)) } }
                        }
                    }
                }
            }
        }
    }

    fn line(&self, (start, end): (usize, usize)) -> Markup {
        let near = self.claims.iter().enumerate().filter(|(_, c)| {
            c.sentence.span.start < end && start < c.sentence.span.end
                || c.act.span.start < end && start < c.act.span.end
        });
        let parts = stretches(start, end, near);
        html! { @for s in &parts { (self.stretch(s)) } }
    }

    fn stretch(&self, s: &Stretch) -> Markup {
        let text: String = self.chars[s.start..s.end].iter().collect();
        if s.roles.is_plain() {
            return html! { (text) };
        }
        let mut classes: Vec<&str> = Vec::new();
        if let Some(quad) = s.roles.trigger {
            classes.extend(["t", quad_class(quad)]);
        }
        if s.roles.actor {
            classes.push("a");
        }
        if s.roles.recipient {
            classes.push("r");
        }
        html! {
            span class=(classes.join(" ")) { (text) }
            @for &n in &s.roles.ends {
                sup { a id=(format!("{}t", self.note_id(n))) href=(format!("#{}", self.note_id(n))) { (n + 1) } }
            }
        }
    }

    fn note(&self, n: usize, claim: &Claim) -> Markup {
        let (event, first) = self.events[n];
        let codes = |actor: Option<&Actor>| {
            let id = actor.and_then(|a| a.id.clone()).unwrap_or_default();
            [id, phrase::codes(actor)].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" · ")
        };
        html! {
            div id=(self.note_id(n)) class=(format!("note {}", quad_class(claim.act.root.quad()))) {
                p.who {
                    a.n href=(format!("#{}t", self.note_id(n))) title="to the words" { (n + 1) } " "
                    (party(claim.actor.as_ref(), "not said"))
                    @if claim.recipient.is_some() { span.arrow { " → " } (party(claim.recipient.as_ref(), "")) }
                }
                p { (act(claim)) " " (status(claim)) }
                p.when {
                    (phrase::time(&claim.time))
                    @if let Some(place) = &claim.place { " · in " (place.name) }
                    @if let Some(sources) = phrase::sources(&claim.attribution) { " · says " (sources) }
                }
                details {
                    summary {
                        @if first == n { "event " (event) } @else { "event " (event) ", as claim " (first + 1) }
                        " · confidence " (format!("{:.2}", claim.confidence))
                    }
                    dl {
                        dt { "act" }
                        dd { (phrase::plover(&claim.act)) ", " (phrase::quad(claim.act.root.quad()))
                            ", intensity " (format!("{:+.1}", claim.act.intensity)) }
                        @if !claim.act.contexts.is_empty() {
                            dt { "contexts" } dd { (claim.act.contexts.join(", ")) }
                        }
                        @if claim.actor.is_some() { dt { "actor" } dd { (codes(claim.actor.as_ref())) } }
                        @if claim.recipient.is_some() { dt { "recipient" } dd { (codes(claim.recipient.as_ref())) } }
                        dt { "time" } dd { (phrase::precision(&claim.time)) ", " (claim.time.basis) }
                        dt { "because" } dd { code { (claim.because.frame) } " " (claim.because.path) }
                        dt { "claim" } dd { code { (claim.id) } }
                    }
                }
            }
        }
    }
}

fn party(actor: Option<&Actor>, none: &'static str) -> Markup {
    html! {
        @if actor.is_some() { b { (phrase::who(actor, none)) } } @else { span.dim { (none) } }
    }
}

fn act(claim: &Claim) -> Markup {
    html! {
        @if let Some(code) = phrase::fine_code(&claim.act) {
            span.act { (code) } " " span.dim.plover { (phrase::plover(&claim.act)) }
        } @else {
            span.act { (phrase::plover(&claim.act)) }
        }
    }
}

fn status(claim: &Claim) -> Markup {
    html! { span class=(format!("status {}", claim.status)) { (claim.status) } }
}
