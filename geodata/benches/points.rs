//! How long tiles of a million communities take, one by one and in groups with their sums: two of three in cities.

#![allow(clippy::expect_used, reason = "a bench that has nothing to measure must stop")]

use std::collections::BTreeMap;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use geo_types::{Coord, MultiPolygon, Point, Rect};
use geodata::atlas::Atlas;
use geodata::figures::{Indicator, IndicatorQuery, Normalisation, PeriodSelection};
use geodata::grid::{TileId, project};
use geodata::model::{
    AdminLayer, AdminLevel, AdminUnit, BoundaryStatus, CodeKind, Community, Counts, GroupCoverage, Households, Names,
    Period, PlaceLevel, PlaceOrigin, PopulationGroup, Round, RoundId, UnitCode, Value, Vocabulary,
};
use geodata::model::{DatasetInfo, DatasetParts};
use geodata::protection::{Policy, protect};
use geodata::query::Collection;
use geodata::tiles::points::{
    ClusterColumns, ClusterMode, ClusterZooms, CommunityAggregates, clustered_point_layer, places,
};
use geodata::tiles::{Attributes, ZOrderPoints, point_layer};

const COMMUNITIES: usize = 1_000_000;
const YEARS: [u16; 5] = [2020, 2021, 2022, 2023, 2024];
const GROUPS: [&str; 3] = ["return_migrants", "emigrants", "internal_migrants"];
/// Of the densest city.
const CITY: Coord<f64> = Coord { x: 10.0, y: 48.0 };

fn population_group(id: &str) -> PopulationGroup {
    Vocabulary::default().group(id).expect("a group").clone()
}

/// Numbers from 0 to 1 without order (Weyl's sequence, mixed).
fn random(seed: usize) -> f64 {
    let mut mixed = (seed as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed >> 11) as f64 / (1u64 << 53) as f64
}

fn place(seed: usize) -> Point<f64> {
    let (x, y, city) = (random(seed * 3), random(seed * 3 + 1), random(seed * 3 + 2));
    if city < 1.0 / 3.0 {
        return Point::new(-170.0 + 340.0 * x, -55.0 + 120.0 * y);
    }
    // 200 cities; the first ones are the largest.
    let city = ((city - 1.0 / 3.0) * 1.5).powi(3) * 200.0;
    let centre = match city as usize {
        0 => CITY,
        other => Coord { x: -160.0 + 320.0 * random(other * 7), y: -50.0 + 110.0 * random(other * 7 + 1) },
    };
    let distance = 0.4 * y * y;
    let angle = x * std::f64::consts::TAU;
    Point::new(centre.x + distance * angle.cos(), centre.y + distance * angle.sin())
}

fn world() -> Atlas {
    let names = |name: &str| Names::english(name);
    let round = RoundId("r1".into());
    let bounds = Rect::new((-180.0, -60.0), (180.0, 70.0));
    let layer = |level, parent| AdminLayer {
        level,
        codes: CodeKind::PCode,
        boundaries: BoundaryStatus::Schematic,
        note: None,
        sources: vec![],
        units: UnitCode::new("XX", CodeKind::PCode, AdminLevel::Admin2)
            .map(|pcode| AdminUnit {
                pcode,
                parent,
                names: names("World"),
                population: None,
                area: MultiPolygon(vec![bounds.to_polygon()]),
                bbox: bounds,
                area_km2: 1.0,
            })
            .into_iter()
            .collect(),
    };
    let coverage = |group| GroupCoverage {
        group,
        definition: "".into(),
        years: YEARS.to_vec(),
        partial: BTreeMap::new(),
        date: None,
    };
    let counts = |group| Counts {
        round: round.clone(),
        group,
        level: PlaceLevel::Community,
        sources: vec![],
        years: YEARS.to_vec(),
        values: (0..COMMUNITIES * YEARS.len()).map(|seed| Value::Reported((random(seed) * 300.0) as u64)).collect(),
        derived: vec![],
    };
    let parts = DatasetParts {
        info: DatasetInfo {
            id: "world".into(),
            title: "World".into(),
            country: "XX".into(),
            illustrative: true,
            illustrative_note: None,
            default_round: "r1".into(),
            languages: vec![geodata::model::Language::ENGLISH],
            disclaimer: None,
            basemap: None,
            boundary_edition: None,
            boundaries: geodata::model::BoundariesPolicy::default(),
            left_out: Vec::new(),
        },
        vocabulary: Vocabulary::default(),
        sources: vec![],
        layers: vec![
            layer(AdminLevel::Admin0, None),
            layer(AdminLevel::Admin1, Some(0)),
            layer(AdminLevel::Admin2, Some(0)),
        ],
        communities: (0..COMMUNITIES)
            .map(|seed| Community {
                id: format!("c{seed:07}").into(),
                names: names("Place"),
                point: Some(place(seed)),
                unit: 0,
                households: Value::Reported(Households(100 + seed as u64 % 900)),
                origin: PlaceOrigin::Generated,
            })
            .collect(),
        community_level: AdminLevel::Admin2,
        community_sources: vec![],
        facilities: vec![],
        facility_sources: vec![],
        international_borders: geodata::model::InternationalBorders::default(),
        context: geodata::model::Context::default(),
        rounds: vec![Round {
            id: round.clone(),
            country: "XX".into(),
            title: "Round 1".into(),
            collected: ["2024-01-01".into(), "2024-04-30".into()],
            method: "".into(),
            illustrative: None,
            key_informants: None,
            sources: vec![],
            notes: vec![],
            locations: vec![],
            groups: GROUPS.map(population_group).map(coverage).into(),
        }],
        counts: GROUPS.map(population_group).map(counts).into(),
        stated_counts: vec![],
        breakdowns: vec![],
        stated_breakdowns: vec![],
        services: vec![],
        fingerprint: 1,
    };
    Atlas::new(protect(parts, Policy::None))
}

fn tiles(criterion: &mut Criterion) {
    let atlas = world();
    let prepare = || ZOrderPoints::new(atlas.communities.iter().map(|community| community.point));
    let points = prepare();
    let sums = CommunityAggregates::new(&atlas, &points);
    let Some(round) = atlas.round("r1") else { return };
    let city = project(CITY);
    let zooms = ClusterZooms { last: 14, deepest: 14 };
    println!("groups by themselves: {:?}", ClusterMode::Auto.zooms(&points, 10, 14));

    let mut group = criterion.benchmark_group("1,000,000 communities");
    group.sample_size(10);
    group.bench_function("project and sort", |bench| bench.iter(prepare));
    group.bench_function("add up", |bench| bench.iter(|| CommunityAggregates::new(&atlas, &points)));
    let single = Attributes::new([("name", "Place")]);
    for zoom in [0, 2, 4, 6, 8, 10, 12] {
        let Some(tile) = TileId::of(city, zoom) else { continue };
        let count = points.ranks(tile).len();
        group.bench_function(format!("zoom {zoom}, {count} one by one"), |bench| {
            bench.iter(|| point_layer("communities", &points, black_box(tile), |_| Some(&single)));
        });
        group.bench_function(format!("zoom {zoom}, {count} parted into groups"), |bench| {
            bench.iter(|| places(&points, black_box(tile), zooms).count());
        });
        for per in
            [None, Some(Normalisation::None), Some(Normalisation::Per1000Households), Some(Normalisation::Change)]
        {
            let mut columns =
                ClusterColumns::new(&atlas, Collection::Communities, (&points, &sums), round, Period::Year(2023));
            if let Some(per) = per {
                let question = IndicatorQuery {
                    indicator: Indicator::Group(population_group(GROUPS[0])),
                    by: PlaceLevel::Community,
                    round: "r1",
                    periods: PeriodSelection::One(Period::Year(2023)),
                    per,
                    within: None,
                };
                let Ok(with) = columns.with_indicator(&question) else { return };
                columns = with;
            }
            let what = per.map_or("sums", Normalisation::id);
            group.bench_function(format!("zoom {zoom}, {count} in groups, {what}"), |bench| {
                bench.iter(|| {
                    let layer = |tile| {
                        let of_single = |_| Some(&single);
                        clustered_point_layer("communities", &points, tile, zooms, of_single, |group| {
                            columns.attributes(group)
                        })
                    };
                    layer(black_box(tile))
                });
            });
        }
    }
    group.finish();
}

criterion_group!(benches, tiles);
criterion_main!(benches);
