use std::path::Path;

use rusqlite::Connection;
use serde_json::json;
use tests::Server;

use crate::archives::opened::{Archive, Pmtiles};
use crate::archives::{export, kerben, unpacked};

#[test]
fn tiles_of_an_archive_are_served_byte_for_byte() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["districts.pmtiles", "districts.mbtiles"] {
        let path = folder.path().join(name);
        export("admin2", &path, &["--maxzoom", "7"]);
        let server = Server::start(&path);
        let document = server.json("/tiles/districts.json");
        assert_eq!((&document["minzoom"], &document["maxzoom"]), (&json!(0), &json!(7)));
        assert_eq!(document["tiles"][0], format!("{}/tiles/districts/{{z}}/{{x}}/{{y}}.mvt", server.base));
        assert_eq!(document["vector_layers"][0]["id"], "admin2");
        let tile = "/tiles/districts/6/45/23.mvt";
        let packed = server.request("GET", tile, &[("Accept-Encoding", "gzip, br, zstd")]);
        assert_eq!(
            (packed.status, packed.header("Content-Encoding")),
            (200, Some("gzip")),
            "stored packed, sent packed"
        );
        assert_eq!(packed.header("Content-Type"), Some("application/vnd.mapbox-vector-tile"));
        if name.ends_with("pmtiles") {
            assert_eq!(Pmtiles::open(&path).tile(6, 45, 23), Some(packed.body.clone()));
        }
        let plain = server.request("GET", tile, &[("Accept-Encoding", "br, zstd")]);
        assert_eq!((plain.status, plain.header("Content-Encoding")), (200, None));
        assert!(plain.body == unpacked(&packed.body));
        assert_ne!(plain.header("ETag"), packed.header("ETag"));
        let tag = packed.header("ETag").expect("a tag").to_owned();
        assert_eq!(server.request("GET", tile, &[("Accept-Encoding", "gzip"), ("If-None-Match", &tag)]).status, 304);
        for (path, status) in [
            ("/tiles/districts/6/0/0.mvt", 204),
            ("/tiles/districts/12/2900/1500.mvt", 204),
            ("/tiles/districts/6/45/23.png", 404),
            ("/tiles/other/6/45/23.mvt", 404),
            ("/tiles/other.json", 404),
            ("/tiles/districts/6/64/0.mvt", 404),
            ("/tiles/districts/23/0/0.mvt", 404),
            ("/tiles/districts/6/45/23.mvt?year=2023", 400),
            ("/collections", 404),
            ("/health/ready", 200),
            ("/metrics", 200),
            ("/?f=html", 200),
            ("/api?f=html", 200),
        ] {
            assert_eq!(server.get(path).status, status, "{path}");
        }
        let api = server.json("/api");
        assert!(api["paths"].get("/tiles/{name}.json").is_some() && api["paths"].get("/collections").is_none());
        let landing = server.json("/?f=json");
        assert!(landing["disclaimer"].as_str().is_some_and(|text| text.contains("illustration")), "{landing}");
    }
}

/// The smallest picture: one pixel.
pub const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 0,
    0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63, 0x68, 0, 0, 0, 0x82, 0,
    0x81, 0x77, 0xcd, 0x72, 0xb6, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

/// An archive of pictures, the simplest that others write.
pub fn pictures(path: &Path, attribution: &str) {
    let archive = Connection::open(path).expect("a file");
    archive
        .execute_batch(
            "CREATE TABLE metadata (name TEXT, value TEXT);
             CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);",
        )
        .expect("tables");
    for (name, value) in
        [("name", "Relief"), ("format", "png"), ("attribution", attribution), ("minzoom", "0"), ("maxzoom", "1")]
    {
        archive.execute("INSERT INTO metadata VALUES (?, ?)", [name, value]).expect("a row");
    }
    for (z, x, row) in [(0, 0, 0), (1, 1, 1)] {
        archive.execute("INSERT INTO tiles VALUES (?, ?, ?, ?)", (z, x, row, PNG)).expect("a tile");
    }
}

#[test]
fn raster_tiles_have_the_media_type_of_their_image() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("relief.mbtiles");
    pictures(&path, "Nobody");
    let server = Server::start(&path);
    // Rows of the file count from the south, those of addresses from the north.
    let answer = server.request("GET", "/tiles/relief/1/1/0.png", &[("Accept-Encoding", "gzip, br, zstd")]);
    assert_eq!((answer.status, answer.header("Content-Type")), (200, Some("image/png")));
    assert_eq!((answer.header("Content-Encoding"), answer.body.as_slice()), (None, PNG));
    assert_eq!(server.get("/tiles/relief/1/1/1.png").status, 204);
    assert!(server.json("/tiles/relief.json").get("vector_layers").is_none());
}

#[test]
fn files_that_are_no_archive_are_refused_with_the_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let [empty, text, cut, missing] =
        ["empty.pmtiles", "text.mbtiles", "cut.pmtiles", "missing.pmtiles"].map(|name| folder.path().join(name));
    std::fs::write(&empty, "").expect("a file");
    std::fs::write(&text, "no archive at all, but quite long enough to be looked at").expect("a file");
    export("admin1", &cut, &["--maxzoom", "3"]);
    let bytes = std::fs::read(&cut).expect("bytes");
    std::fs::write(&cut, &bytes[..200]).expect("a file");
    for (path, reason) in [
        (&empty, "empty.pmtiles"),
        (&text, "not an MBTiles archive"),
        (&cut, "cut.pmtiles"),
        (&missing, "missing.pmtiles"),
    ] {
        let output = kerben(&["serve", &path.to_string_lossy(), "--listen", "127.0.0.1:0"]);
        let words = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && words.contains(reason), "{}: {words}", path.display());
    }
}

/// A damaged tile is one that cannot be sent; the server lives.
#[test]
fn only_damaged_tiles_of_an_archive_fail() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.pmtiles");
    export("admin2", &path, &["--maxzoom", "6"]);
    let bytes = std::fs::read(&path).expect("bytes");
    std::fs::write(&path, &bytes[..bytes.len() - 4000]).expect("a file");
    let server = Server::start(&path);
    assert_eq!(server.get("/tiles/x/0/0/0.mvt").status, 200);
    let statuses: Vec<u16> = crate::archives::around(6)
        .into_iter()
        .map(|(z, x, y)| server.get(&format!("/tiles/x/{z}/{x}/{y}.mvt")).status)
        .collect();
    assert!(statuses.contains(&502) && statuses.iter().all(|status| matches!(status, 200 | 204 | 502)), "{statuses:?}");
    assert_eq!(server.get("/health/ready").status, 200);
}
