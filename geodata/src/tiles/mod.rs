//! Vector tiles: from a [`TileRequest`] to the bytes of a tile ([`render`]), and the description of a set of tiles ([`Tileset`]).
//!
//! ```text
//! areas ─► ZoomLevel ─► ZoomArcs ─► ZoomAreas ─► Clipper ─► LayerWriter ─► MVT layer
//! points ─► ZOrderPoints ─► clusters ────────►
//!                       ZoomArcs ─► Borders ─►
//!           ZoomLevel ─► LabelAnchors ─► Labels ►
//! columns ─► EncodedAttributes ─────────────►
//! ```
//!
//! [`TileLayers`] projects and indexes each layer once; areas once for each zoom. Rendering a tile looks up the features near it, clips
//! them on the integer grid ([`clip`]) and encodes them with their attributes ([`mvt`]), which stay encoded between tiles
//! ([`encoded_attributes`], [`AttributeCache`]). A tile of several layers is their bytes, concatenated.
//!
//! The server, the export and the warm-up build the same request:
//!
//! ```ignore
//! let layers = [LayerRequest::of_default_round(&data.atlas, Collection::Communities)];
//! let tile = tiles::render(&data, &TileRequest { id, layers: &layers })?;
//! ```

pub mod archives;
mod arcs;
mod areas;
mod attribute_cache;
pub mod attributes;
pub mod borders;
#[cfg(test)]
mod boundaries;

mod chunk;
pub mod clip;
mod context;
mod coverages;
mod data;
pub mod encoded_attributes;
mod error;
mod field;
pub mod international_borders;
mod labels;
mod layers;
mod mlt;
pub mod mvt;
mod packed_rtree;
pub mod points;
mod render;
mod request;
mod tile;
mod tile_json;
mod tileset;

use crate::query::Collection;

pub use arcs::ZoomArcs;
pub use areas::ZoomAreas;
pub use attribute_cache::AttributeCache;
pub use attributes::{AttributeValue, Attributes};
pub use borders::Borders;
pub use clip::{BUFFER, ClippedArea, Clipper};
pub use context::{CONTEXT, CONTEXT_LABELS, ContextTiles, DEEPEST_ZOOM_OF_CONTEXT};
pub use coverages::SimplifiedCoverages;
pub use data::TileData;
pub use encoded_attributes::{AtlasAttributeSource, AttributeSource, EncodedAttributes, EncodedRow};
pub use error::TileError;
pub use field::TileField;
pub use labels::{LabelAnchors, LabelPoint, Labels, UnitAnchors};
pub use layers::{TileLayer, TileLayers};
pub use mlt::{ConversionError, mlt_from_mvt};
pub use mvt::{FeatureAttributes, LayerWriter};
pub use points::{ZOrderPoints, point_layer};
pub use render::render;
pub use request::{AttributeSelection, IndicatorSpec, JoinSpec, LayerParts, LayerRequest, TileRequest};
pub use tile::{feature_id, polygon_layer};
pub use tile_json::TileJson;
pub use tileset::{LayerContent, Tileset, TilesetCollection, VectorLayer};

/// The deepest zoom that has tiles; maps draw closer views from these.
pub use crate::topology::DEEPEST_ZOOM;

/// The name of the layer with the borders of a collection.
fn borders_id(collection: Collection) -> String {
    format!("{}_borders", collection.id())
}

/// The name of the layer with a point for each of its areas.
fn points_id(collection: Collection) -> String {
    format!("{}_points", collection.id())
}

/// The name of the layer with its labels.
fn labels_id(collection: Collection) -> String {
    format!("{}_labels", collection.id())
}
