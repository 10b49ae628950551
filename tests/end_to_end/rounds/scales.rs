//! Classes that maps of several rounds share, because these count the same.

use fixtures::Dataset;
use serde_json::Value as Json;
use tests::Server;

use super::{displaced, redefined, served};

/// Where the classes of a map of each round begin and end.
fn scales(server: &Server, breaks: &str) -> [Vec<(Json, Json)>; 2] {
    ["zzz-d1", "zzz-d2"].map(|round| {
        let map = server.json(&format!("/maps/idps?by=admin2&round={round}{breaks}"));
        let classes = map["classes"].as_array().expect("classes").iter();
        classes
            .filter(|class| class["kind"] == "range")
            .map(|class| (class["low"].clone(), class["high"].clone()))
            .collect()
    })
}

#[test]
fn rounds_that_count_the_same_can_share_their_classes() {
    let (server, _folder) = displaced();
    let [first, second] = scales(&server, "&breaks=shared");
    assert!(!first.is_empty() && first == second, "{first:?} {second:?}");
    let [first, second] = scales(&server, "");
    assert_ne!(first, second, "a stock has no years to change: its classes are its own");
    assert_eq!(scales(&server, "&breaks=own"), [first, second]);
}

#[test]
fn rounds_of_different_definitions_share_no_classes() {
    let mut dataset = Dataset::displaced();
    redefined(&mut dataset);
    let (server, _folder) = served(&dataset);
    assert_eq!(scales(&server, "&breaks=shared"), scales(&server, "&breaks=own"));
}
