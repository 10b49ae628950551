//! The place that an archive was opened at, and whether another one was put there since.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use super::Location;

/// Where an archive was opened.
#[derive(Debug)]
pub struct Place {
    pub location: Location,
    /// Which file it was; none in a store, which tells with each part of an object which one it is of.
    file: Option<FileVersion>,
    replaced: AtomicBool,
}

/// What tells a file from another one of the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct FileVersion {
    inode: u64,
    length: u64,
    /// Seconds and nanoseconds.
    modified: (i64, i64),
}

impl Place {
    /// To be made before the archive is opened: what is put there in between is noticed.
    pub fn new(location: &Location) -> Self {
        Self { location: location.clone(), file: FileVersion::at(location), replaced: AtomicBool::new(false) }
    }

    /// Notes that the store has another archive there.
    pub fn note_replaced(&self) {
        self.replaced.store(true, Relaxed);
    }

    /// Looks whether another file is there. One that is gone can still be read where it is open.
    pub fn look(&self) {
        let now = FileVersion::at(&self.location);
        if now.is_some() && now != self.file {
            self.note_replaced();
        }
    }

    /// Whether another archive was ever found there.
    pub fn was_replaced(&self) -> bool {
        self.replaced.load(Relaxed)
    }
}

impl FileVersion {
    fn at(location: &Location) -> Option<Self> {
        match location {
            Location::File(path) => path.metadata().ok().as_ref().map(Self::of),
            Location::Remote(_) => None,
        }
    }

    fn of(metadata: &Metadata) -> Self {
        let modified = (metadata.mtime(), metadata.mtime_nsec());
        Self { inode: metadata.ino(), length: metadata.len(), modified }
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
        place.look();
        assert!(!place.was_replaced());
        std::fs::remove_file(&path).expect("removed");
        place.look();
        assert!(!place.was_replaced(), "it is still open");
        write(b"two");
        place.look();
        assert!(place.was_replaced());
        std::fs::remove_dir_all(&folder).expect("removed");
    }
}
