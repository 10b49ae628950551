//! What is offered is what the dataset has: in the OpenAPI document, in errors, and on the page of the API.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use tests::{Server, sample};

/// The words of a parameter of an operation.
fn words(api: &Json, path: &str, name: &str) -> BTreeSet<String> {
    let parameters = api["paths"][path]["get"]["parameters"].as_array().expect("parameters");
    let parameter = parameters.iter().find(|parameter| parameter["name"] == name).expect("the parameter");
    let schema =
        if parameter["schema"]["items"].is_object() { &parameter["schema"]["items"] } else { &parameter["schema"] };
    schema["enum"].as_array().expect("words").iter().map(|word| word.as_str().expect("text").to_owned()).collect()
}

fn set(words: &[&str]) -> BTreeSet<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

#[test]
fn levels_and_dimensions_are_those_of_the_dataset() {
    let server = Server::of_sample();
    let api = server.json("/api");
    let rounds = server.json("/rounds");
    let rounds = rounds["rounds"].as_array().expect("rounds").iter();
    let breakdowns = rounds.flat_map(|round| {
        round["breakdowns"].as_array().expect("breakdowns").iter().map(move |breakdown| (&round["id"], breakdown))
    });
    let dimensions: BTreeSet<String> =
        breakdowns.clone().map(|(_, of)| of["dimension"].as_str().expect("a dimension").to_owned()).collect();
    assert!(!dimensions.contains("sex") && dimensions.contains("country"), "{dimensions:?}");

    let values = "/indicators/{indicator}/values";
    assert_eq!(words(&api, values, "by"), set(&["admin0", "admin1", "admin2", "community"]));
    assert_eq!(words(&api, values, "breakdown"), dimensions);
    assert_eq!(words(&api, "/maps/{indicator}", "by"), set(&["admin0", "admin1", "admin2"]));
    assert_eq!(words(&api, "/services/{service}/beyond", "by"), set(&["admin0", "admin1", "admin2"]));
    let services = server.json("/services");
    let services = services["services"].as_array().expect("services").iter();
    let services: BTreeSet<String> =
        services.map(|service| service["id"].as_str().expect("an id").to_owned()).collect();
    assert_eq!(words(&api, values, "service"), services);
    assert_eq!(words(&api, "/services/{service}/beyond", "service"), services);
    let indicators = server.json("/indicators");
    let indicators = indicators["indicators"].as_array().expect("indicators").iter();
    let indicators: BTreeSet<String> = indicators.map(|one| one["id"].as_str().expect("an id").to_owned()).collect();
    assert_eq!(words(&api, values, "indicator"), indicators);

    // Whatever is offered is answered.
    for by in words(&api, values, "by") {
        assert_eq!(server.get(&format!("/indicators/emigrants/values?by={by}")).status, 200, "{by}");
    }
    for (round, breakdown) in breakdowns {
        let [round, group, dimension] =
            [round, &breakdown["group"], &breakdown["dimension"]].map(|text| text.as_str().expect("a text"));
        let path = format!("/indicators/{group}/values?round={round}&by=admin0&breakdown={dimension}");
        assert_eq!(server.get(&path).status, 200, "{path}");
    }

    for (path, accepted) in [
        ("/indicators/emigrants/values?by=admin9", "one of admin0, admin1, admin2, community"),
        ("/maps/emigrants?by=district", "one of admin0, admin1, admin2"),
        ("/indicators/emigrants/values?breakdown=age", "one of country, length_of_stay, reason, movement"),
        ("/indicators/emigrants/values?per=x", "one of none, share, share_of_all, per_1000_households, change"),
    ] {
        let problem = server.get(path).json();
        assert_eq!((&problem["status"], &problem["accepted"]), (&400.into(), &accepted.into()), "{path}");
    }
    let page = server.get("/api?f=html").text();
    assert!(!page.contains("admin3") && !page.contains("sex") && !page.contains("per_1000_population"));
}

/// Also where the usual round, level or service has no answer.
#[test]
fn links_of_indicators_resolve() {
    let provinces = tests::dataset("provinces");
    for (folder, roots, least) in [
        (sample(), &["", "/at/kgz-r3/2023", "/at/kgz-r3/window"][..], 7),
        (provinces, &["", "/at/a/2022", "/at/b/2023", "/at/b/window"][..], 1),
        (tests::dataset("metres-as-km"), &[""][..], 3),
    ] {
        let server = Server::start(&folder);
        for root in roots {
            let document = server.json(&format!("{root}/indicators"));
            let indicators = document["indicators"].as_array().expect("indicators");
            assert!(indicators.len() >= least, "{root}: {document}");
            for link in indicators.iter().flat_map(|one| [&one["values"], &one["map"]]) {
                let path = link.as_str().and_then(|link| link.strip_prefix(&server.base)).expect("an own address");
                assert!(path.starts_with(root), "{path}");
                assert_eq!(server.get(path).status, 200, "{path}");
            }
        }
    }
    let server = Server::start(&tests::dataset("provinces"));
    let ids = |root: &str| -> Vec<String> {
        let document = server.json(&format!("{root}/indicators"));
        let indicators = document["indicators"].as_array().expect("indicators").iter();
        indicators.map(|one| one["id"].as_str().expect("an id").to_owned()).collect()
    };
    assert_eq!(ids(""), ["emigrants", "internal_migrants"]);
    assert_eq!(ids("/at/a/2022"), ["emigrants"], "what the round of the root counts");
    assert_eq!(ids("/at/b/window"), ["internal_migrants"]);
    assert_eq!(server.json("/indicators")["indicators"][0]["levels"], serde_json::json!(["admin0", "admin1"]));
}
