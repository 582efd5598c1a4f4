//! What is said on standard error, and the exit codes.

use std::fmt;
use std::io::{self, Write as _};
use std::path::Path;

use legation_formats::Problem;
use legation_lexicon::SourceError;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All done.
    Done,
    /// Some inputs failed; the rest is done.
    SomeFailed,
    /// The command was called wrongly.
    Usage,
}

/// A failure that ends a command: what, where, and what to do.
#[derive(Debug)]
pub(crate) enum Failure<'a> {
    /// Nothing to read was named, and standard input is a terminal.
    NothingToRead,
    /// The output could not be made.
    Create(&'a Path, io::Error),
    /// The output could not be written.
    Write(io::Error),
    /// An input failed.
    Input(&'a Problem),
    /// A line of a dictionary cannot be used.
    Dictionary(&'a SourceError),
    /// So many entries of dictionaries were left out.
    DictionaryLines(usize),
    /// No act has the code; those that look like it.
    UnknownAct(&'a str, Vec<&'a str>),
    /// The lexicon does not know the name.
    UnknownName(&'a str),
    /// The ledger failed.
    Ledger(&'a legation_ledger::Error),
    /// So many corrections cannot be said as cases.
    NoCases(usize),
    /// A claim that was coded elsewhere does not agree with its document.
    Refused(&'a legation_formats::coded::Refusal),
    /// A document of an archive gives no date on which it counts as known.
    NoDate(&'a str),
}

impl fmt::Display for Failure<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NothingToRead => f.write_str(
                "nothing to read: name files or folders, or pipe text in (`legation help` shows examples)",
            ),
            Self::Create(path, e) => {
                write!(f, "{}: cannot be made ({e}); check the folder and its permissions", path.display())
            }
            Self::Write(e) => write!(f, "the output cannot be written ({e}); it is incomplete"),
            Self::Input(problem) => problem.fmt(f),
            Self::Dictionary(error) => write!(f, "{error}"),
            Self::DictionaryLines(count) => write!(
                f,
                "{count} {} left out of the dictionaries; the rest is used",
                if *count == 1 { "entry is" } else { "entries are" }
            ),
            Self::UnknownAct(code, similar) => {
                write!(f, "no act has the code {code:?}; ")?;
                match similar.as_slice() {
                    [] => f.write_str("`legation acts` lists them all"),
                    list => write!(f, "did you mean {}?", list.join(", ")),
                }
            }
            Self::Ledger(e) => e.fmt(f),
            Self::NoCases(count) => write!(
                f,
                "{count} {} left out: their sentences or readings cannot be written in the casebook's format",
                if *count == 1 { "correction is" } else { "corrections are" }
            ),
            Self::Refused(refusal) => write!(f, "{refusal}; refused"),
            Self::NoDate(document) => write!(
                f,
                "{document}: no date of publication, by which it would count as known; give one with --published"
            ),
            Self::UnknownName(name) => write!(
                f,
                "the lexicon does not know {name:?}; names are compared with their capitals, as news writes them"
            ),
        }
    }
}

impl Failure<'_> {
    /// Says it on standard error.
    pub(crate) fn say(&self) {
        // Where standard error is closed, there is nobody to tell.
        let _ = writeln!(io::stderr().lock(), "legation: {self}");
    }
}

/// Ends the process if the reader at the other end of the pipe has gone: that is no failure, and there is nobody left to
/// work for.
pub(crate) fn end_if_unread(e: &io::Error) {
    if e.kind() == io::ErrorKind::BrokenPipe {
        std::process::exit(0);
    }
}
