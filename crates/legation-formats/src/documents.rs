//! A stream of bytes to documents: one text, or JSON lines.

use std::io::{BufRead, Read};

use legation_core::{Document, Fingerprint, TimeSpan, parse_published};
use serde::Deserialize;

use crate::encoding::{NotText, decode, normalise_line_ends};
use crate::{Problem, Reason, language};

/// How documents are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Publication date of documents that give none of their own.
    pub published: Option<TimeSpan>,
    /// Longest document, in bytes as stored.
    pub max_bytes: u64,
}

/// Longest document where nothing else is asked for, in bytes: more than the longest novels, and far more than an article.
pub const MAX_BYTES: u64 = 4 << 20;

impl Default for Options {
    fn default() -> Self {
        Self { published: None, max_bytes: MAX_BYTES }
    }
}

/// A document and where it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The document.
    pub document: Document,
    /// The file as the user named it, or `<stdin>`.
    pub input: String,
    /// Its line, from 1, in inputs of a document a line.
    pub line: Option<u64>,
}

impl Found {
    /// A problem with this document.
    pub fn problem(&self, reason: Reason) -> Problem {
        Problem { input: self.input.clone(), line: self.line, reason }
    }

    /// Whether there is anything in it that the coder can read.
    ///
    /// # Errors
    /// Where the text is empty or reliably not English.
    pub fn check(&self) -> Result<(), Problem> {
        if self.document.text.trim().is_empty() {
            return Err(self.problem(Reason::Empty));
        }
        match language::foreign(&self.document.text) {
            Some(f) => Err(self.problem(Reason::Foreign(f.language, f.confidence))),
            None => Ok(()),
        }
    }
}

/// The documents of one input. Reading goes on after a line that is no document.
#[derive(Debug)]
pub struct Documents<'a, R> {
    input: R,
    name: String,
    options: &'a Options,
    state: State,
    /// Whether any line has given a document or a problem.
    any: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing read yet; whether the name says JSON lines.
    Fresh(bool),
    /// Before the line of this number, from 1.
    Lines(u64),
    Done,
}

impl<'a, R: BufRead> Documents<'a, R> {
    /// Reads `input`, called `name` in messages. JSON lines are told by the ending `.jsonl` or `.ndjson`, or by a first
    /// line that is a JSON object with a `text`; anything else is one text.
    pub fn new(input: R, name: &str, options: &'a Options) -> Self {
        let lower = name.to_ascii_lowercase();
        let lines = [".jsonl", ".ndjson"].iter().any(|e| lower.ends_with(e));
        Self { input, name: name.to_owned(), options, state: State::Fresh(lines), any: false }
    }

    fn problem(&self, reason: Reason) -> Problem {
        Problem::new(&self.name, reason)
    }

    /// Reads the whole input as one text.
    fn text(&mut self, mut bytes: Vec<u8>) -> Result<Found, Problem> {
        let limit = self.options.max_bytes;
        let room = (limit + 1).saturating_sub(bytes.len() as u64);
        if let Err(e) = (&mut self.input).take(room).read_to_end(&mut bytes) {
            return Err(self.problem(Reason::Unreadable(e.to_string())));
        }
        // What the file is tells the user more than how long it is.
        let long = bytes.len() as u64 > limit;
        if long {
            bytes.truncate(64 << 10);
            while !bytes.is_empty() && std::str::from_utf8(&bytes).is_err_and(|e| e.error_len().is_none()) {
                bytes.pop();
            }
        }
        let text = decode(&bytes).map_err(|NotText(what)| self.problem(Reason::Binary(what)))?;
        if let Some(reason) = other_format(&text, &self.name) {
            return Err(self.problem(reason));
        }
        if long {
            return Err(self.problem(Reason::TooLong(limit)));
        }
        let text = normalise_line_ends(text);
        let id = derived_id(&text, None, None);
        let published = self.options.published.clone();
        let document = Document { id, title: None, text, published, url: None, publisher: None };
        Ok(Found { document, input: self.name.clone(), line: None })
    }

    /// Reads one line, at most the limit and one byte more; the rest of a longer line is passed over. `None` at the end.
    fn line(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        let limit = self.options.max_bytes;
        let mut line = Vec::new();
        if (&mut self.input).take(limit + 1).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        if line.len() as u64 > limit && !line.ends_with(b"\n") {
            loop {
                let buffer = self.input.fill_buf()?;
                let (used, ended) = match buffer.iter().position(|b| *b == b'\n') {
                    Some(at) => (at + 1, true),
                    None => (buffer.len(), buffer.is_empty()),
                };
                self.input.consume(used);
                if ended {
                    break;
                }
            }
        }
        Ok(Some(line))
    }

    /// The document of a line; `None` for a blank one.
    fn record(&self, number: u64, bytes: &[u8]) -> Option<Result<Found, Problem>> {
        let problem = |reason| Some(Err(Problem::at_line(&self.name, number, reason)));
        if bytes.len() as u64 > self.options.max_bytes {
            return problem(Reason::TooLong(self.options.max_bytes));
        }
        let text = match decode(bytes) {
            Ok(text) => text,
            Err(NotText(what)) => return problem(Reason::Binary(what)),
        };
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let record: Record = match serde_json::from_str(text) {
            Ok(record) => record,
            Err(e) => return problem(Reason::Json(plain(&e), shown(text))),
        };
        let published = match record.published.as_deref().map(str::trim).filter(|p| !p.is_empty()) {
            None => self.options.published.clone(),
            Some(given) => match parse_published(given) {
                Ok(span) => Some(span),
                Err(e) => return problem(Reason::Published(e.text)),
            },
        };
        let id = match record.id {
            Some(Id::Text(id)) if !id.trim().is_empty() => id,
            Some(Id::Number(n)) => n.to_string(),
            _ => derived_id(&record.text, record.title.as_deref(), record.url.as_deref()),
        };
        let document = Document {
            id,
            title: record.title.filter(|t| !t.trim().is_empty()),
            text: record.text,
            published,
            url: record.url,
            publisher: record.publisher,
        };
        Some(Ok(Found { document, input: self.name.clone(), line: Some(number) }))
    }
}

impl<R: BufRead> Iterator for Documents<'_, R> {
    type Item = Result<Found, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (number, bytes) = match self.state {
                State::Done => return None,
                State::Fresh(true) => {
                    self.state = State::Lines(1);
                    continue;
                }
                State::Fresh(false) => {
                    self.state = State::Done;
                    let first = match self.line() {
                        Ok(line) => line.unwrap_or_default(),
                        Err(e) => return Some(Err(self.problem(Reason::Unreadable(e.to_string())))),
                    };
                    let is_record = first.len() as u64 <= self.options.max_bytes
                        && decode(&first).is_ok_and(|t| serde_json::from_str::<Record>(t.trim()).is_ok());
                    if !is_record {
                        return Some(self.text(first));
                    }
                    (1, first)
                }
                State::Lines(number) => match self.line() {
                    Ok(Some(line)) => (number, line),
                    Ok(None) => {
                        self.state = State::Done;
                        return (!self.any).then(|| Err(self.problem(Reason::Empty)));
                    }
                    Err(e) => {
                        self.state = State::Done;
                        return Some(Err(self.problem(Reason::Unreadable(e.to_string()))));
                    }
                },
            };
            self.state = State::Lines(number + 1);
            if let Some(found) = self.record(number, &bytes) {
                self.any = true;
                return Some(found);
            }
        }
    }
}

#[derive(Deserialize)]
struct Record {
    id: Option<Id>,
    title: Option<String>,
    text: String,
    published: Option<String>,
    url: Option<String>,
    publisher: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(serde_json::Number),
}

/// An id from the content, the same wherever the document lies: of two files with one text, and of a text file and a
/// record with that text alone.
fn derived_id(text: &str, title: Option<&str>, url: Option<&str>) -> String {
    Fingerprint::new()
        .field("document")
        .field(text)
        .field(title.unwrap_or(""))
        .field(url.unwrap_or(""))
        .finish()
}

/// A JSON error without the line number, which is always 1 here.
fn plain(e: &serde_json::Error) -> String {
    let text = e.to_string();
    match text.rfind(" at line ") {
        Some(at) if e.column() > 0 => format!("{} at column {}", &text[..at], e.column()),
        Some(at) => text[..at].to_owned(),
        None => text,
    }
}

/// The beginning of a line, for a message.
fn shown(text: &str) -> String {
    const LENGTH: usize = 48;
    match text.char_indices().nth(LENGTH) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// Text that is marked up in another format; coding it as prose would make claims of its markup.
fn other_format(text: &str, name: &str) -> Option<Reason> {
    let start = text.trim_start().get(..64).unwrap_or(text.trim_start()).to_ascii_lowercase();
    let name = name.to_ascii_lowercase();
    if ["<!doctype html", "<html"].iter().any(|s| start.starts_with(s)) {
        return Some(Reason::Unsupported("HTML", "save the article's text and give that"));
    }
    if start.starts_with("<?xml") {
        return Some(Reason::Unsupported("XML", "take the articles' text out, one JSON object a line"));
    }
    if name.ends_with(".json") && start.starts_with(['{', '[']) {
        return Some(Reason::Unsupported(
            "JSON, but not a document a line",
            "write one object a line (`jq -c '.[]'`) into a file that ends in .jsonl",
        ));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use legation_core::v1::published_to_text;

    fn read(name: &str, bytes: &[u8]) -> Vec<Result<Found, Problem>> {
        Documents::new(bytes, name, &Options { max_bytes: 1000, ..Options::default() }).collect()
    }

    fn reason(name: &str, bytes: &[u8]) -> Reason {
        let mut all = read(name, bytes);
        assert_eq!(all.len(), 1);
        all.remove(0).expect_err("a problem").reason
    }

    #[test]
    fn a_text_keeps_its_first_line_and_has_line_feeds() {
        let all = read("a.txt", b"Headline\r\nMoscow said no.\r\n");
        let found = all[0].as_ref().unwrap();
        assert_eq!(found.document.text, "Headline\nMoscow said no.\n");
        assert_eq!(found.document.title, None);
        assert_eq!(found.document.id.len(), 24);
        assert_eq!(all.len(), 1);
    }

    #[test]
    fn derived_ids_depend_on_content_alone() {
        let id = |name: &str, bytes: &[u8]| read(name, bytes)[0].as_ref().unwrap().document.id.clone();
        let plain = id("a.txt", b"Moscow said no.");
        assert_eq!(plain, id("folder/b.txt", "\u{feff}Moscow said no.".as_bytes()));
        assert_eq!(plain, id("c.jsonl", br#"{"text":"Moscow said no."}"#));
        assert_ne!(plain, id("c.jsonl", br#"{"text":"Moscow said no.","title":"No"}"#));
        assert_ne!(plain, id("a.txt", b"Moscow said yes."));
    }

    #[test]
    fn json_lines_by_name_and_by_content() {
        let lines = concat!(
            r#"{"id":"a","title":"T","text":"One.","published":"2025-06","url":"u","publisher":"p","extra":1}"#,
            "\r\n\n",
            r#"{"id":7,"text":"Two.","published":null}"#,
        );
        for name in ["a.jsonl", "A.NDJSON", "<stdin>"] {
            let all: Vec<Found> = read(name, lines.as_bytes()).into_iter().map(Result::unwrap).collect();
            assert_eq!(all.len(), 2, "{name}");
            let first = &all[0].document;
            assert_eq!(
                (first.id.as_str(), first.title.as_deref(), first.text.as_str()),
                ("a", Some("T"), "One.")
            );
            assert_eq!(published_to_text(first.published.as_ref().unwrap()).as_deref(), Some("2025-06"));
            assert_eq!((all[1].document.id.as_str(), all[1].line), ("7", Some(3)));
        }
    }

    #[test]
    fn a_bad_line_is_named_and_the_rest_is_read() {
        let lines = b"{\"text\":\"One.\"}\n{\"text\":\n[1]\n{\"title\":\"no text\"}\n{\"text\":\"Five.\",\"published\":\"June\"}\n{\"text\":\"Six.\"}\n";
        let all = read("n.jsonl", lines);
        let bad: Vec<Option<u64>> = all.iter().filter_map(|r| r.as_ref().err().map(|p| p.line)).collect();
        assert_eq!(bad, [Some(2), Some(3), Some(4), Some(5)]);
        assert_eq!(all.iter().filter(|r| r.is_ok()).count(), 2);
        let message = all[1].as_ref().unwrap_err().to_string();
        assert!(message.starts_with("n.jsonl:2: not a document: EOF"), "{message}");
        let message = all[4].as_ref().unwrap_err().to_string();
        assert!(message.contains(r#""June" is not a publication date"#), "{message}");
    }

    #[test]
    fn a_line_over_the_limit_is_passed_over() {
        let long = format!("{{\"text\":\"{}\"}}\n{{\"text\":\"Two.\"}}\n", "x".repeat(5000));
        let all = read("n.jsonl", long.as_bytes());
        assert_eq!(all[0], Err(Problem::at_line("n.jsonl", 1, Reason::TooLong(1000))));
        assert_eq!(all[1].as_ref().unwrap().document.text, "Two.");
        assert_eq!(all.len(), 2);
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        assert_eq!(reason("a.txt", &b"word ".repeat(1000)), Reason::TooLong(1000));
        assert_eq!(reason("a.bin", b"\x89PNG\r\n\x1a\n\0\0"), Reason::Binary("a PNG image"));
        assert!(matches!(reason("a.html", b"<!DOCTYPE html><p>Hi"), Reason::Unsupported("HTML", _)));
        assert!(matches!(reason("a.json", b"[\n{\"text\":\"x\"}]"), Reason::Unsupported(_, _)));
        let empty = read("a.txt", b" \r\n\t");
        assert_eq!(empty[0].as_ref().unwrap().check(), Err(Problem::new("a.txt", Reason::Empty)));
        assert_eq!(reason("a.jsonl", b"\n\n"), Reason::Empty);
    }

    #[test]
    fn a_text_that_begins_with_a_brace_is_a_text() {
        let all = read("a.txt", b"{sic} Moscow said no.\n{\"text\":\"x\"}");
        assert_eq!(all.len(), 1);
        assert!(all[0].as_ref().unwrap().document.text.starts_with("{sic}"));
    }
}
