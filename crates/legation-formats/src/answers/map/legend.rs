//! The legend: every level in words, the dates' and borders' viewpoint, and who is not on the map.

use std::fmt::Write as _;

use legation_ledger::view::{Scale, WorldView};

use super::marks;
use super::svg::escaped;

const ROW: f64 = 20.0;
const LEFT: f64 = 20.0;

/// Where the columns begin: representation; recognition with areas; stress with designation; the inset.
const COLUMNS: [f64; 4] = [LEFT, 276.0, 498.0, 746.0];

/// How many rows below the top of its column the second part begins.
const SECOND: f64 = 7.3 * ROW;

/// How far below the head the notes begin: stress with designation is the longest column.
const NOTES: f64 = 13.3 * ROW + 12.0;

/// Characters in a line of notes: at 12.5 pixels a letter of a sans face is about half as wide as that.
const LINE: usize = 152;

/// Lines that may name those who are not on the map.
const MOST_LINES: usize = 4;

const VIEWPOINT: &str = "Borders and names: Natural Earth, de facto; hatched areas are disputed. Equal Earth projection, middle \
    meridian 11° east. Circles stand for units too small, or not drawn, at this scale. Territories have the colour of the \
    state that administers them.";

/// Draws the legend from `top` on; gives it with the height of the whole picture.
pub(super) fn draw(view: &WorldView, unplaced: &[String], top: f64) -> (String, f64) {
    let mut out = String::from("<g>\n");
    let top = top + 14.0;
    representation(view, top, &mut out);
    let places = [("recognition", 1, 0.0), ("stress", 2, 0.0), ("designation", 2, SECOND)];
    for (axis, column, below) in places {
        if let Some(scale) = view.scales.get(axis) {
            marked(scale, COLUMNS[column], top + below, &mut out);
        }
    }
    areas(view, COLUMNS[1], top + SECOND, &mut out);
    text("head", COLUMNS[3], top, "Europe", &mut out);
    text("note", COLUMNS[3], top + 11.0 * ROW, "Marks in the framed part stand here.", &mut out);
    let mut y = top + NOTES;
    for line in wrapped(VIEWPOINT).iter().chain(&absent(unplaced)) {
        text("note", LEFT, y, line, &mut out);
        y += 17.0;
    }
    out.push_str("</g>\n");
    (out, (y + 2.0).round())
}

/// The corner of the inset in a legend that begins at `top`.
pub(super) fn corner(top: f64) -> (f64, f64) {
    (COLUMNS[3], top + 14.0 + 10.0)
}

fn representation(view: &WorldView, top: f64, out: &mut String) {
    let Some(scale) = view.scales.get("representation") else { return };
    let x = COLUMNS[0];
    text("head", x, top, &scale.name, out);
    let levels = scale.levels.iter().map(|(code, name)| (code.as_str(), format!("{code} {name}")));
    let rows = levels
        .chain([("none", "no evidence".to_owned()), ("stale", "stale: not supported of late".to_owned())]);
    for (n, (class, words)) in rows.enumerate() {
        let y = top + ROW * (n + 1) as f64;
        if class == "stale" {
            swatch("u R1", x, y, out);
            swatch("old", x, y, out);
        } else {
            swatch(&format!("u {class}"), x, y, out);
        }
        text("key", x + 32.0, y, &words, out);
    }
}

fn swatch(class: &str, x: f64, y: f64, out: &mut String) {
    // In units of the map, so that lines and patterns look as they do there.
    let _ = writeln!(
        out,
        "<g transform=\"translate({x} {}) scale(.1)\"><rect class=\"{class}\" width=\"240\" height=\"130\"/></g>",
        y - 11.0
    );
}

/// An axis that is shown by marks.
fn marked(scale: &Scale, x: f64, top: f64, out: &mut String) {
    text("head", x, top, &scale.name, out);
    for (n, (code, name)) in scale.levels.iter().enumerate() {
        let y = top + ROW * (n + 1) as f64;
        if let Some(mark) = marks::mark(code) {
            let _ = write!(out, "<g transform=\"translate({} {}) scale(.1)\">", x + 8.0, y - 5.0);
            marks::draw(mark, (0.0, 0.0), 44.0, out);
            out.push_str("</g>\n");
        }
        let unmarked = match (n, code.as_str()) {
            (0, _) => " (no mark)",
            (_, "G1") => " (marked on R0)",
            _ => "",
        };
        text("key", x + 23.0, y, &format!("{code} {name}{unmarked}"), out);
    }
}

fn areas(view: &WorldView, x: f64, top: f64, out: &mut String) {
    text("head", x, top, "Areas", out);
    let mut y = top + ROW;
    if view.country.is_some() {
        swatch("own", x, y, out);
        swatch("edge", x, y, out);
        text("key", x + 32.0, y, "the focal state", out);
        y += ROW;
    }
    swatch("u none", x, y, out);
    swatch("hatch", x, y, out);
    text("key", x + 32.0, y, "disputed", out);
    y += ROW;
    let _ = writeln!(
        out,
        "<g transform=\"translate({} {}) scale(.1)\"><circle class=\"u none\" r=\"30\"/></g>",
        x + 12.0,
        y - 5.0
    );
    text("key", x + 32.0, y, "too small to draw", out);
}

fn text(class: &str, x: f64, y: f64, words: &str, out: &mut String) {
    let _ = writeln!(out, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>", escaped(words));
}

/// Who is not on the map, in a few lines.
fn absent(unplaced: &[String]) -> Vec<String> {
    if unplaced.is_empty() {
        return Vec::new();
    }
    let mut shown = unplaced.len();
    loop {
        let more = unplaced.len() - shown;
        let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
        let lines = wrapped(&format!("Not on the map: {}{rest}.", unplaced[..shown].join(", ")));
        if lines.len() <= MOST_LINES || shown == 1 {
            return lines;
        }
        shown -= 1;
    }
}

/// Words in lines of notes.
fn wrapped(words: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < LINE => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
