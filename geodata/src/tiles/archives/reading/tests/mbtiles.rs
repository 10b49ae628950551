use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::super::{MbTiles, ReadError};
use super::soon;
use crate::grid::TileId;

const TABLES: &str = "
    CREATE TABLE metadata (name TEXT, value TEXT);
    INSERT INTO metadata VALUES ('format', 'pbf'), ('minzoom', '0'), ('maxzoom', '3'), ('name', 'x');
";
const TILES: &str = "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);";

fn archive(folder: &Path, statements: &str) -> std::path::PathBuf {
    let path = folder.join("x.mbtiles");
    let _ = std::fs::remove_file(&path);
    Connection::open(&path).unwrap().execute_batch(statements).unwrap();
    path
}

fn open(statements: &str) -> Result<MbTiles, ReadError> {
    let folder = tempfile::tempdir().unwrap();
    MbTiles::open(&archive(folder.path(), statements), soon())
}

#[test]
fn views_that_join_tables_are_read() {
    let archive = open(&format!(
        "{TABLES}
         CREATE TABLE map (z INTEGER, x INTEGER, y INTEGER, id TEXT); CREATE TABLE images (id TEXT, data BLOB);
         INSERT INTO map VALUES (1, 0, 1, 'a'); INSERT INTO images VALUES ('a', x'1a00');
         CREATE VIEW tiles AS SELECT z AS zoom_level, x AS tile_column, (1 << z) - 1 - y AS tile_row,
             coalesce(data, x'') AS tile_data FROM map JOIN images USING (id);"
    ))
    .unwrap();
    assert_eq!(archive.about.zooms, (0, 3));
    assert_eq!(archive.tile(TileId::new(1, 0, 1).unwrap(), soon()).unwrap().as_deref(), Some(&b"\x1a\0"[..]));
}

/// Each of these took memory, disk or time without end.
#[test]
fn endless_views_and_function_calls_are_refused() {
    let endless = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n)";
    let all = "SELECT i AS zoom_level, i AS tile_column, i AS tile_row, x'00' AS tile_data FROM n";
    for (statements, reason) in [
        (format!("{TABLES} CREATE VIEW tiles AS {endless} {all};"), "its views do more than to join tables"),
        (
            format!("{TILES} CREATE VIEW metadata AS {endless} SELECT i AS name, i AS value FROM n;"),
            "its views do more than to join tables",
        ),
        (
            format!(
                "{TABLES} {TILES} DROP TABLE tiles; CREATE VIEW tiles AS SELECT 0 AS zoom_level, 0 AS tile_column,
                     0 AS tile_row, zeroblob(1000000000) AS tile_data;"
            ),
            "not authorized to use function: zeroblob",
        ),
        (
            format!(
                "{TABLES} CREATE TABLE odd (VIRTUAL); DROP TABLE odd;
                     CREATE VIRTUAL TABLE tiles USING fts5(zoom_level, tile_column, tile_row, tile_data);"
            ),
            "virtual table",
        ),
        ("CREATE TABLE other (a);".to_owned(), "it lacks `tiles` or `metadata`"),
        (format!("{TILES} CREATE TABLE metadata (name TEXT, value TEXT);"), "its tiles are ``"),
    ] {
        let refused = open(&statements).expect_err("it must be refused").to_string();
        assert!(refused.contains(reason), "{statements}: {refused}");
    }
}

#[test]
fn a_query_that_takes_too_long_is_interrupted() {
    let folder = tempfile::tempdir().unwrap();
    // Ten thousand rows, joined with themselves three times.
    let path = archive(
        folder.path(),
        &format!(
            "{TABLES} CREATE TABLE n (i INTEGER);
             WITH RECURSIVE c(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM c LIMIT 10000) INSERT INTO n SELECT i FROM c;
             CREATE VIEW tiles AS SELECT a.i + b.i + c.i + d.i AS zoom_level, 0 AS tile_column, 0 AS tile_row, x'00' AS tile_data
                 FROM n a, n b, n c, n d;"
        ),
    );
    let started = Instant::now();
    let refused = MbTiles::open(&path, started + Duration::from_millis(500)).expect_err("no end").to_string();
    assert!(refused.contains("takes too long"), "{refused}");
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}

#[test]
fn long_blobs_and_long_metadata_are_refused() {
    let blob = |bytes: usize| format!("{TABLES} {TILES} INSERT INTO tiles VALUES (0, 0, 0, zeroblob({bytes}));");
    let tile = |bytes: usize| open(&blob(bytes)).unwrap().tile(TileId::new(0, 0, 0).unwrap(), soon());
    assert_eq!(tile(8 << 20).unwrap().map(|bytes| bytes.len()), Some(8 << 20));
    for bytes in [(8 << 20) + 1, 400 << 20] {
        assert!(matches!(tile(bytes), Err(ReadError::TooLong { .. })), "{bytes}");
    }
    let text = |bytes: usize| {
        format!("INSERT INTO metadata VALUES ('description', replace(hex(zeroblob({bytes} / 2)), '0', 'a'));")
    };
    let with = |rows: &str| open(&format!("{TABLES} {TILES} {rows}"));
    assert!(with(&text(100_000)).is_ok());
    assert!(matches!(with(&text(2 << 20)), Err(ReadError::TooLong { what: "a row of its metadata", .. })));
    assert!(matches!(with(&text(100 << 20)), Err(ReadError::TooLong { .. })));
    let rows = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n LIMIT 20000) INSERT INTO metadata SELECT i, i FROM n;";
    assert!(matches!(with(rows), Err(ReadError::TooLong { what: "its metadata", .. })));
    let deep = format!("INSERT INTO metadata VALUES ('json', '{}{}');", "[".repeat(100_000), "]".repeat(100_000));
    assert!(with(&deep).is_ok(), "what is no object says nothing");
}

/// Whoever moves another file over an archive leaves it readable where it is open; connections are not opened later.
#[test]
fn an_archive_that_was_moved_away_is_still_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = archive(folder.path(), &format!("{TABLES} {TILES} INSERT INTO tiles VALUES (0, 0, 0, x'1a00');"));
    let archive = MbTiles::open(&path, soon()).unwrap();
    std::fs::write(folder.path().join("bad"), "no archive").unwrap();
    std::fs::rename(folder.path().join("bad"), &path).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                for _ in 0..50 {
                    let tile = archive.tile(TileId::new(0, 0, 0).unwrap(), soon());
                    assert_eq!(tile.unwrap().as_deref(), Some(&b"\x1a\0"[..]));
                }
            });
        }
    });
}
