//! Archives that attack: they unpack without end, or hand out what is no tile.

use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tests::Server;

use crate::archives::kerben;
use crate::archives::served::PNG;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).expect("packed");
    packer.finish().expect("packed")
}

/// A PMTiles archive with one tile at zoom 0.
fn pmtiles(metadata: &[u8], tile: &[u8], kind: u8) -> Vec<u8> {
    // One entry: place 0, for one tile, its length, at the beginning.
    let mut root = vec![1, 0, 1];
    let mut length = tile.len();
    while length >= 0x80 {
        root.push(length as u8 | 0x80);
        length >>= 7;
    }
    root.extend([length as u8, 1]);
    let root = gzip(&root);
    let mut bytes = b"PMTiles\x03".to_vec();
    let mut offset = 127;
    for part in [&root[..], metadata, &[], tile] {
        bytes.extend(u64::to_le_bytes(offset));
        bytes.extend(u64::to_le_bytes(part.len() as u64));
        offset += part.len() as u64;
    }
    bytes.extend([0; 24]);
    // Clustered, gzip inside, gzip for vector tiles, the kind, zoom 0 alone, and all of the world.
    bytes.extend([1, 2, if kind == 1 { 2 } else { 1 }, kind, 0, 0]);
    bytes.extend([0; 25]);
    [&bytes[..], &root, metadata, tile].concat()
}

/// Three megabytes whose metadata unpack to three gigabytes.
pub fn metadata_bomb() -> Vec<u8> {
    pmtiles(&gzip(&vec![b' '; 1 << 20]).repeat(3000), b"x", 1)
}

fn serve(folder: &Path, bytes: &[u8]) -> Server {
    let path = folder.join("x.pmtiles");
    std::fs::write(&path, bytes).expect("a file");
    Server::start(&path)
}

#[test]
fn an_archive_with_a_metadata_bomb_is_refused_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bomb.pmtiles");
    std::fs::write(&path, metadata_bomb()).expect("a file");
    let started = Instant::now();
    let output = kerben(&["serve", &path.to_string_lossy(), "--listen", "127.0.0.1:0"]);
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && words.contains("its metadata is longer than 16777216 bytes"), "{words}");
    assert!(output.stdout.is_empty() && started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}

#[test]
fn an_mbtiles_view_that_never_ends_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("endless.mbtiles");
    Connection::open(&path)
        .expect("a file")
        .execute_batch(
            "CREATE TABLE metadata (name TEXT, value TEXT);
             INSERT INTO metadata VALUES ('format', 'png'), ('minzoom', '0'), ('maxzoom', '3');
             CREATE VIEW tiles AS WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n)
                 SELECT i AS zoom_level, i AS tile_column, i AS tile_row, x'00' AS tile_data FROM n;",
        )
        .expect("a view");
    let output = kerben(&["serve", &path.to_string_lossy(), "--listen", "127.0.0.1:0"]);
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && words.contains("recursion"), "{words}");
}

#[test]
fn a_named_pipe_is_refused_as_an_archive() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["x.pmtiles", "x.mbtiles"] {
        let path = folder.path().join(name);
        let made = std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo");
        assert!(made.success());
        let output = kerben(&["serve", &path.to_string_lossy(), "--listen", "127.0.0.1:0"]);
        let words = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && words.contains("no regular file"), "{words}");
    }
}

/// 64 kilobytes that are 63 megabytes, whichever encoding is asked for; and the memory for asking often.
#[test]
fn a_tile_that_decompresses_beyond_the_limit_is_502() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = serve(folder.path(), &pmtiles(&gzip(b"{}"), &gzip(&vec![0; 1 << 20]).repeat(63), 1));
    for encoding in ["gzip", "identity", "br"] {
        let answer = server.request("GET", "/tiles/x/0/0/0.mvt", &[("Accept-Encoding", encoding)]);
        assert_eq!(answer.status, 502, "{encoding}");
        assert!(answer.text().contains("8388608 bytes"), "{}", answer.text());
    }
}

#[test]
fn a_damaged_tile_is_502_and_a_sound_one_is_not() {
    let whole = gzip(b"\x1a\x05\x78\x02\x0a\x01a");
    let mut flipped = whole.clone();
    flipped[14] ^= 0x10;
    let page = b"<html>no tile here</html>";
    let mut picture = PNG.to_vec();
    picture[50] ^= 1;
    for (tile, kind, status) in [
        (&whole[..], 1, 200),
        (&whole[..whole.len() - 3], 1, 502),
        (&flipped, 1, 502),
        (page, 1, 502),
        (&gzip(page), 1, 502),
        (PNG, 2, 200),
        (&PNG[..50], 2, 502),
        (&picture, 2, 502),
        (page, 2, 502),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", 2, 502),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let server = serve(folder.path(), &pmtiles(&gzip(b"{}"), tile, kind));
        let extension = if kind == 1 { "mvt" } else { "png" };
        for encoding in ["gzip", "identity"] {
            let answer =
                server.request("GET", &format!("/tiles/x/0/0/0.{extension}"), &[("Accept-Encoding", encoding)]);
            assert_eq!(answer.status, status, "{tile:?} with {encoding}");
        }
    }
}

/// Archives that say PNG and have JPEGs are common: what is in them is sent as what it is.
#[test]
fn the_media_type_of_an_image_follows_its_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let server = serve(folder.path(), &pmtiles(&gzip(b"{}"), b"\xff\xd8\xff\xe0\x00\x04ab\xff\xd9", 2));
    assert_eq!(server.get("/tiles/x/0/0/0.png").header("Content-Type"), Some("image/jpeg"));
}
