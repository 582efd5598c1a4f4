//! Organisations and groups.

use legation_core::Sector;
use serde::Deserialize;

use super::actors::{Dated, Names};
use super::source::Source;
use super::{Compilation, validity};
use crate::data::{Entity, EntityKind, NameRole};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Organisation {
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
    _for_readers: String,
    #[serde(default)]
    seats: Vec<Dated>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Group {
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
    _for_readers: String,
}

pub(super) fn organisation(c: &mut Compilation, source: &Source<'_>, o: Organisation) {
    let body = Body {
        entity: Entity {
            id: o.id,
            name: o.name,
            kind: EntityKind::Organisation,
            countries: o.country.into_iter().collect(),
            sector: o.sector,
            parent: o.parent,
            missions: o.countries,
            holds: Vec::new(),
            movement: None,
            breaks: false,
            terms: Vec::new(),
        },
        names: o.names,
        adjectives: o.adjectives,
        metonyms: o.seats,
        from: o.from,
        to: o.to,
        ambiguous: o.ambiguous,
    };
    add(c, source, "org.", body);
}

pub(super) fn group(c: &mut Compilation, source: &Source<'_>, g: Group) {
    let body = Body {
        entity: Entity {
            id: g.id,
            name: g.name,
            kind: EntityKind::Group,
            countries: g.countries,
            sector: g.sector,
            parent: g.parent,
            missions: Vec::new(),
            holds: Vec::new(),
            movement: None,
            breaks: false,
            terms: Vec::new(),
        },
        names: g.names,
        adjectives: g.adjectives,
        metonyms: Vec::new(),
        from: g.from,
        to: g.to,
        ambiguous: g.ambiguous,
    };
    add(c, source, "group.", body);
}

struct Body {
    entity: Entity,
    names: Vec<Dated>,
    adjectives: Vec<Dated>,
    metonyms: Vec<Dated>,
    from: Option<String>,
    to: Option<String>,
    ambiguous: Vec<String>,
}

fn add(c: &mut Compilation, source: &Source<'_>, prefix: &str, b: Body) {
    let (id, line) = (b.entity.id.clone(), source.line_of_id(&b.entity.id));
    if !id.starts_with(prefix) {
        return c.error(source.file, line, format!("{id} does not begin with {prefix}"));
    }
    if Sector::from_code(&b.entity.sector).is_none() {
        return c.error(source.file, line, format!("{id}: unknown sector {:?}", b.entity.sector));
    }
    let exists = match validity(b.from.as_deref(), b.to.as_deref()) {
        Ok(v) => v,
        Err(problem) => return c.error(source.file, line, format!("{id}: {problem}")),
    };
    let name = b.entity.name.clone();
    let Some(entity) = c.put(source, line, b.entity) else { return };
    let names = Names { entity, ambiguous: &b.ambiguous, exists, file: source.file, line };
    names.add(c, &[Dated::Plain(name)], NameRole::Name, "");
    names.add(c, &b.names, NameRole::Name, "");
    names.add(c, &b.adjectives, NameRole::Adjective, "");
    names.add(c, &b.metonyms, NameRole::Metonym, "");
}
