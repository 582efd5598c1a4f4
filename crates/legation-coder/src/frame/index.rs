//! Which frames a word may begin.

use legation_lexicon::Lexicon;
use rustc_hash::{FxHashMap, FxHashSet};

/// A frame by its place: act and number in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FrameId {
    pub(crate) act: usize,
    pub(crate) frame: usize,
}

/// Which frames a word may begin.
#[derive(Debug, Default)]
pub(crate) struct FrameIndex {
    pub(super) verbs: FxHashMap<String, Vec<(FrameId, usize)>>,
    pub(super) nouns: FxHashMap<String, Vec<(FrameId, usize)>>,
    pub(super) adjectives: FxHashMap<String, Vec<(FrameId, usize)>>,
    /// Verbs with a particle that some frame names: "call off".
    pub(super) particles: FxHashSet<(String, String)>,
}

impl FrameIndex {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let mut index = Self::default();
        for (a, act) in lexicon.data().acts.iter().enumerate() {
            for (f, frame) in act.frames.iter().enumerate() {
                let id = FrameId { act: a, frame: f };
                for (n, words) in frame.verbs.iter().enumerate() {
                    if let [verb, particle, ..] = words.as_slice()
                        && PARTICLES.contains(&particle.as_str())
                    {
                        index.particles.insert((verb.clone(), particle.clone()));
                    }
                    index.verbs.entry(words[0].clone()).or_default().push((id, n));
                }
                for (n, words) in frame.nouns.iter().enumerate() {
                    // "exchange of fire": the head is before the preposition.
                    let head = words
                        .iter()
                        .position(|w| w == "of" || w == "for" || w == "on")
                        .map_or(words.len() - 1, |p| p.max(1) - 1);
                    index.nouns.entry(words[head].clone()).or_default().push((id, n));
                    // "sit-in", "three-way": one word or several, the last of which is the head.
                    if let Some((_, last)) = words[head].rsplit_once('-') {
                        index.nouns.entry(last.to_owned()).or_default().push((id, n));
                    }
                    // "good offices": the index is asked by the lemma.
                    if let Some(singular) = words[head].strip_suffix('s').filter(|_| words.len() > 1) {
                        index.nouns.entry(singular.to_owned()).or_default().push((id, n));
                    }
                }
                for (n, words) in frame.adjectives.iter().enumerate() {
                    index.adjectives.entry(words[0].clone()).or_default().push((id, n));
                }
            }
        }
        index
    }
}

pub(super) const PARTICLES: [&str; 16] = [
    "up", "out", "off", "in", "on", "over", "down", "away", "back", "through", "along", "around", "apart",
    "aside", "forward", "together",
];
