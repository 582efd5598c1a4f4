//! What maintainers run: train, bench, eval.

mod bench;
mod corpus;
mod eval;
mod map_shapes;
mod train;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", about = "What maintainers run")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Trains the English model from the treebanks.
    Train(train::Options),
    /// Trains the coreference weights from the treebank's chains.
    TrainCoreference(train::coreference::Options),
    /// Fits the model of confidence to the casebook.
    TrainConfidence(train::confidence::Options),
    /// Projects the shapes of the world's states for `legation map`.
    MapShapes(map_shapes::Options),
    /// Measures speed and memory.
    Bench(bench::Options),
    /// Measures quality.
    #[command(subcommand)]
    Eval(eval::Subject),
}

fn main() -> Result<()> {
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_target(false).init();
    match Arguments::parse().command {
        Command::Train(options) => train::run(&options),
        Command::TrainCoreference(options) => train::coreference::run(&options),
        Command::TrainConfidence(options) => train::confidence::run(&options),
        Command::MapShapes(options) => map_shapes::run(&options),
        Command::Bench(options) => bench::run(&options),
        Command::Eval(subject) => eval::run(&subject),
    }
}
