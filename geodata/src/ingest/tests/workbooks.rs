//! Tables as XLSX workbooks.

use fixtures::Dataset;
use rust_xlsxwriter::{Format, Formula, Workbook};

use super::dataset::{lines, read};
use crate::atlas::tests::group;
use crate::model::Value;

/// A workbook with a title above the header, counts as numbers, and a second sheet.
fn workbook(spoil: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Read me").expect("a name");
    let sheet = workbook.add_worksheet().set_name("Counts").expect("a name");
    sheet.write(0, 0, "Counts of round 1").expect("written");
    for (column, header) in ["community", "returns_2022", "returns_2023", " returns_2024\u{a0}"].iter().enumerate() {
        sheet.write(2, column as u16, *header).expect("written");
    }
    for (row, id, counts) in [
        (3, "C1", &[5, 7, 2][..]),
        (4, "C2", &[0, 3, 1]),
        (5, "C4", &[1, 0, 0]),
        // After an empty row; its count of 2024 has no cell.
        (7, "C3", &[12, 20]),
    ] {
        sheet.write(row, 0, id).expect("written");
        for (column, count) in (1..).zip(counts) {
            sheet.write(row, column, *count).expect("written");
        }
    }
    spoil(sheet);
    workbook.save_to_buffer().expect("a workbook")
}

fn dataset(content: Vec<u8>) -> Dataset {
    let mut dataset = Dataset::sandland();
    dataset.remove("counts.csv");
    dataset.describe("file = \"counts.csv\"", "file = \"round1.xlsx\"\nsheet = \"Counts\"\nheader_row = 3");
    dataset.put("round1.xlsx", content);
    dataset
}

#[test]
fn a_workbook_reads_like_a_csv() {
    let ingested = read(&dataset(workbook(|_| {})));
    assert_eq!(lines(&ingested.report.findings), "");
    let atlas = ingested.parts.expect("an atlas");
    let counts = atlas.counts_of("zzz-r1", &group("return_migrants")).expect("counts");
    assert_eq!(counts.of_place(0), [5, 7, 2].map(Value::Reported));
    assert_eq!(counts.of_place(2), [Value::Reported(12), Value::Reported(20), Value::NoData]);
}

#[test]
fn errors_in_workbooks_have_sheet_row_and_letter_as_location() {
    let faults: Vec<Vec<u8>> = vec![
        workbook(|sheet| {
            sheet.write(4, 1, 20.5).expect("written");
        }),
        workbook(|sheet| {
            sheet.write(4, 1, -20).expect("written");
        }),
        workbook(|sheet| {
            sheet.write(4, 1, "n/a").expect("written");
        }),
        workbook(|sheet| {
            sheet.write_formula(4, 1, Formula::new("=A1+#REF!").set_result("#REF!")).expect("written");
        }),
        workbook(|sheet| {
            let date = Format::new().set_num_format("yyyy-mm-dd");
            sheet.write_with_format(4, 1, 45000, &date).expect("written");
        }),
        workbook(|sheet| {
            sheet.write(2, 3, "returns_2025").expect("written");
        }),
        workbook(|sheet| {
            sheet.write_formula(4, 1, Formula::new("=B4").set_result("")).expect("written");
            sheet.write_formula(4, 2, Formula::new("=B4").set_result("1,234")).expect("written");
        }),
        b"PK but not a workbook".to_vec(),
    ];
    let text: String = faults.into_iter().map(|content| lines(&read(&dataset(content)).report.findings)).collect();
    insta::assert_snapshot!(text);
}

#[test]
fn the_error_for_an_unknown_sheet_lists_all_sheets() {
    let mut dataset = dataset(workbook(|_| {}));
    dataset.describe("sheet = \"Counts\"", "sheet = \"counts\"");
    insta::assert_snapshot!(lines(&read(&dataset).report.findings), @r#"
    error sheet_missing
      round1.xlsx: the workbook has no sheet `counts`; it has: `Read me`, `Counts`
    "#);
}

#[test]
fn a_p_code_stored_as_a_number_is_refused() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, header) in ["id", "name", "lon", "lat", "district", "households"].iter().enumerate() {
        sheet.write(0, column as u16, *header).expect("written");
    }
    for (column, text) in ["C1", "Adra"].iter().enumerate() {
        sheet.write(1, column as u16, *text).expect("written");
    }
    for (column, number) in [(2, 74.2), (3, 42.5), (4, 41_702_000_000_000.0), (5, 120.0)] {
        sheet.write(1, column, number).expect("written");
    }
    let mut dataset = Dataset::sandland();
    dataset.describe("file = \"communities.csv\"", "file = \"communities.xlsx\"");
    dataset.put("communities.xlsx", workbook.save_to_buffer().expect("a workbook"));
    let findings = read(&dataset).report.findings;
    insta::assert_snapshot!(lines(findings.iter().filter(|finding| finding.code.starts_with("pcode"))), @r#"
    error pcode_is_a_number
      communities.xlsx, sheet Sheet1, row 2, column E (district): `41702000000000` is a number, not a P-code: the column was probably read as numbers; store it as text
    "#);
}
