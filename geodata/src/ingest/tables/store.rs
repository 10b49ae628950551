//! The cells of a table in one piece of memory.
//!
//! A table can have millions of rows. A vector and a string of its own for each cell take twenty times the bytes of the
//! file; here a cell costs its text and five bytes.

use std::ops::Range;

use super::cell::Cell;

/// What a cell holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Empty,
    Text,
    /// A text that cells share; the text of the cell is its position.
    Shared,
    Number,
    Logical,
    Date,
    /// A formula that failed; the text of the cell is the error.
    Failed,
    /// A formula whose result is not stored.
    Uncalculated,
}

/// Texts in the order of their positions.
#[derive(Debug, Default)]
pub(super) struct Texts {
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Texts {
    /// The text that is being written; [`Self::end`] completes it.
    pub(super) fn open(&mut self) -> &mut String {
        &mut self.text
    }

    /// Where the text that is being written begins.
    pub(super) fn start(&self) -> usize {
        self.ends.last().map_or(0, |end| *end as usize)
    }

    pub(super) fn end(&mut self) {
        // The limits of all that is stored lie far below.
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
#[derive(Debug, Default)]
pub(super) struct Store {
    width: usize,
    numbers: Vec<u32>,
    kinds: Vec<Kind>,
    texts: Texts,
    shared: Texts,
}

impl Store {
    pub(super) fn new(width: usize) -> Self {
        Self { width, ..Self::default() }
    }

    /// Adds a cell to the row that is being written.
    pub(super) fn push(&mut self, kind: Kind, text: &str) {
        self.kinds.push(kind);
        self.texts.open().push_str(text);
        self.texts.end();
    }

    /// Completes the row, with empty cells where some were not written.
    pub(super) fn end_row(&mut self, number: u32) {
        self.numbers.push(number);
        while self.kinds.len() < self.numbers.len() * self.width {
            self.push(Kind::Empty, "");
        }
    }

    /// Forgets the row that is being written.
    pub(super) fn drop_row(&mut self) {
        let count = self.numbers.len() * self.width;
        self.kinds.truncate(count);
        self.texts.truncate(count);
    }

    /// Gives the texts that cells share.
    pub(super) fn set_shared(&mut self, shared: Texts) {
        self.shared = shared;
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

    /// How many bytes the cells take.
    pub(super) fn bytes(&self) -> usize {
        self.texts.bytes() + self.kinds.len() + self.numbers.len() * size_of::<u32>()
    }

    /// The kind and text of a cell; a shared text is found.
    pub(super) fn raw(&self, row: usize, slot: usize) -> (Kind, &str) {
        let position = row * self.width + slot;
        let (Some(kind), Some(text)) = (self.kinds.get(position), self.texts.get(position)) else {
            return (Kind::Empty, "");
        };
        match kind {
            Kind::Shared => {
                (Kind::Text, text.parse().ok().and_then(|position| self.shared.get(position)).unwrap_or_default())
            }
            kind => (*kind, text),
        }
    }

    pub(super) fn cell(&self, row: usize, slot: usize) -> Cell {
        let (kind, text) = self.raw(row, slot);
        cell(kind, text)
    }
}

/// The cell of a kind with a text. A text that is no number is one, whatever its file says.
pub(super) fn cell(kind: Kind, text: &str) -> Cell {
    match kind {
        Kind::Empty => Cell::Empty,
        Kind::Text | Kind::Shared => Cell::from_text(text),
        Kind::Number => text.parse().map_or_else(|_| Cell::from_text(text), Cell::Number),
        Kind::Logical => Cell::Logical(text == "1" || text.eq_ignore_ascii_case("true")),
        Kind::Date => Cell::Date,
        Kind::Failed => Cell::Failed(text.to_owned()),
        Kind::Uncalculated => Cell::Uncalculated,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_found_again_and_dropped_rows_leave_nothing() {
        let mut store = Store::new(2);
        store.push(Kind::Text, "a");
        store.push(Kind::Number, "1.5");
        store.end_row(7);
        store.push(Kind::Text, "gone");
        store.drop_row();
        store.push(Kind::Shared, "1");
        store.end_row(9);
        let mut shared = Texts::default();
        for text in ["x", "y"] {
            shared.open().push_str(text);
            shared.end();
        }
        store.set_shared(shared);
        assert_eq!((store.rows(), store.number(0), store.number(1)), (2, 7, 9));
        assert_eq!((store.cell(0, 0), store.cell(0, 1)), (Cell::Text("a".into()), Cell::Number(1.5)));
        assert_eq!((store.cell(1, 0), store.cell(1, 1)), (Cell::Text("y".into()), Cell::Empty));
        assert_eq!(store.cell(2, 0), Cell::Empty);
    }
}
