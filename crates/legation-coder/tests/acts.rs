//! Runs the sentences that each act's file gives: those that must give the act, and those that must not.
//!
//! `cargo xtask eval acts` shows those that fail with the claims that were made.

use legation_coder::{Coder, examples};
use legation_language::Parser;
use legation_lexicon::Lexicon;

#[test]
fn every_act_reads_its_own_examples() {
    let outcomes = examples::check(&Coder::new(Parser::embedded(), Lexicon::embedded()));
    let held = outcomes.iter().filter(|o| o.held).count();
    println!("acts: {held} of {} examples hold", outcomes.len());
    let line =
        |o: &examples::Outcome| format!("{} must{} {:?}", o.act, if o.wanted { "" } else { " not" }, o.text);
    for o in outcomes.iter().filter(|o| o.held && o.hard) {
        println!("no longer hard: {}", line(o));
    }
    let failed: Vec<String> = outcomes.iter().filter(|o| !o.held && !o.hard).map(line).collect();
    assert!(failed.is_empty(), "{} examples fail:\n{}", failed.len(), failed.join("\n"));
}
