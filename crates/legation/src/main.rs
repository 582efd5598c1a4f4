//! The command line of Legation: arguments in, exit code out. What is done stands in the other crates.

mod arguments;
mod code;
mod lookup;
mod messages;
mod parse;
mod terminal;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Command};
use messages::Exit;

fn main() -> ExitCode {
    let exit = match Arguments::parse().command {
        Command::Code(arguments) => code::run(&arguments),
        Command::Parse(arguments) => parse::run(&arguments),
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
