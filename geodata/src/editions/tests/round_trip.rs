use std::path::Path;

use proptest::prelude::*;

use super::generated::atlas_parts;
use super::{full_parts, read_back, refusal, sign, written};
use crate::ingest::read_dataset;
use crate::model::{AdminLevel, Breakdown, Counts, DatasetParts, PlaceLevel, ServiceStatus, Value};
use crate::progress::Silent;

/// Equal to the last bit: the text of a float tells a negative zero from a zero.
fn assert_comes_back(parts: &DatasetParts) {
    let (_folder, edition) = written(parts);
    let back = read_back(&edition).expect("whole");
    assert_eq!(&back, parts);
    assert_eq!(format!("{back:?}"), format!("{parts:?}"));
}

#[test]
fn every_part_of_an_atlas_comes_back() {
    assert_comes_back(&full_parts());
}

#[test]
fn an_atlas_of_boundaries_alone_comes_back() {
    let mut parts = full_parts();
    parts.communities.clear();
    parts.facilities.clear();
    parts.counts.clear();
    parts.breakdowns.clear();
    parts.services.clear();
    parts.layers.truncate(2);
    assert_comes_back(&parts);
}

#[test]
fn the_sample_comes_back() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/kyrgyzstan");
    let atlas = read_dataset(&dir, &Silent).parts.expect("the sample has no errors");
    let (_folder, edition) = written(&atlas);
    let back = read_back(&edition).expect("whole");
    assert!(back == atlas, "some part differs");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_atlas_comes_back(parts in atlas_parts()) {
        let (_folder, edition) = written(&parts);
        let back = read_back(&edition).expect("whole");
        prop_assert_eq!(format!("{back:?}"), format!("{parts:?}"));
    }
}

#[test]
fn what_is_withheld_and_what_is_stated_beside_it_comes_back() {
    let mut parts = full_parts();
    parts.communities[0].households = Value::Suppressed;
    parts.services[0].status[0] = ServiceStatus::Suppressed;
    let districts =
        parts.layers.iter().find(|layer| layer.level == AdminLevel::Admin2).map_or(0, |layer| layer.units.len());
    let level = PlaceLevel::Admin2;
    let values = vec![Value::Reported(7); districts * parts.counts[0].years.len()];
    parts.stated_counts = vec![Counts { level, values, ..parts.counts[0].clone() }];
    let values = vec![Value::Reported(7); districts * parts.breakdowns[0].categories.len()];
    parts.stated_breakdowns = vec![Breakdown { level, values, ..parts.breakdowns[0].clone() }];
    let (_folder, edition) = written(&parts);
    assert_eq!(read_back(&edition).expect("read back"), parts);
    sign(&edition, |manifest| manifest.counts.clear());
    assert!(refusal(&edition).contains("other places, years or categories"), "{}", refusal(&edition));
}
