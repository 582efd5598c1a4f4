//! `legation export`: what a ledger knows, for other programs and for retraining.

use std::io::{self, BufWriter, Write};

use legation_formats::casebook;
use legation_ledger::ask::end_of;
use legation_ledger::{Error, Ledger};
use legation_lexicon::Lexicon;

use crate::arguments::{ExportArguments, ExportFormat};
use crate::messages::{Exit, Failure, end_if_unread};

pub(crate) fn run(arguments: &ExportArguments) -> Exit {
    let export = match read(arguments) {
        Ok(export) => export,
        Err(e) => {
            Failure::Ledger(&e).say();
            return Exit::SomeFailed;
        }
    };
    let Some(out) = crate::terminal::output(arguments.output.as_deref()) else { return Exit::SomeFailed };
    match write(&export, BufWriter::new(out)) {
        Ok(0) => Exit::Done,
        Ok(count) => {
            Failure::NoCases(count).say();
            Exit::SomeFailed
        }
        Err(e) => {
            end_if_unread(&e);
            Failure::Write(e).say();
            Exit::SomeFailed
        }
    }
}

/// What is written.
enum Export {
    Claims(Vec<legation_core::Claim>),
    Corrections(Vec<legation_ledger::Corrected>),
}

fn read(arguments: &ExportArguments) -> Result<Export, Error> {
    let known = arguments.known.map_or(i64::MAX, end_of);
    let mut ledger = Ledger::open(&arguments.ledger.ledger, Lexicon::embedded())?;
    Ok(match arguments.format {
        ExportFormat::Jsonl => Export::Claims(ledger.claims(known)?),
        ExportFormat::Casebook => Export::Corrections(ledger.corrections(known)?),
    })
}

/// Writes it; gives the number of corrections that the format cannot say.
fn write(export: &Export, mut out: impl Write) -> io::Result<usize> {
    match export {
        Export::Claims(claims) => {
            for claim in claims {
                writeln!(out, "{}", legation_core::v1::to_json(claim))?;
            }
            out.flush()?;
            Ok(0)
        }
        Export::Corrections(corrections) => Ok(casebook::write(corrections, &mut out)?.left_out),
    }
}
