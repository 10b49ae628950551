//! Editions that are not in a folder.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use super::super::{Storage, StorageError, locate, read, read_from};
use super::*;

/// Files in memory; those named here fail.
struct Memory {
    files: BTreeMap<String, Vec<u8>>,
    failing: Vec<String>,
}

impl Memory {
    /// The files of a folder of editions, below a prefix.
    fn of(folder: &Path) -> Self {
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(folder).expect("readable").map(|entry| entry.expect("an entry")) {
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.path().is_file() {
                files.insert(name, fs::read(entry.path()).expect("readable"));
                continue;
            }
            for file in fs::read_dir(entry.path()).expect("readable").map(|file| file.expect("an entry")) {
                let content = fs::read(file.path()).expect("readable");
                files.insert(format!("{name}/{}", file.file_name().to_string_lossy()), content);
            }
        }
        Self { files, failing: Vec::new() }
    }

    fn fails(&self, name: &str) -> Result<(), StorageError> {
        if self.failing.iter().any(|failing| failing == name) {
            Err(StorageError::Io(io::Error::other("403 Forbidden")))
        } else {
            Ok(())
        }
    }
}

impl Storage for Memory {
    fn shown(&self) -> &Path {
        Path::new("s3://bucket/editions")
    }

    fn read(&self, name: &str, most: u64) -> Result<Vec<u8>, StorageError> {
        self.fails(name)?;
        let content = self.files.get(name).ok_or(StorageError::Missing)?;
        let found = content.len() as u64;
        if found > most { Err(StorageError::TooLong { found }) } else { Ok(content.clone()) }
    }

    fn has(&self, name: &str) -> Result<bool, StorageError> {
        self.fails(name)?;
        Ok(self.files.contains_key(name))
    }
}

fn refusal(memory: &Memory) -> String {
    read_from(memory, &Silent).expect_err("no edition").to_string()
}

#[test]
fn an_edition_is_the_same_wherever_it_is_read_from() {
    let (folder, edition) = written(&full_parts());
    let expected = read(folder.path(), &Silent).expect("whole");
    let name = edition.file_name().expect("a name").to_string_lossy().into_owned();
    let all = Memory::of(folder.path());
    assert_eq!(locate(&all).ok(), Some(name.clone()));
    let found = read_from(&all, &Silent).expect("whole");
    assert!(found.zooms == expected.zooms && found.atlas.info == expected.atlas.info);
    let alone = Memory::of(folder.path());
    let files = alone
        .files
        .into_iter()
        .filter_map(|(file, content)| Some((file.strip_prefix(&format!("{name}/"))?.to_owned(), content)));
    let alone = Memory { files: files.collect(), failing: Vec::new() };
    assert_eq!(locate(&alone).ok(), Some(String::new()));
    assert!(read_from(&alone, &Silent).expect("whole").zooms == expected.zooms);
}

#[test]
fn what_is_wrong_is_said_with_the_address_of_the_file() {
    let (folder, edition) = written(&full_parts());
    let name = edition.file_name().expect("a name").to_string_lossy().into_owned();
    let counts = format!("{name}/counts.parquet");
    let at = |file: &str| format!("s3://bucket/editions/{file}");

    let empty = Memory { files: BTreeMap::new(), failing: Vec::new() };
    assert!(refusal(&empty).starts_with("s3://bucket/editions: this is no edition"), "{}", refusal(&empty));

    let mut gone = Memory::of(folder.path());
    gone.files.remove(&counts);
    assert_eq!(refusal(&gone), format!("{}: the file is missing; the edition is damaged", at(&counts)));
    gone.files.retain(|file, _| file == "current");
    assert!(refusal(&gone).starts_with(&format!("{}: it names the edition", at("current"))), "{}", refusal(&gone));

    let mut changed = Memory::of(folder.path());
    changed.files.get_mut(&counts).expect("counts")[9] ^= 1;
    assert!(refusal(&changed).starts_with(&format!("{}: the checksum is", at(&counts))), "{}", refusal(&changed));
    changed.files.get_mut(&counts).expect("counts").push(0);
    assert!(refusal(&changed).starts_with(&format!("{}: the file has ", at(&counts))), "{}", refusal(&changed));

    let mut failing = Memory::of(folder.path());
    failing.failing = vec![counts.clone()];
    assert_eq!(refusal(&failing), format!("{}: 403 Forbidden", at(&counts)));
    // A store that refuses what is not there instead of saying so.
    let mut quiet = Memory::of(folder.path());
    quiet.failing = vec!["manifest.json".to_owned()];
    assert!(read_from(&quiet, &Silent).is_ok());
    quiet.files.clear();
    assert_eq!(refusal(&quiet), format!("{}: 403 Forbidden", at("manifest.json")));
}

#[test]
fn a_file_of_more_bytes_than_are_read_is_not_asked_for() {
    let (folder, edition) = written(&full_parts());
    sign(&edition, |manifest| {
        let entry = manifest.files.iter_mut().find(|entry| entry.name == "counts.parquet").expect("listed");
        entry.bytes = u64::MAX;
    });
    let error = read(folder.path(), &Silent).expect_err("too long").to_string();
    assert!(error.contains("at most 4294967296 are read"), "{error}");
}
