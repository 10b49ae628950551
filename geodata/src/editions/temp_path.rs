//! Hidden temporary files and folders beside the editions: renamed when complete, and removed otherwise.

use std::fs::{self, File, TryLockError};
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::path::{Path, PathBuf};

use super::EditionError;

/// Prefixes of their names.
const PURPOSES: [&str; 3] = [".writing-", ".damaged-", ".current-"];

/// A hidden file or folder for exclusive use; removed on drop if it still exists.
#[derive(Debug)]
pub(super) struct TempPath {
    pub(super) path: PathBuf,
    /// Locked while in use; the system releases the lock when the process ends.
    lock: Option<File>,
}

impl TempPath {
    /// A free name for a short-lived file.
    pub(super) fn name(editions: &Path, purpose: &str) -> Result<Self, EditionError> {
        for _ in 0..8 {
            let random = RandomState::new().hash_one(std::process::id());
            let path = editions.join(format!(".{purpose}-{random:016x}"));
            if !path.try_exists().map_err(EditionError::io(&path))? {
                return Ok(Self { path, lock: None });
            }
        }
        Err(EditionError::io(editions)(io::ErrorKind::AlreadyExists.into()))
    }

    /// A folder that no other build removes.
    pub(super) fn folder(editions: &Path, purpose: &str) -> Result<Self, EditionError> {
        let _guard = lock(editions)?;
        let mut beside = Self::name(editions, purpose)?;
        fs::create_dir(&beside.path).map_err(EditionError::io(&beside.path))?;
        beside.lock = Some(lock(&beside.path)?);
        Ok(beside)
    }

    /// Removes leftovers of builds that were killed.
    pub(super) fn clear(editions: &Path) -> Result<(), EditionError> {
        let _guard = lock(editions)?;
        for entry in fs::read_dir(editions).map_err(EditionError::io(editions))?.flatten() {
            let name = entry.file_name();
            let is_ours = name.to_str().is_some_and(|name| PURPOSES.iter().any(|purpose| name.starts_with(purpose)));
            if is_ours && !is_used(&entry.path()) {
                remove(&entry.path());
            }
        }
        Ok(())
    }
}

/// Whether a path is in use. Paths without a lock are short-lived: an old one is a leftover.
fn is_used(path: &Path) -> bool {
    let Ok(file) = File::open(path) else { return true };
    if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
        return true;
    }
    let is_writing = path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(PURPOSES[0]));
    let age =
        file.metadata().and_then(|metadata| metadata.modified()).ok().and_then(|modified| modified.elapsed().ok());
    !is_writing && age.is_none_or(|age| age < STALE_AFTER)
}

/// Much longer than renaming a file takes.
const STALE_AFTER: std::time::Duration = std::time::Duration::from_mins(10);

/// A folder, locked until it is dropped; where the file system knows no locks, it is not.
fn lock(folder: &Path) -> Result<File, EditionError> {
    let opened = File::open(folder).map_err(EditionError::io(folder))?;
    match opened.lock() {
        Err(error) if error.kind() != io::ErrorKind::Unsupported => Err(EditionError::io(folder)(error)),
        _ => Ok(opened),
    }
}

/// A leftover is not worth a second error.
fn remove(path: &Path) {
    let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
}

impl Drop for TempPath {
    fn drop(&mut self) {
        remove(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_dead_builds_left_is_cleared_and_what_a_living_one_writes_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let editions = folder.path();
        let living = TempPath::folder(editions, "writing").expect("a folder");
        let dead = editions.join(".writing-0123456789abcdef");
        fs::create_dir(&dead).expect("a folder");
        fs::write(dead.join("counts.parquet"), "half").expect("a file");
        let others = ["kyrgyzstan-0123456789abcdef", ".hidden", ".currently"].map(|name| editions.join(name));
        for other in &others {
            fs::write(other, "").expect("a file");
        }
        let moment = editions.join(".current-0123456789abcdef");
        fs::write(&moment, "x").expect("a file");
        TempPath::clear(editions).expect("cleared");
        assert!(!dead.exists() && living.path.exists() && moment.exists(), "it may be renamed at any moment");
        let yesterday = std::time::SystemTime::now() - std::time::Duration::from_hours(24);
        File::options().write(true).open(&moment).and_then(|file| file.set_modified(yesterday)).expect("aged");
        TempPath::clear(editions).expect("cleared");
        assert!(!moment.exists() && others.iter().all(|other| other.exists()));
        drop(living);
        assert_eq!(fs::read_dir(editions).expect("a folder").count(), others.len());
    }
}
