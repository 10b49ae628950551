//! What a wide table withholds in a column that nothing reads: it must not follow from the count of a place and the categories that are read.

use fixtures::Dataset;
use rust_xlsxwriter::Workbook;

use super::super::Ingested;
use super::dataset::{lines, read};
use crate::model::Value;

/// 14, 4, 40 and 1 people are counted in the communities, and this is their table by sex.
fn by_sex(table: &str) -> Dataset {
    let mut dataset = Dataset::sandland();
    dataset.put("sex.csv", table);
    dataset
}

/// The counts of each community; none where they are suppressed.
fn counts(dataset: &Dataset) -> [Option<Vec<u64>>; 4] {
    let Ingested { report, parts, .. } = read(dataset);
    let parts = parts.unwrap_or_else(|| panic!("{report}"));
    [0, 1, 2, 3].map(|place| parts.counts[0].of_place(place).iter().map(|value| value.reported()).collect())
}

fn all() -> [Option<Vec<u64>>; 4] {
    [vec![5, 7, 2], vec![0, 3, 1], vec![12, 20, 8], vec![1, 0, 0]].map(Some)
}

/// All but those of the first community.
fn without_first() -> [Option<Vec<u64>>; 4] {
    let [_, others @ ..] = all();
    let [c2, c3, c4] = others;
    [None, c2, c3, c4]
}

const WITHHELD: &str = "community,women,men,unknown\nC1,8,4,<5\nC2,2,2,0\nC3,15,25,0\nC4,0,1,0\n";

#[test]
fn a_withheld_column_that_nothing_reads_cannot_be_calculated_from_the_count() {
    assert_eq!(counts(&by_sex(WITHHELD)), without_first());
    let report = read(&by_sex(WITHHELD)).report;
    let said = lines(report.findings.iter().filter(|finding| finding.code == "suppressed_too"));
    insta::assert_snapshot!(said, @r"
    warning suppressed_too
      counts.csv, row 2, column returns_2022: shown as suppressed too: nothing reads sex.csv, row 2, column unknown, and what is withheld there may be what the categories lack of this number; read the column as a category to show more
    warning suppressed_too
      counts.csv, row 2, column returns_2023: shown as suppressed too: nothing reads sex.csv, row 2, column unknown, and what is withheld there may be what the categories lack of this number; read the column as a category to show more
    warning suppressed_too
      counts.csv, row 2, column returns_2024: shown as suppressed too: nothing reads sex.csv, row 2, column unknown, and what is withheld there may be what the categories lack of this number; read the column as a category to show more
    ");
    let provinces = read(&by_sex(WITHHELD)).parts.expect("parts");
    assert!(provinces.breakdowns[0].values.contains(&Value::Reported(8)), "the categories that are read are shown");
    // The same by the words of the dataset, and in some of the rows.
    for (mark, more) in [("x", "suppressed = [\"X\"]\n"), ("<5", "unless = { community = \"C2\" }\n")] {
        let mut dataset = by_sex(&WITHHELD.replace("<5", mark));
        dataset.describe("file = \"sex.csv\"\n", &format!("file = \"sex.csv\"\n{more}"));
        assert_eq!(counts(&dataset), without_first(), "{more}");
    }
}

#[test]
fn the_same_holds_in_a_workbook() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in WITHHELD.lines().enumerate() {
        for (column, text) in line.split(',').enumerate() {
            let (row, column) = (row as u32, column as u16);
            match text.parse::<f64>() {
                Ok(number) => sheet.write(row, column, number).expect("written"),
                Err(_) => sheet.write(row, column, text).expect("written"),
            };
        }
    }
    let mut dataset = by_sex("");
    dataset.remove("sex.csv");
    dataset.describe("file = \"sex.csv\"", "file = \"sex.xlsx\"");
    dataset.put("sex.xlsx", workbook.save_to_buffer().expect("a workbook"));
    assert_eq!(counts(&dataset), without_first());
}

#[test]
fn one_sex_follows_from_the_other_and_the_total() {
    let mut dataset = by_sex("community,women,men,total\nC1,12,<5,14\nC2,2,2,4\nC3,15,25,40\nC4,0,1,1\n");
    let text = dataset.text("dataset.toml").to_owned();
    let men = text.lines().find(|line| line.contains("column = \"men\"")).expect("men").to_owned();
    dataset.describe(&format!("{men}\n"), "");
    assert_eq!(counts(&dataset), without_first());
}

#[test]
fn what_is_read_is_protected_as_ever() {
    let mut dataset = by_sex(WITHHELD);
    dataset.describe("file = \"sex.csv\"\n", "file = \"sex.csv\"\nsuppressed = [\"<5\"]\n");
    let text = dataset.text("dataset.toml").to_owned();
    let men = text.lines().find(|line| line.contains("column = \"men\"")).expect("men").to_owned();
    let unknown = men.replace("\"men\"", "\"unknown\"").replace("\"Men\"", "\"Unknown\"");
    dataset.describe(&men, &format!("{men}\n{unknown}"));
    assert_eq!(counts(&dataset), all(), "a category is suppressed, and not the count");
}

#[test]
fn columns_that_are_no_categories_hide_nothing() {
    // The categories that are read are all there are.
    assert_eq!(counts(&by_sex("community,women,men,tents\nC1,8,6,<5\nC2,2,2,9\nC3,15,25,7\nC4,0,1,3\n")), all());
    // Ages; a total; a column that is read for something else.
    assert_eq!(counts(&by_sex("community,women,men,age\nC1,8,4,0-4\nC2,2,2,5-17\nC3,15,25,5-17\nC4,0,1,0-4\n")), all());
    assert_eq!(counts(&by_sex("community,women,men,total\nC1,8,4,<5\nC2,2,2,4\nC3,15,25,40\nC4,0,1,1\n")), all());
}
