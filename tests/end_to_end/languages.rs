//! A dataset without English: checked, built, served, mapped, tiled, paged and exported in its own languages.

use fixtures::Dataset;
use serde_json::{Value as Json, json};
use tests::Server;

use crate::archives::opened::{Archive, Pmtiles};
use crate::codes::{assert_edition_is_the_same, findings, kerben, texts};
use crate::tiles::Tile;

const ALL: Tile = Tile { z: 6, x: 45, y: 23 };

fn served() -> (tempfile::TempDir, Server) {
    let dataset = Dataset::french_and_arabic().write();
    let server = Server::start(dataset.path());
    (dataset, server)
}

#[test]
fn a_dataset_without_english_is_sound_and_survives_an_edition() {
    let dataset = Dataset::french_and_arabic().write();
    assert_eq!(findings(dataset.path()), Vec::<Json>::new());
    assert_edition_is_the_same(
        dataset.path(),
        &[
            "/rounds",
            "/collections/admin2/schema",
            "/collections/admin2/items",
            "/collections/communities/items?f=csv",
            "/indicators/returnees/values?by=community&year=2023&lang=ar",
            "/maps/returnees?by=admin2&lang=ar",
            "/tiles/admin2/6/45/23.mvt",
        ],
    );
}

#[test]
fn columns_of_names_are_those_of_the_languages() {
    let (_dataset, server) = served();
    for collection in ["admin0", "admin1", "admin2", "communities"] {
        let schema = server.json(&format!("/collections/{collection}/schema"));
        let properties = schema["properties"].as_object().expect("properties");
        let names: Vec<&String> = properties.keys().filter(|name| name.starts_with("name")).collect();
        assert_eq!(names, ["name", "name_ar"], "{collection}");
        assert_eq!(
            [&properties["name"]["title"], &properties["name_ar"]["title"]],
            ["Name in French", "Name in Arabic"]
        );
    }
    let communities = server.json("/collections/communities/items?sortby=id");
    let communities = communities["features"].as_array().expect("features");
    let names =
        |name: &str| communities.iter().map(|community| community["properties"][name].clone()).collect::<Vec<_>>();
    assert_eq!(names("name"), ["Adra", "Brime", "L'Anse", "Le Quai"]);
    assert_eq!(names("name_ar"), [json!("عدرا"), json!("بريم"), json!("الخليج"), Json::Null]);
    let csv = server.get("/collections/communities/items?f=csv").text();
    assert!(csv.contains("id,name,name_ar,") && csv.contains("Adra,عدرا,"), "{csv}");
    // Names are compared as text in any script.
    let sorted = server.json("/collections/communities/items?sortby=name_ar");
    let sorted: Vec<&Json> = sorted["features"]
        .as_array()
        .expect("features")
        .iter()
        .map(|community| &community["properties"]["name"])
        .collect();
    assert_eq!(sorted, ["L'Anse", "Brime", "Adra", "Le Quai"]);
}

#[test]
fn names_and_labels_are_in_the_language_asked_for_or_in_the_main_one() {
    let (_dataset, server) = served();
    let names = |lang: &str| {
        texts(&server.json(&format!("/indicators/returnees/values?by=community&year=2023{lang}"))["rows"], "name")
    };
    assert_eq!(names(""), ["Adra", "Brime", "L'Anse", "Le Quai"]);
    assert_eq!(names("&lang=fr"), names(""));
    assert_eq!(names("&lang=ar"), ["عدرا", "بريم", "الخليج", "Le Quai"]);
    let map = |lang: &str| server.json(&format!("/maps/returnees?by=admin2&year=2023{lang}"));
    let (plain, arabic) = (map(""), map("&lang=ar"));
    assert_eq!((&plain["lang"], &arabic["lang"]), (&json!("fr"), &json!("ar")));
    for (map, label, country) in
        [(&plain, "Personnes retournées", "Pays du Sable"), (&arabic, "العائدون", "أرض الرمال")]
    {
        for text in [&map["title"], &map["legend"]["title"]] {
            assert!(text.as_str().is_some_and(|text| text.contains(label) && text.contains("2023")), "{text}");
        }
        assert!(map["subtitle"].as_str().is_some_and(|text| text.contains(country)), "{map}");
    }
    let label = server.json("/rounds")["rounds"][0]["groups"][0]["label"].clone();
    assert_eq!(label, "Personnes retournées");
}

#[test]
fn another_language_is_refused_with_those_that_there_are() {
    let (_dataset, server) = served();
    for lang in ["en", "ru", "xx", "FR", "french"] {
        let answer = server.get(&format!("/maps/returnees?lang={lang}"));
        let problem = answer.json();
        assert_eq!(
            (answer.status, &problem["parameter"], &problem["accepted"]),
            (400, &json!("lang"), &json!("one of fr, ar"))
        );
    }
    let api = server.json("/api?f=json");
    let parameters = api["paths"]["/maps/{indicator}"]["get"]["parameters"].as_array().expect("parameters");
    let lang = parameters.iter().find(|parameter| parameter["name"] == "lang").expect("lang");
    assert_eq!(lang["schema"]["enum"], json!(["fr", "ar"]));
    // A page shows the map all the same, and says what it left out.
    let mended = server.json("/embed.json?indicator=returnees&lang=ru");
    assert_eq!((&mended["lang"], mended["notices"].as_array().map(Vec::len)), (&json!("fr"), Some(1)));
}

#[test]
fn tiles_labels_and_archives_have_the_names() {
    let (dataset, server) = served();
    let layers = ALL.layers(&server, "admin1", "");
    for layer in ["admin1", "admin1_labels"] {
        let names: Vec<_> = layers[layer].iter().map(|f| [&f.attributes["name"], &f.attributes["name_ar"]]).collect();
        assert_eq!(names, [["Ouest", "الغرب"], ["Est", "الشرق"]], "{layer}");
        assert!(layers[layer].iter().all(|feature| !feature.attributes.contains_key("name_fr")));
    }
    let fields = server.json("/tiles/admin1.json")["vector_layers"][2]["fields"].clone();
    assert_eq!([&fields["name"], &fields["name_ar"]], ["String: Name in French", "String: Name in Arabic"]);
    let text_field = |lang: &str| {
        let style = server.json(&format!("/maps/returnees/style.json?by=admin1{lang}"));
        let layers = style["layers"].as_array().expect("layers").clone();
        layers.into_iter().find(|layer| layer["id"] == "kerben-label").expect("labels")["layout"]["text-field"].clone()
    };
    assert_eq!([text_field(""), text_field("&lang=ar")], [json!(["get", "name"]), json!(["get", "name_ar"])]);
    // The font has no Arabic letters: their ranges are there, and empty.
    for range in ["1536-1791", "64256-64511", "65024-65279"] {
        let glyphs = server.get(&format!("/fonts/Noto%20Sans%20Regular/{range}.pbf"));
        assert_eq!(glyphs.status, 200, "{range}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let archive = folder.path().join("districts.pmtiles");
    let (from, to) = (dataset.path().to_string_lossy(), archive.to_string_lossy());
    kerben(&["export", "admin2", &from, "-o", &to, "--maxzoom", "6"]);
    let archive = Pmtiles::open(&archive);
    let fields = &archive.metadata()["vector_layers"][0]["fields"];
    assert_eq!([&fields["name"], &fields["name_ar"]], ["String: Name in French", "String: Name in Arabic"]);
}

#[test]
fn pages_tell_the_direction_of_each_text() {
    let (_dataset, server) = served();
    let page = server.get("/collections/communities/items?f=html").text();
    assert!(page.contains("<html lang=\"en\">"), "there is no catalogue of French sentences");
    assert!(page.contains("<bdi>عدرا</bdi>") && page.contains("<td>Adra</td>"), "{page}");
    let title = server.json("/maps/returnees?by=admin2&year=2023&lang=ar")["title"].clone();
    assert!(title.as_str().is_some_and(|title| title.starts_with("\u{2068}العائدون\u{2069}")), "{title}");
    for path in ["/?f=html", "/embed?indicator=returnees&lang=ar", "/rounds?f=html", "/api?f=html"] {
        assert_eq!(server.get(path).status, 200, "{path}");
    }
}
