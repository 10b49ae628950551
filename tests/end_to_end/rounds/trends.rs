//! The trend over rounds: one line for one definition.

use serde_json::json;

use super::{alike, redefined, served};

#[test]
fn rounds_of_one_definition_are_one_segment() {
    let (server, _folder) = served(&alike());
    let trend = server.json("/rounds/trend?indicator=idps&by=admin1");
    assert_eq!(trend["segments"], json!([{ "rounds": ["zzz-d1", "zzz-d2"], "breaks": [] }]));
    let values = trend["rows"][0]["values"].as_array().expect("values").clone();
    let of = |at: usize| (values[at]["round"].clone(), values[at]["segment"].clone(), values[at]["value"].clone());
    assert_eq!(of(0), (json!("zzz-d1"), json!(0), json!(40)));
    assert_eq!(of(1), (json!("zzz-d2"), json!(0), json!(42)));
    assert_eq!((&trend["total"][0]["value"], &trend["total"][1]["value"]), (&json!(167), &json!(203)));
    let page = server.get("/rounds/trend?indicator=idps&f=html").text();
    assert_eq!((page.matches("<polyline").count(), page.matches("<line class=\"break\"").count()), (1, 0), "{page}");
}

#[test]
fn a_line_breaks_where_the_definition_changes() {
    let mut dataset = alike();
    redefined(&mut dataset);
    let (server, _folder) = served(&dataset);
    let trend = server.json("/rounds/trend?indicator=idps&by=admin0");
    let segments = trend["segments"].as_array().expect("segments");
    assert_eq!((&segments[0]["rounds"], &segments[1]["rounds"]), (&json!(["zzz-d1"]), &json!(["zzz-d2"])));
    assert_eq!(segments[1]["breaks"][0]["difference"], "definition");
    assert_eq!(trend["rounds"][1]["segment"], 1);
    let page = server.get("/rounds/trend?indicator=idps&f=html").text();
    assert_eq!((page.matches("<polyline").count(), page.matches("<line class=\"break\"").count()), (0, 1), "{page}");
    assert!(page.contains("Why the line breaks") && page.contains("People who fled in the last two years."), "{page}");
}

#[test]
fn other_places_are_said_beside_the_line() {
    let (server, _folder) = super::displaced();
    let trend = server.json("/rounds/trend");
    assert_eq!((&trend["indicator"], &trend["segments"][0]["rounds"]), (&json!("idps"), &json!(["zzz-d1", "zzz-d2"])));
    assert_eq!(trend["rounds"][1]["differences"][0]["difference"], "coverage");
    let csv = server.get("/rounds/trend?f=csv").text();
    assert!(csv.contains("ZZ01,West,zzz-d2,2024-10-31,0,42,reported,"), "{csv}");
}

#[test]
fn a_single_round_is_a_point() {
    let (server, _folder) = served(&super::Dataset::sandland());
    let trend = server.json("/rounds/trend?year=2023");
    assert_eq!(trend["segments"].as_array().map(Vec::len), Some(1));
    assert_eq!(server.get("/rounds/trend?year=1999").json()["parameter"], "year");
    assert_eq!(server.json("/rounds").get("links"), None, "nothing to compare");
}
