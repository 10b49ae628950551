//! Tables as the field makes them.

use fixtures::boundaries::{collection, feature};
use rust_xlsxwriter::{Format, Workbook};

use super::{COMMUNITIES, Files, counts};
use crate::model::ServiceStatus;

/// A workbook with these sheets. Texts that are whole numbers become numbers.
pub(super) fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).expect("a name");
        for (row, cells) in rows.iter().enumerate() {
            for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
                let (row, column) = (row as u32, column as u16);
                match text.parse::<f64>() {
                    Ok(number) => sheet.write_number(row, column, number).expect("written"),
                    Err(_) => sheet.write_string(row, column, *text).expect("written"),
                };
            }
        }
    }
    workbook.save_to_buffer().expect("saved")
}

const COUNTED: &str = "return_migrants community 2022:1,2,3,4 2023:10,20,30,40\n";

#[test]
fn a_header_of_two_rows_with_merged_cells_below_titles() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "Baseline assessment, round 3").expect("written");
    sheet.write_string(2, 0, "Community").expect("written");
    sheet.merge_range(2, 1, 2, 2, "Return migrants", &Format::new()).expect("merged");
    sheet.merge_range(2, 3, 2, 4, "Emigrants", &Format::new()).expect("merged");
    for (column, year) in [2022, 2023, 2022, 2023].into_iter().enumerate() {
        sheet.write_number(3, column as u16 + 1, year).expect("written");
    }
    for row in 0..4_u32 {
        sheet.write_string(row + 4, 0, format!("C{}", row + 1)).expect("written");
        for (column, factor) in [1, 10, 2, 20].into_iter().enumerate() {
            sheet.write_number(row + 4, column as u16 + 1, (row + 1) * factor).expect("written");
        }
    }
    let files = Files::sandland().put("counts.xlsx", book.save_to_buffer().expect("saved"));
    let (parts, proposal) = files.decided();
    assert_eq!(counts(&parts), format!("{COUNTED}emigrants community 2022:2,4,6,8 2023:20,40,60,80\n"));
    assert!(proposal.text.contains("header_row = [3, 4]\n") && parts.rounds[0].id.0 == "zz-r3", "{}", proposal.text);
}

#[test]
fn a_sheet_for_each_province_is_one_table() {
    let rows = |ids: [&'static str; 2], values: [&'static str; 2]| {
        vec![vec!["id", "returnees 2023"], vec![ids[0], values[0]], vec![ids[1], values[1]]]
    };
    let (west, east) = (rows(["C1", "C2"], ["10", "20"]), rows(["C3", "C4"], ["30", "40"]));
    let west: Vec<&[&str]> = west.iter().map(Vec::as_slice).collect();
    let east: Vec<&[&str]> = east.iter().map(Vec::as_slice).collect();
    let files =
        Files::sandland().put("counts.xlsx", workbook(&[("West", &west), ("East", &east), ("Notes", &[&["Read me"]])]));
    let (parts, proposal) = files.decided();
    assert_eq!(counts(&parts), "return_migrants community 2023:10,20,30,40\n");
    assert!(proposal.text.contains("sheets = [\"West\", \"East\"]"), "{}", proposal.text);
    assert_eq!(proposal.unused[0].what, "counts.xlsx, sheet Notes");
}

#[test]
fn two_sheets_about_the_same_places_are_not_added() {
    let sheet: &[&[&str]] = &[&["id", "returnees 2023"], &["C1", "10"], &["C2", "20"], &["C3", "30"], &["C4", "40"]];
    let files = Files::sandland().put("counts.xlsx", workbook(&[("old", sheet), ("new", sheet)]));
    let (parts, proposal) = files.decided();
    assert_eq!(counts(&parts), "return_migrants community 2023:10,20,30,40\n");
    assert!(proposal.unused.iter().any(|unused| unused.what == "counts.xlsx, sheet new"), "{:?}", proposal.unused);
}

#[test]
fn a_long_table_with_hxl_tags_years_and_reasons() {
    let table = "admin2Name,admin2Pcode,year,returnees,reason\n#adm2+name,#adm2+code,#date+year,#affected+returnees,#cause\n\
                 Dunes,ZZ0101,2022,5,Conflict\nDunes,ZZ0101,2023,7,Conflict\nDunes,ZZ0101,2023,2,Disaster\nOasis,ZZ0102,2022,1,Conflict\n\
                 Oasis,ZZ0102,2023,1,Disaster\nShore,ZZ0201,2022,4,Conflict\nShore,ZZ0201,2023,6,Conflict\n";
    let (parts, proposal) = Files::boundaries().put("dtm.csv", table).decided();
    assert_eq!(counts(&parts), "return_migrants admin2 2022:5,1,4 2023:9,1,6\n");
    assert_eq!(parts.breakdowns[0].dimension.id(), "reason");
    assert!(proposal.text.contains("category_column = \"reason\""), "{}", proposal.text);
}

#[test]
fn russian_headers_and_answers_in_an_old_encoding() {
    let communities = "Код;Название;Долгота;Широта;Код района;Домохозяйства\nC1;Адра;74,2;42,5;ZZ0101;120\nC2;Брим;74,7;42,4;ZZ0102;80\nC3;Бухта;75,3;42,6;ZZ0201;240\nC4;Док;75,8;42,2;ZZ0201;60\n";
    let table = "Код;Вернувшиеся мигранты 2023;Выехавшие за границу, 2023 г.;Школа;Расстояние до школы, км;Больница\n\
                 C1;10;1;да;;нет\nC2;20;2;нет;3,5;нет\nC3;30;3;да;;не знаю\nC4;<5;4;нет;12;да\n";
    let (communities, ..) = encoding_rs::WINDOWS_1251.encode(communities);
    let (table, ..) = encoding_rs::WINDOWS_1251.encode(table);
    let files = Files::boundaries().put("Населенные пункты.csv", communities).put("анкета.csv", table);
    let (parts, proposal) = files.decided();
    assert_eq!(
        counts(&parts),
        "return_migrants community 2023:10,20,30,suppressed\nemigrants community 2023:1,2,3,4\n"
    );
    assert_eq!(parts.communities[0].names.main(), "Адра");
    let lacking = |service: &str| {
        let table = parts.services.iter().find(|table| table.service.id() == service).expect("a service");
        table.status.iter().filter(|status| matches!(status, ServiceStatus::Lacking(_))).count()
    };
    assert_eq!((lacking("school"), lacking("hospital")), (2, 2));
    assert!(
        proposal.text.contains("encoding = \"windows-1251\"") && proposal.text.contains("yes = [\"да\"]"),
        "{}",
        proposal.text
    );
}

#[test]
fn an_ods_workbook_of_libreoffice() {
    let content = include_bytes!("../../../../../tests/datasets/workbooks/sandland.ods");
    for (name, content) in [
        ("counts.ods", content.as_slice()),
        ("counts.xls", include_bytes!("../../../../../tests/datasets/workbooks/sandland.xls").as_slice()),
        ("counts.xlsb", include_bytes!("../../../../../tests/datasets/workbooks/sandland.xlsb").as_slice()),
    ] {
        let (_, proposal) = Files::sandland().put(name, content).decided();
        assert!(
            proposal.recognised.iter().any(|line| line.starts_with("counts of `return_migrants`")),
            "{name}: {:?} {:?}",
            proposal.recognised,
            proposal.unused
        );
    }
}

#[test]
fn displaced_people_are_a_stock_by_round() {
    let table = "operation,admin0Pcode,admin2Pcode,numPresentIdpInd,reportingDate,roundNumber\n#operation,#adm0+code,#adm2+code,#affected+idps+ind,#date+reported,#round\n\
                 S,ZZ,ZZ0101,5,2023-04-01,1\nS,ZZ,ZZ0102,6,2023-04-01,1\nS,ZZ,ZZ0201,7,2023-04-01,1\nS,ZZ,ZZ0101,8,2024-04-01,2\nS,ZZ,ZZ0102,9,2024-04-01,2\nS,ZZ,ZZ0201,1,2024-04-01,2\n";
    let (parts, proposal) = Files::boundaries().put("dtm.csv", table).decided();
    assert_eq!(counts(&parts), "idps admin2 5,6,7\nidps admin2 8,9,1\n");
    assert!(
        proposal.text.contains("vocabulary = \"iom-dtm\"") && proposal.text.contains("default_round = \"?\""),
        "{}",
        proposal.text
    );
}

#[test]
fn groups_of_no_ready_vocabulary_are_declared() {
    let table = "id,seasonal_workers_2022,seasonal_workers_2023\nC1,1,2\nC2,3,4\nC3,5,6\nC4,7,8\n";
    let (parts, proposal) = Files::sandland().put("counts.csv", table).decided();
    assert_eq!(counts(&parts), "seasonal_workers community 2022:1,3,5,7 2023:2,4,6,8\n");
    assert!(
        proposal.text.contains("[[vocabulary.groups]]\nid = \"seasonal_workers\"\nlabel = \"Seasonal workers\""),
        "{}",
        proposal.text
    );
}

#[test]
fn a_column_of_which_nothing_says_what_it_counts_is_left_open() {
    let (parts, proposal) = Files::sandland().put("t.csv", "id,v,w\nC1,1,2\nC2,3,4\nC3,5,6\nC4,7,8\n").decided();
    assert_eq!(counts(&parts), "emigrants community 2023:1,3,5,7\n", "as it was decided");
    assert!(
        proposal.text.contains("{ column = \"v\", group = \"?\", year = \"?\" }")
            && proposal.text.contains("# { column = \"w\""),
        "{}",
        proposal.text
    );
}

#[test]
fn words_totals_and_footnotes_are_found() {
    let table = "id,returnees_2023\nC1,10\nC2,n/a\nC3,*\nC4,40\nTotal,\nSource: survey,\n";
    let (parts, proposal) = Files::sandland().put("counts.csv", table).decided();
    assert_eq!(counts(&parts), "return_migrants community 2023:10,no_data,suppressed,40\n");
    for line in ["no_data = [\"n/a\"]", "suppressed = [\"*\"]", "totals = [\"Total\"]"] {
        assert!(proposal.text.contains(line), "{}", proposal.text);
    }
}

#[test]
fn longitudes_and_latitudes_are_found_by_what_stands_in_them() {
    let communities = COMMUNITIES.replacen("lon,lat", "a,b", 1);
    let (parts, _) = Files::boundaries()
        .put("c.csv", communities)
        .put("t.csv", "id,returnees_2023\nC1,10\nC2,1\nC3,2\nC4,3\n")
        .decided();
    assert_eq!(parts.communities.len(), 4);
}

#[test]
fn equal_files_are_described_equally() {
    let files = || Files::sandland().put("counts.csv", "id,returnees_2023\nC1,10\nC2,20\nC3,30\nC4,40\n");
    assert_eq!(files().proposal().text, files().proposal().text);
}

#[test]
fn names_in_place_of_codes_are_looked_for_within_the_larger_unit() {
    let table = "Province,District,Returnees 2023\nWest,Dunes,1\nWest,Oasis,2\nEast,Shore,3\n";
    let (parts, proposal) = Files::boundaries().put("returns.csv", table).decided();
    assert_eq!(counts(&parts), "return_migrants admin2 2023:1,2,3\n");
    assert!(
        proposal.text.contains("place = \"District\"") && proposal.text.contains("within = \"Province\""),
        "{}",
        proposal.text
    );
    let named = COMMUNITIES.replace("ZZ0101", "Dunes").replace("ZZ0102", "Oasis").replace("ZZ0201", "Shore");
    let (parts, _) =
        Files::boundaries().put("c.csv", named).put("t.csv", "id,returnees_2023\nC1,10\nC2,1\nC3,2\nC4,3\n").decided();
    assert_eq!(parts.communities.len(), 4);
}

#[test]
fn communities_are_points_of_a_vector_file_or_rows_without_coordinates() {
    let point = |id: &str, name: &str, lon: f64, district: &str| {
        feature(
            &format!(r#""id":"{id}","name":"{name}","adm2_pcode":"{district}","households":10"#),
            &format!(r#"{{"type":"Point","coordinates":[{lon},42.5]}}"#),
        )
    };
    let points =
        [point("C1", "Adra", 74.2, "ZZ0101"), point("C2", "Brim", 74.7, "ZZ0102"), point("C3", "Cove", 75.3, "ZZ0201")];
    let table = "id,returnees_2023\nC1,10\nC2,1\nC3,2\n";
    let (parts, proposal) =
        Files::boundaries().put("settlements.geojson", collection(&points)).put("t.csv", table).decided();
    assert_eq!((parts.communities.len(), parts.communities[0].point.is_some()), (3, true), "{}", proposal.text);
    let rows = "Village code,Village,District,Households\nC1,Adra,ZZ0101,12\nC2,Brim,ZZ0102,8\nC3,Cove,ZZ0201,24\nC4,Dock,ZZ0201,6\n";
    let (parts, proposal) = Files::boundaries().put("list.csv", rows).put("t.csv", format!("{table}C4,3\n")).decided();
    assert_eq!((parts.communities.len(), parts.communities[0].point), (4, None), "{}", proposal.text);
    assert_eq!(counts(&parts), "return_migrants community 2023:10,1,2,3\n");
}

#[test]
fn answers_of_the_displacement_tracking_matrix_and_its_table_of_all_levels() {
    let json = include_bytes!("../../../../../tests/fixtures/dtm/displacement-admin2.json");
    let (parts, proposal) = Files::boundaries().put("displacement-admin2.json", json).decided();
    assert!(counts(&parts).starts_with("idps admin2 "), "{}", counts(&parts));
    assert!(proposal.text.contains("round_column = \"roundNumber\""), "{}", proposal.text);
    let csv = include_bytes!("../../../../../tests/fixtures/dtm/displacement-admin-0-to-2.csv");
    let files = Files::boundaries().put("all-levels.csv", csv);
    let (parts, proposal) = files.decided();
    assert!(counts(&parts).starts_with("idps admin2 "), "{}", counts(&parts));
    assert!(
        proposal.text.contains("adminLevel = \"2\", operation = \"?\"")
            && proposal.text.contains("category = \"male\""),
        "{}",
        proposal.text
    );
    assert!(
        proposal.recognised.iter().any(|line| line.starts_with("counts of `idps`")),
        "{:?} {:?}",
        proposal.recognised,
        proposal.unused
    );
}

#[test]
fn women_and_men_beside_a_total_are_its_breakdown() {
    for (header, rows) in [
        (
            "Return migrants 2023 male,Return migrants 2023 female,Return migrants 2023",
            "4,6,10|5,15,20|10,20,30|15,25,40",
        ),
        ("Men,Women,Return migrants 2023", "4,6,10|5,15,20|10,20,30|15,25,40"),
    ] {
        let rows: Vec<String> = rows.split('|').enumerate().map(|(at, row)| format!("C{},{row}\n", at + 1)).collect();
        let files = Files::sandland().put("a.csv", format!("id,{header}\n{}", rows.concat()));
        let (parts, proposal) = files.decided();
        assert_eq!(counts(&parts), "return_migrants community 2023:10,20,30,40\n");
        assert_eq!(parts.breakdowns.len(), 1, "{}", proposal.text);
        assert_eq!(parts.breakdowns[0].dimension.id(), "sex");
    }
    // What does not add up is no breakdown, nor is one of several years.
    let parts = "id,Men,Women,Return migrants 2023\nC1,4,7,10\nC2,5,11,20\nC3,10,25,30\nC4,15,21,40\n";
    assert!(Files::sandland().put("a.csv", parts).decided().0.breakdowns.is_empty());
    let years = "id,Return migrants 2023 male,Return migrants 2023 female,Return migrants 2022,Return migrants 2023\nC1,4,6,1,10\nC2,5,15,2,20\nC3,10,20,3,30\nC4,15,25,4,40\n";
    assert!(Files::sandland().put("a.csv", years).decided().0.breakdowns.is_empty());
}

#[test]
fn years_that_a_spreadsheet_has_as_dates_are_headers() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Return migrants").expect("a name");
    sheet.write_string(0, 0, "Code").expect("written");
    let format = Format::new().set_num_format("yyyy");
    for (column, year) in [(1, 2022), (2, 2023)] {
        let date = rust_xlsxwriter::ExcelDateTime::from_ymd(year, 1, 1).expect("a date");
        sheet.write_datetime_with_format(0, column, &date, &format).expect("written");
    }
    for row in 0..4_u32 {
        sheet.write_string(row + 1, 0, format!("C{}", row + 1)).expect("written");
        sheet.write_number(row + 1, 1, row + 1).expect("written");
        sheet.write_number(row + 1, 2, (row + 1) * 10).expect("written");
    }
    let (parts, proposal) = Files::sandland().put("a.xlsx", book.save_to_buffer().expect("saved")).decided();
    assert_eq!(counts(&parts), COUNTED, "{}", proposal.text);
}

#[test]
fn of_a_table_of_all_countries_the_rows_of_one_are_read() {
    let table = "admin0Name,admin0Pcode,admin2Pcode,numPresentIdpInd,roundNumber\n#country+name,#country+code,#adm2+code,#affected+idps+ind,#round\n\
                 Sandland,ZZ,ZZ0101,1,5\nSandland,ZZ,ZZ0102,2,5\nSandland,ZZ,ZZ0201,3,5\nElsewhere,XX,XX0101,9,5\nElsewhere,XX,XX0102,9,7\nFaraway,YY,YY0101,9,8\n";
    let (parts, proposal) = Files::boundaries().put("global-iom-dtm.csv", table).decided();
    assert_eq!(counts(&parts), "idps admin2 1,2,3\n", "{}", proposal.text);
    assert!(proposal.text.contains("where = { admin0Pcode = \"ZZ\" }"), "{}", proposal.text);
    assert_eq!(parts.rounds.len(), 1);
}

#[test]
fn ids_that_a_spreadsheet_took_the_zeros_of_are_those_of_communities() {
    let communities = COMMUNITIES.replace("\nC", "\n0010");
    let table: &[&[&str]] = &[
        &["Code", "District", "Returnees 2023"],
        &["101", "Dunes", "10"],
        &["102", "Oasis", "20"],
        &["103", "Shore", "30"],
        &["104", "Shore", "40"],
    ];
    let files = Files::boundaries().put("communities.csv", communities).put("a.xlsx", workbook(&[("Data", table)]));
    let (parts, proposal) = files.decided();
    assert_eq!(counts(&parts), "return_migrants community 2023:10,20,30,40\n", "{}", proposal.text);
}

#[test]
fn a_total_beside_the_empty_cell_of_the_place_is_no_place() {
    for total in ["Total", "Grand total", "Итого по области", "Всего:"] {
        let table = format!("Code,Region,Returnees 2023\nZZ01,West,3\nZZ02,East,4\n,{total},7\n");
        let (parts, proposal) = Files::boundaries().put("a.csv", table).decided();
        assert_eq!(counts(&parts), "return_migrants admin1 2023:3,4\n");
        assert!(proposal.text.contains(&format!("unless = {{ Region = [\"{total}\"] }}")), "{}", proposal.text);
    }
}

#[test]
fn households_with_a_wrong_cell_are_proposed_so_that_the_check_names_it() {
    let text = Files::boundaries().put("communities.csv", COMMUNITIES.replace(",80\n", ",about 80\n")).proposal().text;
    assert!(text.contains("households = \"households\""), "{text}");
}

#[test]
fn of_a_column_of_indicators_only_groups_are_counted() {
    let row = |code: &str, n: u32| {
        format!(
            "{code},2022,Return migrants,{n}\n{code},2022,Emigrants,{}\n{code},2022,Households,900\n{code},2022,Households with emigrants,7\n",
            n + 1
        )
    };
    let table = format!("pcode,year,indicator,value\n{}{}{}", row("ZZ0101", 1), row("ZZ0102", 3), row("ZZ0201", 5));
    let (parts, proposal) = Files::boundaries().put("long.csv", table).decided();
    assert_eq!(counts(&parts), "return_migrants admin2 2022:1,3,5\nemigrants admin2 2022:2,4,6\n");
    assert!(!proposal.text.contains("combine"), "{}", proposal.text);
}

#[test]
fn numbers_with_spaces_between_thousands_are_no_positions() {
    let table = "Code du district;District;Migrants retournés 2022;Migrants retournés 2023\nZZ0101;Dunes;1 200;1 210\nZZ0102;Oasis;1 201;1 211\nZZ0201;Shore;1 202;1 212\n";
    let (parts, proposal) = Files::boundaries().put("retours.csv", table).decided();
    assert_eq!(counts(&parts), "return_migrants admin2 2022:1200,1201,1202 2023:1210,1211,1212\n", "{}", proposal.text);
    assert!(parts.communities.is_empty(), "{}", proposal.text);
}

#[test]
fn households_of_a_group_are_not_those_of_the_community() {
    let table = COMMUNITIES.replace("households", "IDP HH");
    let text = Files::boundaries().put("communities.csv", table).proposal().text;
    assert!(!text.contains("households ="), "{text}");
}

#[test]
fn totals_of_several_sheets_are_no_rows_to_add() {
    let west: &[&[&str]] = &[&["District", "Returnees 2023"], &["Dunes", "1"], &["Oasis", "2"], &["Total", "3"]];
    let east: &[&[&str]] = &[&["District", "Returnees 2023"], &["Shore", "3"], &["Total", "3"]];
    let files = Files::boundaries().put("a.xlsx", workbook(&[("West", west), ("East", east)]));
    let (parts, proposal) = files.decided();
    assert_eq!(counts(&parts), "return_migrants admin2 2023:1,2,3\n");
    assert!(!proposal.text.contains("combine") && proposal.text.contains("sure: all are names"), "{}", proposal.text);
}

#[test]
fn one_category_alone_is_no_breakdown() {
    let table = "id,Return migrants 2023,of whom women 2023\nC1,10,4\nC2,20,7\nC3,30,9\nC4,40,11\n";
    let (parts, proposal) = Files::sandland().put("a.csv", table).decided();
    assert_eq!(counts(&parts), "return_migrants community 2023:10,20,30,40\n");
    assert!(parts.breakdowns.is_empty(), "{}", proposal.text);
}

#[test]
fn units_in_the_first_row_of_a_block_are_those_of_its_rows() {
    let files = Files::sandland_of_two_dunes().put(
        "returns.csv",
        "province,district,returnees 2023\nWest,Dunes,10\n,Oasis,20\n,Spring,5\nEast,Dunes,30\n,Shore,40\n",
    );
    let (parts, proposal) = files.decided();
    assert!(proposal.text.contains("within = \"province\"\nfill_down = \"province\""), "{}", proposal.text);
    assert_eq!(counts(&parts), "return_migrants admin2 2023:10,20,5,30,40\n");

    // The place itself, where each row is a year.
    let files = Files::boundaries().put(
        "returns.csv",
        "district,year,returnees\nDunes,2022,1\n,2023,10\nOasis,2022,2\n,2023,20\nShore,2022,3\n,2023,30\n",
    );
    let (parts, proposal) = files.decided();
    assert!(proposal.text.contains("fill_down = \"district\""), "{}", proposal.text);
    assert_eq!(counts(&parts), "return_migrants admin2 2022:1,2,3 2023:10,20,30\n");

    // Merged cells of a workbook hold for their rows without being told.
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, text) in ["district", "year", "returnees"].into_iter().enumerate() {
        sheet.write_string(0, column as u16, text).expect("written");
    }
    for (at, district) in ["Dunes", "Oasis", "Shore"].into_iter().enumerate() {
        let row = 2 * at as u32 + 1;
        sheet.merge_range(row, 0, row + 1, 0, district, &Format::new()).expect("merged");
        for year in [0, 1] {
            sheet.write_number(row + year, 1, 2022 + year).expect("written");
            sheet.write_number(row + year, 2, (at as u32 + 1) * if year == 0 { 1 } else { 10 }).expect("written");
        }
    }
    let (parts, proposal) = Files::boundaries().put("returns.xlsx", book.save_to_buffer().expect("saved")).decided();
    assert_eq!(counts(&parts), "return_migrants admin2 2022:1,2,3 2023:10,20,30\n", "{}", proposal.text);
}

#[test]
fn a_row_of_totals_below_a_block_is_no_part_of_it() {
    let rows = "district,year,returnees\nDunes,2022,1\n,2023,10\nOasis,2022,2\n,2023,20\nShore,2022,3\n,Total,36\n";
    let proposal = Files::boundaries().put("returns.csv", rows).proposal();
    assert!(!proposal.text.contains("fill_down"), "{}", proposal.text);
}
