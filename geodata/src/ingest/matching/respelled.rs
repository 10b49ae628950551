//! Rows whose code or name is not written as that of their unit: said in the report, so that a person can check what was taken for what.

use std::collections::HashMap;

use super::super::report::{Findings, Joined};
use super::super::tables::{Column, Row, Table};
use super::super::text::{comparable, excerpt};
use super::citation::{Citation, Cited, UnitFinder};
use super::named::{How, UnitId};

/// So many names of one column are listed; the rows of the others are counted.
const MAX_NAMES: usize = 200;

/// The rows of a table whose codes and names are in another spelling than those of their units.
#[derive(Debug, Default)]
pub(in crate::ingest) struct Respelled {
    codes: Option<RespelledCodes>,
    /// Each name with the unit that it was taken for, in the order of their first rows.
    names: Vec<RespelledName>,
    positions: HashMap<(String, UnitId), usize>,
    /// How many rows have names that are listed no more, and the first of them.
    unlisted: Option<(Row, usize)>,
}

/// How many codes are in another spelling, and the first one.
#[derive(Debug)]
struct RespelledCodes {
    rows: usize,
    row: Row,
    text: String,
    code: String,
}

#[derive(Debug)]
struct RespelledName {
    rows: usize,
    row: Row,
    text: String,
    unit: String,
}

impl Respelled {
    /// Looks at what a citation was found to mean.
    pub(in crate::ingest) fn add(&mut self, cited: &Cited, citation: Citation<'_>, finder: &UnitFinder) {
        let (Cited::Unit(unit, how) | Cited::OneOfSeveral(unit, how)) = cited else { return };
        let (Some(text), row, names) = (citation.name(), citation.row, &finder.names) else { return };
        match how {
            How::Decision => {}
            How::Code => match &mut self.codes {
                Some(codes) => codes.rows += 1,
                None => {
                    self.codes = Some(RespelledCodes { rows: 1, row, text, code: names.code(*unit).to_owned() });
                }
            },
            How::Name | How::Alias => {
                let is_written = |spelling: &str| names.is_written(*unit, &comparable(spelling));
                if !citation.column.spellings(&text).any(is_written) {
                    self.add_name(text, *unit, row, || names.shown(*unit));
                }
            }
        }
    }

    fn add_name(&mut self, text: String, unit: UnitId, row: Row, shown: impl FnOnce() -> String) {
        let key = (comparable(&text), unit);
        if let Some(known) = self.positions.get(&key).and_then(|position| self.names.get_mut(*position)) {
            known.rows += 1;
        } else if self.names.len() < MAX_NAMES {
            self.positions.insert(key, self.names.len());
            self.names.push(RespelledName { rows: 1, row, text, unit: shown() });
        } else {
            self.unlisted.get_or_insert((row, 0)).1 += 1;
        }
    }

    /// Counts the rows, and notes what was taken for what.
    pub(in crate::ingest) fn report(
        self,
        table: &Table,
        column: &Column,
        joined: &mut Joined,
        findings: &mut Findings,
    ) {
        let others = |rows: usize, noun: &str| match rows {
            0 | 1 => String::new(),
            2 => format!(", as is one other {noun}"),
            rows => format!(", as are {} other {noun}s", rows - 1),
        };
        if let Some(RespelledCodes { rows, row, text, code }) = self.codes {
            let message = format!("`{}` is read as the code `{code}`{}", excerpt(&text), others(rows, "code"));
            findings.note("codes_respelled", table.at_cell(row, column), message);
        }
        for RespelledName { rows, row, text, unit } in self.names {
            joined.respelled += rows;
            let message = format!("`{}` is taken for {unit}{}", excerpt(&text), others(rows, "row"));
            findings.note("name_respelled", table.at_cell(row, column), message);
        }
        if let Some((row, rows)) = self.unlisted {
            joined.respelled += rows;
            let message = format!("{rows} more rows have names in another spelling than those of their units");
            findings.note("name_respelled", table.at_cell(row, column), message);
        }
    }
}
