//! Maps as cards of HTML, which pages show as they are: the same colours as pictures, every value, and nothing that a strict policy forbids.

use std::collections::BTreeMap;
use std::fmt::Write;

use fixtures::Dataset;
use tests::Server;

/// What stands between two texts, each time.
fn between<'t>(text: &'t str, start: &str, end: &str) -> Vec<&'t str> {
    let parts = text.split(start).skip(1);
    parts.filter_map(|part| part.split_once(end).map(|(inside, _)| inside)).collect()
}

/// The colours of the units of a picture, by their codes.
fn colours(svg: &str) -> BTreeMap<String, String> {
    let paths = between(svg, "<path data-pcode=\"", ">").into_iter();
    let colour = |path: &str| {
        let (pcode, rest) = path.split_once('"')?;
        Some((pcode.to_owned(), between(rest, "fill=\"", "\"").first()?.replace("map-", "")))
    };
    paths.filter_map(colour).collect()
}

#[test]
fn a_card_has_the_colours_of_the_picture_and_every_value() {
    let server = Server::of_sample();
    for question in [
        "return_migrants?year=2023&per=per_1000_households",
        "return_migrants?year=2023",
        "emigrants?year=2022&per=change",
        "households_beyond?service=drinking_water&km=25&per=share",
        "return_migrants?year=2023&by=admin1&per=share",
    ] {
        let (indicator, query) = question.split_once('?').expect("a query");
        let card = server.get(&format!("/embed/map?indicator={indicator}&{query}")).text();
        let picture = server.get(&format!("/maps/{indicator}.svg?{query}")).text();
        assert_eq!(colours(&card), colours(&picture), "{question}");

        let map = server.json(&format!("/maps/{question}"));
        let values = server.json(
            map["values"]
                .as_str()
                .and_then(|url| url.split_once("/indicators"))
                .map(|(_, path)| format!("/indicators{path}"))
                .expect("an address")
                .as_str(),
        );
        let rows = values["rows"].as_array().expect("rows");
        assert_eq!(between(&card, "<tr data-pcode=\"", "\"").len(), rows.len(), "{question}: a row for each unit");
        for entry in map["legend"]["entries"].as_array().expect("entries") {
            assert!(card.contains(entry["label"].as_str().expect("a label")), "{question}: {entry}");
        }
        for words in ["title", "disclaimer"] {
            assert!(card.contains(map[words].as_str().expect("words")), "{question}: {words}");
        }
    }
}

#[test]
fn nothing_in_a_page_of_a_map_needs_more_than_the_strictest_policy() {
    let server = Server::of_sample();
    let page = server.get("/embed?indicator=return_migrants&year=2023&per=per_1000_households");
    let policy = page.header("Content-Security-Policy").expect("a policy").to_owned();
    assert!(policy.starts_with("default-src 'self';") && !policy.contains("unsafe"), "{policy}");
    let html = page.text();
    assert!(
        !html.contains(" style=\"") && !html.contains("<style") && !html.contains(" onclick"),
        "a style or a handler in the page"
    );
    for script in between(&html, "<script", ">") {
        assert!(script.contains("src=\"") || script.contains("application/json"), "{script}");
    }
    assert!(html.contains("<title>Return migrants per 1,000 households by district, 2023</title>"));
    assert!(html.contains("<kerben-map indicator=\"return_migrants\" year=\"2023\" per=\"per_1000_households\"><template shadowrootmode=\"open\">"));
}

#[test]
fn names_and_notes_are_text_in_a_card() {
    let mut dataset = Dataset::sandland();
    let mischief = r#"</script><script>alert(1)</script> & \"Dunes\""#;
    dataset.edit("admin2.geojson", "\"Dunes\"", format!("\"{mischief}\""));
    dataset.edit(
        "dataset.toml",
        "definition = \"People who came back.\"",
        "definition = \"Who came </script><b>back</b>.\"",
    );
    let folder = dataset.write();
    let server = Server::start(folder.path());
    let page = server.get("/embed").text();
    assert!(!page.contains("<script>alert") && !page.contains("<b>back"), "markup of the dataset");
    assert_eq!(page.matches("<script").count(), page.matches("</script>").count());
    assert!(page.contains("&lt;/script&gt;&lt;script&gt;alert(1)"), "the name is there");
    let data = between(&page, "class=\"map-data\">", "</script>");
    let data: serde_json::Value = serde_json::from_str(data.first().expect("data")).expect("JSON");
    assert_eq!(data["indicator"], "return_migrants");
}

/// Squares in two districts, so many along each side.
fn squares(side: usize) -> String {
    let mut features = String::new();
    for (district, west) in [("ZZ0101", 74.0), ("ZZ0102", 74.5)] {
        let (width, height) = (0.5 / side as f64, 1.0 / side as f64);
        for at in 0..side * side {
            let (x, y) = (west + width * (at % side) as f64, 42.0 + height * (at / side) as f64);
            let ring = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)];
            let ring = ring.map(|(x, y)| format!("[{x:.6},{y:.6}]")).join(",");
            let _ = write!(
                features,
                r#"{}{{"type":"Feature","properties":{{"pcode":"{district}{at:04}","parent":"{district}","name":"{district} {at}"}},"geometry":{{"type":"Polygon","coordinates":[[{ring}]]}}}}"#,
                if features.is_empty() { "" } else { "," }
            );
        }
    }
    let shore = r#",{"type":"Feature","properties":{"pcode":"ZZ02010000","parent":"ZZ0201","name":"Shore"},"geometry":{"type":"Polygon","coordinates":[[[75,42],[76,42],[76,43],[75,43],[75,42]]]}}"#;
    format!(r#"{{"type":"FeatureCollection","features":[{features}{shore}]}}"#)
}

#[test]
fn a_map_of_very_many_units_is_left_to_tiles() {
    let mut dataset = Dataset::sandland();
    dataset.put("admin3.geojson", squares(30));
    let layer = "\n[[layers]]\nlevel = \"admin3\"\nfile = \"admin3.geojson\"\nboundaries = \"official\"\nsources = [\"survey\"]\ncolumns = { pcode = \"pcode\", parent = \"parent\", name_en = \"name\" }\n";
    dataset.append("dataset.toml", layer);
    let folder = dataset.write();
    let server = Server::start(folder.path());
    let card = server.get("/embed/map?by=admin3").text();
    assert!(card.len() < 60_000, "{} bytes", card.len());
    assert!(!card.contains("data-pcode") && card.contains("drawing empty"), "no picture, and no table");
    assert!(card.contains("f=csv") && card.contains("class=\"legend\""), "its values are an address away");
    // Fewer are drawn.
    let card = server.get("/embed/map?by=admin2").text();
    assert_eq!(colours(&card).len(), 3);
}
