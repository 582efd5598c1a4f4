//! The contradictions that the demonstration corpus holds.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use anyhow::Result;
use legation_ledger::conflict::{Cited, Conflict, Kind, conflicts};
use legation_ledger::fact::Fact;
use legation_lexicon::Lexicon;

use super::demonstration;

/// Options of `eval conflicts`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The folder of the demonstration corpus, or one of its files.
    #[arg(long, default_value = "corpus")]
    corpus: PathBuf,
    /// Kinds to print; all where none is named.
    kinds: Vec<String>,
    /// Print every fact too, by its document.
    #[arg(long)]
    facts: bool,
}

/// Builds a ledger from the corpus and prints its contradictions by kind, with the sentences of both sides.
pub(crate) fn run(options: &Options) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut ledger = demonstration::ledger(&options.corpus, folder.path())?;
    let facts = ledger.all_facts(i64::MAX)?;
    let mut out = std::io::stdout().lock();
    if options.facts {
        for fact in &facts {
            writeln!(out, "{}", line(fact))?;
        }
    }
    let by_claim: BTreeMap<(&str, &str), &Fact> =
        facts.iter().map(|f| ((f.document.document.as_str(), f.claim.as_str()), f)).collect();
    let all = conflicts(Lexicon::embedded(), &facts);
    for kind in Kind::ALL {
        let of_kind: Vec<&Conflict> = all.iter().filter(|c| c.kind == kind).collect();
        if options.kinds.is_empty() || options.kinds.iter().any(|k| k == kind.as_str()) {
            for conflict in &of_kind {
                print(&mut out, conflict, &by_claim)?;
            }
        }
        writeln!(out, "{:>4}  {}", of_kind.len(), kind.as_str())?;
    }
    Ok(())
}

fn print(out: &mut impl Write, conflict: &Conflict, facts: &BTreeMap<(&str, &str), &Fact>) -> Result<()> {
    writeln!(out, "{} {}", conflict.kind.as_str(), conflict.explanation)?;
    for (sign, side) in ["  +", "  -"].into_iter().zip(&conflict.sides) {
        for Cited { document, claim } in side {
            if let Some(fact) = facts.get(&(document.as_str(), claim.as_str())) {
                writeln!(out, "{sign} {}", line(fact))?;
            }
        }
    }
    Ok(())
}

fn line(f: &Fact) -> String {
    let day = |d: Option<jiff::civil::Date>| d.map_or_else(|| "..".to_owned(), |d| d.to_string());
    let party = |end: &Option<String>| end.clone().unwrap_or_else(|| "_".to_owned());
    format!(
        "{} {}>{} {} {}/{} {} {:.2} [{}] {}",
        f.act,
        party(&f.actor),
        party(&f.recipient),
        f.status,
        day(f.from),
        day(f.to),
        f.basis,
        f.confidence,
        f.document.document,
        f.sentence.replace('\n', " ")
    )
}
