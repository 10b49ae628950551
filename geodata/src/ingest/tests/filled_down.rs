//! What stands in the first row of a block only: the larger unit, the place, the year.

use fixtures::Dataset;
use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::super::{Ingested, Report, Severity};
use super::dataset::{lines, read};
use super::named_units::{COUNTS, districts, with_districts};

/// The districts below their provinces, each of which stands in the first row of its districts.
const BLOCKS: &str = "West,Dunes,30\n,Oasis,5\nEast,Shore,12\n";

fn notes(report: &Report, code: &str) -> String {
    lines(report.of(Severity::Note).filter(|finding| finding.code == code))
}

fn filled(rows: &str, fill_down: &str) -> Dataset {
    let mut dataset = with_districts(rows);
    dataset.describe("within = \"province\"", &format!("within = \"province\"\nfill_down = {fill_down}"));
    dataset
}

/// A second district `Dunes`, in the east.
fn with_namesake(mut dataset: Dataset) -> Dataset {
    dataset.edit("admin2.geojson", "\"name\": \"Shore\"", "\"name\": \"Dunes\"");
    dataset
}

#[test]
fn a_larger_unit_holds_for_the_rows_below_it_where_the_description_says_so() {
    let namesakes = "West,Oasis,5\n,Dunes,30\nEast,Dunes,12\n";
    let errors = districts(&with_namesake(with_districts(namesakes)));
    insta::assert_snapshot!(errors.expect_err("errors"), @r"
    error name_ambiguous
      districts.csv, row 3, column district: `Dunes` is the name of several units: ZZ0101 (Dunes), ZZ0201 (Dunes); `province` is empty in this row: if it is that of the rows above, say `fill_down`
    ");
    let dataset = with_namesake(filled(namesakes, "\"province\""));
    assert_eq!(districts(&dataset), Ok(COUNTS.to_vec()));
    insta::assert_snapshot!(notes(&read(&dataset).report, "cells_filled"), @r"
    note cells_filled
      districts.csv, column province: one empty cell has what stands above it, as `fill_down` in dataset.toml says
    ");
}

#[test]
fn nothing_is_filled_without_the_key() {
    let report = read(&with_districts(BLOCKS)).report;
    assert_eq!(notes(&report, "cells_filled"), "");
    // In the wrong province: the third row has nothing of its own.
    let errors = districts(&filled("West,Dunes,30\n,Oasis,5\n,Shore,12\n", "[\"province\"]"));
    insta::assert_snapshot!(errors.expect_err("errors"), @r"
    error name_unknown
      districts.csv, row 4, column district: there is no district with the code or name `Shore` in `West`; is ZZ0201 (Shore) meant: the same name, in another unit than stated?
    ");
}

#[test]
fn rows_of_totals_and_footnotes_stay_what_they_are() {
    let mut dataset = filled(
        "West,Dunes,30\n,Oasis,5\n,,35\nEast,Shore,12\nTotal,,47\n,Source: the survey,\nPreliminary,,\n",
        "\"province\"",
    );
    let errors = districts(&dataset);
    insta::assert_snapshot!(errors.expect_err("errors"), @r"
    error place_missing
      districts.csv, row 4, column district: the row does not say which place it is about
    ");
    dataset.edit("districts.csv", "\n,,35", "\n,total,35");
    dataset.describe("fill_down = ", "totals = [\"total\"]\nfill_down = ");
    assert_eq!(districts(&dataset), Ok(COUNTS.to_vec()));
    let report = read(&dataset).report;
    insta::assert_snapshot!(notes(&report, "footnotes") + &notes(&report, "cells_filled"), @r"
    note footnotes
      districts.csv, row 7: 2 rows below the last place have no values: they are taken for footnotes, `Source: the survey`
    note cells_filled
      districts.csv, column province: 3 empty cells have what stands above them, as `fill_down` in dataset.toml says
    ");
}

#[test]
fn the_first_rows_may_have_nothing_above_them() {
    let dataset = filled(",Dunes,30\n,Oasis,5\nEast,Shore,12\n", "\"province\"");
    assert_eq!(districts(&dataset), Ok(COUNTS.to_vec()));
    insta::assert_snapshot!(notes(&read(&dataset).report, "cells_filled"), @r"
    note cells_filled
      districts.csv, column province: no empty cell is below another one, as `fill_down` in dataset.toml says; the first 2 rows have nothing above them, and stay empty
    ");
}

#[test]
fn a_place_holds_for_the_rows_of_its_years() {
    let mut dataset = Dataset::sandland();
    let columns = dataset.text("dataset.toml").to_owned();
    let (before, rest) = columns.split_once("columns = [\n  { column = \"returns_2022\"").expect("counts");
    let (_, after) = rest.split_once("\n]\n").expect("the end");
    dataset.put(
        "dataset.toml",
        format!(
            "{before}year_column = \"year\"\nfill_down = \"community\"\ncolumns = [{{ column = \"n\", group = \"return_migrants\" }}]\n{after}"
        ),
    );
    dataset.put(
        "counts.csv",
        "community,year,n\nC1,2022,5\n,2023,7\n,2024,2\nC2,2022,0\n,2023,3\n,2024,1\nC3,2022,12\n,2023,20\n,2024,8\nC4,2022,1\n,2023,0\n,2024,0\n",
    );
    let whole = read(&Dataset::sandland()).parts.expect("parts");
    let Ingested { parts, report, .. } = read(&dataset);
    let parts = parts.unwrap_or_else(|| panic!("{report}"));
    assert_eq!(parts.counts[0].values, whole.counts[0].values);
    insta::assert_snapshot!(notes(&report, "cells_filled"), @r"
    note cells_filled
      counts.csv, column community: 8 empty cells have what stands above them, as `fill_down` in dataset.toml says
    ");
    // Without the key each row without a place is an error, and the remedy names the key.
    dataset.describe("fill_down = \"community\"\n", "");
    let missing = read(&dataset).report;
    let missing: Vec<_> = missing.findings.iter().filter(|finding| finding.code == "place_missing").collect();
    assert_eq!(missing.len(), 8);
    assert!(missing[0].remedy.contains("`fill_down`"));
}

#[test]
fn communities_lie_in_the_unit_above_them() {
    let mut dataset = Dataset::sandland();
    dataset.describe("[communities]\n", "[communities]\nfill_down = [\"province\", \"district\"]\n");
    dataset.describe("admin2 = \"district\"", "admin1 = \"province\", admin2 = \"district\"");
    dataset.put(
        "communities.csv",
        "id,name,lon,lat,province,district,households\nC1,Adra,74.2,42.5,West,Dunes,120\nC2,Brim,74.7,42.4,,Oasis,80\n\
         C3,Cove,75.3,42.6,East,Shore,240\nC4,Dock,75.8,42.2,,,60\n",
    );
    let Ingested { report, parts, .. } = read(&dataset);
    let parts = parts.unwrap_or_else(|| panic!("{report}"));
    assert_eq!(parts.communities.iter().map(|community| community.unit).collect::<Vec<_>>(), [0, 1, 2, 2]);
    insta::assert_snapshot!(notes(&report, "cells_filled"), @r"
    note cells_filled
      communities.csv, column province: 2 empty cells have what stands above them, as `fill_down` in dataset.toml says
    note cells_filled
      communities.csv, column district: one empty cell has what stands above it, as `fill_down` in dataset.toml says
    ");
}

#[test]
fn values_are_never_filled_and_columns_must_be_read() {
    let errors = districts(&filled(BLOCKS, "[\"province\", \"left_2023\"]"));
    insta::assert_snapshot!(errors.expect_err("errors"), @r"
    error fill_down_of_values
      dataset.toml, line 101: `left_2023` has values: an empty cell of it is no data, and never what stands above; `fill_down` is for columns that say what a row is about
    ");
    let errors = districts(&filled(BLOCKS, "\"oblast\""));
    insta::assert_snapshot!(errors.expect_err("errors"), @r"
    error fill_down_unread
      dataset.toml, line 101: `fill_down` names `oblast`, which nothing in this section reads
    ");
}

fn workbook(write: impl FnOnce(&mut Worksheet)) -> Dataset {
    let mut dataset = with_districts("");
    dataset.remove("districts.csv");
    dataset.describe("file = \"districts.csv\"", "file = \"districts.xlsx\"");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, header) in ["province", "district", "left_2023"].into_iter().enumerate() {
        sheet.write(0, column as u16, header).expect("written");
    }
    write(sheet);
    dataset.put("districts.xlsx", workbook.save_to_buffer().expect("a workbook"));
    dataset
}

fn districts_of(sheet: &mut Worksheet, rows: [(&str, f64); 3]) {
    for ((name, left), row) in rows.into_iter().zip(1..) {
        sheet.write(row, 1, name).expect("written");
        sheet.write(row, 2, left).expect("written");
    }
}

#[test]
fn a_larger_unit_in_merged_cells_holds_for_their_rows() {
    let dataset = with_namesake(workbook(|sheet| {
        districts_of(sheet, [("Dunes", 30.0), ("Oasis", 5.0), ("Dunes", 12.0)]);
        sheet.merge_range(1, 0, 2, 0, "West", &Format::new()).expect("merged");
        sheet.write(3, 0, "East").expect("written");
    }));
    assert_eq!(districts(&dataset), Ok(COUNTS.to_vec()));
    insta::assert_snapshot!(notes(&read(&dataset).report, "merged_cells_filled"), @r"
    note merged_cells_filled
      districts.xlsx, sheet Sheet1, column A (province): one empty cell has what stands above it in one merged range of cells
    ");
    // Only within the merged cells: the last row has nothing above it that holds for it.
    let dataset = with_namesake(workbook(|sheet| {
        districts_of(sheet, [("Dunes", 30.0), ("Oasis", 5.0), ("Dunes", 12.0)]);
        sheet.merge_range(1, 0, 2, 0, "West", &Format::new()).expect("merged");
    }));
    insta::assert_snapshot!(districts(&dataset).expect_err("errors"), @r"
    error name_ambiguous
      districts.xlsx, sheet Sheet1, row 4, column B (district): `Dunes` is the name of several units: ZZ0101 (Dunes), ZZ0201 (Dunes); `province` is empty in this row: if it is that of the rows above, say `fill_down`
    ");
}

#[test]
fn merged_values_and_cells_beside_each_other_are_errors() {
    let dataset = workbook(|sheet| {
        districts_of(sheet, [("Dunes", 30.0), ("Oasis", 5.0), ("Shore", 12.0)]);
        sheet.merge_range(1, 2, 2, 2, "", &Format::new()).expect("merged");
        sheet.write(1, 2, 35).expect("written");
        sheet.merge_range(3, 0, 3, 1, "Shore", &Format::new()).expect("merged");
    });
    insta::assert_snapshot!(districts(&dataset).expect_err("errors"), @r"
    error merged_cells
      districts.xlsx, sheet Sheet1, row 2, column C (left_2023): the cells C2 to C3 are merged, so that a spreadsheet shows for all of them what only the first has; take them apart and write into each what holds for it
    error merged_cells
      districts.xlsx, sheet Sheet1, row 4, column A (province): the cells A4 to B4 are merged, so that a spreadsheet shows for all of them what only the first has; take them apart and write into each what holds for it
    error place_missing
      districts.xlsx, sheet Sheet1, row 4, column B (district): the row does not say which place it is about
    ");
}
