//! One layer of one tile.

use geo_types::Coord;

use super::clip::{Clipper, EXTENT};
use super::grid::TileId;
use super::mvt::{FeatureAttributes, LayerWriter};
use super::prepared::{PreparedPoints, PreparedPolygons};

/// The id that the feature at a position has in every tile of its layer. Never 0, which some readers take for none.
pub fn feature_id(position: usize) -> u64 {
    position as u64 + 1
}

/// The areas that a tile shows, as bytes of an MVT layer; None where it shows none. `attributes` gives those of the area at a
/// position, or None to leave it out.
///
/// An area too small to cover one unit of the tile's grid is not shown.
pub fn polygon_layer<'a, A: Into<FeatureAttributes<'a>>>(
    name: &str,
    layer: &PreparedPolygons,
    tile: TileId,
    mut attributes: impl FnMut(usize) -> Option<A>,
) -> Option<Vec<u8>> {
    let mut clipper = Clipper::default();
    let mut writer = LayerWriter::new(name, EXTENT);
    for unit in layer.near(clipper.reach(tile)) {
        let Some(attributes) = attributes(unit) else { continue };
        let area = clipper.clip(layer.rings(unit), tile);
        writer.add_area(feature_id(unit), attributes, area.polygons().iter().flatten());
    }
    writer.finish()
}

/// The points that a tile shows, as bytes of an MVT layer; None where it shows none. `attributes` gives those of the point at
/// a position, or None to leave it out.
///
/// Points have no margin: each is in exactly one tile of a zoom. MapLibre draws its circle over the edge of the tile, and
/// ignores circles outside of it; in two tiles it would be counted twice by everyone else.
pub fn point_layer<'a, A: Into<FeatureAttributes<'a>>>(
    name: &str,
    layer: &PreparedPoints,
    tile: TileId,
    mut attributes: impl FnMut(usize) -> Option<A>,
) -> Option<Vec<u8>> {
    let mut writer = LayerWriter::new(name, EXTENT);
    for (position, point) in layer.within(tile.unit_rect()) {
        if TileId::of(point, tile.z()) != Some(tile) {
            continue;
        }
        let Some(attributes) = attributes(position) else { continue };
        writer.add_point(feature_id(position), attributes, on_grid(point, tile));
    }
    writer.finish()
}

/// The point of the tile's grid nearest to a point in the tile: 0 to [`EXTENT`] − 1, since what is at [`EXTENT`] belongs to
/// the next tile.
fn on_grid(point: Coord<f64>, tile: TileId) -> Coord<i32> {
    let local = tile.local(point, f64::from(EXTENT));
    let nearest = |at: f64| at.round().clamp(0.0, f64::from(EXTENT - 1)) as i32;
    Coord { x: nearest(local.x), y: nearest(local.y) }
}

#[cfg(test)]
mod tests;
