//! The same dataset with its tables in a workbook: faults are named by sheet, row and letter of the column.

use std::path::Path;

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use crate::bad_datasets::case::{Error, differences, write_valid};
use crate::bad_datasets::valid;

/// Breaks the sheet of communities or that of counts.
type Break = fn(&mut Workbook);

fn sheet<'w>(workbook: &'w mut Workbook, name: &str) -> &'w mut Worksheet {
    workbook.worksheet_from_name(name).expect("the sheet")
}

/// Writes the dataset with communities and counts as sheets of `round.xlsx`; numbers are numbers there, as spreadsheets have them.
fn write(folder: &Path, break_it: Break) {
    write_valid(folder);
    let mut workbook = Workbook::new();
    for (name, file) in [("Communities", "communities.csv"), ("Counts", "counts.csv")] {
        let sheet = workbook.add_worksheet().set_name(name).expect("a name");
        let (_, content) = valid::FILES.iter().find(|(known, _)| *known == file).expect("the table");
        for (row, line) in content.lines().enumerate() {
            for (column, cell) in line.split(',').enumerate() {
                // Two rows of title above the header, as people like to have them.
                let at = (row as u32 + 2, column as u16);
                match cell.parse::<f64>() {
                    Ok(number) => sheet.write_number(at.0, at.1, number),
                    Err(_) => sheet.write_string(at.0, at.1, cell),
                }
                .expect("a cell");
            }
        }
        sheet.write_string(0, 0, "Sandland, first assessment").expect("a cell");
        std::fs::remove_file(folder.join(file)).expect("the CSV file is removed");
    }
    break_it(&mut workbook);
    workbook.save(folder.join("round.xlsx")).expect("the workbook is written");

    let description = folder.join("dataset.toml");
    let mut text = std::fs::read_to_string(&description).expect("dataset.toml");
    for (name, file) in [("Communities", "communities.csv"), ("Counts", "counts.csv")] {
        let from = format!("file = \"{file}\"");
        assert_eq!(text.matches(&from).count(), 1);
        text = text.replace(&from, &format!("file = \"round.xlsx\"\nsheet = \"{name}\"\nheader_row = 3"));
    }
    std::fs::write(description, text).expect("dataset.toml is written");
}

#[test]
fn a_workbook_without_faults_passes() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), |_| {});
    assert_eq!(differences(folder.path(), &[]), Vec::<String>::new());
}

const TABLE: &[(&str, Break, &[Error])] = &[
    (
        "a formula that failed",
        |workbook| {
            let formula = Formula::new("=Missing!A1").set_result("#REF!");
            sheet(workbook, "Counts").write_formula(4, 2, formula).expect("a cell");
        },
        &[Error {
            code: "formula_failed",
            at: r##"{"file": "round.xlsx", "sheet": "Counts", "row": 5, "column": "returns_2023", "column_letter": "C"}"##,
            line: "round.xlsx, sheet Counts, row 5, column C (returns_2023): `#REF!`: the formula in this cell failed; mend it or paste the value",
        }],
    ),
    (
        "half a person",
        |workbook| {
            sheet(workbook, "Counts").write_number(4, 1, 12.5).expect("a cell");
        },
        &[Error {
            code: "not_a_whole_number",
            at: r#"{"file": "round.xlsx", "sheet": "Counts", "row": 5, "column": "returns_2022", "column_letter": "B"}"#,
            line: "round.xlsx, sheet Counts, row 5, column B (returns_2022): `12.5` is not a whole number",
        }],
    ),
    (
        "fewer than nobody",
        |workbook| {
            sheet(workbook, "Communities").write_number(3, 5, -7).expect("a cell");
        },
        &[Error {
            code: "negative_number",
            at: r#"{"file": "round.xlsx", "sheet": "Communities", "row": 4, "column": "households", "column_letter": "F"}"#,
            line: "round.xlsx, sheet Communities, row 4, column F (households): `-7` is negative; expected 0 or more",
        }],
    ),
    (
        "a P-code that a spreadsheet took for a number",
        |workbook| {
            sheet(workbook, "Communities").write_number(3, 4, 4.1702e13).expect("a cell");
        },
        &[Error {
            code: "pcode_is_a_number",
            at: r#"{"file": "round.xlsx", "sheet": "Communities", "row": 4, "column": "district", "column_letter": "E"}"#,
            line: "round.xlsx, sheet Communities, row 4, column E (district): `41702000000000` is a number, not a P-code: the column was probably read as numbers; store it as text",
        }],
    ),
    (
        "a count that a spreadsheet took for a date",
        |workbook| {
            let date = ExcelDateTime::from_ymd(2024, 7, 5).expect("a date");
            let format = Format::new().set_num_format("d mmm");
            sheet(workbook, "Counts").write_datetime_with_format(3, 3, &date, &format).expect("a cell");
        },
        &[Error {
            code: "unexpected_date",
            at: r#"{"file": "round.xlsx", "sheet": "Counts", "row": 4, "column": "returns_2024", "column_letter": "D"}"#,
            line: "round.xlsx, sheet Counts, row 4, column D (returns_2024): this cell holds a date or time, expected a number",
        }],
    ),
    (
        "a number with a space in it",
        |workbook| {
            sheet(workbook, "Counts").write_string(3, 3, "1 200").expect("a cell");
        },
        &[Error {
            code: "thousands_separator",
            at: r#"{"file": "round.xlsx", "sheet": "Counts", "row": 4, "column": "returns_2024", "column_letter": "D"}"#,
            line: "round.xlsx, sheet Counts, row 4, column D (returns_2024): `1 200` has a separator between thousands; write the number without it",
        }],
    ),
    (
        "a header that was renamed",
        |workbook| {
            sheet(workbook, "Counts").write_string(2, 3, "returns 2024").expect("a cell");
        },
        &[Error {
            code: "column_missing",
            at: r#"{"file": "round.xlsx", "sheet": "Counts", "row": 3, "column": "returns_2024"}"#,
            line: "round.xlsx, sheet Counts, row 3, column returns_2024: line 69 of dataset.toml names this column, but the table has no such header; it has: `community`, `returns_2022`, `returns_2023`, `returns 2024`",
        }],
    ),
    (
        "a sheet that was renamed",
        |workbook| {
            sheet(workbook, "Counts").set_name("Counts (2)").expect("a name");
        },
        &[Error {
            code: "sheet_missing",
            at: r#"{"file": "round.xlsx"}"#,
            line: "round.xlsx: the workbook has no sheet `Counts`; it has: `Communities`, `Counts (2)`",
        }],
    ),
];

#[test]
fn faults_of_a_workbook_point_at_sheets_rows_and_letters() {
    let mut wrong = Vec::new();
    for (what, break_it, errors) in TABLE {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), *break_it);
        let different = differences(folder.path(), errors);
        if !different.is_empty() {
            wrong.push(format!("{what}\n    {}", different.join("\n    ")));
        }
    }
    assert!(wrong.is_empty(), "{} of {} differ:\n{}", wrong.len(), TABLE.len(), wrong.join("\n"));
}

#[test]
fn what_is_no_workbook_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), |_| {});
    std::fs::write(folder.path().join("round.xlsx"), "community,returns_2022\n").expect("a file");
    let said = String::from_utf8(crate::bad_datasets::case::check(folder.path(), &[]).stdout).expect("UTF-8");
    assert!(said.contains("  round.xlsx: cannot be read as an XLSX workbook: "), "{said}");
}
