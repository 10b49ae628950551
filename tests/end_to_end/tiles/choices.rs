//! What of the attributes a tile carries: the groups asked for, or the key alone.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};
use tests::{Server, sample};

use crate::tiles::bounds;
use crate::tiles::decoded::{Feature, Tile};

const MIDDLE: Tile = Tile { z: 6, x: 45, y: 23 };

#[test]
fn groups_selects_counts_and_keeps_other_attributes() {
    let server = Server::of_sample();
    for collection in ["admin2", "communities"] {
        let all = MIDDLE.features(&server, collection, "?year=2023");
        let some = MIDDLE.features(&server, collection, "?year=2023&groups=emigrants,return_migrants");
        assert_eq!(all.len(), some.len());
        for (all, some) in all.iter().zip(&some) {
            let others = ["international_migrant_workers", "internal_migrants", "internal_out_migrants"];
            let is_other = |name: &str| others.iter().any(|group| name == *group || name == format!("{group}_status"));
            let expected: Map<String, Json> = all
                .attributes
                .iter()
                .filter(|(name, _)| !is_other(name))
                .map(|(k, v)| (k.clone(), v.clone()))
                .collect();
            assert!(expected.len() < all.attributes.len() && expected.contains_key("emigrants_status"));
            assert_eq!(some.attributes, expected);
        }
    }
}

#[test]
fn the_order_of_a_list_parameter_does_not_change_the_tile() {
    let server = Server::of_sample();
    let path = MIDDLE.path("admin2");
    let [one, other] = [
        "groups=emigrants,return_migrants&properties=name,emigrants",
        "properties=emigrants,name,name&groups=return_migrants,emigrants",
    ]
    .map(|query| server.get(&format!("{path}?{query}")));
    assert_eq!((one.status, &one.body), (200, &other.body));
}

#[test]
fn partial_follows_the_selected_groups() {
    let server = Server::of_sample();
    for (query, partial) in [("year=2024", true), ("year=2024&groups=return_migrants", true), ("year=2023", false)] {
        for feature in MIDDLE.features(&server, "admin2", &format!("?{query}")) {
            assert_eq!(feature.attributes["partial"], partial, "{query}");
        }
    }
    let items = server.json("/collections/admin2/items?groups=return_migrants&year=2024&limit=1");
    let properties = &items["features"][0]["properties"];
    assert_eq!(properties["partial"], true);
    assert!(properties.get("return_migrants_status").is_some() && properties.get("emigrants").is_none());
}

#[test]
fn geometry_alone_carries_the_key_and_the_shapes_of_the_full_tile() {
    let server = Server::of_sample();
    for (collection, key) in [("admin1", "pcode"), ("admin2", "pcode"), ("communities", "id")] {
        let full = MIDDLE.features(&server, collection, "");
        let bare = MIDDLE.features(&server, collection, "?geometry=only");
        assert_eq!(full.len(), bare.len());
        for (full, bare) in full.iter().zip(&bare) {
            assert_eq!(bare.attributes.keys().collect::<Vec<_>>(), [key]);
            assert_eq!((bare.id, bare.text(key)), (full.id, full.text(key)));
            assert_eq!(bare.rings(), full.rings());
        }
        let fields =
            server.json(&format!("/tiles/{collection}.json?geometry=only"))["vector_layers"][0]["fields"].clone();
        assert_eq!(fields.as_object().expect("fields").keys().collect::<Vec<_>>(), [key]);
    }
}

/// Every value that a full tile shows, from the shapes of one tile and the values of one small answer.
#[test]
fn compact_values_joined_to_bare_geometry_are_the_full_tile() {
    let server = Server::of_sample();
    for (collection, by) in [("admin1", "admin1"), ("admin2", "admin2"), ("communities", "community")] {
        let bare = joined(&server, collection, "?geometry=only");
        for (indicator, query) in [
            ("return_migrants", "year=2023"),
            ("return_migrants", "year=2024"),
            ("emigrants", "year=window&per=share"),
            ("emigrants", "year=2022&per=change"),
            ("internal_migrants", "per=per_1000_households"),
            ("households_beyond", "service=hospital&km=25"),
            ("households_beyond", "service=drinking_water&km=25&per=share"),
            ("households_beyond", "service=drinking_water&km=25&per=share_of_all"),
            ("communities_lacking", "service=school&per=share"),
        ] {
            let what = format!("{collection} {indicator}?{query}");
            let compact = server.json(&format!("/indicators/{indicator}/values?by={by}&{query}&f=compact"));
            let period = &compact["periods"][0];
            let key = compact["key"].as_str().expect("a key");
            let ids = texts(&compact["ids"]);
            let values: BTreeMap<&str, &Json> =
                ids.iter().copied().zip(period["values"].as_array().expect("values")).collect();
            assert_eq!((values.len(), compact["periods"].as_array().map(Vec::len)), (ids.len(), Some(1)), "{what}");
            let [no_data, suppressed, nobody] =
                ["no_data", "suppressed", "not_applicable"].map(|status| texts(&period[status]));

            let full = joined(&server, collection, &format!("?indicator={indicator}&{query}"));
            assert_eq!((full.len(), bare.len()), (ids.len(), ids.len()), "{what}");
            for (feature, full) in &full {
                let id = bare[feature].text(key);
                let listed = [&no_data, &suppressed, &nobody].map(|ids| ids.contains(&id));
                let status = match (values[id].is_null(), listed) {
                    (false, [false, false, false]) => "reported",
                    (true, [true, false, false]) => "no_data",
                    (true, [false, true, false]) => "suppressed",
                    (true, [false, false, true]) => "not_applicable",
                    mixed => panic!("{what} {id}: {mixed:?}"),
                };
                assert_eq!(full.attributes["status"], status, "{what} {id}");
                if let Some(value) = values[id].as_f64() {
                    // Answers have four decimals.
                    let drawn = full.attributes["value"].as_f64().expect("a number");
                    assert!((drawn - value).abs() <= 0.5001e-4, "{what} {id}");
                }
                if indicator == "return_migrants" {
                    assert_eq!(full.attributes["partial"], period["partial"], "{what} {id}");
                }
            }
        }
    }
}

fn joined(server: &Server, collection: &str, query: &str) -> BTreeMap<u64, Feature> {
    let tiles = Tile::around(bounds(server), 5).into_iter();
    tiles.flat_map(|tile| tile.features(server, collection, query)).map(|feature| (feature.id, feature)).collect()
}

fn texts(list: &Json) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(|text| text.as_str().expect("text")).collect()
}

#[test]
fn compact_values_of_every_year_are_those_of_each_year() {
    let server = Server::of_sample();
    let path = "/indicators/return_migrants/values?by=admin2&f=compact&year=";
    let all = server.json(&format!("{path}all"));
    let periods = all["periods"].as_array().expect("periods");
    assert_eq!((all["year"].as_str(), periods.len()), (Some("all"), 5));
    for period in periods {
        let one = server.json(&format!("{path}{}", period["year"]));
        assert_eq!((&one["periods"][0], &one["ids"]), (period, &all["ids"]));
        assert_eq!(period["partial"], period["year"] == 2024, "{}", period["year"]);
    }
}

/// Another year is one small request: about half of the full answer, packed.
#[test]
fn compact_values_are_small_and_carry_the_notes() {
    let server = Server::of_sample();
    let path = "/indicators/return_migrants/values?by=admin2&year=2024";
    let packed = |path: &str| server.request("GET", path, &[("Accept-Encoding", "gzip")]).body.len();
    let (full, compact) = (packed(path), packed(&format!("{path}&f=compact")));
    println!("45 districts, gzip: {full} bytes full, {compact} bytes compact");
    assert!(3 * compact < 2 * full && compact < 2048, "{compact} of {full} bytes");
    let (full, compact) = (server.json(path), server.json(&format!("{path}&f=compact")));
    for name in ["indicator", "round", "by", "year", "per", "unit", "illustrative", "disclaimer", "notes"] {
        assert_eq!(compact[name], full[name], "{name}");
    }
    let citations: Vec<&Json> =
        full["sources"].as_array().expect("sources").iter().map(|one| &one["citation"]).collect();
    assert_eq!(compact["sources"].as_array().expect("citations").iter().collect::<Vec<_>>(), citations);
}

/// What is kept, and how much of it, changes nothing that is sent.
#[test]
fn tiles_are_equal_with_and_without_cached_attributes() {
    let kept = Server::start_with(&sample(), &["--cache", "0"]);
    let not_kept = Server::start_with(&sample(), &["--cache", "0", "--attributes", "0"]);
    for query in ["", "?year=2023&indicator=emigrants&per=share", "?geometry=only", "?groups=emigrants"] {
        for (z, x, y) in [(4, 11, 5), (6, 45, 23), (8, 181, 94), (6, 45, 23)] {
            for collection in ["admin2", "communities"] {
                let path = format!("{}{query}", Tile { z, x, y }.path(collection));
                let (one, other) = (kept.get(&path), not_kept.get(&path));
                assert_eq!((one.status, one.body), (other.status, other.body), "{path}");
                assert_eq!(one.headers.iter().find(|h| h.0 == "etag"), other.headers.iter().find(|h| h.0 == "etag"));
            }
        }
    }
}
