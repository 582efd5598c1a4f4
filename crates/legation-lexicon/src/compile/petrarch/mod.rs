//! Dictionaries in the formats of PETRARCH and TABARI: actors, agents, discards.

mod actors;
mod agents;
mod codes;
mod phrase;

pub(super) use actors::actors;
pub(super) use agents::agents;

use super::Compilation;
use super::dictionary::shown;
use crate::data::Discard;

/// The line without its comment.
fn uncommented(line: &str) -> &str {
    line.split(['#', ';']).next().unwrap_or("")
}

/// Phrases for which text is left out, one a line; `+` before those for which the whole story is.
pub(super) fn discards(c: &mut Compilation, file: &str, text: &str) {
    for (at, line) in text.lines().enumerate() {
        let words = uncommented(line).trim();
        if words.is_empty() {
            continue;
        }
        let (story, words) = words.strip_prefix('+').map_or((false, words), |w| (true, w));
        let phrase = words.replace('_', " ").trim().to_owned();
        if crate::names::key(&phrase).is_empty() {
            c.error(file, at + 1, format!("{}: no words", shown(line)));
            continue;
        }
        c.data.discards.push(Discard { phrase, story });
    }
}
