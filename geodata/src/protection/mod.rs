//! Disclosure control: the step between reading a dataset and answering from it.
//!
//! ```text
//! ingest ─► DatasetParts ─► protect ─► DatasetParts ─► Atlas
//! ```
//!
//! Everything that leaves the server is derived from what this step returns, so that no format, sum or tile can show what it
//! removed. The only policy so far removes nothing.

use crate::model::DatasetParts;

/// What must stay hidden.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Policy {
    /// Nothing: the counts are published as the sources state them.
    #[default]
    None,
}

/// The parts without what the policy hides.
pub fn protect(parts: DatasetParts, policy: Policy) -> DatasetParts {
    match policy {
        Policy::None => parts,
    }
}
