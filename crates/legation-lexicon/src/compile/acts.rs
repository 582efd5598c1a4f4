//! Acts and their frames.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::SourceError;
use crate::data::{ActEntry, Data, Filler, Frame, Step};
use legation_core::{RootType, Status};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceAct {
    code: String,
    name: String,
    definition: String,
    #[serde(default)]
    source: String,
    #[serde(rename = "type")]
    root: String,
    #[serde(default)]
    mode: String,
    #[serde(default)]
    cameo: String,
    intensity: f64,
    #[serde(default)]
    contexts: Vec<String>,
    #[serde(default)]
    symmetric: bool,
    #[serde(default)]
    falls_on_anyone: bool,
    opposite: Option<String>,
    converse: Option<String>,
    /// PLOVER intensity of each mode, where it differs from the type's.
    #[serde(default)]
    modes: BTreeMap<String, f64>,
    #[serde(default)]
    frame: Vec<SourceFrame>,
    #[serde(default)]
    examples: Examples,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Examples {
    #[serde(default)]
    must: Vec<String>,
    #[serde(default)]
    must_not: Vec<String>,
    #[serde(default)]
    hard_must: Vec<String>,
    #[serde(default)]
    hard_must_not: Vec<String>,
}

#[derive(Deserialize)]
struct SourceFrame {
    #[serde(default)]
    example: String,
    #[serde(default)]
    verb: Vec<String>,
    #[serde(default)]
    noun: Vec<String>,
    #[serde(default)]
    adjective: Vec<String>,
    #[serde(default)]
    near: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    actor: Option<Vec<String>>,
    recipient: Option<Vec<String>>,
    #[serde(default)]
    actor_is: Vec<String>,
    #[serde(default)]
    recipient_is: Vec<String>,
    symmetric: Option<bool>,
    #[serde(default)]
    parties: usize,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    also: Vec<String>,
    code: Option<String>,
    #[serde(rename = "type")]
    root: Option<String>,
    mode: Option<String>,
    contexts: Option<Vec<String>>,
    intensity: Option<f64>,
    status: Option<String>,
    #[serde(flatten)]
    arguments: BTreeMap<String, Vec<String>>,
}

const KINDS: [&str; 8] = ["state", "country", "organisation", "group", "person", "agent", "official", "any"];

/// Prepositions that may name an argument or a step of a path.
pub(crate) const PREPOSITIONS: &[&str] = &[
    "about",
    "above",
    "across",
    "after",
    "against",
    "ahead",
    "along",
    "alongside",
    "together",
    "amid",
    "among",
    "around",
    "as",
    "at",
    "before",
    "behind",
    "below",
    "beneath",
    "beside",
    "between",
    "beyond",
    "by",
    "concerning",
    "despite",
    "down",
    "due",
    "during",
    "for",
    "from",
    "in",
    "including",
    "inside",
    "into",
    "like",
    "near",
    "of",
    "off",
    "on",
    "onto",
    "out",
    "outside",
    "over",
    "past",
    "regarding",
    "through",
    "throughout",
    "to",
    "toward",
    "towards",
    "under",
    "until",
    "up",
    "upon",
    "via",
    "with",
    "within",
    "without",
];

const DEFAULT_RECIPIENT: [&str; 12] = [
    "object",
    "object/poss",
    "object/of",
    "object/amod",
    "with",
    "to",
    "against",
    "on",
    "from",
    "for",
    "at",
    "complement",
];

/// Another act that a frame tells, before the acts have numbers.
#[derive(Debug)]
pub(super) struct Also {
    act: String,
    frame: usize,
    code: String,
    file: String,
    line: usize,
}

/// Puts the numbers of other acts into the frames that tell them.
pub(super) fn resolve_also(data: &mut Data, list: Vec<Also>, errors: &mut Vec<SourceError>) {
    for also in list {
        let number = |code: &str| data.acts.iter().position(|a| a.code == code);
        match (number(&also.act), number(&also.code)) {
            (Some(at), Some(other)) => {
                if let Some(frame) = data.acts[at].frames.get_mut(also.frame) {
                    frame.also.push(other as u32);
                }
            }
            _ => errors.push(SourceError::at(&also.file, also.line, format!("also: no act {:?}", also.code))),
        }
    }
}

/// One file of `acts/`; what its frames tell besides is returned.
pub(super) fn act(
    data: &mut Data,
    file: &str,
    text: &str,
    diplomatic: bool,
    errors: &mut Vec<SourceError>,
) -> Vec<Also> {
    let source: SourceAct = match toml::from_str(text) {
        Ok(s) => s,
        Err(e) => {
            errors.push(SourceError::toml(file, text, &e));
            return Vec::new();
        }
    };
    if RootType::from_code(&source.root).is_none() {
        errors.push(SourceError::at(file, super::line_of(text, "type ="), "unknown PLOVER type"));
        return Vec::new();
    }
    if data.acts.iter().any(|a| a.code == source.code) {
        errors.push(SourceError::at(file, 1, format!("{} is there already", source.code)));
        return Vec::new();
    }
    let lines: Vec<usize> =
        text.lines().enumerate().filter(|(_, l)| l.trim() == "[[frame]]").map(|(at, _)| at + 1).collect();
    let mut frames = Vec::new();
    let mut also = Vec::new();
    for (at, f) in source.frame.iter().enumerate() {
        let line = lines.get(at).copied().unwrap_or(0);
        match frame(data, &source, f) {
            Ok(made) => {
                also.extend(f.also.iter().map(|code| Also {
                    act: source.code.clone(),
                    frame: frames.len(),
                    code: code.clone(),
                    file: file.to_owned(),
                    line,
                }));
                frames.push(made);
            }
            Err(problem) => errors.push(SourceError::at(file, line, problem)),
        }
    }
    data.acts.push(ActEntry {
        code: source.code,
        name: source.name,
        definition: source.definition,
        source: source.source,
        root: source.root,
        cameo: source.cameo,
        diplomatic,
        falls_on_anyone: source.falls_on_anyone,
        opposite: source.opposite,
        converse: source.converse,
        frames,
        must: source.examples.must,
        must_not: source.examples.must_not,
        hard_must: source.examples.hard_must,
        hard_must_not: source.examples.hard_must_not,
    });
    also
}

fn frame(data: &Data, act: &SourceAct, f: &SourceFrame) -> Result<Frame, String> {
    if f.verb.is_empty() && f.noun.is_empty() && f.adjective.is_empty() {
        return Err("a frame needs a verb, noun or adjective".into());
    }
    for kind in f.actor_is.iter().chain(&f.recipient_is) {
        if !KINDS.contains(&kind.as_str()) {
            return Err(format!("unknown kind {kind:?} (one of {})", KINDS.join(", ")));
        }
    }
    if let Some(role) = f.needs.iter().find(|n| !matches!(n.as_str(), "actor" | "recipient")) {
        return Err(format!("needs {role:?}: neither \"actor\" nor \"recipient\""));
    }
    if let Some(root) = f.root.as_deref().filter(|r| RootType::from_code(r).is_none()) {
        return Err(format!("unknown PLOVER type {root:?}"));
    }
    if let Some(status) = &f.status
        && Status::from_code(status).is_none()
    {
        return Err(format!("unknown status {status:?}"));
    }
    let words = |list: &[String]| -> Result<Vec<Vec<String>>, String> {
        let mut out = Vec::new();
        for entry in list {
            match entry.strip_prefix('@') {
                Some(class) => {
                    let class =
                        data.classes.iter().find(|c| c.name == class).ok_or(format!("no class @{class}"))?;
                    out.extend(class.words.iter().map(|w| w.split(' ').map(str::to_owned).collect()));
                }
                None => out.push(entry.to_lowercase().split(' ').map(str::to_owned).collect()),
            }
        }
        Ok(out)
    };
    let mut arguments = Vec::new();
    for (name, list) in &f.arguments {
        arguments.push((argument(name)?, fillers(data, list)?));
    }
    let paths = |list: &[String]| list.iter().map(|p| path(p)).collect::<Result<Vec<_>, _>>();
    let default_recipient: Vec<String> = DEFAULT_RECIPIENT.iter().map(|&s| s.to_owned()).collect();
    // A mode is one of its type's: a frame of another type has the act's no more, and "" takes it away.
    let own = f.root.is_none() && !act.mode.is_empty();
    let mode = f.mode.clone().or_else(|| own.then(|| act.mode.clone())).filter(|m| !m.is_empty());
    let intensity = f
        .intensity
        .or_else(|| mode.as_ref().and_then(|m| act.modes.get(m).copied()))
        .unwrap_or(act.intensity);
    Ok(Frame {
        example: f.example.clone(),
        verbs: words(&f.verb)?,
        nouns: words(&f.noun)?,
        adjectives: words(&f.adjective)?,
        arguments,
        near: fillers(data, &f.near)?,
        unless: fillers(data, &f.unless)?,
        actor: paths(f.actor.as_deref().unwrap_or(&["agent".to_owned()]))?,
        recipient: paths(f.recipient.as_deref().unwrap_or(&default_recipient))?,
        actor_is: f.actor_is.clone(),
        recipient_is: f.recipient_is.clone(),
        symmetric: f.symmetric.unwrap_or(act.symmetric),
        parties: f.parties,
        // Numbers are known when all acts are there: `resolve_also` puts them in.
        also: Vec::new(),
        needs_actor: f.needs.iter().any(|n| n == "actor"),
        needs_recipient: f.needs.iter().any(|n| n == "recipient"),
        code: f.code.clone(),
        root: f.root.clone(),
        mode,
        contexts: f.contexts.clone().unwrap_or_else(|| act.contexts.clone()),
        intensity,
        status: f.status.clone(),
    })
}

fn argument(name: &str) -> Result<Step, String> {
    Ok(match name {
        "agent" | "subject" => Step::Agent,
        "object" => Step::Object,
        "complement" => Step::Complement,
        "iobj" => Step::Indirect,
        p if PREPOSITIONS.contains(&p) => Step::Preposition(p.to_owned()),
        other => return Err(format!("unknown field or argument {other:?}")),
    })
}

fn path(text: &str) -> Result<Vec<Step>, String> {
    let mut steps = Vec::new();
    for step in text.split('/') {
        steps.push(match step {
            "" => Step::Anywhere,
            "agent" | "subject" => Step::Agent,
            "object" => Step::Object,
            "complement" => Step::Complement,
            "poss" => Step::Possessor,
            "amod" | "compound" => Step::Modifier,
            "appos" => Step::Apposition,
            "and" => Step::Conjunct,
            "iobj" => Step::Indirect,
            "none" => Step::Nobody,
            "state" => Step::State,
            "reply" => Step::Reply,
            p if PREPOSITIONS.contains(&p) => Step::Preposition(p.to_owned()),
            other => return Err(format!("unknown step {other:?} in path {text:?}")),
        });
    }
    // "a//b" splits into a, "", b; a path may not end in the empty step.
    if steps.last() == Some(&Step::Anywhere) {
        return Err(format!("path {text:?} ends in /"));
    }
    Ok(steps)
}

fn fillers(data: &Data, list: &[String]) -> Result<Vec<Filler>, String> {
    list.iter()
        .map(|entry| {
            Ok(match entry.as_str() {
                "*" => Filler::Any,
                "ACTOR" => Filler::Actor,
                "none" => Filler::Absent,
                e => {
                    let (not, e) = e.strip_prefix('!').map_or((false, e), |rest| (true, rest));
                    match e.strip_prefix('@') {
                        Some(class) => {
                            let at = data.classes.iter().position(|c| c.name == class);
                            let at = at.ok_or(format!("no class @{class}"))? as u32;
                            if not { Filler::NotClass(at) } else { Filler::Class(at) }
                        }
                        None if not => Filler::NotWord(e.to_lowercase()),
                        None => Filler::Word(e.to_lowercase()),
                    }
                }
            })
        })
        .collect()
}
