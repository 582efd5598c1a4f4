//! Contradictions with their sentences.

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::Serialize;

use super::{EvidenceView, Named, evidence_view, recorded};
use crate::ask::end_of;
use crate::conflict::{self, Cited, Conflict, Kind};
use crate::ends;
use crate::error::Error;
use crate::fact::Fact;
use crate::ledger::{Ledger, Review};

/// `legation conflicts`: what contradicts what.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Conflicts {
    /// The end asked about, where one was named.
    pub actor: Option<Named>,
    /// The other, where a pair was asked for.
    pub other: Option<Named>,
    /// The day asked about.
    pub on: Date,
    /// What was recorded by the end of this day counts.
    pub known: Date,
    /// The contradictions, by kind.
    pub conflicts: Vec<ConflictView>,
    /// How many more have been reviewed and are not shown.
    pub reviewed: usize,
}

/// Claims that contradict each other, or lack support.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ConflictView {
    /// Its id: changes where more claims join it.
    pub id: String,
    /// In what way, by its code.
    pub kind: String,
    /// The act that it is about.
    pub act: String,
    /// The day since which it contradicts, where that matters.
    pub since: Option<Date>,
    /// What contradicts what, as a sentence.
    pub explanation: String,
    /// The sentences of the two sides; the second is empty only where an unsupported claim has nothing near it.
    pub sides: [Vec<EvidenceView>; 2],
    /// Who has looked at it, the earliest first.
    pub reviews: Vec<ReviewView>,
}

/// That somebody has looked at a contradiction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReviewView {
    /// What they found.
    pub why: String,
    /// Who.
    pub who: String,
    /// When, as RFC 3339.
    pub recorded: String,
}

/// Which contradictions are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sought {
    /// An end, or two: contradictions about what it does or undergoes, or about the pair.
    pub ends: Vec<String>,
    /// Kinds; empty for all.
    pub kinds: Vec<Kind>,
    /// Whether those that have been reviewed are shown.
    pub reviewed: bool,
    /// Whether claims without support are shown, which contradict nothing; they are where their kind is named.
    pub unsupported: bool,
}

impl Sought {
    fn covers(&self, kind: Kind) -> bool {
        if self.kinds.is_empty() {
            kind.is_contradiction() || self.unsupported
        } else {
            self.kinds.contains(&kind)
        }
    }
}

/// Facts by document and claim.
type Facts<'f> = FxHashMap<(&'f str, &'f str), &'f Fact>;

fn facts_of<'f>(by_claim: &Facts<'f>, side: &[Cited]) -> Vec<&'f Fact> {
    side.iter().filter_map(|c| by_claim.get(&(c.document.as_str(), c.claim.as_str())).copied()).collect()
}

impl Ledger<'_> {
    /// The contradictions that are asked for, with both sides' sentences, by kind.
    ///
    /// # Errors
    /// Where an end is unknown, or the store fails.
    pub fn contradictions(&mut self, sought: &Sought, on: Date, known: Date) -> Result<Conflicts, Error> {
        let lexicon = self.lexicon();
        let named: Vec<String> = sought.ends.iter().map(|e| self.end(e, on)).collect::<Result<_, _>>()?;
        let pasts: Vec<Vec<ends::Past>> = named.iter().map(|e| ends::history(lexicon, e)).collect();
        let facts = self.all_facts(end_of(known))?;
        let by_claim: Facts<'_> =
            facts.iter().map(|f| ((f.document.document.as_str(), f.claim.as_str()), f)).collect();
        let mut reviews = self.reviews(end_of(known))?;
        let asked = |c: &Conflict| {
            sought.covers(c.kind)
                && c.from.is_none_or(|from| from <= on)
                && c.sides.iter().any(|side| facts_of(&by_claim, side).iter().any(|f| concerns(&pasts, f)))
        };
        let (mut conflicts, mut left_out) = (Vec::new(), 0);
        for conflict in conflict::conflicts(lexicon, &facts).into_iter().filter(asked) {
            let reviews = reviews.remove(&conflict.id).unwrap_or_default();
            if !reviews.is_empty() && !sought.reviewed {
                left_out += 1;
                continue;
            }
            let mut sides = [Vec::new(), Vec::new()];
            for (shown, side) in sides.iter_mut().zip(&conflict.sides) {
                *shown = self.evidence(&facts_of(&by_claim, side))?.iter().map(evidence_view).collect();
            }
            conflicts.push(view(conflict, sides, reviews));
        }
        let mut names = named.iter().map(|e| Named::new(lexicon, e));
        Ok(Conflicts { actor: names.next(), other: names.next(), on, known, conflicts, reviewed: left_out })
    }
}

fn view(conflict: Conflict, sides: [Vec<EvidenceView>; 2], reviews: Vec<Review>) -> ConflictView {
    let review = |r: Review| ReviewView { why: r.reason, who: r.author, recorded: recorded(r.recorded) };
    ConflictView {
        id: conflict.id,
        kind: conflict.kind.as_str().to_owned(),
        act: conflict.act,
        since: conflict.from,
        explanation: conflict.explanation,
        sides,
        reviews: reviews.into_iter().map(review).collect(),
    }
}

/// Whether a fact is about these ends: about any where none is named, about one, or between two.
fn concerns(pasts: &[Vec<ends::Past>], fact: &Fact) -> bool {
    let is = |past: &[ends::Past], end: &Option<String>| {
        end.as_ref().is_some_and(|end| past.iter().any(|p| p.end == *end))
    };
    match pasts {
        [] => true,
        [one] => is(one, &fact.actor) || is(one, &fact.recipient),
        [one, other, ..] => {
            (is(one, &fact.actor) && is(other, &fact.recipient))
                || (is(other, &fact.actor) && is(one, &fact.recipient))
        }
    }
}
