//! An archive that was replaced in its place is opened again, and published in one swap: nobody gets tiles of both, and nobody has
//! to start the server anew.
//!
//! It is noticed when a tile is read from a file, and where a store fails; and otherwise by a look now and then, for as long as
//! only kept replies are asked for. What cannot be opened leaves the former archive served, as far as it is still there.

use std::sync::Arc;
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use tokio::sync::Mutex;

use crate::archive::{self, Archive, OpenError, Version};
use crate::snapshot::{Served, Snapshot};

/// For how long nobody tries again what has just failed: the new archive may be half written.
const RETRY_AFTER: Duration = Duration::from_secs(1);

/// One at a time; what last failed.
#[derive(Debug, Default)]
pub struct ArchiveReloader(Mutex<Option<Failure>>);

#[derive(Debug)]
struct Failure {
    at: Instant,
    version: Version,
    error: OpenError,
}

impl Failure {
    /// Whether the archive that is there now is worth another attempt.
    fn may_be_over(&self, version: &Version) -> bool {
        self.at.elapsed() >= RETRY_AFTER && (self.version != *version || self.error.is_transient())
    }
}

impl ArchiveReloader {
    /// Publishes something else.
    pub async fn replace(&self, new: Served, published: &ArcSwap<Snapshot>) {
        // Nobody opens an archive of what was published before meanwhile.
        let _one_at_a_time = self.0.lock().await;
        let new = published.load().followed_by(new);
        published.store(Arc::new(new));
    }

    /// What is published now, where the archive of `old` was replaced; none where it was not, or cannot be opened.
    pub async fn reload_if_replaced(&self, old: &Snapshot, published: &ArcSwap<Snapshot>) -> Option<Arc<Snapshot>> {
        let (replaced, version) = old.archive().and_then(|archive| Some((archive, archive.place.other()?)))?;
        let mut failure = self.0.lock().await;
        let now = published.load_full();
        if !now.archive().is_some_and(|archive| Arc::ptr_eq(archive, replaced)) {
            return Some(now);
        }
        if failure.as_ref().is_some_and(|failure| !failure.may_be_over(&version)) {
            return None;
        }
        let location = replaced.place.location.clone();
        match archive::apart(move || Archive::open(&location))?.await.ok()? {
            Ok(archive) => {
                tracing::info!(archive = archive.name, "the archive was replaced, and is open again");
                let again = Arc::new(now.with_reloaded_archive(archive));
                published.store(Arc::clone(&again));
                *failure = None;
                Some(again)
            }
            Err(error) => {
                // Logged once, however often it is tried.
                if !failure.as_ref().is_some_and(|before| before.version == version && before.error == error) {
                    let former = if replaced.place.is_gone() { "gone" } else { "still served" };
                    tracing::info!(%error, former, "the archive was replaced, and cannot be opened");
                }
                *failure = Some(Failure { at: Instant::now(), version, error });
                None
            }
        }
    }
}
