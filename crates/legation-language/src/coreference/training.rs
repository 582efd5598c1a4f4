//! What the training command needs: gold documents as ranking examples, and trained values as weights.

use super::features::{CLASSES, Candidate, Collector, WIDTH, nothing, pair};
use super::resolver::{Judge, State, prepare, run};
use super::tree::Tree;
use super::{Coreference, EntityKind, Mention, Weights};
use crate::tree::Sentence;

/// Number of features, and so of values to train.
pub const FEATURES: usize = CLASSES * WIDTH;

/// A gold mention: the words it covers and the chain it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoldMention {
    /// Index of the sentence.
    pub sentence: usize,
    /// Index of its first token.
    pub first: usize,
    /// Index of its last token, inclusive.
    pub last: usize,
    /// Number of the chain.
    pub chain: usize,
    /// What it refers to, as far as the annotation's types have it.
    pub kind: EntityKind,
}

/// One decision: the features of each choice, and which choices are right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Feature numbers below [`FEATURES`]; the first choice is to take up nothing.
    pub choices: Vec<Vec<u16>>,
    /// Whether each choice is right; at least one is.
    pub right: Vec<bool>,
}

/// Reads the mentions of a document from its words' `MISC` columns, one list a sentence, in GUM's notation:
/// `Entity=(1-person-new` opens a mention of chain 1, `1)` closes it, and both may share a column.
///
/// ```
/// use legation_language::coreference::EntityKind;
/// use legation_language::coreference::training::{GoldMention, read_entities};
///
/// let misc = [vec!["Entity=(7-person-new-x-coref", "SpaceAfter=No|Entity=(8-place-new-x-sgl)7)", "_"]];
/// assert_eq!(
///     read_entities(&misc),
///     [
///         GoldMention { sentence: 0, first: 0, last: 1, chain: 7, kind: EntityKind::Person },
///         GoldMention { sentence: 0, first: 1, last: 1, chain: 8, kind: EntityKind::Place },
///     ]
/// );
/// ```
pub fn read_entities<S: AsRef<str>>(misc: &[Vec<S>]) -> Vec<GoldMention> {
    let mut gold = Vec::new();
    for (sentence, misc) in misc.iter().enumerate() {
        // Mentions do not cross sentences.
        let mut open: Vec<(usize, EntityKind, usize)> = Vec::new();
        for (word, misc) in misc.iter().enumerate() {
            let Some(entity) = misc.as_ref().split('|').find_map(|m| m.strip_prefix("Entity=")) else {
                continue;
            };
            let mut rest = entity;
            while !rest.is_empty() {
                let chain_of = |text: &str| text.split('-').next().and_then(|c| c.parse::<usize>().ok());
                if let Some(opening) = rest.strip_prefix('(') {
                    let end = opening.find(['(', ')']).unwrap_or(opening.len());
                    let chain = chain_of(&opening[..end]);
                    let kind = kind_of(&opening[..end]);
                    let closed = opening[end..].starts_with(')');
                    match chain {
                        Some(chain) if closed => {
                            gold.push(GoldMention { sentence, first: word, last: word, chain, kind });
                        }
                        Some(chain) => open.push((chain, kind, word)),
                        None => {}
                    }
                    rest = &opening[end + usize::from(closed)..];
                } else {
                    let end = rest.find(')').unwrap_or(rest.len());
                    if let Some(at) = chain_of(&rest[..end])
                        .and_then(|chain| open.iter().rposition(|&(c, _, _)| c == chain))
                    {
                        let (chain, kind, first) = open.remove(at);
                        gold.push(GoldMention { sentence, first, last: word, chain, kind });
                    }
                    rest = rest.get(end + 1..).unwrap_or("");
                }
            }
        }
    }
    gold.sort_unstable_by_key(|m| (m.sentence, m.first, std::cmp::Reverse(m.last), m.chain));
    gold
}

/// The kind that an opening's second field names.
fn kind_of(opening: &str) -> EntityKind {
    match opening.split('-').nth(1) {
        Some("person") => EntityKind::Person,
        Some("organization") => EntityKind::Organisation,
        Some("place") => EntityKind::Place,
        Some("event") => EntityKind::Event,
        Some("time") => EntityKind::Time,
        _ => EntityKind::Other,
    }
}

/// Describes gold mentions as the resolver sees mentions: the head is the word whose own head lies outside.
pub fn gold_mentions(sentences: &[Sentence], gold: &[GoldMention]) -> Vec<Mention> {
    let trees: Vec<Tree<'_>> = sentences.iter().map(Tree::new).collect();
    gold.iter()
        .filter_map(|m| {
            let tree = trees.get(m.sentence)?;
            if m.first > m.last || m.last >= tree.tokens.len() {
                return None;
            }
            let inside = |i: usize| (m.first..=m.last).contains(&i);
            let head = (m.first..=m.last)
                .find(|&i| {
                    tree.head(i).is_none_or(|h| !inside(h)) && tree.tokens[i].upos != crate::tree::Upos::Punct
                })
                .unwrap_or(m.first);
            Some(super::describe::describe(tree, m.sentence, m.first, m.last, head))
        })
        .collect()
}

/// The decisions that a document calls for, with earlier ones taken as the gold chains have them.
pub fn examples(sentences: &[Sentence], gold: &[GoldMention]) -> Vec<Example> {
    let mut mentions = gold_mentions(sentences, gold);
    prepare(sentences, &mut mentions);
    let chains = chains(&mentions, gold);
    let mut teacher = Teacher { chains, examples: Vec::new(), features: Vec::new() };
    run(sentences, mentions, &mut teacher);
    teacher.examples
}

/// The chain of each mention of a resolved document, found by its words; `None` for those that are not gold.
pub fn chains_of(found: &Coreference, gold: &[GoldMention]) -> Vec<Option<usize>> {
    chains(&found.mentions, gold)
}

fn chains(mentions: &[Mention], gold: &[GoldMention]) -> Vec<Option<usize>> {
    let mut by_span: Vec<(usize, usize, usize, usize)> =
        gold.iter().map(|g| (g.sentence, g.first, g.last, g.chain)).collect();
    by_span.sort_unstable();
    mentions
        .iter()
        .map(|m| {
            let at = by_span.partition_point(|g| (g.0, g.1, g.2) < (m.sentence, m.first, m.last));
            let found = by_span.get(at)?;
            ((found.0, found.1, found.2) == (m.sentence, m.first, m.last)).then_some(found.3)
        })
        .collect()
}

/// Decides by the gold chains and notes what it saw.
struct Teacher {
    chains: Vec<Option<usize>>,
    examples: Vec<Example>,
    features: Vec<u16>,
}

impl Judge for Teacher {
    fn judge(
        &mut self,
        state: &State<'_>,
        anaphor: usize,
        class: usize,
        candidates: &[Candidate],
        agreeing: usize,
    ) -> Option<(usize, f32)> {
        let chain = self.chains[anaphor];
        let matches = |candidate: usize| chain.is_some() && self.chains[candidate] == chain;
        let chosen = candidates.iter().map(|c| c.mention).find(|&c| matches(c));
        let mut choices = Vec::with_capacity(candidates.len() + 1);
        let mut right = vec![chosen.is_none()];
        nothing(state, anaphor, agreeing, &mut Collector::new(class, &mut self.features));
        choices.push(self.features.clone());
        for candidate in candidates {
            pair(state, anaphor, candidate, &mut Collector::new(class, &mut self.features));
            choices.push(self.features.clone());
            right.push(matches(candidate.mention));
        }
        self.examples.push(Example { choices, right });
        chosen.map(|c| (c, 1.0))
    }
}

/// Trained values as the weights that the resolver uses.
pub fn weights(values: &[f64]) -> Weights {
    Weights::from_values(values)
}

/// e to the power of `x` for `x` up to 0, the same on every machine.
pub fn exponential(x: f64) -> f64 {
    super::weights::exp(x)
}
