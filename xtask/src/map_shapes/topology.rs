//! TopoJSON: shapes whose borders are arcs that neighbours share, so that simplifying an arc opens no gap.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::projection::{Point, project, unwrapped};

/// One shape of the file: outlines first, holes after, as degrees of longitude and latitude.
#[derive(Debug)]
pub(super) struct Shape {
    /// ISO 3166-1 numeric, where the source gives one.
    pub(super) number: Option<String>,
    /// The source's name.
    pub(super) name: String,
    /// Each polygon's rings, the outline first.
    pub(super) polygons: Vec<Vec<Vec<Point>>>,
}

/// Reads the object `countries`, with every arc simplified to `tolerance` units of the map.
pub(super) fn read(text: &str, tolerance: f64) -> Result<Vec<Shape>> {
    let json: Value = serde_json::from_str(text)?;
    let arcs = arcs(&json, tolerance)?;
    let shapes = json["objects"]["countries"]["geometries"].as_array().context("no object `countries`")?;
    shapes.iter().map(|shape| read_shape(shape, &arcs)).collect()
}

fn read_shape(shape: &Value, arcs: &[Vec<Point>]) -> Result<Shape> {
    let name = shape["properties"]["name"].as_str().context("a shape without a name")?.to_owned();
    let list = shape["arcs"].as_array().with_context(|| format!("{name} has no arcs"))?;
    let polygons = match shape["type"].as_str() {
        Some("Polygon") => vec![rings(&shape["arcs"], arcs)?],
        Some("MultiPolygon") => list.iter().map(|p| rings(p, arcs)).collect::<Result<_>>()?,
        other => bail!("{name} is a {other:?}"),
    };
    Ok(Shape { number: shape["id"].as_str().map(str::to_owned), name, polygons })
}

fn rings(polygon: &Value, arcs: &[Vec<Point>]) -> Result<Vec<Vec<Point>>> {
    let rings = polygon.as_array().context("a polygon is a list of rings")?;
    rings.iter().map(|ring| stitch(ring, arcs)).collect()
}

/// A ring out of its arcs; a negative number is the arc of its complement, backwards. The point where arcs meet is kept once,
/// and so is the first.
fn stitch(ring: &Value, arcs: &[Vec<Point>]) -> Result<Vec<Point>> {
    let mut points: Vec<Point> = Vec::new();
    for number in ring.as_array().context("a ring is a list of arcs")? {
        let number = number.as_i64().context("an arc is a number")?;
        let index = if number < 0 { !number } else { number } as usize;
        let arc = arcs.get(index).with_context(|| format!("no arc {index}"))?;
        points.pop();
        if number < 0 { points.extend(arc.iter().rev()) } else { points.extend(arc) }
    }
    points.pop();
    Ok(points)
}

fn arcs(json: &Value, tolerance: f64) -> Result<Vec<Vec<Point>>> {
    let pair = |v: &Value| -> Result<Point> {
        let number = |n: usize| v[n].as_f64().context("a pair of numbers is missing");
        Ok((number(0)?, number(1)?))
    };
    let (scale, shift) = (pair(&json["transform"]["scale"])?, pair(&json["transform"]["translate"])?);
    let arcs = json["arcs"].as_array().context("no arcs")?;
    let decode = |arc: &Value| -> Result<Vec<Point>> {
        let mut at = (0.0, 0.0);
        let mut points = Vec::new();
        for step in arc.as_array().context("an arc is a list of points")? {
            let (dx, dy) = pair(step)?;
            at = (at.0 + dx, at.1 + dy);
            points.push((at.0 * scale.0 + shift.0, at.1 * scale.1 + shift.1));
        }
        Ok(simplified(&points, tolerance))
    };
    arcs.iter().map(decode).collect()
}

/// An arc without the points that lie less than the tolerance off the line between those kept (Douglas and Peucker 1973),
/// measured on the map. Its ends stay.
fn simplified(arc: &[Point], tolerance: f64) -> Vec<Point> {
    let flat: Vec<Point> = unwrapped(arc).into_iter().map(project).collect();
    let mut keep = vec![false; arc.len()];
    let last = arc.len() - 1;
    (keep[0], keep[last]) = (true, true);
    // A closed arc has one point for both ends: it is held open at the point farthest from there.
    if arc.len() > 3 && arc[0] == arc[last] {
        let far =
            (1..last).max_by(|&a, &b| distance(flat[0], flat[a]).total_cmp(&distance(flat[0], flat[b])));
        let far = far.unwrap_or(last);
        keep[far] = true;
        keep_between(&flat, 0, far, tolerance, &mut keep);
        keep_between(&flat, far, last, tolerance, &mut keep);
    } else {
        keep_between(&flat, 0, last, tolerance, &mut keep);
    }
    arc.iter().zip(keep).filter(|(_, k)| *k).map(|(p, _)| *p).collect()
}

fn keep_between(points: &[Point], from: usize, to: usize, tolerance: f64, keep: &mut [bool]) {
    let off = |n: usize| to_segment(points[n], points[from], points[to]);
    let Some(worst) = (from + 1..to).max_by(|&a, &b| off(a).total_cmp(&off(b))) else { return };
    if off(worst) > tolerance {
        keep[worst] = true;
        keep_between(points, from, worst, tolerance, keep);
        keep_between(points, worst, to, tolerance, keep);
    }
}

pub(super) fn distance(a: Point, b: Point) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

/// How far a point lies from a segment.
pub(super) fn to_segment(p: Point, a: Point, b: Point) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let square = dx * dx + dy * dy;
    let along = if square == 0.0 { 0.0 } else { ((p.0 - a.0) * dx + (p.1 - a.1) * dy) / square };
    let along = along.clamp(0.0, 1.0);
    distance(p, (a.0 + along * dx, a.1 + along * dy))
}
