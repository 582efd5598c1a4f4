//! Measurements of quality.

pub(crate) mod alignment;
mod parse;

use anyhow::Result;

/// What `eval` measures.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Subject {
    /// Tokens, sentences, tags, lemmas and trees against the treebanks' dev files, as the UD evaluation script counts.
    Parse(parse::Options),
}

/// Measures.
pub(crate) fn run(subject: &Subject) -> Result<()> {
    match subject {
        Subject::Parse(options) => parse::run(options),
    }
}
