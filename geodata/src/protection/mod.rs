//! Disclosure control: the step between reading a dataset and answering from it.
//!
//! ```text
//! ingest ─► DatasetParts ─► protect ─► ProtectedParts ─► Atlas
//! ```
//!
//! Everything that leaves the server is derived from what this step returns, so that no format, sum or tile can show what it
//! removed: an [`Atlas`](crate::atlas::Atlas) is made from nothing else. An edition has protected parts; another policy needs another
//! edition. The only policy so far removes nothing: what the sources themselves withhold, and what would give it away, is suppressed when they are
//! read ([`subtraction`](crate::subtraction)), where the texts in their cells are known.

use crate::model::DatasetParts;

/// What must stay hidden.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Policy {
    /// Nothing: the counts are published as the sources state them.
    #[default]
    None,
}

/// Parts in which what must stay hidden is gone.
#[derive(Clone, Debug)]
pub struct ProtectedParts(DatasetParts);

impl ProtectedParts {
    /// The parts of an edition, which were protected before they were written.
    pub(crate) fn of_edition(parts: DatasetParts) -> Self {
        Self(parts)
    }

    /// The parts, to be compiled into an atlas.
    pub(crate) fn into_parts(self) -> DatasetParts {
        self.0
    }
}

/// The parts without what the policy hides.
pub fn protect(parts: DatasetParts, policy: Policy) -> ProtectedParts {
    match policy {
        Policy::None => ProtectedParts(parts),
    }
}
