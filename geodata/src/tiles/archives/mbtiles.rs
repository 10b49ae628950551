use std::fs::File;
use std::path::Path;

use rusqlite::{Connection, params};

use super::checkpoint_tiles::CheckpointTiles;
use super::error::ArchiveError;
use super::metadata::Metadata;
use super::order::tile_at;

/// Tiles by address and contents by id, so that equal tiles share theirs; `tiles` joins them for readers.
const SCHEMA: &str = "
    CREATE TABLE metadata (name TEXT, value TEXT);
    CREATE TABLE map (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_id TEXT);
    CREATE TABLE images (tile_id TEXT, tile_data BLOB);
";
const INDEXES: &str = "
    CREATE UNIQUE INDEX name ON metadata (name);
    CREATE UNIQUE INDEX map_index ON map (zoom_level, tile_column, tile_row);
    CREATE UNIQUE INDEX images_id ON images (tile_id);
    CREATE VIEW tiles AS SELECT map.zoom_level AS zoom_level, map.tile_column AS tile_column, map.tile_row AS tile_row,
        images.tile_data AS tile_data FROM map JOIN images ON images.tile_id = map.tile_id;
";

/// Writes an MBTiles archive (MBTiles 1.3).
pub(super) fn write(path: &Path, tiles: &CheckpointTiles<'_>, metadata: &Metadata) -> Result<(), ArchiveError> {
    let failed = || ArchiveError::sqlite(path);
    let connection = Connection::open(path).map_err(failed())?;
    // The file has a temporary name until it is complete, so no journal is needed. 0x4d504258 is "MPBX", by which `file` knows it.
    connection
        .execute_batch(&format!(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA application_id = 0x4d504258; BEGIN; {SCHEMA}"
        ))
        .map_err(failed())?;
    for (name, value) in metadata.mbtiles() {
        connection.execute("INSERT INTO metadata VALUES (?, ?)", [name, &value]).map_err(failed())?;
    }
    {
        let mut map = connection.prepare("INSERT INTO map VALUES (?, ?, ?, ?)").map_err(failed())?;
        let mut image = connection.prepare("INSERT INTO images VALUES (?, ?)").map_err(failed())?;
        // Contents are numbered in the order in which they first occur.
        let mut contents = 0;
        tiles.for_each(|position, content, bytes| {
            let Some(tile) = tile_at(position) else { return Ok(()) };
            // Rows are counted from the south.
            let row = (1 << tile.z()) - 1 - tile.y();
            let id = content.to_string();
            map.execute(params![tile.z(), tile.x(), row, id]).map_err(failed())?;
            if content > contents {
                contents = content;
                image.execute(params![id, bytes]).map_err(failed())?;
            }
            Ok(())
        })?;
    }
    connection.execute_batch(&format!("{INDEXES} COMMIT;")).map_err(failed())?;
    connection.close().map_err(|(_, error)| error).map_err(failed())?;
    File::open(path).and_then(|file| file.sync_all()).map_err(ArchiveError::io(path))
}
