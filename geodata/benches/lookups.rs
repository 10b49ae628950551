//! How long it takes to find things and to write them down as text: the sample of a country, with 999 communities.

#![allow(clippy::expect_used, reason = "a bench that has nothing to measure must stop")]

use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, criterion_group, criterion_main};
use geo_types::Point;
use geodata::atlas::Atlas;
use geodata::crs::{Crs, Projection};
use geodata::formats::{GeoJsonFeatures, write_features};
use geodata::ingest::read_dataset;
use geodata::model::BBox;
use geodata::model::{AdminLevel, Period};
use geodata::progress::Silent;
use geodata::protection::{Policy, protect};
use geodata::query::{Collection, Columns, ItemsQuery, QueryBox, feature_position, find_page};

/// A town in the south of the country, with many communities around it.
const TOWN: Point<f64> = Point(geo_types::Coord { x: 72.8, y: 40.53 });

fn sample() -> Atlas {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/kyrgyzstan");
    read_dataset(&folder, &Silent)
        .parts
        .map(|parts| Atlas::new(protect(parts, Policy::None)))
        .expect("the sample has no errors")
}

fn lookups(criterion: &mut Criterion) {
    let atlas = sample();
    let index = atlas.index();
    let districts = atlas.layer(AdminLevel::Admin2).expect("districts");
    let wide = BBox { west: 72.0, south: 40.0, east: 74.0, north: 41.5 };
    let narrow = BBox { west: 72.7, south: 40.45, east: 72.9, north: 40.6 };

    let mut group = criterion.benchmark_group("lookups");
    group.bench_function("district at a point", |bench| bench.iter(|| index.unit_at(districts, black_box(TOWN))));
    for (words, bbox) in [("wide", wide), ("narrow", narrow)] {
        let found = index.communities().within(bbox).len();
        group.bench_function(format!("{found} communities in a {words} box"), |bench| {
            bench.iter(|| index.communities().within(black_box(bbox)));
        });
    }
    for limit in [1, 10, 100] {
        group.bench_function(format!("{limit} nearest communities"), |bench| {
            bench.iter(|| index.communities().nearest(black_box(TOWN), limit));
        });
    }
    group.bench_function("community by id", |bench| {
        bench.iter(|| feature_position(&atlas, Collection::Communities, black_box("KGZ-C0500")));
    });
    group.finish();
}

fn pages(criterion: &mut Criterion) {
    let atlas = sample();
    let round = atlas.rounds.first().expect("a round");
    let columns = Columns::new(&atlas, Collection::Communities, round, Period::Year(2023)).expect("columns");
    let bbox = Some(QueryBox::Degrees(BBox { west: 72.0, south: 40.0, east: 74.0, north: 41.5 }));
    let plain = ItemsQuery { bbox, limit: 100, ..ItemsQuery::default() };
    let column = columns.position("households").expect("a column");
    let sorted = ItemsQuery { sort: vec![geodata::query::SortKey { column, descending: true }], ..plain.clone() };

    let mut group = criterion.benchmark_group("a page of 100 communities in a box");
    for (words, query) in [("by id", &plain), ("largest first", &sorted)] {
        group.bench_function(format!("found, {words}"), |bench| {
            bench.iter(|| find_page(&atlas, Collection::Communities, &columns, black_box(query)));
        });
    }
    let page = find_page(&atlas, Collection::Communities, &columns, &plain);
    assert_eq!(page.features.len(), 100);
    let (degrees, members) = (Projection::to(Crs::Crs84).expect("degrees"), serde_json::Map::new());
    group.bench_function("as GeoJSON", |bench| {
        bench.iter(|| {
            let mut writer = GeoJsonFeatures::new(&atlas, Collection::Communities, &columns, &degrees, &members);
            write_features(&mut writer, &page.features)
        });
    });
    group.finish();
}

criterion_group!(benches, lookups, pages);
criterion_main!(benches);
