//! The features of an anaphor and one possible antecedent.

use super::describe::lower;
use super::resolver::{Cluster, Document, State, is_reporting};
use super::{EntityKind, Gender, Mention, MentionForm, Number};
use crate::tree::{Deprel, Upos};

/// A feature with a fixed set of values.
pub(super) struct Template {
    pub(super) name: &'static str,
    pub(super) values: &'static [&'static str],
}

const ROLES: usize = 8;

macro_rules! templates {
    ($($(#[$doc:meta])* $variant:ident $name:literal [$($value:literal),+ $(,)?]),+ $(,)?) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        enum Feature { $($(#[$doc])* $variant),+ }

        /// Every template, in the order of the feature numbers.
        pub(super) const TEMPLATES: &[Template] =
            &[$(Template { name: $name, values: &[$($value),+] }),+];
    };
}

templates! {
    /// Sentences between.
    Distance "distance" ["0", "1", "2", "3", "4", "5-7", "8-12", "13+"],
    /// Mentions between.
    Hops "hops" ["0", "1", "2", "3", "4-5", "6-9", "10-19", "20+"],
    Form "form" [
        "name", "same-pronoun", "pronoun", "speech", "relative", "demonstrative", "definite", "pointing", "possessed",
        "indefinite", "coordination", "predicate",
    ],
    NumberAgrees "number" ["agrees", "clashes", "unknown", "collective"],
    GenderAgrees "gender" ["agrees", "clashes", "unknown"],
    Kind "kind" [
        "person", "organisation", "government", "place", "group", "event", "time", "other-name", "other",
    ],
    /// Of two phrases with nouns: whether they can name the same sort of thing.
    KindMatch "kinds" ["same", "near", "clash", "unknown"],
    /// The antecedent's role, by how far back it is.
    Role "role" [
        "0:subject", "0:object", "0:oblique", "0:nominal", "0:possessor", "0:joined", "0:root", "0:other",
        "1:subject", "1:object", "1:oblique", "1:nominal", "1:possessor", "1:joined", "1:root", "1:other",
        "2:subject", "2:object", "2:oblique", "2:nominal", "2:possessor", "2:joined", "2:root", "2:other",
    ],
    /// Both have the same role, in neighbouring sentences or clauses.
    Parallel "parallel" ["subject", "object", "other", "no"],
    /// Mentions of the antecedent's entity so far.
    Size "size" ["1", "2", "3-4", "5-9", "10+"],
    /// Those in this sentence and the last two.
    Recent "recent" ["0", "1", "2", "3", "4+"],
    /// How the two stand in one sentence.
    Binding "binding" [
        "elsewhere", "co-argument", "governing-subject", "governing", "inside", "same-clause-possessor", "coordinate",
        "after-subject", "other",
    ],
    Head "head" ["same", "entity-has-same", "similar", "different", "none"],
    Modifiers "modifiers" ["none-new", "some-new", "conflict", "not-compared"],
    Text "text" ["same", "different"],
    First "first" ["yes", "no"],
    Nested "nested" ["yes", "no"],
    Quote "quote" ["both-out", "both-in", "enters", "leaves"],
    Opening "opening" ["yes", "no"],
    /// Where a clause stands that is taken up.
    Clause "clause" ["same-main", "same-other", "last-main", "last-other", "earlier", "not-a-clause"],
    /// Kind by distance.
    KindNear "kind-near" [
        "0:person", "0:thing", "0:group", "0:event", "0:time", "0:unknown",
        "1:person", "1:thing", "1:group", "1:event", "1:time", "1:unknown",
    ],
    /// How many entities that agree lie nearer.
    Rank "rank" ["first", "second", "third", "fourth+", "disagrees"],
    /// The most spoken of among those that agree.
    Top "top" ["yes", "no", "disagrees"],
    RankRole "rank-role" [
        "first:subject", "first:object", "first:other", "second:subject", "second:object", "second:other",
        "third:subject", "third:object", "third:other", "disagrees",
    ],
    FormNear "form-near" [
        "0:name", "0:same-pronoun", "0:pronoun", "0:definite", "0:indefinite", "0:clause", "0:other",
        "1:name", "1:same-pronoun", "1:pronoun", "1:definite", "1:indefinite", "1:clause", "1:other",
        "2:name", "2:same-pronoun", "2:pronoun", "2:definite", "2:indefinite", "2:clause", "2:other",
    ],
    FormRole "form-role" [
        "subject:name", "subject:same-pronoun", "subject:pronoun", "subject:definite", "subject:indefinite",
        "subject:clause", "subject:other",
        "object:name", "object:same-pronoun", "object:pronoun", "object:definite", "object:indefinite",
        "object:clause", "object:other",
        "other:name", "other:same-pronoun", "other:pronoun", "other:definite", "other:indefinite",
        "other:clause", "other:other",
    ],
    RankNear "rank-near" [
        "0:first", "0:second", "0:third+", "1:first", "1:second", "1:third+", "2:first", "2:second", "2:third+",
        "disagrees",
    ],
    /// What does the things that only people and their institutions do.
    Agent "agent" [
        "agent:person", "agent:body", "agent:place", "agent:event", "agent:time", "agent:name", "agent:other",
        "no-agent:person", "no-agent:body", "no-agent:place", "no-agent:event", "no-agent:time", "no-agent:name",
        "no-agent:other",
    ],
    HeadNear "head-near" [
        "same:0", "same:1-2", "same:3-8", "same:9+", "entity:0", "entity:1-2", "entity:3-8", "entity:9+", "other:0",
        "other:1-2", "other:3-8", "other:9+",
    ],
    HeadModifiers "head-modifiers" [
        "same:none-new", "same:some-new", "same:conflict", "entity:none-new", "entity:some-new", "entity:conflict", "other",
    ],
    KindNamed "kinds-named" [
        "same:name", "near:name", "clash:name", "unknown:name", "same:noun", "near:noun", "clash:noun", "unknown:noun",
    ],
    // From here on: the features of taking up nothing.
    Nothing "nothing" ["bias"],
    Pleonastic "nothing:filler" ["clause-follows", "adjective-clause", "weather", "no"],
    HeadSeen "nothing:head" ["seen", "seen-long-ago", "new"],
    After "nothing:after" ["of", "relative", "clause", "other", "none"],
    BeforeHead "nothing:before" ["modified", "superlative", "name", "plain"],
    NothingKind "nothing:kind" [
        "person", "organisation", "government", "place", "group", "event", "time", "other-name", "other",
    ],
    Opens "nothing:opens" ["yes", "no"],
    Agreeing "nothing:agreeing" ["0", "1", "2", "3+"],
    NothingRole "nothing:role" [
        "subject", "object", "oblique", "nominal", "possessor", "joined", "root", "other",
    ],
    NothingNumber "nothing:number" ["singular", "plural", "unknown"],
}

/// Features of one class.
pub(super) const WIDTH: usize = {
    let (mut sum, mut at) = (0, 0);
    while at < TEMPLATES.len() {
        sum += TEMPLATES[at].values.len();
        at += 1;
    }
    sum
};

const OFFSETS: [u16; TEMPLATES.len()] = {
    let mut offsets = [0; TEMPLATES.len()];
    let (mut sum, mut at) = (0, 0);
    while at < TEMPLATES.len() {
        offsets[at] = sum;
        sum += TEMPLATES[at].values.len() as u16;
        at += 1;
    }
    offsets
};

/// Classes of anaphor, which share no weights.
pub(super) const CLASSES: usize = 9;

pub(super) fn class_name(class: usize) -> &'static str {
    ["he", "it", "they", "his", "its", "their", "this", "the", "this-noun"]
        .get(class)
        .copied()
        .unwrap_or("unknown")
}

/// The class of an anaphor; `None` for mentions that the model does not resolve.
pub(super) fn class(document: &Document<'_>, mention: &Mention) -> Option<usize> {
    let possessive = document.token(mention, mention.head).deprel == Deprel::NmodPoss;
    Some(match (mention.form, mention.gender, mention.number) {
        (MentionForm::Pronoun, Some(Gender::Masculine | Gender::Feminine), _) => 3 * usize::from(possessive),
        (MentionForm::Pronoun, Some(Gender::Neuter), _) => 1 + 3 * usize::from(possessive),
        (MentionForm::Pronoun, _, _) => 2 + 3 * usize::from(possessive),
        (MentionForm::Demonstrative, _, _) => 6,
        (MentionForm::Definite, _, _) => 7,
        (MentionForm::Pointing, _, _) => 8,
        _ => return None,
    })
}

/// Collects the numbers of features.
pub(super) struct Collector<'a> {
    class: u16,
    pub(super) features: &'a mut Vec<u16>,
}

impl<'a> Collector<'a> {
    pub(super) fn new(class: usize, features: &'a mut Vec<u16>) -> Self {
        features.clear();
        Self { class: (class * WIDTH) as u16, features }
    }

    fn add(&mut self, feature: Feature, value: usize) {
        let template = &TEMPLATES[feature as usize];
        let value = value.min(template.values.len() - 1) as u16;
        self.features.push(self.class + OFFSETS[feature as usize] + value);
    }
}

/// A possible antecedent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) mention: usize,
    /// Mentions between.
    pub(super) hops: usize,
    /// How many entities that agree with the anaphor lie nearer; `None` for those that do not agree.
    pub(super) rank: Option<usize>,
    /// Whether no entity that agrees has more mentions.
    pub(super) top: bool,
}

/// Whether an earlier mention agrees with the anaphor as far as number, gender and kind show.
pub(super) fn agrees(
    document: &Document<'_>,
    class: usize,
    a: &Mention,
    c: &Mention,
    cluster: &Cluster,
) -> bool {
    if c.form == MentionForm::Predicate {
        return class == 6;
    }
    let kind = cluster.kind;
    let plural = c.number.or(cluster.number) == Some(Number::Plural);
    let collective = matches!(kind, EntityKind::Group | EntityKind::Organisation | EntityKind::Government);
    match class {
        0 | 3 => gender(a, cluster) != 1 && !plural && matches!(kind, EntityKind::Person | EntityKind::Other),
        1 | 4 => !plural && !matches!(kind, EntityKind::Person | EntityKind::Time) && gender(a, cluster) != 1,
        2 | 5 => (plural || collective) && kind != EntityKind::Time,
        6 => (a.number == Some(Number::Plural)) == plural && kind != EntityKind::Person,
        _ => {
            let own = lower(&document.token(a, a.head).lemma);
            let number = a.number.is_none() || (a.number == Some(Number::Plural)) == plural;
            number && (cluster.heads.contains(&own) || kinds(a.kind, kind) <= 1)
        }
    }
}

fn bucket(value: usize, edges: &[usize]) -> usize {
    edges.iter().take_while(|&&edge| value >= edge).count()
}

/// The features of taking up nothing.
pub(super) fn nothing(state: &State<'_>, anaphor: usize, agreeing: usize, out: &mut Collector<'_>) {
    let document = state.document;
    let mention = &state.mentions[anaphor];
    let tree = &document.trees[mention.sentence];
    out.add(Feature::Nothing, 0);
    out.add(Feature::Agreeing, agreeing);
    out.add(Feature::NothingRole, role(document, mention));
    out.add(Feature::Opens, usize::from(mention.first > 1));
    out.add(Feature::NothingNumber, mention.number.map_or(2, |n| n as usize));
    match mention.form {
        MentionForm::Pronoun | MentionForm::Demonstrative => {
            out.add(Feature::Pleonastic, filler(document, mention));
        }
        _ => {
            out.add(Feature::NothingKind, kind(mention.kind, mention.form == MentionForm::Name));
            let lemma = lower(&tree.tokens[mention.head].lemma);
            out.add(
                Feature::HeadSeen,
                match state.last_with_head(&lemma) {
                    Some(last) if mention.sentence > state.mentions[last].sentence + 8 => 1,
                    Some(_) => 0,
                    None => 2,
                },
            );
            let after = tree
                .children(mention.head)
                .filter(|&c| c > mention.head)
                .map(|c| match tree.tokens[c].deprel {
                    Deprel::Nmod => {
                        let of = tree.child(c, Deprel::Case).is_some_and(|p| tree.tokens[p].lemma == "of");
                        if of { 0 } else { 3 }
                    }
                    Deprel::AclRelcl => 1,
                    Deprel::Acl | Deprel::Ccomp | Deprel::Advcl => 2,
                    Deprel::NmodUnmarked | Deprel::NmodDesc | Deprel::Appos => 3,
                    _ => 4,
                })
                .min();
            out.add(Feature::After, after.unwrap_or(4));
            let before = tree
                .children(mention.head)
                .filter(|&c| c < mention.head)
                .map(|c| {
                    let token = &tree.tokens[c];
                    match token.deprel {
                        _ if token.xpos == crate::tree::Xpos::Jjs => 1,
                        Deprel::Compound | Deprel::NmodDesc if token.upos == Upos::Propn => 2,
                        Deprel::Amod | Deprel::Compound | Deprel::Nummod | Deprel::Acl => 0,
                        _ => 3,
                    }
                })
                .min();
            out.add(Feature::BeforeHead, before.unwrap_or(3));
        }
    }
}

/// The features of taking up one earlier mention.
pub(super) fn pair(state: &State<'_>, anaphor: usize, choice: &Candidate, out: &mut Collector<'_>) {
    let document = state.document;
    let Candidate { mention: candidate, hops, .. } = *choice;
    let (a, c) = (&state.mentions[anaphor], &state.mentions[candidate]);
    let cluster = &state.clusters[state.entity_of(candidate)];
    let distance = a.sentence - c.sentence;
    out.add(Feature::Distance, bucket(distance, &[1, 2, 3, 4, 5, 8, 13]));
    out.add(Feature::Hops, bucket(hops, &[1, 2, 3, 4, 6, 10, 20]));
    out.add(Feature::Form, form(document, a, c));
    out.add(Feature::NumberAgrees, number(a, c, cluster));
    out.add(Feature::GenderAgrees, gender(a, cluster));
    out.add(Feature::Kind, kind(cluster.kind, cluster.named));
    let candidate_role = role(document, c);
    out.add(Feature::Role, distance.min(2) * ROLES + candidate_role);
    out.add(Feature::Rank, choice.rank.map_or(4, |rank| rank.min(3)));
    out.add(Feature::Top, choice.rank.map_or(2, |_| usize::from(!choice.top)));
    let sort = match candidate_role {
        0 => 0,
        1 => 1,
        _ => 2,
    };
    out.add(Feature::RankRole, choice.rank.map_or(9, |rank| rank.min(2) * 3 + sort));
    out.add(Feature::RankNear, choice.rank.map_or(9, |rank| distance.min(2) * 3 + rank.min(2)));
    let shape = match form(document, a, c) {
        0 => 0,
        1 => 1,
        2..=4 => 2,
        6 | 7 => 3,
        8 | 9 => 4,
        11 => 5,
        _ => 6,
    };
    out.add(Feature::FormNear, distance.min(2) * 7 + shape);
    out.add(Feature::FormRole, sort * 7 + shape);
    let sort = match cluster.kind {
        EntityKind::Person => 0,
        EntityKind::Organisation | EntityKind::Government | EntityKind::Group => 1,
        EntityKind::Place => 2,
        EntityKind::Event => 3,
        EntityKind::Time => 4,
        EntityKind::Other if cluster.named => 5,
        EntityKind::Other => 6,
    };
    out.add(Feature::Agent, sort + 7 * usize::from(!is_agent(document, a)));
    let own_role = role(document, a);
    let parallel = if own_role != candidate_role || distance > 1 { 3 } else { own_role.min(2) };
    out.add(Feature::Parallel, parallel);
    out.add(Feature::Size, bucket(cluster.size, &[2, 3, 5, 10]));
    out.add(Feature::Recent, cluster.recent(a.sentence));
    out.add(Feature::Binding, binding(document, a, c));
    out.add(Feature::First, usize::from(!state.opens_sentence(candidate)));
    out.add(Feature::Nested, usize::from(!state.nested(candidate)));
    let quote = (document.quoted(a), document.quoted(c));
    out.add(
        Feature::Quote,
        match quote {
            (false, false) => 0,
            (true, true) => 1,
            (true, false) => 2,
            (false, true) => 3,
        },
    );
    out.add(Feature::Opening, usize::from(cluster.first_sentence > 1));
    out.add(Feature::Clause, clause(document, a, c));
    let sort = match cluster.kind {
        EntityKind::Person => 0,
        EntityKind::Organisation | EntityKind::Government | EntityKind::Group => 2,
        EntityKind::Event => 3,
        EntityKind::Time => 4,
        EntityKind::Other if cluster.named => 5,
        _ => 1,
    };
    out.add(Feature::KindNear, distance.min(1) * 6 + sort);
    if matches!(a.form, MentionForm::Definite | MentionForm::Pointing) {
        nouns(state, a, c, cluster, out);
    }
}

/// What two phrases with nouns have in common.
fn nouns(state: &State<'_>, a: &Mention, c: &Mention, cluster: &Cluster, out: &mut Collector<'_>) {
    let document = state.document;
    let own = lower(&document.token(a, a.head).lemma);
    let other = lower(&document.token(c, c.head).lemma);
    let pronoun = matches!(c.form, MentionForm::Pronoun | MentionForm::Speech | MentionForm::Relative);
    let head = if own == other {
        0
    } else if cluster.heads.contains(&own) {
        1
    } else if pronoun {
        4
    } else if own.chars().zip(other.chars()).take_while(|(a, b)| a == b).count() >= 4 {
        2
    } else {
        3
    };
    out.add(Feature::Head, head);
    let kind_match = kinds(a.kind, cluster.kind);
    out.add(Feature::KindMatch, kind_match);
    out.add(Feature::KindNamed, kind_match + 4 * usize::from(!cluster.named));
    let far = bucket(a.sentence - c.sentence, &[1, 3, 9]);
    out.add(Feature::HeadNear, head.min(2) * 4 + far);
    let modifiers = if head <= 1 { modifiers(document, a, c) } else { 3 };
    out.add(Feature::Modifiers, modifiers);
    out.add(Feature::HeadModifiers, if head <= 1 { head * 3 + modifiers } else { 6 });
    let (text, earlier) = (document.words(a), document.words(c));
    out.add(Feature::Text, usize::from(!text.eq(earlier)));
}

/// Whether the later phrase adds modifiers or contradicts the earlier one's.
fn modifiers(document: &Document<'_>, a: &Mention, c: &Mention) -> usize {
    let describing = |m: &Mention| {
        let tree = &document.trees[m.sentence];
        tree.children(m.head)
            .filter(|&i| {
                matches!(
                    tree.tokens[i].deprel,
                    Deprel::Amod
                        | Deprel::Compound
                        | Deprel::Nummod
                        | Deprel::Nmod
                        | Deprel::NmodPoss
                        | Deprel::NmodDesc
                )
            })
            .map(|i| lower(&tree.tokens[i].lemma))
            .collect::<Vec<_>>()
    };
    let (own, earlier) = (describing(a), describing(c));
    match own.iter().filter(|m| !earlier.contains(m)).count() {
        0 => 0,
        _ if earlier.is_empty() => 1,
        _ => 2,
    }
}

fn form(document: &Document<'_>, a: &Mention, c: &Mention) -> usize {
    match c.form {
        MentionForm::Name => 0,
        MentionForm::Pronoun => {
            let same = a.form == MentionForm::Pronoun && (a.gender, a.number) == (c.gender, c.number);
            if same { 1 } else { 2 }
        }
        MentionForm::Speech => 3,
        MentionForm::Relative => 4,
        MentionForm::Demonstrative => 5,
        MentionForm::Definite => 6,
        MentionForm::Pointing => 7,
        MentionForm::Possessed => 8,
        MentionForm::Indefinite if document.token(c, c.head).upos == Upos::Verb => 11,
        MentionForm::Indefinite => 9,
        MentionForm::Coordination => 10,
        MentionForm::Predicate => 11,
    }
}

fn number(a: &Mention, c: &Mention, cluster: &Cluster) -> usize {
    let collective =
        matches!(cluster.kind, EntityKind::Group | EntityKind::Organisation | EntityKind::Government);
    match (a.number, c.number.or(cluster.number)) {
        (None, _) | (_, None) => 2,
        (Some(own), Some(other)) if own == other => 0,
        (Some(Number::Plural), Some(Number::Singular)) if collective => 3,
        _ => 1,
    }
}

fn gender(a: &Mention, cluster: &Cluster) -> usize {
    match (a.gender, cluster.gender) {
        (Some(own), Some(other)) if own == other => 0,
        (Some(Gender::Masculine | Gender::Feminine), None) if cluster.kind == EntityKind::Person => 2,
        (Some(_), Some(_)) => 1,
        (Some(Gender::Neuter), None) if cluster.kind == EntityKind::Person => 1,
        _ => 2,
    }
}

pub(super) fn kind(kind: EntityKind, named: bool) -> usize {
    match kind {
        EntityKind::Person => 0,
        EntityKind::Organisation => 1,
        EntityKind::Government => 2,
        EntityKind::Place => 3,
        EntityKind::Group => 4,
        EntityKind::Event => 5,
        EntityKind::Time => 6,
        EntityKind::Other if named => 7,
        EntityKind::Other => 8,
    }
}

/// Whether two kinds can be one thing: a country is a place and a government, a team an organisation.
fn kinds(a: EntityKind, c: EntityKind) -> usize {
    use EntityKind::{Government, Group, Organisation, Other, Person, Place};
    match (a, c) {
        (Other, _) | (_, Other) => 3,
        _ if a == c => 0,
        (Government, Place | Organisation) | (Place | Organisation, Government) => 1,
        (Organisation, Group | Place) | (Group | Place, Organisation) => 1,
        (Group, Person) | (Person, Group) => 1,
        _ => 2,
    }
}

/// The grammatical role: subject, object, oblique, nominal, possessor, joined, root, other.
pub(super) fn role(document: &Document<'_>, mention: &Mention) -> usize {
    let tree = &document.trees[mention.sentence];
    let mut head = mention.head;
    // A conjunct has the role of the first.
    for _ in 0..4 {
        match (tree.tokens[head].deprel, tree.head(head)) {
            (Deprel::Conj, Some(first)) if mention.form != MentionForm::Predicate => head = first,
            _ => break,
        }
    }
    match tree.tokens[head].deprel {
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter => 0,
        Deprel::Obj | Deprel::Iobj => 1,
        Deprel::Obl | Deprel::OblAgent | Deprel::OblUnmarked => 2,
        Deprel::Nmod | Deprel::NmodUnmarked | Deprel::NmodDesc | Deprel::Compound | Deprel::Amod => 3,
        Deprel::NmodPoss => 4,
        Deprel::Conj | Deprel::Appos | Deprel::List => 5,
        Deprel::Root => 6,
        _ => 7,
    }
}

/// Whether the mention is the subject of a verb that asks for a will.
fn is_agent(document: &Document<'_>, mention: &Mention) -> bool {
    let tree = &document.trees[mention.sentence];
    tree.tokens[mention.head].deprel == Deprel::Nsubj
        && tree.head(mention.head).is_some_and(|verb| {
            let lemma = tree.tokens[verb].lemma.as_str();
            is_reporting(lemma)
                || matches!(
                    lemma,
                    "plan"
                        | "want"
                        | "agree"
                        | "decide"
                        | "refuse"
                        | "demand"
                        | "accuse"
                        | "intend"
                        | "seek"
                        | "try"
                        | "know"
                        | "feel"
                        | "expect"
                        | "wish"
                        | "need"
                        | "like"
                        | "love"
                        | "fear"
                        | "denounce"
                        | "condemn"
                        | "reject"
                        | "accept"
                        | "support"
                        | "oppose"
                        | "offer"
                        | "deny"
                        | "call"
                        | "sign"
                        | "recognize"
                        | "recognise"
                        | "expel"
                        | "invite"
                        | "summon"
                        | "appoint"
                        | "elect"
                        | "fight"
                        | "attack"
                        | "arrest"
                        | "help"
                        | "work"
                        | "speak"
                        | "vote"
                        | "meet"
                        | "visit"
                        | "withdraw"
                )
        })
}

/// How the two stand to each other in one sentence.
fn binding(document: &Document<'_>, a: &Mention, c: &Mention) -> usize {
    if a.sentence != c.sentence {
        return 0;
    }
    let tree = &document.trees[a.sentence];
    if c.first <= a.first && a.last <= c.last {
        return 4;
    }
    let possessive = tree.tokens[a.head].deprel == Deprel::NmodPoss;
    let governor = tree.head(a.head);
    if !possessive && governor.is_some() && governor == tree.head(c.head) {
        let joined = tree.tokens[a.head].deprel == Deprel::Conj || tree.tokens[c.head].deprel == Deprel::Conj;
        return if joined { 6 } else { 1 };
    }
    let clause = tree.clause(a.head);
    if clause.is_some() && clause == tree.clause(c.head) {
        return if possessive { 5 } else { 8 };
    }
    let subject = matches!(tree.tokens[c.head].deprel, Deprel::Nsubj | Deprel::NsubjPass);
    match tree.head(c.head) {
        Some(above) if tree.below(a.head, above) => {
            if subject {
                2
            } else {
                3
            }
        }
        _ if subject => 7,
        _ => 8,
    }
}

/// Where a clause that might be taken up stands.
fn clause(document: &Document<'_>, a: &Mention, c: &Mention) -> usize {
    if c.form != MentionForm::Predicate {
        return 5;
    }
    let main = document.token(c, c.head).head.is_none();
    match (a.sentence - c.sentence, main) {
        (0, true) => 0,
        (0, false) => 1,
        (1, true) => 2,
        (1, false) => 3,
        _ => 4,
    }
}

/// The constructions in which *it* stands for nothing.
fn filler(document: &Document<'_>, mention: &Mention) -> usize {
    let tree = &document.trees[mention.sentence];
    let token = &tree.tokens[mention.head];
    if !token.lemma.eq_ignore_ascii_case("it") {
        return 3;
    }
    if token.deprel == Deprel::Expl {
        return 0;
    }
    let Some(predicate) = tree.head(mention.head) else { return 3 };
    let clausal = tree.children(predicate).any(|c| {
        c > mention.head && matches!(tree.tokens[c].deprel, Deprel::Csubj | Deprel::CsubjPass | Deprel::Ccomp)
            || c > predicate && tree.tokens[c].deprel == Deprel::Advcl && tree.has(c, Deprel::Mark)
    });
    if clausal {
        return if tree.tokens[predicate].upos == Upos::Adj { 1 } else { 0 };
    }
    let weather = matches!(
        tree.tokens[predicate].lemma.as_str(),
        "rain" | "snow" | "seem" | "appear" | "turn" | "time" | "late" | "dark" | "cold" | "o'clock"
    );
    if weather { 2 } else { 3 }
}
