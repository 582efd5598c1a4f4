//! The Equal Earth projection, and how the map lies on the sheet.

/// Longitude and latitude in degrees, or a place on the map, x to the right and y down.
pub(super) type Point = (f64, f64);

/// Width of the whole sphere in units of the map.
pub(super) const WIDTH: f64 = 10_000.0;

/// The meridian in the middle, 11° east: the edge of the map then falls into the Bering Strait and cuts no mainland.
pub(super) const MIDDLE: f64 = 11.0;

/// The northernmost and the southernmost parallel that is drawn: beyond lies only the sea, and Antarctica.
pub(super) const NORTH: f64 = 84.0;
pub(super) const SOUTH: f64 = -57.5;

/// Šavrič, Patterson and Jenny, "The Equal Earth map projection", International Journal of Geographical Information Science
/// 33 (2018), equations 1 to 3, for a sphere of radius 1, and in radians.
fn equal_earth(longitude: f64, latitude: f64) -> Point {
    const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];
    let m = 3_f64.sqrt() / 2.0;
    let theta = (m * latitude.sin()).asin();
    let (t2, t6) = (theta.powi(2), theta.powi(6));
    let slope = A[0] + 3.0 * A[1] * t2 + t6 * (7.0 * A[2] + 9.0 * A[3] * t2);
    let x = longitude * theta.cos() / (m * slope);
    let y = theta * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2));
    (x, y)
}

fn scale() -> f64 {
    WIDTH / (2.0 * equal_earth(std::f64::consts::PI, 0.0).0)
}

/// The place on the map of a point in degrees.
pub(super) fn project((longitude, latitude): Point) -> Point {
    let top = equal_earth(0.0, NORTH.to_radians()).1;
    let (x, y) = equal_earth((longitude - MIDDLE).to_radians(), latitude.to_radians());
    (x * scale() + WIDTH / 2.0, (top - y) * scale())
}

/// Points with longitudes that run on beyond 180° instead of leaping to the other side.
pub(super) fn unwrapped(points: &[Point]) -> Vec<Point> {
    let mut out: Vec<Point> = Vec::with_capacity(points.len());
    for &(longitude, latitude) in points {
        let before = out.last().map_or(longitude, |p| p.0);
        let turns = ((before - longitude) / 360.0).round();
        out.push((longitude + 360.0 * turns, latitude));
    }
    out
}

/// A ring on the map. What sticks out over the edge, which the middle of the ring decides, is cut off there.
pub(super) fn project_ring(ring: &[Point]) -> Vec<Point> {
    let points = unwrapped(ring);
    let middle = points.iter().map(|p| p.0).sum::<f64>() / points.len().max(1) as f64;
    let turns = ((MIDDLE - middle) / 360.0).round();
    let within = |longitude: f64| (longitude + 360.0 * turns).clamp(MIDDLE - 180.0, MIDDLE + 180.0);
    points.into_iter().map(|(longitude, latitude)| project((within(longitude), latitude))).collect()
}

/// The outline of the part of the sphere that is drawn.
pub(super) fn sphere() -> Vec<Point> {
    let side =
        |longitude: f64| (0..=60).map(move |n| (longitude, NORTH + (SOUTH - NORTH) * f64::from(n) / 60.0));
    let west = side(MIDDLE - 180.0).map(project);
    let east: Vec<Point> = side(MIDDLE + 180.0).map(project).collect();
    west.chain(east.into_iter().rev()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_projection_agrees_with_the_published_values() {
        // The paper gives the map's width as 2.05458 times its height.
        let (x, _) = equal_earth(std::f64::consts::PI, 0.0);
        let (_, y) = equal_earth(0.0, std::f64::consts::FRAC_PI_2);
        assert!((x / y - 2.054_58).abs() < 1e-4, "{}", x / y);
    }

    #[test]
    fn equal_areas_stay_equal() {
        // The determinant of the map's derivatives, from differences on both sides, over the cell's area on the sphere.
        let cell = |latitude: f64| {
            let d = 1e-5_f64;
            let (e, w) = (equal_earth(1.0 + d, latitude), equal_earth(1.0 - d, latitude));
            let (n, s) = (equal_earth(1.0, latitude + d), equal_earth(1.0, latitude - d));
            ((e.0 - w.0) * (n.1 - s.1) - (e.1 - w.1) * (n.0 - s.0)) / latitude.cos()
        };
        assert!((cell(0.0) / cell(1.0) - 1.0).abs() < 1e-3);
    }

    #[test]
    fn longitudes_run_on_over_the_edge() {
        let ring = unwrapped(&[(179.0, 0.0), (-179.0, 0.0), (-178.0, 1.0)]);
        assert_eq!(ring, [(179.0, 0.0), (181.0, 0.0), (182.0, 1.0)]);
    }
}
