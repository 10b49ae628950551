//! Borders between countries: lines with a status and a date.

use fixtures::Dataset;
use fixtures::boundaries::collection;

use super::dataset::{lines, read};
use crate::model::BorderStatus;

/// A stretch of the border of Sandland, which lies from 74° to 76° E and from 42° to 43° N.
fn stretch(properties: &str, coordinates: &str) -> String {
    format!(
        r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{{"type":"LineString","coordinates":{coordinates}}}}}"#
    )
}

const SECTION: &str = r#"
[borders]
file = "borders.geojson"
sources = ["survey"]
as_of = "2024-05-01"
columns = { id = "id", status = "status" }
"#;

fn with_borders(section: &str, stretches: &[String]) -> Dataset {
    let mut dataset = Dataset::sandland();
    dataset.append("dataset.toml", section);
    dataset.put("borders.geojson", collection(stretches));
    dataset
}

fn south() -> String {
    stretch(r#""id":"south","status":"agreed","date":"2024-05""#, "[[74,42],[76,42]]")
}

fn north() -> String {
    stretch(r#""id":"north","status":"Undetermined international boundary","date":"2023""#, "[[74,43],[75,43],[76,43]]")
}

#[test]
fn borders_have_a_status_and_a_date() {
    let statuses = "statuses = { \"undetermined  international boundary\" = \"undetermined\" }\n";
    let section = SECTION.replace("columns", &format!("{statuses}columns"));
    let ingested = read(&with_borders(&section, &[south(), north()]));
    let borders = ingested.parts.unwrap_or_else(|| panic!("{}", ingested.report)).international_borders;
    let found: Vec<_> = borders.list.iter().map(|border| (&*border.id, border.status, &*border.as_of)).collect();
    let expected = [("north", BorderStatus::Undetermined, "2024-05-01"), ("south", BorderStatus::Agreed, "2024-05-01")];
    assert_eq!((found, borders.sources), (expected.to_vec(), vec!["survey".to_owned()]));

    let section = section.replace("as_of = \"2024-05-01\"\n", "").replace("id = \"id\"", "as_of = \"date\"");
    let parts = read(&with_borders(&section, &[south(), north()])).parts.expect("parts");
    let found: Vec<_> = parts.international_borders.list.iter().map(|border| (&*border.id, &*border.as_of)).collect();
    assert_eq!(found, [("1", "2024-05"), ("2", "2023")]);
}

#[test]
fn faults_of_borders_are_named() {
    let other = |from: &str, to: &str| south().replace(from, to);
    let line = r#""type":"LineString","coordinates":[[74,42],[76,42]]"#;
    let mut all = String::new();
    for stretches in [
        vec![north()],
        vec![south(), south()],
        vec![other(line, r#""type":"Point","coordinates":[74,42]"#)],
        vec![other("[[74,42],[76,42]]", "[[74,42]]")],
        vec![other("[[74,42],[76,42]]", "[[179,42],[181,42]]")],
        vec![other("[[74,42],[76,42]]", "[[10,10],[11,10]]")],
    ] {
        all += &lines(&read(&with_borders(SECTION, &stretches)).report.findings);
    }
    for (from, to) in [
        ("as_of = \"2024-05-01\"\n", ""),
        ("2024-05-01", "May"),
        ("status = \"status\" }", "status = \"status\", as_of = \"date\" }"),
        ("columns", "statuses = { x = \"open\" }\ncolumns"),
    ] {
        all += &lines(&read(&with_borders(&SECTION.replace(from, to), &[south()])).report.findings);
    }
    insta::assert_snapshot!(all, @r#"
    error unknown_border_status
      borders.geojson, feature 1, column status: `Undetermined international boundary` is not a status of borders; accepted: `agreed`, `undetermined`, `disputed`, `line_of_control`, `armistice_line`, `line_of_separation`; say what it stands for in `statuses`, as `statuses = { "Undetermined international boundary" = "agreed" }`
    error duplicate_id
      borders.geojson, feature 2, column id: the id `south` is already that of feature 1
    error geometry_type
      borders.geojson, feature 1: the geometry is not a line
    error geometry_type
      borders.geojson, feature 1: the geometry is not a line
    error coordinates_out_of_range
      borders.geojson, feature 1: the longitude 181 is beyond 180 degrees; cut the line at the antimeridian
    warning border_elsewhere
      borders.geojson: 1 of 1 lines are farther than 25 km from the border of the country (`south`): are they borders of others?
    error as_of_missing
      dataset.toml, line 90: borders change: say for when their status is stated, as `as_of = "2024-05-01"` or by a column `as_of`
    error bad_date
      dataset.toml, line 93: `May` is not a date; expected YYYY, YYYY-MM, YYYY-MM-DD
    error as_of_twice
      dataset.toml, line 93: give `as_of` for all lines, or as a column, not both
    error unknown_border_status
      dataset.toml, line 94: `open` is not a status of borders; accepted: `agreed`, `undetermined`, `disputed`, `line_of_control`, `armistice_line`, `line_of_separation`
    "#);
}
