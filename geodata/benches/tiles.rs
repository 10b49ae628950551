//! How long a tile takes: a country of 64 districts with 100,000 border vertices.

use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use geodata::grid::{TileId, project};
use geodata::tiles::{AttributeValue, Attributes, Clipper, ZoomArcs, ZoomAreas, polygon_layer};
use geodata::topology::{LevelAreas, Tolerance, Topology};

const CELLS: usize = 8;
const STEPS: usize = 400;

/// Districts between 69° and 80° E and 39° and 43° N, whose borders wander.
fn districts() -> Vec<MultiPolygon<f64>> {
    let lattice = (CELLS * STEPS) as f64;
    let vertex = |column: usize, row: usize| {
        let (x, y) = (column as f64, row as f64);
        let (across, down) = ((x * 0.7 + y * 1.3).sin() * 0.4, (x * 1.1 - y * 0.9).cos() * 0.4);
        let (bend_x, bend_y) = ((y / 57.0).sin() * 40.0, (x / 43.0).cos() * 40.0);
        Coord { x: 69.0 + (x + across + bend_x) / lattice * 11.0, y: 39.0 + (y + down + bend_y) / lattice * 4.0 }
    };
    let district = |column: usize, row: usize| {
        let (west, south, east, north) = (column * STEPS, row * STEPS, (column + 1) * STEPS, (row + 1) * STEPS);
        let ring = (west..east).map(|x| vertex(x, south));
        let ring = ring.chain((south..north).map(|y| vertex(east, y)));
        let ring = ring.chain((west + 1..=east).rev().map(|x| vertex(x, north)));
        let ring: LineString<f64> = ring.chain((south + 1..=north).rev().map(|y| vertex(west, y))).collect();
        MultiPolygon(vec![Polygon::new(ring, vec![])])
    };
    (0..CELLS).flat_map(|row| (0..CELLS).map(move |column| (column, row))).map(|(x, y)| district(x, y)).collect()
}

fn tiles(criterion: &mut Criterion) {
    let areas = districts();
    let attributes: Vec<Attributes> = (0..areas.len() as u64)
        .map(|unit| {
            Attributes::new([
                ("pcode", AttributeValue::Text(format!("KG{unit:012}"))),
                ("name", AttributeValue::Text(format!("District {unit}"))),
                ("status", "reported".into()),
                ("value", (unit * 37 % 5000).into()),
                ("partial", false.into()),
                ("area_km2", (unit as f64 * 31.7).into()),
            ])
        })
        .collect();
    let centre = project(Coord { x: 74.5, y: 41.0 });

    let level = LevelAreas { areas: areas.iter().collect(), parents: vec![None; areas.len()] };
    let (topology, _) = Topology::build(&[level], Tolerance::default());
    for zoom in [3, 6, 9, 12] {
        let Some(tile) = TileId::of(centre, zoom) else { continue };
        let level = Arc::new(ZoomArcs::new(topology.at_zoom(zoom)));
        let layer = ZoomAreas::new(&level, 0);
        criterion.bench_function(&format!("index, zoom {zoom}"), |bench| {
            bench.iter(|| ZoomAreas::new(black_box(&level), 0));
        });
        criterion.bench_function(&format!("clip, zoom {zoom}"), |bench| {
            let mut clipper = Clipper::default();
            let near = layer.near(clipper.buffered_bounds(tile));
            bench.iter(|| {
                for unit in &near {
                    black_box(clipper.clip(&layer, *unit as usize, tile));
                }
            });
        });
        criterion.bench_function(&format!("clip and encode, zoom {zoom}"), |bench| {
            bench.iter(|| polygon_layer("admin2", &layer, black_box(tile), |unit| attributes.get(unit)));
        });
    }
}

criterion_group!(benches, tiles);
criterion_main!(benches);
