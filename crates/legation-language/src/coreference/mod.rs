//! Who is meant by "he", "its", "the group", "the two countries", "the move": links between mentions in a document.
//!
//! [`resolve`] finds the mentions of a parsed document, adds what the caller knows of them, and gives every pronoun and
//! definite phrase its antecedents. Names are matched by rule (part of a name, a title, an acronym given in brackets),
//! as are appositions, relative pronouns, speakers, pairs ("both sides") and acts ("the decision"); pronouns and
//! definite phrases otherwise go to the best of the earlier mentions by a linear model over few and readable features,
//! or to none. The weights are in `weights.tsv`, written by the training command.
//!
//! Scores are shares of a softmax computed without the platform's mathematics library, so that the same text gives the
//! same bytes everywhere.

mod acts;
mod describe;
mod features;
mod mentions;
mod names;
mod nouns;
mod resolver;
mod sets;
mod sorts;
pub mod training;
mod tree;
mod weights;

pub use mentions::find_mentions;
pub use resolver::{resolve, resolve_mentions};
pub use weights::{Weights, WeightsError};

/// What an expression refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityKind {
    /// One or more persons.
    Person,
    /// A company, agency, party, court, church and the like.
    Organisation,
    /// A government or a country as an actor.
    Government,
    /// A location.
    Place,
    /// People taken together: a team, a militia, a delegation.
    Group,
    /// An act or event.
    Event,
    /// A time.
    Time,
    /// Anything else, or unknown.
    Other,
}

/// Grammatical number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Number {
    /// One.
    Singular,
    /// Several.
    Plural,
}

/// Which of *he*, *she* and *it* takes the expression up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Gender {
    /// *he*
    Masculine,
    /// *she*
    Feminine,
    /// *it*
    Neuter,
}

/// The shape of a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MentionForm {
    /// A proper name, with its titles.
    Name,
    /// A personal or possessive pronoun of the third person.
    Pronoun,
    /// *I*, *we*, *you* and their forms.
    Speech,
    /// *who*, *which*, *that* in a relative clause.
    Relative,
    /// *this*, *that*, *these*, *those* standing alone.
    Demonstrative,
    /// A phrase with *the*.
    Definite,
    /// A phrase with *this*, *that*, *these*, *those*, *such* or *both*.
    Pointing,
    /// A phrase with a possessor: *his decision*.
    Possessed,
    /// Any other phrase.
    Indefinite,
    /// Several phrases joined by *and* or *or*.
    Coordination,
    /// A clause by its predicate, as the antecedent of "this" or "the move".
    Predicate,
}

/// What the caller knows of a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownMention {
    /// Index of the sentence.
    pub sentence: usize,
    /// Index of its first token.
    pub first: usize,
    /// Index of its last token, inclusive.
    pub last: usize,
    /// What it refers to.
    pub kind: EntityKind,
    /// Its number, if known.
    pub number: Option<Number>,
    /// Its gender, if known.
    pub gender: Option<Gender>,
    /// Whatever identifies the entity to the caller: mentions with one key corefer.
    pub key: u32,
}

/// An expression that refers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Index of the sentence.
    pub sentence: usize,
    /// Index of its first token.
    pub first: usize,
    /// Index of its last token, inclusive.
    pub last: usize,
    /// Index of its head token.
    pub head: usize,
    /// Its shape.
    pub form: MentionForm,
    /// What it refers to, as far as it shows by itself.
    pub kind: EntityKind,
    /// Its number.
    pub number: Option<Number>,
    /// Its gender.
    pub gender: Option<Gender>,
    /// The caller's key.
    pub key: Option<u32>,
}

/// Why two mentions were linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LinkBasis {
    /// The caller gave both the same key.
    Known,
    /// One name repeats the other or a part of it, or abbreviates it.
    Name,
    /// An apposition, or a definite phrase after a copula.
    Apposition,
    /// A relative pronoun and the noun its clause modifies.
    Relative,
    /// *I* or *we* in a quotation and its speaker.
    Speaker,
    /// A plural taken up by several antecedents: "the two countries".
    Set,
    /// A phrase for an act, and the predicate that told of it.
    Act,
    /// The ranking model.
    Ranked,
}

/// A mention and what it takes up.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Index of the mention in [`Coreference::mentions`].
    pub mention: usize,
    /// Indices of its antecedents, in order; more than one for a pair or a list.
    pub antecedents: Vec<usize>,
    /// Why.
    pub basis: LinkBasis,
    /// 0 to 1: the model's share for this antecedent, or the rule's standing.
    pub score: f32,
}

/// The mentions of a document and the links between them.
#[derive(Debug, Clone, Default)]
pub struct Coreference {
    /// The mentions in the order of the text, the longer first where two start together.
    pub mentions: Vec<Mention>,
    /// The links in the order of their mentions; at most one for each.
    pub links: Vec<Link>,
    /// For each mention, the number of its entity; mentions of one entity share it.
    pub entities: Vec<usize>,
    /// For each entity, the caller's key.
    keys: Vec<Option<u32>>,
}

impl Coreference {
    /// The link of a mention; `None` where it takes up nothing.
    pub fn link_of(&self, mention: usize) -> Option<&Link> {
        let at = self.links.binary_search_by_key(&mention, |link| link.mention).ok()?;
        Some(&self.links[at])
    }

    /// The caller's keys that a mention stands for, directly or through its antecedents, in order and without repeats.
    pub fn keys(&self, mention: usize) -> Vec<u32> {
        let mut keys = Vec::new();
        self.collect_keys(mention, &mut keys, 0);
        keys
    }

    fn collect_keys(&self, mention: usize, keys: &mut Vec<u32>, depth: usize) {
        let (Some(found), Some(&entity)) = (self.mentions.get(mention), self.entities.get(mention)) else {
            return;
        };
        let own = found.key.or(self.keys.get(entity).copied().flatten());
        match own {
            Some(key) if !keys.contains(&key) => keys.push(key),
            Some(_) => {}
            None if depth < 8 => {
                for &antecedent in self.link_of(mention).map_or(&[][..], |link| &link.antecedents) {
                    self.collect_keys(antecedent, keys, depth + 1);
                }
            }
            None => {}
        }
    }
}
