//! Names that several units have, in tables that do not say which: each row is decided for itself, by its place in the table or by its sheet.

use std::fs;

use fixtures::Dataset;
use rust_xlsxwriter::Workbook;

use super::super::{Ingested, Severity, read_dataset, write_matches};
use super::dataset::{lines, read};
use super::named_units::{matches, with_districts};
use crate::model::Value;
use crate::progress::Silent;

/// Sandland where the district of the East is called like one of the West, and a table of districts without their provinces.
fn two_oases(rows: &str) -> Dataset {
    let mut dataset = with_districts("");
    dataset.edit("admin2.geojson", "\"Shore\"", "\"Oasis\"");
    dataset.describe("within = \"province\"\n", "");
    dataset.describe("columns = [{ column = \"left_2023\"", "combine = \"sum\"\ncolumns = [{ column = \"left_2023\"");
    dataset.put("districts.csv", format!("district,left_2023\n{rows}"));
    dataset
}

const ROWS: &str = "Oasis,5\nDunes,30\nOasis,12\n";

fn counts_or_errors(ingested: Ingested) -> Result<Vec<Value>, String> {
    let Ingested { report, parts, .. } = ingested;
    let of_districts = |parts: crate::model::DatasetParts| {
        parts.counts.into_iter().find(|counts| counts.group.id() == "emigrants").map(|counts| counts.values)
    };
    parts.and_then(of_districts).ok_or_else(|| lines(report.of(Severity::Error)))
}

/// Whether these are the counts of the districts.
#[track_caller]
fn assert_counts(ingested: Ingested, counts: [u64; 3]) {
    assert_eq!(counts_or_errors(ingested), Ok(counts.map(Value::Reported).to_vec()));
}

#[test]
fn rows_with_the_name_of_several_units_are_asked_for_one_by_one() {
    let folder = two_oases(ROWS).write();
    let asked = matches(folder.path());
    insta::assert_snapshot!(asked, @r"
    file,column,level,parent,name,rows,sheet,row,beside,match,code_1,name_1,score_1,why_1,code_2,name_2,score_2,why_2,code_3,name_3,score_3,why_3
    districts.csv,district,admin2,,Oasis,1,,2,left_2023 = 5,,ZZ0102,Oasis,1.00,the same name,ZZ0201,Oasis,1.00,the same name,,,,
    districts.csv,district,admin2,,Oasis,1,,4,left_2023 = 12,,ZZ0102,Oasis,1.00,the same name,ZZ0201,Oasis,1.00,the same name,,,,
    ");
    let filled = asked.replace("1,,2,left_2023 = 5,,", "1,,2,left_2023 = 5,ZZ0102,");
    let filled = filled.replace("1,,4,left_2023 = 12,,", "1,,4,left_2023 = 12,ZZ0201,");
    fs::write(folder.path().join("matches.csv"), &filled).expect("written");
    assert_counts(read_dataset(folder.path(), &Silent), [30, 5, 12]);
    assert_eq!(matches(folder.path()), filled, "what a person wrote is kept");
    // The rows change places: what was chosen for one is not taken for the other.
    fs::write(folder.path().join("districts.csv"), "district,left_2023\nOasis,12\nDunes,30\nOasis,5\n")
        .expect("written");
    insta::assert_snapshot!(counts_or_errors(read_dataset(folder.path(), &Silent)).expect_err("errors"), @r"
    error match_moved
      districts.csv, row 2, column district: row 2 of matches.csv says what `Oasis` in this row means, but when that was chosen, something else stood beside it: the table was changed
    error match_moved
      districts.csv, row 4, column district: row 3 of matches.csv says what `Oasis` in this row means, but when that was chosen, something else stood beside it: the table was changed
    ");
    insta::assert_snapshot!(matches(folder.path()), @r"
    file,column,level,parent,name,rows,sheet,row,beside,match,code_1,name_1,score_1,why_1,code_2,name_2,score_2,why_2,code_3,name_3,score_3,why_3
    districts.csv,district,admin2,,Oasis,1,,2,left_2023 = 12,,ZZ0102,Oasis,1.00,the same name,ZZ0201,Oasis,1.00,the same name,,,,
    districts.csv,district,admin2,,Oasis,1,,4,left_2023 = 5,,ZZ0102,Oasis,1.00,the same name,ZZ0201,Oasis,1.00,the same name,,,,
    ");
}

#[test]
fn one_decision_about_several_rows_that_may_mean_two_units_is_refused() {
    let mut dataset = two_oases(ROWS);
    dataset.put(
        "matches.csv",
        "file,column,level,parent,name,rows,match\ndistricts.csv,district,admin2,,Oasis,2,ZZ0102\n",
    );
    let folder = dataset.write();
    insta::assert_snapshot!(counts_or_errors(read_dataset(folder.path(), &Silent)).expect_err("errors"), @r"
    error one_decision_for_several
      districts.csv, row 4, column district: `Oasis` may mean several units, and one decision is about this row and districts.csv, row 2; say for each row which unit it means
    ");
    insta::assert_snapshot!(matches(folder.path()), @r"
    file,column,level,parent,name,rows,sheet,row,beside,match
    districts.csv,district,admin2,,Oasis,2,,,,ZZ0102
    districts.csv,district,admin2,,Oasis,1,,2,left_2023 = 5,
    districts.csv,district,admin2,,Oasis,1,,4,left_2023 = 12,
    ");
    // A row for each row of the table counts more than that about the name.
    dataset.put(
        "matches.csv",
        "file,column,level,parent,name,row,match\ndistricts.csv,district,admin2,,Oasis,,ZZ0102\ndistricts.csv,district,admin2,,Oasis,4,ZZ0201\n",
    );
    assert_counts(read(&dataset), [30, 5, 12]);
    // What dataset.toml says of the name is one decision, too.
    let mut dataset = two_oases(ROWS);
    dataset.append("dataset.toml", "\n[[aliases]]\nunit = \"ZZ0102\"\nnames = \"Oasis\"\n");
    insta::assert_snapshot!(counts_or_errors(read(&dataset)).expect_err("errors"), @r"
    error one_decision_for_several
      districts.csv, row 4, column district: `Oasis` may mean several units, and one decision is about this row and districts.csv, row 2; say for each row which unit it means
    ");
    // Another spelling of both may mean both.
    let mut dataset = two_oases("Oazis,5\nDunes,30\nOazis,12\n");
    dataset.put("matches.csv", "file,column,level,parent,name,match\n,,,,Oazis,ZZ0102\n");
    insta::assert_snapshot!(counts_or_errors(read(&dataset)).expect_err("errors"), @r"
    error one_decision_for_several
      districts.csv, row 4, column district: `Oazis` may mean several units, and one decision is about this row and districts.csv, row 2; say for each row which unit it means
    ");
    // Where rows cannot be added up, it says so as well.
    dataset.describe("combine = \"sum\"\n", "");
    insta::assert_snapshot!(counts_or_errors(read(&dataset)).expect_err("errors"), @r"
    error one_decision_for_several
      districts.csv, row 4, column district: `Oazis` may mean several units, and one decision is about this row and districts.csv, row 2; say for each row which unit it means
    ");
}

#[test]
fn one_decision_is_enough_where_nothing_is_added_up() {
    let mut dataset = two_oases("Oasis,5\nDunes,30\nZZ0201,12\n");
    dataset.put("matches.csv", "file,column,level,parent,name,match\n,,,,Oasis,ZZ0102\n");
    assert_counts(read(&dataset), [30, 5, 12]);
    // No other unit is called so: the rows are parts of one.
    let mut dataset = two_oases("ZZ0102,5\nDune,10\nDune,20\nZZ0201,12\n");
    dataset.put("matches.csv", "file,column,level,parent,name,match\n,,,,Dune,ZZ0101\n");
    assert_counts(read(&dataset), [30, 5, 12]);
    // Rows that are left out are nowhere.
    let mut dataset = two_oases(ROWS);
    dataset.put("matches.csv", "file,column,level,parent,name,match\n,,,,Oasis,-\n");
    assert_eq!(counts_or_errors(read(&dataset)), Ok(vec![Value::Reported(30), Value::NoData, Value::NoData]),);
}

#[test]
fn a_row_of_matches_csv_that_says_no_row_is_an_error() {
    let mut dataset = two_oases(ROWS);
    dataset.put(
        "matches.csv",
        "file,column,level,parent,name,row,match\ndistricts.csv,,,,Oasis,4-5,ZZ0102\n,,,,Oasis,4,ZZ0102\n\
         districts.csv,,,,Oasis,2,ZZ0102\ndistricts.csv,,,,oasis,2,ZZ0201\n",
    );
    let report = read(&dataset).report;
    let of_file = report.of(Severity::Error).filter(|finding| finding.location.file == "matches.csv");
    insta::assert_snapshot!(lines(of_file), @r"
    error match_row_unclear
      matches.csv, row 2, column row: `4-5` in the column `row` does not say which row of a file is meant; write one number, and the file beside it
    error match_row_unclear
      matches.csv, row 3, column row: `4` in the column `row` does not say which row of a file is meant; write one number, and the file beside it
    error match_twice
      matches.csv, row 5, column match: row 4 says something else of the same name; remove one of the two
    ");
}

#[test]
fn a_community_whose_position_does_not_say_which_unit_is_meant_is_asked_for() {
    let mut dataset = Dataset::sandland();
    dataset.edit("admin2.geojson", "\"Shore\"", "\"Oasis\"");
    dataset.put(
        "communities.csv",
        "id,name,lon,lat,district,households\nC1,Adra,74.2,42.5,ZZ0101,120\nC2,Brim,74.7,42.4,Oasis,80\n\
         C3,Cove,75.3,42.6,Oasis,240\nC4,Dock,,,Oasis,60\n",
    );
    dataset.put("matches.csv", "file,column,level,parent,name,match\n,,,,Oasis,ZZ0102\n");
    insta::assert_snapshot!(lines(read(&dataset).report.of(Severity::Error)), @r"
    error one_decision_for_several
      communities.csv, row 4, column district: `Oasis` may mean several units, and one decision is about 3 rows; say for each row which unit it means
    error one_decision_for_several
      communities.csv, row 5, column district: `Oasis` may mean several units, and one decision is about 3 rows; say for each row which unit it means
    ");
    dataset.put(
        "matches.csv",
        "file,column,level,parent,name,row,match\n,,,,Oasis,,ZZ0102\n\
         communities.csv,,,,Oasis,4,ZZ0201\ncommunities.csv,,,,Oasis,5,ZZ0201\n",
    );
    let Ingested { report, parts, .. } = read(&dataset);
    let parts = parts.unwrap_or_else(|| panic!("{report}"));
    assert_eq!(parts.communities.iter().map(|community| community.unit).collect::<Vec<_>>(), [0, 1, 2, 2]);
}

/// The same where each province has a sheet.
fn sheets_of_provinces(sheets: [&str; 2]) -> Dataset {
    let mut dataset = two_oases("");
    dataset.remove("districts.csv");
    let mut workbook = Workbook::new();
    for (name, rows) in sheets.into_iter().zip([&[("Dunes", 30), ("Oasis", 5)][..], &[("Oasis", 12)]]) {
        let sheet = workbook.add_worksheet().set_name(name).expect("a name");
        sheet.write_row(0, 0, ["district", "left_2023"]).expect("written");
        for (row, (district, count)) in (1..).zip(rows) {
            sheet.write(row, 0, *district).expect("written");
            sheet.write(row, 1, *count).expect("written");
        }
    }
    dataset.put("districts.xlsx", workbook.save_to_buffer().expect("a workbook"));
    let [west, east] = sheets;
    dataset.describe(
        "file = \"districts.csv\"",
        &format!("file = \"districts.xlsx\"\nsheets = [\"{west}\", \"{east}\"]\nwithin_sheet = true"),
    );
    dataset
}

#[test]
fn the_name_of_a_sheet_is_that_of_the_province() {
    assert_counts(read(&sheets_of_provinces(["West", "EAST oblast"])), [30, 5, 12]);
    assert_counts(read(&sheets_of_provinces(["ZZ01", "ZZ02"])), [30, 5, 12]);
    // Without it, the name does not say which is meant; one choice for both would be two values of one district.
    let mut dataset = sheets_of_provinces(["West", "East"]);
    dataset.describe("within_sheet = true\n", "");
    insta::assert_snapshot!(matches(dataset.write().path()), @r"
    file,column,level,parent,name,rows,sheet,row,beside,match,code_1,name_1,score_1,why_1,code_2,name_2,score_2,why_2,code_3,name_3,score_3,why_3
    districts.xlsx,district,admin2,,Oasis,1,East,2,left_2023 = 12,,ZZ0102,Oasis,1.00,the same name,ZZ0201,Oasis,1.00,the same name,,,,
    districts.xlsx,district,admin2,,Oasis,1,West,3,left_2023 = 5,,ZZ0102,Oasis,1.00,the same name,ZZ0201,Oasis,1.00,the same name,,,,
    ");
    dataset.put("matches.csv", "file,column,level,parent,name,match\n,,,,Oasis,ZZ0102\n");
    insta::assert_snapshot!(counts_or_errors(read(&dataset)).expect_err("errors"), @r"
    error one_decision_for_several
      districts.xlsx, sheet East, row 2, column B (left_2023): `Oasis` may mean several units, and one decision is about this row and districts.xlsx, sheet West, row 3, column B (left_2023); say for each row which unit it means
    ");
    dataset.put(
        "matches.csv",
        "file,sheet,column,level,parent,name,match\n,West,,,,Oasis,ZZ0102\n,East,,,,Oasis,ZZ0201\n",
    );
    assert_counts(read(&dataset), [30, 5, 12]);
}

#[test]
fn a_sheet_that_names_no_province_is_asked_for_once() {
    let mut dataset = sheets_of_provinces(["West", "Eest"]);
    insta::assert_snapshot!(counts_or_errors(read(&dataset)).expect_err("errors"), @r"
    error parent_name_unknown
      districts.xlsx, sheet Eest: the name of the sheet, `Eest` is the code or name of no larger unit; is ZZ01 (West) meant: similar letters?
    ");
    let folder = dataset.write();
    insta::assert_snapshot!(matches(folder.path()), @r"
    file,column,level,parent,name,rows,match,code_1,name_1,score_1,why_1,code_2,name_2,score_2,why_2,code_3,name_3,score_3,why_3
    districts.xlsx,(sheet),admin1,,Eest,1,,ZZ01,West,0.75,similar letters,ZZ02,East,0.75,similar letters,,,,
    ");
    dataset.put("matches.csv", "file,column,level,parent,name,match\ndistricts.xlsx,(sheet),admin1,,Eest,ZZ02\n");
    assert_counts(read(&dataset), [30, 5, 12]);
    let report = read(&dataset).report;
    assert!(write_matches(&folder.path().join("none.csv"), &report.unresolved).is_ok_and(|waiting| waiting == 0));
}

#[test]
fn within_sheet_is_refused_where_there_are_no_sheets_or_units() {
    let mut dataset = two_oases(ROWS);
    dataset.describe("combine = \"sum\"\n", "combine = \"sum\"\nwithin_sheet = true\n");
    insta::assert_snapshot!(counts_or_errors(read(&dataset)).expect_err("errors"), @r"
    error sheet_of_a_csv
      dataset.toml, line 102: `within_sheet` says that the name of a sheet is that of a larger unit, but this file has no sheets; remove it
    ");
    let mut dataset = Dataset::sandland();
    dataset.describe("place = \"community\"\nsources = [\"survey\"]\ncolumns = [\n  { column = \"returns_2022\"", "place = \"community\"\nwithin_sheet = true\nsources = [\"survey\"]\ncolumns = [\n  { column = \"returns_2022\"");
    insta::assert_snapshot!(lines(read(&dataset).report.of(Severity::Error)), @r"
    error within_without_units
      dataset.toml, line 61: `within_sheet` says in which larger unit the named unit of a row lies, but rows of the level `community` have none; remove it
    error sheet_of_a_csv
      dataset.toml, line 61: `within_sheet` says that the name of a sheet is that of a larger unit, but this file has no sheets; remove it
    ");
}
