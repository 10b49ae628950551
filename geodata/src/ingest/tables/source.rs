//! The interface between a table format and the [`TableBuilder`].

use super::super::report::Findings;
use super::builder::TableBuilder;
use super::error::TableError;
use super::store::StringTable;

/// A file that has a table. Each format implements this once.
pub(super) trait TableSource {
    /// The sheets with cells, each with whether it is hidden. A format without sheets has none.
    fn sheets(&mut self, file: &str) -> Result<Vec<(String, bool)>, Box<TableError>>;

    /// Passes every row of the table to `builder`, in order, and returns the texts that its cells share.
    fn read_rows(
        &mut self,
        builder: &mut TableBuilder<'_>,
        findings: &mut Findings,
    ) -> Result<StringTable, Box<TableError>>;
}
