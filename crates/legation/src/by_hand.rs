//! `legation retract`, `correct`, `conflicts --review`: what people enter in a ledger.

use std::io::{self, Write as _};

use jiff::Timestamp;
use legation_ledger::{Error, Ledger};
use legation_lexicon::Lexicon;

use crate::arguments::{CorrectArguments, LedgerArguments, RetractArguments};
use crate::messages::{Exit, Failure};

pub(crate) fn retract(arguments: &RetractArguments) -> Exit {
    let a = &arguments.ending;
    let done =
        enter(&a.ledger, |ledger, now| ledger.retract(&a.claim, a.document.as_deref(), &a.why, &a.who, now));
    done.map_or_else(|exit| exit, |()| Exit::Done)
}

pub(crate) fn correct(arguments: &CorrectArguments) -> Exit {
    let a = &arguments.ending;
    let done = enter(&a.ledger, |ledger, now| {
        ledger.correct(&a.claim, a.document.as_deref(), &arguments.set, &a.why, &a.who, now)
    });
    match done {
        Ok(claim) => {
            // The correction is recorded, whether or not anybody reads its id.
            let _ = writeln!(io::stdout().lock(), "{}", claim.id);
            Exit::Done
        }
        Err(exit) => exit,
    }
}

pub(crate) fn review(ledger: &LedgerArguments, id: &str, why: &str, who: &str) -> Exit {
    let done = enter(ledger, |ledger, now| ledger.review(id, why, who, now));
    done.map_or_else(|exit| exit, |()| Exit::Done)
}

/// Opens the ledger and enters something now; says what failed.
fn enter<T>(
    arguments: &LedgerArguments,
    what: impl FnOnce(&mut Ledger<'_>, i64) -> Result<T, Error>,
) -> Result<T, Exit> {
    let now = Timestamp::now().as_second();
    let done =
        Ledger::open(&arguments.ledger, Lexicon::embedded()).and_then(|mut ledger| what(&mut ledger, now));
    done.map_err(|e| {
        Failure::Ledger(&e).say();
        Exit::SomeFailed
    })
}
