//! Units that tables name instead of giving their codes.

use std::fs;
use std::path::Path;

use fixtures::Dataset;

use super::super::{Ingested, Report, Severity, read_dataset, write_matches};
use super::dataset::{lines, read};
use super::table_layouts::came;
use crate::model::Value;
use crate::progress::Silent;

/// Sandland with a table of districts, in which a column has their names, and another one those of the provinces.
pub(super) fn with_districts(rows: &str) -> Dataset {
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
pub(super) fn districts(dataset: &Dataset) -> Result<Vec<Value>, String> {
    let Ingested { report, parts, .. } = read(dataset);
    let of_districts = |parts: crate::model::DatasetParts| {
        parts.counts.into_iter().find(|counts| counts.group.id() == "emigrants").map(|counts| counts.values)
    };
    parts.and_then(of_districts).ok_or_else(|| lines(report.of(Severity::Error)))
}

pub(super) const COUNTS: [Value; 3] = [Value::Reported(30), Value::Reported(5), Value::Reported(12)];

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
      districts.csv, row 3, column district: there is no district with the code or name `Shore` in `West`; is ZZ0201 (Shore) meant: the same name, in another unit than stated?
    error parent_name_unknown
      districts.csv, row 4, column province: `North` is the code or name of no larger unit
    error name_unknown
      districts.csv, row 5, column district: `Oasis (part)` does not clearly name one district
    error name_unknown
      districts.csv, row 6, column district: `Oasis city` is the name of no such unit: ZZ0102 (Oasis) is of another kind
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
      communities.csv, row 5, column district: there is no district with the code or name `SHORE` in `West`; is ZZ0201 (Shore) meant: the same name, in another unit than stated?
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

/// How many rows of the districts were joined by code, name, alias and choice, and not at all.
fn joined(report: &Report) -> [usize; 5] {
    let joined = report.summary.tallies.joined.iter().find(|joined| joined.table.file == "districts.csv");
    joined.map_or([0; 5], |joined| {
        [joined.by_code, joined.by_name, joined.by_alias, joined.by_decision, joined.unmatched]
    })
}

/// The content of `matches.csv` after `check` wrote it.
pub(super) fn matches(folder: &Path) -> String {
    let report = read_dataset(folder, &Silent).report;
    write_matches(&folder.join("matches.csv"), &report.unresolved).expect("written");
    let text = fs::read_to_string(folder.join("matches.csv")).expect("the file");
    text.strip_prefix('\u{feff}').expect("the mark of UTF-8").to_owned()
}

#[test]
fn a_person_says_in_matches_csv_what_a_name_means() {
    let dataset =
        with_districts("West,Dune,30\nWest,Dune,1\nWest,Oasis,5\nWest,Nowhere,7\nEst,Shore,12\nWest,Unknown,3\n");
    let folder = dataset.write();
    insta::assert_snapshot!(matches(folder.path()), @r#"
    file,column,level,parent,name,rows,match,code_1,name_1,score_1,why_1,code_2,name_2,score_2,why_2,code_3,name_3,score_3,why_3
    districts.csv,district,admin2,West,Dune,2,,ZZ0101,Dunes,0.80,similar letters,,,,,,,,
    districts.csv,district,admin2,West,Nowhere,1,,,,,,,,,,,,,
    districts.csv,province,admin1,,Est,1,,ZZ01,West,0.75,similar letters,ZZ02,East,0.75,similar letters,,,,
    districts.csv,district,admin2,West,Unknown,1,,,,,,,,,,,,,
    "#);
    // A spreadsheet of another country saves it, and a colleague adds a column and the last row.
    let filled = "file;column;level;parent;name;match;comment\n\
        districts.csv;district;admin2;West;Dune;ZZ0101;\n\
        districts.csv;district;admin2;West;Nowhere;-;gone since 2020\n\
        districts.csv;province;admin1;;Est;ZZ02;\n\
        districts.csv;district;admin2;West;Unknown;;ask Aida\n\
        ;;;WEST;unknown;-;\n";
    fs::write(folder.path().join("matches.csv"), filled).expect("written");
    let Ingested { report, .. } = read_dataset(folder.path(), &Silent);
    insta::assert_snapshot!(lines(report.of(Severity::Error)), @r#"
    error duplicate_place
      districts.csv, row 3, column district: `Dune` already has a row, row 2; remove one, or say in dataset.toml which rows are meant, as `where = { column = "text" }`
    "#);
    let edited = dataset_without_second_dune(folder.path());
    assert_eq!(edited, Ok(COUNTS.to_vec()));
    assert_eq!(matches(folder.path()), filled, "what a person wrote is kept");
}

/// The counts of districts after the second row of Dune is gone.
fn dataset_without_second_dune(folder: &Path) -> Result<Vec<Value>, String> {
    let path = folder.join("districts.csv");
    let text = fs::read_to_string(&path).expect("the file").replace("West,Dune,1\n", "");
    fs::write(&path, text).expect("written");
    let Ingested { report, parts, .. } = read_dataset(folder, &Silent);
    assert_eq!(joined(&report), [0, 2, 0, 3, 0]);
    let parts = parts.ok_or_else(|| report.to_string())?;
    Ok(parts.counts.into_iter().find(|counts| counts.group.id() == "emigrants").expect("counts").values)
}

#[test]
fn a_choice_that_is_no_unit_is_an_error_with_its_row() {
    let mut dataset = with_districts("West,Dune,30\nWest,Oasis,5\nEast,Shore,12\n");
    dataset.put(
        "matches.csv",
        "file,column,level,parent,name,rows,match\n\
         districts.csv,district,admin2,West,Dune,1,ZZ9999\n\
         districts.csv,district,admin2,West,Dun,1,ZZ01\n\
         districts.csv,district,admin2,West,Oase,1,ZZ0102\n\
         districts.csv,district,admin2,west,OASE,1,ZZ0101\n",
    );
    insta::assert_snapshot!(districts(&dataset).expect_err("errors"), @r#"
    error match_unknown
      matches.csv, row 2, column match: `ZZ9999` is the code of no unit; write one of the codes beside it, or `-` to leave out the rows
    error match_unknown
      matches.csv, row 3, column match: `ZZ01` is a unit of the level `admin1`, but the column has those of `admin2`
    error match_twice
      matches.csv, row 5, column match: row 4 says something else of the same name; remove one of the two
    error name_unknown
      districts.csv, row 2, column district: there is no district with the code or name `Dune` in `West`; is ZZ0101 (Dunes) meant: similar letters?
    "#);
    // A table of something else is not touched.
    let mut dataset = with_districts("West,Dune,30\n");
    dataset.put("matches.csv", "team,goals\nAlga,3\n");
    let folder = dataset.write();
    let report = read_dataset(folder.path(), &Silent).report;
    assert!(report.findings.iter().any(|finding| finding.code == "matches_ignored"), "{report}");
    assert!(write_matches(&folder.path().join("matches.csv"), &report.unresolved).is_err());
}

#[test]
fn communities_that_are_left_out_are_left_out_of_all_tables() {
    let mut dataset = Dataset::sandland();
    dataset.edit("communities.csv", "C4,Dock,75.8,42.2,ZZ0201", "C4,Dock,75.8,42.2,Unknown");
    dataset.put("matches.csv", "file,column,level,parent,name,match\ncommunities.csv,district,admin2,,Unknown,-\n");
    let Ingested { report, parts, .. } = read(&dataset);
    let parts = parts.unwrap_or_else(|| panic!("{report}"));
    assert_eq!(parts.communities.len(), 3);
    assert_eq!(parts.counts[0].values.len(), 3 * 3);
    insta::assert_snapshot!(lines(report.findings.iter().filter(|finding| finding.code == "rows_left_out")), @r#"
    note rows_left_out
      communities.csv, row 5, column district: one community is left out with all figures, as matches.csv says
    note rows_left_out
      counts.csv, row 5, column community: one row is left out, as matches.csv says
    note rows_left_out
      sex.csv, row 5, column community: one row is left out, as matches.csv says
    note rows_left_out
      services.csv, row 5, column community: one row is left out, as matches.csv says
    "#);
}

#[test]
fn only_choices_change_the_fingerprint() {
    let fingerprint = |matches: Option<&str>| {
        let mut dataset = with_districts("West,Dunes,30\nWest,Oasis,5\nEast,Shore,12\n");
        if let Some(matches) = matches {
            dataset.put("matches.csv", format!("file,column,level,parent,name,match,comment\n{matches}"));
        }
        read(&dataset).parts.expect("sound").fingerprint
    };
    assert_eq!(fingerprint(None), fingerprint(Some(",,,,Dune,,suggested\n")));
    assert_ne!(fingerprint(None), fingerprint(Some(",,,,Dune,ZZ0101,\n")));
}

#[test]
fn aliases_are_names_that_dataset_toml_states() {
    let mut dataset = with_districts("West,Sandhills,30\nWest,Oasis,5\nOrient,Shore,12\n");
    dataset.append(
        "dataset.toml",
        "\n[[aliases]]\nunit = \"ZZ0101\"\nnames = [\"Sand Hills\", \"Erg\"]\n\n[[aliases]]\nunit = \"ZZ02\"\nnames = \"Orient\"\n",
    );
    assert_eq!(districts(&dataset), Ok(COUNTS.to_vec()));
    assert_eq!(joined(&read(&dataset).report), [0, 2, 1, 0, 0]);
    dataset.describe("unit = \"ZZ02\"", "unit = \"ZZ03\"");
    dataset.describe("names = [\"Sand Hills\", \"Erg\"]", "names = []");
    insta::assert_snapshot!(districts(&dataset).expect_err("errors"), @r#"
    error empty_text
      dataset.toml, line 106: `names` has no name, or an empty one
    "#);
}

#[test]
fn a_code_in_another_unit_than_stated_is_a_warning() {
    let dataset = with_districts("East,ZZ0101,30\nWest,Oasis,5\nEast,Shore,12\n");
    assert_eq!(districts(&dataset), Ok(COUNTS.to_vec()));
    let report = read(&dataset).report;
    insta::assert_snapshot!(lines(report.findings.iter().filter(|finding| finding.code == "parent_differs")), @r#"
    warning parent_differs
      districts.csv, row 2, column province: ZZ0101 (Dunes) does not lie in `East`, but in ZZ01 (West); the code is used
    "#);
}
