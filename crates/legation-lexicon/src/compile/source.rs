//! TOML files of entries, read one entry at a time, so that a mistake in one leaves the rest in use.

use serde::Deserialize;

use super::actors::{Government, State};
use super::bodies::{Group, Organisation};
use super::tables::{SourceBranch, SourceClass};
use super::{Compilation, SourceError, actors, bodies, line_of, tables};

/// Where entries come from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) file: &'a str,
    /// The part of the file that holds the entry.
    pub(super) text: &'a str,
    /// Lines of the file before that part.
    pub(super) before: usize,
}

impl Source<'_> {
    /// The line of the entry with this id.
    pub(super) fn line_of_id(&self, id: &str) -> usize {
        self.before + line_of(self.text, &format!("\"{id}\"")).max(1)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entries {
    #[serde(default)]
    branch: Vec<SourceBranch>,
    #[serde(default)]
    state: Vec<State>,
    #[serde(default)]
    government: Vec<Government>,
    #[serde(default)]
    organisation: Vec<Organisation>,
    #[serde(default)]
    group: Vec<Group>,
    #[serde(default)]
    class: Vec<SourceClass>,
}

impl Compilation {
    /// Adds a file of `[[..]]` entries.
    pub(super) fn add_entries(&mut self, file: &str, text: &str) {
        let mut before = 0;
        for part in parts(text) {
            let source = Source { file, text: part, before };
            match toml::from_str::<Entries>(part) {
                Ok(entries) => {
                    entries.branch.into_iter().for_each(|e| tables::branch(self, &source, e));
                    entries.state.into_iter().for_each(|e| actors::state(self, &source, e));
                    entries.government.into_iter().for_each(|e| actors::government(self, &source, e));
                    entries.organisation.into_iter().for_each(|e| bodies::organisation(self, &source, e));
                    entries.group.into_iter().for_each(|e| bodies::group(self, &source, e));
                    entries.class.into_iter().for_each(|e| tables::class(self, e));
                }
                Err(e) => {
                    let mut error = SourceError::toml(file, part, &e);
                    let shown = part.lines().nth(error.line.saturating_sub(1)).unwrap_or("").trim();
                    error.problem = format!("{}: {}", error.problem, super::dictionary::shown(shown));
                    error.line = before + error.line.max(1);
                    self.errors.push(error);
                }
            }
            before += part.matches('\n').count();
        }
    }
}

/// The parts of a file, each beginning with a line that begins with `[[`.
fn parts(text: &str) -> Vec<&str> {
    let mut starts = vec![0];
    starts.extend(text.match_indices("\n[[").map(|(at, _)| at + 1));
    starts.dedup();
    starts.push(text.len());
    starts.windows(2).map(|w| &text[w[0]..w[1]]).filter(|p| !p.is_empty()).collect()
}
