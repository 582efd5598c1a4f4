//! Agent files: nouns, their plurals, sets of endings, and the role.

use std::collections::HashMap;

use super::{codes, phrase, uncommented};
use crate::compile::Compilation;
use crate::compile::dictionary::shown;
use crate::compile::tables::add_agents;
use crate::data::{Agent, AgentKind};

/// Last words of phrases that name a body.
const BODIES: [&str; 46] = [
    "academy",
    "administration",
    "agency",
    "alliance",
    "army",
    "assembly",
    "association",
    "authority",
    "bank",
    "board",
    "brigade",
    "bureau",
    "cabinet",
    "church",
    "coalition",
    "commission",
    "committee",
    "company",
    "congress",
    "corporation",
    "council",
    "court",
    "department",
    "directorate",
    "faction",
    "federation",
    "firm",
    "force",
    "forces",
    "government",
    "group",
    "guard",
    "house",
    "institute",
    "legislature",
    "media",
    "militia",
    "ministry",
    "navy",
    "office",
    "organization",
    "parliament",
    "party",
    "police",
    "senate",
    "union",
];
/// Last words of phrases that name a crowd.
const CROWDS: [&str; 10] =
    ["citizenry", "crowd", "crowds", "mob", "people", "poor", "population", "public", "rabble", "populace"];
/// Last words of phrases that name a thing.
const ASSETS: [&str; 26] = [
    "aircraft",
    "airplane",
    "artillery",
    "boat",
    "bomber",
    "carrier",
    "convoy",
    "cruiser",
    "destroyer",
    "drone",
    "embassy",
    "fighter jet",
    "frigate",
    "gunboat",
    "helicopter",
    "jet",
    "missile",
    "plane",
    "satellite",
    "ship",
    "submarine",
    "tank",
    "tanker",
    "vessel",
    "warplane",
    "warship",
];

/// Reads an agent file: `PHRASE [~CODE]`, with `{PLURAL}` where it is irregular, `{}` where there is none, and sets such as
/// `!PERSON! = MAN, MEN`. Regular plurals need no entry: the coder looks nouns up in the singular.
pub(in crate::compile) fn agents(c: &mut Compilation, file: &str, text: &str) {
    let mut sets: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut known: HashMap<String, (String, AgentKind, bool, bool)> = HashMap::new();
    for a in &c.data.agents {
        let details = (a.sector.clone(), a.kind, a.needs_owner, a.branch);
        known.entry(a.phrase.replace('-', " ")).or_insert(details);
    }
    let mut read = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let words = uncommented(line).trim();
        if words.is_empty() {
            continue;
        }
        if words.starts_with('!')
            && let Some((name, members)) = words.split_once('=')
        {
            sets.insert(name.trim(), members.split(',').map(str::trim).filter(|m| !m.is_empty()).collect());
            continue;
        }
        match entry(words, &sets) {
            Ok((phrases, sector)) => read.extend(phrases.into_iter().map(|p| (p, sector))),
            Err(problem) => c.error(file, at + 1, format!("{}: {problem}", shown(line))),
        }
    }
    let mut agents: Vec<Agent> = Vec::new();
    let mut done = std::collections::HashSet::new();
    // The later of two lines wins.
    for (phrase, sector) in read.into_iter().rev() {
        let key = phrase.replace('-', " ");
        if !done.insert(key.clone()) {
            continue;
        }
        let (kind, needs_owner, branch) = match known.get(&key) {
            Some((old, ..)) if old == sector => continue,
            Some((_, kind, needs, branch)) => (*kind, *needs, *branch),
            None => {
                let kind = kind(&phrase);
                (kind, kind == AgentKind::Asset, false)
            }
        };
        agents.push(Agent { phrase, sector: sector.to_owned(), kind, needs_owner, branch });
    }
    agents.reverse();
    add_agents(&mut c.data, agents, true);
}

fn kind(phrase: &str) -> AgentKind {
    let ends = |words: &[&str]| {
        words
            .iter()
            .any(|w| phrase == *w || phrase.strip_suffix(w).is_some_and(|rest| rest.ends_with([' ', '-'])))
    };
    // "ministry of health", "bank for development" have their head in front.
    let head = phrase.split(" of ").next().and_then(|p| p.split(" for ").next()).unwrap_or(phrase);
    let begins = BODIES.iter().any(|b| head == *b || head.ends_with(&format!(" {b}")));
    if ends(&ASSETS) {
        AgentKind::Asset
    } else if ends(&CROWDS) {
        AgentKind::Crowd
    } else if ends(&BODIES) || begins {
        AgentKind::Body
    } else {
        AgentKind::Person
    }
}

fn entry(words: &str, sets: &HashMap<&str, Vec<&str>>) -> Result<(Vec<String>, &'static str), String> {
    let (front, code) = words.split_once('[').ok_or("no code follows")?;
    let (code, _) = code.split_once(']').ok_or("the code is not closed")?;
    let role = code.trim().trim_matches('~');
    let sector = codes::agent_sector(role).ok_or_else(|| format!("{code}: no role that is known"))?;
    let (singular, plural) = match front.split_once('{') {
        Some((singular, plural)) => (singular, plural.split('}').next().unwrap_or("")),
        None => (front, ""),
    };
    let mut phrases = expand(singular, sets)?;
    phrases.extend(expand(plural, sets)?);
    let phrases: Vec<String> =
        phrases.iter().map(|p| phrase::spaced(p).to_lowercase()).filter(|p| !p.is_empty()).collect();
    if phrases.is_empty() { Err("no words".into()) } else { Ok((phrases, sector)) }
}

/// The phrase with every set replaced by each of its members.
fn expand(phrase: &str, sets: &HashMap<&str, Vec<&str>>) -> Result<Vec<String>, String> {
    let mut out = vec![String::new()];
    for (n, part) in phrase.split('!').enumerate() {
        if n % 2 == 0 {
            out.iter_mut().for_each(|p| p.push_str(part));
            continue;
        }
        let name = format!("!{part}!");
        let members = sets.get(name.as_str()).ok_or_else(|| format!("no set {name}"))?;
        if out.len() * members.len() > 1000 {
            return Err("more than a thousand phrases".into());
        }
        out = out.iter().flat_map(|p| members.iter().map(move |m| format!("{p}{m}"))).collect();
    }
    Ok(out)
}
