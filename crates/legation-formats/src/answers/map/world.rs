//! The shapes of the world, as `cargo xtask map-shapes` writes them.

use std::sync::LazyLock;

/// The table that the task writes; its head says source, licence and columns.
const TABLE: &str = include_str!("world.tsv");

/// A state, territory or area on the map. Lengths are in units of which the map is [`World::width`] wide.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Alpha-3, or `area.` and a name.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Whether states disagree on its status, or to whom it belongs.
    pub disputed: bool,
    /// The state that administers it, where that is another.
    pub of: Option<&'static str>,
    /// Where its marks go.
    pub at: (i32, i32),
    /// How much room there is around that point; the radius of what is a circle.
    pub room: i32,
    /// SVG path data; `None` for a circle.
    pub path: Option<&'static str>,
}

/// All shapes.
#[derive(Debug)]
pub struct World {
    /// Width of the map.
    pub width: i32,
    /// Height of the map.
    pub height: i32,
    /// Path of the sphere's edge.
    pub sphere: &'static str,
    /// The units, in the order of their ids.
    pub units: Vec<Unit>,
}

impl World {
    /// The shapes that are compiled in.
    ///
    /// # Panics
    /// Never in a build that passed its own tests: the table is part of the program.
    pub fn embedded() -> &'static Self {
        static WORLD: LazyLock<World> =
            LazyLock::new(|| read(TABLE).expect("the embedded shapes are well formed"));
        &WORLD
    }

    /// The unit with that id.
    pub fn unit(&self, id: &str) -> Option<&Unit> {
        let at = self.units.binary_search_by(|u| u.id.cmp(id)).ok()?;
        Some(&self.units[at])
    }
}

fn read(table: &'static str) -> Option<World> {
    let mut lines = table.lines().filter(|l| !l.starts_with('#'));
    let sphere: Vec<&str> = lines.next()?.split('\t').collect();
    let [_, width, height, edge] = sphere.as_slice() else { return None };
    let units = lines.map(unit).collect::<Option<Vec<Unit>>>()?;
    Some(World { width: width.parse().ok()?, height: height.parse().ok()?, sphere: edge, units })
}

fn unit(line: &'static str) -> Option<Unit> {
    let cells: Vec<&str> = line.split('\t').collect();
    let [id, name, disputed, of, x, y, room, path] = cells.as_slice() else { return None };
    let some = |text: &'static str| if text.is_empty() { None } else { Some(text) };
    Some(Unit {
        id,
        name,
        disputed: !disputed.is_empty(),
        of: some(of),
        at: (x.parse().ok()?, y.parse().ok()?),
        room: room.parse().ok()?,
        path: some(path),
    })
}
