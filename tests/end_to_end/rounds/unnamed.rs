//! An indicator that the default round does not count: its address works without a round, and says which it is of.

use serde_json::Value as Json;
use tests::{Server, dataset};

const ABROAD: &str = "kyrgyz_migrants_abroad";
const OTHER: &str = "which is shown where no round is asked for, has nothing on it";

fn is_said(answer: &Json) -> bool {
    answer["notes"].as_array().expect("notes").iter().any(|note| note.as_str().is_some_and(|note| note.contains(OTHER)))
}

#[test]
fn the_last_round_that_counts_an_indicator_is_shown_where_the_default_does_not() {
    let server = Server::of_sample();
    let values = server.json(&format!("/indicators/{ABROAD}/values"));
    assert_eq!((&values["round"], &values["by"]), (&"kgz-mlssm-2024".into(), &"admin0".into()), "{values}");
    assert!(is_said(&values), "{}", values["notes"]);
    let named = server.json(&format!("/indicators/{ABROAD}/values?round=kgz-mlssm-2024&by=admin0"));
    assert_eq!(values["rows"], named["rows"]);
    let compact = server.json(&format!("/indicators/{ABROAD}/values?f=compact"));
    assert_eq!(compact["round"], "kgz-mlssm-2024", "{compact}");
    let csv = server.get(&format!("/indicators/{ABROAD}/values?f=csv"));
    assert_eq!(csv.status, 200);
    let breakdown = server.json(&format!("/indicators/{ABROAD}/values?breakdown=country"));
    assert!(breakdown["rows"].as_array().is_some_and(|rows| rows.len() > 1), "{breakdown}");

    let map = server.json(&format!("/maps/{ABROAD}"));
    assert_eq!((&map["round"], &map["by"]), (&"kgz-mlssm-2024".into(), &"admin0".into()));
    assert!(is_said(&map), "{}", map["notes"]);
    // What the map is made of says the round in its addresses.
    let tiles = map["tiles"].as_str().expect("an address");
    assert!(tiles.contains("round=kgz-mlssm-2024"), "{tiles}");
    assert_eq!(server.get(&format!("/maps/{ABROAD}/style.json")).status, 200);
    let embedded = server.json(&format!("/embed.json?indicator={ABROAD}"));
    assert_eq!(embedded["round"], "kgz-mlssm-2024");
    let notice = embedded["notices"][0].as_str().expect("a notice");
    assert!(notice.starts_with("No round was chosen: the map is for "), "{}", embedded["notices"]);

    let tile = server.get(&format!("/tiles/admin0/3/5/2.mvt?indicator={ABROAD}"));
    let named = server.get(&format!("/tiles/admin0/3/5/2.mvt?indicator={ABROAD}&round=kgz-mlssm-2024"));
    assert_eq!((tile.status, tile.body), (200, named.body));
}

#[test]
fn every_address_of_the_catalogue_works_without_its_round_and_level() {
    let server = Server::of_sample();
    let catalogue = server.json("/indicators");
    for indicator in catalogue["indicators"].as_array().expect("indicators") {
        let id = indicator["id"].as_str().expect("an id");
        let needed = match id {
            "households_beyond" => "?service=hospital&km=25",
            "communities_lacking" => "?service=hospital",
            _ => "",
        };
        for address in [format!("/indicators/{id}/values{needed}"), format!("/maps/{id}{needed}")] {
            assert_eq!(server.get(&address).status, 200, "{address}");
        }
    }
}

#[test]
fn what_was_asked_for_stays() {
    let server = Server::of_sample();
    // Counted by the default: nothing changes, and nothing is said.
    let values = server.json("/indicators/return_migrants/values");
    assert_eq!((&values["round"], is_said(&values)), (&"kgz-r3".into(), false));
    let older = server.json("/indicators/return_migrants/values?round=kgz-r1&by=admin0");
    assert!(!is_said(&older), "{}", older["notes"]);
    // A round or level that is named is never replaced.
    for query in ["round=kgz-r3", "by=admin1", "by=community"] {
        for path in ["indicators/ID/values", "maps/ID"] {
            let address = format!("/{}?{query}", path.replace("ID", ABROAD));
            assert_eq!(server.get(&address).status, 400, "{address}");
        }
    }
    assert_eq!(server.get(&format!("/at/kgz-r3/2023/indicators/{ABROAD}/values")).status, 400);
    // Without the country the figures of the provinces, which the round before has.
    let provinces = Server::start(&dataset("provinces"));
    let answer = provinces.json("/indicators/emigrants/values");
    assert_eq!(answer["round"], "a", "{answer}");
}

/// Columns of features are those of one round: which others count the group, the error says.
#[test]
fn an_error_names_the_rounds_that_count_the_group() {
    let server = Server::of_sample();
    for address in [
        format!("/collections/admin0/items?groups={ABROAD}"),
        format!("/tiles/admin0/3/5/2.mvt?groups={ABROAD}"),
        format!("/tiles/admin0.json?groups={ABROAD}"),
        format!("/indicators/{ABROAD}/values?round=kgz-r3"),
    ] {
        let answer = server.get(&address);
        let detail = answer.text();
        assert_eq!(answer.status, 400, "{address}");
        assert!(detail.contains("`round=kgz-mlssm-2024`"), "{address}: {detail}");
    }
}
