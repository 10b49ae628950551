//! The finished tiles that a target is written from.

use super::checkpoint::CheckpointDb;
use super::error::ArchiveError;
use super::traversal::ProgressSink;

/// The tiles of a checkpoint, until the user stops the export.
pub(super) struct CheckpointTiles<'a> {
    work: &'a CheckpointDb,
    progress: &'a dyn ProgressSink,
}

impl<'a> CheckpointTiles<'a> {
    pub(super) fn new(work: &'a CheckpointDb, progress: &'a dyn ProgressSink) -> Self {
        Self { work, progress }
    }

    /// Calls a function for every tile with its position in the order, the number of its content, and its bytes.
    pub(super) fn for_each(
        &self,
        mut tile: impl FnMut(u64, i64, &[u8]) -> Result<(), ArchiveError>,
    ) -> Result<(), ArchiveError> {
        self.work.for_each(|position, content, bytes| {
            if self.progress.is_stopped() {
                return Err(ArchiveError::Stopped);
            }
            tile(position, content, bytes)
        })
    }
}
