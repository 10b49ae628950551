//! The cells of a sheet, row by row.

use std::io::Read;

use quick_xml::events::{BytesStart, Event};

use super::super::super::folder::bytes;
use super::super::super::report::Findings;
use super::super::super::text::trimmed;
use super::super::builder::{RawCell, TableBuilder};
use super::super::error::TableError;
use super::super::limits::{MOST_COLUMNS, MOST_ROW_BYTES, MOST_SHEET_ROWS};
use super::super::store::{Kind, Texts};
use super::package::{Fault, Part, attribute, is_set};
use super::strings::read_text;

/// What was seen in a sheet beside its cells.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Rows of data that a spreadsheet does not show.
    pub(super) hidden_rows: Tally,
    /// Cells that are used and have a formula with a stored result, by row.
    pub(super) formulas: Tally,
    /// The columns that a spreadsheet does not show, from and to, from 0.
    hidden_columns: Vec<(usize, usize)>,
}

/// How many there are, and the row of the first.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    pub(super) count: u64,
    pub(super) first: u64,
}

impl Tally {
    fn add(&mut self, count: u64, row: u64) {
        if self.count == 0 {
            self.first = row;
        }
        self.count += count;
    }

    /// `1 formula`, `2 formulas`.
    pub(super) fn counted(self, one: &str, many: &str) -> String {
        format!("{} {}", self.count, if self.count == 1 { one } else { many })
    }
}

/// A cell of the row that is being read.
struct Cell {
    position: usize,
    kind: Kind,
    /// Where its text is in the text of the row.
    text: (usize, usize),
    shared: Option<u32>,
    has_formula: bool,
}

/// The row that is being read.
#[derive(Default)]
struct Row {
    cells: Vec<Cell>,
    text: String,
}

/// Reads a sheet.
struct Reader<'a, 'z, 'b, R: Read> {
    part: Part<'z, R>,
    shared: &'a Texts,
    dates: &'a [bool],
    builder: &'a mut TableBuilder<'b>,
    row: Row,
    sheet: Sheet,
}

impl Sheet {
    /// Reads all rows into a table.
    pub(super) fn read<R: Read>(
        part: Part<'_, R>,
        shared: &Texts,
        dates: &[bool],
        builder: &mut TableBuilder<'_>,
        findings: &mut Findings,
    ) -> Result<Self, Box<TableError>> {
        let mut reader = Reader { part, shared, dates, builder, row: Row::default(), sheet: Self::default() };
        reader.rows(findings)?;
        Ok(reader.sheet)
    }

    /// Whether a spreadsheet does not show a column.
    pub(super) fn hides(&self, position: usize) -> bool {
        self.hidden_columns.iter().any(|(from, to)| (*from..=*to).contains(&position))
    }
}

impl<R: Read> Reader<'_, '_, '_, R> {
    fn rows(&mut self, findings: &mut Findings) -> Result<(), Box<TableError>> {
        let (mut last, mut is_begun, mut is_over) = (0, false, false);
        loop {
            match self.step().map_err(|fault| self.fault(&fault, last + 1))? {
                Step::Begin if is_over => {
                    return Err(self.error("table_unreadable", last + 1, "the sheet has a second list of cells"));
                }
                Step::Begin => is_begun = true,
                Step::Row { number, is_hidden } if is_begun => {
                    let number = number.unwrap_or(last + 1);
                    if number <= last {
                        return Err(self.error("table_unreadable", last + 1, "the rows of the sheet are out of order"));
                    }
                    if number > MOST_SHEET_ROWS {
                        let message =
                            format!("the sheet has more than {MOST_SHEET_ROWS} rows, the most that a spreadsheet has");
                        return Err(self.error("table_too_large", last + 1, &message));
                    }
                    self.cells(number)?;
                    self.end_row(number, is_hidden, findings)?;
                    last = number;
                }
                Step::End if is_begun => (is_begun, is_over) = (false, true),
                Step::Merged(Some((from, to))) if is_over => self.builder.report_merged(from, to, findings),
                Step::Merged(None) => {
                    return Err(self.error("table_unreadable", last + 1, "it does not say which cells are merged"));
                }
                Step::Eof if is_over => return Ok(()),
                Step::Eof if is_begun => {
                    return Err(self.error("table_unreadable", last + 1, "the sheet ends in the middle"));
                }
                Step::Eof => return Err(self.error("table_unreadable", 1, "the sheet has no cells")),
                Step::HiddenColumns(from, to) if self.sheet.hidden_columns.len() < MOST_COLUMNS => {
                    self.sheet.hidden_columns.push((from.saturating_sub(1), to.saturating_sub(1)));
                }
                Step::HiddenColumns(..) | Step::Row { .. } | Step::Merged(_) | Step::End | Step::Other => {}
            }
        }
    }

    /// The next thing outside of a row.
    fn step(&mut self) -> Result<Step, Fault> {
        Ok(match self.part.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "sheetData" => Step::Begin,
                "row" => Step::Row {
                    number: attribute(&element, "r").map(|number| number.parse().unwrap_or(0)),
                    is_hidden: is_set(&element, "hidden"),
                },
                "col" if is_set(&element, "hidden") => {
                    let edge = |name| attribute(&element, name).and_then(|number| number.parse().ok());
                    edge("min").zip(edge("max")).map_or(Step::Other, |(from, to)| Step::HiddenColumns(from, to))
                }
                "mergeCell" => Step::Merged(attribute(&element, "ref").and_then(|area| {
                    let (from, to) = area.split_once(':').unwrap_or((&area, &area));
                    parse_place(from).zip(parse_place(to))
                })),
                _ => Step::Other,
            },
            Event::End(element) if element.local_name().as_ref() == "sheetData" => Step::End,
            Event::Eof => Step::Eof,
            _ => Step::Other,
        })
    }

    /// Reads the cells of a row that has begun.
    fn cells(&mut self, number: u64) -> Result<(), Box<TableError>> {
        self.row.cells.clear();
        self.row.text.clear();
        let (mut next, mut depth) = (0, 0);
        loop {
            let begun = match self.part.next() {
                Ok(Event::Start(element)) if element.local_name().as_ref() == "c" => Begun::new(&element),
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
            let Some(begun) = begun else {
                return Err(self.error("table_unreadable", number, "the row is damaged"));
            };
            let (position, row) = begun.place.unwrap_or((next, number));
            if row != number || position >= MOST_COLUMNS || position < next {
                return Err(self.error("table_unreadable", number, "the cells of the row are out of order"));
            }
            next = position + 1;
            let start = self.row.text.len();
            let cell = self.cell(&begun, position).map_err(|fault| self.fault(&fault, number))?;
            if self.builder.wants(number, position) || cell.shared.is_some() {
                self.row.cells.push(cell);
            } else {
                // That there is something is enough to know.
                let is_blank = cell.kind == Kind::Text && trimmed(&self.row.text[start..]).is_empty();
                self.row.text.truncate(start);
                if !is_blank && cell.kind != Kind::Empty {
                    self.row.cells.push(Cell { kind: Kind::Failed, text: (start, start), ..cell });
                }
            }
            if self.row.text.len() > MOST_ROW_BYTES {
                let message = format!("the row has more than {}", bytes(MOST_ROW_BYTES as u64));
                return Err(self.error("row_too_long", number, &message));
            }
        }
    }

    /// Reads the cell that has begun.
    fn cell(&mut self, begun: &Begun, position: usize) -> Result<Cell, Fault> {
        let start = self.row.text.len();
        let (mut has_formula, mut has_value, mut is_inline) = (false, false, false);
        let mut depth = 1;
        while depth > 0 {
            let inner = match self.part.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "v" => Inner::Value,
                    "is" => Inner::Inline,
                    "f" => Inner::Formula,
                    _ => Inner::Other,
                },
                Event::End(_) => {
                    depth -= 1;
                    continue;
                }
                Event::Eof => Inner::Cut,
                _ => continue,
            };
            match inner {
                Inner::Cut => return Err(self.part.cut_short()),
                // What stands beside an inline text repeats it.
                Inner::Value if is_inline => self.part.skip()?,
                Inner::Value if has_value => return Err(self.part.broken("a cell has two values")),
                Inner::Value => {
                    has_value = true;
                    self.part.text(&mut self.row.text)?;
                }
                Inner::Inline => {
                    is_inline = true;
                    self.row.text.truncate(start);
                    read_text(&mut self.part, &mut self.row.text)?;
                }
                Inner::Formula => {
                    has_formula = true;
                    self.part.skip()?;
                }
                Inner::Other => self.part.skip()?,
            }
        }
        let text = self.row.text[start..].trim();
        let mut shared = None;
        let kind = match begun.kind {
            // The result of a formula that is an empty text.
            CellType::Result if has_value && text.is_empty() => Kind::Empty,
            _ if text.is_empty() && has_formula => Kind::Uncalculated,
            _ if text.is_empty() => Kind::Empty,
            CellType::Shared => {
                let found = text.parse::<u32>().ok().filter(|found| self.shared.get(*found as usize).is_some());
                let Some(found) = found else { return Err(self.part.broken("a cell has a text that is not there")) };
                shared = Some(found);
                Kind::Shared
            }
            CellType::Inline | CellType::Result => Kind::Text,
            CellType::Logical => Kind::Logical,
            CellType::Error => Kind::Failed,
            CellType::Date => Kind::Date,
            CellType::Number if begun.style.is_some_and(|style| self.dates.get(style) == Some(&true)) => Kind::Date,
            CellType::Number => Kind::Number,
        };
        Ok(Cell { position, kind, text: (start, self.row.text.len()), shared, has_formula })
    }

    fn end_row(&mut self, number: u64, is_hidden: bool, findings: &mut Findings) -> Result<(), Box<TableError>> {
        let Row { cells, text } = &self.row;
        let shared = self.shared;
        let raw = cells.iter().map(|cell| {
            let text = match cell.shared {
                Some(position) => shared.get(position as usize),
                None => text.get(cell.text.0..cell.text.1),
            };
            (cell.position, RawCell { kind: cell.kind, text: text.unwrap_or_default(), shared: cell.shared })
        });
        if self.builder.row(number, None, raw, findings)? {
            let has_result = |kind| !matches!(kind, Kind::Uncalculated | Kind::Failed);
            let formulas = cells.iter().filter(|cell| cell.has_formula && has_result(cell.kind));
            let used = formulas.filter(|cell| self.builder.wants(number, cell.position)).count() as u64;
            if used > 0 {
                self.sheet.formulas.add(used, number);
            }
            if is_hidden {
                self.sheet.hidden_rows.add(1, number);
            }
        }
        Ok(())
    }

    fn fault(&self, fault: &Fault, row: u64) -> Box<TableError> {
        TableError::new(fault.code(), self.builder.at_row(row), fault.to_string())
    }

    fn error(&self, code: &'static str, row: u64, message: &str) -> Box<TableError> {
        TableError::new(code, self.builder.at_row(row), message.to_owned())
    }
}

/// What stands in a sheet outside of its rows.
enum Step {
    Begin,
    /// None where the row does not say which it is: it is the next.
    Row {
        number: Option<u64>,
        is_hidden: bool,
    },
    /// From and to, from 1.
    HiddenColumns(usize, usize),
    /// The first and the last of cells that are shown as one; none if it does not say which.
    Merged(Option<(Place, Place)>),
    End,
    Eof,
    Other,
}

/// A column, from 0, and a row, from 1.
type Place = (usize, u64);

/// The tag of a cell.
struct Begun {
    place: Option<Place>,
    kind: CellType,
    style: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum CellType {
    Number,
    Shared,
    Inline,
    /// The text that a formula gave.
    Result,
    Logical,
    Error,
    Date,
}

impl Begun {
    /// None if the place or the type is none.
    fn new(element: &BytesStart<'_>) -> Option<Self> {
        let mut begun = Self { place: None, kind: CellType::Number, style: None };
        for attribute in element.attributes().with_checks(false).flatten() {
            match attribute.key.as_ref() {
                "r" => begun.place = Some(parse_place(&attribute.value)?),
                "t" => {
                    begun.kind = match attribute.value.as_ref() {
                        "s" => CellType::Shared,
                        "inlineStr" => CellType::Inline,
                        "str" => CellType::Result,
                        "b" => CellType::Logical,
                        "e" => CellType::Error,
                        "d" => CellType::Date,
                        "n" => CellType::Number,
                        _ => return None,
                    }
                }
                "s" => begun.style = attribute.value.parse().ok(),
                _ => {}
            }
        }
        Some(begun)
    }
}

/// What stands in a cell.
enum Inner {
    Value,
    Inline,
    Formula,
    Other,
    Cut,
}

/// The column and row of `B7`.
fn parse_place(place: &str) -> Option<Place> {
    let digits = place.find(|c: char| c.is_ascii_digit())?;
    let (letters, number) = place.split_at(digits);
    // `XFD` is the last.
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut column = 0;
    for letter in letters.bytes() {
        column = column * 26 + usize::from(letter.to_ascii_uppercase().checked_sub(b'A').filter(|at| *at < 26)?) + 1;
    }
    Some((column - 1, number.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::parse_place;

    #[test]
    fn places_are_read_as_a_spreadsheet_writes_them() {
        assert_eq!(parse_place("A1"), Some((0, 1)));
        assert_eq!(parse_place("AA10"), Some((26, 10)));
        assert_eq!(parse_place("XFD1048576"), Some((16_383, 1_048_576)));
        for wrong in ["", "A", "1", "AAAA1", "A-1", "Ж1", "A1B", "A99999999999999999999"] {
            assert_eq!(parse_place(wrong), None, "{wrong}");
        }
    }
}
