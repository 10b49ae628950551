//! How long an edition takes to be ready, stage by stage: `cargo run --release -p geodata --example start EDITION`.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use geodata::editions::{self, Edition};
use geodata::progress::Progress;
use geodata::tiles::TileLayers;

/// Prints each stage when it is over.
struct Stages {
    start: Instant,
    stage: Mutex<(String, Instant)>,
}

impl Stages {
    fn next(&self, name: &str) {
        let (before, since) = std::mem::replace(
            &mut *self.stage.lock().unwrap_or_else(PoisonError::into_inner),
            (name.to_owned(), Instant::now()),
        );
        println!("{:7.3} s  {:7.3} s  {before}", self.start.elapsed().as_secs_f64(), since.elapsed().as_secs_f64());
    }
}

impl Progress for Stages {
    fn stage(&self, name: &str, _total: Option<u64>) {
        self.next(name);
    }

    fn advance(&self, _by: u64) {}

    fn finish(&self) {
        self.next("Atlas");
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = PathBuf::from(std::env::args_os().nth(1).ok_or("give the folder of an edition")?);
    let now = Instant::now();
    let stages = Stages { start: now, stage: Mutex::new(("Manifest".to_owned(), now)) };
    let Edition { atlas, zooms } = editions::read(&path, &stages)?;
    stages.next("Layers of tiles");
    let layers = TileLayers::from_zooms(&atlas, zooms);
    stages.next("");
    println!("{} layers", atlas.layers.len());
    drop(layers);
    Ok(())
}
