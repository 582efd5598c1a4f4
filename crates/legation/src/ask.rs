//! `legation show`, `timeline`, `why`, `conflicts`, `diff`: questions to a ledger.

use std::io::{self, IsTerminal as _};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use legation_formats::answers::{self, Answer, AnswerFormat};
use legation_ledger::view::{Acts, Sought};
use legation_ledger::{Error, Ledger};
use legation_lexicon::Lexicon;

use crate::arguments::{
    self, AnswerArguments, ConflictsArguments, DateArguments, DiffArguments, QuestionArguments,
    ShowArguments, TimelineArguments, WhyArguments,
};
use crate::by_hand;
use crate::messages::{Exit, Failure, end_if_unread};
use crate::terminal::table_style;

pub(crate) fn show(arguments: &ShowArguments) -> Exit {
    let (host, government) = (&arguments.host, &arguments.government);
    ask(&arguments.question, |ledger, on, known| ledger.show(host, government, on, known))
}

pub(crate) fn timeline(arguments: &TimelineArguments) -> Exit {
    let (one, other) = (&arguments.one, arguments.other.as_deref());
    let acts =
        Acts { codes: arguments.act.clone(), statuses: arguments.status.clone(), since: arguments.since };
    ask(&arguments.question, |ledger, on, known| ledger.timeline(one, other, &acts, on, known))
}

pub(crate) fn why(arguments: &WhyArguments) -> Exit {
    let (host, government) = (&arguments.host, &arguments.government);
    ask(&arguments.question, |ledger, on, known| ledger.why(host, government, on, known))
}

pub(crate) fn conflicts(arguments: &ConflictsArguments) -> Exit {
    if let (Some(id), Some(why)) = (&arguments.review, &arguments.why) {
        return by_hand::review(&arguments.question.answer.ledger, id, why, &arguments.who);
    }
    let sought = Sought {
        ends: arguments.ends.clone(),
        kinds: arguments.kind.clone(),
        reviewed: arguments.all,
        unsupported: arguments.unsupported,
    };
    ask(&arguments.question, |ledger, on, known| ledger.contradictions(&sought, on, known))
}

pub(crate) fn diff(arguments: &DiffArguments) -> Exit {
    let (on, to) = (arguments.on.unwrap_or_else(today), arguments.to.unwrap_or_else(latest));
    answer(&arguments.answer, |ledger| ledger.diff(&arguments.ends, on, arguments.from, to))
}

fn today() -> Date {
    Zoned::now().date()
}

/// The day of what was recorded last: days of recording are UTC's, whatever the user's day is.
fn latest() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

/// The day that a question asks about, and the day of the knowledge that counts.
pub(crate) fn days(dates: &DateArguments) -> (Date, Date) {
    (dates.on.unwrap_or_else(today), dates.known.unwrap_or_else(latest))
}

/// Asks about a day, as known on a day.
fn ask<A: Answer>(
    question: &QuestionArguments,
    asked: impl FnOnce(&mut Ledger<'_>, Date, Date) -> Result<A, Error>,
) -> Exit {
    let (on, known) = days(&question.dates);
    answer(&question.answer, |ledger| asked(ledger, on, known))
}

/// Opens the ledger, asks, and writes the answer.
fn answer<A: Answer>(
    arguments: &AnswerArguments,
    asked: impl FnOnce(&mut Ledger<'_>) -> Result<A, Error>,
) -> Exit {
    let answer = Ledger::open(&arguments.ledger.ledger, Lexicon::embedded()).and_then(|mut l| asked(&mut l));
    let answer = match answer {
        Ok(answer) => answer,
        Err(e) => {
            Failure::Ledger(&e).say();
            return Exit::SomeFailed;
        }
    };
    let format = match arguments.format {
        Some(arguments::AnswerFormat::Json) => AnswerFormat::Json,
        Some(arguments::AnswerFormat::Csv) => AnswerFormat::Csv,
        None if !io::stdout().is_terminal() => AnswerFormat::Json,
        Some(arguments::AnswerFormat::Table) | None => {
            AnswerFormat::Table(table_style(arguments.color, false))
        }
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
