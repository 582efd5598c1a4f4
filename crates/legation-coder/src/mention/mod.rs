//! Who is meant by a noun phrase: names of the lexicon, agent nouns with their owners, classes of states, other names.

mod agents;
mod names;
mod phrases;

use legation_core::Quantifier;
use legation_language::Deprel;
use legation_lexicon::data::{AgentKind, EntityKind, NameRole};
use legation_lexicon::{Lexicon, NameMatch, WordSet};
use rustc_hash::FxHashSet;

use crate::clause::Tree;

/// Whom a mention stands for, before dates have decided between governments.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Who {
    /// Somebody with a name in the lexicon.
    Entity {
        entity: u32,
        role: NameRole,
        /// Sector that the name gives in place of the entity's own.
        sector: String,
    },
    /// A noun that makes an actor.
    Agent { sector: String, kind: AgentKind, branch: bool, owner: Option<u32> },
    /// A class of states ("no country", "Western powers").
    States,
    /// A proper name that the lexicon lacks.
    Named,
}

/// A mention of an actor in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// First and last word, inclusive.
    pub(crate) first: usize,
    pub(crate) last: usize,
    /// Head of the phrase.
    pub(crate) head: usize,
    pub(crate) who: Who,
    pub(crate) quantifier: Option<Quantifier>,
    /// Whether coreference says who it is, and not its own words.
    pub(crate) resolved: bool,
    /// Where the words stand that name whom it takes up.
    pub(crate) origin: Option<Origin>,
}

/// Words of the document: a sentence and its first and last word, inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) sentence: usize,
    pub(crate) first: usize,
    pub(crate) last: usize,
}

impl Mention {
    /// The party of this mention in `sentence` as the words `first..=last` take it up.
    pub(crate) fn taken_up(&self, sentence: usize, first: usize, last: usize, head: usize) -> Self {
        let own = Origin { sentence, first: self.first, last: self.last };
        let origin = self.origin.or(Some(own));
        Self { first, last, head, who: self.who.clone(), quantifier: None, resolved: true, origin }
    }

    /// An agent as somebody's own, where that somebody is known: "its embassy".
    pub(crate) fn owned_by(&self, owner: &Mention) -> Option<Self> {
        let (Who::Entity { entity: whose, .. } | Who::Agent { owner: Some(whose), .. }) = owner.who else {
            return None;
        };
        let mut owned = self.clone();
        if let Who::Agent { owner, .. } = &mut owned.who {
            *owner = Some(whose);
        }
        Some(owned)
    }
}

/// Names of a sentence on its words.
#[derive(Debug)]
struct NameSpan {
    first: usize,
    last: usize,
    names: Vec<u32>,
}

/// Finds the mentions of one sentence.
#[derive(Debug)]
pub(crate) struct Mentions<'a> {
    pub(crate) tree: &'a Tree<'a>,
    pub(crate) lexicon: &'a Lexicon,
    spans: Vec<NameSpan>,
    /// Number of the span that covers a word.
    at: Vec<Option<usize>>,
    /// First day of the interval in which the document was published; the last known day where it has none.
    day: u32,
    /// Persons whom the document names in full.
    named_in_full: &'a FxHashSet<u32>,
    /// The states that the sentence names in any way, each once.
    states: Vec<u32>,
    /// What the document so far is about.
    about: About,
    pub(crate) words: &'a MentionWords<'a>,
}

/// Where a document's sentences are at: what each mention's reading may draw on beside its own sentence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setting<'a> {
    /// First day of the interval in which the document was published; the last known day where it has none.
    pub(crate) day: u32,
    /// Persons whom the document names in full.
    pub(crate) named_in_full: &'a FxHashSet<u32>,
    /// What the document so far is about.
    pub(crate) about: About,
    pub(crate) words: &'a MentionWords<'a>,
}

/// The states that a document is about, as far as it has been read.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct About {
    /// The state that more than half of the names of states are of.
    pub(crate) home: Option<u32>,
    /// The two states that it names, where there are no others.
    pub(crate) pair: Option<(u32, u32)>,
}

impl About {
    /// The state to which somebody belongs who faces one of another state.
    fn other_than(self, facing: Option<u32>) -> Option<u32> {
        let home = self.home.filter(|h| facing != Some(*h));
        home.or_else(|| match (self.pair?, facing?) {
            ((a, b), f) if f == a => Some(b),
            ((a, b), f) if f == b => Some(a),
            _ => None,
        })
    }
}

/// The states that names speak of on a day, one entry a name that speaks of one.
pub(crate) fn states_of<'n>(
    lexicon: &'n Lexicon,
    matches: &'n [NameMatch],
    day: u32,
) -> impl Iterator<Item = u32> + 'n {
    matches.iter().filter_map(move |m| {
        // Moscow was the Soviet Union's capital, and is Russia's.
        let holds = |n: &&u32| lexicon.name(**n).validity.meets(day, day);
        let of_the_day = m.names.iter().filter(holds);
        of_the_day.chain(m.names.iter()).find_map(|&n| {
            let name = lexicon.name(n);
            let entity = lexicon.entity(name.entity);
            match entity.kind {
                EntityKind::State => Some(name.entity),
                EntityKind::Government | EntityKind::Party => {
                    entity.countries.first().and_then(|c| lexicon.entity_by_id(c)).map(|(n, _)| n)
                }
                _ => None,
            }
        })
    })
}

/// The lexicon's words that say who a noun phrase is, beside names and agents.
#[derive(Debug)]
pub(crate) struct MentionWords<'a> {
    /// Nouns for states in general: "country".
    pub(crate) states: &'a WordSet,
    /// What says that people are of no one country: "foreign".
    pub(crate) borderless: &'a WordSet,
    /// Nouns that stand for what is under their "of": "a group of ministers".
    pub(crate) parts: &'a WordSet,
    /// Nouns for towns and districts, beside whose name they stand: "the town of Kismayo".
    pub(crate) settlements: &'a WordSet,
    /// Participles for help from outside: "Turkish-backed".
    pub(crate) helping: &'a WordSet,
    /// Adjectives of regions that hold a state's: "Latin American".
    pub(crate) regions: &'a WordSet,
    /// Nouns for states that are a class of them with a quantifier, though agents by themselves: "no government".
    pub(crate) counted_states: &'a WordSet,
    /// Nouns for some of what is under their "of", and for many.
    pub(crate) some_of: &'a WordSet,
    pub(crate) many_of: &'a WordSet,
    /// "Mr", "Dr".
    pub(crate) addresses: &'a WordSet,
}

impl<'a> MentionWords<'a> {
    pub(crate) fn new(lexicon: &'a Lexicon) -> Self {
        Self {
            states: lexicon.class_or_empty("state-noun"),
            borderless: lexicon.class_or_empty("of-no-one-country"),
            parts: lexicon.class_or_empty("part-of-a-group"),
            settlements: lexicon.class_or_empty("settlement"),
            helping: lexicon.class_or_empty("helped-from-outside"),
            regions: lexicon.class_or_empty("of-a-region"),
            counted_states: lexicon.class_or_empty("counted-state"),
            some_of: lexicon.class_or_empty("some-of"),
            many_of: lexicon.class_or_empty("many-of"),
            addresses: lexicon.class_or_empty("form-of-address"),
        }
    }
}

impl<'a> Mentions<'a> {
    /// `base` is where the sentence's text begins in the text that `matches` count from.
    pub(crate) fn new(
        tree: &'a Tree<'a>,
        lexicon: &'a Lexicon,
        matches: &[NameMatch],
        base: usize,
        setting: Setting<'a>,
    ) -> Self {
        let mut spans = Vec::new();
        let mut at = vec![None; tree.len()];
        for m in matches {
            let (start, end) = (m.start + base, m.end + base);
            let words: Vec<usize> =
                (0..tree.len()).filter(|&i| tree.token(i).start < end && start < tree.token(i).end).collect();
            let (Some(&first), Some(&last)) = (words.first(), words.last()) else { continue };
            // "Latin American leaders" are not the United States'.
            let of_a_region = tree.in_set(first, setting.words.regions);
            if of_a_region || (first..=last).any(|i| at[i].is_some()) {
                continue;
            }
            at[first..=last].fill(Some(spans.len()));
            spans.push(NameSpan { first, last, names: m.names.clone() });
        }
        let mut states: Vec<u32> = states_of(lexicon, matches, setting.day).collect();
        states.sort_unstable();
        states.dedup();
        let Setting { day, named_in_full, about, words } = setting;
        Self { tree, lexicon, spans, at, day, named_in_full, states, about, words }
    }

    /// Gives agents without an owner ("parliament", "two consuls") the one that the sentence, or else the document so far,
    /// leaves no doubt about. `others` are the parties on the other side of the act: one that acts for a state as a whole is
    /// foreign to officials, soldiers and envoys, and at home to the people it deals with.
    pub(crate) fn settle(&self, own: &mut [Mention], others: &[Mention], acts: bool) {
        let facing = others.iter().find_map(|o| match &o.who {
            Who::Entity { entity, role, .. } if *role != NameRole::People => self.state_behind(*entity),
            Who::Agent { branch: true, owner: Some(owner), .. } => self.state_behind(*owner),
            _ => None,
        });
        for m in own {
            let international = self
                .tree
                .under(m.head, &[Deprel::Amod, Deprel::Compound])
                .any(|c| self.words.borderless.has(&self.tree.lower[c]));
            let Who::Agent { sector, owner: owner @ None, .. } = &mut m.who else { continue };
            // "countries", "a bloc": several, and none of them in particular; "the government" is one's own.
            let of_states = self.words.states.has(&self.tree.lemma[m.head])
                && !matches!(self.tree.lemma[m.head].as_str(), "government" | "state")
                || self.tree.lemma[m.head] == "bloc";
            // "the two presidents" are hardly of one state.
            let counted = sector == "GOV" && self.tree.under(m.head, &[Deprel::Nummod]).next().is_some();
            if international || of_states || counted || matches!(sector.as_str(), "IGO" | "NGO" | "") {
                continue;
            }
            let official = acts || matches!(sector.as_str(), "GOV" | "MIL" | "SPY" | "LEG" | "JUD" | "COP");
            let possible: Vec<u32> =
                self.states.iter().copied().filter(|s| !(official && facing == Some(*s))).collect();
            *owner = match possible.as_slice() {
                [one] => Some(*one),
                [] if official => self.about.other_than(facing),
                [] => self.about.home.filter(|h| facing != Some(*h)),
                several => self.about.home.filter(|h| several.contains(h)),
            };
        }
    }

    /// Whether a mention speaks for a state: the state, its government, or somebody of its executive.
    pub(crate) fn is_official(&self, m: &Mention) -> bool {
        match &m.who {
            Who::Entity { entity, role, .. } => {
                let e = self.lexicon.entity(*entity);
                !matches!(role, NameRole::People | NameRole::Place)
                    && (matches!(e.kind, EntityKind::State | EntityKind::Government)
                        || e.kind == EntityKind::Person && !e.countries.is_empty())
            }
            Who::Agent { sector, owner, .. } => owner.is_some() && matches!(sector.as_str(), "GOV" | "MIL"),
            _ => false,
        }
    }

    /// The other of the two states that the document is about, as a mention at the words of the one.
    pub(crate) fn other_state(&self, m: &Mention) -> Option<Mention> {
        let own = self.country(m).and_then(|id| self.lexicon.entity_by_id(id)).map(|(n, _)| n)?;
        let (a, b) = self.about.pair?;
        let entity = if own == a { b } else { (own == b).then_some(a)? };
        let who = Who::Entity { entity, role: NameRole::Name, sector: String::new() };
        Some(Mention { who, quantifier: None, origin: None, ..m.clone() })
    }

    fn state_behind(&self, entity: u32) -> Option<u32> {
        let e = self.lexicon.entity(entity);
        match e.kind {
            EntityKind::State => Some(entity),
            _ => e.countries.first().and_then(|c| self.lexicon.entity_by_id(c)).map(|(n, _)| n),
        }
    }

    /// The country that a mention belongs to, as far as its words say; ids of international bodies stand for themselves.
    pub(crate) fn country(&self, m: &Mention) -> Option<&str> {
        let entity = match &m.who {
            Who::Entity { entity, .. } => *entity,
            Who::Agent { owner, .. } => (*owner)?,
            _ => return None,
        };
        let e = self.lexicon.entity(entity);
        Some(match e.kind {
            EntityKind::State | EntityKind::Person | EntityKind::Party => {
                e.countries.first().map_or(e.id.as_str(), String::as_str)
            }
            _ => e.id.as_str(),
        })
    }
}
