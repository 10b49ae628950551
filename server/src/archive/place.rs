//! The place that an archive was opened at, and whether another one was put there since.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use pmtiles::AsyncBackend;

use super::{Location, Ranges, block_on};

/// Where an archive was opened.
#[derive(Debug)]
pub struct Place {
    pub location: Location,
    version: Option<Version>,
    replaced: AtomicBool,
}

/// What tells a file or an object from another one of the same name.
#[derive(Debug, PartialEq, Eq)]
enum Version {
    /// `modified` in seconds and nanoseconds.
    File { inode: u64, length: u64, modified: (i64, i64) },
    /// What the store says with each part of it.
    Object(String),
}

impl Place {
    /// To be made before the archive is opened: what is put there in between is noticed.
    pub fn new(location: &Location) -> Self {
        Self { location: location.clone(), version: Version::at(location), replaced: AtomicBool::new(false) }
    }

    /// Looks whether another archive is there, after something was read from it: what was read before another one came is of the one that
    /// was opened. A file that is gone can still be read where it is open.
    ///
    /// A store is asked only where it failed: with each part it tells which object that is of, and fails where the former one was longer.
    pub fn look(&self, failed: bool) {
        let is_told = matches!(self.location, Location::Remote(_));
        if is_told && !failed {
            return;
        }
        let now = Version::at(&self.location);
        if now.is_some() && now != self.version {
            self.note_replaced();
        }
    }

    /// Notes that the store has another archive there.
    pub fn note_replaced(&self) {
        self.replaced.store(true, Relaxed);
    }

    /// Whether another archive was ever found there.
    pub fn was_replaced(&self) -> bool {
        self.replaced.load(Relaxed)
    }
}

impl Version {
    /// What is there now; none where nothing is, or where it does not tell.
    fn at(location: &Location) -> Option<Self> {
        match location {
            Location::File(path) => path.metadata().ok().as_ref().map(Self::of_file),
            Location::Remote(_) => {
                let ranges = Ranges::open(location).ok()?;
                block_on(ranges.read(0, 1))?.ok()?.data_version_string.map(Self::Object)
            }
        }
    }

    fn of_file(metadata: &Metadata) -> Self {
        let modified = (metadata.mtime(), metadata.mtime_nsec());
        Self::File { inode: metadata.ino(), length: metadata.len(), modified }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_file_is_noticed_and_a_file_that_is_gone_is_not_another() {
        let folder = std::env::temp_dir().join(format!("kerben-place-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join("x.pmtiles");
        let write = |bytes: &[u8]| {
            let beside = folder.join("beside");
            std::fs::write(&beside, bytes).expect("written");
            std::fs::rename(&beside, &path).expect("renamed");
        };
        write(b"one");
        let place = Place::new(&Location::File(path.clone()));
        place.look(false);
        assert!(!place.was_replaced());
        std::fs::remove_file(&path).expect("removed");
        place.look(false);
        assert!(!place.was_replaced(), "it is still open");
        write(b"two");
        place.look(false);
        assert!(place.was_replaced());
        std::fs::remove_dir_all(&folder).expect("removed");
    }
}
