//! What a column is taken for, how sure that is, and why: a comment in the description.

/// What a column is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) column: String,
    pub(super) meaning: String,
    /// How sure it is, and why: `likely: its header`.
    pub(super) why: String,
}

impl Reading {
    pub(super) fn new(column: &str, meaning: &str, why: &str) -> Self {
        Self { column: column.to_owned(), meaning: meaning.to_owned(), why: why.to_owned() }
    }
}
