//! Compact storage for the cells of a table.
//!
//! A table can have millions of rows. A `Vec<Vec<String>>` takes twenty times the bytes of the file; here a cell costs its text
//! and five bytes.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::cell::Cell;
use super::dates;

/// What a cell holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum CellKind {
    #[default]
    Empty,
    Text,
    /// A shared string; the text of the cell is its position.
    Shared,
    Number,
    /// A number that is stored as one with decimals, though it could be as a whole one.
    Decimal,
    Logical,
    /// The text is the date as ISO 8601, or empty where it is none.
    Date,
    /// The error value of a formula, as text.
    FormulaError,
    /// A formula whose result is not stored.
    Uncalculated,
}

/// Strings by position, in one buffer.
#[derive(Clone, Debug, Default)]
pub(super) struct StringTable {
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
}

impl StringTable {
    /// The buffer to which the next string is appended; [`Self::end_entry`] completes it.
    pub(super) fn begin_entry(&mut self) -> &mut String {
        &mut self.text
    }

    /// Where the string that is being written begins.
    pub(super) fn start(&self) -> usize {
        self.ends.last().map_or(0, |end| *end as usize)
    }

    pub(super) fn end_entry(&mut self) {
        // The limits on tables are far below 4 GiB.
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    pub(super) fn get(&self, position: usize) -> Option<&str> {
        let end = *self.ends.get(position)? as usize;
        let start = position.checked_sub(1).map_or(0, |before| self.ends.get(before).map_or(0, |end| *end as usize));
        self.text.get(start..end)
    }

    fn truncate(&mut self, count: usize) {
        self.ends.truncate(count);
        self.text.truncate(self.start());
    }

    fn bytes(&self) -> usize {
        self.text.len() + self.ends.len() * size_of::<u32>()
    }
}

/// Rows of cells, all of the same width.
#[derive(Clone, Debug, Default)]
pub(super) struct CellStore {
    width: usize,
    numbers: Vec<u32>,
    kinds: Vec<CellKind>,
    texts: StringTable,
    shared: Arc<StringTable>,
    /// Of columns with cells that have what stands above them: in which rows.
    filled: BTreeMap<usize, Vec<bool>>,
}

impl CellStore {
    pub(super) fn new(width: usize) -> Self {
        Self { width, ..Self::default() }
    }

    /// Adds a cell to the row that is being written.
    pub(super) fn push(&mut self, kind: CellKind, text: &str) {
        self.kinds.push(kind);
        self.texts.begin_entry().push_str(text);
        self.texts.end_entry();
    }

    /// Completes the row. Cells that were not written are empty.
    pub(super) fn end_row(&mut self, number: u32) {
        self.numbers.push(number);
        while self.kinds.len() < self.numbers.len() * self.width {
            self.push(CellKind::Empty, "");
        }
    }

    /// Discards the row that is being written.
    pub(super) fn discard_row(&mut self) {
        let count = self.numbers.len() * self.width;
        self.kinds.truncate(count);
        self.texts.truncate(count);
    }

    /// Sets the shared strings.
    pub(super) fn set_shared_strings(&mut self, shared: StringTable) {
        self.shared = Arc::new(shared);
    }

    /// The number of cells of a row.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    pub(super) fn rows(&self) -> usize {
        self.numbers.len()
    }

    /// The number of a row in its file.
    pub(super) fn number(&self, row: usize) -> u64 {
        self.numbers.get(row).copied().map_or(0, u64::from)
    }

    /// The rows whose numbers are from one to another.
    pub(super) fn rows_between(&self, first: u64, last: u64) -> Range<usize> {
        let before =
            |is_before: &dyn Fn(u64) -> bool| self.numbers.partition_point(|number| is_before((*number).into()));
        let (start, end) = (before(&|number| number < first), before(&|number| number <= last));
        start..end.max(start)
    }

    /// How many bytes the shared strings take.
    pub(super) fn shared_bytes(&self) -> usize {
        self.shared.bytes()
    }

    /// How many bytes the cells take.
    pub(super) fn bytes(&self) -> usize {
        self.texts.bytes() + self.kinds.len() + self.numbers.len() * size_of::<u32>()
    }

    /// The same cells, where the empty ones of some columns have what stands above them, within some rows; and how many have by column. The error is
    /// the row up to which they would take more than `most` bytes.
    pub(super) fn filled_down(
        &self,
        columns: &BTreeMap<usize, Vec<Range<usize>>>,
        most: usize,
    ) -> Result<(Self, BTreeMap<usize, usize>), u64> {
        let kind = |row: usize, slot: usize| self.kinds.get(row * self.width + slot).copied().unwrap_or_default();
        let mut sources: BTreeMap<usize, Vec<Option<usize>>> = BTreeMap::new();
        for (slot, ranges) in columns {
            let sources = sources.entry(*slot).or_insert_with(|| vec![None; self.rows()]);
            for range in ranges {
                let mut above = None;
                let rows = sources.iter_mut().enumerate().take(range.end).skip(range.start);
                for (row, source) in rows {
                    if kind(row, *slot) == CellKind::Empty {
                        *source = above;
                    } else {
                        above = Some(row);
                    }
                }
            }
        }
        let mut filled = Self::new(self.width);
        for row in 0..self.rows() {
            for slot in 0..self.width {
                let source = sources.get(&slot).and_then(|sources| sources[row]).unwrap_or(row);
                filled.push(kind(source, slot), self.texts.get(source * self.width + slot).unwrap_or_default());
            }
            filled.end_row(self.numbers[row]);
            if filled.bytes() > most {
                return Err(self.number(row));
            }
        }
        filled.shared = Arc::clone(&self.shared);
        let is_filled =
            sources.into_iter().map(|(slot, sources)| (slot, sources.iter().map(Option::is_some).collect()));
        filled.filled = is_filled.collect();
        let count = |rows: &Vec<bool>| rows.iter().filter(|filled| **filled).count();
        let counts = filled.filled.iter().map(|(slot, rows)| (*slot, count(rows))).collect();
        Ok((filled, counts))
    }

    /// Whether a cell has what stands above it.
    pub(super) fn is_filled(&self, row: usize, slot: usize) -> bool {
        self.filled.get(&slot).and_then(|rows| rows.get(row)).copied().unwrap_or_default()
    }

    /// The kind and text of a cell; a shared string is resolved.
    pub(super) fn raw(&self, row: usize, slot: usize) -> (CellKind, &str) {
        let position = row * self.width + slot;
        let (Some(kind), Some(text)) = (self.kinds.get(position), self.texts.get(position)) else {
            return (CellKind::Empty, "");
        };
        match kind {
            CellKind::Shared => {
                (CellKind::Text, text.parse().ok().and_then(|position| self.shared.get(position)).unwrap_or_default())
            }
            kind => (*kind, text),
        }
    }

    /// Whether all cells of a row are empty except some. What one has from above says nothing of this row.
    pub(super) fn is_empty_but_for(&self, row: usize, is_other: impl Fn(usize) -> bool) -> bool {
        let is_empty = |slot: usize| self.is_filled(row, slot) || self.cell(row, slot) == Cell::Empty;
        (0..self.width).all(|slot| is_other(slot) || is_empty(slot))
    }

    /// Some rows, in another order.
    pub(super) fn some(&self, rows: &[usize]) -> Self {
        let mut kept = Self::new(self.width);
        for row in rows.iter().copied() {
            for position in row * self.width..(row + 1) * self.width {
                let kind = self.kinds.get(position).copied().unwrap_or_default();
                kept.push(kind, self.texts.get(position).unwrap_or_default());
            }
            kept.end_row(self.numbers[row]);
        }
        kept.shared = Arc::clone(&self.shared);
        let of_rows =
            |filled: &Vec<bool>| rows.iter().map(|row| filled.get(*row).copied().unwrap_or_default()).collect();
        kept.filled = self.filled.iter().map(|(slot, filled)| (*slot, of_rows(filled))).collect();
        kept
    }

    pub(super) fn cell(&self, row: usize, slot: usize) -> Cell {
        let (kind, text) = self.raw(row, slot);
        cell(kind, text)
    }
}

/// The cell with this kind and text. A number that does not parse is text, whatever its file says.
pub(super) fn cell(kind: CellKind, text: &str) -> Cell {
    match kind {
        CellKind::Empty => Cell::Empty,
        CellKind::Text | CellKind::Shared => Cell::from_text(text),
        CellKind::Number => text.parse().map_or_else(|_| Cell::from_text(text), Cell::Number),
        CellKind::Decimal => text.parse().map_or_else(|_| Cell::from_text(text), Cell::Decimal),
        CellKind::Logical => Cell::Logical(text == "1" || text.eq_ignore_ascii_case("true")),
        CellKind::Date => Cell::Date(dates::moment(text)),
        CellKind::FormulaError => Cell::FormulaError(text.to_owned()),
        CellKind::Uncalculated => Cell::Uncalculated,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_again_and_discarded_rows_leave_nothing() {
        let mut store = CellStore::new(2);
        store.push(CellKind::Text, "a");
        store.push(CellKind::Number, "1.5");
        store.end_row(7);
        store.push(CellKind::Text, "gone");
        store.discard_row();
        store.push(CellKind::Shared, "1");
        store.end_row(9);
        let mut shared = StringTable::default();
        for text in ["x", "y"] {
            shared.begin_entry().push_str(text);
            shared.end_entry();
        }
        store.set_shared_strings(shared);
        assert_eq!((store.rows(), store.number(0), store.number(1)), (2, 7, 9));
        assert_eq!((store.cell(0, 0), store.cell(0, 1)), (Cell::Text("a".into()), Cell::Number(1.5)));
        assert_eq!((store.cell(1, 0), store.cell(1, 1)), (Cell::Text("y".into()), Cell::Empty));
        assert_eq!(store.cell(2, 0), Cell::Empty);
    }
}
