//! An ODS workbook.
#![no_main]

use std::sync::LazyLock;

use kerben_fuzz::{Dataset, Parts};
use libfuzzer_sys::fuzz_target;

static SOUND: LazyLock<(Dataset, Parts)> = LazyLock::new(|| {
    let (dataset, workbook) = Dataset::with_workbook("ods");
    (dataset, Parts::of(&workbook))
});

fuzz_target!(|content: &[u8]| {
    let (dataset, parts) = &*SOUND;
    let Some(workbook) = parts.made_up(content) else { return };
    dataset.write("counts.ods", &workbook);
    let _ = dataset.read().report.to_string();
});
