//! Who is meant where an act answers, or takes up, the one told before.

use legation_language::Upos;

use super::Matcher;
use crate::mention::{Mention, Origin};
use crate::predicate::Predicate;
use crate::told::{Record, Told};

/// Types of acts that are answered, even where they name nobody to whom they are done.
const CALLS_FOR_ANSWER: [&str; 6] = ["REQUEST", "ACCUSE", "THREATEN", "ASSAULT", "COERCE", "SANCTION"];

impl Matcher<'_> {
    /// The other side of the act that was told last: whoever did it to the actors, whom they answer; where they go on ("also
    /// demanded"), to whom they did it.
    pub(super) fn answered(&self, p: &Predicate, actors: &[Mention], record: &Record) -> Vec<Mention> {
        let acts_now = |m: &Mention| actors.iter().any(|a| self.are_one_side(a, m));
        // "invited the speaker, who declined": one mention, though its owner was found for the first verb only.
        let same_words =
            |t: &Told, m: &Mention| t.sentence == self.sentence && actors.iter().any(|a| a.head == m.head);
        let goes_on = self.tree.children(p.anchor).iter().any(|&c| self.is_going_on(c));
        let others = record.latest(self.sentence).find_map(|told| {
            let acted = told.actors.iter().any(acts_now);
            let undergone = told.recipients.iter().any(|m| acts_now(m) || same_words(told, m));
            match (acted, undergone) {
                (true, false) if goes_on => Some((told.sentence, &told.recipients)),
                (false, true) => Some((told.sentence, &told.actors)),
                _ => None,
            }
        });
        // "Rebels shelled the border post. Israel hit back": to whom it was done was left out.
        let others = others.or_else(|| {
            let told = record.latest(self.sentence).find(|t| !t.actors.is_empty())?;
            let root = self.lexicon.data().acts[told.id.act].root.as_str();
            let open = told.recipients.is_empty() && !told.actors.iter().any(acts_now);
            (open && CALLS_FOR_ANSWER.contains(&root)).then_some((told.sentence, &told.actors))
        });
        let Some((sentence, others)) = others else { return Vec::new() };
        others.iter().map(|m| m.taken_up(sentence, p.word, p.word, p.word)).collect()
    }

    /// Whoever did the act told last to those whom a pronoun takes up.
    pub(super) fn holders(&self, p: &Predicate, undergo: &[Mention], record: &Record) -> Vec<Mention> {
        // "three Iranian fishermen": the words of the one may be a part of the other's.
        let taken_up = |told: &Told, m: &Mention| {
            let of = m.origin.unwrap_or(Origin { sentence: told.sentence, first: m.first, last: m.last });
            let overlap = |o: Origin| o.sentence == of.sentence && o.first <= of.last && of.first <= o.last;
            undergo.iter().any(|u| u.origin.is_some_and(overlap))
        };
        let told =
            record.latest(self.sentence).find(|told| told.recipients.iter().any(|m| taken_up(told, m)));
        let Some(told) = told else { return Vec::new() };
        told.actors.iter().map(|m| m.taken_up(told.sentence, p.word, p.word, p.word)).collect()
    }

    /// "Tokyo asked Beijing to free him. It refused": a pronoun with a verb that only answers is whoever was addressed, not
    /// whoever spoke.
    pub(super) fn asked_before(
        &self,
        p: &Predicate,
        actors: &[Mention],
        record: &Record,
    ) -> Option<Vec<Mention>> {
        let told = record.latest(self.sentence).find(|t| !t.actors.is_empty() && !t.recipients.is_empty())?;
        let pronoun = |a: &Mention| a.resolved && self.tree.upos(a.head) == Upos::Pron;
        let spoke = |a: &Mention| told.actors.iter().any(|t| self.are_one_side(a, t));
        let asks = self.lexicon.data().acts[told.id.act].root == "REQUEST";
        let answers = asks && !actors.is_empty() && actors.iter().all(|a| pronoun(a) && spoke(a));
        let head = actors.first()?.head;
        let here = |m: &Mention| m.taken_up(told.sentence, head, head, head);
        (answers && head != p.word).then(|| told.recipients.iter().map(here).collect())
    }

    /// Whom a state asks, where the words leave it out and the document speaks of one other state only.
    pub(super) fn asked(&self, p: &Predicate, actors: &[Mention]) -> Vec<Mention> {
        let asks = self.tree.in_set(p.word, self.anaphoric.asking);
        let [actor] = actors else { return Vec::new() };
        let other = (asks && self.mentions.is_official(actor)).then(|| self.mentions.other_state(actor));
        other.flatten().map(|m| m.taken_up(self.sentence, p.word, p.word, p.word)).into_iter().collect()
    }

    /// Whether a word says that more is told of the same.
    fn is_going_on(&self, word: usize) -> bool {
        self.anaphoric.telling_more.has(&self.tree.lower[word])
    }
}
