//! Where a unit's marks go, and where circles stand that would else lie on one another.

use super::projection::Point;
use super::topology::{distance, to_segment};

/// Area of a ring, whichever way it runs.
pub(super) fn area(ring: &[Point]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    (ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<f64>() / 2.0).abs()
}

/// The point of a polygon that lies farthest from its borders, and how far that is: looked for on a grid, then on finer ones
/// around the best point.
pub(super) fn pole(polygon: &[Vec<Point>]) -> (Point, f64) {
    const STEPS: i32 = 24;
    let outline = &polygon[0];
    let bounds = |of: fn(&Point) -> f64| {
        let values = outline.iter().map(of);
        (values.clone().fold(f64::INFINITY, f64::min), values.fold(f64::NEG_INFINITY, f64::max))
    };
    let ((left, right), (top, bottom)) = (bounds(|p| p.0), bounds(|p| p.1));
    let (mut middle, mut half) =
        (((left + right) / 2.0, (top + bottom) / 2.0), ((right - left) / 2.0, (bottom - top) / 2.0));
    let mut best = (middle, depth(polygon, middle));
    for _ in 0..4 {
        for (i, j) in (-STEPS..=STEPS).flat_map(|i| (-STEPS..=STEPS).map(move |j| (i, j))) {
            let at = |middle: f64, half: f64, n: i32| middle + half * f64::from(n) / f64::from(STEPS);
            let point = (at(middle.0, half.0, i), at(middle.1, half.1, j));
            let deep = depth(polygon, point);
            if deep > best.1 {
                best = (point, deep);
            }
        }
        (middle, half) = (best.0, (half.0 / 8.0, half.1 / 8.0));
    }
    best
}

/// How far inside a polygon a point lies; negative outside.
fn depth(polygon: &[Vec<Point>], p: Point) -> f64 {
    let mut inside = false;
    let mut nearest = f64::INFINITY;
    for ring in polygon {
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            if (a.1 > p.1) != (b.1 > p.1) && p.0 < (b.0 - a.0) * (p.1 - a.1) / (b.1 - a.1) + a.0 {
                inside = !inside;
            }
            nearest = nearest.min(to_segment(p, *a, *b));
        }
    }
    if inside { nearest } else { -nearest }
}

/// A circle that stands for a unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Circle {
    pub(super) at: Point,
    pub(super) radius: f64,
}

/// Moves circles that overlap apart, each as little as it needs.
pub(super) fn spread(circles: &mut [Circle]) {
    const GAP: f64 = 5.0;
    for _ in 0..400 {
        for i in 0..circles.len() {
            for j in 0..i {
                let (a, b) = (circles[i], circles[j]);
                let (apart, need) = (distance(a.at, b.at), a.radius + b.radius + GAP);
                if apart >= need {
                    continue;
                }
                // Two on the very same spot part along the parallel.
                let (ux, uy) = if apart == 0.0 {
                    (1.0, 0.0)
                } else {
                    ((a.at.0 - b.at.0) / apart, (a.at.1 - b.at.1) / apart)
                };
                let push = (need - apart) / 4.0;
                circles[i].at = (a.at.0 + ux * push, a.at.1 + uy * push);
                circles[j].at = (b.at.0 - ux * push, b.at.1 - uy * push);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pole_keeps_out_of_holes() {
        let square = |a: f64, b: f64| vec![(a, a), (b, a), (b, b), (a, b)];
        let (middle, deep) = pole(&[square(0.0, 10.0)]);
        assert!(distance(middle, (5.0, 5.0)) < 0.1 && (deep - 5.0).abs() < 0.1);
        let (_, deep) = pole(&[square(0.0, 10.0), square(3.0, 7.0)]);
        assert!(deep < 3.1, "{deep}");
    }

    #[test]
    fn circles_part() {
        let mut two = [Circle { at: (0.0, 0.0), radius: 5.0 }, Circle { at: (0.0, 0.0), radius: 5.0 }];
        spread(&mut two);
        assert!(distance(two[0].at, two[1].at) > 14.9);
    }
}
