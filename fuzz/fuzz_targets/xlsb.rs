//! An XLSB workbook.
#![no_main]

use std::sync::LazyLock;

use kerben_fuzz::{Dataset, Parts};
use libfuzzer_sys::fuzz_target;

static SOUND: LazyLock<(Dataset, Parts)> = LazyLock::new(|| {
    // The library panics at some files, which is then an error of the file: libFuzzer would end at the panic.
    std::panic::set_hook(Box::new(|_| {}));
    let (dataset, workbook) = Dataset::with_workbook("xlsb");
    (dataset, Parts::of(&workbook))
});

fuzz_target!(|content: &[u8]| {
    let (dataset, parts) = &*SOUND;
    let Some(workbook) = parts.made_up(content) else { return };
    dataset.write("counts.xlsb", &workbook);
    let _ = dataset.read().report.to_string();
});
