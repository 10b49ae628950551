//! GeoJSON as a client reads it, with the `geojson` crate.

use geo_types::{MultiPolygon, Point, Polygon};
use geojson::{Feature, FeatureCollection, FeatureReader, Geometry, GeometryValue};
use serde::Deserialize;
use serde_json::Value as Json;

fn geometry(feature: &Json) -> Geometry {
    Geometry::deserialize(&feature["geometry"]).unwrap_or_else(|error| panic!("{error} in {feature}"))
}

/// The point of a feature.
pub fn point(feature: &Json) -> Point<f64> {
    Point::try_from(geometry(feature)).unwrap_or_else(|error| panic!("{error} in {feature}"))
}

/// The area of a feature.
pub fn area(feature: &Json) -> MultiPolygon<f64> {
    let geometry = geometry(feature);
    let area = match &geometry.value {
        GeometryValue::Polygon { .. } => Polygon::try_from(geometry).map(|polygon| MultiPolygon(vec![polygon])),
        _ => MultiPolygon::try_from(geometry),
    };
    area.unwrap_or_else(|error| panic!("{error} in {feature}"))
}

/// The features of a collection.
pub fn features(collection: &Json) -> &[Json] {
    collection["features"].as_array().unwrap_or_else(|| panic!("no list of features: {collection}"))
}

/// The key of a feature.
pub fn id(feature: &Json) -> &str {
    feature["id"].as_str().unwrap_or_else(|| panic!("no id: {feature}"))
}

/// A collection as the crate reads it, as a whole and one feature after the other.
pub fn collection(body: &[u8]) -> FeatureCollection {
    let shown = || String::from_utf8_lossy(&body[..body.len().min(500)]).into_owned();
    let collection: FeatureCollection =
        serde_json::from_slice(body).unwrap_or_else(|error| panic!("{error} in {}", shown()));
    // An empty list is an error for the reader of streams.
    if !collection.features.is_empty() {
        let streamed: Result<Vec<Feature>, _> = FeatureReader::from_reader(body).features().collect();
        let streamed = streamed.unwrap_or_else(|error| panic!("{error} in {}", shown()));
        assert_eq!(streamed, collection.features, "{}", shown());
    }
    collection
}

/// A single feature as the crate reads it.
pub fn feature(body: &[u8]) -> Feature {
    serde_json::from_slice(body).unwrap_or_else(|error| panic!("{error} in {}", String::from_utf8_lossy(body)))
}
