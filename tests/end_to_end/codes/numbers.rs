//! Official numbers as codes. They look like numbers, and are none.

use fixtures::Dataset;
use serde_json::{Value as Json, json};
use tests::Server;

use super::{assert_edition_is_the_same, findings, kerben, texts};
use crate::archives::opened::{Archive, Pmtiles};
use crate::tiles::Tile;

#[test]
fn a_dataset_with_official_numbers_is_sound_and_survives_an_edition() {
    let dataset = Dataset::official_numbers().write();
    assert_eq!(findings(dataset.path()), Vec::<Json>::new());
    assert_edition_is_the_same(
        dataset.path(),
        &[
            "/collections/admin1",
            "/collections/admin2",
            "/collections/admin2/schema",
            "/collections/admin2/items",
            "/collections/admin1/items/04",
            "/collections/communities/items",
            "/indicators/emigrants/values?by=admin1&within=04",
            "/tiles/admin2/7/90/47.mvt",
        ],
    );
}

#[test]
fn official_numbers_are_texts_in_every_answer_and_keep_their_zeros() {
    let dataset = Dataset::official_numbers().write();
    let server = Server::start(dataset.path());
    let provinces = server.json("/collections/admin1/items");
    assert_eq!(texts(&provinces["features"], "id"), ["04", "17"]);
    assert_eq!(texts(&provinces["features"], "pcode"), ["04", "17"]);
    let districts = server.json("/collections/admin2/items");
    assert_eq!(texts(&districts["features"], "pcode"), ["1701", "4101", "4102"]);
    assert_eq!(texts(&districts["features"], "parent"), ["17", "04", "04"]);
    assert_eq!(districts["features"][0]["properties"]["pcode_official"], json!(true));
    let communities = server.json("/collections/communities/items?sortby=id");
    assert_eq!(texts(&communities["features"], "admin2"), ["4101", "4102", "1701", "1701"]);
    assert_eq!(texts(&communities["features"], "admin1"), ["04", "04", "17", "17"]);
    // A column is text to clients that read types, and to those that read bytes.
    let csv = server.get("/collections/admin2/items?f=csv").text();
    assert!(csv.contains("\r\n4101,") || csv.contains("\n4101,"), "{csv}");
    let schema = server.json("/collections/admin1/schema");
    let pcode = &schema["properties"]["pcode"];
    assert_eq!((&pcode["type"], &pcode["title"]), (&json!("string"), &json!("Official number")));
    assert!(pcode["description"].as_str().is_some_and(|text| text.starts_with("Official number, or a provisional id")));
    assert_eq!(schema["properties"]["pcode_official"]["title"], "Official code");
    let of_district = server.json("/collections/admin2/schema");
    assert_eq!(of_district["properties"]["parent"]["title"], "Official number of the parent");
    let codes = |level: &str| server.json(&format!("/collections/{level}"))["codes"].clone();
    assert_eq!([codes("admin0"), codes("admin1"), codes("admin2")], [Json::Null, json!("number"), json!("number")]);
}

#[test]
fn a_code_of_digits_is_found_as_text_only() {
    let dataset = Dataset::official_numbers().write();
    let server = Server::start(dataset.path());
    assert_eq!(server.json("/collections/admin1/items/04")["properties"]["name"], "West");
    assert_eq!(server.get("/collections/admin1/items/4").status, 404);
    assert_eq!(server.get("/collections/admin1/items/4.0").status, 404);
    let values = server.json("/indicators/emigrants/values?by=admin2&within=04&year=2023");
    assert_eq!(texts(&values["rows"], "pcode"), ["4101", "4102"]);
    assert_eq!(values["total"]["value"], 35);
    let problem = server.get("/indicators/emigrants/values?by=admin2&within=4");
    assert_eq!(problem.status, 400);
    assert!(problem.text().contains("there is no unit `4`") && problem.text().contains("as in `pcode`"));
    let compact = server.json("/indicators/emigrants/values?by=admin2&f=compact");
    assert_eq!(compact["ids"], json!(["1701", "4101", "4102"]));
    let nearest = server.json("/nearest?lon=74.2&lat=42.5&of=communities&limit=1");
    assert!(nearest.to_string().contains("\"4101\""), "{nearest}");
    let lists = server.json("/services/hospital/communities?within=17");
    assert_eq!(texts(&lists["features"], "admin2"), ["1701"]);
    let sorted = server.json("/collections/admin2/items?sortby=-pcode&properties=pcode");
    assert_eq!(texts(&sorted["features"], "pcode"), ["4102", "4101", "1701"]);
}

#[test]
fn official_numbers_are_texts_in_tiles_maps_pages_and_archives() {
    let dataset = Dataset::official_numbers().write();
    let server = Server::start(dataset.path());
    let tile = Tile { z: 6, x: 45, y: 23 };
    let layers = tile.layers(&server, "admin1", "");
    let codes = |layer: &str| -> Vec<Json> { layers[layer].iter().map(|f| f.attributes["pcode"].clone()).collect() };
    assert_eq!(
        (codes("admin1"), codes("admin1_labels")),
        (vec![json!("04"), json!("17")], vec![json!("04"), json!("17")])
    );
    let inner = layers["admin1_borders"].iter().find(|border| border.attributes["outer"] == json!(false));
    let inner = inner.expect("a border between provinces");
    assert_eq!((&inner.attributes["left"], &inner.attributes["right"]), (&json!("04"), &json!("17")));
    assert_eq!(
        server.json("/tiles/admin1.json")["vector_layers"][0]["fields"]["pcode"]
            .as_str()
            .map(|text| text.contains("Official number")),
        Some(true)
    );

    let map = server.json("/maps/return_migrants?by=admin2&within=04");
    let style = map["style"].to_string();
    assert!(style.contains(r#"["4101","4102"]"#), "{style}");
    let page = server.get("/collections/admin1/items?f=html").text();
    assert!(page.contains("<div>04</div>"), "{page}");
    for path in
        ["/?f=html", "/embed?indicator=return_migrants&by=admin1&within=04", "/collections/admin1/items/04?f=html"]
    {
        assert_eq!(server.get(path).status, 200, "{path}");
    }

    let folder = tempfile::tempdir().expect("a folder");
    let archive = folder.path().join("districts.pmtiles");
    kerben(&[
        "export",
        "admin2",
        &dataset.path().to_string_lossy(),
        "-o",
        &archive.to_string_lossy(),
        "--maxzoom",
        "6",
    ]);
    let archive = Pmtiles::open(&archive);
    let field = archive.metadata()["vector_layers"][0]["fields"]["pcode"].clone();
    assert!(field.as_str().is_some_and(|text| text.contains("Official number")), "{field}");
    let district = Tile { z: 6, x: 45, y: 23 }.features(&server, "admin2", "");
    assert!(district.iter().all(|feature| feature.attributes["pcode"].is_string()));
}
