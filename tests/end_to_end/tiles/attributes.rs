use std::collections::BTreeMap;

use tests::Server;
use tests::geojson::features;

use crate::tiles::decoded::{Feature, Tile};
use crate::tiles::{bounds, rows};

/// All features of a collection, from the tiles of one zoom.
fn all(server: &Server, collection: &str, query: &str, z: u32) -> BTreeMap<String, Feature> {
    let key = if collection == "communities" { "id" } else { "pcode" };
    let tiles = Tile::around(bounds(server), z).into_iter();
    let found = tiles.flat_map(|tile| tile.features(server, collection, query));
    found.map(|feature| (feature.text(key).to_owned(), feature)).collect()
}

#[test]
fn values_in_tiles_equal_those_of_the_values_route() {
    let server = Server::of_sample();
    for (collection, by, key, count) in
        [("admin1", "admin1", "pcode", 9), ("admin2", "admin2", "pcode", 45), ("communities", "community", "id", 999)]
    {
        for (indicator, query) in [
            ("return_migrants", "year=2023"),
            ("return_migrants", "year=2024"),
            ("return_migrants", "year=window&per=share"),
            ("emigrants", "year=2022&per=change"),
            ("internal_migrants", "per=per_1000_households"),
            ("households_beyond", "service=hospital&km=25"),
            ("communities_lacking", "service=school&per=share"),
        ] {
            let rows = rows(&server, &format!("/indicators/{indicator}/values?by={by}&{query}"));
            let features = all(&server, collection, &format!("?indicator={indicator}&{query}"), 8);
            assert_eq!((rows.len(), features.len()), (count, count), "{collection} {indicator}");
            for row in &rows {
                let found = &features[row[key].as_str().expect("a key")].attributes;
                let what = format!("{indicator}?{query}: {row} {found:?}");
                assert_eq!(found["status"], row["status"], "{what}");
                assert_eq!(found["name"], row["name"], "{what}");
                match (row["value"].as_f64(), found.get("value")) {
                    // The same number, to the last of its four decimals.
                    (Some(value), Some(drawn)) => assert_eq!(drawn.as_f64(), Some(value), "{what}"),
                    // What is not reported has no value: a map cannot take it for zero.
                    (None, None) => assert_ne!(row["status"], "reported", "{what}"),
                    _ => panic!("{what}"),
                }
                if indicator == "return_migrants" {
                    assert_eq!(found["partial"], row["partial"], "{what}");
                }
            }
        }
    }
}

#[test]
fn the_attributes_in_tiles_are_the_properties_of_features_and_the_fields_of_the_tilejson() {
    let server = Server::of_sample();
    for collection in ["admin0", "admin1", "admin2", "communities"] {
        let key = if collection == "communities" { "id" } else { "pcode" };
        let drawn = all(&server, collection, "?year=2023", 8);
        let items = server.json(&format!("/collections/{collection}/items?limit=10000&year=2023"));
        // Of points by themselves: groups have fields of their own.
        let single = if collection == "communities" { "&cluster=false" } else { "" };
        let tile_json = server.json(&format!("/tiles/{collection}.json?year=2023{single}"));
        let layers = tile_json["vector_layers"].as_array().expect("layers");
        let layer = layers.iter().find(|layer| layer["id"] == collection).expect("the layer of the features");
        let fields: Vec<&String> = layer["fields"].as_object().expect("fields").keys().collect();
        assert_eq!(features(&items).len(), drawn.len(), "{collection}");
        for item in features(&items) {
            let properties = item["properties"].as_object().expect("properties");
            assert_eq!(properties.keys().collect::<Vec<_>>(), fields, "{collection}");
            let attributes = &drawn[properties[key].as_str().expect("a key")].attributes;
            for (name, value) in properties {
                match attributes.get(name) {
                    Some(drawn) => assert_eq!((name, drawn), (name, value)),
                    None => assert!(value.is_null(), "{name} of {} is not in the tile", properties[key]),
                }
            }
            assert!(attributes.keys().all(|name| properties.contains_key(name)));
        }
    }
}

#[test]
fn a_feature_has_one_id_in_all_tiles() {
    let server = Server::of_sample();
    let mut ids: BTreeMap<u64, String> = BTreeMap::new();
    for z in [0, 5, 7] {
        for tile in Tile::around(bounds(&server), z) {
            for feature in tile.features(&server, "admin2", "?properties=pcode") {
                assert_ne!(feature.id, 0, "some readers take 0 for no id");
                let pcode = feature.text("pcode").to_owned();
                let known = ids.entry(feature.id).or_insert_with(|| pcode.clone());
                assert_eq!(*known, pcode, "id {} in {tile:?}", feature.id);
            }
        }
    }
    assert_eq!(ids.len(), 45);
}

#[test]
fn only_the_requested_properties_are_in_the_tile() {
    let server = Server::of_sample();
    for feature in (Tile { z: 5, x: 22, y: 11 }).features(&server, "admin2", "?properties=name,pcode") {
        let names: Vec<&String> = feature.attributes.keys().collect();
        assert_eq!(names, ["pcode", "name"]);
    }
}

#[test]
fn an_unknown_year_of_an_indicator_is_refused_despite_cached_tiles() {
    let server = Server::of_sample();
    let tile = "tiles/admin1/6/45/23.mvt?indicator=households_beyond&service=hospital&km=25";
    // Below a root the year is that of the counts beside the indicator.
    assert_eq!(server.get(&format!("/at/kgz-r3/2023/{tile}")).status, 200);
    let refused = server.get(&format!("/{tile}&year=2023"));
    assert_eq!((refused.status, refused.json()["parameter"].as_str()), (400, Some("year")));
}
