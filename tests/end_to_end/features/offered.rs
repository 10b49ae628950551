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
    let server = Server::start(&sample());
    let api = server.json("/api");
    let rounds = server.json("/rounds");
    let breakdowns = rounds["rounds"][0]["breakdowns"].as_array().expect("breakdowns");
    let dimensions: BTreeSet<String> =
        breakdowns.iter().map(|breakdown| breakdown["dimension"].as_str().expect("a dimension").to_owned()).collect();
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
    for breakdown in breakdowns {
        let (group, dimension) = (breakdown["group"].as_str().expect("a group"), &breakdown["dimension"]);
        let path = format!("/indicators/{group}/values?breakdown={}", dimension.as_str().expect("a dimension"));
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
