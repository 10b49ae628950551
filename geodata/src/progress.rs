//! Progress of long work: its stages, how far it is, and whether it should stop.

/// Receives progress from several threads. The command line draws progress bars with it; [`Silent`] ignores it.
pub trait Progress: Sync {
    /// A new stage begins, with its name and the number of its steps, if that is known.
    fn stage(&self, name: &str, total: Option<u64>);
    /// `by` more steps of the stage are done.
    fn advance(&self, by: u64);
    /// The work is done.
    fn finish(&self);
    /// Whether the work should stop. Files that are being written are then discarded.
    fn is_stopped(&self) -> bool {
        false
    }
}

/// Ignores all progress.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn stage(&self, _name: &str, _total: Option<u64>) {}
    fn advance(&self, _by: u64) {}
    fn finish(&self) {}
}
