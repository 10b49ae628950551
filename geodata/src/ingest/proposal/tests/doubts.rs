//! What is in doubt is left open: where people are, whom a column counts, and what is a part of what.

use fixtures::boundaries::{collection, feature, rectangle};

use super::tables::workbook;
use super::{Files, counts};

/// Boundaries in which each province has a district of its name, and two districts have one name.
fn namesakes() -> Files {
    let district = |code: &str, name: &str, at: f64| {
        feature(
            &format!(r#""pcode":"{code}","parent":"{}","name":"{name}""#, &code[..4]),
            &rectangle([at, 42.0, at + 0.5, 43.0]),
        )
    };
    Files::larger_units().put(
        "districts.geojson",
        collection(&[
            district("ZZ0101", "West", 74.0),
            district("ZZ0102", "Belin", 74.5),
            district("ZZ0201", "East", 75.0),
            district("ZZ0202", "Belin", 75.5),
        ]),
    )
}

fn text_of(files: &Files) -> String {
    files.proposal().text
}

#[track_caller]
pub(super) fn has(text: &str, lines: &[&str]) {
    for line in lines {
        assert!(text.contains(line), "no {line}\n{text}");
    }
}

#[track_caller]
pub(super) fn lacks(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(!text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn codes_decide_the_level_of_the_names_beside_them() {
    for header in ["Region", "Name", "District"] {
        let table = format!("Code,{header},Return migrants 2023\nZZ01,West,4\nZZ02,East,6\n");
        let (parts, proposal) = namesakes().put("returns.csv", table).decided();
        assert_eq!(counts(&parts), "return_migrants admin1 2023:4,6\n");
        has(&proposal.text, &["level = \"admin1\"", "place = \"Code\""]);
        lacks(&proposal.text, &["within ="]);
    }
}

#[test]
fn names_of_two_levels_are_of_the_one_that_headers_and_columns_beside_them_say() {
    let rows = "West,West,1\nWest,Belinn,2\nEast,East,3\nEast,Belin,4\n";
    for header in ["Province,District", "Область,Район", "Admin 1,Admin 2", "a,b"] {
        let text = text_of(&namesakes().put("returns.csv", format!("{header},Returnees 2023\n{rows}")));
        let (larger, smaller) = header.split_once(',').expect("two");
        has(&text, &["level = \"admin2\"", &format!("place = \"{smaller}\""), &format!("within = \"{larger}\"")]);
    }
    let text = text_of(&namesakes().put("returns.csv", "Province,Returnees 2023\nWest,1\nEast,2\n"));
    has(&text, &["level = \"admin1\"", "place = \"Province\""]);
    let text = text_of(&namesakes().put("returns.csv", "Name,Returnees 2023\nWest,1\nEast,2\n"));
    has(&text, &["level = \"?\"   # units of several levels have these names", "place = \"Name\""]);
}

#[test]
fn of_two_columns_with_units_none_is_taken_for_the_place() {
    let rows = "ZZ0102,ZZ0101,10\nZZ0201,ZZ0102,11\nZZ0202,ZZ0201,12\nZZ0101,ZZ0202,13\n";
    for header in [
        "Origin admin2 pcode,Present admin2 pcode",
        "District of origin,District of displacement",
        "Район происхождения,Район",
    ] {
        let text = text_of(&namesakes().put("idps.csv", format!("{header},IDPs\n{rows}")));
        let (origin, present) = header.split_once(',').expect("two");
        has(&text, &["place = \"?\"", &format!("where people are? `{present}`")]);
        lacks(&text, &["combine", &format!("`{origin}`, `{present}`")]);
    }
    let text = text_of(&namesakes().put("idps.csv", "District of origin,IDPs\nZZ0101,10\nZZ0102,11\nZZ0201,12\n"));
    has(&text, &["place = \"?\"   # the only column with units says where people came from"]);
    // The same codes twice are no doubt.
    let text = text_of(&namesakes().put("idps.csv", "code,pcode,IDPs\nZZ0101,ZZ0101,10\nZZ0102,ZZ0102,11\n"));
    has(&text, &["place = \"code\""]);
}

#[test]
fn names_of_several_units_are_no_rows_to_add() {
    let table = "District,Returnees 2023\nWest,1\nBelin,2\nEast,3\nBelin,4\n";
    lacks(&text_of(&namesakes().put("returns.csv", table)), &["combine"]);
    let table = "District,Returnees 2023\nWest,1\nWest,2\nEast,3\nEast,4\n";
    has(&text_of(&namesakes().put("returns.csv", table)), &["combine = \"sum\""]);
}

#[test]
fn a_column_of_groups_counts_beside_a_column_of_sexes() {
    let table = "adm2 code,group,sex,number,date\n#adm2+code,#population+group,#meta+sex,#affected,#date\n\
                 ZZ0101,IDPs,Female,5,2024-05-31\nZZ0101,IDPs,Male,6,2024-05-31\nZZ0101,Returnees,Female,1,2024-05-31\nZZ0101,Returnees,Male,2,2024-05-31\n\
                 ZZ0102,IDPs,Female,7,2024-05-31\nZZ0102,IDPs,Male,8,2024-05-31\nZZ0102,Returnees,Female,3,2024-05-31\nZZ0102,Returnees,Male,4,2024-05-31\n";
    let (parts, proposal) = Files::boundaries().put("zz_idp_long.csv", table).decided();
    assert_eq!(counts(&parts), "idps admin2 11,15,no_data\nreturnees admin2 3,7,no_data\n");
    has(&proposal.text, &["vocabulary = \"iom-dtm\"", "where = { group = \"Returnees\" }"]);
    lacks(&proposal.text, &["year_column"]);
}

#[test]
fn rows_of_all_categories_are_not_added_to_their_parts() {
    for total in ["Total", "All", "Both sexes", "Всего", "Итого"] {
        let rows = |code: &str, women: u32, men: u32| {
            format!("{code},Female,{women}\n{code},Male,{men}\n{code},{total},{}\n", women + men)
        };
        let table = format!("ADM2_PCODE,Sex,IDPs\n{}{}", rows("ZZ0101", 5, 6), rows("ZZ0102", 7, 8));
        let (parts, proposal) = Files::boundaries().put("idps.csv", &table).decided();
        assert_eq!(counts(&parts), "idps admin2 11,15,no_data\n");
        has(&proposal.text, &[&format!("unless = {{ Sex = [\"{total}\"] }}")]);
        // A place that has the total alone.
        let text = text_of(&Files::boundaries().put("idps.csv", format!("{table}ZZ0201,{total},9\n")));
        has(&text, &["unless = { Sex = \"?\" }"]);
    }
    let by_age = "ADM2_PCODE,Sex,Age,IDPs\nZZ0101,F,0-17,1\nZZ0101,F,18+,2\nZZ0101,F,All,3\nZZ0101,M,0-17,4\nZZ0101,M,18+,5\nZZ0101,M,All,9\nZZ0101,All,All,12\n";
    let (parts, _) = Files::boundaries().put("idps.csv", by_age).decided();
    assert_eq!(counts(&parts), "idps admin2 12,no_data,no_data\n");
}

#[test]
fn headers_of_what_is_no_count_of_a_group_are_left_open() {
    for (header, why) in [
        ("Return migrants Jan-Jun 2023", "a part of a year"),
        ("Emigrants Q1 2023", "a part of a year"),
        ("Вернувшиеся мигранты, 1 квартал 2023", "a part of a year"),
        ("IDPs and returnees", "two groups"),
        ("Refugees and asylum seekers", "two groups"),
        ("Return migrants 2022 (thousands)", "thousands"),
        ("Вернувшиеся мигранты, тыс. чел. 2023", "thousands"),
        ("Вернувшиеся мигранты (план) 2024", "a plan"),
        ("Planned return migrants 2024", "a plan"),
        ("Return migrants target 2024", "a plan"),
        ("Change in return migrants 2023", "a change"),
        ("Return migrants 2022-2023", "several years"),
        ("Returnees (cumulative)", "people of other years"),
        ("Arrived before 2023", "people of other years"),
        ("Population 2023", "the population"),
        ("Estimated emigrants 2023", "that it is an estimate"),
    ] {
        let header = if header.contains(',') { format!("\"{header}\"") } else { header.to_owned() };
        let table = format!("ADM2_PCODE,{header},Return migrants 2020\nZZ0101,40,1\nZZ0102,41,2\nZZ0201,42,3\n");
        let (_, proposal) = Files::boundaries().put("returnees.csv", table).decided();
        let name = header.trim_matches('"');
        let line = proposal.text.lines().find(|line| line.contains(&format!("column = \"{name}\"")));
        let line = line.unwrap_or_else(|| panic!("no {name}\n{}", proposal.text));
        assert!(line.contains("group = \"?\"") && line.contains(why), "{line}");
        has(&proposal.text, &["column = \"Return migrants 2020\", group = \"return_migrants\", year = 2020"]);
    }
    // The month of a stock is its date, and a category may have such words.
    let text = text_of(&Files::boundaries().put("t.csv", "ADM2_PCODE,IDPs May 2024\nZZ0101,4\nZZ0102,5\nZZ0201,6\n"));
    has(&text, &["group = \"idps\""]);
}

#[test]
fn several_doubts_wait_for_a_decision_and_nothing_else() {
    let table = "ADM2_PCODE,Emigrants Q1 2023,Emigrants Q2 2023\nZZ0101,4,1\nZZ0102,4,2\nZZ0201,4,3\n";
    let proposal = Files::boundaries().put("t.csv", table).proposal();
    assert_eq!(proposal.text.matches("group = \"?\", year = 2023 }").count(), 2, "{}", proposal.text);
}

#[test]
fn estimates_of_areas_are_a_group_of_their_own() {
    let table = "ADM2_PCODE,IDPs estimated,Returnees\nZZ0101,13,1\nZZ0102,41,2\nZZ0201,69,3\n";
    let (parts, _) = Files::boundaries().put("B1.csv", table).decided();
    assert_eq!(counts(&parts), "idps_estimated admin2 13,41,69\nreturnees admin2 1,2,3\n");
}

#[test]
fn a_column_with_a_bad_cell_is_proposed_so_that_the_check_names_the_cell() {
    let table =
        "ADM2_PCODE,Return migrants 2022,Return migrants 2023\nZZ0101,10,20\nZZ0102,11,about 30\nZZ0201,12,22\n";
    let files = Files::boundaries().put("returns.csv", table);
    let text = text_of(&files);
    has(&text, &["column = \"Return migrants 2023\"", "some cells are no counts: `about 30`"]);
    let report = files.check(&super::decide(&text)).report;
    assert!(report.of(crate::ingest::Severity::Error).any(|finding| finding.message.contains("about 30")), "{report}");
}

#[test]
fn rows_that_words_of_unknown_meaning_tell_apart_are_not_added_without_asking() {
    let codes = ["ZZ0101", "ZZ0102", "ZZ0201"];
    let rows = |code: &&str| format!("{code},Arrived by bus,4\n{code},Stayed overnight,5\n");
    let table: String = codes.iter().map(rows).collect();
    let files = Files::boundaries().put("a.csv", format!("ADM2_PCODE,Statement,IDPs\n{table}"));
    let (parts, proposal) = files.decided();
    has(
        &proposal.text,
        &[
            "combine = \"?\"   # rows of one place differ in `Statement`: `Arrived by bus`, `Stayed overnight`. `sum`, if each counts other people",
        ],
    );
    assert_eq!(counts(&parts), "idps admin2 9,9,9\n", "added once that is said");
    let named = files.check(&proposal.text).report.to_string();
    has(
        &named,
        &[
            "`combine` of the table in `a.csv` is open",
            "write `sum` if the rows of a place may be added",
            "`Stayed overnight`",
        ],
    );
    // So it is where the rows are also divided by a known dimension, in both sections.
    let rows = |code: &&str| -> String {
        let of_sex = |sex: &str| format!("{code},{sex},Arrived by bus,4\n{code},{sex},Stayed overnight,5\n");
        ["Female", "Male"].map(of_sex).concat()
    };
    let table: String = codes.iter().map(rows).collect();
    let text = text_of(&Files::boundaries().put("a.csv", format!("ADM2_PCODE,Sex,Statement,IDPs\n{table}")));
    assert_eq!(text.matches("combine = \"?\"").count(), 2, "{text}");
    // Words of a known dimension are parts of one number, as are villages of their district, whatever else is said of them.
    for table in [
        "ADM2_PCODE,Sex,IDPs\nZZ0101,Female,4\nZZ0101,Male,5\nZZ0102,Female,4\nZZ0102,Male,5\n",
        "ADM2_PCODE,Where,IDPs\nZZ0101,Adra,4\nZZ0101,Brim,5\nZZ0102,Cove,4\nZZ0102,Dock,5\n",
    ] {
        let text = text_of(&Files::boundaries().put("a.csv", table));
        has(&text, &["combine = \"sum\""]);
    }
    let table = "ADM2_PCODE,Site name,Setting,IDPs\nZZ0101,Dry well,rural,4\nZZ0101,Mill,urban,5\nZZ0102,Gate,rural,4\nZZ0102,Old road,urban,5\n";
    lacks(&text_of(&Files::boundaries().put("a.csv", table)), &["combine = \"?\""]);
}

#[test]
fn sheets_named_as_provinces_say_where_districts_are_that_have_one_name() {
    const HEADER: &[&str] = &["District", "Returnees 2023"];
    let with = |names: [&str; 2]| {
        let sheets: [(&str, &[&[&str]]); 2] = [
            (names[0], &[HEADER, &["West", "1"], &["Belin", "2"]]),
            (names[1], &[HEADER, &["East", "3"], &["Belin", "4"]]),
        ];
        namesakes().put("returns.xlsx", workbook(&sheets))
    };
    for names in [["West", "East"], ["ZZ01", "ZZ02"], ["West region", "East oblast"]] {
        let (parts, proposal) = with(names).decided();
        assert_eq!(counts(&parts), "return_migrants admin2 2023:1,2,3,4\n");
        has(&proposal.text, &["within_sheet = true   # likely: the sheets have the names of larger units"]);
        lacks(&proposal.text, &["combine"]);
    }
    // Names that are those of no unit say nothing, and where each name is that of one unit nothing needs to.
    lacks(&text_of(&with(["Sheet1", "Sheet2"])), &["within_sheet"]);
    let sheets: [(&str, &[&[&str]]); 2] =
        [("West", &[HEADER, &["Dunes", "1"], &["Oasis", "2"]]), ("East", &[HEADER, &["Shore", "3"]])];
    lacks(&text_of(&Files::boundaries().put("returns.xlsx", workbook(&sheets))), &["within_sheet"]);
}

/// Boundaries in which each district has another name, one of them that of a province.
fn districts() -> Files {
    let district = |code: &str, name: &str, at: f64, width: f64| {
        let properties = format!(r#""pcode":"{code}","parent":"{}","name":"{name}""#, &code[..4]);
        feature(&properties, &rectangle([at, 42.0, at + width, 43.0]))
    };
    let districts = [
        district("ZZ0101", "West", 74.0, 0.5),
        district("ZZ0102", "Belin", 74.5, 0.5),
        district("ZZ0201", "Shore", 75.0, 1.0),
    ];
    Files::larger_units().put("districts.geojson", collection(&districts))
}

#[test]
fn rows_that_say_that_they_are_provinces_are_left_out() {
    let by_name =
        "Name,Returnees 2023\nSandland,10\nWest region,3\nWest district,1\nBelin district,2\nEast oblast,7\nShore,7\n";
    let by_code = "Code,Returnees 2023\nZZ01,3\nZZ0101,1\nZZ0102,2\nZZ02,7\nZZ0201,7\n";
    let by_level = "Level,Name,Returnees 2023\nOblast,West,3\nRayon,West district,1\nRayon,Belin,2\nOblast,East,7\nRayon,Shore,7\n";
    for (table, unless, totals) in [
        (by_name, "unless = { Name = [\"West region\", \"East oblast\"] }", "totals = [\"Sandland\"]"),
        (by_code, "unless = { Code = [\"ZZ01\", \"ZZ02\"] }", ""),
        (by_level, "unless = { Level = [\"Oblast\"] }", ""),
    ] {
        let (parts, proposal) = districts().put("a.csv", table).decided();
        assert_eq!(counts(&parts), "return_migrants admin2 2023:1,2,7\n");
        has(&proposal.text, &[unless, totals, "rows of larger units are not read"]);
    }
    // A name alone may be that of a district: it is named by the check, and left out by nobody.
    let files = districts().put("a.csv", "Name,Returnees 2023\nEast,7\nWest,1\nBelin,2\nShore,7\n");
    let text = text_of(&files);
    lacks(&text, &["unless"]);
    let report = files.check(&text).report.to_string();
    has(&report, &["`East`"]);
    // A column with words that are no levels of its rows.
    let text = text_of(
        &districts().put("a.csv", "Served by,Name,Returnees 2023\nRegion,West,1\nDistrict,Belin,2\nRegion,Shore,7\n"),
    );
    lacks(&text, &["unless"]);
}
