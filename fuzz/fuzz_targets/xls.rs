//! An XLS workbook: as it comes, or with its records made up. (What is made up of a compound file hardly ever has a stream in it.)
#![no_main]

use std::io::{Cursor, Write};
use std::sync::LazyLock;

use kerben_fuzz::Dataset;
use libfuzzer_sys::fuzz_target;

static DATASET: LazyLock<Dataset> = LazyLock::new(|| {
    // The library panics at some files, which is then an error of the file: libFuzzer would end at the panic.
    std::panic::set_hook(Box::new(|_| {}));
    Dataset::with_workbook("xls").0
});

/// A compound file with these records.
fn compound(records: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a compound file");
    file.create_stream("/Workbook").and_then(|mut stream| stream.write_all(records)).expect("records");
    file.into_inner().into_inner()
}

fuzz_target!(|content: &[u8]| {
    let Some((is_made_up, content)) = content.split_first() else { return };
    let workbook = if *is_made_up == 0 { content.to_vec() } else { compound(content) };
    DATASET.write("counts.xls", &workbook);
    let _ = DATASET.read().report.to_string();
});
