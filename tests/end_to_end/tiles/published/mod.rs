//! The boundaries that were published, where they lie beside the project: every zoom, seen from the tiles as they are sent.

mod moved;
mod source;

use std::collections::{BTreeMap, HashMap};

use geo::{Area, Validation};
use geo_types::{Line, LineString, MultiPolygon};
use tests::Server;

use crate::tiles::areas::{PIXEL, in_tile, square};
use crate::tiles::decoded::{EXTENT, MARGIN, Tile};
use moved::{MOVED, moved};
use source::{District, Published};

type Areas = BTreeMap<String, MultiPolygon<f64>>;

fn rings(area: &MultiPolygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    area.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
}

/// The areas of a tile, by P-code.
fn drawn(server: &Server, tile: Tile, collection: &str) -> Areas {
    let features = tile.features(server, collection, "?properties=pcode");
    let areas: Areas = features.iter().map(|feature| (feature.text("pcode").to_owned(), feature.area())).collect();
    assert_eq!(areas.len(), features.len(), "{collection} {tile:?}: each unit once");
    for (pcode, area) in &areas {
        assert!(area.is_valid(), "{pcode} in {tile:?}: {:?}", area.validation_errors());
    }
    areas
}

/// How often an edge is walked from its lower end to its higher one, less how often the other way, by its ends.
type Walks = HashMap<[(i64, i64); 2], i32>;

/// Adds the edges of areas so many times. What the edge of what is drawn cuts is no edge.
fn walk(areas: &Areas, times: i32, walks: &mut Walks) {
    let is_cut = |a: f64, b: f64| a == b && (a == -MARGIN || a == EXTENT + MARGIN);
    let lines = areas.values().flat_map(rings).flat_map(|ring| ring.lines());
    for Line { start, end } in
        lines.filter(|line| !is_cut(line.start.x, line.end.x) && !is_cut(line.start.y, line.end.y))
    {
        let [from, to] = [start, end].map(|at| (at.x as i64, at.y as i64));
        let (edge, step) = if from < to { ([from, to], times) } else { ([to, from], -times) };
        *walks.entry(edge).or_default() += step;
    }
}

/// The units of a level cover the ground of the country, and none of it twice.
///
/// Every edge is that of one neighbour, walked the other way, or that of the country, to the unit of the grid. So it is the same
/// number of units everywhere that covers more or less than the country; and it is none, as their areas add up to its area.
fn assert_cover(tile: Tile, level: &str, units: &Areas, country: &Areas) {
    let mut walks = Walks::new();
    walk(units, 1, &mut walks);
    walk(country, -1, &mut walks);
    walks.retain(|_, times| *times != 0);
    assert!(walks.is_empty(), "{level} in {tile:?} do not meet: {walks:?}");
    let within = |areas: &Areas| -> f64 { areas.values().map(|area| in_tile(area, square(0.0)).unsigned_area()).sum() };
    let (sum, ground) = (within(units), within(country));
    assert!((sum - ground).abs() < 0.5, "{tile:?}: the {level} cover {sum}, the country {ground} units");
}

#[test]
fn published_borders_have_no_gaps_at_any_zoom() {
    let Some(published) = Published::read() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    published.write(folder.path());
    let server = Server::start(folder.path());
    let mut simplified = false;
    for z in 0..=14 {
        let mut furthest: f64 = 0.0;
        let (mut tiles, mut with_borders) = (0, 0);
        for tile in published.tiles(z) {
            let [districts, provinces, country] =
                ["admin2", "admin1", "admin0"].map(|level| drawn(&server, tile, level));
            assert_cover(tile, "provinces", &provinces, &country);
            assert_cover(tile, "districts", &districts, &country);

            let near: Vec<(&String, &District, MultiPolygon<f64>)> = published
                .districts
                .iter()
                .filter_map(|(pcode, district)| Some((pcode, district, district.near(tile)?)))
                .collect();
            for (pcode, district, area) in &near {
                let Some(drawn) = districts.get(*pcode) else {
                    let part = in_tile(area, square(0.0)).unsigned_area();
                    assert!(part <= PIXEL * PIXEL, "{pcode} covers {part} units of {tile:?} and is not in it");
                    continue;
                };
                // A part smaller than a pixel may be missing, and its ground be a neighbour's.
                let vertices = district.vertices(tile, PIXEL * PIXEL);
                let way = moved(drawn, vertices, |at| published.pixels_to_a_border(at, tile));
                assert!(way <= MOVED, "{pcode} in {tile:?}: a border moved by {way} pixels");
                furthest = furthest.max(way);
            }
            let known = districts.keys().all(|pcode| near.iter().any(|(near, ..)| *near == pcode));
            assert!(known, "{tile:?} has districts that are far away");
            tiles += 1;
            with_borders += usize::from(districts.len() > 1);
        }
        println!(
            "zoom {z}: {tiles} tiles, {with_borders} with borders between districts, moved by up to {furthest:.3} pixels"
        );
        assert!(with_borders > 0, "zoom {z} shows no border");
        simplified |= furthest > 0.1;
    }
    assert!(simplified, "nothing but rounding has moved a border");
}
