//! Facilities: points with an id and a service.

use fixtures::Dataset;
use fixtures::boundaries::collection;

use super::dataset::{lines, read};

#[test]
fn facilities_are_points_with_a_service() {
    let mut dataset = Dataset::sandland();
    dataset.append(
        "dataset.toml",
        "\n[facilities]\nfile = \"facilities.geojson\"\nsources = [\"survey\"]\ncolumns = { id = \"id\", name_en = \"name\", service = \"service\" }\n",
    );
    let point = |id: &str, service: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{"id":"{id}","name":"Clinic {id}","service":"{service}"}},"geometry":{{"type":"Point","coordinates":[74.5,42.5]}}}}"#
        )
    };
    let mut good = dataset.clone();
    good.put("facilities.geojson", collection(&[point("b", "clinic"), point("a", "hospital")]));
    let atlas = read(&good).parts.expect("an atlas");
    let ids: Vec<&str> = atlas.facilities.iter().map(|facility| &*facility.id).collect();
    assert_eq!((ids, atlas.facility_sources.as_slice()), (vec!["a", "b"], ["survey".to_owned()].as_slice()));
    dataset.put("facilities.geojson", collection(&[point("a", "clinic"), point("a", "cinema")]));
    insta::assert_snapshot!(lines(&read(&dataset).report.findings), @r#"
    error duplicate_id
      facilities.geojson, feature 2, column id: the id `a` is already that of feature 1
    error unknown_service
      facilities.geojson, feature 2, column service: `cinema` is not a service; accepted: `clinic`, `hospital`, `internet`, `market`, `drinking_water`, `school`, `employment_center`, `bank_atm_post`, `public_service_center`
    "#);
}

#[test]
fn long_ids_are_read_to_the_last_digit() {
    let mut dataset = Dataset::sandland();
    dataset.append(
        "dataset.toml",
        "\n[facilities]\nfile = \"facilities.geojson\"\nsources = [\"survey\"]\ncolumns = { id = \"id\", name_en = \"name\", service = \"service\" }\n",
    );
    let point = |id: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{"id":{id},"name":"Clinic","service":"clinic"}},"geometry":{{"type":"Point","coordinates":[74.5,42.5]}}}}"#
        )
    };
    let mut exact = dataset.clone();
    exact.put(
        "facilities.geojson",
        collection(&[point("9007199254740993"), point("18446744073709551615"), point("17")]),
    );
    let atlas = read(&exact).parts.expect("an atlas");
    let ids: Vec<&str> = atlas.facilities.iter().map(|facility| &*facility.id).collect();
    assert_eq!(ids, ["17", "18446744073709551615", "9007199254740993"]);
    // Longer than 64 bits.
    let mut all = String::new();
    for ids in [["18446744073709551616", "1"], ["18446744073709551616", "9007199254740993.5"]] {
        dataset.put("facilities.geojson", collection(&ids.map(point)));
        all += &lines(&read(&dataset).report.findings);
    }
    insta::assert_snapshot!(all, @r"
    error digits_lost
      facilities.geojson, feature 1, column id: `18446744073709552000` has more digits than a number keeps, the last ones may be lost; store it as text
    error digits_lost
      facilities.geojson, feature 1, column id: `18446744073709552000` has more digits than a number keeps, the last ones may be lost; store it as text
    error digits_lost
      facilities.geojson, feature 2, column id: `9007199254740994` has more digits than a number keeps, the last ones may be lost; store it as text
    ");
}

#[test]
fn words_of_the_file_stand_for_services_and_one_service_for_all() {
    let point = |id: &str, kind: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{"id":"{id}","name":"Place {id}","amenity":"{kind}"}},"geometry":{{"type":"Point","coordinates":[74.5,42.5]}}}}"#
        )
    };
    let with = |keys: &str, columns: &str| {
        let mut dataset = Dataset::sandland();
        let section = format!(
            "\n[facilities]\nfile = \"f.geojson\"\nsources = [\"survey\"]\n{keys}\ncolumns = {{ id = \"id\", name_en = \"name\"{columns} }}\n"
        );
        dataset.append("dataset.toml", &section);
        let kinds = [("a", "Health post"), ("b", "market"), ("c", "pharmacy"), ("d", "Pharmacy")];
        dataset.put("f.geojson", collection(&kinds.map(|(id, kind)| point(id, kind))));
        read(&dataset)
    };
    let offered = |read: crate::ingest::Ingested| {
        let facilities = read.parts.unwrap_or_else(|| panic!("{}", read.report)).facilities;
        facilities.iter().map(|facility| format!("{} {}", facility.id, facility.service.id())).collect::<Vec<_>>()
    };
    let mapped = with("services = { \"health post\" = \"clinic\", pharmacy = \"-\" }", ", service = \"amenity\"");
    assert!(mapped.report.findings.iter().any(|finding| finding.code == "facilities_left_out"), "{}", mapped.report);
    assert_eq!(offered(mapped), ["a clinic", "b market"]);
    assert_eq!(offered(with("service = \"school\"", "")), ["a school", "b school", "c school", "d school"]);
    for (keys, columns, code) in [
        ("", "", "service_missing"),
        ("service = \"school\"", ", service = \"amenity\"", "service_twice"),
        ("services = { pharmacy = \"cinema\" }", ", service = \"amenity\"", "unknown_service"),
    ] {
        let report = with(keys, columns).report;
        assert!(report.findings.iter().any(|finding| finding.code == code), "{code}: {report}");
    }
}
