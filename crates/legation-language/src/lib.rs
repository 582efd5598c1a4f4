//! English for Legation: sentences, tokens, tags, lemmas, dependency trees, time expressions, coreference.
//!
//! This crate knows no politics, and does no I/O: text in, trees out.

pub mod conllu;
pub mod coreference;
pub mod lemma;
pub mod model;
pub mod network;
mod parser;
pub mod segment;
pub mod time;
pub mod tree;

pub use model::ModelError;
pub use parser::{LONGEST, Parser};
pub use tree::{Deprel, Multiword, Sentence, Token, UnknownLabel, Upos, Xpos};
