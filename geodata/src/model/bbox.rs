use geo_types::{Point, Rect};

/// A box in degrees: `west > east` means that it crosses the antimeridian, as in GeoJSON (RFC 7946, section 5.2) and OGC API Features.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BBox {
    /// Western edge, −180 to 180.
    pub west: f64,
    /// Southern edge, −90 to 90.
    pub south: f64,
    /// Eastern edge, −180 to 180.
    pub east: f64,
    /// Northern edge, −90 to 90.
    pub north: f64,
}

impl BBox {
    /// The whole globe.
    pub const WORLD: Self = Self { west: -180.0, south: -90.0, east: 180.0, north: 90.0 };

    /// The smallest bounding box of some boxes on the globe; none if there are none. Of two with the same width, the one that does not
    /// cross the antimeridian.
    pub fn around(boxes: impl Iterator<Item = Rect<f64>> + Clone) -> Option<Self> {
        let plain: Self = boxes.clone().reduce(union)?.into();
        if plain.width() <= 180.0 {
            // The gap outside is wider than any gap inside.
            return Some(plain);
        }
        let mut sides: Vec<[f64; 2]> = boxes.map(|rect| [rect.min().x, rect.max().x]).collect();
        sides.sort_unstable_by(|a, b| a[0].total_cmp(&b[0]));
        // The box begins where the widest gap ends.
        let (mut widest, mut found, mut reached) = (360.0 - plain.width(), plain, f64::NEG_INFINITY);
        for [west, east] in sides {
            if reached.is_finite() && west - reached > widest {
                widest = west - reached;
                // An edge on the meridian itself has the sign of its side.
                let west = if west >= 180.0 { -180.0 } else { west };
                let east = if reached <= -180.0 { 180.0 } else { reached };
                found = Self { west, east, ..plain };
            }
            reached = reached.max(east);
        }
        Some(found)
    }

    /// Whether it crosses the antimeridian.
    pub fn crosses_antimeridian(&self) -> bool {
        self.west > self.east
    }

    /// Degrees from west to east.
    pub fn width(&self) -> f64 {
        if self.crosses_antimeridian() { self.east + 360.0 - self.west } else { self.east - self.west }
    }

    /// Its centre, longitude −180 to 180.
    pub fn center(&self) -> Point<f64> {
        let [west, south, east, north] = self.unrolled();
        let x = f64::midpoint(west, east);
        Point::new(if x > 180.0 { x - 360.0 } else { x }, f64::midpoint(south, north))
    }

    /// West, south, east, north, as GeoJSON and OGC API Features write it: west above east where it crosses the antimeridian.
    pub fn edges(&self) -> [f64; 4] {
        [self.west, self.south, self.east, self.north]
    }

    /// The same with an east above 180 where it crosses the antimeridian: an unbroken box, as map libraries take it for a view.
    pub fn unrolled(&self) -> [f64; 4] {
        let east = if self.crosses_antimeridian() { self.east + 360.0 } else { self.east };
        [self.west, self.south, east, self.north]
    }

    /// The same for formats without a way to cross the antimeridian (`TileJSON` 3.0, `PMTiles` 3, `MBTiles` 1.3): all longitudes
    /// where it does. A reader that takes west above east for an empty box would draw nothing; the
    /// centre of the document says where to look.
    pub fn uncrossed(&self) -> [f64; 4] {
        if self.crosses_antimeridian() { [-180.0, self.south, 180.0, self.north] } else { self.edges() }
    }

    /// The boxes without a crossing that it consists of. An edge on the antimeridian lies on both of its sides.
    pub fn parts(&self) -> impl Iterator<Item = Rect<f64>> + Clone + use<> {
        let Self { west, south, east, north } = *self;
        let plain = |west: f64, east: f64| Rect::new((west, south), (east, north));
        let boxes = if self.crosses_antimeridian() {
            [Some(plain(west, 180.0)), Some(plain(-180.0, east))]
        } else {
            let across = match (west <= -180.0, east >= 180.0) {
                (true, false) => Some(180.0),
                (false, true) => Some(-180.0),
                _ => None,
            };
            [Some(plain(west, east)), across.map(|side| plain(side, side))]
        };
        boxes.into_iter().flatten()
    }
}

impl From<Rect<f64>> for BBox {
    fn from(rect: Rect<f64>) -> Self {
        Self { west: rect.min().x, south: rect.min().y, east: rect.max().x, north: rect.max().y }
    }
}

/// The bounding box of two boxes, on the plane.
fn union(a: Rect<f64>, b: Rect<f64>) -> Rect<f64> {
    Rect::new(
        (a.min().x.min(b.min().x), a.min().y.min(b.min().y)),
        (a.max().x.max(b.max().x), a.max().y.max(b.max().y)),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn around(sides: &[(f64, f64)]) -> Option<[f64; 4]> {
        let boxes = sides.iter().map(|(west, east)| Rect::new((*west, -18.0), (*east, -16.0)));
        BBox::around(boxes).map(|found| found.edges())
    }

    #[test]
    fn the_smallest_box_crosses_the_antimeridian_where_that_is_shorter() {
        assert_eq!(around(&[(177.0, 178.0), (179.0, 180.0), (-180.0, -179.0)]), Some([177.0, -18.0, -179.0, -16.0]));
        assert_eq!(around(&[(-170.0, -169.0), (170.0, 171.0)]), Some([170.0, -18.0, -169.0, -16.0]));
        // Russia: from Kaliningrad to Chukotka.
        assert_eq!(around(&[(-180.0, -169.0), (19.6, 180.0)]), Some([19.6, -18.0, -169.0, -16.0]));
    }

    #[test]
    fn elsewhere_the_box_does_not_cross_the_antimeridian() {
        assert_eq!(around(&[]), None);
        assert_eq!(around(&[(74.0, 75.0), (72.0, 73.0)]), Some([72.0, -18.0, 75.0, -16.0]));
        assert_eq!(around(&[(177.0, 178.0), (179.0, 180.0)]), Some([177.0, -18.0, 180.0, -16.0]));
        assert_eq!(around(&[(-180.0, 180.0)]), Some([-180.0, -18.0, 180.0, -16.0]));
        assert_eq!(around(&[(-180.0, 0.0), (0.0, 180.0)]), Some([-180.0, -18.0, 180.0, -16.0]));
        // What lies on the meridian, written the other way.
        assert_eq!(around(&[(180.0, 180.0), (-180.0, -179.0)]), Some([-180.0, -18.0, -179.0, -16.0]));
        assert_eq!(around(&[(177.0, 180.0), (-180.0, -180.0)]), Some([177.0, -18.0, 180.0, -16.0]));
    }

    #[test]
    fn a_box_across_the_antimeridian_has_its_centre_inside_and_an_uncrossed_form() {
        let fiji = BBox { west: 177.0, south: -18.0, east: -179.0, north: -16.0 };
        assert_eq!((fiji.width() as i32, fiji.center()), (4, Point::new(179.0, -17.0)));
        assert_eq!(fiji.unrolled().map(|edge| edge as i32), [177, -18, 181, -16]);
        assert_eq!(fiji.uncrossed().map(|edge| edge as i32), [-180, -18, 180, -16]);
        let east = BBox { west: 179.0, east: -175.0, ..fiji };
        assert_eq!(east.center(), Point::new(-178.0, -17.0));
    }

    proptest! {
        /// It contains everything, and no box that begins where one of the boxes begins is narrower.
        #[test]
        fn no_other_box_is_smaller(sides in prop::collection::vec((-179..140i32, 0..40i32), 1..8)) {
            let sides: Vec<(f64, f64)> = sides.into_iter().map(|(west, width)| (west.into(), (west + width).into())).collect();
            let found = BBox::around(sides.iter().map(|(west, east)| Rect::new((*west, 0.0), (*east, 1.0)))).unwrap();
            // The width of a box that begins at `west` and contains all.
            let needed = |west: f64| sides.iter().map(|(from, to)| {
                let from = (from - west).rem_euclid(360.0);
                from + (to - (from + west)).rem_euclid(360.0)
            }).fold(0.0, f64::max);
            prop_assert!(needed(found.west) <= found.width() + 1e-9);
            for (west, _) in &sides {
                prop_assert!(found.width() <= needed(*west) + 1e-9);
            }
        }
    }
}
