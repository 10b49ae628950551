//! Points one by one.

use geo_types::{Coord, Point, Rect};
use proptest::prelude::*;

use super::{Feature, features, points};
use crate::grid::EXTENT;
use crate::grid::{TileId, project, tiles_covering};
use crate::tiles::points::{ZOrderPoints, point_layer};
use crate::tiles::{Attributes, feature_id};

fn world(z: u8) -> impl Iterator<Item = TileId> {
    tiles_covering(Rect::new((0.0, 0.0), (1.0, 1.0)), z)
}

/// What the tile should show, found by looking at every point: ids and places, by id.
fn scanned(points: &[Point<f64>], tile: TileId) -> Vec<(u64, Coord<i32>)> {
    let units = |unit: f64, side: f64, tile: u32| {
        let local = (unit * side - f64::from(tile)) * f64::from(EXTENT);
        local.round().clamp(0.0, f64::from(EXTENT) - 1.0) as i32
    };
    let shown = points.iter().enumerate().filter_map(|(position, point)| {
        let unit = project(point.0);
        let is_here =
            point.y().is_finite() && (0.0..=1.0).contains(&unit.x) && TileId::of(unit, tile.z()) == Some(tile);
        let side = f64::from(1u32 << tile.z());
        let at = Coord { x: units(unit.x, side, tile.x()), y: units(unit.y, side, tile.y()) };
        is_here.then_some((feature_id(position), at))
    });
    shown.collect()
}

fn shown(layer: &ZOrderPoints, tile: TileId) -> Vec<(u64, Coord<i32>)> {
    let none = Attributes::default();
    let bytes = point_layer("communities", layer, tile, |_| Some(&none));
    let mut shown: Vec<_> =
        bytes.iter().flat_map(|bytes| features(bytes)).map(|Feature { id, at, .. }| (id, at)).collect();
    shown.sort_unstable_by_key(|(id, _)| *id);
    shown
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn tiles_show_what_a_scan_of_all_points_finds(points in points(60)) {
        let layer = ZOrderPoints::new(points.iter().copied());
        let mut deep: Vec<TileId> = Vec::new();
        for z in 5..=17 {
            deep.extend(points.iter().filter_map(|point| TileId::of(project(point.0), z)));
        }
        for tile in (0..=4).flat_map(world).chain(deep) {
            prop_assert_eq!(shown(&layer, tile), scanned(&points, tile), "{:?}", tile);
        }
    }

    #[test]
    fn a_point_is_in_exactly_one_tile_of_each_zoom(points in points(30), z in 0..=5u8) {
        let layer = ZOrderPoints::new(points.iter().copied());
        let mut seen: Vec<usize> = world(z).flat_map(|tile| layer.features(layer.ranks(tile)).collect::<Vec<_>>()).collect();
        seen.sort_unstable();
        let somewhere = |point: &Point<f64>| point.x().abs() <= 180.0 && point.y().is_finite();
        let expected: Vec<usize> = (0..points.len()).filter(|at| somewhere(&points[*at])).collect();
        prop_assert_eq!(&seen, &expected);
        let most = world(z).map(|tile| layer.ranks(tile).len()).max();
        prop_assert_eq!(most, Some(layer.most_in_a_tile(z)));
    }
}

#[test]
fn a_point_on_the_edge_of_two_tiles_is_in_the_eastern_and_southern_one() {
    let corner = ZOrderPoints::new([Point::new(0.0, 0.0)]);
    let tiles: Vec<TileId> = world(1).filter(|tile| !shown(&corner, *tile).is_empty()).collect();
    assert_eq!(tiles, [TileId::new(1, 1, 1).unwrap()]);
    assert_eq!(shown(&corner, tiles[0]), [(1, Coord { x: 0, y: 0 })]);
}

#[test]
fn points_that_are_not_finite_are_in_no_tile() {
    let prepared = ZOrderPoints::new([Point::new(f64::NAN, 0.0), Point::new(0.0, 0.0)]);
    assert_eq!((prepared.len(), prepared.feature(0), prepared.feature(1)), (1, Some(1), None));
}

#[test]
fn points_without_attributes_are_left_out() {
    let layer = ZOrderPoints::new([Point::new(1.0, 1.0), Point::new(2.0, 2.0)]);
    let (tile, none) = (TileId::new(0, 0, 0).unwrap(), Attributes::default());
    let bytes =
        point_layer("communities", &layer, tile, |rank| (layer.feature(rank) == Some(1)).then_some(&none)).unwrap();
    assert_eq!(features(&bytes).iter().map(|feature| feature.id).collect::<Vec<_>>(), [2]);
    assert_eq!(point_layer("communities", &layer, tile, |_| None::<&Attributes>), None);
}
