//! The points of a tile as an MVT layer.

use super::clustering::ClusterZooms;
use super::clusters::{Cluster, ClusterOrPoint, places};
use super::z_order::ZOrderPoints;
use crate::grid::{EXTENT, TileId};
use crate::tiles::{Attributes, FeatureAttributes, LayerWriter, feature_id};

/// The points of a tile as an MVT layer, in Z-order; None where there are none. `attributes` returns those of the point at a rank, or None
/// to omit it.
///
/// Points have no margin: each is in exactly one tile of a zoom. MapLibre draws its circle across the edge of the tile and ignores circles
/// outside of it; other clients would count a point in two tiles twice.
pub fn point_layer<'a, A: Into<FeatureAttributes<'a>>>(
    name: &str,
    layer: &ZOrderPoints,
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

/// The same with the points of a cell clustered, where it has more than one. `single` returns the attributes of the point at a rank, or
/// None to omit it; `group` those of a cluster.
pub fn clustered_point_layer<'a, A: Into<FeatureAttributes<'a>>>(
    name: &str,
    layer: &ZOrderPoints,
    tile: TileId,
    zooms: ClusterZooms,
    mut single: impl FnMut(usize) -> Option<A>,
    mut group: impl FnMut(&Cluster) -> Attributes,
) -> Option<Vec<u8>> {
    // The writer borrows the attributes of clusters.
    let shown: Vec<(ClusterOrPoint, Attributes)> = places(layer, tile, zooms)
        .map(|place| {
            let said = match &place {
                ClusterOrPoint::Single(_) => Attributes::default(),
                ClusterOrPoint::Cluster(of) => group(of),
            };
            (place, said)
        })
        .collect();
    let mut writer = LayerWriter::new(name, EXTENT);
    for (place, said) in &shown {
        match place {
            ClusterOrPoint::Single(rank) => {
                let Some((feature, attributes)) = layer.feature(*rank).zip(single(*rank)) else { continue };
                let attributes: FeatureAttributes<'a> = attributes.into();
                writer.add_point(feature_id(feature), attributes, layer.on_grid(*rank, tile));
            }
            ClusterOrPoint::Cluster(of) => writer.add_point(of.id, said, of.at),
        }
    }
    writer.finish()
}
