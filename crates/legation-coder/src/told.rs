//! What a document has told so far: what "the designation" takes up, whom a reply answers, what "followed suit" repeats.

use crate::frame::{FrameId, Match};
use crate::mention::Mention;

/// Sentences back to an act that is answered or repeated.
const REACH: usize = 1;

/// An act that was told, and who did it to whom.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    pub(crate) sentence: usize,
    /// The predicate that told it, and how deep in its sentence's tree.
    word: usize,
    depth: usize,
    pub(crate) id: FrameId,
    pub(crate) actors: Vec<Mention>,
    pub(crate) recipients: Vec<Mention>,
}

/// The acts told so far, in the order of the text.
#[derive(Debug, Default)]
pub(crate) struct Record {
    told: Vec<Told>,
}

impl Record {
    /// Notes what a predicate told.
    pub(crate) fn note(&mut self, sentence: usize, depth: usize, found: &Match) {
        self.told.push(Told {
            sentence,
            word: found.predicate.word,
            depth,
            id: found.id,
            actors: found.actors.clone(),
            recipients: found.recipients.clone(),
        });
    }

    /// Strikes out what a sentence told by other predicates than these.
    pub(crate) fn keep_only(&mut self, sentence: usize, kept: &[Match]) {
        let from = self.told.partition_point(|t| t.sentence < sentence);
        let here = self.told.split_off(from);
        let is_kept = |t: &Told| kept.iter().any(|m| m.predicate.word == t.word);
        self.told.extend(here.into_iter().filter(is_kept));
    }

    /// What a predicate told.
    pub(crate) fn at(&self, sentence: usize, word: usize) -> Option<&Told> {
        let from = self.told.partition_point(|t| t.sentence < sentence);
        self.told[from..].iter().take_while(|t| t.sentence == sentence).find(|t| t.word == word)
    }

    /// What this sentence and the one before have told, the latest first.
    pub(crate) fn latest(&self, sentence: usize) -> impl Iterator<Item = &Told> {
        self.told.iter().rev().take_while(move |t| t.sentence + REACH >= sentence)
    }

    /// The act that a predicate with these words above it repeats: one of them, or else the main one of what this sentence told
    /// so far, or of the sentence before.
    pub(crate) fn repeated(&self, sentence: usize, above: impl Iterator<Item = usize>) -> Option<&Told> {
        above.filter_map(|word| self.at(sentence, word)).next().or_else(|| {
            (0..=REACH.min(sentence)).find_map(|back| {
                let there = self.latest(sentence).filter(|t| t.sentence + back == sentence);
                there.filter(|t| !t.actors.is_empty()).min_by_key(|t| (t.depth, t.word))
            })
        })
    }
}
