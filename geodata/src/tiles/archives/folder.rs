use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;

use super::checkpoint_tiles::CheckpointTiles;
use super::error::ArchiveError;
use super::metadata::Metadata;
use super::order::tile_at;

/// Writes a folder of tiles, which any web server can serve.
///
/// Tiles are uncompressed: a plain file server sends no `Content-Encoding`. Equal tiles are one file with
/// several names where the file system can do that.
pub(super) fn write(folder: &Path, tiles: &CheckpointTiles<'_>, metadata: &Metadata) -> Result<(), ArchiveError> {
    let mut written: HashMap<i64, PathBuf> = HashMap::new();
    fs::create_dir_all(folder).map_err(ArchiveError::io(folder))?;
    tiles.for_each(|position, content, compressed| {
        let Some(tile) = tile_at(position) else { return Ok(()) };
        let column = folder.join(tile.z().to_string()).join(tile.x().to_string());
        fs::create_dir_all(&column).map_err(ArchiveError::io(&column))?;
        let path = column.join(format!("{}.mvt", tile.y()));
        if written.get(&content).is_some_and(|same| fs::hard_link(same, &path).is_ok()) {
            return Ok(());
        }
        let mut bytes = Vec::new();
        GzDecoder::new(compressed).read_to_end(&mut bytes).map_err(ArchiveError::io(&path))?;
        fs::write(&path, bytes).map_err(ArchiveError::io(&path))?;
        written.insert(content, path);
        Ok(())
    })?;
    let path = folder.join("tiles.json");
    let document = serde_json::to_vec_pretty(&metadata.tile_json("{z}/{x}/{y}.mvt")).unwrap_or_default();
    fs::write(&path, document).map_err(ArchiveError::io(&path))
}
