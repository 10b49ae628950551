//! Files of an edition, read and summed up while those before them are decoded: a checksum cannot be shared among processors.

use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;

use super::EditionError;
use super::checksum::sha256;
use super::manifest::Manifest;
use super::storage::{EditionFiles, StorageError};

/// So many files wait to be decoded: more than there are small ones in a row, which would otherwise keep a large one from being
/// read early enough.
const MAX_WAITING: usize = 6;

/// Files that were read ahead.
pub(super) struct Prefetch(Mutex<Receiver<File>>);

/// The name of a file, and its content.
type File = (String, Result<Bytes, EditionError>);

/// Does something while files are read ahead, in the order in which it will need them.
pub(super) fn prefetch<T>(
    edition: &EditionFiles<'_>,
    manifest: &Manifest,
    names: Vec<String>,
    work: impl FnOnce(Prefetch) -> T,
) -> T {
    std::thread::scope(|scope| {
        let (send, receive) = sync_channel(MAX_WAITING);
        scope.spawn(move || {
            for name in names {
                let content = read_whole(edition, manifest, &name);
                // Nobody listens any more once there was an error.
                if send.send((name, content)).is_err() {
                    break;
                }
            }
        });
        // The receiver goes with the work: where that ends early, the thread is not waited for.
        work(Prefetch(Mutex::new(receive)))
    })
}

impl Prefetch {
    /// The content of the next file.
    pub(super) fn take(
        &self,
        edition: &EditionFiles<'_>,
        manifest: &Manifest,
        name: &str,
    ) -> Result<Bytes, EditionError> {
        let next = self.0.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match next {
            Ok((ahead, content)) if ahead == name => content,
            _ => read_whole(edition, manifest, name),
        }
    }
}

/// Bytes of one file, which is in memory as a whole while it is decoded.
const MAX_FILE_BYTES: u64 = 4 << 30;

/// Reads a file, and makes sure that it is as it was written.
fn read_whole(edition: &EditionFiles<'_>, manifest: &Manifest, name: &str) -> Result<Bytes, EditionError> {
    let entry = manifest.file(edition, name)?;
    let path = edition.path(name);
    if entry.bytes > MAX_FILE_BYTES {
        let reason = format!("the manifest gives it {} bytes, and at most {MAX_FILE_BYTES} are read", entry.bytes);
        return Err(EditionError::Content { path, reason });
    }
    let content = match edition.read_raw(name, entry.bytes) {
        Err(StorageError::TooLong { found }) => {
            return Err(EditionError::Length { path, expected: entry.bytes, found });
        }
        read => read.map_err(|error| edition.error(name, error, entry.bytes))?,
    };
    if content.len() as u64 != entry.bytes {
        return Err(EditionError::Length { path, expected: entry.bytes, found: content.len() as u64 });
    }
    let found = sha256(&content);
    if found != entry.sha256 {
        return Err(EditionError::Checksum { path, expected: entry.sha256.clone(), found });
    }
    Ok(content.into())
}
