//! An archive that was replaced in its place is opened again, and published in one swap: nobody gets tiles of both, and nobody has
//! to start the server anew. It is noticed when a tile is read; as long as only kept ones are asked for, the former archive is served.

use std::sync::Arc;
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use tokio::sync::Mutex;

use crate::archive::{self, Archive};
use crate::published::Published;

/// For how long nobody tries again what has just failed: the new archive may be half written.
const PAUSE: Duration = Duration::from_secs(1);

/// One at a time; when it last failed.
#[derive(Debug, Default)]
pub struct Reopening(Mutex<Option<Instant>>);

impl Reopening {
    /// What is published now, where the archive of `old` was replaced; none where it was not, or cannot be opened.
    pub async fn instead_of(&self, old: &Published, published: &ArcSwap<Published>) -> Option<Arc<Published>> {
        let replaced = old.archive.as_ref().filter(|archive| archive.place.was_replaced())?;
        let mut failed = self.0.lock().await;
        let now = published.load_full();
        if !now.archive.as_ref().is_some_and(|archive| Arc::ptr_eq(archive, replaced)) {
            return Some(now);
        }
        if failed.is_some_and(|failed| failed.elapsed() < PAUSE) {
            return None;
        }
        let location = replaced.place.location.clone();
        match archive::apart(move || Archive::open(&location))?.await.ok()? {
            Ok(archive) => {
                tracing::info!(archive = archive.name, "the archive was replaced, and is open again");
                let again = Arc::new(now.with_archive_again(archive));
                published.store(Arc::clone(&again));
                Some(again)
            }
            Err(error) => {
                tracing::info!(%error, "the archive was replaced, and cannot be opened");
                *failed = Some(Instant::now());
                None
            }
        }
    }
}
