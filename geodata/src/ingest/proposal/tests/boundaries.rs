//! Boundaries in the layouts of their publishers, and in no layout at all.

use fixtures::boundaries::{collection, feature, rectangle};

use super::super::super::Severity;
use super::{COMMUNITIES, Files, counts};
use crate::model::{AdminLevel, CodeKind, DatasetParts};

const PLACES: [[f64; 4]; 3] = [[74.0, 42.0, 74.5, 43.0], [74.5, 42.0, 75.0, 43.0], [75.0, 42.0, 76.0, 43.0]];
const COUNTS: &str = "id,returnees_2023\nC1,10\nC2,20\nC3,30\nC4,40\n";

/// A layer of units with these properties.
fn layer(properties: &[&str], places: &[[f64; 4]]) -> String {
    let units = properties.iter().zip(places).map(|(properties, place)| feature(properties, &rectangle(*place)));
    collection(&units.collect::<Vec<_>>())
}

/// Communities whose districts have other codes.
fn communities(codes: [&str; 3]) -> String {
    let known = ["ZZ0101", "ZZ0102", "ZZ0201"];
    known.iter().zip(codes).fold(COMMUNITIES.to_owned(), |text, (known, code)| text.replace(known, code))
}

fn units(parts: &DatasetParts) -> Vec<String> {
    let shown = |layer: &crate::model::AdminLayer| {
        let units = layer.units.iter().map(|unit| format!("{} {}", unit.pcode, unit.names.main()));
        format!("{}: {}", layer.level.id(), units.collect::<Vec<_>>().join(", "))
    };
    parts.layers.iter().map(shown).collect()
}

const COUNTED: &str = "return_migrants community 2023:10,20,30,40\n";

#[test]
fn cod_ab_in_its_old_layout_has_all_levels_in_one_file() {
    let district = |name: &str, code: &str, province: &str, of: &str| {
        format!(
            r#""ADM2_EN":"{name}","ADM2_RU":"Район {name}","ADM2_PCODE":"{code}","ADM1_EN":"{province}","ADM1_RU":"Область","ADM1_PCODE":"{of}","ADM0_EN":"Sandland","ADM0_RU":"Песок","ADM0_PCODE":"ZZ","validOn":"2018-11-19""#
        )
    };
    let districts = [
        district("Dunes", "ZZ0101", "West", "ZZ01"),
        district("Oasis", "ZZ0102", "West", "ZZ01"),
        district("Shore", "ZZ0201", "East", "ZZ02"),
    ];
    let districts: Vec<&str> = districts.iter().map(String::as_str).collect();
    let files = Files::new()
        .put("zzz_admbnda_adm2.geojson", layer(&districts, &PLACES))
        .put("communities.csv", COMMUNITIES)
        .put("counts.csv", COUNTS);
    let (parts, proposal) = files.decided();
    assert_eq!(
        units(&parts),
        ["admin0: ZZ Sandland", "admin1: ZZ01 West, ZZ02 East", "admin2: ZZ0101 Dunes, ZZ0102 Oasis, ZZ0201 Shore"]
    );
    assert_eq!(counts(&parts), COUNTED);
    assert!(
        proposal.text.contains("dissolve = \"admin2\"") && proposal.text.contains("languages = [\"en\", \"ru\"]"),
        "{}",
        proposal.text
    );
}

#[test]
fn cod_ab_in_its_new_layout_says_its_languages_in_columns() {
    let district = |name: &str, code: &str, of: &str| {
        format!(
            r#""adm2_name":"{name}","adm2_name1":"Район {name}","adm2_pcode":"{code}","adm1_name":"P {of}","adm1_name1":"О {of}","adm1_pcode":"{of}","adm0_name":"Sandland","adm0_name1":"Песок","adm0_pcode":"ZZ","lang":"en","lang1":"ru","lang2":null"#
        )
    };
    let districts =
        [district("Dunes", "ZZ0101", "ZZ01"), district("Oasis", "ZZ0102", "ZZ01"), district("Shore", "ZZ0201", "ZZ02")];
    let districts: Vec<&str> = districts.iter().map(String::as_str).collect();
    let files = Files::new()
        .put("zzz_admin2.geojson", layer(&districts, &PLACES))
        .put("communities.csv", COMMUNITIES)
        .put("counts.csv", COUNTS);
    let (parts, proposal) = files.decided();
    assert_eq!(parts.layers.len(), 3, "{}", proposal.text);
    assert_eq!(counts(&parts), COUNTED);
    assert_eq!(
        parts.info.languages.iter().map(|language| language.code().to_owned()).collect::<Vec<_>>(),
        ["en", "ru"]
    );
}

#[test]
fn geoboundaries_says_its_level_in_a_column() {
    let unit = |name: &str, id: &str, kind: &str| {
        format!(r#""shapeName":"{name}","shapeISO":"","shapeID":"{id}","shapeGroup":"ZZZ","shapeType":"{kind}""#)
    };
    let provinces = [unit("West", "1B11", "ADM1"), unit("East", "1B12", "ADM1")];
    let districts = [unit("Dunes", "2B21", "ADM2"), unit("Oasis", "2B22", "ADM2"), unit("Shore", "2B23", "ADM2")];
    let all =
        |units: &[String], places: &[[f64; 4]]| layer(&units.iter().map(String::as_str).collect::<Vec<_>>(), places);
    let halves = [[74.0, 42.0, 75.0, 43.0], [75.0, 42.0, 76.0, 43.0]];
    let files = Files::new()
        .put("one.geojson", all(&districts, &PLACES))
        .put("two.geojson", all(&provinces, &halves))
        .put("geoBoundaries-ZZZ-ADM0.geojson", all(&[unit("Sandland", "0B1", "ADM0")], &[[74.0, 42.0, 76.0, 43.0]]))
        .put("communities.csv", communities(["2B21", "2B22", "2B23"]))
        .put("counts.csv", COUNTS);
    let (parts, _) = files.decided();
    assert_eq!(
        units(&parts),
        ["admin0: ZZZ Sandland", "admin1: 1B11 West, 1B12 East", "admin2: 2B21 Dunes, 2B22 Oasis, 2B23 Shore"]
    );
    assert_eq!((parts.codes_of(AdminLevel::Admin2), counts(&parts).as_str()), (CodeKind::GeoBoundaries, COUNTED));
}

#[test]
fn gadm_with_communities_and_a_wide_workbook_of_counts() {
    let district = |name: &str, id: &str, province: &str, of: &str| {
        format!(
            r#""GID_2":"{id}","GID_0":"ZZZ","COUNTRY":"Sandland","GID_1":"{of}","NAME_1":"{province}","NL_NAME_1":"NA","NAME_2":"{name}","VARNAME_2":"NA","TYPE_2":"Raion""#
        )
    };
    let districts = [
        district("Dunes", "ZZZ.1.1_1", "West", "ZZZ.1_1"),
        district("Oasis", "ZZZ.1.2_1", "West", "ZZZ.1_1"),
        district("Shore", "ZZZ.2.1_1", "East", "ZZZ.2_1"),
    ];
    let districts: Vec<&str> = districts.iter().map(String::as_str).collect();
    let files = Files::new()
        .put("gadm41_ZZZ_2.json", layer(&districts, &PLACES))
        .put("communities.csv", communities(["ZZZ.1.1_1", "ZZZ.1.2_1", "ZZZ.2.1_1"]))
        .put(
            "counts.xlsx",
            super::tables::workbook(&[(
                "Data",
                &[
                    &["Community id", "Return migrants 2022", "Return migrants 2023", "Emigrants 2023"],
                    &["C1", "1", "10", "5"],
                    &["C2", "2", "20", "6"],
                    &["C3", "3", "30", "7"],
                    &["C4", "4", "40", "8"],
                ],
            )]),
        );
    let (parts, _) = files.decided();
    assert_eq!(
        counts(&parts),
        "return_migrants community 2022:1,2,3,4 2023:10,20,30,40\nemigrants community 2023:5,6,7,8\n"
    );
    assert_eq!(parts.codes_of(AdminLevel::Admin1), CodeKind::Gadm);
}

#[test]
fn layers_in_no_layout_are_levels_by_their_names_or_by_the_number_of_their_units() {
    let (parts, _) = Files::sandland().put("counts.csv", COUNTS).decided();
    assert_eq!(units(&parts).len(), 3);
    let renamed = |name: &str, files: Files, content: String| files.put(name, content);
    let all = Files::boundaries();
    let content = |name: &str| std::fs::read_to_string(all.path().join(name)).expect("read");
    let files = renamed("x.geojson", Files::new(), content("districts.geojson"));
    let files = renamed("y.geojson", files, content("country.geojson"));
    let files = renamed("z.geojson", files, content("provinces.geojson"));
    let (parts, _) = files.put("communities.csv", COMMUNITIES).put("counts.csv", COUNTS).decided();
    assert_eq!(
        units(&parts),
        ["admin0: ZZ Sandland", "admin1: ZZ01 West, ZZ02 East", "admin2: ZZ0101 Dunes, ZZ0102 Oasis, ZZ0201 Shore"]
    );
}

#[test]
fn official_numbers_and_any_codes_are_told_by_how_they_look() {
    let units = [r#""soate":41701,"nom":"Dunes""#, r#""soate":41702,"nom":"Oasis""#, r#""soate":41703,"nom":"Shore""#];
    let files = Files::new()
        .put("districts.geojson", layer(&units, &PLACES))
        .put("table.csv", "soate,Emigrants 2023\n41701,5\n41702,6\n41703,7\n");
    let (parts, _) = files.decided();
    assert_eq!((parts.layers[0].codes, parts.layers[0].level), (CodeKind::Number, AdminLevel::Admin2));
    assert_eq!(counts(&parts), "emigrants admin2 2023:5,6,7\n");
    let units =
        [r#""code":"KG.a-1","name":"Dunes""#, r#""code":"KG.b-2","name":"Oasis""#, r#""code":"KG.c-3","name":"Shore""#];
    let files = Files::new()
        .put("rayons.geojson", layer(&units, &PLACES))
        .put("table.csv", "code,Emigrants 2023\nKG.a-1,5\nKG.b-2,6\nKG.c-3,7\n");
    assert_eq!(files.decided().0.layers[0].codes, CodeKind::Text);
}

#[test]
fn cities_in_columns_of_their_own_stand_beside_districts_and_belong_to_a_province() {
    let district = |name: &str, code: &str, province: &str, of: &str| {
        format!(
            r#""ADM2_EN":"{name}","ADM2_PCODE":"{code}","ADM1_EN":"{province}","ADM1_PCODE":"{of}","ADM0_EN":"Sandland","ADM0_PCODE":"ZZ""#
        )
    };
    let districts = [district("Dunes", "ZZ0101", "West", "ZZ01"), district("Shore", "ZZ0201", "East", "ZZ02")];
    let districts: Vec<&str> = districts.iter().map(String::as_str).collect();
    let city = r#""wof_id":85672975,"name":"Oasis City","name_ru":"Оазис""#;
    let files = Files::new()
        .put("cities.geojson", layer(&[city], &PLACES[1..2]))
        .put("zzz_admbnda_adm2.geojson", layer(&districts, &[PLACES[0], PLACES[2]]))
        .put("table.csv", "District,Emigrants 2023\nDunes,5\nOasis City,6\nShore,7\n");
    let (parts, proposal) = files.decided();
    assert_eq!(
        units(&parts),
        [
            "admin0: ZZ Sandland",
            "admin1: ZZ01 West, ZZ02 East",
            "admin2: ZZ0101 Dunes, ZZ0201 Shore, x-oasis-city Oasis City"
        ]
    );
    assert_eq!(counts(&parts), "emigrants admin2 2023:5,7,6\n");
    let province = &parts.layer(AdminLevel::Admin1).expect("provinces").units[0];
    assert!((province.bbox.max().x - 75.0).abs() < 1e-9, "the city is a part of it: {:?}", province.bbox);
    assert!(proposal.text.contains("pcodes = { 85672975 = \"x-oasis-city\" }"), "{}", proposal.text);
    assert!(proposal.recognised.iter().any(|line| line.contains("1 more in cities.geojson")), "{proposal:?}");
}

#[test]
fn the_same_units_of_another_publisher_are_not_more_units() {
    let all = Files::boundaries();
    let unit = |name: &str, id: &str| {
        format!(r#""shapeName":"{name}","shapeID":"{id}","shapeGroup":"ZZZ","shapeType":"ADM2""#)
    };
    let again = [unit("Dunes", "2B21"), unit("Oasis", "2B22"), unit("Shore", "2B23")];
    let again: Vec<&str> = again.iter().map(String::as_str).collect();
    let outlines = layer(&[r#""id":1"#, r#""id":2"#, r#""id":3"#], &PLACES);
    let files = all.put("geoBoundaries-ZZZ-ADM2.geojson", layer(&again, &PLACES)).put("outlines.geojson", outlines);
    let proposal = files.put("table.csv", "pcode,Emigrants 2023\nZZ0101,5\nZZ0102,6\nZZ0201,7\n").proposal();
    assert!(!proposal.text.contains("[[layers.files]]"), "{}", proposal.text);
    assert!(proposal.unused.iter().any(|unused| unused.what == "outlines.geojson"), "{:?}", proposal.unused);
}

#[test]
fn a_layer_that_does_not_say_what_it_belongs_to_leaves_that_open() {
    let all = Files::boundaries();
    let districts = [
        r#""pcode":"ZZ0101","name":"Dunes""#,
        r#""pcode":"ZZ0102","name":"Oasis""#,
        r#""pcode":"ZZ0201","name":"Shore""#,
    ];
    let files = all.put("districts.geojson", layer(&districts, &PLACES));
    let proposal = files.put("table.csv", "pcode,Emigrants 2023\nZZ0101,5\nZZ0102,6\nZZ0201,7\n");
    let open = proposal.check(&proposal.proposal().text);
    assert!(open.report.of(Severity::Error).all(|finding| finding.code == "open_choice"), "{}", open.report);
    let parent = open.report.of(Severity::Error).find(|finding| finding.message.starts_with("`parent`"));
    assert!(parent.is_some(), "{}", open.report);
}
