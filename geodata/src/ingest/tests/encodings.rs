//! Shapefiles with text in several code pages, stated or not.

use std::path::Path;

use encoding_rs::{Encoding, IBM866, KOI8_R, UTF_8, WINDOWS_1251, WINDOWS_1252};
use fixtures::Dataset;

use super::super::{Ingested, Severity, read_dataset};
use super::dataset::lines;
use super::vector_formats::write_country;
use crate::model::{AdminLevel, Language};
use crate::progress::Silent;

const NAMES: [&str; 4] = ["Кыргызстан", "Казахстан", "Узбекистан", "Таджикистан"];

/// A file geometry of four squares side by side, and a table of their names in an encoding.
fn write(folder: &Path, names: &[&str], encoding: &'static Encoding, language_driver: u8, cpg: Option<&str>) {
    let squares: Vec<String> = (0..names.len())
        .map(|index| {
            let west = 74 + 2 * index;
            format!("POLYGON (({west} 42,{0} 42,{0} 43,{west} 43,{west} 42))", west + 2)
        })
        .collect();
    write_country(folder, "ESRI Shapefile", "c.shp", Some(4326), &squares, &["c"]);
    let mut table = vec![0x03, 124, 1, 1];
    table.extend(u32::try_from(names.len()).expect("few").to_le_bytes());
    table.extend((32 + 3 * 32 + 1_u16).to_le_bytes());
    table.extend((1 + 10 + 40 + 40_u16).to_le_bytes());
    table.resize(29, 0);
    table.extend([language_driver, 0, 0]);
    for (name, width) in [("pcode", 10), ("name", 40), ("name_ru", 40)] {
        let start = table.len();
        table.extend(name.as_bytes());
        table.resize(start + 11, 0);
        table.extend([b'C', 0, 0, 0, 0, width]);
        table.resize(start + 32, 0);
    }
    table.push(0x0d);
    for (index, name) in names.iter().enumerate() {
        let mut field = |text: &[u8], width: usize| {
            let text = &text[..text.len().min(width)];
            table.extend(text);
            table.extend(std::iter::repeat_n(b' ', width - text.len()));
        };
        field(b" ", 1);
        field(["ZZ", "KZ", "UZ", "TJ"][index % 4].as_bytes(), 10);
        field(format!("Name {index}").as_bytes(), 40);
        let (text, _, unmappable) = encoding.encode(name);
        assert!(!unmappable, "{name}");
        field(&text, 40);
    }
    table.push(0x1a);
    std::fs::write(folder.join("c.dbf"), table).expect("written");
    let _ = std::fs::remove_file(folder.join("c.cpg"));
    if let Some(cpg) = cpg {
        std::fs::write(folder.join("c.cpg"), cpg).expect("written");
    }
}

fn read(names: &[&str], encoding: &'static Encoding, language_driver: u8, cpg: Option<&str>, given: &str) -> Ingested {
    let mut dataset = Dataset::sandland();
    dataset.remove("admin0.geojson");
    dataset.describe("languages = [\"en\"]", "languages = [\"en\", \"ru\"]");
    dataset.describe(
        "file = \"admin0.geojson\"\nboundaries = \"official\"\nsources = [\"survey\"]\ncolumns = { pcode = \"pcode\", ",
        &format!("file = \"c.shp\"{given}\nboundaries = \"official\"\nsources = [\"survey\"]\ncolumns = {{ pcode = \"pcode\", name_ru = \"name_ru\", "),
    );
    let folder = dataset.write();
    write(folder.path(), names, encoding, language_driver, cpg);
    read_dataset(folder.path(), &Silent)
}

/// The Russian names, in the order of the P-codes.
fn names(ingested: &Ingested) -> Vec<&str> {
    let atlas = ingested.parts.as_ref().unwrap_or_else(|| panic!("{}", ingested.report));
    let russian = Language::from_code("ru").expect("a language");
    let units = &atlas.layer(AdminLevel::Admin0).expect("countries").units;
    units.iter().map(|unit| unit.names.get(russian).unwrap_or_default()).collect()
}

/// The findings about text.
fn said(ingested: &Ingested) -> String {
    lines(ingested.report.findings.iter().filter(|found| found.border.is_none()))
}

const BY_CODE: [&str; 4] = ["Казахстан", "Таджикистан", "Узбекистан", "Кыргызстан"];

#[test]
fn a_stated_encoding_is_used_without_a_finding() {
    for (encoding, language_driver, cpg, given) in [
        (WINDOWS_1251, 0xc9, None, ""),
        (IBM866, 0x65, None, ""),
        (WINDOWS_1251, 0x57, Some("1251"), ""),
        (WINDOWS_1251, 0, Some("ANSI 1251\r\n"), ""),
        (KOI8_R, 0, Some("KOI8-R"), ""),
        (UTF_8, 0x57, Some("UTF-8"), ""),
        (UTF_8, 0, Some("\u{feff}UTF-8"), ""),
        (UTF_8, 0x57, None, ""),
        // `dataset.toml` takes precedence.
        (WINDOWS_1251, 0x03, None, "\nencoding = \"windows-1251\""),
        (IBM866, 0, Some("1251"), "\nencoding = \"cp866\""),
    ] {
        let ingested = read(&NAMES, encoding, language_driver, cpg, given);
        assert_eq!(names(&ingested), BY_CODE, "{} {language_driver} {cpg:?}", encoding.name());
        assert_eq!(said(&ingested), "", "{} {language_driver} {cpg:?}", encoding.name());
    }
}

#[test]
fn an_encoding_that_is_not_stated_is_guessed_and_reported() {
    for encoding in [WINDOWS_1251, IBM866, KOI8_R] {
        for language_driver in [0, 0x57] {
            let ingested = read(&NAMES, encoding, language_driver, None, "");
            assert_eq!(names(&ingested), BY_CODE, "{}", encoding.name());
            let findings = &ingested.report.findings;
            let told = findings.iter().filter(|found| found.code == "encoding_guessed").collect::<Vec<_>>();
            assert_eq!(told.len(), 1);
            assert_eq!(told[0].severity, Severity::Warning);
            // The detector confuses these two, which differ in Ukrainian letters.
            let name = encoding.name().to_lowercase().replace("koi8-r", "koi8-");
            assert!(told[0].message.contains(&format!("it is read as {name}")), "{}", told[0].message);
        }
    }
    insta::assert_snapshot!(said(&read(&NAMES, WINDOWS_1251, 0x57, None, "")), @r#"
    warning encoding_guessed
      c.shp: c.dbf does not say the encoding of its text, and there is no c.cpg; it is read as windows-1251 (`Кыргызстан`). Say `encoding = "windows-1251"` in dataset.toml if that is right, or the right one
    "#);
}

#[test]
fn a_wrongly_stated_encoding_is_an_error() {
    let mut all = String::new();
    // Many tools always write this.
    all += &said(&read(&NAMES, WINDOWS_1251, 0x03, None, ""));
    all += &said(&read(&NAMES, UTF_8, 0, Some("1252"), ""));
    all += &said(&read(&NAMES, WINDOWS_1251, 0, Some("UTF-8"), ""));
    all += &said(&read(&NAMES, WINDOWS_1251, 0, None, "\nencoding = \"utf-8\""));
    all += &said(&read(&NAMES, WINDOWS_1251, 0, Some("my own"), ""));
    all += &said(&read(&NAMES, WINDOWS_1251, 0, None, "\nencoding = \"utf-16\""));
    insta::assert_snapshot!(all, @r"
    warning text_misread
      c.shp, column name_ru: `Êûðãûçñòàí` was probably `Кыргызстан` (feature 1, and 3 others): the file says another encoding than its text has; for a shapefile give the right `encoding` in dataset.toml, or save it as UTF-8
    warning text_misread
      c.shp, column name_ru: `ÐšÑ‹Ñ€Ð³Ñ‹Ð·ÑÑ‚Ð°Ð½` was probably `Кыргыз�тан` (feature 1, and 3 others): the file says another encoding than its text has; for a shapefile give the right `encoding` in dataset.toml, or save it as UTF-8
    error not_in_encoding
      c.shp: c.cpg says that the text is in utf-8, but that of record 1, field name_ru, is not; give the right `encoding` in dataset.toml
    error not_in_encoding
      c.shp: line 19 of dataset.toml says that the text is in utf-8, but that of record 1, field name_ru, is not; give the right `encoding` in dataset.toml
    error encoding_unknown
      c.shp: c.cpg names an encoding that is not known: `my own`; give it with `encoding` in dataset.toml
    error encoding_unknown
      dataset.toml, line 19: `utf-16` is not an encoding that is known; accepted: `utf-8`, `windows-1251`, `ibm866`, `koi8-r`, `iso-8859-5` and the others of the web
    ");
}

#[test]
fn cyrillic_in_another_cyrillic_encoding_is_recognised() {
    for (encoding, language_driver, cpg) in [
        (UTF_8, 0xc9, None),
        (UTF_8, 0x65, None),
        (WINDOWS_1251, 0, Some("866")),
        (IBM866, 0xc9, None),
        (KOI8_R, 0xc9, None),
    ] {
        let ingested = read(&NAMES, encoding, language_driver, cpg, "");
        let codes: Vec<&str> = ingested.report.findings.iter().map(|found| found.code).collect();
        assert!(codes.contains(&"text_misread"), "{} {language_driver}: {}", encoding.name(), said(&ingested));
    }
}

#[test]
fn latin_text_is_not_taken_for_cyrillic() {
    let ingested = read(&["Österreich", "Côte d'Ivoire", "España", "São Tomé"], WINDOWS_1252, 0x03, None, "");
    assert_eq!(said(&ingested), "");
    assert!(names(&ingested).contains(&"Côte d'Ivoire"));
}

#[test]
fn a_name_that_is_cut_by_its_field_is_still_utf_8() {
    let ingested = read(&["Кыргызская Республика, страна гор", "Б", "В", "Г"], UTF_8, 0x57, None, "");
    assert!(said(&ingested).lines().all(|line| !line.contains("encoding_guessed")), "{}", said(&ingested));
}

#[test]
fn an_encoding_is_refused_for_other_formats() {
    let mut dataset = Dataset::sandland();
    dataset.describe("file = \"admin0.geojson\"", "file = \"admin0.geojson\"\nencoding = \"windows-1251\"");
    insta::assert_snapshot!(lines(&super::dataset::read(&dataset).report.findings), @r"
    error encoding_not_asked
      admin0.geojson: line 19 of dataset.toml gives an `encoding`, but this is GeoJSON, which says its own; remove it
    ");
}
