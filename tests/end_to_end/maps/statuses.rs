use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;
use tests::Server;

const QUESTION: &str = "service=drinking_water&km=25&per=share&by=admin2";

fn array<'a>(json: &'a Json, pointer: &str) -> &'a Vec<Json> {
    json.pointer(pointer).and_then(Json::as_array).unwrap_or_else(|| panic!("no list at {pointer}: {json}"))
}

fn text<'a>(json: &'a Json, name: &str) -> &'a str {
    json[name].as_str().unwrap_or_else(|| panic!("no text {name}: {json}"))
}

/// Districts of whose communities none lacks the service, found from the communities themselves.
fn nobody_lacks(server: &Server, service: &str) -> BTreeSet<String> {
    let items = server.json("/collections/communities/items?limit=10000");
    let mut statuses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for item in array(&items, "/features") {
        let properties = &item["properties"];
        statuses.entry(text(properties, "admin2").to_owned()).or_default().insert(text(properties, service).to_owned());
    }
    statuses.into_iter().filter(|(_, statuses)| !statuses.contains("lacking")).map(|(pcode, _)| pcode).collect()
}

#[test]
fn a_share_of_nobody_is_not_applicable_in_every_format() {
    let server = Server::of_sample();
    let expected = nobody_lacks(&server, "drinking_water");
    assert_eq!(expected.len(), 15, "the sample has such districts");

    let values = server.json(&format!("/indicators/households_beyond/values?{QUESTION}"));
    let mut found = BTreeSet::new();
    for row in array(&values, "/rows") {
        match text(row, "status") {
            "not_applicable" => {
                assert!(row["value"].is_null(), "{row}");
                assert_eq!(text(row, "reason"), "nobody_lacks", "{row}");
                assert_eq!(text(row, "reason_label"), "None of its communities lacks safe drinking water", "{row}");
                found.insert(text(row, "pcode").to_owned());
            }
            status => {
                assert_eq!((status, row["value"].is_number()), ("reported", true), "{row}");
                assert!(row.get("reason").is_none(), "{row}");
            }
        }
    }
    assert_eq!(found, expected);
    assert_eq!((text(&values["total"], "status"), values["total"]["value"].is_number()), ("reported", true));

    let compact = server.json(&format!("/indicators/households_beyond/values?{QUESTION}&f=compact"));
    let listed = array(&compact, "/periods/0/not_applicable").iter().filter_map(Json::as_str).map(str::to_owned);
    assert_eq!(listed.collect::<BTreeSet<String>>(), expected);
    assert!(array(&compact, "/periods/0/no_data").is_empty());
    assert_eq!(text(&compact, "reason"), "nobody_lacks");

    let map = server.json(&format!("/maps/households_beyond?{QUESTION}"));
    let entries = array(&map, "/legend/entries");
    let nobody = entries.iter().find(|entry| entry["kind"] == "not_applicable").expect("a line of the legend");
    assert_eq!(
        (&nobody["units"], text(nobody, "label")),
        (&Json::from(15), "None of its communities lacks safe drinking water")
    );
    assert!(entries.iter().all(|entry| entry["kind"] != "no_data"), "{entries:?}");
    let units: u64 = entries.iter().filter_map(|entry| entry["units"].as_u64()).sum();
    assert_eq!(units as usize, array(&values, "/rows").len(), "every district is in one line of the legend");
    let others: Vec<&str> = entries.iter().filter(|entry| *entry != nobody).map(|entry| text(entry, "color")).collect();
    assert!(!others.contains(&text(nobody, "color")), "a colour of its own");

    // A province with such districts and others has the share of the others.
    let provinces =
        server.json(&format!("/indicators/households_beyond/values?{}", QUESTION.replace("admin2", "admin1")));
    assert!(array(&provinces, "/rows").iter().any(|row| row["status"] == "reported"));
    let page = server.request("GET", &format!("/indicators/households_beyond/values?{QUESTION}&f=html"), &[]).text();
    assert_eq!(page.matches("None of its communities lacks safe drinking water").count(), 15);
}

#[test]
fn counts_and_shares_of_all_are_zero_if_nobody_lacks_the_service() {
    let server = Server::of_sample();
    let nobody = nobody_lacks(&server, "drinking_water");
    for per in ["none", "share_of_all"] {
        let values = server
            .json(&format!("/indicators/households_beyond/values?service=drinking_water&km=25&by=admin2&per={per}"));
        for row in array(&values, "/rows").iter().filter(|row| nobody.contains(text(row, "pcode"))) {
            assert_eq!((text(row, "status"), row["value"].as_f64()), ("reported", Some(0.0)), "{per}: {row}");
        }
    }
}

#[test]
fn undefined_changes_state_the_reason() {
    let server = Server::of_sample();
    let values = server.json("/indicators/return_migrants/values?by=admin0&per=change&year=all");
    let reasons: Vec<(Json, &str, &str)> = array(&values, "/rows")
        .iter()
        .filter(|row| row.get("reason").is_some())
        .map(|row| (row["year"].clone(), text(row, "reason"), text(row, "reason_label")))
        .collect();
    assert_eq!(
        reasons,
        [
            (2020.into(), "no_year_before", "The year before is not counted in full"),
            (2024.into(), "partial_year", "The year is counted only in part")
        ]
    );
}
