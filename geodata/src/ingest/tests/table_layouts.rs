//! Tables in the layouts that people make: headers of two rows, a sheet for each province, long tables, totals and footnotes, other words for
//! values. The folders in `tests/datasets` are what came; the tests say what of `dataset.toml` reads it.

use std::fmt::Write;
use std::path::Path;

use fixtures::Dataset;

use super::super::{Finding, Ingested, read_dataset};
use super::dataset::{lines, read};
use crate::model::{Distance, Km, ServiceStatus, Value};
use crate::progress::Silent;

/// A dataset of `tests/datasets`.
pub(super) fn came(name: &str) -> Dataset {
    Dataset::of_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/datasets").join(name))
}

/// The counts, in the order of the places and years.
fn counts(dataset: &Dataset) -> Vec<Value> {
    let Ingested { report, parts, .. } = read(dataset);
    parts.unwrap_or_else(|| panic!("{report}")).counts.remove(0).values
}

fn reported(values: &[u64]) -> Vec<Value> {
    values.iter().copied().map(Value::Reported).collect()
}

/// The findings with these codes.
fn said(dataset: &Dataset, codes: &[&str]) -> String {
    let report = read(dataset).report;
    lines(report.findings.iter().filter(|finding: &&Finding| codes.contains(&finding.code)))
}

#[test]
fn a_header_of_two_rows_is_found_and_each_column_named_by_both_or_by_its_letter() {
    let came = came("two-row-header");
    insta::assert_snapshot!(said(&came, &["column_missing", "column_twice"]), @r#"
    error column_missing
      counts.xlsx, sheet Sheet, row 2, column Community: line 63 of dataset.toml names this column, but the table has no such header; it has: `2022`, `2023`, `2022`, `2023`
    error column_twice
      counts.xlsx, sheet Sheet, row 2, column 2023: two columns have this header; rename or remove one, or name the one that is meant by its letter: `C:C` or `E:E`
    "#);
    for (header, returns, expected) in [
        ("", "Return migrants / 2023", [2, 4, 6, 8]),
        ("header_row = [1, 2]", "Return migrants / 2023", [2, 4, 6, 8]),
        ("header_row = [1, 2]", "Emigrants / 2023", [4, 8, 12, 16]),
        ("header_row = [1, 2]", "c:C", [2, 4, 6, 8]),
    ] {
        let mut dataset = came.clone();
        dataset.describe("header_row = 2", header);
        dataset.describe("column = \"2023\"", &format!("column = \"{returns}\""));
        assert_eq!(counts(&dataset), reported(&expected), "{header} {returns}");
    }
    let mut dataset = came.clone();
    dataset.describe("header_row = 2", "");
    insta::assert_snapshot!(said(&dataset, &["column_twice"]), @r#"
    error column_twice
      counts.xlsx, sheet Sheet, row 2, column 2023: line 67 of dataset.toml names this column, which can be any of `Return migrants / 2023`, `Emigrants / 2023`; write the one that is meant in full
    "#);
}

#[test]
fn a_group_is_put_together_from_a_sheet_for_each_province() {
    let came = came("sheet-per-province");
    assert_eq!(counts(&came), reported(&[1, 2, 3, 4]));
    assert_eq!(lines(&read(&came).report.findings), "");
    // The same in one section.
    let mut dataset = came.clone();
    let text = dataset.text("dataset.toml");
    let second = text.rfind("[[counts]]").expect("two sections");
    let first = text[..second].replace("sheet = \"Osh\"", "sheets = [\"Osh\", \"Chui\"]");
    dataset.put("dataset.toml", first);
    assert_eq!(counts(&dataset), reported(&[1, 2, 3, 4]));
    // A place in both.
    let mut dataset = came.clone();
    dataset.describe("sheet = \"Chui\"", "sheet = \"Osh\"");
    insta::assert_snapshot!(said(&dataset, &["counted_twice", "place_without_row"]), @r#"
    error counted_twice
      counts.xlsx, sheet Osh, row 2, column B (returnees_2023): `c1` already has this value in counts.xlsx, sheet Osh, row 2, column B (returnees_2023); remove one of them
    error counted_twice
      counts.xlsx, sheet Osh, row 3, column B (returnees_2023): `c2` already has this value in counts.xlsx, sheet Osh, row 3, column B (returnees_2023); remove one of them
    warning place_without_row
      counts.xlsx, sheet Osh: there is no row for the community `c3`: it has no data
    warning place_without_row
      counts.xlsx, sheet Osh: there is no row for the community `c4`: it has no data
    "#);
}

#[test]
fn a_group_is_put_together_from_a_file_for_each_year() {
    let mut dataset = Dataset::sandland();
    let expected = counts(&dataset);
    dataset.describe("  { column = \"returns_2024\", group = \"return_migrants\", year = 2024 },\n", "");
    dataset.append(
        "dataset.toml",
        "\n[[counts]]\nfile = \"2024.csv\"\nround = \"zzz-r1\"\nlevel = \"community\"\nplace = \"community\"\nsources = [\"survey\"]\n\
         columns = [{ column = \"n\", group = \"return_migrants\", year = 2024 }]\n",
    );
    let last = dataset.text("counts.csv").lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split(',').collect();
        format!("{},{}\n", cells[0], cells[3])
    });
    let last: String = last.collect();
    dataset.put("2024.csv", format!("community,n\n{last}"));
    assert_eq!(counts(&dataset), expected);
    assert_eq!(lines(&read(&dataset).report.findings), "");
}

#[test]
fn a_long_table_with_hxl_tags_is_read_by_year_and_filtered_by_what_other_columns_say() {
    let mut came = came("hxl-long-table");
    came.describe(
        "column = \"numPresent\", group = \"return_migrants\", year = 2023",
        "column = \"#affected\", group = \"return_migrants\"",
    );
    came.describe("place = \"admin2Pcode\"", "place = \"#adm2+code\"\nyear_column = \"#date+year\"\nMORE");
    let with = |more: &str| {
        let mut dataset = came.clone();
        dataset.describe("MORE", more);
        dataset
    };
    let value = Value::Reported;
    insta::assert_snapshot!(said(&with(""), &["duplicate_place", "hxl_row", "rows_not_read"]), @r#"
    note hxl_row
      counts.csv, row 2: the row has HXL tags: it is part of the header
    error duplicate_place
      counts.csv, row 5, column numPresent: `KG01001` already has a value for this in row 4; say with `where` which rows count, or `combine = "sum"` if they belong together
    warning rows_not_read
      counts.csv, row 3: 1 of 4 rows are read by no column of dataset.toml: those where `year` is `2022`; if they are left out on purpose, say with `where` which are read
    "#);
    assert_eq!(counts(&with("combine = \"sum\"")), [value(9), value(4), Value::NoData, Value::NoData]);
    let filtered = with("where = { reason = \"conflict\", \"#date+year\" = 2023 }");
    assert_eq!(counts(&filtered), [value(7), value(4), Value::NoData, Value::NoData]);
    insta::assert_snapshot!(said(&filtered, &["rows_not_read", "rows_selected", "place_without_row"]), @r"
    note rows_selected
      counts.csv: 2 of 4 rows are read, as `where` in dataset.toml says
    warning place_without_row
      counts.csv: there is no row for the district `KG02001`: it has no data
    warning place_without_row
      counts.csv: there is no row for the district `KG02002`: it has no data
    ");
    insta::assert_snapshot!(said(&with("where = { reason = [\"Conflict\", \"Drought\"] }"), &["where_matches_none"]), @r"
    error where_matches_none
      counts.csv, column reason: `where` asks for `drought` in this column, which no row has; it has: `Disaster`
    ");
}

#[test]
fn a_long_breakdown_reads_each_category_from_its_rows() {
    let mut dataset = Dataset::sandland();
    let wide = read(&dataset).parts.expect("sound").breakdowns.remove(0);
    let mut long = "community,who,n\n".to_owned();
    for line in dataset.text("sex.csv").lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let _ = writeln!(long, "{0},Ж,{1}\n{0},М,{2}", cells[0], cells[1], cells[2]);
    }
    let header = dataset.text("sex.csv").lines().next().unwrap_or_default().to_owned();
    assert!(header.starts_with("community,women,men"), "{header}");
    let text = dataset.text("dataset.toml").to_owned();
    let text = text
        .replace("column = \"women\"", "column = \"n\", value = \"ж\"")
        .replace("column = \"men\"", "column = \"n\", value = [\"М\", \"муж.\"]");
    dataset.put("dataset.toml", text);
    dataset.describe("file = \"sex.csv\"", "file = \"sex.csv\"\ncategory_column = \"who\"");
    dataset.put("sex.csv", long);
    let ingested = read(&dataset);
    assert_eq!(lines(&ingested.report.findings), "");
    let breakdown = ingested.parts.expect("sound").breakdowns.remove(0);
    assert_eq!((breakdown.categories, breakdown.values), (wide.categories, wide.values));
}

#[test]
fn a_footnote_may_stand_in_the_column_of_the_larger_unit() {
    let mut dataset = Dataset::sandland();
    dataset.put(
        "counts.csv",
        "province,district,n\nZZ01,ZZ0101,5\nZZ01,ZZ0102,6\nZZ02,ZZ0201,7\n,,\nn/a: nobody was found,,\n",
    );
    dataset.describe("years = [2022, 2023, 2024]\npartial = { 2024 = \"January to April\" }", "years = [2023]");
    let text = dataset.text("dataset.toml").to_owned();
    let (before, rest) = text.split_once("[[counts]]").expect("counts");
    let (_, after) = rest.split_once("[[breakdowns]]").expect("breakdowns");
    let counts_of = "[[counts]]\nfile = \"counts.csv\"\nround = \"zzz-r1\"\nlevel = \"admin2\"\nplace = \"district\"\nwithin = \"province\"\n\
                     sources = [\"survey\"]\ncolumns = [{ column = \"n\", group = \"return_migrants\", year = 2023 }]\n\n";
    dataset.put("dataset.toml", format!("{before}{counts_of}[[breakdowns]]{after}"));
    assert_eq!(said(&dataset, &["place_missing"]), "");
    insta::assert_snapshot!(said(&dataset, &["footnotes"]), @r"
    note footnotes
      counts.csv, row 6: the row below the last place has no values: it is taken for a footnote
    ");
    // Above the last place, or with a number, it is a row without its place.
    for row in ["ZZ01,,\nZZ02,ZZ0201,7", "ZZ02,ZZ0201,7\nZZ01,,8"] {
        let mut other = dataset.clone();
        other.edit("counts.csv", "ZZ02,ZZ0201,7", row);
        assert!(said(&other, &["place_missing"]).contains("the row does not say which place it is about"), "{row}");
    }
}

#[test]
fn totals_and_footnotes_are_no_places_and_totals_are_compared_with_the_sums() {
    let came = came("table-end-and-totals");
    assert_eq!(counts(&came), reported(&[10, 20, 30, 40]));
    let note = "note totals\n  counts.csv, row 6: the row has totals: it is compared with the sums, and is no place\n";
    assert_eq!(lines(&read(&came).report.findings), note);
    // Subtotals, a total in Russian, and a footnote.
    let with = |from: &str, to: &str, section: &str| {
        let mut dataset = came.clone();
        dataset.edit("counts.csv", from, to);
        dataset.describe("file = \"counts.csv\"", &format!("file = \"counts.csv\"\n{section}"));
        dataset
    };
    let notes =
        with("c3,30\nc4,40\nTotal,100", "Total Osh,30\nc3,30\nc4,40\nИтого:,100\nSource: survey,\n* estimated,", "");
    assert_eq!(counts(&notes), reported(&[10, 20, 30, 40]));
    insta::assert_snapshot!(said(&notes, &["totals", "footnotes"]), @r"
    note footnotes
      counts.csv, row 8: 2 rows below the last place have no values: they are taken for footnotes, `Source: survey`
    note totals
      counts.csv, row 4: 2 rows have totals: they are compared with the sums, and are no places
    ");
    let wrong = with("Total,100", "Total,101", "");
    insta::assert_snapshot!(lines(&read(&wrong).report.findings), @r#"
    error total_differs
      counts.csv, row 6, column id: `Total` is no place; if it is a total, its 101 is not the sum of the rows, 100: mend it, or say `totals = ["Total"]` in dataset.toml if the source means it so
    "#);
    let meant = with("Total,100", "TOTAL,101", "totals = \"total\"");
    assert_eq!(counts(&meant), reported(&[10, 20, 30, 40]));
    insta::assert_snapshot!(lines(&read(&meant).report.findings), @r"
    warning total_differs
      counts.csv, row 6, column returnees_2023: the source states a total of 101, but the rows add up to 100
    note totals
      counts.csv, row 6: the row has totals: it is compared with the sums, and is no place
    ");
    // A place with a typing error is no total, even if its value is a sum.
    insta::assert_snapshot!(said(&with("c4,40\nTotal,100", "c5,60", ""), &["unknown_place"]), @r"
    error unknown_place
      counts.csv, row 5, column id: there is no community `c5` in the dataset
    ");
    for end in ["end_at = \"tot\"", "last_row = 5"] {
        let ends = if end.starts_with("end") {
            with("Total,100", "Total,all,of,them\nx", end)
        } else {
            with("Total,100", "x", end)
        };
        assert_eq!(counts(&ends), reported(&[10, 20, 30, 40]), "{end}");
        assert!(said(&ends, &["table_end"]).contains("counts.csv, row 6: the table ends before this row"));
    }
}

#[test]
fn words_for_yes_no_and_no_data_are_those_of_the_table() {
    let mut dataset = came("yes-no-words");
    dataset.describe(
        "file = \"services.csv\"",
        "file = \"services.csv\"\nyes = [\"Да\", \"y\"]\nno = \"нет\"\nno_data = [\"не  знаю\", \"98\", \"-999\"]",
    );
    let ingested = read(&dataset);
    let services = ingested.parts.unwrap_or_else(|| panic!("{}", ingested.report)).services.remove(0);
    let five = ServiceStatus::Lacking(Distance::Km(Km::new(5.0).expect("a distance")));
    assert_eq!(services.status, [ServiceStatus::Available, five, ServiceStatus::Available, ServiceStatus::NoData]);
    // A number for no answer is a number in the column of distances, unless it is negative.
    dataset.put("services.csv", "id,school,km\nc1,98,\nc2,нет,98\nc3,да,-999\nc4,нет,-999\n");
    let services = read(&dataset).parts.expect("sound").services.remove(0);
    let far = ServiceStatus::Lacking(Distance::Km(Km::new(98.0).expect("a distance")));
    let unknown = ServiceStatus::Lacking(Distance::Unknown);
    assert_eq!(services.status, [ServiceStatus::NoData, far, ServiceStatus::Available, unknown]);
    dataset.describe("no = \"нет\"", "no = [\"нет\", \"yes\", \"ДА\"]");
    insta::assert_snapshot!(said(&dataset, &["word_twice"]), @r"
    error word_twice
      dataset.toml, line 73: `yes` cannot mean no: it has another meaning
    error word_twice
      dataset.toml, line 73: `да` cannot mean no: it has another meaning
    ");
}

#[test]
fn words_stand_for_no_data_or_for_values_in_counts() {
    let mut dataset = Dataset::sandland();
    let expected = counts(&dataset);
    assert_eq!(expected[3..6], reported(&[0, 3, 1]));
    dataset.edit("counts.csv", "C2,0,3,1", "C2,none,three,N/A");
    dataset.describe(
        "file = \"counts.csv\"",
        "file = \"counts.csv\"\nno_data = [\"n/a\", \"-\"]\nvalues = { None = \"0\", three = \"3\" }",
    );
    assert_eq!(counts(&dataset)[3..6], [Value::Reported(0), Value::Reported(3), Value::NoData]);
    dataset.describe("no_data = [\"n/a\", \"-\"]", "no_data = [\"12\"]");
    insta::assert_snapshot!(said(&dataset, &["no_data_number"]), @r"
    error no_data_number
      dataset.toml, line 58: `12` is a number, and cannot stand for no data: a cell that means the number could not be told from it
    ");
}

#[test]
fn the_header_is_found_below_titles_and_separators_between_thousands_are_read() {
    let mut dataset = Dataset::sandland();
    let expected = counts(&dataset);
    let text = dataset.text("counts.csv").replace(',', ";").replace("C3;12;20", "C3;1 012;1 000 020");
    dataset.put("counts.csv", format!("Returns, by year\n;;;\nas of June;;\n{text}"));
    let found = counts(&dataset);
    assert_eq!(found[6..8], reported(&[1012, 1_000_020]));
    assert_eq!((&found[..6], &found[8..]), (&expected[..6], &expected[8..]));
    insta::assert_snapshot!(said(&dataset, &["header_found", "delimiter_found", "thousands_read"]), @r"
    note delimiter_found
      counts.csv: the cells are separated by `;`, which fits the header best
    note header_found
      counts.csv, row 4: the names of the columns were found in row 4; `header_row` in dataset.toml can say so
    note thousands_read
      counts.csv: numbers are read without the separators between thousands: `1 012` (returns_2022), `1 000 020` (returns_2023)
    ");
}

#[test]
fn communities_come_from_a_sheet_for_each_province() {
    let mut dataset = Dataset::sandland();
    let expected = read(&dataset).parts.expect("sound").communities;
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let lines: Vec<String> = dataset.text("communities.csv").lines().map(str::to_owned).collect();
    for (name, from, to) in [("West", 1, 3), ("East", 3, 5)] {
        let sheet = workbook.add_worksheet().set_name(name).expect("a name");
        for (row, line) in std::iter::once(&lines[0]).chain(&lines[from..to]).enumerate() {
            for (column, text) in line.split(',').enumerate() {
                sheet.write(row as u32, column as u16, text).expect("written");
            }
        }
    }
    dataset.put("communities.xlsx", workbook.save_to_buffer().expect("a workbook"));
    dataset.describe("file = \"communities.csv\"", "file = \"communities.xlsx\"\nsheets = [\"West\", \"East\"]");
    let ingested = read(&dataset);
    assert_eq!(ingested.parts.unwrap_or_else(|| panic!("{}", ingested.report)).communities, expected);
    // An id is twice in a sheet, and in one that was read before.
    for (name, row) in [("West", 2), ("East", 1)] {
        let sheet = workbook.worksheet_from_name(name).expect("the sheet");
        sheet.write(row, 0, "C1").expect("written");
    }
    let mut repeated = dataset.clone();
    repeated.put("communities.xlsx", workbook.save_to_buffer().expect("a workbook"));
    insta::assert_snapshot!(said(&repeated, &["duplicate_id"]), @r"
    error duplicate_id
      communities.xlsx, sheet West, row 3, column A (id): the id `C1` is already that of the community in row 2
    error duplicate_id
      communities.xlsx, sheet East, row 2, column A (id): the id `C1` is already that of the community in communities.xlsx, sheet West, row 2
    ");
    dataset.describe("sheets = [\"West\", \"East\"]", "sheets = [\"West\", \" West\"]");
    assert!(
        read_dataset(dataset.write().path(), &Silent).report.findings.iter().any(|found| found.code == "sheet_twice")
    );
}

#[test]
fn numbers_that_lost_the_zeros_in_front_are_matched_where_only_one_place_fits() {
    let mut dataset = Dataset::sandland();
    let expected = counts(&dataset);
    for file in ["communities.csv", "counts.csv", "sex.csv", "services.csv"] {
        let digits = if file == "counts.csv" { "7" } else { "007" };
        let text = ["1", "2", "3", "4"]
            .iter()
            .fold(dataset.text(file).to_owned(), |text, id| text.replace(&format!("C{id}"), &format!("{digits}{id}")));
        dataset.put(file, text);
    }
    assert_eq!(counts(&dataset), expected);
    insta::assert_snapshot!(said(&dataset, &["zeros_restored"]), @r"
    note zeros_restored
      counts.csv, row 2, column community: `71` is taken for `0071`, as are 3 others: a spreadsheet drops the zeros in front of a number
    ");
}

#[test]
fn of_dates_in_the_column_of_the_year_the_year_is_read() {
    let long = |dates: [&str; 3]| {
        let mut dataset = Dataset::sandland();
        let mut rows = "community,when,n\n".to_owned();
        for line in dataset.text("counts.csv").lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            for (date, count) in dates.iter().zip(&cells[1..]) {
                let _ = writeln!(rows, "{},{date},{count}", cells[0]);
            }
        }
        dataset.put("counts.csv", rows);
        dataset.describe("file = \"counts.csv\"", "file = \"counts.csv\"\nyear_column = \"when\"");
        let text = dataset.text("dataset.toml").to_owned();
        let start = text.find("  { column = \"returns_2022\"").expect("the columns");
        let end = start + text[start..].find("\n]").expect("their end");
        let column = "  { column = \"n\", group = \"return_migrants\" },";
        dataset.put("dataset.toml", format!("{}{column}{}", &text[..start], &text[end..]));
        dataset
    };
    let wide = counts(&Dataset::sandland());
    for dates in [
        ["2022", "2023", "2024"],
        ["2022-12-31", "2023-05-01T10:00:00Z", "2024-01"],
        ["31.12.2022", "01/05/2023", "5.1.2024"],
        ["Dec 2022", "1 мая 2023", "2024/01/31"],
    ] {
        assert_eq!(counts(&long(dates)), wide, "{dates:?}");
    }
    insta::assert_snapshot!(said(&long(["31.12.2022", "01/05/2023", "5.1.2024"]), &["dates_as_years"]), @r"
    note dates_as_years
      counts.csv, row 2, column when: the column has dates, of which the year is read: 2022 of `31.12.2022`, and that of 11 others
    ");
    let unclear = said(&long(["2022-23", "01.05.23", "2024"]), &["year_unclear"]);
    assert_eq!(unclear.lines().count(), 16, "{unclear}");
    insta::assert_snapshot!(unclear.lines().take(2).collect::<Vec<_>>().join("\n"), @r"
    error year_unclear
      counts.csv, row 2, column when: it is not clear which year `2022-23` is: expected a year of four digits, alone (`2023`) or in a date (`2023-05-01`, `01.05.2023`, `May 2023`); a number of days needs the format of a date
    ");
}
