//! The map as rows, and for reading on a terminal.

use anstyle::Style;
use legation_ledger::view::{StateView, Way, WorldView};

use super::super::Answer;
use super::super::table::{Page, seen_from};
use super::world::World;
use crate::output::TableStyle;

/// The axes of the columns.
const AXES: [&str; 4] = ["representation", "recognition", "stress", "designation"];

impl Answer for WorldView {
    fn table(&self, style: TableStyle) -> String {
        table(self, style)
    }

    fn rows(&self) -> (Vec<&'static str>, Vec<Vec<String>>) {
        let head = vec![
            "focus",
            "on",
            "known",
            "way",
            "country",
            "government",
            "name",
            "holds_state",
            "representation",
            "recognition",
            "stress",
            "designation",
            "stale",
        ];
        let row = |s: &StateView, holds: bool| {
            let mut row = vec![
                self.focus.id.clone(),
                self.on.to_string(),
                self.known.to_string(),
                way(self.way).to_owned(),
                s.country.clone().unwrap_or_default(),
                s.government.id.clone(),
                s.government.name.clone(),
                holds.to_string(),
            ];
            row.extend(AXES.iter().map(|axis| level(s, axis).to_owned()));
            row.push(s.stale.join(" "));
            row
        };
        let states = self.states.iter().map(|s| row(s, true));
        (head, states.chain(self.others.iter().map(|s| row(s, false))).collect())
    }
}

fn way(way: Way) -> &'static str {
    match way {
        Way::Hosts => "hosts",
        Way::Hosted => "hosted",
    }
}

/// The code of a state's level on an axis.
pub(super) fn level<'a>(state: &'a StateView, axis: &str) -> &'a str {
    state.axes.get(axis).map_or("", String::as_str)
}

/// Which question the map answers.
pub(super) fn question(view: &WorldView) -> String {
    let name = &view.focus.name;
    match view.way {
        Way::Hosted => format!("{name}: where it stands with the governments of the world"),
        Way::Hosts => format!("{name}: where the governments of the world stand with it"),
    }
}

/// The two dates in words.
pub(super) fn dates(view: &WorldView) -> String {
    seen_from(view.on, view.known)
}

/// The levels of a state beside its representation, those that say something: `G3 S1`.
pub(super) fn beside(state: &StateView) -> String {
    let said = AXES[1..].iter().map(|axis| level(state, axis)).filter(|l| !l.is_empty() && !l.ends_with('0'));
    said.collect::<Vec<_>>().join(" ")
}

/// The states by their level of representation, the highest first.
fn table(view: &WorldView, style: TableStyle) -> String {
    let mut page = Page::new(style);
    page.title(&question(view), &dates(view));
    let levels = view.scales.get(AXES[0]).map_or(&[][..], |s| s.levels.as_slice());
    for (code, name) in levels.iter().rev() {
        let here: Vec<&StateView> = view.states.iter().filter(|s| level(s, AXES[0]) == code).collect();
        group(&mut page, &format!("{code} {name}"), &here);
    }
    let others: Vec<&StateView> = view.others.iter().collect();
    group(&mut page, "Not on the map: who holds no state", &others);
    if view.states.is_empty() && view.others.is_empty() {
        page.say("", "", &[("Nothing is known.", Style::new())]);
    }
    page.out
}

/// A government's name, with that of its state where the two differ.
fn name(state: &StateView) -> String {
    let government = &state.government;
    let country = state.country.as_deref().filter(|c| *c != government.id);
    match country.and_then(|id| World::embedded().unit(id)) {
        Some(unit) => format!("{} ({})", unit.name, government.name),
        None => government.name.clone(),
    }
}

/// A heading, and the states under it with their other levels.
fn group(page: &mut Page, head: &str, states: &[&StateView]) {
    if states.is_empty() {
        return;
    }
    let (bold, dim) = (page.bold(), page.dim());
    let count = format!(" {}", states.len());
    page.say("", "", &[(head, bold), (&count, dim)]);
    let told: Vec<(String, String)> = states
        .iter()
        .enumerate()
        .map(|(n, s)| {
            let mut more = beside(s);
            if s.stale.iter().any(|axis| axis == AXES[0]) {
                more.push_str(" stale");
            }
            let space = if more.is_empty() { "" } else { " " };
            let end = if n + 1 < states.len() { "; " } else { "" };
            (name(s), format!("{space}{}{end}", more.trim_start()))
        })
        .collect();
    let pieces: Vec<(&str, Style)> =
        told.iter().flat_map(|(name, more)| [(name.as_str(), Style::new()), (more.as_str(), dim)]).collect();
    page.say("    ", "    ", &pieces);
}
