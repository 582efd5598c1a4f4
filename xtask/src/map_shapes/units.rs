//! What is drawn: which shape of the source is which state, territory or area.

use anyhow::{Context, Result};
use legation_lexicon::Lexicon;
use legation_lexicon::data::EntityKind;
use std::collections::BTreeMap;

use super::projection::{Point, project_ring};
use super::topology::Shape;

/// Numeric codes with their alpha-3 codes.
const NUMERIC: &str = include_str!("iso-numeric.txt");

/// Shapes to which the source gives no code of ISO, by its names for them.
const UNCODED: &[(&str, &str)] = &[
    ("Kosovo", "XKX"),
    ("Somaliland", "XSL"),
    ("N. Cyprus", "XNC"),
    ("Siachen Glacier", "area.siachen"),
    ("Indian Ocean Ter.", "CCK"),
];

/// Parts of a shape that are drawn by themselves: from whom, the new id, and the box of degrees in which their middle lies.
const CARVED: &[(&str, &str, [f64; 4])] = &[
    ("RUS", "area.crimea", [32.4, 44.3, 36.8, 46.3]),
    ("FRA", "GUF", [-55.0, 2.0, -51.0, 6.0]),
    ("FRA", "GLP", [-62.0, 15.8, -60.9, 16.6]),
    ("FRA", "MTQ", [-61.3, 14.3, -60.7, 15.0]),
    ("FRA", "REU", [55.0, -21.5, 56.0, -20.7]),
    ("FRA", "MYT", [44.9, -13.1, 45.4, -12.6]),
    ("NLD", "BES", [-69.0, 11.9, -62.8, 18.0]),
    ("NZL", "TKL", [-173.0, -10.0, -171.0, -8.0]),
    ("CCK", "", [105.0, -11.0, 106.0, -10.0]),
];

/// Units that are drawn as circles at a place of their own, in degrees: those of which the source has no shape, and those whose
/// largest island is not where they are looked for.
const PINNED: &[(&str, Point)] = &[
    ("BES", (-68.27, 12.2)),
    ("CCK", (96.85, -12.15)),
    ("GIB", (-5.35, 36.14)),
    ("KIR", (173.0, 1.4)),
    ("TKL", (-171.8, -9.2)),
    ("TUV", (179.2, -8.52)),
    ("XAB", (41.0, 43.0)),
    ("XSO", (43.97, 42.23)),
    ("XTR", (29.63, 46.85)),
];

/// Units on whose status, or to whom they belong, states disagree.
const DISPUTED: &[&str] = &[
    "ESH",
    "FLK",
    "PSE",
    "SGS",
    "TWN",
    "XAB",
    "XKX",
    "XNC",
    "XSL",
    "XSO",
    "XTR",
    "area.crimea",
    "area.siachen",
];

/// Who administers territories that keep no foreign relations of their own.
const ADMINISTERED: &[(&str, &str)] = &[
    ("AUS", "CCK NFK"),
    ("CHN", "HKG MAC"),
    ("DNK", "FRO GRL"),
    ("FRA", "ATF BLM GLP GUF MAF MTQ MYT NCL PYF REU SPM WLF"),
    ("GBR", "AIA BMU CYM FLK GGY GIB IMN IOT JEY MSR PCN SGS SHN TCA VGB"),
    ("IND", "area.siachen"),
    ("NLD", "ABW BES CUW SXM"),
    ("NZL", "TKL"),
    ("RUS", "area.crimea"),
    ("USA", "ASM GUM MNP PRI VIR"),
];

/// Names of what the lexicon does not name as a state.
const NAMES: &[(&str, &str)] = &[
    ("ATF", "French Southern Lands"),
    ("SGS", "South Georgia and the South Sandwich Islands"),
    ("area.crimea", "Crimea"),
    ("area.siachen", "Siachen Glacier"),
];

/// A unit of the map.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) disputed: bool,
    /// Id of the state that administers it, where that is another.
    pub(super) of: Option<&'static str>,
    /// Polygons on the map, each with its outline first.
    pub(super) polygons: Vec<Vec<Vec<Point>>>,
    /// Its place, where that is no matter of its polygons.
    pub(super) pin: Option<Point>,
}

/// The units of the shapes, in the order of their ids.
pub(super) fn units(shapes: Vec<Shape>, lexicon: &Lexicon) -> Result<Vec<Unit>> {
    let mut polygons: BTreeMap<String, Vec<Vec<Vec<Point>>>> = BTreeMap::new();
    for shape in shapes {
        let Some(id) = id_of(&shape) else { continue };
        for polygon in shape.polygons {
            let id = carved(&id, &polygon[0]);
            if !id.is_empty() {
                let rings = polygon.iter().map(|ring| project_ring(ring)).collect();
                polygons.entry(id).or_default().push(rings);
            }
        }
    }
    for (id, _) in PINNED {
        polygons.entry((*id).to_owned()).or_default();
    }
    polygons.into_iter().map(|(id, polygons)| unit(id, polygons, lexicon)).collect()
}

fn unit(id: String, polygons: Vec<Vec<Vec<Point>>>, lexicon: &Lexicon) -> Result<Unit> {
    let named = NAMES.iter().find(|(i, _)| *i == id).map(|(_, name)| (*name).to_owned());
    let known = lexicon.entity_by_id(&id).map(|(_, e)| e).filter(|e| e.kind == EntityKind::State);
    let name = named.or(known.map(|e| e.name.clone())).with_context(|| format!("{id} has no name"))?;
    Ok(Unit {
        name,
        disputed: DISPUTED.contains(&id.as_str()),
        of: ADMINISTERED.iter().find(|(_, all)| all.split(' ').any(|t| t == id)).map(|(state, _)| *state),
        pin: PINNED.iter().find(|(i, _)| *i == id).map(|(_, at)| project_ring(&[*at])[0]),
        polygons,
        id,
    })
}

fn id_of(shape: &Shape) -> Option<String> {
    let uncoded = || UNCODED.iter().find(|(name, _)| *name == shape.name).map(|(_, id)| (*id).to_owned());
    let Some(number) = &shape.number else { return uncoded() };
    let lines = NUMERIC.lines().filter(|l| !l.starts_with('#'));
    let mut pairs = lines.flat_map(str::split_whitespace).filter_map(|pair| pair.split_once('='));
    pairs.find(|(n, _)| n == number).map(|(_, id)| id.to_owned())
}

/// The id under which a polygon is drawn; none for one that is left out.
fn carved(id: &str, outline: &[Point]) -> String {
    let count = outline.len() as f64;
    let x = outline.iter().map(|p| p.0).sum::<f64>() / count;
    let y = outline.iter().map(|p| p.1).sum::<f64>() / count;
    let inside = |b: &[f64; 4]| (b[0]..b[2]).contains(&x) && (b[1]..b[3]).contains(&y);
    let part = CARVED.iter().find(|(from, _, place)| *from == id && inside(place));
    part.map_or(id, |(_, part, _)| part).to_owned()
}
