//! Reopens an archive that was replaced, and publishes it in one swap: no restart is needed, and no map mixes tiles of
//! both.
//!
//! A replacement is detected when a tile is read from a file, when a store fails, and by a periodic check in case all
//! requests are cache hits. If the new archive cannot be opened, the server keeps serving the old one as far as it is
//! still readable.

use std::sync::Arc;
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use tokio::sync::Mutex;

use crate::archive::{self, Archive, FileVersion, OpenError};
use crate::snapshot::{Served, Snapshot};

/// Delay before a failed archive is opened again: it may be half written.
const RETRY_AFTER: Duration = Duration::from_secs(1);

/// Serializes reloads, and remembers the last failure.
#[derive(Debug, Default)]
pub struct ArchiveReloader(Mutex<Option<Failure>>);

#[derive(Debug)]
struct Failure {
    at: Instant,
    version: FileVersion,
    error: OpenError,
}

impl Failure {
    /// Whether another attempt may succeed: the archive changed, or the error is transient.
    fn is_retryable(&self, version: &FileVersion) -> bool {
        self.at.elapsed() >= RETRY_AFTER && (self.version != *version || self.error.is_transient())
    }
}

impl ArchiveReloader {
    /// Publishes other data or another archive.
    pub async fn replace(&self, new: Served, published: &ArcSwap<Snapshot>) {
        // No reload of the former archive may run meanwhile.
        let _one_at_a_time = self.0.lock().await;
        let new = published.load().followed_by(new);
        published.store(Arc::new(new));
    }

    /// Reopens the archive of `old` if it was replaced, and returns the snapshot that is published now. `None` if it
    /// was not replaced or cannot be opened.
    pub async fn reload_if_replaced(&self, old: &Snapshot, published: &ArcSwap<Snapshot>) -> Option<Arc<Snapshot>> {
        let (replaced, version) = old.archive().and_then(|archive| Some((archive, archive.file.replacement()?)))?;
        let mut failure = self.0.lock().await;
        let now = published.load_full();
        if !now.archive().is_some_and(|archive| Arc::ptr_eq(archive, replaced)) {
            return Some(now);
        }
        if failure.as_ref().is_some_and(|failure| !failure.is_retryable(&version)) {
            return None;
        }
        let location = replaced.file.location.clone();
        match archive::spawn_blocking(move || Archive::open(&location))?.await.ok()? {
            Ok(archive) => {
                tracing::info!(archive = archive.name, "the archive was replaced, and is open again");
                let reloaded = Arc::new(now.with_reloaded_archive(archive));
                published.store(Arc::clone(&reloaded));
                *failure = None;
                Some(reloaded)
            }
            Err(error) => {
                // Log the same failure only once.
                if !failure.as_ref().is_some_and(|before| before.version == version && before.error == error) {
                    let former = if replaced.file.is_gone() { "gone" } else { "still served" };
                    tracing::info!(%error, former, "the archive was replaced, and cannot be opened");
                }
                *failure = Some(Failure { at: Instant::now(), version, error });
                None
            }
        }
    }
}
