//! Boundaries in zip archives, with any format and folder inside.

#![allow(clippy::float_cmp, reason = "the corners are whole degrees, which must come back exactly")]

use std::fs::File;
use std::io::Write;

use fixtures::Dataset;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::vector_formats::{SQUARE, SQUARE_BOUNDS, bounds, name_fields_as_in_kml, write_country};

#[test]
fn a_zipped_shapefile_is_read_as_it_is() {
    let mut dataset = Dataset::sandland();
    dataset.take_country_from("c.zip", "");
    let folder = dataset.write();
    write_country(folder.path(), "ESRI Shapefile", "c.shz", Some(4326), &[SQUARE], &["c"]);
    std::fs::rename(folder.path().join("c.shz"), folder.path().join("c.zip")).expect("renamed");
    let ingested = super::super::read_dataset(folder.path(), &crate::progress::Silent);
    assert_eq!(bounds(&ingested), SQUARE_BOUNDS);
}

/// Moves the entries of a folder whose names begin with `begin` into a zip, each under `inside`.
fn pack(folder: &std::path::Path, begin: &str, zip: &str, inside: &str) {
    let mut writer = ZipWriter::new(File::create(folder.join(zip)).expect("made"));
    let mut add = |path: &std::path::Path, name: String| {
        writer.start_file(name, SimpleFileOptions::default()).expect("begun");
        writer.write_all(&std::fs::read(path).expect("read")).expect("written");
    };
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if !name.starts_with(begin) || name == zip {
            continue;
        }
        if path.is_dir() {
            for inner in std::fs::read_dir(&path).expect("a folder") {
                let inner = inner.expect("an entry");
                add(&inner.path(), format!("{inside}{name}/{}", inner.file_name().to_string_lossy()));
            }
            std::fs::remove_dir_all(&path).expect("removed");
        } else {
            add(&path, format!("{inside}{name}"));
            std::fs::remove_file(&path).expect("removed");
        }
    }
    writer.finish().expect("written");
}

#[test]
fn any_format_is_read_from_a_folder_of_a_zip() {
    for (driver, file, layer) in [
        ("ESRI Shapefile", "c.shp", "c"),
        ("GPKG", "c.gpkg", "countries"),
        ("OpenFileGDB", "c.gdb", "countries"),
        ("GeoJSON", "c.geojson", "c"),
        ("GML", "c.gml", "countries"),
        ("MapInfo File", "c.tab", "c"),
        ("LIBKML", "c.kml", "countries"),
    ] {
        for given in [format!("\nlayer = \"{layer}\""), String::new()] {
            let mut dataset = Dataset::sandland();
            dataset.take_country_from("z.zip", &given);
            if driver == "LIBKML" {
                name_fields_as_in_kml(&mut dataset);
            }
            let folder = dataset.write();
            write_country(folder.path(), driver, file, Some(4326), &[SQUARE], &[layer]);
            pack(folder.path(), "c.", "z.zip", "borders/2024/");
            let ingested = super::super::read_dataset(folder.path(), &crate::progress::Silent);
            let worst = bounds(&ingested).iter().zip(SQUARE_BOUNDS).map(|(a, b)| (a - b).abs()).max();
            assert!(worst < Some(3), "{file}: {:?}", bounds(&ingested));
        }
    }
}

#[test]
fn a_kmz_is_read_by_its_document() {
    let mut dataset = Dataset::sandland();
    dataset.take_country_from("c.kmz", "");
    name_fields_as_in_kml(&mut dataset);
    let folder = dataset.write();
    write_country(folder.path(), "LIBKML", "doc.kml", Some(4326), &[SQUARE], &["c"]);
    pack(folder.path(), "doc.", "c.kmz", "");
    let ingested = super::super::read_dataset(folder.path(), &crate::progress::Silent);
    assert_eq!(bounds(&ingested), SQUARE_BOUNDS);
}

#[test]
fn a_layer_of_the_second_geopackage_of_a_zip_is_found() {
    let mut dataset = Dataset::sandland();
    dataset.take_country_from("z.zip", "\nlayer = \"second\"");
    let folder = dataset.write();
    write_country(folder.path(), "GPKG", "c.a.gpkg", Some(4326), &[SQUARE], &["first"]);
    write_country(folder.path(), "GPKG", "c.b.gpkg", Some(4326), &[SQUARE], &["second"]);
    pack(folder.path(), "c.", "z.zip", "");
    let ingested = super::super::read_dataset(folder.path(), &crate::progress::Silent);
    assert_eq!(bounds(&ingested), SQUARE_BOUNDS);
}
