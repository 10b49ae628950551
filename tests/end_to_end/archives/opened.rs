//! Archives read by libraries that know nothing of Kerben.

use std::fs;
use std::path::Path;

use bytes::Bytes;
use pmtiles::{AsyncBackend, AsyncPmTilesReader, BackendResponse, Header, NoCache, PmtResult, TileCoord};
use rusqlite::{Connection, OptionalExtension};
use serde_json::Value as Json;

use crate::archives::unpacked;

/// A whole file in memory.
pub struct Memory(Bytes);

impl AsyncBackend for Memory {
    async fn read(&self, offset: u64, length: usize) -> PmtResult<BackendResponse> {
        let start = (offset as usize).min(self.0.len());
        Ok(BackendResponse::new(self.0.slice(start..(start + length).min(self.0.len()))))
    }
}

/// An archive whose packed tiles can be asked for.
pub trait Archive {
    fn tile(&self, z: u8, x: u32, y: u32) -> Option<Vec<u8>>;
    fn metadata(&self) -> Json;
}

pub struct Pmtiles(AsyncPmTilesReader<Memory, NoCache>);

fn wait<T>(work: impl Future<Output = T>) -> T {
    actix_web::rt::System::new().block_on(work)
}

impl Pmtiles {
    pub fn open(path: &Path) -> Self {
        let memory = Memory(fs::read(path).expect("an archive").into());
        Self(wait(AsyncPmTilesReader::try_from_source(memory)).expect("a PMTiles archive"))
    }

    pub fn header(&self) -> &Header {
        self.0.get_header()
    }
}

impl Archive for Pmtiles {
    fn tile(&self, z: u8, x: u32, y: u32) -> Option<Vec<u8>> {
        wait(self.0.get_tile(TileCoord::new(z, x, y).expect("a tile"))).expect("readable").map(Into::into)
    }

    fn metadata(&self) -> Json {
        serde_json::from_str(&wait(self.0.get_metadata()).expect("metadata")).expect("JSON")
    }
}

pub struct Mbtiles(pub Connection);

impl Mbtiles {
    pub fn open(path: &Path) -> Self {
        Self(Connection::open(path).expect("an MBTiles archive"))
    }

    pub fn count(&self, table: &str) -> i64 {
        self.0.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).expect("a count")
    }
}

impl Archive for Mbtiles {
    fn tile(&self, z: u8, x: u32, y: u32) -> Option<Vec<u8>> {
        let query = "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?";
        let row = (1u32 << z) - 1 - y;
        self.0.query_row(query, (z, x, row), |row| row.get(0)).optional().expect("readable")
    }

    fn metadata(&self) -> Json {
        let mut query = self.0.prepare("SELECT name, value FROM metadata").expect("metadata");
        let rows = query.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).expect("rows");
        rows.map(|row| row.expect("a row")).map(|(name, value)| (name, Json::from(value))).collect()
    }
}

/// A folder of unpacked tiles.
pub struct Folder<'a>(pub &'a Path);

impl Folder<'_> {
    pub fn tile(&self, z: u8, x: u32, y: u32) -> Option<Vec<u8>> {
        fs::read(self.0.join(format!("{z}/{x}/{y}.mvt"))).ok()
    }
}

/// What a tile holds, whether it travels packed or not.
pub fn content(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(&[0x1f, 0x8b]) { unpacked(bytes) } else { bytes.to_vec() }
}
