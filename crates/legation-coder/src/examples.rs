//! The sentences that each act's file gives, held against the coder: those that must give the act, and those that must not.

use legation_core::{Claim, Document, Status, parse_published};

use crate::Coder;

/// What became of one example.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The act's code.
    pub act: String,
    /// The sentence.
    pub text: String,
    /// Whether it must give the act; else it must not, as done.
    pub wanted: bool,
    /// Whether the act's file says that it is not read yet.
    pub hard: bool,
    /// Whether it holds.
    pub held: bool,
    /// The claims that were made.
    pub claims: Vec<Claim>,
}

/// Codes the examples of all acts of the coder's lexicon, each as a document published on 15 June 2025.
pub fn check(coder: &Coder<'_>) -> Vec<Outcome> {
    let mut out = Vec::new();
    for act in &coder.lexicon().data().acts {
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
                let found = claims.iter().any(|c| {
                    (c.act.code == act.code || c.act.root.as_str() == act.code)
                        && (wanted || c.status == Status::Done)
                });
                out.push(Outcome {
                    act: act.code.clone(),
                    text: text.clone(),
                    wanted,
                    hard,
                    held: found == wanted,
                    claims,
                });
            }
        }
    }
    out
}
