//! `legation add --claims`: claims that were coded elsewhere.

use std::path::Path;

use legation_core::Document;
use legation_formats::coded::Waiting;
use legation_formats::documents::Options;
use legation_formats::{Problem, Reason, sources};
use legation_ledger::{Attached, Coded, Error, Kept, Ledger};
use legation_lexicon::Lexicon;

use crate::arguments::{AddArguments, Recording};
use crate::coding::with_dictionaries;
use crate::messages::{Exit, Failure};
use crate::record::{say_contradictions, say_recorded, time_of};

/// What became of the claims.
#[derive(Debug, Default)]
struct Tally {
    recorded: usize,
    known: usize,
    failed: usize,
}

pub(crate) fn add(claims: &Path, dictionaries: &[(String, String)], arguments: &AddArguments) -> Exit {
    let waiting = match read(claims) {
        Ok(waiting) => waiting,
        Err(problem) => {
            Failure::Input(&problem).say();
            return Exit::SomeFailed;
        }
    };
    let (lexicon, refused) = with_dictionaries(Lexicon::embedded(), dictionaries);
    for error in &refused {
        Failure::Dictionary(error).say();
    }
    let address = arguments.ledger.ledger.as_str();
    let mut tally = Tally { failed: refused.len(), ..Tally::default() };
    let done = Ledger::create(address, &lexicon).and_then(|mut ledger| {
        let before = ledger.last_claim()?;
        let recorded = record(&mut ledger, waiting, arguments, &mut tally);
        say(&tally, address);
        recorded?;
        say_contradictions(&mut ledger, before, address)
    });
    match done {
        Ok(()) if tally.failed == 0 => Exit::Done,
        Ok(()) => Exit::SomeFailed,
        Err(e) => {
            Failure::Ledger(&e).say();
            Exit::SomeFailed
        }
    }
}

fn read(path: &Path) -> Result<Waiting, Problem> {
    let name = sources::shown(path);
    let input = sources::open(path)?;
    Waiting::read(input, &name).map_err(|e| Problem::new(&name, Reason::Unreadable(e.to_string())))
}

/// Records the claims whose documents are given or in the ledger, and names those that are refused.
fn record(
    ledger: &mut Ledger<'_>,
    mut waiting: Waiting,
    arguments: &AddArguments,
    tally: &mut Tally,
) -> Result<(), Error> {
    let lexicon = ledger.lexicon();
    let options = Options { published: arguments.published.clone(), ..Options::default() };
    for found in sources::documents(&arguments.paths, None, &options) {
        match found {
            Ok(found) => {
                let document = found.document;
                let claims = waiting.take(lexicon, &document);
                if claims.is_empty() {
                    continue;
                }
                match ledger.same_document(&document)? {
                    Some(kept) => attach(ledger, &kept, &claims, arguments.recorded, tally)?,
                    None => {
                        let Some(recorded) = known_from(&document, arguments.recorded, tally) else {
                            continue;
                        };
                        tally.recorded += claims.len();
                        ledger.add(&[Coded { document, claims, recorded }])?;
                    }
                }
            }
            Err(problem) => {
                tally.failed += 1;
                Failure::Input(&problem).say();
            }
        }
    }
    for id in waiting.documents() {
        if let Some(kept) = ledger.document_of(&id)? {
            let claims = waiting.take(lexicon, &kept.document());
            attach(ledger, &kept, &claims, arguments.recorded, tally)?;
        }
    }
    for refusal in waiting.finish() {
        tally.failed += 1;
        Failure::Refused(&refusal).say();
    }
    Ok(())
}

fn attach(
    ledger: &mut Ledger<'_>,
    kept: &Kept,
    claims: &[legation_core::Claim],
    recording: Recording,
    tally: &mut Tally,
) -> Result<(), Error> {
    let Some(recorded) = known_from(&kept.document(), recording, tally) else { return Ok(()) };
    let Attached { new, known } = ledger.attach(kept, claims, recorded)?;
    tally.recorded += new;
    tally.known += known;
    Ok(())
}

/// When a document's claims count as known; says so where it gives no date to go by.
fn known_from(document: &Document, recording: Recording, tally: &mut Tally) -> Option<i64> {
    let time = time_of(document.published.as_ref(), recording);
    if time.is_none() {
        tally.failed += 1;
        Failure::NoDate(&document.id).say();
    }
    time
}

/// Says on standard error what was recorded.
fn say(tally: &Tally, address: &str) {
    let noun = if tally.recorded == 1 { "claim" } else { "claims" };
    let taken = format!("{} {noun} coded elsewhere", tally.recorded);
    say_recorded(vec![taken], tally.known, tally.failed, address);
}
