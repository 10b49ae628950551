//! Workbooks that LibreOffice and others wrote: the same content reads the same in every format. `tests/datasets/workbooks/make.py` makes them.

use std::path::Path;

use fixtures::Dataset;

use super::dataset::{lines, read};
use crate::model::Value;

/// The formats that a workbook of the same content is there in.
const FORMATS: [&str; 4] = ["xlsx", "ods", "xls", "xlsb"];

/// What is said of merged cells, which an XLSB does not tell.
const MERGED: &str = "error merged_cells\n  FILE, sheet Faults, row 3, column B (returns_2022): the cells B3 to B4 are merged, so that a spreadsheet shows for all of them what only the first has; take them apart and write into each what holds for it\n";

/// Sandland with its counts from a sheet of a workbook.
fn from_workbook(format: &str, sheet: &str) -> Dataset {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/datasets/workbooks/sandland").with_extension(format);
    let mut dataset = Dataset::sandland();
    dataset.remove("counts.csv");
    dataset.describe("file = \"counts.csv\"", &format!("file = \"counts.{format}\"\nsheet = \"{sheet}\""));
    dataset.put(&format!("counts.{format}"), std::fs::read(file).expect("the workbook"));
    dataset
}

#[test]
fn formulas_texts_and_hidden_rows_read_the_same_in_every_format() {
    let mut expected = read(&Dataset::sandland()).parts.expect("sound").counts.remove(0).values;
    expected[8] = Value::NoData;
    for format in FORMATS {
        let ingested = read(&from_workbook(format, "Counts"));
        let told = lines(&ingested.report.findings).replace(&format!("counts.{format}"), "FILE");
        let mut counts = ingested.parts.unwrap_or_else(|| panic!("{format}: {told}")).counts;
        assert_eq!(counts.remove(0).values, expected, "{format}");
        // What is hidden is not known of an XLSB.
        if format == "xlsb" {
            continue;
        }
        insta::allow_duplicates! {
            insta::assert_snapshot!(told, @r"
            note header_found
              FILE, sheet Counts, row 3: the names of the columns were found in row 3; `header_row` in dataset.toml can say so
            note hidden_rows_read
              FILE, sheet Counts, row 6: 1 row is hidden in the sheet, from this one on, and read like the others
            note hidden_column_read
              FILE, sheet Counts, column D (returns_2024): the column is hidden in the sheet, and read like the others
            ");
        }
    }
}

#[test]
fn dates_failed_formulas_and_merged_cells_are_errors_in_every_format() {
    for format in FORMATS {
        let report = read(&from_workbook(format, "Faults")).report;
        let errors = report.findings.iter().filter(|finding| finding.severity == crate::ingest::Severity::Error);
        let told = lines(errors).replace(&format!("counts.{format}"), "FILE");
        assert_eq!(told.contains(MERGED), format != "xlsb", "{format}: {told}");
        insta::allow_duplicates! {
            insta::assert_snapshot!(told.replace(MERGED, ""), @r#"
            error looks_withheld
              FILE, sheet Faults, row 2, column B (returns_2022): `2024-07-05` is a date in a column of numbers: spreadsheets make one of a range such as `1-4`, by which a source withholds a number; write what the source has, in a column with the format of text, and list it in dataset.toml, as `suppressed = ["1-4"]`
            error formula_failed
              FILE, sheet Faults, row 2, column C (returns_2023): `#DIV/0!`: the formula in this cell failed; mend it or paste the value
            error not_a_number
              FILE, sheet Faults, row 2, column D (returns_2024): `yes` is not a number; leave the cell empty where there is no data, or list the words for it in dataset.toml, as `no_data = ["n/a"]`, and those of withheld values, as `suppressed = ["<5"]`
            error not_a_whole_number
              FILE, sheet Faults, row 3, column D (returns_2024): `20.5` is not a whole number
            error scientific_notation
              FILE, sheet Faults, row 4, column D (returns_2024): `1E+05` is in scientific notation, digits may be lost; write the number in full
            error negative_number
              FILE, sheet Faults, row 5, column D (returns_2024): `-4` is negative; expected 0 or more
            "#);
        }
    }
}

#[test]
fn a_hidden_sheet_is_read_where_it_is_named_and_several_visible_ones_are_an_error() {
    for format in FORMATS {
        let mut dataset = from_workbook(format, "Old");
        let codes =
            |dataset: &Dataset| -> Vec<&str> { read(dataset).report.findings.iter().map(|found| found.code).collect() };
        assert!(codes(&dataset).contains(&"hidden_sheet_read"), "{format}");
        dataset.describe("\nsheet = \"Old\"", "");
        let report = read(&dataset).report;
        let message = "the workbook has several sheets: `Counts`, `Faults`; say which with `sheet` in dataset.toml";
        assert!(report.findings.iter().any(|found| found.message == message), "{format}: {report}");
    }
}

#[test]
fn damaged_and_protected_binary_workbooks_are_errors_of_the_file() {
    for format in ["xls", "xlsb", "ods"] {
        let whole = {
            let file = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("../tests/datasets/workbooks/sandland")
                .with_extension(format);
            std::fs::read(file).expect("the workbook")
        };
        for length in [0, 4, 700, whole.len() / 2, whole.len() - 100] {
            let mut dataset = from_workbook(format, "Counts");
            dataset.put(&format!("counts.{format}"), &whole[..length]);
            let report = read(&dataset).report;
            assert!(
                report.findings.iter().any(|found| found.code == "table_unreadable"),
                "{format} {length}: {report}"
            );
        }
    }
}

#[test]
fn an_xlsb_with_cells_that_would_be_skipped_is_refused() {
    let mut dataset = from_workbook("xlsb", "Counts");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/datasets/workbooks/short-cells.xlsb");
    dataset.put("counts.xlsb", std::fs::read(file).expect("the workbook"));
    let report = read(&dataset).report;
    assert!(report.findings.iter().any(|found| found.message.contains("cells in a short form")), "{report}");
}

#[test]
fn cells_in_far_corners_of_a_small_file_are_refused_before_memory_is_taken() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/datasets/workbooks/sandland.xls");
    let mut content = std::fs::read(file).expect("the workbook");
    // The record of the dimensions of the first sheet: from row 0 to row 8.
    let record = [0x00, 0x02, 0x0e, 0x00, 0, 0, 0, 0];
    let at = content.windows(record.len()).position(|window| window == record).expect("the record");
    content[at + 8..at + 12].copy_from_slice(&u32::MAX.to_le_bytes());
    let mut dataset = from_workbook("xls", "Counts");
    dataset.put("counts.xls", content);
    let report = read(&dataset).report;
    assert!(report.findings.iter().any(|found| found.code == "workbook_too_large"), "{report}");
}
