//! A workbook: as it comes, or with one of its parts made up. (What is packed hardly changes into anything that unpacks.)
#![no_main]

use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;

use kerben_fuzz::Dataset;
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

static DATASET: LazyLock<Dataset> = LazyLock::new(|| Dataset::of("two-visible-sheets"));

/// The parts of a sound workbook.
static PARTS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let file = std::fs::File::open(kerben_fuzz::tests().join("datasets/two-visible-sheets/counts.xlsx"));
    let mut archive = ZipArchive::new(file.expect("a workbook")).expect("a workbook");
    let count = archive.len();
    let part = |number| {
        let mut part = archive.by_index(number).expect("a part");
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("content");
        (part.name().expect("a name").into_owned(), content)
    };
    (0..count).map(part).collect()
});

fuzz_target!(|content: &[u8]| {
    let Some((which, content)) = content.split_first() else { return };
    let workbook = match usize::from(*which).checked_sub(1) {
        None => content.to_vec(),
        Some(made_up) => {
            let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
            let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
            for (number, (name, whole)) in PARTS.iter().enumerate() {
                writer.start_file(name.as_str(), stored).expect("a part");
                let is_it = number == made_up % PARTS.len();
                writer.write_all(if is_it { content } else { whole }).expect("content");
            }
            writer.finish().expect("a workbook").into_inner()
        }
    };
    DATASET.write("counts.xlsx", &workbook);
    let _ = DATASET.read().report.to_string();
});
