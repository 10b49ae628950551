//! Borders between countries: a collection of lines, in tiles, and drawn by what their status is.

use std::process::Command;

use fixtures::Dataset;
use fixtures::boundaries::collection;
use serde_json::{Value as Json, json};
use tests::{Server, binary};

use crate::tiles::decoded::Tile;

const TILE: Tile = Tile { z: 5, x: 22, y: 11 };

const SECTION: &str = r#"
[borders]
file = "borders.geojson"
sources = ["survey"]
as_of = "2024-05-01"
columns = { id = "id", status = "status" }
"#;

fn with_borders() -> Dataset {
    let stretch = |id: &str, status: &str, kind: &str, coordinates: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{"id":"{id}","status":"{status}"}},"geometry":{{"type":"{kind}","coordinates":{coordinates}}}}}"#
        )
    };
    let mut dataset = Dataset::sandland();
    dataset.append("dataset.toml", SECTION);
    dataset.put(
        "borders.geojson",
        collection(&[
            stretch("south", "agreed", "LineString", "[[74,42],[76,42]]"),
            stretch("north", "undetermined", "LineString", "[[74,43],[76,43]]"),
            stretch("east", "line_of_control", "MultiLineString", "[[[76,42],[76,42.4]],[[76,42.6],[76,43]]]"),
        ]),
    );
    dataset
}

fn ids(page: &Json) -> Vec<&str> {
    page["features"]
        .as_array()
        .expect("features")
        .iter()
        .map(|feature| feature["id"].as_str().expect("an id"))
        .collect()
}

#[test]
fn borders_are_a_collection_of_lines() {
    let folder = with_borders().write();
    let server = Server::start(folder.path());
    let page = server.json("/collections/international_borders/items");
    assert_eq!(ids(&page), ["east", "north", "south"]);
    let east = &page["features"][0];
    assert_eq!(east["properties"], json!({ "id": "east", "status": "line_of_control", "as_of": "2024-05-01" }));
    assert_eq!(east["geometry"]["type"], "MultiLineString");
    assert_eq!(
        page["features"][1]["geometry"],
        json!({ "type": "LineString", "coordinates": [[74.0, 43.0], [76.0, 43.0]] })
    );
    let note = "International borders as of 1 May 2024: dashed where undetermined, dotted along a line of control.";
    assert_eq!(page["notes"], json!([note]));

    let found = |query: &str| ids(&server.json(&format!("/collections/international_borders/items?{query}"))).join(" ");
    assert_eq!(found("bbox=74,41.9,75,42.1"), "south");
    assert_eq!(found("bbox=75.9,42.45,77,42.55"), "", "between the parts of a line");
    assert_eq!(found("sortby=status"), "south east north");
    let mercator = "http://www.opengis.net/def/crs/EPSG/0/3857";
    let one = server.json(&format!("/collections/international_borders/items/south?crs={mercator}"));
    let x = one["geometry"]["coordinates"][0][0].as_f64().expect("a number");
    assert!((x - 8_237_642.3).abs() < 1.0, "{x}");
    assert_eq!(found(&format!("bbox=8237000,5150000,8300000,5170000&bbox-crs={mercator}")), "south");

    let csv = server.get("/collections/international_borders/items?f=csv").text();
    assert_eq!(csv.lines().nth(1), Some("east,line_of_control,2024-05-01"));
    assert_eq!(
        server.json("/collections/international_borders")["extent"]["spatial"]["bbox"][0],
        json!([74.0, 42.0, 76.0, 43.0])
    );
    let schema = server.json("/collections/international_borders/schema");
    assert_eq!(schema["properties"]["geometry"]["format"], "geometry-linestring-or-multilinestring");
    assert_eq!(schema["properties"]["status"]["enum"].as_array().map(Vec::len), Some(6));
    for path in [
        "/collections/international_borders/items?f=html",
        "/collections/international_borders/queryables",
        "/?f=html",
        "/collections/international_borders/tiles",
    ] {
        assert_eq!(server.get(path).status, 200, "{path}");
    }
}

#[test]
fn borders_are_in_tiles_of_every_zoom_and_drawn_by_their_status() {
    let folder = with_borders().write();
    let server = Server::start(folder.path());
    let features = TILE.features(&server, "international_borders", "");
    let mut statuses: Vec<&str> = features.iter().map(|feature| feature.text("status")).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, ["agreed", "line_of_control", "undetermined"]);
    let lines: usize = features.iter().map(|feature| feature.lines().len()).sum();
    assert_eq!(lines, 4);
    for z in [0, 3, 8, 11] {
        let scale = 1 << z;
        let all = Tile::around([74.0, 42.0, 76.0, 43.0], z);
        let with_some = all.iter().filter(|tile| !tile.features(&server, "international_borders", "").is_empty());
        assert!(with_some.count() > 0, "{scale}");
    }
    let tile_json = server.json("/tiles/international_borders.json");
    assert_eq!(tile_json["vector_layers"][0]["id"], "international_borders");
    assert!(tile_json["vector_layers"][0]["fields"]["as_of"].is_string());

    let map = server.json("/maps/return_migrants?by=admin2&year=2023");
    let layers = map["style"]["layers"].as_array().expect("layers");
    let drawn =
        |id: &str| layers.iter().find(|layer| layer["id"] == id).map(|layer| layer["paint"]["line-dasharray"].clone());
    assert_eq!(drawn("kerben-border-undetermined"), Some(json!([4.0, 3.0])));
    assert_eq!(drawn("kerben-border-line-of-control"), Some(json!([1.0, 2.0])));
    assert_eq!(drawn("kerben-border-agreed"), None, "the outline of the country is there");
    let tiles = map["style"]["sources"]["kerben-international-borders"]["tiles"][0].as_str().expect("a template");
    assert!(tiles.ends_with("/tiles/international_borders/{z}/{x}/{y}.mvt"), "{tiles}");
    assert!(
        map["notes"]
            .as_array()
            .expect("notes")
            .iter()
            .any(|note| note.as_str().is_some_and(|note| note.starts_with("International borders as of 1 May 2024")))
    );

    let editions = tempfile::tempdir().expect("a folder");
    let built = Command::new(binary()).arg("build").arg(folder.path()).arg("-o").arg(editions.path()).output();
    assert!(built.expect("kerben build").status.success());
    let edition = Server::start(editions.path());
    for path in [
        "/collections/international_borders/items",
        "/tiles/international_borders/5/22/11.mvt",
        "/maps/return_migrants?by=admin2&year=2023",
    ] {
        let of = |server: &Server| server.get(path).text().replace(&server.base, "");
        assert_eq!(of(&edition), of(&server), "{path}");
    }
}

#[test]
fn a_dataset_without_borders_has_no_such_collection() {
    let folder = Dataset::sandland().write();
    let server = Server::start(folder.path());
    assert_eq!(server.get("/collections/international_borders").status, 404);
    assert!(!server.get("/collections").text().contains("international_borders"));
    assert!(!server.get("/api").text().contains("international_borders"));
    assert!(!server.get("/maps/return_migrants?year=2023").text().contains("international"));
}

#[test]
fn borders_are_drawn_alike_where_the_dataset_wants_that() {
    let mut dataset = with_borders();
    dataset.append("dataset.toml", "\n[boundaries]\npolicy = \"as_given\"\n");
    let folder = dataset.write();
    let server = Server::start(folder.path());
    let map = server.json("/maps/return_migrants?by=admin2&year=2023");
    let layers = map["style"]["layers"].as_array().expect("layers");
    assert!(layers.iter().all(|layer| !layer["id"].as_str().expect("an id").starts_with("kerben-border")));
    let notes = map["notes"].to_string();
    assert!(notes.contains("International borders as of 1 May 2024.") && !notes.contains("dotted"), "{notes}");
    assert!(notes.contains("drawn as the dataset gives them"), "{notes}");
}
