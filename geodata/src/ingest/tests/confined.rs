//! Reading a dataset opens no file outside its folder, makes no connection, and writes nothing.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use fixtures::Dataset;
use rusqlite::Connection;
use rustix::fs::{CWD, FileType, Mode, mknodat};

use super::super::{Ingested, read_dataset};
use super::dataset::{lines, read};
use super::vector_formats::{SQUARE, name_fields_as_in_kml, write_country};
use crate::progress::Silent;

/// Replaces a file of the sound dataset, and returns the findings.
fn found(file: &str, put: impl FnOnce(&std::path::Path)) -> String {
    let folder = Dataset::sandland().write();
    std::fs::remove_file(folder.path().join(file)).expect("removed");
    put(&folder.path().join(file));
    lines(&read_dataset(folder.path(), &Silent).report.findings)
}

#[test]
fn symbolic_links_out_of_the_folder_are_refused() {
    let other = Dataset::sandland().write();
    let mut all = String::new();
    for file in ["admin0.geojson", "counts.csv", "dataset.toml"] {
        all += &found(file, |path| symlink(other.path().join(file), path).expect("linked"));
    }
    insta::assert_snapshot!(all, @r"
    error path_leaves_folder
      dataset.toml, line 18: `admin0.geojson`: a symbolic link leads out of the folder of the dataset; put the file itself there
    error path_leaves_folder
      dataset.toml, line 57: `counts.csv`: a symbolic link leads out of the folder of the dataset; put the file itself there
    error path_leaves_folder
      dataset.toml: a symbolic link leads out of the folder of the dataset; put the file itself there
    ");
}

#[test]
fn a_link_inside_the_folder_reads_like_the_file() {
    let folder = Dataset::sandland().write();
    let file = folder.path().join("admin0.geojson");
    std::fs::rename(&file, folder.path().join("country.geojson")).expect("renamed");
    symlink("country.geojson", file).expect("linked");
    let ingested = read_dataset(folder.path(), &Silent);
    assert!(ingested.parts.is_some(), "{}", ingested.report);
}

#[test]
fn files_that_are_not_regular_are_refused_at_once() {
    let mut all = String::new();
    for file in ["admin0.geojson", "counts.csv", "dataset.toml"] {
        all += &found(file, |path| mknodat(CWD, path, FileType::Fifo, Mode::RUSR, 0).expect("made"));
    }
    all += &found("admin0.geojson", |path| std::fs::create_dir(path).expect("made"));
    insta::assert_snapshot!(all, @r"
    error not_a_file
      dataset.toml, line 18: `admin0.geojson`: this is a named pipe, not a regular file
    error not_a_file
      dataset.toml, line 57: `counts.csv`: this is a named pipe, not a regular file
    error not_a_file
      dataset.toml: this is a named pipe, not a regular file
    error not_a_file
      dataset.toml, line 18: `admin0.geojson`: this is a folder, not a regular file
    ");
}

/// A dataset whose country is in another file.
fn with_country(file: &str, more: &str) -> Dataset {
    let mut dataset = Dataset::sandland();
    dataset.take_country_from(file, more);
    dataset
}

/// A file that would make GDAL request an address.
type Trap = (&'static str, fn(u16) -> String);

const POLYGON: &str = "<g:Polygon><g:outerBoundaryIs><g:LinearRing><g:coordinates>74,42 76,42 76,43 74,43 74,42</g:coordinates></g:LinearRing></g:outerBoundaryIs></g:Polygon>";

fn gml(attributes: &str, geometry: &str) -> String {
    format!(
        "<o:FeatureCollection xmlns:o='http://ogr.maptools.org/' xmlns:g='http://www.opengis.net/gml' xmlns:wfs='http://www.opengis.net/wfs' {attributes}><g:featureMember><o:c><o:geometryProperty>{geometry}</o:geometryProperty><o:pcode>ZZ</o:pcode><o:name>Kyrgyzstan</o:name></o:c></g:featureMember></o:FeatureCollection>"
    )
}

const TRAPS: [Trap; 14] = [
    ("link.geojson", |port| {
        let link = format!(r#"{{"type":"link","properties":{{"href":"http://127.0.0.1:{port}/crs","type":"proj4"}}}}"#);
        format!(r#"{{"type":"FeatureCollection","crs":{link},"features":[]}}"#)
    }),
    ("url.json", |port| {
        let url = format!(r#"{{"type":"url","properties":{{"url":"http://127.0.0.1:{port}/crs"}}}}"#);
        format!(r#"{{"type":"FeatureCollection","CRS":{url},"features":[]}}"#)
    }),
    ("name.geojson", |port| {
        let name = format!(r#"{{"type":"name","properties":{{"name":"http://127.0.0.1:{port}/crs"}}}}"#);
        format!(r#"{{"type":"FeatureCollection","crs":{name},"features":[]}}"#)
    }),
    ("geometry.geojson", |port| {
        let link = format!(r#"{{"type":"link","properties":{{"href":"http://127.0.0.1:{port}/crs"}}}}"#);
        format!(
            r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"pcode":"ZZ"}},"geometry":{{"type":"Point","coordinates":[74,42],"crs":{link}}}}}]}}"#
        )
    }),
    ("lines.geojsonl", |port| {
        let link = format!(r#"{{"type":"link","properties":{{"href":"http://127.0.0.1:{port}/crs"}}}}"#);
        format!(
            r#"{{"type":"Feature","properties":{{"pcode":"ZZ"}},"geometry":{{"type":"Point","coordinates":[74,42],"crs":{link}}}}}"#
        )
    }),
    ("wfs.geojson", |port| {
        format!("<OGRWFSDataSource>\n<URL>http://127.0.0.1:{port}/wfs?SERVICE=WFS</URL>\n</OGRWFSDataSource>")
    }),
    ("vrt.gml", |port| {
        format!(
            "<OGRVRTDataSource><OGRVRTLayer name='c'><SrcDataSource>/vsicurl/http://127.0.0.1:{port}/c</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
        )
    }),
    ("address.shp", |port| format!("http://127.0.0.1:{port}/")),
    ("wfs.gml", |port| {
        let schema = format!("http://127.0.0.1:{port}/wfs?request=DescribeFeatureType&amp;typename=c");
        gml(
            &format!(
                "timeStamp='1' xsi:schemaLocation='http://ogr.maptools.org/ {schema}' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
            ),
            POLYGON,
        )
    }),
    ("arc.gml", |port| {
        let at = format!("srsName='http://127.0.0.1:{port}/crs'");
        gml(
            "",
            &format!(
                "<g:Curve {at}><g:segments><g:CircleByCenterPoint numArc='1'><g:pos>74 42</g:pos><g:radius uom='m'>9</g:radius></g:CircleByCenterPoint></g:segments></g:Curve>"
            ),
        )
    }),
    ("entity.gml", |port| format!("<!DOCTYPE a [<!ENTITY b SYSTEM 'http://127.0.0.1:{port}/b'>]>{}", gml("", "&b;"))),
    ("xlink.gml", |port| {
        gml(
            "xmlns:xlink='http://www.w3.org/1999/xlink'",
            &format!("<g:Polygon xlink:href='http://127.0.0.1:{port}/b#c'/>"),
        )
    }),
    ("style.kml", |port| {
        format!(
            "<kml xmlns='http://www.opengis.net/kml/2.2'><Document><Placemark><styleUrl>http://127.0.0.1:{port}/s.kml#a</styleUrl></Placemark></Document></kml>"
        )
    }),
    ("network.kml", |port| {
        format!(
            "<kml xmlns='http://www.opengis.net/kml/2.2'><Document><NetworkLink><Link><href>http://127.0.0.1:{port}/n.kml</href></Link></NetworkLink></Document></kml>"
        )
    }),
];

#[test]
fn no_file_makes_a_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("set");
    let port = listener.local_addr().expect("an address").port();
    let mut wrong = Vec::new();
    let mut check = |what: &str, dataset: &Dataset| {
        let ingested = read(dataset);
        if listener.accept().is_ok() {
            wrong.push(format!("{what}: {}", lines(&ingested.report.findings)));
        }
    };
    for (file, content) in TRAPS {
        for more in ["", "\ncrs = \"EPSG:4326\""] {
            let mut dataset = with_country(file, more);
            dataset.put(file, content(port));
            for companion in ["address.dbf", "address.shx", "address.prj"] {
                dataset.put(companion, content(port));
            }
            check(file, &dataset);
        }
    }
    let mut schema = with_country("schema.gml", "");
    schema.put("schema.gml", gml("", POLYGON));
    schema.put("schema.xsd", format!("<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:include schemaLocation='http://127.0.0.1:{port}/x.xsd'/></xs:schema>"));
    check("schema.xsd", &schema);
    let mut given = Dataset::sandland();
    given.describe(
        "file = \"admin0.geojson\"",
        &format!("file = \"admin0.geojson\"\ncrs = \"http://127.0.0.1:{port}/crs\""),
    );
    check("crs", &given);
    assert!(wrong.is_empty(), "connected:\n{}", wrong.join("\n"));
}

#[test]
fn a_link_to_a_reference_system_is_not_followed() {
    let (file, content) = TRAPS[0];
    let mut dataset = with_country(file, "");
    dataset.put(file, content(9).replace("[]", r#"[{"type":"Feature","properties":{"pcode":"ZZ","name":"Kyrgyzstan"},"geometry":{"type":"Polygon","coordinates":[[[74,42],[76,42],[76,43],[74,43],[74,42]]]}}]"#));
    insta::assert_snapshot!(lines(&read(&dataset).report.findings), @r#"
    error crs_elsewhere
      link.geojson: the file gives `http://127.0.0.1:9/crs` as its coordinate reference system, which is no code that is known (addresses are not asked); give it with `crs = "EPSG:…"` in dataset.toml
    "#);
    dataset.describe("file = \"link.geojson\"", "file = \"link.geojson\"\ncrs = \"EPSG:4326\"");
    let ingested = read(&dataset);
    assert!(ingested.parts.is_some(), "{}", ingested.report);
}

#[test]
fn a_reference_system_is_not_a_file() {
    let mut all = String::new();
    for crs in [
        "/etc/passwd",
        "http://127.0.0.1:9/",
        "+init=/etc/passwd:1",
        "+proj=longlat +nadgrids=/etc/passwd",
        "DICT:/etc/passwd,1",
    ] {
        let mut dataset = Dataset::sandland();
        dataset.describe("file = \"admin0.geojson\"", &format!("file = \"admin0.geojson\"\ncrs = \"{crs}\""));
        all += &lines(&read(&dataset).report.findings);
    }
    let mut dataset = with_country("c.shp", "");
    dataset.put("c.prj", r#"GEOGCS["x",DATUM["y",SPHEROID["z",6378245,298.3]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],EXTENSION["PROJ4","+proj=longlat +ellps=krass +nadgrids=/etc/passwd"]]"#);
    let folder = dataset.write();
    write_country(folder.path(), "ESRI Shapefile", "c.shp", None, &[SQUARE], &["c"]);
    all += &lines(&read_dataset(folder.path(), &Silent).report.findings);
    insta::assert_snapshot!(all, @r"
    error crs_unknown
      dataset.toml, line 19: `/etc/passwd` is no coordinate reference system that is known; expected a code like `EPSG:4326`, or a WKT, PROJJSON or PROJ text (files and addresses are not read)
    error crs_unknown
      dataset.toml, line 19: `http://127.0.0.1:9/` is no coordinate reference system that is known; expected a code like `EPSG:4326`, or a WKT, PROJJSON or PROJ text (files and addresses are not read)
    error crs_names_a_file
      dataset.toml, line 19: `+init=/etc/passwd:1` names a file (`+init=`), which is not read; expected a code like `EPSG:4326`, or a text without files
    error crs_names_a_file
      dataset.toml, line 19: `+proj=longlat +nadgrids=/etc/passwd` names a file (`grids=`), which is not read; expected a code like `EPSG:4326`, or a text without files
    error crs_unknown
      dataset.toml, line 19: `DICT:/etc/passwd,1` is no coordinate reference system that is known; expected a code like `EPSG:4326`, or a WKT, PROJJSON or PROJ text (files and addresses are not read)
    error crs_names_a_file
      c.shp: its coordinate reference system names a file (`grids=`), which is not read
    ");
}

/// Names, sizes, times and contents.
fn listing(folder: &Path) -> BTreeMap<String, (SystemTime, Vec<u8>)> {
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            all.extend(listing(&entry.path()).into_iter().map(|(inner, what)| (format!("{name}/{inner}"), what)));
        } else {
            let modified = entry.metadata().and_then(|metadata| metadata.modified()).expect("a time");
            all.insert(name, (modified, std::fs::read(entry.path()).expect("readable")));
        }
    }
    all
}

#[test]
fn reading_leaves_the_folder_as_it_was() {
    for (driver, file) in [
        ("GML", "c.gml"),
        ("GPKG", "c.gpkg"),
        ("ESRI Shapefile", "c.shp"),
        ("FlatGeobuf", "c.fgb"),
        ("OpenFileGDB", "c.gdb"),
        ("MapInfo File", "c.tab"),
        ("LIBKML", "c.kml"),
    ] {
        let mut dataset = with_country(file, "");
        if driver == "LIBKML" {
            name_fields_as_in_kml(&mut dataset);
        }
        let folder = dataset.write();
        write_country(folder.path(), driver, file, Some(4326), &[SQUARE], &["c"]);
        if driver == "GML" {
            // Without a schema GDAL generates one, and writes it beside the file if it can.
            std::fs::remove_file(folder.path().join("c.xsd")).expect("removed");
        }
        if driver == "GPKG" {
            let database = Connection::open(folder.path().join(file)).expect("opened");
            database.pragma_update(None, "journal_mode", "wal").expect("set");
        }
        let before = listing(folder.path());
        let ingested = read_dataset(folder.path(), &Silent);
        assert!(ingested.parts.is_some(), "{file}: {}", ingested.report);
        assert!(listing(folder.path()) == before, "{file}: {:?}", listing(folder.path()).keys());
    }
}

/// Reads a GeoPackage that was changed.
fn geopackage(more: &str, sql: &str) -> Ingested {
    let folder = with_country("c.gpkg", more).write();
    write_country(folder.path(), "GPKG", "c.gpkg", Some(4326), &[SQUARE], &["c"]);
    let database = Connection::open(folder.path().join("c.gpkg")).expect("opened");
    // The `gpkg_` tables have triggers that call functions of GDAL.
    for trigger in database
        .prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        .expect("asked")
        .query_map([], |row| row.get::<_, String>(0))
        .expect("asked")
    {
        database.execute_batch(&format!("DROP TRIGGER \"{}\"", trigger.expect("a name"))).expect("dropped");
    }
    database.execute_batch(sql).expect("changed");
    drop(database);
    let started = Instant::now();
    let ingested = read_dataset(folder.path(), &Silent);
    assert!(started.elapsed() < Duration::from_secs(20), "it does not wait for what never ends");
    ingested
}

const ENDLESS: &str = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)";

#[test]
fn computed_layers_of_a_geopackage_are_not_read() {
    let view = format!(
        "CREATE VIEW v AS {ENDLESS} SELECT i AS fid, NULL AS geom, 'ZZ' AS pcode, 'x' AS name FROM n;
         INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('v', 'features', 'v', 4326);
         INSERT INTO gpkg_geometry_columns VALUES ('v', 'geom', 'POLYGON', 4326, 0, 0);"
    );
    let ingested = geopackage("\nlayer = \"c\"", &view);
    assert!(ingested.parts.is_some(), "{}", ingested.report);
    let mut all = lines(&geopackage("\nlayer = \"v\"", &view).report.findings);
    let contents = format!(
        "ALTER TABLE gpkg_contents RENAME TO old;
         CREATE VIEW gpkg_contents AS {ENDLESS} SELECT old.* FROM old, n;"
    );
    all += &lines(&geopackage("", &contents).report.findings);
    let computed = "ALTER TABLE c ADD COLUMN more TEXT AS (hex(pcode)) VIRTUAL;";
    all += &lines(&geopackage("", computed).report.findings);
    let grid = r#"UPDATE gpkg_spatial_ref_sys SET organization = 'x', definition = 'GEOGCS["x",DATUM["y",SPHEROID["z",6378245,298.3],EXTENSION["PROJ4_GRIDS","/etc/passwd"]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]' WHERE srs_id = 4326;"#;
    all += &lines(&geopackage("", grid).report.findings);
    insta::assert_snapshot!(all, @r"
    error layer_computed
      c.gpkg, layer v: `v` is a view, or has columns that are computed, which could do anything when it is read; save it as a table
    error geopackage_not_plain
      c.gpkg: `gpkg_contents` in it is not a plain table; write the GeoPackage anew
    error layer_computed
      c.gpkg: `c` is a view, or has columns that are computed, which could do anything when it is read; save it as a table
    error crs_names_a_file
      c.gpkg: its coordinate reference system names a file (`proj4_grids`), which is not read
    ");
}

#[test]
fn a_geopackage_that_is_being_written_is_not_taken_for_the_whole() {
    let folder = with_country("c.gpkg", "").write();
    write_country(folder.path(), "GPKG", "c.gpkg", Some(4326), &[SQUARE], &["c"]);
    let database = Connection::open(folder.path().join("c.gpkg")).expect("opened");
    database.pragma_update(None, "journal_mode", "wal").expect("set");
    database.execute_batch("CREATE TABLE more (a)").expect("written");
    insta::assert_snapshot!(lines(&read_dataset(folder.path(), &Silent).report.findings), @r"
    error geopackage_open
      c.gpkg: c.gpkg-wal beside it has changes that are not in it yet: close the program that has it open
    ");
}
