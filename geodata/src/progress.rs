//! Progress of long work: what it is doing, how far it is, and whether it shall stop.

/// Told how far reading has come, from several threads. The server draws bars with it; tests need [`Silent`].
pub trait Progress: Sync {
    /// A new stage begins: what it reads, and how many steps it will take, if that is known.
    fn stage(&self, name: &str, total: Option<u64>);
    /// So many more steps of the stage are done.
    fn advance(&self, by: u64);
    /// Reading is over.
    fn finish(&self);
    /// Whether somebody wants it to stop: what is being written is then given up, and nothing of it stays.
    fn is_stopped(&self) -> bool {
        false
    }
}

/// Says nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn stage(&self, _name: &str, _total: Option<u64>) {}
    fn advance(&self, _by: u64) {}
    fn finish(&self) {}
}
