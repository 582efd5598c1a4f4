//! The demonstration corpus as a ledger.

use std::path::Path;

use anyhow::{Result, anyhow, bail};
use legation_coder::Coder;
use legation_formats::documents::{Documents, Options as Reading};
use legation_language::Parser;
use legation_ledger::ask::end_of;
use legation_ledger::{Coded, Ledger};
use legation_lexicon::Lexicon;

/// Builds a ledger from a corpus, in a folder: each document counts as known from the end of its day of publication on.
pub(super) fn ledger(corpus: &Path, folder: &Path) -> Result<Ledger<'static>> {
    let address = folder.join("demo.db").display().to_string();
    let lexicon = Lexicon::embedded();
    let mut ledger = Ledger::create(&address, lexicon)?;
    let coder = Coder::new(Parser::embedded(), lexicon);
    for file in crate::corpus::files(corpus, "jsonl")? {
        let batch = code(&coder, &file)?;
        ledger.add(&batch)?;
    }
    Ok(ledger)
}

fn code(coder: &Coder<'_>, file: &Path) -> Result<Vec<Coded>> {
    let name = file.display().to_string();
    let input = std::io::BufReader::new(std::fs::File::open(file)?);
    let reading = Reading::default();
    let mut batch = Vec::new();
    for found in Documents::new(input, &name, &reading) {
        let found = found.map_err(|p| anyhow!("{p}"))?;
        let published = found.document.published.as_ref().and_then(|p| p.to);
        let Some(day) = published else { bail!("{name}: {} has no date of publication", found.document.id) };
        let claims = coder.code(&found.document);
        batch.push(Coded { document: found.document, claims, recorded: end_of(day) });
    }
    Ok(batch)
}
