use bytes::Bytes;

use super::super::{Compression, MOST_TILE_BYTES, ReadError, TileKind, check_tile};
use super::{bomb, gzip, vector_tile};

/// The smallest picture: one pixel.
const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8, 0,
    0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63, 0x68, 0, 0, 0, 0x82, 0,
    0x81, 0x77, 0xcd, 0x72, 0xb6, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];
const JPEG: &[u8] = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xd9";
const WEBP: &[u8] = b"RIFF\x0c\x00\x00\x00WEBPVP8 \x00\x00\x00\x00";
const AVIF: &[u8] = b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00avifmif1\x00\x00\x00\x09mdatx";

fn checked(kind: TileKind, compression: Compression, bytes: &[u8]) -> Option<(TileKind, Compression)> {
    let tile = check_tile(kind, compression, Bytes::copy_from_slice(bytes)).ok()?;
    assert_eq!(tile.bytes, bytes, "they are handed on as they are stored");
    Some((tile.kind, tile.compression))
}

fn compressed(compression: Compression, bytes: &[u8]) -> Vec<u8> {
    match compression {
        Compression::Plain => bytes.to_vec(),
        Compression::Gzip => gzip(bytes),
        Compression::Zstd => zstd::encode_all(bytes, 3).unwrap(),
        Compression::Brotli => {
            let mut compressed = Vec::new();
            brotli::BrotliCompress(&mut &*bytes, &mut compressed, &brotli::enc::BrotliEncoderParams::default())
                .unwrap();
            compressed
        }
    }
}

#[test]
fn a_whole_tile_is_accepted_in_every_compression_and_a_truncated_one_is_not() {
    let tile = vector_tile();
    for compression in [Compression::Plain, Compression::Gzip, Compression::Zstd, Compression::Brotli] {
        let bytes = compressed(compression, &tile);
        assert_eq!(checked(TileKind::Mvt, compression, &bytes), Some((TileKind::Mvt, compression)));
        for length in 1..bytes.len() {
            assert_eq!(
                checked(TileKind::Mvt, compression, &bytes[..length]),
                None,
                "{length} bytes of {compression:?}"
            );
        }
    }
    // Archives do not always say how their tiles are compressed, or say it wrongly.
    assert_eq!(checked(TileKind::Mvt, Compression::Plain, &gzip(&tile)), Some((TileKind::Mvt, Compression::Gzip)));
    assert_eq!(checked(TileKind::Mvt, Compression::Gzip, &tile), Some((TileKind::Mvt, Compression::Plain)));
}

#[test]
fn a_flipped_bit_of_compressed_bytes_is_detected() {
    let bytes = gzip(&vector_tile());
    // What it was called and when it was made is not looked at.
    for at in (0..4).chain(10..bytes.len()) {
        for bit in 0..8 {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1 << bit;
            let same = Compression::Gzip
                .decompress(&flipped.clone().into(), "it", 100)
                .is_ok_and(|tile| tile == vector_tile());
            assert!(same || checked(TileKind::Mvt, Compression::Gzip, &flipped).is_none(), "bit {bit} of byte {at}");
        }
    }
}

#[test]
fn bytes_that_are_no_tile_are_damaged() {
    for (kind, bytes) in [
        (TileKind::Mvt, &b"<html>not found</html>"[..]),
        (TileKind::Mvt, b"\x1a\x05\x78"),
        (TileKind::Mvt, b"\x1a\x02\x0a\x05"),
        (TileKind::Mvt, PNG),
        (TileKind::Mlt, b"\x05\x01"),
        (TileKind::Mlt, b"\x00"),
        (TileKind::Png, b"<svg/>"),
        (TileKind::Jpeg, b"\x1a\x00"),
    ] {
        assert_eq!(checked(kind, Compression::Plain, bytes), None, "{kind:?} {bytes:?}");
    }
    assert_eq!(
        checked(TileKind::Mlt, Compression::Plain, b"\x02\x01x\x01\x01"),
        Some((TileKind::Mlt, Compression::Plain))
    );
}

#[test]
fn images_are_recognised_by_their_bytes_and_truncated_ones_are_not() {
    for (kind, bytes) in [(TileKind::Png, PNG), (TileKind::Jpeg, JPEG), (TileKind::Webp, WEBP), (TileKind::Avif, AVIF)]
    {
        // Archives of "png" with JPEGs in them are common.
        for said in [TileKind::Png, TileKind::Jpeg, TileKind::Webp, TileKind::Avif] {
            assert_eq!(checked(said, Compression::Plain, bytes), Some((kind, Compression::Plain)));
        }
        for length in 0..bytes.len() {
            // A box that ends is all that can be known of a file that is made of boxes.
            let is_boxes = kind == TileKind::Avif && length == 24;
            assert!(
                is_boxes || checked(kind, Compression::Plain, &bytes[..length]).is_none(),
                "{kind:?}, {length} bytes"
            );
        }
    }
    for at in 8..PNG.len() {
        let mut flipped = PNG.to_vec();
        flipped[at] ^= 4;
        assert_eq!(checked(TileKind::Png, Compression::Plain, &flipped), None, "byte {at}");
    }
}

#[test]
fn a_tile_that_decompresses_beyond_the_bound_is_refused() {
    // 64 kilobytes that are 63 megabytes.
    let large = bomb(63);
    assert!(large.len() < 100_000);
    let refused = check_tile(TileKind::Mvt, Compression::Gzip, large.into());
    assert_eq!(refused, Err(ReadError::TooLong { what: "the tile", most: MOST_TILE_BYTES }));
    for compression in [Compression::Zstd, Compression::Brotli] {
        let large = compressed(compression, &vec![0; MOST_TILE_BYTES + 1]);
        let refused = check_tile(TileKind::Mvt, compression, large.into());
        assert_eq!(refused, Err(ReadError::TooLong { what: "the tile", most: MOST_TILE_BYTES }), "{compression:?}");
    }
    // Zstandard: a window of 128 MiB, said in the second byte of the header.
    let window = b"\x28\xb5\x2f\xfd\x00\x88\x01\x00\x00";
    assert!(checked(TileKind::Mvt, Compression::Zstd, window).is_none());
}
