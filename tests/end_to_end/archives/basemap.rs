use std::fs;
use std::path::Path;

use serde_json::Value as Json;
use tests::{Server, sample};

use crate::archives::served::{PNG, pictures};
use crate::archives::{export, kerben};

/// The sample with something added to its description.
pub fn sample_with(folder: &Path, addition: &str) {
    for entry in walk(&sample()) {
        let target = folder.join(entry.strip_prefix(sample()).expect("inside"));
        fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
        fs::copy(&entry, target).expect("a copy");
    }
    let description = folder.join("dataset.toml");
    let text = fs::read_to_string(&description).expect("text");
    fs::write(&description, format!("{text}\n{addition}\n")).expect("a file");
}

fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

fn layers(map: &Json) -> Vec<&str> {
    map["style"]["layers"].as_array().expect("layers").iter().filter_map(|layer| layer["id"].as_str()).collect()
}

#[test]
fn the_basemap_of_a_dataset_is_under_its_maps_and_cited() {
    let folder = tempfile::tempdir().expect("a folder");
    let addition = "[basemap]\ntitle = \"Relief\"\nfile = \"relief.mbtiles\"\nsources = [\"gebco\"]";
    sample_with(folder.path(), addition);
    pictures(&folder.path().join("relief.mbtiles"), "What the file says");
    let server = Server::start(folder.path());
    let answer = server.get("/basemap/1/1/0");
    assert_eq!((answer.status, answer.header("Content-Type"), answer.body.as_slice()), (200, Some("image/png"), PNG));
    let document = server.json("/basemap.json");
    assert_eq!(document["tiles"][0], format!("{}/basemap/{{z}}/{{x}}/{{y}}", server.base));
    assert!(document["attribution"].as_str().is_some_and(|text| text.contains("GEBCO")), "{document}");
    let map = server.json("/maps/return_migrants?year=2023");
    assert_eq!(layers(&map)[..2], ["background", "basemap-pictures"]);
    assert_eq!(map["style"]["sources"]["basemap"]["type"], "raster");
    let sources = map["sources"].as_array().expect("sources");
    assert!(sources.iter().any(|source| source["id"] == "gebco"));
    // An edition has the data; the archive stays where it is.
    let editions = folder.path().join("editions");
    let built = kerben(&["build", &folder.path().to_string_lossy(), "-o", &editions.to_string_lossy()]);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let without = Server::start(&editions);
    assert_eq!(without.get("/basemap.json").status, 404);
    let tells = |server: &Server| server.json("/api")["paths"].get("/basemap.json").is_some();
    assert_eq!([&server, &without].map(tells), [true, false]);
    let relief = folder.path().join("relief.mbtiles").to_string_lossy().into_owned();
    let with = Server::start_with(&editions, &["--basemap", &relief]);
    assert!(with.json("/basemap.json")["attribution"].as_str().is_some_and(|text| text.contains("GEBCO")));
}

#[test]
fn a_basemap_of_the_command_line_is_cited_from_its_metadata() {
    let folder = tempfile::tempdir().expect("a folder");
    let relief = folder.path().join("relief.mbtiles");
    pictures(&relief, "What the file says");
    let server = Server::start_with(&sample(), &["--basemap", &relief.to_string_lossy()]);
    assert_eq!(server.json("/basemap.json")["attribution"], "What the file says");
    let map = server.json("/maps/return_migrants");
    assert_eq!(map["style"]["sources"]["basemap"]["attribution"], "What the file says");
}

#[test]
fn vector_basemaps_of_an_unknown_schema_are_a_source_without_layers() {
    let folder = tempfile::tempdir().expect("a folder");
    let archive = folder.path().join("provinces.pmtiles");
    export("admin1", &archive, &["--maxzoom", "4"]);
    let server = Server::start_with(&sample(), &["--basemap", &archive.to_string_lossy()]);
    let map = server.json("/maps/return_migrants");
    assert_eq!(map["style"]["sources"]["basemap"]["type"], "vector");
    assert!(layers(&map).iter().all(|layer| !layer.starts_with("basemap")));
}

#[test]
fn without_a_basemap_its_routes_are_404() {
    let server = Server::of_sample();
    assert_eq!((server.get("/basemap.json").status, server.get("/basemap/0/0/0").status), (404, 404));
    assert!(server.json("/maps/return_migrants")["style"]["sources"].get("basemap").is_none());
}

#[test]
fn credentials_in_the_address_of_a_basemap_are_a_warning_and_not_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let address = "https://user:s3cret@maps.example/x.pmtiles";
    sample_with(folder.path(), &format!("[basemap]\ntitle = \"x\"\nurl = \"{address}\"\nsources = [\"gebco\"]"));
    let output = kerben(&["check", &folder.path().to_string_lossy()]);
    let words = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && words.contains("KERBEN_BASEMAP") && !words.contains("s3cret"), "{words}");
    for wrong in [format!("url = [\"{address}\"]"), format!("url = \"{}\"", address.replace("https", "ftp"))] {
        let folder = tempfile::tempdir().expect("a folder");
        sample_with(folder.path(), &format!("[basemap]\ntitle = \"x\"\n{wrong}\nsources = [\"gebco\"]"));
        let output = kerben(&["check", &folder.path().to_string_lossy()]);
        let words = String::from_utf8_lossy(&output.stdout);
        assert!(!output.status.success() && words.contains("maps.example") && !words.contains("s3cret"), "{words}");
    }
}

#[test]
fn an_invalid_basemap_is_an_error_with_its_line() {
    for (addition, line, reason) in [
        ("[basemap]\ntitle = \"x\"\nsources = [\"gebco\"]", 1, "no `file` and no `url`"),
        ("[basemap]\ntitle = \"x\"\nfile = \"no.pmtiles\"\nsources = [\"gebco\"]", 3, "no.pmtiles"),
        ("[basemap]\ntitle = \"x\"\nfile = \"dataset.toml\"\nsources = [\"gebco\"]", 3, "not an archive of tiles"),
        ("[basemap]\ntitle = \"x\"\nurl = \"ftp://x\"\nsources = [\"gebco\"]", 3, "no address of an archive"),
        ("[basemap]\ntitle = \"x\"\nurl = \"s3://a/b.pmtiles\"\nsources = [\"nobody\"]", 4, "nobody"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        sample_with(folder.path(), addition);
        let before = fs::read_to_string(sample().join("dataset.toml")).expect("text").lines().count() + 1;
        let output = kerben(&["check", &folder.path().to_string_lossy()]);
        let words = String::from_utf8_lossy(&output.stdout);
        let place = format!("dataset.toml:{}", before + line);
        assert!(!output.status.success() && words.contains(reason), "{reason}: {words}");
        assert!(words.contains(&place) || words.contains(&format!("line {}", before + line)), "{place}: {words}");
    }
}
