//! Rows → the formats that people work with.

mod feature_cache;
mod geojson;

pub use feature_cache::FeatureCache;
pub use geojson::{GeoJsonWriter, write_feature};
