//! Actor files: names, their synonyms, and codes with dates.

use super::codes::{self, Meaning};
use super::{phrase, uncommented};
use crate::compile::Compilation;
use crate::compile::dictionary::shown;
use crate::data::{Entity, EntityKind, Name, NameRole, Validity};
use crate::names::{key, slug};

/// One actor as the file gives it.
#[derive(Debug, Default)]
struct Entry<'a> {
    line: usize,
    primary: &'a str,
    names: Vec<String>,
    codes: Vec<(Meaning, Validity)>,
    /// Whether a code stood there, even one that could not be used or names nobody.
    coded: bool,
}

/// Reads an actor file: `NAME_ [CODE dates]`, `+SYNONYM_`, further codes on lines that begin with a space.
pub(in crate::compile) fn actors(c: &mut Compilation, file: &str, text: &str) {
    let mut entry: Option<Entry<'_>> = None;
    let mut apart = true;
    for (at, line) in text.lines().enumerate() {
        let number = at + 1;
        let words = uncommented(line);
        if words.trim().is_empty() {
            apart = true;
            continue;
        }
        let (name, codes) = words.find('[').map_or((words, ""), |at| words.split_at(at));
        let trimmed = name.trim();
        // Names on lines that follow each other without a code between are one actor's: the `+` was forgotten.
        let goes_on = !apart && entry.as_ref().is_some_and(|e| !e.coded);
        apart = false;
        if !trimmed.is_empty() && !trimmed.starts_with('+') && !goes_on {
            if let Some(done) = entry.take() {
                add(c, file, done);
            }
            entry = Some(Entry { line: number, primary: trimmed, ..Entry::default() });
        }
        let Some(current) = &mut entry else {
            c.error(file, number, format!("{}: no actor stands before it", shown(line)));
            continue;
        };
        for synonym in trimmed.trim_start_matches('+').split(" +").filter(|s| !s.trim().is_empty()) {
            match phrase::names(synonym, |w| c.is_everyday(w)) {
                Some(names) => current.names.extend(names),
                None => c.error(file, number, format!("{}: not a name", shown(synonym))),
            }
        }
        if let Err(problem) = read_codes(c, codes, current) {
            for p in problem {
                c.error(file, number, format!("{}: {p}", shown(line)));
            }
        }
    }
    if let Some(done) = entry {
        add(c, file, done);
    }
}

/// Codes in brackets; what stands between and after them is a comment.
fn read_codes(c: &Compilation, text: &str, entry: &mut Entry<'_>) -> Result<(), Vec<String>> {
    let mut problems = Vec::new();
    for bracket in text.split('[').skip(1) {
        entry.coded = true;
        let Some((inside, _)) = bracket.split_once(']') else {
            problems.push(format!("[{} is not closed", bracket.trim()));
            continue;
        };
        let inside = inside.trim();
        let (code, dates) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
        if code == "---" {
            continue;
        }
        match codes::meaning(c, code).and_then(|m| Ok((m, codes::validity(dates)?))) {
            Ok(read) => entry.codes.push(read),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn add(c: &mut Compilation, file: &str, mut entry: Entry<'_>) {
    if !entry.coded {
        return c.error(file, entry.line, format!("{}: no code follows", shown(entry.primary)));
    }
    if entry.names.is_empty() || entry.codes.is_empty() {
        return;
    }
    // A code without dates makes those with dates that say the same superfluous; what is dated comes before it.
    let always: Vec<Meaning> =
        entry.codes.iter().filter(|x| x.1 == Validity::ALWAYS).map(|x| x.0.clone()).collect();
    entry.codes.retain(|(m, v)| *v == Validity::ALWAYS || !always.contains(m));
    entry.codes.sort_by_key(|(_, v)| *v == Validity::ALWAYS);
    entry.codes.dedup();
    let is_person = entry.codes.iter().any(|(m, v)| {
        m.sector == "ELI" || *v != Validity::ALWAYS && !matches!(m.sector, "" | "REB" | "UAF" | "CRM")
    });
    let mut names = std::mem::take(&mut entry.names);
    let mut seen = std::collections::HashSet::new();
    names.retain(|n| seen.insert(key(n)));
    for (meaning, validity) in &entry.codes {
        let Some(entity) = (match meaning.state {
            Some(state) if meaning.sector.is_empty() => Some(state),
            _ => entity(c, file, &names, meaning, is_person, entry.line),
        }) else {
            continue;
        };
        let own = c.data.entities[entity as usize].clone_sector();
        for name in &names {
            let k = key(name);
            // What the lexicon knows better already (an adjective, a capital) stays as it is.
            if meaning.sector.is_empty() && c.knows(&k, entity) {
                continue;
            }
            let ambiguous = c.is_everyday(&k);
            let sector = if own == meaning.sector { String::new() } else { meaning.sector.to_owned() };
            c.data.names.push(Name {
                text: name.clone(),
                entity,
                role: NameRole::Name,
                sector,
                validity: *validity,
                ambiguous,
            });
        }
    }
}

/// The entity that the names and the code mean: one that the lexicon has under one of the names, or a new one.
fn entity(
    c: &mut Compilation,
    file: &str,
    names: &[String],
    meaning: &Meaning,
    is_person: bool,
    line: usize,
) -> Option<u32> {
    let country = meaning.state.map(|n| c.data.entities[n as usize].id.clone());
    let kind = if is_person {
        EntityKind::Person
    } else if matches!(meaning.sector, "REB" | "UAF" | "CRM") {
        EntityKind::Group
    } else {
        EntityKind::Organisation
    };
    for name in names {
        let k = key(name);
        let known = c.named(&k).iter().copied().find(|&n| {
            let e = &c.data.entities[n as usize];
            let same_country = match &country {
                Some(country) => e.countries.contains(country),
                None => e.countries.is_empty(),
            };
            // One person has one name; of bodies the sector must agree as well.
            e.kind == kind && same_country && (is_person && k.contains(' ') || e.sector == meaning.sector)
        });
        if known.is_some() {
            return known;
        }
    }
    let name = names.first()?;
    let prefix = match kind {
        EntityKind::Person => "person",
        EntityKind::Group => "group",
        _ => "org",
    };
    let mut id = format!("{prefix}.{}", slug(name));
    let fits = |e: &Entity| e.countries.first() == country.as_ref() && e.kind == kind;
    if let Some(n) = c.entity(&id) {
        if fits(&c.data.entities[n as usize]) {
            return Some(n);
        }
        id = format!("{id}.{}", country.as_deref().unwrap_or("none").to_lowercase());
        if let Some(n) = c.entity(&id) {
            return Some(n);
        }
    }
    let source = crate::compile::source::Source { file, text: "", before: 0 };
    c.put(
        &source,
        line,
        Entity {
            id,
            name: name.clone(),
            kind,
            countries: country.into_iter().collect(),
            sector: meaning.sector.to_owned(),
            parent: None,
            missions: Vec::new(),
            holds: Vec::new(),
            movement: None,
            breaks: false,
            terms: Vec::new(),
        },
    )
}

impl Entity {
    fn clone_sector(&self) -> String {
        // A state's own name gives no sector of its own.
        if self.kind == EntityKind::State { String::new() } else { self.sector.clone() }
    }
}

impl Compilation {
    fn is_everyday(&self, word: &str) -> bool {
        self.everyday.contains(word)
    }

    /// Entities that the embedded lexicon knows under this key.
    fn named(&self, key: &str) -> &[u32] {
        self.known_names.get(key).map_or(&[], Vec::as_slice)
    }

    fn knows(&self, key: &str, entity: u32) -> bool {
        self.named(key).contains(&entity)
    }
}
