//! A PMTiles archive, and the tiles in it.
#![no_main]

use std::time::{Duration, Instant};

use bytes::Bytes;
use geodata::grid::TileId;
use geodata::tiles::archives::{PmTiles, check_tile};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|content: &[u8]| {
    let deadline = Instant::now() + Duration::from_secs(5);
    let Ok(archive) = PmTiles::open(Bytes::copy_from_slice(content), deadline) else { return };
    for (z, x, y) in [(0, 0, 0), (1, 1, 0), (2, 2, 1), (5, 22, 11), (6, 45, 23), (22, 0, 0)] {
        let tile = TileId::new(z, x, y).expect("a tile");
        if let Ok(Some(bytes)) = archive.tile(tile, deadline) {
            let _ = check_tile(archive.about.kind, archive.about.compression, bytes);
        }
    }
});
