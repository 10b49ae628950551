//! Layers of several files, and layers that are made of the one below.

use fixtures::Dataset;
use fixtures::boundaries::{collection, feature, rectangle};

use super::dataset::{lines, read};
use crate::model::{AdminLayer, AdminLevel};

/// The section of a layer of Sandland, without its columns.
fn section(file: &str) -> String {
    format!("file = \"{file}\"\nboundaries = \"official\"\nsources = [\"survey\"]\n")
}

const COLUMNS: &str = "columns = { pcode = \"pcode\", parent = \"parent\", name_en = \"name\" }";

fn dunes() -> String {
    feature(r#""pcode":"ZZ0101","parent":"ZZ01","name":"Dunes""#, &rectangle([74.0, 42.0, 74.5, 43.0]))
}

fn oasis() -> String {
    feature(r#""pcode":"ZZ0102","parent":"ZZ01","name":"Oasis""#, &rectangle([74.5, 42.0, 75.0, 43.0]))
}

fn shore() -> String {
    feature(r#""pcode":"ZZ0201","parent":"ZZ02","name":"Shore""#, &rectangle([75.0, 42.0, 76.0, 43.0]))
}

/// The layer of a dataset without errors.
fn layer(dataset: &Dataset, level: AdminLevel) -> AdminLayer {
    let ingested = read(dataset);
    let parts = ingested.parts.unwrap_or_else(|| panic!("{}", ingested.report));
    parts.layer(level).expect("a layer").clone()
}

fn units_without_order(layer: &AdminLayer) -> Vec<String> {
    layer
        .units
        .iter()
        .map(|unit| format!("{} {} {:?} {:.3}", unit.pcode, unit.names.main(), unit.parent, unit.area_km2))
        .collect()
}

#[test]
fn several_files_are_one_layer() {
    let expected = units_without_order(&layer(&Dataset::sandland(), AdminLevel::Admin2));
    let mut dataset = Dataset::sandland();
    dataset.describe("file = \"admin2.geojson\"", "file = [\"east.geojson\", \"west.geojson\"]");
    dataset.put("east.geojson", collection(&[shore()]));
    dataset.put("west.geojson", collection(&[dunes(), oasis()]));
    assert_eq!(units_without_order(&layer(&dataset, AdminLevel::Admin2)), expected);
}

#[test]
fn a_file_with_other_columns_has_a_section_of_its_own() {
    let expected = units_without_order(&layer(&Dataset::sandland(), AdminLevel::Admin2));
    let mut dataset = Dataset::sandland();
    dataset.describe(
        &format!("{}{COLUMNS}", section("admin2.geojson")),
        &format!(
            "{}{COLUMNS}\n[[layers.files]]\nfile = \"city.geojson\"\ncrs = \"EPSG:32643\"\ncolumns = {{ pcode = \"id\", parent = \"of\", name_en = \"Name\" }}",
            section("west.geojson")
        ),
    );
    dataset.put("west.geojson", collection(&[dunes(), oasis()]));
    // The eastern half in metres of UTM zone 43; straight lines there are not straight in degrees.
    let utm = r#"{"type":"Polygon","coordinates":[[[500000,4649776.22],[582831.15,4650189.99],[581512.23,4761243.29],[500000,4760814.79],[500000,4649776.22]]]}"#;
    dataset.put("city.geojson", collection(&[feature(r#""id":"ZZ0201","of":"ZZ02","Name":"Shore""#, utm)]));
    let found = layer(&dataset, AdminLevel::Admin2);
    let names: Vec<String> = found.units.iter().map(|unit| format!("{} {}", unit.pcode, unit.names.main())).collect();
    assert_eq!(names, ["ZZ0101 Dunes", "ZZ0102 Oasis", "ZZ0201 Shore"], "{expected:?}");
    assert!((found.units[2].bbox.max().x - 76.0).abs() < 0.01, "{:?}", found.units[2].bbox);
}

#[test]
fn a_code_in_two_files_is_an_error_that_names_both() {
    let mut dataset = Dataset::sandland();
    dataset.describe("file = \"admin2.geojson\"", "file = [\"all.geojson\", \"again.geojson\"]");
    dataset.put("all.geojson", collection(&[shore(), dunes(), oasis()]));
    dataset.put("again.geojson", collection(&[dunes()]));
    insta::assert_snapshot!(lines(&read(&dataset).report.findings), @r"
    error duplicate_pcode
      again.geojson, feature 1, column pcode: the P-code `ZZ0101` is already that of all.geojson, feature 2
    ");
}

#[test]
fn the_errors_of_all_files_are_reported() {
    let mut dataset = Dataset::sandland();
    dataset.describe("file = \"admin2.geojson\"", "file = [\"a.geojson\", \"b.geojson\", \"c.geojson\"]");
    dataset.put("a.geojson", "{");
    dataset.put("b.geojson", collection(&[dunes()]).replace("parent", "above"));
    dataset.put("c.geojson", collection(&[dunes()]));
    insta::assert_snapshot!(lines(&read(&dataset).report.findings), @r"
    error vector_unreadable
      a.geojson: this cannot be read as GeoJSON: EOF while parsing an object in line 1, column 1
    error column_missing
      b.geojson, column parent: line 35 of dataset.toml names this column, but the file has no such field; it has: `pcode`, `above`, `name`
    ");
    let mut dataset = Dataset::sandland();
    dataset.describe("file = \"admin2.geojson\"", "file = [\"admin2.geojson\",\n  \"nowhere.geojson\",\n  \"a.xml\"]");
    insta::assert_snapshot!(lines(&read(&dataset).report.findings), @r"
    error file_missing
      dataset.toml, line 33: the file `nowhere.geojson` does not exist in the folder of the dataset
    error unknown_vector_format
      dataset.toml, line 34: `a.xml` is not a kind of vector file that is read; accepted: .geojson, .json, .geojsonl, .geojsons, .ndjson, .topojson, .shp, .gpkg, .fgb, .parquet, .geoparquet, .gml, .kml, .gdb, .tab, .mif, .zip, .shz, .kmz, and .geojson.gz, .json.gz, .topojson.gz
    error file_missing
      dataset.toml, line 34: the file `a.xml` does not exist in the folder of the dataset
    ");
    let mut dataset = Dataset::sandland();
    dataset.describe("file = \"admin2.geojson\"\n", "");
    insta::assert_snapshot!(lines(&read(&dataset).report.findings), @r#"
    error layer_without_file
      dataset.toml, line 31: the layer has no file: name one with `file`, several with `file = ["…", "…"]` or `[[layers.files]]`, or the level below that it is made of with `dissolve`
    "#);
    let mut dataset = Dataset::sandland();
    dataset.describe("file = \"admin2.geojson\"\n", "file = 3\n");
    insta::assert_snapshot!(lines(&read(&dataset).report.findings), @r"
    error wrong_type
      dataset.toml, line 32: invalid type: integer `3`, expected the name of a file, or a list of names, in `file = 3`
    ");
}

/// Sandland whose provinces are made of its districts, which know their names.
fn dissolved(district: impl Fn(&str) -> String) -> Dataset {
    let mut dataset = Dataset::sandland();
    dataset.remove("admin1.geojson");
    dataset.describe(
        &format!("{}{COLUMNS}", section("admin1.geojson")),
        "dissolve = \"admin2\"\ncolumns = { pcode = \"parent\", parent = \"country\", name_en = \"province\" }",
    );
    let of = |feature: String, province: &str| {
        let province = format!("\"country\":\"ZZ\",\"province\":\"{province}\",\"pcode\"");
        district(&feature.replacen("\"pcode\"", &province, 1))
    };
    let features = [of(shore(), "East"), of(dunes(), "West"), of(oasis(), "West")];
    dataset.put("admin2.geojson", collection(&features));
    dataset
}

#[test]
fn a_missing_level_is_made_of_the_one_below() {
    let expected = layer(&Dataset::sandland(), AdminLevel::Admin1);
    let ingested = read(&dissolved(str::to_owned));
    let parts = ingested.parts.unwrap_or_else(|| panic!("{}", ingested.report));
    let found = parts.layer(AdminLevel::Admin1).expect("provinces");
    for (unit, known) in found.units.iter().zip(&expected.units) {
        assert_eq!((&unit.pcode, &unit.names, unit.parent), (&known.pcode, &known.names, known.parent));
        // A parallel with a vertex in its middle is a little shorter.
        assert!((unit.area_km2 / known.area_km2 - 1.0).abs() < 1e-4, "{} {}", unit.area_km2, known.area_km2);
    }
    // The borders are those of the districts, to the last digit.
    for unit in &found.units {
        let corners: Vec<_> = unit.area.0[0].exterior().0.iter().map(|at| (at.x, at.y)).collect();
        assert!(corners.iter().all(|(x, y)| x.fract() * 2.0 % 1.0 == 0.0 && y.fract() == 0.0), "{corners:?}");
    }
    assert_eq!(
        found.note.as_ref().map(crate::model::Labels::main),
        Some("The boundaries are those of the units of `admin2`, put together.")
    );
    assert_eq!(found.sources, ["survey"]);
    let borders: Vec<_> = ingested.report.findings.iter().filter(|finding| finding.code.contains("border")).collect();
    assert!(borders.is_empty(), "{borders:?}");
}

#[test]
fn parts_that_disagree_about_the_whole_are_an_error() {
    let disagreeing =
        dissolved(
            |feature| {
                if feature.contains("Oasis") { feature.replace("\"West\"", "\"Vest\"") } else { feature.to_owned() }
            },
        );
    insta::assert_snapshot!(lines(&read(&disagreeing).report.findings), @r"
    error dissolve_differs
      admin2.geojson, feature 3, column province: the province `ZZ01` has `Vest` here, and `West` in admin2.geojson, feature 2: the units that it is made of must say the same
    ");
    let mut nameless =
        dissolved(
            |feature| {
                if feature.contains("Oasis") { feature.replace("\"ZZ01\"", "null") } else { feature.to_owned() }
            },
        );
    insta::assert_snapshot!(lines(&read(&nameless).report.findings), @r"
    error pcode_empty
      admin2.geojson, feature 3, column parent: the P-code is empty
    error parent_missing
      admin2.geojson, feature 3, column parent: the P-code of the unit above is missing
    ");
    nameless.describe("dissolve = \"admin2\"", "dissolve = \"admin0\"");
    insta::assert_snapshot!(lines(&read(&nameless).report.findings), @r"
    error dissolve_level
      dataset.toml, line 25: `admin1` cannot be made of `admin0`: name a level below it that has files
    ");
    nameless.describe("dissolve = \"admin0\"", "dissolve = \"admin2\"\nfile = \"admin2.geojson\"");
    insta::assert_snapshot!(lines(&read(&nameless).report.findings), @r"
    error dissolve_with_file
      dataset.toml, line 25: a layer has files, or is made of the level below, but not both; remove `file` or `dissolve`
    ");
}

#[test]
fn units_without_codes_get_them_in_the_description() {
    let mut dataset = Dataset::sandland();
    dataset.describe(
        &format!("{}{COLUMNS}", section("admin2.geojson")),
        &format!(
            "{}{COLUMNS}\n[[layers.files]]\nfile = \"city.geojson\"\ncolumns = {{ pcode = \"id\", parent = \"id\", name_en = \"name\" }}\n\
             pcodes = {{ 85672975 = \"ZZ0201\", 3 = \"ZZ0301\" }}\nparents = {{ 85672975 = \"ZZ02\" }}",
            section("west.geojson")
        ),
    );
    dataset.put("west.geojson", collection(&[dunes(), oasis()]));
    let city = feature(r#""id":85672975,"name":"Shore""#, &rectangle([75.0, 42.0, 76.0, 43.0]));
    dataset.put("city.geojson", collection(&[city]));
    let expected = units_without_order(&layer(&Dataset::sandland(), AdminLevel::Admin2));
    assert_eq!(units_without_order(&layer(&dataset, AdminLevel::Admin2)), expected);
    insta::assert_snapshot!(lines(&read(&dataset).report.findings), @r"
    warning replacement_unused
      dataset.toml, line 39: `ZZ0301` is given for `3`, which no feature has in `id`
    ");
}

#[test]
fn files_of_a_dissolved_layer_may_have_names_in_different_languages() {
    let mut dataset = dissolved(|feature| {
        feature
            .replace("\"province\"", "\"ADM1_EN\"")
            .replace("\"parent\"", "\"ADM1_PCODE\"")
            .replace("\"country\"", "\"ADM0_PCODE\"")
    });
    dataset.describe("columns = { pcode = \"parent\", parent = \"country\", name_en = \"province\" }\n", "");
    dataset.describe("languages = [\"en\"]", "languages = [\"en\", \"ru\", \"ky\"]");
    dataset.describe(COLUMNS, "columns = { pcode = \"pcode\", parent = \"ADM1_PCODE\", name_en = \"name\" }");
    dataset.describe("file = \"admin2.geojson\"", "file = [\"a.geojson\", \"b.geojson\"]");
    let text = dataset.text("admin2.geojson").to_owned();
    let of = |names: &[&str]| {
        let features = text.lines().filter(|line| names.iter().any(|name| line.contains(name)));
        features.map(|line| line.trim_end_matches(',').to_owned()).collect::<Vec<_>>()
    };
    let with = |features: Vec<String>, name: &str| {
        let features: Vec<String> = features
            .into_iter()
            .map(|feature| feature.replace("\"ADM1_EN\"", &format!("{name},\"ADM1_EN\"")))
            .collect();
        collection(&features)
    };
    dataset.put("a.geojson", with(of(&["Shore", "Dunes"]), r#""ADM1_RU":"Запад","ADM1_KY":"Батыш""#));
    dataset.put("b.geojson", with(of(&["Oasis"]), r#""ADM1_KY":"Батыш""#));
    let provinces = layer(&dataset, AdminLevel::Admin1);
    let names: Vec<&str> = provinces.units.iter().map(|unit| unit.names.main()).collect();
    assert_eq!(names, ["West", "East"]);
}

/// Sandland whose provinces are made of its districts, and of a city in columns of its own that belongs to this one.
fn dissolved_with_a_city(province: &str) -> Dataset {
    let mut dataset = dissolved(str::to_owned);
    let districts = [
        feature(
            r#""country":"ZZ","province":"West","pcode":"ZZ0101","parent":"ZZ01","name":"Dunes""#,
            &rectangle([74.0, 42.0, 74.5, 43.0]),
        ),
        feature(
            r#""country":"ZZ","province":"East","pcode":"ZZ0201","parent":"ZZ02","name":"Shore""#,
            &rectangle([75.0, 42.0, 76.0, 43.0]),
        ),
    ];
    dataset.put("admin2.geojson", collection(&districts));
    dataset
        .put("city.geojson", collection(&[feature(r#""key":7,"is":"Oasis""#, &rectangle([74.5, 42.0, 75.0, 43.0]))]));
    dataset.describe(
        &format!("{}{COLUMNS}", section("admin2.geojson")),
        &format!(
            "{}{COLUMNS}\n[[layers.files]]\nfile = \"city.geojson\"\ncolumns = {{ pcode = \"key\", parent = \"key\", name_en = \"is\" }}\n\
             pcodes = {{ 7 = \"ZZ0102\" }}\nparents = {{ 7 = \"{province}\" }}",
            section("admin2.geojson")
        ),
    );
    dataset
}

#[test]
fn a_city_that_only_says_its_province_is_a_part_of_what_is_made_of_districts() {
    let expected = layer(&Dataset::sandland(), AdminLevel::Admin1);
    let found = layer(&dissolved_with_a_city("ZZ01"), AdminLevel::Admin1);
    let boxes = |layer: &AdminLayer| layer.units.iter().map(|unit| (unit.names.clone(), unit.bbox)).collect::<Vec<_>>();
    assert_eq!(boxes(&found), boxes(&expected));
}

#[test]
fn a_city_of_a_province_that_no_district_names_is_an_error() {
    insta::assert_snapshot!(lines(&read(&dissolved_with_a_city("ZZ03")).report.findings), @r"
    error dissolve_without_whole
      city.geojson, feature 1, column key: it belongs to the province `ZZ03`, which no other file of the layer names; name another, or give the layer above a file of its own
    error parent_unknown
      city.geojson, feature 1, column key: there is no province `ZZ03` in the layer `admin1`
    ");
}
