//! The sentences that each act's file gives, held against the coder: those that must give the act, and those that must not.

use legation_core::{Claim, Document, Status, parse_published};
use legation_lexicon::Lexicon;

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

impl Outcome {
    /// Whether a claim names the act.
    pub fn names(&self, claim: &Claim) -> bool {
        claim.act.code == self.act || claim.act.root.as_str() == self.act
    }

    /// Whether a claim is right: one of the act is as the example wants it, others the example says nothing of.
    pub fn judge(&self, claim: &Claim) -> Option<bool> {
        (self.names(claim) && (self.wanted || claim.status == Status::Done)).then_some(self.wanted)
    }
}

/// The examples of all acts of the coder's lexicon, each as a document published on 15 June 2025, with the claims of the coder.
pub fn check(coder: &Coder<'_>) -> Vec<Outcome> {
    each(coder.lexicon(), |document| coder.code(document))
}

/// The examples with the claims that `code` makes of them.
pub fn each(lexicon: &Lexicon, mut code: impl FnMut(&Document) -> Vec<Claim>) -> Vec<Outcome> {
    let mut out = Vec::new();
    for act in &lexicon.data().acts {
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
                let claims = code(&document);
                let mut outcome =
                    Outcome { act: act.code.clone(), text: text.clone(), wanted, hard, held: false, claims };
                let found = outcome.claims.iter().any(|c| outcome.judge(c).is_some());
                outcome.held = found == wanted;
                out.push(outcome);
            }
        }
    }
    out
}
