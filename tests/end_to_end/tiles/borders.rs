use std::collections::{BTreeMap, BTreeSet};

use geo_types::Coord;
use tests::Server;
use tests::geojson::features;

use crate::tiles::bounds;
use crate::tiles::decoded::{EXTENT, Feature, MARGIN, Tile};

type Edge = [(i64, i64); 2];

/// Segments by their ends, whichever way they run, with how often each is there.
fn edges<'l>(lines: impl Iterator<Item = &'l [Coord<f64>]>) -> BTreeMap<Edge, usize> {
    let mut edges = BTreeMap::new();
    for pair in lines.flat_map(|line| line.windows(2)) {
        let whole = |at: Coord<f64>| (at.x as i64, at.y as i64);
        let (a, b) = (whole(pair[0]), whole(pair[1]));
        *edges.entry(if a <= b { [a, b] } else { [b, a] }).or_default() += 1;
    }
    edges
}

/// Cut ends aside: areas end before the margin does, and where they are cut they have an edge along it.
fn is_inside(edge: &Edge) -> bool {
    edge.iter().all(|(x, y)| [x, y].into_iter().all(|at| (at.abs() as f64) < EXTENT && *at > -(MARGIN as i64)))
}

/// Beside the areas of the same tile: what is drawn as a border is an edge of one area or two, and every edge of an area is
/// drawn as a border, once.
#[test]
fn the_borders_of_a_tile_are_the_edges_of_its_areas() {
    let server = Server::of_sample();
    let mut seen = 0;
    for collection in ["admin0", "admin1", "admin2"] {
        for z in (0..=8).step_by(2) {
            for tile in Tile::around(bounds(&server), z) {
                let layers = tile.layers(&server, collection, "?properties=pcode");
                let of = |name: &str| layers.get(name).map_or(&[][..], Vec::as_slice);
                let lines: Vec<_> = of(&format!("{collection}_borders")).iter().flat_map(Feature::lines).collect();
                let rings: Vec<_> = of(collection).iter().flat_map(Feature::rings).collect();
                let borders = edges(lines.iter().map(|line| line.0.as_slice()));
                let outlines = edges(rings.iter().map(|ring| ring.0.as_slice()));
                assert!(borders.values().all(|times| *times == 1), "{collection} {tile:?}: a border twice");
                assert!(outlines.values().all(|times| *times <= 2), "{collection} {tile:?}");
                let inside = |edges: &BTreeMap<Edge, usize>| -> BTreeSet<Edge> {
                    edges.keys().filter(|edge| is_inside(edge)).copied().collect()
                };
                let (borders, outlines) = (inside(&borders), inside(&outlines));
                assert_eq!(borders, outlines, "{collection} {tile:?}");
                seen += borders.len();
            }
        }
    }
    assert!(seen > 5000, "{seen} segments");
}

#[test]
fn borders_name_the_units_on_their_sides_and_the_level_that_they_belong_to() {
    let server = Server::of_sample();
    let units = server.json("/collections/admin2/items?limit=1000&properties=pcode,parent");
    let parent: BTreeMap<&str, &str> = features(&units)
        .iter()
        .map(|unit| {
            let text = |name: &str| unit["properties"][name].as_str().expect("a P-code");
            (text("pcode"), text("parent"))
        })
        .collect();
    let mut borders: BTreeMap<u64, (String, Option<String>)> = BTreeMap::new();
    for tile in Tile::around(bounds(&server), 6) {
        for border in tile.layers(&server, "admin2", "?layers=borders").remove("admin2_borders").unwrap_or_default() {
            let left = border.text("left").to_owned();
            let right = border.attributes.get("right").map(|right| right.as_str().expect("a P-code").to_owned());
            let expected = match &right {
                None => ("admin0", true, "generalised"),
                Some(right) if parent[left.as_str()] == parent[right.as_str()] => ("admin2", false, "schematic"),
                Some(_) => ("admin1", false, "generalised"),
            };
            let outer = border.attributes["outer"].as_bool().expect("yes or no");
            assert_eq!((border.text("level"), outer, border.text("boundaries")), expected, "{left} {right:?}");
            let sides = borders.entry(border.id).or_insert_with(|| (left.clone(), right.clone()));
            assert_eq!(*sides, (left, right), "a border has one id in all tiles");
        }
    }
    let sides: BTreeSet<_> = borders.values().collect();
    assert_eq!(sides.len(), borders.len(), "two ids for one border");
    assert!(
        parent.keys().all(|unit| sides.iter().any(|(left, right)| left == unit || right.as_deref() == Some(*unit)))
    );
}
