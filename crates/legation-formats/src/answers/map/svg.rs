//! The map as SVG.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use legation_ledger::view::{StateView, WorldView};

use super::inset;
use super::legend;
use super::marks;
use super::rows::{dates, level, question};
use super::world::{Unit, World};

/// Width of the picture in pixels.
const WIDTH: f64 = 1000.0;

/// Where the map begins, below the title.
const TOP: f64 = 68.0;

/// Size of a mark in units of the map.
pub(super) const MARK: f64 = 36.0;

/// Colours of representation, R0 to R7: even steps of lightness in CIELAB, so that the order survives grey print and every
/// kind of colour-blindness. What is not known is a grey between R0 and R1 that has no hue.
const STYLE: &str = "\
text{font-family:'Helvetica Neue',Helvetica,Arial,'Liberation Sans','DejaVu Sans',sans-serif;fill:#222}\
.title{font-size:21px;font-weight:bold}.sub{font-size:15px}.head{font-size:14.5px;font-weight:bold}\
.key{font-size:14px}.note{font-size:12.5px;fill:#444}\
.sea{fill:#fff;stroke:#b8bec4;stroke-width:6}\
.u{stroke:#6b6b6b;stroke-width:4;stroke-linejoin:round}\
.none{fill:#e9e9e9;stroke:#a3a3a3}\
.R0{fill:#fffced}.R1{fill:#d7d897}.R2{fill:#9ac889}.R3{fill:#54b497}\
.R4{fill:#0097aa}.R5{fill:#0076a5}.R6{fill:#00528f}.R7{fill:#112d68}\
.own{fill:#fff;stroke:none}.focus{fill:none;stroke:#fff;stroke-width:28;stroke-linejoin:round}\
.edge{fill:none;stroke:#c1121f;stroke-width:14;stroke-linejoin:round}\
.hatch{fill:url(#hatch);stroke:none}.old{fill:url(#old);stroke:none}\
.frame{fill:none;stroke:#555;stroke-width:7}.rim{fill:none;stroke:#555;stroke-width:.8}\
.lead{fill:none;stroke:#222;stroke-width:4}\
.m{fill:#fff;stroke-width:8;stroke-linejoin:round}\
.m.g{stroke:#111}.g.f{fill:#111}.m.s{stroke:#b3261e}.s.f{fill:#b3261e}.m.d{stroke:#6a1b9a}.d.f{fill:#6a1b9a}\
.x,.halo{fill:none;stroke:#b3261e;stroke-width:17;stroke-linecap:round}.halo{stroke:#fff;stroke-width:30}\
.h{fill:#fff;stroke:#fff;stroke-width:22;stroke-linejoin:round}\
.inset .lead{stroke-width:2}.inset .h{stroke-width:11}.inset .m{stroke-width:4}.inset .x{stroke-width:8.5}.inset .halo{stroke-width:15}";

/// Thin lines over what is disputed, and dots of white over what is stale: both in units of the map.
const PATTERNS: &str = "\
<pattern id=\"hatch\" width=\"32\" height=\"32\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
<rect width=\"9\" height=\"32\" fill=\"#333\"/><rect x=\"9\" width=\"7\" height=\"32\" fill=\"#fff\"/></pattern>\
<pattern id=\"old\" width=\"34\" height=\"34\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
<rect width=\"34\" height=\"34\" fill=\"#fff\" fill-opacity=\".3\"/><circle cx=\"17\" cy=\"17\" r=\"10.5\" fill=\"#fff\"/></pattern>";

/// The governments that hold their states, by those.
pub(super) type States<'a> = BTreeMap<&'a str, &'a StateView>;

/// Draws the map: SVG 1.1 without scripts or anything that lies outside of it.
pub fn svg(view: &WorldView) -> String {
    let world = World::embedded();
    let states: States<'_> = view.states.iter().filter_map(|s| Some((s.country.as_deref()?, s))).collect();
    let scale = WIDTH / f64::from(world.width);
    let foot = TOP + f64::from(world.height) * scale + 8.0;
    let (legend, height) = legend::draw(view, &unplaced(world, view), foot);
    let mut out = head(view, height);
    let _ = writeln!(out, "<g transform=\"translate(0 {TOP}) scale({scale})\">");
    let _ = writeln!(out, "<path class=\"sea\" d=\"{}\"/>", world.sphere);
    out.push_str("<g id=\"land\">\n");
    shapes(world, view, &states, &mut out);
    outline(world, view, &mut out);
    out.push_str("</g>\n");
    inset::frame(&mut out);
    all_marks(world, view, &states, &mut out);
    out.push_str("</g>\n");
    out.push_str(&legend);
    let (x, y) = legend::corner(foot);
    out.push_str(&inset::draw(world, view, &states, x, y));
    out.push_str("</svg>\n");
    out
}

fn head(view: &WorldView, height: f64) -> String {
    let (title, dates) = (escaped(&question(view)), escaped(&dates(view)));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\" width=\"{WIDTH}\" height=\"{height}\" \
         viewBox=\"0 0 {WIDTH} {height}\" role=\"img\">\n\
         <title>{title}, {dates}</title>\n<defs><style>{STYLE}</style>{PATTERNS}</defs>\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#fff\"/>\n\
         <text class=\"title\" x=\"20\" y=\"31\">{title}</text>\n<text class=\"sub\" x=\"20\" y=\"54\">{dates}</text>\n"
    )
}

/// Text as it stands in XML, without the characters that XML does not allow at all.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Paths first and circles on them; among circles those of states last, so that none is covered.
fn drawing_order(world: &World) -> Vec<&Unit> {
    let mut units: Vec<&Unit> = world.units.iter().collect();
    units.sort_by_key(|u| (u.path.is_none(), u.path.is_none() && u.of.is_none()));
    units
}

/// The state that a unit's colour tells of: its own, or that of the state that administers it.
fn state_of<'a>(unit: &Unit, states: &States<'a>) -> Option<&'a StateView> {
    states.get(unit.of.unwrap_or(unit.id)).or_else(|| states.get(unit.id)).copied()
}

fn shapes(world: &World, view: &WorldView, states: &States<'_>, out: &mut String) {
    for unit in drawing_order(world) {
        let state = state_of(unit, states);
        let class = match state {
            _ if is_own(unit, view) => "own",
            Some(state) => level(state, "representation"),
            None => "none",
        };
        let title = escaped(&title(unit, state, world, view));
        let _ = write!(out, "<g id=\"{}\"><title>{title}</title>", unit.id);
        shape(unit, &format!("u {class}"), out);
        if state.is_some_and(|s| s.stale.iter().any(|axis| axis == "representation")) {
            shape(unit, "old", out);
        }
        if unit.disputed {
            shape(unit, "hatch", out);
        }
        out.push_str("</g>\n");
    }
}

/// Whether a unit belongs to the focal government.
fn is_own(unit: &Unit, view: &WorldView) -> bool {
    view.country.as_deref().is_some_and(|own| own == unit.of.unwrap_or(unit.id))
}

fn shape(unit: &Unit, class: &str, out: &mut String) {
    let (x, y) = unit.at;
    let _ = match unit.path {
        Some(path) => write!(out, "<path class=\"{class}\" d=\"{path}\"/>"),
        None => write!(out, "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{}\"/>", unit.room),
    };
}

/// A unit's name and levels in words.
fn title(unit: &Unit, state: Option<&StateView>, world: &World, view: &WorldView) -> String {
    let of = unit.of.and_then(|id| world.unit(id)).map(|u| format!(" ({})", u.name)).unwrap_or_default();
    let disputed = if unit.disputed { ", disputed" } else { "" };
    let name = format!("{}{of}{disputed}", unit.name);
    let Some(state) = state else {
        return if is_own(unit, view) { name } else { format!("{name}: no evidence") };
    };
    let in_words = |axis: &str| {
        let code = level(state, axis);
        let levels = view.scales.get(axis).map_or(&[][..], |s| s.levels.as_slice());
        let name = levels.iter().find(|(c, _)| c == code).map_or("", |(_, name)| name.as_str());
        let stale = if state.stale.iter().any(|a| a == axis) { ", stale" } else { "" };
        format!("{code} {name}{stale}")
    };
    let axes = ["representation", "recognition", "stress", "designation"].map(in_words);
    format!("{name}: {}", axes.join("; "))
}

/// The focal state's edge, over all other shapes.
fn outline(world: &World, view: &WorldView, out: &mut String) {
    let Some(unit) = view.country.as_deref().and_then(|id| world.unit(id)) else { return };
    shape(unit, "focus", out);
    shape(unit, "edge", out);
    out.push('\n');
}

/// The marks of what the inset does not show larger.
fn all_marks(world: &World, view: &WorldView, states: &States<'_>, out: &mut String) {
    let mut rows = inset::rows(world, states, MARK, |unit| !inset::holds(unit));
    marks::place(&mut rows, &inset::clear(world, view, states));
    out.push_str("<g>");
    for row in &rows {
        row.draw(out);
    }
    out.push_str("</g>\n");
}

/// Those of whom something is known and who have no shape, with their levels.
fn unplaced(world: &World, view: &WorldView) -> Vec<String> {
    let shapeless =
        view.states.iter().filter(|s| s.country.as_deref().is_none_or(|c| world.unit(c).is_none()));
    let told = |s: &StateView| {
        let beside = super::rows::beside(s);
        let space = if beside.is_empty() { "" } else { " " };
        format!("{} ({}{space}{beside})", s.government.name, level(s, "representation"))
    };
    shapeless.chain(&view.others).map(told).collect()
}
