//! Answers in the form that commands and the API give them: plain values with names, for JSON and for tables.

mod conflicts;
mod diff;
mod timeline;
mod world;

use jiff::civil::Date;
use legation_core::{Claim, Status};
use legation_lexicon::Lexicon;
use serde::Serialize;
use std::collections::BTreeMap;

use crate::ask::{Account, Viewpoint};
use crate::derive::Standing;
use crate::error::Error;
use crate::fact::Fact;
use crate::happening::Happening;
use crate::ledger::{Ledger, Recorded};

pub use conflicts::{ConflictView, Conflicts, ReviewView, Sought};
pub use diff::{ChangeView, Diff, EndedView, LevelView};
pub use timeline::{Acts, Timeline};
pub use world::{Scale, StateView, Way, WorldView};

/// An end with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its usual name.
    pub name: String,
}

impl Named {
    /// An end by its id.
    pub fn new(lexicon: &Lexicon, id: &str) -> Self {
        let name = lexicon.entity_by_id(id).map_or_else(|| id.to_owned(), |(_, e)| e.name.clone());
        Self { id: id.to_owned(), name }
    }
}

/// Where a pair stands on one axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AxisView {
    /// `R5`.
    pub level: String,
    /// The level's name.
    pub name: String,
    /// What the level means.
    pub meaning: String,
    /// Since when: a day, a month or a year, or an interval of days `from/to` with `..` for an open end (EDTF, ISO 8601-2).
    pub since: Option<String>,
    /// The last day for which anything supports the level.
    pub supported: Option<Date>,
    /// Whether that is longer ago than the level's term.
    pub stale: bool,
    /// The axis that holds this level up, where no act of its own does.
    pub implied_by: Option<String>,
    /// Acts that the one which led here implies, though no claim tells them.
    pub implies: Vec<String>,
    /// Ids of the claims that the level rests on.
    pub claims: Vec<String>,
    /// Probability that the act which led here took place.
    pub confidence: Option<f64>,
    /// How many independent sources tell it.
    pub sources: usize,
}

/// An act, as claims of one or several documents tell it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ActView {
    /// When: as [`AxisView::since`].
    pub when: String,
    /// Whether any words date it, and not only a publication.
    pub dated: bool,
    /// The act's code.
    pub act: String,
    /// Who acted.
    pub actor: Option<Named>,
    /// On whom.
    pub recipient: Option<Named>,
    /// Whether it happened.
    pub status: String,
    /// Probability that it did.
    pub confidence: f64,
    /// How many independent sources tell it.
    pub sources: usize,
    /// Ids of its claims.
    pub claims: Vec<String>,
    /// Documents that tell it.
    pub documents: Vec<String>,
}

/// `legation show`: where a pair stands.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Show {
    /// The end that receives, recognises, strains, lists.
    pub host: Named,
    /// The other.
    pub government: Named,
    /// The day asked about.
    pub on: Date,
    /// What was recorded by the end of this day counts.
    pub known: Date,
    /// The axes by their codes.
    pub axes: BTreeMap<String, AxisView>,
    /// What is intended, requested, possible or denied, beside what is done: the latest first.
    pub beside: Vec<ActView>,
}

/// A sentence that supports a level, with its source.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EvidenceView {
    /// The claim's id.
    pub claim: String,
    /// The sentence.
    pub sentence: String,
    /// Who says so, innermost first.
    pub says: Vec<String>,
    /// The document's id.
    pub document: String,
    /// Its title.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// When the ledger recorded it, as RFC 3339.
    pub recorded: String,
    /// The time that the words give the act.
    pub stated: Option<String>,
    /// Probability that the claim is right.
    pub confidence: f64,
    /// The lexicon's frame that fired.
    pub because: String,
    /// Who coded it.
    pub coder: String,
}

/// One step on the way to a level.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StepView {
    /// The level before.
    pub from: String,
    /// The level after.
    pub to: String,
    /// The act.
    pub act: ActView,
    /// The sentences that tell it.
    pub evidence: Vec<EvidenceView>,
}

/// The chain of one axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Chain {
    /// Where the pair stands.
    pub standing: AxisView,
    /// How it came there: the last step first.
    pub steps: Vec<StepView>,
    /// Acts that support the level without having changed it.
    pub supports: Vec<StepView>,
}

/// `legation why`: levels, the acts that led to them, their claims, their sentences.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Why {
    /// The end that receives, recognises, strains, lists.
    pub host: Named,
    /// The other.
    pub government: Named,
    /// The day asked about.
    pub on: Date,
    /// What was recorded by the end of this day counts.
    pub known: Date,
    /// The axes by their codes.
    pub axes: BTreeMap<String, Chain>,
}

/// An interval of days in the coarsest form of EDTF that gives it exactly.
pub fn edtf(from: Option<Date>, to: Option<Date>) -> String {
    let side = |d: Option<Date>| d.map_or_else(|| "..".to_owned(), |d| d.to_string());
    match (from, to) {
        (Some(a), Some(b)) if a == b => a.to_string(),
        (Some(a), Some(b)) if a.year() == b.year() && a.day() == 1 && b == b.last_of_month() => {
            if a.month() == b.month() {
                format!("{:04}-{:02}", a.year(), a.month())
            } else if (a.month(), b.month()) == (1, 12) {
                format!("{:04}", a.year())
            } else {
                format!("{a}/{b}")
            }
        }
        _ => format!("{}/{}", side(from), side(to)),
    }
}

/// A time of recording as RFC 3339.
pub fn recorded(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds).map_or_else(|_| seconds.to_string(), |t| t.to_string())
}

impl Ledger<'_> {
    /// Where a pair stands; `known` is a day.
    ///
    /// # Errors
    /// Where an id is unknown, or the store fails.
    pub fn show(&mut self, host: &str, government: &str, on: Date, known: Date) -> Result<Show, Error> {
        let account = self.account(host, government, at(on, known))?;
        let lexicon = self.lexicon();
        let axes = account.state.standings.iter().map(|s| {
            let axis = &lexicon.data().axes[s.axis];
            (axis.code.clone(), axis_view(lexicon, &account, s))
        });
        let beside = account.happenings.iter().rev().filter(|h| h.status != Status::Done && h.by <= on);
        Ok(Show {
            host: Named::new(lexicon, &account.host),
            government: Named::new(lexicon, &account.government),
            on,
            known,
            axes: axes.collect(),
            beside: beside.map(|h| act_view(lexicon, &account.facts, h)).collect(),
        })
    }

    /// Why a pair stands where it does.
    ///
    /// # Errors
    /// As [`Ledger::show`].
    pub fn why(&mut self, host: &str, government: &str, on: Date, known: Date) -> Result<Why, Error> {
        let account = self.account(host, government, at(on, known))?;
        let lexicon = self.lexicon();
        let mut axes = BTreeMap::new();
        for s in &account.state.standings {
            let axis = &lexicon.data().axes[s.axis];
            let mut steps = Vec::new();
            for step in s.steps.iter().rev() {
                let (from, to) = (&axis.levels[step.before].code, &axis.levels[step.level].code);
                steps.push(self.step(&account, step.happening, from, to)?);
            }
            let mut supports = Vec::new();
            for &n in &s.supports {
                let level = &axis.levels[s.level].code;
                supports.push(self.step(&account, n, level, level)?);
            }
            axes.insert(
                axis.code.clone(),
                Chain { standing: axis_view(lexicon, &account, s), steps, supports },
            );
        }
        Ok(Why {
            host: Named::new(lexicon, &account.host),
            government: Named::new(lexicon, &account.government),
            on,
            known,
            axes,
        })
    }

    fn step(&mut self, account: &Account, number: usize, from: &str, to: &str) -> Result<StepView, Error> {
        let happening = &account.happenings[number];
        let facts: Vec<&Fact> = happening.facts.iter().map(|&i| &account.facts[i]).collect();
        let evidence = self.evidence(&facts)?;
        Ok(StepView {
            from: from.to_owned(),
            to: to.to_owned(),
            act: act_view(self.lexicon(), &account.facts, happening),
            evidence: evidence.iter().map(evidence_view).collect(),
        })
    }
}

fn at(on: Date, known: Date) -> Viewpoint {
    Viewpoint { on, known: crate::ask::end_of(known) }
}

fn axis_view(lexicon: &Lexicon, account: &Account, s: &Standing) -> AxisView {
    let axes = &lexicon.data().axes;
    let level = &axes[s.axis].levels[s.level];
    let last = s.steps.last().map(|step| step.happening);
    // A level that another axis holds up rests on what that one rests on.
    let resting = match s.floor {
        Some(other) => {
            let held = &account.state.standings[other];
            held.steps
                .last()
                .map(|step| step.happening)
                .into_iter()
                .chain(held.supports.iter().copied())
                .collect()
        }
        None => last.into_iter().chain(s.supports.iter().copied()).collect::<Vec<usize>>(),
    };
    let happenings = resting.iter().map(|&n| &account.happenings[n]);
    let mut claims: Vec<String> =
        happenings.clone().flat_map(|h| &h.facts).map(|&i| account.facts[i].claim.clone()).collect();
    claims.sort();
    claims.dedup();
    let led = last.filter(|_| s.level > 0 && s.floor.is_none()).map(|n| &account.happenings[n]);
    let told = |act: &str| account.happenings.iter().any(|h| h.act == act && h.status == Status::Done);
    let implied = led.into_iter().flat_map(|h| {
        axes[s.axis].implications.iter().filter(move |i| i.act == h.act).flat_map(|i| &i.implies)
    });
    AxisView {
        level: level.code.clone(),
        name: level.name.clone(),
        meaning: level.text.clone(),
        since: s.since.map(|(from, to)| edtf(from, Some(to))),
        supported: s.supported,
        stale: s.stale,
        implied_by: s.floor.map(|n| axes[n].code.clone()),
        implies: implied.filter(|act| !told(act)).cloned().collect(),
        claims,
        confidence: led.map(|h| h.confidence),
        sources: led.map_or(0, |h| h.sources),
    }
}

fn act_view(lexicon: &Lexicon, facts: &[Fact], h: &Happening) -> ActView {
    let mut documents: Vec<String> = h.facts.iter().map(|&i| facts[i].document.document.clone()).collect();
    documents.sort();
    documents.dedup();
    ActView {
        when: edtf(h.from, Some(h.by)),
        dated: h.dated,
        act: h.act.clone(),
        actor: h.actor.as_deref().map(|id| Named::new(lexicon, id)),
        recipient: h.recipient.as_deref().map(|id| Named::new(lexicon, id)),
        status: h.status.as_str().to_owned(),
        confidence: h.confidence,
        sources: h.sources,
        claims: h.facts.iter().map(|&i| facts[i].claim.clone()).collect(),
        documents,
    }
}

fn evidence_view(r: &Recorded) -> EvidenceView {
    let c: &Claim = &r.claim;
    let stated = c.time.from.is_some() || c.time.to.is_some();
    EvidenceView {
        claim: c.id.clone(),
        sentence: c.sentence.span.text.clone(),
        says: c.attribution.iter().map(|s| s.who.clone()).collect(),
        document: c.document.id.clone(),
        title: c.document.title.clone(),
        publisher: c.document.publisher.clone(),
        url: c.document.url.clone(),
        published: c.document.published.as_ref().and_then(legation_core::v1::published_to_text),
        recorded: recorded(r.recorded),
        stated: stated.then(|| edtf(c.time.from, c.time.to)),
        confidence: c.confidence,
        because: c.because.frame.clone(),
        coder: format!("{} {}", c.coder.name, c.coder.version),
    }
}
