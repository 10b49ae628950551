//! A table of values as CSV. Each record says what it counts and whether it was invented; its status tells a value that is not known, or may
//! not be told, from an empty cell.

use geodata::formats::CsvRecords;
use geodata::query::Cell;

use super::columns::Columns;
use super::table::{IndicatorTable, Row, RowWriter};

/// Writes a table as CSV.
pub struct CsvRows {
    columns: Columns,
    records: CsvRecords,
}

impl CsvRows {
    pub fn new(table: &IndicatorTable) -> Self {
        Self { columns: Columns::of(table), records: CsvRecords::default() }
    }
}

impl RowWriter for CsvRows {
    fn begin(&mut self, table: &IndicatorTable, out: &mut Vec<u8>) {
        let names: Vec<_> = self.columns.list.iter().map(|column| self.columns.key(*column, table)).collect();
        self.records.write(out, names.iter().map(|name| Cell::Text(name)));
    }

    fn row(&mut self, table: &IndicatorTable, row: &Row, out: &mut Vec<u8>) {
        let columns = &self.columns;
        self.records.write(out, columns.list.iter().map(|column| columns.cell(*column, table, row)));
    }

    fn end(&mut self, _: &IndicatorTable, _: &mut Vec<u8>) {}
}
