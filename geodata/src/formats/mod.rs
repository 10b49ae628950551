//! Rows → the formats that people work with.

mod geojson;

pub use geojson::{GeoJsonWriter, write_feature, write_geometry};
