//! Measurements of quality.

pub(crate) mod alignment;
mod casebook;
mod null;
mod parse;
mod robust;

use anyhow::{Context, Result};
use legation_language::Parser;
use std::path::Path;

/// What `eval` measures.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Subject {
    /// Tokens, sentences, tags, lemmas and trees against the treebanks' dev files, as the UD evaluation script counts.
    Parse(parse::Options),
    /// The casebook's pass rates, and what fails.
    Casebook(casebook::Options),
    /// The examples in the acts' own files, and those that fail.
    Acts(casebook::ActOptions),
    /// Claims made of text without politics: the treebank's reviews and answers.
    Null(null::Options),
    /// Whether anything breaks the coder: every text there is, and many that have been tampered with.
    Robust(robust::Options),
}

/// Measures.
pub(crate) fn run(subject: &Subject) -> Result<()> {
    match subject {
        Subject::Parse(options) => parse::run(options),
        Subject::Casebook(options) => casebook::run(options),
        Subject::Acts(options) => casebook::run_acts(options),
        Subject::Null(options) => null::run(options),
        Subject::Robust(options) => robust::run(options),
    }
}

/// The parser with the model of a file.
fn parser_from(path: &Path) -> Result<Parser> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Parser::from_bytes(bytes).with_context(|| path.display().to_string())
}
