//! The points of a tile, written down.

use super::clustering::GroupedZooms;
use super::groups::{Group, Place, places};
use super::prepared::PreparedPoints;
use crate::tiles::clip::EXTENT;
use crate::tiles::{Attributes, LayerWriter, TileId, feature_id};

/// The points that a tile shows, as bytes of an MVT layer, in Z-order; None where it shows none. `attributes` gives those of
/// the point at a position, or None to leave it out.
///
/// Points have no margin: each is in exactly one tile of a zoom. MapLibre draws its circle over the edge of the tile, and
/// ignores circles outside of it; in two tiles it would be counted twice by everyone else.
pub fn point_layer<'a>(
    name: &str,
    layer: &PreparedPoints,
    tile: TileId,
    mut attributes: impl FnMut(usize) -> Option<&'a Attributes>,
) -> Option<Vec<u8>> {
    let mut writer = LayerWriter::new(name, EXTENT);
    let ranks = layer.ranks(tile);
    for (rank, feature) in ranks.clone().zip(layer.features(ranks)) {
        let Some(attributes) = attributes(feature) else { continue };
        writer.add_point(feature_id(feature), attributes, layer.on_grid(rank, tile));
    }
    writer.finish()
}

/// The same with the points of a cell together, where it has more than one. `single` gives the attributes of the point at a
/// position, `group` those of a group.
pub fn grouped_point_layer(
    name: &str,
    layer: &PreparedPoints,
    tile: TileId,
    zooms: GroupedZooms,
    mut single: impl FnMut(usize) -> Attributes,
    mut group: impl FnMut(&Group) -> Attributes,
) -> Option<Vec<u8>> {
    let shown: Vec<_> = places(layer, tile, zooms)
        .filter_map(|place| {
            Some(match place {
                Place::Single(rank) => {
                    let feature = layer.features(rank..rank + 1).next()?;
                    (feature_id(feature), layer.on_grid(rank, tile), single(feature))
                }
                Place::Group(of) => (of.id, of.at, group(&of)),
            })
        })
        .collect();
    let mut writer = LayerWriter::new(name, EXTENT);
    for (id, at, attributes) in &shown {
        writer.add_point(*id, attributes, *at);
    }
    writer.finish()
}
