//! Names that repeat, shorten or abbreviate earlier ones.

use super::describe::{lower, name_words};
use super::nouns::noun;
use super::resolver::{Document, State};
use super::{EntityKind, Gender, Mention, MentionForm};
use crate::tree::{Deprel, Upos};
use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// The names met so far, by the ways in which they may return.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// By the whole name in lower case.
    whole: FxHashMap<CompactString, usize>,
    /// By a word of a longer name that can stand for it.
    part: FxHashMap<CompactString, usize>,
    /// By its initials, or the abbreviation that followed in brackets.
    initials: FxHashMap<CompactString, usize>,
}

impl Names {
    /// The earlier mention that this name takes up, and how surely.
    pub(super) fn find(&self, state: &State<'_>, at: usize) -> Option<(usize, f32)> {
        let mention = &state.mentions[at];
        let words = words(state, mention);
        if let Some(&earlier) = self.whole.get(&key(&words)) {
            return Some((earlier, 0.98));
        }
        let form = written(state, mention);
        if words.len() == 1 && form.bytes().filter(u8::is_ascii_uppercase).count() >= 2 {
            let plain: CompactString = form.chars().filter(|c| c.is_alphanumeric()).collect();
            if let Some(&earlier) = self.initials.get(&plain) {
                return Some((earlier, 0.9));
            }
        }
        let last = words.last()?;
        if words.len() == 1 {
            let &earlier = self.part.get(last)?;
            return compatible(state, mention, earlier).then_some((earlier, 0.9));
        }
        // "Ana Silva" after "Silva", but not "Maria Silva" after "Ana Silva".
        let &earlier = self.whole.get(last)?;
        let person = mention.kind == EntityKind::Person
            || state.clusters[state.entity_of(earlier)].kind == EntityKind::Person;
        (person && compatible(state, mention, earlier)).then_some((earlier, 0.8))
    }

    /// Remembers a name for later ones.
    pub(super) fn note(&mut self, state: &State<'_>, at: usize) {
        let mention = &state.mentions[at];
        let words = words(state, mention);
        if words.is_empty() || mention.kind == EntityKind::Time {
            return;
        }
        self.whole.insert(key(&words), at);
        if words.len() > 1 {
            let last = &words[words.len() - 1];
            let organisation = noun(last).name_kind.is_some() && mention.kind != EntityKind::Person;
            if !organisation && !matches!(mention.kind, EntityKind::Place | EntityKind::Event) {
                self.part.insert(last.clone(), at);
                // "Kim Jong Un" returns as "Kim" only where persons are known to be named so; a given name is safer.
                if mention.kind == EntityKind::Person {
                    self.part.entry(words[0].clone()).or_insert(at);
                }
            }
            let tree = &state.document.trees[mention.sentence];
            let (from, to) = name_words(tree, mention.first, mention.last, mention.head);
            let initials: CompactString = tree.tokens[from..=to]
                .iter()
                .filter_map(|t| t.form.chars().next().filter(|c| c.is_uppercase()))
                .collect();
            if initials.chars().count() > 1 {
                self.initials.insert(initials, at);
            }
        }
        self.bracketed(state, mention, at);
    }

    /// "Shanghai Cooperation Organization (SCO)".
    fn bracketed(&mut self, state: &State<'_>, mention: &Mention, at: usize) {
        let tokens = &state.document.trees[mention.sentence].tokens;
        let name =
            name_words(&state.document.trees[mention.sentence], mention.first, mention.last, mention.head);
        let open = name.1 + 1;
        if let (Some(mark), Some(short), Some(close)) =
            (tokens.get(open), tokens.get(open + 1), tokens.get(open + 2))
            && mark.form == "("
            && close.form == ")"
            && short.form.bytes().filter(u8::is_ascii_uppercase).count() >= 2
        {
            let plain: CompactString = short.form.chars().filter(|c| c.is_alphanumeric()).collect();
            self.initials.insert(plain, at);
        }
    }
}

/// Gives a name whose kind its sentence does not show the kind that another sentence shows: "in Lisbon" makes every
/// Lisbon a place.
pub(super) fn agree_on_kinds(document: &Document<'_>, mentions: &mut [Mention]) {
    let mut kinds: FxHashMap<CompactString, (EntityKind, Option<Gender>)> = FxHashMap::default();
    let shown = |m: &Mention| m.form == MentionForm::Name && m.kind != EntityKind::Other;
    for mention in mentions.iter().filter(|m| shown(m)) {
        let form = lower(&document.token(mention, mention.head).form);
        let known = kinds.entry(form).or_insert((mention.kind, mention.gender));
        // What a name is beats where it stands: "Mr Paris" in a story of Paris Hilton.
        if mention.kind == EntityKind::Person || mention.key.is_some() {
            *known = (mention.kind, mention.gender.or(known.1));
        }
    }
    let open = |m: &Mention| m.form == MentionForm::Name && m.kind == EntityKind::Other && m.key.is_none();
    for mention in mentions.iter_mut().filter(|m| open(m)) {
        if let Some(&(kind, gender)) = kinds.get(&lower(&document.token(mention, mention.head).form)) {
            mention.kind = kind;
            mention.gender = gender;
        }
    }
}

/// The name's words in lower case, without titles before a person's name and without articles.
fn words(state: &State<'_>, mention: &Mention) -> Vec<CompactString> {
    let tree = &state.document.trees[mention.sentence];
    let (from, to) = name_words(tree, mention.first, mention.last, mention.head);
    let mut words: Vec<CompactString> = (from..=to)
        .filter(|&i| {
            let token = &tree.tokens[i];
            token.deprel != Deprel::Case && token.upos != Upos::Det && token.upos != Upos::Punct
        })
        .map(|i| lower(&tree.tokens[i].form))
        .collect();
    while words.len() > 1 && noun(&words[0]).title {
        words.remove(0);
    }
    words
}

fn written<'s>(state: &'s State<'_>, mention: &Mention) -> &'s str {
    state.document.token(mention, mention.head).form.as_str()
}

fn key(words: &[CompactString]) -> CompactString {
    let mut key = CompactString::default();
    for word in words {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    }
    key
}

/// Whether a shorter name may be the person's or thing's of a longer one.
fn compatible(state: &State<'_>, mention: &Mention, earlier: usize) -> bool {
    let cluster = &state.clusters[state.entity_of(earlier)];
    let kinds = mention.kind == EntityKind::Other
        || cluster.kind == EntityKind::Other
        || mention.kind == cluster.kind
        || mention.kind == EntityKind::Place && mention.key.is_none() && cluster.kind == EntityKind::Person;
    let genders = mention.gender.is_none() || cluster.gender.is_none() || mention.gender == cluster.gender;
    kinds && genders
}
