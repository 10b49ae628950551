//! Editions: what `kerben build` writes, `kerben serve` serves as if it had read the sources, and refuses once it is damaged.

mod hostile;
mod stores;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tests::{Server, binary, sample, signal, wait_until};

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
fn responses_from_an_edition_equal_those_from_its_sources() {
    let folder = tempfile::tempdir().expect("a folder");
    built(folder.path());
    let (sources, edition) = (Server::start(&sample()), Server::start(folder.path()));
    for path in [
        "/tiles/admin0/0/0/0.mvt",
        "/tiles/admin1/5/22/11.mvt",
        "/tiles/admin2/6/45/23.mvt?year=2023&indicator=return_migrants",
        "/tiles/admin2/10/717/377.mvt",
        "/tiles/admin2/14/11500/6060.mvt",
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
    let edition = built(folder.path());
    for file in ["counts.parquet", "borders.parquet"] {
        let whole = std::fs::read(edition.join(file)).expect("a file");
        let mut bytes = whole.clone();
        bytes[whole.len() / 2] ^= 1;
        std::fs::write(edition.join(file), bytes).expect("a damaged file");
        let output = kerben(&["serve", &folder.path().to_string_lossy(), "--listen", "127.0.0.1:0"]);
        let words = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && words.contains(file), "{words}");
        std::fs::write(edition.join(file), whole).expect("whole again");
    }
}

#[test]
fn an_edition_in_another_format_version_is_refused_with_instructions() {
    let folder = tempfile::tempdir().expect("a folder");
    let manifest = built(folder.path()).join("manifest.json");
    let text = std::fs::read_to_string(&manifest).expect("a manifest");
    let other = text.replacen("\"format\": ", "\"format\": 1", 1);
    assert_ne!(text, other);
    std::fs::write(&manifest, other).expect("a manifest of another format");
    let output = kerben(&["serve", &folder.path().to_string_lossy(), "--listen", "127.0.0.1:0"]);
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && words.contains("build the edition again"), "{words}");
}

#[test]
fn the_enclaves_of_the_sample_are_notes_of_the_report_with_their_places() {
    let output = kerben(&["check", &sample().to_string_lossy(), "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let findings = report["findings"].as_array().expect("findings");
    let enclaves: Vec<_> = findings.iter().filter(|finding| finding["code"] == "area_without_unit").collect();
    // Three enclaves of neighbouring countries, the largest first: Sokh has 320 km² and more.
    assert_eq!(enclaves.len(), 3, "{report}");
    assert!(enclaves.iter().all(|found| found["severity"] == "note"));
    let border = &enclaves[0]["border"];
    let [lon, lat, km2] = ["lon", "lat", "km2"].map(|key| border[key].as_f64().expect("a number"));
    assert!((70.8..71.4).contains(&lon) && (39.7..40.2).contains(&lat) && km2 > 200.0, "{border}");
    assert!(border["units"].as_array().is_some_and(|units| !units.is_empty()));
}

#[test]
fn a_dataset_with_errors_is_not_built() {
    let (folder, dataset) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    std::fs::write(dataset.path().join("dataset.toml"), "[dataset]\n").expect("a file");
    let editions = folder.path().join("editions");
    let output = kerben(&["build", &dataset.path().to_string_lossy(), "-o", &editions.to_string_lossy()]);
    assert!(!output.status.success());
    assert!(!editions.join("current").exists());
}

/// A folder that a build left behind which died.
const DEAD: &str = ".writing-0123456789abcdef";

/// Whenever it is told to stop, before, while and after it writes: there is the whole edition, or nothing.
#[test]
fn a_build_stopped_by_a_signal_leaves_no_partial_edition() {
    let mut stopped = 0;
    for attempt in 0..12 {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join(DEAD)).expect("left by a dead build");
        let names = || {
            let entries = std::fs::read_dir(folder.path()).expect("a folder");
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect::<Vec<_>>()
        };
        let mut child = Command::new(binary())
            .arg("build")
            .arg(sample())
            .arg("-o")
            .arg(folder.path())
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("the binary starts");
        // As soon as it writes; and each time when it has written one more file.
        let written = || {
            let new = names().into_iter().find(|name| name.starts_with(".writing-") && name != DEAD)?;
            Some(std::fs::read_dir(folder.path().join(new)).ok()?.count())
        };
        wait_until("the build writes, or ends", || {
            written().is_some_and(|files| files >= attempt) || child.try_wait().expect("a state").is_some()
        });
        // It may have ended already.
        signal(child.id(), ["INT", "TERM"][attempt % 2]);
        let status = child.wait().expect("a status");
        let left = names();
        assert!(left.iter().all(|name| !name.starts_with('.')), "{left:?}");
        if status.success() {
            assert!(left.contains(&"current".to_owned()), "{left:?}");
        } else {
            assert!(matches!(status.code(), Some(130 | 143)) && left.is_empty(), "{status} {left:?}");
            stopped += 1;
        }
    }
    assert!(stopped > 0, "it was always faster");
}
