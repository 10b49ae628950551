//! Estimates for whole districts beside counts of villages: two indicators of the same people, compared and never added.

use fixtures::Dataset;
use serde_json::json;
use tests::Server;

#[test]
fn estimates_and_counts_are_shown_side_by_side_each_as_what_it_is() {
    let folder = Dataset::displaced_with_estimates().write();
    let server = Server::start(folder.path());
    let counts = server.json("/indicators/idps/values?by=admin2&round=zzz-d1");
    assert_eq!(counts["total"]["value"], 167, "the estimates are not in the sum");
    let compared = |answer: &serde_json::Value, row: usize| answer["rows"][row]["compared"][0].clone();
    assert_eq!(counts["rows"][2]["value"], 127);
    let label = "Displaced people, estimated by district";
    let expected = json!({ "indicator": "idps_by_area", "label": label, "value": 300, "status": "reported", "difference": 173, "ratio": 2.3622 });
    assert_eq!(compared(&counts, 2), expected);
    // Nobody was counted in the second district.
    assert_eq!((&compared(&counts, 1)["difference"], &compared(&counts, 1)["ratio"]), (&json!(60), &json!(null)));
    let estimates = server.json("/indicators/idps_by_area/values?by=admin2&round=zzz-d1");
    let of_counts = compared(&estimates, 2);
    assert_eq!(
        (&of_counts["indicator"], &of_counts["value"], &of_counts["difference"]),
        (&json!("idps"), &json!(127), &json!(173))
    );
    // Of larger places, the estimates of their districts add up among themselves.
    let provinces = server.json("/indicators/idps_by_area/values?by=admin1&round=zzz-d1");
    assert_eq!((&provinces["rows"][0]["value"], &compared(&provinces, 0)["value"]), (&json!(105), &json!(40)));
    // Villages have no estimates, nor do other rounds; rates are not compared.
    for path in ["by=community&round=zzz-d1", "by=admin2&round=zzz-d2", "by=admin2&round=zzz-d1&per=share"] {
        let answer = server.json(&format!("/indicators/idps/values?{path}"));
        assert_eq!(answer["rows"][0].get("compared"), None, "{path}");
    }
    let csv = server.get("/indicators/idps/values?by=admin2&round=zzz-d1&f=csv").text();
    let lines: Vec<&str> = csv.lines().collect();
    assert!(
        lines[0].ends_with(",idps_by_area,idps_by_area_status,idps_by_area_difference,idps_by_area_ratio"),
        "{csv}"
    );
    assert!(lines[3].ends_with(",300,reported,173,2.3622"), "{csv}");
}

#[test]
fn maps_features_and_lists_say_what_is_an_estimate() {
    let folder = Dataset::displaced_with_estimates().write();
    let server = Server::start(folder.path());
    let said = |path: &str| {
        server.json(path)["notes"].as_array().expect("notes").iter().map(ToString::to_string).collect::<String>()
    };
    let of = "These are estimates for whole units, as key informants give them. They are no sums of what was counted (Displaced people)";
    let beside = "Beside these counts there are estimates for whole units, to compare and never to add: Displaced people, estimated by district.";
    let map = server.json("/maps/idps_by_area?by=admin2&round=zzz-d1");
    assert!(map["title"].as_str().expect("a title").starts_with("Displaced people, estimated by district"), "{map}");
    assert!(said("/maps/idps_by_area?by=admin2&round=zzz-d1").contains(of));
    assert!(said("/maps/idps?by=admin2&round=zzz-d1").contains(beside));
    assert!(!said("/maps/idps?by=admin2&round=zzz-d2").contains(beside), "the second round has none");
    let item = server.json("/collections/admin2/items?round=zzz-d1&limit=1")["features"][0]["properties"].clone();
    assert_eq!((&item["idps"], &item["idps_by_area"]), (&json!(40), &json!(45)), "{item}");
    let listed = server.json("/indicators");
    let of = |id: &str| {
        listed["indicators"].as_array().expect("indicators").iter().find(|known| known["id"] == id).expect(id).clone()
    };
    assert_eq!((of("idps_by_area")["estimate_of"].clone(), of("idps").get("estimate_of")), (json!("idps"), None));
}

#[test]
fn a_withheld_count_is_not_given_away_by_its_difference_to_an_estimate() {
    let mut dataset = Dataset::displaced_with_estimates();
    dataset.edit("round1.csv", "C3,120,", "C3,<9,");
    dataset
        .describe("[[counts]]\nfile = \"round1.csv\"\n", "[[counts]]\nfile = \"round1.csv\"\nsuppressed = [\"<9\"]\n");
    let folder = dataset.write();
    let server = Server::start(folder.path());
    let row = server.json("/indicators/idps_by_area/values?by=admin2&round=zzz-d1")["rows"][2].clone();
    let compared = &row["compared"][0];
    assert_eq!((&row["value"], &compared["status"]), (&json!(300), &json!("suppressed")));
    assert_eq!(
        (&compared["value"], &compared["difference"], &compared["ratio"]),
        (&json!(null), &json!(null), &json!(null))
    );
}
