//! How long it takes to write the attributes of a tile: 1,000 points of 40 attributes, and a few of a million points.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use geo_types::Coord;
use geodata::grid::EXTENT;
use geodata::query::Cell;
use geodata::tiles::{AttributeSource, AttributeValue, Attributes, EncodedAttributes, LayerWriter, mlt_from_mvt};

/// Points with keys and names of their own, counts that are rarely alike, and statuses that nearly always are.
struct Points {
    keys: Vec<String>,
    columns: usize,
}

impl Points {
    fn new(points: usize, columns: usize) -> Self {
        Self { keys: (0..points).map(|point| format!("community-{point:07}")).collect(), columns }
    }
}

impl AttributeSource for Points {
    fn names(&self) -> Vec<String> {
        (0..self.columns).map(|column| format!("attribute_{column}")).collect()
    }

    fn features(&self) -> usize {
        self.keys.len()
    }

    fn cell(&self, feature: usize, column: usize) -> Cell<'_> {
        let number = (feature as u64 * 2_654_435_761 + column as u64 * 40_503) >> 7;
        match column {
            0 => Cell::Text(&self.keys[feature]),
            _ if column % 2 == 1 => Cell::Int(number % 5000),
            _ if column % 4 == 2 => Cell::Text(if number.is_multiple_of(50) { "no_data" } else { "reported" }),
            _ => Cell::Float((number % 400) as f64 / 10.0),
        }
    }
}

fn place(point: usize) -> Coord<i32> {
    let on_grid = |number: usize| i32::try_from(number % EXTENT as usize).unwrap_or(0);
    Coord { x: on_grid(point * 577), y: on_grid(point * 1009) }
}

fn own(points: &Points, point: usize) -> Attributes {
    let names = points.names().into_iter().enumerate();
    Attributes::new(names.filter_map(|(column, name)| {
        let value = match points.cell(point, column) {
            Cell::Null => return None,
            Cell::Text(text) => AttributeValue::Text(text.to_owned()),
            Cell::Int(number) => AttributeValue::Uint(number),
            Cell::Float(number) => AttributeValue::Float(number),
            Cell::Bool(yes) => AttributeValue::Bool(yes),
        };
        Some((name, value))
    }))
}

fn write(selection: &EncodedAttributes, ranks: std::ops::Range<usize>) -> Option<Vec<u8>> {
    let mut writer = LayerWriter::new("points", EXTENT);
    for rank in ranks {
        writer.add_point(1 + rank as u64, selection.row(rank)?, place(rank));
    }
    writer.finish()
}

fn attributes(criterion: &mut Criterion) {
    criterion.bench_function("1,000 points of 40 attributes, encoded for the tile", |bench| {
        let points = Points::new(1000, 40);
        bench.iter(|| {
            let attributes: Vec<Attributes> = (0..1000).map(|point| own(&points, point)).collect();
            let mut writer = LayerWriter::new("points", EXTENT);
            for (point, attributes) in attributes.iter().enumerate() {
                writer.add_point(1 + point as u64, attributes, place(point));
            }
            black_box(writer.finish())
        });
    });
    criterion.bench_function("1,000 points of 40 attributes, selected now", |bench| {
        bench.iter(|| write(&EncodedAttributes::new(Points::new(1000, 40), None), 0..1000));
    });
    criterion.bench_function("1,000 points of 40 attributes, selected before", |bench| {
        let selection = EncodedAttributes::new(Points::new(1000, 40), None);
        bench.iter(|| write(black_box(&selection), 0..1000));
    });
    for points in [10, 1000] {
        let selection = EncodedAttributes::new(Points::new(points, 40), None);
        let tile = write(&selection, 0..points).unwrap_or_default();
        criterion.bench_function(&format!("{points} points of 40 attributes, as a MapLibre Tile"), |bench| {
            bench.iter(|| mlt_from_mvt(black_box(&tile)));
        });
    }

    let selection = EncodedAttributes::new(Points::new(1_000_000, 10), None);
    for rank in (0..1_000_000).step_by(64) {
        black_box(selection.row(rank));
    }
    println!(
        "1,000,000 points of 10 attributes: {} MiB, expected {} MiB",
        selection.memory() >> 20,
        selection.expected_memory() >> 20
    );
    for (what, ranks) in [("5 points", 700..705), ("1,000 points in two chunks", 500..1500)] {
        criterion.bench_function(&format!("{what} of 10 attributes, of a million"), |bench| {
            bench.iter(|| write(black_box(&selection), ranks.clone()));
        });
    }
}

criterion_group!(benches, attributes);
criterion_main!(benches);
