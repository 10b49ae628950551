//! Tables as offices keep them: what the title says of columns, totals in their own words, answers of districts, headers that are dates.

use std::fmt::Write;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::doubts::{has, lacks};
use super::tables::workbook;
use super::{Files, counts};

#[test]
fn a_column_of_all_counts_whom_the_title_names() {
    let rows: &[&[&str]] = &[
        &["Мигранты, вернувшиеся в 2023 году"],
        &["Код", "Территория", "Всего", "в том числе:", ""],
        &["", "", "", "мужчины", "женщины"],
        &["ZZ0101", "Dunes", "9", "4", "5"],
        &["ZZ0102", "Oasis", "11", "5", "6"],
        &["ZZ0201", "Shore", "3", "1", "2"],
        &["", "ИТОГО по стране", "23", "10", "13"],
    ];
    let (parts, proposal) = Files::boundaries().put("11.xlsx", workbook(&[("Лист1", rows)])).decided();
    assert_eq!(counts(&parts), "return_migrants admin2 2023:9,11,3\n");
    has(&proposal.text, &["group = \"return_migrants\", category = \"male\""]);
    lacks(&proposal.text, &["combine"]);
}

#[test]
fn totals_of_each_sheet_are_no_rows_to_add() {
    let rows = |districts: &[[&'static str; 2]], total: &'static str| -> Vec<Vec<&'static str>> {
        let header = vec!["District", "Returnees 2023"];
        let body = districts.iter().map(|row| row.to_vec());
        std::iter::once(header).chain(body).chain([vec!["Итого по области", total]]).collect()
    };
    let sheets = [rows(&[["Dunes", "1"], ["Oasis", "2"]], "3"), rows(&[["Shore", "4"]], "4")];
    let sheets: Vec<Vec<&[&str]>> = sheets.iter().map(|rows| rows.iter().map(Vec::as_slice).collect()).collect();
    let files = Files::boundaries().put("a.xlsx", workbook(&[("West", &sheets[0]), ("East", &sheets[1])]));
    let (parts, proposal) = files.decided();
    assert_eq!(counts(&parts), "return_migrants admin2 2023:1,2,4\n");
    lacks(&proposal.text, &["combine"]);
}

#[test]
fn services_are_proposed_of_communities_alone() {
    let table = "district,returnees 2023,school\nZZ0101,1,yes\nZZ0102,2,no\nZZ0201,3,yes\n";
    let (_, proposal) = Files::boundaries().put("a.csv", table).decided();
    lacks(&proposal.text, &["[[services]]"]);
    has(&proposal.text, &["`school`: not used"]);
}

#[test]
fn columns_of_several_dates_are_left_open() {
    let table = "PCode,IDPs 2024-01,IDPs 2024-02\nZZ0101,1,4\nZZ0102,2,5\nZZ0201,3,6\n";
    let proposal = Files::boundaries().put("idps.csv", table).proposal();
    assert_eq!(proposal.text.matches("group = \"?\"").count(), 3, "two columns and the round\n{}", proposal.text);
}

#[test]
fn a_column_called_population_counts_the_groups_that_another_names() {
    let rows = |code: &str| {
        ["f", "m"].map(|sex| format!("{code},IDP,{sex},all,4,2024-01-01\n{code},HCO,{sex},all,9,2024-01-01\n")).concat()
    };
    let table = format!(
        "admin2_pcode,population_group,gender,age_range,population,reference_period_start\n\
         #adm2+code,#population+group,#gender,#age+range,#affected,#date+start\n{}{}{}",
        rows("ZZ0101"),
        rows("ZZ0102"),
        rows("ZZ0201")
    );
    let (parts, _) = Files::boundaries().put("hapi.csv", table).decided();
    assert_eq!(counts(&parts), "idps admin2 8,8,8\n");
}

#[test]
fn villages_of_one_name_in_one_district_are_asked_for() {
    let mut table = String::from("District,Village,Returnees 2023\n");
    for (at, district) in ["Dunes", "Oasis", "Shore"].into_iter().enumerate() {
        for village in ["Adra", "Brim", "Cove", "Dock"] {
            let _ = writeln!(table, "{district},{village},{}", at + 1);
        }
    }
    // Other districts have villages of the same names: they are parts of their own district.
    let (parts, proposal) = Files::boundaries().put("a.csv", &table).decided();
    assert_eq!(counts(&parts), "return_migrants admin2 2023:4,8,12\n");
    has(&proposal.text, &["place = \"District\"", "combine = \"sum\""]);
    table.push_str("Oasis,Cove,7\n");
    let files = Files::boundaries().put("a.csv", &table);
    let (_, proposal) = files.decided();
    has(&proposal.text, &["combine = \"?\"", "as `Cove` in `Oasis`"]);
}

#[test]
fn days_in_the_header_are_months_unless_all_may_be_years() {
    let with = |days: [(u16, u8, u8); 2]| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name("Returnees").expect("a name");
        sheet.write(0, 0, "PCode").expect("written");
        let format = Format::new().set_num_format("yyyy-mm-dd");
        for (column, (year, month, day)) in (1..).zip(days) {
            let day = ExcelDateTime::from_ymd(year, month, day).expect("a day");
            sheet.write_datetime_with_format(0, column, &day, &format).expect("written");
            for (row, code) in (1..).zip(["ZZ0101", "ZZ0102", "ZZ0201"]) {
                sheet.write(row, 0, code).expect("written");
                sheet.write(row, column, row * 3 + u32::from(column)).expect("written");
            }
        }
        Files::boundaries().put("a.xlsx", book.save_to_buffer().expect("a workbook")).proposal().text
    };
    has(&with([(2022, 12, 31), (2023, 12, 31)]), &["year = 2022", "year = 2023"]);
    let months = with([(2024, 1, 1), (2024, 2, 1)]);
    lacks(&months, &["year = 2024 },   # sure"]);
    assert_eq!(months.matches("group = \"?\"").count(), 3, "two columns and the round\n{months}");
}

#[test]
fn months_of_a_year_are_not_added_without_asking() {
    let rows = |code: &str| [1, 2, 3].map(|month| format!("{code},2023-0{month}-01,{}\n", month * month + 3)).concat();
    let table = format!("pcode,month,returnees\n{}{}{}", rows("ZZ0101"), rows("ZZ0102"), rows("ZZ0201"));
    let (parts, proposal) = Files::boundaries().put("a.csv", table).decided();
    has(&proposal.text, &["year_column = \"month\"", "combine = \"?\"   # rows of one place differ in `month`"]);
    assert_eq!(counts(&parts), "return_migrants admin2 2023:23,23,23\n");
}

#[test]
fn a_second_table_below_is_not_added_to_the_first() {
    let header: &[&str] = &["District", "PCode", "2022", "2023"];
    let rows: &[&[&str]] = &[
        &["Return migrants"],
        header,
        &["Dunes", "ZZ0101", "1", "2"],
        &["Oasis", "ZZ0102", "3", "4"],
        &["Shore", "ZZ0201", "5", "6"],
        &[],
        &["Emigrants"],
        header,
        &["Dunes", "ZZ0101", "10", "20"],
        &["Oasis", "ZZ0102", "30", "40"],
        &["Shore", "ZZ0201", "50", "60"],
    ];
    let (parts, proposal) = Files::boundaries().put("a.xlsx", workbook(&[("Data", rows)])).decided();
    assert_eq!(counts(&parts), "return_migrants admin2 2022:1,3,5 2023:2,4,6\n");
    has(&proposal.text, &["last_row = 5", "a.xlsx, sheet Data, from row 8"]);
    lacks(&proposal.text, &["combine"]);
}

#[test]
fn past_tenses_name_groups() {
    let table = "Код;Выехало, чел.;Вернулось, чел.\nZZ0101;1;4\nZZ0102;2;5\nZZ0201;3;6\n";
    let (parts, _) = Files::boundaries().put("Сведения за 2023 год.csv", table).decided();
    assert_eq!(counts(&parts), "emigrants admin2 2023:1,2,3\nreturn_migrants admin2 2023:4,5,6\n");
}
