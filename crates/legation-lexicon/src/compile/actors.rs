//! States and governments.

use serde::Deserialize;

use super::source::Source;
use super::{Compilation, validity};
use crate::data::{Entity, EntityKind, Name, NameRole, Validity};
use crate::names::slug;

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Dated {
    Plain(String),
    Dated(DatedName),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DatedName {
    name: String,
    from: Option<String>,
    to: Option<String>,
    branch: Option<String>,
    sector: Option<String>,
    #[serde(default)]
    governs: Vec<Interval>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Interval {
    from: Option<String>,
    to: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct State {
    id: String,
    name: String,
    status: String,
    #[serde(default)]
    official: Vec<Dated>,
    #[serde(default)]
    names: Vec<Dated>,
    #[serde(default)]
    former: Vec<Dated>,
    #[serde(default)]
    misspellings: Vec<Dated>,
    #[serde(default)]
    adjectives: Vec<Dated>,
    #[serde(default)]
    people: Vec<Dated>,
    #[serde(default)]
    capital: Vec<Dated>,
    #[serde(default)]
    metonyms: Vec<Dated>,
    #[serde(default)]
    offices: Vec<Dated>,
    #[serde(default)]
    legislature: Vec<Dated>,
    #[serde(default)]
    military: Vec<Dated>,
    #[serde(default)]
    parties: Vec<Dated>,
    #[serde(default)]
    places: Vec<Dated>,
    #[serde(default)]
    ambiguous: Vec<String>,
    from: Option<String>,
    to: Option<String>,
    #[serde(default, rename = "note")]
    _for_readers: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Government {
    id: String,
    state: String,
    name: String,
    #[serde(default)]
    names: Vec<Dated>,
    #[serde(default)]
    adjectives: Vec<Dated>,
    #[serde(default)]
    holds: Vec<Interval>,
    exists: Option<Interval>,
    movement: Option<String>,
    #[serde(default)]
    breaks: bool,
    #[serde(default)]
    seats: Vec<Dated>,
    #[serde(default)]
    ambiguous: Vec<String>,
    #[serde(default, rename = "note")]
    _for_readers: String,
}

/// Names of one entity.
pub(super) struct Names<'a> {
    pub(super) entity: u32,
    /// Those that often mean something else.
    pub(super) ambiguous: &'a [String],
    /// When the entity existed: a name is in use no longer than what it names, unless it has dates of its own.
    pub(super) exists: Validity,
    pub(super) file: &'a str,
    pub(super) line: usize,
}

impl Names<'_> {
    pub(super) fn add(&self, c: &mut Compilation, list: &[Dated], role: NameRole, sector: &str) {
        for name in list {
            let (text, span, own) = match name {
                Dated::Plain(text) => (text, Ok(Validity::ALWAYS), None),
                Dated::Dated(d) => {
                    (&d.name, validity(d.from.as_deref(), d.to.as_deref()), d.sector.as_deref())
                }
            };
            match span {
                Ok(v) => {
                    let (from, to) = (v.from.max(self.exists.from), v.to.min(self.exists.to));
                    let validity = if from <= to { Validity { from, to } } else { v };
                    c.data.names.push(Name {
                        text: text.clone(),
                        entity: self.entity,
                        role,
                        sector: own.unwrap_or(sector).to_owned(),
                        validity,
                        ambiguous: self.ambiguous.contains(text),
                    });
                }
                Err(problem) => c.error(self.file, self.line, format!("{text}: {problem}")),
            }
        }
    }
}

fn intervals(list: &[Interval]) -> Result<Vec<Validity>, String> {
    list.iter().map(|i| validity(i.from.as_deref(), i.to.as_deref())).collect()
}

pub(super) fn state(c: &mut Compilation, source: &Source<'_>, s: State) {
    let (file, line) = (source.file, source.line_of_id(&s.id));
    if s.id.len() != 3 || !s.id.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()) {
        return c.error(file, line, format!("{:?} is no three-letter code", s.id));
    }
    if !["member", "observer", "disputed", "territory", "former"].contains(&s.status.as_str()) {
        c.error(file, line, format!("unknown status {:?}", s.status));
    }
    // A state's name outlives it: news goes on speaking of the Soviet Union.
    if let Err(problem) = validity(s.from.as_deref(), s.to.as_deref()) {
        c.error(file, line, problem);
    }
    let entity = plain_entity(s.id.clone(), s.name.clone(), EntityKind::State, s.id.clone());
    let Some(entity) = c.put(source, line, entity) else { return };
    let names = Names { entity, ambiguous: &s.ambiguous, exists: Validity::ALWAYS, file, line };
    names.add(c, &[Dated::Plain(s.name.clone())], NameRole::Name, "");
    for list in [&s.official, &s.names, &s.former, &s.misspellings] {
        names.add(c, list, NameRole::Name, "");
    }
    names.add(c, &s.adjectives, NameRole::Adjective, "");
    names.add(c, &s.people, NameRole::People, "CVL");
    names.add(c, &s.capital, NameRole::Capital, "");
    names.add(c, &s.metonyms, NameRole::Metonym, "");
    names.add(c, &s.legislature, NameRole::Legislature, "LEG");
    names.add(c, &s.military, NameRole::Military, "MIL");
    names.add(c, &s.places, NameRole::Place, "");
    for office in &s.offices {
        let sector = match office {
            Dated::Dated(DatedName { branch: Some(id), name, .. }) => {
                match c.data.branches.iter().find(|b| b.id == *id) {
                    Some(branch) => branch.sector.clone(),
                    None => {
                        c.error(file, line, format!("{name}: no branch {id:?} in branches.toml"));
                        continue;
                    }
                }
            }
            _ => "GOV".to_owned(),
        };
        names.add(c, std::slice::from_ref(office), NameRole::Branch, &sector);
    }
    for party in s.parties {
        let (name, governs) = match party {
            Dated::Plain(name) => (name, Vec::new()),
            Dated::Dated(d) => match intervals(&d.governs) {
                Ok(g) => (d.name, g),
                Err(problem) => {
                    c.error(file, line, format!("{}: {problem}", d.name));
                    continue;
                }
            },
        };
        let id = format!("{}.party.{}", s.id, slug(&name));
        if c.entity(&id).is_some() {
            continue;
        }
        let entity = Entity {
            sector: "PTY".into(),
            holds: governs,
            ..plain_entity(id, name.clone(), EntityKind::Party, s.id.clone())
        };
        let Some(entity) = c.put(source, line, entity) else { continue };
        Names { entity, ..names }.add(c, &[Dated::Plain(name)], NameRole::Name, "");
    }
}

fn plain_entity(id: String, name: String, kind: EntityKind, country: String) -> Entity {
    Entity {
        id,
        name,
        kind,
        countries: vec![country],
        sector: "GOV".into(),
        parent: None,
        missions: Vec::new(),
        holds: Vec::new(),
        movement: None,
        breaks: false,
        terms: Vec::new(),
    }
}

pub(super) fn government(c: &mut Compilation, source: &Source<'_>, g: Government) {
    let (file, line) = (source.file, source.line_of_id(&g.id));
    if !g.id.starts_with(&format!("{}.", g.state)) {
        return c.error(file, line, format!("{} does not begin with its state, {}.", g.id, g.state));
    }
    if c.entity(&g.state).is_none() {
        return c.error(file, line, format!("{}: no state {}", g.id, g.state));
    }
    let exists =
        g.exists.as_ref().map_or(Ok(Validity::ALWAYS), |e| validity(e.from.as_deref(), e.to.as_deref()));
    let (holds, exists) = match (intervals(&g.holds), exists) {
        (Ok(h), Ok(e)) => (h, e),
        (Err(problem), _) | (_, Err(problem)) => return c.error(file, line, format!("{}: {problem}", g.id)),
    };
    let mut entity = plain_entity(g.id, g.name.clone(), EntityKind::Government, g.state.clone());
    entity.holds = holds;
    entity.movement = g.movement;
    entity.breaks = g.breaks;
    let Some(entity) = c.put(source, line, entity) else { return };
    let names = Names { entity, ambiguous: &g.ambiguous, exists, file, line };
    names.add(c, &[Dated::Plain(g.name)], NameRole::Name, "");
    names.add(c, &g.names, NameRole::Name, "");
    names.add(c, &g.adjectives, NameRole::Adjective, "");
    // A seat abroad, or one that the state's file holds for a mere place, stands for no government.
    let at_home: Vec<Dated> =
        g.seats.into_iter().filter(|seat| c.may_be_seat(seat.text(), &g.state)).collect();
    names.add(c, &at_home, NameRole::Capital, "");
}

impl Dated {
    fn text(&self) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Dated(d) => &d.name,
        }
    }
}

impl Compilation {
    /// Whether a city may stand for a government of this state: it is the capital of no other state alone, and a mere
    /// place of none.
    fn may_be_seat(&self, city: &str, state: &str) -> bool {
        let (mut own, mut other) = (false, false);
        for name in self.data.names.iter().filter(|n| n.text == city) {
            let e = &self.data.entities[name.entity as usize];
            match (e.kind, name.role) {
                (EntityKind::State, NameRole::Place) => return false,
                (EntityKind::State, NameRole::Capital) if e.id == state => own = true,
                (EntityKind::State, NameRole::Capital) => other = true,
                _ => {}
            }
        }
        own || !other
    }
}
