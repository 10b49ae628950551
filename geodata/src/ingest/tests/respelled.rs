//! Codes and names that tables write otherwise than the boundaries.

use fixtures::Dataset;

use super::super::{Ingested, Report, Severity};
use super::dataset::{lines, read};
use super::named_units::{COUNTS, districts, with_districts};

fn notes(report: &Report, code: &str) -> String {
    lines(report.of(Severity::Note).filter(|finding| finding.code == code))
}

#[test]
fn codes_in_another_spelling_are_joined_and_counted() {
    let dataset = with_districts("zz01,zz0101,30\nWest,ZZ\u{a0}01 02,5\nｚｚ０２,ＺＺ０２０１,12\n");
    assert_eq!(districts(&dataset), Ok(COUNTS.to_vec()));
    let report = read(&dataset).report;
    insta::assert_snapshot!(notes(&report, "codes_respelled"), @r"
    note codes_respelled
      districts.csv, row 2, column district: `zz0101` is read as the code `ZZ0101`, as are 2 other codes
    ");
    let joined = report.summary.tallies.joined.iter().find(|joined| joined.table.file == "districts.csv");
    assert_eq!(joined.map(|joined| (joined.by_code, joined.by_name, joined.unmatched)), Some((3, 0, 0)));
}

#[test]
fn a_row_that_is_there_in_two_spellings_of_its_code_is_there_twice() {
    let errors = districts(&with_districts("West,ZZ0101,30\nWest,zz0101,5\n"));
    insta::assert_snapshot!(errors.expect_err("errors"), @r#"
    error duplicate_place
      districts.csv, row 3, column district: `zz0101` already has a row, row 2; remove one, or say in dataset.toml which rows are meant, as `where = { column = "text" }`
    "#);
}

#[test]
fn a_code_with_several_readings_is_an_error_that_suggests_one() {
    let rows = ",ZZ0101 1,30\n,ZZ0101²,30\n,ZZ0102 ZZ0201,5\n,ΖΖ0201,12\n,zz010,1\n,ZZO201,1\n";
    insta::assert_snapshot!(districts(&with_districts(rows)).expect_err("errors"), @r"
    error name_unknown
      districts.csv, row 2, column district: there is no district with the code or name `ZZ0101 1`; is `ZZ0101` meant?; `province` is empty in this row: if it is that of the rows above, say `fill_down`
    error name_unknown
      districts.csv, row 3, column district: there is no district with the code or name `ZZ0101²`; is `ZZ0101` meant?; `province` is empty in this row: if it is that of the rows above, say `fill_down`
    error name_unknown
      districts.csv, row 4, column district: there is no district with the code or name `ZZ0102 ZZ0201`; `province` is empty in this row: if it is that of the rows above, say `fill_down`
    error name_unknown
      districts.csv, row 5, column district: there is no district with the code or name `ΖΖ0201`; is `ZZ0201` meant?; `province` is empty in this row: if it is that of the rows above, say `fill_down`
    error unknown_place
      districts.csv, row 6, column district: there is no district `zz010` in the dataset
    error unknown_place
      districts.csv, row 7, column district: there is no district `ZZO201` in the dataset; is `ZZ0201` meant?
    ");
}

#[test]
fn communities_state_the_code_of_their_unit_in_another_spelling() {
    let mut dataset = Dataset::sandland();
    dataset.edit("communities.csv", "ZZ0102", "zz 0102");
    let Ingested { report, parts, .. } = read(&dataset);
    let parts = parts.unwrap_or_else(|| panic!("{report}"));
    assert_eq!(parts.communities.iter().map(|community| community.unit).collect::<Vec<_>>(), [0, 1, 2, 2]);
    insta::assert_snapshot!(notes(&report, "codes_respelled"), @r"
    note codes_respelled
      communities.csv, row 3, column district: `zz 0102` is read as the code `ZZ0102`
    ");
    dataset.edit("communities.csv", "zz 0102", "zz0102-x");
    insta::assert_snapshot!(lines(read(&dataset).report.of(Severity::Error)), @r"
    error pcode_malformed
      communities.csv, row 3, column district: `zz0102-x` is not a P-code: expected two or three capital letters and then digits or capitals (`KG06211000000`), or a provisional id that starts with `x-` (`x-osh-city`)
    ");
}

#[test]
fn an_id_of_a_community_in_other_capitals_is_suggested_and_not_joined() {
    let mut dataset = Dataset::sandland();
    dataset.edit("counts.csv", "C1,", "c1,");
    insta::assert_snapshot!(lines(read(&dataset).report.of(Severity::Error)), @r"
    error unknown_place
      counts.csv, row 2, column community: there is no community `c1` in the dataset; is `C1` meant?
    ");
}

#[test]
fn names_in_another_spelling_are_listed_with_their_units() {
    let dataset = with_districts("West,DUNES ,30\nwest,Oasis district,5\nEast,Şhore,12\n");
    assert_eq!(districts(&dataset), Ok(COUNTS.to_vec()));
    let report = read(&dataset).report;
    insta::assert_snapshot!(notes(&report, "name_respelled"), @r"
    note name_respelled
      districts.csv, row 3, column district: `Oasis district` is taken for ZZ0102 (Oasis)
    note name_respelled
      districts.csv, row 4, column district: `Şhore` is taken for ZZ0201 (Shore)
    ");
    let joined = report.summary.tallies.joined.iter().find(|joined| joined.table.file == "districts.csv");
    assert_eq!(joined.map(|joined| (joined.by_name, joined.respelled)), Some((3, 2)));
    assert!(report.to_string().contains("2 names in another spelling"), "{report}");
}

#[test]
fn a_declared_alias_is_no_other_spelling() {
    let mut dataset = with_districts("West,Dyuny,30\nWest,Oasis,5\nEast,Shore,12\n");
    dataset.append("dataset.toml", "\n[[aliases]]\nunit = \"zz0101\"\nnames = [\"Dyuny\"]\n");
    assert_eq!(districts(&dataset), Ok(COUNTS.to_vec()));
    assert_eq!(notes(&read(&dataset).report, "name_respelled"), "");
}
