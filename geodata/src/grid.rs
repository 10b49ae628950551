//! The tile grid: the square of the web Mercator projection, halved again with every zoom (WebMercatorQuad of OGC
//! Two Dimensional Tile Matrix Set 2.0, annex D.1).
//!
//! Between degrees and tiles stands the *unit square*: x from 0 at 180° W to 1 at 180° E, y from 0 in the north to 1 in
//! the south. The edges of every tile are exact in it (multiples of a power of two), so that no point falls between two
//! tiles.

use std::f64::consts::PI;

use geo_types::{Coord, Rect};

use crate::model::BBox;

/// The deepest zoom of the grid.
pub const MAX_ZOOM: u8 = 22;

/// Width and height of a tile in whole units of its own grid.
pub const EXTENT: u32 = 4096;

/// Where the square of the projection ends, in degrees north or south: atan(sinh π).
pub const MAX_LATITUDE: f64 = 85.051_128_779_806_59;

/// The address of a tile that exists: zoom, column from the west, row from the north.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId {
    z: u8,
    x: u32,
    y: u32,
}

impl TileId {
    /// The tile at this address, unless the grid ends before it.
    pub fn new(z: u8, x: u32, y: u32) -> Option<Self> {
        (z <= MAX_ZOOM && x < 1 << z && y < 1 << z).then_some(Self { z, x, y })
    }

    /// Zoom, 0 to [`MAX_ZOOM`].
    pub fn z(self) -> u8 {
        self.z
    }

    /// Column, from the west.
    pub fn x(self) -> u32 {
        self.x
    }

    /// Row, from the north.
    pub fn y(self) -> u32 {
        self.y
    }

    /// The tile that a point of the unit square lies in.
    ///
    /// Cells are half open: a point on the border of two tiles belongs to the eastern, or southern, of them. What lies on
    /// the last edge of the square (180° E, the southern end) or outside belongs to the tile nearest to it. None for a
    /// point that is not finite, and for a zoom that the grid does not have.
    pub fn of(point: Coord<f64>, z: u8) -> Option<Self> {
        if z > MAX_ZOOM || !point.x.is_finite() || !point.y.is_finite() {
            return None;
        }
        Some(Self { z, x: cell(point.x, z), y: cell(point.y, z) })
    }

    /// The tile's part of the unit square.
    pub fn unit_rect(self) -> Rect<f64> {
        let side = 1.0 / f64::from(1u32 << self.z);
        let (west, north) = (f64::from(self.x) * side, f64::from(self.y) * side);
        Rect::new((west, north), (west + side, north + side))
    }

    /// The tile's box in degrees (CRS84).
    pub fn bounds_degrees(self) -> Rect<f64> {
        let unit = self.unit_rect();
        Rect::new(unproject(unit.min()), unproject(unit.max()))
    }

    /// The tile above that contains this one.
    pub fn parent(self) -> Option<Self> {
        (self.z > 0).then(|| Self { z: self.z - 1, x: self.x / 2, y: self.y / 2 })
    }
}

/// The row or column that a coordinate of the unit square lies in.
fn cell(coordinate: f64, z: u8) -> u32 {
    let cells = 1u32 << z;
    // Negative numbers become 0 in the cast.
    ((coordinate * f64::from(cells)).floor() as u32).min(cells - 1)
}

/// From degrees (x longitude, y latitude; CRS84) to the unit square.
///
/// Spherical Mercator, EPSG method 1024. Latitudes beyond [`MAX_LATITUDE`] are drawn at the edge of the square, since the
/// poles themselves are infinitely far away.
pub fn project(degrees: Coord<f64>) -> Coord<f64> {
    let latitude = degrees.y.clamp(-MAX_LATITUDE, MAX_LATITUDE).to_radians();
    Coord { x: degrees.x / 360.0 + 0.5, y: (0.5 - latitude.tan().asinh() / (2.0 * PI)).clamp(0.0, 1.0) }
}

/// From the unit square to degrees: the inverse of [`project`].
pub fn unproject(unit: Coord<f64>) -> Coord<f64> {
    Coord { x: (unit.x - 0.5) * 360.0, y: (PI * (1.0 - 2.0 * unit.y)).sinh().atan().to_degrees() }
}

/// The tiles of a zoom that a box of the unit square has a part in, row by row. Nothing where the box lies outside the
/// square, or the zoom outside the grid.
pub fn tiles_covering(rect: Rect<f64>, z: u8) -> impl Iterator<Item = TileId> {
    let (min, max) = (rect.min(), rect.max());
    let meets_square = max.x >= 0.0 && min.x <= 1.0 && max.y >= 0.0 && min.y <= 1.0;
    let corners = TileId::of(min, z).zip(TileId::of(max, z)).filter(|_| meets_square);
    corners.into_iter().flat_map(move |(first, last)| {
        (first.y..=last.y).flat_map(move |y| (first.x..=last.x).map(move |x| TileId { z, x, y }))
    })
}

/// Rows and columns of a zoom, from the first to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TileRange {
    /// First and last column, from the west.
    pub columns: (u32, u32),
    /// First and last row, from the north.
    pub rows: (u32, u32),
}

impl TileRange {
    /// The tiles of a zoom that have a part of a box, or have it at most `margin` tiles beyond their edge. All columns where that
    /// crosses the antimeridian: a range has no gap.
    pub fn of(bounds: &BBox, margin: f64, z: u8) -> Option<Self> {
        let BBox { west, south, east, north } = *bounds;
        let (north_west, south_east) = (project(Coord { x: west, y: north }), project(Coord { x: east, y: south }));
        let margin = margin / f64::from(1u32 << z.min(MAX_ZOOM));
        let (first, last) = (north_west.x - margin, south_east.x + margin);
        let crosses = bounds.crosses_antimeridian() || first < 0.0 || last > 1.0;
        let (first, last) = if crosses { (0.0, 1.0) } else { (first, last) };
        let first = TileId::of(Coord { x: first, y: north_west.y - margin }, z)?;
        let last = TileId::of(Coord { x: last, y: south_east.y + margin }, z)?;
        Some(Self { columns: (first.x, last.x), rows: (first.y, last.y) })
    }

    /// Whether a tile of the zoom is among them.
    pub fn contains(self, tile: TileId) -> bool {
        let within = |(first, last): (u32, u32), at: u32| (first..=last).contains(&at);
        within(self.columns, tile.x) && within(self.rows, tile.y)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_end_where_the_grid_ends() {
        assert!(TileId::new(0, 0, 0).is_some());
        assert!(TileId::new(0, 1, 0).is_none());
        assert!(TileId::new(3, 7, 7).is_some());
        assert!(TileId::new(3, 7, 8).is_none());
        assert!(TileId::new(3, u32::MAX, 0).is_none());
        assert!(TileId::new(22, (1 << 22) - 1, 0).is_some());
        assert!(TileId::new(23, 0, 0).is_none());
        assert!(TileId::new(255, 0, 0).is_none());
    }

    /// The tile that the OpenStreetMap wiki's formula gives for Bishkek.
    #[test]
    fn bishkek_is_in_its_tile() {
        let tile = TileId::of(project(Coord { x: 74.59, y: 42.87 }), 10).unwrap();
        assert_eq!((tile.z(), tile.x(), tile.y()), (10, 724, 376));
        let bounds = tile.bounds_degrees();
        assert!(bounds.min().x <= 74.59 && 74.59 < bounds.max().x && bounds.min().y < 42.87 && 42.87 <= bounds.max().y);
    }

    #[test]
    fn zoom_zero_is_the_whole_square() {
        let bounds = TileId::new(0, 0, 0).unwrap().bounds_degrees();
        assert!((bounds.min().x + 180.0).abs() < 1e-12 && (bounds.max().x - 180.0).abs() < 1e-12);
        assert!((bounds.min().y + MAX_LATITUDE).abs() < 1e-9 && (bounds.max().y - MAX_LATITUDE).abs() < 1e-9);
    }

    #[test]
    fn antimeridian_and_poles_belong_to_the_last_tiles() {
        for (x, y, column, row) in
            [(180.0, 90.0, 7, 0), (-180.0, 90.0, 0, 0), (180.0, -90.0, 7, 7), (-180.0, -90.0, 0, 7)]
        {
            let tile = TileId::of(project(Coord { x, y }), 3).unwrap();
            assert_eq!((tile.x(), tile.y()), (column, row), "{x} {y}");
        }
        assert_eq!(TileId::of(Coord { x: f64::NAN, y: 0.5 }, 3), None);
    }

    #[test]
    fn nothing_covers_a_box_outside_the_square() {
        assert_eq!(tiles_covering(Rect::new((1.1, 0.0), (1.2, 1.0)), 4).count(), 0);
        assert_eq!(tiles_covering(Rect::new((0.0, 0.0), (1.0, 1.0)), 4).count(), 256);
        assert_eq!(tiles_covering(Rect::new((0.0, 0.0), (1.0, 1.0)), 23).count(), 0);
    }

    #[test]
    fn a_range_has_the_tiles_of_a_box_and_those_next_to_its_edge() {
        let range = |[west, south, east, north]: [f64; 4], margin, z| {
            TileRange::of(&BBox { west, south, east, north }, margin, z).map(|range| (range.columns, range.rows))
        };
        assert_eq!(range([69.0, 39.0, 80.0, 43.0], 0.0, 5), Some(((22, 23), (11, 12))));
        // From 90° E on, from the equator on: the borders of tiles.
        assert_eq!(range([90.0, -10.0, 100.0, 0.0], 0.0, 2), Some(((3, 3), (2, 2))));
        assert_eq!(range([90.0, -10.0, 100.0, 0.0], 0.01, 2), Some(((2, 3), (1, 2))));
        assert_eq!(range([-180.0, -90.0, 180.0, 90.0], 0.5, 0), Some(((0, 0), (0, 0))));
        assert_eq!(range([f64::NAN, 0.0, 1.0, 1.0], 0.0, 3), None);
        assert_eq!(range([0.0, 0.0, 1.0, 1.0], 0.0, 23), None);
    }

    #[test]
    fn a_range_over_the_antimeridian_has_all_columns() {
        let range = |west, east| {
            TileRange::of(&BBox { west, south: -20.0, east, north: -10.0 }, 0.01, 3).map(|range| range.columns)
        };
        assert_eq!(
            (range(170.0, -170.0), range(170.0, 180.0), range(-180.0, -170.0)),
            (Some((0, 7)), Some((0, 7)), Some((0, 7)))
        );
        assert_eq!(range(170.0, 179.0), Some((7, 7)));
    }

    proptest! {
        #[test]
        fn a_range_has_the_tile_of_every_point_of_its_box(
            west in -180.0..=180.0f64, south in -90.0..=90.0f64, wide in 0.0..=1.0f64, high in 0.0..=1.0f64, x in 0.0..=1.0f64, y in 0.0..=1.0f64,
            z in 0..=MAX_ZOOM,
        ) {
            let (east, north) = (west + wide * (180.0 - west), south + high * (90.0 - south));
            let range = TileRange::of(&BBox { west, south, east, north }, 0.0, z).unwrap();
            let point = Coord { x: west + x * (east - west), y: south + y * (north - south) };
            prop_assert!(range.contains(TileId::of(project(point), z).unwrap()));
        }

        #[test]
        fn a_point_is_in_exactly_one_tile_of_each_zoom(x in -180.0..=180.0f64, y in -90.0..=90.0f64, z in 0..=5u8) {
            let point = project(Coord { x, y });
            let of = TileId::of(point, z).unwrap();
            let inside = |tile: &TileId| {
                let rect = tile.unit_rect();
                let within = |at: f64, low: f64, high: f64| low <= at && (at < high || (high >= 1.0 && at <= 1.0));
                within(point.x, rect.min().x, rect.max().x) && within(point.y, rect.min().y, rect.max().y)
            };
            let all: Vec<TileId> = tiles_covering(Rect::new((0.0, 0.0), (1.0, 1.0)), z).filter(inside).collect();
            prop_assert_eq!(&all, &vec![of]);
            prop_assert_eq!(tiles_covering(Rect::new(point, point), z).collect::<Vec<_>>(), all);
        }

        #[test]
        fn the_tile_of_a_point_is_the_parent_of_its_tile_one_zoom_deeper(x in -180.0..=180.0f64, y in -90.0..=90.0f64, z in 1..=MAX_ZOOM) {
            let point = project(Coord { x, y });
            prop_assert_eq!(TileId::of(point, z).unwrap().parent(), TileId::of(point, z - 1));
        }

        #[test]
        fn unproject_undoes_project(x in -180.0..=180.0f64, y in -85.0..=85.0f64) {
            let back = unproject(project(Coord { x, y }));
            prop_assert!((back.x - x).abs() < 1e-9 && (back.y - y).abs() < 1e-9);
        }
    }
}
