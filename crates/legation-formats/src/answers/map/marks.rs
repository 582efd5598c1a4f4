//! The marks of recognition, stress and designation: how they look, and where they stand.

use std::fmt::Write as _;

use legation_ledger::view::StateView;

/// A level as a mark shows it: by its outline (which axis) and by how much of it is filled (which level).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    shape: Shape,
    filled: Filled,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Circle,
    Triangle,
    Diamond,
    Cross,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Filled {
    Open,
    Dot,
    Half,
    Full,
}

/// The mark of a level; `None` for the lowest levels, which are not marked.
pub(super) fn mark(level: &str) -> Option<Mark> {
    let (shape, filled) = match level {
        "G1" => (Shape::Circle, Filled::Open),
        "G2" => (Shape::Circle, Filled::Half),
        "G3" => (Shape::Circle, Filled::Full),
        "S1" => (Shape::Triangle, Filled::Open),
        "S2" => (Shape::Triangle, Filled::Dot),
        "S3" => (Shape::Triangle, Filled::Half),
        "S4" => (Shape::Triangle, Filled::Full),
        "S5" => (Shape::Cross, Filled::Full),
        "D1" => (Shape::Diamond, Filled::Open),
        "D2" => (Shape::Diamond, Filled::Dot),
        "D3" => (Shape::Diamond, Filled::Half),
        "D4" => (Shape::Diamond, Filled::Full),
        _ => return None,
    };
    Some(Mark { shape, filled })
}

/// The marks of a state. Dealings are marked only where no mission or contact shows them in colour already.
pub(super) fn marks(state: &StateView) -> Vec<Mark> {
    let level = |axis: &str| state.axes.get(axis).map_or("", String::as_str);
    let coloured = !matches!(level("representation"), "" | "R0");
    let shown = |axis: &&str| !(level(axis) == "G1" && coloured);
    ["recognition", "stress", "designation"]
        .iter()
        .filter(|a| shown(a))
        .filter_map(|a| mark(level(a)))
        .collect()
}

/// Draws a mark around a point, `r` in size.
pub(super) fn draw(mark: Mark, (x, y): (f64, f64), r: f64, out: &mut String) {
    let (outline, half, class) = match mark.shape {
        Shape::Circle => (
            format!("M{} {y}a{r} {r} 0 1 1 {} 0a{r} {r} 0 1 1 {} 0z", x - r, 2.0 * r, -2.0 * r),
            format!("M{x} {}a{r} {r} 0 0 1 0 {}z", y - r, 2.0 * r),
            "g",
        ),
        Shape::Triangle => {
            let (w, up, down) = (round(1.12 * r), round(1.15 * r), round(0.85 * r));
            (
                format!("M{x} {}l{w} {}h{}z", round(y - up), round(up + down), -2.0 * w),
                format!("M{x} {}l{w} {}h{}z", round(y - up), round(up + down), -w),
                "s",
            )
        }
        Shape::Diamond => {
            let w = round(1.2 * r);
            (
                format!("M{x} {}l{w} {w}l{} {w}l{} {}z", round(y - w), -w, -w, -w),
                format!("M{x} {}l{w} {w}l{} {w}z", round(y - w), -w),
                "d",
            )
        }
        Shape::Cross => {
            let d = format!("M{} {}l{d} {d}M{} {}l{d} {}", x - r, y - r, x - r, y + r, -2.0 * r, d = 2.0 * r);
            let _ = write!(out, "<path class=\"halo\" d=\"{d}\"/><path class=\"x\" d=\"{d}\"/>");
            return;
        }
    };
    let full = if mark.filled == Filled::Full { " f" } else { "" };
    // A white edge, without which a black mark would drown in the darkest colours.
    let _ =
        write!(out, "<path class=\"h\" d=\"{outline}\"/><path class=\"m {class}{full}\" d=\"{outline}\"/>");
    match mark.filled {
        Filled::Half => {
            let _ = write!(out, "<path class=\"{class} f\" d=\"{half}\"/>");
        }
        Filled::Dot => {
            let low = if mark.shape == Shape::Triangle { round(y + 0.2 * r) } else { y };
            let _ = write!(
                out,
                "<circle class=\"{class} f\" cx=\"{x}\" cy=\"{low}\" r=\"{}\"/>",
                round(0.36 * r)
            );
        }
        Filled::Open | Filled::Full => {}
    }
}

fn round(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

/// Marks that stand together in a row, on their way to a place.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// The marks.
    pub(super) marks: Vec<Mark>,
    /// The place that they speak of.
    pub(super) anchor: (f64, f64),
    /// The room there.
    pub(super) room: f64,
    /// Where the row's middle stands.
    pub(super) at: (f64, f64),
    /// The size of each.
    pub(super) size: f64,
}

impl Row {
    /// A row over its anchor.
    pub(super) fn new(marks: Vec<Mark>, anchor: (f64, f64), room: f64, size: f64) -> Self {
        Self { marks, anchor, room, at: anchor, size }
    }

    fn half_width(&self) -> f64 {
        self.marks.len() as f64 * self.size * 1.3
    }

    fn half_height(&self) -> f64 {
        self.size * 1.3
    }

    fn overlaps(&self, other: &Self) -> bool {
        (self.at.0 - other.at.0).abs() < self.half_width() + other.half_width()
            && (self.at.1 - other.at.1).abs() < self.half_height() + other.half_height()
    }

    /// Whether the row would hide the place that it speaks of.
    fn hides(&self, place: (f64, f64), room: f64) -> bool {
        room < self.half_height() * 1.1
            && (self.at.0 - place.0).abs() < self.half_width() + room
            && (self.at.1 - place.1).abs() < self.half_height() + room
    }

    /// Draws the row, with a line to its place where it stands off it.
    pub(super) fn draw(&self, out: &mut String) {
        let (dx, dy) = (self.at.0 - self.anchor.0, self.at.1 - self.anchor.1);
        if dx.hypot(dy) > self.room + 1.0 {
            let (ax, ay, x, y) = (self.anchor.0, self.anchor.1, self.at.0, self.at.1);
            let _ = write!(out, "<path class=\"lead\" d=\"M{ax} {ay}L{x} {y}\"/>");
        }
        for (n, mark) in self.marks.iter().enumerate() {
            let along = (n as f64 - (self.marks.len() - 1) as f64 / 2.0) * self.size * 2.6;
            draw(*mark, (round(self.at.0 + along), self.at.1), self.size, out);
        }
    }
}

/// Gives each row a place: over its state if the state is large enough and no other row stands there, else as near as may be.
/// Small states choose first, since theirs is the least room. No row hides one of the places `clear`, given with their room.
pub(super) fn place(rows: &mut [Row], clear: &[((f64, f64), f64)]) {
    const TURNS: [(f64, f64); 16] = [
        (1.0, 0.0),
        (-1.0, 0.0),
        (0.0, -1.0),
        (0.0, 1.0),
        (0.71, -0.71),
        (-0.71, -0.71),
        (0.71, 0.71),
        (-0.71, 0.71),
        (0.92, -0.38),
        (-0.92, -0.38),
        (0.92, 0.38),
        (-0.92, 0.38),
        (0.38, -0.92),
        (-0.38, -0.92),
        (0.38, 0.92),
        (-0.38, 0.92),
    ];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|&a, &b| rows[a].room.total_cmp(&rows[b].room).then(a.cmp(&b)));
    for (done, &n) in order.iter().enumerate() {
        let anchor = rows[n].anchor;
        let rings = (1..=24).map(|ring| f64::from(ring) * rows[n].size * 0.7);
        let around = rings.flat_map(|far| TURNS.iter().map(move |t| (t.0 * far, t.1 * far)));
        let mut row = rows[n].clone();
        for (dx, dy) in std::iter::once((0.0, 0.0)).chain(around) {
            row.at = ((anchor.0 + dx).round(), (anchor.1 + dy).round());
            let free = order[..done].iter().all(|&m| !row.overlaps(&rows[m]));
            if free && clear.iter().all(|&(place, room)| !row.hides(place, room)) {
                rows[n].at = row.at;
                break;
            }
        }
    }
}
