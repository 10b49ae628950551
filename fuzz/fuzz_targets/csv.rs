//! A table of places, a table of counts, and one of services, as CSV.
#![no_main]

use std::sync::LazyLock;

use kerben_fuzz::Dataset;
use libfuzzer_sys::fuzz_target;

static DATASET: LazyLock<Dataset> = LazyLock::new(|| Dataset::of("metres-as-km"));

fuzz_target!(|content: &[u8]| {
    // The first byte says which table it is; the others are as they were.
    let Some((which, content)) = content.split_first() else { return };
    let file = ["communities.csv", "counts.csv", "services.csv"][usize::from(*which) % 3];
    let whole = std::fs::read(kerben_fuzz::tests().join("datasets/metres-as-km").join(file)).expect("a table");
    DATASET.write(file, content);
    let _ = DATASET.read().report.to_string();
    DATASET.write(file, &whole);
});
