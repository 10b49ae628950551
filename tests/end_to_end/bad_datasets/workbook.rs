//! The same dataset with its tables in a workbook: faults are named by sheet, row and letter of the column.

use fixtures::Dataset;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use crate::bad_datasets::case::{Case, case, check, check_all};

const SHEETS: [(&str, &str); 2] = [("Communities", "communities.csv"), ("Counts", "counts.csv")];

fn sheet<'w>(workbook: &'w mut Workbook, name: &str) -> &'w mut Worksheet {
    workbook.worksheet_from_name(name).expect("the sheet")
}

/// The dataset with communities and counts as sheets of `round.xlsx`; numbers are numbers there, as spreadsheets have them.
fn in_workbook(what: &'static str, break_it: impl FnOnce(&mut Workbook)) -> Case {
    let mut case = case(what);
    let mut workbook = Workbook::new();
    for (name, file) in SHEETS {
        let sheet = workbook.add_worksheet().set_name(name).expect("a name");
        write(sheet, &case.dataset, file);
        case = case.remove(file).describe(
            &format!("file = \"{file}\""),
            &format!("file = \"round.xlsx\"\nsheet = \"{name}\"\nheader_row = 3"),
        );
    }
    break_it(&mut workbook);
    case.put("round.xlsx", workbook.save_to_buffer().expect("a workbook"))
}

fn write(sheet: &mut Worksheet, dataset: &Dataset, file: &str) {
    for (row, line) in dataset.text(file).lines().enumerate() {
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
}

#[test]
fn a_workbook_without_faults_passes() {
    check_all(&[in_workbook("no fault", |_| {})]);
}

fn table() -> Vec<Case> {
    vec![
        in_workbook("a formula that failed", |workbook| {
            let formula = Formula::new("=Missing!A1").set_result("#REF!");
            sheet(workbook, "Counts").write_formula(4, 2, formula).expect("a cell");
        })
            .error("formula_failed", "round.xlsx, sheet Counts, row 5, column C (returns_2023): `#REF!`: the formula in this cell failed; mend it or paste the value"),
        in_workbook("half a person", |workbook| {
            sheet(workbook, "Counts").write_number(4, 1, 12.5).expect("a cell");
        })
            .error("not_a_whole_number", "round.xlsx, sheet Counts, row 5, column B (returns_2022): `12.5` is not a whole number"),
        in_workbook("fewer than nobody", |workbook| {
            sheet(workbook, "Communities").write_number(3, 5, -7).expect("a cell");
        })
            .error("negative_number", "round.xlsx, sheet Communities, row 4, column F (households): `-7` is negative; expected 0 or more"),
        in_workbook("a P-code that a spreadsheet took for a number", |workbook| {
            sheet(workbook, "Communities").write_number(3, 4, 4.1702e13).expect("a cell");
        })
            .error("pcode_is_a_number", "round.xlsx, sheet Communities, row 4, column E (district): `41702000000000` is a number, not a P-code: the column was probably read as numbers; store it as text"),
        in_workbook("a count that a spreadsheet took for a date", |workbook| {
            let date = ExcelDateTime::from_ymd(2024, 7, 5).expect("a date");
            let format = Format::new().set_num_format("d mmm");
            sheet(workbook, "Counts").write_datetime_with_format(3, 3, &date, &format).expect("a cell");
        })
            .error("looks_withheld", "round.xlsx, sheet Counts, row 4, column D (returns_2024): `2024-07-05` is a date in a column of numbers: spreadsheets make one of a range such as `1-4`, by which a source withholds a number; write what the source has, in a column with the format of text, and list it in dataset.toml, as `suppressed = [\"1-4\"]`"),
        in_workbook("a header that was renamed", |workbook| {
            sheet(workbook, "Counts").write_string(2, 3, "returns 2024").expect("a cell");
        })
            .error("column_missing", "round.xlsx, sheet Counts, row 3, column returns_2024: line 69 of dataset.toml names this column, but the table has no such header; it has: `community`, `returns_2022`, `returns_2023`, `returns 2024`"),
        in_workbook("a sheet that was renamed", |workbook| {
            sheet(workbook, "Counts").set_name("Counts (2)").expect("a name");
        })
            .error("sheet_missing", "round.xlsx: the workbook has no sheet `Counts`; it has: `Communities`, `Counts (2)`"),
    ]
}

#[test]
fn findings_in_a_workbook_have_sheet_row_and_column_letter() {
    check_all(&table());
}

#[test]
fn a_file_that_is_no_workbook_is_named() {
    let case = in_workbook("no workbook", |_| {}).put("round.xlsx", "community,returns_2022\n");
    let report = String::from_utf8(check(case.dataset.write().path(), &[]).stdout).expect("UTF-8");
    assert!(report.contains("  round.xlsx: cannot be read as an XLSX workbook: "), "{report}");
}

/// A library may panic at a damaged file. That is an error of the file, and nothing else is printed.
#[test]
fn a_damaged_workbook_is_an_error_and_no_trace_of_a_library() {
    let mut content = std::fs::read(tests::dataset("workbooks").join("sandland.xls")).expect("the workbook");
    // The library takes the length that stands here for granted.
    content[3112] = 15;
    let case = in_workbook("a damaged workbook", |_| {});
    let case = case
        .put("counts.xls", content)
        .describe("file = \"round.xlsx\"\nsheet = \"Counts\"", "file = \"counts.xls\"\nsheet = \"Counts\"");
    let output = check(case.dataset.write().path(), &["--no-write"]);
    let report = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(report.contains("  counts.xls: cannot be read as an XLS workbook: it is damaged\n"), "{report}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
