//! How long borders and labels take: for a country of 50 units with about 2,000 vertices each; and, where `KERBEN_BENCH_WORLD` is
//! set, for a world of 50,000 units with 300 vertices each, once.

mod lattice;

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use criterion::{Criterion, criterion_group, criterion_main};
use geo_types::{Coord, MultiPolygon, Rect};
use geodata::grid::{TileId, project};
use geodata::model::{AdminLayer, AdminLevel, AdminUnit, BoundaryStatus, CodeKind, Language, Names, UnitCode};
use geodata::progress::Silent;
use geodata::tiles::{Borders, LabelAnchors, Labels, ZoomArcs};
use geodata::topology::{LevelAreas, Tolerance, Topology, ZoomLevel};
use lattice::units;

/// One level of units.
fn layers(areas: Vec<MultiPolygon<f64>>) -> Vec<AdminLayer> {
    let unit = |(number, area): (usize, MultiPolygon<f64>)| {
        Some(AdminUnit {
            pcode: UnitCode::new(&format!("XX{number:06}"), CodeKind::PCode, AdminLevel::Admin2).ok()?,
            parent: None,
            names: Names::english(format!("Unit {number}")),
            population: None,
            area,
            bbox: Rect::new((0.0, 0.0), (0.0, 0.0)),
            area_km2: 1.0,
        })
    };
    vec![AdminLayer {
        level: AdminLevel::Admin2,
        codes: CodeKind::PCode,
        boundaries: BoundaryStatus::Official,
        note: None,
        sources: vec![],
        units: areas.into_iter().enumerate().filter_map(unit).collect(),
    }]
}

fn zooms(layers: &[AdminLayer]) -> Vec<ZoomLevel> {
    let levels: Vec<LevelAreas<'_>> = layers.iter().map(LevelAreas::from).collect();
    Topology::build(&levels, Tolerance::default()).0.zooms()
}

fn arcs(layers: &[AdminLayer]) -> Vec<Arc<ZoomArcs>> {
    zooms(layers).into_iter().map(|zoom| Arc::new(ZoomArcs::new(zoom))).collect()
}

fn country(criterion: &mut Criterion) {
    let layers = layers(units(10, 5, 500, (69.0, 39.0), (11.0, 4.0)));
    let zooms = zooms(&layers);
    let (arcs, places) = (arcs(&layers), LabelAnchors::find(&zooms, &Silent));
    let (borders, labels) =
        (Borders::of_layers(&layers, &arcs).remove(0), Labels::new(&layers[0], &[Language::ENGLISH], places.level(0)));
    let mut group = criterion.benchmark_group("50 units of 2,000 vertices");
    group.sample_size(20);
    group.bench_function("borders of all zooms", |bench| bench.iter(|| Borders::of_layers(black_box(&layers), &arcs)));
    group.bench_function("places of names", |bench| bench.iter(|| LabelAnchors::find(black_box(&zooms), &Silent)));
    let centre = project(Coord { x: 74.5, y: 41.0 });
    for tile in [4, 7, 10, 13].into_iter().filter_map(|zoom| TileId::of(centre, zoom)) {
        let name = |what: &str| format!("{what} in a tile, zoom {}", tile.z());
        group.bench_function(name("borders"), |bench| bench.iter(|| borders.layer("borders", black_box(tile))));
        group.bench_function(name("labels"), |bench| bench.iter(|| labels.layer("labels", black_box(tile))));
    }
    group.finish();
    if std::env::var_os("KERBEN_BENCH_WORLD").is_some() {
        world();
    }
}

fn world() {
    let layers = layers(units(250, 200, 75, (-170.0, -60.0), (340.0, 130.0)));
    let zooms = zooms(&layers);
    let arcs = arcs(&layers);
    let start = Instant::now();
    let places = LabelAnchors::find(&zooms, &Silent);
    println!("{} places of names in {:?}", places.level(0).len(), start.elapsed());
    let start = Instant::now();
    let labels = Labels::new(&layers[0], &[Language::ENGLISH], places.level(0));
    println!("labels of all zooms in {:?}", start.elapsed());
    let start = Instant::now();
    let borders = Borders::of_layers(&layers, &arcs).remove(0);
    println!("borders of all zooms in {:?}", start.elapsed());
    let centre = project(Coord { x: 74.5, y: 41.0 });
    for tile in (0..=14).filter_map(|zoom| TileId::of(centre, zoom)) {
        let start = Instant::now();
        let lines = borders.layer("borders", tile).map_or(0, |bytes| bytes.len());
        let of_borders = start.elapsed();
        let start = Instant::now();
        let names = labels.layer("labels", tile).map_or(0, |bytes| bytes.len());
        println!(
            "zoom {}: borders {lines} bytes in {of_borders:?}, labels {names} bytes in {:?}",
            tile.z(),
            start.elapsed()
        );
    }
}

criterion_group!(benches, country);
criterion_main!(benches);
