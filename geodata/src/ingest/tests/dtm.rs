//! Displacement by district, as the API of the Displacement Tracking Matrix and the Humanitarian Data Exchange give it: a list of records or a long
//! table with the rows of many rounds.

use fixtures::Dataset;

use super::super::{Finding, Ingested};
use super::dataset::{lines, read};
use crate::model::{DatasetParts, Value};

fn parts(dataset: &Dataset) -> DatasetParts {
    let Ingested { report, parts, .. } = read(dataset);
    parts.unwrap_or_else(|| panic!("{report}"))
}

/// The findings with these codes.
fn said(dataset: &Dataset, codes: &[&str]) -> String {
    lines(read(dataset).report.findings.iter().filter(|finding: &&Finding| codes.contains(&finding.code)))
}

#[test]
fn rounds_in_one_list_of_records_are_stocks_of_their_own() {
    let parts = parts(&Dataset::dtm());
    let counts = parts.counts.iter().map(|counts| (counts.round.0.as_str(), counts.values.clone()));
    let reported = |values: &[u64]| values.iter().copied().map(Value::Reported).collect::<Vec<_>>();
    assert_eq!(
        counts.collect::<Vec<_>>(),
        [("zzz-r11", reported(&[120, 30, 325])), ("zzz-r12", reported(&[140, 0, 1300]))]
    );
    let last = |dimension: &str| {
        let of = |breakdown: &&crate::model::Breakdown| {
            breakdown.round.0 == "zzz-r12" && breakdown.dimension.id() == dimension
        };
        let found = parts.breakdowns.iter().find(of).expect("a breakdown");
        (found.categories.clone(), found.values.clone())
    };
    let words = |texts: [&str; 2]| texts.map(str::to_owned).to_vec();
    let mut by_reason = reported(&[140, 0, 0, 0, 210, 1090]);
    // A district without a record of a reason has no data of it.
    (by_reason[1], by_reason[3]) = (Value::NoData, Value::NoData);
    assert_eq!(last("displacement_reason"), (words(["conflict", "disaster"]), by_reason));
    assert_eq!(last("sex"), (words(["female", "male"]), reported(&[76, 64, 0, 0, 685, 615])));
}

#[test]
fn the_table_of_all_levels_gives_the_same_as_the_records() {
    let (records, table) = (parts(&Dataset::dtm()), parts(&Dataset::dtm_of_all_levels()));
    assert_eq!((&records.counts, &records.breakdowns), (&table.counts, &table.breakdowns));
    let flat = {
        let mut dataset = Dataset::dtm();
        let json = dataset.text("displacement-admin2.json");
        let (start, end) = (json.find('[').expect("a list"), json.find("],\n").expect("its end"));
        let flat = json[start..=end].to_owned();
        dataset.put("displacement-admin2.json", flat);
        dataset
    };
    assert_eq!(parts(&flat).counts, records.counts);
}

#[test]
fn the_report_says_which_list_which_rounds_and_which_rows_are_read() {
    insta::assert_snapshot!(lines(&read(&Dataset::dtm()).report.findings), @r#"
    note records_found
      displacement-admin2.json: the records are those of the list `result`; `records` in dataset.toml can say so
    note rounds_not_read
      displacement-admin2.json, field roundNumber: the column also has rounds that `rounds` does not name: `10`
    note rows_selected
      displacement-admin2.json: 4 of 11 rows are read, as `where` and `rounds` in dataset.toml say
    "#);
    insta::assert_snapshot!(lines(&read(&Dataset::dtm_of_all_levels()).report.findings), @r#"
    note hxl_row
      displacement-admin-0-to-2.csv, row 2: the row has HXL tags: it is part of the header
    note rounds_not_read
      displacement-admin-0-to-2.csv, column roundNumber: the column also has rounds that `rounds` does not name: `10`
    note rows_selected
      displacement-admin-0-to-2.csv: 4 of 26 rows are read, as `where` and `rounds` in dataset.toml say
    "#);
}

#[test]
fn rounds_and_rows_that_do_not_fit_are_reported() {
    let with = |from: &str, to: &str| {
        let mut dataset = Dataset::dtm();
        let text = dataset.text("dataset.toml").replacen(from, to, 1);
        dataset.put("dataset.toml", text);
        read(&dataset).report
    };
    let column = "round_column = \"roundNumber\"\n";
    let rounds = "rounds = { 11 = \"zzz-r11\", 12 = \"zzz-r12\" }\n";
    for (from, to, code) in [
        (rounds, "rounds = { 11 = \"zzz-r11\", 13 = \"zzz-r12\" }\n", "where_matches_none"),
        (rounds, "rounds = { 11 = \"zzz-r9\" }\n", "unknown_round"),
        (rounds, "", "missing_key"),
        (column, "", "missing_key"),
        (column, "round = \"zzz-r11\"\n", "rounds_without_column"),
        (column, "round = \"zzz-r11\"\nround_column = \"roundNumber\"\n", "round_twice"),
        (column, "round_column = \"round\"\n", "column_missing"),
        ("place = \"admin2Pcode\"\n", "place = \"admin2Pcode\"\nrecords = \"results\"\n", "records_missing"),
        ("place = \"admin2Pcode\"\n", "place = \"admin2Pcode\"\nsheet = \"a\"\n", "sheet_of_a_csv"),
        ("place = \"admin2Pcode\"\n", "place = \"admin2Pcode\"\nheader_row = 1\n", "header_of_json"),
        ("place = \"admin2Pcode\"\n", "place = \"admin2Pcode\"\nencoding = \"utf-8\"\n", "encoding_of_a_workbook"),
    ] {
        let report = with(from, to);
        assert!(report.findings.iter().any(|finding| finding.code == code), "{to}: {report}");
    }
    // Rows about provinces and the country have no district.
    let mut all_levels = Dataset::dtm_of_all_levels();
    let text = all_levels.text("dataset.toml").replace("adminLevel = 2, ", "");
    all_levels.put("dataset.toml", text);
    let missing = said(&all_levels, &["place_missing"]);
    insta::assert_snapshot!(missing.lines().take(2).collect::<Vec<_>>().join("\n"), @r#"
    error place_missing
      displacement-admin-0-to-2.csv, row 4, column admin2Pcode: the row does not say which place it is about
    "#);
    let mut without = all_levels.clone();
    let text = without
        .text("dataset.toml")
        .replace("where = {", "unless = { admin2Pcode = [\"\", \"Not available\"] }\nwhere = {");
    without.put("dataset.toml", text);
    assert_eq!(parts(&without).counts, parts(&Dataset::dtm()).counts);
}
