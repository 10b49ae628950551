//! From a request to the bytes of a tile.

use super::data::TileData;
use super::error::TileError;
use super::layers::TileLayer;
use super::request::{LayerRequest, TileRequest};
use super::{DEEPEST_ZOOM, borders_id, labels_id, points_id};
use crate::grid::TileId;
use crate::query::Collection;

/// A tile as a Mapbox Vector Tile, uncompressed; None where it shows nothing.
pub fn render(data: &TileData, request: &TileRequest<'_>) -> Result<Option<Vec<u8>>, TileError> {
    let mut tile = Vec::new();
    // A tile of several layers is their bytes one after the other.
    for layer in request.layers {
        let bytes = render_collection(data, layer, request.id)?;
        if tile.is_empty() { tile = bytes } else { tile.extend(bytes) }
    }
    Ok((!tile.is_empty()).then_some(tile))
}

/// The layers of one collection: its features, then borders, labels and points.
fn render_collection(data: &TileData, request: &LayerRequest, id: TileId) -> Result<Vec<u8>, TileError> {
    let collection = request.collection;
    let parts = TileData::parts(request)?;
    // Before anything else: whether the request is right must not depend on the tile.
    let encoded = data.attributes(request)?;
    let attributes = |rank: usize| encoded.row(rank);
    let clustering = data.clustering(request)?;
    let zooms = clustering.and_then(|(points, mode)| mode.zooms(points, encoded.columns(), DEEPEST_ZOOM));
    let features = match zooms.filter(|zooms| id.z() <= zooms.last) {
        _ if !parts.areas => None,
        Some(zooms) => {
            let clusters = data.clusters(request)?;
            clusters.and_then(|clusters| clusters.tile(collection.id(), id, zooms, attributes))
        }
        None => data.layers.layer(collection).and_then(|layer: &TileLayer| layer.tile(collection.id(), id, attributes)),
    };
    let mut bytes = features.unwrap_or_default();
    if let Collection::Admin(level) = collection {
        let borders = data.layers.borders(level).filter(|_| parts.borders);
        bytes.extend(borders.and_then(|borders| borders.layer(&borders_id(collection), id)).unwrap_or_default());
        let labels = data.layers.labels(level).filter(|_| parts.labels);
        bytes.extend(labels.and_then(|labels| labels.layer(&labels_id(collection), id)).unwrap_or_default());
        let points = data.layers.labels(level).filter(|_| parts.points);
        bytes.extend(
            points.and_then(|points| points.points(&points_id(collection), id, attributes)).unwrap_or_default(),
        );
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests;
