//! How long shared borders take: a country of 50 units with about 2,000 vertices each; and, where `KERBEN_BENCH_WORLD` is
//! set, a world of 50,000 units with 300 vertices each, once.

mod lattice;

use std::hint::black_box;
use std::time::Instant;

use criterion::{Criterion, criterion_group, criterion_main};
use geo_types::MultiPolygon;
use geodata::topology::{LevelAreas, Tolerance, Topology};
use lattice::units;

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
