//! Whom pronouns and phrases such as "the two countries" take up: the language's coreference, fed with the lexicon's actors.

use legation_language::coreference::{
    EntityKind as Kind, KnownMention, LinkBasis, MentionForm, Number, resolve,
};
use legation_language::{Sentence, Upos};
use legation_lexicon::NameMatch;
use legation_lexicon::data::{AgentKind, EntityKind, NameRole};
use rustc_hash::FxHashMap;

use crate::clause::Tree;
use crate::mention::{Mention, Mentions, Who};
use crate::predicate;
use crate::sentence::Context;

/// A ranked link below this share of the model's belief is left alone.
const SUREST: f32 = 0.45;

/// What the anaphors of one sentence take up, by the anaphor's head.
#[derive(Debug, Clone, Default)]
pub(crate) struct Links {
    /// The mentions that stand behind it.
    pub(crate) parties: FxHashMap<usize, Vec<Mention>>,
    /// The sentence and the predicate that told of the act: "the designation", "the move".
    pub(crate) acts: FxHashMap<usize, (usize, usize)>,
}

/// For each sentence, what its anaphors take up.
pub(crate) fn links(
    context: &Context<'_>,
    sentences: &[Sentence],
    trees: &[Option<Tree<'_>>],
    names: &[Vec<NameMatch>],
) -> Vec<Links> {
    let mut out = vec![Links::default(); sentences.len()];
    let mentions_in = |index: usize, tree| {
        Mentions::new(tree, context.lexicon, &names[index], sentences[index].start, context.setting(index))
    };
    let mut known = Vec::new();
    let mut table: Vec<Mention> = Vec::new();
    let mut keys: FxHashMap<Who, u32> = FxHashMap::default();
    let mut anaphors = false;
    for (index, tree) in trees.iter().enumerate() {
        let Some(tree) = tree else { continue };
        let mentions = mentions_in(index, tree);
        for head in 0..tree.len() {
            anaphors |= is_anaphor_word(&tree.lower[head]);
            let Some(m) = mentions.actor(head).filter(|m| m.quantifier.is_none()) else { continue };
            let Some(who) = identity(&m.who) else { continue };
            let key = *keys.entry(who).or_insert_with(|| {
                table.push(m.clone());
                (table.len() - 1) as u32
            });
            known.push(KnownMention {
                sentence: index,
                first: m.first,
                last: m.last,
                kind: kind(context, &m.who),
                number: number(&m.who, tree, head),
                gender: None,
                key,
            });
        }
    }
    if !anaphors || known.is_empty() {
        return out;
    }
    let found = resolve(sentences, &known);
    for (at, anaphor) in found.mentions.iter().enumerate() {
        if !matches!(
            anaphor.form,
            MentionForm::Pronoun
                | MentionForm::Speech
                | MentionForm::Definite
                | MentionForm::Pointing
                | MentionForm::Demonstrative
        ) || anaphor.key.is_some()
        {
            continue;
        }
        let Some(link) = found.link_of(at) else { continue };
        if link.basis == LinkBasis::Ranked && link.score < SUREST {
            continue;
        }
        if link.basis == LinkBasis::Act {
            let Some(told) = link.antecedents.first().map(|&a| &found.mentions[a]) else { continue };
            out[anaphor.sentence].acts.insert(anaphor.head, (told.sentence, told.head));
            // Whoever did it answers for it: "the move was condemned".
            let Some(tree) = &trees[told.sentence] else { continue };
            let mentions = Mentions::new(
                tree,
                context.lexicon,
                &names[told.sentence],
                sentences[told.sentence].start,
                context.setting(told.sentence),
            );
            let doers = match tree.upos(told.head) {
                Upos::Verb => predicate::verb(tree, told.head).agent,
                _ => predicate::noun(tree, told.head, context.shapes).agent,
            };
            let behind: Vec<Mention> = doers
                .first()
                .into_iter()
                .flat_map(|&d| tree.conjuncts(d))
                .flat_map(|d| match out[told.sentence].parties.get(&d) {
                    Some(linked) => linked.clone(),
                    None => mentions.actors(d),
                })
                .map(|m| Mention {
                    first: anaphor.first,
                    last: anaphor.last,
                    head: anaphor.head,
                    quantifier: None,
                    resolved: true,
                    ..m
                })
                .collect();
            if !behind.is_empty() {
                out[anaphor.sentence].parties.insert(anaphor.head, behind);
            }
            continue;
        }
        let behind: Vec<Mention> = found
            .keys(at)
            .into_iter()
            .map(|k| Mention {
                first: anaphor.first,
                last: anaphor.last,
                head: anaphor.head,
                who: table[k as usize].who.clone(),
                quantifier: None,
                resolved: true,
            })
            .collect();
        if !behind.is_empty() {
            out[anaphor.sentence].parties.insert(anaphor.head, behind);
        }
    }
    for (index, tree) in trees.iter().enumerate() {
        let Some(tree) = tree else { continue };
        for pronoun in 0..tree.len() {
            let Some(asker) = predicate::asker_for(tree, pronoun) else { continue };
            let mentions = mentions_in(index, tree);
            let behind: Vec<Mention> = mentions
                .actors(asker)
                .into_iter()
                .map(|m| Mention { first: pronoun, last: pronoun, head: pronoun, resolved: true, ..m })
                .collect();
            if !behind.is_empty() {
                out[index].parties.insert(pronoun, behind);
            }
        }
    }
    out
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
