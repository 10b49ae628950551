//! Boundaries as they are published need no `columns`.

use fixtures::Dataset;
use fixtures::boundaries::{collection, feature, rectangle};

use super::dataset::{lines, read};
use crate::model::{AdminLayer, AdminLevel, CodeKind};

const EXPLICIT: &str = "columns = { pcode = \"pcode\", parent = \"parent\", name_en = \"name\" }\n";
const DISTRICTS: [(&str, [f64; 4]); 3] =
    [("Dunes", [74.0, 42.0, 74.5, 43.0]), ("Oasis", [74.5, 42.0, 75.0, 43.0]), ("Shore", [75.0, 42.0, 76.0, 43.0])];

/// Sandland with provinces and districts without `columns`, with these properties; `{n}` is 1, 2 or 3.
fn published(provinces: &str, districts: [&str; 3]) -> Dataset {
    let mut dataset = Dataset::sandland();
    for _ in 0..2 {
        let text = dataset.text("dataset.toml").replacen(EXPLICIT, "", 1);
        dataset.put("dataset.toml", text);
    }
    let halves = [("West", [74.0, 42.0, 75.0, 43.0]), ("East", [75.0, 42.0, 76.0, 43.0])];
    let province = |(number, (name, place)): (usize, (&str, [f64; 4]))| {
        feature(&provinces.replace("{n}", &(number + 1).to_string()).replace("{name}", name), &rectangle(place))
    };
    dataset.put("admin1.geojson", collection(&halves.into_iter().enumerate().map(province).collect::<Vec<_>>()));
    let district = |((name, place), properties): ((&str, [f64; 4]), &str)| {
        feature(&properties.replace("{name}", name), &rectangle(place))
    };
    let all: Vec<String> = DISTRICTS.into_iter().zip(districts).map(district).collect();
    dataset.put("admin2.geojson", collection(&all));
    dataset
}

/// Replaces the codes of districts in the table of communities.
fn with_codes(mut dataset: Dataset, codes: [&str; 3]) -> Dataset {
    let mut text = dataset.text("communities.csv").to_owned();
    for (known, code) in ["ZZ0101", "ZZ0102", "ZZ0201"].into_iter().zip(codes) {
        text = text.replace(known, code);
    }
    dataset.put("communities.csv", text);
    dataset
}

/// The districts, and the notes about columns.
fn districts(dataset: &Dataset) -> (AdminLayer, String) {
    let ingested = read(dataset);
    let noted = ingested.report.findings.iter().filter(|finding| {
        ["columns_recognised", "parent_by_position"].contains(&finding.code)
            && finding.location.file == "admin2.geojson"
    });
    let noted = lines(noted);
    let parts = ingested.parts.unwrap_or_else(|| panic!("{}", ingested.report));
    (parts.layer(AdminLevel::Admin2).expect("districts").clone(), noted)
}

fn told(layer: &AdminLayer) -> Vec<String> {
    layer.units.iter().map(|unit| format!("{} {} {:?}", unit.pcode, unit.names.main(), unit.parent)).collect()
}

const COD: [&str; 3] = [
    r#""ADM2_EN":"{name}","ADM2_RU":"Дюны","ADM2_PCODE":"ZZ0101","ADM2ALT1EN":null,"ADM1_EN":"West","ADM1_PCODE":"ZZ01""#,
    r#""ADM2_EN":"{name}","ADM2_RU":"Оазис","ADM2_PCODE":"ZZ0102","ADM2ALT1EN":null,"ADM1_EN":"West","ADM1_PCODE":"ZZ01""#,
    r#""ADM2_EN":"{name}","ADM2_RU":null,"ADM2_PCODE":"ZZ0201","ADM2ALT1EN":null,"ADM1_EN":"East","ADM1_PCODE":"ZZ02""#,
];
const COD_PROVINCES: &str = r#""ADM1_EN":"{name}","ADM1_PCODE":"ZZ0{n}","ADM0_PCODE":"ZZ""#;

#[test]
fn cod_ab_is_read_in_its_old_layout() {
    let mut dataset = published(COD_PROVINCES, COD);
    dataset.describe("languages = [\"en\"]", "languages = [\"en\", \"ru\"]");
    let (layer, noted) = districts(&dataset);
    assert_eq!(told(&layer), ["ZZ0101 Dunes Some(0)", "ZZ0102 Oasis Some(0)", "ZZ0201 Shore Some(1)"]);
    let russian = crate::model::Language::from_code("ru").expect("a language");
    assert_eq!(layer.units[0].names.get(russian), Some("Дюны"));
    assert_eq!(layer.codes, CodeKind::PCode);
    insta::assert_snapshot!(noted, @r"
    note columns_recognised
      admin2.geojson: the columns are those of COD-AB (old layout): the code is read from `ADM2_PCODE`, of the unit above from `ADM1_PCODE`, names from `ADM2_EN`, `ADM2_RU`
    ");
}

#[test]
fn cod_ab_is_read_in_its_new_layout() {
    let of = |code: &str, above: &str| {
        format!(
            r#""adm2_name":"{{name}}","adm2_name1":"Дюны","adm2_name2":"x","adm2_pcode":"{code}","adm1_name":"x","adm1_pcode":"{above}","lang":"en","lang1":"ru","lang2":"fr","lang3":null,"version":"v01""#
        )
    };
    let all = [of("ZZ0101", "ZZ01"), of("ZZ0102", "ZZ01"), of("ZZ0201", "ZZ02")];
    let provinces = r#""adm1_name":"{name}","adm1_pcode":"ZZ0{n}","adm0_pcode":"ZZ","lang":"en","lang1":null"#;
    let mut dataset = published(provinces, all.each_ref().map(String::as_str));
    dataset.describe("languages = [\"en\"]", "languages = [\"en\", \"ru\"]");
    let (layer, noted) = districts(&dataset);
    assert_eq!(told(&layer), ["ZZ0101 Dunes Some(0)", "ZZ0102 Oasis Some(0)", "ZZ0201 Shore Some(1)"]);
    let russian = crate::model::Language::from_code("ru").expect("a language");
    assert_eq!(layer.units[2].names.get(russian), Some("Дюны"));
    insta::assert_snapshot!(noted, @r"
    note columns_recognised
      admin2.geojson: the columns are those of COD-AB (new layout): the code is read from `adm2_pcode`, of the unit above from `adm1_pcode`, names from `adm2_name`, `adm2_name1`
    ");
}

#[test]
fn geoboundaries_say_no_parents_which_are_found_by_position() {
    let of = |code: &str| {
        format!(r#""shapeName":"{{name}}","shapeISO":"","shapeID":"{code}","shapeGroup":"ZZZ","shapeType":"ADM2""#)
    };
    let codes = ["74538382B1", "74538382B2", "74538382B3"];
    let all = codes.map(of);
    let provinces =
        r#""shapeName":"{name}","shapeISO":"ZZ-{n}","shapeID":"62098434B{n}","shapeGroup":"ZZZ","shapeType":"ADM1""#;
    let dataset = with_codes(published(provinces, all.each_ref().map(String::as_str)), codes);
    let (layer, noted) = districts(&dataset);
    assert_eq!(told(&layer), ["74538382B1 Dunes Some(0)", "74538382B2 Oasis Some(0)", "74538382B3 Shore Some(1)"]);
    assert_eq!(layer.codes, CodeKind::GeoBoundaries);
    insta::assert_snapshot!(noted, @r"
    note columns_recognised
      admin2.geojson: the columns are those of geoBoundaries: the code is read from `shapeID`, names from `shapeName`
    note parent_by_position
      admin2.geojson: the file does not say to which province its units belong: each of 3 belongs to the one that its middle lies in
    ");
}

#[test]
fn gadm_is_read_with_its_own_ids() {
    let of = |code: &str, above: &str| {
        format!(
            r#""GID_2":"{code}","GID_0":"ZZZ","COUNTRY":"Sandland","GID_1":"{above}","NAME_1":"x","NL_NAME_1":"NA","NAME_2":"{{name}}""#
        )
    };
    let codes = ["ZZZ.1.1_1", "ZZZ.1.2_1", "ZZZ.2.1_1"];
    let all = [of(codes[0], "ZZZ.1_1"), of(codes[1], "ZZZ.1_1"), of(codes[2], "ZZZ.2_1")];
    let provinces = r#""GID_1":"ZZZ.{n}_1","GID_0":"ZZZ","COUNTRY":"Sandland","NAME_1":"{name}""#;
    let dataset = with_codes(published(provinces, all.each_ref().map(String::as_str)), codes);
    let (layer, noted) = districts(&dataset);
    assert_eq!(told(&layer), ["ZZZ.1.1_1 Dunes Some(0)", "ZZZ.1.2_1 Oasis Some(0)", "ZZZ.2.1_1 Shore Some(1)"]);
    assert_eq!(layer.codes, CodeKind::Gadm);
    insta::assert_snapshot!(noted, @r"
    note columns_recognised
      admin2.geojson: the columns are those of GADM: the code is read from `GID_2`, of the unit above from `GID_1`, names from `NAME_2`
    ");
}

#[test]
fn provinces_are_made_of_published_districts_without_a_mapping() {
    let with_country = COD.map(|of| format!("{of},\"ADM0_PCODE\":\"ZZ\""));
    let mut dataset = published(COD_PROVINCES, with_country.each_ref().map(String::as_str));
    dataset.describe(
        "file = \"admin1.geojson\"\nboundaries = \"official\"\nsources = [\"survey\"]\n",
        "dissolve = \"admin2\"\n",
    );
    dataset.remove("admin1.geojson");
    let ingested = read(&dataset);
    let parts = ingested.parts.unwrap_or_else(|| panic!("{}", ingested.report));
    let provinces = parts.layer(AdminLevel::Admin1).expect("provinces");
    assert_eq!(told(provinces), ["ZZ01 West Some(0)", "ZZ02 East Some(0)"]);
}

#[test]
fn columns_of_no_layout_or_of_two_are_an_error_that_lists_them() {
    let mut all = String::new();
    let both = COD.map(|of| format!("{of},\"GID_2\":\"ZZZ.1.1_1\",\"NAME_2\":\"x\""));
    let french = COD.map(|of| of.replace("_EN", "_FR").replace("_RU", "_ES"));
    for properties in [
        [r#""code":"ZZ0101","name":"x""#; 3],
        both.each_ref().map(String::as_str),
        french.each_ref().map(String::as_str),
    ] {
        let report = read(&published(COD_PROVINCES, properties)).report;
        all += &lines(report.findings.iter().filter(|finding| finding.severity == super::super::Severity::Error));
    }
    insta::assert_snapshot!(all, @r"
    error columns_not_recognised
      admin2.geojson: no `columns` are given, and they are not those of admin2 as COD-AB (`ADM2_PCODE`, `ADM2_EN`; `adm2_pcode`, `adm2_name`), geoBoundaries (`shapeID`, `shapeName`) or GADM (`GID_2`, `NAME_2`) have them; name them with `columns`; the file has: `code`, `name`
    error columns_not_recognised
      admin2.geojson: the columns are those of COD-AB (old layout) and of GADM; say which are meant with `columns`; the file has: `ADM2_EN`, `ADM2_RU`, `ADM2_PCODE`, `ADM2ALT1EN`, `ADM1_EN`, `ADM1_PCODE`, `GID_2`, `NAME_2`
    error names_not_recognised
      admin2.geojson: the columns are those of COD-AB (old layout), with names in `fr`, `es`, but English is the main language of the dataset; list theirs first in `languages`, and no `en`, or name the columns with `columns`
    ");
}
