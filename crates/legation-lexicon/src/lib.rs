//! What the world calls things: actors with dates, offices, agents, acts and their frames.
//!
//! The files of `lexicon/` are compiled into the crate; [`Lexicon::embedded`] gives them, and a user's dictionaries add to
//! a copy. [`Lexicon::names_in`] finds names in text.

pub mod compile;
pub mod data;
pub mod index;
mod lexicon;
pub mod names;
mod search;

pub use compile::SourceError;
pub use lexicon::{Lexicon, WordSet};
pub use search::NameMatch;
