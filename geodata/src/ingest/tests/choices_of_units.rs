//! Columns of units that are questions of a form: their cells have the names of choices, and the form has what people call them.

use super::super::{Ingested, Severity};
use super::dataset::{lines, read};
use super::forms::workbook;
use super::named_units::with_districts;
use fixtures::Dataset;

const SURVEY: &str = "type;name;label\nselect_one provinces;province;Province\nselect_one districts;district;District\ninteger;left_2023;How many left?\n";
const CHOICES: &str = "list_name;name;label\nprovinces;w;West\nprovinces;7;East\nprovinces;p9;Nord\ndistricts;d1;Dunes\ndistricts;12;Oasis\ndistricts;d3;Shore\ndistricts;d4;Doones\n";

/// Sandland with a table of districts that is an export of a form.
fn with_form(rows: &str) -> Dataset {
    let mut dataset = with_districts(rows);
    dataset.describe("file = \"districts.csv\"", "file = \"districts.csv\"\nform = \"form.xlsx\"");
    dataset.put("form.xlsx", workbook(&[("survey", SURVEY), ("choices", CHOICES)]));
    dataset
}

fn errors(dataset: &Dataset) -> String {
    lines(read(dataset).report.of(Severity::Error))
}

#[test]
fn choices_are_the_units_that_their_labels_name() {
    let dataset = with_form("w,d1,30\nw,12,5\n7,d3,12\n");
    let Ingested { report, parts, .. } = read(&dataset);
    assert!(parts.is_some(), "{report}");
    assert!(report.findings.iter().all(|finding| finding.code != "parent_differs"), "{report}");
    // Also where the district is given by its code, which is compared with the province.
    let report = read(&with_form("7,ZZ0101,30\nw,12,5\n7,d3,12\n")).report;
    insta::assert_snapshot!(lines(report.findings.iter().filter(|finding| finding.code == "parent_differs")), @r"
    warning parent_differs
      districts.csv, row 2, column province: ZZ0101 (Dunes) does not lie in `East`, but in ZZ01 (West); the code is used
    ");
}

#[test]
fn a_label_that_names_no_unit_is_what_people_are_asked_about() {
    let mut dataset = with_form("w,d4,30\nw,12,5\np9,d3,12\n");
    insta::assert_snapshot!(errors(&dataset), @r"
    error name_unknown
      districts.csv, row 2, column district: there is no district with the code or name `d4 (Doones)` in `West`; is ZZ0101 (Dunes) meant: similar but for vowels?
    error parent_name_unknown
      districts.csv, row 4, column province: `Nord` is the code or name of no larger unit
    ");
    insta::assert_snapshot!(super::named_units::matches(dataset.write().path()), @r"
    file,column,level,parent,name,rows,match,code_1,name_1,score_1,why_1,code_2,name_2,score_2,why_2,code_3,name_3,score_3,why_3
    districts.csv,district,admin2,West,Doones,1,,ZZ0101,Dunes,0.95,similar but for vowels,,,,,,,,
    districts.csv,province,admin1,,Nord,1,,,,,,,,,,,,,
    ");
    dataset.put(
        "matches.csv",
        "file,column,level,parent,name,match\n,district,,West,Doones,ZZ0101\n,province,,,Nord,ZZ02\n",
    );
    assert_eq!(errors(&dataset), "");
    // Or as the cells have it.
    dataset.put("matches.csv", "file,column,level,parent,name,match\n,district,,w,d4,ZZ0101\n,province,,,p9,ZZ02\n");
    assert_eq!(errors(&dataset), "");
}
