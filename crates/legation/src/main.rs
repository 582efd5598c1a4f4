//! The command line of Legation: arguments in, exit code out. What is done stands in the other crates.

mod arguments;
mod ask;
mod by_hand;
mod code;
mod coded;
mod coding;
mod export;
mod lookup;
mod map;
mod messages;
mod parse;
mod record;
mod terminal;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Command};
use messages::Exit;

fn main() -> ExitCode {
    let exit = match Arguments::parse().command {
        Command::Code(arguments) => code::run(&arguments),
        Command::Parse(arguments) => parse::run(&arguments),
        Command::Add(arguments) => record::add(&arguments),
        Command::Demo(arguments) => record::demo(&arguments),
        Command::Conflicts(arguments) => ask::conflicts(&arguments),
        Command::Diff(arguments) => ask::diff(&arguments),
        Command::Retract(arguments) => by_hand::retract(&arguments),
        Command::Correct(arguments) => by_hand::correct(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Show(arguments) => ask::show(&arguments),
        Command::Timeline(arguments) => ask::timeline(&arguments),
        Command::Why(arguments) => ask::why(&arguments),
        Command::Map(arguments) => map::run(&arguments),
        Command::Acts => lookup::acts(),
        Command::Act(arguments) => lookup::act(&arguments),
        Command::Lexicon(arguments) => lookup::name(&arguments),
    };
    ExitCode::from(match exit {
        Exit::Done => 0,
        Exit::SomeFailed => 1,
        Exit::Usage => 2,
    })
}
