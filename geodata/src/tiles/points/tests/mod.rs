//! Points and clusters against scans that look at every point, and as decoders read them that know nothing of this code.

mod clusters;
mod single;
mod size;
mod sums;

use std::collections::BTreeMap;

use fast_mvt::{MvtGeometry, MvtReaderRef, MvtValueRef};
use geo_types::{Coord, Point};
use proptest::prelude::*;

use crate::grid::EXTENT;
use crate::tiles::AttributeValue;

/// A feature of a tile.
#[derive(Debug, PartialEq)]
struct Feature {
    id: u64,
    at: Coord<i32>,
    attributes: BTreeMap<String, AttributeValue>,
}

/// The features of a tile's only layer.
fn features(bytes: &[u8]) -> Vec<Feature> {
    let reader = MvtReaderRef::new(bytes).unwrap();
    assert_eq!(reader.layer_count(), 1);
    let layer = reader.layers().next().unwrap();
    assert_eq!((layer.version(), layer.extent()), (2, EXTENT));
    let value = |value: MvtValueRef<'_>| match value {
        MvtValueRef::String(text) => text.into(),
        MvtValueRef::UInt(number) => number.into(),
        MvtValueRef::Double(number) => number.into(),
        MvtValueRef::Bool(yes) => yes.into(),
        other => panic!("{other:?} is not written"),
    };
    let feature = |feature: fast_mvt::MvtFeatureRef<'_>| {
        let MvtGeometry::Point(at) = feature.geometry().unwrap() else { panic!("not a point") };
        let attributes = feature.properties_vec().unwrap();
        let attributes = attributes.into_iter().map(|(key, of)| (key.to_owned(), value(of))).collect();
        Feature { id: feature.id().unwrap(), at: at.0, attributes }
    };
    layer.features().map(feature).collect()
}

/// Points everywhere, among them some at one place, on edges of tiles, at the poles, and nowhere.
fn points(most: usize) -> impl Strategy<Value = Vec<Point<f64>>> {
    let anywhere = (-180.0..=180.0f64, -90.0..=90.0f64);
    let on_edges = (-16..=16i32, -8..=8i32).prop_map(|(x, y)| (f64::from(x) * 11.25, f64::from(y) * 11.25));
    let city = (74.0..74.1f64, 42.0..42.1f64);
    let nowhere = prop_oneof![Just((f64::NAN, 0.0)), Just((0.0, f64::INFINITY)), Just((180.5, 1.0))];
    let point = prop_oneof![5 => anywhere, 3 => on_edges, 8 => city, 1 => nowhere];
    prop::collection::vec(point.prop_map(|(x, y)| Point::new(x, y)), 0..most)
}
