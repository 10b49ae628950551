//! Sums by levels of units agree, or the answer says by how much they do not.

use serde_json::{Value as Json, json};
use tests::{Server, dataset};

use crate::geometry::{changed, findings, report};

fn values(server: &Server, query: &str) -> Json {
    server.json(&format!("/indicators/return_migrants/values?{query}"))
}

fn value_of<'a>(answer: &'a Json, pcode: &str) -> &'a Json {
    let rows = answer["rows"].as_array().expect("rows");
    &rows.iter().find(|row| row["pcode"] == pcode).unwrap_or_else(|| panic!("{pcode} in {answer}"))["value"]
}

#[test]
fn a_community_just_outside_of_its_district_is_in_the_nearest_part_of_it() {
    let folder = dataset("admin3-loses-community");
    assert!(findings(&report(&folder), "communities_without_unit").is_empty());
    let server = Server::start(&folder);
    for by in ["admin0", "admin1", "admin2", "admin3"] {
        let answer = values(&server, &format!("by={by}"));
        assert_eq!((&answer["total"]["value"], &answer["communities_without_unit"]), (&json!(100), &json!(0)), "{by}");
    }
    assert_eq!(*value_of(&values(&server, "by=admin3"), "KG010011"), 10);
}

#[test]
fn a_community_in_no_part_of_its_district_is_reported_with_its_counts() {
    // 830 m to the west of everything.
    let folder = changed("admin3-loses-community", &[("communities.csv", &|text| text.replace("69.9997", "69.99"))]);
    let report = report(folder.path());
    let found = findings(&report, "communities_without_unit");
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0]["severity"], &found[0]["location"]["file"]), (&json!("warning"), &json!("a3.geojson")));
    let message = found[0]["message"].as_str().expect("a message");
    assert!(message.contains("`c1` lies in no subdistrict of its district"), "{message}");

    let server = Server::start(folder.path());
    let (above, below) = (values(&server, "by=admin2"), values(&server, "by=admin3"));
    assert_eq!((&above["total"]["value"], &above["communities_without_unit"]), (&json!(100), &json!(0)));
    assert_eq!((&below["total"]["value"], &below["communities_without_unit"]), (&json!(90), &json!(1)));
    let note = "1 community belongs to no subdistrict: what it counts, 10, is in the sums of larger units and in none of these.";
    assert_eq!(below["notes"], json!([note]));
    assert_eq!(above["notes"], json!([]));
    // A share is one of the whole country, whatever the level.
    let share = |by: &str, pcode: &str| value_of(&values(&server, &format!("by={by}&per=share")), pcode).clone();
    assert_eq!((share("admin2", "KG01002"), share("admin3", "KG010021")), (json!(20.0), json!(20.0)));
    // Only what lies inside is missing.
    let within =
        |pcode: &str| values(&server, &format!("by=admin3&within={pcode}"))["communities_without_unit"].clone();
    assert_eq!((within("KG01"), within("KG02")), (json!(1), json!(0)));
    let compact = values(&server, "by=admin3&f=compact");
    assert_eq!((&compact["communities_without_unit"], &compact["notes"]), (&json!(1), &json!([note])));
    // Communities are no units.
    assert_eq!(values(&server, "by=community")["communities_without_unit"], Json::Null);
    let map = server.json("/maps/return_migrants?by=admin3");
    assert!(map["notes"].as_array().expect("notes").contains(&json!(note)), "{}", map["notes"]);
}
