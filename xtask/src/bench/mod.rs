//! Measurements of speed and memory. They say what is, and fail nothing: a machine's timing is no test.

mod child;
mod coder;

use anyhow::Result;

/// Options of `bench`: those of the coder's measurement, unless another subject is named.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Options {
    #[command(subcommand)]
    subject: Option<Subject>,
    #[command(flatten)]
    coder: coder::Options,
}

/// What `bench` measures.
#[derive(Debug, clap::Subcommand)]
enum Subject {
    /// Raw text to claims: sentences a second, memory, time to the first claim. The default.
    Coder(coder::Options),
}

/// Measures.
pub(crate) fn run(options: &Options) -> Result<()> {
    match &options.subject {
        None => coder::run(&options.coder),
        Some(Subject::Coder(options)) => coder::run(options),
    }
}
