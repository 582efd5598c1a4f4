//! `legation show`, `timeline`, `why`: questions to a ledger.

use std::io::{self, IsTerminal as _};

use jiff::Zoned;
use jiff::civil::Date;
use legation_formats::answers::{self, Answer, AnswerFormat};
use legation_ledger::{Error, Ledger};
use legation_lexicon::Lexicon;

use crate::arguments::{self, QuestionArguments, ShowArguments, TimelineArguments, WhyArguments};
use crate::messages::{Exit, Failure, end_if_unread};
use crate::terminal::table_style;

pub(crate) fn show(arguments: &ShowArguments) -> Exit {
    let (host, government) = (&arguments.host, &arguments.government);
    ask(&arguments.question, |ledger, on, known| ledger.show(host, government, on, known))
}

pub(crate) fn timeline(arguments: &TimelineArguments) -> Exit {
    let (one, other) = (&arguments.one, &arguments.other);
    ask(&arguments.question, |ledger, on, known| ledger.timeline(one, other, on, known))
}

pub(crate) fn why(arguments: &WhyArguments) -> Exit {
    let (host, government) = (&arguments.host, &arguments.government);
    ask(&arguments.question, |ledger, on, known| ledger.why(host, government, on, known))
}

/// Opens the ledger, asks, and writes the answer.
fn ask<A: Answer>(
    question: &QuestionArguments,
    asked: impl FnOnce(&mut Ledger<'_>, Date, Date) -> Result<A, Error>,
) -> Exit {
    let today = Zoned::now().date();
    let (on, known) = (question.on.unwrap_or(today), question.known.unwrap_or(today));
    let answer = Ledger::open(&question.ledger.ledger, Lexicon::embedded())
        .and_then(|mut ledger| asked(&mut ledger, on, known));
    let answer = match answer {
        Ok(answer) => answer,
        Err(e) => {
            Failure::Ledger(&e).say();
            return Exit::SomeFailed;
        }
    };
    let format = match question.format {
        Some(arguments::AnswerFormat::Json) => AnswerFormat::Json,
        Some(arguments::AnswerFormat::Csv) => AnswerFormat::Csv,
        None if !io::stdout().is_terminal() => AnswerFormat::Json,
        Some(arguments::AnswerFormat::Table) | None => AnswerFormat::Table(table_style(question.color, false)),
    };
    match answers::write(&answer, format, &mut io::stdout().lock()) {
        Ok(()) => Exit::Done,
        Err(e) => {
            end_if_unread(&e);
            Failure::Write(e).say();
            Exit::SomeFailed
        }
    }
}
