//! What can be wrong with an input: the one place where its messages are worded.
//!
//! A message says what is wrong, where (file, and line where there is one), and what to do about it.

use std::fmt;

/// Why an input was not read.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Reason {
    /// There is no such file or folder.
    Missing,
    /// The system refused to open or read it; its own words.
    Unreadable(String),
    /// A folder holds no file to read.
    EmptyFolder,
    /// Nothing but white space.
    Empty,
    /// Not text: what it seems to be.
    Binary(&'static str),
    /// Text in a form that must be converted first: its name, and how to convert it.
    Unsupported(&'static str, &'static str),
    /// Longer than the limit, in bytes.
    TooLong(u64),
    /// Not English: the language's English name, and how sure the detection is, 0 to 1.
    Foreign(&'static str, f64),
    /// A line of JSONL that is not a document: what is wrong with it, and how the line begins.
    Json(String, String),
    /// A publication date that is none.
    Published(String),
    /// The coder failed on the document; its last words.
    Failed(String),
    /// A line of CoNLL-U that breaks the format.
    Conllu(String),
}

/// An input, or a part of one, that was not read.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The file as the user named it, or `<stdin>`.
    pub input: String,
    /// The line, from 1, in inputs of a document a line.
    pub line: Option<u64>,
    /// What is wrong.
    pub reason: Reason,
}

impl Problem {
    /// A problem with a whole input.
    pub fn new(input: &str, reason: Reason) -> Self {
        Self { input: input.to_owned(), line: None, reason }
    }

    /// A problem with one line of an input.
    pub fn at_line(input: &str, line: u64, reason: Reason) -> Self {
        Self { input: input.to_owned(), line: Some(line), reason }
    }
}

impl std::error::Error for Problem {}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.input)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        f.write_str(": ")?;
        match &self.reason {
            Reason::Missing => f.write_str("no such file or folder; check the path"),
            Reason::Unreadable(why) => write!(f, "cannot be read ({why}); check that it may be opened"),
            Reason::EmptyFolder => f.write_str("the folder holds no files; name one that does"),
            Reason::Empty => f.write_str("empty; there is nothing to code"),
            Reason::Binary(what) => {
                write!(f, "not text ({what}); give plain text, or JSON lines with a `text` field")
            }
            Reason::Unsupported(what, advice) => write!(f, "{what}; {advice}"),
            Reason::TooLong(limit) => write!(
                f,
                "one document of more than {} MiB; divide it into articles, or raise --max-size",
                limit >> 20
            ),
            Reason::Foreign(language, confidence) => write!(
                f,
                "not English: {language}, by a confidence of {confidence:.2}; skipped, for the coder reads English only"
            ),
            Reason::Json(what, shown) => {
                write!(f, "not a document: {what}; the line begins {shown:?}, and should be like ")?;
                f.write_str(r#"{"id": "a1", "published": "2025-06-15", "text": "..."}"#)
            }
            Reason::Published(text) => write!(
                f,
                "{text:?} is not a publication date; write a day (2025-06-15), a month (2025-06) or a year (2025)"
            ),
            Reason::Failed(why) => write!(
                f,
                "the coder failed on this document ({why}); the rest is coded. This is a fault of the program: \
                 please report it with the document"
            ),
            Reason::Conllu(why) => write!(f, "not CoNLL-U: {why}; the sentence is left out"),
        }
    }
}
