//! `legation act`, `acts` and `lexicon`: what the lexicon holds.

use std::io::{self, Write as _};

use legation_formats::cards;
use legation_lexicon::Lexicon;

use crate::arguments::{ActArguments, LexiconArguments};
use crate::messages::{Exit, Failure, end_if_unread};

pub(crate) fn acts() -> Exit {
    show(&cards::acts(Lexicon::embedded()))
}

pub(crate) fn act(arguments: &ActArguments) -> Exit {
    let lexicon = Lexicon::embedded();
    match cards::act(lexicon, &arguments.code) {
        Some(card) => show(&card),
        None => {
            Failure::UnknownAct(&arguments.code, cards::similar_acts(lexicon, &arguments.code)).say();
            Exit::SomeFailed
        }
    }
}

pub(crate) fn name(arguments: &LexiconArguments) -> Exit {
    let name = arguments.name.join(" ");
    match cards::name(Lexicon::embedded(), &name, arguments.on) {
        Some(card) => show(&card),
        None => {
            Failure::UnknownName(&name).say();
            Exit::SomeFailed
        }
    }
}

fn show(text: &str) -> Exit {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Exit::Done,
        Err(e) => {
            end_if_unread(&e);
            Failure::Write(e).say();
            Exit::SomeFailed
        }
    }
}
