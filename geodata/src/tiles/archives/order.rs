//! The order of tiles in a PMTiles archive: zoom by zoom, along a Hilbert curve in each, so that what lies together on the map
//! lies together in the file (PMTiles 3, section 4.1).

use crate::grid::TileId;

/// The position of a tile in the order; 0 is the tile of zoom 0.
pub fn position(tile: TileId) -> u64 {
    // Every tile of the grid has a position: the order continues to zoom 31.
    pmtiles::TileCoord::new(tile.z(), tile.x(), tile.y()).map_or(0, |tile| pmtiles::TileId::from(tile).value())
}

/// The tile at a position; None beyond the deepest zoom of the grid.
pub fn tile_at(position: u64) -> Option<TileId> {
    let tile = pmtiles::TileCoord::from(pmtiles::TileId::new(position).ok()?);
    TileId::new(tile.z(), tile.x(), tile.y())
}

/// The position of the first tile of a zoom.
pub(super) fn first_of(z: u8) -> u64 {
    // (4^z − 1) / 3 tiles lie above zoom z.
    ((1 << (2 * u32::from(z))) - 1) / 3
}
