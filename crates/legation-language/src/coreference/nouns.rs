//! The word list: what nouns and names refer to.

use super::{EntityKind, Gender, Number};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

const LIST: &str = include_str!("nouns.tsv");

/// What the list says of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Noun {
    /// The kind of thing a common noun names.
    pub(super) kind: Option<EntityKind>,
    pub(super) gender: Option<Gender>,
    /// Plural in sense whatever the form: *police*.
    pub(super) number: Option<Number>,
    /// Takes up almost anything: *the matter*.
    pub(super) general: bool,
    /// Stands before a person's name.
    pub(super) title: bool,
    /// A person's given name.
    pub(super) given: bool,
    /// Makes a name that holds it this kind of thing's.
    pub(super) name_kind: Option<EntityKind>,
}

/// What is known of a word in lower case.
pub(super) fn noun(lower: &str) -> Noun {
    static NOUNS: OnceLock<FxHashMap<&'static str, Noun>> = OnceLock::new();
    NOUNS.get_or_init(|| read(LIST)).get(lower).copied().unwrap_or_default()
}

fn read(list: &'static str) -> FxHashMap<&'static str, Noun> {
    let mut nouns: FxHashMap<&'static str, Noun> = FxHashMap::default();
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let (Some(kind), Some(detail), Some(words)) = (columns.next(), columns.next(), columns.next()) else {
            continue;
        };
        let gender = match detail {
            "masculine" => Some(Gender::Masculine),
            "feminine" => Some(Gender::Feminine),
            _ => None,
        };
        for word in words.split(' ') {
            let entry = nouns.entry(word).or_default();
            let named = match kind {
                "person" => Some(EntityKind::Person),
                "organisation" => Some(EntityKind::Organisation),
                "government" => Some(EntityKind::Government),
                "place" => Some(EntityKind::Place),
                "group" => Some(EntityKind::Group),
                "event" => Some(EntityKind::Event),
                "time" => Some(EntityKind::Time),
                _ => None,
            };
            match kind {
                "title" => entry.title = true,
                "given" => entry.given = true,
                "general" => entry.general = true,
                "organisation-name" => entry.name_kind = Some(EntityKind::Organisation),
                "place-name" => entry.name_kind = entry.name_kind.or(Some(EntityKind::Place)),
                _ => entry.kind = entry.kind.or(named),
            }
            entry.gender = entry.gender.or(gender);
            if detail == "plural" {
                entry.number = Some(Number::Plural);
            }
        }
    }
    nouns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_read() {
        for line in LIST.lines().filter(|line| !line.starts_with('#')) {
            assert_eq!(line.split('\t').count(), 3, "{line}");
            let kind = line.split('\t').next().unwrap_or_default();
            assert!(
                matches!(
                    kind,
                    "person"
                        | "organisation"
                        | "government"
                        | "place"
                        | "group"
                        | "event"
                        | "time"
                        | "title"
                        | "given"
                        | "general"
                        | "organisation-name"
                        | "place-name"
                ),
                "{kind}"
            );
        }
        assert_eq!(noun("queen").gender, Some(Gender::Feminine));
        assert_eq!(noun("decision").kind, Some(EntityKind::Event));
        assert!(noun("mr.").title && noun("mary").given);
    }
}
