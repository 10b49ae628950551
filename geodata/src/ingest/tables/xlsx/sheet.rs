//! The cells of a sheet, row by row.

use std::io::Read;

use quick_xml::events::Event;

use super::super::super::folder::bytes;
use super::super::super::report::Findings;
use super::super::super::text::trimmed;
use super::super::builder::TableBuilder;
use super::super::dates;
use super::super::error::TableError;
use super::super::limits::{MAX_COLUMNS, MAX_ROW_BYTES, MAX_SHEET_ROWS};
use super::super::package::{Part, WorkbookError, attribute, is_set};
use super::super::raw::{RawCell, RawRow};
use super::super::store::{CellKind, StringTable};
use super::cell_start::{CellAddress, CellStart, CellType, parse_address};
use super::strings::read_text;

/// What a sheet has besides its cells.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Ranges of hidden columns, both ends inclusive, from 0.
    pub(super) hidden_columns: Vec<(usize, usize)>,
}

/// Which cells show dates, and how their days are counted.
#[derive(Debug)]
pub(super) struct DateStyles {
    /// For each cell format, whether it shows dates.
    pub(super) formats: Vec<bool>,
    pub(super) counts_from_1904: bool,
}

/// A cell of the row that is being read.
struct RowCell {
    position: usize,
    kind: CellKind,
    /// The range of its text in the text of the row.
    text: (usize, usize),
    shared: Option<u32>,
    has_formula: bool,
}

/// The cells of the row that is being read, and their texts.
#[derive(Default)]
struct Row {
    cells: Vec<RowCell>,
    text: String,
}

/// The state while a sheet is read.
struct Reader<'a, 'z, 'b, R: Read> {
    part: Part<'z, R>,
    shared: &'a StringTable,
    dates: &'a DateStyles,
    builder: &'a mut TableBuilder<'b>,
    row: Row,
    sheet: Sheet,
}

impl Sheet {
    /// Reads all rows into a table.
    pub(super) fn read<R: Read>(
        part: Part<'_, R>,
        shared: &StringTable,
        dates: &DateStyles,
        builder: &mut TableBuilder<'_>,
        findings: &mut Findings,
    ) -> Result<Self, Box<TableError>> {
        let mut reader = Reader { part, shared, dates, builder, row: Row::default(), sheet: Self::default() };
        reader.rows(findings)?;
        Ok(reader.sheet)
    }
}

impl<R: Read> Reader<'_, '_, '_, R> {
    fn rows(&mut self, findings: &mut Findings) -> Result<(), Box<TableError>> {
        let (mut last, mut is_begun, mut is_over) = (0, false, false);
        loop {
            match self.next_event().map_err(|fault| self.fault(&fault, last + 1))? {
                SheetEvent::Begin if is_over => {
                    return Err(self.error("table_unreadable", last + 1, "the sheet has a second list of cells"));
                }
                SheetEvent::Begin => is_begun = true,
                SheetEvent::Row { number, is_hidden } if is_begun => {
                    let number = number.unwrap_or(last + 1);
                    if number <= last {
                        return Err(self.error("table_unreadable", last + 1, "the rows of the sheet are out of order"));
                    }
                    if number > MAX_SHEET_ROWS {
                        let message =
                            format!("the sheet has more than {MAX_SHEET_ROWS} rows, the most that a spreadsheet has");
                        return Err(self.error("table_too_large", last + 1, &message));
                    }
                    self.cells(number)?;
                    self.end_row(number, is_hidden, findings)?;
                    last = number;
                }
                SheetEvent::End if is_begun => (is_begun, is_over) = (false, true),
                SheetEvent::Merged(Some((from, to))) if is_over => {
                    self.builder.end_rows(findings)?;
                    self.builder.report_merged(from, to, findings);
                }
                SheetEvent::Merged(None) => {
                    return Err(self.error("table_unreadable", last + 1, "it does not say which cells are merged"));
                }
                SheetEvent::Eof if is_over => return self.builder.end_rows(findings),
                SheetEvent::Eof if is_begun => {
                    return Err(self.error("table_unreadable", last + 1, "the sheet ends in the middle"));
                }
                SheetEvent::Eof => return Err(self.error("table_unreadable", 1, "the sheet has no cells")),
                SheetEvent::HiddenColumns(from, to) if self.sheet.hidden_columns.len() < MAX_COLUMNS => {
                    self.sheet.hidden_columns.push((from.saturating_sub(1), to.saturating_sub(1)));
                }
                SheetEvent::HiddenColumns(..)
                | SheetEvent::Row { .. }
                | SheetEvent::Merged(_)
                | SheetEvent::End
                | SheetEvent::Other => {}
            }
        }
    }

    /// The next event outside of a row.
    fn next_event(&mut self) -> Result<SheetEvent, WorkbookError> {
        Ok(match self.part.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "sheetData" => SheetEvent::Begin,
                "row" => SheetEvent::Row {
                    number: attribute(&element, "r").map(|number| number.parse().unwrap_or(0)),
                    is_hidden: is_set(&element, "hidden"),
                },
                "col" if is_set(&element, "hidden") => {
                    let edge = |name| attribute(&element, name).and_then(|number| number.parse().ok());
                    edge("min")
                        .zip(edge("max"))
                        .map_or(SheetEvent::Other, |(from, to)| SheetEvent::HiddenColumns(from, to))
                }
                "mergeCell" => SheetEvent::Merged(attribute(&element, "ref").and_then(|area| {
                    let (from, to) = area.split_once(':').unwrap_or((&area, &area));
                    parse_address(from).zip(parse_address(to))
                })),
                _ => SheetEvent::Other,
            },
            Event::End(element) if element.local_name().as_ref() == "sheetData" => SheetEvent::End,
            Event::Eof => SheetEvent::Eof,
            _ => SheetEvent::Other,
        })
    }

    /// Reads the cells of a row that has begun.
    fn cells(&mut self, number: u64) -> Result<(), Box<TableError>> {
        self.row.cells.clear();
        self.row.text.clear();
        let (mut next, mut depth) = (0, 0);
        loop {
            let start_tag = match self.part.next() {
                Ok(Event::Start(element)) if element.local_name().as_ref() == "c" => CellStart::new(&element),
                Ok(Event::Start(_)) => {
                    depth += 1;
                    continue;
                }
                Ok(Event::End(_)) if depth > 0 => {
                    depth -= 1;
                    continue;
                }
                Ok(Event::End(_)) => return Ok(()),
                Ok(Event::Eof) => None,
                Ok(_) => continue,
                Err(fault) => return Err(self.fault(&fault, number)),
            };
            let Some(start_tag) = start_tag else {
                return Err(self.error("table_unreadable", number, "the row is damaged"));
            };
            let (position, row) = start_tag.address.unwrap_or((next, number));
            if row != number || position >= MAX_COLUMNS || position < next {
                return Err(self.error("table_unreadable", number, "the cells of the row are out of order"));
            }
            next = position + 1;
            let start = self.row.text.len();
            let cell = self.cell(&start_tag, position).map_err(|fault| self.fault(&fault, number))?;
            if self.builder.needs_cell(position) || cell.shared.is_some() {
                self.row.cells.push(cell);
            } else {
                // The value is not needed, only that the cell is not blank.
                let is_blank = cell.kind == CellKind::Text && trimmed(&self.row.text[start..]).is_empty();
                self.row.text.truncate(start);
                if !is_blank && cell.kind != CellKind::Empty {
                    self.row.cells.push(RowCell { kind: CellKind::FormulaError, text: (start, start), ..cell });
                }
            }
            if self.row.text.len() > MAX_ROW_BYTES {
                let message = format!("the row has more than {}", bytes(MAX_ROW_BYTES as u64));
                return Err(self.error("row_too_long", number, &message));
            }
        }
    }

    /// Reads the cell that has begun.
    fn cell(&mut self, start_tag: &CellStart, position: usize) -> Result<RowCell, WorkbookError> {
        let start = self.row.text.len();
        let (mut has_formula, mut has_value, mut is_inline) = (false, false, false);
        let mut depth = 1;
        while depth > 0 {
            let inner = match self.part.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "v" => CellChild::Value,
                    "is" => CellChild::Inline,
                    "f" => CellChild::Formula,
                    _ => CellChild::Other,
                },
                Event::End(_) => {
                    depth -= 1;
                    continue;
                }
                Event::Eof => CellChild::Truncated,
                _ => continue,
            };
            match inner {
                CellChild::Truncated => return Err(self.part.truncated()),
                // The value beside an inline string repeats it.
                CellChild::Value if is_inline => self.part.skip()?,
                CellChild::Value if has_value => return Err(self.part.malformed("a cell has two values")),
                CellChild::Value => {
                    has_value = true;
                    self.part.text(&mut self.row.text)?;
                }
                CellChild::Inline => {
                    is_inline = true;
                    self.row.text.truncate(start);
                    read_text(&mut self.part, &mut self.row.text)?;
                }
                CellChild::Formula => {
                    has_formula = true;
                    self.part.skip()?;
                }
                CellChild::Other => self.part.skip()?,
            }
        }
        let text = self.row.text[start..].trim();
        let mut shared = None;
        let kind = match start_tag.kind {
            // The result of a formula that is an empty text.
            CellType::Result if has_value && text.is_empty() => CellKind::Empty,
            _ if text.is_empty() && has_formula => CellKind::Uncalculated,
            _ if text.is_empty() => CellKind::Empty,
            CellType::Shared => {
                let found = text.parse::<u32>().ok().filter(|found| self.shared.get(*found as usize).is_some());
                let Some(found) = found else { return Err(self.part.malformed("a cell has a text that is not there")) };
                shared = Some(found);
                CellKind::Shared
            }
            CellType::Inline | CellType::Result => CellKind::Text,
            CellType::Logical => CellKind::Logical,
            CellType::Error => CellKind::FormulaError,
            CellType::Date => CellKind::Date,
            CellType::Number if start_tag.style.is_some_and(|style| self.dates.formats.get(style) == Some(&true)) => {
                CellKind::Date
            }
            CellType::Number => CellKind::Number,
        };
        if kind == CellKind::Date && start_tag.kind == CellType::Number {
            let days = text.parse().ok();
            let date = days.and_then(|days| dates::of_days(days, self.dates.counts_from_1904));
            self.row.text.truncate(start);
            self.row.text.extend(date.map(dates::shown));
        }
        Ok(RowCell { position, kind, text: (start, self.row.text.len()), shared, has_formula })
    }

    fn end_row(&mut self, number: u64, is_hidden: bool, findings: &mut Findings) -> Result<(), Box<TableError>> {
        let Row { cells, text } = &self.row;
        let shared = self.shared;
        let raw = cells.iter().map(|cell| {
            let text = match cell.shared {
                Some(position) => shared.get(position as usize),
                None => text.get(cell.text.0..cell.text.1),
            };
            let RowCell { position, kind, shared, has_formula, .. } = *cell;
            (position, RawCell { kind, text: text.unwrap_or_default(), shared, has_formula })
        });
        let row = RawRow { number, is_hidden, ..RawRow::default() };
        self.builder.row(row, raw, findings)
    }

    fn fault(&self, fault: &WorkbookError, row: u64) -> Box<TableError> {
        TableError::new(fault.code(), self.builder.at_row(row), fault.to_string())
    }

    fn error(&self, code: &'static str, row: u64, message: &str) -> Box<TableError> {
        TableError::new(code, self.builder.at_row(row), message.to_owned())
    }
}

/// What a sheet has outside of its rows.
enum SheetEvent {
    Begin,
    /// None where the row has no number: it follows the previous row.
    Row {
        number: Option<u64>,
        is_hidden: bool,
    },
    /// From and to, from 1.
    HiddenColumns(usize, usize),
    /// The first and the last cell of a merged range; none if the range is invalid.
    Merged(Option<(CellAddress, CellAddress)>),
    End,
    Eof,
    Other,
}

/// The child elements of a cell.
enum CellChild {
    Value,
    Inline,
    Formula,
    Other,
    Truncated,
}
