//! Spatial indexes: R-trees over every layer, point in polygon, and nearest neighbours by geodesic distance.

mod community_units;
mod ellipsoid;
mod near_border;

use std::sync::OnceLock;

use geo::Intersects;
use geo_types::{Point, Rect};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use crate::model::{AdminLayer, AdminLevel, BBox, Community, Facility};
use crate::parallel;
pub use community_units::CommunityUnits;
pub use ellipsoid::{geodesic_metres, geodesic_square_metres};
pub use near_border::{TOLERANCE_METRES, is_in, metres_to_border};

type BoxTree = RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>;
type PointTree = RTree<GeomWithData<[f64; 2], usize>>;
type SpaceTree = RTree<GeomWithData<[f64; 3], usize>>;

/// The spatial indexes of an atlas.
#[derive(Debug)]
pub struct SpatialIndex {
    layers: Vec<(AdminLevel, BoxTree)>,
    communities: PointIndex,
    facilities: PointIndex,
}

/// The indexes of one layer of points.
#[derive(Debug)]
pub struct PointIndex {
    plane: PointTree,
    /// Built by [`Self::prepare_nearest`], or on first use.
    space: OnceLock<SpaceTree>,
    /// By position; none for what has no point.
    points: Vec<Option<Point<f64>>>,
}

impl SpatialIndex {
    /// Builds the indexes of all layers.
    pub fn new<'l>(
        layers: impl IntoIterator<Item = &'l AdminLayer>,
        communities: &[Community],
        facilities: &[Facility],
    ) -> Self {
        let layers: Vec<&AdminLayer> = layers.into_iter().collect();
        let of_layer = |layer: &AdminLayer| {
            let boxes = layer.units.iter().enumerate().map(|(position, unit)| {
                let (min, max) = (unit.bbox.min(), unit.bbox.max());
                GeomWithData::new(Rectangle::from_corners([min.x, min.y], [max.x, max.y]), position)
            });
            (layer.level, RTree::bulk_load(boxes.collect()))
        };
        let (communities, (facilities, layers)) = parallel::join(
            || PointIndex::new(communities.iter().map(|community| community.point)),
            || {
                let facilities = PointIndex::new(facilities.iter().map(|facility| Some(facility.point)));
                (facilities, layers.iter().copied().map(of_layer).collect())
            },
        );
        Self { layers, communities, facilities }
    }

    /// The index of the communities.
    pub fn communities(&self) -> &PointIndex {
        &self.communities
    }

    /// The index of the facilities.
    pub fn facilities(&self) -> &PointIndex {
        &self.facilities
    }

    /// The units of a level whose bounding box intersects `rect`, ascending: a superset of those whose area does.
    pub fn units_near(&self, level: AdminLevel, rect: Rect<f64>) -> Vec<usize> {
        let Some((_, tree)) = self.layers.iter().find(|(at, _)| *at == level) else { return Vec::new() };
        let mut found: Vec<usize> =
            tree.locate_in_envelope_intersecting(&envelope(rect)).map(|entry| entry.data).collect();
        found.sort_unstable();
        found
    }

    /// The child of a unit at a point: the child that contains it, or else the nearest one within
    /// [`TOLERANCE_METRES`].
    pub fn part_at(&self, layer: &AdminLayer, parent: usize, point: Point<f64>) -> Option<usize> {
        let is_part = |unit: &usize| layer.units.get(*unit).is_some_and(|unit| unit.parent == Some(parent));
        self.unit_where(layer, point, is_part).or_else(|| self.unit_near(layer, point, is_part))
    }

    /// The unit among those that `is_meant` accepts whose border is nearest to a point, within [`TOLERANCE_METRES`].
    pub fn unit_near(&self, layer: &AdminLayer, point: Point<f64>, is_meant: impl Fn(&usize) -> bool) -> Option<usize> {
        let boxes = box_around(point, TOLERANCE_METRES).parts();
        let near = boxes.flat_map(|rect| self.units_near(layer.level, rect)).filter(is_meant);
        let ways = near.map(|unit| (metres_to_border(&layer.units[unit].area, point), unit));
        let nearest = ways.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        nearest.filter(|(way, _)| *way <= TOLERANCE_METRES).map(|(_, unit)| unit)
    }

    /// The unit of a layer that contains a point; on a shared border, the first.
    pub fn unit_at(&self, layer: &AdminLayer, point: Point<f64>) -> Option<usize> {
        self.unit_where(layer, point, |_| true)
    }

    fn unit_where(&self, layer: &AdminLayer, point: Point<f64>, is_meant: impl Fn(&usize) -> bool) -> Option<usize> {
        spellings(point).find_map(|point| {
            let near = self.units_near(layer.level, Rect::new(point.0, point.0)).into_iter();
            near.filter(&is_meant).find(|unit| layer.units[*unit].area.intersects(&point))
        })
    }
}

/// Lower bound of the length of a degree of latitude, in metres (110,574 at the equator).
const METRES_PER_DEGREE: f64 = 110_000.0;

/// A bounding box of all points within a distance in metres.
fn box_around(point: Point<f64>, metres: f64) -> BBox {
    let (x, y) = (point.x(), point.y());
    let height = metres / METRES_PER_DEGREE;
    // Near the poles, all longitudes are close.
    let width = (height / y.to_radians().cos().max(1e-3)).min(179.0);
    let wrapped = |x: f64| {
        if x > 180.0 {
            x - 360.0
        } else if x < -180.0 {
            x + 360.0
        } else {
            x
        }
    };
    let (south, north) = ((y - height).max(-90.0), (y + height).min(90.0));
    BBox { west: wrapped(x - width), south, east: wrapped(x + width), north }
}

impl PointIndex {
    fn new(points: impl Iterator<Item = Option<Point<f64>>>) -> Self {
        let points: Vec<Option<Point<f64>>> = points.collect();
        let plane = positions(&points).map(|(i, p)| GeomWithData::new([p.x(), p.y()], i)).collect();
        Self { plane: RTree::bulk_load(plane), space: OnceLock::new(), points }
    }

    /// Builds the index for [`Self::nearest`] ahead of time: it takes half a second for a million points.
    pub fn prepare_nearest(&self) {
        self.space();
    }

    fn space(&self) -> &SpaceTree {
        self.space.get_or_init(|| {
            let in_space = |(i, p): (usize, Point<f64>)| GeomWithData::new(ellipsoid::earth_centred(p), i);
            RTree::bulk_load(positions(&self.points).map(in_space).collect())
        })
    }

    /// The points in a box, edges included, ascending.
    pub fn within(&self, bbox: BBox) -> Vec<usize> {
        let mut found: Vec<usize> = bbox
            .parts()
            .flat_map(|rect| self.plane.locate_in_envelope(&envelope(rect)).map(|entry| entry.data))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The `limit` points nearest to `from`, nearest first, with their geodesic distance in metres on the WGS 84 ellipsoid.
    ///
    /// The tree returns points by chord length (through the earth), a lower bound of the geodesic distance; so once
    /// the chord exceeds the worst distance found, no nearer point can follow.
    pub fn nearest(&self, from: Point<f64>, limit: usize) -> Vec<(usize, f64)> {
        let mut best: Vec<(usize, f64)> = Vec::with_capacity(limit.min(self.points.len()) + 1);
        if limit == 0 {
            return best;
        }
        for (entry, squared) in self.space().nearest_neighbor_iter_with_distance_2(&ellipsoid::earth_centred(from)) {
            if best.len() == limit && best.last().is_some_and(|(_, worst)| squared.sqrt() > *worst) {
                break;
            }
            let Some(point) = self.points[entry.data] else { continue };
            let metres = geodesic_metres(from, point);
            let at = best.partition_point(|(i, d)| d.total_cmp(&metres).then(i.cmp(&entry.data)).is_lt());
            best.insert(at, (entry.data, metres));
            best.truncate(limit);
        }
        best
    }
}

/// The points that are there, with their positions.
fn positions(points: &[Option<Point<f64>>]) -> impl Iterator<Item = (usize, Point<f64>)> {
    points.iter().enumerate().filter_map(|(position, point)| Some((position, (*point)?)))
}

/// The equivalent coordinates of a point: two on the antimeridian, with longitude 180 and -180.
pub fn spellings(point: Point<f64>) -> impl Iterator<Item = Point<f64>> {
    let across = (point.x().abs() >= 180.0).then(|| Point::new(-point.x(), point.y()));
    std::iter::once(point).chain(across)
}

fn envelope(rect: Rect<f64>) -> AABB<[f64; 2]> {
    AABB::from_corners([rect.min().x, rect.min().y], [rect.max().x, rect.max().y])
}

#[cfg(test)]
mod tests {
    use geo::BoundingRect;
    use geo_types::MultiPolygon;
    use proptest::prelude::*;

    use super::*;
    use crate::model::{AdminUnit, BoundaryStatus, CodeKind, Names, UnitCode};

    fn points() -> impl Strategy<Value = Vec<Point<f64>>> {
        prop::collection::vec((-180.0..180.0f64, -89.0..89.0f64).prop_map(|(x, y)| Point::new(x, y)), 1..60)
    }

    proptest! {
        #[test]
        fn nearest_equals_a_scan_of_all(points in points(), x in -180.0..180.0f64, y in -89.0..89.0f64, limit in 1..8usize) {
            let from = Point::new(x, y);
            let mut scan: Vec<(usize, f64)> =
                points.iter().enumerate().map(|(i, p)| (i, geodesic_metres(from, *p))).collect();
            scan.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
            scan.truncate(limit);
            prop_assert_eq!(PointIndex::new(points.into_iter().map(Some)).nearest(from, limit), scan);
        }

        #[test]
        fn a_box_finds_what_a_scan_finds(points in points(), west in -180.0..180.0f64, east in -180.0..180.0f64, south in -90.0..0.0f64, north in 0.0..90.0f64) {
            let scan: Vec<usize> = points.iter().enumerate().filter(|(_, p)| {
                let inside = if west <= east { west <= p.x() && p.x() <= east } else { p.x() >= west || p.x() <= east };
                inside && south <= p.y() && p.y() <= north
            }).map(|(i, _)| i).collect();
            prop_assert_eq!(PointIndex::new(points.into_iter().map(Some)).within(BBox { west, south, east, north }), scan);
        }
    }

    fn unit(pcode: &str, parent: usize, (west, east): (f64, f64)) -> AdminUnit {
        let area: MultiPolygon<f64> = Rect::new((west, 40.0), (east, 41.0)).to_polygon().into();
        AdminUnit {
            pcode: UnitCode::new(pcode, CodeKind::PCode, AdminLevel::Admin2).unwrap(),
            parent: Some(parent),
            names: Names::default(),
            population: None,
            bbox: area.bounding_rect().unwrap(),
            area,
            area_km2: 1.0,
        }
    }

    #[test]
    fn a_point_belongs_to_the_part_that_it_lies_in_or_that_is_within_fifty_metres() {
        // The third overlaps the second, and is part of another district.
        let units = [
            ("KG0101", 0, (70.0, 71.0)),
            ("KG0102", 0, (71.0, 72.0)),
            ("KG0201", 1, (71.5, 73.0)),
            ("KG0301", 2, (179.0, 180.0)),
        ];
        let layer = AdminLayer {
            level: AdminLevel::Admin3,
            codes: CodeKind::PCode,
            boundaries: BoundaryStatus::Official,
            note: None,
            sources: vec![],
            units: units.map(|(pcode, parent, sides)| unit(pcode, parent, sides)).to_vec(),
        };
        let index = SpatialIndex::new(std::slice::from_ref(&layer), &[], &[]);
        let part = |parent: usize, x: f64| index.part_at(&layer, parent, Point::new(x, 40.5));
        // A thousandth of a degree is 85 m.
        assert_eq!([part(0, 70.5), part(0, 69.9995), part(0, 69.999)], [Some(0), Some(0), None]);
        assert_eq!([part(0, 71.7), part(1, 71.7)], [Some(1), Some(2)], "of two, the one that is a part");
        assert_eq!([part(1, 70.5), part(1, 71.4997)], [None, Some(2)], "no part of another district");
        assert_eq!([part(2, -179.9997), part(2, -179.999)], [Some(3), None], "across the antimeridian");
    }
}
