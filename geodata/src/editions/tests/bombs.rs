//! Files that claim more than they have, or unpack to more than they say: refused, with all checksums right, before memory is asked for.

use std::path::Path;
use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::super::table::{Budget, Schema, TableReader};
use super::{full_parts, refusal, sign, written};

const TEXTS: Schema =
    Schema { message: "message x { REQUIRED BYTE_ARRAY text; }", repeating: &[], without_statistics: &[] };

/// Row groups of texts, each with the same one in all its rows: a dictionary of one, and next to nothing for the rows.
fn same_text(text: &str, rows: usize, groups: usize) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(TEXTS.message).expect("a schema"));
    let level = ZstdLevel::try_new(3).expect("a level");
    let properties = WriterProperties::builder().set_compression(Compression::ZSTD(level)).build();
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).expect("a writer");
    let values = vec![ByteArray::from(text); rows];
    for _ in 0..groups {
        let mut group = writer.next_row_group().expect("a row group");
        let mut column = group.next_column().expect("a column").expect("a column");
        if let ColumnWriter::ByteArrayColumnWriter(writer) = column.untyped() {
            writer.write_batch(&values, None, None).expect("written");
        }
        column.close().expect("closed");
        group.close().expect("closed");
    }
    writer.into_inner().expect("bytes")
}

fn open(content: Vec<u8>, rows: usize) -> Result<TableReader, String> {
    let opened = TableReader::open("x.parquet".into(), content.into(), &TEXTS, rows as u64, Arc::<Budget>::default());
    opened.map_err(|error| error.to_string())
}

fn texts(content: Vec<u8>, rows: usize) -> Result<usize, String> {
    let table = open(content, rows)?;
    let read = table.read_all(&crate::progress::Silent, |_, group| group.texts("text"));
    read.map(|groups| groups.iter().map(Vec::len).sum()).map_err(|error| error.to_string())
}

#[test]
fn a_text_that_is_in_a_million_rows_is_not_copied_for_each() {
    let long = "x".repeat(5_000);
    let bomb = same_text(&long, 200_000, 1);
    assert!(bomb.len() < 20_000, "{} bytes for a gigabyte", bomb.len());
    assert_eq!(texts(bomb, 200_000), Err("x.parquet: it unpacks to more than files of editions do".to_owned()));
    assert_eq!(texts(same_text("Osh", 200_000, 2), 400_000), Ok(400_000));
}

/// Replaces bytes that occur once.
fn replaced(content: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let places: Vec<usize> =
        content.windows(from.len()).enumerate().filter(|(_, at)| *at == from).map(|(at, _)| at).collect();
    assert_eq!(places.len(), 1, "{from:?} must occur once");
    [&content[..places[0]], to, &content[places[0] + from.len()..]].concat()
}

#[test]
fn a_page_that_unpacks_to_more_than_it_says_or_says_too_much_is_refused() {
    // The first page is the dictionary: type 2, its length unpacked, packed, and one value.
    let content = same_text(&"x".repeat(1000), 10, 1);
    let header = &content[4..10];
    assert_eq!((header[0], header[1], header[2]), (0x15, 4, 0x15), "{header:?}");
    let length = [header[3], header[4]];
    assert_eq!(length, [0xd8, 0x0f], "1004 bytes");
    // Shorter than it is, and two gigabytes: the header keeps its length, as a varint may have needless bytes.
    let shorter = [&content[..7], &[0xd6, 0x0f], &content[9..]].concat();
    assert!(texts(shorter, 10).is_err_and(|reason| reason.starts_with("x.parquet: column text: ")));
    let values = replaced(&content, &[0x4c, 0x15, 2, 0x15], &[0x4c, 0x15, 0x7e, 0x15]);
    assert!(texts(values, 10).is_err(), "a dictionary has the entries that it says");
    let many = replaced(&content, &[0x4c, 0x15, 2, 0x15], &[0x4c, 0x15, 0xfe, 0xff, 0xff, 0xff, 0x0f, 0x15]);
    assert!(texts(many, 10).is_err(), "two thousand million entries");
}

#[test]
fn a_bomb_of_zstandard_is_not_unpacked() {
    // A page whose bytes are replaced by a frame that goes on and on, as long as what was there.
    let endless = zstd::bulk::compress(&vec![0; 200 << 20], 1).expect("packed");
    assert!(endless.len() < 60_000);
    let noise: String = (0..40_000_u64)
        .map(|number| xxhash_rust::xxh3::xxh3_64(&number.to_le_bytes()))
        .flat_map(u64::to_le_bytes)
        .filter_map(|byte| char::from_digit(u32::from(byte) % 36, 36))
        .take(100_000)
        .collect();
    let content = same_text(&noise, 1, 1);
    let magic = [0x28, 0xb5, 0x2f, 0xfd];
    let start = content.windows(4).position(|bytes| bytes == magic).expect("a frame");
    let mut bomb = content;
    bomb[start..start + endless.len()].copy_from_slice(&endless);
    // It has the room that its header asks for, and no more.
    let reason = texts(bomb, 1).expect_err("it must be refused");
    assert!(reason.contains("Destination buffer is too small"), "{reason}");
}

#[test]
fn a_footer_that_takes_for_ever_is_refused() {
    let content = same_text("Osh", 3, 1);
    let end = content.len() - 8;
    // A field that nobody knows: a list of 2³¹ − 1 truths, which have no bytes; a thousand times.
    let footer = u32::from_le_bytes(content[end..end + 4].try_into().expect("four bytes")) as usize;
    let list = [0x09, 0xc8, 0x01, 0xf1, 0xff, 0xff, 0xff, 0xff, 0x07].repeat(1000);
    let hostile = [&list[..], &content[end - footer..end]].concat();
    let length = u32::try_from(hostile.len()).expect("a length").to_le_bytes();
    let content = [&content[..end - footer], &hostile, &length, b"PAR1"].concat();
    assert_eq!(open(content, 3).map(|_| ()), Err("x.parquet: the footer is damaged".to_owned()));
    for content in [&b""[..], b"PAR1", b"PAR1PAR1", b"PAR1\xff\xff\xff\xffPAR1"] {
        assert!(open(content.to_vec(), 0).is_err(), "{content:?}");
    }
}

#[test]
fn a_manifest_that_is_huge_deep_or_names_a_level_again_is_refused() {
    let with = |change: &dyn Fn(&Path)| {
        let (_folder, edition) = written(&full_parts());
        change(&edition);
        refusal(&edition)
    };
    let huge = with(&|edition| std::fs::write(edition.join("manifest.json"), " ".repeat(17 << 20)).expect("written"));
    assert_eq!(huge, "EDITION/manifest.json: it has more than 16777216 bytes");
    let deep = with(&|edition| {
        std::fs::write(edition.join("manifest.json"), format!("{{\"format\": 3, \"x\": {}", "[".repeat(1 << 20)))
            .expect("written");
    });
    assert!(deep.starts_with("EDITION/manifest.json, line 1: "), "{deep}");
    let again =
        with(&|edition| sign(edition, |manifest| manifest.layers.extend(vec![manifest.layers[0].clone(); 50_000])));
    assert!(again.contains("the admin layers are not in order"), "{again}");
}

#[test]
fn a_pipe_in_an_edition_is_refused() {
    for name in ["counts.parquet", "manifest.json", "manifest.json.sha256"] {
        let (_folder, edition) = written(&full_parts());
        let path = edition.join(name);
        std::fs::remove_file(&path).expect("removed");
        assert!(std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo").success());
        let reason = refusal(&edition);
        assert!(reason.contains("no regular file") || reason.contains("has 0 bytes"), "{reason}");
    }
}
