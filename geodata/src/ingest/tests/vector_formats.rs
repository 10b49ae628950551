//! Boundaries in all formats and several reference systems. GDAL writes the files.

#![allow(clippy::float_cmp, reason = "the corners are whole degrees, which must come back exactly")]

use fixtures::Dataset;
use fixtures::boundaries::{collection, feature, rectangle};
use gdal::DriverManager;
use gdal::spatial_ref::{AxisMappingStrategy, SpatialRef};
use gdal::vector::{Feature, Geometry, LayerAccess, LayerOptions, OGRFieldType, OGRwkbGeometryType};

use super::dataset::{lines, read};
use crate::model::AdminLevel;

pub(super) const SQUARE: &str = "POLYGON ((74 42,76 42,76 43,74 43,74 42))";
pub(super) const SQUARE_BOUNDS: [i64; 4] = [74_000_000, 42_000_000, 76_000_000, 43_000_000];

/// Writes the country of the small dataset by GDAL: `driver`, file name, reference system, geometries as WKT in longitude
/// and latitude, one layer for each name.
pub(super) fn write_country(
    folder: &std::path::Path,
    driver: &str,
    file: &str,
    epsg: Option<u32>,
    wkt: &[impl AsRef<str>],
    layers: &[&str],
) {
    let wgs84 = traditional(4326);
    let mut dataset =
        DriverManager::get_driver_by_name(driver).expect("a driver").create_vector_only(folder.join(file)).expect(file);
    for name in layers {
        let reference = epsg.map(traditional);
        // The default for shapefiles is Latin-1.
        let encoding = ["ENCODING=UTF-8"];
        let options = (driver == "ESRI Shapefile").then_some(encoding.as_slice());
        // A geodatabase needs a geometry type.
        let ty =
            if driver == "OpenFileGDB" { OGRwkbGeometryType::wkbMultiPolygon } else { OGRwkbGeometryType::wkbUnknown };
        let layer = dataset.create_layer(LayerOptions { name, srs: reference.as_ref(), ty, options }).expect("a layer");
        layer
            .create_defn_fields(&[("pcode", OGRFieldType::OFTString), ("name", OGRFieldType::OFTString)])
            .expect("fields");
        for wkt in wkt {
            let mut geometry = Geometry::from_wkt(wkt.as_ref()).expect("WKT");
            if let Some(reference) = &reference {
                geometry.set_spatial_ref(wgs84.clone());
                geometry.transform_to_inplace(reference).expect("transformed");
            }
            let mut feature = Feature::new(layer.defn()).expect("a feature");
            feature.set_field_string(0, "ZZ").expect("set");
            feature.set_field_string(1, "Кыргызстан").expect("set");
            feature.set_geometry(geometry).expect("set");
            feature.create(&layer).expect("written");
        }
    }
    dataset.close().expect("closed");
}

pub(super) fn traditional(epsg: u32) -> SpatialRef {
    let mut reference = SpatialRef::from_epsg(epsg).expect("known");
    reference.set_axis_mapping_strategy(AxisMappingStrategy::TraditionalGisOrder);
    reference
}

/// Reads the small dataset with its country written by GDAL.
fn read_country(
    driver: &str,
    file: &str,
    epsg: Option<u32>,
    wkt: &str,
    more: &str,
    layers: &[&str],
) -> super::super::Ingested {
    let mut dataset = Dataset::sandland();
    dataset.take_country_from(file, more);
    let folder = dataset.write();
    write_country(folder.path(), driver, file, epsg, &[wkt], layers);
    super::super::read_dataset(folder.path(), &crate::progress::Silent)
}

/// The field of names is called as LIBKML calls that of a placemark.
pub(super) fn name_fields_as_in_kml(dataset: &mut Dataset) {
    dataset.describe(
        "columns = { pcode = \"pcode\", name_en = \"name\" }",
        "columns = { pcode = \"pcode\", name_en = \"Name\" }",
    );
}

/// West, south, east and north of the country, in millionths of a degree (a decimetre).
pub(super) fn bounds(ingested: &super::super::Ingested) -> [i64; 4] {
    let atlas = ingested.parts.as_ref().unwrap_or_else(|| panic!("{}", ingested.report));
    let unit = &atlas.layer(AdminLevel::Admin0).expect("countries").units[0];
    assert_eq!(unit.names.main(), "Кыргызстан");
    [unit.bbox.min().x, unit.bbox.min().y, unit.bbox.max().x, unit.bbox.max().y]
        .map(|degrees| (degrees * 1e6).round() as i64)
}

#[test]
fn all_formats_and_reference_systems_are_read_as_longitude_and_latitude() {
    // 4326 and 4284 (Pulkovo 1942) are latitude first by definition; 32643 is UTM zone 43; 3857 is Web Mercator.
    for (driver, file) in [
        ("GPKG", "c.gpkg"),
        ("ESRI Shapefile", "c.shp"),
        ("GML", "c.gml"),
        ("FlatGeobuf", "c.fgb"),
        ("OpenFileGDB", "c.gdb"),
        ("MapInfo File", "c.tab"),
        ("MapInfo File", "c.mif"),
    ] {
        for epsg in [4326, 4284, 3857, 32643] {
            let ingested = read_country(driver, file, Some(epsg), SQUARE, "", &["c"]);
            let worst = bounds(&ingested).iter().zip(SQUARE_BOUNDS).map(|(a, b)| (a - b).abs()).max();
            assert!(worst < Some(3), "{file} {epsg}: {:?}", bounds(&ingested));
        }
    }
}

#[test]
fn heights_are_dropped_and_arcs_become_segments() {
    let high = "POLYGON Z ((74 42 800,76 42 800,76 43 900,74 43 900,74 42 800))";
    assert_eq!(bounds(&read_country("GPKG", "c.gpkg", Some(4326), high, "", &["c"])), SQUARE_BOUNDS);
    let round = "CURVEPOLYGON (CIRCULARSTRING (74 42.5,75 43.5,76 42.5,75 41.5,74 42.5))";
    let ingested = read_country("GPKG", "c.gpkg", Some(4326), round, "", &["c"]);
    let [west, _, east, north] = bounds(&ingested);
    assert!(west == 74_000_000 && (76_000_000 - east) < 1000 && (43_500_000 - north) < 1000, "{east} {north}");
}

#[test]
fn a_file_without_reference_system_needs_one_in_the_description() {
    let without = read_country("ESRI Shapefile", "c.shp", None, SQUARE, "", &["c"]);
    insta::assert_snapshot!(lines(&without.report.findings), @r#"
    error crs_missing
      c.shp: the file does not say its coordinate reference system; give it with `crs = "EPSG:…"` in dataset.toml
    "#);
    let given = read_country("ESRI Shapefile", "c.shp", None, SQUARE, "\ncrs = \"EPSG:4326\"", &["c"]);
    assert_eq!(bounds(&given), SQUARE_BOUNDS);
}

#[test]
fn several_layers_need_a_name() {
    let several = read_country("GPKG", "c.gpkg", Some(4326), SQUARE, "", &["countries", "provinces"]);
    insta::assert_snapshot!(lines(&several.report.findings), @r#"
    error layer_ambiguous
      c.gpkg: the file has several layers: `countries`, `provinces`; say which with `layer` in dataset.toml
    "#);
    let named =
        read_country("GPKG", "c.gpkg", Some(4326), SQUARE, "\nlayer = \"countries\"", &["countries", "provinces"]);
    assert_eq!(bounds(&named), SQUARE_BOUNDS);
}

#[test]
fn a_file_cut_short_is_not_taken_for_a_short_file() {
    let mut dataset = Dataset::sandland();
    dataset.take_country_from("c.shp", "");
    let folder = dataset.write();
    write_country(folder.path(), "ESRI Shapefile", "c.shp", Some(4326), &[SQUARE], &["c"]);
    let whole = std::fs::read(folder.path().join("c.shp")).expect("readable");
    std::fs::write(folder.path().join("c.shp"), &whole[..whole.len() - 20]).expect("written");
    let ingested = super::super::read_dataset(folder.path(), &crate::progress::Silent);
    assert!(ingested.parts.is_none(), "{}", ingested.report);
}

#[test]
fn missing_companions_are_named() {
    let mut all = String::new();
    for missing in ["dbf", "shx"] {
        let mut dataset = Dataset::sandland();
        dataset.take_country_from("c.shp", "");
        let folder = dataset.write();
        write_country(folder.path(), "ESRI Shapefile", "c.shp", Some(4326), &[SQUARE], &["c"]);
        std::fs::remove_file(folder.path().join(format!("c.{missing}"))).expect("removed");
        all += &lines(&super::super::read_dataset(folder.path(), &crate::progress::Silent).report.findings);
    }
    insta::assert_snapshot!(all, @r"
    error companion_missing
      c.shp: c.dbf is missing beside c.shp; a shapefile is not complete without it
    error companion_missing
      c.shp: c.shx is missing beside c.shp; a shapefile is not complete without it
    ");
}

#[test]
fn a_format_that_points_elsewhere_is_refused() {
    let mut dataset = Dataset::sandland();
    dataset.describe("file = \"admin0.geojson\"", "file = \"c.vrt\"");
    dataset.put(
        "c.vrt",
        "<OGRVRTDataSource><OGRVRTLayer name=\"admin0\"><SrcDataSource relativeToVRT=\"1\">admin0.geojson</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>",
    );
    insta::assert_snapshot!(lines(&read(&dataset).report.findings), @r#"
    error unknown_vector_format
      dataset.toml, line 18: `c.vrt` is not a kind of vector file that is read; accepted: .geojson, .json, .geojsonl, .geojsons, .ndjson, .topojson, .shp, .gpkg, .fgb, .parquet, .geoparquet, .gml, .kml, .gdb, .tab, .mif, .zip, .shz, .kmz, and .geojson.gz, .json.gz, .topojson.gz
    "#);
}

#[test]
fn the_error_for_a_code_of_digits_says_whether_it_is_stored_as_a_number() {
    let mut all = String::new();
    for code in ["\"41706207\"", "41706207"] {
        let mut dataset = Dataset::sandland();
        dataset.edit("admin0.geojson", "\"ZZ\"", code);
        all += &lines(&read(&dataset).report.findings);
    }
    insta::assert_snapshot!(all, @r"
    error pcode_without_letters
      admin0.geojson, feature 1, column pcode: `41706207` has only digits: a P-code begins with the capital letters of its country (`KG06211000000`)
    error pcode_is_a_number
      admin0.geojson, feature 1, column pcode: `41706207` is a number, not a P-code: the column was probably read as numbers; store it as text
    ");
}

#[test]
fn the_fingerprint_covers_a_file_with_its_companions_and_nothing_else() {
    let mut dataset = Dataset::sandland();
    dataset.take_country_from("c.shp", "");
    let folder = dataset.write();
    write_country(folder.path(), "ESRI Shapefile", "c.shp", Some(4326), &[SQUARE], &["c"]);
    let fingerprint = || {
        let ingested = super::super::read_dataset(folder.path(), &crate::progress::Silent);
        ingested.parts.unwrap_or_else(|| panic!("{}", ingested.report)).fingerprint
    };
    let before = fingerprint();
    std::fs::write(folder.path().join("c.shp.xml"), "<metadata/>").expect("written");
    std::fs::write(folder.path().join("other.dbf"), "x").expect("written");
    assert_eq!(fingerprint(), before);
    let mut seen = vec![before];
    for companion in ["c.dbf", "c.prj", "c.cpg"] {
        let path = folder.path().join(companion);
        let mut content = std::fs::read(&path).expect("read");
        content.push(b' ');
        std::fs::write(&path, content).expect("written");
        let now = fingerprint();
        assert!(!seen.contains(&now), "{companion}");
        seen.push(now);
    }
}

#[test]
fn topojson_is_read_whatever_its_ending() {
    for file in ["c.topojson", "c.json"] {
        let mut dataset = Dataset::sandland();
        dataset.take_country_from(file, "");
        dataset.put(
            file,
            r#"{"type":"Topology","objects":{"countries":{"type":"GeometryCollection","geometries":[
            {"type":"Polygon","properties":{"pcode":"ZZ","name":"Кыргызстан"},"arcs":[[0,-2]]}]}},
            "arcs":[[[74,42],[76,42],[76,43]],[[74,42],[74,43],[76,43]]]}"#,
        );
        assert_eq!(bounds(&read(&dataset)), SQUARE_BOUNDS, "{file}");
    }
}

#[test]
fn white_space_neither_hides_a_field_nor_confuses_two() {
    let mut dataset = Dataset::sandland();
    let mut country = |names: &[&str]| {
        let members: Vec<String> = names.iter().map(|name| format!(r#""{name}":"Kyrgyzstan""#)).collect();
        let properties = format!(r#""pcode ":"ZZ",{}"#, members.join(","));
        dataset.put("admin0.geojson", collection(&[feature(&properties, &rectangle([74.0, 42.0, 76.0, 43.0]))]));
        read(&dataset)
    };
    for sound in [&["name\u{a0}"][..], &[" name "], &["name", "name "]] {
        let ingested = country(sound);
        assert!(ingested.parts.is_some(), "{sound:?}: {}", ingested.report);
    }
    insta::assert_snapshot!(lines(&country(&["name\u{a0}", "name "]).report.findings), @r"
    error column_twice
      admin0.geojson, column name: line 21 of dataset.toml names this column, but several fields are the same up to white space: `name `, `name `; write it exactly as it stands there
    ");
    insta::assert_snapshot!(lines(&country(&["name en"]).report.findings), @r"
    error column_missing
      admin0.geojson, column name: line 21 of dataset.toml names this column, but the file has no such field; it has: `pcode`, `name en`
    ");
}

#[test]
fn white_space_does_not_hide_a_layer() {
    let ingested = read_country(
        "GPKG",
        "c.gpkg",
        Some(4326),
        SQUARE,
        "\nlayer = \"the countries\"",
        &["the\u{a0}countries ", "others"],
    );
    assert_eq!(bounds(&ingested), SQUARE_BOUNDS);
}

/// A file that a program made, from `tests/vector-files`, as the country of the small dataset.
fn read_made(made: &str, more: &str, name_field: &str) -> super::super::Ingested {
    // A geodatabase in a zip has two endings.
    let ending = made.split_once('.').map_or("", |(_, ending)| ending);
    let file = format!("c.{ending}");
    let mut dataset = Dataset::sandland();
    dataset.take_country_from(&file, more);
    dataset.describe(
        "columns = { pcode = \"pcode\", name_en = \"name\" }",
        &format!("columns = {{ pcode = \"pcode\", name_en = \"{name_field}\" }}"),
    );
    let folder = dataset.write();
    let made = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vector-files").join(made);
    std::fs::copy(made, folder.path().join(&file)).expect("copied");
    super::super::read_dataset(folder.path(), &crate::progress::Silent)
}

#[test]
fn files_of_the_programs_that_people_use_are_read() {
    for (file, name_field) in [
        ("country.geojson", "name"),
        ("country.geojson.gz", "name"),
        ("country.topojson", "name"),
        ("country.topojson.gz", "name"),
        ("country-fgb.fgb", "name"),
        ("country-kml.kml", "Name"),
        ("country-kml-plain.kml", "Name"),
        ("country.gdb.zip", "name"),
        ("country.parquet", "name"),
        ("country-1-0.parquet", "name"),
        ("country-native.parquet", "name"),
        ("country-polygon.parquet", "name"),
        ("country-utm.parquet", "name"),
        ("country-pulkovo.parquet", "name"),
    ] {
        let ingested = read_made(file, "", name_field);
        // Quantization moves corners by up to half of a hundred-thousandth of the extent.
        let tolerance = if file.contains("topojson") { 11 } else { 3 };
        let worst = bounds(&ingested).iter().zip(SQUARE_BOUNDS).map(|(a, b)| (a - b).abs()).max();
        assert!(worst < Some(tolerance), "{file}: {:?}", bounds(&ingested));
        let parts = ingested.parts.expect("sound");
        let area = &parts.layer(AdminLevel::Admin0).expect("countries").units[0].area;
        let shape: Vec<usize> = area.0.iter().map(|part| part.interiors().len()).collect();
        let expected = if file.contains("polygon") { vec![1] } else { vec![1, 0] };
        assert_eq!(shape, expected, "{file}");
    }
}

#[test]
fn a_file_of_several_objects_needs_the_name_of_one() {
    let one = read_made("two-objects.topojson", "\nlayer = \"countries\"", "name");
    assert_eq!(bounds(&one), SQUARE_BOUNDS);
    let none = read_made("two-objects.topojson", "", "name");
    insta::assert_snapshot!(lines(&none.report.findings), @r"
    error layer_ambiguous
      c.topojson: the file has several layers: `countries`, `places`; say which with `layer` in dataset.toml
    ");
}

#[test]
fn a_geoparquet_that_does_not_know_its_reference_system_needs_one() {
    let without = read_made("country-no-crs.parquet", "", "name");
    insta::assert_snapshot!(lines(&without.report.findings), @r#"
    error crs_missing
      c.parquet: the file does not say its coordinate reference system; give it with `crs = "EPSG:…"` in dataset.toml
    "#);
    assert_eq!(bounds(&read_made("country-no-crs.parquet", "\ncrs = \"EPSG:4326\"", "name")), SQUARE_BOUNDS);
}
