//! Keeps a table that is read again: a file with many rounds is read for each of them, by the same columns, and decoding it takes longest.
//!
//! Only what is said to be read again is kept, until it was read for the last time, and only as much as there is room for. Beyond, it is decoded again.

use super::config::{ColumnName, TableFile, TableLayout};
use super::tables::Table;

/// What is read of a file. Whatever is the same in both gives the same table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reading {
    file: String,
    layout: TableLayout,
    /// The columns as `dataset.toml` writes them.
    columns: Vec<String>,
}

impl Reading {
    /// What a section reads; nothing where it is not only the file that says what its rows are.
    pub(super) fn of(source: &TableFile, wanted: &[&ColumnName]) -> Option<Self> {
        if source.form.is_some() || source.parent.is_some() || source.is_features() {
            return None;
        }
        let columns = wanted.iter().map(|column| column.written.clone()).collect();
        Some(Self { file: source.display_name().to_owned(), layout: source.layout.wherever_described(), columns })
    }
}

/// A reading that was announced.
#[derive(Debug)]
struct Planned {
    reading: Reading,
    /// How often it is still to come.
    times: usize,
    kept: Option<Table>,
}

/// The tables that are kept.
#[derive(Debug)]
pub(super) struct KeptTables {
    planned: Vec<Planned>,
    /// How many bytes those that are kept take, and may take at most.
    bytes: usize,
    max_bytes: usize,
}

impl KeptTables {
    /// Keeps tables of so many bytes together.
    pub(super) fn up_to(max_bytes: usize) -> Self {
        Self { planned: Vec::new(), bytes: 0, max_bytes }
    }

    /// Says that this will be read once more.
    pub(super) fn expect(&mut self, reading: Reading) {
        match self.planned.iter_mut().find(|planned| planned.reading == reading) {
            Some(planned) => planned.times += 1,
            None => self.planned.push(Planned { reading, times: 1, kept: None }),
        }
    }

    /// The table of a reading, if it is kept. It is no longer kept then.
    pub(super) fn take(&mut self, reading: &Reading) -> Option<Table> {
        let planned = self.planned.iter_mut().find(|planned| planned.reading == *reading)?;
        planned.times = planned.times.saturating_sub(1);
        let table = planned.kept.take()?;
        self.bytes -= table.bytes();
        Some(table)
    }

    /// Whether a table of so many bytes is worth keeping: it is read again, and there is room.
    pub(super) fn has_use_for(&self, reading: &Reading, bytes: usize) -> bool {
        let is_planned = |planned: &Planned| planned.times > 0 && planned.reading == *reading;
        self.bytes.saturating_add(bytes) <= self.max_bytes && self.planned.iter().any(is_planned)
    }

    /// Keeps a table that [there is use for](Self::has_use_for).
    pub(super) fn keep(&mut self, reading: &Reading, table: Table) {
        if let Some(planned) = self.planned.iter_mut().find(|planned| planned.reading == *reading) {
            self.bytes += table.bytes();
            planned.kept = Some(table);
        }
    }

    /// Whether nothing is kept.
    #[cfg(test)]
    pub(super) fn is_empty(&self) -> bool {
        self.bytes == 0 && self.planned.iter().all(|planned| planned.kept.is_none())
    }
}
