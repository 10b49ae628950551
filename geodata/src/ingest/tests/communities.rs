//! Communities: their positions, and those that have none.

use fixtures::Dataset;
use fixtures::boundaries::collection;
use gdal::DriverManager;
use gdal::vector::{Feature, Geometry, LayerAccess, LayerOptions, OGRFieldType, OGRwkbGeometryType};
use geo_types::Point;

use super::super::read_dataset;
use super::dataset::{lines, read};
use super::vector_formats::traditional;
use crate::atlas::Atlas;
use crate::model::{AdminLevel, Community};
use crate::progress::Silent;

/// The communities that have a point, by their ids.
fn placed(dataset: &Dataset) -> Vec<(String, bool)> {
    let ingested = read(dataset);
    let parts = ingested.parts.unwrap_or_else(|| panic!("{}", ingested.report));
    parts.communities.iter().map(|community| (community.id.to_string(), community.point.is_some())).collect()
}

#[test]
fn a_community_without_coordinates_is_counted_and_not_drawn() {
    let mut dataset = Dataset::sandland();
    dataset.edit("communities.csv", "74.7,42.4", ",");
    insta::assert_snapshot!(lines(&read(&dataset).report.findings), @r"
    warning communities_without_coordinates
      communities.csv, column lon: 1 community has no coordinates: it is counted, but not drawn (`C2`)
    ");
    let points: Vec<bool> = placed(&dataset).into_iter().map(|(_, is_placed)| is_placed).collect();
    assert_eq!(points, [true, false, true, true]);
    let parts = read(&dataset).parts.expect("parts");
    let atlas = Atlas::of_parts(parts);
    let brim = atlas.find_community("C2").expect("the community");
    let district = atlas.find_unit("ZZ0102").expect("the district");
    assert_eq!(atlas.unit_of_community(AdminLevel::Admin2, brim), Some(district.1));
    assert_eq!(atlas.communities_without_point(), 1);
}

#[test]
fn no_community_needs_coordinates() {
    let mut dataset = Dataset::sandland();
    dataset.describe(r#"lon = "lon", lat = "lat", "#, "");
    insta::assert_snapshot!(lines(&read(&dataset).report.findings), @r"
    note communities_without_coordinates
      communities.csv: 4 communities have no coordinates: they are counted, but not drawn; `columns` names neither `lon` nor `lat`
    ");
    assert!(placed(&dataset).iter().all(|(_, is_placed)| !is_placed));
}

#[test]
fn withheld_coordinates_are_none() {
    let mut dataset = Dataset::sandland();
    dataset.edit("communities.csv", "74.7,42.4", "*,*");
    dataset.describe("file = \"communities.csv\"\n", "file = \"communities.csv\"\nsuppressed = [\"*\"]\n");
    insta::assert_snapshot!(lines(&read(&dataset).report.findings), @r"
    warning communities_without_coordinates
      communities.csv, column lon: 1 community has no coordinates: it is counted, but not drawn (`C2`)
    ");
    assert!(!placed(&dataset)[1].1);
}

#[test]
fn half_a_position_is_an_error() {
    let mut all = String::new();
    for (from, to) in [("74.7,42.4", ",42.4"), ("74.7,42.4", "74.7,"), ("74.7,42.4", "here,")] {
        let mut dataset = Dataset::sandland();
        dataset.edit("communities.csv", from, to);
        all += &lines(&read(&dataset).report.findings);
    }
    for (from, to) in [(r#"lon = "lon", "#, ""), (r#"lat = "lat", "#, "")] {
        let mut dataset = Dataset::sandland();
        dataset.describe(from, to);
        all += &lines(&read(&dataset).report.findings);
    }
    insta::assert_snapshot!(all, @r"
    error coordinate_missing
      communities.csv, row 3, column lon: the longitude is missing; a community has both coordinates, or neither
    error coordinate_missing
      communities.csv, row 3, column lat: the latitude is missing; a community has both coordinates, or neither
    error not_a_number
      communities.csv, row 3, column lon: `here` is not a number
    error coordinate_missing
      communities.csv, row 3, column lat: the latitude is missing; a community has both coordinates, or neither
    error coordinate_column_missing
      dataset.toml, line 54: `columns` names `lat`, but not `lon`; name both, or neither where communities have no coordinates
    error coordinate_column_missing
      dataset.toml, line 54: `columns` names `lon`, but not `lat`; name both, or neither where communities have no coordinates
    ");
}

#[test]
fn without_coordinates_a_community_is_in_no_smaller_unit_than_it_states() {
    let mut dataset = Dataset::sandland();
    dataset.describe(r#"admin2 = "district""#, r#"admin1 = "district""#);
    for district in ["ZZ0101", "ZZ0102", "ZZ0201"] {
        let rows = dataset.text("communities.csv").replace(district, &district[..4]);
        dataset.put("communities.csv", rows);
    }
    dataset.edit("communities.csv", "74.7,42.4", ",");
    insta::assert_snapshot!(lines(&read(&dataset).report.findings), @r"
    warning communities_without_coordinates
      communities.csv, column lon: 1 community has no coordinates: it is counted, but not drawn (`C2`)
    warning communities_without_unit
      admin2.geojson: the community `C2` has no coordinates, and so no district: it is in the figures of larger units, and in none by admin2
    ");
    let atlas = Atlas::of_parts(read(&dataset).parts.expect("parts"));
    let brim = atlas.find_community("C2").expect("the community");
    assert_eq!(atlas.unit_of_community(AdminLevel::Admin2, brim), None);
    assert!(atlas.unit_of_community(AdminLevel::Admin1, brim).is_some());
    assert_eq!(atlas.communities_without_unit(AdminLevel::Admin2), [brim]);
}

/// Sandland's communities as features.
fn features() -> [String; 4] {
    let rows = [
        ("C1", "Adra", "[74.2,42.5]", "ZZ0101", 120),
        ("C2", "Brim", "[74.7,42.4]", "ZZ0102", 80),
        ("C3", "Cove", "[75.3,42.6]", "ZZ0201", 240),
        ("C4", "Dock", "[75.8,42.2]", "ZZ0201", 60),
    ];
    rows.map(|(id, name, at, district, households)| {
        format!(
            r#"{{"type":"Feature","properties":{{"id":"{id}","name":"{name}","district":"{district}","households":{households}}},"geometry":{{"type":"Point","coordinates":{at}}}}}"#
        )
    })
}

/// Sandland with its communities in a GeoJSON.
fn of_features(features: &[String]) -> Dataset {
    let mut dataset = Dataset::sandland();
    dataset.describe(r#"lon = "lon", lat = "lat", "#, "");
    dataset.describe("communities.csv", "communities.geojson");
    dataset.put("communities.geojson", collection(features));
    dataset
}

#[test]
fn communities_of_a_vector_file_are_those_of_a_table() {
    let of_table = read(&Dataset::sandland()).parts.expect("parts");
    let ingested = read(&of_features(&features()));
    assert_eq!(lines(&ingested.report.findings), "");
    let parts = ingested.parts.expect("parts");
    assert_eq!((&parts.communities, &parts.counts), (&of_table.communities, &of_table.counts));
}

#[test]
fn a_feature_without_geometry_is_a_community_without_coordinates() {
    let mut rows = features();
    rows[1] = rows[1].replace(r#"{"type":"Point","coordinates":[74.7,42.4]}"#, "null");
    let dataset = of_features(&rows);
    insta::assert_snapshot!(lines(&read(&dataset).report.findings), @r"
    warning communities_without_coordinates
      communities.geojson, column geometry: 1 community has no coordinates: it is counted, but not drawn (`C2`)
    ");
    assert!(!placed(&dataset)[1].1);
}

#[test]
fn the_geometry_of_a_community_is_one_point() {
    let area = r#"{"type":"Polygon","coordinates":[[[74.6,42.3],[74.8,42.3],[74.8,42.5],[74.6,42.3]]]}"#;
    let mut all = String::new();
    for geometry in [
        r#"{"type":"MultiPoint","coordinates":[[74.7,42.4]]}"#,
        r#"{"type":"MultiPoint","coordinates":[[74.7,42.4],[74.8,42.4]]}"#,
        area,
        r#"{"type":"Point","coordinates":[42.4,74.7]}"#,
        r#"{"type":"Point","coordinates":[7470000,42.4]}"#,
    ] {
        let mut rows = features();
        rows[1] = rows[1].replace(r#"{"type":"Point","coordinates":[74.7,42.4]}"#, geometry);
        all += &lines(&read(&of_features(&rows)).report.findings);
        all += "--\n";
    }
    insta::assert_snapshot!(all, @r#"
    --
    error geometry_type
      communities.geojson, feature 2: the geometry has several points; a row is at one place
    warning communities_without_coordinates
      communities.geojson, column geometry: 1 community has no coordinates: it is counted, but not drawn (`C2`)
    --
    error geometry_type
      communities.geojson, feature 2: the geometry is an area, and not a point; `areas = "point_inside"` takes a point inside of each
    warning communities_without_coordinates
      communities.geojson, column geometry: 1 community has no coordinates: it is counted, but not drawn (`C2`)
    --
    error coordinates_swapped
      communities.geojson, feature 2, column geometry: longitude and latitude look swapped: 42.4, 74.7 is in no district, 74.7, 42.4 is in ZZ0102 (Oasis)
    --
    error coordinates_out_of_range
      communities.geojson, feature 2: a coordinate is off the globe: 7470000, 42.4; expected a longitude from -180 to 180 and a latitude from -90 to 90; is the coordinate reference system right?
    warning communities_without_coordinates
      communities.geojson, column geometry: 1 community has no coordinates: it is counted, but not drawn (`C2`)
    --
    "#);

    let mut rows = features();
    rows[1] = rows[1].replace(r#"{"type":"Point","coordinates":[74.7,42.4]}"#, area);
    let mut dataset = of_features(&rows);
    dataset.describe("file = \"communities.geojson\"\n", "file = \"communities.geojson\"\nareas = \"point_inside\"\n");
    assert!(placed(&dataset)[1].1);
}

#[test]
fn features_are_checked_as_rows_are() {
    let mut rows = features();
    rows[1] = rows[1].replace("C2", "C1").replace("ZZ0102", "ZZ0199").replace("80", "-8");
    let mut dataset = of_features(&rows);
    dataset.put("counts.csv", "community,returns_2022,returns_2023,returns_2024\nC1,5,7,2\nC3,1,1,1\nC4,1,0,0\n");
    insta::assert_snapshot!(lines(read(&dataset).report.findings.iter().filter(|finding| finding.location.file.ends_with("geojson"))), @r"
    error duplicate_id
      communities.geojson, feature 2, column id: the id `C1` is already that of the community in feature 1
    error unknown_district
      communities.geojson, feature 2, column district: there is no district `ZZ0199` in the layer `admin2`
    error negative_number
      communities.geojson, feature 2, column households: `-8` is negative; expected 0 or more
    ");
}

#[test]
fn a_vector_file_has_no_keys_of_a_spreadsheet_and_a_table_none_of_a_vector_file() {
    let mut dataset = of_features(&features());
    let keys = "sheet = \"x\"\nsheets = [\"x\"]\nheader_row = 2\ndelimiter = \";\"\nend_at = \"Total\"\nlast_row = 3\n";
    dataset.describe("file = \"communities.geojson\"\n", &format!("file = \"communities.geojson\"\n{keys}"));
    dataset.describe("file = \"counts.csv\"\n", "file = \"counts.csv\"\nlayer = \"x\"\ncrs = \"EPSG:4326\"\n");
    dataset.describe(r#"columns = { id = "id", "#, r#"columns = { id = "id", lon = "x", "#);
    insta::assert_snapshot!(lines(&read(&dataset).report.findings), @r"
    error key_of_a_table
      dataset.toml, line 53: `sheet` is about spreadsheets; the rows of a vector file are its features
    error key_of_a_table
      dataset.toml, line 54: `sheets` is about spreadsheets; the rows of a vector file are its features
    error key_of_a_table
      dataset.toml, line 55: `header_row` is about spreadsheets; the rows of a vector file are its features
    error key_of_a_table
      dataset.toml, line 56: `delimiter` is about spreadsheets; the rows of a vector file are its features
    error key_of_a_table
      dataset.toml, line 57: `end_at` is about spreadsheets; the rows of a vector file are its features
    error key_of_a_table
      dataset.toml, line 58: `last_row` is about spreadsheets; the rows of a vector file are its features
    note coordinates_of_geometry
      dataset.toml, line 60: `lon` is not read: the geometries of a vector file say where communities are
    error key_of_a_vector_file
      dataset.toml, line 64: `layer` is about vector files; remove it for a table
    error key_of_a_vector_file
      dataset.toml, line 65: `crs` is about vector files; remove it for a table
    ");
}

#[test]
fn counts_come_from_features_too() {
    let counts = [(5, 7, 2), (0, 3, 1), (12, 20, 8), (1, 0, 0)];
    let mut dataset = of_features(&features());
    let of_counts = counts.iter().enumerate().map(|(at, (a, b, c))| {
        format!(
            r#"{{"type":"Feature","properties":{{"community":"C{}","returns_2022":{a},"returns_2023":{b},"returns_2024":"{c}"}},"geometry":null}}"#,
            at + 1
        )
    });
    dataset.describe("counts.csv", "counts.geojson");
    dataset.put("counts.geojson", collection(&of_counts.collect::<Vec<_>>()));
    let ingested = read(&dataset);
    assert_eq!(lines(&ingested.report.findings), "");
    assert_eq!(ingested.parts.expect("parts").counts, read(&Dataset::sandland()).parts.expect("parts").counts);
}

/// Writes Sandland's communities by GDAL in a format and a reference system.
fn write_points(folder: &std::path::Path, driver: &str, file: &str, epsg: u32) {
    let (wgs84, reference) = (traditional(4326), traditional(epsg));
    let driver = DriverManager::get_driver_by_name(driver).expect("a driver");
    let mut dataset = driver.create_vector_only(folder.join(file)).expect(file);
    let options = LayerOptions { name: "c", srs: Some(&reference), ty: OGRwkbGeometryType::wkbPoint, options: None };
    let layer = dataset.create_layer(options).expect("a layer");
    let fields = ["id", "name", "district"].map(|name| (name, OGRFieldType::OFTString));
    layer.create_defn_fields(&fields).expect("fields");
    layer.create_defn_fields(&[("households", OGRFieldType::OFTInteger)]).expect("a field");
    let table = Dataset::sandland();
    for row in table.text("communities.csv").lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        let mut geometry = Geometry::from_wkt(&format!("POINT ({} {})", cells[2], cells[3])).expect("WKT");
        geometry.set_spatial_ref(wgs84.clone());
        geometry.transform_to_inplace(&reference).expect("transformed");
        let mut feature = Feature::new(layer.defn()).expect("a feature");
        for (index, cell) in [cells[0], cells[1], cells[4]].into_iter().enumerate() {
            feature.set_field_string(index, cell).expect("set");
        }
        feature.set_field_integer(3, cells[5].parse().expect("a number")).expect("set");
        feature.set_geometry(geometry).expect("set");
        feature.create(&layer).expect("written");
    }
    dataset.close().expect("closed");
}

#[test]
fn communities_come_from_every_format_and_reference_system() {
    let expected = read(&Dataset::sandland()).parts.expect("parts").communities;
    for (driver, file, epsg) in [
        ("GPKG", "c.gpkg", 32643),
        ("ESRI Shapefile", "c.shp", 3857),
        ("FlatGeobuf", "c.fgb", 4284),
        ("GML", "c.gml", 4326),
        ("LIBKML", "c.kml", 4326),
        ("MapInfo File", "c.tab", 4326),
        ("OpenFileGDB", "c.gdb", 32643),
    ] {
        let mut dataset = Dataset::sandland();
        dataset.describe(r#"lon = "lon", lat = "lat", "#, "");
        dataset.describe("communities.csv", file);
        if driver == "LIBKML" {
            dataset.describe(r#"id = "id", name_en = "name""#, r#"id = "id", name_en = "Name""#);
        }
        let folder = dataset.write();
        write_points(folder.path(), driver, file, epsg);
        let ingested = read_dataset(folder.path(), &Silent);
        let found = ingested.parts.unwrap_or_else(|| panic!("{file}: {}", ingested.report)).communities;
        assert_eq!(found.len(), expected.len(), "{file}");
        for (found, expected) in found.iter().zip(&expected) {
            let near =
                |point: Option<Point<f64>>| point.map(|at| (at.x() * 1e6).round() / 1e6 + (at.y() * 1e6).round());
            assert_eq!(near(found.point), near(expected.point), "{file}");
            assert_eq!(Community { point: expected.point, ..found.clone() }, *expected, "{file}");
        }
    }
}
