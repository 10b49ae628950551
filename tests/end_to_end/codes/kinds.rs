//! Codes of every kind: what is accepted, what is refused and how, and that layers may differ.

use fixtures::Dataset;
use serde_json::{Value as Json, json};
use tests::Server;

use super::{assert_edition_is_the_same, findings, texts};

/// The only finding, as `code: file, place: message`.
fn only(dataset: &Dataset) -> String {
    let folder = dataset.write();
    let found = findings(folder.path());
    assert_eq!(found.len(), 1, "{found:?}");
    let text = |member: &str| found[0][member].as_str().unwrap_or_default().to_owned();
    format!("{}: {}", text("code"), text("message"))
}

/// Sandland with provinces and districts of two kinds.
fn mixed() -> Dataset {
    let mut dataset = Dataset::sandland();
    dataset.recode("admin1", "iso-3166-2", &[("ZZ01", "ZZ-W"), ("ZZ02", "ZZ-10")]);
    dataset.recode("admin2", "gadm", &[("ZZ0101", "ZZZ.1.1_1"), ("ZZ0102", "x-oasis"), ("ZZ0201", "ZZZ.2.1_1")]);
    dataset
}

#[test]
fn layers_may_have_codes_of_different_kinds() {
    let dataset = mixed();
    let folder = dataset.write();
    assert_eq!(findings(folder.path()), Vec::<Json>::new());
    let server = Server::start(folder.path());
    let districts = server.json("/collections/admin2/items");
    assert_eq!(texts(&districts["features"], "pcode"), ["ZZZ.1.1_1", "ZZZ.2.1_1", "x-oasis"]);
    assert_eq!(texts(&districts["features"], "parent"), ["ZZ-W", "ZZ-10", "ZZ-W"]);
    let official: Vec<&Json> = districts["features"]
        .as_array()
        .expect("features")
        .iter()
        .map(|f| &f["properties"]["pcode_official"])
        .collect();
    assert_eq!(official, [&json!(true), &json!(true), &json!(false)]);
    assert_eq!(server.json("/collections/admin2/items/ZZZ.1.1_1")["properties"]["name"], "Dunes");
    assert_eq!(server.json("/collections/admin1/items/ZZ-10")["properties"]["name"], "East");
    let values = server.json("/indicators/return_migrants/values?by=admin2&within=ZZ-W");
    assert_eq!(texts(&values["rows"], "pcode"), ["ZZZ.1.1_1", "x-oasis"]);
    assert_eq!(server.json("/collections/admin2/schema")["properties"]["pcode"]["title"], "GADM id");
    assert_eq!(
        server.json("/collections/admin2/schema")["properties"]["parent"]["title"],
        "ISO 3166 code of the parent"
    );
    assert_eq!(server.get("/collections/admin2/items/ZZZ.1.1_1?f=html").status, 200);
    assert_edition_is_the_same(
        folder.path(),
        &["/collections/admin2/items", "/collections/admin2/items/ZZZ.1.1_1", "/collections/communities/items"],
    );
}

#[test]
fn ids_of_geoboundaries_and_other_texts_are_codes() {
    let mut dataset = Dataset::sandland();
    let ids = ["74538382B60423516893202", "74538382160423516893203", "74538382B60423516893204"];
    dataset.recode("admin2", "geoboundaries", &[("ZZ0101", ids[0]), ("ZZ0102", ids[1]), ("ZZ0201", ids[2])]);
    dataset.recode("admin1", "text", &[("ZZ01", "ZZ.WE"), ("ZZ02", "2")]);
    dataset.recode("admin0", "iso-3166-2", &[("ZZ", "ZZZ")]);
    let folder = dataset.write();
    assert_eq!(findings(folder.path()), Vec::<Json>::new());
    let server = Server::start(folder.path());
    let districts = server.json("/collections/admin2/items?sortby=name");
    assert_eq!(texts(&districts["features"], "pcode"), ids);
    // More digits than a number keeps.
    assert_eq!(server.json(&format!("/collections/admin2/items/{}", ids[1]))["id"], ids[1]);
    assert_eq!(server.json("/collections/admin1/items/ZZ.WE")["properties"]["name"], "West");
    assert_eq!(server.json("/rounds")["rounds"][0]["country"], "ZZZ");
}

#[test]
fn a_number_that_was_written_anew_is_refused_by_name() {
    for (kind, label) in [("number", "an official number"), ("gadm", "a GADM id"), ("text", "a code")] {
        let mut dataset = Dataset::sandland();
        let codes = if kind == "gadm" { ["ZZZ.1_1", "ZZZ.2_1", "ZZZ.3_1"] } else { ["4101", "4102", "1701"] };
        dataset.recode("admin2", kind, &[("ZZ0101", codes[0]), ("ZZ0102", codes[1]), ("ZZ0201", codes[2])]);
        for anew in ["4.1702E+13", "41702000000000.0"] {
            let mut broken = dataset.clone();
            broken.edit("communities.csv", &format!("42.5,{}", codes[0]), format!("42.5,{anew}"));
            let found = only(&broken);
            assert!(found.starts_with(&format!("code_is_a_number: `{anew}` is a number")), "{found}");
            assert!(found.contains(label) && found.contains("store it as text"), "{found}");
        }
    }
    let mut dataset = Dataset::official_numbers();
    dataset.edit("districts.csv", "4101,30", "4101.0,30");
    let folder = dataset.write();
    let found = findings(folder.path());
    assert_eq!((&found[0]["code"], &found[0]["location"]["row"]), (&json!("code_is_a_number"), &json!(2)), "{found:?}");
}

#[test]
fn numbers_in_a_file_are_codes_only_where_the_layer_says_so() {
    // Decimals may have lost digits.
    let mut dataset = Dataset::official_numbers();
    dataset.edit("admin2.geojson", "\"pcode\": 4101", "\"pcode\": 4.101e3");
    let found = only(&dataset);
    assert!(found.starts_with("code_is_a_number: `4101` is stored as a number with decimals"), "{found}");
    // Without the kind they are what they always were.
    let mut dataset = Dataset::sandland();
    dataset.edit("admin2.geojson", "\"pcode\": \"ZZ0201\"", "\"pcode\": 1701");
    let found = only(&dataset);
    assert!(found.starts_with("pcode_is_a_number: `1701` is a number, not a P-code"), "{found}");
    let mut dataset = mixed();
    dataset.edit("admin2.geojson", "\"pcode\": \"ZZZ.2.1_1\"", "\"pcode\": 1701");
    let found = only(&dataset);
    assert!(found.starts_with("code_is_a_number: `1701` is a number, not a GADM id"), "{found}");
}

#[test]
fn zeros_that_a_program_dropped_are_named() {
    let mut dataset = Dataset::official_numbers();
    dataset.edit("admin2.geojson", "\"parent\": \"04\", \"name\": \"Dunes\"", "\"parent\": 4, \"name\": \"Dunes\"");
    let found = only(&dataset);
    let message =
        "parent_unknown: there is no province `4` in the layer `admin1`; there is `04`: did a program drop zeros?";
    assert_eq!(found, message);
    let mut dataset = Dataset::official_numbers();
    dataset.edit("districts.csv", "1701,12", "01701,12");
    let folder = dataset.write();
    let found = findings(folder.path());
    let message = "there is no district `01701` in the dataset; there is `1701`: did a program drop zeros?";
    assert_eq!(found[0]["message"], message, "{found:?}");
    // Numbers of several lengths may have had zeros.
    let mut dataset = Dataset::official_numbers();
    dataset.edit("admin2.geojson", "\"pcode\": 4101", "\"pcode\": 101");
    dataset.edit("districts.csv", "4101,30", "101,30");
    dataset.edit("communities.csv", ",4101,", ",101,");
    let found = only(&dataset);
    assert!(found.starts_with("code_zeros_lost: ") && found.contains("3 to 4 digits"), "{found}");
}

#[test]
fn what_is_no_kind_is_an_error_that_names_the_kinds() {
    let mut dataset = Dataset::sandland();
    dataset.recode("admin2", "pcodes", &[]);
    let message = "unknown_codes: `pcodes` is not a kind of codes; accepted: `p-code`, `number`, `iso-3166-2`, `gadm`, `geoboundaries`, `text`";
    assert_eq!(only(&dataset), message);
    // The country is a unit of admin0.
    let mut dataset = Dataset::sandland();
    dataset.recode("admin0", "number", &[("ZZ", "972")]);
    assert_eq!(findings(dataset.write().path()), Vec::<Json>::new());
    dataset.put("dataset.toml", dataset.text("dataset.toml").replace("\"972\"", "\"ZZ\""));
    let found = findings(dataset.write().path());
    assert_eq!(texts(&json!(found), "code"), ["bad_country", "bad_country"]);
    assert!(found[0]["message"].as_str().is_some_and(|text| text.starts_with("`ZZ` is not an official number")));
}
