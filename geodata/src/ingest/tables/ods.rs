//! ODS workbooks (OpenDocument): reads one sheet as a stream, like those of XLSX.
//!
//! All sheets are in one part, which is read twice: for their names and what is hidden, and for the cells of one. Equal cells and rows that
//! follow each other are written once with a number, by which a small file can say billions of cells: they are counted and limited.

use std::collections::HashSet;
use std::io::{Read, Seek};

use quick_xml::events::{BytesStart, Event};

use super::super::report::{Findings, Location};
use super::super::text::trimmed;
use super::builder::TableBuilder;
use super::error::TableError;
use super::limits::{
    MAX_CELLS, MAX_COLUMNS, MAX_ITEM_BYTES, MAX_MERGED, MAX_PART_BYTES, MAX_SHEET_BYTES, MAX_SHEET_ROWS,
};
use super::package::{Package, Part, WorkbookError, qualified_attribute};
use super::raw::{RawCell, RawRow};
use super::sheets::{self, SheetEntry};
use super::source::TableSource;
use super::store::{CellKind, StringTable};

/// The part with all sheets.
const CONTENT: &str = "content.xml";

/// The content of a workbook.
pub(super) struct OdsSource<R>(pub(super) R);

impl<R: Read + Seek> TableSource for OdsSource<R> {
    fn sheets(&mut self, file: &str) -> Result<Vec<(String, bool)>, Box<TableError>> {
        let at_file = |fault: WorkbookError| TableError::new(fault.code(), Location::file(file), fault.to_string());
        let mut package = Package::open("ODS", &mut self.0).map_err(at_file)?;
        refuse_protected(&mut package).map_err(at_file)?;
        Ok(sheets::names(list_sheets(&mut package).map_err(at_file)?))
    }

    fn read_rows(
        &mut self,
        builder: &mut TableBuilder<'_>,
        findings: &mut Findings,
    ) -> Result<StringTable, Box<TableError>> {
        let file = builder.file;
        let at_file = |fault: WorkbookError| TableError::new(fault.code(), Location::file(file), fault.to_string());
        let mut package = Package::open("ODS", &mut self.0).map_err(at_file)?;
        refuse_protected(&mut package).map_err(at_file)?;
        let all = list_sheets(&mut package).map_err(at_file)?;
        let chosen = sheets::choose(&all, builder, findings)?;
        let part = package.part(CONTENT, MAX_SHEET_BYTES).map_err(at_file)?;
        let mut reader = SheetReader {
            part,
            builder,
            row: OdsRow::default(),
            number: 0,
            cells: 0,
            merged: Vec::new(),
            columns: 0,
            hidden_columns: Vec::new(),
        };
        reader.find_sheet(chosen.part).map_err(at_file)?;
        reader.rows(findings)?;
        let SheetReader { merged, hidden_columns, builder, .. } = reader;
        builder.end_rows(findings)?;
        for (from, to) in merged {
            builder.report_merged(from, to, findings);
        }
        sheets::report_hidden(&hidden_columns, builder, findings);
        Ok(StringTable::default())
    }
}

/// Reports a workbook with a password: its parts are encrypted, which the manifest says.
fn refuse_protected<R: Read + Seek>(package: &mut Package<R>) -> Result<(), WorkbookError> {
    let mut part = match package.part("META-INF/manifest.xml", MAX_PART_BYTES) {
        Err(WorkbookError::Missing { .. }) => return Ok(()),
        part => part?,
    };
    loop {
        match part.next()? {
            Event::Start(element) if element.name().as_ref() == "manifest:encryption-data" => {
                return Err(WorkbookError::Protected);
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The sheets, and which of them are hidden.
fn list_sheets<R: Read + Seek>(package: &mut Package<R>) -> Result<Vec<SheetEntry<usize>>, WorkbookError> {
    let mut part = package.part(CONTENT, MAX_SHEET_BYTES)?;
    let (mut sheets, mut depth) = (Vec::new(), 0);
    let mut style = String::new();
    let mut hidden: HashSet<String> = HashSet::new();
    loop {
        match part.next()? {
            Event::Start(element) => match element.name().as_ref() {
                "style:style" => style = qualified_attribute(&element, "style:name").unwrap_or_default(),
                "style:table-properties"
                    if qualified_attribute(&element, "table:display").as_deref() == Some("false") =>
                {
                    hidden.insert(std::mem::take(&mut style));
                }
                "table:table" => {
                    if depth == 0 {
                        let name = qualified_attribute(&element, "table:name").unwrap_or_default();
                        let style = qualified_attribute(&element, "table:style-name").unwrap_or_default();
                        let part = sheets.len();
                        sheets.push(SheetEntry { name, is_hidden: hidden.contains(&style), part });
                    }
                    depth += 1;
                }
                _ => {}
            },
            Event::End(element) if element.name().as_ref() == "table:table" => depth -= 1,
            Event::Eof => return Ok(sheets),
            _ => {}
        }
    }
}

/// A cell of the row that is being read.
struct OdsCell {
    position: usize,
    kind: CellKind,
    /// The range of its text in the text of the row.
    text: (usize, usize),
    has_formula: bool,
}

/// The cells of the row that is being read, and their texts.
#[derive(Default)]
struct OdsRow {
    cells: Vec<OdsCell>,
    text: String,
}

/// What the start tag of a cell says.
struct CellStart {
    repeats: usize,
    value_type: Option<String>,
    is_error: bool,
    /// `office:value`, `office:boolean-value`, `office:string-value` or `office:date-value`.
    value: Option<String>,
    has_formula: bool,
    columns: usize,
    rows: u64,
}

/// A column, from 0, and a row, from 1.
type CellAddress = (usize, u64);

struct SheetReader<'b, 'l, 'z, R: Read> {
    part: Part<'z, R>,
    builder: &'b mut TableBuilder<'l>,
    row: OdsRow,
    /// The number of the last row.
    number: u64,
    /// The cells that were passed to the builder.
    cells: u64,
    merged: Vec<(CellAddress, CellAddress)>,
    /// The number of columns that were described.
    columns: usize,
    hidden_columns: Vec<(usize, usize)>,
}

impl CellStart {
    fn new(element: &BytesStart<'_>) -> Self {
        let attribute = |name| qualified_attribute(element, name);
        let number = |name| attribute(name).and_then(|number| number.parse::<u64>().ok()).unwrap_or(1).max(1);
        let value = ["office:value", "office:boolean-value", "office:string-value", "office:date-value"]
            .into_iter()
            .find_map(attribute);
        Self {
            repeats: usize::try_from(number("table:number-columns-repeated")).unwrap_or(usize::MAX),
            value_type: attribute("office:value-type"),
            is_error: attribute("calcext:value-type").as_deref() == Some("error"),
            value,
            has_formula: attribute("table:formula").is_some(),
            columns: usize::try_from(number("table:number-columns-spanned")).unwrap_or(usize::MAX),
            rows: number("table:number-rows-spanned"),
        }
    }
}

impl<R: Read> SheetReader<'_, '_, '_, R> {
    /// Goes to the rows of a sheet.
    fn find_sheet(&mut self, sheet: usize) -> Result<(), WorkbookError> {
        let (mut count, mut depth) = (0, 0);
        loop {
            match self.part.next()? {
                Event::Start(element) if element.name().as_ref() == "table:table" => {
                    if depth == 0 {
                        if count == sheet {
                            return Ok(());
                        }
                        count += 1;
                    }
                    depth += 1;
                }
                Event::End(element) if element.name().as_ref() == "table:table" => depth -= 1,
                Event::Eof => return Err(self.part.truncated()),
                _ => {}
            }
        }
    }

    /// Reads the rows of the sheet.
    fn rows(&mut self, findings: &mut Findings) -> Result<(), Box<TableError>> {
        loop {
            let next = match self.part.next() {
                Ok(Event::Start(element)) => match element.name().as_ref() {
                    "table:table-row" => {
                        let number = qualified_attribute(&element, "table:number-rows-repeated");
                        let is_hidden =
                            qualified_attribute(&element, "table:visibility").is_some_and(|it| it != "visible");
                        SheetItem::Row {
                            repeats: number.and_then(|number| number.parse().ok()).unwrap_or(1),
                            is_hidden,
                        }
                    }
                    "table:table-column" => {
                        let number = qualified_attribute(&element, "table:number-columns-repeated");
                        let is_hidden =
                            qualified_attribute(&element, "table:visibility").is_some_and(|it| it != "visible");
                        SheetItem::Columns {
                            repeats: number.and_then(|number| number.parse().ok()).unwrap_or(1),
                            is_hidden,
                        }
                    }
                    // Pictures, and what a change was before.
                    "table:shapes" | "office:forms" | "table:table" => SheetItem::Skipped,
                    _ => continue,
                },
                Ok(Event::End(element)) if element.name().as_ref() == "table:table" => return Ok(()),
                Ok(Event::Eof) => return Err(self.fault(&self.part.truncated())),
                Ok(_) => continue,
                Err(fault) => return Err(self.fault(&fault)),
            };
            match next {
                SheetItem::Skipped => self.part.skip().map_err(|fault| self.fault(&fault))?,
                SheetItem::Columns { repeats, is_hidden } => {
                    let from = self.columns;
                    self.columns = from.saturating_add(repeats).min(MAX_COLUMNS);
                    if is_hidden && self.columns > from {
                        self.hidden_columns.push((from, self.columns - 1));
                    }
                }
                SheetItem::Row { repeats, is_hidden } => {
                    self.cells()?;
                    self.end_row(repeats, is_hidden, findings)?;
                }
            }
        }
    }

    /// Reads the cells of a row that has begun.
    fn cells(&mut self) -> Result<(), Box<TableError>> {
        self.row.cells.clear();
        self.row.text.clear();
        let mut position = 0;
        loop {
            let start = match self.part.next() {
                Ok(Event::Start(element)) => CellStart::new(&element),
                Ok(Event::End(_)) => return Ok(()),
                Ok(Event::Eof) => return Err(self.fault(&self.part.truncated())),
                Ok(_) => continue,
                Err(fault) => return Err(self.fault(&fault)),
            };
            let cell = self.cell(&start, position).map_err(|fault| self.fault(&fault))?;
            if (start.columns > 1 || start.rows > 1) && self.merged.len() < MAX_MERGED {
                let to = (position.saturating_add(start.columns - 1), (self.number + 1).saturating_add(start.rows - 1));
                self.merged.push(((position, self.number + 1), to));
            }
            let end = position.saturating_add(start.repeats);
            if cell.kind != CellKind::Empty {
                if end > MAX_COLUMNS {
                    let message =
                        format!("the row has more than {MAX_COLUMNS} columns, the most that a spreadsheet has");
                    return Err(self.error("too_many_columns", &message));
                }
                let OdsCell { kind, text, has_formula, .. } = cell;
                self.row.cells.extend((position..end).map(|position| OdsCell { position, kind, text, has_formula }));
            }
            position = end;
        }
    }

    /// Reads the cell that has begun.
    fn cell(&mut self, start_tag: &CellStart, position: usize) -> Result<OdsCell, WorkbookError> {
        let start = self.row.text.len();
        self.paragraphs(start)?;
        let shown = trimmed(&self.row.text[start..]).is_empty();
        let value = start_tag.value.as_deref();
        let kind = match start_tag.value_type.as_deref() {
            _ if start_tag.is_error => CellKind::FormulaError,
            Some("float" | "percentage" | "currency") => {
                self.row.text.truncate(start);
                self.row.text.push_str(value.unwrap_or_default());
                CellKind::Number
            }
            Some("boolean") => {
                self.row.text.truncate(start);
                self.row.text.push_str(value.unwrap_or_default());
                CellKind::Logical
            }
            Some("date" | "time") => {
                self.row.text.truncate(start);
                self.row.text.push_str(value.unwrap_or_default());
                CellKind::Date
            }
            _ if shown && value.is_some_and(|value| !trimmed(value).is_empty()) => {
                self.row.text.truncate(start);
                self.row.text.push_str(value.unwrap_or_default());
                CellKind::Text
            }
            None if start_tag.has_formula && shown => CellKind::Uncalculated,
            _ if shown => CellKind::Empty,
            _ => CellKind::Text,
        };
        let text = (start, self.row.text.len());
        Ok(OdsCell { position, kind, text, has_formula: start_tag.has_formula })
    }

    /// Appends the paragraphs of the cell that has begun, without its notes.
    fn paragraphs(&mut self, start: usize) -> Result<(), WorkbookError> {
        let mut depth = 1;
        let mut paragraphs = 0;
        while depth > 0 {
            let is_note = match self.part.next()? {
                Event::Start(element) => {
                    depth += 1;
                    match element.name().as_ref() {
                        "office:annotation" | "draw:frame" | "draw:custom-shape" | "draw:g" | "table:detective" => true,
                        name => {
                            if name == "text:p" {
                                paragraphs += 1;
                            }
                            let separator = match name {
                                "text:p" if paragraphs > 1 => "\n",
                                "text:s" | "text:tab" => " ",
                                "text:line-break" => "\n",
                                _ => "",
                            };
                            self.row.text.push_str(separator);
                            false
                        }
                    }
                }
                Event::End(_) => {
                    depth -= 1;
                    false
                }
                Event::Text(text) if depth > 1 => {
                    self.row.text.push_str(&text.xml10_content());
                    false
                }
                Event::GeneralRef(reference) if depth > 1 => {
                    let character = reference.resolve_char_ref().ok().flatten();
                    match character {
                        Some(character) => self.row.text.push(character),
                        None => self
                            .row
                            .text
                            .push_str(quick_xml::escape::resolve_predefined_entity(&reference).unwrap_or_default()),
                    }
                    false
                }
                Event::Eof => return Err(self.part.truncated()),
                _ => false,
            };
            if is_note {
                self.part.skip()?;
                depth -= 1;
            }
            if self.row.text.len() - start > MAX_ITEM_BYTES {
                return Err(self.part.too_large());
            }
        }
        Ok(())
    }

    /// Passes the row to the builder, as often as it repeats.
    fn end_row(&mut self, repeats: u64, is_hidden: bool, findings: &mut Findings) -> Result<(), Box<TableError>> {
        if self.row.cells.is_empty() {
            self.number = self.number.saturating_add(repeats);
            return Ok(());
        }
        for _ in 0..repeats {
            self.number += 1;
            self.cells += self.row.cells.len() as u64;
            if self.number > MAX_SHEET_ROWS || self.cells > MAX_CELLS {
                let message = format!("the sheet has more than {MAX_SHEET_ROWS} rows or {MAX_CELLS} cells");
                return Err(self.error("table_too_large", &message));
            }
            let OdsRow { cells, text } = &self.row;
            let raw = cells.iter().map(|cell| {
                let OdsCell { position, kind, text: (from, to), has_formula } = *cell;
                (position, RawCell { kind, text: text.get(from..to).unwrap_or_default(), shared: None, has_formula })
            });
            self.builder.row(RawRow { number: self.number, is_hidden, ..RawRow::default() }, raw, findings)?;
        }
        Ok(())
    }

    fn fault(&self, fault: &WorkbookError) -> Box<TableError> {
        self.error(fault.code(), &fault.to_string())
    }

    fn error(&self, code: &'static str, message: &str) -> Box<TableError> {
        TableError::new(code, self.builder.at_row(self.number + 1), message.to_owned())
    }
}

/// What a sheet has.
enum SheetItem {
    Row { repeats: u64, is_hidden: bool },
    Columns { repeats: usize, is_hidden: bool },
    Skipped,
}
