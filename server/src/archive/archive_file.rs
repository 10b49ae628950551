//! The file or object that an archive was opened from, and whether it was replaced since.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use geodata::tiles::archives::ReadError;

use super::blocking::TIMEOUT;
use super::location::Location;
use super::range_reader::RangeReader;

/// The file or object of an open archive.
#[derive(Debug)]
pub struct ArchiveFile {
    pub location: Location,
    range_reader: Option<RangeReader>,
    version: Option<FileVersion>,
    /// The version that was found there last, if it is not the one that was opened.
    replacement: Mutex<Option<FileVersion>>,
}

/// Identifies the content of a file or an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileVersion {
    /// `modified` in seconds and nanoseconds.
    File { device: u64, inode: u64, length: u64, modified: (i64, i64) },
    /// The entity tag or modification time that the store sends with each range.
    Object(String),
}

impl ArchiveFile {
    /// Call this before opening the archive, so that a replacement in between is detected.
    pub fn new(location: &Location) -> Result<Self, ReadError> {
        let (mut range_reader, mut version) = (None, None);
        if let Location::File(path) = location {
            let metadata = path.metadata()?;
            // Opening a pipe would block until somebody writes to it.
            if !metadata.is_file() {
                return Err(ReadError::Malformed("it is no regular file".to_owned()));
            }
            version = Some(FileVersion::of_file(&metadata));
        }
        // SQLite opens the file itself, and loses its locks when the same process closes another handle of it.
        if !location.is_mbtiles() {
            let opened = RangeReader::open(location)?;
            match &opened {
                RangeReader::File(file) => version = Some(FileVersion::of_file(&file.metadata()?)),
                RangeReader::Store(store) => {
                    version = store.version(Instant::now() + TIMEOUT)?.map(FileVersion::Object);
                }
            }
            range_reader = Some(opened);
        }
        Ok(Self { location: location.clone(), range_reader, version, replacement: Mutex::new(None) })
    }

    /// The reader for byte ranges; `None` for MBTiles.
    pub fn range_reader(&self) -> Option<RangeReader> {
        self.range_reader.clone()
    }

    /// Checks after a read whether the archive was replaced. Bytes read before the replacement belong to the archive
    /// that was opened; an open file stays readable after it was deleted.
    ///
    /// A store is asked only if the read failed, and only until the deadline of the read. A successful range already
    /// carries the version of its object, and a store that hangs would cost the timeout twice.
    pub fn check_replaced_after_read(&self, has_failed: bool, deadline: Instant) {
        if has_failed || matches!(self.location, Location::File(_)) {
            self.check_replaced_until(deadline);
        }
    }

    /// Checks whether the archive was replaced. Blocks on the store: call it off the event loop.
    pub fn check_replaced(&self) {
        self.check_replaced_until(Instant::now() + TIMEOUT);
    }

    fn check_replaced_until(&self, deadline: Instant) {
        if let Some(now) = self.current_version(deadline) {
            *self.replacement.lock().unwrap_or_else(PoisonError::into_inner) =
                Some(now).filter(|now| self.version.as_ref() != Some(now));
        }
    }

    /// The version that replaced the opened one, as of the last check.
    pub fn replacement(&self) -> Option<FileVersion> {
        self.replacement.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether the opened content is gone: a file that was overwritten in place, or a replaced object. A file that
    /// another one was renamed over stays readable.
    pub fn is_gone(&self) -> bool {
        match (&self.version, self.replacement()) {
            (_, None) => false,
            (
                Some(FileVersion::File { device, inode, .. }),
                Some(FileVersion::File { device: replacement, inode: now, .. }),
            ) => (*device, *inode) == (replacement, now),
            _ => true,
        }
    }

    /// The version that is there now; `None` if there is none, or the store does not tell.
    fn current_version(&self, deadline: Instant) -> Option<FileVersion> {
        match (&self.location, &self.range_reader) {
            (Location::File(path), _) => path.metadata().ok().as_ref().map(FileVersion::of_file),
            (Location::Remote(_), Some(RangeReader::Store(store))) => {
                store.version(deadline).ok()?.map(FileVersion::Object)
            }
            (Location::Remote(_), _) => None,
        }
    }
}

impl FileVersion {
    fn of_file(metadata: &Metadata) -> Self {
        let modified = (metadata.mtime(), metadata.mtime_nsec());
        Self::File { device: metadata.dev(), inode: metadata.ino(), length: metadata.len(), modified }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replaced_file_is_detected_and_a_deleted_one_is_not() {
        let folder = std::env::temp_dir().join(format!("kerben-place-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join("x.pmtiles");
        let write = |bytes: &[u8]| {
            let beside = folder.join("beside");
            std::fs::write(&beside, bytes).expect("written");
            std::fs::rename(&beside, &path).expect("renamed");
        };
        write(b"one");
        let file = ArchiveFile::new(&Location::File(path.clone())).expect("an archive file");
        file.check_replaced();
        assert_eq!(file.replacement(), None);
        std::fs::rename(&path, folder.join("moved")).expect("moved");
        file.check_replaced();
        assert_eq!(file.replacement(), None, "it is still open");
        write(b"two");
        file.check_replaced();
        assert!(file.replacement().is_some() && !file.is_gone(), "another one was moved over it");
        std::fs::rename(folder.join("moved"), &path).expect("moved back");
        file.check_replaced();
        assert_eq!(file.replacement(), None, "it is back");
        std::fs::write(&path, b"three").expect("written over");
        file.check_replaced();
        assert!(file.replacement().is_some() && file.is_gone(), "it was written over");
        std::fs::remove_dir_all(&folder).expect("removed");
    }
}
