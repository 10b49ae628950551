//! Tables as they came from others: each dataset has one trait that was read wrongly, or refused, without need.

use std::path::Path;

use serde_json::Value as Json;
use tests::{Server, dataset};

use crate::bad_datasets::case::{Finding, check, differences};

/// The counts of the four communities, as they are served.
fn served(folder: &Path) -> Vec<u64> {
    let server = Server::start(folder);
    let answer = server.json("/collections/communities/items?year=2023");
    let features = answer["features"].as_array().expect("features").iter();
    features.map(|feature| feature["properties"]["return_migrants"].as_u64().expect("a count")).collect()
}

/// The code, place and message of everything that `check` says.
fn findings(folder: &Path) -> Vec<(String, String, String)> {
    let output = check(folder, &["--format", "json"]);
    let report: Json = serde_json::from_slice(&output.stdout).expect("JSON");
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    let found = report["findings"].as_array().expect("findings").iter();
    found.map(|finding| (text(&finding["code"]), finding["location"].to_string(), text(&finding["message"]))).collect()
}

#[test]
fn a_point_before_three_digits_is_an_ambiguous_separator() {
    let shown =
        [("12.000", "12000", "12"), ("1.000", "1000", "1"), ("250.000", "250000", "250"), ("3.000", "3000", "3")];
    let lines = shown
        .iter()
        .zip(2..)
        .map(|((text, thousands, decimals), row)| {
            format!(
                "counts.csv, row {row}, column returnees_2023: `{text}` can mean {thousands}, if the point separates thousands, \
                 or {decimals} with three decimals; write {thousands} or {decimals}"
            )
        });
    let errors: Vec<Finding> = lines.map(|line| Finding::error("ambiguous_separator", line)).collect();
    assert_eq!(differences(&dataset("thousands-point"), &errors), Vec::<String>::new());
}

#[test]
fn a_formula_without_a_result_is_an_error() {
    let line = |row: u32| {
        format!(
            "counts.xlsx, sheet Sheet, row {row}, column D (returnees_2023): the cell has a formula whose result is not \
             stored; open the workbook in a spreadsheet and save it, or paste the value"
        )
    };
    let errors: Vec<Finding> = (2..=5).map(|row| Finding::error("formula_not_calculated", line(row))).collect();
    assert_eq!(differences(&dataset("formula-without-value"), &errors), Vec::<String>::new());
}

#[test]
fn the_only_visible_sheet_is_read_instead_of_the_first() {
    let folder = dataset("hidden-first-sheet");
    assert_eq!(served(&folder), [10, 20, 30, 40]);
    let (code, location, message) = findings(&folder).remove(0);
    assert_eq!((code.as_str(), location.as_str()), ("visible_sheet_read", r#"{"file":"counts.xlsx","sheet":"Data"}"#));
    assert_eq!(message, "this is the only visible sheet, so it is read; hidden: `old`");
}

#[test]
fn several_visible_sheets_are_an_error() {
    let line = "counts.xlsx: the workbook has several sheets: `old`, `Data`; say which with `sheet` in dataset.toml";
    let errors = [Finding::error("sheet_ambiguous", line.to_owned())];
    assert_eq!(differences(&dataset("two-visible-sheets"), &errors), Vec::<String>::new());
}

#[test]
fn harmless_oddities_of_tables_are_read() {
    for name in ["sheet-name-space", "delimiter-of-title", "header-date-unused"] {
        let folder = dataset(name);
        assert_eq!(differences(&folder, &[]), Vec::<String>::new(), "{name}");
        assert_eq!(served(&folder), [10, 20, 30, 40], "{name}");
    }
}
