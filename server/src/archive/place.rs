//! The place that an archive was opened at, and whether another one was put there since.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use geodata::tiles::archives::ReadError;

use super::location::Location;
use super::ranges::Ranges;
use super::waiting::PATIENCE;

/// Where an archive was opened.
#[derive(Debug)]
pub struct Place {
    pub location: Location,
    ranges: Option<Ranges>,
    version: Option<Version>,
    /// What is there in place of what was opened.
    other: Mutex<Option<Version>>,
}

/// What tells a file or an object from another one of the same name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Version {
    /// `modified` in seconds and nanoseconds.
    File { device: u64, inode: u64, length: u64, modified: (i64, i64) },
    /// What the store says with each part of it.
    Object(String),
}

impl Place {
    /// To be made before the archive is opened: what is put there in between is noticed.
    pub fn new(location: &Location) -> Result<Self, ReadError> {
        let (mut ranges, mut version) = (None, None);
        if let Location::File(path) = location {
            let metadata = path.metadata()?;
            // Whoever opens a pipe waits until somebody writes into it.
            if !metadata.is_file() {
                return Err(ReadError::Malformed("it is no regular file".to_owned()));
            }
            version = Some(Version::of_file(&metadata));
        }
        // SQLite opens its files itself, and loses its locks where another handle of the same process is closed.
        if !location.is_mbtiles() {
            let opened = Ranges::open(location)?;
            match &opened {
                Ranges::File(file) => version = Some(Version::of_file(&file.metadata()?)),
                Ranges::Store(store) => version = store.version(Instant::now() + PATIENCE)?.map(Version::Object),
            }
            ranges = Some(opened);
        }
        Ok(Self { location: location.clone(), ranges, version, other: Mutex::new(None) })
    }

    /// What is there, to be read in parts; none of an MBTiles file.
    pub fn ranges(&self) -> Option<Ranges> {
        self.ranges.clone()
    }

    /// Looks whether another archive is there, after something was read from it: what was read before another one came is of the one that
    /// was opened. A file that is gone can still be read where it is open.
    ///
    /// A store is asked only where it failed, and only until the deadline of what was read: with each part it tells which object that is
    /// of, and fails where the former one was longer. One that hangs would be waited for twice.
    pub fn look_after_reading(&self, has_failed: bool, deadline: Instant) {
        if has_failed || matches!(self.location, Location::File(_)) {
            self.look_until(deadline);
        }
    }

    /// Looks whether another archive is there. Asks the store: not for the event loop.
    pub fn look(&self) {
        self.look_until(Instant::now() + PATIENCE);
    }

    fn look_until(&self, deadline: Instant) {
        if let Some(now) = self.now(deadline) {
            *self.other.lock().unwrap_or_else(PoisonError::into_inner) =
                Some(now).filter(|now| self.version.as_ref() != Some(now));
        }
    }

    /// What was there instead when it was last looked at.
    pub fn other(&self) -> Option<Version> {
        self.other.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether what was opened is gone: a file that was written over, or an object. A file that another one was moved over can still be
    /// read.
    pub fn is_gone(&self) -> bool {
        match (&self.version, self.other()) {
            (_, None) => false,
            (Some(Version::File { device, inode, .. }), Some(Version::File { device: other, inode: now, .. })) => {
                (*device, *inode) == (other, now)
            }
            _ => true,
        }
    }

    /// What is there now; none where nothing is, or where it does not tell.
    fn now(&self, deadline: Instant) -> Option<Version> {
        match (&self.location, &self.ranges) {
            (Location::File(path), _) => path.metadata().ok().as_ref().map(Version::of_file),
            (Location::Remote(_), Some(Ranges::Store(store))) => store.version(deadline).ok()?.map(Version::Object),
            (Location::Remote(_), _) => None,
        }
    }
}

impl Version {
    fn of_file(metadata: &Metadata) -> Self {
        let modified = (metadata.mtime(), metadata.mtime_nsec());
        Self::File { device: metadata.dev(), inode: metadata.ino(), length: metadata.len(), modified }
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
        let place = Place::new(&Location::File(path.clone())).expect("a place");
        place.look();
        assert_eq!(place.other(), None);
        std::fs::rename(&path, folder.join("moved")).expect("moved");
        place.look();
        assert_eq!(place.other(), None, "it is still open");
        write(b"two");
        place.look();
        assert!(place.other().is_some() && !place.is_gone(), "another one was moved over it");
        std::fs::rename(folder.join("moved"), &path).expect("moved back");
        place.look();
        assert_eq!(place.other(), None, "it is back");
        std::fs::write(&path, b"three").expect("written over");
        place.look();
        assert!(place.other().is_some() && place.is_gone(), "it was written over");
        std::fs::remove_dir_all(&folder).expect("removed");
    }
}
