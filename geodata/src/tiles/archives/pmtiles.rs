use std::fs::File;
use std::path::Path;

use pmtiles::{Compression, PmTilesWriter, TileCoord, TileType};

use super::checkpoint_tiles::CheckpointTiles;
use super::error::ArchiveError;
use super::metadata::Metadata;
use super::order::tile_at;

/// Writes a PMTiles archive. Equal consecutive tiles are one run of its directory; other equal tiles share their bytes.
pub(super) fn write(path: &Path, tiles: &CheckpointTiles<'_>, metadata: &Metadata) -> Result<(), ArchiveError> {
    let failed = || ArchiveError::pmtiles(path);
    let file = File::create(path).map_err(ArchiveError::io(path))?;
    let ([west, south, east, north], (lon, lat, zoom)) = (metadata.bounds, metadata.center);
    let mut writer = PmTilesWriter::new(TileType::Mvt)
        .precompressed(Compression::Gzip)
        .dedup_by_key::<i64>()
        .min_zoom(metadata.zooms.0)
        .max_zoom(metadata.zooms.1)
        .bounds(west, south, east, north)
        .center(lon, lat)
        .center_zoom(zoom)
        .metadata(metadata.pmtiles().to_string())
        .create(&file)
        .map_err(failed())?;
    tiles.for_each(|position, content, bytes| {
        let Some(tile) = tile_at(position) else { return Ok(()) };
        let tile = TileCoord::new(tile.z(), tile.x(), tile.y()).map_err(failed())?;
        writer.add_tile(tile, bytes, Some(content)).map_err(failed())
    })?;
    writer.finalize().map_err(failed())?;
    file.sync_all().map_err(ArchiveError::io(path))
}
