//! An MBTiles archive, and the tiles in it.
#![no_main]

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use geodata::grid::TileId;
use geodata::tiles::archives::{MbTiles, check_tile};
use kerben_fuzz::folder;
use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;

static FOLDER: LazyLock<TempDir> = LazyLock::new(folder);

fuzz_target!(|content: &[u8]| {
    let path = FOLDER.path().join("x.mbtiles");
    std::fs::write(&path, content).expect("written");
    let deadline = Instant::now() + Duration::from_secs(5);
    let Ok(archive) = MbTiles::open(&path, deadline) else { return };
    for (z, x, y) in [(0, 0, 0), (1, 1, 0), (5, 22, 11), (22, 0, 0)] {
        let tile = TileId::new(z, x, y).expect("a tile");
        if let Ok(Some(bytes)) = archive.tile(tile, deadline) {
            let _ = check_tile(archive.about.kind, archive.about.compression, bytes);
        }
    }
});
