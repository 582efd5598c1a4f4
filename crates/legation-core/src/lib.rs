//! The nouns of Legation: documents, claims, actors, acts, statuses, times.
//!
//! No I/O, and no logic beyond the nouns' own. The public JSON form of a claim is in [`v1`]; every other crate
//! works with the types here. Offsets count Unicode scalar values from the start of the document's text, end
//! exclusive.

mod act;
mod actor;
mod claim;
mod date;
mod document;
mod identity;
pub mod v1;

pub use act::{Act, Quad, RootType};
pub use actor::{Actor, Quantifier, Sector};
pub use claim::{Because, Claim, Coder, Place, SentenceRef, Speaker, Status};
pub use date::{
    Basis, MONTHS, ParsePublishedError, Precision, TimeSpan, day_in_words, month_name, parse_published,
};
pub use document::{Document, DocumentRef};
pub use identity::Fingerprint;

/// A stretch of the document's text.
///
/// `start` and `end` count Unicode scalar values from the document's start; `end` is exclusive. `text` is the
/// text between them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// First character.
    pub start: usize,
    /// Past the last character.
    pub end: usize,
    /// The words themselves.
    pub text: String,
}
