//! Phrases that take up a name by what sort of thing it is: "the country", "the group", "this company".

use super::describe::lower;
use super::nouns::noun;
use super::resolver::State;
use super::{EntityKind, Mention, MentionForm, Number};
use crate::tree::Deprel;

/// Sentences back in which the name may stand.
const REACH: usize = 4;

/// The name that a bare definite phrase takes up, and how surely.
///
/// Only a kind that is sure counts: one that the caller knows or the name itself shows.
pub(super) fn sort_of(state: &State<'_>, at: usize) -> Option<(usize, f32)> {
    let mention = &state.mentions[at];
    if !matches!(mention.form, MentionForm::Definite | MentionForm::Pointing)
        || mention.number == Some(Number::Plural)
        || !is_bare(state, mention)
    {
        return None;
    }
    let lemma = lower(&state.document.token(mention, mention.head).lemma);
    let kind = noun(&lemma).kind?;
    let wanted = matches!(
        kind,
        EntityKind::Government
            | EntityKind::Organisation
            | EntityKind::Group
            | EntityKind::Place
            | EntityKind::Person
    );
    // "the moon", "the north" are places that no name in the text need be.
    let settled = kind != EntityKind::Place
        || matches!(
            lemma.as_str(),
            "city"
                | "town"
                | "village"
                | "capital"
                | "province"
                | "region"
                | "district"
                | "island"
                | "territory"
                | "port"
                | "municipality"
                | "county"
                | "suburb"
                | "area"
                | "metropolis"
                | "archipelago"
                | "peninsula"
        );
    if !wanted || !settled {
        return None;
    }
    // The same noun before, and not long ago, is left to the model.
    if let Some(last) = state.last_with_head(&lemma)
        && mention.sentence <= state.mentions[last].sentence + 6
    {
        return None;
    }
    let mut entities: Vec<usize> = Vec::new();
    let mut best: Option<(usize, usize)> = None;
    for other in (0..at).rev() {
        let candidate = &state.mentions[other];
        let distance = mention.sentence - candidate.sentence;
        if distance > REACH {
            break;
        }
        if candidate.form == MentionForm::Predicate || candidate.form == MentionForm::Coordination {
            continue;
        }
        let entity = state.entity_of(other);
        let cluster = &state.clusters[entity];
        let covers = distance == 0 && candidate.first <= mention.first && mention.last <= candidate.last;
        let sure = cluster.keyed || cluster.named && kind != EntityKind::Person;
        if !sure || covers || !is_a(kind, cluster.kind) || same_clause(state, mention, candidate) {
            continue;
        }
        // A subject outweighs a sentence of distance; what is spoken of often, another.
        let subject = matches!(
            state.document.token(candidate, candidate.head).deprel,
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::NmodPoss
        );
        let exact = cluster.kind == kind;
        let standing = 100 - 10 * distance
            + 12 * usize::from(subject)
            + 25 * usize::from(exact)
            + 3 * cluster.size.min(4)
            + 4 * usize::from(candidate.form == MentionForm::Name);
        if !entities.contains(&entity) {
            entities.push(entity);
        }
        if best.is_none_or(|(top, _)| standing > top) {
            best = Some((standing, other));
        }
    }
    let (_, found) = best?;
    // A person is taken up by an office only where nobody else could be meant.
    match entities.len() {
        1 => Some((found, 0.85)),
        2.. if kind != EntityKind::Person => Some((found, 0.6)),
        _ => None,
    }
}

/// Whether a thing of the second kind can be called by a noun of the first.
fn is_a(noun: EntityKind, thing: EntityKind) -> bool {
    use EntityKind::{Government, Group, Organisation, Place};
    noun == thing
        || matches!(
            (noun, thing),
            (Government, Place | Group) | (Organisation, Group) | (Group, Organisation) | (Place, Government)
        )
}

/// Whether the phrase has no other words than its determiner.
fn is_bare(state: &State<'_>, mention: &Mention) -> bool {
    let tree = &state.document.trees[mention.sentence];
    tree.children(mention.head).all(|c| {
        c < mention.head
            && matches!(
                tree.tokens[c].deprel,
                Deprel::Det | Deprel::Case | Deprel::Punct | Deprel::Cc | Deprel::Mark
            )
            || c > mention.head
                && matches!(
                    tree.tokens[c].deprel,
                    Deprel::Punct | Deprel::Case | Deprel::Conj | Deprel::AclRelcl
                )
    }) && tree.tokens[mention.head].deprel != Deprel::Compound
}

/// Whether both hang on one verb, so that they are two.
fn same_clause(state: &State<'_>, a: &Mention, c: &Mention) -> bool {
    let tree = &state.document.trees[a.sentence];
    a.sentence == c.sentence && tree.head(a.head).is_some() && tree.head(a.head) == tree.head(c.head)
}
