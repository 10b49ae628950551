//! The complete example of `docs/your-data.md` is one.

use fixtures::Dataset;
use serde_json::json;
use tests::{Server, project};

use crate::codes::findings;

const SERVICES: &str = "community,health_post,health_post_band,well,well_km
C1,no,>2,no,3.5
C2,no,0.5-2,yes,
C3,yes,,yes,
C4,no,0-0.5,no,0.4
";

/// The description in the document, beside the files that it names.
pub(super) fn documented() -> Dataset {
    let document = std::fs::read_to_string(project().join("docs/your-data.md")).expect("the document");
    let (_, example) = document.split_once("## A complete example").expect("the example");
    let description =
        example.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a description");
    let mut dataset = Dataset::displaced();
    dataset.put("dataset.toml", description);
    dataset.put("services.csv", SERVICES);
    dataset
}

#[test]
fn the_example_of_the_document_is_sound_and_served_in_its_words() {
    let folder = documented().write();
    assert!(findings(folder.path()).is_empty(), "{:?}", findings(folder.path()));
    let server = Server::start(folder.path());
    let values = server.json("/indicators/idps/values?by=admin0&breakdown=sex&lang=fr");
    assert_eq!(values["rows"][0]["category_label"], "Femmes", "{values}");
    assert_eq!(values["rows"][0]["date"], "2024-10-31", "{values}");
    let map = server.json("/maps/idps?by=admin2&lang=fr");
    assert_eq!(map["title"], "Personnes déplacées by district, 31 October 2024", "{map}");
    let services = server.json("/services");
    assert_eq!(services["services"][1]["default"], json!(true), "{services}");
    assert_eq!(server.get("/indicators/idps/values?by=admin0&year=2024").status, 400);
}
