//! Natural Earth's countries to the committed shapes of `legation map`.

mod place;
mod projection;
mod topology;
mod units;

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::{Context, Result};
use legation_lexicon::Lexicon;

use crate::corpus::root;
use place::{Circle, area, pole, spread};
use projection::{Point, WIDTH, project, sphere};
use units::Unit;

/// How far, in units of the map, a simplified border may lie off the true one.
const TOLERANCE: f64 = 1.2;

/// Units whose largest part is smaller are circles.
const SMALLEST_UNIT: f64 = 180.0;

/// Islands that are smaller are left out where the unit has a larger part.
const SMALLEST_ISLAND: f64 = 22.0;

/// Radius of the circle of a state, and of a territory that another administers.
const STATE: f64 = 21.0;
const TERRITORY: f64 = 14.0;

#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// `countries-50m.json` of the npm package world-atlas 2.0.2.
    #[arg(long, value_name = "FILE")]
    countries: PathBuf,

    /// Where the shapes are written. [default: where the program embeds them from]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    let name = options.countries.display();
    let text = std::fs::read_to_string(&options.countries).with_context(|| name.to_string())?;
    let shapes = topology::read(&text, TOLERANCE).with_context(|| name.to_string())?;
    let units = units::units(shapes, Lexicon::embedded())?;
    let table = table(&units);
    let default = || root().join("crates/legation-formats/src/answers/map/world.tsv");
    let output = options.output.clone().unwrap_or_else(default);
    std::fs::write(&output, &table).with_context(|| output.display().to_string())?;
    tracing::info!("{}: {} units, {} KiB", output.display(), units.len(), table.len() / 1024);
    Ok(())
}

/// How a unit is drawn.
enum Drawn {
    Path { path: String, at: Point, room: f64 },
    Circle(Circle),
}

fn table(units: &[Unit]) -> String {
    let mut drawn: Vec<Drawn> = units.iter().map(draw).collect();
    part_circles(&mut drawn);
    let mut out = header();
    for (unit, drawn) in units.iter().zip(&drawn) {
        let (at, room, path) = match drawn {
            Drawn::Path { path, at, room } => (*at, *room, path.as_str()),
            Drawn::Circle(circle) => (circle.at, circle.radius, ""),
        };
        let (disputed, of) = (if unit.disputed { "disputed" } else { "" }, unit.of.unwrap_or_default());
        let (x, y, room) = (at.0.round(), at.1.round(), room.round());
        let _ = writeln!(out, "{}\t{}\t{disputed}\t{of}\t{x}\t{y}\t{room}\t{path}", unit.id, unit.name);
    }
    out
}

fn header() -> String {
    let sphere = path(&[vec![sphere()]]);
    let height = project((0.0, projection::SOUTH)).1.round();
    format!(
        "# Shapes of the world's states, territories and disputed areas, for `legation map`.\n\
         # Source: Natural Earth 1:50m, Admin 0 countries, as in the npm package world-atlas 2.0.2 (countries-50m.json).\n\
         # Licence: public domain (naturalearthdata.com/about/terms-of-use).\n\
         # Borders are those that Natural Earth calls de facto. Smallest states, and units that it does not draw, are circles.\n\
         # Projection: Equal Earth (Šavrič, Patterson and Jenny 2018), middle meridian 11° east; {WIDTH} units are the Equator.\n\
         # Command: cargo xtask map-shapes --countries countries-50m.json\n\
         # Columns: id; name; whether disputed; who administers it, if another; x and y of its marks; the room around that\n\
         # point, or the radius of its circle; its path (none: a circle).\n\
         sphere\t{WIDTH}\t{height}\t{sphere}\n"
    )
}

fn draw(unit: &Unit) -> Drawn {
    let largest = unit.polygons.iter().max_by(|a, b| area(&a[0]).total_cmp(&area(&b[0])));
    let size = largest.map_or(0.0, |p| area(&p[0]));
    let is_area = unit.id.contains('.');
    let pole = largest.map(|p| pole(p));
    match pole {
        Some((at, room)) if unit.pin.is_none() && (size >= SMALLEST_UNIT || is_area) => {
            let kept: Vec<Vec<Vec<Point>>> =
                unit.polygons.iter().filter(|p| area(&p[0]) >= SMALLEST_ISLAND.min(size)).cloned().collect();
            Drawn::Path { path: path(&kept), at, room }
        }
        _ => {
            let at = unit.pin.or(pole.map(|p| p.0)).unwrap_or_default();
            Drawn::Circle(Circle { at, radius: if unit.of.is_some() { TERRITORY } else { STATE } })
        }
    }
}

/// Moves circles off one another.
fn part_circles(drawn: &mut [Drawn]) {
    let mut circles: Vec<&mut Circle> =
        drawn.iter_mut().filter_map(|d| if let Drawn::Circle(c) = d { Some(c) } else { None }).collect();
    let mut parted: Vec<Circle> = circles.iter().map(|c| **c).collect();
    spread(&mut parted);
    for (circle, moved) in circles.iter_mut().zip(parted) {
        **circle = moved;
    }
}

/// SVG path data in whole units, relative, as short as that goes.
fn path(polygons: &[Vec<Vec<Point>>]) -> String {
    let mut out = String::new();
    for ring in polygons.iter().flatten() {
        let whole = |p: &Point| (p.0.round() as i64, p.1.round() as i64);
        let mut points: Vec<(i64, i64)> = ring.iter().map(whole).collect();
        points.dedup();
        while points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        if points.len() < 3 {
            continue;
        }
        let _ = write!(out, "M{} {}l", points[0].0, points[0].1);
        for (n, pair) in points.windows(2).enumerate() {
            let (dx, dy) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
            let gap = |number: i64, first: bool| if number < 0 || first { "" } else { " " };
            let _ = write!(out, "{}{dx}{}{dy}", gap(dx, n == 0), gap(dy, false));
        }
        out.push('z');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_short_and_closed() {
        let square = vec![vec![vec![(0.0, 0.0), (10.2, 0.0), (10.0, 9.8), (0.0, 10.0), (0.2, 0.1)]]];
        assert_eq!(path(&square), "M0 0l10 0 0 10-10 0z");
    }
}
