//! What lies around the country: in tiles, below and above the units of maps, in notes and citations; as the dataset chooses.

use std::process::Command;

use fast_mvt::MvtReaderRef;
use fixtures::Dataset;
use fixtures::boundaries::{collection, feature, rectangle};
use serde_json::Value as Json;
use tests::{Server, binary};

const MAP: &str = "/maps/return_migrants?by=admin2&year=2023";

fn layers_of(tile: &[u8]) -> Vec<String> {
    let reader = MvtReaderRef::new(tile).expect("a tile");
    reader.layers().map(|layer| layer.name().to_owned()).collect()
}

fn style_layers(map: &Json) -> Vec<&str> {
    map["style"]["layers"].as_array().expect("layers").iter().filter_map(|layer| layer["id"].as_str()).collect()
}

fn cited(map: &Json) -> bool {
    map["sources"].as_array().expect("sources").iter().any(|source| source["id"] == "natural-earth")
}

#[test]
fn a_map_shows_what_lies_around_and_cites_it() {
    let folder = Dataset::sandland().write();
    let server = Server::start(folder.path());
    let map = server.json(MAP);
    let layers = style_layers(&map);
    let at = |id: &str| layers.iter().position(|layer| *layer == id).unwrap_or_else(|| panic!("no {id} in {layers:?}"));
    assert!(at("kerben-context-neighbours") < at("kerben-fill-class-1"));
    // A lake hides the borders of districts, not those of the country.
    assert!(at("kerben-line-admin2") < at("kerben-context-lakes"));
    assert!(at("kerben-context-lakes") < at("kerben-line-admin0"));
    assert!(at("kerben-context-country") < at("kerben-label"));
    let notes = map["notes"].to_string();
    assert!(notes.contains("Neighbouring countries are drawn from Natural Earth"), "{notes}");
    assert!(cited(&map));
    let source = &map["style"]["sources"]["kerben-context"];
    assert_eq!(source["attribution"], "Made with Natural Earth.");
    assert!(source["tiles"][0].as_str().expect("a template").ends_with("/tiles/context/{z}/{x}/{y}.mvt"));

    let tile = server.get("/tiles/context/4/11/5.mvt");
    assert_eq!(tile.header("content-type"), Some("application/vnd.mapbox-vector-tile"));
    assert_eq!(layers_of(&tile.body), ["countries", "lakes", "rivers", "places", "labels"]);
    let tile_json = server.json("/tiles/context.json");
    assert_eq!(tile_json["maxzoom"], 10);
    assert!(tile_json["vector_layers"][0]["fields"]["own"].is_string(), "{tile_json}");
    assert_eq!(server.get("/tiles/context/4/99/5.mvt").status, 404);
    assert_eq!(server.get("/tiles/context/4/11/5.mvt?year=2023").status, 400);
}

#[test]
fn a_dataset_has_lakes_of_its_own_and_a_policy() {
    let mut dataset = Dataset::sandland();
    dataset.append(
        "dataset.toml",
        r#"
[context]
countries = false
rivers = false
places = false
lakes = { file = "lakes.geojson", sources = ["survey"], columns = { name_en = "name" } }

[boundaries]
policy = "un"
"#,
    );
    dataset.put("lakes.geojson", collection(&[feature(r#""name":"Sandlake""#, &rectangle([74.2, 42.2, 74.6, 42.5]))]));
    let folder = dataset.write();
    let server = Server::start(folder.path());
    let map = server.json(MAP);
    let layers = style_layers(&map);
    assert!(layers.contains(&"kerben-context-lakes") && !layers.contains(&"kerben-context-neighbours"), "{layers:?}");
    let notes = map["notes"].to_string();
    assert!(notes.contains("do not imply official endorsement or acceptance by the United Nations"), "{notes}");
    assert!(!notes.contains("Natural Earth") && !cited(&map), "{notes}");
    let tile = server.get("/tiles/context/6/45/23.mvt");
    assert_eq!(layers_of(&tile.body), ["lakes", "labels"]);

    let editions = tempfile::tempdir().expect("a folder");
    let built = Command::new(binary()).arg("build").arg(folder.path()).arg("-o").arg(editions.path()).output();
    assert!(built.expect("kerben build").status.success());
    let edition = Server::start(editions.path());
    assert_eq!(edition.get("/tiles/context/6/45/23.mvt").body, tile.body);
    let of = |server: &Server| server.get(MAP).text().replace(&server.base, "");
    assert_eq!(of(&edition), of(&server));
}

#[test]
fn a_dataset_without_context_has_none_of_it() {
    let mut dataset = Dataset::sandland();
    let text = format!("context = false\n{}", dataset.text("dataset.toml"));
    dataset.put("dataset.toml", text);
    let folder = dataset.write();
    let server = Server::start(folder.path());
    let map = server.json(MAP);
    assert!(style_layers(&map).iter().all(|layer| !layer.starts_with("kerben-context")));
    assert!(map["style"]["sources"].get("kerben-context").is_none() && !cited(&map));
    assert_eq!(server.get("/tiles/context/4/11/5.mvt").status, 204);
}
