//! Finds what has the larger units that the named unit of a row lies in.

use super::config::{ColumnName, Larger};
use super::report::Findings;
use super::tables::{Column, Table};

impl Larger<ColumnName> {
    /// The columns of a table; none if one is missing.
    pub(super) fn find(&self, table: &Table, findings: &mut Findings) -> Option<Larger<Column>> {
        let found: Vec<Option<Column>> = self.columns.iter().map(|column| table.column(column, findings)).collect();
        Some(Larger { columns: found.into_iter().collect::<Option<_>>()?, is_sheet: self.is_sheet })
    }
}
