//! The OpenAPI document in the shape that OGC API Features asks for, as the conformance suite of the OGC reads it (ets-ogcapi-features10).

use serde_json::{Value as Json, json};
use tests::Server;

const ITEMS: &str = "/collections/{collection}/items";

/// The parameter of the operation at a path.
fn parameter<'a>(api: &'a Json, path: &str, name: &str) -> &'a Json {
    let parameters = api["paths"][path]["get"]["parameters"].as_array().unwrap_or_else(|| panic!("no {path}"));
    parameters.iter().find(|parameter| parameter["name"] == name).unwrap_or_else(|| panic!("{path} has no {name}"))
}

/// Abstract tests 14, 16 and 18: fc-bbox-definition, fc-limit-definition, fc-time-definition.
#[test]
fn items_are_described_as_the_standard_defines_its_parameters() {
    let server = Server::of_sample();
    let api = server.json("/api");
    for name in ["bbox", "limit", "datetime"] {
        let described = parameter(&api, ITEMS, name);
        let head = ["in", "required", "style", "explode"].map(|member| described[member].clone());
        assert_eq!(head, [json!("query"), json!(false), json!("form"), json!(false)], "{name}");
    }
    let schema = |name| &parameter(&api, ITEMS, name)["schema"];
    let members = |schema: &Json, names: &[&str]| names.iter().map(|name| schema[*name].clone()).collect::<Vec<Json>>();
    assert_eq!(
        members(schema("limit"), &["type", "minimum", "maximum", "default"]),
        [json!("integer"), json!(1), json!(10_000), json!(100)]
    );
    assert_eq!(
        members(schema("bbox"), &["type", "minItems", "maxItems", "items"]),
        [json!("array"), json!(4), json!(6), json!({ "type": "number" })]
    );
    assert_eq!(schema("datetime")["type"], "string");
}

/// The suite fills in path parameters from their `enum`, and asks every collection that it finds so.
#[test]
fn collections_in_a_path_are_those_of_the_dataset() {
    let server = Server::of_sample();
    let (api, collections) = (server.json("/api"), server.json("/collections"));
    let ids: Vec<Json> =
        collections["collections"].as_array().expect("collections").iter().map(|one| one["id"].clone()).collect();
    let paths = api["paths"].as_object().expect("paths");
    let with_collection = paths.iter().filter(|(path, _)| path.contains("{collection}"));
    let mut seen = 0;
    for (path, _) in with_collection {
        assert_eq!(parameter(&api, path, "collection")["schema"]["enum"], json!(ids), "{path}");
        seen += 1;
    }
    assert!(seen > 3);
}

/// What may be sent is said of every query parameter: one text, lists joined by commas; path parameters are always there.
#[test]
fn every_parameter_has_style_and_explode() {
    let server = Server::of_sample();
    let api = server.json("/api");
    for (path, item) in api["paths"].as_object().expect("paths") {
        for parameter in item["get"]["parameters"].as_array().expect("parameters") {
            let name = &parameter["name"];
            match parameter["in"].as_str() {
                Some("query") => {
                    assert_eq!(
                        (&parameter["style"], &parameter["explode"]),
                        (&json!("form"), &json!(false)),
                        "{path} {name}"
                    );
                    assert!(
                        parameter["schema"]["type"] != "array" || parameter["schema"]["items"].is_object(),
                        "{path} {name}"
                    );
                }
                Some("path") => assert_eq!(parameter["required"], true, "{path} {name}"),
                other => panic!("{path} {name} is in {other:?}"),
            }
        }
        let responses = &item["get"]["responses"];
        assert!(responses["200"].is_object() && responses["400"].is_object(), "{path}");
    }
}
