//! Phrases that take up several antecedents at once: "the two countries", "both sides", "the pair", "the latter".

use super::describe::lower;
use super::resolver::{State, asked_kind};
use super::{EntityKind, LinkBasis, MentionForm, Number};
use crate::tree::{Deprel, Upos};

/// Sentences back in which a set may have been named.
const REACH: usize = 8;

/// The antecedents of a phrase that stands for a set, and how surely.
pub(super) fn several(state: &State<'_>, at: usize) -> Option<(Vec<usize>, f32)> {
    let mention = &state.mentions[at];
    let tree = &state.document.trees[mention.sentence];
    let head = &tree.tokens[mention.head];
    let lemma = lower(&head.lemma);
    if !matches!(mention.form, MentionForm::Definite | MentionForm::Pointing) {
        return None;
    }
    if matches!(lemma.as_str(), "former" | "latter") && tree.children(mention.head).all(|c| c < mention.head)
    {
        return one_of_two(state, at, lemma == "former");
    }
    let (wanted, noun) = size(state, at)?;
    // What the noun asks for; "side" and "party" take anyone.
    let anyone = |n: &str| {
        matches!(
            n,
            "side" | "party" | "neighbour" | "neighbor" | "ally" | "rival" | "partner" | "enemy" | "power"
        )
    };
    let kind = noun.as_deref().filter(|n| !anyone(n)).and_then(asked_kind);
    // An earlier phrase with the same noun is the better antecedent, unless it stood for a set itself.
    if let Some(last) = noun.as_ref().and_then(|n| state.last_with_head(n)) {
        let earlier = &state.mentions[last];
        if mention.sentence - earlier.sentence <= REACH && earlier.number == Some(Number::Plural) {
            let set = state.links.iter().rev().find(|l| l.mention == last && l.basis == LinkBasis::Set);
            return set.map(|l| (l.antecedents.clone(), l.score));
        }
    }
    // "The two ministers" of the governments that were named, where no persons were.
    let official = noun.as_deref().is_some_and(|n| super::nouns::noun(n).title);
    let governments = official.then_some(EntityKind::Government);
    gather(state, at, wanted, kind).or_else(|| gather(state, at, wanted, Some(governments?)))
}

/// How many antecedents the phrase asks for, and its noun if it has one.
fn size(state: &State<'_>, at: usize) -> Option<(usize, Option<compact_str::CompactString>)> {
    let mention = &state.mentions[at];
    let tree = &state.document.trees[mention.sentence];
    let head = &tree.tokens[mention.head];
    let lemma = lower(&head.lemma);
    // A phrase that says which ones itself takes up nothing: "the two countries of the region".
    let described = tree.children(mention.head).any(|c| {
        c > mention.head && matches!(tree.tokens[c].deprel, Deprel::Nmod | Deprel::AclRelcl | Deprel::Acl)
    });
    if described {
        return None;
    }
    let counted = |text: &str| match text {
        "two" | "2" | "both" => Some(2),
        "three" | "3" => Some(3),
        "four" | "4" => Some(4),
        _ => None,
    };
    match lemma.as_str() {
        "both" => return Some((2, None)),
        "two" | "three" | "four" if head.upos == Upos::Num => return counted(&lemma).map(|n| (n, None)),
        "pair" | "duo" | "couple" => return Some((2, None)),
        "trio" => return Some((3, None)),
        _ => {}
    }
    let number = tree.children(mention.head).find_map(|c| {
        let token = &tree.tokens[c];
        matches!(token.deprel, Deprel::Nummod | Deprel::Det | Deprel::DetPredet | Deprel::Amod)
            .then(|| counted(lower(&token.form).as_str()))
            .flatten()
    });
    let plural = mention.number == Some(Number::Plural);
    match (number, lemma.as_str()) {
        (Some(number), _) => Some((number, Some(lemma))),
        (None, "side" | "party" | "neighbour" | "neighbor") if plural => {
            let bare = tree
                .children(mention.head)
                .all(|c| matches!(tree.tokens[c].deprel, Deprel::Det | Deprel::Case | Deprel::Punct));
            bare.then_some((2, Some(lemma)))
        }
        _ => None,
    }
}

/// The set named last: two together in one sentence, else the two most spoken of.
fn gather(
    state: &State<'_>,
    at: usize,
    wanted: usize,
    kind: Option<EntityKind>,
) -> Option<(Vec<usize>, f32)> {
    let mention = &state.mentions[at];
    let mut pool: Vec<usize> = Vec::new();
    for back in 0..=REACH.min(mention.sentence) {
        let sentence = mention.sentence - back;
        let mut here: Vec<usize> = Vec::new();
        for other in state.mentions_of(sentence).take_while(|&o| o < at) {
            let fits = fits(state, other, kind);
            let entity = |m: usize| state.entity_of(m);
            if fits && !here.iter().any(|&h| entity(h) == entity(other)) {
                here.push(other);
            }
            if fits && !pool.iter().any(|&p| entity(p) == entity(other)) {
                pool.push(other);
            }
        }
        if let Some(joined) = joined(state, sentence, at, wanted, kind) {
            return Some((joined, 0.9));
        }
        // Names come before what merely could be meant: "a delegation" is no side of its own.
        let named: Vec<usize> =
            here.iter().copied().filter(|&m| state.clusters[state.entity_of(m)].named).collect();
        if named.len() >= wanted {
            here = named;
        }
        // The capital inside "the government in Lima" is no second member.
        let inside = |a: usize, b: usize| {
            let (a, b) = (&state.mentions[a], &state.mentions[b]);
            a.head != b.head && b.first <= a.first && a.last <= b.last
        };
        here = here.iter().copied().filter(|&m| !here.iter().any(|&o| inside(m, o))).collect();
        if here.len() == wanted {
            return Some((here, 0.9));
        }
        if here.len() > wanted {
            return Some((salient(state, here, wanted), 0.6));
        }
    }
    (pool.len() >= wanted).then(|| (salient(state, pool, wanted), 0.5))
}

/// Whether a mention can be one of the set.
fn fits(state: &State<'_>, other: usize, kind: Option<EntityKind>) -> bool {
    let mention = &state.mentions[other];
    let cluster = &state.clusters[state.entity_of(other)];
    let single = !matches!(
        mention.form,
        MentionForm::Coordination | MentionForm::Predicate | MentionForm::Demonstrative | MentionForm::Speech
    );
    if !single || cluster.number == Some(Number::Plural) && !cluster.named {
        return false;
    }
    match kind {
        None | Some(EntityKind::Group) => {
            matches!(
                cluster.kind,
                EntityKind::Person | EntityKind::Organisation | EntityKind::Government | EntityKind::Group
            ) || cluster.named && !matches!(cluster.kind, EntityKind::Time | EntityKind::Event)
        }
        Some(EntityKind::Government) => {
            cluster.kind == EntityKind::Government
                || cluster.named
                    && matches!(cluster.kind, EntityKind::Place | EntityKind::Group | EntityKind::Other)
        }
        Some(EntityKind::Organisation) => {
            matches!(cluster.kind, EntityKind::Organisation | EntityKind::Group)
                || cluster.named && cluster.kind == EntityKind::Other
        }
        Some(kind) => cluster.kind == kind || cluster.named && cluster.kind == EntityKind::Other,
    }
}

/// Those joined by *and*, or by *with* to the subject.
fn joined(
    state: &State<'_>,
    sentence: usize,
    before: usize,
    wanted: usize,
    kind: Option<EntityKind>,
) -> Option<Vec<usize>> {
    let tree = &state.document.trees[sentence];
    let mut found = None;
    for other in state.mentions_of(sentence).take_while(|&o| o < before) {
        let mention = &state.mentions[other];
        if mention.form != MentionForm::Coordination {
            continue;
        }
        let members: Vec<usize> = std::iter::once(mention.head)
            .chain(tree.children(mention.head).filter(|&c| tree.tokens[c].deprel == Deprel::Conj))
            .filter_map(|head| state.headed_by(sentence, head))
            .filter(|&m| m < before && fits(state, m, kind))
            .collect();
        if members.len() == wanted {
            found = Some(members);
        }
    }
    found
}

/// The ones most spoken of, in the order of the text.
fn salient(state: &State<'_>, mut pool: Vec<usize>, wanted: usize) -> Vec<usize> {
    pool.sort_by_key(|&m| (std::cmp::Reverse(state.clusters[state.entity_of(m)].size), m));
    pool.truncate(wanted);
    pool.sort_unstable();
    pool
}

/// *the former* and *the latter* of the two things last named together.
fn one_of_two(state: &State<'_>, at: usize, former: bool) -> Option<(Vec<usize>, f32)> {
    let mention = &state.mentions[at];
    for back in 0..=2.min(mention.sentence) {
        let sentence = mention.sentence - back;
        let pair = joined(state, sentence, at, 2, None).or_else(|| {
            let here: Vec<usize> = state
                .mentions_of(sentence)
                .take_while(|&o| o < at)
                .filter(|&o| fits(state, o, None) && !state.nested(o))
                .collect();
            (here.len() >= 2).then(|| vec![here[0], here[here.len() - 1]])
        });
        if let Some(pair) = pair {
            return Some((vec![if former { pair[0] } else { pair[1] }], 0.75));
        }
    }
    None
}
