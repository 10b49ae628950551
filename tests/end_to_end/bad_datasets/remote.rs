//! Sources that are elsewhere: named as remote, allowed on the command line, and nothing but they is asked.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};

use fixtures::Dataset;
use tests::Server;

use crate::bad_datasets::case::{check, error_lines};

/// A web server that hands out parts of files, by their paths.
struct Web {
    base: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Web {
    fn start(files: &[(&str, &[u8])]) -> Self {
        let files: BTreeMap<String, Vec<u8>> =
            files.iter().map(|(path, content)| ((*path).to_owned(), content.to_vec())).collect();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let base = listener.local_addr().expect("an address").to_string();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        std::thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                answer(connection, &files, &log);
            }
        });
        Self { base, asked }
    }

    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().expect("the log"))
    }
}

fn answer(mut connection: TcpStream, files: &BTreeMap<String, Vec<u8>>, log: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(connection.try_clone().expect("a connection")).lines().map_while(Result::ok);
    let Some(first) = lines.next() else { return };
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let range = lines.take_while(|line| !line.is_empty()).find_map(|line| {
        let (from, to) = line
            .to_lowercase()
            .strip_prefix("range: bytes=")?
            .split_once('-')
            .map(|(a, b)| (a.to_owned(), b.to_owned()))?;
        Some((from.parse::<usize>().ok()?, to.parse::<usize>().ok()?))
    });
    let reply = match (files.get(&path), range) {
        (Some(content), Some((from, to))) if from < content.len() => {
            let part = &content[from..content.len().min(to + 1)];
            let head = format!(
                "HTTP/1.1 206 Partial Content\r\nContent-Length: {}\r\nContent-Range: bytes {from}-{}/{}\r\nLast-Modified: Mon, 01 Jan 2024 00:00:00 GMT\r\nConnection: close\r\n\r\n",
                part.len(),
                from + part.len() - 1,
                content.len()
            );
            [head.as_bytes(), part].concat()
        }
        _ => b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_vec(),
    };
    log.lock().expect("the log").push(path);
    let _ = connection.write_all(&reply);
}

/// The dataset with its country elsewhere.
fn with_country(file: &str, more: &str) -> Dataset {
    let mut dataset = Dataset::sandland();
    dataset.take_country_from(file, more);
    dataset
}

fn country() -> String {
    Dataset::sandland().text("admin0.geojson").to_owned()
}

/// What `check` says of errors.
fn said(folder: &Path, arguments: &[&str]) -> String {
    let output = check(folder, arguments);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    error_lines(&text).join("\n")
}

#[test]
fn a_remote_source_is_read_only_if_declared_and_allowed() {
    let zip = {
        let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        writer.start_file("maps/country.geojson", zip::write::SimpleFileOptions::default()).expect("begun");
        writer.write_all(country().as_bytes()).expect("written");
        writer.finish().expect("written").into_inner()
    };
    // Longer than what is asked for at once.
    let long = format!("{}{}", country(), " ".repeat(9 << 20));
    let web = Web::start(&[
        ("/a/country.geojson", country().as_bytes()),
        ("/z.zip", &zip),
        ("/long.geojson", long.as_bytes()),
    ]);
    for path in ["/a/country.geojson", "/z.zip", "/long.geojson"] {
        let address = format!("http://{}{path}", web.base);
        let folder = with_country(&address, "\nremote = true").write();
        assert_eq!(
            said(folder.path(), &[]),
            format!(
                "dataset.toml, line 18: `{address}` is read from elsewhere only where the command line allows it, by `--allow-remote`"
            )
        );
        assert_eq!(web.asked(), Vec::<String>::new());
        assert_eq!(said(folder.path(), &["--allow-remote"]), "");
        assert!(
            web.asked().iter().all(|asked| asked == path) && check(folder.path(), &["--allow-remote"]).status.success()
        );
        assert!(!web.asked().is_empty());
    }
    let address = format!("http://{}/a/country.geojson", web.base);
    let folder = with_country(&address, "\nremote = true").write();
    let server = Server::start_with(folder.path(), &["--allow-remote"]);
    assert_eq!(server.json("/indicators/return_migrants/values?by=admin0")["total"]["value"], 59);
    web.asked();
    let folder = with_country(&address, "").write();
    let line = format!(
        "dataset.toml, line 18: `{address}` is an address; a layer or facilities that are meant to be read from there say `remote = true`"
    );
    assert_eq!(said(folder.path(), &["--allow-remote"]), line);
    assert_eq!(web.asked(), Vec::<String>::new());
}

#[test]
fn links_inside_a_remote_source_are_not_followed() {
    let other = Web::start(&[]);
    let link = format!(
        r#"{{"type":"FeatureCollection","crs":{{"type":"link","properties":{{"href":"http://{}/crs"}}}},"#,
        other.base
    );
    let led = country().replacen(r#"{"type": "FeatureCollection","#, &link, 1);
    assert_ne!(led, country());
    let web = Web::start(&[("/country.geojson", led.as_bytes())]);
    let address = format!("http://{}/country.geojson", web.base);
    let folder = with_country(&address, "\nremote = true\ncrs = \"EPSG:4326\"").write();
    assert_eq!(said(folder.path(), &["--allow-remote"]), "");
    assert_eq!((web.asked().is_empty(), other.asked().is_empty()), (false, true));
}

#[test]
fn errors_of_remote_sources_state_the_cause_without_credentials() {
    let web = Web::start(&[("/a.shp", b"x")]);
    for (file, expected) in [
        (format!("http://me:secret@{}/none.geojson?token=secret", web.base), "cannot be fetched"),
        (format!("http://{}/none.geojson", web.base), "cannot be fetched"),
        (
            format!("http://{}/a.shp", web.base),
            "a.dbf belongs to it: put all into a zip, since an address is of one file",
        ),
        (format!("http://{}/a.vrt", web.base), "is not a kind of vector file that is read"),
        (
            "PG:host=127.0.0.1 port=9 user=me password=secret dbname=x".to_owned(),
            "PG:host=127.0.0.1 port=9 user=*** password=*** dbname=x: GDAL cannot read this as a PostGIS database",
        ),
        ("admin0.geojson".to_owned(), "`admin0.geojson` is not an address"),
        ("/vsicurl/http://127.0.0.1/a.geojson".to_owned(), "is not an address"),
    ] {
        let folder = with_country(&file, "\nremote = true").write();
        for arguments in [&["--allow-remote"][..], &["--allow-remote", "--format", "json"], &[]] {
            let output = check(folder.path(), arguments);
            let all = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
            assert_eq!(output.status.code(), Some(1), "{file}");
            assert!(!all.contains("secret"), "{all}");
        }
        let said = said(folder.path(), &["--allow-remote"]);
        assert!(said.contains(expected), "{file}: {said}");
    }
}

#[test]
fn proj_network_grids_need_allow_remote() {
    let folder = Dataset::sandland().write();
    let check = |arguments: &[&str]| {
        let mut command = std::process::Command::new(tests::binary());
        command
            .arg("check")
            .arg(folder.path())
            .args(arguments)
            .env("PROJ_NETWORK", "ON")
            .output()
            .expect("the binary runs")
    };
    let refused = check(&[]);
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stdout).contains("PROJ_NETWORK is set in the environment"));
    assert!(check(&["--allow-remote"]).status.success());
    // Coordinates are transformed for clients of an edition as well.
    let editions = folder.path().join("editions");
    let built =
        std::process::Command::new(tests::binary()).arg("build").arg(folder.path()).arg("-o").arg(&editions).output();
    assert!(built.is_ok_and(|output| output.status.success()));
    let mut serve = std::process::Command::new(tests::binary());
    let served = serve.arg("serve").arg(&editions).args(["--listen", "127.0.0.1:0"]).env("PROJ_NETWORK", "ON").output();
    let served = served.expect("the binary runs");
    assert!(!served.status.success());
    assert!(String::from_utf8_lossy(&served.stderr).contains("PROJ_NETWORK is set in the environment"));
}
