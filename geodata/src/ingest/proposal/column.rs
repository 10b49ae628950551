//! A column of a table or of a vector file, as far as it was looked at: what its header says, and what stands in it.

use std::collections::HashSet;

use super::super::tables::{Cell, MarkUsage};
use super::super::text::comparable;
use super::super::withheld::looks_withheld;
use super::words::{find_any, words_of};

/// The code of a number that can be read in two ways.
const AMBIGUOUS: &str = "ambiguous_separator";

/// A column and some of its cells.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// The name by which `dataset.toml` finds it.
    pub(super) name: String,
    /// What its header says.
    pub(super) title: String,
    /// The words of the header and of the HXL tag.
    pub(super) words: Vec<String>,
    /// Its cells, row by row.
    pub(super) cells: Vec<Cell>,
    /// How many cells are not empty.
    pub(super) filled: usize,
    /// How many different texts it has.
    pub(super) distinct: usize,
    /// Whether it is a column of the submissions that rows of a repeated group belong to.
    pub(super) is_of_parent: bool,
    /// What can be chosen in it, if the form says so and several can.
    pub(super) choices: Vec<String>,
    marks: MarkUsage,
}

impl Column {
    pub(super) fn new(name: String, title: String, tag: Option<&str>, cells: Vec<Cell>) -> Self {
        let mut words = words_of(&title);
        words.extend(tag.iter().flat_map(|tag| words_of(tag)));
        let marks = MarkUsage::default();
        let mut column = Self {
            name,
            title,
            words,
            cells: Vec::new(),
            filled: 0,
            distinct: 0,
            is_of_parent: false,
            choices: Vec::new(),
            marks,
        };
        column.set_cells(cells);
        column
    }

    /// Puts other cells in place of its own.
    pub(super) fn set_cells(&mut self, cells: Vec<Cell>) {
        self.marks = MarkUsage::default();
        for cell in &cells {
            if let Cell::Text(text) = cell {
                self.marks.observe(text);
            }
        }
        self.filled = cells.iter().filter(|cell| **cell != Cell::Empty).count();
        self.distinct = cells.iter().filter_map(text).collect::<HashSet<_>>().len();
        self.cells = cells;
    }

    /// The text of a row, if it has one.
    pub(super) fn text(&self, row: usize) -> Option<String> {
        self.cells.get(row).and_then(text)
    }

    /// The texts of all cells that are not empty.
    pub(super) fn texts(&self) -> impl Iterator<Item = String> {
        self.cells.iter().filter_map(text)
    }

    /// The different texts in their order, up to a number of them.
    pub(super) fn different(&self, most: usize) -> Vec<String> {
        let mut seen = HashSet::new();
        self.texts().filter(|text| seen.insert(comparable(text))).take(most).collect()
    }

    /// The share of the filled cells that are so; 0 of an empty column.
    pub(super) fn share(&self, is_so: impl Fn(&Cell) -> bool) -> f64 {
        let so = self.cells.iter().filter(|cell| **cell != Cell::Empty && is_so(cell)).count();
        if self.filled == 0 { 0.0 } else { so as f64 / self.filled as f64 }
    }

    /// Whether its header has the words of one of these patterns.
    pub(super) fn says(&self, patterns: &[&str]) -> bool {
        find_any(&self.words, patterns).is_some()
    }

    /// Whether it says the level of a row, by its number.
    pub(super) fn has_levels(&self) -> bool {
        self.words.starts_with(&["admin".to_owned(), "level".to_owned()])
    }

    /// Whether every filled cell has another text, and there are hardly empty ones.
    pub(super) fn is_key(&self) -> bool {
        self.filled > 0 && self.distinct == self.filled && self.filled * 10 >= self.cells.len() * 9
    }

    /// The count in a row, if it has one.
    pub(super) fn count(&self, row: usize) -> Option<u64> {
        self.cells.get(row)?.count(self.marks).ok().flatten()
    }

    /// Whether a cell is a count.
    pub(super) fn is_count(&self, cell: &Cell) -> bool {
        match cell.count(self.marks) {
            Ok(count) => count.is_some(),
            Err(error) => error.code() == AMBIGUOUS,
        }
    }

    /// Whether it holds counts, apart from words for no data and for withheld values.
    pub(super) fn has_counts(&self) -> bool {
        let counts = self.share(|cell| self.is_count(cell));
        let is_word = |cell: &Cell| text(cell).is_some_and(|text| is_no_data(&text) || looks_withheld(&text));
        counts > 0.0 && counts + self.share(is_word) > 0.97
    }

    /// The first different texts that are neither counts nor words for no data or for withheld values.
    pub(super) fn no_counts(&self) -> Vec<String> {
        const MOST: usize = 3;
        let faulty = self.cells.iter().filter(|cell| **cell != Cell::Empty && !self.is_count(cell)).filter_map(text);
        let mut found: Vec<String> = Vec::new();
        for text in faulty.filter(|text| !is_no_data(text) && !looks_withheld(text)) {
            if found.len() < MOST && !found.contains(&text) {
                found.push(text);
            }
        }
        found
    }

    /// Whether it holds numbers, with or without decimals, that are not negative.
    pub(super) fn has_distances(&self) -> bool {
        let is_distance = |cell: &Cell| matches!(cell.decimal(self.marks), Ok(Some(number)) if number >= 0.0);
        let is_word = |cell: &Cell| text(cell).is_some_and(|text| is_no_data(&text) || looks_withheld(&text));
        let numbers = self.share(is_distance);
        numbers > 0.0 && numbers + self.share(is_word) > 0.97
    }

    /// The numbers in degrees.
    pub(super) fn degrees(&self) -> impl Iterator<Item = f64> {
        self.cells.iter().filter_map(|cell| cell.degrees().ok().flatten())
    }

    /// Whether some number can be read in two ways.
    pub(super) fn is_ambiguous(&self) -> bool {
        self.cells.iter().any(|cell| cell.count(self.marks).is_err_and(|error| error.code() == AMBIGUOUS))
    }

    /// Whether it has texts and not numbers.
    pub(super) fn has_texts(&self) -> bool {
        let is_text = |cell: &Cell| matches!(cell, Cell::Text(text) if text.contains(char::is_alphabetic));
        self.share(is_text) > 0.9
    }

    /// Whether it has names and not numbers or codes.
    pub(super) fn has_words(&self) -> bool {
        let is_word = |cell: &Cell| matches!(cell, Cell::Text(text) if text.chars().filter(|c| c.is_alphabetic()).count() * 2 > text.chars().count());
        self.share(is_word) > 0.8
    }
}

/// What a cell says as text.
fn text(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Date(date) => date.map(|date| date.format("%Y-%m-%d").to_string()),
        other => other.text().ok().flatten(),
    }
}

/// Whether a text stands for no data in many tables.
pub(super) fn is_no_data(text: &str) -> bool {
    const WORDS: [&str; 22] = [
        "n/a",
        "na",
        "n.a.",
        "-",
        "–",
        "—",
        "..",
        "...",
        "…",
        "nd",
        "n/d",
        "н/д",
        "нд",
        "нет данных",
        "no data",
        "none",
        "null",
        "nan",
        "-99",
        "-999",
        "-9999",
        "nsp",
    ];
    let text = comparable(text);
    WORDS.contains(&text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(cells: &[&str]) -> Column {
        Column::new("n".to_owned(), "n".to_owned(), None, cells.iter().map(|text| Cell::from_text(text)).collect())
    }

    #[test]
    fn counts_may_have_words_between_them() {
        assert!(column(&["12", "", "<5", "n/a", "1 200"]).has_counts());
        assert!(!column(&["12", "12.5"]).has_counts());
        assert!(!column(&["n/a", "*"]).has_counts());
        assert!(!column(&[]).has_counts() && !column(&[""]).has_counts());
        assert!(column(&["12,5", "0"]).has_distances());
    }

    #[test]
    fn a_key_is_different_in_every_row() {
        assert!(column(&["a", "b"]).is_key());
        assert!(!column(&["a", "a"]).is_key() && !column(&["a", "", ""]).is_key() && !column(&[]).is_key());
    }
}
