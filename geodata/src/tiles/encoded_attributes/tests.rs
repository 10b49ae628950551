use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use fast_mvt::{MvtReaderRef, MvtValueRef};
use geo_types::Coord;
use proptest::prelude::*;

use super::*;
use crate::tiles::{Attributes, LayerWriter};

/// A table whose cells follow from their place: of every kind, some of them null, many alike.
struct Made {
    features: usize,
    columns: usize,
    seed: u64,
    texts: Vec<String>,
    read: Arc<AtomicUsize>,
}

impl Made {
    fn new(features: usize, columns: usize, seed: u64) -> Self {
        let texts = (0..40).map(|number| format!("text {number}")).collect();
        Self { features, columns, seed, texts, read: Arc::default() }
    }
}

impl AttributeSource for Made {
    fn names(&self) -> Vec<String> {
        (0..self.columns).map(|column| format!("column {column}")).collect()
    }

    fn features(&self) -> usize {
        self.features
    }

    fn cell(&self, feature: usize, column: usize) -> Cell<'_> {
        self.read.fetch_add(1, Ordering::Relaxed);
        let place = [self.seed, feature as u64, column as u64].map(u64::to_le_bytes).concat();
        let number = xxhash_rust::xxh3::xxh3_64(&place);
        match number % 7 {
            0 => Cell::Null,
            1 => Cell::Text(&self.texts[number as usize % 40]),
            2 => Cell::Int(number % 50),
            3 => Cell::Int(number),
            4 => Cell::Float((number % 60) as f64),
            5 => Cell::Bool(number.is_multiple_of(2)),
            _ => Cell::Float(f64::NAN),
        }
    }
}

fn shown(cell: Cell<'_>) -> Option<String> {
    match cell {
        Cell::Null => None,
        Cell::Float(number) => number.is_finite().then(|| format!("{:?}", MvtValueRef::Double(number))),
        Cell::Text(text) => Some(format!("{:?}", MvtValueRef::String(text))),
        Cell::Int(number) => Some(format!("{:?}", MvtValueRef::UInt(number))),
        Cell::Bool(yes) => Some(format!("{:?}", MvtValueRef::Bool(yes))),
    }
}

type Feature = (u64, Vec<(String, String)>);

/// The features of a layer with what they say, after a look at its keys and values.
fn decoded(bytes: &[u8]) -> Vec<Feature> {
    let reader = MvtReaderRef::new(bytes).unwrap();
    let layer = reader.layers().next().unwrap();
    let keys: HashSet<String> = layer.keys().iter().map(|key| format!("{key:?}")).collect();
    let values: HashSet<String> = layer.values().map(|value| format!("{value:?}")).collect();
    assert_eq!((keys.len(), values.len()), (layer.keys().len(), layer.values().len()), "each key and value once");
    let features = layer.features().map(|feature| {
        let attributes = feature.properties_vec().unwrap().into_iter();
        (feature.id().unwrap(), attributes.map(|(key, value)| (key.to_owned(), format!("{value:?}"))).collect())
    });
    features.collect()
}

#[derive(Clone, Debug)]
enum Written {
    First(usize),
    Second(usize),
    Own(u64),
}

fn layer(
    first: &EncodedAttributes,
    second: &EncodedAttributes,
    written: &[Written],
    own: &[Attributes],
) -> Option<Vec<u8>> {
    let mut writer = LayerWriter::new("layer", 4096);
    for (id, one) in (1..).zip(written) {
        let place = Coord { x: 3, y: 7 };
        match one {
            Written::First(rank) => writer.add_point(id, first.row(*rank)?, place),
            Written::Second(rank) => writer.add_point(id, second.row(*rank)?, place),
            Written::Own(number) => writer.add_point(id, &own[*number as usize], place),
        }
    }
    writer.finish()
}

fn own() -> Vec<Attributes> {
    (0..30u64).map(|number| Attributes::new([("cluster", number % 2), ("column 1", number)])).collect()
}

const FEATURES: usize = 1300;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever lies in a tile in whatever order, of several chunks and selections and beside features of their own.
    #[test]
    fn every_feature_has_the_attributes_of_its_row(
        seed in any::<u64>(),
        written in prop::collection::vec(
            prop_oneof![
                6 => (0..FEATURES).prop_map(Written::First),
                1 => (0..FEATURES).prop_map(Written::Second),
                1 => (0..30u64).prop_map(Written::Own),
            ],
            1..200,
        ),
        turned in any::<bool>(),
    ) {
        let order: Option<Arc<[u32]>> = turned.then(|| (0..FEATURES as u32).rev().collect());
        let feature = |rank: usize| if turned { FEATURES - 1 - rank } else { rank };
        let selections = [(3, seed), (66, !seed)].map(|(columns, seed)| {
            EncodedAttributes::new(Made::new(FEATURES, columns, seed), order.clone())
        });
        let own = own();
        let bytes = layer(&selections[0], &selections[1], &written, &own).unwrap();
        // The second time all chunks are there.
        prop_assert_eq!(&bytes, &layer(&selections[0], &selections[1], &written, &own).unwrap());

        let tables = [Made::new(FEATURES, 3, seed), Made::new(FEATURES, 66, !seed)];
        let row = |table: &Made, rank: usize| -> Vec<(String, String)> {
            let cells = table.names().into_iter().enumerate();
            cells.filter_map(|(column, name)| Some((name, shown(table.cell(feature(rank), column))?))).collect()
        };
        let expected: Vec<Feature> = written.iter().enumerate().map(|(at, one)| {
            let attributes = match one {
                Written::First(rank) => row(&tables[0], *rank),
                Written::Second(rank) => row(&tables[1], *rank),
                Written::Own(number) => {
                    let entry = |name: &str, number: u64| (name.to_owned(), format!("{:?}", MvtValueRef::UInt(number)));
                    vec![entry("cluster", number % 2), entry("column 1", *number)]
                }
            };
            (1 + at as u64, attributes)
        }).collect();
        prop_assert_eq!(decoded(&bytes), expected);
    }
}

#[test]
fn a_chunk_is_read_once_and_only_for_features_in_the_tile() {
    let features = 2600;
    let table = Made::new(features, 3, 1);
    let read = table.read.clone();
    let selection = EncodedAttributes::new(table, None);
    let empty = selection.memory();
    for rank in [1024, 1500, 2047, 1024] {
        assert!(selection.row(rank).is_some());
    }
    assert_eq!(read.load(Ordering::Relaxed), 1024 * 3);
    assert!(selection.memory() > empty);
    assert!(selection.row(features - 1).is_some() && selection.row(features).is_none());
    assert_eq!(read.load(Ordering::Relaxed), (1024 + features - 2048) * 3);
}

#[test]
fn features_without_a_shape_leave_no_keys_and_values_behind() {
    let selection = EncodedAttributes::new(Made::new(10, 3, 1), None);
    let mut writer = LayerWriter::new("layer", 4096);
    let ring = [(0, 0), (4, 0), (4, 4)].map(Coord::from);
    writer.add_area(1, selection.row(0).unwrap(), [&ring[..2]]);
    writer.add_area(2, selection.row(1).unwrap(), [&ring]);
    let mut alone = LayerWriter::new("layer", 4096);
    alone.add_area(2, selection.row(1).unwrap(), [&ring]);
    assert_eq!(writer.finish(), alone.finish());
}
