//! From the files of `lexicon/` to [`Data`]. Used by the build and by user dictionaries alike.

mod acts;
mod actors;
mod people;
mod tables;

use crate::data::{Data, Day, Validity};

/// A line of a lexicon file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {problem}")]
pub struct SourceError {
    /// The file, as it was named.
    pub file: String,
    /// Line, from 1; 0 where the file as a whole is meant.
    pub line: usize,
    /// What is wrong.
    pub problem: String,
}

impl SourceError {
    /// An error at a line.
    pub(crate) fn at(file: &str, line: usize, problem: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, problem: problem.into() }
    }

    fn toml(file: &str, text: &str, error: &toml::de::Error) -> Self {
        let line = error.span().map_or(0, |s| 1 + text[..s.start.min(text.len())].matches('\n').count());
        Self::at(file, line, error.message())
    }
}

/// Adds one file of the lexicon. `path` is relative to `lexicon/`, with `/` between: its folder says what it holds.
/// Word classes must be added before the acts that use them.
///
/// # Errors
/// Every line that cannot be used; the rest of the file is used.
pub fn add_file(data: &mut Data, path: &str, text: &str) -> Vec<SourceError> {
    let mut errors = Vec::new();
    match path.split('/').collect::<Vec<_>>().as_slice() {
        ["actors", "states", _] => actors::states(data, path, text, &mut errors),
        ["actors", "governments.toml"] => actors::governments(data, path, text, &mut errors),
        ["actors", "organisations", _] => actors::organisations(data, path, text, &mut errors),
        ["actors", "groups", _] => actors::groups(data, path, text, &mut errors),
        ["actors", "branches.toml"] => tables::branches(data, path, text, &mut errors),
        ["actors", "people", _] => people::people(data, path, text, &mut errors),
        ["agents", _] => tables::agents(data, path, text, &mut errors),
        ["words", "contexts.toml"] => tables::contexts(data, path, text, &mut errors),
        ["words", _] => tables::classes(data, path, text, &mut errors),
        ["acts", folder, _] => acts::act(data, path, text, *folder == "diplomatic", &mut errors),
        _ => errors.push(SourceError::at(path, 0, "no folder of the lexicon holds such a file")),
    }
    errors
}

/// Orders files so that what is referred to comes first: actors, agents, words, acts; each by name.
pub fn file_order(path: &str) -> (u8, &str) {
    let rank = match path.split('/').next().unwrap_or("") {
        "actors" if path.starts_with("actors/states") => 0,
        "actors" if path.starts_with("actors/people") => 2,
        "actors" => 1,
        "agents" => 3,
        "words" => 4,
        _ => 5,
    };
    (rank, path)
}

/// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; a year or month stands for its first day, or its last if `last`.
pub(crate) fn day(text: &str, last: bool) -> Result<Day, String> {
    let fail = || format!("{text:?} is no date (YYYY-MM-DD, YYYY-MM or YYYY)");
    let parts: Vec<u32> = text.split('-').map(|p| p.parse().map_err(|_| fail())).collect::<Result<_, _>>()?;
    let (y, m, d) = match parts[..] {
        [y] => (y, if last { 12 } else { 1 }, if last { 31 } else { 1 }),
        [y, m] => (y, m, if last { 31 } else { 1 }),
        [y, m, d] => (y, m, d),
        _ => return Err(fail()),
    };
    if !(1000..=9999).contains(&y) || !(1..=12).contains(&m) || !(1..=31).contains(&d) {
        return Err(fail());
    }
    Ok(y * 10_000 + m * 100 + d)
}

/// The interval of two optional dates.
pub(crate) fn validity(from: Option<&str>, to: Option<&str>) -> Result<Validity, String> {
    let from = from.map_or(Ok(Validity::ALWAYS.from), |f| day(f, false))?;
    let to = to.map_or(Ok(Validity::ALWAYS.to), |t| day(t, true))?;
    if from > to {
        return Err(format!("ends ({to}) before it begins ({from})"));
    }
    Ok(Validity { from, to })
}
