//! From the files of `lexicon/` to [`Data`]. Used by the build and by user dictionaries alike.

mod actors;
mod acts;
mod axes;
mod bodies;
mod dictionary;
mod people;
mod petrarch;
mod source;
mod tables;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::data::{AgentKind, Data, Day, Entity, EntityKind, Validity};
use source::Source;

/// A line of a lexicon file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {problem}")]
pub struct SourceError {
    /// The file, as it was named.
    pub file: String,
    /// Line, from 1; 0 where the file as a whole is meant.
    pub line: usize,
    /// What is wrong.
    pub problem: String,
}

impl SourceError {
    /// An error at a line.
    pub(crate) fn at(file: &str, line: usize, problem: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, problem: problem.into() }
    }

    fn toml(file: &str, text: &str, error: &toml::de::Error) -> Self {
        let line = error.span().map_or(0, |s| line_at(text, s.start));
        Self::at(file, line, error.message())
    }
}

/// The line, from 1, of a byte offset.
fn line_at(text: &str, offset: usize) -> usize {
    1 + text.as_bytes()[..offset.min(text.len())].iter().filter(|&&b| b == b'\n').count()
}

/// The line where `needle` first stands in `text`, for messages about an entry that parsed; 0 where nowhere.
fn line_of(text: &str, needle: &str) -> usize {
    text.find(needle).map_or(0, |at| line_at(text, at))
}

/// Files of the lexicon on their way into [`Data`].
#[derive(Debug, Default)]
pub struct Compilation {
    data: Data,
    ids: HashMap<String, u32>,
    /// Entities by the keys of their names, where dictionaries are added, for finding whom those mean.
    known_names: HashMap<String, Vec<u32>>,
    /// Words of everyday English that are also names, where dictionaries are added.
    everyday: HashSet<String>,
    /// Names of persons that are there: every row of a person may give them again.
    person_names: HashSet<(u32, String)>,
    errors: Vec<SourceError>,
    /// Whether dictionaries are being added to finished data: what is there already may be added to.
    adding: bool,
    /// What frames tell besides their own acts.
    also: Vec<acts::Also>,
    /// Where entries stand whose references are checked at the end: entity, file, line.
    places: Vec<(u32, String, usize)>,
}

impl Compilation {
    /// The start of a lexicon of its own.
    pub fn new() -> Self {
        Self::default()
    }

    /// The start of additions to finished data.
    pub fn over(mut data: Data) -> Self {
        if data.embedded_names.is_none() {
            data.embedded_names = Some(data.names.len() as u32);
        }
        let ids = (0u32..).zip(&data.entities).map(|(n, e)| (e.id.clone(), n)).collect();
        let mut known_names: HashMap<String, Vec<u32>> = HashMap::with_capacity(data.names.len());
        for name in &data.names {
            known_names.entry(crate::names::key(&name.text)).or_default().push(name.entity);
        }
        let everyday = everyday(&data);
        Self { data, ids, known_names, everyday, adding: true, ..Self::default() }
    }

    /// Adds one file of the lexicon. `path` is relative to `lexicon/`, with `/` between: its folder says what it holds.
    /// Files must come in the order of [`file_order`]. Every line that cannot be used is kept as an error.
    pub fn add_file(&mut self, path: &str, text: &str) {
        match path.split('/').collect::<Vec<_>>().as_slice() {
            ["actors", "people", _] => people::people(self, path, text),
            ["actors", ..] => self.add_entries(path, text),
            ["agents", _] => tables::agents(&mut self.data, path, text, &mut self.errors, false),
            ["words", "contexts.toml"] => tables::contexts(&mut self.data, path, text, &mut self.errors),
            ["words", _] => self.add_entries(path, text),
            ["acts", folder, _] => {
                let also = acts::act(&mut self.data, path, text, *folder == "diplomatic", &mut self.errors);
                self.also.extend(also);
            }
            ["axes", _] => axes::axis(&mut self.data, path, text, &mut self.errors),
            _ => self.errors.push(SourceError::at(path, 0, "no folder of the lexicon holds such a file")),
        }
    }

    /// Checks what only shows when all files are there: that the actors which entries refer to exist.
    pub fn finish(&mut self) {
        for (entity, file, line) in std::mem::take(&mut self.places) {
            let e = &self.data.entities[entity as usize];
            let mut problems = Vec::new();
            let mut check = |what: &str, id: &str, fits: &dyn Fn(EntityKind) -> bool| match self.ids.get(id) {
                None => problems.push(format!("{}: no {what} {id}", e.id)),
                Some(&n) if !fits(self.data.entities[n as usize].kind) => {
                    problems.push(format!("{}: {id} is no {what}", e.id));
                }
                Some(_) => {}
            };
            if let Some(parent) = &e.parent {
                check("parent", parent, &|k| {
                    matches!(
                        k,
                        EntityKind::Organisation
                            | EntityKind::Group
                            | EntityKind::Government
                            | EntityKind::Party
                    )
                });
            }
            if let Some(movement) = &e.movement {
                check("group", movement, &|k| k == EntityKind::Group);
            }
            for country in e.countries.iter().chain(&e.missions) {
                check("state", country, &|k| k == EntityKind::State);
            }
            self.errors.extend(problems.into_iter().map(|p| SourceError::at(&file, line, p)));
        }
        acts::resolve_also(&mut self.data, std::mem::take(&mut self.also), &mut self.errors);
        axes::check_floors(&self.data, &mut self.errors);
        if !self.adding {
            self.mark_everyday_names();
            self.add_agents_to_persons();
        }
    }

    /// Every agent noun for a person or a crowd is of the class `person`: who can be beaten, freed or expelled can be named by any
    /// of them.
    fn add_agents_to_persons(&mut self) {
        let persons =
            self.data.agents.iter().filter(|a| matches!(a.kind, AgentKind::Person | AgentKind::Crowd));
        let phrases: Vec<String> = persons.map(|a| a.phrase.clone()).collect();
        if let Some(class) = self.data.classes.iter_mut().find(|c| c.name == "person") {
            class.words.extend(phrases);
            class.words.sort_unstable();
            class.words.dedup();
        }
    }

    /// Names that are words of everyday English count as ambiguous, but for those of states and governments.
    fn mark_everyday_names(&mut self) {
        let words = everyday(&self.data);
        for name in &mut self.data.names {
            let kind = self.data.entities[name.entity as usize].kind;
            let state = matches!(kind, EntityKind::State | EntityKind::Government);
            if (!state || name.role == crate::data::NameRole::Place)
                && words.contains(name.text.to_lowercase().as_str())
            {
                name.ambiguous = true;
            }
        }
    }

    /// The data, and every line that could not be used.
    pub fn into_parts(self) -> (Data, Vec<SourceError>) {
        (self.data, self.errors)
    }

    fn error(&mut self, file: &str, line: usize, problem: impl Into<String>) {
        self.errors.push(SourceError::at(file, line, problem));
    }

    /// The number of an entity with this id.
    fn entity(&self, id: &str) -> Option<u32> {
        self.ids.get(id).copied()
    }

    /// Puts an entity in and gives its number. A dictionary's entity replaces what the data say of one with the same id,
    /// but for its offices; elsewhere a second one is an error.
    fn put(&mut self, source: &Source<'_>, line: usize, mut entity: Entity) -> Option<u32> {
        let number = match self.entity(&entity.id) {
            Some(_) if !self.adding => {
                self.error(source.file, line, format!("{} is there already", entity.id));
                return None;
            }
            Some(known) => {
                let old = &mut self.data.entities[known as usize];
                entity.terms.splice(0..0, std::mem::take(&mut old.terms));
                *old = entity;
                known
            }
            None => {
                let number = self.data.entities.len() as u32;
                self.ids.insert(entity.id.clone(), number);
                self.data.entities.push(entity);
                number
            }
        };
        self.places.push((number, source.file.to_owned(), line));
        Some(number)
    }
}

/// Words of everyday English that are also names.
fn everyday(data: &Data) -> HashSet<String> {
    let classes = data.classes.iter().filter(|c| c.name == crate::index::EVERYDAY_CLASS);
    classes.flat_map(|c| c.words.iter().cloned()).collect()
}

/// The files of a lexicon's folder, each by its path below it and with its text, in the order of [`file_order`].
///
/// # Errors
/// A folder or file that cannot be read.
pub fn read_folder(root: &Path) -> io::Result<Vec<(String, String)>> {
    let mut paths = Vec::new();
    walk(root, &mut paths)?;
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        files.push((name, fs::read_to_string(&path)?));
    }
    files.sort_by(|a, b| file_order(&a.0).cmp(&file_order(&b.0)));
    Ok(files)
}

fn walk(folder: &Path, out: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            walk(&path, out)?;
        } else if path.extension().is_some_and(|e| e == "toml" || e == "tsv") {
            out.push(path);
        }
    }
    Ok(())
}

/// Orders files so that what is referred to comes first: branches, states, other actors, people, agents, words, acts,
/// axes; each by name.
pub fn file_order(path: &str) -> (u8, &str) {
    let rank = match path.split('/').next().unwrap_or("") {
        "actors" if path == "actors/branches.toml" => 0,
        "actors" if path.starts_with("actors/states") => 1,
        "actors" if path.starts_with("actors/people") => 3,
        "actors" => 2,
        "agents" => 4,
        "words" => 5,
        "acts" => 6,
        _ => 7,
    };
    (rank, path)
}

/// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; a year or month stands for its first day, or its last if `last`.
pub(crate) fn day(text: &str, last: bool) -> Result<Day, String> {
    let fail = || format!("{text:?} is no date (YYYY-MM-DD, YYYY-MM or YYYY)");
    let parts: Vec<u32> = text.split('-').map(|p| p.parse().map_err(|_| fail())).collect::<Result<_, _>>()?;
    let (y, m, d) = match parts[..] {
        [y] => (y, if last { 12 } else { 1 }, if last { 31 } else { 1 }),
        [y, m] => (y, m, if last { 31 } else { 1 }),
        [y, m, d] => (y, m, d),
        _ => return Err(fail()),
    };
    if !(1000..=9999).contains(&y) || !(1..=12).contains(&m) || !(1..=31).contains(&d) {
        return Err(fail());
    }
    Ok(y * 10_000 + m * 100 + d)
}

/// The interval of two optional dates.
pub(crate) fn validity(from: Option<&str>, to: Option<&str>) -> Result<Validity, String> {
    let from = from.map_or(Ok(Validity::ALWAYS.from), |f| day(f, false))?;
    let to = to.map_or(Ok(Validity::ALWAYS.to), |t| day(t, true))?;
    if from > to {
        return Err(format!("ends ({to}) before it begins ({from})"));
    }
    Ok(Validity { from, to })
}
