//! The words of a frame around the word that may begin it: verbs with their particles, nouns and adjectives with their phrases.

use legation_language::{Deprel, Upos};

use super::index::PARTICLES;
use super::{Match, Matcher};
use crate::predicate::{self, Predicate};
use crate::told::Record;

impl Matcher<'_> {
    pub(super) fn try_verb(&self, word: usize, lemma: &str, record: &Record, out: &mut Vec<Match>) {
        let Some(frames) = self.index.verbs.get(lemma) else { return };
        let p = predicate::verb(self.tree, word);
        for &(id, n) in frames {
            let frame = self.frame(id);
            if let Some((p, words)) = self.verb_phrase(&p, &frame.verbs[n]) {
                self.try_frame(id, frame, p, words, record, out);
            }
        }
    }

    /// The predicate with its particles and fixed words; a final preposition makes its noun the object.
    pub(super) fn verb_phrase(&self, p: &Predicate, words: &[String]) -> Option<(Predicate, Vec<usize>)> {
        let tree = self.tree;
        let mut p = p.clone();
        let mut used = vec![p.word];
        if words.len() == 1 {
            // "call off" is not "call": a particle makes another verb, where some frame names that.
            let lemma = &tree.lemma[p.word];
            let other = tree
                .under(p.word, &[Deprel::CompoundPrt])
                .any(|c| self.index.particles.contains(&(lemma.clone(), tree.lower[c].clone())));
            return (!other).then_some((p, used));
        }
        let last = words.len() - 1;
        let mut from = p.word;
        for (k, word) in words.iter().enumerate().skip(1) {
            if k == last
                && let Some(at) = p.obliques.iter().position(|(c, _)| c == word)
            {
                let noun = p.obliques[at].1;
                // "was called for by": the passive's subject is already the object.
                if !p.passive || p.object.is_empty() {
                    // "asked Vietnam for grain": whom the verb has for its object stays within reach.
                    if p.indirect.is_empty() {
                        p.indirect = std::mem::take(&mut p.object);
                    }
                    p.object = p.obliques.iter().filter(|(c, _)| c == word).map(|(_, n)| *n).collect();
                }
                if let Some(c) = tree.first(noun, &[Deprel::Case, Deprel::Mark]) {
                    used.push(c);
                }
                break;
            }
            // A particle or fixed word after the verb, at most a short phrase away.
            let particle = PARTICLES.contains(&word.as_str());
            let found = (from + 1..(p.word + 8).min(tree.len())).find(|&i| {
                // The preposition of a noun further on is no particle: "carried them out of the city".
                let belongs = !particle
                    || i == from + 1
                    || matches!(tree.deprel(i), Deprel::CompoundPrt | Deprel::Advmod | Deprel::Fixed);
                belongs
                    && (tree.lemma[i] == *word || tree.lower[i] == *word)
                    && (tree.dominates(p.word, i)
                        || tree.head(i) == tree.head(p.word) && tree.deprel(i) == Deprel::Case)
            })?;
            let preposition_of_adverb = tree.deprel(found) == Deprel::Case && k < last;
            if preposition_of_adverb && tree.head(found).is_some_and(|h| tree.upos(h) == Upos::Verb) {
                return None;
            }
            // "take in refugees", where the parser took the particle for the noun's preposition.
            if particle
                && tree.deprel(found) == Deprel::Case
                && p.object.is_empty()
                && let Some(noun) = tree.head(found)
                && !(found + 1..noun).any(|i| tree.deprel(i) == Deprel::Case)
            {
                p.object.push(noun);
            }
            used.push(found);
            from = found;
        }
        used.sort_unstable();
        Some((p, used))
    }

    pub(super) fn try_noun(&self, word: usize, record: &Record, out: &mut Vec<Match>) {
        let tree = self.tree;
        let Some(frames) = self.index.nouns.get(&tree.lemma[word]) else { return };
        let mut made = None;
        for &(id, n) in frames {
            let frame = self.frame(id);
            let phrase = &frame.nouns[n];
            let words: Vec<usize> = if phrase.len() == 1 && tree.lemma[word] == phrase[0] {
                vec![word]
            } else {
                // A hyphen makes up to three words of one.
                let reach = 4 * phrase.len();
                let found = (word.saturating_sub(reach)..=word)
                    .find_map(|at| tree.end_of(at, phrase).filter(|&end| end > word).map(|end| (at, end)));
                let Some((at, end)) = found else { continue };
                (at..end).collect()
            };
            let p = made.get_or_insert_with(|| predicate::noun(tree, word)).clone();
            self.try_frame(id, frame, p, words, record, out);
        }
    }

    pub(super) fn try_adjective(&self, word: usize, record: &Record, out: &mut Vec<Match>) {
        let Some(frames) = self.index.adjectives.get(&self.tree.lemma[word]) else { return };
        let p = predicate::adjective(self.tree, word);
        for &(id, n) in frames {
            let frame = self.frame(id);
            if let Some((p, words)) = self.verb_phrase(&p, &frame.adjectives[n]) {
                self.try_frame(id, frame, p, words, record, out);
            }
        }
    }
}

/// What a participle in "ed" may be of.
pub(super) fn bases(form: &str) -> Vec<String> {
    let Some(stem) = form.strip_suffix("ed") else { return Vec::new() };
    let mut out = vec![stem.to_owned(), format!("{stem}e")];
    if let Some(y) = stem.strip_suffix('i') {
        out.push(format!("{y}y"));
    }
    let mut last = stem.chars().rev();
    if let (Some(a), Some(b)) = (last.next(), last.next())
        && a == b
    {
        out.push(stem[..stem.len() - a.len_utf8()].to_owned());
    }
    out
}
