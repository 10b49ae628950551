//! Rows → the formats that people work with.

mod geojson;
mod kept;

pub use geojson::{GeoJsonWriter, write_feature, write_geometry};
pub use kept::KeptFeatures;
