//! Rings and lines cut by a box: what lies far outside of a map is not drawn.
//!
//! Rings are cut by each side in turn (Sutherland and Hodgman 1974). A ring that leaves the box several times runs along its sides, which is
//! why the box must be larger than what is seen.

use geo_types::{Coord, LineString, Polygon, Rect};

/// A polygon within a box; none where nothing of it is there.
pub fn polygon(polygon: &Polygon<f64>, within: Rect<f64>) -> Option<Polygon<f64>> {
    let exterior = ring(polygon.exterior(), within)?;
    let interiors = polygon.interiors().iter().filter_map(|interior| ring(interior, within)).collect();
    Some(Polygon::new(exterior, interiors))
}

fn ring(ring: &LineString<f64>, within: Rect<f64>) -> Option<LineString<f64>> {
    let (min, max) = (within.min(), within.max());
    let mut points = ring.0.clone();
    // Left and right, by x; then below and above, by y.
    for (is_x, edge, is_low) in [(true, min.x, true), (true, max.x, false), (false, min.y, true), (false, max.y, false)]
    {
        let of = |at: Coord<f64>| if is_x { at.x } else { at.y };
        let is_inside = |at: Coord<f64>| if is_low { of(at) >= edge } else { of(at) <= edge };
        let mut kept = Vec::with_capacity(points.len());
        let before = points.iter().cycle().skip(points.len().saturating_sub(1));
        for (from, to) in before.zip(&points) {
            if is_inside(*from) != is_inside(*to) {
                let part = (edge - of(*from)) / (of(*to) - of(*from));
                kept.push(*from + (*to - *from) * part);
            }
            if is_inside(*to) {
                kept.push(*to);
            }
        }
        points = kept;
    }
    (points.len() > 2).then_some(LineString(points))
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::Area;

    #[test]
    fn a_polygon_is_cut_at_the_sides_of_the_box() {
        let wide =
            Polygon::new(LineString::from(vec![(-10.0, 2.0), (10.0, 2.0), (10.0, 4.0), (-10.0, 4.0)]), Vec::new());
        let within = Rect::new((0.0, 0.0), (5.0, 10.0));
        let cut = polygon(&wide, within).expect("a part");
        assert!((cut.unsigned_area() - 10.0).abs() < 1e-9, "{cut:?}");
        assert_eq!(polygon(&wide, Rect::new((20.0, 0.0), (30.0, 10.0))), None);
        let around = Rect::new((-20.0, 0.0), (20.0, 10.0));
        assert!((polygon(&wide, around).expect("all").unsigned_area() - 40.0).abs() < 1e-9);
    }
}
