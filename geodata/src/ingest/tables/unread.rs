//! What a table withholds in columns that nothing reads. Whoever knows the count of a place and all categories but one knows that one.

use std::collections::{BTreeMap, HashSet};

use super::super::config::{SuppressedTexts, WatchedColumns};
use super::super::text::trimmed;
use super::super::total_words;
use super::super::withheld::looks_withheld;
use super::form::Form;
use super::header::Headers;
use super::number::Notation;
use super::raw::RawCell;
use super::store::CellKind;

/// Longer texts are none that stand for a number.
const MAX_TEXT_BYTES: usize = 64;

/// What stands in the columns that nothing reads.
#[derive(Debug, Default)]
pub(super) struct UnreadColumns {
    suppressed: SuppressedTexts,
    /// By position, where a column is watched.
    columns: BTreeMap<usize, UnreadColumn>,
}

#[derive(Debug, Default)]
struct UnreadColumn {
    has_number: bool,
    /// The rows of the store that withhold a value, and whether the text is one that `dataset.toml` lists.
    withheld: Vec<(u32, bool)>,
}

/// The first column of each row that withholds a value in one that nothing reads: by row of the store, the position.
pub(super) type WithheldUnread = BTreeMap<u32, u32>;

impl UnreadColumns {
    /// The columns that are not read, and are no totals.
    pub(super) fn find(watched: &WatchedColumns, headers: &Headers, form: Option<&Form>, requested: &[usize]) -> Self {
        let found = watched.read.iter().filter_map(|name| headers.find_part(name, form).ok());
        let read: HashSet<usize> = found.map(|found| found.position).chain(requested.iter().copied()).collect();
        let is_watched =
            |position: &usize| !read.contains(position) && !total_words::is_total_word(headers.name(*position));
        let columns = (0..headers.len()).filter(is_watched).map(|position| (position, UnreadColumn::default()));
        Self { suppressed: watched.suppressed.clone(), columns: columns.collect() }
    }

    /// Whether the cells at a position are looked at.
    pub(super) fn contains(&self, position: usize) -> bool {
        self.columns.contains_key(&position)
    }

    /// Looks at a cell of a row.
    pub(super) fn see(&mut self, row: usize, position: usize, raw: &RawCell<'_>) {
        let Some(column) = self.columns.get_mut(&position) else { return };
        match raw.kind {
            CellKind::Number | CellKind::Decimal => column.has_number = true,
            CellKind::Text | CellKind::Shared if raw.text.len() <= MAX_TEXT_BYTES => {
                let is_listed = self.suppressed.contains(trimmed(raw.text));
                if is_listed || looks_withheld(raw.text) {
                    column.withheld.push((u32::try_from(row).unwrap_or(u32::MAX), is_listed));
                } else if Notation::of(raw.text) != Notation::Other {
                    column.has_number = true;
                }
            }
            _ => {}
        }
    }

    /// The rows that withhold something. A column without a number may have ranges that are no counts, such as ages.
    pub(super) fn withheld(self) -> WithheldUnread {
        let mut all = WithheldUnread::new();
        for (position, UnreadColumn { has_number, withheld }) in self.columns {
            for (row, _) in withheld.into_iter().filter(|(_, is_listed)| has_number || *is_listed) {
                all.entry(row).or_insert(position as u32);
            }
        }
        all
    }
}
