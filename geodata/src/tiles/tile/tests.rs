//! Whole tiles, read by decoders that know nothing of this code: `fast-mvt`, and GDAL's MVT driver.

use std::sync::Arc;

use fast_mvt::{MvtGeometry, MvtReaderRef, MvtValueRef};
use gdal::{Dataset, DatasetOptions};
use geo::{MapCoords, Validation};
use geo_types::{Coord, LineString, MultiPolygon, Point, Polygon, Rect};
use proptest::prelude::*;

use super::*;
use crate::grid::unproject;
use crate::tiles::ZoomArcs;
use crate::tiles::{AttributeValue, Attributes, ClippedArea, ZOrderPoints, point_layer};
use crate::topology::{LevelAreas, Tolerance, Topology};

/// Around Bishkek.
fn tile() -> TileId {
    TileId::new(8, 181, 94).unwrap()
}

/// An area of degrees given in parts of [`tile`]: 0 to 1 from west to east and from north to south.
fn area(west: f64, north: f64, east: f64, south: f64) -> MultiPolygon<f64> {
    let unit = tile().unit_rect();
    let at =
        |x: f64, y: f64| unproject(Coord { x: unit.min().x + x * unit.width(), y: unit.min().y + y * unit.height() });
    MultiPolygon(vec![Rect::new(at(west, north), at(east, south)).to_polygon()])
}

/// Areas as a zoom shows them.
fn areas(zoom: u8, units: &[MultiPolygon<f64>]) -> ZoomAreas {
    let levels = [LevelAreas { areas: units.iter().collect(), parents: vec![None; units.len()] }];
    let (topology, _) = Topology::build(&levels, Tolerance::default());
    ZoomAreas::new(&Arc::new(ZoomArcs::new(topology.at_zoom(zoom))), 0)
}

fn names(count: usize) -> Vec<Attributes> {
    (0..count).map(|position| Attributes::new([("name", format!("unit {position}"))])).collect()
}

fn value_of(value: MvtValueRef<'_>) -> AttributeValue {
    match value {
        MvtValueRef::String(text) => AttributeValue::from(text),
        MvtValueRef::UInt(number) => AttributeValue::Uint(number),
        MvtValueRef::Int(number) | MvtValueRef::SInt(number) => AttributeValue::Int(number),
        MvtValueRef::Double(number) => AttributeValue::Float(number),
        MvtValueRef::Float(number) => AttributeValue::Float(number.into()),
        MvtValueRef::Bool(answer) => AttributeValue::Bool(answer),
        MvtValueRef::Null => panic!("a value of no type"),
    }
}

/// The only layer's features: ids and shapes in the tile's coordinates.
fn shapes(bytes: &[u8]) -> Vec<(u64, geo_types::Geometry<f64>)> {
    let reader = MvtReaderRef::new(bytes).unwrap();
    assert_eq!(reader.layer_count(), 1);
    let layer = reader.layers().next().unwrap();
    assert_eq!((layer.version(), layer.extent()), (2, EXTENT));
    let to_float = |geometry: MvtGeometry| geometry.map_coords(|at| Coord { x: f64::from(at.x), y: f64::from(at.y) });
    layer.features().map(|feature| (feature.id().unwrap(), to_float(feature.geometry().unwrap()))).collect()
}

#[test]
fn every_kind_of_value_reads_back() {
    let attributes = Attributes::new([
        ("name", AttributeValue::from("Чүй облусу")),
        ("empty", "".into()),
        ("households", 47_343u64.into()),
        ("most", u64::MAX.into()),
        ("change", (-12i64).into()),
        ("least", i64::MIN.into()),
        ("area_km2", 20_200.5.into()),
        ("partial", true.into()),
        ("illustrative", false.into()),
    ]);
    let layer = areas(tile().z(), &[area(0.2, 0.2, 0.4, 0.4)]);
    let bytes = polygon_layer("admin1", &layer, tile(), |_| Some(&attributes)).unwrap();
    let reader = MvtReaderRef::new(&bytes).unwrap();
    let decoded = reader.layers().next().unwrap();
    assert_eq!(decoded.name(), "admin1");
    let read = decoded.features().next().unwrap().properties_vec().unwrap();
    let read: Vec<(&str, AttributeValue)> = read.into_iter().map(|(key, value)| (key, value_of(value))).collect();
    let written: Vec<(&str, AttributeValue)> = attributes.iter().map(|(key, value)| (key, value.clone())).collect();
    assert_eq!(read, written);
}

#[test]
fn keys_and_values_are_written_once() {
    let attributes: Vec<Attributes> = (0..50u64)
        .map(|i| Attributes::new([("status", AttributeValue::from("reported")), ("value", (i % 5).into())]))
        .collect();
    let layer = areas(tile().z(), &vec![area(0.2, 0.2, 0.4, 0.4); 50]);
    let bytes = polygon_layer("admin2", &layer, tile(), |position| attributes.get(position)).unwrap();
    let reader = MvtReaderRef::new(&bytes).unwrap();
    let decoded = reader.layers().next().unwrap();
    assert_eq!((decoded.feature_count(), decoded.keys().len(), decoded.values().len()), (50, 2, 6));
}

#[test]
fn a_tile_without_features_is_none() {
    let attributes = names(1);
    let far = areas(tile().z(), &[area(3.0, 3.0, 4.0, 4.0)]);
    assert_eq!(polygon_layer("admin2", &far, tile(), |at| attributes.get(at)), None);
    let left_out = areas(tile().z(), &[area(0.2, 0.2, 0.4, 0.4)]);
    assert_eq!(polygon_layer("admin2", &left_out, tile(), |_| None::<&Attributes>), None);
    let too_small = areas(tile().z(), &[area(0.5, 0.5, 0.500_001, 0.500_001)]);
    assert_eq!(polygon_layer("admin2", &too_small, tile(), |at| attributes.get(at)), None);
}

#[test]
fn the_buffer_shows_the_edge_of_the_neighbour() {
    let (attributes, margin) = (names(2), 64.0 / 4096.0);
    let layer = areas(tile().z(), &[area(1.0, 0.0, 1.5, 1.0), area(1.0 + margin + 0.001, 0.0, 1.5, 1.0)]);
    let shown = shapes(&polygon_layer("admin2", &layer, tile(), |at| attributes.get(at)).unwrap());
    assert_eq!(shown.len(), 1);
    let rect = geo::BoundingRect::bounding_rect(&shown[0].1).unwrap();
    assert_eq!((rect.min().x, rect.max().x), (4096.0, 4160.0));
}

#[test]
fn a_feature_has_the_same_id_in_every_tile() {
    let attributes = names(3);
    let units = [area(0.0, 0.0, 0.1, 0.1), area(5.0, 5.0, 6.0, 6.0), area(0.5, 0.5, 1.5, 0.6)];
    let ids = |tile: TileId| {
        let layer = areas(tile.z(), &units);
        let bytes = polygon_layer("admin2", &layer, tile, |at| attributes.get(at)).unwrap();
        shapes(&bytes).into_iter().map(|(id, _)| id).collect::<Vec<_>>()
    };
    assert_eq!(ids(tile()), [1, 3]);
    assert_eq!(ids(TileId::new(8, 182, 94).unwrap()), [3]);
    assert_eq!(ids(tile().parent().unwrap()), [1, 3]);
}

/// What GDAL says of a feature: its id, its fields as text, and the size of its shape.
type GdalFeature = (u64, Vec<Option<String>>, f64);

fn read_by_gdal(bytes: &[u8]) -> Vec<(String, Vec<GdalFeature>)> {
    use gdal::vector::LayerAccess;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tile.mvt");
    std::fs::write(&path, bytes).unwrap();
    let options = DatasetOptions {
        allowed_drivers: Some(&["MVT"]),
        open_options: Some(&["CLIP=NO", "X=181", "Y=94", "Z=8"]),
        ..DatasetOptions::default()
    };
    let dataset = Dataset::open_ex(&path, options).unwrap();
    let layers = dataset.layers().map(|mut layer| {
        let fields: Vec<String> =
            layer.defn().fields().map(|field| field.name()).filter(|name| name != "mvt_id").collect();
        let features = layer.features().map(|feature| {
            // The bindings give a field that is not set as empty text.
            let text = |name: &String| {
                feature.field_as_string(feature.field_index(name).unwrap()).unwrap().filter(|text| !text.is_empty())
            };
            let id = feature.field_as_integer64(feature.field_index("mvt_id").unwrap()).unwrap().unwrap();
            let geometry = feature.geometry().unwrap();
            assert!(geometry.is_valid());
            let size = if geometry.geometry_name() == "POINT" { 0.0 } else { geometry.area() };
            (u64::try_from(id).unwrap(), fields.iter().map(text).collect(), size)
        });
        let features = features.collect();
        (layer.name(), features)
    });
    layers.collect()
}

#[test]
fn gdal_reads_all_layers_features_and_values() {
    let hole = area(0.3, 0.3, 0.4, 0.4).0.remove(0).exterior().clone();
    let with_hole = Polygon::new(area(0.25, 0.25, 0.5, 0.5).0.remove(0).exterior().clone(), vec![hole]);
    let units = [area(0.0, 0.0, 0.25, 0.25), MultiPolygon(vec![with_hole, area(0.75, 0.75, 1.0, 1.0).0.remove(0)])];
    let attributes = [("Chüy", Some(7u64)), ("Бишкек", None)].map(|(name, value)| {
        let value = value.map(|value| ("value", AttributeValue::Uint(value)));
        Attributes::new([("name", AttributeValue::from(name))].into_iter().chain(value))
    });
    let mut bytes = polygon_layer("admin2", &areas(tile().z(), &units), tile(), |at| attributes.get(at)).unwrap();
    let places = ZOrderPoints::new([Point::new(74.59, 42.87)]);
    bytes.extend(point_layer("communities", &places, tile(), |at| attributes.get(at)).unwrap());

    let read = read_by_gdal(&bytes);
    let seen: Vec<_> = read
        .iter()
        .map(|(name, features)| {
            (name.as_str(), features.iter().map(|(id, fields, _)| (*id, fields.clone())).collect::<Vec<_>>())
        })
        .collect();
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(
        seen,
        [
            ("admin2", vec![(1, vec![text("Chüy"), text("7")]), (2, vec![text("Бишкек"), None])]),
            ("communities", vec![(1, vec![text("Chüy"), text("7")])]),
        ]
    );
    // In square metres of EPSG:3857, in which GDAL places a tile whose address it is told.
    let side: f64 = 2.0 * std::f64::consts::PI * 6_378_137.0 / 256.0;
    let parts: Vec<f64> = read[0].1.iter().map(|(_, _, area)| area / side.powi(2)).collect();
    assert!((parts[0] - 0.0625).abs() < 1e-3 && (parts[1] - (0.0625 - 0.01 + 0.0625)).abs() < 1e-3, "{parts:?}");
}

/// A coverage of cells whose shared borders wander: every cell meets its neighbours in the same vertices.
fn coverage(jitter: &[f64], cells: usize, steps: usize) -> Vec<MultiPolygon<f64>> {
    let lattice = cells * steps + 1;
    let vertex = |column: usize, row: usize| {
        let unit = tile().unit_rect();
        let shift = |salt: usize| (jitter[(column * 31 + row * 17 + salt) % jitter.len()] - 0.5) * 0.9;
        let along = |index: usize, shift: f64| -0.5 + 2.0 * (index as f64 + shift) / (lattice - 1) as f64;
        unproject(Coord {
            x: unit.min().x + along(column, shift(0)) * unit.width(),
            y: unit.min().y + along(row, shift(7)) * unit.height(),
        })
    };
    let cell = |column: usize, row: usize| {
        let (west, north, east, south) = (column * steps, row * steps, (column + 1) * steps, (row + 1) * steps);
        let ring = (west..east).map(|x| vertex(x, north));
        let ring = ring.chain((north..south).map(|y| vertex(east, y)));
        let ring = ring.chain((west + 1..=east).rev().map(|x| vertex(x, south)));
        let ring: LineString<f64> = ring.chain((north + 1..=south).rev().map(|y| vertex(west, y))).collect();
        MultiPolygon(vec![Polygon::new(ring, vec![])])
    };
    (0..cells).flat_map(|row| (0..cells).map(move |column| (column, row))).map(|(x, y)| cell(x, y)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn decoded_areas_are_valid_and_equal_requests_give_equal_bytes(jitter in prop::collection::vec(0.0..1.0f64, 101), steps in 1..40usize) {
        let units = coverage(&jitter, 4, steps);
        let attributes = names(units.len());
        for tile in [tile(), TileId::new(10, 725, 377).unwrap(), TileId::new(3, 5, 2).unwrap(), TileId::new(0, 0, 0).unwrap()] {
            let layer = areas(tile.z(), &units);
            let encode = || polygon_layer("admin2", &layer, tile, |at| attributes.get(at));
            let bytes = encode();
            prop_assert_eq!(&bytes, &encode());
            for (id, shape) in bytes.iter().flat_map(|bytes| shapes(bytes)) {
                prop_assert!(shape.is_valid(), "{} {:?}", id, shape);
            }
        }
    }

    #[test]
    fn neighbours_share_the_vertices_of_their_border(jitter in prop::collection::vec(0.0..1.0f64, 101), steps in 1..12usize) {
        let units = coverage(&jitter, 3, steps);
        let layer = areas(tile().z(), &units);
        let mut clipper = Clipper::with_buffer(0);
        let cells: Vec<ClippedArea> = (0..units.len()).map(|unit| clipper.clip(&layer, unit, tile()).clone()).collect();
        let edges = |cell: usize| {
            cells[cell].rings().flat_map(|ring| ring.iter().copied().zip(ring.iter().copied().cycle().skip(1)))
        };
        let cross = |a: Coord<i32>, b: Coord<i32>| i64::from(a.x) * i64::from(b.y) - i64::from(b.x) * i64::from(a.y);
        // PooledIndicator they fill the tile to the last unit.
        let sum: i64 = (0..cells.len()).flat_map(edges).map(|(a, b)| cross(a, b)).sum();
        prop_assert_eq!(sum, 2 * 4096 * 4096);
        // A vertex inside the tile is on the border of a neighbour too, exactly.
        for cell in 0..cells.len() {
            for (vertex, _) in edges(cell).filter(|(at, _)| (1..4096).contains(&at.x) && (1..4096).contains(&at.y)) {
                let on = |(a, b): (Coord<i32>, Coord<i32>)| {
                    let between = |low: i32, high: i32, at: i32| low.min(high) <= at && at <= low.max(high);
                    cross(b - a, vertex - a) == 0 && between(a.x, b.x, vertex.x) && between(a.y, b.y, vertex.y)
                };
                prop_assert!((0..cells.len()).any(|other| other != cell && edges(other).any(on)), "{:?}", vertex);
            }
        }
    }
}
