//! Facts: what the derivation needs of a claim, whatever store it comes from.

use jiff::civil::Date;
use legation_core::{Basis, Precision, Quantifier, Status};
use legation_lexicon::data::PartyKind;

use crate::ends::End;

/// One claim as derivations see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// The claim's id.
    pub claim: String,
    /// The document it was read in.
    pub document: Source,
    /// The document's number in the store.
    pub number: i32,
    /// The act's code.
    pub act: String,
    /// Who acted; `None` also for a class of states, as in `quantifier`.
    pub actor: Option<End>,
    /// For an actor that is a class ("no country", "most nations"): how many of it.
    pub quantifier: Option<Quantifier>,
    /// On whom.
    pub recipient: Option<End>,
    /// What the recipient is.
    pub recipient_kind: Option<PartyKind>,
    /// Whether it happened.
    pub status: Status,
    /// First day that the words allow; `None` where open.
    pub from: Option<Date>,
    /// Last day that the words allow; `None` where open.
    pub to: Option<Date>,
    /// Precision of the words.
    pub precision: Precision,
    /// Where the time comes from.
    pub basis: Basis,
    /// The last day of the document's publication.
    pub published: Option<Date>,
    /// The country where it took place, where the text says so.
    pub place: Option<String>,
    /// Probability that the claim is right.
    pub confidence: f64,
    /// The sentence, where it was asked for or the act's moves depend on its words; empty elsewhere.
    pub sentence: String,
    /// When the ledger recorded it, in seconds since 1970.
    pub recorded: i64,
}

/// A document as a source: copies of one text count once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source {
    /// The document's id.
    pub document: String,
    /// Who published it, in lower case; the document's id where nobody is named.
    pub publisher: String,
    /// The group of copies that the document is in, by the id of its first member.
    pub text: String,
}

impl Fact {
    /// Whether the words, or the publication, bound the act's day on both sides.
    pub fn is_dated(&self) -> bool {
        self.basis == Basis::Stated && self.from.is_some() && self.to.is_some()
    }

    /// The day by which it had happened, or was told: the last day of its time, or else that of the publication.
    pub fn by(&self) -> Option<Date> {
        self.to.or(self.from).or(self.published)
    }
}

/// The share of independent support: one minus the product of the doubts of independent sources. Of the claims of one publisher
/// or of copies of one text, the surest counts.
pub fn corroborated<'f>(facts: impl IntoIterator<Item = &'f Fact>) -> (f64, usize) {
    let mut groups: Vec<(Vec<&Source>, f64)> = Vec::new();
    let mut facts: Vec<&Fact> = facts.into_iter().collect();
    facts.sort_by(|a, b| (&a.document, &a.claim).cmp(&(&b.document, &b.claim)));
    for fact in facts {
        let same = |s: &&Source| s.publisher == fact.document.publisher || s.text == fact.document.text;
        let mut joined = (vec![&fact.document], fact.confidence);
        let mut apart = Vec::with_capacity(groups.len() + 1);
        for group in groups {
            if group.0.iter().any(same) {
                joined.1 = joined.1.max(group.1);
                joined.0.extend(group.0);
            } else {
                apart.push(group);
            }
        }
        apart.push(joined);
        groups = apart;
    }
    let mut doubts: Vec<f64> = groups.iter().map(|g| 1.0 - g.1).collect();
    // Products in one order: the last bit must not depend on the order of arrival.
    doubts.sort_by(f64::total_cmp);
    (1.0 - doubts.iter().product::<f64>(), doubts.len())
}
