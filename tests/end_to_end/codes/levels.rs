//! Datasets whose smallest units are not districts: subdistricts below them, or provinces and nothing more.

use fixtures::Dataset;
use serde_json::{Value as Json, json};
use tests::Server;

use super::{assert_edition_is_the_same, findings, kerben, texts};
use crate::archives::opened::{Archive, Pmtiles};
use crate::tiles::Tile;

fn value_of<'a>(answer: &'a Json, pcode: &str) -> &'a Json {
    let rows = answer["rows"].as_array().expect("rows");
    &rows.iter().find(|row| row["pcode"] == pcode).unwrap_or_else(|| panic!("{pcode} in {answer}"))["value"]
}

#[test]
fn a_dataset_with_three_levels_is_sound_and_survives_an_edition() {
    let dataset = Dataset::three_levels().write();
    let found = findings(dataset.path());
    // One cell is empty on purpose.
    assert!(found.iter().all(|finding| finding["severity"] != "error"), "{found:?}");
    assert_edition_is_the_same(
        dataset.path(),
        &[
            "/collections",
            "/collections/admin3/items",
            "/collections/communities/items",
            "/indicators/emigrants/values?by=admin3",
            "/indicators/emigrants/values?by=admin1",
            "/indicators/return_migrants/values?by=admin3&year=all",
            "/services/hospital/distance?by=admin3",
            "/tiles/admin3/7/90/47.mvt",
        ],
    );
}

#[test]
fn counts_of_communities_add_up_at_each_of_three_levels() {
    let dataset = Dataset::three_levels().write();
    let server = Server::start(dataset.path());
    for (by, rows) in [("admin0", 1), ("admin1", 2), ("admin2", 3), ("admin3", 6)] {
        let answer = server.json(&format!("/indicators/return_migrants/values?by={by}&year=2023"));
        assert_eq!(answer["rows"].as_array().map(Vec::len), Some(rows), "{by}");
        assert_eq!((&answer["total"]["value"], &answer["communities_without_unit"]), (&json!(30), &json!(0)), "{by}");
        let beyond = server.json(&format!("/services/hospital/distance?by={by}"));
        assert_eq!(beyond["rows"].as_array().map(Vec::len), Some(rows), "{by}");
    }
    let answer = server.json("/indicators/return_migrants/values?by=admin3&year=2023&within=ZZ0201");
    assert_eq!((value_of(&answer, "ZZ020101"), value_of(&answer, "ZZ020102")), (&json!(20), &json!(0)));
    let one = server.json("/indicators/return_migrants/values?by=community&year=2023&within=ZZ010101");
    assert_eq!(texts(&one["rows"], "id"), ["C1"]);
    let communities = server.json("/collections/communities/items?sortby=id");
    assert_eq!(texts(&communities["features"], "admin3"), ["ZZ010101", "ZZ010201", "ZZ020101", "ZZ020102"]);
    assert_eq!(texts(&communities["features"], "admin3_name")[3], "Far Shore");
    assert_eq!(texts(&communities["features"], "admin2"), ["ZZ0101", "ZZ0102", "ZZ0201", "ZZ0201"]);
    let far = server.json("/services/hospital/communities?within=ZZ010101");
    assert_eq!(texts(&far["features"], "admin3"), ["ZZ010101"]);
}

#[test]
fn counts_of_subdistricts_add_up_and_stated_sums_stand() {
    let dataset = Dataset::three_levels().write();
    let server = Server::start(dataset.path());
    let by = |level: &str| server.json(&format!("/indicators/emigrants/values?by={level}&year=2023"));
    let subdistricts = by("admin3");
    assert_eq!((value_of(&subdistricts, "ZZ010102"), value_of(&subdistricts, "ZZ010202")), (&json!(1), &Json::Null));
    let districts = by("admin2");
    assert_eq!((value_of(&districts, "ZZ0101"), value_of(&districts, "ZZ0201")), (&json!(11), &json!(9)));
    // What the source states is shown where it withholds a part; where it does not, the sum of the parts is.
    let mut withheld = Dataset::three_levels();
    withheld.edit("subdistricts.csv", "ZZ010202,\n", "ZZ010202,*\n");
    withheld.edit("subdistricts.csv", "ZZ010102,1\n", "ZZ010102,*\n");
    withheld.describe("file = \"subdistricts.csv\"\n", "file = \"subdistricts.csv\"\nsuppressed = [\"*\"]\n");
    let folder = withheld.write();
    let server = Server::start(folder.path());
    let by = |level: &str| server.json(&format!("/indicators/emigrants/values?by={level}&year=2023"));
    let rows = by("admin3");
    let status = |answer: &Json, pcode: &str| {
        let rows = answer["rows"].as_array().expect("rows").clone();
        rows.iter().find(|row| row["pcode"] == pcode).expect("the place")["status"].clone()
    };
    assert_eq!((status(&rows, "ZZ010102"), status(&rows, "ZZ010101")), (json!("suppressed"), json!("reported")));
    assert_eq!(status(&by("admin2"), "ZZ0101"), "suppressed");
    assert_eq!(value_of(&by("admin1"), "ZZ01"), &json!(20));
}

#[test]
fn subdistricts_are_on_maps_tiles_pages_and_in_archives() {
    let dataset = Dataset::three_levels().write();
    let server = Server::start(dataset.path());
    let map = server.json("/maps/return_migrants?by=admin3&year=2023&within=ZZ01");
    assert!(map["style"].to_string().contains("admin3_borders"), "{}", map["style"]);
    let layers = Tile { z: 7, x: 90, y: 47 }.layers(&server, "admin3", "?year=2023&indicator=return_migrants");
    let codes: Vec<&str> = layers["admin3"].iter().map(|feature| feature.text("pcode")).collect();
    assert!(codes.contains(&"ZZ010101") && codes.contains(&"ZZ010102"), "{codes:?}");
    let levels: Vec<&str> = layers["admin3_borders"].iter().map(|border| border.text("level")).collect();
    assert!(levels.contains(&"admin3") && levels.contains(&"admin2"), "{levels:?}");
    let indicators = server.json("/indicators");
    let levels = indicators["indicators"][0]["levels"].as_array().expect("levels").clone();
    assert!(levels.contains(&json!("admin3")), "the pages offer it: {levels:?}");
    let page = "/embed?indicator=return_migrants&by=admin3&year=2023";
    assert_eq!(server.get(page).status, 200);
    let items = server.get("/collections/admin3/items?f=csv").text();
    assert_eq!(items.lines().count(), 7, "{items}");
    let first = server.json("/collections/admin3/items?limit=4");
    assert_eq!((&first["numberMatched"], &first["numberReturned"]), (&json!(6), &json!(4)));

    let folder = tempfile::tempdir().expect("a folder");
    let archive = folder.path().join("x.pmtiles").to_string_lossy().into_owned();
    kerben(&["export", "admin3,communities", &dataset.path().to_string_lossy(), "-o", &archive, "--maxzoom", "7"]);
    let metadata = Pmtiles::open(archive.as_ref()).metadata();
    let fields: Vec<&str> =
        metadata["vector_layers"].as_array().expect("layers").iter().filter_map(|l| l["id"].as_str()).collect();
    assert!(
        fields.contains(&"admin3") && fields.contains(&"admin3_labels") && fields.contains(&"communities"),
        "{fields:?}"
    );
}

#[test]
fn a_community_that_states_its_district_is_in_the_subdistrict_around_it() {
    let mut dataset = Dataset::three_levels();
    dataset.describe("admin3 = \"district\"", "admin2 = \"district\"");
    dataset.put("communities.csv", Dataset::sandland().text("communities.csv"));
    let folder = dataset.write();
    let server = Server::start(folder.path());
    let communities = server.json("/collections/communities/items?sortby=id");
    assert_eq!(texts(&communities["features"], "admin3"), ["ZZ010101", "ZZ010201", "ZZ020101", "ZZ020102"]);
    // The same from a province: by way of its districts.
    dataset.describe("admin2 = \"district\"", "admin1 = \"district\"");
    dataset.put("communities.csv", Dataset::one_level().text("communities.csv"));
    let folder = dataset.write();
    let server = Server::start(folder.path());
    let communities = server.json("/collections/communities/items?sortby=id");
    assert_eq!(texts(&communities["features"], "admin3"), ["ZZ010101", "ZZ010201", "ZZ020101", "ZZ020102"]);
}

#[test]
fn a_dataset_without_districts_is_mapped_by_its_provinces() {
    let dataset = Dataset::one_level().write();
    assert_eq!(findings(dataset.path()), Vec::<Json>::new());
    let server = Server::start(dataset.path());
    assert_eq!(server.json("/maps/return_migrants?year=2023")["by"], "admin1");
    let values = server.json("/indicators/return_migrants/values?year=2023");
    assert_eq!((value_of(&values, "ZZ01"), value_of(&values, "ZZ02")), (&json!(10), &json!(20)));
    let communities = server.json("/collections/communities/items?sortby=id");
    assert_eq!(texts(&communities["features"], "admin1"), ["ZZ01", "ZZ01", "ZZ02", "ZZ02"]);
    assert_eq!(communities["features"][0]["properties"]["admin2"], Json::Null);
    for path in ["/embed?indicator=return_migrants", "/?f=html", "/services/hospital/communities?f=html"] {
        assert_eq!(server.get(path).status, 200, "{path}");
    }
    assert_edition_is_the_same(dataset.path(), &["/collections/communities/items", "/maps/return_migrants?year=2023"]);
}

#[test]
fn which_unit_a_community_belongs_to_is_said_once() {
    let only = |dataset: &Dataset| {
        let folder = dataset.write();
        let found = findings(folder.path());
        assert_eq!(found.len(), 1, "{found:?}");
        (
            found[0]["code"].as_str().unwrap_or_default().to_owned(),
            found[0]["message"].as_str().unwrap_or_default().to_owned(),
        )
    };
    let mut dataset = Dataset::sandland();
    dataset.describe("admin2 = \"district\", ", "");
    let (code, message) = only(&dataset);
    assert_eq!(code, "community_unit_missing");
    assert!(message.contains("`admin1`, `admin2` or `admin3`"), "{message}");
    let mut dataset = Dataset::three_levels();
    dataset.describe("admin3 = \"district\"", "admin3 = \"district\", admin2 = \"district\"");
    assert_eq!(only(&dataset).0, "community_unit_twice");
    let mut dataset = Dataset::sandland();
    dataset.describe("admin2 = \"district\"", "admin3 = \"district\"");
    let (code, message) = only(&dataset);
    assert_eq!((code.as_str(), message.contains("there is no layer `admin3`")), ("admin3_missing", true), "{message}");
    let mut dataset = Dataset::three_levels();
    dataset.edit("communities.csv", "42.5,ZZ010101", "42.5,ZZ010109");
    let (code, message) = only(&dataset);
    assert_eq!(
        (code.as_str(), message.as_str()),
        ("unknown_unit", "there is no subdistrict `ZZ010109` in the layer `admin3`")
    );
}
