//! Agents, branches of government, word classes, contexts.

use std::collections::HashSet;

use serde::Deserialize;

use super::source::Source;
use super::{Compilation, SourceError};
use crate::data::{Agent, AgentKind, Branch, Class, Data};
use legation_core::Sector;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceBranch {
    id: String,
    sector: String,
    phrases: Vec<String>,
    #[serde(default)]
    person: bool,
    #[serde(default, rename = "note")]
    _for_readers: String,
}

/// An entry of `actors/branches.toml`.
pub(super) fn branch(c: &mut Compilation, source: &Source<'_>, b: SourceBranch) {
    if Sector::from_code(&b.sector).is_none() {
        let line = source.line_of_id(&b.id);
        return c.error(source.file, line, format!("{}: unknown sector {:?}", b.id, b.sector));
    }
    // Several entries may give phrases of one branch; its sector is that of the first.
    if !c.data.branches.iter().any(|known| known.id == b.id) {
        c.data.branches.push(Branch { id: b.id, sector: b.sector.clone() });
    }
    let agents = b.phrases.into_iter().map(|phrase| Agent {
        phrase: phrase.to_lowercase(),
        sector: b.sector.clone(),
        kind: if b.person { AgentKind::Person } else { AgentKind::Body },
        needs_owner: false,
        branch: true,
    });
    add_agents(&mut c.data, agents.collect(), c.adding);
}

/// Adds agents; with `over`, before those of the same words that are there.
pub(super) fn add_agents(data: &mut Data, agents: Vec<Agent>, over: bool) {
    if over {
        let words: HashSet<String> = agents.iter().map(|a| a.phrase.replace('-', " ")).collect();
        data.agents.retain(|a| !words.contains(&a.phrase.replace('-', " ")));
    }
    data.agents.extend(agents);
}

/// `agents/*.tsv`
pub(super) fn agents(data: &mut Data, file: &str, text: &str, errors: &mut Vec<SourceError>, over: bool) {
    let mut header = false;
    let mut read = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let number = at + 1;
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        if !header {
            header = true;
            if cells != ["phrase", "sector", "kind", "needs", "note"] {
                errors.push(SourceError::at(
                    file,
                    number,
                    "the columns are not phrase sector kind needs note",
                ));
                return;
            }
            continue;
        }
        if cells.len() < 3 {
            errors.push(SourceError::at(file, number, format!("{} columns where 5 belong", cells.len())));
            continue;
        }
        let kind = match cells[2] {
            "person" => AgentKind::Person,
            "body" => AgentKind::Body,
            "crowd" => AgentKind::Crowd,
            "asset" => AgentKind::Asset,
            other => {
                errors.push(SourceError::at(file, number, format!("unknown kind {other:?}")));
                continue;
            }
        };
        if Sector::from_code(cells[1]).is_none() {
            errors.push(SourceError::at(file, number, format!("unknown sector {:?}", cells[1])));
            continue;
        }
        let needs = cells.get(3).copied().unwrap_or("");
        if !["", "owner"].contains(&needs) {
            errors.push(SourceError::at(file, number, format!("needs {needs:?}: only \"owner\" is known")));
        }
        read.push(Agent {
            phrase: cells[0].to_lowercase(),
            sector: cells[1].to_owned(),
            kind,
            needs_owner: needs == "owner",
            branch: false,
        });
    }
    add_agents(data, read, over);
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Contexts {
    class: Vec<SourceClass>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceClass {
    name: String,
    words: Vec<String>,
    #[serde(default, rename = "note")]
    _for_readers: String,
}

impl SourceClass {
    fn read(self) -> Class {
        Class { name: self.name, words: self.words.iter().map(|w| w.to_lowercase()).collect() }
    }
}

/// An entry of `words/*.toml`; a class named in two files holds the words of both.
pub(super) fn class(c: &mut Compilation, class: SourceClass) {
    let class = class.read();
    match c.data.classes.iter_mut().find(|known| known.name == class.name) {
        Some(known) => known.words.extend(class.words),
        None => c.data.classes.push(class),
    }
}

/// `words/contexts.toml`
pub(super) fn contexts(data: &mut Data, file: &str, text: &str, errors: &mut Vec<SourceError>) {
    match toml::from_str::<Contexts>(text) {
        Ok(read) => data.contexts.extend(read.class.into_iter().map(SourceClass::read)),
        Err(e) => errors.push(SourceError::toml(file, text, &e)),
    }
}
