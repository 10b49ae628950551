//! The points of a tile, written down.

use super::clustering::GroupedZooms;
use super::groups::{Group, Place, places};
use super::prepared::PreparedPoints;
use crate::tiles::clip::EXTENT;
use crate::tiles::{Attributes, FeatureAttributes, LayerWriter, TileId, feature_id};

/// The points that a tile shows, as bytes of an MVT layer, in Z-order; None where it shows none. `attributes` gives those of
/// the point at a rank, or None to leave it out.
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
    let ranks = layer.ranks(tile);
    for (rank, feature) in ranks.clone().zip(layer.features(ranks)) {
        let Some(attributes) = attributes(rank) else { continue };
        writer.add_point(feature_id(feature), attributes, layer.on_grid(rank, tile));
    }
    writer.finish()
}

/// The same with the points of a cell together, where it has more than one. `single` gives the attributes of the point at a
/// rank, or None to leave it out, `group` those of a group.
pub fn grouped_point_layer<'a, A: Into<FeatureAttributes<'a>>>(
    name: &str,
    layer: &PreparedPoints,
    tile: TileId,
    zooms: GroupedZooms,
    mut single: impl FnMut(usize) -> Option<A>,
    mut group: impl FnMut(&Group) -> Attributes,
) -> Option<Vec<u8>> {
    // The writer borrows what groups say.
    let shown: Vec<(Place, Attributes)> = places(layer, tile, zooms)
        .map(|place| {
            let said = match &place {
                Place::Single(_) => Attributes::default(),
                Place::Group(of) => group(of),
            };
            (place, said)
        })
        .collect();
    let mut writer = LayerWriter::new(name, EXTENT);
    for (place, said) in &shown {
        match place {
            Place::Single(rank) => {
                let Some((feature, attributes)) = layer.feature(*rank).zip(single(*rank)) else { continue };
                let attributes: FeatureAttributes<'a> = attributes.into();
                writer.add_point(feature_id(feature), attributes, layer.on_grid(*rank, tile));
            }
            Place::Group(of) => writer.add_point(of.id, said, of.at),
        }
    }
    writer.finish()
}
