//! Persons and the offices they held.

use super::{Compilation, validity};
use crate::data::{Data, Entity, EntityKind, Name, NameRole, Term, Validity};
use crate::names::slug;

const COLUMNS: [&str; 8] = ["name", "aliases", "country", "office", "title", "from", "to", "note"];
const OFFICES: [&str; 7] = [
    "head-of-state",
    "head-of-government",
    "foreign-minister",
    "envoy",
    "spokesperson",
    "organisation-head",
    "other",
];

/// Particles that belong to the surname they precede ("van der Bellen").
const PARTICLES: [&str; 14] =
    ["van", "von", "der", "den", "de", "da", "di", "du", "la", "le", "bin", "al", "el", "ter"];

/// `actors/people/*.tsv`
pub(super) fn people(c: &mut Compilation, file: &str, text: &str) {
    let mut header = false;
    for (at, line) in text.lines().enumerate() {
        let number = at + 1;
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        if !header {
            header = true;
            if cells != COLUMNS {
                return c.error(file, number, format!("the columns are not {}", COLUMNS.join(" ")));
            }
            continue;
        }
        if cells.len() < 7 || cells.len() > COLUMNS.len() {
            c.error(
                file,
                number,
                format!("{} columns where 8 belong: {}", cells.len(), super::dictionary::shown(line)),
            );
            continue;
        }
        if let Err(problem) = person(c, &cells) {
            c.error(file, number, problem);
        }
    }
}

fn person(c: &mut Compilation, cells: &[&str]) -> Result<(), String> {
    let [name, aliases, owner, office, title, from, to] = cells[..7] else {
        return Err("too few columns".into());
    };
    if name.is_empty() {
        return Err("no name".into());
    }
    let country = match c.entity(owner) {
        Some(n) => c.data.entities[n as usize].countries.first().cloned(),
        None => return Err(format!("no actor {owner:?}")),
    };
    if !OFFICES.contains(&office) {
        return Err(format!("unknown office {office:?} (one of {})", OFFICES.join(", ")));
    }
    let opt = |s: &'static str, v: &str| if v.is_empty() { None } else { Some((s, v.to_owned())) };
    let validity = validity(opt("", from).map(|x| x.1).as_deref(), opt("", to).map(|x| x.1).as_deref())?;
    let term = Term { owner: owner.to_owned(), office: office.to_owned(), title: title.to_owned(), validity };
    let id = format!("person.{}", slug(name));
    let entity = match c.entity(&id) {
        Some(at) => {
            let e = &mut c.data.entities[at as usize];
            if let Some(c) = country
                && !e.countries.contains(&c)
            {
                e.countries.push(c);
            }
            e.terms.push(term);
            at
        }
        None => {
            let entity = c.data.entities.len() as u32;
            c.ids.insert(id.clone(), entity);
            c.data.entities.push(Entity {
                id,
                name: name.to_owned(),
                kind: EntityKind::Person,
                countries: country.into_iter().collect(),
                sector: "GOV".into(),
                parent: None,
                missions: Vec::new(),
                holds: Vec::new(),
                movement: None,
                breaks: false,
                terms: vec![term],
            });
            add_name(&mut c.data, name, entity, NameRole::Name);
            c.person_names.insert((entity, name.to_owned()));
            // "-" among the aliases: the last word is not how the person is called.
            let own_surname = aliases.split('|').all(|a| a.trim() != "-");
            if let Some(s) = surname(name).filter(|_| own_surname) {
                add_name(&mut c.data, &s, entity, NameRole::Surname);
                c.person_names.insert((entity, s));
            }
            entity
        }
    };
    for alias in aliases.split('|').map(str::trim).filter(|a| !a.is_empty() && *a != "-") {
        let role = if alias.contains(' ') { NameRole::Name } else { NameRole::Surname };
        if c.person_names.insert((entity, alias.to_owned())) {
            add_name(&mut c.data, alias, entity, role);
        }
    }
    Ok(())
}

fn add_name(data: &mut Data, text: &str, entity: u32, role: NameRole) {
    data.names.push(Name {
        text: text.to_owned(),
        entity,
        role,
        sector: String::new(),
        validity: Validity::ALWAYS,
        ambiguous: false,
    });
}

/// The surname: the last word with the particles before it; `None` for one-word names and regnal names.
fn surname(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split(' ').collect();
    if words.len() < 2 {
        return None;
    }
    let mut last = words.len() - 1;
    let roman = |w: &str| w.chars().all(|c| "IVX".contains(c));
    if roman(words[last]) || ["Jr.", "Jr", "Sr."].contains(&words[last]) {
        if roman(words[last]) {
            return None;
        }
        last -= 1;
    }
    let mut first = last;
    while first > 1 && PARTICLES.contains(&words[first - 1].to_lowercase().as_str()) {
        first -= 1;
    }
    (last > 0).then(|| words[first..=last].join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dash_among_the_aliases_suppresses_the_surname() {
        let mut c = Compilation::default();
        c.add_file("actors/states/a.toml", "[[state]]\nid = \"AAA\"\nname = \"Aaa\"\nstatus = \"member\"\n");
        let before = c.data.names.len();
        let text = format!(
            "{}\nXi Jinping\tXi|-\tAAA\thead-of-state\tPresident\t2013\t\t\n\
             Narendra Modi\t\tAAA\thead-of-government\tPrime Minister\t2014\t\t\n",
            COLUMNS.join("\t")
        );
        people(&mut c, "people.tsv", &text);
        assert_eq!(c.errors.len(), 0);
        let names: Vec<&str> = c.data.names[before..].iter().map(|n| n.text.as_str()).collect();
        assert_eq!(names, ["Xi Jinping", "Xi", "Narendra Modi", "Modi"]);
    }
}
