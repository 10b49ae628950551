//! Rows of a collection in the formats that people work with. Each format is a [`FeatureWriter`].

mod csv;
mod feature_cache;
mod geojson;
mod writer;

pub use csv::{CsvRecords, CsvWriter};
pub use feature_cache::{FeatureCache, FeatureCaches};
pub use geojson::{GeoJsonFeatures, GeoJsonPoints, GeoJsonRows, write_feature};
pub use writer::{FeatureWriter, write_features};
