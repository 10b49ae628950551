//! Units that tables name instead of giving their codes.

use fixtures::Dataset;

use super::super::{Ingested, Severity};
use super::dataset::{lines, read};
use super::table_layouts::came;
use crate::model::Value;

/// Sandland with a table of districts, in which a column has their names, and another one those of the provinces.
fn with_districts(rows: &str) -> Dataset {
    let mut dataset = Dataset::sandland();
    dataset.describe(
        "[[rounds.groups]]\n",
        "[[rounds.groups]]\ngroup = \"emigrants\"\nyears = [2023]\ndefinition = \"People who left.\"\n\n[[rounds.groups]]\n",
    );
    dataset.append(
        "dataset.toml",
        "\n[[counts]]\nfile = \"districts.csv\"\nround = \"zzz-r1\"\nlevel = \"admin2\"\nplace = \"district\"\nwithin = \"province\"\nsources = [\"survey\"]\n\
         columns = [{ column = \"left_2023\", group = \"emigrants\", year = 2023 }]\n",
    );
    dataset.put("districts.csv", format!("province,district,left_2023\n{rows}"));
    dataset
}

/// The counts of the districts, or the errors.
fn districts(dataset: &Dataset) -> Result<Vec<Value>, String> {
    let Ingested { report, parts, .. } = read(dataset);
    let of_districts = |parts: crate::model::DatasetParts| {
        parts.counts.into_iter().find(|counts| counts.group.id() == "emigrants").map(|counts| counts.values)
    };
    parts.and_then(of_districts).ok_or_else(|| lines(report.of(Severity::Error)))
}

const COUNTS: [Value; 3] = [Value::Reported(30), Value::Reported(5), Value::Reported(12)];

#[test]
fn a_table_of_districts_by_name_came() {
    let report = read(&came("districts-by-name")).report;
    assert_eq!(lines(report.of(Severity::Error)), "");
    assert!(report.findings.iter().all(|finding| finding.code != "place_without_row"), "{report}");
}

#[test]
fn rows_are_joined_by_code_or_by_name_within_their_province() {
    assert_eq!(
        districts(&with_districts("West,Dunes,30\nWEST oblast,ZZ0102,5\nZZ02,shore rayon,12\n")),
        Ok(COUNTS.to_vec())
    );
    // The column is left empty where it does not matter.
    assert_eq!(districts(&with_districts(",Dunes,30\n,Oasis,5\n,Shore,12\n")), Ok(COUNTS.to_vec()));
}

#[test]
fn a_name_that_no_unit_of_its_province_has_is_an_error() {
    let errors = districts(&with_districts(
        "West,Dunes,30\nWest,Shore,5\nNorth,Shore,12\nWest,Oasis (part),1\nWest,Oasis city,1\n",
    ));
    insta::assert_snapshot!(errors.expect_err("errors"), @r#"
    error name_unknown
      districts.csv, row 3, column district: there is no district with the code or name `Shore`
    error parent_name_unknown
      districts.csv, row 4, column district: `Shore` is in `North`, which is the code or name of no larger unit
    error name_unknown
      districts.csv, row 5, column district: `Oasis (part)` does not clearly name one district; write its code
    error name_unknown
      districts.csv, row 6, column district: `Oasis city` is the name of no such unit: ZZ0102 (Oasis) is of another kind; write the code of the one that is meant
    "#);
}

#[test]
fn two_rows_of_a_unit_are_an_error_however_it_is_named() {
    let errors = districts(&with_districts("West,Dunes,30\nWest,ZZ0101,5\n"));
    insta::assert_snapshot!(errors.expect_err("errors"), @r#"
    error duplicate_place
      districts.csv, row 3, column district: `ZZ0101` already has a row, row 2; remove one, or say in dataset.toml which rows are meant, as `where = { column = "text" }`
    "#);
}

#[test]
fn communities_name_their_unit_within_a_larger_one() {
    let mut dataset = Dataset::sandland();
    dataset.describe("admin2 = \"district\"", "admin1 = \"province\", admin2 = \"district\"");
    dataset.put(
        "communities.csv",
        "id,name,lon,lat,province,district,households\nC1,Adra,74.2,42.5,West,Dunes,120\nC2,Brim,74.7,42.4,ZZ01,ZZ0102,80\n\
         C3,Cove,75.3,42.6,East,Shore district,240\nC4,Dock,75.8,42.2,East,SHORE,60\n",
    );
    let Ingested { report, parts, .. } = read(&dataset);
    let parts = parts.unwrap_or_else(|| panic!("{report}"));
    assert_eq!(parts.communities.iter().map(|community| community.unit).collect::<Vec<_>>(), [0, 1, 2, 2]);
    dataset.edit("communities.csv", "East,SHORE", "West,SHORE");
    insta::assert_snapshot!(lines(read(&dataset).report.of(Severity::Error)), @r#"
    error name_unknown
      communities.csv, row 5, column district: there is no district with the code or name `SHORE`
    "#);
}

#[test]
fn within_is_refused_where_rows_have_no_units() {
    let mut dataset = Dataset::sandland();
    dataset.describe("level = \"community\"\nplace = \"community\"\nsources = [\"survey\"]\ncolumns = [\n  { column = \"returns_2022\"", "level = \"community\"\nplace = \"community\"\nwithin = \"district\"\nsources = [\"survey\"]\ncolumns = [\n  { column = \"returns_2022\"");
    insta::assert_snapshot!(lines(read(&dataset).report.of(Severity::Error)), @r#"
    error within_without_units
      dataset.toml, line 61: `within` says in which larger unit the named unit of a row lies, but rows of the level `community` have none; remove it
    "#);
}
