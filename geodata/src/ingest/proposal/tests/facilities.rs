//! Facilities: points that offer a service.

use fixtures::boundaries::{collection, feature};

use super::{Files, counts};

/// Points with these properties.
fn points(properties: &[String]) -> String {
    let all = properties.iter().enumerate().map(|(at, properties)| {
        let point = format!(r#"{{"type":"Point","coordinates":[{},42.5]}}"#, 74.1 + 0.1 * at as f64);
        feature(properties, &point)
    });
    collection(&all.collect::<Vec<_>>())
}

fn offered(parts: &crate::model::DatasetParts) -> Vec<&str> {
    parts.facilities.iter().map(|facility| facility.service.id()).collect()
}

#[test]
fn a_column_of_kinds_says_which_services_there_are() {
    let kinds = ["Health post", "Secondary school", "Market", "Pharmacy"];
    let properties: Vec<String> = (0..8)
        .map(|at| format!(r#""osm_id":{},"name":"Place {at}","amenity":"{}","adm2":"ZZ0101""#, 100 + at, kinds[at % 4]))
        .collect();
    let files = Files::sandland().put("returns.csv", "id,returnees_2023\nC1,1\nC2,2\nC3,3\nC4,4\n");
    let (parts, proposal) = files.put("points.geojson", points(&properties)).decided();
    assert_eq!(counts(&parts), "return_migrants community 2023:1,2,3,4\n", "{}", proposal.text);
    assert_eq!(parts.communities.len(), 4, "{}", proposal.text);
    // Nobody knows what a pharmacy is here: it is left open, and then left out.
    assert!(proposal.text.contains("Pharmacy = \"?\""), "{}", proposal.text);
    assert_eq!(offered(&parts).len(), 6, "{}", proposal.text);
    assert!(
        offered(&parts).contains(&"clinic") || offered(&parts).contains(&"health_facility"),
        "{:?}",
        offered(&parts)
    );
}

#[test]
fn the_name_of_the_file_says_which_service_all_offer() {
    let properties: Vec<String> = (0..3).map(|at| format!(r#""code":"S{at}","name":"No {at}""#)).collect();
    let (parts, proposal) = Files::sandland().put("schools.geojson", points(&properties)).decided();
    assert_eq!(offered(&parts), ["school", "school", "school"], "{}", proposal.text);
    assert!(proposal.text.contains("service = \"school\""), "{}", proposal.text);
    assert!(proposal.files.iter().any(|file| file == "schools.geojson"));
}

#[test]
fn facilities_without_ids_and_second_files_are_named() {
    let alike: Vec<String> = (0..3).map(|_| r#""name":"School""#.to_owned()).collect();
    let proposal = Files::sandland().put("schools.geojson", points(&alike)).proposal();
    assert!(proposal.unused[0].reason.contains("no column tells them apart"), "{:?}", proposal.unused);
    let of =
        |name: &str| points(&(0..3).map(|at| format!(r#""code":"{name}{at}","name":"No {at}""#)).collect::<Vec<_>>());
    let files = Files::sandland().put("schools.geojson", of("s")).put("markets.geojson", of("m"));
    let proposal = files.proposal();
    assert!(proposal.unused[0].reason.contains("put the files together"), "{:?}", proposal.unused);
}
