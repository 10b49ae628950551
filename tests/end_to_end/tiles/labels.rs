use std::collections::BTreeMap;

use geo::Intersects;
use geo_types::{Coord, Point};
use serde_json::{Map, Value as Json};
use tests::Server;
use tests::geojson::features;

use crate::tiles::bounds;
use crate::tiles::decoded::{EXTENT, Tile};

/// The labels of all tiles of a zoom: for each unit its attributes, and where it is drawn, in tiles. Fails where one is outside
/// of its tile, outside of its unit as the same tile draws it, or in two tiles.
fn labels(server: &Server, collection: &str, z: u32) -> BTreeMap<String, (Map<String, Json>, Coord<f64>)> {
    let mut labels = BTreeMap::new();
    for tile in Tile::around(bounds(server), z) {
        let mut layers = tile.layers(server, collection, "?properties=pcode");
        let units = layers.remove(collection).unwrap_or_default();
        for label in layers.remove(&format!("{collection}_labels")).unwrap_or_default() {
            let (pcode, at) = (label.text("pcode").to_owned(), label.point());
            assert!((0.0..EXTENT).contains(&at.x) && (0.0..EXTENT).contains(&at.y), "{pcode} in {tile:?}");
            let unit = units.iter().find(|unit| unit.text("pcode") == pcode);
            let unit = unit.unwrap_or_else(|| panic!("{tile:?} has a label of {pcode} and not the unit"));
            assert_eq!(unit.id, label.id, "a unit and its label have one id");
            assert!(unit.area().intersects(&Point(at)), "{pcode} in {tile:?}: its label is outside");
            let place = Coord { x: f64::from(tile.x) + at.x / EXTENT, y: f64::from(tile.y) + at.y / EXTENT };
            let before = labels.insert(pcode.clone(), (label.attributes, place));
            assert!(before.is_none(), "{pcode} has two labels at zoom {z}");
        }
    }
    labels
}

#[test]
fn every_unit_has_one_label_inside_it_with_its_names_in_all_languages() {
    let server = Server::of_sample();
    for (collection, count) in [("admin0", 1), ("admin1", 9), ("admin2", 45)] {
        let items = server.json(&format!("/collections/{collection}/items?limit=1000"));
        for z in [5, 6, 8] {
            let labels = labels(&server, collection, z);
            assert_eq!(labels.len(), count, "{collection}, zoom {z}");
            for item in features(&items) {
                let properties = item["properties"].as_object().expect("properties");
                let attributes = &labels[properties["pcode"].as_str().expect("a P-code")].0;
                for name in ["name", "name_ru", "name_ky"] {
                    assert!(properties[name].is_string(), "the sample has all names");
                    assert_eq!(attributes[name], properties[name]);
                }
                assert!(attributes["room_km"].as_f64().is_some_and(|room| room > 0.0));
            }
            let mut by_rank: Vec<(u64, f64)> = labels
                .values()
                .map(|(label, _)| (label["rank"].as_u64().expect("a rank"), label["room_km"].as_f64().expect("room")))
                .collect();
            by_rank.sort_by_key(|(rank, _)| *rank);
            assert!(by_rank.iter().map(|(rank, _)| *rank).eq(1..=count as u64), "{by_rank:?}");
            // The country is flat enough for ranks on the map to be those on the ground, to a few per cent.
            assert!(by_rank.windows(2).all(|pair| pair[0].1 > pair[1].1 * 0.95), "{by_rank:?}");
        }
    }
}

#[test]
fn labels_do_not_move_between_zooms() {
    let server = Server::of_sample();
    let near = labels(&server, "admin2", 8);
    for z in [5, 6, 7] {
        let closer = f64::from(1u32 << (8 - z));
        // In tiles of the zoom; rounded to its grid.
        let unit = 1.0 / EXTENT;
        for (pcode, (attributes, at)) in labels(&server, "admin2", z) {
            // Two pixels of the zoom, on the ground: 40,075 km · cos 41° in 256 · 2^zoom pixels.
            let two_pixels = 2.0 * 40_075.0 * 0.755 / 256.0 / f64::from(1u32 << z);
            if attributes["room_km"].as_f64().expect("room") > two_pixels {
                let there = near[&pcode].1;
                let off = (at.x - there.x / closer).abs().max((at.y - there.y / closer).abs());
                assert!(off <= unit, "{pcode} is {} units off at zoom {z}", off / unit);
            }
        }
    }
}

/// They do not depend on the figures.
#[test]
fn labels_and_borders_do_not_depend_on_the_attributes_of_areas() {
    let server = Server::of_sample();
    let path = Tile { z: 6, x: 45, y: 23 }.path("admin2");
    let plain = server.get(&format!("{path}?layers=borders,labels"));
    assert_eq!(plain.status, 200);
    for query in ["year=2023", "indicator=emigrants&year=2022&per=share", "properties=name"] {
        let asked = server.get(&format!("{path}?layers=borders,labels&{query}"));
        assert_eq!((asked.status, asked.body == plain.body), (200, true), "{query}");
    }
}
