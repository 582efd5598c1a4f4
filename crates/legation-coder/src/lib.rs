//! Text to claims: mentions, frames, roles, status, attribution, time, coreference, confidence.
//!
//! The coder is a function of the document, the lexicon and the language model: it never reads the clock, the disk or the
//! network, and gives the same claims on every machine.

mod anaphora;
mod attribution;
pub mod casebook;
mod claims;
mod clause;
pub mod confidence;
mod dateline;
mod ellipsis;
mod event;
pub mod examples;
mod frame;
mod grammar;
mod mend;
mod mention;
mod offsets;
mod predicate;
mod quotation;
mod sentence;
pub mod soundness;
mod status;
mod told;
pub mod variation;
mod when;

pub use claims::Coder;
