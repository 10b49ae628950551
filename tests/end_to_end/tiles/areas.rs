use std::collections::{BTreeMap, BTreeSet};

use geo::{Area, BooleanOps, BoundingRect, Contains, Euclidean, Length, MapCoords, Validation};
use geo_types::{Coord, MultiPolygon, Polygon, Rect};
use tests::Server;
use tests::geojson::{area, features, id};

use crate::tiles::bounds;
use crate::tiles::decoded::{EXTENT, MARGIN, Tile, project, surveyors_area};

/// A pixel of the 256 along the edge of a drawn tile, in units of the grid.
pub const PIXEL: f64 = EXTENT / 256.0;

/// The tile itself, widened by some units on each side.
pub fn square(wider: f64) -> Rect<f64> {
    Rect::new(Coord { x: -wider, y: -wider }, Coord { x: EXTENT + wider, y: EXTENT + wider })
}

/// What of an area lies in a tile. Areas that lie elsewhere are seen to do so by their boxes.
pub fn in_tile(area: &MultiPolygon<f64>, tile: Rect<f64>) -> MultiPolygon<f64> {
    let near = area.bounding_rect().is_some_and(|rect| geo::Intersects::intersects(&rect, &tile));
    if near { area.intersection(&MultiPolygon(vec![tile.to_polygon()])) } else { MultiPolygon(Vec::new()) }
}

fn units(server: &Server, collection: &str) -> BTreeMap<String, MultiPolygon<f64>> {
    let units = server.json(&format!("/collections/{collection}/items?limit=10000"));
    features(&units).iter().map(|unit| (id(unit).to_owned(), area(unit))).collect()
}

#[test]
fn every_unit_is_in_each_tile_that_shows_more_than_a_pixel_of_it() {
    let server = Server::of_sample();
    for collection in ["admin1", "admin2"] {
        let units = units(&server, collection);
        for z in 0..=8 {
            let mut shown = BTreeSet::new();
            for tile in Tile::around(bounds(&server), z) {
                let found = tile.features(&server, collection, "?properties=pcode");
                let here: BTreeSet<&str> = found.iter().map(|feature| feature.text("pcode")).collect();
                assert_eq!(here.len(), found.len(), "each unit once in {tile:?}");
                for (pcode, unit) in &units {
                    let unit = unit.map_coords(|at| project(at, tile));
                    let is_here = here.contains(pcode.as_str());
                    if !is_here {
                        let part = in_tile(&unit, square(0.0)).unsigned_area();
                        assert!(part <= PIXEL * PIXEL, "{pcode} covers {part} units of {tile:?} and is not in it");
                    } else {
                        let rect = unit.bounding_rect().expect("a box");
                        let reach = square(MARGIN + 1.0);
                        assert!(geo::Intersects::intersects(&rect, &reach), "{pcode} is in {tile:?} far away");
                        shown.insert(pcode.clone());
                    }
                }
            }
            let expected: BTreeSet<String> = units
                .iter()
                .filter(|(_, unit)| {
                    let world = unit.map_coords(|at| project(at, Tile { z, x: 0, y: 0 }));
                    world.unsigned_area() > PIXEL * PIXEL
                })
                .map(|(pcode, _)| pcode.clone())
                .collect();
            assert!(shown.is_superset(&expected), "zoom {z} lacks {:?}", expected.difference(&shown));
        }
    }
}

#[test]
fn decoded_polygons_are_valid_with_mvt_winding() {
    let server = Server::of_sample();
    let mut decoded = 0;
    for collection in ["admin0", "admin1", "admin2"] {
        for z in (0..=8).chain([10]) {
            let box_of_tiles = if z == 10 { [74.0, 42.0, 75.2, 43.2] } else { bounds(&server) };
            for tile in Tile::around(box_of_tiles, z) {
                for feature in tile.features(&server, collection, "?properties=pcode") {
                    let what = format!("{} in {tile:?}", feature.text("pcode"));
                    let rings = feature.rings();
                    assert!(surveyors_area(&rings[0]) > 0.0, "{what} begins with an outer ring");
                    for ring in &rings {
                        assert!(ring.0.len() >= 4, "{what} has a ring of {} places", ring.0.len());
                        assert!(surveyors_area(ring) != 0.0, "{what} has a ring without area");
                        let repeated = ring.lines().any(|line| line.start == line.end);
                        assert!(!repeated, "{what} repeats a place");
                        let reach = square(MARGIN);
                        let outside = ring.0.iter().any(|at| !geo::Intersects::intersects(&reach, at));
                        assert!(!outside, "{what} is drawn beyond the margin");
                    }
                    let area = feature.area();
                    assert!(area.is_valid(), "{what}: {:?}", area.validation_errors());
                    for polygon in &area {
                        for hole in polygon.interiors() {
                            let outer = Polygon::new(polygon.exterior().clone(), Vec::new());
                            assert!(outer.contains(hole), "{what} has a hole outside of its ring");
                        }
                    }
                    decoded += 1;
                }
            }
        }
    }
    assert!(decoded > 500, "{decoded} areas");
}

/// How far simplification and rounding may move a border, in units of the grid: 0.545 pixels of 16 units.
const MOVED: f64 = 0.545 * 16.0;

/// Nothing is lost at the seams: the pieces of a unit in all tiles of a zoom have its area, but for what its border may move.
#[test]
fn the_pieces_of_a_unit_add_up_to_it() {
    let server = Server::of_sample();
    let units = units(&server, "admin2");
    for z in [5, 8] {
        let pieces = pieces(&server, "admin2", z);
        for (pcode, unit) in &units {
            let world = unit.map_coords(|at| project(at, Tile { z, x: 0, y: 0 }));
            let border: f64 = world.iter().map(|polygon| Euclidean.length(polygon.exterior())).sum();
            let (whole, sum) = (world.unsigned_area(), pieces.get(pcode).copied().unwrap_or(0.0));
            assert!((whole - sum).abs() <= border * MOVED, "zoom {z}: {pcode} has {sum} of {whole} units");
        }
    }
}

/// Neighbours stay neighbours: at every zoom the districts, the provinces and the country cover the same ground, to the unit
/// of the grid. A gap or an overlap of one unit along a single border would be more than what is allowed here.
#[test]
fn borders_have_no_gaps_and_levels_agree() {
    let server = Server::of_sample();
    for z in 0..=9 {
        let [districts, provinces, country] = ["admin2", "admin1", "admin0"].map(|layer| pieces(&server, layer, z));
        let ground: f64 = country.values().sum();
        for (what, parts) in [("districts", &districts), ("provinces", &provinces)] {
            let sum: f64 = parts.values().sum();
            assert!((sum - ground).abs() < 1.0, "zoom {z}: the {what} cover {sum}, the country {ground} units");
        }
    }
}

/// The area of each unit within the tiles of a zoom, in square units of the grid.
fn pieces(server: &Server, layer: &str, z: u32) -> BTreeMap<String, f64> {
    let mut pieces: BTreeMap<String, f64> = BTreeMap::new();
    for tile in Tile::around(bounds(server), z) {
        for feature in tile.features(server, layer, "?properties=pcode") {
            let piece = in_tile(&feature.area(), square(0.0)).unsigned_area();
            *pieces.entry(feature.text("pcode").to_owned()).or_default() += piece;
        }
    }
    pieces
}
