//! Communities: their positions, and those that have none.

use fixtures::Dataset;

use super::dataset::{lines, read};
use crate::atlas::Atlas;
use crate::model::AdminLevel;

/// The communities that have a point, by their ids.
fn placed(dataset: &Dataset) -> Vec<(String, bool)> {
    let ingested = read(dataset);
    let parts = ingested.parts.unwrap_or_else(|| panic!("{}", ingested.report));
    parts.communities.iter().map(|community| (community.id.to_string(), community.point.is_some())).collect()
}

#[test]
fn a_community_without_coordinates_is_counted_and_not_drawn() {
    let mut dataset = Dataset::sandland();
    dataset.edit("communities.csv", "74.7,42.4", ",");
    insta::assert_snapshot!(lines(&read(&dataset).report.findings), @r"
    warning communities_without_coordinates
      communities.csv, column lon: 1 community has no coordinates: it is counted, but not drawn (`C2`)
    ");
    let points: Vec<bool> = placed(&dataset).into_iter().map(|(_, is_placed)| is_placed).collect();
    assert_eq!(points, [true, false, true, true]);
    let parts = read(&dataset).parts.expect("parts");
    let atlas = Atlas::of_parts(parts);
    let brim = atlas.find_community("C2").expect("the community");
    let district = atlas.find_unit("ZZ0102").expect("the district");
    assert_eq!(atlas.unit_of_community(AdminLevel::Admin2, brim), Some(district.1));
    assert_eq!(atlas.communities_without_point(), 1);
}

#[test]
fn no_community_needs_coordinates() {
    let mut dataset = Dataset::sandland();
    dataset.describe(r#"lon = "lon", lat = "lat", "#, "");
    insta::assert_snapshot!(lines(&read(&dataset).report.findings), @r"
    note communities_without_coordinates
      communities.csv: 4 communities have no coordinates: they are counted, but not drawn; `columns` names neither `lon` nor `lat`
    ");
    assert!(placed(&dataset).iter().all(|(_, is_placed)| !is_placed));
}

#[test]
fn withheld_coordinates_are_none() {
    let mut dataset = Dataset::sandland();
    dataset.edit("communities.csv", "74.7,42.4", "*,*");
    dataset.describe("file = \"communities.csv\"\n", "file = \"communities.csv\"\nsuppressed = [\"*\"]\n");
    insta::assert_snapshot!(lines(&read(&dataset).report.findings), @r"
    warning communities_without_coordinates
      communities.csv, column lon: 1 community has no coordinates: it is counted, but not drawn (`C2`)
    ");
    assert!(!placed(&dataset)[1].1);
}

#[test]
fn half_a_position_is_an_error() {
    let mut all = String::new();
    for (from, to) in [("74.7,42.4", ",42.4"), ("74.7,42.4", "74.7,"), ("74.7,42.4", "here,")] {
        let mut dataset = Dataset::sandland();
        dataset.edit("communities.csv", from, to);
        all += &lines(&read(&dataset).report.findings);
    }
    for (from, to) in [(r#"lon = "lon", "#, ""), (r#"lat = "lat", "#, "")] {
        let mut dataset = Dataset::sandland();
        dataset.describe(from, to);
        all += &lines(&read(&dataset).report.findings);
    }
    insta::assert_snapshot!(all, @r"
    error coordinate_missing
      communities.csv, row 3, column lon: the longitude is missing; a community has both coordinates, or neither
    error coordinate_missing
      communities.csv, row 3, column lat: the latitude is missing; a community has both coordinates, or neither
    error not_a_number
      communities.csv, row 3, column lon: `here` is not a number
    error coordinate_missing
      communities.csv, row 3, column lat: the latitude is missing; a community has both coordinates, or neither
    error coordinate_column_missing
      dataset.toml, line 54: `columns` names `lat`, but not `lon`; name both, or neither where communities have no coordinates
    error coordinate_column_missing
      dataset.toml, line 54: `columns` names `lon`, but not `lat`; name both, or neither where communities have no coordinates
    ");
}

#[test]
fn without_coordinates_a_community_is_in_no_smaller_unit_than_it_states() {
    let mut dataset = Dataset::sandland();
    dataset.describe(r#"admin2 = "district""#, r#"admin1 = "district""#);
    for district in ["ZZ0101", "ZZ0102", "ZZ0201"] {
        let rows = dataset.text("communities.csv").replace(district, &district[..4]);
        dataset.put("communities.csv", rows);
    }
    dataset.edit("communities.csv", "74.7,42.4", ",");
    insta::assert_snapshot!(lines(&read(&dataset).report.findings), @r"
    warning communities_without_coordinates
      communities.csv, column lon: 1 community has no coordinates: it is counted, but not drawn (`C2`)
    warning communities_without_unit
      admin2.geojson: the community `C2` has no coordinates, and so no district: it is in the figures of larger units, and in none by admin2
    ");
    let atlas = Atlas::of_parts(read(&dataset).parts.expect("parts"));
    let brim = atlas.find_community("C2").expect("the community");
    assert_eq!(atlas.unit_of_community(AdminLevel::Admin2, brim), None);
    assert!(atlas.unit_of_community(AdminLevel::Admin1, brim).is_some());
    assert_eq!(atlas.communities_without_unit(AdminLevel::Admin2), [brim]);
}
