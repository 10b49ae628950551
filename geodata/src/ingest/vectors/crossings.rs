//! Counts how often the edges of an area cross each other, which bounds the cost of a repair.
//!
//! A repair cuts the edges at every crossing. A ring of 3,000 random vertices crosses itself a million times: its repair takes half
//! a minute and gigabytes. Such a ring is not a border with a small error, and is refused.

use geo::line_intersection::{LineIntersection, line_intersection};
use geo::{CoordsIter, Line};
use geo_types::{LineString, MultiPolygon};
use rstar::primitives::GeomWithData;
use rstar::{RTree, RTreeObject};

/// How many crossings an area may have for a repair, besides one for each edge: if parts that share borders were collected without
/// being merged, most edges lie on another one. Other real boundaries have some hundreds at most.
const MAX_CROSSINGS: usize = 10_000;
/// How many vertices it may have: ten times those of the largest country in full detail.
const MAX_VERTICES: usize = 5_000_000;
/// How many pairs of edges with intersecting bounding boxes are compared.
const MAX_PAIRS: usize = 20_000_000;

/// Why an invalid area is not repaired.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum TooComplex {
    #[error("its edges cross more than {0} times")]
    Crossings(usize),
    #[error("it has more than {MAX_VERTICES} vertices")]
    Vertices,
    #[error("more than {MAX_PAIRS} pairs of its edges lie near each other")]
    Pairs,
}

/// Refuses an area whose repair would take too long.
pub(super) fn check(area: &MultiPolygon<f64>) -> Result<(), TooComplex> {
    if area.coords_count() > MAX_VERTICES {
        return Err(TooComplex::Vertices);
    }
    let rings = area.0.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
    let edges: Vec<GeomWithData<Line<f64>, usize>> =
        rings.flat_map(LineString::lines).enumerate().map(|(number, edge)| GeomWithData::new(edge, number)).collect();
    let max_crossings = MAX_CROSSINGS + edges.len();
    let tree = RTree::bulk_load(edges);
    let (mut pairs, mut crossings) = (0, 0);
    for edge in &tree {
        for other in tree.locate_in_envelope_intersecting(&edge.envelope()) {
            pairs += 1;
            if pairs > MAX_PAIRS {
                return Err(TooComplex::Pairs);
            }
            // Each pair comes up twice. Edges that only touch are no crossing.
            let crosses = edge.data < other.data
                && match line_intersection(*edge.geom(), *other.geom()) {
                    Some(LineIntersection::SinglePoint { is_proper, .. }) => is_proper,
                    Some(LineIntersection::Collinear { .. }) => true,
                    None => false,
                };
            crossings += usize::from(crosses);
            if crossings > max_crossings {
                return Err(TooComplex::Crossings(max_crossings));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
pub(super) mod tests {
    use geo_types::Polygon;

    use super::*;

    /// A ring through pseudorandom points.
    pub(in super::super) fn random_ring(vertices: usize) -> MultiPolygon<f64> {
        let mut state = 7_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1_u64 << 53) as f64
        };
        let ring: Vec<(f64, f64)> = (0..vertices).map(|_| (70.0 + next(), 40.0 + next())).collect();
        MultiPolygon(vec![Polygon::new(LineString::from(ring), vec![])])
    }

    #[test]
    fn crossings_are_counted_up_to_a_bound() {
        assert_eq!(check(&random_ring(50)), Ok(()));
        assert_eq!(check(&random_ring(3_000)), Err(TooComplex::Crossings(13_000)));
    }

    #[test]
    fn edges_that_lie_beside_each_other_are_bounded_too() {
        // Long diagonals: every box meets every other, no edge crosses one.
        let zigzag: Vec<(f64, f64)> = (0..6_000)
            .map(|at| {
                let along = f64::from(at) * 1e-6;
                if at % 2 == 0 { (70.0 + along, 40.0) } else { (71.0 + along, 41.0) }
            })
            .collect();
        let ring = MultiPolygon(vec![Polygon::new(LineString::from(zigzag), vec![])]);
        assert_eq!(check(&ring), Err(TooComplex::Pairs));
    }

    #[test]
    fn parts_that_share_their_borders_may_be_merged() {
        let square = |at: u32| {
            let corner = |along: u32, up: u32| (f64::from(at % 150 + along) * 0.01, f64::from(at / 150 + up) * 0.01);
            Polygon::new(
                LineString::from(vec![corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1), corner(0, 0)]),
                vec![],
            )
        };
        assert_eq!(check(&MultiPolygon((0..150 * 150).map(square).collect())), Ok(()));
    }

    #[test]
    fn a_long_border_may_be_repaired() {
        let circle: Vec<(f64, f64)> = (0..200_000)
            .map(|at| {
                let angle = f64::from(at) / 200_000.0 * std::f64::consts::TAU;
                (70.0 + angle.cos(), 40.0 + angle.sin())
            })
            .collect();
        assert_eq!(check(&MultiPolygon(vec![Polygon::new(LineString::from(circle), vec![])])), Ok(()));
    }
}
