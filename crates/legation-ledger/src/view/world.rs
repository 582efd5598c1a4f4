//! Where one government stands with all others, for a map.

use std::collections::BTreeMap;

use jiff::civil::Date;
use legation_lexicon::Lexicon;
use legation_lexicon::data::EntityKind;
use rustc_hash::FxHashSet;
use serde::Serialize;

use super::{Named, at};
use crate::ask::{Account, Viewpoint};
use crate::ends;
use crate::error::Error;
use crate::ledger::Ledger;

/// Which end of each pair the focal government is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Way {
    /// It receives the others, recognises them, takes measures against them, lists them.
    Hosts,
    /// The others receive it, recognise it, take measures against it, list it.
    Hosted,
}

/// Where the focal government stands with another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StateView {
    /// The other's state, alpha-3; none for an organisation or a group.
    pub country: Option<String>,
    /// The other.
    pub government: Named,
    /// Codes of the levels (`R5`) by the codes of their axes.
    pub axes: BTreeMap<String, String>,
    /// Codes of the axes whose level nothing supports within its term.
    pub stale: Vec<String>,
}

/// An axis with its levels, as a legend tells them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// The axis's name.
    pub name: String,
    /// Code and name of each level, the lowest first.
    pub levels: Vec<(String, String)>,
}

/// `legation map`: where one government stands with all others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WorldView {
    /// The focal government.
    pub focus: Named,
    /// Its state, alpha-3; none for an organisation or a group.
    pub country: Option<String>,
    /// The day asked about.
    pub on: Date,
    /// What was recorded by the end of this day counts.
    pub known: Date,
    /// Which end the focal government is.
    pub way: Way,
    /// The governments that hold their states on the day and of which anything is known by then, in the order of the states.
    pub states: Vec<StateView>,
    /// Others of whom anything is known: rival governments that do not hold their state, organisations, groups.
    pub others: Vec<StateView>,
    /// The axes by their codes.
    #[serde(skip)]
    pub scales: BTreeMap<String, Scale>,
}

impl Ledger<'_> {
    /// Where a focal government stands with all others, as `way` says; without a focus, the end of which the ledger knows the
    /// most pairs.
    ///
    /// # Errors
    /// Where the id is unknown, the ledger knows no pair and no focus is given, or the store fails.
    pub fn map(&mut self, focus: Option<&str>, way: Way, on: Date, known: Date) -> Result<WorldView, Error> {
        let viewpoint = at(on, known);
        let focus = match focus {
            Some(text) => self.end(text, on)?,
            None => self.busiest(viewpoint)?,
        };
        let neighbours = self.world(&focus, viewpoint)?;
        let lexicon = self.lexicon();
        let (mut states, mut others) = (Vec::new(), Vec::new());
        for neighbour in &neighbours {
            let account = match way {
                Way::Hosts => &neighbour.hosts,
                Way::Hosted => &neighbour.hosted,
            };
            if account.happenings.iter().any(|h| h.by <= on) {
                let held = holds(lexicon, &neighbour.other, on);
                let list = if held { &mut states } else { &mut others };
                list.push(state_view(lexicon, &neighbour.other, account));
            }
        }
        states.sort_by(|a: &StateView, b: &StateView| a.country.cmp(&b.country));
        Ok(WorldView {
            country: country(lexicon, &focus),
            focus: Named::new(lexicon, &focus),
            on,
            known,
            way,
            states,
            others,
            scales: scales(lexicon),
        })
    }

    /// The end with the most others beside it in any claim known; the first by its id among equals.
    fn busiest(&mut self, viewpoint: Viewpoint) -> Result<ends::End, Error> {
        let pairs = self.pairs_touched(i64::MIN, viewpoint.known)?;
        let (lexicon, day) = (self.lexicon(), ends::day_number(viewpoint.on));
        let mut beside: BTreeMap<ends::End, FxHashSet<ends::End>> = BTreeMap::new();
        for (a, b) in pairs {
            let (a, b) = (ends::of_the_day(lexicon, &a, day), ends::of_the_day(lexicon, &b, day));
            if a != b {
                beside.entry(a.clone()).or_default().insert(b.clone());
                beside.entry(b).or_default().insert(a);
            }
        }
        let states = beside.into_iter().filter(|(end, _)| country(lexicon, end).is_some());
        let busiest = states.rev().max_by_key(|(_, others)| others.len());
        busiest.map(|(end, _)| end).ok_or_else(|| {
            Error::invalid(
                "focus",
                "",
                "the ledger knows no pair of governments by then: name one with --focus",
            )
        })
    }
}

/// The state of an end, where it is a state or its government.
fn country(lexicon: &Lexicon, end: &str) -> Option<String> {
    let (_, entity) = lexicon.entity_by_id(end)?;
    match entity.kind {
        EntityKind::State => Some(end.to_owned()),
        EntityKind::Government => entity.countries.first().cloned(),
        _ => None,
    }
}

/// Whether an end stands for its state on a day.
fn holds(lexicon: &Lexicon, end: &str, on: Date) -> bool {
    country(lexicon, end).is_some_and(|state| ends::holder(lexicon, &state, ends::day_number(on)) == end)
}

fn state_view(lexicon: &Lexicon, other: &str, account: &Account) -> StateView {
    let axes = &lexicon.data().axes;
    let standings = &account.state.standings;
    let level = |s: &crate::derive::Standing| axes[s.axis].levels[s.level].code.clone();
    StateView {
        country: country(lexicon, other),
        government: Named::new(lexicon, other),
        axes: standings.iter().map(|s| (axes[s.axis].code.clone(), level(s))).collect(),
        stale: standings.iter().filter(|s| s.stale).map(|s| axes[s.axis].code.clone()).collect(),
    }
}

fn scales(lexicon: &Lexicon) -> BTreeMap<String, Scale> {
    let axes = lexicon.data().axes.iter().map(|axis| {
        let levels = axis.levels.iter().map(|l| (l.code.clone(), l.name.clone()));
        (axis.code.clone(), Scale { name: axis.name.clone(), levels: levels.collect() })
    });
    axes.collect()
}
