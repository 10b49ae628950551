//! Communities far from several services, by unit, as a curve and as a file; and where new places would help.

use std::collections::BTreeSet;

use serde_json::Value as Json;
use tests::Server;

fn ids(list: &Json) -> BTreeSet<String> {
    let features = list["features"].as_array().unwrap_or_else(|| panic!("no features: {list}"));
    features.iter().map(|feature| feature["id"].as_str().expect("an id").to_owned()).collect()
}

#[test]
fn several_services_are_those_of_each_together_or_either_and_units_add_up_to_the_list() {
    let server = Server::of_sample();
    let list = |query: &str| server.json(&format!("/services/hospital/communities?limit=10000&{query}"));
    let hospital = ids(&list("beyond_km=10"));
    let school = ids(&server.json("/services/school/communities?limit=10000&beyond_km=10"));
    let all = list("beyond_km=10&also=school");
    assert_eq!(ids(&all), hospital.intersection(&school).cloned().collect());
    let any = list("beyond_km=10&also=school&match=any");
    assert_eq!(ids(&any), hospital.union(&school).cloned().collect());
    assert!(
        ids(&all).len() < hospital.len() && hospital.len() < ids(&any).len() + usize::from(school.is_subset(&hospital))
    );
    assert_eq!((&any["match"], &any["also"][0]), (&"any".into(), &"school".into()));
    let first = &all["features"][0]["properties"];
    assert_eq!((&first["hospital"], &first["school"]), (&"lacking".into(), &"lacking".into()));
    assert!(first["hospital_band"].is_string() && first["school_band"].is_string(), "{first}");

    for (query, list) in [
        ("also=school", &all),
        ("also=school&match=any", &any),
        ("min_households=500", &list("beyond_km=10&min_households=500")),
    ] {
        let rows = server.json(&format!("/services/hospital/beyond?km=10&by=admin2&{query}"));
        let sum = |number: &str| -> u64 {
            rows["rows"]
                .as_array()
                .expect("rows")
                .iter()
                .map(|row| row[number]["high"].as_u64().expect("a number"))
                .sum()
        };
        assert_eq!(Json::from(sum("communities")), list["numberMatched"], "{query}");
        assert_eq!(Json::from(sum("households")), list["households"], "{query}");
    }
    assert_eq!(ids(&list("beyond_km=10&also=hospital")), hospital, "the same service again says nothing new");
}

#[test]
fn a_curve_says_what_the_same_question_says_distance_by_distance() {
    let server = Server::of_sample();
    for (service, within) in
        [("hospital", ""), ("school", "&within=KG04000000000"), ("clinic", "&within=KG06000000000")]
    {
        let curve = server.json(&format!("/services/{service}/curve?min_households=100{within}"));
        let points = curve["points"].as_array().expect("points");
        assert!(points.len() >= 5, "{curve}");
        for point in points {
            let list = server.json(&format!(
                "/services/{service}/communities?limit=1&min_households=100&beyond_km={}{within}",
                point["km"]
            ));
            assert_eq!(point["communities"]["high"], list["numberMatched"], "{service} {point}");
            assert_eq!(point["households"]["high"], list["households"], "{service} {point}");
        }
        let households: Vec<u64> = points.iter().filter_map(|point| point["households"]["high"].as_u64()).collect();
        assert!(households.windows(2).all(|pair| pair[0] >= pair[1]), "{households:?}");
    }
}

#[test]
fn the_list_as_csv_has_the_same_communities_and_a_part_of_a_name_finds_them() {
    let server = Server::of_sample();
    let query = "/services/hospital/communities?beyond_km=25&also=school&match=any&limit=10000";
    let list = server.json(query);
    let text = server.get(&format!("{query}&f=csv")).text();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    for column in ["id", "admin2_name", "households", "hospital_band", "school_km", "longitude", "illustrative"] {
        assert!(header.iter().any(|name| name == column), "{column} in {header:?}");
    }
    let at = |name: &str| header.iter().position(|column| column == name).expect("a column");
    let records: Vec<csv::StringRecord> = reader.records().map(|record| record.expect("a record")).collect();
    let features = list["features"].as_array().expect("features");
    assert_eq!(records.len(), features.len());
    for (record, feature) in records.iter().zip(features) {
        assert_eq!(Some(&record[at("id")]), feature["id"].as_str());
        assert_eq!(record[at("households")], feature["properties"]["households"].to_string());
        assert_eq!(&record[at("illustrative")], "true");
    }
    let named = server.json(&format!("{query}&q=kaTran"));
    assert!(named["numberMatched"].as_u64() > Some(0), "{named}");
    for feature in named["features"].as_array().expect("features") {
        assert!(feature["properties"]["name"].as_str().expect("a name").to_lowercase().contains("katran"), "{feature}");
    }
    let russian = server.json(&format!("{query}&lang=ru"));
    assert_ne!(russian["features"][0]["properties"]["admin2_name"], features[0]["properties"]["admin2_name"]);
}

#[test]
fn new_centres_bring_no_more_within_reach_than_there_are() {
    let server = Server::of_sample();
    let answer = server.json("/services/hospital/new_centres?km=25&limit=5");
    let centres = answer["features"].as_array().expect("features");
    assert_eq!(centres.len(), 5);
    let reached: Vec<u64> =
        centres.iter().map(|centre| centre["properties"]["households_reached"].as_u64().expect("a number")).collect();
    assert!(reached.windows(2).all(|pair| pair[0] >= pair[1]), "{reached:?}");
    assert!(Some(reached.iter().sum()) <= answer["households_beyond"].as_u64());
    let alone = server.json("/services/hospital/new_centres?km=25&limit=1");
    assert_eq!(alone["features"][0], centres[0], "the first stays the first");
    assert!(answer["notes"].to_string().contains("as the crow flies"), "{answer}");
    let inside = server.json("/services/hospital/new_centres?km=25&within=KG04000000000");
    for centre in inside["features"].as_array().expect("features") {
        assert_eq!(centre["properties"]["admin1"], "KG04000000000");
    }
}
