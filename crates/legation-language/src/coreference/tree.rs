//! The tree of a sentence, indexed downwards.

use crate::tree::{Deprel, Sentence, Token, Upos};

/// The dependents of every word.
#[derive(Debug, Clone)]
pub(super) struct Tree<'a> {
    pub(super) tokens: &'a [Token],
    /// Where each word's dependents start in `dependents`; one more entry than words.
    starts: Vec<u32>,
    dependents: Vec<u32>,
}

impl<'a> Tree<'a> {
    pub(super) fn new(sentence: &'a Sentence) -> Self {
        let tokens = sentence.tokens.as_slice();
        let mut starts = vec![0u32; tokens.len() + 1];
        for head in tokens.iter().filter_map(|t| t.head).filter(|&h| h < tokens.len()) {
            starts[head + 1] += 1;
        }
        for i in 0..tokens.len() {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut dependents = vec![0u32; starts[tokens.len()] as usize];
        for (index, token) in tokens.iter().enumerate() {
            if let Some(head) = token.head.filter(|&h| h < tokens.len()) {
                dependents[next[head] as usize] = index as u32;
                next[head] += 1;
            }
        }
        Self { tokens, starts, dependents }
    }

    /// The dependents of a word, in order.
    pub(super) fn children(&self, head: usize) -> impl DoubleEndedIterator<Item = usize> + Clone + '_ {
        let range = self.starts[head] as usize..self.starts[head + 1] as usize;
        self.dependents[range].iter().map(|&i| i as usize)
    }

    /// The first dependent with the relation.
    pub(super) fn child(&self, head: usize, deprel: Deprel) -> Option<usize> {
        self.children(head).find(|&c| self.tokens[c].deprel == deprel)
    }

    pub(super) fn has(&self, head: usize, deprel: Deprel) -> bool {
        self.child(head, deprel).is_some()
    }

    /// The head of a word, if it lies in the sentence.
    pub(super) fn head(&self, word: usize) -> Option<usize> {
        self.tokens[word].head.filter(|&h| h < self.tokens.len() && h != word)
    }

    /// The words above a word, nearest first; bounded, so that a malformed tree ends too.
    pub(super) fn ancestors(&self, word: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(word), |&h| self.head(h)).take(self.tokens.len().min(64))
    }

    /// The clause a word belongs to: the nearest verb or other predicate above it.
    pub(super) fn clause(&self, word: usize) -> Option<usize> {
        self.ancestors(word).find(|&h| {
            matches!(self.tokens[h].upos, Upos::Verb)
                || self.has(h, Deprel::Cop)
                || self.tokens[h].head.is_none()
        })
    }

    /// The subject of a predicate.
    pub(super) fn subject(&self, predicate: usize) -> Option<usize> {
        self.children(predicate).find(|&c| {
            matches!(self.tokens[c].deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter)
        })
    }

    /// Whether `word` is `head` or below it.
    pub(super) fn below(&self, word: usize, head: usize) -> bool {
        word == head || self.ancestors(word).any(|a| a == head)
    }

    /// First and last word of the phrase that a nominal heads, without what belongs to a clause it is the predicate of.
    pub(super) fn phrase(&self, head: usize) -> (usize, usize) {
        let predicate = self.has(head, Deprel::Cop);
        let (mut first, mut last) = (head, head);
        let mut stack: Vec<usize> = Vec::new();
        for child in self.children(head) {
            let keep = match self.tokens[child].deprel {
                Deprel::Case | Deprel::Mark | Deprel::Cc | Deprel::CcPreconj | Deprel::Conj | Deprel::Cop => {
                    false
                }
                Deprel::Aux | Deprel::AuxPass | Deprel::Parataxis | Deprel::Discourse | Deprel::Vocative => {
                    false
                }
                Deprel::Orphan | Deprel::List | Deprel::Dislocated | Deprel::Reparandum | Deprel::Appos => {
                    false
                }
                Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter | Deprel::Expl => !predicate,
                Deprel::Csubj | Deprel::CsubjPass | Deprel::CsubjOuter | Deprel::Ccomp | Deprel::Obl => {
                    !predicate
                }
                Deprel::Advcl | Deprel::Advmod | Deprel::OblUnmarked => !predicate && child < head,
                Deprel::Punct => false,
                _ => true,
            };
            if keep {
                stack.push(child);
            }
        }
        while let Some(word) = stack.pop() {
            first = first.min(word);
            last = last.max(word);
            for child in self.children(word) {
                let punctuation = self.tokens[child].deprel == Deprel::Punct;
                if !(punctuation && (child < first || child > last)) && child != head {
                    stack.push(child);
                }
            }
        }
        (first, last)
    }
}
