//! Datasets with one file that a fuzzer made up. Everything goes through the functions that the program calls.

use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use geodata::ingest::{Ingested, read_dataset};
use geodata::progress::Silent;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

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
        Self::copied(&tests().join("datasets").join(name))
    }

    /// The small dataset of the tests with its counts from a workbook of this format, and that workbook.
    pub fn with_workbook(format: &str) -> (Self, Vec<u8>) {
        let dataset = Self::copied(&tests().join("fixtures/sandland"));
        let description = std::fs::read_to_string(dataset.folder.path().join("dataset.toml")).expect("a description");
        let counts = format!("file = \"counts.{format}\"\nsheet = \"Counts\"");
        dataset.write("dataset.toml", description.replace("file = \"counts.csv\"", &counts).as_bytes());
        let workbook = std::fs::read(tests().join("datasets/workbooks/sandland").with_extension(format));
        (dataset, workbook.expect("a workbook"))
    }

    /// A copy of a folder.
    fn copied(from: &Path) -> Self {
        let folder = folder();
        for entry in std::fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display())) {
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

/// The members of a zip, in their order.
pub struct Parts(Vec<(String, Vec<u8>)>);

impl Parts {
    /// Those of a sound file.
    pub fn of(zip: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(zip)).expect("a zip");
        let count = archive.len();
        let part = |number| {
            let mut part = archive.by_index(number).expect("a part");
            let mut content = Vec::new();
            part.read_to_end(&mut content).expect("content");
            (part.name().expect("a name").into_owned(), content)
        };
        Self((0..count).map(part).collect())
    }

    /// The file as it comes, or with one of its parts made up, as the first byte says. (What is packed hardly changes into anything that unpacks.)
    pub fn made_up<'a>(&self, content: &'a [u8]) -> Option<std::borrow::Cow<'a, [u8]>> {
        let (which, content) = content.split_first()?;
        let Some(made_up) = usize::from(*which).checked_sub(1) else { return Some(content.into()) };
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for (number, (name, whole)) in self.0.iter().enumerate() {
            writer.start_file(name.as_str(), stored).expect("a part");
            let is_it = number == made_up % self.0.len();
            writer.write_all(if is_it { content } else { whole }).expect("content");
        }
        Some(writer.finish().expect("a zip").into_inner().into())
    }
}
