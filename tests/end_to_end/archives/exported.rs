use std::path::Path;
use std::process::{Command, Stdio};

use fast_mvt::MvtReaderRef;
use serde_json::{Value as Json, json};
use tests::{Server, binary, sample, signal, wait_until};

use crate::archives::opened::{Archive, Folder, Mbtiles, Pmtiles, content};
use crate::archives::{around, export, kerben};

const QUESTION: &[&str] = &["--year", "2023", "--indicator", "return_migrants", "--per", "share"];
const QUERY: &str = "?year=2023&indicator=return_migrants&per=share";

#[test]
fn every_archive_format_has_exactly_the_tiles_that_the_server_sends() {
    let (folder, server) = (tempfile::tempdir().expect("a folder"), Server::start(&sample()));
    for layer in ["admin2", "communities"] {
        let paths = ["x.pmtiles", "x.mbtiles", "x"].map(|name| folder.path().join(format!("{layer}-{name}")));
        for path in &paths {
            export(layer, path, &[QUESTION, &["--maxzoom", "8"]].concat());
        }
        let (pmtiles, mbtiles, files) = (Pmtiles::open(&paths[0]), Mbtiles::open(&paths[1]), Folder(&paths[2]));
        let mut shown = 0;
        for (z, x, y) in (0..=8).flat_map(around) {
            let path = format!("/tiles/{layer}/{z}/{x}/{y}.mvt{QUERY}");
            let answer = server.request("GET", &path, &[("Accept-Encoding", "gzip")]);
            let packed = pmtiles.tile(z, x, y);
            assert_eq!(packed, mbtiles.tile(z, x, y), "{path}");
            if answer.status == 204 {
                assert_eq!((packed, files.tile(z, x, y)), (None, None), "{path}");
                continue;
            }
            shown += 1;
            let packed = packed.unwrap_or_else(|| panic!("{path} is missing"));
            match answer.header("Content-Encoding") {
                Some(_) => assert!(packed == answer.body, "{path} differs"),
                // Small tiles travel unpacked.
                None => assert!(content(&packed) == answer.body, "{path} differs"),
            }
            assert_eq!(files.tile(z, x, y), Some(content(&packed)), "{path}");
            let tile = content(&packed);
            let layers: Vec<_> =
                MvtReaderRef::new(&tile).expect("a tile").layers().map(|layer| layer.name().to_owned()).collect();
            assert_eq!(layers.first().map(String::as_str), Some(layer), "{path}");
        }
        assert!(shown > 40, "{shown} tiles of {layer}");
        // Nothing lies outside of what was compared.
        assert_eq!(pmtiles.header().n_addressed_tiles().map(u64::from), Some(shown));
        assert_eq!(mbtiles.count("tiles"), shown as i64);
    }
}

#[test]
fn the_metadata_of_an_archive_has_its_description_and_disclaimers() {
    let folder = tempfile::tempdir().expect("a folder");
    let [first, second, files] = ["x.pmtiles", "x.mbtiles", "x"].map(|name| folder.path().join(name));
    for path in [&first, &second, &files] {
        export("admin1,communities", path, &["--minzoom", "3", "--maxzoom", "6", "--year", "2024"]);
    }
    let pmtiles = Pmtiles::open(&first);
    let header = pmtiles.header();
    assert_eq!((header.min_zoom, header.max_zoom, header.center_zoom), (3, 6, 6));
    assert!(
        header.clustered()
            && (69.0..69.5).contains(&header.min_longitude)
            && (43.0..43.5).contains(&header.max_latitude)
    );
    assert_eq!(
        (header.tile_type.content_type(), header.tile_compression.content_encoding()),
        ("application/vnd.mapbox-vector-tile", Some("gzip"))
    );
    let (metadata, rows) = (pmtiles.metadata(), Mbtiles::open(&second).metadata());
    let tile_json: Json =
        serde_json::from_slice(&std::fs::read(files.join("tiles.json")).expect("a document")).expect("JSON");
    for document in [&metadata, &rows, &tile_json] {
        let text = |name: &str| document[name].as_str().unwrap_or_else(|| panic!("no {name} in {document}")).to_owned();
        assert!(text("name").contains("Kyrgyzstan") && text("attribution").contains("IOM"));
        assert!(text("description").contains("Illustrative") && text("description").contains("2024 is partial"));
        assert!(text("disclaimer").contains("illustration purposes only") && text("generator").starts_with("kerben "));
    }
    assert_eq!(
        (&rows["format"], &rows["minzoom"], &rows["maxzoom"], &rows["type"]),
        (&json!("pbf"), &json!("3"), &json!("6"), &json!("overlay"))
    );
    let of_rows: Json = serde_json::from_str(rows["json"].as_str().expect("text")).expect("JSON");
    assert_eq!(of_rows["vector_layers"], metadata["vector_layers"]);
    let layers: Vec<&str> =
        metadata["vector_layers"].as_array().expect("layers").iter().filter_map(|layer| layer["id"].as_str()).collect();
    assert!(layers.contains(&"admin1") && layers.contains(&"communities"), "{layers:?}");
    assert!(metadata["vector_layers"][0]["fields"]["pcode"].is_string());
    // Several layers are in one tile.
    let tile = content(&pmtiles.tile(5, 22, 11).expect("a tile"));
    let names: Vec<_> =
        MvtReaderRef::new(&tile).expect("a tile").layers().map(|layer| layer.name().to_owned()).collect();
    assert!(names.contains(&"admin1".to_owned()) && names.contains(&"communities".to_owned()), "{names:?}");
    assert_eq!(pmtiles.tile(2, 2, 1), None);
}

#[test]
fn equal_tiles_are_stored_once_and_equal_exports_are_equal_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let [one, two, rows] = ["1.pmtiles", "2.pmtiles", "x.mbtiles"].map(|name| folder.path().join(name));
    for path in [&one, &two, &rows] {
        export("admin0", path, &["--minzoom", "9", "--maxzoom", "10", "--properties", "pcode"]);
    }
    assert!(std::fs::read(&one).expect("bytes") == std::fs::read(&two).expect("bytes"));
    let archive = Pmtiles::open(&one);
    let header = archive.header();
    let [tiles, entries, contents] = [header.n_addressed_tiles(), header.n_tile_entries(), header.n_tile_contents()]
        .map(|count| count.map_or(0, u64::from));
    // Inside the country one tile is like the other.
    assert!(contents < tiles * 2 / 3, "{contents} contents of {tiles} tiles");
    assert!(entries < tiles * 4 / 5, "{entries} entries of {tiles} tiles");
    let archive = Mbtiles::open(&rows);
    assert_eq!((archive.count("map"), archive.count("images")), (tiles as i64, contents as i64));
}

#[test]
fn a_killed_export_resumes() {
    let folder = tempfile::tempdir().expect("a folder");
    let [whole, killed, part] =
        ["whole.pmtiles", "killed.pmtiles", "killed.pmtiles.part"].map(|name| folder.path().join(name));
    let question = ["--maxzoom", "11"];
    let said = export("admin2", &whole, &question);
    assert!(!said.contains("resumed"), "{said}");
    let mut child = Command::new(binary())
        .args(["export", "admin2"])
        .arg(sample())
        .arg("-o")
        .arg(&killed)
        .args(question)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary starts");
    // Some tiles are written down, and not all.
    wait_until("the work file grows", || length(&part) >= 400_000);
    assert!(child.try_wait().expect("a state").is_none(), "the export was too fast to be killed");
    child.kill().expect("killed");
    child.wait().expect("a status");
    assert!(!killed.exists() && part.exists());
    let said = export("admin2", &killed, &question);
    assert!(said.contains("resumed after"), "{said}");
    assert!(std::fs::read(&whole).expect("bytes") == std::fs::read(&killed).expect("bytes"));
    assert!(!part.exists());
}

/// The bytes of a file, 0 where there is none.
fn length(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |file| file.len())
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn an_export_stopped_by_a_signal_leaves_its_work_file_and_resumes() {
    for (name, code) in [("INT", 130), ("TERM", 143)] {
        let folder = tempfile::tempdir().expect("a folder");
        let [path, part, journal] =
            ["x.pmtiles", "x.pmtiles.part", "x.pmtiles.part-journal"].map(|name| folder.path().join(name));
        let mut child = Command::new(binary())
            .args(["export", "admin2"])
            .arg(sample())
            .arg("-o")
            .arg(&path)
            .args(["--maxzoom", "11"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary starts");
        wait_until("the work file grows", || journal.exists() && length(&part) >= 400_000);
        assert!(signal(child.id(), name));
        let status = child.wait().expect("a status");
        assert_eq!((status.code(), names(folder.path())), (Some(code), vec!["x.pmtiles.part".to_owned()]));
        let said = export("admin2", &path, &["--maxzoom", "11"]);
        assert!(said.contains("resumed after"), "{said}");
        assert_eq!(names(folder.path()), ["x.pmtiles"]);
    }
}

#[test]
fn invalid_exports_are_refused_before_any_work() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("x.pmtiles");
    let (dataset, target) = (sample(), target.to_string_lossy().into_owned());
    let dataset = dataset.to_str().expect("a path");
    let taken = folder.path().join("taken");
    std::fs::create_dir(&taken).expect("a folder");
    let taken = taken.to_string_lossy().into_owned();
    let nowhere = folder.path().join("no/x.pmtiles").to_string_lossy().into_owned();
    for (arguments, reason) in [
        (vec!["admin9", dataset, "-o", &target], "there is no collection `admin9`"),
        (vec!["admin1,admin1", dataset, "-o", &target], "named twice"),
        (vec!["admin1", dataset, "-o", &target, "--year", "1"], "a year of four digits"),
        (vec!["admin1", dataset, "-o", &target, "--year", "1999"], "1999"),
        (vec!["admin1", dataset, "-o", &target, "--km", "3"], "`km` needs `indicator`"),
        (
            vec!["admin1", dataset, "-o", &target, "--minzoom", "9", "--maxzoom", "8"],
            "--minzoom 9 is above --maxzoom 8",
        ),
        (vec!["admin1", dataset, "-o", &taken], "there is something already"),
        (vec!["admin1", dataset, "-o", &nowhere], "No such file"),
    ] {
        let output = kerben(&[vec!["export"], arguments].concat());
        let words = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && words.contains(reason), "{reason}: {words}");
    }
    assert!(!folder.path().join("x.pmtiles").exists() && !folder.path().join("x.pmtiles.part").exists());
}
