//! Envoys, as far as sentences name them.

use std::collections::BTreeSet;

use legation_lexicon::Lexicon;
use legation_lexicon::data::EntityKind;
use legation_lexicon::index::is_calendar;

/// Words that may be an envoy's name: the words of the envoys whom the lexicon knows, and capitals that neither begin the sentence nor
/// belong to another name that it knows, as those of states, ministers and places.
pub(super) fn names(lexicon: &Lexicon, sentence: &str) -> BTreeSet<String> {
    let known = lexicon.names_in(sentence);
    let mut all: BTreeSet<String> =
        known.iter().flat_map(|m| &m.names).flat_map(|&n| envoy(lexicon, n)).collect();
    let is_known = |at: usize| known.iter().any(|n| n.start <= at && at < n.end);
    for (at, word) in words(sentence).skip(1) {
        let lower = word.to_lowercase();
        let name = word.starts_with(char::is_uppercase) && word.chars().count() > 2 && !is_known(at);
        if name && !is_calendar(&lower) && !is_title(lexicon, &lower) {
            all.insert(lower);
        }
    }
    all
}

/// The words of the usual name of an envoy, in lower case; none for anybody else.
fn envoy(lexicon: &Lexicon, name: u32) -> Vec<String> {
    let entity = lexicon.entity(lexicon.name(name).entity);
    let is_envoy = entity.kind == EntityKind::Person && entity.terms.iter().any(|t| t.office == "envoy");
    words(&entity.name).filter(|_| is_envoy).map(|(_, word)| word.to_lowercase()).collect()
}

/// Words of a sentence with their byte offsets.
fn words(sentence: &str) -> impl Iterator<Item = (usize, &str)> {
    let inside = |c: char| c.is_alphanumeric() || c == '\'' || c == '’' || c == '-';
    let mut from = None;
    sentence.char_indices().chain([(sentence.len(), ' ')]).filter_map(move |(at, c)| {
        match (inside(c), from) {
            (true, None) => {
                from = Some(at);
                None
            }
            (false, Some(start)) => {
                from = None;
                let word = sentence[start..at].trim_end_matches("'s").trim_end_matches("’s");
                Some((start, word))
            }
            _ => None,
        }
    })
}

/// Whether a word is an office or a body ("Minister", "Ministry", "Foreign"), and not a name.
fn is_title(lexicon: &Lexicon, word: &str) -> bool {
    const TITLES: [&str; 16] = [
        "foreign",
        "ministry",
        "minister",
        "affairs",
        "president",
        "prime",
        "king",
        "prince",
        "sheikh",
        "emir",
        "the",
        "embassy",
        "palace",
        "republic",
        "islamic",
        "state",
    ];
    TITLES.contains(&word) || lexicon.agent(word).is_some()
}
