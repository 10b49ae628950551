//! A layer made ready for its tiles: projected once to the unit square, with an R-tree over the boxes.

use geo_types::{Coord, Point, Rect};
use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

use super::grid::project;

/// The points of a layer, in the unit square.
#[derive(Debug)]
pub struct PreparedPoints {
    tree: RTree<GeomWithData<[f64; 2], usize>>,
}

impl PreparedPoints {
    /// Projects and indexes points given in degrees (CRS84). Their positions are those that they come in. A point that is
    /// not finite is in no tile.
    pub fn new(points: impl IntoIterator<Item = Point<f64>>) -> Self {
        let projected = points.into_iter().enumerate().filter_map(|(position, point)| {
            let unit = project(point.0);
            (unit.x.is_finite() && unit.y.is_finite()).then(|| GeomWithData::new(unit.into(), position))
        });
        Self { tree: RTree::bulk_load(projected.collect()) }
    }

    /// The points in a closed box of the unit square with their positions, ascending.
    pub fn within(&self, rect: Rect<f64>) -> Vec<(usize, Coord<f64>)> {
        let mut points: Vec<(usize, Coord<f64>)> = self
            .tree
            .locate_in_envelope_intersecting(&envelope(rect))
            .map(|entry| (entry.data, Coord::from(*entry.geom())))
            .collect();
        points.sort_unstable_by_key(|(position, _)| *position);
        points
    }
}

fn envelope(rect: Rect<f64>) -> AABB<[f64; 2]> {
    AABB::from_corners(rect.min().into(), rect.max().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_that_are_not_finite_are_nowhere() {
        let prepared = PreparedPoints::new([Point::new(f64::NAN, 0.0), Point::new(0.0, 0.0)]);
        let found = prepared.within(Rect::new((0.0, 0.0), (1.0, 1.0)));
        assert_eq!(found, [(1, Coord { x: 0.5, y: 0.5 })]);
    }
}
