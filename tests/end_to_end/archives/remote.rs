//! Archives that a web server hands out in parts.

use tests::Server;

use crate::archives::basemap::sample_with;
use crate::archives::opened::{Archive, Pmtiles};
use crate::archives::store::{Behaviour, Store};
use crate::archives::{export, kerben};

fn archive() -> (tempfile::TempDir, std::path::PathBuf, Vec<u8>) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.pmtiles");
    export("admin1", &path, &["--maxzoom", "4"]);
    let bytes = std::fs::read(&path).expect("bytes");
    (folder, path, bytes)
}

/// What a server that must not start says.
fn refusal(address: &str) -> String {
    let output = kerben(&["serve", address, "--listen", "127.0.0.1:0"]);
    assert!(!output.status.success() && output.stdout.is_empty());
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_remote_archive_is_read_and_redirects_to_other_hosts_are_refused() {
    let (_folder, path, bytes) = archive();
    let store = Store::start(Behaviour::SendsOnFrom("/old/", "/new/x.pmtiles".to_owned(), bytes.clone()));
    for place in ["old", "new"] {
        let server = Server::start(format!("http://{}/{place}/x.pmtiles", store.base).as_ref());
        let tile = server.request("GET", "/tiles/x/4/11/5.mvt", &[("Accept-Encoding", "gzip")]);
        assert_eq!((tile.status, Some(tile.body)), (200, Pmtiles::open(&path).tile(4, 11, 5)));
    }
    // The other server would give the archive: it must not be asked.
    let other = Store::start(Behaviour::Parts(bytes));
    let first = Store::start(Behaviour::SendsOn(format!("http://{}/x.pmtiles", other.base)));
    let words = refusal(&format!("http://{}/x.pmtiles", first.base));
    assert!(words.contains("another server"), "{words}");
    assert_eq!(other.times_asked(), 0);
    let ring = Store::start(Behaviour::SendsOn("/x.pmtiles".to_owned()));
    let words = refusal(&format!("http://{}/x.pmtiles", ring.base));
    assert!(words.contains("too often"), "{words}");
}

#[test]
fn credentials_of_an_address_are_used_and_never_shown() {
    let (_folder, _path, bytes) = archive();
    // user:s3cret!
    let store = Store::start(Behaviour::PartsFor("dXNlcjpzM2NyZXQh", bytes));
    let server = Server::start(format!("http://user:s3cret%21@{}/x.pmtiles", store.base).as_ref());
    assert_eq!(server.get("/tiles/x/4/11/5.mvt").status, 200);
    let said = [
        server.log(),
        server.get("/?f=json").text(),
        server.get("/tiles/x.json").text(),
        server.get("/metrics").text(),
    ];
    assert!(said.iter().all(|text| !text.contains("s3cret")), "{said:?}");

    let refusing = Store::start(Behaviour::Refuses("no entry for user:s3cret! with s3cret%21\u{1b}[2J"));
    for address in [
        format!("http://wrong:s3cret%21@{}/x.pmtiles", store.base),
        format!("http://user:s3cret%21@{}/x.pmtiles", refusing.base),
        format!("http://{}/x.pmtiles?X-Amz-Signature=s3cret%21", refusing.base),
        "http://user:s3cret%21@127.0.0.1:1/x.pmtiles".to_owned(),
        "http://user:s3cret%21@127.0.0.1:99999/x.pmtiles".to_owned(),
        "ftp://user:s3cret%21@127.0.0.1/x.pmtiles".to_owned(),
        "s3://user:s3cret%21@bucket/x.pmtiles?versionId=s3cret".to_owned(),
    ] {
        let words = refusal(&address);
        assert!(!words.contains("s3cret") && words.contains("***"), "{address}: {words}");
    }
    let output =
        kerben(&["serve", "x", "--basemap", "http://user:s3cret@127.0.0.1:1/x.pmtiles", "--listen", "127.0.0.1:0"]);
    assert!(!String::from_utf8_lossy(&output.stderr).contains("s3cret"));
    let help = std::process::Command::new(tests::binary())
        .args(["serve", "--help"])
        .env("KERBEN_BASEMAP", "http://user:s3cret@127.0.0.1:1/x.pmtiles")
        .output()
        .expect("help");
    assert!(!String::from_utf8_lossy(&help.stdout).contains("s3cret"));
}

#[test]
fn a_store_that_never_ends_its_response_is_given_up() {
    let store = Store::start(Behaviour::Endless);
    let words = refusal(&format!("http://{}/x.pmtiles", store.base));
    assert!(words.contains("x.pmtiles: "), "{words}");
}

/// A dataset leads to no connection that nobody allowed; the command line is the operator's own word.
#[test]
fn a_remote_basemap_of_a_dataset_needs_allow_remote() {
    let (_archive, _path, bytes) = archive();
    let store = Store::start(Behaviour::Parts(bytes));
    let address = format!("http://{}/relief.pmtiles", store.base);
    let folder = tempfile::tempdir().expect("a folder");
    sample_with(folder.path(), &format!("[basemap]\ntitle = \"x\"\nurl = \"{address}\"\nsources = [\"gebco\"]"));
    let dataset = folder.path().to_string_lossy().into_owned();
    let editions = folder.path().join("editions").to_string_lossy().into_owned();
    assert!(kerben(&["check", &dataset]).status.success());
    assert!(kerben(&["build", &dataset, "-o", &editions]).status.success());
    for served in [&dataset, &editions] {
        let output = kerben(&["serve", served, "--listen", "127.0.0.1:0"]);
        let words = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && words.contains("--allow-remote") && words.contains(&store.base), "{words}");
        assert_eq!(store.times_asked(), 0, "{served}");
    }
    let served = |arguments: &[&str]| Server::start_with(folder.path(), arguments).get("/basemap.json").status;
    assert_eq!(served(&["--allow-remote"]), 200);
    assert_eq!(served(&["--basemap", &address]), 200);
    assert!(store.times_asked() > 0);
}
