//! What the attributes of a layer are called, and what they say: for TileJSON.

use crate::query::CellKind;

/// An attribute that features of a layer may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TileField {
    /// Its key.
    pub name: String,
    /// What it says, with its unit.
    pub description: String,
    /// What its values are.
    pub kind: CellKind,
}

impl TileField {
    pub(in crate::tiles) fn new(name: &str, kind: CellKind, description: &str) -> Self {
        Self { name: name.to_owned(), description: description.to_owned(), kind }
    }
}
