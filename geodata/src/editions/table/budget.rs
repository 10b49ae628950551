use std::sync::atomic::{AtomicU64, Ordering};

/// How many bytes may still be made of an edition: a little file may claim to be a great many rows.
///
/// What is read of any edition may take so many bytes, and as many again for each byte of its files. A value that is the same all along
/// takes next to nothing in a file: tables of real assessments come to 20 for each byte, sparse ones to hundreds.
#[derive(Debug)]
pub(in crate::editions) struct Budget(AtomicU64);

const FOR_ANY: u64 = 512 << 20;
const FOR_EACH_BYTE: u64 = 256;

impl Default for Budget {
    fn default() -> Self {
        Self(FOR_ANY.into())
    }
}

impl Budget {
    /// Allows for a file of so many bytes.
    pub(super) fn allow_for(&self, bytes: usize) {
        self.0.fetch_add(FOR_EACH_BYTE.saturating_mul(bytes as u64), Ordering::Relaxed);
    }

    /// Whether so many bytes may be made; they are then taken off.
    pub(super) fn spend(&self, bytes: usize) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(bytes as u64)).is_ok()
    }
}
