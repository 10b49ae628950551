use geo::CoordsIter;

use super::*;

/// A file of a content.
fn files(format: Format, content: &str) -> DatasetFiles {
    DatasetFiles::new(format, "a/places.geojson", vec![("places.geojson".to_owned(), content.as_bytes().to_vec())])
}

/// The code and the message of the error of opening a file.
fn refusal(content: &str) -> (&'static str, String) {
    let mut files = files(Format::GeoJson, content);
    GeoJsonFile::open(&mut files).err().map(|error| (error.code, error.message)).expect("an error")
}

fn unreadable_crs(content: &str) -> Option<String> {
    GeoJsonFile::open(&mut files(Format::GeoJson, content)).expect("a file").unreadable_crs
}

/// All cells of the only feature, by the names of the fields.
fn cells(feature: &str) -> Vec<(String, Cell)> {
    let mut files = files(Format::GeoJson, feature);
    let file = GeoJsonFile::open(&mut files).expect("a file");
    let all: Vec<usize> = (0..file.fields.len()).collect();
    let record = file.records(&all).next().expect("a feature").map_err(|damage| damage.error).expect("sound");
    file.fields.iter().cloned().zip(record.fields).collect()
}

fn geometry(geometry: &str) -> Result<Geometry, String> {
    let feature = format!(r#"{{"type":"Feature","properties":{{}},"geometry":{geometry}}}"#);
    let mut files = files(Format::GeoJson, &feature);
    let file = GeoJsonFile::open(&mut files).expect("a file");
    let record = file.records(&[]).next().expect("a feature");
    let record = record.map_err(|damage| damage.error.message)?;
    record.geometry.map_err(|error| error.code().to_owned())
}

type Geometry = geo_types::Geometry<f64>;

#[test]
fn collections_single_features_and_sequences_are_read() {
    let feature = r#"{"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":[74,42,800]}}"#;
    for (format, content, layer) in [
        (Format::GeoJson, format!(r#"{{"type":"FeatureCollection","name":"x","features":[{feature}]}}"#), "x"),
        (Format::GeoJson, format!("\u{feff}\n {feature}"), "places"),
        (Format::GeoJsonSequence, format!("{feature}\n"), "places"),
        (Format::GeoJsonSequence, format!("\u{1e}{feature}\n"), "places"),
    ] {
        let mut files = files(format, &content);
        let file = GeoJsonFile::open(&mut files).unwrap_or_else(|error| panic!("{content}: {}", error.message));
        assert_eq!((file.count(), file.layer.as_str(), file.fields.join(",")), (1, layer, "a".to_owned()), "{content}");
        let records: Vec<Record> = file.records(&[0]).map(|record| record.ok().expect("sound")).collect();
        assert_eq!(records[0].fields, [Cell::Number(1.0)]);
        let point = geo_types::Point::new(74.0, 42.0);
        assert!(matches!(&records[0].geometry, Ok(Geometry::Point(found)) if *found == point));
    }
    let mut several = files(Format::GeoJsonSequence, &format!("\u{1e}{feature}\n\u{1e}{feature}\n{feature}"));
    assert_eq!(GeoJsonFile::open(&mut several).map(|file| file.count()).ok(), Some(3));
}

#[test]
fn values_keep_their_types_and_lists_and_objects_become_text() {
    let feature = r#"{"type":"Feature","id":"x-1","geometry":null,"properties":{"none":null,"text":" a ","yes":true,
        "whole":12,"decimal":1.5,"long":9007199254740993,"longest":18446744073709551615,"list":["a","b"],"numbers":[1,2.5],
        "object":{"a":[1]},"missing":NaN,"said":"NaN \"NaN"}}"#;
    let text = |text: &str| Cell::Text(text.to_owned());
    let expected = [
        ("none", Cell::Empty),
        ("text", text("a")),
        ("yes", Cell::Logical(true)),
        ("whole", Cell::Number(12.0)),
        ("decimal", Cell::Decimal(1.5)),
        ("long", text("9007199254740993")),
        ("longest", text("18446744073709551615")),
        ("list", text("a;b")),
        ("numbers", text("1;2.5")),
        ("object", text(r#"{"a":[1]}"#)),
        ("missing", text("NaN")),
        ("said", text("NaN \"NaN")),
        ("id", text("x-1")),
    ];
    assert_eq!(cells(feature), expected.map(|(name, cell)| (name.to_owned(), cell)));
    let own = r#"{"type":"Feature","id":7,"geometry":null,"properties":{"id":"own"}}"#;
    assert_eq!(cells(own), [("id".to_owned(), text("own"))], "a property comes before the id of the feature");
    assert_eq!(
        cells(r#"{"type":"Feature","id":7,"geometry":null,"properties":null}"#),
        [("id".to_owned(), Cell::Number(7.0))]
    );
}

#[test]
fn every_type_of_geometry_is_read_or_refused_by_its_name() {
    let square = "[[0,0],[2,0],[2,2],[0,0]]";
    assert_eq!(geometry(&format!(r#"{{"type":"Polygon","coordinates":[{square}]}}"#)).map(|g| g.coords_count()), Ok(4));
    assert_eq!(
        geometry(r#"{"type":"Polygon","coordinates":[[[0,0,9],[2,0,9],[2,2,9]]]}"#).map(|g| g.coords_count()),
        Ok(4),
        "a ring that is open is closed"
    );
    let parts = format!(r#"{{"type":"MultiPolygon","coordinates":[[{square}],[],[{square},[]]]}}"#);
    assert!(matches!(geometry(&parts), Ok(Geometry::MultiPolygon(parts)) if parts.0.len() == 2));
    assert!(matches!(geometry(r#"{"type":"MultiPoint","coordinates":[[1,2]]}"#), Ok(Geometry::Point(_))));
    let points = geometry(r#"{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}"#);
    assert!(matches!(points, Ok(Geometry::GeometryCollection(points)) if points.0.len() == 2));
    let nested =
        format!(r#"{{"type":"GeometryCollection","geometries":[{{"type":"Polygon","coordinates":[{square}]}}]}}"#);
    assert!(matches!(geometry(&nested), Ok(Geometry::GeometryCollection(_))));
    for empty in ["null", r#"{"type":"Polygon","coordinates":[]}"#, r#"{"type":"GeometryCollection","geometries":[]}"#]
    {
        assert_eq!(geometry(empty), Err("geometry_missing".to_owned()), "{empty}");
    }
    let line = geometry(r#"{"type":"LineString","coordinates":[[0,0],[1,1]]}"#);
    assert!(matches!(line, Ok(Geometry::LineString(line)) if line.0.len() == 2));
    let lines = geometry(r#"{"type":"MultiLineString","coordinates":[[[0,0],[1,1]],[],[[2,2],[3,3]]]}"#);
    assert!(matches!(lines, Ok(Geometry::MultiLineString(lines)) if lines.0.len() == 2));
    assert_eq!(geometry(r#"{"type":"LineString","coordinates":[]}"#), Err("geometry_missing".to_owned()));
}

#[test]
fn a_damaged_feature_is_named_with_its_line() {
    for (broken, reason) in [
        (r#"{"type":"Polygon","coordinates":[[[0,0],[1],[2,2],[0,0]]]}"#, "a position has fewer than two numbers"),
        (r#"{"type":"Polygon","coordinates":[["a"]]}"#, "invalid type"),
        (r#"{"type":"Polygon","coordinates":[1,2]}"#, ""),
        (r#"{"type":"Circle","coordinates":[1,2]}"#, "unknown variant `Circle`"),
        (r#"{"coordinates":[1,2]}"#, "missing field `type`"),
        (r#"{"type":"Polygon"}"#, ""),
    ] {
        let feature =
            |geometry: &str| format!("{{\"type\":\"Feature\",\n\"properties\":{{}},\"geometry\":{geometry}}}");
        let sound = feature(r#"{"type":"Point","coordinates":[1,2]}"#);
        let content =
            format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{sound},\n{},\n{sound}]}}", feature(broken));
        let mut files = files(Format::GeoJson, &content);
        let file = GeoJsonFile::open(&mut files).expect("a file");
        let records: Vec<_> = file.records(&[]).collect();
        assert_eq!(records.len(), 2, "nothing comes after it");
        let Some(Err(Damage { feature, error })) = records.into_iter().nth(1) else { panic!("{broken} is read") };
        assert_eq!((feature, error.code), (Some(2), "vector_damaged"));
        assert!(error.message.contains(reason), "{broken}: {}", error.message);
        assert!(error.message.contains("in line 4,") || error.message.contains("in line 5,"), "{}", error.message);
        assert!(!error.message.contains(" at line "), "{}", error.message);
    }
}

#[test]
fn what_is_no_geojson_is_refused_with_a_reason() {
    for (content, expected) in [
        ("not a map", "this is not GeoJSON, as which its ending makes it read"),
        ("[]", "this is not GeoJSON, as which its ending makes it read"),
        ("", "this is not GeoJSON, as which its ending makes it read"),
        ("{}", "this cannot be read as GeoJSON: it has no member `type`; expected a FeatureCollection, or a Feature"),
        (
            r#"{"type":"Point","coordinates":[1,2]}"#,
            "this cannot be read as GeoJSON: expected a FeatureCollection, or a Feature, found `Point`",
        ),
        (r#"{"type":"FeatureCollection"}"#, "this cannot be read as GeoJSON: the collection has no member `features`"),
        (
            "{\"type\":\"FeatureCollection\",\n\"features\":[{\"type\":",
            "this cannot be read as GeoJSON: EOF while parsing a value in line 2, column 20",
        ),
        ("{'type':'FeatureCollection'}", "this cannot be read as GeoJSON: key must be a string in line 1, column 2"),
    ] {
        assert_eq!(refusal(content), ("vector_unreadable", expected.to_owned()));
    }
    let deep = format!(r#"{{"type":"FeatureCollection","features":{}"#, "[".repeat(1_000_000));
    assert!(refusal(&deep).1.contains("EOF while parsing a list"), "{}", refusal(&deep).1);
    let nested = ["[".repeat(1_000_000), "]".repeat(1_000_000)].concat();
    let refused = geometry(&format!(r#"{{"type":"Polygon","coordinates":{nested}}}"#)).expect_err("too deep");
    assert!(refused.contains("recursion limit exceeded"), "{refused}");
    let mut latin = files(Format::GeoJson, "");
    latin.files[0].1 = b"{\n\"a\":\"\xce\xf8\"}".to_vec();
    let refused = GeoJsonFile::open(&mut latin).err().map(|error| (error.code, error.message));
    assert_eq!(refused, Some(("not_utf8", "the text in line 2 is not UTF-8; save the file as UTF-8".to_owned())));
}

#[test]
fn a_reference_system_is_a_name_that_is_known_and_no_link_is_followed() {
    let whole = |crs: &str| format!(r#"{{"type":"FeatureCollection","crs":{crs},"features":[]}}"#);
    let within = |crs: &str| {
        [
            format!(
                r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","crs":{crs},"properties":{{}},"geometry":null}}]}}"#
            ),
            format!(r#"{{"type":"Feature","crs":{crs},"properties":{{}},"geometry":null}}"#),
            format!(
                r#"{{"type":"Feature","properties":{{}},"geometry":{{"type":"Point","crs":{crs},"coordinates":[1,2.5]}}}}"#
            ),
        ]
    };
    for (link, address) in [
        (r#"{"type":"link","properties":{"href":"http://127.0.0.1/"}}"#, "http://127.0.0.1/"),
        (r#"{"properties":{"url":"http://127.0.0.1/"},"TYPE":"URL"}"#, "http://127.0.0.1/"),
        (r#"{"type":"Link2","properties":{}}"#, "link"),
        (r#"{"type":"name","properties":{"name":"KYRG-06"}}"#, "KYRG-06"),
        (r#"{"type":"EPSG","properties":{"code":999999}}"#, "EPSG:999999"),
        (r#"{"type":"OGC","properties":{"urn":"urn:x"}}"#, "urn:x"),
    ] {
        for key in ["crs", "CRS", "c\\u0072s"] {
            assert_eq!(
                unreadable_crs(&whole(link).replace("\"crs\"", &format!("\"{key}\""))).as_deref(),
                Some(address)
            );
        }
        for content in within(link) {
            assert_eq!(unreadable_crs(&content).as_deref(), Some(address), "{content}");
        }
    }
    for known in [
        "null",
        r#"{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32643"}}"#,
        r#"{"type":"EPSG","properties":{"code":"32643"}}"#,
        r#"{"type":"OGC","properties":{"urn":"urn:ogc:def:crs:OGC:1.3:CRS84"}}"#,
    ] {
        assert_eq!(unreadable_crs(&whole(known)), None, "{known}");
    }
    // Where the whole states it, it is meant; in a feature a member of that name can be anything.
    for other in [r#""EPSG:32643""#, "32643", "[]", r#"{"name":"EPSG:32643"}"#] {
        assert_eq!(unreadable_crs(&whole(other)).as_deref(), Some(other));
        for content in within(other) {
            assert_eq!(unreadable_crs(&content), None, "{content}");
        }
    }
    let hidden = r#"{"type":"name","properties":{"name":"+proj=longlat +nadgr\u0069ds=/etc/passwd"}}"#;
    assert_eq!(refusal(&whole(hidden)).0, "crs_names_a_file");
    // A property is no statement.
    let property = r#"{"type":"Feature","properties":{"crs":{"type":"link"}},"geometry":null}"#;
    assert_eq!(unreadable_crs(property), None);
}
