//! Vector tiles: where tiles are, what of a layer lies in one, and how it is written down.
//!
//! ```text
//! areas ─► ZoomLevel ─► ZoomArcs ─► ZoomAreas ─► Clipper ─► LayerWriter ─► MVT layer
//! points ─► ZOrderPoints ─► groups ──────────►
//!                       ZoomArcs ─► Borders ───►
//!           ZoomLevel ─► LabelAnchors ─► Labels ►
//! ```
//!
//! A layer is projected and indexed once ([`ZoomAreas`], [`points`]), areas for each zoom. A request for a tile ([`grid`]) looks
//! at what is near, cuts it to the tile on the integer grid ([`clip`]) and writes it down with its attributes ([`mvt`]). A tile of several
//! layers is their bytes one after the other. What the attributes say is not decided here; a [`encoded_attributes`] keeps them
//! encoded between tiles.

pub mod archives;
mod arcs;
mod areas;
mod attribute_cache;
pub mod attributes;
pub mod borders;
#[cfg(test)]
mod boundaries;
mod boxes;
mod chunk;
pub mod clip;
mod coverages;
mod data;
pub mod encoded_attributes;
mod error;
mod field;
pub mod labels;
mod layers;
mod mlt;
pub mod mvt;
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

/// The name of the layer with its labels.
fn labels_id(collection: Collection) -> String {
    format!("{}_labels", collection.id())
}
