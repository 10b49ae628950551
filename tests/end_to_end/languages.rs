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
fn a_name_on_the_card_of_a_map_that_is_in_another_language_says_so() {
    let mut dataset = Dataset::french_and_arabic();
    dataset.edit("admin2.geojson", "\"ism\": \"الساحل\"", "\"ism\": null");
    let dataset = dataset.write();
    let server = Server::start(dataset.path());
    let card = server.get("/embed?indicator=returnees&by=admin2&year=2023&lang=ar").text();
    assert!(card.contains("<th scope=\"row\" lang=\"fr\" dir=\"auto\">Le Rivage</th>"), "{card}");
    assert!(card.contains("<th scope=\"row\" dir=\"auto\">الكثبان</th>"), "{card}");
    let french = server.get("/embed?indicator=returnees&by=admin2&year=2023&lang=fr").text();
    assert!(french.contains("<th scope=\"row\">Le Rivage</th>"), "{french}");
}

#[test]
fn pages_tell_the_direction_of_each_text() {
    let (_dataset, server) = served();
    let page = server.get("/collections/communities/items?f=html").text();
    assert!(page.contains("<html lang=\"en\" dir=\"ltr\">"), "there is no catalogue of French sentences");
    assert!(page.contains("<bdi>عدرا</bdi>") && page.contains("<div>Adra</div>"), "{page}");
    let title = server.json("/maps/returnees?by=admin2&year=2023&lang=ar")["title"].clone();
    assert!(title.as_str().is_some_and(|title| title == "العائدون حسب المنطقة، 2023"), "{title}");
    for page in ["/embed?indicator=returnees&lang=ar", "/explore?lang=ar", "/rounds?f=html&lang=ar"] {
        let page = server.get(page).text();
        assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">"), "{page}");
    }
    for path in ["/?f=html", "/embed?indicator=returnees&lang=ar", "/rounds?f=html", "/api?f=html"] {
        assert_eq!(server.get(path).status, 200, "{path}");
    }
}

#[test]
fn texts_of_a_dataset_are_in_the_language_asked_for_and_survive_an_edition() {
    let mut dataset = Dataset::french_and_arabic();
    dataset.describe(
        "title = \"Pays du Sable, première évaluation\"",
        "title = { fr = \"Pays du Sable, première évaluation\", ar = \"أرض الرمال\" }\ndisclaimer = { fr = \"Frontières indicatives.\", ar = \"الحدود إرشادية\" }",
    );
    dataset.describe("title = \"Round 1\"", "title = { fr = \"Première enquête\", ar = \"المسح الأول\" }");
    dataset.describe("method = \"Key informant interviews\"", "method = { fr = \"Entretiens\", ar = \"مقابلات\" }");
    dataset.describe("2024 = \"January to April\"", "2024 = { fr = \"janvier à avril\", ar = \"يناير إلى أبريل\" }");
    // Nobody has translated it.
    dataset.describe("definition = \"People who came back.\"", "definition = { fr = \"Personnes rentrées.\" }");
    let folder = dataset.write();
    assert_eq!(findings(folder.path()), Vec::<Json>::new());
    assert_edition_is_the_same(
        folder.path(),
        &[
            "/rounds?lang=ar",
            "/sources?lang=ar",
            "/maps/returnees?by=admin2&year=2024&lang=ar",
            "/maps/returnees?by=admin2",
        ],
    );
    let server = Server::start(folder.path());
    let map = |lang: &str| server.json(&format!("/maps/returnees?by=admin2&year=2024{lang}"));
    let (french, arabic) = (map(""), map("&lang=ar"));
    assert_eq!([&french["disclaimer"], &arabic["disclaimer"]], ["Frontières indicatives.", "الحدود إرشادية"]);
    let said = |map: &Json, texts: [&str; 3]| {
        let whole = format!("{} {} {}", map["title"], map["subtitle"], map["notes"]);
        texts.iter().all(|text| whole.contains(text))
    };
    assert!(said(&french, ["janvier à avril", "Première enquête", "Personnes rentrées."]), "{french}");
    assert!(said(&arabic, ["يناير إلى أبريل", "المسح الأول", "Personnes rentrées."]), "{arabic}");
    let round = server.json("/rounds?lang=ar")["rounds"][0].clone();
    assert_eq!([&round["title"], &round["method"]], ["المسح الأول", "مقابلات"]);
    assert_eq!(round["groups"][0]["partial"]["2024"], "يناير إلى أبريل");
}

#[test]
fn a_text_in_no_language_or_not_in_the_main_one_is_an_error_of_its_line() {
    for (title, code, said) in [
        ("{ xx = \"Assessment\" }", "unknown_language", "`xx` is no language"),
        ("{ ar = \"أرض الرمال\" }", "empty_text", "no text in French"),
        ("{ fr = \"\", ar = \"أرض\" }", "empty_text", "the text in `fr` is empty"),
        ("\"\"", "empty_text", "the text is empty"),
    ] {
        let mut dataset = Dataset::french_and_arabic();
        dataset.describe("title = \"Pays du Sable, première évaluation\"", &format!("title = {title}"));
        let found = findings(dataset.write().path());
        let finding =
            found.iter().find(|finding| finding["code"] == code).unwrap_or_else(|| panic!("{title}: {found:?}"));
        assert!(finding.to_string().contains(said), "{title}: {finding}");
    }
}

#[test]
fn all_that_a_map_of_a_sample_says_is_in_its_languages() {
    // Names of other things than places are as they are everywhere.
    let known = ["Natural", "Earth", "GeoNames"];
    for (sample, languages, map) in [
        ("kyrgyzstan", ["ru", "ky"], "return_migrants?by=admin2&year=2024&per=per_1000_households"),
        ("kyrgyzstan", ["ru", "ky"], "households_beyond?by=admin1&service=employment_center&km=10"),
        ("kazakhstan", ["ru", "kk"], "international_migrant_workers?by=admin1"),
    ] {
        let server = Server::start(&tests::sample().with_file_name(sample));
        for lang in languages {
            let map = server.json(&format!("/maps/{map}&lang={lang}"));
            let texts =
                ["title", "subtitle", "unit", "notes", "disclaimer", "legend"].map(|part| map[part].to_string());
            let total = map["total"]["label"].to_string();
            for text in texts.iter().take(5).chain([&total, &map["legend"]["title"].to_string()]) {
                let words = text.split(|letter: char| !letter.is_alphabetic());
                let english: Vec<&str> = words
                    .filter(|word| word.len() > 2 && word.is_ascii() && *word != "null" && !known.contains(word))
                    .collect();
                assert!(english.is_empty(), "{sample} in {lang}: {english:?} in {text}");
            }
        }
    }
}

#[test]
fn the_page_of_a_problem_is_in_the_language_of_the_reader_and_its_details_are_marked_as_english() {
    let server = Server::start(&tests::sample());
    let asked = |method: &str, path: &str, language: &str| {
        server.request(method, path, &[("Accept", "text/html"), ("Accept-Language", language)])
    };
    for (method, path, accepted, status, title) in [
        ("GET", "/nope", "ky", 404, "Бул даректе эч нерсе жок"),
        ("GET", "/nope?lang=ky", "ru", 404, "Бул даректе эч нерсе жок"),
        ("GET", "/nope?lang=xx", "ky", 404, "Бул даректе эч нерсе жок"),
        ("GET", "/%FF", "ky", 404, "Бул даректе эч нерсе жок"),
        ("GET", "/rounds?no=1&f=html", "ky", 400, "Сурамды түшүнүү мүмкүн болгон жок"),
        ("POST", "/rounds", "ky-KG,ru;q=0.5", 405, "Бул дарек окуу үчүн гана"),
    ] {
        let answer = asked(method, path, accepted);
        let html = answer.text();
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.header("Vary").is_some_and(|vary| vary.contains("Accept-Language")), "{path}");
        assert!(answer.header("Content-Security-Policy").is_some(), "{path}");
        for part in ["<html lang=\"ky\" dir=\"ltr\">", &format!("<h1>{title}</h1>"), "Изилдөө", "Башкы барак"]
        {
            assert!(html.contains(part), "{path}: {part} is missing in {html}");
        }
        assert_eq!(html.matches("<span lang=\"en\">").count(), if status == 400 { 3 } else { 2 }, "{path}: {html}");
    }
    let english = asked("GET", "/nope", "de").text();
    assert!(english.contains("<html lang=\"en\" dir=\"ltr\">") && !english.contains("<span lang"), "{english}");
    // Programs get the same whatever language they accept.
    let problem = server.request("GET", "/nope?lang=ky", &[("Accept-Language", "ky")]).json();
    assert_eq!((&problem["title"], &problem["detail"]), (&json!("Not Found"), &json!("there is nothing at /nope")));
}

#[test]
fn a_page_is_in_the_language_of_the_browser_and_data_are_not() {
    let server = Server::start(&tests::sample());
    let page = |path: &str, accepted: &str| {
        let answer = server.request("GET", path, &[("Accept", "text/html"), ("Accept-Language", accepted)]);
        let language =
            answer.text().split("<html lang=\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
        assert!(answer.header("Vary").is_some_and(|vary| vary.contains("Accept-Language")), "{path}");
        (answer.status, language.expect("a language"))
    };
    for path in ["/", "/embed", "/rounds", "/sources"] {
        // Also when another reader has just had it.
        for (accepted, language) in [
            ("ru-RU,ru;q=0.9,en;q=0.8", "ru"),
            ("en", "en"),
            ("ky;q=0.8,ru;q=0.5", "ky"),
            ("de,fr;q=0.5", "en"),
            ("", "en"),
            ("ru", "ru"),
        ] {
            assert_eq!(page(path, accepted), (200, language.to_owned()), "{path} {accepted}");
        }
    }
    assert_eq!(page("/?lang=ky", "ru"), (200, "ky".to_owned()));
    assert_eq!(page("/embed?lang=xx", "ru"), (200, "ru".to_owned()));
    let answer = server.request("GET", "/maps/return_migrants?year=2023", &[("Accept-Language", "ru")]);
    assert_eq!(answer.json()["lang"], "en");
}
