use bytes::Bytes;

use super::super::limits::MOST_MEMBER_BYTES;
use super::super::{PmTiles, ReadError};
use super::{bomb, gzip, soon};
use crate::grid::TileId;

const PLAIN: u8 = 1;
const GZIP: u8 = 2;

/// The parts of an archive, compressed in a way or not.
struct Parts<'a> {
    compression: u8,
    root: &'a [u8],
    metadata: &'a [u8],
    directories: &'a [u8],
    tiles: &'a [u8],
}

/// A directory of entries: place, run, length, offset + 1.
fn directory(entries: &[[u64; 4]]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut push = |mut number: u64| {
        while number >= 0x80 {
            bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        bytes.push(number as u8);
    };
    push(entries.len() as u64);
    for (at, entry) in entries.iter().enumerate() {
        push(entry[0] - at.checked_sub(1).map_or(0, |before| entries[before][0]));
    }
    (1..4).for_each(|list| entries.iter().for_each(|entry| push(entry[list])));
    bytes
}

fn archive(parts: &Parts<'_>) -> Bytes {
    let mut bytes = b"PMTiles\x03".to_vec();
    let mut offset = 127;
    for part in [parts.root, parts.metadata, parts.directories, parts.tiles] {
        bytes.extend(u64::to_le_bytes(offset));
        bytes.extend(u64::to_le_bytes(part.len() as u64));
        offset += part.len() as u64;
    }
    bytes.extend([0; 24]);
    // Clustered, compression of directories and of tiles, MVT, zooms.
    bytes.extend([1, parts.compression, PLAIN, 1, 0, 9]);
    for degrees in [-10, -20, 30, 40] {
        bytes.extend((degrees * 10_000_000_i32).to_le_bytes());
    }
    bytes.extend([0; 9]);
    assert_eq!(bytes.len(), 127);
    [&bytes, parts.root, parts.metadata, parts.directories, parts.tiles].concat().into()
}

fn open(parts: &Parts<'_>) -> Result<PmTiles<Bytes>, ReadError> {
    PmTiles::open(archive(parts), soon())
}

fn refusal(parts: &Parts<'_>) -> String {
    open(parts).expect_err("it must be refused").to_string()
}

const SOUND: Parts<'_> = Parts { compression: PLAIN, root: b"\0", metadata: b"{}", directories: b"", tiles: b"" };

#[test]
fn a_sound_archive_has_its_metadata_and_tiles() {
    let leaf = directory(&[[1, 2, 3, 1], [4, 1, 2, 4]]);
    let root = directory(&[[0, 1, 4, 1], [1, 0, leaf.len() as u64, 1]]);
    let metadata = br#"{"name":"x","unused":[[1]],"vector_layers":[{"id":"a"}]}"#;
    let archive = open(&Parts { root: &root, metadata, directories: &leaf, tiles: b"abcdefg", ..SOUND }).unwrap();
    assert_eq!((archive.about.zooms, archive.about.bounds), ((0, 9), [-10.0, -20.0, 30.0, 40.0]));
    assert_eq!(archive.about.metadata["vector_layers"][0]["id"], "a");
    assert!(!archive.about.metadata.contains_key("unused"), "nobody looks at it");
    let tile = |z, x, y| archive.tile(TileId::new(z, x, y).unwrap(), soon()).unwrap();
    assert_eq!(tile(0, 0, 0).as_deref(), Some(&b"abcd"[..]));
    // Places 1 to 4 are zoom 1 along the curve: two equal tiles, none, and another.
    assert_eq!([tile(1, 0, 0), tile(1, 0, 1)], [Some("abc".into()), Some("abc".into())]);
    assert_eq!([tile(1, 1, 1), tile(1, 1, 0), tile(2, 0, 0)], [None, Some("de".into()), None]);
}

#[test]
fn decompression_beyond_the_bound_is_refused() {
    // Three megabytes of metadata that are three gigabytes, as they killed a server.
    let (root, endless) = (gzip(b"\0"), bomb(3000));
    assert!(endless.len() < 4 << 20);
    let compressed = Parts { compression: GZIP, root: &root, metadata: &endless, ..SOUND };
    assert_eq!(refusal(&compressed), "its metadata is longer than 16777216 bytes");
    let (small, metadata) = (bomb(10), gzip(b"{}"));
    assert_eq!(
        refusal(&Parts { compression: GZIP, root: &small, metadata: &metadata, ..SOUND }),
        "a directory of it is longer than 4194304 bytes"
    );
    let root = gzip(&directory(&[[0, 0, small.len() as u64, 1]]));
    let archive =
        open(&Parts { compression: GZIP, root: &root, metadata: &metadata, directories: &small, ..SOUND }).unwrap();
    let refused = archive.tile(TileId::new(3, 1, 1).unwrap(), soon());
    assert!(matches!(refused, Err(ReadError::TooLong { what: "a directory of it", .. })), "{refused:?}");
}

#[test]
fn long_or_deep_members_are_refused_if_used_and_skipped_if_not() {
    let text = |name: &str, value: &str| format!("{{\"{name}\":{value}}}").into_bytes();
    let long = format!("[{}1]", "{},".repeat(MOST_MEMBER_BYTES / 3));
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    for (value, reason) in
        [(&long, "`vector_layers` is longer than 1048576 bytes"), (&deep, "recursion limit exceeded")]
    {
        let metadata = text("vector_layers", value);
        let refused = refusal(&Parts { metadata: &metadata, ..SOUND });
        assert!(refused.contains(reason), "{refused}");
    }
    assert!(open(&Parts { metadata: &text("tilestats", &long), ..SOUND }).is_ok());
    for metadata in ["", "[]", "{", "{}x", "\u{0}", "{\"name\":1", "null"] {
        let refused = refusal(&Parts { metadata: metadata.as_bytes(), ..SOUND });
        assert!(refused.starts_with("its metadata is no JSON object"), "{metadata}: {refused}");
    }
}

#[test]
fn dangling_and_circular_directories_are_errors() {
    let tile = TileId::new(0, 0, 0).unwrap();
    // A directory that is its own leaf.
    let own = directory(&[[0, 0, 5, 1]]);
    assert_eq!(own.len(), 5);
    let ring = open(&Parts { root: &own, directories: &own, ..SOUND }).unwrap();
    let refused = ring.tile(tile, soon()).expect_err("no end").to_string();
    assert_eq!(refused, "its directories lead to each other");
    for (entry, reason) in [
        ([0, 1, 8, 1], "a directory of it names bytes that are not in it"),
        ([0, 1, 1, u64::MAX], "a directory of it names bytes that are not in it"),
        ([0, 0, 1, 1 << 60], "a directory of it names bytes that are not in it"),
        ([0, 1, u64::from(u32::MAX), 1], "the tile is longer than 8388608 bytes"),
    ] {
        let root = directory(&[entry]);
        let archive = open(&Parts { root: &root, tiles: b"abc", ..SOUND }).unwrap();
        assert_eq!(archive.tile(tile, soon()).expect_err("nothing there").to_string(), reason);
    }
    for root in
        [&b""[..], b"\xff\xff\xff\xff\x0f", b"\x01", b"\x01\x00\x01\x00\x01", b"\x01\x00\x01\x01\x00", &[0xff; 11]]
    {
        let refused = refusal(&Parts { root, ..SOUND });
        assert_eq!(refused, "a directory of it is damaged", "{root:?}");
    }
}

#[test]
fn a_truncated_archive_is_refused_wherever_it_ends() {
    let whole = archive(&Parts { root: &directory(&[[0, 1, 4, 1]]), tiles: b"abcd", ..SOUND });
    for length in 0..whole.len() {
        let opened = PmTiles::open(whole.slice(..length), soon());
        let tile = opened.and_then(|archive| archive.tile(TileId::new(0, 0, 0).unwrap(), soon()));
        assert!(tile.is_err(), "{length} of {} bytes", whole.len());
    }
}
