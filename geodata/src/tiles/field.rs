//! What the attributes of a layer are called, and what they say: for TileJSON.

use crate::query::{CellKind, Meaning};

/// An attribute that features of a layer may have.
#[derive(Clone, Debug, PartialEq)]
pub struct TileField {
    /// Its key.
    pub name: String,
    /// What it says.
    pub meaning: Meaning,
    /// What its values are.
    pub kind: CellKind,
}

impl TileField {
    pub(in crate::tiles) fn new(name: &str, kind: CellKind, meaning: Meaning) -> Self {
        Self { name: name.to_owned(), meaning, kind }
    }
}
