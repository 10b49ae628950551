//! GeoJSON as a client reads it.

use geo_types::{Coord, LineString, MultiPolygon, Point, Polygon};
use serde_json::Value as Json;

fn position(json: &Json) -> Coord<f64> {
    let at = |axis: usize| json[axis].as_f64().unwrap_or_else(|| panic!("no position: {json}"));
    Coord { x: at(0), y: at(1) }
}

fn list(json: &Json) -> &[Json] {
    json.as_array().unwrap_or_else(|| panic!("no list: {json}"))
}

fn polygon(json: &Json) -> Polygon<f64> {
    let mut rings = list(json).iter().map(|ring| LineString(list(ring).iter().map(position).collect()));
    Polygon::new(rings.next().expect("an outer ring"), rings.collect())
}

/// The point of a feature.
pub fn point(feature: &Json) -> Point<f64> {
    assert_eq!(feature["geometry"]["type"], "Point", "{feature}");
    Point(position(&feature["geometry"]["coordinates"]))
}

/// The area of a feature.
pub fn area(feature: &Json) -> MultiPolygon<f64> {
    let coordinates = &feature["geometry"]["coordinates"];
    match feature["geometry"]["type"].as_str() {
        Some("Polygon") => MultiPolygon(vec![polygon(coordinates)]),
        Some("MultiPolygon") => MultiPolygon(list(coordinates).iter().map(polygon).collect()),
        other => panic!("no area: {other:?}"),
    }
}

/// The features of a collection.
pub fn features(collection: &Json) -> &[Json] {
    list(&collection["features"])
}

/// The key of a feature.
pub fn id(feature: &Json) -> &str {
    feature["id"].as_str().unwrap_or_else(|| panic!("no id: {feature}"))
}
