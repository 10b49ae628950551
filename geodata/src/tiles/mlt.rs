//! MapLibre Tiles: the layers of a vector tile again, column by column instead of feature by feature.
//!
//! A tile is made as MVT and converted, so that both say the same.

use mlt_core::MltError;
use mlt_core::encoder::EncoderConfig;
use mlt_core::mvt::mvt_to_tile_layers;

/// Why a tile could not be converted. It is not to be expected of tiles that [`super::LayerWriter`] wrote.
#[derive(Debug, thiserror::Error)]
#[error("the tile cannot be written as a MapLibre Tile: {0}")]
pub struct ConversionError(#[from] MltError);

/// The layers of an MVT tile as a MapLibre Tile, with the same features in the same order.
pub fn mlt_from_mvt(tile: &[u8]) -> Result<Vec<u8>, ConversionError> {
    // Features stay in the order of the tile, which lies near to each other what is near on the ground: trying other
    // orders takes most of the time and saves next to nothing (docs/mlt.md). Dictionaries shared between columns are left
    // out because readers are not agreed on them.
    let config = EncoderConfig::default()
        .with_spatial_morton_sort(false)
        .with_spatial_hilbert_sort(false)
        .with_id_sort(false)
        .with_shared_dict(false);
    let mut converted = Vec::with_capacity(tile.len() / 2);
    for layer in mvt_to_tile_layers(tile)? {
        converted.extend(layer.encode(config)?);
    }
    Ok(converted)
}
