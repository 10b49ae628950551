//! How large tiles get, packed.

use std::collections::BTreeSet;
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use geo_types::Point;

use crate::grid::{TileId, project};
use crate::tiles::points::{ClusterMode, ZOrderPoints, clustered_point_layer, most_single_points, point_layer};
use crate::tiles::{AttributeValue, Attributes};

/// What a tile may have, packed.
const MOST_BYTES: usize = 100_000;

fn packed(tile: &[u8]) -> usize {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(tile).unwrap();
    gzip.finish().unwrap().len()
}

/// Numbers from 0 to `below` without order.
fn random(seed: usize, below: u64) -> u64 {
    let mut mixed = (seed as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed ^ mixed >> 31) % below
}

/// A key, a name, and so many others: as in surveys, counts, their statuses, answers and distances.
fn attributes(point: usize, count: usize) -> Attributes {
    let key =
        [("id", format!("COMMUNITY-{point:06}")), ("name", format!("ClusterOrPoint {:x}", random(point, 1 << 40)))];
    let key = key.map(|(name, text)| (name.to_owned(), AttributeValue::from(text)));
    let others = (2..count).map(|column| {
        let seed = point * 64 + column;
        let value = match column % 4 {
            0 => AttributeValue::Uint(random(seed, 5000)),
            1 => ["reported", "reported", "reported", "no_data"][random(seed, 4) as usize].into(),
            2 => ["available", "lacking", "no_data"][random(seed, 3) as usize].into(),
            _ => AttributeValue::Float(random(seed, 600) as f64 / 10.0),
        };
        (format!("attribute_{column}"), value)
    });
    Attributes::new(key.into_iter().chain(others))
}

#[test]
fn the_most_single_points_keep_tiles_below_the_size_limit() {
    let place =
        |at: usize| Point::new(70.0 + random(at, 1 << 20) as f64 * 1e-5, 40.0 + random(at + 9, 1 << 20) as f64 * 4e-6);
    for count in [3, 40, 120] {
        let most = most_single_points(count);
        let points = ZOrderPoints::new((0..most).map(place));
        assert_eq!(ClusterMode::Auto.zooms(&points, count, 14), None);
        let of: Vec<Attributes> = (0..most).map(|point| attributes(point, count)).collect();
        let tile = point_layer("communities", &points, TileId::new(0, 0, 0).unwrap(), |rank| of.get(rank)).unwrap();
        let size = packed(&tile);
        assert!(size < MOST_BYTES, "{size} bytes of {}", tile.len());
        println!("{most} points of {count} attributes: {size} bytes of {}", tile.len());
    }
}

/// Half of them in three cities, one much denser than the others; every tile of every zoom.
#[test]
fn no_tile_of_crowded_cities_is_too_large() {
    let count = 20_000;
    let place = |at: usize| {
        let (x, y) =
            (random(at, 1 << 20) as f64 / f64::from(1 << 20), random(at + 7, 1 << 20) as f64 / f64::from(1 << 20));
        match at % 8 {
            0..=2 => Point::new(74.6 + 0.2 * x, 42.8 + 0.2 * y),
            3 => Point::new(72.8 + 0.5 * x, 40.5 + 0.5 * y),
            _ => Point::new(-170.0 + 340.0 * x, -55.0 + 120.0 * y),
        }
    };
    let all: Vec<Point<f64>> = (0..count).map(place).collect();
    let points = ZOrderPoints::new(all.iter().copied());
    let zooms = ClusterMode::Auto.zooms(&points, 10, 14).unwrap();
    assert!((1..14).contains(&zooms.last), "grouped from above, one by one below: {zooms:?}");
    let of: Vec<Attributes> = (0..count).map(|point| attributes(point, 10)).collect();
    let mut largest = (0, 0);
    for z in 0..=14 {
        let tiles: BTreeSet<TileId> = all.iter().filter_map(|point| TileId::of(project(point.0), z)).collect();
        for tile in tiles {
            let layer = if z <= zooms.last {
                let group = |group: &crate::tiles::points::Cluster| attributes(group.ranks.len(), 24);
                clustered_point_layer("communities", &points, tile, zooms, |rank| of.get(rank), group)
            } else {
                point_layer("communities", &points, tile, |rank| of.get(rank))
            };
            let layer = layer.unwrap();
            // Nothing gets larger by packing but what is small.
            let size = if layer.len() > MOST_BYTES / 8 { packed(&layer) } else { layer.len() };
            assert!(size < MOST_BYTES, "{size} bytes in {tile:?}");
            largest = largest.max((size, z));
        }
    }
    println!("largest of {count} points: {largest:?} (bytes, zoom); groups up to zoom {}", zooms.last);
}
