//! Projects coordinates from CRS84 to another system, and bounding boxes back.

use std::cell::{Cell, RefCell};
use std::f64::consts::TAU;
use std::rc::Rc;

use gdal::spatial_ref::{AxisMappingStrategy, AxisOrientationType, CoordTransform, SpatialRef};
use geo::{CoordsIter, MapCoords};
use geo_types::{Coord, MultiLineString, MultiPolygon, Point, Rect};

use super::{Crs, CrsError, MAX_COORDINATE};
use crate::gdal_process::Complaints;
use crate::model::BBox;

/// Maximum projections that a thread caches. Creating one takes PROJ longer than projecting a page of points.
const MAX_CACHED: usize = 8;
/// GDAL's `OAO_East`.
const EAST: AxisOrientationType = 3;
/// Number of points along each edge of a box that PROJ projects to find its bounds.
const POINTS_PER_EDGE: i32 = 21;

thread_local! {
    static CACHE: RefCell<Vec<Rc<Projection>>> = const { RefCell::new(Vec::new()) };
}

/// Projects longitude and latitude to a system, with axes in the order of its authority. Results are rounded to about
/// a micrometre, at most 15 digits, which every reader parses alike, so that a box whose corner is at a place finds
/// this place.
#[derive(Debug)]
pub struct Projection {
    crs: Crs,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    /// Longitude, latitude.
    Same,
    /// Latitude, longitude: only the axes are swapped.
    LatitudeFirst,
    Computed {
        forward: CoordTransform,
        back: CoordTransform,
        /// Coordinates are rounded to this fraction of a unit.
        steps: f64,
        /// The longitude axis, if the system is geographic.
        longitude: Option<Longitude>,
    },
}

/// The longitude axis of a geographic system.
#[derive(Clone, Copy, Debug)]
struct Longitude {
    /// Whether it is the first axis.
    is_first: bool,
    /// One full turn, in its unit.
    turn: f64,
}

impl Longitude {
    fn of(reference: &SpatialRef) -> Option<Self> {
        let is_first = reference.axis_orientation("GEOGCS", 0).is_ok_and(|way| way == EAST);
        let turn = TAU / reference.angular_units();
        (reference.is_geographic() && turn.is_finite()).then_some(Self { is_first, turn })
    }

    fn of_position(self, position: &mut Coord<f64>) -> &mut f64 {
        if self.is_first { &mut position.x } else { &mut position.y }
    }
}

impl Projection {
    /// The projection to a system, cached by thread.
    pub fn to(crs: Crs) -> Result<Rc<Self>, CrsError> {
        CACHE.with_borrow_mut(|cache| {
            if let Some(found) = cache.iter().find(|projection| projection.crs == crs) {
                return Ok(Rc::clone(found));
            }
            let made = Rc::new(Self::new(crs)?);
            if cache.len() >= MAX_CACHED {
                cache.remove(0);
            }
            cache.push(Rc::clone(&made));
            Ok(made)
        })
    }

    fn new(crs: Crs) -> Result<Self, CrsError> {
        let kind = match crs {
            Crs::Crs84 => Kind::Same,
            Crs::WGS84 => Kind::LatitudeFirst,
            Crs::Epsg(_) => {
                let mut reference = crs.reference()?;
                reference.set_axis_mapping_strategy(AxisMappingStrategy::AuthorityCompliant);
                let _quiet = Complaints::listen();
                let both = SpatialRef::from_epsg(4326).and_then(|mut degrees| {
                    degrees.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
                    let forward = CoordTransform::new(&degrees, &reference)?;
                    Ok((forward, CoordTransform::new(&reference, &degrees)?))
                });
                let (forward, back) = both.map_err(|_| CrsError::Unknown(crs))?;
                let steps = if reference.is_geographic() { 1e11 } else { 1e6 };
                let longitude = Longitude::of(&reference);
                Kind::Computed { forward, back, steps, longitude }
            }
        };
        Ok(Self { crs, kind })
    }

    /// The target system.
    pub fn crs(&self) -> Crs {
        self.crs
    }

    /// Projects positions in place. Those that cannot be projected become infinite.
    pub fn positions(&self, positions: &mut [Coord<f64>]) {
        match &self.kind {
            Kind::Same => {}
            Kind::LatitudeFirst => {
                for position in positions {
                    *position = Coord { x: position.y, y: position.x };
                }
            }
            Kind::Computed { forward, steps, .. } => {
                let _quiet = Complaints::listen();
                let (mut xs, mut ys): (Vec<f64>, Vec<f64>) =
                    positions.iter().map(|position| (position.x, position.y)).unzip();
                // An error means that some positions failed; the others are projected all the same.
                let _ = forward.transform_coords(&mut xs, &mut ys, &mut []);
                for (position, (x, y)) in positions.iter_mut().zip(xs.into_iter().zip(ys)) {
                    *position = Coord { x: (x * steps).round() / steps, y: (y * steps).round() / steps };
                }
            }
        }
    }

    /// Projects a point.
    pub fn point(&self, point: Point<f64>) -> Result<Point<f64>, CrsError> {
        let mut position = [point.0];
        self.positions(&mut position);
        if is_finite(position[0]) { Ok(position[0].into()) } else { Err(CrsError::Outside(self.crs)) }
    }

    /// Projects an area.
    pub fn area(&self, area: &MultiPolygon<f64>) -> Result<MultiPolygon<f64>, CrsError> {
        self.shape(area)
    }

    /// Projects lines.
    pub fn lines(&self, lines: &MultiLineString<f64>) -> Result<MultiLineString<f64>, CrsError> {
        self.shape(lines)
    }

    fn shape<S>(&self, area: &S) -> Result<S, CrsError>
    where
        S: CoordsIter<Scalar = f64> + MapCoords<f64, f64, Output = S>,
    {
        let mut positions: Vec<Coord<f64>> = area.coords_iter().collect();
        self.positions(&mut positions);
        if let Kind::Computed { longitude: Some(longitude), .. } = &self.kind {
            // A shift of datum or meridian can move some vertices across the antimeridian; keep neighbours together.
            for (position, degrees) in positions.iter_mut().zip(area.coords_iter()) {
                let there = longitude.of_position(position);
                *there += longitude.turn * (degrees.x / 360.0 - *there / longitude.turn).round();
            }
        }
        if !positions.iter().all(|position| is_finite(*position)) {
            return Err(CrsError::Outside(self.crs));
        }
        // `map_coords` visits positions in the same order as `coords_iter`.
        let next = Cell::new(0);
        Ok(area.map_coords(|_| positions[next.replace(next.get() + 1)]))
    }

    /// The boxes between two corners given in the system, lower bounds first. Two boxes if the system is geographic
    /// and west exceeds east, which crosses the antimeridian; `None` if a lower bound exceeds an upper one otherwise.
    pub fn boxes(&self, lower: Coord<f64>, upper: Coord<f64>) -> Option<Vec<Rect<f64>>> {
        if lower.x <= upper.x && lower.y <= upper.y {
            return Some(vec![Rect::new(lower, upper)]);
        }
        let Kind::Computed { longitude: Some(longitude), .. } = &self.kind else { return None };
        let half = longitude.turn / 2.0;
        let (mut last, mut first) = (upper, lower);
        let (last_east, first_west) = (longitude.of_position(&mut last), longitude.of_position(&mut first));
        let is_one = *first_west <= half && *last_east >= -half;
        (*last_east, *first_west) = (half, -half);
        let are_ordered = |from: Coord<f64>, to: Coord<f64>| from.x <= to.x && from.y <= to.y;
        (is_one && are_ordered(lower, last) && are_ordered(first, upper))
            .then(|| vec![Rect::new(lower, last), Rect::new(first, upper)])
    }

    /// A bounding box in degrees that contains a box of the system; it may be slightly larger.
    pub fn degrees_around(&self, rect: Rect<f64>) -> BBox {
        let (min, max) = (rect.min(), rect.max());
        match &self.kind {
            Kind::Same => rect.into(),
            Kind::LatitudeFirst => BBox { west: min.y, south: min.x, east: max.y, north: max.x },
            Kind::Computed { back, .. } => {
                let _quiet = Complaints::listen();
                // No data lies beyond.
                let edges = [min.x, min.y, max.x, max.y].map(|edge| edge.clamp(-MAX_COORDINATE, MAX_COORDINATE));
                let bounds = back.transform_bounds(&edges, POINTS_PER_EDGE);
                match bounds {
                    Ok([west, south, east, north])
                        if [west, south, east, north].iter().all(|edge| edge.is_finite()) =>
                    {
                        expanded(BBox { west, south, east, north })
                    }
                    _ => BBox::WORLD,
                }
            }
        }
    }
}

fn is_finite(position: Coord<f64>) -> bool {
    position.x.is_finite() && position.y.is_finite()
}

/// Expands a box: between the sampled points, a curved edge may extend further.
fn expanded(bbox: BBox) -> BBox {
    let width = bbox.width();
    let (across, along) = (width * 0.02 + 0.01, (bbox.north - bbox.south) * 0.02 + 0.01);
    let (south, north) = ((bbox.south - along).max(-90.0), (bbox.north + along).min(90.0));
    if width + 2.0 * across >= 360.0 {
        return BBox { south, north, ..BBox::WORLD };
    }
    let wrapped = |longitude: f64| (longitude + 180.0).rem_euclid(360.0) - 180.0;
    BBox { west: wrapped(bbox.west - across), south, east: wrapped(bbox.east + across), north }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn projected(crs: u32, x: f64, y: f64) -> (f64, f64) {
        let point = Projection::to(Crs::Epsg(crs)).and_then(|projection| projection.point(Point::new(x, y)));
        point.expect("projectable").x_y()
    }

    /// Bishkek, as PROJ's `cs2cs OGC:CRS84 EPSG:…` gives it.
    #[test]
    fn axes_come_in_the_order_of_the_authority() {
        let near = |(a, b): (f64, f64), (x, y): (f64, f64)| (a - x).abs() < 0.01 && (b - y).abs() < 0.01;
        assert_eq!(projected(4326, 74.6, 42.87), (42.87, 74.6), "latitude first, and not a digit changed");
        assert!(near(projected(3857, 74.6, 42.87), (8_304_434.01, 5_292_205.41)), "{:?}", projected(3857, 74.6, 42.87));
        assert!(near(projected(32643, 74.6, 42.87), (467_327.99, 4_746_456.27)), "easting first");
        let (northing, easting) = projected(28413, 74.6, 42.87);
        assert!((4_740_000.0..4_760_000.0).contains(&northing), "{northing}");
        assert!((13_400_000.0..13_500_000.0).contains(&easting), "{easting}");
    }

    #[test]
    fn what_has_no_place_in_a_system_is_an_error_and_spoils_nothing_else() {
        let utm = Projection::to(Crs::Epsg(32643)).expect("known");
        assert_eq!(utm.point(Point::new(165.0, 0.0)), Err(CrsError::Outside(Crs::Epsg(32643))));
        let mut positions = [Coord { x: 165.0, y: 0.0 }, Coord { x: 75.0, y: 0.0 }];
        utm.positions(&mut positions);
        assert!(!is_finite(positions[0]) && (positions[1].x - 500_000.0).abs() < 1e-6 && positions[1].y.abs() < 1e-6);
    }

    #[test]
    fn a_box_in_degrees_holds_the_box_of_the_system() {
        let utm = Projection::to(Crs::Epsg(32643)).expect("known");
        let rect = Rect::new((100_000.0, 4_300_000.0), (900_000.0, 4_800_000.0));
        let around = utm.degrees_around(rect);
        for x in (69..=81).flat_map(|x| (38..=45).map(move |y| (f64::from(x), f64::from(y)))) {
            let place = utm.point(Point::from(x)).expect("projectable");
            let is_inside = place.x() >= rect.min().x
                && place.x() <= rect.max().x
                && place.y() >= rect.min().y
                && place.y() <= rect.max().y;
            let is_found = around.parts().any(|part| {
                (part.min().x..=part.max().x).contains(&x.0) && (part.min().y..=part.max().y).contains(&x.1)
            });
            assert!(is_found || !is_inside, "{x:?} is not in {around:?}");
        }
        assert!(around.west > 60.0 && around.east < 90.0, "{around:?}");
    }

    /// Without the clamp GDAL would walk home from there, turn by turn.
    #[test]
    fn a_box_beyond_everything_is_as_good_as_the_world() {
        for crs in [3857, 3395, 32643, 4284] {
            let projection = Projection::to(Crs::Epsg(crs)).expect("known");
            let around = projection.degrees_around(Rect::new((-1e300, -1e300), (1e300, 1e300)));
            let bishkek = Point::new(74.6, 42.87);
            assert!(around.parts().any(|part| geo::Intersects::intersects(&part, &bishkek)), "{crs}: {around:?}");
        }
    }

    /// The datum of Fiji 1986 is 15 m further west.
    #[test]
    fn an_area_at_the_end_of_the_map_does_not_lead_around_the_earth() {
        let fiji = Projection::to(Crs::Epsg(4720)).expect("known");
        for west in [-180.0, 179.0] {
            let square = Rect::new((west, -17.0), (west + 1.0, -16.0)).to_polygon();
            let there = fiji.area(&MultiPolygon(vec![square])).expect("projectable");
            let around = geo::BoundingRect::bounding_rect(&there).expect("a box");
            assert!((around.height() - 1.0).abs() < 1e-6 && (around.min().y - west).abs() < 1e-3, "{around:?}");
        }
    }

    #[test]
    fn a_box_of_longitudes_may_cross_the_antimeridian_and_no_other_box_may() {
        let boxes = |crs: u32, [a, b, c, d]: [f64; 4]| {
            Projection::to(Crs::Epsg(crs)).expect("known").boxes(Coord { x: a, y: b }, Coord { x: c, y: d })
        };
        let parts = vec![Rect::new((-17.0, 179.0), (-16.0, 180.0)), Rect::new((-17.0, -180.0), (-16.0, -179.0))];
        assert_eq!(boxes(4720, [-17.0, 179.0, -16.0, -179.0]), Some(parts));
        assert_eq!(boxes(4720, [-17.0, 178.0, -16.0, 179.0]).map(|parts| parts.len()), Some(1));
        for (crs, wrong) in [
            (4720, [-16.0, 179.0, -17.0, -179.0]),
            (4720, [-16.0, 178.0, -17.0, 179.0]),
            (4720, [-17.0, 190.0, -16.0, -179.0]),
            (3460, [2e6, 4e6, 1e6, 5e6]),
            (3857, [1.0, 2.0, 3.0, 1.0]),
        ] {
            assert_eq!(boxes(crs, wrong), None, "{crs} {wrong:?}");
        }
    }

    #[test]
    fn a_box_across_the_antimeridian_stays_small() {
        let fiji = Projection::to(Crs::Epsg(3460)).expect("known");
        let (west, east) = (fiji.point(Point::new(178.0, -17.0)), fiji.point(Point::new(-179.0, -16.0)));
        let rect = Rect::new(west.expect("projectable").0, east.expect("projectable").0);
        let around = fiji.degrees_around(rect);
        assert!(around.west > 177.0 && around.east < -178.0, "{around:?}");
    }
}
