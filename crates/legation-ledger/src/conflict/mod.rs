//! Contradictions between claims: reported with both sides, never resolved.
//!
//! What is found depends on the set of facts alone, not on their order. Each kind has its own module; the courses along which acts
//! follow on one another are data (`[[stages]]` in `lexicon/axes`).

mod count;
mod course;
mod denial;
mod exclusive;
mod government;
mod order;
mod person;
mod stage;
mod telling;
#[cfg(test)]
mod tests;
mod universal;
mod unsupported;
mod wording;

use std::collections::BTreeMap;

use jiff::civil::Date;
use legation_core::Fingerprint;
use legation_lexicon::Lexicon;

use crate::fact::Fact;
use telling::{Known, Telling};

/// In what way claims contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// One act that happens once is told of days that exclude each other.
    ExclusiveDates,
    /// An act is told as done at a time when it was only considered, or at an earlier stage, and was done later.
    StageConfusion,
    /// "No country has .." against one that has.
    NegatedUniversal,
    /// A later stage before an earlier one.
    ImpossibleOrder,
    /// One ordinal for two, or two ordinals for one.
    RivalCounts,
    /// One act told of two governments of one state.
    WrongGovernment,
    /// Told as done by one source, and denied by another.
    DoneDenied,
    /// Told as background by one source only: no contradiction, but no support either.
    Unsupported,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::ExclusiveDates,
        Self::StageConfusion,
        Self::NegatedUniversal,
        Self::ImpossibleOrder,
        Self::RivalCounts,
        Self::WrongGovernment,
        Self::DoneDenied,
        Self::Unsupported,
    ];

    /// The kind's code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ExclusiveDates => "exclusive-dates",
            Self::StageConfusion => "stage-confusion",
            Self::NegatedUniversal => "negated-universal",
            Self::ImpossibleOrder => "impossible-order",
            Self::RivalCounts => "rival-counts",
            Self::WrongGovernment => "wrong-government",
            Self::DoneDenied => "done-denied",
            Self::Unsupported => "unsupported",
        }
    }

    /// Reads the code back.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == code)
    }

    /// Whether claims contradict each other, and not only lack support.
    pub const fn is_contradiction(self) -> bool {
        !matches!(self, Self::Unsupported)
    }
}

/// A claim that a conflict cites.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cited {
    /// The document's id.
    pub document: String,
    /// The claim's id.
    pub claim: String,
}

/// Claims that contradict each other, or lack support.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// In what way.
    pub kind: Kind,
    /// A fingerprint of the kind and the claims.
    pub id: String,
    /// The code of the act that it is about.
    pub act: String,
    /// The two sides, each by document and claim. The second is empty only where nothing near an unsupported claim is known.
    pub sides: [Vec<Cited>; 2],
    /// What contradicts what, as a sentence.
    pub explanation: String,
    /// The day since which it contradicts, where that matters.
    pub from: Option<Date>,
}

impl Conflict {
    fn new(kind: Kind, act: &str, sides: [Vec<&Fact>; 2], explanation: String, from: Option<Date>) -> Self {
        let (id, act) = (String::new(), act.to_owned());
        let mut conflict = Self { kind, id, act, sides: sides.map(cited), explanation, from };
        conflict.id = conflict.fingerprint();
        conflict
    }

    fn fingerprint(&self) -> String {
        let mut claims: Vec<&str> = self.sides.iter().flatten().map(|c| c.claim.as_str()).collect();
        claims.sort_unstable();
        claims.dedup();
        claims
            .iter()
            .fold(Fingerprint::new().field(self.kind.as_str()), |print, claim| print.field(claim))
            .finish()
    }

    /// Documents of each side.
    fn documents(&self) -> [Vec<String>; 2] {
        self.sides.clone().map(|side| {
            let mut all: Vec<String> = side.into_iter().map(|c| c.document).collect();
            all.dedup();
            all
        })
    }
}

fn cited(facts: Vec<&Fact>) -> Vec<Cited> {
    let mut all: Vec<Cited> = facts
        .into_iter()
        .map(|f| Cited { document: f.document.document.clone(), claim: f.claim.clone() })
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The contradictions among facts, of one pair or of many, by kind and then by the documents of their sides. Facts need their
/// sentences.
pub fn conflicts(lexicon: &Lexicon, facts: &[Fact]) -> Vec<Conflict> {
    let known = Known::new(lexicon, facts);
    let mut all = stage::find(&known);
    all.extend(exclusive::find(&known));
    all.extend(universal::find(&known));
    all.extend(order::find(&known));
    all.extend(count::find(&known));
    all.extend(government::find(&known));
    all.extend(denial::find(&known));
    all.extend(unsupported::find(&known));
    once(all)
}

/// Each contradiction once: what two documents tell of both sides of a mutual act, or what two courses share, contradicts once. A
/// contradiction that is explained by a stage is not told again as one of days or of order.
fn once(all: Vec<Conflict>) -> Vec<Conflict> {
    let mut kept: BTreeMap<Place, Conflict> = BTreeMap::new();
    let mut all = all;
    all.sort_by(|a, b| (a.kind, &a.explanation, &a.id).cmp(&(b.kind, &b.explanation, &b.id)));
    for conflict in all {
        match kept.entry((conflict.kind, conflict.documents(), conflict.act.clone())) {
            std::collections::btree_map::Entry::Vacant(place) => {
                place.insert(conflict);
            }
            std::collections::btree_map::Entry::Occupied(mut place) => place.get_mut().join(conflict),
        }
    }
    let explained: Vec<[Vec<Cited>; 2]> = of_kind(&kept, Kind::StageConfusion);
    let dated: Vec<[Vec<Cited>; 2]> = of_kind(&kept, Kind::ExclusiveDates);
    let mut rest: Vec<Conflict> = kept.into_values().collect();
    rest.retain(|c| match c.kind {
        Kind::ExclusiveDates => !explained.iter().any(|e| shares(e, &c.sides)),
        Kind::ImpossibleOrder => !explained.iter().chain(&dated).any(|e| shares(e, &c.sides)),
        _ => true,
    });
    rest
}

/// What a conflict is found by: its kind, the documents of its sides, its act.
type Place = (Kind, [Vec<String>; 2], String);

fn of_kind(kept: &BTreeMap<Place, Conflict>, kind: Kind) -> Vec<[Vec<Cited>; 2]> {
    kept.values().filter(|c| c.kind == kind).map(|c| c.sides.clone()).collect()
}

/// Whether two conflicts set claims of the same documents against each other.
fn shares(one: &[Vec<Cited>; 2], other: &[Vec<Cited>; 2]) -> bool {
    let meets = |a: &[Cited], b: &[Cited]| a.iter().any(|x| b.contains(x));
    (meets(&one[0], &other[0]) && meets(&one[1], &other[1]))
        || (meets(&one[0], &other[1]) && meets(&one[1], &other[0]))
}

impl Conflict {
    /// Takes in the claims of the same contradiction told of the other side.
    fn join(&mut self, other: Self) {
        for (own, more) in self.sides.iter_mut().zip(other.sides) {
            own.extend(more);
            own.sort_unstable();
            own.dedup();
        }
        self.from = self.from.min(other.from).or(self.from).or(other.from);
        self.id = self.fingerprint();
    }
}

/// Whether some claim of one telling was read in another text than some of the other: copies do not contradict themselves.
fn independent(a: &Telling<'_>, b: &Telling<'_>) -> bool {
    a.facts.iter().any(|x| b.facts.iter().any(|y| x.document.text != y.document.text))
}
