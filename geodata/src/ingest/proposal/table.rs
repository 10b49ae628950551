//! A table as far as it was looked at: where it is, its columns, and what it belongs to.

use std::collections::{HashMap, HashSet};

use super::super::tables::moment;
use super::column::Column;
use super::header_rows::HeaderRange;

/// A table: a CSV, or one sheet of a workbook or several that are alike.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) file: String,
    /// What `layer` says of a vector file with several.
    pub(super) layer: Option<String>,
    /// Whether its rows are points of a vector file.
    pub(super) is_points: bool,
    /// Empty of a CSV.
    pub(super) sheets: Vec<String>,
    pub(super) header: HeaderRange,
    /// The last row, and the one of the header of a second table below.
    pub(super) end: Option<(u64, u64)>,
    pub(super) delimiter: Option<char>,
    /// The encoding, and whether it is only the most probable one.
    pub(super) encoding: Option<(&'static str, bool)>,
    pub(super) columns: Vec<Column>,
    pub(super) rows: usize,
    /// Whether all rows were looked at.
    pub(super) is_whole: bool,
    /// The words of its name, its sheet and its titles.
    pub(super) words: Vec<String>,
    /// The number of the round that its sheet, its file or its titles name.
    pub(super) round: Option<String>,
    /// The rows that are read, if not all: a column, and the text in it.
    pub(super) only: Option<(String, String)>,
    /// The XLSForm whose questions it answers.
    pub(super) form: Option<String>,
    /// The table with the submissions that its rows are repeated in.
    pub(super) parent: Option<Parent>,
    /// The column that says when a row was submitted, if it is an export of a form.
    pub(super) submitted: Option<String>,
    /// Whether of several submissions of a place the last is read.
    pub(super) is_latest: bool,
    /// The columns whose empty cells have what stands above them.
    pub(super) filled_down: Vec<String>,
}

/// Where the submissions are that the rows of a repeated group belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parent {
    /// Nothing if it is the file of the group.
    pub(super) file: Option<String>,
    pub(super) sheet: Option<String>,
}

impl Table {
    /// Its name for people.
    pub(super) fn shown(&self) -> String {
        match &self.sheets[..] {
            [] => {
                self.layer.as_ref().map_or_else(|| self.file.clone(), |layer| format!("{}, layer {layer}", self.file))
            }
            [sheet] => format!("{}, sheet {sheet}", self.file),
            [first, .., last] => format!("{}, {} sheets from {first} to {last}", self.file, self.sheets.len()),
        }
    }

    /// The column with a name.
    pub(super) fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Adds the rows of another sheet with the same columns.
    pub(super) fn extend(&mut self, other: Self) {
        self.sheets.extend(other.sheets);
        self.rows += other.rows;
        self.is_whole &= other.is_whole;
        for (column, more) in self.columns.iter_mut().zip(other.columns) {
            let mut cells = std::mem::take(&mut column.cells);
            cells.extend(more.cells);
            column.set_cells(cells);
        }
    }

    /// Keeps the latest rows of each text in a column, if it says when they were submitted.
    pub(super) fn keep_latest(&mut self, of: &str) {
        let columns = self.column(of).zip(self.submitted.as_deref().and_then(|time| self.column(time)));
        let Some((of, time)) = columns else { return };
        let keys: Vec<_> = (0..self.rows).map(|row| of.text(row).zip(time.cells.get(row).and_then(moment))).collect();
        let mut last = HashMap::new();
        for (key, moment) in keys.iter().flatten() {
            let known = last.entry(key.clone()).or_insert(*moment);
            *known = (*known).max(*moment);
        }
        let kept: Vec<bool> =
            keys.iter().map(|key| key.as_ref().is_none_or(|(key, moment)| last.get(key) == Some(moment))).collect();
        self.keep(&kept);
        self.is_latest = true;
    }

    /// Keeps the rows that have a text in a column.
    pub(super) fn keep_only(&mut self, of: &str, text: &str) {
        let Some(column) = self.column(of) else { return };
        let kept: Vec<bool> = (0..self.rows).map(|row| column.text(row).as_deref() == Some(text)).collect();
        self.keep(&kept);
        self.only = Some((of.to_owned(), text.to_owned()));
    }

    fn keep(&mut self, kept: &[bool]) {
        for column in &mut self.columns {
            let cells = std::mem::take(&mut column.cells);
            let cells = cells.into_iter().zip(kept).filter(|(_, kept)| **kept).map(|(cell, _)| cell);
            column.set_cells(cells.collect());
        }
        self.rows = kept.iter().filter(|kept| **kept).count();
    }
}

/// Whether two sheets with the same columns are about the same places: a column that is different in every row has the same texts in both.
pub(super) fn are_of_same_places(a: &Table, b: &Table) -> bool {
    let overlap = |(of_a, of_b): (&Column, &Column)| {
        let known: HashSet<String> = of_a.texts().collect();
        of_b.texts().filter(|text| known.contains(text)).count() * 2 > of_b.filled
    };
    let keys = a.columns.iter().zip(&b.columns).filter(|(a, b)| a.is_key() && b.is_key() && !a.has_counts());
    keys.clone().next().is_some_and(|_| keys.clone().any(overlap))
}
