//! Areas made ready for their tiles: projected once to the unit square, with an R-tree over the boxes.

use geo_types::{Coord, LineString, MultiPolygon, Rect};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use super::grid::project;

/// The areas of a layer, in the unit square.
///
/// Vertices of all rings lie in one array. A unit is only a run of rings: outer rings turn one way and holes the other, so
/// that the winding number around a point says whether it is inside, whichever polygon a ring came from.
#[derive(Debug)]
pub struct PreparedPolygons {
    vertices: Vec<Coord<f64>>,
    rings: Vec<RingSpan>,
    /// Where in `rings` each unit ends.
    unit_ends: Vec<usize>,
    tree: RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>,
}

#[derive(Debug)]
struct RingSpan {
    start: usize,
    end: usize,
    bounds: Rect<f64>,
}

/// One ring of a unit in the unit square, y down: outer rings with positive area, holes with negative.
#[derive(Clone, Copy, Debug)]
pub struct ProjectedRing<'a> {
    /// The vertices, the first not repeated at the end.
    pub vertices: &'a [Coord<f64>],
    /// The box around them.
    pub bounds: Rect<f64>,
}

impl PreparedPolygons {
    /// Projects and indexes areas given in degrees (CRS84). Their positions are those that they come in. Rings without
    /// area, or with a coordinate that is not finite, are left out; an empty area keeps its position and is in no tile.
    pub fn new<'a>(areas: impl IntoIterator<Item = &'a MultiPolygon<f64>>) -> Self {
        Self::index(areas, project)
    }

    /// Indexes areas that are in the unit square already, as [`crate::topology::ZoomLevel`] gives them.
    pub fn of_unit_square<'a>(areas: impl IntoIterator<Item = &'a MultiPolygon<f64>>) -> Self {
        Self::index(areas, |unit| unit)
    }

    fn index<'a>(
        areas: impl IntoIterator<Item = &'a MultiPolygon<f64>>,
        project: impl Fn(Coord<f64>) -> Coord<f64>,
    ) -> Self {
        let (mut vertices, mut rings, mut unit_ends) = (Vec::new(), Vec::new(), Vec::new());
        for area in areas {
            for polygon in area {
                let before = rings.len();
                add_ring(polygon.exterior(), 1.0, &project, &mut vertices, &mut rings);
                if rings.len() == before {
                    // Without its outer ring a hole would be a hole in nothing.
                    continue;
                }
                for hole in polygon.interiors() {
                    add_ring(hole, -1.0, &project, &mut vertices, &mut rings);
                }
            }
            unit_ends.push(rings.len());
        }
        let starts = std::iter::once(0).chain(unit_ends.iter().copied());
        let boxes = starts.zip(&unit_ends).enumerate().filter_map(|(unit, (start, end))| {
            let bounds = rings[start..*end].iter().map(|ring: &RingSpan| ring.bounds).reduce(around)?;
            let corners = Rectangle::from_corners(bounds.min().into(), bounds.max().into());
            Some(GeomWithData::new(corners, unit))
        });
        let tree = RTree::bulk_load(boxes.collect());
        Self { vertices, rings, unit_ends, tree }
    }

    /// How many units the layer has.
    pub fn len(&self) -> usize {
        self.unit_ends.len()
    }

    /// True where the layer has no unit.
    pub fn is_empty(&self) -> bool {
        self.unit_ends.is_empty()
    }

    /// The units whose box meets a box of the unit square, ascending. A superset of those whose area does.
    pub fn near(&self, rect: Rect<f64>) -> Vec<usize> {
        let mut units: Vec<usize> =
            self.tree.locate_in_envelope_intersecting(&envelope(rect)).map(|entry| entry.data).collect();
        units.sort_unstable();
        units
    }

    /// The rings of a unit.
    pub fn rings(&self, unit: usize) -> impl Iterator<Item = ProjectedRing<'_>> {
        let end = self.unit_ends.get(unit).copied().unwrap_or_default();
        let start = unit.checked_sub(1).and_then(|before| self.unit_ends.get(before)).copied().unwrap_or_default();
        self.rings
            .get(start..end)
            .unwrap_or_default()
            .iter()
            .map(|ring| ProjectedRing { vertices: &self.vertices[ring.start..ring.end], bounds: ring.bounds })
    }
}

/// Projects a ring, turned so that its area has the sign wanted.
fn add_ring(
    ring: &LineString<f64>,
    sign: f64,
    project: impl Fn(Coord<f64>) -> Coord<f64>,
    vertices: &mut Vec<Coord<f64>>,
    rings: &mut Vec<RingSpan>,
) {
    let start = vertices.len();
    let open = ring.0.len().saturating_sub(usize::from(ring.is_closed()));
    vertices.extend(ring.0[..open].iter().map(|degrees| project(*degrees)));
    let projected = &mut vertices[start..];
    let area = doubled_area(projected);
    // Not finite where a coordinate is not.
    if !area.is_finite() || area == 0.0 {
        vertices.truncate(start);
        return;
    }
    if area.signum() != sign.signum() {
        projected.reverse();
    }
    if let Some(bounds) = projected.iter().map(|vertex| Rect::new(*vertex, *vertex)).reduce(around) {
        rings.push(RingSpan { start, end: vertices.len(), bounds });
    }
}

/// Twice the signed area of a ring (surveyor's formula), relative to its first vertex to keep digits.
fn doubled_area(ring: &[Coord<f64>]) -> f64 {
    let Some(&origin) = ring.first() else { return 0.0 };
    ring.windows(2)
        .map(|edge| {
            let (a, b) = (edge[0] - origin, edge[1] - origin);
            a.x * b.y - b.x * a.y
        })
        .sum()
}

fn around(a: Rect<f64>, b: Rect<f64>) -> Rect<f64> {
    Rect::new(
        (a.min().x.min(b.min().x), a.min().y.min(b.min().y)),
        (a.max().x.max(b.max().x), a.max().y.max(b.max().y)),
    )
}

fn envelope(rect: Rect<f64>) -> AABB<[f64; 2]> {
    AABB::from_corners(rect.min().into(), rect.max().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::{Polygon, polygon};

    fn square(west: f64, south: f64, side: f64) -> Polygon<f64> {
        Rect::new((west, south), (west + side, south + side)).to_polygon()
    }

    #[test]
    fn outer_rings_turn_one_way_and_holes_the_other_however_they_came() {
        for (exterior, hole) in [(false, false), (false, true), (true, false), (true, true)] {
            let turn =
                |ring: LineString<f64>, turned: bool| if turned { ring.into_iter().rev().collect() } else { ring };
            let area = Polygon::new(
                turn(square(70.0, 40.0, 4.0).exterior().clone(), exterior),
                vec![turn(square(71.0, 41.0, 1.0).exterior().clone(), hole)],
            );
            let prepared = PreparedPolygons::new(&[MultiPolygon(vec![area])]);
            let signs: Vec<bool> = prepared.rings(0).map(|ring| doubled_area(ring.vertices) > 0.0).collect();
            assert_eq!(signs, [true, false]);
        }
    }

    #[test]
    fn rings_without_area_are_left_out_and_positions_stay() {
        let flat = polygon![(x: 70.0, y: 40.0), (x: 71.0, y: 40.0), (x: 70.0, y: 40.0)];
        let broken = polygon![(x: 70.0, y: 40.0), (x: f64::NAN, y: 40.0), (x: 70.0, y: 41.0)];
        let areas = [flat, broken, square(70.0, 40.0, 1.0)].map(|polygon| MultiPolygon(vec![polygon]));
        let prepared = PreparedPolygons::new(&areas);
        assert_eq!(prepared.len(), 3);
        assert_eq!(prepared.near(Rect::new((0.0, 0.0), (1.0, 1.0))), [2]);
        assert_eq!([0, 1, 2, 3].map(|unit| prepared.rings(unit).count()), [0, 0, 1, 0]);
    }
}
