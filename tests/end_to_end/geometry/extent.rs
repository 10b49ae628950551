use std::process::Command;

use serde_json::{Value as Json, json};
use tests::{Server, binary, dataset};

fn numbers(json: &Json) -> Vec<f64> {
    json.as_array().unwrap_or_else(|| panic!("no list: {json}")).iter().filter_map(Json::as_f64).collect()
}

/// Fiji lies on both sides of the antimeridian, four degrees wide.
#[test]
fn the_bbox_of_a_country_across_the_antimeridian_is_not_the_world() {
    let server = Server::start(&dataset("antimeridian-extent"));
    // OGC API Features and GeoJSON: west above east.
    let collection = server.json("/collections/admin1");
    assert_eq!(collection["extent"]["spatial"]["bbox"], json!([[177.0, -18.0, -179.0, -16.0]]));
    let listed = server.json("/collections");
    assert_eq!(listed["collections"][0]["extent"], collection["extent"]);
    // TileJSON knows no such box: readers would take it for an empty one.
    let tile_json = server.json("/tiles/admin1.json");
    assert_eq!(tile_json["bounds"], json!([-180.0, -18.0, 180.0, -16.0]));
    assert_eq!(numbers(&tile_json["center"]), [179.0, -17.0, 6.0]);
}

/// A map opens on an unbroken box, and its tiles may be on both sides.
#[test]
fn a_map_opens_on_a_country_across_the_antimeridian() {
    let server = Server::start(&dataset("antimeridian-districts"));
    for (map, bounds) in [
        ("/maps/return_migrants?by=admin2", [177.0, -18.0, 181.0, -16.0]),
        ("/maps/return_migrants?by=admin2&within=FJ2", [179.0, -18.0, 181.0, -16.0]),
        ("/maps/return_migrants?by=admin2&within=FJ23", [-180.0, -18.0, -179.0, -17.0]),
    ] {
        let map = server.json(map);
        assert_eq!(numbers(&map["bounds"]), bounds);
        if bounds[2] > 180.0 {
            assert_eq!(numbers(&map["style"]["sources"]["kerben"]["bounds"]), [-180.0, -18.0, 180.0, -16.0]);
        }
    }
    // Points too.
    let communities = server.json("/collections/communities");
    assert_eq!(communities["extent"]["spatial"]["bbox"], json!([[177.5, -17.5, -179.9, -16.5]]));
}

#[test]
fn the_bbox_of_an_extent_finds_every_feature() {
    let server = Server::start(&dataset("antimeridian-extent"));
    let found = |bbox: &str| server.json(&format!("/collections/admin1/items?bbox={bbox}"))["numberMatched"].clone();
    assert_eq!(found("177,-18,-179,-16"), 1);
    assert_eq!(found("179.5,-17,-179.5,-16"), 1);
    assert_eq!(found("-179.5,-17,-179,-16"), 1);
    assert_eq!(found("-178,-18,176,-16"), 0, "what it does not have");
}

#[test]
fn the_centre_of_an_archive_lies_in_a_country_across_the_antimeridian() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("fiji");
    let exported = Command::new(binary())
        .args(["export", "admin1"])
        .arg(dataset("antimeridian-extent"))
        .arg("-o")
        .arg(&target)
        .args(["--maxzoom", "3"])
        .output()
        .expect("the binary runs");
    assert!(exported.status.success(), "{}", String::from_utf8_lossy(&exported.stderr));
    let document = std::fs::read(target.join("tiles.json")).expect("a TileJSON");
    let document: Json = serde_json::from_slice(&document).expect("JSON");
    assert_eq!(numbers(&document["bounds"]), [-180.0, -18.0, 180.0, -16.0]);
    assert_eq!(numbers(&document["center"]), [179.0, -17.0, 3.0]);
}
