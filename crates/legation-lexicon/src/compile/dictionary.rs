//! Dictionaries that users add: what kind a file is, by what it holds.

use super::{Compilation, SourceError, acts, people, petrarch, tables};

/// The columns that open the lexicon's own tables.
const AGENT_COLUMNS: [&str; 3] = ["phrase", "sector", "kind"];
const PEOPLE_COLUMNS: [&str; 3] = ["name", "aliases", "country"];

/// What a dictionary is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Entries,
    Act,
    Agents,
    People,
    PetrarchActors,
    PetrarchAgents,
    PetrarchDiscards,
}

/// Words of a file as messages show them: quoted, and cut where long.
pub(super) fn shown(text: &str) -> String {
    let mut cut: String = text.trim().chars().take(60).collect();
    if cut.len() < text.trim().len() {
        cut.push('…');
    }
    format!("{cut:?}")
}

fn kind(text: &str) -> Option<Kind> {
    if text.contains('\0') {
        return None;
    }
    let lines = || text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with(['#', ';']));
    let begins = |columns: &[&str]| {
        let cells: Vec<&str> = lines().next().unwrap_or("").split('\t').map(str::trim).collect();
        cells.len() > columns.len() && cells[..columns.len()] == *columns
    };
    if begins(&AGENT_COLUMNS) {
        return Some(Kind::Agents);
    }
    if begins(&PEOPLE_COLUMNS) {
        return Some(Kind::People);
    }
    let assigns = |key: &str| {
        lines().any(|l| l.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('=')))
    };
    if assigns("code") && assigns("type") {
        return Some(Kind::Act);
    }
    if lines().any(|l| l.starts_with("[[")) {
        return Some(Kind::Entries);
    }
    let (mut codes, mut roles, mut all, mut capitals) = (0, 0, 0, 0);
    for line in lines() {
        let words = line.split('#').next().unwrap_or("");
        if let Some((_, code)) = words.split_once('[') {
            codes += 1;
            roles += usize::from(code.split(']').next().is_some_and(|c| c.contains('~')));
        }
        all += 1;
        capitals += usize::from(line.starts_with('+') || !words.chars().any(char::is_lowercase));
    }
    if roles > 0 && 2 * roles >= codes {
        return Some(Kind::PetrarchAgents);
    }
    if codes > 0 {
        return Some(Kind::PetrarchActors);
    }
    (all > 0 && 2 * capitals >= all).then_some(Kind::PetrarchDiscards)
}

impl Compilation {
    /// Adds a file of any kind that a user may give; `file` names it in messages.
    pub(crate) fn add_dictionary(&mut self, file: &str, text: &str) {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        match kind(text) {
            Some(Kind::Entries) => self.add_entries(file, text),
            Some(Kind::Act) => self.add_act(file, text),
            Some(Kind::Agents) => tables::agents(&mut self.data, file, text, &mut self.errors, true),
            Some(Kind::People) => people::people(self, file, text),
            Some(Kind::PetrarchActors) => petrarch::actors(self, file, text),
            Some(Kind::PetrarchAgents) => petrarch::agents(self, file, text),
            Some(Kind::PetrarchDiscards) => petrarch::discards(self, file, text),
            None => self.errors.push(SourceError::at(
                file,
                0,
                "no dictionary: neither entries of the lexicon ([[state]], [[organisation]], [[group]], ...), an act, a table \
                 of agents or people, nor a PETRARCH file of actors ([CODE]), agents ([~CODE]) or discards",
            )),
        }
    }

    /// An act, in place of one with the same code.
    fn add_act(&mut self, file: &str, text: &str) {
        let code = text.lines().find_map(|l| {
            let value = l.trim().strip_prefix("code")?.trim_start().strip_prefix('=')?;
            value.split('"').nth(1)
        });
        let place = self.data.acts.iter().position(|a| Some(a.code.as_str()) == code);
        // Frames name other acts by number: the old act makes room without moving the others, and the new one takes its place.
        let old = place.map(|at| std::mem::take(&mut self.data.acts[at].code));
        let before = self.data.acts.len();
        let diplomatic = code.is_some_and(|c| legation_core::RootType::from_code(c).is_none());
        let also = acts::act(&mut self.data, file, text, diplomatic, &mut self.errors);
        self.also.extend(also);
        match (place, old) {
            (Some(at), Some(_)) if self.data.acts.len() > before => {
                self.data.acts.swap_remove(at);
            }
            (Some(at), Some(code)) => self.data.acts[at].code = code,
            _ => {}
        }
    }
}
