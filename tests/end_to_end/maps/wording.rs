//! What the maps of the samples say: the foot of each says a thing once and nothing against another, titles follow the language's rule, subtitles name
//! what rates are of.

use serde_json::Value as Json;
use tests::{Server, sample};

/// Every map of a dataset: each indicator by each level and normalisation that it has.
fn maps(server: &Server) -> Vec<(String, Json)> {
    let mut maps = Vec::new();
    let indicators = server.json("/indicators")["indicators"].clone();
    for indicator in indicators.as_array().expect("indicators") {
        let id = indicator["id"].as_str().expect("an id");
        let chosen = match id {
            "households_beyond" => "service=hospital&km=10",
            "communities_lacking" => "service=hospital",
            _ => "year=window",
        };
        for by in ["admin0", "admin1", "admin2"] {
            for per in ["none", "share", "share_of_all", "per_1000_households", "change"] {
                let path = format!("/maps/{id}?by={by}&per={per}&{chosen}");
                let path = if per == "change" { path.replace("window", "2022") } else { path };
                let answer = server.get(&path);
                if answer.status == 200 {
                    maps.push((path, answer.json()));
                }
            }
        }
    }
    maps
}

/// What stands below a map.
fn foot(map: &Json) -> String {
    let texts = |name: &str, of: fn(&Json) -> &Json| -> Vec<String> {
        let all = map[name].as_array().expect("texts").iter();
        all.map(|one| of(one).as_str().expect("a text").to_owned()).collect()
    };
    let (sources, notes) = (texts("sources", |source| &source["citation"]), texts("notes", |note| note));
    [sources, notes].concat().join(" ")
}

#[test]
fn the_foot_of_every_map_says_a_thing_once() {
    for folder in [sample(), sample().with_file_name("kazakhstan")] {
        let server = Server::start(&folder);
        let maps = maps(&server);
        assert!(maps.len() > 5, "{}: {}", folder.display(), maps.len());
        for (path, map) in maps {
            let foot = foot(&map).to_lowercase();
            let times = |word: &str| foot.matches(word).count();
            let is_illustrative = map["illustrative"] == true;
            assert_eq!(times("illustrative"), usize::from(is_illustrative), "{path}: {foot}");
            assert!(times("schematic boundaries") + times("boundaries are schematic") <= 1, "{path}: {foot}");
            // What is published is not called invented.
            assert!(!foot.contains("totals are generated") && !foot.contains("sums are real"), "{path}: {foot}");
            let notes: Vec<&str> = map["notes"].as_array().expect("notes").iter().filter_map(Json::as_str).collect();
            let shares = notes.iter().any(|note| note.contains("hares of households") || note.contains("Shares are"));
            assert!(!shares || map["per"].as_str().is_some_and(|per| per.starts_with("share")), "{path}: {notes:?}");
        }
    }
}

#[test]
fn titles_write_only_their_beginning_and_names_with_capitals() {
    let server = Server::of_sample();
    let title = |path: &str| {
        let svg = super::pictures::svg(&server, path);
        let (_, title) = svg.split_once("-title\">").expect("a title");
        title.split("</title>").next().expect("text").to_owned()
    };
    assert_eq!(
        title("/maps/return_migrants.svg?year=2023&against=emigrants"),
        "Return migrants per 1,000 households against emigrants per 1,000 households by district, 2023"
    );
    // By country there is nothing to compare.
    let map = server.json("/maps/return_migrants?by=admin0&year=2023");
    assert_eq!(map["title"], "Return migrants in the whole country, 2023");
}

#[test]
fn totals_name_the_place_and_their_unit() {
    let server = Server::of_sample();
    let total = |query: &str| server.json(&format!("/maps/{query}"))["total"]["label"].clone();
    assert_eq!(total("return_migrants?year=window"), "Whole country: 128,661 people.");
    assert_eq!(
        total("return_migrants?year=2023&per=per_1000_households"),
        "Whole country: 48 people per 1,000 households."
    );
    assert!(
        total("return_migrants?within=KG06000000000").as_str().is_some_and(|text| text.starts_with("Osh: ")),
        "{}",
        total("return_migrants?within=KG06000000000")
    );
    assert_eq!(total("return_migrants?year=2023&per=change"), Json::Null);
}

#[test]
fn subtitles_name_round_time_definition_and_what_rates_are_of() {
    let server = Server::of_sample();
    let subtitle = |query: &str| server.json(&format!("/maps/{query}"))["subtitle"].clone();
    assert_eq!(
        subtitle("return_migrants?year=2023&per=per_1000_households"),
        "Kyrgyzstan. Baseline Mobility Assessment, Round 3 (collected February to April 2024). Kyrgyz nationals who came back to \
         Kyrgyzstan after at least three months abroad. Households: those of the 999 assessed communities."
    );
    let within = subtitle("return_migrants?year=2023&per=per_1000_households&within=KG06000000000").to_string();
    assert!(within.contains("Households: those of the 228 assessed communities."), "{within}");
    let change = subtitle("return_migrants?year=2023&per=change").to_string();
    assert!(change.contains("2023 compared with 2022."), "{change}");
    let ministry = subtitle("kyrgyz_migrants_abroad?by=admin0").to_string();
    assert_eq!(ministry.matches("24 May 2024").count(), 1, "{ministry}");

    // In pictures as many sentences as fit, however wide they are.
    for (width, most) in [(1280, 2), (800, 2), (360, 3), (300, 3)] {
        let path = format!("/maps/return_migrants.svg?year=2023&per=per_1000_households&width={width}");
        let svg = super::pictures::svg(&server, &path);
        let document = roxmltree::Document::parse(&svg).expect("XML");
        let group =
            document.descendants().find(|node| node.attribute("class") == Some("subtitle")).expect("a subtitle");
        let lines: Vec<String> = group
            .descendants()
            .filter(|node| node.has_tag_name("text"))
            .map(|line| line.descendants().filter_map(|node| node.text()).take(1).collect())
            .collect();
        let total = lines.iter().position(|line| line.starts_with("Whole country")).expect("a total");
        assert!(total <= most, "{width}: {lines:?}");
        assert!(lines.join(" ").contains("Households: those of the 999"), "{width}: {lines:?}");
    }
}
