//! Datasets with one file that a fuzzer made up. Everything goes through the functions that the program calls.

use std::path::{Path, PathBuf};

use geodata::ingest::{Ingested, read_dataset};
use geodata::progress::Silent;
use tempfile::TempDir;

/// A folder in memory.
pub fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    folder.expect("a folder")
}

/// A dataset of the tests, to be spoiled.
pub struct Dataset {
    folder: TempDir,
}

impl Dataset {
    /// A copy of a folder of `tests/datasets`.
    pub fn of(name: &str) -> Self {
        let folder = folder();
        let from = tests().join("datasets").join(name);
        for entry in std::fs::read_dir(&from).unwrap_or_else(|error| panic!("{}: {error}", from.display())) {
            let path = entry.expect("an entry").path();
            std::fs::copy(&path, folder.path().join(path.file_name().expect("a name"))).expect("a copy");
        }
        Self { folder }
    }

    /// Writes one of its files.
    pub fn write(&self, file: &str, content: &[u8]) {
        std::fs::write(self.folder.path().join(file), content).expect("written");
    }

    /// Reads it.
    pub fn read(&self) -> Ingested {
        read_dataset(self.folder.path(), &Silent)
    }
}

/// The folder of the tests.
pub fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests")
}
