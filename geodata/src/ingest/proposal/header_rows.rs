//! Finds the header of a table of which nothing is known: the first row, or rows, that name most of the columns.

use super::super::tables::{Cell, Sample};
use super::words::year;

/// Rows among which the header is looked for.
const MAX_ROWS: usize = 40;
/// Rows of a header.
const MAX_HEADER_ROWS: usize = 3;

/// A row and its cells by position.
type Row = (u64, Vec<(usize, Cell)>);

/// The rows of a header: their numbers, from the first to the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct HeaderRange {
    pub(super) first: u64,
    pub(super) last: u64,
}

/// The header of a sample, and the texts of the titles above it. None if no row can be one.
pub(super) fn find(sample: &Sample) -> Option<(HeaderRange, Vec<String>)> {
    let rows: Vec<Row> = sample.rows().take(MAX_ROWS).collect();
    let start = start_of(&rows)?;
    let titles = rows[..start].iter().flat_map(|(_, cells)| cells).filter_map(|(_, cell)| cell.text().ok().flatten());
    let count = count_of(&rows, start);
    let header = HeaderRange { first: rows[start].0, last: rows[start + count - 1].0 };
    Some((header, titles.collect()))
}

/// The first row that may be a header, and names as many columns as the table has, or half of them.
fn start_of(rows: &[Row]) -> Option<usize> {
    let widest = rows.iter().map(|(_, cells)| cells.len()).max()?;
    let wanted = (widest * 2 / 5).max(2).min(widest);
    let is_start = |(_, cells): &Row| cells.len() >= wanted && is_header(cells) && !is_tags(cells);
    let start = rows.iter().position(is_start)?;
    // There is something below it.
    (start + 1 < rows.len()).then_some(start)
}

/// How many rows the header has, from the one where it starts: more than one where that one leaves columns unnamed or names several alike.
fn count_of(rows: &[Row], start: usize) -> usize {
    let mut count = 1;
    while count < MAX_HEADER_ROWS && start + count + 1 < rows.len() {
        let (_, next) = &rows[start + count];
        // Merged cells leave gaps: what stands below a gap, or below one of several that are alike, is the rest of the name.
        let last = &rows[start + count - 1].1;
        let has_gap = next.iter().any(|(position, _)| last.iter().all(|(other, _)| other != position));
        let follows = rows[start].0 + count as u64 == rows[start + count].0;
        let is_rest = has_gap && follows && is_header(next) && !is_tags(next) && !looks_like_data(rows, start + count);
        if !is_rest {
            break;
        }
        count += 1;
    }
    count
}

/// Whether a row may name columns: it has texts and years, and no other numbers.
fn is_header(cells: &[(usize, Cell)]) -> bool {
    cells.iter().all(|(_, cell)| match cell {
        Cell::Text(text) => {
            year(text).is_some() || !text.trim_matches(|c: char| c.is_ascii_digit() || ".,-<%".contains(c)).is_empty()
        }
        Cell::Number(number) => year(&number.to_string()).is_some(),
        Cell::Date(_) => true,
        _ => false,
    })
}

/// Whether a row has HXL tags.
fn is_tags(cells: &[(usize, Cell)]) -> bool {
    cells.iter().all(|(_, cell)| matches!(cell, Cell::Text(text) if text.starts_with('#')))
}

/// Whether a row is filled like most of the rows behind it.
fn looks_like_data(rows: &[Row], at: usize) -> bool {
    let positions = |cells: &[(usize, Cell)]| cells.iter().map(|(position, _)| *position).collect::<Vec<_>>();
    let own = positions(&rows[at].1);
    let behind = &rows[at + 1..];
    let is_year = |cell: &Cell| cell.text().ok().flatten().is_some_and(|text| year(&text).is_some());
    let has_years = rows[at].1.iter().filter(|(_, cell)| is_year(cell)).count() > 1;
    !has_years && behind.iter().filter(|(_, cells)| positions(cells) == own).count() * 2 > behind.len()
}
