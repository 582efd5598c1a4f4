//! Europe, drawn larger in the legend's corner: its states are too small and too many for marks on a map of the world.

use std::fmt::Write as _;

use legation_ledger::view::WorldView;

use super::marks::{self, Row};
use super::svg::{MARK, States};
use super::world::{Unit, World};

/// The part that is drawn larger, in units of the map: left, top, width, height.
const FRAME: [f64; 4] = [4470.0, 160.0, 1170.0, 930.0];

/// Width of the inset in pixels.
pub(super) const WIDTH: f64 = 234.0;

/// Whether the marks of a unit stand in the inset instead of the map.
pub(super) fn holds(unit: &Unit) -> bool {
    let [left, top, width, height] = FRAME;
    let (x, y) = (f64::from(unit.at.0), f64::from(unit.at.1));
    (left..left + width).contains(&x) && (top..top + height).contains(&y)
}

/// The frame on the map, which shows what the inset shows.
pub(super) fn frame(out: &mut String) {
    let [left, top, width, height] = FRAME;
    let _ = writeln!(
        out,
        "<rect class=\"frame\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"/>"
    );
}

/// The inset with its upper left corner at a point of the picture.
pub(super) fn draw(world: &World, view: &WorldView, states: &States<'_>, x: f64, y: f64) -> String {
    let [left, top, width, height] = FRAME;
    let zoom = WIDTH / width;
    let mut out = format!(
        "<svg x=\"{x}\" y=\"{y}\" width=\"{WIDTH}\" height=\"{}\" viewBox=\"{left} {top} {width} {height}\">\n\
         <use xlink:href=\"#land\"/>\n",
        height * zoom
    );
    // As large on paper as the marks on the map.
    let size = (MARK / (zoom * 10.0) * 10.0).round() / 10.0;
    let mut rows: Vec<Row> = rows(world, states, size, holds);
    marks::place(&mut rows, &clear(world, view, states));
    let _ = writeln!(out, "<g class=\"inset\">");
    for row in &rows {
        row.draw(&mut out);
    }
    out.push_str("</g>\n</svg>\n");
    frame_around(x, y, height * zoom, &mut out);
    out
}

fn frame_around(x: f64, y: f64, height: f64, out: &mut String) {
    let _ = writeln!(out, "<rect class=\"rim\" x=\"{x}\" y=\"{y}\" width=\"{WIDTH}\" height=\"{height}\"/>");
}

/// The places that no mark may hide: the focal state, and whatever has a colour.
pub(super) fn clear(world: &World, view: &WorldView, states: &States<'_>) -> Vec<((f64, f64), f64)> {
    let shown = |u: &&Unit| states.contains_key(u.id) || view.country.as_deref() == Some(u.id);
    let place = |u: &Unit| ((f64::from(u.at.0), f64::from(u.at.1)), f64::from(u.room));
    world.units.iter().filter(shown).map(place).collect()
}

/// The rows of marks of the units that `which` takes.
pub(super) fn rows(world: &World, states: &States<'_>, size: f64, which: impl Fn(&Unit) -> bool) -> Vec<Row> {
    let mut rows = Vec::new();
    for unit in world.units.iter().filter(|u| which(u)) {
        let marks = states.get(unit.id).map(|s| marks::marks(s)).unwrap_or_default();
        if !marks.is_empty() {
            let at = (f64::from(unit.at.0), f64::from(unit.at.1));
            rows.push(Row::new(marks, at, f64::from(unit.room), size));
        }
    }
    rows
}
