//! Who is meant by a noun phrase: names of the lexicon, agent nouns with their owners, classes of states, other names.

use legation_core::Quantifier;
use legation_language::{Deprel, Upos};
use legation_lexicon::data::{AgentKind, EntityKind, NameRole};
use legation_lexicon::index::MONTHS;
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

    /// The entity that a name on this word stands for.
    pub(crate) fn name_at(&self, word: usize) -> Option<(Who, usize, usize)> {
        let span = &self.spans[self.at[word]?];
        // The name must be the phrase, not a part of a longer one ("Jordan" in "Michael Jordan").
        let cut_short = self.is_cut_short(span);
        let mut best: Option<(u32, u32)> = None;
        for &number in &span.names {
            let name = self.lexicon.name(number);
            let entity = self.lexicon.entity(name.entity);
            if cut_short && (name.ambiguous || name.role == NameRole::Surname) {
                continue;
            }
            if name.role == NameRole::Place && entity.kind == EntityKind::State && cut_short {
                continue;
            }
            let in_office = entity.terms.iter().any(|t| t.validity.meets(self.day, self.day));
            let recent =
                entity.terms.iter().any(|t| t.validity.meets(self.day.saturating_sub(60_000), self.day));
            if name.role == NameRole::Surname
                && !(in_office
                    || self.named_in_full.contains(&name.entity)
                    || self.has_title(span, entity.id.as_str()))
            {
                continue;
            }
            if name.ambiguous
                && self.tree.upos(span.first) != Upos::Propn
                && self.tree.upos(span.last) != Upos::Propn
            {
                continue;
            }
            let valid = name.validity.meets(self.day, self.day);
            let rank = match name.role {
                NameRole::Name => 60,
                NameRole::Metonym => 50,
                NameRole::Capital => 45,
                NameRole::Branch | NameRole::Legislature | NameRole::Military => 55,
                NameRole::People | NameRole::Adjective => 40,
                NameRole::Surname => 30,
                NameRole::Place => 20,
            } + u32::from(valid) * 100
                + u32::from(in_office) * 8
                + u32::from(recent) * 4
                + match entity.kind {
                    EntityKind::State => 3,
                    // A government's name stands for its movement while it does not govern; dates decide later.
                    EntityKind::Group => 2,
                    _ => 0,
                };
            if best.is_none_or(|(r, _)| rank > r) {
                best = Some((rank, number));
            }
        }
        let (_, number) = best?;
        let name = self.lexicon.name(number);
        Some((
            Who::Entity { entity: name.entity, role: name.role, sector: name.sector.clone() },
            span.first,
            span.last,
        ))
    }

    /// Whether proper nouns go on beyond the match inside one name.
    fn is_cut_short(&self, span: &NameSpan) -> bool {
        let tree = self.tree;
        let joined = |i: usize| {
            tree.upos(i) == Upos::Propn
                && self.at[i].is_none()
                && matches!(tree.deprel(i), Deprel::Flat | Deprel::Compound)
        };
        let before = span.first.checked_sub(1).is_some_and(|i| {
            tree.upos(i) == Upos::Propn
                && self.at[i].is_none()
                && (tree.deprel(span.first) == Deprel::Flat
                    && tree.head(span.first).is_some_and(|h| h < span.first))
                && !self.is_title(i)
        });
        let after = span.last + 1 < tree.len()
            && joined(span.last + 1)
            && tree.deprel(span.last + 1) == Deprel::Flat
            && tree.head(span.last + 1).is_some_and(|h| (span.first..=span.last).contains(&h));
        before || after
    }

    fn is_title(&self, i: usize) -> bool {
        self.lexicon.agent(&self.tree.lemma[i]).is_some_and(|a| a.kind == AgentKind::Person)
            || matches!(
                self.tree.lower[i].as_str(),
                "mr" | "mr." | "mrs" | "mrs." | "ms" | "ms." | "dr" | "dr." | "sir"
            )
    }

    /// Whether a title that fits the person's offices stands before the name.
    fn has_title(&self, span: &NameSpan, id: &str) -> bool {
        let Some((_, entity)) = self.lexicon.entity_by_id(id) else { return false };
        let Some(before) = span.first.checked_sub(1) else { return false };
        let title = &self.tree.lower[before];
        entity.terms.iter().any(|t| {
            t.title.to_lowercase().split(' ').next_back() == Some(title.as_str())
                && t.validity.meets(self.day.saturating_sub(200_000), self.day)
        })
    }

    /// The actor that a phrase with this head names by itself.
    pub(crate) fn actor(&self, head: usize) -> Option<Mention> {
        let tree = self.tree;
        let quantifier = self.quantifier(head);
        // A partitive stands for what it is part of: "two of the diplomats", "a number of countries".
        if let Some(part) = self.part_of(head) {
            let mut mention = self.actor(part)?;
            mention.quantifier = quantifier.or(mention.quantifier);
            mention.first = mention.first.min(head);
            return Some(mention);
        }
        if let Some((who, first, last)) = self.name_at(head) {
            if let Who::Entity { role, .. } = &who
                && *role == NameRole::Adjective
                && !matches!(tree.upos(head), Upos::Propn | Upos::Noun)
                && tree.first(head, &[Deprel::Det]).is_none()
            {
                return None;
            }
            // "Peru's Congress", "the Dutch Senate": a name that several states' bodies bear goes with the state beside it.
            if let Who::Entity {
                entity,
                role: role @ (NameRole::Legislature | NameRole::Branch | NameRole::Military),
                sector,
            } = &who
                && let Some(owner) = self.owner(head).filter(|o| o != entity)
                && self.lexicon.entity(owner).kind == EntityKind::State
            {
                let who = Who::Entity { entity: owner, role: *role, sector: sector.clone() };
                return Some(Mention { first, last, head, who, quantifier, resolved: false, origin: None });
            }
            // "the Kremlin spokesman" is found below; a bare place is no actor.
            if !matches!(&who, Who::Entity { role: NameRole::Place, .. }) {
                return Some(Mention { first, last, head, who, quantifier, resolved: false, origin: None });
            }
            return None;
        }
        // A title or an apposition with a name of the lexicon: "foreign minister Sergei Lavrov".
        for c in tree.under(head, &[Deprel::Flat, Deprel::Appos, Deprel::NmodDesc, Deprel::Compound]) {
            if let Some((who, first, last)) = self.name_at(c)
                && let Who::Entity { entity, .. } = &who
                && self.lexicon.entity(*entity).kind == EntityKind::Person
            {
                return Some(Mention {
                    first: first.min(head),
                    last: last.max(head),
                    head,
                    who,
                    quantifier: None,
                    resolved: false,
                    origin: None,
                });
            }
        }
        // "no country", "several nations": a class of states, and nobody's.
        let class = quantifier.is_some()
            && matches!(tree.lemma[head].as_str(), "country" | "nation" | "state" | "government" | "power");
        if !class && let Some(mention) = self.agent(head, quantifier) {
            return Some(mention);
        }
        // An unknown name with its description: "John Doe, the Canadian ambassador", "Canadian ambassador John Doe".
        if tree.upos(head) == Upos::Propn {
            for c in tree.under(head, &[Deprel::Appos, Deprel::NmodDesc, Deprel::Compound, Deprel::Flat]) {
                if let Some(described) = self.agent(c, None)
                    && matches!(described.who, Who::Agent { kind: AgentKind::Person, .. })
                {
                    let last = self.name_end(head);
                    let first = if c < head { described.first } else { head };
                    let who = match described.who {
                        // The owner may hang on the name rather than on the title.
                        Who::Agent { sector, kind, branch, owner } => {
                            Who::Agent { sector, kind, branch, owner: owner.or_else(|| self.owner(head)) }
                        }
                        other => other,
                    };
                    return Some(Mention {
                        first,
                        last,
                        head,
                        who,
                        quantifier: None,
                        resolved: false,
                        origin: None,
                    });
                }
            }
        }
        if tree.upos(head) == Upos::Noun
            && self.words.states.has(&tree.lemma[head])
            && (class || tree.lemma[head] != "government")
        {
            let plural = tree.token(head).xpos == legation_language::Xpos::Nns;
            let quantified = quantifier.is_some();
            let modified = tree.under(head, &[Deprel::Amod]).next().is_some();
            let definite = tree
                .under(head, &[Deprel::Det])
                .any(|d| matches!(tree.lower[d].as_str(), "the" | "this" | "that" | "both"));
            if (plural || quantified) && (quantified || modified || !definite) {
                let first = tree.children(head).iter().copied().filter(|&c| c < head).min().unwrap_or(head);
                return Some(Mention {
                    first,
                    last: head,
                    head,
                    who: Who::States,
                    quantifier,
                    resolved: false,
                    origin: None,
                });
            }
        }
        None
    }

    /// A proper name outside the lexicon, for the other party of an act with a known one.
    pub(crate) fn other_name(&self, head: usize) -> Option<Mention> {
        let tree = self.tree;
        if tree.upos(head) != Upos::Propn || self.at[head].is_some() || is_calendar(&tree.lower[head]) {
            return None;
        }
        let first = tree
            .under(head, &[Deprel::Compound, Deprel::Amod, Deprel::Flat])
            .filter(|&c| c < head)
            .min()
            .unwrap_or(head);
        Some(Mention {
            first,
            last: self.name_end(head),
            head,
            who: Who::Named,
            quantifier: None,
            resolved: false,
            origin: None,
        })
    }

    fn name_end(&self, head: usize) -> usize {
        self.tree.under(head, &[Deprel::Flat]).max().unwrap_or(head).max(head)
    }

    /// "a number of X", "two of X", "most of X": X.
    fn part_of(&self, head: usize) -> Option<usize> {
        let tree = self.tree;
        let partitive = matches!(tree.upos(head), Upos::Num | Upos::Det | Upos::Pron | Upos::Adj)
            || self.words.parts.has(&tree.lemma[head]);
        if !partitive || self.at[head].is_some() {
            return None;
        }
        tree.under(head, &[Deprel::Nmod]).find(|&c| tree.case(c) == Some("of")).filter(|&c| {
            // "members of parliament" and "a group of ministers" are agents of their own where the lexicon says so.
            tree.upos(c) != Upos::Pron
                && (tree.lemma[head] != "member" && tree.lemma[head] != "group" || self.at[c].is_none())
        })
    }

    /// An agent noun (the longest phrase that ends or begins at the head) with its owner.
    fn agent(&self, head: usize, quantifier: Option<Quantifier>) -> Option<Mention> {
        self.agent_noun(head, quantifier, true)
    }

    /// An agent noun that asks for an owner, and has none: "three drivers", "the village".
    pub(crate) fn unowned(&self, head: usize) -> Option<Mention> {
        self.agent_noun(head, self.quantifier(head), false)
    }

    fn agent_noun(&self, head: usize, quantifier: Option<Quantifier>, strict: bool) -> Option<Mention> {
        let tree = self.tree;
        if !matches!(tree.upos(head), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb) {
            return None;
        }
        let mut found = None;
        // Phrases that end at the head: "coast guard vessel".
        let reach = self.lexicon.longest_agent();
        for first in head.saturating_sub(2 * reach)..=head {
            if first < head
                && !(first..head)
                    .all(|i| tree.head(i).is_some_and(|h| h > i && h <= head) || tree.lower[i] == "-")
            {
                continue;
            }
            let phrase = self.phrase(first, head);
            if let Some(agent) = self.lexicon.agent(&phrase) {
                found = Some((agent, first, head));
                break;
            }
        }
        // Phrases that begin at the head: "ministry of foreign affairs", "members of parliament".
        for last in (head + 2..(head + 2 + reach).min(tree.len())).rev() {
            if tree.lower[head + 1] != "of" && tree.lower[head + 1] != "for" && tree.lower[head + 1] != "-" {
                break;
            }
            for first in [head.saturating_sub(1), head] {
                if let Some(agent) = self.lexicon.agent(&self.phrase(first, last)) {
                    if found.is_none_or(|(_, f, l)| last - first > l - f) {
                        found = Some((agent, first, last));
                    }
                    break;
                }
            }
            if found.is_some_and(|(_, _, l)| l > head) {
                break;
            }
        }
        let (agent, first, last) = found?;
        let owner = self.owner(head);
        if strict && agent.needs_owner && owner.is_none() {
            return None;
        }
        // Adjectives and participles count only as nouns: "the accused".
        if matches!(tree.upos(head), Upos::Adj | Upos::Verb)
            && tree.first(head, &[Deprel::Det, Deprel::NmodPoss]).is_none()
            && !(tree.upos(head) == Upos::Adj && owner.is_some() && is_argument(tree.deprel(head)))
        {
            return None;
        }
        let start = tree
            .children(head)
            .iter()
            .copied()
            .filter(|&c| {
                c < first
                    && matches!(
                        tree.deprel(c),
                        Deprel::Amod | Deprel::Compound | Deprel::NmodPoss | Deprel::Nummod
                    )
            })
            .map(|c| tree.subtree(c)[0])
            .min()
            .unwrap_or(first);
        // "envoys of Juan Guaido", "leaders of the herders' association": the words after "of" belong to the name.
        let last = tree
            .under(head, &[Deprel::Nmod])
            .filter(|&c| c > head && tree.case(c) == Some("of") && tree.upos(c) != Upos::Verb)
            .map(|c| crate::attribution::phrase(tree, c).1)
            .filter(|&end| end <= last + 8)
            .fold(last, usize::max);
        Some(Mention {
            first: start,
            last,
            head,
            who: Who::Agent { sector: agent.sector.clone(), kind: agent.kind, branch: agent.branch, owner },
            quantifier,
            resolved: false,
            origin: None,
        })
    }

    /// Words `first..=last` as an agent phrase: lower case, the last in the singular, hyphens as spaces.
    fn phrase(&self, first: usize, last: usize) -> String {
        let tree = self.tree;
        let mut out = String::new();
        for i in first..=last {
            if tree.lower[i] == "-" {
                continue;
            }
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(if i == last { &tree.lemma[i] } else { &tree.lower[i] });
        }
        out
    }

    /// Whose an agent is: the entity of a possessor, a country adjective, a compound, or the noun under of, from, in.
    pub(crate) fn owner(&self, head: usize) -> Option<u32> {
        let tree = self.tree;
        let entity = |word: usize| -> Option<u32> {
            match self.name_at(word) {
                Some((Who::Entity { entity, .. }, _, _)) => Some(entity),
                _ => None,
            }
        };
        for relation in [
            &[
                Deprel::NmodPoss,
                Deprel::Amod,
                Deprel::Compound,
                Deprel::NmodUnmarked,
                Deprel::NmodDesc,
                Deprel::Det,
            ][..],
            &[Deprel::Nmod][..],
        ] {
            for c in tree.under(head, relation) {
                if tree.deprel(c) == Deprel::Nmod
                    && !matches!(tree.case(c), Some("of" | "from" | "in" | "for" | "at" | "with" | "to"))
                {
                    continue;
                }
                if let Some(e) = entity(c) {
                    return Some(e);
                }
                // "Turkish-backed rebels" are not Turkey's.
                if self.words.helping.has(&tree.lemma[c]) || self.words.helping.has(&tree.lower[c]) {
                    continue;
                }
                // "the Russian foreign ministry's spokeswoman", "the U.S.-led coalition", "UN Security Council members".
                for g in tree.children(c).iter().copied() {
                    if matches!(
                        tree.deprel(g),
                        Deprel::Amod
                            | Deprel::Compound
                            | Deprel::NmodPoss
                            | Deprel::Nmod
                            | Deprel::Obl
                            | Deprel::OblUnmarked
                    ) && let Some(e) = entity(g)
                    {
                        return Some(e);
                    }
                }
            }
        }
        None
    }

    /// The actors that a phrase names by itself: one for each owner where it speaks of several ("the presidents of Kenya
    /// and Chad", "the Greek and Turkish navies").
    pub(crate) fn actors(&self, head: usize) -> Vec<Mention> {
        // "the two neighbours, Peru and Ecuador": the names say who.
        if self.at[head].is_none()
            && let Some(name) = self.tree.first(head, &[Deprel::Appos]).filter(|&a| self.at[a].is_some())
        {
            let members = self.tree.conjuncts(name);
            if members.len() > 1 {
                let named: Vec<Mention> = members.into_iter().filter_map(|m| self.actor(m)).collect();
                if named.len() > 1 {
                    return named;
                }
            }
        }
        let Some(mention) = self.actor(head) else { return Vec::new() };
        let Who::Agent { sector, kind, branch, owner: Some(first) } = &mention.who else {
            return vec![mention];
        };
        let mut owners = vec![*first];
        let owning = [Deprel::NmodPoss, Deprel::Amod, Deprel::Compound, Deprel::Nmod];
        // "Kenyan and Tanzanian wardens", each adjective hung on the noun: the conjunction tells.
        let listed = |c: usize| {
            self.tree.under(c, &[Deprel::Cc]).next().is_some()
                || self.tree.first(mention.head, &[Deprel::Cc]).is_some_and(|cc| cc < mention.head)
        };
        let several = self.tree.under(mention.head, &owning[..3]).any(listed);
        for c in self.tree.under(mention.head, &owning) {
            let spread = self.tree.conjuncts(c);
            if spread.len() < 2 && !(several && c < mention.head) {
                continue;
            }
            for other in spread {
                if let Some((Who::Entity { entity, .. }, _, _)) = self.name_at(other)
                    && !owners.contains(&entity)
                {
                    owners.push(entity);
                }
            }
        }
        owners
            .into_iter()
            .map(|o| Mention {
                who: Who::Agent { sector: sector.clone(), kind: *kind, branch: *branch, owner: Some(o) },
                ..mention.clone()
            })
            .collect()
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

    /// How many of a class a phrase speaks of.
    fn quantifier(&self, head: usize) -> Option<Quantifier> {
        let tree = self.tree;
        let own = quantifier_word(&tree.lower[head]);
        let before = tree
            .under(head, &[Deprel::Det, Deprel::DetPredet, Deprel::Amod, Deprel::Nummod, Deprel::Advmod])
            .filter_map(|c| quantifier_word(&tree.lower[c]))
            .next();
        let partitive = match tree.lemma[head].as_str() {
            "number" | "handful" | "couple" | "group" => Some(Quantifier::Some),
            "dozen" | "score" | "hundred" | "thousand" => Some(Quantifier::Many),
            "majority" => Some(Quantifier::Most),
            _ => None,
        };
        before.or(own).or(partitive)
    }

    /// The actor in a phrase: its head, or else whoever owns it ("the Russian decision", "the army of Mali").
    pub(crate) fn actor_in(&self, head: usize, depth: usize) -> Option<Mention> {
        if let Some(m) = self.actor(head) {
            return Some(m);
        }
        if depth == 0 {
            return None;
        }
        let tree = self.tree;
        for relation in
            [Deprel::NmodPoss, Deprel::Amod, Deprel::Compound, Deprel::NmodDesc, Deprel::Flat, Deprel::Appos]
        {
            for c in tree.under(head, &[relation]) {
                if let Some(m) = self.owner_mention(c) {
                    return Some(m);
                }
                if matches!(relation, Deprel::NmodPoss | Deprel::Appos | Deprel::Compound)
                    && let Some(m) = self.actor_in(c, depth - 1)
                {
                    return Some(m);
                }
            }
        }
        for c in tree.under(head, &[Deprel::Nmod]) {
            if matches!(
                tree.case(c),
                Some("of" | "from" | "by" | "for" | "to" | "with" | "against" | "on" | "between" | "among")
            ) && let Some(m) = self.actor_in(c, depth - 1)
            {
                return Some(m);
            }
        }
        None
    }

    /// The state in which a place lies, as the actor there.
    pub(crate) fn state_of_place(&self, word: usize) -> Option<Mention> {
        let (who, first, last) = self.name_at(word)?;
        let Who::Entity { entity, role: NameRole::Place | NameRole::Capital | NameRole::Name, .. } = who
        else {
            return None;
        };
        let state =
            self.state_behind(entity).filter(|_| self.lexicon.entity(entity).kind == EntityKind::State)?;
        let who = Who::Entity { entity: state, role: NameRole::Name, sector: String::new() };
        Some(Mention { first, last, head: word, who, quantifier: None, resolved: false, origin: None })
    }

    /// A name before a noun as the actor behind it: a country's adjective stands for the country.
    pub(crate) fn owner_mention(&self, word: usize) -> Option<Mention> {
        let (who, first, last) = self.name_at(word)?;
        let who = match who {
            Who::Entity { entity, role: NameRole::Adjective | NameRole::People, .. } => {
                Who::Entity { entity, role: NameRole::Adjective, sector: String::new() }
            }
            Who::Entity { role: NameRole::Place, .. } => return None,
            other => other,
        };
        Some(Mention { first, last, head: word, who, quantifier: None, resolved: false, origin: None })
    }
}

fn is_argument(deprel: Deprel) -> bool {
    matches!(deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Iobj)
}

fn quantifier_word(word: &str) -> Option<Quantifier> {
    Some(match word {
        "no" | "neither" | "none" => Quantifier::None,
        "some" | "several" | "few" | "other" | "various" | "certain" | "numerous" => Quantifier::Some,
        "many" | "dozens" | "scores" | "hundreds" | "thousands" => Quantifier::Many,
        "most" => Quantifier::Most,
        "all" | "every" | "each" | "both" => Quantifier::All,
        _ => return None,
    })
}

/// Days of the week and months are names to the tagger only.
fn is_calendar(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    DAYS.contains(&word) || MONTHS.contains(&word)
}
