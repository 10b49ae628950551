//! How long shared borders take: a country of 50 units with about 2,000 vertices each; and, where `KERBEN_BENCH_WORLD` is
//! set, a world of 50,000 units with 300 vertices each, once.

use std::hint::black_box;
use std::time::Instant;

use criterion::{Criterion, criterion_group, criterion_main};
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use geodata::topology::{LevelAreas, Tolerance, Topology};

/// Units on a lattice, whose borders wander.
fn units(
    columns: usize,
    rows: usize,
    steps: usize,
    west_south: (f64, f64),
    size: (f64, f64),
) -> Vec<MultiPolygon<f64>> {
    let vertex = |column: usize, row: usize| {
        let (x, y) = (column as f64, row as f64);
        let (across, down) = ((x * 0.7 + y * 1.3).sin() * 0.4, (x * 1.1 - y * 0.9).cos() * 0.4);
        let wave = steps as f64 / 10.0;
        let (bend_x, bend_y) = ((y / wave).sin() * wave, (x / wave).cos() * wave);
        let share = |at: f64, count: usize| at / (count * steps) as f64;
        Coord {
            x: west_south.0 + share(x + across + bend_x, columns) * size.0,
            y: west_south.1 + share(y + down + bend_y, rows) * size.1,
        }
    };
    let unit = |column: usize, row: usize| {
        let (west, south, east, north) = (column * steps, row * steps, (column + 1) * steps, (row + 1) * steps);
        let ring = (west..east).map(|x| vertex(x, south));
        let ring = ring.chain((south..north).map(|y| vertex(east, y)));
        let ring = ring.chain((west + 1..=east).rev().map(|x| vertex(x, north)));
        let ring: LineString<f64> = ring.chain((south + 1..=north).rev().map(|y| vertex(west, y))).collect();
        MultiPolygon(vec![Polygon::new(ring, vec![])])
    };
    (0..rows).flat_map(|row| (0..columns).map(move |column| (column, row))).map(|(x, y)| unit(x, y)).collect()
}

/// Units in provinces of ten, the provinces in one country.
fn build(areas: &[MultiPolygon<f64>]) -> Topology {
    let none = vec![MultiPolygon(vec![]); areas.len().div_ceil(10)];
    let levels = [
        LevelAreas { areas: none[..1].iter().collect(), parents: vec![None] },
        LevelAreas { areas: none.iter().collect(), parents: vec![Some(0); none.len()] },
        LevelAreas { areas: areas.iter().collect(), parents: (0..areas.len()).map(|unit| Some(unit / 10)).collect() },
    ];
    Topology::build(&levels, Tolerance::default()).0
}

fn country(criterion: &mut Criterion) {
    let areas = units(10, 5, 500, (69.0, 39.0), (11.0, 4.0));
    let topology = build(&areas);
    let mut group = criterion.benchmark_group("50 units of 2,000 vertices");
    group.sample_size(10);
    group.bench_function("build", |bench| bench.iter(|| build(black_box(&areas))));
    for zoom in [2, 6, 10, 14] {
        group.bench_function(format!("zoom {zoom}"), |bench| bench.iter(|| topology.at_zoom(black_box(zoom))));
    }
    group.bench_function("all zooms", |bench| bench.iter(|| topology.zooms()));
    group.finish();
    if std::env::var_os("KERBEN_BENCH_WORLD").is_some() {
        world();
    }
}

fn world() {
    let mut last = None;
    for (columns, rows) in [(25, 20), (80, 62), (250, 200)] {
        let areas = units(columns, rows, 75, (-170.0, -60.0), (340.0, 130.0));
        let count: usize = areas.len() * 300;
        let start = Instant::now();
        let topology = build(&areas);
        let built = start.elapsed();
        println!(
            "{} units, {count} vertices: built in {built:?}, {:.0} ns a vertex",
            areas.len(),
            built.as_nanos() as f64 / count as f64
        );
        last = Some(topology);
    }
    let Some(topology) = last else { return };
    for zoom in [0, 3, 6, 9, 12, 14] {
        let start = Instant::now();
        let level = topology.at_zoom(zoom);
        println!("zoom {zoom}: {} vertices in {:?}", level.vertex_count(), start.elapsed());
    }
}

criterion_group!(benches, country);
criterion_main!(benches);
