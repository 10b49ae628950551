use std::collections::BTreeMap;

use geo_types::Coord;
use tests::Server;
use tests::geojson::{features, id, point};

use crate::tiles::bounds;
use crate::tiles::decoded::{EXTENT, Tile, project};

#[test]
fn every_community_is_in_one_tile_of_each_zoom_at_its_place() {
    let server = Server::of_sample();
    let communities = server.json("/collections/communities/items?limit=10000");
    let communities: BTreeMap<&str, Coord<f64>> =
        features(&communities).iter().map(|community| (id(community), point(community).0)).collect();
    assert_eq!(communities.len(), 999);
    for z in 0..=8 {
        let mut seen = BTreeMap::new();
        for tile in Tile::around(bounds(&server), z) {
            for feature in tile.features(&server, "communities", "?properties=id") {
                let id = feature.text("id").to_owned();
                let (place, expected) = (feature.point(), project(communities[id.as_str()], tile));
                let inside = |at: f64| (0.0..EXTENT).contains(&at);
                assert!(inside(expected.x) && inside(expected.y), "{id} does not lie in {tile:?}");
                assert!(inside(place.x) && inside(place.y), "{id} is drawn outside of {tile:?}");
                let off = (place.x - expected.x).abs().max((place.y - expected.y).abs());
                // The grid's nearest point; at the far edge the last one before it.
                assert!(off <= 1.0, "{id} is {off} units off in {tile:?}");
                let other = seen.insert(id.clone(), (tile, feature.id));
                assert_eq!(other, None, "{id} is in two tiles");
            }
        }
        let missing: Vec<_> = communities.keys().filter(|id| !seen.contains_key(**id)).collect();
        assert!(missing.is_empty(), "zoom {z}: {missing:?} are in no tile");
    }
}

/// Deeper tiles are not walked but asked for where a community is.
#[test]
fn the_deepest_tiles_have_exact_positions() {
    let server = Server::of_sample();
    let communities = server.json("/collections/communities/items?limit=10000");
    for community in features(&communities).iter().step_by(11) {
        for z in [10, 14] {
            let world = project(point(community).0, Tile { z, x: 0, y: 0 });
            let tile = Tile { z, x: (world.x / EXTENT) as u32, y: (world.y / EXTENT) as u32 };
            let found = tile.features(&server, "communities", "");
            let here = found.iter().find(|feature| feature.text("id") == id(community)).expect("the community");
            let expected = project(point(community).0, tile);
            assert!((here.point().x - expected.x).abs() <= 1.0 && (here.point().y - expected.y).abs() <= 1.0);
        }
    }
}
