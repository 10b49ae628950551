//! Rows → the formats that people work with.

mod geojson;
mod kept;

pub use geojson::{GeoJsonWriter, write_feature};
pub use kept::KeptFeatures;
