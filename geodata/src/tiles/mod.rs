//! Vector tiles: where tiles are, what of a layer lies in one, and how it is written down.
//!
//! ```text
//! areas ─► ZoomLevel ─► ZoomArcs ─► ZoomAreas ─► Clipper ─► LayerWriter ─► MVT layer
//! points ─► PreparedPoints ─► groups ──────────►
//!                       ZoomArcs ─► Borders ───►
//!           ZoomLevel ─► LabelPlaces ─► Labels ►
//! ```
//!
//! A layer is projected and indexed once ([`ZoomAreas`], [`points`]), areas for each zoom. A request for a tile ([`grid`]) looks
//! at what is near, cuts it to the tile on the integer grid ([`clip`]) and writes it down with its attributes ([`mvt`]). A tile of several
//! layers is their bytes one after the other. What the attributes say is not decided here; a [`selection`] keeps them
//! encoded between tiles.

pub mod archives;
mod arcs;
mod areas;
pub mod attributes;
pub mod borders;
#[cfg(test)]
mod boundaries;
mod boxes;
mod chunk;
pub mod clip;
mod field;
pub mod grid;
pub mod labels;
mod layers;
mod mlt;
pub mod mvt;
pub mod points;
pub mod selection;
mod tile;
mod zooms;

pub use arcs::ZoomArcs;
pub use areas::ZoomAreas;
pub use attributes::{AttributeValue, Attributes};
pub use borders::Borders;
pub use clip::{BUFFER, ClippedArea, Clipper, EXTENT};
pub use field::TileField;
pub use grid::{MAX_LATITUDE, MAX_ZOOM, TileId, TileRange, project, tiles_covering, unproject};
pub use labels::{LabelPlaces, LabelPoint, Labels, UnitPlaces};
pub use layers::{TileLayer, TileLayers};
pub use mlt::{ConversionError, mlt_from_mvt};
pub use mvt::{FeatureAttributes, LayerWriter};
pub use points::{PreparedPoints, point_layer};
pub use selection::{AtlasCells, Cells, Row, Selection};
pub use tile::{feature_id, polygon_layer};
pub use zooms::Zooms;
