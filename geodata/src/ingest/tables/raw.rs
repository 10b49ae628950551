//! Rows and cells as a table format reads them.

use super::super::text::trimmed;
use super::store::CellKind;

/// A cell as a table format reads it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct RawCell<'a> {
    pub(super) kind: CellKind,
    /// The text as it is written in the file; of a shared string the string.
    pub(super) text: &'a str,
    /// The position of a shared string.
    pub(super) shared: Option<u32>,
    pub(super) has_formula: bool,
}

/// What is known of a row besides its cells.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RawRow {
    /// From 1.
    pub(super) number: u64,
    /// The number of its cells, in formats that store every cell: with it, ragged rows are reported.
    pub(super) width: Option<usize>,
    pub(super) is_hidden: bool,
    /// There is text behind a closing quotation mark of a CSV.
    pub(super) has_text_behind_quote: bool,
}

/// A number of rows or cells, and the row of the first.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RowCount {
    pub(super) count: u64,
    pub(super) first: u64,
}

impl RowCount {
    pub(super) fn add(&mut self, count: u64, row: u64) {
        if self.count == 0 {
            self.first = row;
        }
        self.count += count;
    }

    /// `1 formula`, `2 formulas`.
    pub(super) fn counted(self, one: &str, many: &str) -> String {
        format!("{} {}", self.count, if self.count == 1 { one } else { many })
    }
}

impl RawCell<'_> {
    pub(super) fn is_empty(&self) -> bool {
        match self.kind {
            CellKind::Empty => true,
            CellKind::Text | CellKind::Shared => trimmed(self.text).is_empty(),
            _ => false,
        }
    }
}
