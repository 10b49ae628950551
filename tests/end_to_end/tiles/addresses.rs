use tests::Server;

use crate::tiles::bounds;
use crate::tiles::decoded::Tile;

#[test]
fn both_addresses_of_a_tile_give_the_same_bytes() {
    let server = Server::of_sample();
    let (mut with_something, mut outside) = (0, 0);
    for collection in ["admin0", "admin1", "admin2", "communities"] {
        for z in [0, 3, 6, 8] {
            for tile in Tile::around(bounds(&server), z) {
                for query in ["", "?year=2023&indicator=emigrants&per=share"] {
                    let xyz = server.get(&format!("{}{query}", tile.path(collection)));
                    let ogc = server.get(&format!("{}{query}", tile.ogc_path(collection)));
                    if ogc.status == 404 {
                        // Outside the limits of the set: where there is nothing.
                        assert_eq!(xyz.status, 204, "{collection} {tile:?} {query}");
                        outside += 1;
                        continue;
                    }
                    assert_eq!((xyz.status, &xyz.body), (ogc.status, &ogc.body), "{collection} {tile:?} {query}");
                    assert_eq!(xyz.header("ETag"), ogc.header("ETag"));
                    with_something += usize::from(xyz.status == 200);
                }
            }
        }
    }
    assert!(with_something > 200 && outside > 20, "{with_something} tiles, {outside} outside");
}

#[test]
fn a_tile_without_features_is_empty_and_one_outside_the_grid_is_not_found() {
    let server = Server::of_sample();
    for collection in ["admin2", "communities"] {
        for tile in [Tile { z: 1, x: 0, y: 1 }, Tile { z: 8, x: 0, y: 0 }, Tile { z: 14, x: 16_383, y: 16_383 }] {
            let answer = server.get(&tile.path(collection));
            assert_eq!((answer.status, answer.body.len()), (204, 0), "{collection} {tile:?}");
            assert_eq!(answer.header("Content-Type"), None, "{collection} {tile:?}");
            // OGC API Tiles wants what is outside the limits of the set not found (OGC 20-057, requirement 6).
            let answer = server.get(&tile.ogc_path(collection));
            assert_eq!(answer.status, 404, "{collection} {tile:?}");
            assert!(answer.json()["detail"].as_str().is_some_and(|detail| detail.contains("outside the limits")));
        }
        for z in 0..=14 {
            let beyond = 1 << z;
            for tile in [Tile { z, x: beyond, y: 0 }, Tile { z, x: 0, y: beyond }, Tile { z, x: u32::MAX, y: u32::MAX }]
            {
                for path in [tile.path(collection), tile.ogc_path(collection)] {
                    let answer = server.get(&path);
                    assert_eq!(answer.status, 404, "{path}");
                    assert!(answer.json()["detail"].as_str().is_some_and(|detail| detail.contains("zoom is 0 to 14")));
                }
            }
        }
        assert_eq!(server.get(&Tile { z: 15, x: 0, y: 0 }.path(collection)).status, 404);
    }
}

/// The addresses in the TileJSON, in the tile sets and in the maps lead to tiles.
#[test]
fn templates_lead_to_tiles() {
    let server = Server::of_sample();
    let fill = |template: &str| {
        let path = template.strip_prefix(&server.base).expect("an address of this server").to_owned();
        [("{z}", "5"), ("{x}", "22"), ("{y}", "11"), ("{tileMatrix}", "5"), ("{tileRow}", "11"), ("{tileCol}", "22")]
            .iter()
            .fold(path, |path, (name, value)| path.replace(name, value))
    };
    let tile_json = server.json("/tiles/admin2.json?year=2023&indicator=return_migrants");
    let map = server.json("/maps/return_migrants?year=2023");
    let in_style = &map["style"]["sources"]["kerben"]["tiles"][0];
    let mut bodies = Vec::new();
    for template in [&tile_json["tiles"][0], &map["tiles"], in_style] {
        let answer = server.get(&fill(template.as_str().expect("a template")));
        assert_eq!(answer.status, 200, "{template}");
        bodies.push(answer.body);
    }
    assert!(bodies.windows(2).all(|pair| pair[0] == pair[1]), "one question, one tile");

    let sets = server.json("/collections/admin2/tiles");
    let links = sets["tilesets"][0]["links"].as_array().expect("links");
    let item = links.iter().find(|link| link["rel"] == "item").expect("tiles");
    assert_eq!(server.get(&fill(item["href"].as_str().expect("a template"))).status, 200);
}
