//! States, governments, organisations, groups.

use serde::Deserialize;

use super::{SourceError, validity};
use crate::data::{Data, Entity, EntityKind, Name, NameRole, Validity};

#[derive(Deserialize)]
#[serde(untagged)]
enum Dated {
    Plain(String),
    Dated(DatedName),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DatedName {
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
struct Interval {
    from: Option<String>,
    to: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct States {
    state: Vec<State>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct State {
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
    _note: String,
}

/// One list of names of an entity.
struct Names<'a> {
    entity: u32,
    ambiguous: &'a [String],
    file: &'a str,
    line: usize,
}

impl Names<'_> {
    fn add(&self, data: &mut Data, list: &[Dated], role: NameRole, sector: &str, errors: &mut Vec<SourceError>) {
        for name in list {
            let (text, span, own) = match name {
                Dated::Plain(text) => (text, Ok(Validity::ALWAYS), None),
                Dated::Dated(d) => {
                    (&d.name, validity(d.from.as_deref(), d.to.as_deref()), d.sector.as_deref())
                }
            };
            match span {
                // A name outlives what it names: history and careless writers go on using it.
                Ok(validity) => data.names.push(Name {
                    text: text.clone(),
                    entity: self.entity,
                    role,
                    sector: own.unwrap_or(sector).to_owned(),
                    validity: Validity { from: validity.from, to: validity.to },
                    ambiguous: self.ambiguous.contains(text),
                }),
                Err(problem) => {
                    errors.push(SourceError::at(self.file, self.line, format!("{text}: {problem}")));
                }
            }
        }
    }
}

/// The line where `needle` first stands in `text`, for messages about an entry that parsed.
pub(super) fn line_of(text: &str, needle: &str) -> usize {
    text.find(needle).map_or(0, |at| 1 + text[..at].matches('\n').count())
}

fn plain(names: &[String]) -> Vec<Dated> {
    names.iter().cloned().map(Dated::Plain).collect()
}

fn intervals(list: &[Interval]) -> Result<Vec<Validity>, String> {
    list.iter().map(|i| validity(i.from.as_deref(), i.to.as_deref())).collect()
}

fn slug(name: &str) -> String {
    crate::names::slug(name)
}

/// `actors/states/*.toml`
pub(super) fn states(data: &mut Data, file: &str, text: &str, errors: &mut Vec<SourceError>) {
    let parsed: States = match toml::from_str(text) {
        Ok(p) => p,
        Err(e) => return errors.push(SourceError::toml(file, text, &e)),
    };
    for s in parsed.state {
        let line = line_of(text, &format!("id = \"{}\"", s.id));
        if s.id.len() != 3 || !s.id.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit()) {
            errors.push(SourceError::at(file, line, format!("{:?} is no three-letter code", s.id)));
            continue;
        }
        if !["member", "observer", "disputed", "territory", "former"].contains(&s.status.as_str()) {
            errors.push(SourceError::at(file, line, format!("unknown status {:?}", s.status)));
        }
        if data.entities.iter().any(|e| e.id == s.id) {
            errors.push(SourceError::at(file, line, format!("{} is there already", s.id)));
            continue;
        }
        if let Err(problem) = validity(s.from.as_deref(), s.to.as_deref()) {
            errors.push(SourceError::at(file, line, problem));
        }
        let entity = data.entities.len() as u32;
        data.entities.push(Entity {
            id: s.id.clone(),
            name: s.name.clone(),
            kind: EntityKind::State,
            countries: vec![s.id.clone()],
            sector: "GOV".into(),
            parent: None,
            holds: Vec::new(),
            movement: None,
            terms: Vec::new(),
        });
        let names = Names { entity, ambiguous: &s.ambiguous, file, line };
        names.add(data, &[Dated::Plain(s.name.clone())], NameRole::Name, "", errors);
        names.add(data, &s.official, NameRole::Name, "", errors);
        names.add(data, &s.names, NameRole::Name, "", errors);
        names.add(data, &s.former, NameRole::Name, "", errors);
        names.add(data, &s.misspellings, NameRole::Name, "", errors);
        names.add(data, &s.adjectives, NameRole::Adjective, "", errors);
        names.add(data, &s.people, NameRole::People, "CVL", errors);
        names.add(data, &s.capital, NameRole::Capital, "", errors);
        names.add(data, &s.metonyms, NameRole::Metonym, "", errors);
        names.add(data, &s.legislature, NameRole::Legislature, "LEG", errors);
        names.add(data, &s.military, NameRole::Military, "MIL", errors);
        names.add(data, &s.places, NameRole::Place, "", errors);
        for office in &s.offices {
            let branch = match office {
                Dated::Dated(DatedName { branch: Some(b), .. }) => b.as_str(),
                _ => "",
            };
            let sector = super::tables::branch_sector(branch);
            names.add(data, std::slice::from_ref(office), NameRole::Branch, sector, errors);
        }
        for party in s.parties {
            let (name, governs) = match party {
                Dated::Plain(name) => (name, Vec::new()),
                Dated::Dated(d) => match intervals(&d.governs) {
                    Ok(g) => (d.name, g),
                    Err(problem) => {
                        errors.push(SourceError::at(file, line, format!("{}: {problem}", d.name)));
                        continue;
                    }
                },
            };
            let id = format!("{}.party.{}", s.id, slug(&name));
            if data.entities.iter().any(|e| e.id == id) {
                continue;
            }
            let entity = data.entities.len() as u32;
            data.names.push(Name {
                text: name.clone(),
                entity,
                role: NameRole::Name,
                sector: String::new(),
                validity: Validity::ALWAYS,
                ambiguous: s.ambiguous.contains(&name),
            });
            data.entities.push(Entity {
                id,
                name,
                kind: EntityKind::Party,
                countries: vec![s.id.clone()],
                sector: "PTY".into(),
                parent: None,
                holds: governs,
                movement: None,
                terms: Vec::new(),
            });
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Governments {
    government: Vec<Government>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Government {
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
    seats: Vec<Dated>,
    #[serde(default)]
    ambiguous: Vec<String>,
    #[serde(default, rename = "note")]
    _note: String,
}

/// `actors/governments.toml`
pub(super) fn governments(data: &mut Data, file: &str, text: &str, errors: &mut Vec<SourceError>) {
    let parsed: Governments = match toml::from_str(text) {
        Ok(p) => p,
        Err(e) => return errors.push(SourceError::toml(file, text, &e)),
    };
    for g in parsed.government {
        let line = line_of(text, &format!("id = \"{}\"", g.id));
        if !g.id.starts_with(&format!("{}.", g.state)) {
            errors.push(SourceError::at(file, line, format!("{} does not begin with its state, {}.", g.id, g.state)));
            continue;
        }
        if !data.entities.iter().any(|e| e.id == g.state) {
            errors.push(SourceError::at(file, line, format!("no state {}", g.state)));
            continue;
        }
        let exists = g.exists.as_ref().map_or(Ok(Validity::ALWAYS), |e| validity(e.from.as_deref(), e.to.as_deref()));
        let (holds, _exists) = match (intervals(&g.holds), exists) {
            (Ok(h), Ok(e)) => (h, e),
            (Err(problem), _) | (_, Err(problem)) => {
                errors.push(SourceError::at(file, line, problem));
                continue;
            }
        };
        let entity = data.entities.len() as u32;
        data.entities.push(Entity {
            id: g.id.clone(),
            name: g.name.clone(),
            kind: EntityKind::Government,
            countries: vec![g.state.clone()],
            sector: "GOV".into(),
            parent: None,
            holds,
            movement: g.movement,
            terms: Vec::new(),
        });
        let names = Names { entity, ambiguous: &g.ambiguous, file, line };
        names.add(data, &[Dated::Plain(g.name.clone())], NameRole::Name, "", errors);
        names.add(data, &g.names, NameRole::Name, "", errors);
        names.add(data, &g.adjectives, NameRole::Adjective, "", errors);
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Organisations {
    organisation: Vec<Organisation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Organisation {
    id: String,
    name: String,
    #[serde(default)]
    names: Vec<Dated>,
    #[serde(default)]
    adjectives: Vec<Dated>,
    sector: String,
    parent: Option<String>,
    country: Option<String>,
    #[serde(default)]
    countries: Vec<String>,
    from: Option<String>,
    to: Option<String>,
    #[serde(default)]
    ambiguous: Vec<String>,
    #[serde(default, rename = "note")]
    _note: String,
    #[serde(default, rename = "seats")]
    seats: Vec<Dated>,
}

/// `actors/organisations/*.toml`
pub(super) fn organisations(data: &mut Data, file: &str, text: &str, errors: &mut Vec<SourceError>) {
    let parsed: Organisations = match toml::from_str(text) {
        Ok(p) => p,
        Err(e) => return errors.push(SourceError::toml(file, text, &e)),
    };
    for o in parsed.organisation {
        let countries = o.country.into_iter().collect();
        let _missions_in = o.countries;
        named_body(
            data,
            file,
            text,
            errors,
            Body {
                id: o.id,
                name: o.name,
                names: o.names,
                adjectives: o.adjectives,
                metonyms: o.seats,
                sector: o.sector,
                parent: o.parent,
                countries,
                from: o.from,
                to: o.to,
                ambiguous: o.ambiguous,
                kind: EntityKind::Organisation,
                prefix: "org.",
            },
        );
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Groups {
    group: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    id: String,
    name: String,
    #[serde(default)]
    names: Vec<Dated>,
    #[serde(default)]
    adjectives: Vec<Dated>,
    sector: String,
    parent: Option<String>,
    #[serde(default)]
    countries: Vec<String>,
    from: Option<String>,
    to: Option<String>,
    #[serde(default)]
    ambiguous: Vec<String>,
    #[serde(default, rename = "note")]
    _note: String,
}

/// `actors/groups/*.toml`
pub(super) fn groups(data: &mut Data, file: &str, text: &str, errors: &mut Vec<SourceError>) {
    let parsed: Groups = match toml::from_str(text) {
        Ok(p) => p,
        Err(e) => return errors.push(SourceError::toml(file, text, &e)),
    };
    for g in parsed.group {
        named_body(
            data,
            file,
            text,
            errors,
            Body {
                id: g.id,
                name: g.name,
                names: g.names,
                adjectives: g.adjectives,
                metonyms: Vec::new(),
                sector: g.sector,
                parent: g.parent,
                countries: g.countries,
                from: g.from,
                to: g.to,
                ambiguous: g.ambiguous,
                kind: EntityKind::Group,
                prefix: "group.",
            },
        );
    }
}

struct Body {
    id: String,
    name: String,
    names: Vec<Dated>,
    adjectives: Vec<Dated>,
    metonyms: Vec<Dated>,
    sector: String,
    parent: Option<String>,
    countries: Vec<String>,
    from: Option<String>,
    to: Option<String>,
    ambiguous: Vec<String>,
    kind: EntityKind,
    prefix: &'static str,
}

fn named_body(data: &mut Data, file: &str, text: &str, errors: &mut Vec<SourceError>, b: Body) {
    let line = line_of(text, &format!("id = \"{}\"", b.id));
    if !b.id.starts_with(b.prefix) {
        errors.push(SourceError::at(file, line, format!("{} does not begin with {}", b.id, b.prefix)));
        return;
    }
    if legation_core::Sector::from_code(&b.sector).is_none() {
        errors.push(SourceError::at(file, line, format!("{}: unknown sector {:?}", b.id, b.sector)));
        return;
    }
    if data.entities.iter().any(|e| e.id == b.id) {
        errors.push(SourceError::at(file, line, format!("{} is there already", b.id)));
        return;
    }
    for c in &b.countries {
        if !data.entities.iter().any(|e| &e.id == c) {
            errors.push(SourceError::at(file, line, format!("{}: no state {c}", b.id)));
        }
    }
    if let Err(problem) = validity(b.from.as_deref(), b.to.as_deref()) {
        errors.push(SourceError::at(file, line, format!("{}: {problem}", b.id)));
    }
    let entity = data.entities.len() as u32;
    data.entities.push(Entity {
        id: b.id,
        name: b.name.clone(),
        kind: b.kind,
        countries: b.countries,
        sector: b.sector,
        parent: b.parent,
        holds: Vec::new(),
        movement: None,
        terms: Vec::new(),
    });
    let names = Names { entity, ambiguous: &b.ambiguous, file, line };
    names.add(data, &plain(&[b.name]), NameRole::Name, "", errors);
    names.add(data, &b.names, NameRole::Name, "", errors);
    names.add(data, &b.adjectives, NameRole::Adjective, "", errors);
    names.add(data, &b.metonyms, NameRole::Metonym, "", errors);
}
