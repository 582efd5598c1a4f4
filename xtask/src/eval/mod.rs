//! Measurements of quality.

pub(crate) mod alignment;
mod casebook;
mod conflicts;
mod demonstration;
mod null;
mod parse;
mod robust;
mod states;

use anyhow::{Context, Result, anyhow};
use legation_language::Parser;
use legation_lexicon::{Lexicon, compile};
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
    /// The demonstration corpus against its table of expected states.
    States(states::Options),
    /// The contradictions in the demonstration corpus, with the sentences of both sides.
    Conflicts(conflicts::Options),
}

/// Measures.
pub(crate) fn run(subject: &Subject) -> Result<()> {
    match subject {
        Subject::Parse(options) => parse::run(options),
        Subject::Casebook(options) => casebook::run(options),
        Subject::Acts(options) => casebook::run_acts(options),
        Subject::Null(options) => null::run(options),
        Subject::Robust(options) => robust::run(options),
        Subject::States(options) => states::run(options),
        Subject::Conflicts(options) => conflicts::run(options),
    }
}

/// The parser with the model of a file.
pub(crate) fn parser_from(path: &Path) -> Result<Parser> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    Parser::from_bytes(bytes).with_context(|| path.display().to_string())
}

/// A lexicon compiled from its files.
pub(crate) fn lexicon_from(folder: &Path) -> Result<Lexicon> {
    let files = compile::read_folder(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut compilation = compile::Compilation::new();
    for (name, text) in &files {
        compilation.add_file(name, text);
    }
    compilation.finish();
    let (data, errors) = compilation.into_parts();
    match errors.first() {
        None => Ok(Lexicon::new(data)),
        Some(first) => Err(anyhow!("{}/{first} (and {} more)", folder.display(), errors.len() - 1)),
    }
}
