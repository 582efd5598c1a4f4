//! `legation add`, `demo`: documents that are coded and written to a ledger.

use std::io::{self, Write as _};
use std::ops::ControlFlow;

use jiff::Timestamp;
use legation_coder::Coder;
use legation_core::TimeSpan;
use legation_formats::documents::{Documents, Found, Options};
use legation_formats::ordered::in_order;
use legation_formats::{Problem, sources};
use legation_ledger::ask::end_of;
use legation_ledger::{Added, Coded, Error, Ledger};

use crate::arguments::{AddArguments, DemoArguments, Recording};
use crate::coded;
use crate::coding::{code, dictionaries, jobs, load, with_dictionaries};
use crate::messages::{Exit, Failure};
use crate::terminal::Progress;

/// Documents that are recorded together: all of them or none.
const BATCH: usize = 64;

/// The demonstration corpus, as JSON lines.
static CORPUS: &str = include_str!(concat!(env!("OUT_DIR"), "/corpus.jsonl"));

/// What became of the documents.
#[derive(Debug, Default)]
struct Tally {
    new: usize,
    known: usize,
    replaced: usize,
    claims: usize,
    failed: usize,
}

pub(crate) fn add(arguments: &AddArguments) -> Exit {
    let files = match dictionaries(&arguments.dictionary) {
        Ok(files) => files,
        Err(problem) => {
            Failure::Input(&problem).say();
            return Exit::Usage;
        }
    };
    if let Some(claims) = &arguments.claims {
        return coded::add(claims, &files, arguments);
    }
    let options = Options { published: arguments.published.clone(), ..Options::default() };
    let documents = sources::documents(&arguments.paths, None, &options);
    record(documents, &files, jobs(arguments.jobs), arguments.recorded, &arguments.ledger.ledger)
}

pub(crate) fn demo(arguments: &DemoArguments) -> Exit {
    let options = Options::default();
    let documents = Documents::new(CORPUS.as_bytes(), "corpus.jsonl", &options);
    record(documents, &[], jobs(None), Recording::Published, &arguments.ledger.ledger)
}

/// Codes documents and records them, in their order.
fn record(
    documents: impl Iterator<Item = Result<Found, Problem>> + Send,
    dictionaries: &[(String, String)],
    jobs: usize,
    recording: Recording,
    address: &str,
) -> Exit {
    let (parser, lexicon) = load();
    let (lexicon, refused) = with_dictionaries(lexicon, dictionaries);
    for error in &refused {
        Failure::Dictionary(error).say();
    }
    let mut ledger = match Ledger::create(address, &lexicon) {
        Ok(ledger) => ledger,
        Err(e) => {
            Failure::Ledger(&e).say();
            return Exit::SomeFailed;
        }
    };
    let before = match ledger.last_claim() {
        Ok(number) => number,
        Err(e) => {
            Failure::Ledger(&e).say();
            return Exit::SomeFailed;
        }
    };
    let coder = Coder::new(parser, &lexicon);
    let work = |item: Result<Found, Problem>| {
        let found = item?;
        found.check()?;
        let claims = code(&coder, &found)?;
        Ok::<_, Problem>((found, claims))
    };
    let mut progress = Progress::new(false);
    let mut tally = Tally { failed: refused.len(), ..Tally::default() };
    let mut batch = Vec::with_capacity(BATCH);
    let mut broken = None;
    in_order(documents, jobs, work, |result| {
        match result {
            Ok((found, claims)) => match time_of(found.document.published.as_ref(), recording) {
                Some(recorded) => {
                    progress.add(claims.len());
                    batch.push(Coded { document: found.document, claims, recorded });
                }
                None => {
                    tally.failed += 1;
                    Failure::NoDate(&found.document.id).say();
                }
            },
            Err(problem) => {
                tally.failed += 1;
                progress.problem(&problem);
            }
        }
        if batch.len() >= BATCH {
            broken = write(&mut ledger, &mut batch, &mut tally).err();
        }
        if broken.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    if broken.is_none() {
        broken = write(&mut ledger, &mut batch, &mut tally).err();
    }
    progress.finish();
    say(&tally, address);
    if broken.is_none() {
        broken = say_contradictions(&mut ledger, before, address).err();
    }
    if let Some(e) = broken {
        Failure::Ledger(&e).say();
        return Exit::SomeFailed;
    }
    if tally.failed == 0 { Exit::Done } else { Exit::SomeFailed }
}

/// When a document counts as known, in seconds since 1970; `None` where it gives no date to go by.
pub(crate) fn time_of(published: Option<&TimeSpan>, recording: Recording) -> Option<i64> {
    match recording {
        Recording::Now => Some(Timestamp::now().as_second()),
        Recording::Published => published.and_then(|p| p.to).map(end_of),
    }
}

fn write(ledger: &mut Ledger<'_>, batch: &mut Vec<Coded>, tally: &mut Tally) -> Result<(), Error> {
    let results = ledger.add(batch)?;
    for (coded, added) in batch.drain(..).zip(results) {
        match added {
            Added::New => tally.new += 1,
            Added::Known => tally.known += 1,
            Added::Replaces => tally.replaced += 1,
        }
        if added != Added::Known {
            tally.claims += coded.claims.len();
        }
    }
    Ok(())
}

/// Says on standard error what was recorded.
fn say(tally: &Tally, address: &str) {
    let mut parts =
        vec![format!("{} new documents with {} claims", tally.new + tally.replaced, tally.claims)];
    if tally.replaced > 0 {
        parts.push(format!("{} of them new versions of articles", tally.replaced));
    }
    say_recorded(parts, tally.known, tally.failed, address);
}

/// Says on standard error what a ledger took in, what it knew already, and what was left out.
pub(crate) fn say_recorded(mut parts: Vec<String>, known: usize, failed: usize, address: &str) {
    if known > 0 {
        parts.push(format!("{known} known already"));
    }
    if failed > 0 {
        parts.push(format!("{failed} left out"));
    }
    let place = if address.contains("://") { "the ledger" } else { address };
    // Where standard error is closed, there is nobody to tell.
    let _ = writeln!(io::stderr().lock(), "legation: {place}: {}", parts.join(", "));
}

/// Says on standard error how much of what is known the new claims contradict, and how to see it.
pub(crate) fn say_contradictions(ledger: &mut Ledger<'_>, before: i32, address: &str) -> Result<(), Error> {
    let count = ledger.contradictions_since(before)?;
    if count > 0 {
        // The address of a server may hold a password.
        let command = match address {
            "legation.db" => "`legation conflicts` shows".to_owned(),
            _ if address.contains("://") => "`legation conflicts` with the same --ledger shows".to_owned(),
            _ => format!("`legation conflicts --ledger '{address}'` shows"),
        };
        let (noun, pronoun) = if count == 1 { ("contradiction", "it") } else { ("contradictions", "them") };
        let _ = writeln!(io::stderr().lock(), "legation: these bring {count} {noun}: {command} {pronoun}");
    }
    Ok(())
}
