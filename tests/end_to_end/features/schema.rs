//! `/schema` and `/queryables`: what is said of properties is what features have.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};
use tests::Server;
use tests::geojson::{features, id};

const COLLECTIONS: [&str; 4] = ["admin0", "admin1", "admin2", "communities"];

/// The types and, where it has them, the words that a property may have.
fn accepts(property: &Json, value: &Json) -> bool {
    let is = |kind: &Json| match kind.as_str() {
        Some("string") => value.is_string(),
        Some("integer") => value.is_u64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some("null") => value.is_null(),
        other => panic!("the type {other:?}"),
    };
    let kinds = &property["type"];
    let is_of_type = kinds.as_array().map_or_else(|| is(kinds), |kinds| kinds.iter().any(is));
    is_of_type && property["enum"].as_array().is_none_or(|words| words.contains(value))
}

#[test]
fn every_property_matches_the_schema() {
    let server = Server::of_sample();
    for collection in COLLECTIONS {
        let answer = server.get(&format!("/collections/{collection}/schema"));
        assert_eq!(answer.header("Content-Type"), Some("application/schema+json"));
        let schema = answer.json();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["$id"], format!("{}/collections/{collection}/schema", server.base));
        assert_eq!(schema["type"], "object");
        let described = schema["properties"].as_object().expect("properties");
        for year in ["2023", "window"] {
            let page = server.json(&format!("/collections/{collection}/items?limit=10000&year={year}"));
            let mut missing: BTreeSet<&String> = described.keys().collect();
            for feature in features(&page) {
                let properties = feature["properties"].as_object().expect("properties");
                assert!(properties.keys().eq(described.keys().filter(|name| *name != "geometry")), "in one order");
                for (name, value) in properties {
                    assert!(accepts(&described[name], value), "{collection} {} {name}: {value}", id(feature));
                    if !value.is_null() {
                        missing.remove(name);
                    }
                }
            }
            // What is said to be there always is; what is never there may be so.
            for name in missing {
                let kinds = &described[name]["type"];
                assert!(name == "geometry" || kinds.as_array().is_some(), "{collection} {name} is never there");
            }
        }
        for (name, property) in described {
            assert!(property["title"].as_str().is_some_and(|title| !title.contains('_')), "{name} has a title");
            assert!(property["description"].as_str().is_some_and(|text| text.len() > 5), "{name} is described");
        }
        let role = |role: &str| {
            let with_role = described.iter().filter(|(_, property)| property["x-ogc-role"] == role);
            with_role.map(|(name, _)| name.as_str()).collect::<Vec<_>>()
        };
        let key = if collection == "communities" { "id" } else { "pcode" };
        assert_eq!((role("id"), role("primary-geometry")), (vec![key], vec!["geometry"]));
    }
    let schema = |collection: &str| server.json(&format!("/collections/{collection}/schema"))["properties"].clone();
    assert_eq!(schema("admin2")["area_km2"]["x-ogc-unit"], "km2");
    assert_eq!(schema("admin2")["return_migrants"]["type"], json!(["integer", "null"]));
    assert_eq!(schema("admin2")["return_migrants_status"]["enum"], json!(["reported", "no_data", "suppressed"]));
    assert_eq!(schema("admin2")["year"]["type"], "string");
    assert_eq!(schema("communities")["geometry"]["format"], "geometry-point");
    assert_eq!(schema("communities")["hospital"]["enum"], json!(["available", "lacking", "no_data"]));
}

/// GDAL takes types from the schema that describes a collection, where GeoJSON has the properties.
#[test]
fn the_schema_has_property_types_for_gdal() {
    let server = Server::of_sample();
    for collection in COLLECTIONS {
        let document = server.json(&format!("/collections/{collection}"));
        let links = document["links"].as_array().expect("links");
        let of = |rel: &str| -> Vec<&str> {
            let found = links.iter().filter(|link| link["rel"] == rel && link["type"] == "application/schema+json");
            found.map(|link| link["href"].as_str().expect("an address")).collect()
        };
        let address = format!("{}/collections/{collection}", server.base);
        assert_eq!(of("describedby"), [format!("{address}/schema")]);
        assert_eq!(of("http://www.opengis.net/def/rel/ogc/1.0/schema"), [format!("{address}/schema")]);
        assert_eq!(of("http://www.opengis.net/def/rel/ogc/1.0/queryables"), [format!("{address}/queryables")]);
        let described: Vec<&Json> = links.iter().filter(|link| link["rel"] == "describedby").collect();
        assert_eq!(described.len(), 1, "nothing else is in its place: {described:?}");

        let schema = server.json(&format!("/collections/{collection}/schema"));
        let types = schema["allOf"][0]["properties"]["properties"]["properties"].as_object().expect("properties");
        for (name, property) in schema["properties"].as_object().expect("properties") {
            let (full, plain) = (&property["type"], types.get(name).map(|property| &property["type"]));
            if name == "id" || name == "geometry" {
                assert_eq!(plain, None);
            } else {
                assert_eq!(plain, full.as_array().map_or(Some(full), |kinds| kinds.first()), "{name}");
            }
        }
    }
}

#[test]
fn every_queryable_filters() {
    let server = Server::of_sample();
    for collection in COLLECTIONS {
        let queryables = server.json(&format!("/collections/{collection}/queryables"));
        assert_eq!((&queryables["additionalProperties"], &queryables["type"]), (&json!(false), &json!("object")));
        let properties = queryables["properties"].as_object().expect("properties");
        for name in properties.keys().filter(|name| *name != "geometry") {
            let answer = server.get(&format!("/collections/{collection}/items?limit=1&sortby={name}"));
            assert_eq!(answer.status, 200, "{collection} {name}");
        }
        assert_eq!(properties["geometry"]["x-ogc-role"], "primary-geometry");
    }
    for page in ["schema", "queryables"] {
        let html = server.get(&format!("/collections/admin2/{page}?f=html")).text();
        assert!(html.contains("return_migrants_status") && html.contains("no_data"), "{html}");
        assert_eq!(server.get(&format!("/collections/nope/{page}")).status, 404);
        assert_eq!(server.get(&format!("/collections/admin2/{page}?round=nope")).status, 400);
    }
}
