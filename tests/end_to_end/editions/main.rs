//! Editions: what `kerben build` writes, `kerben serve` serves as if it had read the sources, and refuses once it is damaged.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tests::{Server, binary, sample};

fn kerben(arguments: &[&str]) -> Output {
    Command::new(binary()).args(arguments).output().expect("the binary runs")
}

/// The sample as an edition in a folder.
fn built(editions: &Path) -> PathBuf {
    let output = kerben(&["build", &sample().to_string_lossy(), "-o", &editions.to_string_lossy()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let current = std::fs::read_to_string(editions.join("current")).expect("a pointer");
    editions.join(current.trim())
}

#[test]
fn an_edition_answers_byte_for_byte_as_its_sources() {
    let folder = tempfile::tempdir().expect("a folder");
    built(folder.path());
    let (sources, edition) = (Server::start(&sample()), Server::start(folder.path()));
    for path in [
        "/tiles/admin2/6/45/23.mvt?year=2023&indicator=return_migrants",
        "/tiles/communities/7/91/47.mvt",
        "/collections/admin1/items",
        "/collections/communities/items?limit=2000&year=2024",
        "/indicators/emigrants/values?by=community&year=all",
        "/indicators/return_migrants/values?by=admin1&breakdown=country&per=share",
        "/services/hospital/communities?beyond_km=25",
        "/services/school/beyond?km=3&inclusive=true&by=admin2",
        "/rounds",
        "/sources",
    ] {
        // The address is part of links: both are asked under the same one.
        let host = [("Host", "maps.example")];
        let (read, loaded) = (sources.request("GET", path, &host), edition.request("GET", path, &host));
        assert_eq!(read.status, 200, "{path}");
        assert_eq!(read.header("ETag"), loaded.header("ETag"), "{path}");
        assert!(read.body == loaded.body, "{path} differs");
    }
}

#[test]
fn a_damaged_edition_is_refused_with_the_file_that_is_damaged() {
    let folder = tempfile::tempdir().expect("a folder");
    let counts = built(folder.path()).join("counts.parquet");
    let mut bytes = std::fs::read(&counts).expect("counts");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&counts, bytes).expect("a damaged file");
    let output = kerben(&["serve", &folder.path().to_string_lossy(), "--listen", "127.0.0.1:0"]);
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && words.contains("counts.parquet"), "{words}");
}

#[test]
fn a_faulty_dataset_becomes_no_edition() {
    let (folder, dataset) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    std::fs::write(dataset.path().join("dataset.toml"), "[dataset]\n").expect("a file");
    let editions = folder.path().join("editions");
    let output = kerben(&["build", &dataset.path().to_string_lossy(), "-o", &editions.to_string_lossy()]);
    assert!(!output.status.success());
    assert!(!editions.join("current").exists());
}
