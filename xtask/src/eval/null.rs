//! The coder on text without politics: every `done` claim there is one too many.

use super::lexicon_from;
use crate::corpus;
use anyhow::{Result, ensure};
use legation_coder::Coder;
use legation_core::{Claim, Status};
use legation_language::Parser;
use legation_lexicon::Lexicon;
use std::{io::Write, path::PathBuf};

/// The genres of the English Web Treebank that tell of shops, dentists and pets.
const GENRES: [&str; 2] = ["reviews", "answers"];

/// Claims in a hundred sentences that the coder should stay within.
const MOST: f64 = 2.0;

/// Options of `eval null`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The folder that holds the treebanks.
    #[arg(long, env = "LEGATION_DATA", default_value = "../shared/data")]
    data: PathBuf,
    /// Compile the lexicon from this folder instead of taking the embedded one.
    #[arg(long)]
    lexicon: Option<PathBuf>,
    /// Print each claim: its document, act, parties, frame, and sentence.
    #[arg(long)]
    show: bool,
}

/// Codes the documents from raw text and counts.
pub(crate) fn run(options: &Options) -> Result<()> {
    let own = options.lexicon.as_deref().map(lexicon_from).transpose()?;
    let coder = Coder::new(Parser::embedded(), own.as_ref().unwrap_or_else(|| Lexicon::embedded()));
    let mut out = std::io::stdout().lock();
    let (mut rows, mut all_sentences, mut all_claims) = (Vec::new(), 0, 0);
    for genre in GENRES {
        let (mut sentences, mut claims) = (0, 0);
        for found in corpus::treebanks(&options.data, &[genre])? {
            sentences += found.sentences.len();
            let document = corpus::document(found.id.unwrap_or_default().into(), found.text, None);
            for claim in coder.code(&document).iter().filter(|c| c.status == Status::Done) {
                claims += 1;
                if options.show {
                    writeln!(out, "{}", shown(claim))?;
                }
            }
        }
        ensure!(sentences > 0, "{} holds no document of the genre {genre}", options.data.display());
        rows.push((genre, sentences, claims));
        all_sentences += sentences;
        all_claims += claims;
    }
    rows.push(("together", all_sentences, all_claims));
    writeln!(out, "| genre | sentences | done claims | in 100 sentences |\n|---|---|---|---|")?;
    let rate = |sentences: usize, claims: usize| 100.0 * claims as f64 / sentences as f64;
    for (genre, sentences, claims) in rows {
        writeln!(out, "| {genre} | {sentences} | {claims} | {:.2} |", rate(sentences, claims))?;
    }
    let held = if rate(all_sentences, all_claims) <= MOST { "held" } else { "NOT HELD" };
    writeln!(out, "\nat most {MOST} in 100 sentences: {held}")?;
    Ok(())
}

/// A claim with what is needed to see why it was made.
fn shown(claim: &Claim) -> String {
    let party = |actor: &Option<legation_core::Actor>| {
        actor.as_ref().map_or("_".to_owned(), |a| {
            format!("{}[{}]", a.id.as_deref().or(a.country.as_deref()).unwrap_or_default(), a.span.text)
        })
    };
    format!(
        "{} {} {} > {} by {:?} {} ({})\n    {}",
        claim.document.id,
        claim.act.code,
        party(&claim.actor),
        party(&claim.recipient),
        claim.act.span.text,
        claim.because.frame,
        claim.because.path,
        claim.sentence.span.text.replace('\n', " ")
    )
}
