//! Tiles of what lies around, against the geometry that they are made from, clipped by other code.

use std::collections::HashMap;
use std::sync::LazyLock;

use fast_mvt::{MvtReaderRef, MvtValueRef};
use geo::{Area, BooleanOps, Contains, Intersects, Length, MapCoords, Validation};
use geo_types::{Geometry, MultiPolygon, Point, Polygon};

use super::*;
use crate::atlas::tests::small_parts;
use crate::grid::unproject;
use crate::model::{Context, ContextLayer, Language};

/// A small country in the west of Kyrgyzstan.
fn atlas(context: Context) -> Atlas {
    let mut parts = small_parts();
    parts.info.country = "KG".into();
    parts.info.languages = vec![Language::ENGLISH, Language::from_code("ru").unwrap()];
    parts.context = context;
    Atlas::of_parts(parts)
}

static TILES: LazyLock<ContextTiles> = LazyLock::new(|| ContextTiles::new(&atlas(Context::default())));

type Values = HashMap<String, String>;

/// The features of a layer of a tile.
fn features(tile: TileId, layer: &str) -> Vec<(Values, Geometry<f64>)> {
    let Some(bytes) = TILES.render(tile) else { return Vec::new() };
    let reader = MvtReaderRef::new(&bytes).unwrap();
    let Some(layer) = reader.layers().find(|of| of.name() == layer) else { return Vec::new() };
    let values = |feature: &fast_mvt::MvtFeatureRef<'_>| -> Values {
        let text = |value: MvtValueRef<'_>| match value {
            MvtValueRef::String(text) => text.to_owned(),
            MvtValueRef::Bool(yes) => yes.to_string(),
            MvtValueRef::UInt(number) => number.to_string(),
            MvtValueRef::Double(number) => number.to_string(),
            other => panic!("{other:?}"),
        };
        feature
            .properties()
            .map(|property| property.unwrap())
            .map(|(key, value)| (key.to_owned(), text(value)))
            .collect()
    };
    let shape = |feature: &fast_mvt::MvtFeatureRef<'_>| -> Geometry<f64> {
        feature.geometry().unwrap().map_coords(|at| Coord { x: f64::from(at.x), y: f64::from(at.y) })
    };
    layer.features().map(|feature| (values(&feature), shape(&feature))).collect()
}

fn polygons(geometry: &Geometry<f64>) -> MultiPolygon<f64> {
    match geometry {
        Geometry::Polygon(polygon) => MultiPolygon(vec![polygon.clone()]),
        Geometry::MultiPolygon(polygons) => polygons.clone(),
        other => panic!("{other:?}"),
    }
}

/// A place in the units of a tile.
fn in_tile(tile: TileId, degrees: Coord<f64>) -> Coord<f64> {
    let side = f64::from(1u32 << tile.z());
    let at = project(degrees);
    Coord { x: (at.x * side - f64::from(tile.x())) * 4096.0, y: (at.y * side - f64::from(tile.y())) * 4096.0 }
}

/// The tiles with a place at some zooms.
fn tiles_at(lon: f64, lat: f64) -> impl Iterator<Item = TileId> {
    (0..=DEEPEST_ZOOM_OF_CONTEXT).filter_map(move |zoom| TileId::of(project(Coord { x: lon, y: lat }), zoom))
}

#[test]
fn countries_in_tiles_are_those_of_the_source_cut_to_the_tile() {
    let earth = crate::context::natural_earth();
    // A border of three countries, a coast with islands, an enclave.
    for (lon, lat) in [(80.2, 42.1), (24.0, 38.0), (71.1, 39.9)] {
        // All zooms would take a minute.
        for tile in tiles_at(lon, lat).filter(|tile| [1, 4, 7, 10].contains(&tile.z())) {
            let frame = geo_types::Rect::new((-64.0, -64.0), (4160.0, 4160.0)).to_polygon();
            for (values, geometry) in features(tile, "countries") {
                let Some(code) = values.get("code") else { continue };
                let country = earth.countries.iter().find(|country| *country.alpha2 == **code).unwrap();
                let found = polygons(&geometry);
                assert!(found.is_valid(), "{code} in {tile:?}");
                // At low zooms parts vanish, and the margin has the other end of the map.
                if tile.z() < 3 {
                    continue;
                }
                // With the margin.
                let bounds = tile.bounds_degrees();
                let margin = bounds.width() * 0.05;
                let corner = |at: Coord<f64>, by: f64| Coord { x: at.x + by, y: at.y + by };
                let bounds = geo_types::Rect::new(corner(bounds.min(), -margin), corner(bounds.max(), margin));
                let near = country.polygons.iter().filter(|part| part.bounds.intersects(&bounds));
                let whole = near.map(|part| part.geometry.map_coords(|at| in_tile(tile, at)));
                let expected = MultiPolygon(whole.collect::<Vec<Polygon<f64>>>()).intersection(&frame);
                let border: f64 = expected.0.iter().map(|polygon| geo::Euclidean.length(polygon.exterior())).sum();
                // No vertex is moved by more than half a step.
                let off = found.xor(&expected).unsigned_area();
                assert!(off <= border * 3.0 + 100.0, "{code} in {tile:?}: {off} along {border}");
            }
        }
    }
}

#[test]
fn neighbours_neither_overlap_nor_leave_a_gap() {
    for tile in tiles_at(80.2, 42.1).filter(|tile| [4, 8, 10].contains(&tile.z())) {
        let all = features(tile, "countries");
        let of = |code: &str| polygons(&all.iter().find(|(values, _)| values["code"] == code).unwrap().1);
        let (kyrgyzstan, kazakhstan) = (of("KG"), of("KZ"));
        assert!(kyrgyzstan.intersection(&kazakhstan).unsigned_area() < 1e-6, "{tile:?}");
        let both = kyrgyzstan.union(&kazakhstan).union(&of("CN"));
        let holes: f64 = both
            .0
            .iter()
            .flat_map(Polygon::interiors)
            .map(|hole| Polygon::new(hole.clone(), vec![]).unsigned_area())
            .sum();
        if tile.z() >= 7 {
            assert!(holes < 1e-6, "{tile:?}: {holes}");
        }
    }
}

#[test]
fn a_lake_has_its_name_and_lies_where_it_is() {
    for tile in tiles_at(77.3, 42.43).filter(|tile| tile.z() >= 5) {
        let centre = in_tile(tile, Coord { x: 77.3, y: 42.43 });
        let lakes = features(tile, "lakes");
        let (values, _) = lakes.iter().find(|(_, area)| polygons(area).contains(&centre)).unwrap();
        assert_eq!((values["name"].as_str(), values["name_ru"].as_str()), ("Issyk-Kul", "Иссык-Куль"));
    }
    let tile = tiles_at(77.3, 42.43).last().unwrap();
    assert!(features(tile, "rivers").is_empty());
}

#[test]
fn rivers_and_places_are_in_tiles() {
    let tile = TileId::new(5, 22, 11).unwrap();
    let rivers = features(tile, "rivers");
    let is_line = |geometry: &Geometry<f64>| matches!(geometry, Geometry::LineString(_) | Geometry::MultiLineString(_));
    assert!(!rivers.is_empty() && rivers.iter().all(|(_, geometry)| is_line(geometry)));
    let places = features(tile, "places");
    let (bishkek, at) = places.iter().find(|(values, _)| values["name"] == "Bishkek").unwrap();
    assert_eq!((bishkek["rank"].as_str(), bishkek["own"].as_str(), bishkek["code"].as_str()), ("0", "true", "KG"));
    let Geometry::Point(at) = at else { panic!("{at:?}") };
    let expected = in_tile(tile, Coord { x: 74.583, y: 42.875 });
    assert!((at.x() - expected.x).abs() < 2.0 && (at.y() - expected.y).abs() < 2.0, "{at:?} {expected:?}");
}

#[test]
fn every_name_stands_in_what_it_names_and_in_one_tile() {
    let earth = crate::context::natural_earth();
    let side = 1u32 << 3;
    let tiles = (0..side).flat_map(|x| (0..side).filter_map(move |y| TileId::new(3, x, y)));
    let labels: Vec<(TileId, Values, Coord<f64>)> = tiles
        .flat_map(|tile| {
            let of_tile = features(tile, CONTEXT_LABELS).into_iter();
            of_tile.map(move |(values, at)| match at {
                Geometry::Point(at) => (tile, values, at.0),
                other => panic!("{other:?}"),
            })
        })
        .collect();
    let mut named: Vec<&str> = Vec::new();
    for (tile, values, at) in labels.iter().filter(|(_, values, _)| values["kind"] == "country") {
        let side = f64::from(1u32 << tile.z());
        let unit = |at: f64, tile: u32| (at / 4096.0 + f64::from(tile)) / side;
        let place = Point(unproject(Coord { x: unit(at.x + 0.5, tile.x()), y: unit(at.y + 0.5, tile.y()) }));
        let country = earth.countries.iter().find(|country| country.names.main() == values["name"]).unwrap();
        let room: f64 = values["room_km"].parse().unwrap();
        let is_inside = country.polygons.iter().any(|part| part.geometry.contains(&place));
        // A tile of zoom 3 has a grid of about a kilometre.
        assert!(is_inside || room < 3.0, "{values:?} at {place:?}");
        // On a map of the country, not in the middle of China.
        assert!(
            place.x() > 69.0 && place.x() < 74.0 && place.y() > 39.0 && place.y() < 42.0,
            "{values:?} at {place:?}"
        );
        named.push(country.names.main());
    }
    named.sort_unstable();
    named.dedup();
    assert_eq!(named, ["Tajikistan", "Uzbekistan"]);
    let lakes = |name: &str| labels.iter().filter(|(_, values, _)| values["name"] == name).count();
    assert_eq!((lakes("Issyk-Kul"), lakes("Caspian Sea")), (1, 1));
}

/// Russia goes on across the antimeridian: the margin of the last tile has what is beyond.
#[test]
fn the_margin_at_the_antimeridian_has_the_other_end_of_the_map() {
    let tile = TileId::of(project(Coord { x: 179.9, y: 67.0 }), 5).unwrap();
    let all = features(tile, "countries");
    let (_, russia) = all.iter().find(|(values, _)| values["code"] == "RU").unwrap();
    let russia = polygons(russia);
    let at = in_tile(tile, Coord { x: 180.0, y: 67.5 });
    assert!(russia.contains(&Coord { x: at.x + 30.0, y: at.y }), "beyond");
    assert!(russia.contains(&Coord { x: at.x, y: at.y }), "no seam");
}

#[test]
fn what_a_dataset_leaves_out_is_in_no_tile() {
    let nothing = Context {
        countries: ContextLayer::Nothing,
        lakes: ContextLayer::Nothing,
        rivers: ContextLayer::Nothing,
        places: ContextLayer::Nothing,
    };
    let tiles = ContextTiles::new(&atlas(nothing));
    assert_eq!(tiles.render(TileId::new(0, 0, 0).unwrap()), None);
    assert_eq!(TILES.render(TileId::of(project(Coord { x: 74.0, y: 42.0 }), 11).unwrap()), None);
    assert!(TILES.render(TileId::new(0, 0, 0).unwrap()).is_some());
}

#[test]
fn its_fields_are_those_of_its_features() {
    let atlas = atlas(Context::default());
    let fields: HashMap<_, _> = ContextTiles::fields(&atlas).into_iter().collect();
    for layer in ["countries", "lakes", "rivers", "places", "labels"] {
        let known: Vec<&str> = fields[layer].iter().map(|field| field.name.as_str()).collect();
        for (values, _) in features(TileId::new(2, 2, 1).unwrap(), layer) {
            assert!(values.keys().all(|key| known.contains(&key.as_str())), "{layer}: {values:?}");
        }
    }
}
