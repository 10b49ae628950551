//! The areas of one tile.

use super::areas::ZoomAreas;
use super::clip::{Clipper, across};
use super::mvt::{FeatureAttributes, LayerWriter};
use crate::grid::{EXTENT, TileId};

/// The id that the feature at a position has in every tile of its layer. Never 0, which some readers take for none.
pub fn feature_id(position: usize) -> u64 {
    position as u64 + 1
}

/// The areas that a tile of their zoom shows, as bytes of an MVT layer; None where it shows none, and for a tile of another zoom.
/// `attributes` gives those of the area at a position, or None to leave it out.
///
/// An area too small to cover one unit of the tile's grid is not shown.
pub fn polygon_layer<'a, A: Into<FeatureAttributes<'a>>>(
    name: &str,
    areas: &ZoomAreas,
    tile: TileId,
    mut attributes: impl FnMut(usize) -> Option<A>,
) -> Option<Vec<u8>> {
    if tile.z() != areas.zoom() {
        return None;
    }
    let mut clipper = Clipper::default();
    let mut writer = LayerWriter::new(name, EXTENT);
    let buffered_bounds = clipper.buffered_bounds(tile);
    let mut near = areas.near(buffered_bounds);
    // In the margin, at the other end of the map.
    let mut beyond: Vec<u32> = across(tile, buffered_bounds).flat_map(|end| areas.near(end.around)).collect();
    if !beyond.is_empty() {
        beyond.sort_unstable();
        near.extend(&beyond);
        near.sort_unstable();
        near.dedup();
    }
    for unit in near {
        let goes_on = beyond.binary_search(&unit).is_ok();
        let unit = unit as usize;
        let Some(attributes) = attributes(unit) else { continue };
        let area = if goes_on { clipper.clip_across(areas, unit, tile) } else { clipper.clip(areas, unit, tile) };
        writer.add_area(feature_id(unit), attributes, area.rings());
    }
    writer.finish()
}

#[cfg(test)]
mod tests;
