//! Editions in object stores and on web servers are served like those in a folder.

use std::path::{Path, PathBuf};
use std::process::Command;

use fixtures::Dataset;
use tests::{Server, binary, wait_until};

use crate::archives::store::{Behaviour, Store};

/// A dataset of as many communities as an edition below `FOLDER/published`; gives the folder of the edition.
fn build(folder: &Path, communities: usize) -> PathBuf {
    let (dataset, editions) = (Dataset::crowd(communities, &[2023]).write(), folder.join("published"));
    let output =
        Command::new(binary()).arg("build").arg(dataset.path()).arg("-o").arg(&editions).output().expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    editions.join(std::fs::read_to_string(editions.join("current")).expect("a pointer").trim_end())
}

fn bucket(folder: &Path) -> Store {
    Store::start(Behaviour::Bucket("maps", folder.to_owned()))
}

/// What an S3 client must know of a store.
fn environment(store: &Store) -> [(&'static str, String); 5] {
    [
        ("AWS_ENDPOINT", format!("http://{}", store.base)),
        ("AWS_ALLOW_HTTP", "true".to_owned()),
        ("AWS_REGION", "us-east-1".to_owned()),
        ("AWS_ACCESS_KEY_ID", "key".to_owned()),
        ("AWS_SECRET_ACCESS_KEY", "s3cret".to_owned()),
    ]
}

fn serve(address: &str, store: &Store, arguments: &[&str]) -> Server {
    let environment = environment(store);
    let environment: Vec<(&str, &str)> = environment.iter().map(|(name, value)| (*name, value.as_str())).collect();
    Server::start_in(address.as_ref(), arguments, &environment)
}

/// What a server that must not start says.
fn refusal(address: &str, store: &Store) -> String {
    let mut command = Command::new(binary());
    command.args(["serve", address, "--listen", "127.0.0.1:0"]).envs(environment(store));
    let output = command.output().expect("it runs");
    assert!(!output.status.success() && output.stdout.is_empty(), "{address} is served");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn communities(server: &Server) -> u64 {
    server.json("/health/ready")["communities"].as_u64().expect("a number")
}

#[test]
fn an_edition_in_a_store_is_served_and_another_one_that_becomes_current_is_taken_up() {
    let folder = tempfile::tempdir().expect("a folder");
    build(folder.path(), 100);
    let store = bucket(folder.path());
    let server = serve("s3://maps/published", &store, &["--archive-check", "1"]);
    let local = Server::start(&folder.path().join("published"));
    for path in [
        "/collections/communities/items?limit=5",
        "/indicators/return_migrants/values?by=admin2&year=2023&f=csv",
        "/tiles/admin2/5/22/11.mvt",
    ] {
        // The address is part of links: both are asked under the same one.
        let asked = |server: &Server| server.request("GET", path, &[("Host", "maps.example")]);
        let (found, expected) = (asked(&server), asked(&local));
        assert_eq!((found.status, found.header("ETag")), (200, expected.header("ETag")), "{path}");
        assert!(found.body == expected.body, "{path} differs");
    }
    assert_eq!(communities(&server), 100);
    build(folder.path(), 200);
    wait_until("the edition is taken up", || communities(&server) == 200);
    assert!(!server.log().contains("s3cret"));
}

#[test]
fn one_edition_of_a_web_server_is_served_and_exported() {
    let folder = tempfile::tempdir().expect("a folder");
    let edition = build(folder.path(), 10);
    let store = bucket(folder.path());
    let name = edition.file_name().expect("a name").to_string_lossy().into_owned();
    let address = format!("http://user:s3cret@{}/maps/published/{name}/", store.base);
    let server = Server::start(address.as_ref());
    assert_eq!(communities(&server), 10);
    let told = [server.get("/?f=json").text(), server.log()];
    assert!(told.iter().all(|text| !text.contains("s3cret")), "{told:?}");
    let archive = folder.path().join("x.pmtiles");
    let mut command = Command::new(binary());
    command.args(["export", "admin2", &address, "--maxzoom", "3", "-o"]).arg(&archive);
    let output = command.output().expect("it runs");
    assert!(output.status.success() && archive.is_file(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn what_is_wrong_in_a_store_is_said_and_no_secret_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let edition = build(folder.path(), 10);
    let name = edition.file_name().expect("a name").to_string_lossy().into_owned();
    let store = bucket(folder.path());

    let words = refusal("s3://other/published", &store);
    assert!(words.contains("s3://other/published/") && words.contains("NoSuchBucket"), "{words}");
    let words = refusal("s3://key:s3cret@maps/elsewhere", &store);
    assert!(words.contains("s3://***@maps/elsewhere: this is no edition"), "{words}");
    assert!(!words.contains("s3cret"), "{words}");

    let counts = edition.join("counts.parquet");
    let whole = std::fs::read(&counts).expect("a file");
    let mut changed = whole.clone();
    changed[20] ^= 1;
    std::fs::write(&counts, &changed).expect("written");
    let words = refusal("s3://maps/published", &store);
    assert!(words.contains(&format!("s3://maps/published/{name}/counts.parquet: the checksum is")), "{words}");
    changed.push(0);
    std::fs::write(&counts, &changed).expect("written");
    let words = refusal("s3://maps/published", &store);
    assert!(words.contains("counts.parquet: the file has ") && words.contains("instead of"), "{words}");
    std::fs::remove_file(&counts).expect("removed");
    let words = refusal("s3://maps/published", &store);
    assert!(words.contains("counts.parquet: the file is missing"), "{words}");
    std::fs::write(&counts, &whole).expect("written");

    std::fs::write(folder.path().join("published/current"), "../elsewhere\n").expect("written");
    let words = refusal("s3://maps/published", &store);
    assert!(words.contains("s3://maps/published/current: it does not have the name of an edition in it"), "{words}");
    std::fs::write(folder.path().join("published/current"), vec![b'x'; 5000]).expect("written");
    let words = refusal("s3://maps/published", &store);
    assert!(words.contains("s3://maps/published/current: it has more than 4096 bytes"), "{words}");

    let refusing = Store::start(Behaviour::Refuses("no entry for s3cret"));
    let words = refusal("s3://maps/published", &refusing);
    assert!(words.contains("s3://maps/published/") && words.contains("403"), "{words}");
    let endless = Store::start(Behaviour::Endless);
    let words = refusal(&format!("http://{}/published", endless.base), &endless);
    assert!(words.contains("/published/"), "{words}");
}
