//! Which columns of a table are kept: those that `dataset.toml` names, and some beside the column of the place.
//!
//! Nobody asks for the columns beside it, but they tell what a row is: the word for a total often stands in the cell next to an empty code, and rows
//! for `Female`, `Male` and `Total` differ in nothing else.

use super::super::config::{ColumnName, LocatedName};
use super::exports::FoundPart;
use super::form::Form;
use super::header::Headers;
use super::not_found::NotFound;

/// How many columns are kept on each side of the place.
const MAX_BESIDE: usize = 4;

/// The largest text that is kept of a cell beside the place, in bytes: names of categories are short.
const MAX_TEXT_BYTES: usize = 64;

/// The most bytes that are kept of all such cells. Of a larger table none are.
const MAX_BYTES: usize = 48 << 20;

/// Where the columns are that are kept.
#[derive(Debug, Default)]
pub(super) struct KeptColumns {
    /// Where each requested column is.
    pub(super) found: Vec<Result<FoundPart, NotFound>>,
    /// The positions of the requested ones, ascending.
    pub(super) requested: Vec<usize>,
    /// The positions of all, ascending: the columns of the store.
    pub(super) all: Vec<usize>,
    /// How many bytes are kept of cells beside the place.
    bytes: usize,
}

impl KeptColumns {
    /// The `wanted` columns, and those beside that of the place.
    pub(super) fn find(
        headers: &Headers,
        wanted: &[&ColumnName],
        form: Option<&Form>,
        place: Option<&LocatedName>,
    ) -> Self {
        let found: Vec<_> = wanted.iter().map(|wanted| headers.find_part(wanted, form)).collect();
        let mut requested: Vec<usize> = found.iter().flatten().map(|found| found.position).collect();
        requested.sort_unstable();
        requested.dedup();
        let place = place.and_then(|place| headers.find_part(place, form).ok()).map(|found| found.position);
        let mut all = requested.clone();
        if let Some(place) = place {
            let is_beside =
                |position: &usize| requested.binary_search(position).is_err() && !headers.name(*position).is_empty();
            all.extend((0..place).rev().filter(is_beside).take(MAX_BESIDE));
            all.extend((place + 1..headers.len()).filter(is_beside).take(MAX_BESIDE));
            all.sort_unstable();
        }
        Self { found, requested, all, bytes: 0 }
    }

    /// The column of the store that has the cells at a position.
    pub(super) fn slot(&self, position: usize) -> Option<usize> {
        self.all.binary_search(&position).ok()
    }

    /// Whether a column is kept because `dataset.toml` names it.
    pub(super) fn is_requested(&self, position: usize) -> bool {
        self.requested.binary_search(&position).is_ok()
    }

    /// What is kept of a text beside the place.
    pub(super) fn beside<'t>(&mut self, text: &'t str) -> &'t str {
        self.bytes += text.len().min(MAX_TEXT_BYTES);
        if text.len() > MAX_TEXT_BYTES || self.bytes > MAX_BYTES { "" } else { text }
    }

    /// The columns beside the place; none if the cells of some rows are not kept.
    pub(super) fn columns_beside(&self) -> impl Iterator<Item = usize> {
        let is_whole = self.bytes <= MAX_BYTES;
        self.all.iter().copied().filter(move |position| is_whole && !self.is_requested(*position))
    }
}
