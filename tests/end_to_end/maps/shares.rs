use serde_json::Value as Json;
use tests::Server;

/// Indicator and query; what title and unit must say.
const TITLES: &[(&str, &str, &str)] = &[
    (
        "/maps/households_beyond?service=clinic&km=10&per=share",
        "Households more than 10 km from a clinic, share of households in communities without a clinic, by district",
        "per cent of households in communities without a clinic",
    ),
    (
        "/maps/households_beyond?service=clinic&km=10&per=share_of_all",
        "Households more than 10 km from a clinic, share of all households, by district",
        "per cent of all households",
    ),
    (
        "/maps/households_beyond?service=clinic&km=10",
        "Households more than 10 km from a clinic, share of all households, by district",
        "per cent of all households",
    ),
    (
        "/maps/households_beyond?service=clinic&km=10&per=none",
        "Households more than 10 km from a clinic by district",
        "households",
    ),
    (
        "/maps/communities_lacking?service=internet",
        "Communities without mobile internet, share of all communities, by district",
        "per cent of all communities",
    ),
    (
        "/maps/communities_lacking?service=internet&per=share&by=admin1",
        "Communities without mobile internet, share of all communities, by province",
        "per cent of all communities",
    ),
    (
        "/maps/return_migrants?year=2023&per=share",
        "Return migrants, share of the country's total, by district, 2023",
        "per cent of the country's total",
    ),
    ("/maps/return_migrants?year=2023", "Return migrants by district, 2023", "people"),
];

#[test]
fn title_and_legend_of_a_share_name_its_whole() {
    let server = Server::of_sample();
    for (path, title, unit) in TITLES {
        let map = server.json(path);
        assert_eq!((&map["title"], &map["legend"]["unit"]), (&Json::from(*title), &Json::from(*unit)), "{path}");
        let values =
            server.json(map["values"].as_str().map(|address| &address[server.base.len()..]).expect("an address"));
        assert_eq!((&values["unit"], &values["per"]), (&map["unit"], &map["per"]), "{path}");
        let notes = map["notes"].to_string();
        assert_eq!(
            notes.contains("of all households of the assessed communities"),
            unit.ends_with("all households"),
            "{path}: {notes}"
        );
        assert_eq!(
            notes.contains("shares of households are of these, not of all"),
            title.contains("without a clinic"),
            "{path}: {notes}"
        );
        assert_eq!(
            notes.contains("Households are all those of the communities"),
            unit == &"households",
            "{path}: {notes}"
        );
    }
    // Without a choice values are numbers, as before; maps are not.
    let values = server.json("/indicators/households_beyond/values?service=clinic&km=10&by=admin0");
    assert_eq!((&values["per"], &values["unit"]), (&"none".into(), &"households".into()));
}

#[test]
fn a_share_of_all_is_of_all_households() {
    let server = Server::of_sample();
    let items = server.json("/collections/communities/items?limit=10000");
    let communities = items["features"].as_array().expect("communities");
    let households = |of: &Json| of["properties"]["households"].as_u64();
    let known = communities.iter().filter(|of| of["properties"]["hospital"] != "no_data");
    let all: u64 = known.filter_map(households).sum();
    let beyond = server.json("/indicators/households_beyond/values?service=hospital&km=25&by=admin0");
    let beyond = beyond["rows"][0]["value"].as_f64().expect("households");
    let answer = server.json("/indicators/households_beyond/values?service=hospital&km=25&by=admin0&per=share_of_all");
    let share = answer["rows"][0]["value"].as_f64().expect("a share");
    assert!((share - 100.0 * beyond / all as f64).abs() < 1e-4, "{share} of {beyond} / {all}");
    assert_eq!(answer["total"]["value"], answer["rows"][0]["value"]);

    let count = |status: &str| communities.iter().filter(|of| of["properties"]["clinic"] == status).count() as f64;
    let expected = 100.0 * count("lacking") / (count("lacking") + count("available"));
    for per in ["share", "share_of_all"] {
        let answer = server.json(&format!("/indicators/communities_lacking/values?service=clinic&by=admin0&per={per}"));
        let share = answer["rows"][0]["value"].as_f64().expect("a share");
        assert!((share - expected).abs() < 1e-4, "{per}: {share}, expected {expected}");
    }
}

#[test]
fn indicators_list_their_normalisations() {
    let server = Server::of_sample();
    let catalogue = server.json("/indicators");
    for indicator in catalogue["indicators"].as_array().expect("indicators") {
        let id = indicator["id"].as_str().expect("an id");
        let needed = match id {
            "households_beyond" => "&service=hospital&km=25",
            "communities_lacking" => "&service=hospital",
            "kyrgyz_migrants_abroad" => "&round=kgz-mlssm-2024&by=admin0",
            _ => "&year=2023",
        };
        for per in ["none", "share", "share_of_all", "per_1000_households", "per_1000_population", "change"] {
            let status = server.get(&format!("/maps/{id}?per={per}{needed}")).status;
            let offered = indicator["per"].as_array().is_some_and(|offered| offered.contains(&per.into()));
            // Of communities both shares are the same, and one of them is offered.
            let is_synonym = id == "communities_lacking" && per == "share";
            let has_year_before = id != "internal_migrants" && id != "internal_out_migrants";
            if per != "change" || has_year_before {
                assert_eq!(status == 200, offered || is_synonym, "{id} per {per}: {status}");
            }
        }
    }
}
