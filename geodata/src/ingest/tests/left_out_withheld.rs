//! Rows that are left out and withhold a value: no sum that a source states may give it away, however the row came to be left out.

use fixtures::Dataset;

use super::super::Severity;
use super::dataset::{lines, read};
use super::withheld::{COUNTS, findings, stated_sums, withheld_with_sums};
use crate::model::Value;

/// That nothing of the year is shown, of which any number may have the value as a part.
#[track_caller]
fn assert_all_hidden([districts, provinces, country]: [Vec<Value<f64>>; 3]) {
    assert_eq!(districts, [Value::Suppressed; 3]);
    assert_eq!(provinces, [Value::Suppressed; 2]);
    assert_eq!(country, [Value::Suppressed]);
}

const CHOICES: &str = "file,column,level,parent,name,rows,match\n";

#[test]
fn sums_that_may_have_a_withheld_row_that_is_left_out_are_suppressed() {
    let reported = |number: f64| Value::Reported(number);
    // Nobody knows which district the community lies in.
    let mut elsewhere = withheld_with_sums();
    elsewhere.edit("communities.csv", "ZZ0201,60", "ZZ0999,60");
    assert_all_hidden(stated_sums(&elsewhere, "unknown_district"));
    // Nor which community the row is about.
    let mut unknown = withheld_with_sums();
    unknown.edit("counts.csv", "C4,", "C44,");
    assert_all_hidden(stated_sums(&unknown, "unknown_place"));
    let mut missing = withheld_with_sums();
    missing.edit("counts.csv", "C4,", ",");
    assert_all_hidden(stated_sums(&missing, "place_missing"));
    // A row that `dataset.toml` leaves out is about a known one.
    let mut unless = withheld_with_sums();
    unless.describe(COUNTS, &format!("{COUNTS}unless = {{ community = \"C4\" }}\n"));
    let [districts, provinces, country] = stated_sums(&unless, "");
    assert_eq!(districts, [reported(5.0), reported(0.0), Value::Suppressed]);
    assert_eq!(provinces, [reported(5.0), Value::Suppressed]);
    assert_eq!(country, [Value::Suppressed]);
    let said = findings(&unless, "suppressed_too");
    assert_eq!(
        said.matches("counts.csv, row 5 is left out, and what it withholds may be a part of this number").count(),
        6,
        "{said}"
    );
    // A row that withholds nothing leaves the sums what they are, as do rows about something else.
    let mut plain = withheld_with_sums();
    plain.describe(COUNTS, &format!("{COUNTS}unless = {{ community = \"C3\" }}\n"));
    let [districts, ..] = stated_sums(&plain, "");
    assert_eq!(districts[..2], [reported(5.0), reported(0.0)]);
    let mut others = withheld_with_sums();
    others.describe(COUNTS, &format!("{COUNTS}unless = {{ community = \"Total\" }}\n"));
    others.edit("counts.csv", "C4,\" <5\u{a0}\",0,0", "C4,1,0,0\nTotal,<5,0,0");
    assert_eq!(stated_sums(&others, "")[0], [reported(5.0), reported(0.0), reported(13.0)]);
}

#[test]
fn a_community_that_a_person_leaves_out_gives_nothing_away() {
    let mut dataset = withheld_with_sums();
    dataset.edit("communities.csv", "ZZ0201,60", "Nowhere,60");
    dataset.put("matches.csv", format!("{CHOICES}communities.csv,district,admin2,,Nowhere,1,-\n"));
    let report = read(&dataset).report;
    assert_eq!(lines(report.of(Severity::Error)), "");
    let said = lines(report.findings.iter().filter(|finding| finding.code == "rows_left_out"));
    assert!(said.contains("counts.csv, row 5, column community: one row is left out, as matches.csv says"), "{said}");
    assert_all_hidden(stated_sums(&dataset, ""));
}

/// Districts that are counted themselves, one of them without a name that is known and with a value that is withheld, and a sum of the country.
fn district_without_a_name() -> Dataset {
    let mut dataset = withheld_with_sums();
    dataset.remove("counts.csv");
    let text = dataset.text("dataset.toml").to_owned();
    let start = text.find("[[counts]]\nfile = \"counts.csv\"").expect("the counts");
    let end = start + 1 + text[start + 1..].find("[[counts]]").expect("those of districts");
    dataset.put("dataset.toml", format!("{}{}", &text[..start], &text[end..]));
    dataset.put(
        "admin2.csv",
        "pcode,returns_2022,returns_2023,returns_2024\nZZ0101,5,7,2\nZZ0102,6,3,1\nNowhere,<5,20,8\n",
    );
    dataset
}

#[test]
fn a_district_that_a_person_leaves_out_gives_nothing_away() {
    let mut dataset = district_without_a_name();
    for choice in ["admin2.csv,pcode,admin2,,Nowhere,1,-\n", ",,,,Nowhere,,-\n"] {
        dataset.put("matches.csv", format!("{CHOICES}{choice}"));
        let [_, _, country] = stated_sums(&dataset, "");
        assert_eq!(country, [Value::Suppressed], "{choice}: 18 without the 11 of the others is the value");
    }
    // Left out by the row that it is in.
    dataset.put("matches.csv", "file,column,level,parent,name,row,match\nadmin2.csv,,,,Nowhere,4,-\n");
    assert_eq!(stated_sums(&dataset, "")[2], [Value::Suppressed]);
    // What is not withheld may be shown.
    dataset.edit("admin2.csv", "Nowhere,<5", "Nowhere,3");
    assert_eq!(stated_sums(&dataset, "")[2], [Value::Reported(18.0)]);
}
