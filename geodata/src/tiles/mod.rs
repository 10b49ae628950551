//! Vector tiles: where tiles are, what of a layer lies in one, and how it is written down.
//!
//! ```text
//! areas ─► PreparedPolygons ─► Clipper ─► LayerWriter ─► MVT layer
//! points ─► PreparedPoints ──────────────►
//! ```
//!
//! A layer is projected and indexed once ([`prepared`]). A request for a tile ([`grid`]) looks at what is near, cuts it
//! to the tile on the integer grid ([`clip`]) and writes it down with its attributes ([`mvt`]). A tile of several
//! layers is their bytes one after the other. What the attributes say is not decided here.

pub mod archives;
pub mod attributes;
pub mod clip;
pub mod grid;
mod layers;
pub mod mvt;
pub mod prepared;
mod tile;

pub use attributes::{AttributeValue, Attributes};
pub use clip::{BUFFER, ClippedArea, Clipper, EXTENT};
pub use grid::{MAX_LATITUDE, MAX_ZOOM, TileId, project, tiles_covering, unproject};
pub use layers::{TileLayer, TileLayers};
pub use mvt::LayerWriter;
pub use prepared::{PreparedPoints, PreparedPolygons};
pub use tile::{feature_id, point_layer, polygon_layer};
