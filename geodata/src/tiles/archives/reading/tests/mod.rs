//! Archives that claim more than they have, or that never end, are refused with the reason.

mod mbtiles;
mod pmtiles;
mod tiles;

use std::io::Write;
use std::time::{Duration, Instant};

use bytes::Bytes;

fn soon() -> Instant {
    Instant::now() + Duration::from_secs(20)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// As many mebibytes of blanks, in a thousandth of the bytes: one that is compressed, again and again.
fn bomb(mebibytes: usize) -> Vec<u8> {
    gzip(&vec![b' '; 1 << 20]).repeat(mebibytes)
}

/// A vector tile with one empty layer.
fn vector_tile() -> Bytes {
    Bytes::from_static(b"\x1a\x05\x78\x02\x0a\x01a")
}
