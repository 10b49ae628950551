//! The first rows of a table, and which of them are its header.
//!
//! Above the header stand titles; under it may stand HXL tags. Where `dataset.toml` does not say which row is the header, it is the first that
//! has all columns that are asked for, or else the first two or three rows that have them together. If there is none, it is the one with
//! most of them, so that the report says what is missing.

use super::super::config::{ColumnName, HeaderRows};
use super::column_letter::whole_column;
use super::exports::{ColumnPart, FoundPart};
use super::form::Form;
use super::header::Headers;
use super::hxl::HxlTag;
use super::limits::{MAX_COLUMNS, MAX_ROW_BYTES};
use super::not_found::NotFound;
use super::raw::{RawCell, RawRow};
use super::store::{CellKind, cell};

/// Rows among which the header is looked for: titles and notes above a table are shorter.
const MAX_ROWS: usize = 50;
/// Bytes of the cells of a sample.
const MAX_SAMPLE_BYTES: usize = 32 << 20;
/// Rows of a header that is found.
const MAX_HEADER_ROWS: usize = 3;

/// The first rows of a table, kept until the header is known.
#[derive(Debug, Default)]
pub(super) struct Preamble {
    pub(super) rows: Vec<PreambleRow>,
    bytes: usize,
}

/// A row and its cells that are not empty.
#[derive(Debug)]
pub(super) struct PreambleRow {
    pub(super) row: RawRow,
    cells: Vec<PreambleCell>,
}

#[derive(Debug)]
struct PreambleCell {
    position: usize,
    kind: CellKind,
    text: String,
    shared: Option<u32>,
    has_formula: bool,
}

/// The header of a table.
#[derive(Debug, Default)]
pub(super) struct ChosenHeader {
    pub(super) headers: Headers,
    pub(super) first: u64,
    pub(super) last: u64,
    /// The row with HXL tags under the header.
    pub(super) tags: Option<u64>,
    /// How many of the requested columns it has, twice; a name that several columns have counts once.
    pub(super) matches: usize,
}

impl ChosenHeader {
    /// Whether it has all requested columns, each once.
    pub(super) fn has_all(&self, wanted: &[&ColumnName]) -> bool {
        self.matches == 2 * wanted.len()
    }
}

impl PreambleRow {
    pub(super) fn cells(&self) -> impl Iterator<Item = (usize, RawCell<'_>)> {
        self.cells.iter().map(|cell| {
            let PreambleCell { position, kind, text, shared, has_formula } = cell;
            (*position, RawCell { kind: *kind, text, shared: *shared, has_formula: *has_formula })
        })
    }

    fn width(&self) -> usize {
        self.row.width.unwrap_or_else(|| self.cells.last().map_or(0, |cell| cell.position + 1))
    }

    fn text(&self, position: usize) -> Option<&PreambleCell> {
        self.cells.binary_search_by_key(&position, |cell| cell.position).ok().map(|at| &self.cells[at])
    }

    /// The HXL tags, if the row has nothing else.
    fn tags(&self) -> Option<Vec<(usize, HxlTag)>> {
        let tags: Option<Vec<_>> =
            self.cells.iter().map(|cell| Some((cell.position, HxlTag::parse(&cell.text)?))).collect();
        tags.filter(|tags| !tags.is_empty())
    }
}

impl Preamble {
    /// Adds a row. True if no more are needed to choose the header.
    pub(super) fn add<'r>(
        &mut self,
        row: RawRow,
        cells: impl Iterator<Item = (usize, RawCell<'r>)>,
        header: HeaderRows,
    ) -> bool {
        let (number, mut kept) = (row.number, Vec::new());
        for (position, raw) in cells.filter(|(position, raw)| !raw.is_empty() && *position < MAX_COLUMNS) {
            self.bytes += raw.text.len();
            let RawCell { kind, text, shared, has_formula } = raw;
            kept.push(PreambleCell { position, kind, text: text.to_owned(), shared, has_formula });
        }
        self.rows.push(PreambleRow { row, cells: kept });
        match header {
            HeaderRows::Given { last, .. } => number > last,
            HeaderRows::Found => self.rows.len() >= MAX_ROWS || self.bytes > MAX_ROW_BYTES,
        }
    }

    /// Whether it is as large as a sample may be.
    pub(super) fn is_large(&self) -> bool {
        self.bytes > MAX_SAMPLE_BYTES
    }

    /// Chooses the header; none if the row that should have it is not there.
    pub(super) fn choose(
        &self,
        header: HeaderRows,
        wanted: &[&ColumnName],
        form: Option<&Form>,
    ) -> Option<ChosenHeader> {
        match header {
            HeaderRows::Given { first, last } => {
                let is_header = |row: &&PreambleRow| (first..=last).contains(&row.row.number);
                let start = self.rows.iter().position(|row| is_header(&row))?;
                let count = self.rows[start..].iter().take_while(is_header).count();
                Some(ChosenHeader { first, last, ..self.header(start, count, wanted, form) })
            }
            HeaderRows::Found => {
                let mut best: Option<ChosenHeader> = None;
                for count in 1..=MAX_HEADER_ROWS {
                    for start in 0..(self.rows.len() + 1).saturating_sub(count) {
                        let chosen = self.header(start, count, wanted, form);
                        let has_all = chosen.has_all(wanted);
                        if best.as_ref().is_none_or(|best| chosen.matches > best.matches) {
                            best = Some(chosen);
                        }
                        if has_all {
                            return best;
                        }
                    }
                }
                best
            }
        }
    }

    /// The header that some rows make.
    fn header(&self, start: usize, count: usize, wanted: &[&ColumnName], form: Option<&Form>) -> ChosenHeader {
        let rows = &self.rows[start..start + count];
        let width = rows.iter().map(PreambleRow::width).max().unwrap_or(0);
        let mut headers = Headers::default();
        // In a row above another, a name stands for the columns to its right that only have a name below: merged cells.
        let mut above: Vec<Option<&PreambleCell>> = vec![None; count];
        for position in 0..width {
            let mut cells: Vec<Option<&PreambleCell>> = rows.iter().map(|row| row.text(position)).collect();
            for level in 0..count {
                let has_below = cells[level + 1..].iter().any(Option::is_some);
                match cells[level] {
                    Some(found) => above[level] = Some(found),
                    None if has_below => cells[level] = above[level],
                    None => above[level] = None,
                }
            }
            headers.push_rows(cells.into_iter().flatten().map(|raw| (cell(raw.kind, &raw.text), raw.text.as_str())));
        }
        // Notes beside a workbook's table have no header; in a CSV every column has a cell in the header.
        if rows.iter().all(|row| row.row.width.is_none()) {
            let last = wanted.iter().filter_map(|wanted| whole_column(&wanted.name)).max();
            headers.widen(last.map_or(0, |last| last + 1));
        }
        let below = self.rows.get(start + count).and_then(|row| Some((row.row.number, row.tags()?)));
        let tags = below.as_ref().map(|(number, _)| *number);
        let own = rows.last().filter(|_| below.is_none()).and_then(PreambleRow::tags);
        for (position, tag) in below.map(|(_, tags)| tags).or(own).unwrap_or_default() {
            headers.set_tag(position, tag);
        }
        let matches = wanted.iter().map(|wanted| match headers.find_part(wanted, form) {
            // A header of its own is more than what cells say of a choice.
            Ok(FoundPart { part: ColumnPart::Choice(_), .. }) => 1,
            Ok(_) => 2,
            Err(NotFound::Missing) => 0,
            Err(_) => 1,
        });
        let matches = matches.sum();
        let number = |row: Option<&PreambleRow>| row.map_or(0, |row| row.row.number);
        ChosenHeader { headers, first: number(rows.first()), last: number(rows.last()), tags, matches }
    }
}
