//! Exports of ODK Central: a zip of tables, one for the submissions and one for each repeated group, and of media.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use fixtures::Dataset;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::super::{Ingested, Severity};
use super::dataset::{lines, read};

const SUBMISSIONS: &str = "\
SubmissionDate,place-code,place-name,place-district,place-location-Latitude,place-location-Longitude,place-location-Altitude,place-location-Accuracy,households,meta-instanceID,KEY
2024-04-01T03:00:01.000Z,C1,Adra,ZZ0101,42.5,74.2,0,0,120,uuid:1,uuid:1
2024-04-01T03:00:02.000Z,C2,Brim,ZZ0102,42.4,74.7,0,0,80,uuid:2,uuid:2
2024-04-01T03:00:03.000Z,C3,Cove,ZZ0201,42.6,75.3,0,0,240,uuid:3,uuid:3
2024-04-01T03:00:04.000Z,C4,Dock,ZZ0201,42.2,75.8,0,0,60,uuid:4,uuid:4
";

/// The repeated group: a row for each year.
fn returns(counts: &str) -> String {
    let mut text = "year,number,PARENT_KEY,KEY\n".to_owned();
    for line in counts.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        for (year, count) in ["2022", "2023", "2024"].iter().zip(&cells[1..]) {
            let parent = format!("uuid:{}", cells[0].replace('C', ""));
            let _ = writeln!(text, "{year},{count},{parent},{parent}/returns[{year}]");
        }
    }
    text
}

/// Sandland with its communities and counts from such a zip.
fn from_zip() -> Dataset {
    let mut dataset = Dataset::sandland();
    let returns = returns(dataset.text("counts.csv"));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in
        [("Assessment.csv", SUBMISSIONS), ("Assessment-returns.csv", &returns), ("media/1712.jpg", "a picture")]
    {
        zip.start_file(name, SimpleFileOptions::default()).expect("started");
        zip.write_all(content.as_bytes()).expect("written");
    }
    dataset.put("Assessment.csv.zip", zip.finish().expect("finished").into_inner());
    dataset.remove("communities.csv");
    dataset.remove("counts.csv");
    dataset.describe("file = \"communities.csv\"", "file = \"Assessment.csv.zip/Assessment.csv\"");
    dataset.describe(
        "id = \"id\", name_en = \"name\", lon = \"lon\", lat = \"lat\",",
        "id = \"code\", name_en = \"name\", point = \"location\",",
    );
    let text = dataset.text("dataset.toml").to_owned();
    let (before, after) = text.split_once("[[counts]]").expect("counts");
    let (_, others) = after.split_once("[[breakdowns]]").expect("breakdowns");
    let counts = "[[counts]]\nfile = \"Assessment.csv.zip/Assessment-returns.csv\"\n\
        parent = { file = \"Assessment.csv.zip/Assessment.csv\" }\nround = \"zzz-r1\"\nlevel = \"community\"\nplace = \"code\"\n\
        year_column = \"year\"\nsources = [\"survey\"]\ncolumns = [{ column = \"number\", group = \"return_migrants\" }]\n\n";
    dataset.put("dataset.toml", format!("{before}{counts}[[breakdowns]]{others}"));
    dataset
}

fn errors(dataset: &Dataset) -> String {
    lines(read(dataset).report.of(Severity::Error))
}

#[test]
fn tables_in_a_zip_are_read_where_they_are() {
    let expected = read(&Dataset::sandland()).parts.expect("sound");
    let Ingested { report, parts, .. } = read(&from_zip());
    let parts = parts.unwrap_or_else(|| panic!("{report}"));
    assert_eq!(parts.communities, expected.communities);
    assert_eq!(parts.counts, expected.counts);
}

#[test]
fn what_a_zip_does_not_have_is_an_error_that_lists_what_it_has() {
    let mut dataset = from_zip();
    dataset.describe(
        "file = \"Assessment.csv.zip/Assessment.csv\"\nsources",
        "file = \"Assessment.csv.zip/assessment.csv\"\nsources",
    );
    insta::assert_snapshot!(errors(&dataset), @r"
    error file_missing
      dataset.toml, line 52: `Assessment.csv.zip/assessment.csv`: the zip has not exactly one file of this name; it has: `Assessment.csv`, `Assessment-returns.csv`, `media/1712.jpg`
    ");
    // The zip alone names none of its tables.
    let mut dataset = from_zip();
    dataset.describe("file = \"Assessment.csv.zip/Assessment.csv\"\nsources", "file = \"Assessment.csv.zip\"\nsources");
    insta::assert_snapshot!(errors(&dataset), @r#"
    error zip_without_vector
      Assessment.csv.zip: the zip has no vector file that is read; it has: `Assessment-returns.csv`, `Assessment.csv`, `media/1712.jpg`; tables in it are named as `file = "Assessment.csv.zip/Assessment-returns.csv"`
    "#);
    // Boundaries in a zip are named otherwise.
    let mut dataset = Dataset::sandland();
    dataset.describe("file = \"admin2.geojson\"", "file = \"admin.zip/admin2.geojson\"");
    insta::assert_snapshot!(errors(&dataset), @r#"
    error vector_in_a_zip
      dataset.toml, line 32: name the zip as `file = "admin.zip"`, and the file in it as `layer = "admin2.geojson"`
    "#);
}
