//! Findings about borders.

use fixtures::Dataset;
use fixtures::boundaries::{collection, feature, rectangle};

use super::super::{Finding, Severity};
use super::dataset::read;

/// Districts that are boxes: west, south, east, north.
fn boxes(areas: &[(&str, [f64; 4])]) -> String {
    let districts: Vec<String> = areas.iter().map(|(unit, area)| district(unit, &rectangle(*area))).collect();
    collection(&districts)
}

fn district(unit: &str, geometry: &str) -> String {
    let parent = &unit[..4];
    feature(&format!(r#""pcode":"{unit}","parent":"{parent}","name":"Unit {unit}""#), geometry)
}

/// The findings of a dataset with these districts, which has no errors.
fn found(districts: String) -> Vec<Finding> {
    let mut dataset = Dataset::sandland();
    dataset.put("admin2.geojson", districts);
    let ingested = read(&dataset);
    assert!(ingested.parts.is_some() && ingested.topology.is_some(), "{}", ingested.report);
    let mut findings = ingested.report.findings;
    findings.retain(|finding| finding.border.is_some());
    findings
}

fn only(findings: &[Finding], code: &str) -> Finding {
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    let mut of_code = findings.iter().filter(|finding| finding.code == code);
    let one = of_code.next().unwrap_or_else(|| panic!("{code} in {codes:?}")).clone();
    assert!(of_code.next().is_none(), "{codes:?}");
    one
}

const SECOND: (&str, [f64; 4]) = ("ZZ0102", [74.5, 42.0, 75.0, 43.0]);
const THIRD: (&str, [f64; 4]) = ("ZZ0201", [75.0, 42.0, 76.0, 43.0]);

#[test]
fn a_lake_is_a_note_with_its_size_and_the_units_around_it() {
    let first = r#"{"type":"Polygon","coordinates":[[[74,42],[74.5,42],[74.5,43],[74,43],[74,42]],[[74.2,42.4],[74.2,42.6],[74.4,42.6],[74.4,42.4],[74.2,42.4]]]}"#;
    let others = boxes(&[SECOND, THIRD])
        .replace("\"features\":[\n", &format!("\"features\":[\n{},\n", district("ZZ0101", first)));
    let lake = only(&found(others), "area_without_unit");
    assert_eq!((lake.severity, &*lake.location.file), (Severity::Note, "admin2.geojson"));
    let border = lake.border.expect("a place");
    assert_eq!(border.units, ["ZZ0101"]);
    // 0.2° of longitude by 0.2° of latitude at 42.5° north: 16.4 km by 22.2 km on the sphere.
    let km2 = border.km2.expect("a size");
    assert!((km2 - 16.42 * 22.24).abs() < 4.0, "{km2}");
    let at = [border.lon.expect("a place"), border.lat.expect("a place")];
    assert!((74.2 - 1e-6..=74.4 + 1e-6).contains(&at[0]) && (42.4 - 1e-6..=42.6 + 1e-6).contains(&at[1]), "{at:?}");
    assert!(lake.message.contains("surrounded by ZZ0101 (Unit ZZ0101): a lake or an enclave"), "{}", lake.message);
}

#[test]
fn an_overlap_is_a_warning_with_both_units() {
    // A tenth of a degree too far to the east: 8.2 km, over the whole height of 111 km.
    let overlap = only(&found(boxes(&[("ZZ0101", [74.0, 42.0, 74.6, 43.0]), SECOND, THIRD])), "units_overlap");
    assert_eq!(overlap.severity, Severity::Warning);
    let border = overlap.border.expect("a place");
    assert_eq!(border.units, ["ZZ0101", "ZZ0102"]);
    let (km2, metres) = (border.km2.expect("a size"), border.metres.expect("a width"));
    assert!((km2 - 8.2 * 111.2).abs() < 15.0 && (6_000.0..9_000.0).contains(&metres), "{km2} km², {metres} m");
    let words = "ZZ0101 (Unit ZZ0101) and ZZ0102 (Unit ZZ0102) overlap by ";
    assert!(overlap.message.starts_with(words), "{}", overlap.message);
}

#[test]
fn a_narrow_gap_that_units_surround_is_a_warning() {
    // A slit between the first two, 0.0002° (16 m) wide, which the third closes in the south and north.
    let slit = boxes(&[
        ("ZZ0101", [74.0, 42.2, 74.5, 42.8]),
        ("ZZ0102", [74.5002, 42.2, 75.0, 42.8]),
        ("ZZ0201", [74.0, 42.8, 75.0, 43.0]),
        ("ZZ0202", [74.0, 42.0, 75.0, 42.2]),
    ]);
    let gap = only(&found(slit), "gap_between_units");
    assert_eq!(gap.severity, Severity::Warning);
    let border = gap.border.expect("a place");
    assert_eq!(border.units, ["ZZ0101", "ZZ0102", "ZZ0201", "ZZ0202"]);
    assert!((14.0..19.0).contains(&border.metres.expect("a width")), "{:?}", border.metres);
    assert!((1.0..1.3).contains(&border.km2.expect("a size")), "{:?}", border.km2);
}

#[test]
fn slivers_within_the_tolerance_are_closed_and_counted() {
    // Two millionths of a degree: 16 cm.
    let moved = only(&found(boxes(&[("ZZ0101", [74.0, 42.0, 74.500_002, 43.0]), SECOND, THIRD])), "vertices_moved");
    assert_eq!(moved.severity, Severity::Note);
    let border = moved.border.expect("a place");
    assert_eq!(border.count, Some(2));
    assert!(border.metres.is_some_and(|metres| metres < 0.2), "{:?}", border.metres);
}

#[test]
fn a_province_whose_border_differs_from_its_districts_is_reported() {
    // The first province ends at 75°, its districts at 75.1°; the second begins at 75°.
    let districts = boxes(&[
        ("ZZ0101", [74.0, 42.0, 74.5, 43.0]),
        ("ZZ0102", [74.5, 42.0, 75.1, 43.0]),
        ("ZZ0201", [75.1, 42.0, 76.0, 43.0]),
    ]);
    let findings = found(districts);
    let told: Vec<_> = findings.iter().filter(|finding| finding.code == "border_not_of_parts").collect();
    assert_eq!(told.len(), 2);
    for (finding, unit) in told.iter().zip(["ZZ01", "ZZ02"]) {
        assert_eq!((finding.severity, &*finding.location.file), (Severity::Warning, "admin1.geojson"));
        let border = finding.border.as_ref().expect("a place");
        assert_eq!(border.units, [unit]);
        assert!((8_000.0..8_400.0).contains(&border.metres.expect("a distance")), "{:?}", border.metres);
    }
}

#[test]
fn the_largest_of_many_comes_first_and_the_text_counts_the_rest() {
    // Thirty pairs of districts that overlap, more and more.
    let mut areas: Vec<(String, [f64; 4])> = Vec::new();
    for pair in 0..30 {
        let (south, more) = (42.0 + f64::from(pair) / 30.0, 0.001 * f64::from(pair + 1));
        let north = 42.0 + f64::from(pair + 1) / 30.0;
        areas.push((format!("ZZ01{:02}", 2 * pair), [74.0, south, 74.5 + more, north]));
        areas.push((format!("ZZ01{:02}", 2 * pair + 1), [74.5, south, 75.0, north]));
    }
    areas.push(("ZZ0201".into(), [75.0, 42.0, 76.0, 43.0]));
    // The communities name three of these units.
    let areas: Vec<(&str, [f64; 4])> = areas.iter().map(|(unit, area)| (unit.as_str(), *area)).collect();
    let mut dataset = Dataset::sandland();
    dataset.put("admin2.geojson", boxes(&areas));
    let ingested = read(&dataset);
    let report = &ingested.report;
    assert!(!report.has_errors(), "{report}");
    let overlaps: Vec<f64> = (report.findings.iter().filter(|finding| finding.code == "units_overlap"))
        .map(|finding| finding.border.as_ref().and_then(|border| border.km2).expect("a size"))
        .collect();
    assert_eq!(overlaps.len(), 30);
    assert!(overlaps.is_sorted_by(|one, other| one >= other), "{overlaps:?}");
    let text = report.to_string();
    assert_eq!(text.matches(" overlap by ").count(), 20, "{text}");
    assert!(text.contains("… and 10 more like this (admin2.geojson, units_overlap)"), "{text}");
}

#[test]
fn a_dataset_with_errors_has_no_topology() {
    let mut dataset = Dataset::sandland();
    dataset.edit("communities.csv", "ZZ0201,240", "ZZ0299,240");
    let ingested = read(&dataset);
    assert!(ingested.parts.is_none() && ingested.topology.is_none());
}
