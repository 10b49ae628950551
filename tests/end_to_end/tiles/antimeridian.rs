//! A country on both sides of the antimeridian, four degrees wide, in tiles at both ends of the map.

use std::collections::BTreeSet;

use geo::{Area, BoundingRect};
use geo_types::Coord;
use tests::{Server, dataset};

use crate::tiles::decoded::{EXTENT, Feature, MARGIN, Tile, project};

fn fiji() -> Server {
    Server::start(&dataset("antimeridian-districts"))
}

/// The tile of a place.
fn tile(lon: f64, lat: f64, z: u32) -> Tile {
    let at = project(Coord { x: lon, y: lat }, Tile { z, x: 0, y: 0 });
    Tile { z, x: (at.x / EXTENT) as u32, y: (at.y / EXTENT) as u32 }
}

/// The tiles at both ends of the map whose rows have something of the country: the end, and the tiles.
fn ends(z: u32) -> [(f64, Vec<Tile>); 2] {
    let rows = tile(0.0, -16.0, z).y..=tile(0.0, -18.0, z).y;
    [(0.0, 0), (EXTENT, (1 << z) - 1)].map(|(end, x)| (end, rows.clone().map(|y| Tile { z, x, y }).collect()))
}

fn along(features: &[Feature], end: f64) -> impl Iterator<Item = &Feature> {
    let runs_along = move |feature: &&Feature| {
        feature
            .lines()
            .iter()
            .flat_map(|line| line.lines().collect::<Vec<_>>())
            .any(|part| part.start.x == end && part.end.x == end)
    };
    features.iter().filter(runs_along)
}

#[test]
fn the_cut_at_the_antimeridian_is_no_border() {
    let server = fiji();
    for z in [0, 1, 4, 7, 10] {
        let mut seen = BTreeSet::new();
        for (end, tiles) in ends(z) {
            for tile in tiles {
                for level in ["admin0", "admin1"] {
                    let layers = tile.layers(&server, level, "");
                    let borders = layers.get(&format!("{level}_borders")).map_or(&[][..], Vec::as_slice);
                    assert_eq!(along(borders, end).count(), 0, "{level} {tile:?}");
                }
                let layers = tile.layers(&server, "admin2", "");
                for border in along(layers.get("admin2_borders").map_or(&[][..], Vec::as_slice), end) {
                    let sides = (border.text("left"), border.text("right"), border.text("level"));
                    assert_eq!(sides, ("FJ22", "FJ23", "admin2"), "{tile:?}");
                    assert_eq!(border.attributes["outer"], false);
                    // The only tile of zoom 0 has both ends.
                    assert_eq!(border.lines().len(), if z == 0 { 2 } else { 1 }, "{tile:?}");
                    seen.insert(end as u32);
                }
            }
        }
        if z >= 4 {
            assert_eq!(seen, BTreeSet::from([0, EXTENT as u32]), "zoom {z}: it is there at both ends");
        }
    }
}

#[test]
fn the_buffer_of_a_tile_reaches_across_the_antimeridian() {
    let server = fiji();
    for z in [4, 6, 9] {
        for (end, tiles) in ends(z) {
            let beyond = if end == 0.0 { -MARGIN } else { EXTENT + MARGIN };
            for (unit, lat) in [("FJ21", -16.5), ("FJ22", -17.5), ("FJ23", -17.5)] {
                let tile = tiles.iter().find(|at| at.y == tile(0.0, lat, z).y).expect("a row");
                let features = tile.features(&server, "admin2", "");
                let feature = features.iter().find(|feature| feature.text("pcode") == unit);
                let feature = feature.unwrap_or_else(|| panic!("{unit} in {tile:?}"));
                let area = feature.area();
                assert_eq!(area.0.len(), 1, "{unit} is one polygon in {tile:?}");
                let around = area.bounding_rect().expect("not empty");
                assert!((around.width() * around.height() - area.unsigned_area()).abs() < 1e-6, "a box");
                let is_here = unit == "FJ21" || (unit == "FJ22") == (end > 0.0);
                let is_beyond = unit == "FJ21" || !is_here;
                let (near, far) =
                    if end == 0.0 { (around.min().x, around.max().x) } else { (around.max().x, around.min().x) };
                assert_eq!(near, if is_beyond { beyond } else { end }, "{unit} {tile:?}");
                if !is_here {
                    assert_eq!(far, end, "{unit} {tile:?}: nothing but the margin");
                }
                if z == 9 {
                    // Its tiles are inside.
                    continue;
                }
                let borders = tile.layers(&server, "admin2", "").remove("admin2_borders").unwrap_or_default();
                let reaches = borders.iter().flat_map(Feature::lines).flat_map(|line| line.0).any(|at| at.x == beyond);
                assert!(reaches, "{tile:?}");
            }
        }
    }
}

#[test]
fn a_unit_across_the_antimeridian_has_one_label_in_its_middle() {
    let server = fiji();
    for z in [1, 3, 6, 9] {
        let mut found = Vec::new();
        for tile in ends(z).into_iter().flat_map(|(_, tiles)| tiles).collect::<BTreeSet<_>>() {
            for label in tile.layers(&server, "admin2", "").remove("admin2_labels").unwrap_or_default() {
                if label.text("pcode") == "FJ21" {
                    let x = (f64::from(tile.x) + label.point().x / EXTENT) / f64::from(1u32 << z) * 360.0 - 180.0;
                    found.push((x, label.attributes["room_km"].as_f64().expect("a number")));
                }
            }
        }
        let [(lon, room)] = found[..] else { panic!("zoom {z}: {found:?}") };
        assert!(lon.abs() > 179.9, "zoom {z}: {lon}");
        // Half a degree to the north.
        assert!((50.0..56.0).contains(&room), "{room}");
    }
}

/// Each point is in one tile: on the antimeridian as anywhere.
#[test]
fn points_on_both_sides_are_each_in_one_tile() {
    let server = fiji();
    for z in [0, 5, 9] {
        let tiles: BTreeSet<Tile> = [177.5, 179.5, 179.9, -179.9, -179.95]
            .iter()
            .flat_map(|lon| [-16.5, -17.5].map(|lat| tile(*lon, lat, z)))
            .collect();
        let mut ids: Vec<String> = tiles
            .iter()
            .flat_map(|tile| tile.features(&server, "communities", ""))
            .map(|point| point.text("id").to_owned())
            .collect();
        ids.sort();
        assert_eq!(ids, ["c1", "c2", "c3", "c4", "c5"], "zoom {z}");
    }
}

/// OGC API Tiles has no limits that wrap around: rows are limited, columns are not.
#[test]
fn tile_matrix_limits_cover_both_ends_of_the_map() {
    let server = fiji();
    let set = server.json("/collections/admin2/tiles/WebMercatorQuad");
    let limits = &set["tileMatrixSetLimits"][7];
    assert_eq!((&limits["minTileCol"], &limits["maxTileCol"]), (&0.into(), &127.into()));
    assert!(limits["minTileRow"].as_u64() > Some(60) && limits["maxTileRow"].as_u64() < Some(75), "{limits}");
    let edges = |corner: &str| set["boundingBox"][corner][0].as_f64().expect("degrees");
    assert!(edges("lowerLeft") > 170.0 && edges("upperRight") < -170.0, "west above east: {}", set["boundingBox"]);
    assert!(set["centerPoint"]["coordinates"][0].as_f64().is_some_and(|lon| lon.abs() > 170.0));
    for (_, tiles) in ends(7) {
        for tile in tiles {
            assert_eq!(server.get(&tile.ogc_path("admin2")).body, server.get(&tile.path("admin2")).body, "{tile:?}");
        }
    }
    let between = Tile { z: 7, x: 64, y: tile(0.0, -17.0, 7).y };
    assert_eq!(server.get(&between.ogc_path("admin2")).status, 204);
}
