//! Suppressed values are shown as such wherever they are shown: neither as zeros nor as missing.

use std::process::Command;

use serde_json::Value as Json;
use tests::{Server, binary};

use super::country::{Country, Withheld};
use crate::tiles::decoded::Tile;

const WORDS: &str = "suppressed to protect people";

fn has_suppressed(rows: &Json) -> bool {
    rows.as_array().expect("rows").iter().any(|row| row["status"] == "suppressed" && row["value"].is_null())
}

fn legend_kinds(map: &Json) -> Vec<&str> {
    let entries = map["legend"]["entries"].as_array().unwrap_or_else(|| panic!("no legend: {map}"));
    entries.iter().filter_map(|entry| entry["kind"].as_str()).collect()
}

#[test]
fn suppressed_values_are_shown_as_suppressed_by_pages_maps_tiles_and_archives() {
    let country = Country::generate(Withheld::HouseholdsAndServices, 1);
    let folder = country.dataset.write();
    let server = Server::start(folder.path());
    for page in [
        "/collections/communities/items",
        "/collections/admin2/items",
        "/services/hospital/distance?by=admin1",
        "/services/hospital/beyond?by=admin1&km=10",
        "/nearest?lon=75&lat=42.5&limit=20",
        "/indicators/households_beyond/values?service=hospital&km=10&by=admin1",
    ] {
        let separator = if page.contains('?') { '&' } else { '?' };
        let text = server.get(&format!("{page}{separator}f=html")).text();
        assert!(text.contains(WORDS), "{page}: {text}");
    }
    let beyond = "service=hospital&km=10&by=admin2";
    assert!(has_suppressed(&server.json(&format!("/indicators/households_beyond/values?{beyond}"))["rows"]));
    let map = server.json(&format!("/maps/households_beyond?{beyond}"));
    assert!(legend_kinds(&map).contains(&"suppressed"), "{map}");
    assert!(!legend_kinds(&map).contains(&"no_data"), "{map}");
    assert_eq!(map["total"]["status"], "suppressed");
    // In words: how many there are, and nothing of which they are or how they compare.
    let summary = map["summary"].as_str().expect("a summary");
    let rows = server.json(&format!("/indicators/households_beyond/values?{beyond}"))["rows"].clone();
    let rows = rows.as_array().expect("rows");
    let of = |status: &str| rows.iter().filter(|row| row["status"] == status).collect::<Vec<_>>();
    let entries = map["legend"]["entries"].as_array().expect("entries");
    let entry = entries.iter().find(|entry| entry["kind"] == "suppressed").expect("a line of the legend");
    assert!(summary.contains(&format!("Suppressed to protect people: {} district", entry["units"])), "{summary}");
    for row in of("suppressed") {
        let name = row["name"].as_str().expect("a name");
        assert!(!summary.contains(&format!("{name}:")) && !summary.contains(&format!("{name},")), "{summary}");
    }
    assert!(!summary.contains("the highest of ") || summary.contains("districts with a value"), "{summary}");
    let listed = server.json("/services/hospital/communities");
    assert_eq!((&listed["households"], &listed["households_status"]), (&Json::Null, &"suppressed".into()));
    assert!(listed["communities_suppressed"].as_u64() > Some(0), "{listed}");

    let world = Tile { z: 0, x: 0, y: 0 };
    let clusters = world.features(&server, "communities", "?cluster=true");
    let mut clusters = clusters.iter().filter(|feature| feature.attributes.contains_key("cluster"));
    assert!(
        clusters.any(|cluster| cluster.text("households_status") == "suppressed"
            && !cluster.attributes.contains_key("households"))
    );
    let units = world.features(
        &server,
        "admin2",
        &format!("?indicator=households_beyond&{}", beyond.replace("&by=admin2", "")),
    );
    assert!(units.iter().any(|unit| unit.text("status") == "suppressed" && !unit.attributes.contains_key("value")));

    let target = tempfile::tempdir().expect("a folder");
    let editions = target.path().join("editions");
    let output =
        Command::new(binary()).arg("build").arg(folder.path()).arg("-o").arg(&editions).output().expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let of_edition = Server::start(&editions);
    for path in [
        "/collections/communities/items?limit=50",
        &format!("/maps/households_beyond?{beyond}"),
        "/services/hospital/distance?by=admin0",
    ] {
        let [one, other] = [&server, &of_edition].map(|server| server.get(path).text().replace(&server.base, ""));
        assert_eq!(one, other, "{path}: the edition has the same");
    }
    let archive = target.path().join("tiles.pmtiles");
    let mut export = Command::new(binary());
    let output = export
        .args(["export", "communities"])
        .arg(&editions)
        .arg("-o")
        .arg(&archive)
        .args(["--maxzoom", "3"])
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let of_archive = Server::start(&archive);
    let listed = of_archive.json("/tiles/tiles.json");
    assert!(listed["vector_layers"][0]["fields"].get("households_status").is_some(), "{listed}");
}
