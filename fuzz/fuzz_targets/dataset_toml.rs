//! `dataset.toml`, beside files that are fine.
#![no_main]

use std::sync::LazyLock;

use kerben_fuzz::Dataset;
use libfuzzer_sys::fuzz_target;

static DATASET: LazyLock<Dataset> = LazyLock::new(|| Dataset::of("antimeridian-districts"));

fuzz_target!(|content: &[u8]| {
    DATASET.write("dataset.toml", content);
    let _ = DATASET.read().report.to_string();
});
