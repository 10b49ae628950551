//! What is sent as GeoJSON is what the `geojson` crate reads, as a whole and one feature after the other.

use geojson::{Feature, FeatureCollection, GeometryValue};
use tests::Server;
use tests::geojson::{collection, feature};

fn get(server: &Server, path: &str) -> Vec<u8> {
    let answer = server.get(path);
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    assert_eq!(answer.header("Content-Type"), Some("application/geo+json"), "{path}");
    answer.body
}

/// A page; its counts are those that it says.
fn page(server: &Server, path: &str) -> FeatureCollection {
    let page = collection(&get(server, path));
    let members = page.foreign_members.as_ref().unwrap_or_else(|| panic!("{path}: no members"));
    assert_eq!(members["numberReturned"], page.features.len(), "{path}");
    assert!(page.features.iter().all(|feature| feature.properties.is_some() && feature.id.is_some()), "{path}");
    page
}

fn types(features: &[Feature]) -> Vec<&'static str> {
    let geometry = |feature: &Feature| feature.geometry.as_ref().map(|geometry| geometry.value.type_name());
    let mut types: Vec<&str> = features.iter().filter_map(geometry).collect();
    assert_eq!(types.len(), features.len(), "every feature has a geometry");
    types.sort_unstable();
    types.dedup();
    types
}

#[test]
fn features_of_every_collection_are_read_alone_and_in_pages() {
    let server = Server::of_sample();
    for (name, expected) in [
        ("admin0", vec!["MultiPolygon", "Polygon"]),
        ("admin1", vec!["MultiPolygon", "Polygon"]),
        ("admin2", vec!["MultiPolygon", "Polygon"]),
        ("communities", vec!["Point"]),
    ] {
        let items = format!("/collections/{name}/items");
        let all = page(&server, &format!("{items}?limit=100"));
        assert!(!all.features.is_empty(), "{name}");
        assert!(types(&all.features).iter().all(|kind| expected.contains(kind)), "{name}");
        for alone in all.features.iter().take(5) {
            let Some(geojson::feature::Id::String(id)) = &alone.id else { panic!("{alone:?}") };
            let mut read = feature(&get(&server, &format!("{items}/{id}")));
            assert!(read.foreign_members.take().is_some_and(|members| members.contains_key("links")));
            assert_eq!(read, *alone, "{name}");
        }
        let none = page(&server, &format!("{items}?bbox=0,0,1,1"));
        assert!(none.features.is_empty(), "{name}");
        let some = page(&server, &format!("{items}?bbox=72.5,40.3,73,40.8&limit=10"));
        assert!(!some.features.is_empty(), "{name}");
        let sorted = page(&server, &format!("{items}?limit=3"));
        assert_eq!(sorted.features, all.features[..sorted.features.len()], "{name}");
        let projected = page(&server, &format!("{items}?limit=3&crs=http://www.opengis.net/def/crs/EPSG/0/3857"));
        assert_eq!(types(&projected.features), types(&sorted.features), "{name}");
        assert!(projected.features.iter().zip(&sorted.features).all(|(one, other)| one.geometry != other.geometry));
    }
}

#[test]
fn answers_with_points_are_read() {
    let server = Server::of_sample();
    for path in
        ["/nearest?lon=74.6&lat=42.87", "/services/hospital/communities", "/services/hospital/communities?limit=1"]
    {
        let found = page(&server, path);
        let is_point = |feature: &Feature| {
            feature.geometry.as_ref().is_some_and(|geometry| matches!(geometry.value, GeometryValue::Point { .. }))
        };
        assert!(!found.features.is_empty() && found.features.iter().all(is_point), "{path}");
    }
}
