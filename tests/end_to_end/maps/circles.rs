//! Counts as circles: what the document, its style and the tiles of its points say.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use tests::Server;

use crate::tiles::decoded::Tile;

fn kinds(map: &Json) -> Vec<&str> {
    let entries = map["legend"]["entries"].as_array().expect("entries");
    entries.iter().filter_map(|entry| entry["kind"].as_str()).collect()
}

/// The values of the points that the circles of a map are drawn from, by code.
fn points(server: &Server, map: &Json) -> BTreeMap<String, f64> {
    let template = map["style"]["sources"]["kerben-circles"]["tiles"][0].as_str().expect("a template");
    let query = template.split_once('?').expect("a query").1;
    let layer = map["by"].as_str().expect("a level");
    let mut found = BTreeMap::new();
    for tile in Tile::around(crate::tiles::bounds(server), 5) {
        let layers = tile.layers(server, layer, &format!("?{query}"));
        assert!(layers.keys().all(|name| *name == format!("{layer}_points")), "{layers:?}", layers = layers.keys());
        for point in layers.into_values().flatten() {
            found.extend(point.attributes["value"].as_f64().map(|value| (point.text("pcode").to_owned(), value)));
        }
    }
    found
}

fn values(server: &Server, path: &str) -> BTreeMap<String, f64> {
    let rows = server.json(path)["rows"].as_array().expect("rows").clone();
    let value = |row: &Json| Some((row["pcode"].as_str()?.to_owned(), row["value"].as_f64()?));
    rows.iter().filter_map(value).collect()
}

#[test]
fn counts_are_circles_from_points_with_the_values() {
    let server = Server::of_sample();
    let map = server.json("/maps/return_migrants?by=admin2&year=2023&breaks=own");
    assert_eq!(map["marks"], "circles");
    let counted = values(&server, "/indicators/return_migrants/values?by=admin2&year=2023");
    assert_eq!(points(&server, &map), counted);
    let largest = counted.values().copied().fold(0.0, f64::max);
    let circles = &map["legend"]["circles"];
    assert_eq!((&circles["unit"], &circles["title"]), (&"people".into(), &map["legend"]["title"]));
    assert_eq!(circles["units"].as_u64(), Some(counted.values().filter(|value| **value > 0.0).count() as u64));
    // The areas of the examples are as their values, and no example is above the largest.
    let examples: Vec<(f64, f64)> = circles["values"]
        .as_array()
        .expect("examples")
        .iter()
        .map(|one| (one["value"].as_f64().expect("a value"), one["radius"].as_f64().expect("a radius")))
        .collect();
    assert!(examples.len() == 3 && examples[0].0 <= largest && examples[0].0 > largest / 2.0, "{examples:?}");
    for (value, radius) in &examples {
        let expected = examples[0].1 * (value / examples[0].0).sqrt();
        assert!((radius - expected).abs() < 0.02, "{value}: {radius}, not {expected}");
    }
    // Areas have no colour of a class above zero, in the legend as in the style; the classes are still there for others.
    assert!(
        map["legend"]["entries"]
            .as_array()
            .expect("entries")
            .iter()
            .all(|entry| entry["kind"] != "class" || entry["label"] == "0")
    );
    assert!(map["classes"].as_array().is_some_and(|classes| classes.len() >= 3));
    assert!(!map["notes"].to_string().contains("Colours of counts"));
}

#[test]
fn colours_of_counts_are_drawn_where_they_are_asked_for_with_a_warning() {
    let server = Server::of_sample();
    let map = server.json("/maps/return_migrants?by=admin2&year=2023&marks=fill");
    assert_eq!((&map["marks"], map["legend"].get("circles")), (&"fill".into(), None));
    assert!(kinds(&map).contains(&"class") && map["style"]["sources"].get("kerben-circles").is_none());
    assert!(
        map["notes"][0].as_str().is_some_and(|note| note.starts_with("Colours of counts mislead")),
        "{}",
        map["notes"]
    );
    for link in ["style_url", "picture"] {
        assert!(map[link].as_str().is_some_and(|link| link.contains("&marks=fill")), "{}", map[link]);
    }
    let picture = map["picture"].as_str().and_then(|link| link.strip_prefix(&server.base)).expect("of the server");
    assert!(server.get(picture).body.starts_with(b"\x89PNG"));
    assert!(server.get(&picture.replace(".png?", ".svg?")).text().contains("Colours of counts mislead"));
    let rates = server.json("/maps/return_migrants?by=admin2&year=2023&per=share");
    assert_eq!((&rates["marks"], rates["notes"].to_string().contains("Colours of")), (&"fill".into(), false));
}

/// Beside rates, circles are counts: of people, and of services, which are in no tile without being asked for.
#[test]
fn circles_on_rates_are_counts() {
    let server = Server::of_sample();
    for (indicator, asked, unit) in [
        ("return_migrants", "by=admin2&year=2023&per=per_1000_households", "people"),
        ("households_beyond", "by=admin1&service=hospital&km=25&per=share", "households"),
    ] {
        let map = server.json(&format!("/maps/{indicator}?{asked}&marks=both"));
        assert!(kinds(&map).contains(&"class"), "{indicator}");
        assert_eq!(map["legend"]["circles"]["unit"], unit);
        let (choices, _) = asked.split_once("&per=").expect("a rate");
        let counted = values(&server, &format!("/indicators/{indicator}/values?{choices}&per=none"));
        assert_eq!(points(&server, &map), counted, "{indicator}");
    }
}

#[test]
fn changes_are_no_circles() {
    let server = Server::of_sample();
    let answer = server.get("/maps/return_migrants?by=admin2&year=2023&per=change&marks=circles");
    assert_eq!((answer.status, &answer.json()["parameter"]), (400, &"marks".into()));
    // A page leaves out what cannot be, and says so.
    let page = server.json("/embed.json?indicator=return_migrants&year=2023&per=change&marks=circles");
    assert_eq!(page["marks"], "fill");
    assert!(page["notices"][0].as_str().is_some_and(|notice| notice.contains("marks")), "{}", page["notices"]);
}
