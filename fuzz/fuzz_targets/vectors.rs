//! A layer of districts in any format that is read.
#![no_main]

use std::sync::LazyLock;

use kerben_fuzz::{Dataset, tests};
use libfuzzer_sys::fuzz_target;

const EXTENSIONS: [&str; 10] =
    ["geojson", "gpkg", "kml", "fgb", "gml", "zip", "topojson", "shp", "parquet", "geojson.gz"];

/// The same dataset, with its districts in each of the formats.
static DATASETS: LazyLock<Vec<Dataset>> = LazyLock::new(|| {
    let name = "antimeridian-districts";
    let text =
        std::fs::read_to_string(tests().join("datasets").join(name).join("dataset.toml")).expect("a description");
    let with = |extension: &&str| {
        let dataset = Dataset::of(name);
        let text = text.replace("a2.geojson", &format!("districts.{extension}"));
        dataset.write("dataset.toml", text.as_bytes());
        dataset
    };
    EXTENSIONS.iter().map(with).collect()
});

fuzz_target!(|content: &[u8]| {
    // The first byte says which format it is.
    let Some((which, content)) = content.split_first() else { return };
    let format = usize::from(*which) % EXTENSIONS.len();
    let dataset = &DATASETS[format];
    dataset.write(&format!("districts.{}", EXTENSIONS[format]), content);
    let _ = dataset.read().report.to_string();
});
