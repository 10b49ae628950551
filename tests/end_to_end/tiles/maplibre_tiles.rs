//! MapLibre Tiles, read by MapLibre's own decoder, say what the Mapbox Vector Tiles say.

use mlt_core::{Decoder, Layer, Parser, PropValue, TileLayer};
use tests::{Answer, Server};

use crate::tiles::bounds;
use crate::tiles::decoded::Tile;

const MLT: &str = "application/vnd.maplibre-tile";

fn decoded(answer: &Answer) -> Vec<TileLayer> {
    assert_eq!(answer.header("Content-Type"), Some(MLT));
    let layers = Parser::default().parse_layers(&answer.body).expect("a MapLibre tile");
    let tile = |layer: Layer<'_>| {
        layer.into_layer01().expect("a layer of features").into_tile(&mut Decoder::default()).expect("features")
    };
    layers.into_iter().map(tile).collect()
}

/// The values of a feature that are not null, by name.
fn said(layer: &TileLayer, properties: &[PropValue]) -> Vec<(String, String)> {
    let names = layer.property_names().iter().map(ToString::to_string);
    let mut said: Vec<(String, String)> =
        names.zip(properties).filter(|(_, value)| !value.is_null()).map(|(name, value)| (name, shown(value))).collect();
    said.sort();
    said
}

/// A value whatever the width of its column.
fn shown(value: &PropValue) -> String {
    match value {
        PropValue::Bool(Some(yes)) => yes.to_string(),
        PropValue::U32(Some(number)) => number.to_string(),
        PropValue::U64(Some(number)) => number.to_string(),
        PropValue::I32(Some(number)) => number.to_string(),
        PropValue::I64(Some(number)) => number.to_string(),
        PropValue::F32(Some(number)) => format!("{:?}", f64::from(*number)),
        PropValue::F64(Some(number)) => format!("{number:?}"),
        PropValue::Str(Some(text)) => format!("{text:?}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_maplibre_tile_has_the_features_shapes_and_attributes_of_the_vector_tile() {
    let server = Server::of_sample();
    let mut compared = 0;
    for (collection, query) in [
        ("admin0", ""),
        ("admin1", "?year=2023"),
        ("admin2", "?indicator=emigrants&per=share"),
        ("communities", "?year=2022"),
        ("communities", "?geometry=only"),
    ] {
        for z in [0, 5, 7] {
            for tile in Tile::around(bounds(&server), z) {
                let path = tile.path(collection);
                let mvt = server.get(&format!("{path}{query}"));
                let mlt = server.get(&format!("{}{query}", path.replace(".mvt", ".mlt")));
                assert_eq!(mvt.status, mlt.status, "{path}");
                if mvt.status == 204 {
                    continue;
                }
                let expected = mlt_core::mvt::mvt_to_tile_layers(&mvt.body).expect("a vector tile");
                let found = decoded(&mlt);
                assert_eq!(expected.len(), found.len());
                for (expected, found) in expected.iter().zip(&found) {
                    assert_eq!((expected.name(), expected.extent()), (found.name(), found.extent()));
                    assert_eq!(expected.features().len(), found.features().len());
                    for (one, other) in expected.features().iter().zip(found.features()) {
                        assert_eq!((one.id(), one.geometry()), (other.id(), other.geometry()), "{path}");
                        assert_eq!(said(expected, one.properties()), said(found, other.properties()), "{path}");
                        compared += 1;
                    }
                }
            }
        }
    }
    assert!(compared > 3000, "{compared} features");
}

#[test]
fn the_client_chooses_the_format_by_extension_parameter_or_header() {
    let server = Server::of_sample();
    let tile = Tile { z: 5, x: 22, y: 11 };
    let path = tile.ogc_path("admin2");
    let by_extension = server.get(&tile.path("admin2").replace(".mvt", ".mlt"));
    let by_parameter = server.get(&format!("{path}?f=mlt"));
    let by_header = server.request("GET", &path, &[("Accept", MLT)]);
    assert_eq!((by_extension.status, &by_extension.body), (200, &by_parameter.body));
    assert_eq!(by_extension.body, by_header.body);
    assert!(by_header.header("Vary").is_some_and(|vary| vary.contains("Accept,")));
    // Who does not ask gets what every reader knows.
    let mvt = server.get(&path);
    assert_eq!(mvt.header("Content-Type"), Some("application/vnd.mapbox-vector-tile"));
    let packed = server.request("GET", &format!("{path}?f=mlt"), &[("Accept-Encoding", "gzip")]);
    assert_eq!(packed.header("Content-Encoding"), Some("gzip"));
}

#[test]
fn the_tilejson_names_the_encoding_of_its_tiles() {
    let server = Server::of_sample();
    let document = server.json("/tiles/admin2.json?year=2023&encoding=mlt&groups=emigrants");
    assert_eq!(document["encoding"], "mlt");
    let template = document["tiles"][0].as_str().expect("an address");
    assert!(template.ends_with("/tiles/admin2/{z}/{x}/{y}.mlt?groups=emigrants&year=2023"), "{template}");
    assert_eq!(server.json("/tiles/admin2.json").get("encoding"), None);
}
