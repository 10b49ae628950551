//! What would count people twice: totals among numbers that are added up, a stock at several dates, a community in two rows. And what is said
//! wrongly when rows are missing.

use std::fmt::Write;

use fixtures::Dataset;

use super::super::{Finding, read_dataset_with};
use super::dataset::{lines, read};
use crate::ingest::ReadOptions;
use crate::progress::Silent;

/// The findings with these codes.
fn said(dataset: &Dataset, codes: &[&str]) -> String {
    let report = read(dataset).report;
    lines(report.findings.iter().filter(|finding: &&Finding| codes.contains(&finding.code)))
}

/// Displaced people by district in a long table, added up.
fn long_table(header: &str, rows: &[&str]) -> Dataset {
    let mut dataset = Dataset::displaced();
    let mut text = format!("district,{header},idps\n");
    for row in rows {
        for (district, times) in [("ZZ0101", 1), ("ZZ0102", 2), ("ZZ0201", 3)] {
            let (texts, number) = row.rsplit_once(',').expect("a number");
            let number = number.parse::<u64>().expect("a number") * times;
            let _ = writeln!(text, "{district},{texts},{number}");
        }
    }
    dataset.put("long.csv", text);
    dataset.put("dataset.toml", without_counts(&dataset));
    dataset.append("dataset.toml", &counts("long.csv", "combine = \"sum\""));
    dataset
}

/// The description without its tables.
fn without_counts(dataset: &Dataset) -> String {
    let text = dataset.text("dataset.toml");
    text.split("\n[[counts]]").next().expect("what is before").to_owned()
}

fn counts(file: &str, more: &str) -> String {
    format!(
        "\n[[counts]]\nfile = \"{file}\"\nround = \"zzz-d1\"\nlevel = \"admin2\"\nplace = \"district\"\nsources = [\"survey\"]\n{more}\n\
         columns = [{{ column = \"idps\", group = \"idps\" }}]\n"
    )
}

#[test]
fn rows_for_all_are_found_beside_those_for_each_sex_and_age() {
    let rows = [
        "Female,0-17,10",
        "Female,18+,20",
        "Male,0-17,11",
        "Male,18+,19",
        "Female,All,30",
        "Male,All,30",
        "Все,All,60",
    ];
    let dataset = long_table("Sex,Age", &rows);
    insta::assert_snapshot!(said(&dataset, &["total_among_rows"]), @r#"
    error total_among_rows
      long.csv, column Sex: `idps`: the rows with `Все` are the sums of other rows in all 3 cases; `combine = "sum"` adds them to those, which counts everybody twice: say `unless = { "Sex" = ["Все"] }`
    error total_among_rows
      long.csv, column Age: `idps`: the rows with `All` are the sums of other rows in all 6 cases; `combine = "sum"` adds them to those, which counts everybody twice: say `unless = { "Age" = ["All"] }`
    "#);
    let mut mended = dataset.clone();
    mended.describe("combine = \"sum\"", "combine = \"sum\"\nunless = { Sex = [\"Все\"] }");
    insta::assert_snapshot!(said(&mended, &["total_among_rows"]), @r#"
    error total_among_rows
      long.csv, column Age: `idps`: the rows with `All` are the sums of other rows in all 3 cases; `combine = "sum"` adds them to those, which counts everybody twice: say `unless = { "Age" = ["All"] }`
    "#);
    let mut mended = dataset;
    mended.describe("combine = \"sum\"", "combine = \"sum\"\nunless = { Sex = [\"Все\"], Age = [\"All\"] }");
    assert_eq!(said(&mended, &["total_among_rows"]), "");
}

#[test]
fn a_row_that_is_the_sum_of_the_others_is_found_whatever_it_is_called() {
    let named = long_table("Reason", &["Conflict,55", "Disaster,45", "Каждый,100"]);
    insta::assert_snapshot!(said(&named, &["total_among_rows"]), @r#"
    error total_among_rows
      long.csv, column Reason: `idps`: the rows with `Каждый` are the sums of other rows in all 3 cases; `combine = "sum"` adds them to those, which counts everybody twice: say `unless = { "Reason" = ["Каждый"] }`
    "#);
    // Nothing tells the rows apart.
    let unnamed = long_table("Note", &[",55", ",45", ",100"]);
    insta::assert_snapshot!(said(&unnamed, &["total_among_rows"]), @r#"
    error total_among_rows
      long.csv, column idps: `idps`: one row is the sum of the others in all 3 cases, as 100 in row 8 of `ZZ0101`; `combine = "sum"` adds it to those, which counts everybody twice
    "#);
    // No sums, but for one place.
    for rows in [["Conflict,55", "Disaster,45", "Other,20"], ["Conflict,55", "Disaster,55", "Other,0"]] {
        assert_eq!(said(&long_table("Reason", &rows), &["total_among_rows"]), "", "{rows:?}");
    }
    let wrong = long_table("Reason", &["Conflict,55", "Disaster,45", "Total,90"]);
    insta::assert_snapshot!(said(&wrong, &["total_among_rows"]), @r#"
    warning total_among_rows
      long.csv, column Reason: `idps`: the rows with `Total` are called totals, and are the sums of other rows in 0 of 3 cases; `combine = "sum"` adds them to those, which counts everybody twice: say `unless = { "Reason" = ["Total"] }`
    "#);
}

#[test]
fn a_category_that_is_the_sum_of_the_others_is_found() {
    let mut dataset = Dataset::sandland();
    dataset.put("sex.csv", "community,women,men,both\nC1,4,6,10\nC2,1,2,3\nC3,20,22,42\nC4,2,3,5\n");
    dataset.describe(
        "category = \"Men\" },",
        "category = \"Men\" },\n  { column = \"both\", group = \"return_migrants\", category = \"Both\" },",
    );
    insta::assert_snapshot!(said(&dataset, &["total_among_categories"]), @r"
    error total_among_categories
      sex.csv, column both: `return_migrants` by `sex`: the category `Both` is the sum of the others in all 4 cases, as 10 in `C1`; categories are added up, so that it counts everybody twice
    ");
    dataset.describe("category = \"Both\"", "category = \"Anybody\"");
    assert!(said(&dataset, &["total_among_categories"]).starts_with("error"));
    dataset.put("sex.csv", "community,women,men,both\nC1,4,6,10\nC2,1,2,7\nC3,20,22,42\nC4,2,3,1\n");
    assert_eq!(said(&dataset, &["total_among_categories"]), "");
    dataset.put("sex.csv", "community,women,men,both\nC1,4,6,10\n");
    assert!(said(&dataset, &["total_among_categories"]).starts_with("warning"), "one place may be chance");
}

#[test]
fn a_stock_at_several_dates_is_not_to_be_added_up() {
    let rows = ["2023-10-31,60", "2023-11-30,50"];
    let mut dataset = long_table("Date", &rows);
    insta::assert_snapshot!(said(&dataset, &["dates_added_up"]), @r"
    warning dates_added_up
      long.csv, row 5, column Date: `idps` is a stock, and rows of several dates are added up: 2023-10-31 in row 2, 2023-11-30 in this row; people who were there at both are counted twice
    ");
    dataset.describe("combine = \"sum\"", "");
    dataset.describe(
        "group = \"idps\" }]\n",
        "group = \"idps\", where = { district = [\"ZZ0101\", \"ZZ0102\", \"ZZ0201\"] } }]\n",
    );
    insta::assert_snapshot!(said(&dataset, &["duplicate_place"]), @r#"
    error duplicate_place
      long.csv, row 5, column idps: `ZZ0101` already has a value for this in row 2; they are of 2023-10-31 and 2023-11-30: say with `where = { "Date" = "2023-11-30" }` which is read; added up, whoever was counted at both counts twice
    error duplicate_place
      long.csv, row 6, column idps: `ZZ0102` already has a value for this in row 3; they are of 2023-10-31 and 2023-11-30: say with `where = { "Date" = "2023-11-30" }` which is read; added up, whoever was counted at both counts twice
    error duplicate_place
      long.csv, row 7, column idps: `ZZ0201` already has a value for this in row 4; they are of 2023-10-31 and 2023-11-30: say with `where = { "Date" = "2023-11-30" }` which is read; added up, whoever was counted at both counts twice
    "#);
    let other = long_table("Reason", &["Conflict,60", "Disaster,50"]);
    assert_eq!(said(&other, &["dates_added_up"]), "");
}

#[test]
fn a_community_in_two_rows_is_named_with_both() {
    let mut dataset = Dataset::sandland();
    dataset.append("communities.csv", "X9,Adra ,74.2003,42.5,ZZ0101,120\nX8,Adra,74.3,42.5,ZZ0101,120\n");
    insta::assert_snapshot!(said(&dataset, &["community_twice"]), @r"
    warning community_twice
      communities.csv, row 6: `X9` (`Adra`) has the name, the unit and the position of `C1` in communities.csv, row 2: if both are one community, its people count twice
    ");
}

#[test]
fn places_that_smaller_ones_count_are_not_said_to_have_no_data() {
    let mut dataset = Dataset::displaced();
    dataset.put("dataset.toml", without_counts(&dataset));
    let of_villages = counts("villages.csv", "").replace("admin2", "community").replace("district", "community");
    dataset.append("dataset.toml", &of_villages);
    dataset.append("dataset.toml", &counts("stated.csv", ""));
    dataset.put("villages.csv", "community,idps\nC1,10\nC2,20\nC3,30\nC4,40\n");
    dataset.put("stated.csv", "district,idps\nZZ0101,10\n");
    assert_eq!(said(&dataset, &["place_without_row"]), "");
    dataset.put("villages.csv", "community,idps\nC1,10\nC3,30\nC4,40\n");
    insta::assert_snapshot!(said(&dataset, &["place_without_row"]), @r"
    warning place_without_row
      villages.csv: there is no row for the community `C2`: it has no data
    warning place_without_row
      stated.csv: there is no row for the district `ZZ0102`: it has no data
    ");
}

#[test]
fn places_without_a_record_are_named_by_round() {
    let mut dataset = Dataset::displaced();
    dataset.put("dataset.toml", without_counts(&dataset));
    let table = counts("rounds.csv", "")
        .replace("round = \"zzz-d1\"", "round_column = \"r\"\nrounds = { 1 = \"zzz-d1\", 2 = \"zzz-d2\" }");
    dataset.append("dataset.toml", &table);
    dataset.put("rounds.csv", "district,r,idps\nZZ0101,1,5\nZZ0102,1,6\nZZ0201,1,7\nZZ0101,2,5\nZZ0201,2,8\n");
    insta::assert_snapshot!(said(&dataset, &["place_without_row"]), @r"
    warning place_without_row
      rounds.csv: there is no row of round `zzz-d2` for the district `ZZ0102`: it has no data
    ");
}

#[test]
fn a_total_is_called_so_in_a_cell_beside_the_place() {
    let mut dataset = Dataset::displaced();
    dataset.put("dataset.toml", without_counts(&dataset));
    dataset.append("dataset.toml", &counts("table.csv", ""));
    let table = |total: &str| {
        format!("n,name,district,idps\n,Grand total,,{total}\n1,Dunes,ZZ0101,5\n2,Oasis,ZZ0102,6\n3,Shore,ZZ0201,7\n")
    };
    dataset.put("table.csv", table("18"));
    insta::assert_snapshot!(said(&dataset, &["totals", "place_missing", "total_differs"]), @r"
    note totals
      table.csv, row 2: the row has totals: it is compared with the sums, and is no place
    ");
    dataset.put("table.csv", table("19"));
    insta::assert_snapshot!(said(&dataset, &["totals", "place_missing", "total_differs"]), @r#"
    error total_differs
      table.csv, row 2, column district: `Grand total` is no place; if it is a total, its 19 is not the sum of the rows, 18: mend it, or say `totals = ["Grand total"]` in dataset.toml if the source means it so
    "#);
    let mut named = dataset.clone();
    named.describe("\ncolumns = [{ column = \"idps\"", "\ntotals = [\"Grand total\"]\ncolumns = [{ column = \"idps\"");
    insta::assert_snapshot!(said(&named, &["totals", "place_missing", "total_differs"]), @r"
    warning total_differs
      table.csv, row 2, column idps: the source states a total of 19, but the rows add up to 18
    note totals
      table.csv, row 2: the row has totals: it is compared with the sums, and is no place
    ");
    dataset.put("table.csv", table("18").replace("Grand total", "Somewhere"));
    insta::assert_snapshot!(said(&dataset, &["totals", "place_missing", "total_differs"]), @r"
    error place_missing
      table.csv, row 2, column district: the row does not say which place it is about
    ");
}

#[test]
fn nothing_is_compared_where_a_row_is_missing() {
    let mut dataset = Dataset::displaced();
    dataset.put("dataset.toml", without_counts(&dataset));
    dataset.append("dataset.toml", &counts("table.csv", "totals = [\"Total\"]"));
    let codes = ["totals", "total_differs", "unknown_place", "not_a_number", "place_without_row"];
    dataset.put("table.csv", "district,idps\nZZ0101,5\nZZ0102,6\nZZ0209,7\nTotal,18\n");
    insta::assert_snapshot!(said(&dataset, &codes), @r"
    note totals
      table.csv, row 5: the row has totals, and is no place; nothing is compared, since rows are missing from the sums
    error unknown_place
      table.csv, row 4, column district: there is no district `ZZ0209` in the dataset
    ");
    dataset.put("table.csv", "district,idps\nZZ0101,5\nZZ0102,many\nZZ0201,7\nTotal,18\n");
    insta::assert_snapshot!(said(&dataset, &codes), @r#"
    error not_a_number
      table.csv, row 3, column idps: `many` is not a number; leave the cell empty where there is no data, or list the words for it in dataset.toml, as `no_data = ["n/a"]`, and those of withheld values, as `suppressed = ["<5"]`
    note totals
      table.csv, row 5: the row has totals, and is no place; nothing is compared, since rows are missing from the sums
    "#);
    // What is left out is missing too, also from the sums that another table states.
    dataset.append("dataset.toml", &counts("stated.csv", "").replace("admin2", "admin1"));
    dataset.put("stated.csv", "district,idps\nZZ01,11\nZZ02,7\n");
    let options = ReadOptions { allowed: "not_a_number".parse().expect("a code"), ..ReadOptions::default() };
    let report = read_dataset_with(dataset.write().path(), options, &Silent).report;
    let differing =
        report.findings.iter().filter(|finding| ["total_differs", "stated_sum_differs"].contains(&finding.code));
    assert_eq!(lines(differing), "");
}

#[test]
fn a_province_among_its_districts_is_named_and_its_total_compared_with_the_rows_below() {
    let mut dataset = Dataset::displaced();
    dataset.put("dataset.toml", without_counts(&dataset));
    dataset.append("dataset.toml", &counts("table.csv", "").replace("\"district\"", "\"name\""));
    dataset.put("table.csv", "name,idps\nWest,11\nDunes,5\nOasis,6\nEast,7\nShore,7\n");
    insta::assert_snapshot!(said(&dataset, &["name_unknown", "totals", "total_differs"]), @r#"
    error name_unknown
      table.csv, row 2, column name: there is no district with the code or name `West`; it is ZZ01 (West), a unit of `admin1`: leave the row out (`-` in matches.csv, or `unless`), or say `totals = ["West"]` if it has the sum of the rows below or above
    error name_unknown
      table.csv, row 5, column name: there is no district with the code or name `East`; it is ZZ02 (East), a unit of `admin1`: leave the row out (`-` in matches.csv, or `unless`), or say `totals = ["East"]` if it has the sum of the rows below or above
    "#);
    dataset.describe(
        "\ncolumns = [{ column = \"idps\"",
        "\ntotals = [\"West\", \"East\"]\ncolumns = [{ column = \"idps\"",
    );
    insta::assert_snapshot!(said(&dataset, &["name_unknown", "totals", "total_differs"]), @r"
    note totals
      table.csv, row 2: 2 rows have totals: they are compared with the sums, and are no places
    ");
    dataset.put("table.csv", "name,idps\nWest,12\nDunes,5\nOasis,6\nEast,7\nShore,7\n");
    insta::assert_snapshot!(said(&dataset, &["name_unknown", "totals", "total_differs"]), @r"
    warning total_differs
      table.csv, row 2, column idps: the source states a total of 12, but the rows add up to 18
    note totals
      table.csv, row 2: 2 rows have totals: they are compared with the sums, and are no places
    ");
}
