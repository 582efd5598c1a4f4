//! Runs the sentences that each act's file gives: those that must give the act, and those that must not.
//!
//! `ACT=expel cargo test -p legation-coder --test acts -- --nocapture` shows one act alone.

use legation_coder::Coder;
use legation_core::{Document, Status, parse_published};
use legation_language::Parser;
use legation_lexicon::Lexicon;

#[test]
fn every_act_reads_its_own_examples() {
    let lexicon = Lexicon::embedded();
    let coder = Coder::new(Parser::embedded(), lexicon);
    let only = std::env::var("ACT").ok();
    let (mut held, mut all) = (0, 0);
    let mut failed = Vec::new();
    let mut mended = Vec::new();
    for act in &lexicon.data().acts {
        if only.as_ref().is_some_and(|o| *o != act.code) {
            continue;
        }
        for (sentences, wanted, hard) in [
            (&act.must, true, false),
            (&act.must_not, false, false),
            (&act.hard_must, true, true),
            (&act.hard_must_not, false, true),
        ] {
            for text in sentences {
                let document = Document {
                    id: act.code.clone(),
                    title: None,
                    text: text.clone(),
                    published: parse_published("2025-06-15").ok(),
                    url: None,
                    publisher: None,
                };
                let claims = coder.code(&document);
                let names =
                    |c: &legation_core::Claim| c.act.code == act.code || c.act.root.as_str() == act.code;
                let found = if wanted {
                    claims.iter().any(names)
                } else {
                    claims.iter().any(|c| names(c) && c.status == Status::Done)
                };
                all += 1;
                held += usize::from(found == wanted);
                let got: Vec<String> = claims
                    .iter()
                    .map(|c| format!("{} [{}] {}", c.act.code, c.act.span.text, c.because.frame))
                    .collect();
                let line =
                    format!("{} must{} {text:?} got {got:?}", act.code, if wanted { "" } else { " not" });
                if found != wanted && !hard {
                    failed.push(line);
                } else if found == wanted && hard {
                    mended.push(line);
                }
            }
        }
    }
    println!("acts: {held} of {all} examples hold");
    for m in &mended {
        println!("no longer hard: {m}");
    }
    assert!(failed.is_empty(), "{} examples fail:\n{}", failed.len(), failed.join("\n"));
}
