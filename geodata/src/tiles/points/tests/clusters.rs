//! What is together, and where.

use std::collections::BTreeSet;

use geo_types::Rect;
use proptest::prelude::*;

use super::points;
use crate::grid::EXTENT;
use crate::grid::{TileId, tiles_covering};
use crate::tiles::points::{CELLS_ACROSS, Cluster, ClusterMode, ClusterOrPoint, ClusterZooms, ZOrderPoints, places};

const ALL: ClusterZooms = ClusterZooms { last: 14, deepest: 14 };

fn world(z: u8) -> impl Iterator<Item = TileId> {
    tiles_covering(Rect::new((0.0, 0.0), (1.0, 1.0)), z)
}

fn ranks(place: &ClusterOrPoint) -> std::ops::Range<usize> {
    match place {
        ClusterOrPoint::Single(rank) => *rank..rank + 1,
        ClusterOrPoint::Cluster(group) => group.ranks.clone(),
    }
}

fn groups(points: &ZOrderPoints, tile: TileId) -> Vec<Cluster> {
    let groups = places(points, tile, ALL).filter_map(|place| match place {
        ClusterOrPoint::Cluster(group) => Some(group),
        ClusterOrPoint::Single(_) => None,
    });
    groups.collect()
}

/// The tile of a zoom that a point is in: those of a deep zoom are too many to walk.
fn tile_of(points: &ZOrderPoints, rank: usize, z: u8) -> TileId {
    (1..=z).fold(TileId::new(0, 0, 0).unwrap(), |tile, z| {
        let four = [(0, 0), (1, 0), (0, 1), (1, 1)];
        let mut four = four.into_iter().filter_map(|(x, y)| TileId::new(z, 2 * tile.x() + x, 2 * tile.y() + y));
        four.find(|tile| points.ranks(*tile).contains(&rank)).unwrap()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn every_point_is_in_one_cluster_and_cells_are_not_split(points in points(80), z in 0..=4u8) {
        let points = ZOrderPoints::new(points);
        let mut next = BTreeSet::new();
        let mut ids = BTreeSet::new();
        for tile in world(z) {
            let shown: Vec<ClusterOrPoint> = places(&points, tile, ALL).collect();
            prop_assert!(shown.len() <= (CELLS_ACROSS * CELLS_ACROSS) as usize);
            for place in &shown {
                for rank in ranks(place) {
                    prop_assert!(next.insert(rank), "{} is in two places", rank);
                }
                if let ClusterOrPoint::Cluster(group) = place {
                    prop_assert!(group.ranks.len() > 1);
                    prop_assert!(ids.insert(group.id), "two groups have one id");
                    prop_assert!(group.id > u64::from(u32::MAX) + 1 && group.id < 1 << 53);
                    let inside = 0..EXTENT.cast_signed();
                    prop_assert!(inside.contains(&group.at.x) && inside.contains(&group.at.y));
                }
            }
            // A cell is a tile three zooms deeper.
            let cells = (0..CELLS_ACROSS).flat_map(|y| (0..CELLS_ACROSS).map(move |x| (x, y)));
            let cells = cells.map(|(x, y)| TileId::new(z + 3, tile.x() * 8 + x, tile.y() * 8 + y).unwrap());
            let mut expected: Vec<_> = cells.map(|cell| points.ranks(cell)).filter(|ranks| !ranks.is_empty()).collect();
            expected.sort_unstable_by_key(|ranks| ranks.start);
            prop_assert_eq!(shown.iter().map(ranks).collect::<Vec<_>>(), expected);
        }
        prop_assert_eq!(next.len(), points.len());
    }

    #[test]
    fn a_cluster_expands_at_its_expansion_zoom(points in points(60)) {
        let points = ZOrderPoints::new(points);
        for group in world(2).flat_map(|tile| groups(&points, tile)) {
            let together = |z: u8| {
                let tile = tile_of(&points, group.ranks.start, z);
                places(&points, tile, ALL).any(|place| ranks(&place) == group.ranks)
            };
            let first = (3..=14).find(|z| !together(*z));
            prop_assert_eq!(group.expansion_zoom, first);
        }
    }
}

#[test]
fn cluster_ids_depend_on_cell_and_zoom() {
    let at = |x: f64| geo_types::Point::new(x, 42.0);
    let (one, other) = (ZOrderPoints::new([74.0, 74.0].map(at)), ZOrderPoints::new([74.01, 74.02, 74.02].map(at)));
    let id = |points, z| groups(points, tile_of(points, 0, z))[0].id;
    let ids: BTreeSet<u64> = (0..=8).map(|z| id(&one, z)).collect();
    assert_eq!(ids.len(), 9);
    assert!((0..=4).all(|z| id(&one, z) == id(&other, z)));
}

#[test]
fn a_cluster_is_in_the_middle_of_its_members() {
    let points =
        ZOrderPoints::new([(10.0, 10.0), (10.0, 10.0), (10.0, 10.0), (20.0, 10.0)].map(geo_types::Point::from));
    let group = &groups(&points, TileId::new(0, 0, 0).unwrap())[0];
    assert_eq!(group.at.x, (f64::from(EXTENT) * (0.5 + 12.5 / 360.0)).round() as i32);
    assert_eq!(group.ranks, 0..4);
}

#[test]
fn zooms_of_single_points_have_no_clusters() {
    let crowd = (0..1001).map(|at| geo_types::Point::new(74.0 + f64::from(at / 501), 42.0));
    let points = ZOrderPoints::new(crowd);
    let zooms = ClusterMode::Auto.zooms(&points, 40, 14).unwrap();
    let tile = tile_of(&points, 0, zooms.last);
    let expansions: Vec<Option<u8>> = places(&points, tile, zooms)
        .filter_map(|place| match place {
            ClusterOrPoint::Cluster(group) => Some(group.expansion_zoom),
            ClusterOrPoint::Single(_) => None,
        })
        .collect();
    // At one place to the centimetre: parted by no zoom, and by the first that shows each by itself.
    assert!(!expansions.is_empty() && expansions.iter().all(|zoom| *zoom == Some(zooms.last + 1)), "{expansions:?}");
    let same_place = tile_of(&points, 0, 14);
    assert_eq!(groups(&points, same_place)[0].expansion_zoom, None);
}
