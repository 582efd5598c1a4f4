//! A sentence with its tree turned so that questions about it are quick to ask.

use legation_language::{Deprel, Sentence, Token, Upos};
use legation_lexicon::WordSet;
use legation_lexicon::data::Filler;

use crate::grammar::GrammarWords;

/// A parsed sentence with the children of every word at hand.
#[derive(Debug)]
pub(crate) struct Tree<'a> {
    /// The sentence.
    pub(crate) sentence: &'a Sentence,
    /// The words that decide its grammar.
    pub(crate) grammar: &'a GrammarWords<'a>,
    children: Vec<Vec<usize>>,
    /// Lower-case forms.
    pub(crate) lower: Vec<String>,
    /// Lower-case lemmas.
    pub(crate) lemma: Vec<String>,
}

impl<'a> Tree<'a> {
    pub(crate) fn new(sentence: &'a Sentence, grammar: &'a GrammarWords<'a>) -> Self {
        let mut children = vec![Vec::new(); sentence.tokens.len()];
        for (i, t) in sentence.tokens.iter().enumerate() {
            if let Some(h) = t.head {
                children[h].push(i);
            }
        }
        let lower = sentence.tokens.iter().map(|t| t.form.as_str().to_lowercase()).collect();
        let lemma = sentence.tokens.iter().map(|t| t.lemma.as_str().to_lowercase()).collect();
        Self { sentence, grammar, children, lower, lemma }
    }

    pub(crate) fn len(&self) -> usize {
        self.sentence.tokens.len()
    }

    pub(crate) fn token(&self, i: usize) -> &'a Token {
        &self.sentence.tokens[i]
    }

    pub(crate) fn upos(&self, i: usize) -> Upos {
        self.token(i).upos
    }

    pub(crate) fn deprel(&self, i: usize) -> Deprel {
        self.token(i).deprel
    }

    pub(crate) fn head(&self, i: usize) -> Option<usize> {
        self.token(i).head
    }

    /// Words whose head is `i`, in order.
    pub(crate) fn children(&self, i: usize) -> &[usize] {
        &self.children[i]
    }

    /// Children under one of these relations.
    pub(crate) fn under<'b>(&'b self, i: usize, relations: &'b [Deprel]) -> impl Iterator<Item = usize> + 'b {
        self.children[i].iter().copied().filter(move |&c| relations.contains(&self.deprel(c)))
    }

    /// The first child under one of these relations.
    pub(crate) fn first(&self, i: usize, relations: &[Deprel]) -> Option<usize> {
        self.children[i].iter().copied().find(|&c| relations.contains(&self.deprel(c)))
    }

    /// The preposition (first word of a fixed one) that marks a noun; of several the last, since what stands before it is an
    /// adverb to the sense: "over to", "back from", "together with".
    pub(crate) fn case(&self, i: usize) -> Option<&str> {
        let mut cases = self.under(i, &[Deprel::Case]).filter(|&c| c < i);
        let first = cases.next().or_else(|| self.first(i, &[Deprel::Case]))?;
        let last = cases.last().filter(|&c| is_plain_preposition(&self.lower[c])).unwrap_or(first);
        Some(self.lemma[last].as_str())
    }

    /// The words `i` and below, in order.
    pub(crate) fn subtree(&self, i: usize) -> Vec<usize> {
        let mut out = vec![i];
        let mut at = 0;
        while at < out.len() {
            out.extend_from_slice(&self.children[out[at]]);
            at += 1;
        }
        out.sort_unstable();
        out
    }

    /// The words of the clause of `i`: below it, without coordinated and side clauses.
    pub(crate) fn clause(&self, i: usize) -> Vec<usize> {
        let mut out = vec![i];
        let mut at = 0;
        while at < out.len() {
            for &c in &self.children[out[at]] {
                let clausal = matches!(self.upos(c), Upos::Verb | Upos::Aux);
                let side = match self.deprel(c) {
                    Deprel::Parataxis => true,
                    Deprel::Conj => clausal && out[at] == i,
                    _ => false,
                };
                if !side {
                    out.push(c);
                }
            }
            at += 1;
        }
        out.sort_unstable();
        out
    }

    /// Whether `above` is `below` or one of its heads.
    pub(crate) fn dominates(&self, above: usize, below: usize) -> bool {
        let mut at = below;
        for _ in 0..=self.len() {
            if at == above {
                return true;
            }
            match self.head(at) {
                Some(h) => at = h,
                None => return false,
            }
        }
        false
    }

    /// `i` and what is coordinated with it, the members that the parser took for appositions of a list included: in "Greece,
    /// Cyprus and Israel" *Cyprus* with *Israel* below it.
    pub(crate) fn conjuncts(&self, i: usize) -> Vec<usize> {
        let mut out = vec![i];
        let mut at = 0;
        while at < out.len() {
            let word = out[at];
            for &c in &self.children[word] {
                // "Argentina, but not Uruguay": left out of the list.
                let left_out =
                    self.upos(c) != Upos::Verb && self.children[c].iter().any(|&n| self.lower[n] == "not");
                if self.deprel(c) == Deprel::Conj && !left_out
                    || self.goes_on_listing(word, c) && !out.contains(&c)
                {
                    out.push(c);
                }
            }
            // The list may go on under what owns its first name: "the ministers of Greece, Cyprus and Israel".
            if self.upos(word) == Upos::Propn
                && self.deprel(word) == Deprel::Nmod
                && let Some(owner) = self.head(word)
            {
                for &c in &self.children[owner] {
                    if c > word && self.goes_on_listing(word, c) && !out.contains(&c) {
                        out.push(c);
                    }
                }
            }
            at += 1;
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Whether a name after a comma, with more names joined to it by "and", goes on with a list that `member` belongs to.
    fn goes_on_listing(&self, member: usize, c: usize) -> bool {
        let name = |w: usize| self.upos(w) == Upos::Propn;
        c > member
            && name(member)
            && name(c)
            && matches!(self.deprel(c), Deprel::Appos | Deprel::Nmod | Deprel::NmodUnmarked)
            && self.first(c, &[Deprel::Case]).is_none()
            && self.under(c, &[Deprel::Punct]).any(|p| p < c && self.lower[p] == ",")
            && self.under(c, &[Deprel::Conj]).any(|j| name(j) && self.first(j, &[Deprel::Cc]).is_some())
    }

    /// The heads above a word, the nearest first.
    pub(crate) fn above(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(i), |&w| self.head(w)).take(self.len())
    }

    /// Whether the sentence says "each other" or "one another" anywhere.
    pub(crate) fn has_reciprocal(&self) -> bool {
        (0..self.len()).any(|i| self.is_reciprocal(i))
    }

    /// Whether "each other" or "one another" begins here.
    pub(crate) fn is_reciprocal(&self, i: usize) -> bool {
        let next = self.lower.get(i + 1).map(String::as_str);
        matches!((self.lower[i].as_str(), next), ("each", Some("other")) | ("one", Some("another")))
    }

    /// Where the words from `at` on end that read as `phrase`, each by its lemma or its form; `None` where they do not.
    pub(crate) fn end_of(&self, at: usize, phrase: &[String]) -> Option<usize> {
        self.reads(at, phrase.iter().map(String::as_str))
    }

    /// Where the words from `at` on that read as a phrase end; hyphens are words of their own in the trees and none in the lexicon.
    fn reads<'p>(&self, at: usize, phrase: impl Iterator<Item = &'p str>) -> Option<usize> {
        let mut i = at;
        let here = |i: usize, word: &str| i < self.len() && (self.lemma[i] == word || self.lower[i] == word);
        for word in phrase {
            if i > at && self.lower.get(i).is_some_and(|w| w == "-") {
                i += 1;
            }
            if here(i, word) {
                i += 1;
                continue;
            }
            // "three-way" is one word or three.
            for (n, part) in word.split('-').enumerate() {
                if n > 0 && self.lower.get(i).is_some_and(|w| w == "-") {
                    i += 1;
                }
                if !here(i, part) {
                    return None;
                }
                i += 1;
            }
        }
        Some(i)
    }

    /// Whether the word, or a phrase around it, is in the set.
    pub(crate) fn in_set(&self, i: usize, set: &WordSet) -> bool {
        if set.has(&self.lemma[i]) || set.has(&self.lower[i]) {
            return true;
        }
        [&self.lemma[i], &self.lower[i]].into_iter().any(|w| {
            set.phrases_with(w).iter().any(|phrase| {
                phrase.iter().enumerate().any(|(k, part)| {
                    part == w && {
                        let reach = i.saturating_sub(2 * k)..=i;
                        reach.into_iter().any(|at| self.end_of(at, phrase).is_some_and(|end| end > i))
                    }
                })
            })
        })
    }

    /// Whether a word filler (a lemma or phrase) stands at `i`.
    pub(crate) fn is_word(&self, i: usize, word: &str) -> bool {
        if self.lemma[i] == word || self.lower[i] == word {
            return true;
        }
        // A phrase counts at each of its words.
        let parts = || word.split([' ', '-']);
        if !word.contains([' ', '-']) || !parts().any(|p| self.lemma[i] == p || self.lower[i] == p) {
            return false;
        }
        let reach = 2 * parts().count();
        (i.saturating_sub(reach)..=i).any(|at| self.reads(at, parts()).is_some_and(|end| end > i))
    }

    /// Whether one of the word and class fillers stands at `i`; `Any` always does, `Actor` and `Absent` never.
    pub(crate) fn filled(&self, i: usize, fillers: &[Filler], lexicon: &legation_lexicon::Lexicon) -> bool {
        fillers.iter().any(|f| match f {
            Filler::Word(w) => self.is_word(i, w),
            Filler::Class(c) => self.in_set(i, lexicon.class(*c)),
            // What must not be there: whoever asks turns the answer round.
            Filler::NotWord(w) => self.is_word(i, w),
            Filler::NotClass(c) => self.in_set(i, lexicon.class(*c)),
            Filler::Any => true,
            Filler::Actor | Filler::Absent => false,
        })
    }

    /// Whether the verb is passive: by its auxiliary, or as a bare participle after a noun.
    ///
    /// Past tense and participle are spelled alike, and the parser takes the one for the other, above all where the subject
    /// is long. What the participle cannot have settles it: an object of its own ("rebels accused Rwanda"), and a full
    /// sentence without an auxiliary ("Cuba called on its neighbours.").
    pub(crate) fn is_passive(&self, i: usize) -> bool {
        if self.upos(i) != Upos::Verb {
            return false;
        }
        if self.first(i, &[Deprel::AuxPass]).is_some() {
            return true;
        }
        if self.grammar.never_passive.has(&self.lemma[i]) {
            return false;
        }
        let has_object =
            self.first(i, &[Deprel::Obj]).is_some() && !self.grammar.two_objects.has(&self.lemma[i]);
        if self.first(i, &[Deprel::NsubjPass, Deprel::CsubjPass]).is_some() {
            let full_sentence = matches!(self.lower.last().map(String::as_str), Some("." | "\"" | "”"));
            let main = match self.deprel(i) {
                Deprel::Root => true,
                // What a reporting clause stands beside.
                Deprel::Ccomp => self.head(i).is_some_and(|h| h > i),
                _ => false,
            };
            let by = self.under(i, &[Deprel::OblAgent]).next().is_some();
            return by || !(has_object || full_sentence && main);
        }
        let participle = self.token(i).xpos == legation_language::Xpos::Vbn;
        let bare = participle && !has_object && self.first(i, &[Deprel::Aux, Deprel::Nsubj]).is_none();
        match self.deprel(i) {
            // "Reuters reported that": a participle that reports is none.
            Deprel::Acl if self.first(i, &[Deprel::Ccomp]).is_some() => {
                bare && self.grammar.two_objects.has(&self.lemma[i])
            }
            Deprel::Acl | Deprel::Advcl => bare,
            Deprel::Conj => {
                bare && self.head(i).is_some_and(|h| self.is_passive(h))
                    && self.first(i, &[Deprel::Obj]).is_none()
            }
            Deprel::Xcomp => bare,
            Deprel::Root => bare && self.first(i, &[Deprel::Obj]).is_none(),
            _ => false,
        }
    }
}

fn is_plain_preposition(word: &str) -> bool {
    matches!(word, "to" | "of" | "from" | "with" | "for" | "on" | "in" | "at" | "against" | "by")
}
