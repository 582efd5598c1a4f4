//! Agents, branches of government, word classes, contexts.

use serde::Deserialize;

use super::SourceError;
use super::actors::line_of;
use crate::data::{Agent, AgentKind, Class, Data};
use legation_core::Sector;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Branches {
    branch: Vec<Branch>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Branch {
    id: String,
    sector: String,
    phrases: Vec<String>,
    #[serde(default)]
    person: bool,
    #[serde(default, rename = "note")]
    _note: String,
}

/// The sector of a branch that a state's file names, by the branch's id.
pub(super) fn branch_sector(id: &str) -> &'static str {
    const SECTORS: [(&str, &[&str]); 5] = [
        ("LEG", &["parliament", "legislature", "lower-house", "upper-house", "senate"]),
        ("JUD", &["court", "prosecutor", "judiciary", "attorney", "tribunal"]),
        ("MIL", &["armed-forces", "army", "navy", "air-force", "troops", "coast-guard", "border-troops", "paramilitary"]),
        ("COP", &["police", "customs-police", "border-guard", "gendarmerie"]),
        ("SPY", &["intelligence", "security-service"]),
    ];
    SECTORS.iter().find(|(_, words)| words.iter().any(|w| id.contains(w))).map_or("GOV", |(s, _)| s)
}

/// `actors/branches.toml`
pub(super) fn branches(data: &mut Data, file: &str, text: &str, errors: &mut Vec<SourceError>) {
    let parsed: Branches = match toml::from_str(text) {
        Ok(p) => p,
        Err(e) => return errors.push(SourceError::toml(file, text, &e)),
    };
    for b in parsed.branch {
        if Sector::from_code(&b.sector).is_none() {
            let line = line_of(text, &format!("id = \"{}\"", b.id));
            errors.push(SourceError::at(file, line, format!("{}: unknown sector {:?}", b.id, b.sector)));
            continue;
        }
        for phrase in b.phrases {
            data.agents.push(Agent {
                phrase: phrase.to_lowercase(),
                sector: b.sector.clone(),
                kind: if b.person { AgentKind::Person } else { AgentKind::Body },
                needs_owner: false,
                branch: true,
            });
        }
    }
}

/// `agents/*.tsv`
pub(super) fn agents(data: &mut Data, file: &str, text: &str, errors: &mut Vec<SourceError>) {
    let mut header = false;
    for (at, line) in text.lines().enumerate() {
        let number = at + 1;
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        if !header {
            header = true;
            if cells != ["phrase", "sector", "kind", "needs", "note"] {
                errors.push(SourceError::at(file, number, "the columns are not phrase sector kind needs note"));
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
        data.agents.push(Agent {
            phrase: cells[0].to_lowercase(),
            sector: cells[1].to_owned(),
            kind,
            needs_owner: needs == "owner",
            branch: false,
        });
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Classes {
    #[serde(default)]
    class: Vec<SourceClass>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceClass {
    name: String,
    words: Vec<String>,
    #[serde(default, rename = "note")]
    _note: String,
}

fn read_classes(file: &str, text: &str, errors: &mut Vec<SourceError>) -> Vec<Class> {
    match toml::from_str::<Classes>(text) {
        Ok(p) => p
            .class
            .into_iter()
            .map(|c| Class { name: c.name, words: c.words.iter().map(|w| w.to_lowercase()).collect() })
            .collect(),
        Err(e) => {
            errors.push(SourceError::toml(file, text, &e));
            Vec::new()
        }
    }
}

/// `words/*.toml`; a class named in two files holds the words of both.
pub(super) fn classes(data: &mut Data, file: &str, text: &str, errors: &mut Vec<SourceError>) {
    for class in read_classes(file, text, errors) {
        match data.classes.iter_mut().find(|c| c.name == class.name) {
            Some(known) => known.words.extend(class.words),
            None => data.classes.push(class),
        }
    }
}

/// `words/contexts.toml`
pub(super) fn contexts(data: &mut Data, file: &str, text: &str, errors: &mut Vec<SourceError>) {
    data.contexts.extend(read_classes(file, text, errors));
}
