//! Frames tried on predicates: which act the words name, and where its roles are.
//!
//! `index` knows which frames a word may begin; `phrase` finds the words of a frame around it; `constraints` asks whether the
//! arguments are what the frame wants; `roles` walks its paths to actor and recipient. `parties` says who can be a party to the act
//! and whom the paths miss, `replies` who is meant where an act answers the one told before.

mod constraints;
mod index;
mod parties;
mod phrase;
mod replies;
mod roles;

use legation_language::{Deprel, Upos};
use legation_lexicon::Lexicon;
use legation_lexicon::data::{Frame, Step};
use rustc_hash::FxHashMap;

use crate::anaphora::AnaphoricWords;
use crate::clause::Tree;
use crate::ellipsis;
use crate::mention::{Mention, Mentions};
use crate::predicate::{self, Form, Predicate};
use crate::told::Record;

use constraints::find_nominal_agent;
pub(crate) use index::{FrameId, FrameIndex};
pub(crate) use parties::same_party;
use phrase::bases;

/// A frame that holds, with its roles.
#[derive(Debug, Clone)]
pub(crate) struct Match {
    pub(crate) id: FrameId,
    pub(crate) predicate: Predicate,
    /// Words that make up the predicate as written, in order.
    pub(crate) words: Vec<usize>,
    pub(crate) actors: Vec<Mention>,
    pub(crate) recipients: Vec<Mention>,
    pub(crate) actor_path: String,
    pub(crate) recipient_path: String,
    /// Constraints that held: the more, the surer.
    pub(crate) constraints: usize,
}

/// Tries the frames of the lexicon on one sentence.
pub(crate) struct Matcher<'a> {
    pub(crate) tree: &'a Tree<'a>,
    pub(crate) mentions: &'a Mentions<'a>,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) index: &'a FrameIndex,
    /// Mentions that coreference supplies for pronouns and definite phrases, by head.
    pub(crate) links: &'a FxHashMap<usize, Vec<Mention>>,
    /// For nouns that take up an act told before, where it was told: sentence and predicate.
    pub(crate) acts: &'a FxHashMap<usize, (usize, usize)>,
    /// For pronouns, the noun that they stand for: sentence and word.
    pub(crate) nouns: &'a FxHashMap<usize, (usize, usize)>,
    /// The trees of the document, and which of them this is.
    pub(crate) trees: &'a [Option<Tree<'a>>],
    pub(crate) sentence: usize,
    pub(crate) anaphoric: &'a AnaphoricWords<'a>,
}

impl Matcher<'_> {
    /// The best frame of each predicate of the sentence, in the order of the words; what they tell goes on record.
    pub(crate) fn matches(&self, record: &mut Record) -> Vec<Match> {
        let mut out = Vec::new();
        for word in 0..self.tree.len() {
            // "Downing Street" downs nobody, and "quake-hit" hits nobody.
            let in_a_name = self.mentions.name_at(word).is_some_and(|(_, first, last)| last > first);
            let hyphenated = word > 1
                && self.tree.lower[word - 1] == "-"
                && !self.tree.token(word - 2).space_after
                && self.tree.deprel(word) == Deprel::Amod
                && self.tree.upos(word) != Upos::Noun;
            if in_a_name || hyphenated {
                continue;
            }
            let mut candidates = Vec::new();
            match self.tree.upos(word) {
                Upos::Verb => self.try_verb(word, &self.tree.lemma[word], record, &mut candidates),
                Upos::Noun | Upos::Propn => self.try_noun(word, record, &mut candidates),
                Upos::Adj => {
                    self.try_adjective(word, record, &mut candidates);
                    // Participles tagged as adjectives ("was dead set", "banned"): verbs after all where a frame says so.
                    if candidates.is_empty() {
                        for base in bases(&self.tree.lower[word]) {
                            self.try_verb(word, &base, record, &mut candidates);
                        }
                    }
                }
                _ => {}
            }
            if let Some(p) = predicate::being(self.tree, word) {
                for &(id, n) in self.index.verbs.get("be").map_or(&[][..], Vec::as_slice) {
                    let frame = self.frame(id);
                    if let Some((p, words)) = self.verb_phrase(&p, &frame.verbs[n]) {
                        self.try_frame(id, frame, p, words, record, &mut candidates);
                    }
                }
            }
            if let Some(best) = self.best(candidates).or_else(|| ellipsis::repeated(self, word, record)) {
                record.note(self.sentence, self.tree.above(word).count(), &best);
                out.push(best);
            }
        }
        let out = self.without_repeats(out);
        record.keep_only(self.sentence, &out);
        out
    }

    fn frame(&self, id: FrameId) -> &Frame {
        &self.lexicon.data().acts[id.act].frames[id.frame]
    }

    fn try_frame(
        &self,
        id: FrameId,
        frame: &Frame,
        mut p: Predicate,
        words: Vec<usize>,
        record: &Record,
        out: &mut Vec<Match>,
    ) {
        if p.form == Form::Noun {
            find_nominal_agent(&mut p, frame);
        }
        let Some(mut constraints) = self.constraints(frame, &p, &words) else { return };
        let (mut actors, actor_path) = self.role(&p, &frame.actor, &frame.actor_is, &[], record);
        if !frame.recipient.is_empty()
            && frame.recipient.iter().all(|path| path.first() == Some(&Step::Reply))
            && let Some(asked) = self.asked_before(&p, &actors, record)
        {
            actors = asked;
        }
        let (mut recipients, mut recipient_path) = match self.reciprocal(&p, frame, &actors) {
            Some(both) => (both, "reciprocal".to_owned()),
            None => self.role(&p, &frame.recipient, &frame.recipient_is, &actors, record),
        };
        if p.form == Form::Noun
            && actors.is_empty()
            && recipients.is_empty()
            && let Some(told) = self.acts.get(&p.word).and_then(|&(s, word)| record.at(s, word))
            && told.id.act == id.act
        {
            // "The designation was made in 2003": by whom, and of whom, was told before.
            let here = |m: &Mention| m.taken_up(told.sentence, p.word, p.word, p.word);
            actors = told.actors.iter().map(here).collect();
            recipients = told.recipients.iter().map(here).collect();
        }
        self.mentions.settle(&mut actors, &recipients, true);
        self.mentions.settle(&mut recipients, &actors, false);
        let diplomatic = self.lexicon.data().acts[id.act].diplomatic;
        let by_design = frame.recipient.first().is_some_and(|p| p.first() == Some(&Step::Nobody));
        if diplomatic
            && !by_design
            && !actors.is_empty()
            && (recipients.is_empty()
                || !self.lexicon.data().acts[id.act].falls_on_anyone && self.are_own(&actors, &recipients))
            && !(frame.symmetric && actors.len() > 1)
        {
            let near = self.other_party(&p, &actors);
            if !near.is_empty() {
                recipients = near;
                recipient_path = "clause".into();
            } else if recipients.is_empty() {
                recipients = self.counterpart_told(&p, &actors, record);
                recipient_path = "told".into();
            }
        }
        let act = &self.lexicon.data().acts[id.act];
        if diplomatic && !act.falls_on_anyone && !actors.is_empty() && !recipients.is_empty() {
            // A state has no diplomacy with itself.
            let own = |r: &Mention| {
                self.mentions
                    .country(r)
                    .is_some_and(|c| actors.iter().all(|a| self.mentions.country(a) == Some(c)))
            };
            recipients.retain(|r| !own(r));
        }
        if frame.symmetric && recipients.is_empty() && actors.len() > 1 {
            recipients = actors.clone();
        }
        if frame.symmetric && actors.is_empty() && recipients.len() > 1 {
            actors = recipients.clone();
        }
        if actors.is_empty() && recipients.is_empty() {
            return;
        }
        if frame.needs_actor && actors.is_empty() || frame.needs_recipient && recipients.is_empty() {
            return;
        }
        if frame.parties > 0 {
            let of = |m: &Mention| self.mentions.country(m).map(str::to_owned);
            let mut names: Vec<String> = actors.iter().chain(&recipients).filter_map(of).collect();
            names.sort_unstable();
            names.dedup();
            if names.len() < frame.parties {
                return;
            }
            constraints += 2;
        }
        out.push(Match {
            id,
            predicate: p,
            words,
            actors,
            recipients,
            actor_path,
            recipient_path,
            constraints,
        });
    }

    fn best(&self, candidates: Vec<Match>) -> Option<Match> {
        let acts = &self.lexicon.data().acts;
        let mut best: Option<((usize, usize, usize, usize), Match)> = None;
        for m in candidates {
            let diplomatic = acts[m.id.act].diplomatic;
            if diplomatic && !self.is_diplomacy(&m) {
                continue;
            }
            let rank = (
                usize::from(diplomatic),
                usize::from(!m.actors.is_empty()) + usize::from(!m.recipients.is_empty()),
                m.constraints,
                m.words.len(),
            );
            if best.as_ref().is_none_or(|(r, _)| rank > *r) {
                best = Some((rank, m));
            }
        }
        best.map(|(_, m)| m)
    }

    /// Drops a noun's match where the noun is what a matched verb is about, and the same party does both: "suspended aid"
    /// is no aid, "signed the agreement" one act.
    fn without_repeats(&self, matches: Vec<Match>) -> Vec<Match> {
        let explained = |m: &Match| {
            m.predicate.form == Form::Noun
                && matches.iter().any(|v| {
                    let frame = self.frame(v.id);
                    v.predicate.form == Form::Verb
                        && v.predicate
                            .object
                            .iter()
                            .any(|&o| self.tree.conjuncts(o).contains(&m.predicate.word))
                        && frame.arguments.iter().any(|(step, _)| *step == Step::Object)
                        && (m.actors.is_empty()
                            || m.actors.iter().all(|a| v.actors.iter().any(|b| same_party(a, b))))
                        && (m.actors.is_empty() <= m.recipients.is_empty() || !v.recipients.is_empty())
                })
        };
        let keep: Vec<bool> = matches.iter().map(|m| !explained(m)).collect();
        matches.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(m, _)| m).collect()
    }
}
