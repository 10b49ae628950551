//! One file of an edition, with all checksums right.
#![no_main]

use std::path::PathBuf;
use std::sync::LazyLock;

use geodata::atlas::Atlas;
use geodata::editions;
use geodata::progress::Silent;
use geodata::protection::{Policy, protect};
use geodata::tiles::SimplifiedCoverages;
use kerben_fuzz::{Dataset, folder};
use libfuzzer_sys::fuzz_target;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

const MANIFEST: &str = "manifest.json";
const FILES: [&str; 13] = [
    MANIFEST,
    "admin0.parquet",
    "admin2.parquet",
    "communities.parquet",
    "facilities.parquet",
    "counts.parquet",
    "breakdowns.parquet",
    "services.parquet",
    "covers.parquet",
    "borders.parquet",
    "areas.parquet",
    "left_out.parquet",
    "labels.parquet",
];

struct Edition {
    _folder: TempDir,
    path: PathBuf,
    manifest: Json,
}

static EDITION: LazyLock<Edition> = LazyLock::new(|| {
    // The decoder of Parquet panics at some files, which is then an error of the edition: libFuzzer would end at the panic.
    std::panic::set_hook(Box::new(|_| {}));
    let ingested = Dataset::of("antimeridian-districts").read();
    let (parts, topology) = ingested.parts.zip(ingested.topology).expect("a sound dataset");
    let atlas = Atlas::new(protect(parts, Policy::default()));
    let folder = folder();
    let path = editions::write(&atlas, &SimplifiedCoverages::new(&topology, &Silent), folder.path(), &Silent)
        .expect("written")
        .path;
    let manifest = serde_json::from_slice(&std::fs::read(path.join(MANIFEST)).expect("a manifest")).expect("JSON");
    Edition { _folder: folder, path, manifest }
});

fn sum(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

fuzz_target!(|content: &[u8]| {
    let Edition { path, manifest, .. } = &*EDITION;
    // The first byte says which file it is.
    let Some((which, content)) = content.split_first() else { return };
    let name = FILES[usize::from(*which) % FILES.len()];
    let file = path.join(name);
    let whole = std::fs::read(&file).expect("a file");
    let mut signed = manifest.clone();
    if name != MANIFEST {
        let entries = signed["files"].as_array_mut().expect("files");
        let entry = entries.iter_mut().find(|entry| entry["name"] == name).expect("an entry");
        entry["bytes"] = content.len().into();
        entry["sha256"] = sum(content).into();
        std::fs::write(&file, content).expect("written");
    }
    let text = if name == MANIFEST { content.to_vec() } else { serde_json::to_vec_pretty(&signed).expect("JSON") };
    std::fs::write(path.join(MANIFEST), &text).expect("written");
    std::fs::write(path.join("manifest.json.sha256"), format!("{}  {MANIFEST}\n", sum(&text))).expect("written");
    let _ = editions::read(path, &Silent);
    std::fs::write(&file, whole).expect("written");
});
