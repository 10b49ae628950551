use std::path::Path;

use proptest::prelude::*;

use super::generated::atlas_parts;
use super::{full_parts, read_back, written};
use crate::ingest::read_dataset;
use crate::model::DatasetParts;
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
