//! The claim: who did what to whom, when, says who, how sure, in which sentence.

use crate::act::labels;
use crate::{Act, Actor, DocumentRef, Span, TimeSpan};

labels! {
    /// Whether the text says that the act happened.
    Status {
        /// It happened.
        Done = "done",
        /// It did not happen, or somebody denies it.
        Denied = "denied",
        /// Somebody means to do it.
        Intended = "intended",
        /// Somebody asks for it.
        Requested = "requested",
        /// It depends on something else.
        Conditional = "conditional",
        /// It may happen.
        Possible = "possible",
        /// It happens in general; no event is reported.
        Generic = "generic",
    }
}

/// One link of an attribution chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// Who says it: the actor's name where it resolves, the words otherwise.
    pub who: String,
    /// The reporting word ("confirmed", "according to"), as written.
    pub verb: String,
    /// Where the speaker stands in the text.
    pub span: Span,
}

/// The sentence that a claim was read in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceRef {
    /// Its number in the document, from 0.
    pub index: usize,
    /// Where it is.
    pub span: Span,
}

/// Where the act took place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Name.
    pub name: String,
    /// ISO 3166-1 alpha-3 code of the country, where known.
    pub country: Option<String>,
    /// First character.
    pub start: usize,
    /// Past the last character.
    pub end: usize,
}

/// Why the coder made the claim: enough to find and mend the cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Because {
    /// The lexicon entry that fired: the act's file and the frame's number in it, from 1 (`grant-agrement#2`).
    pub frame: String,
    /// How the roles were found: paths over the predicate's normal form (`actor=agent recipient=object/poss`).
    pub path: String,
}

/// Who coded the claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coder {
    /// Program or person.
    pub name: String,
    /// Version.
    pub version: String,
}

/// One claim. Its JSON form is [`crate::v1`].
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// A fingerprint of document, span, act, actor and recipient.
    pub id: String,
    /// Shared by the claims of one document that report the same event.
    pub event: String,
    /// The document.
    pub document: DocumentRef,
    /// The sentence.
    pub sentence: SentenceRef,
    /// Who acted; `None` where the text does not say.
    pub actor: Option<Actor>,
    /// On whom; `None` where nobody.
    pub recipient: Option<Actor>,
    /// What was done.
    pub act: Act,
    /// Whether it happened.
    pub status: Status,
    /// Who says so, innermost speaker first; empty where the text says it by itself.
    pub attribution: Vec<Speaker>,
    /// When.
    pub time: TimeSpan,
    /// Where.
    pub place: Option<Place>,
    /// Probability that the claim is right, 0 to 1.
    pub confidence: f64,
    /// Why the claim was made.
    pub because: Because,
    /// Who coded it.
    pub coder: Coder,
}
