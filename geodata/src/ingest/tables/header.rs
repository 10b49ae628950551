//! Matches the column names in `dataset.toml` to headers.
//!
//! People type headers with a trailing space, a no-break space or a line break inside. So a name matches a header if both are
//! equal up to white space; of several such headers, the one that is exactly equal wins.

use super::super::config::LocatedName;
use super::super::report::{Findings, Location};
use super::super::text::{collapsed, listed};
use super::cell::Cell;

/// The header of a column.
#[derive(Debug)]
struct Header {
    /// As it is written in the file.
    written: String,
    /// With white space collapsed.
    name: String,
}

/// The headers of a table, or the fields of a vector file, by position.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Headers(Vec<Header>);

/// Why a name matches no header.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::ingest) enum NotFound {
    Missing,
    /// Several columns have exactly this header.
    Duplicate,
    /// Several headers differ from the name in white space only.
    Similar(String),
}

/// What the headers are called in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum HeaderKind {
    /// The headers of a table.
    Column,
    /// The field names of a vector file.
    Field,
}

impl NotFound {
    /// Reports that a column of `dataset.toml` has no header of its own in the file at `location`, whose headers are `existing`.
    pub(in crate::ingest) fn report(
        &self,
        wanted: &LocatedName,
        kind: HeaderKind,
        existing: &str,
        location: Location,
        findings: &mut Findings,
    ) {
        let line = wanted.line;
        let (has_none, twice, headers) = match kind {
            HeaderKind::Column => ("the table has no such header", "two columns have this header", "headers"),
            HeaderKind::Field => ("the file has no such field", "two fields have this name", "fields"),
        };
        let (code, message) = match self {
            Self::Missing => {
                let message =
                    format!("line {line} of dataset.toml names this column, but {has_none}; it has: {existing}");
                ("column_missing", message)
            }
            Self::Duplicate => ("column_twice", format!("{twice}; rename or remove one")),
            Self::Similar(similar) => {
                let message = format!(
                    "line {line} of dataset.toml names this column, but several {headers} are the same up to white space: \
                     {similar}; write it exactly as it stands there"
                );
                ("column_twice", message)
            }
        };
        findings.error(code, Location { column: Some(wanted.name.clone()), ..location }, message);
    }
}

impl Headers {
    /// Adds the header of the next column. A cell that is not text (a date, a failed formula) has an empty name.
    pub(in crate::ingest) fn push(&mut self, cell: &Cell, written: &str) {
        let header = match cell {
            Cell::Text(_) => Header { written: written.to_owned(), name: collapsed(written) },
            other => {
                let name = other.text().ok().flatten().unwrap_or_default();
                Header { written: name.clone(), name }
            }
        };
        self.0.push(header);
    }

    /// The number of columns up to the last one with a header.
    pub(super) fn used_width(&self) -> usize {
        self.0.iter().rposition(|header| !header.name.is_empty()).map_or(0, |last| last + 1)
    }

    /// The number of cells in the header.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn name(&self, position: usize) -> &str {
        self.0.get(position).map_or("", |header| &header.name)
    }

    /// The position of the column that a name matches.
    pub(in crate::ingest) fn find(&self, wanted: &LocatedName) -> Result<usize, NotFound> {
        let exact: Vec<usize> = self.positions(|header| header.written == wanted.written);
        match exact[..] {
            [position] => return Ok(position),
            [_, _, ..] => return Err(NotFound::Duplicate),
            [] => {}
        }
        let name = collapsed(&wanted.written);
        let similar: Vec<usize> = self.positions(|header| header.name == name);
        match similar[..] {
            [] => Err(NotFound::Missing),
            [position] => Ok(position),
            [first, ..] if similar.iter().all(|other| self.0[*other].written == self.0[first].written) => {
                Err(NotFound::Duplicate)
            }
            _ => Err(NotFound::Similar(listed(similar.iter().map(|position| &self.0[*position].written)))),
        }
    }

    /// All headers, for a message.
    pub(in crate::ingest) fn listed(&self) -> String {
        listed(self.0.iter().map(|header| &header.name).filter(|name| !name.is_empty()))
    }

    fn positions(&self, is_meant: impl Fn(&Header) -> bool) -> Vec<usize> {
        self.0.iter().enumerate().filter(|(_, header)| is_meant(header)).map(|(position, _)| position).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(headers: &[&str], wanted: &str) -> Result<usize, NotFound> {
        let mut all = Headers::default();
        for written in headers {
            all.push(&Cell::from_text(written), written);
        }
        all.find(&LocatedName { name: wanted.trim().to_owned(), written: wanted.to_owned(), line: 1 })
    }

    #[test]
    fn white_space_neither_hides_a_header_nor_confuses_two() {
        assert_eq!(find(&["id", "Number of\nhouseholds "], "Number of households"), Ok(1));
        assert_eq!(find(&["id", "households"], "households "), Ok(1));
        assert_eq!(find(&["total\u{a0}2023"], "total 2023"), Ok(0));
        assert_eq!(find(&["n", "n "], "n "), Ok(1));
        assert_eq!(find(&["n", "n "], "n"), Ok(0));
        assert_eq!(find(&["n\u{a0}", "n "], "n"), Err(NotFound::Similar("`n\u{a0}`, `n `".into())));
        assert_eq!(find(&["n ", "n "], "n"), Err(NotFound::Duplicate));
        assert_eq!(find(&["n", "n"], "n"), Err(NotFound::Duplicate));
        assert_eq!(find(&["N"], "n"), Err(NotFound::Missing));
        assert_eq!(find(&["", ""], ""), Err(NotFound::Duplicate));
    }
}
