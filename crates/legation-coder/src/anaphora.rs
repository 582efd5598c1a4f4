//! Whom pronouns and phrases such as "the two countries" take up: the language's coreference, fed with the lexicon's actors.

use legation_language::coreference::{
    Coreference, EntityKind as Kind, KnownMention, LinkBasis, MentionForm, Number, resolve,
};
use legation_language::{Deprel, Sentence, Upos};
use legation_lexicon::data::{AgentKind, EntityKind, NameRole};
use legation_lexicon::{Lexicon, NameMatch, WordSet};
use rustc_hash::FxHashMap;

use crate::attribution;
use crate::clause::Tree;
use crate::mention::{Mention, Mentions, Who};
use crate::predicate;
use crate::sentence::Context;

/// A ranked link below this share of the model's belief is left alone.
const SUREST: f32 = 0.45;
/// Sentences after a name in which a pronoun may take it up.
pub(crate) const REACH: usize = 3;
/// Sentences back in which the other side was named: "its neighbour", "her counterpart".
const OPPOSITE_REACH: usize = 2;

/// The lexicon's words for what was spoken of before.
#[derive(Debug)]
pub(crate) struct AnaphoricWords<'a> {
    /// The other of two sides: "counterpart".
    pub(crate) opposites: &'a WordSet,
    /// Verbs that repeat the act told before: "follow suit".
    pub(crate) repeating: &'a WordSet,
    /// Verbs that ask somebody, even where they do not say whom.
    pub(crate) asking: &'a WordSet,
    /// Nouns for an act told before: "measure".
    pub(crate) acts: &'a WordSet,
    /// Nouns for what two states keep with each other.
    pub(crate) relations: &'a WordSet,
    /// Adverbs that say that more is told of the same: "also".
    pub(crate) telling_more: &'a WordSet,
}

impl<'a> AnaphoricWords<'a> {
    pub(crate) fn new(lexicon: &'a Lexicon) -> Self {
        let class = |name| lexicon.class_or_empty(name);
        Self {
            opposites: class("opposite-party"),
            repeating: class("repeats-the-act"),
            asking: class("asking-for"),
            acts: class("act-taken-up"),
            relations: class("relations"),
            telling_more: class("telling-more"),
        }
    }
}

/// What the anaphors of one sentence take up, by the anaphor's head.
#[derive(Debug, Clone, Default)]
pub(crate) struct Links {
    /// The mentions that stand behind it.
    pub(crate) parties: FxHashMap<usize, Vec<Mention>>,
    /// The sentence and the predicate that told of the act: "the designation", "the move".
    pub(crate) acts: FxHashMap<usize, (usize, usize)>,
    /// The sentence and the noun that a pronoun stands for: "they were withdrawn".
    pub(crate) nouns: FxHashMap<usize, (usize, usize)>,
}

/// For each sentence, what its anaphors take up.
pub(crate) fn links(
    context: &Context<'_>,
    sentences: &[Sentence],
    trees: &[Option<Tree<'_>>],
    names: &[Vec<NameMatch>],
) -> Vec<Links> {
    let mentions = trees.iter().enumerate().map(|(index, tree)| {
        let tree = tree.as_ref()?;
        Some(Mentions::new(
            tree,
            context.lexicon,
            &names[index],
            sentences[index].start,
            context.setting(index),
        ))
    });
    let document = Document { context, mentions: mentions.collect() };
    let mut links = vec![Links::default(); sentences.len()];
    if document.has_anaphors() {
        document.take_up(sentences, &mut links);
        document.link_opposites(&mut links);
        document.link_askers(&mut links);
        document.link_reciprocals(&mut links);
    }
    links
}

/// A document's trees with their mentions, where its sentences were parsed.
struct Document<'a> {
    context: &'a Context<'a>,
    mentions: Vec<Option<Mentions<'a>>>,
}

impl Document<'_> {
    fn parsed(&self) -> impl Iterator<Item = (usize, &Mentions<'_>)> {
        self.mentions.iter().enumerate().filter_map(|(index, m)| Some((index, m.as_ref()?)))
    }

    fn has_anaphors(&self) -> bool {
        self.parsed().any(|(_, m)| m.tree.lower.iter().any(|w| is_anaphor_word(w)))
    }

    /// Feeds the language's coreference with the actors that the lexicon knows, and takes over what it finds.
    fn take_up(&self, sentences: &[Sentence], links: &mut [Links]) {
        let mut known = Vec::new();
        let mut table: Vec<(usize, Vec<Mention>)> = Vec::new();
        let mut keys: FxHashMap<Vec<Who>, u32> = FxHashMap::default();
        for (index, mentions) in self.parsed() {
            for head in 0..mentions.tree.len() {
                let named = mentions.actors(head);
                let Some(m) = named.first().filter(|m| m.quantifier.is_none()) else { continue };
                let (first, last) = (m.first, m.last);
                let (kind, number) = (kind(self.context, &m.who), number(&m.who, mentions.tree, head));
                let who = named.iter().map(|m| identity(&m.who)).collect::<Option<Vec<Who>>>();
                let new = table.len() as u32;
                let key = match who {
                    Some(who) => *keys.entry(who).or_insert(new),
                    // "two politicians": nobody's, and taken up by "they".
                    None if is_introduced(mentions.tree, m) => new,
                    None => continue,
                };
                if key == new {
                    table.push((index, named));
                }
                known.push(KnownMention { sentence: index, first, last, kind, number, gender: None, key });
            }
        }
        if known.is_empty() {
            return;
        }
        let found = resolve(sentences, &known);
        for (at, anaphor) in found.mentions.iter().enumerate() {
            let takes_up = matches!(
                anaphor.form,
                MentionForm::Pronoun
                    | MentionForm::Speech
                    | MentionForm::Definite
                    | MentionForm::Pointing
                    | MentionForm::Demonstrative
            );
            if !takes_up || anaphor.key.is_some() {
                continue;
            }
            let Some(link) = found.link_of(at) else { continue };
            if link.basis == LinkBasis::Ranked && link.score < SUREST {
                continue;
            }
            if anaphor.form == MentionForm::Pronoun
                && let Some(noun) = noun_behind(&found, at)
            {
                links[anaphor.sentence].nouns.insert(anaphor.head, noun);
            }
            let (first, last, head) = (anaphor.first, anaphor.last, anaphor.head);
            let behind: Vec<Mention> = if link.basis == LinkBasis::Act {
                let Some(told) = link.antecedents.first().map(|&a| &found.mentions[a]) else { continue };
                links[anaphor.sentence].acts.insert(head, (told.sentence, told.head));
                let doers = self.doers(told.sentence, told.head, links);
                doers.iter().map(|m| m.taken_up(told.sentence, first, last, head)).collect()
            } else {
                let entries = found.keys(at).into_iter().map(|k| &table[k as usize]);
                entries.flat_map(|(s, all)| all.iter().map(|m| m.taken_up(*s, first, last, head))).collect()
            };
            if !behind.is_empty() {
                links[anaphor.sentence].parties.insert(anaphor.head, behind);
            }
        }
    }

    /// Whoever did what a word tells of answers for it: "the move was condemned".
    fn doers(&self, sentence: usize, word: usize, links: &[Links]) -> Vec<Mention> {
        let Some(mentions) = &self.mentions[sentence] else { return Vec::new() };
        let tree = mentions.tree;
        let doers = match tree.upos(word) {
            Upos::Verb => predicate::verb(tree, word).agent,
            _ => predicate::noun(tree, word).agent,
        };
        let Some(&doer) = doers.first() else { return Vec::new() };
        let all = tree.conjuncts(doer).into_iter();
        all.flat_map(|d| behind(mentions, &links[sentence], d)).collect()
    }

    /// "We asked Oslo to help us": the pronoun is whoever asks.
    fn link_askers(&self, links: &mut [Links]) {
        for (index, mentions) in self.parsed() {
            for pronoun in 0..mentions.tree.len() {
                let Some(asker) = predicate::asker_for(mentions.tree, pronoun) else { continue };
                let asking: Vec<Mention> = mentions
                    .actors(asker)
                    .iter()
                    .map(|m| m.taken_up(index, pronoun, pronoun, pronoun))
                    .collect();
                if !asking.is_empty() {
                    links[index].parties.insert(pronoun, asking);
                }
            }
        }
    }

    /// "accused each other": all whom the subject names, each to be paired with the others.
    fn link_reciprocals(&self, links: &mut [Links]) {
        for (index, mentions) in self.parsed() {
            let tree = mentions.tree;
            for word in 0..tree.len() {
                if !tree.is_reciprocal(word) {
                    continue;
                }
                let subject = tree
                    .above(word)
                    .filter(|&a| tree.upos(a) == Upos::Verb)
                    .find_map(|verb| predicate::subject(tree, verb, 0).first().copied());
                let Some(subject) = subject else { continue };
                let both: Vec<Mention> = tree
                    .conjuncts(subject)
                    .into_iter()
                    .flat_map(|s| behind(mentions, &links[index], s))
                    .map(|m| m.taken_up(index, word, word + 1, word))
                    .collect();
                if both.len() > 1 {
                    links[index].parties.insert(word, both);
                }
            }
        }
    }

    /// "her counterpart", "its neighbour", "his hosts": the other side of whoever possesses it, where the text has spoken of
    /// one just before.
    fn link_opposites(&self, links: &mut [Links]) {
        let opposites = self.context.anaphoric.opposites;
        for (index, mentions) in self.parsed() {
            let tree = mentions.tree;
            for head in 0..tree.len() {
                if tree.upos(head) != Upos::Noun || !tree.in_set(head, opposites) {
                    continue;
                }
                // "its Turkish counterpart", "its neighbour Chad" say themselves who is meant.
                let says_who = tree
                    .subtree(head)
                    .into_iter()
                    .any(|w| mentions.name_at(w).is_some_and(|(who, ..)| is_party(self.context, &who)));
                let Some(possessor) = tree.first(head, &[Deprel::NmodPoss]).filter(|_| !says_who) else {
                    continue;
                };
                let Some(own) =
                    links[index].parties.get(&possessor).and_then(|all| mentions.country(all.first()?))
                else {
                    continue;
                };
                if let Some((sentence, other)) = self.other_than(own, index, head) {
                    let (first, last) = attribution::phrase(tree, head);
                    links[index].parties.insert(head, vec![other.taken_up(sentence, first, last, head)]);
                }
            }
        }
    }

    /// The party named last before a word that is of another country.
    fn other_than(&self, country: &str, sentence: usize, before: usize) -> Option<(usize, Mention)> {
        (0..=OPPOSITE_REACH.min(sentence)).find_map(|back| {
            let mentions = self.mentions[sentence - back].as_ref()?;
            let end = if back == 0 { before } else { mentions.tree.len() };
            (0..end).rev().find_map(|word| {
                let party = mentions.actor(word).or_else(|| mentions.owner_mention(word))?;
                let other = mentions.country(&party).is_some_and(|c| c != country);
                (other && is_party(self.context, &party.who)).then_some((sentence - back, party))
            })
        })
    }
}

/// The sentence and head of the noun at the end of a pronoun's links.
fn noun_behind(found: &Coreference, pronoun: usize) -> Option<(usize, usize)> {
    let mut at = pronoun;
    for _ in 0..8 {
        at = *found.link_of(at)?.antecedents.first()?;
        let m = &found.mentions[at];
        if !matches!(m.form, MentionForm::Pronoun | MentionForm::Relative | MentionForm::Speech) {
            return (m.form != MentionForm::Predicate).then_some((m.sentence, m.head));
        }
    }
    None
}

/// Who a word stands for, by what it takes up or by itself.
fn behind(mentions: &Mentions<'_>, links: &Links, word: usize) -> Vec<Mention> {
    links.parties.get(&word).cloned().unwrap_or_else(|| mentions.actors(word))
}

/// Whether a phrase brings somebody in whom a pronoun may take up: an agent without "the" or a possessor.
fn is_introduced(tree: &Tree<'_>, m: &Mention) -> bool {
    let known =
        |c: usize| matches!(tree.lower[c].as_str(), "the" | "this" | "that" | "these" | "those" | "both");
    matches!(&m.who, Who::Agent { owner: None, kind, .. } if *kind != AgentKind::Body)
        && tree.upos(m.head) == Upos::Noun
        && tree.first(m.head, &[Deprel::NmodPoss]).is_none()
        && !tree.under(m.head, &[Deprel::Det]).any(known)
}

/// Whether somebody is a government, or of one: what has a counterpart, a neighbour, a host.
fn is_party(context: &Context<'_>, who: &Who) -> bool {
    match who {
        Who::Entity { entity, role, .. } => {
            *role != NameRole::Place
                && matches!(
                    context.lexicon.entity(*entity).kind,
                    EntityKind::State | EntityKind::Government | EntityKind::Person
                )
        }
        Who::Agent { sector, owner, .. } => owner.is_some() && sector == "GOV",
        Who::States | Who::Named => false,
    }
}

/// Whether a sentence that names nobody may still speak of somebody: by a pronoun of the third person, a number that stands alone,
/// or a noun for an act told before.
pub(crate) fn may_take_up(sentence: &Sentence, acts: &WordSet) -> bool {
    let lower = |at: usize| sentence.tokens.get(at).map(|t| t.form.to_lowercase());
    (0..sentence.tokens.len()).any(|at| match lower(at).as_deref() {
        Some("he" | "she" | "it" | "they" | "him" | "her" | "them" | "his" | "its" | "their" | "both") => {
            true
        }
        Some("the" | "this" | "these") => lower(at + 1).is_some_and(|next| {
            matches!(next.as_str(), "two" | "three" | "pair" | "former" | "latter") || acts.has(&next)
        }),
        _ => false,
    })
}

fn is_anaphor_word(word: &str) -> bool {
    matches!(
        word,
        "he" | "she"
            | "it"
            | "they"
            | "him"
            | "her"
            | "them"
            | "his"
            | "its"
            | "their"
            | "hers"
            | "theirs"
            | "the"
            | "this"
            | "that"
            | "these"
            | "those"
            | "both"
            // "each other", "one another"
            | "each"
            | "another"
            // In a quotation: its speaker's side.
            | "i"
            | "we"
            | "us"
            | "our"
            | "my"
            | "me"
    )
}

/// What two mentions share if they are of one actor: a country's names, adjectives and capital are the country.
fn identity(who: &Who) -> Option<Who> {
    match who {
        Who::Entity { role: NameRole::Adjective, .. } => None,
        Who::Entity { entity, role: NameRole::People, sector } => {
            Some(Who::Entity { entity: *entity, role: NameRole::People, sector: sector.clone() })
        }
        Who::Entity { entity, sector, .. } => {
            Some(Who::Entity { entity: *entity, role: NameRole::Name, sector: sector.clone() })
        }
        Who::Agent { owner: Some(_), .. } => Some(who.clone()),
        _ => None,
    }
}

fn kind(context: &Context<'_>, who: &Who) -> Kind {
    match who {
        Who::Entity { entity, role, .. } => match context.lexicon.entity(*entity).kind {
            _ if *role == NameRole::People => Kind::Group,
            EntityKind::State | EntityKind::Government => Kind::Government,
            EntityKind::Organisation | EntityKind::Party => Kind::Organisation,
            EntityKind::Group => Kind::Group,
            EntityKind::Person => Kind::Person,
        },
        Who::Agent { kind, .. } => match kind {
            AgentKind::Person => Kind::Person,
            AgentKind::Body => Kind::Organisation,
            AgentKind::Crowd => Kind::Group,
            AgentKind::Asset => Kind::Other,
        },
        Who::States | Who::Named => Kind::Other,
    }
}

fn number(who: &Who, tree: &Tree<'_>, head: usize) -> Option<Number> {
    use legation_language::Xpos;
    match who {
        Who::Entity { role: NameRole::People, .. } => None,
        // "The Taliban have", "Hamas said it": groups go with either.
        Who::Entity { .. } => None,
        _ => match tree.token(head).xpos {
            Xpos::Nns | Xpos::Nnps => Some(Number::Plural),
            Xpos::Nn | Xpos::Nnp => Some(Number::Singular),
            _ => None,
        },
    }
}
