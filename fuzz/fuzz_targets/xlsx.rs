//! An XLSX workbook.
#![no_main]

use std::sync::LazyLock;

use kerben_fuzz::{Dataset, Parts, tests};
use libfuzzer_sys::fuzz_target;

static DATASET: LazyLock<Dataset> = LazyLock::new(|| Dataset::of("two-visible-sheets"));

static PARTS: LazyLock<Parts> = LazyLock::new(|| {
    let workbook = std::fs::read(tests().join("datasets/two-visible-sheets/counts.xlsx"));
    Parts::of(&workbook.expect("a workbook"))
});

fuzz_target!(|content: &[u8]| {
    let Some(workbook) = PARTS.made_up(content) else { return };
    DATASET.write("counts.xlsx", &workbook);
    let _ = DATASET.read().report.to_string();
});
