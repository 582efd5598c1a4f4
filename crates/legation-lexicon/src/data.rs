//! The compiled lexicon: what the build embeds, and what a user's dictionary adds to.

use serde::{Deserialize, Serialize};

/// A day as the number `yyyymmdd`; 0 and 99991231 stand for open ends.
pub type Day = u32;

/// Days between which something holds, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validity {
    /// First day; 0 where open.
    pub from: Day,
    /// Last day; 99991231 where open.
    pub to: Day,
}

impl Validity {
    /// Always.
    pub const ALWAYS: Self = Self { from: 0, to: 99_991_231 };

    /// Whether some day of the interval `from..=to` falls inside.
    pub const fn meets(self, from: Day, to: Day) -> bool {
        self.from <= to && from <= self.to
    }
}

/// What an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum EntityKind {
    /// A state or territory.
    State,
    /// A government that is an actor of its own.
    Government,
    /// An international organisation, its organ, a company, an NGO.
    Organisation,
    /// An armed or proscribed group.
    Group,
    /// A person.
    Person,
    /// A party or other domestic body known by name.
    Party,
}

/// An office that a person held.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Country, government or organisation id.
    pub owner: String,
    /// Office code: `head-of-state`, `foreign-minister`, ...
    pub office: String,
    /// The office's title, as it is called.
    pub title: String,
    /// When.
    pub validity: Validity,
}

/// Somebody or something with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// `AFG`, `AFG.islamic-emirate`, `org.sco`, `group.isis-k`, `person.amir-khan-muttaqi`.
    pub id: String,
    /// The usual name.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Alpha-3 of its country, the main one first where a group acts in several; empty for international bodies.
    pub countries: Vec<String>,
    /// PLOVER sector code.
    pub sector: String,
    /// Parent organisation or group.
    pub parent: Option<String>,
    /// Alpha-3 of the countries where an international body has its mission; empty for others.
    pub missions: Vec<String>,
    /// When a government governs its state; when a party governs.
    pub holds: Vec<Validity>,
    /// The movement that a government's names stand for while it does not govern.
    pub movement: Option<String>,
    /// Whether a government's relations began anew with it: its predecessor's missions did not pass to it.
    pub breaks: bool,
    /// Offices held, for persons.
    pub terms: Vec<Term>,
}

/// In what way a name stands for its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum NameRole {
    /// A proper name of it.
    Name,
    /// An adjective before a noun.
    Adjective,
    /// Its people.
    People,
    /// Its capital: the government where it acts, a place in a place phrase.
    Capital,
    /// A seat of power that stands for the government.
    Metonym,
    /// A seat or proper name of one branch.
    Branch,
    /// Its legislature.
    Legislature,
    /// Its forces or security services.
    Military,
    /// A person's surname alone.
    Surname,
    /// A place in it, never the government.
    Place,
}

/// One name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// As written in the lexicon.
    pub text: String,
    /// Number of the entity in [`Data::entities`].
    pub entity: u32,
    /// How it stands for it.
    pub role: NameRole,
    /// Sector code that the name gives in place of the entity's own; empty where it gives none.
    pub sector: String,
    /// When the name was in use.
    pub validity: Validity,
    /// Whether it often means something else.
    pub ambiguous: bool,
}

/// What an agent noun names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AgentKind {
    /// One person, or persons ("lawmaker").
    Person,
    /// A body ("ministry").
    Body,
    /// A crowd ("protesters").
    Crowd,
    /// A thing that acts for its owner ("vessel").
    Asset,
}

/// A common noun, or phrase, that makes an actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    /// Lower-case singular phrase.
    pub phrase: String,
    /// PLOVER sector code.
    pub sector: String,
    /// What it names.
    pub kind: AgentKind,
    /// Whether it is an actor only with an owner.
    pub needs_owner: bool,
    /// Whether it is a branch of government ("foreign ministry"), which stands for the government itself.
    pub branch: bool,
}

/// A ministry or branch of government, the same for every state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// Its id: `foreign-ministry`.
    pub id: String,
    /// PLOVER sector code.
    pub sector: String,
}

/// A phrase for which a dictionary has text left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discard {
    /// The phrase.
    pub phrase: String,
    /// Whether the whole story is left out, not only the sentence.
    pub story: bool,
}

/// A class of words that frames name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Class {
    /// Its name, without the `@`.
    pub name: String,
    /// Lower-case lemmas and phrases.
    pub words: Vec<String>,
}

/// What an argument of a frame must be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Filler {
    /// A lemma or a phrase, lower case.
    Word(String),
    /// A class, by its number in [`Data::classes`].
    Class(u32),
    /// There, and not this lemma or phrase.
    NotWord(String),
    /// There, and none of this class.
    NotClass(u32),
    /// Anything, but there.
    Any,
    /// A mention of an actor.
    Actor,
    /// Absent.
    Absent,
}

/// One step of a path from a predicate to a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// The agent of the predicate in normal form.
    Agent,
    /// Its object.
    Object,
    /// Its clause.
    Complement,
    /// A noun under this preposition.
    Preposition(String),
    /// The possessor of a noun.
    Possessor,
    /// A country adjective or compound before a noun.
    Modifier,
    /// An apposition.
    Apposition,
    /// What is coordinated with a noun.
    Conjunct,
    /// The indirect object ("granted **Palestine** recognition").
    Indirect,
    /// The state in which a place lies.
    State,
    /// Whoever did the last act told to the one who acts now.
    Reply,
    /// Any depth below.
    Anywhere,
    /// No path: the role is empty by design.
    Nobody,
}

impl std::fmt::Display for Step {
    /// As the step is written in an act's file.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Agent => "agent",
            Self::Object => "object",
            Self::Complement => "complement",
            Self::Preposition(word) => word,
            Self::Possessor => "poss",
            Self::Modifier => "amod",
            Self::Apposition => "appos",
            Self::Conjunct => "and",
            Self::Indirect => "iobj",
            Self::State => "state",
            Self::Reply => "reply",
            Self::Anywhere => "",
            Self::Nobody => "none",
        })
    }
}

/// A path as it is written in an act's file.
pub fn path_text(steps: &[Step]) -> String {
    steps.iter().map(ToString::to_string).collect::<Vec<_>>().join("/")
}

/// How an act is put into words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// The sentence that illustrates it.
    pub example: String,
    /// Verb lemmas, each with its particles or prepositions.
    pub verbs: Vec<Vec<String>>,
    /// Nominal predicates, each one or several words, the head last.
    pub nouns: Vec<Vec<String>>,
    /// Predicate adjectives.
    pub adjectives: Vec<Vec<String>>,
    /// Arguments that must be filled: the step, and what may fill it.
    pub arguments: Vec<(Step, Vec<Filler>)>,
    /// One of these must stand under the predicate.
    pub near: Vec<Filler>,
    /// None of these may.
    pub unless: Vec<Filler>,
    /// Where the actor is; paths tried in order.
    pub actor: Vec<Vec<Step>>,
    /// Where the recipient is.
    pub recipient: Vec<Vec<Step>>,
    /// Kinds that the actor may be; empty for any.
    pub actor_is: Vec<String>,
    /// Kinds that the recipient may be.
    pub recipient_is: Vec<String>,
    /// Whether actor and recipient each do it to the other.
    pub symmetric: bool,
    /// How many different countries and organisations its parties must be at least.
    pub parties: usize,
    /// Whether it holds only where somebody is found to have done the act.
    pub needs_actor: bool,
    /// Whether it holds only where somebody is found to have undergone the act.
    pub needs_recipient: bool,
    /// Other acts that the same words tell, by their numbers in [`Data::acts`].
    pub also: Vec<u32>,
    /// PLOVER type, where it differs from the act's.
    pub root: Option<String>,
    /// The act's code, where it differs from the file's.
    pub code: Option<String>,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Contexts.
    pub contexts: Vec<String>,
    /// Intensity.
    pub intensity: f64,
    /// Status that the words themselves carry.
    pub status: Option<String>,
}

/// One act: a file of `lexicon/acts`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActEntry {
    /// Its code: `grant-agrement`, or a PLOVER type.
    pub code: String,
    /// Its name in words.
    pub name: String,
    /// What it is.
    pub definition: String,
    /// Where the definition comes from.
    pub source: String,
    /// PLOVER root type.
    pub root: String,
    /// Nearest CAMEO code; empty where none.
    pub cameo: String,
    /// Whether it is one of the diplomatic acts, which win over the PLOVER types on the same words.
    pub diplomatic: bool,
    /// Whether it may befall firms, parties and persons of any state as well as governments.
    pub falls_on_anyone: bool,
    /// What refusing it is.
    pub opposite: Option<String>,
    /// The other side of the same event, done by the recipient ("visit" and "host-visit").
    pub converse: Option<String>,
    /// Its frames.
    pub frames: Vec<Frame>,
    /// Sentences that must give the act.
    pub must: Vec<String>,
    /// Sentences that must not.
    pub must_not: Vec<String>,
    /// Sentences that must give the act, and are known not to yet.
    pub hard_must: Vec<String>,
    /// Sentences that must not give it, and are known to.
    pub hard_must_not: Vec<String>,
}

/// Which side of an act receives the other's mission, recognises it, strains it or lists it: the host of the pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Host {
    /// The act's actor.
    Actor,
    /// The act's recipient.
    Recipient,
    /// Each of the other.
    Each,
}

/// How an act moves a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Change {
    /// To this level at least.
    Raises,
    /// To this level at most.
    Lowers,
    /// To this level.
    Sets,
}

/// What a party of an act is, as far as axes tell parties apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PartyKind {
    /// A state as such.
    State,
    /// A government that is an actor of its own.
    Government,
    /// An armed or proscribed group.
    Group,
    /// An organisation.
    Organisation,
    /// A named person.
    Person,
    /// Somebody known by description: "three officials", "a bank".
    Other,
}

/// What an act that took place does to the level of a pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// Codes of the acts.
    pub acts: Vec<String>,
    /// Who the host is.
    pub host: Host,
    /// Up, down or to.
    pub change: Change,
    /// Number of the level in [`Axis::levels`].
    pub level: u32,
    /// Levels that it doesn't move away from.
    pub unless_level: Vec<u32>,
    /// Words or phrases, lower case, one of which the claim's sentence must hold; empty for no condition.
    pub said: Vec<String>,
    /// Words or phrases none of which it may hold.
    pub unless_said: Vec<String>,
    /// What the recipient must be; empty for anything.
    pub recipient: Vec<PartyKind>,
    /// Why, for readers.
    pub note: String,
}

/// One level of an axis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// `R5`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it means.
    pub text: String,
    /// Days without support after which it is stale; `None` for never.
    pub stale_after: Option<u32>,
}

/// A level below which a pair cannot be while another axis stands at some level or above.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Floor {
    /// Code of the other axis.
    pub axis: String,
    /// Code of its level.
    pub at: String,
    /// Number of the level of this axis.
    pub level: u32,
}

/// Acts that must have come before one that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Implication {
    /// Code of the act.
    pub act: String,
    /// Codes of the acts before it, in their order.
    pub implies: Vec<String>,
}

/// Acts that follow on one another in one course of things, as agrément, arrival and credentials do in a posting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stages {
    /// What the course is, in words: "the posting of an ambassador".
    pub name: String,
    /// Codes of its acts, the earliest first.
    pub acts: Vec<String>,
    /// Those of its acts that the host does; the others are done by the side whose course it is. It matters only where both occur.
    pub by_host: Vec<String>,
    /// Whether both sides do it together, so that either may be named first.
    pub mutual: bool,
    /// Whether no stage can come before the one that stands before it.
    pub strict: bool,
    /// Whether two of its stages cannot fall on one day.
    pub apart: bool,
    /// Whether it is one person's, so that two persons' courses are two.
    pub personal: bool,
    /// Words that tell one such course from another: "embassy", "consulate". Claims that share none of theirs are of two courses.
    pub told_apart_by: Vec<String>,
    /// Codes of the acts after which it may begin anew.
    pub undone_by: Vec<String>,
    /// Days within which it does not begin anew without one of them.
    pub within: u32,
}

/// One axis on which the state of a directed pair, host to government, is kept: a file of `lexicon/axes`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Axis {
    /// `representation`.
    pub code: String,
    /// The letter of its levels' codes.
    pub letter: String,
    /// Its name.
    pub name: String,
    /// What it measures.
    pub definition: String,
    /// Its levels, the lowest first.
    pub levels: Vec<Level>,
    /// What moves it.
    pub moves: Vec<Move>,
    /// What it cannot be below.
    pub floors: Vec<Floor>,
    /// What acts imply.
    pub implications: Vec<Implication>,
    /// Which acts follow on one another.
    pub stages: Vec<Stages>,
}

/// Everything.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Data {
    /// Entities, in the files' order.
    pub entities: Vec<Entity>,
    /// Their names.
    pub names: Vec<Name>,
    /// Agent nouns and branches.
    pub agents: Vec<Agent>,
    /// Word classes.
    pub classes: Vec<Class>,
    /// Acts.
    pub acts: Vec<ActEntry>,
    /// Axes of the state of a pair.
    pub axes: Vec<Axis>,
    /// Words that mark each PLOVER context.
    pub contexts: Vec<Class>,
    /// Branches of government.
    pub branches: Vec<Branch>,
    /// Phrases for which text is left out; only dictionaries give them.
    pub discards: Vec<Discard>,
    /// How many of the names are embedded ones; `None` where no dictionary has added any.
    pub embedded_names: Option<u32>,
}
