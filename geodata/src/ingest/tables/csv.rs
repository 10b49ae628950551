//! CSV: text in any encoding, separated by comma, semicolon, tab or vertical bar.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use encoding_rs::{Encoding, UTF_8};
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

use super::super::folder::bytes;
use super::super::report::{Findings, Location};
use super::super::text::trimmed;
use super::builder::TableBuilder;
use super::column_letter::whole_column;
use super::error::TableError;
use super::limits::{MAX_COLUMNS, MAX_ROW_BYTES};
use super::preamble::Preamble;
use super::raw::{RawCell, RawRow};
use super::source::TableSource;
use super::store::{CellKind, StringTable};
use super::text_encoding::{EncodingOrigin, TextEncoding};

/// The delimiters that are detected. Of two that fit equally well, the first wins.
pub(super) const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The content of a CSV file.
pub(super) struct CsvSource<R>(pub(super) R);

impl<R: Read + Seek> TableSource for CsvSource<R> {
    fn sheets(&mut self, _: &str) -> Result<Vec<(String, bool)>, Box<TableError>> {
        Ok(Vec::new())
    }

    fn read_rows(
        &mut self,
        builder: &mut TableBuilder<'_>,
        findings: &mut Findings,
    ) -> Result<StringTable, Box<TableError>> {
        let file = builder.file;
        let encoding = TextEncoding::of(&mut self.0, builder.layout).map_err(|error| unreadable(file, None, &error))?;
        report_encoding(encoding, builder, findings);
        let encoding = encoding.encoding;
        let delimiter = if let Some(delimiter) = builder.layout.delimiter {
            delimiter
        } else {
            let delimiter = detect_delimiter(&mut self.0, builder, encoding)?;
            report_delimiter(delimiter, file, findings);
            delimiter
        };
        let mut records = Records::new(&mut self.0, file, delimiter, encoding)?;
        while let Some(record) = records.next()? {
            let cells = record.cells().enumerate();
            builder.row(record.row(), cells, findings)?;
        }
        Ok(StringTable::default())
    }
}

/// Says by which delimiter the cells are separated, if that is not a comma.
fn report_delimiter(delimiter: u8, file: &str, findings: &mut Findings) {
    let name = match delimiter {
        b',' => return,
        b'\t' => "tab".to_owned(),
        other => format!("`{}`", char::from(other)),
    };
    let message = format!("the cells are separated by {name}, which fits the header best");
    findings.note_once("delimiter_found", Location::file(file), message);
}

/// Says in which encoding the text is read, if that is not UTF-8.
fn report_encoding(found: TextEncoding, builder: &TableBuilder<'_>, findings: &mut Findings) {
    let (name, at) = (found.encoding.name().to_lowercase(), Location::file(builder.file));
    match found.origin {
        EncodingOrigin::Sure => {}
        EncodingOrigin::Marked => findings.note_once("encoding_found", at, format!("the text is read as {name}")),
        EncodingOrigin::Guessed => {
            let message = format!(
                "the text is not UTF-8: it is read as {name}, which is most probable. Say `encoding = \"{name}\"` in dataset.toml if names are right, or the right one"
            );
            findings.warning("encoding_guessed", at, message);
        }
    }
}

/// Detects the delimiter: the one with which the header has most of the requested columns, and of several such the one that
/// occurs most often. Lines above the header are titles, whose commas mean nothing. The first with which several names are all there is taken at once.
fn detect_delimiter(
    content: &mut (impl Read + Seek),
    builder: &TableBuilder<'_>,
    encoding: &'static Encoding,
) -> Result<u8, Box<TableError>> {
    let names = builder.wanted.iter().map(|wanted| wanted.name.as_str());
    let names: BTreeSet<&str> = names.filter(|name| whole_column(name).is_none()).collect();
    let mut best = (b',', (0, 0));
    for delimiter in DELIMITERS {
        let mut records = Records::new(&mut *content, builder.file, delimiter, encoding)?;
        let mut preamble = Preamble::default();
        let (mut width, mut is_readable) = (0, true);
        loop {
            match records.next() {
                Ok(Some(record)) => {
                    width = record.width().max(width);
                    if preamble.add(record.row(), record.cells().enumerate(), builder.layout.header) {
                        break;
                    }
                }
                Ok(None) => break,
                // The error is reported when the file is read: too many columns, for example.
                Err(_) => {
                    is_readable = !preamble.rows.is_empty();
                    break;
                }
            }
        }
        let fit = match builder.choose_header(&preamble) {
            _ if !is_readable => (0, MAX_COLUMNS),
            // No other delimiter takes these names apart. A letter is no such name: it is a column with any delimiter.
            Some(chosen) if names.len() > 1 && chosen.has_all(builder.wanted) => return Ok(delimiter),
            Some(chosen) => (chosen.matches, chosen.headers.len()),
            None => (0, width),
        };
        if fit > best.1 {
            best = (delimiter, fit);
        }
    }
    Ok(best.0)
}

/// Reads the records of a file one by one, numbered as in a spreadsheet: a line break inside quotes starts no new row, and a
/// blank line is a row. The length of a record is limited while it is read, since a file can be one line.
struct Records<'a, R> {
    input: BufReader<DecodeReaderBytes<R, Vec<u8>>>,
    core: Reader,
    delimiter: u8,
    file: &'a str,
    fields: Vec<u8>,
    ends: Vec<usize>,
    /// The number of the last record.
    number: u64,
    /// The last record ended between `\r` and `\n`.
    is_after_return: bool,
}

/// One record.
struct Record<'a> {
    number: u64,
    /// There is text behind a closing quotation mark. The parser accepts it as part of the cell, but it usually means that a quotation
    /// mark is not doubled or not closed, which merges several rows into one.
    has_text_behind_quote: bool,
    fields: &'a str,
    ends: &'a [usize],
}

/// The quoting state after a byte of a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum QuoteState {
    /// Before the first byte of the cell.
    Before,
    /// In an unquoted cell, where quotation marks are text.
    Without,
    Inside,
    /// After a closing quotation mark, or between two that escape one.
    Closed,
    /// In white space after the closing quotation mark.
    Blank,
    /// In text after the closing quotation mark.
    Text,
}

impl QuoteState {
    fn next(self, byte: u8, delimiter: u8) -> Self {
        match (self, byte) {
            (Self::Inside, b'"') => Self::Closed,
            (Self::Before | Self::Closed, b'"') | (Self::Inside, _) => Self::Inside,
            (_, b'\n' | b'\r') => Self::Before,
            (_, byte) if byte == delimiter => Self::Before,
            (Self::Before | Self::Without, _) => Self::Without,
            (Self::Closed | Self::Blank, b' ' | b'\t') => Self::Blank,
            (Self::Closed | Self::Blank | Self::Text, _) => Self::Text,
        }
    }
}

impl<'a> Record<'a> {
    fn width(&self) -> usize {
        self.ends.len()
    }

    fn row(&self) -> RawRow {
        let &Self { number, has_text_behind_quote, .. } = self;
        RawRow { number, width: Some(self.width()), is_hidden: false, has_text_behind_quote }
    }

    fn cells(&self) -> impl Iterator<Item = RawCell<'a>> {
        let (fields, mut start) = (self.fields, 0);
        self.ends.iter().map(move |end| {
            let text = fields.get(start..*end).unwrap_or_default();
            start = *end;
            let kind = if trimmed(text).is_empty() { CellKind::Empty } else { CellKind::Text };
            RawCell { kind, text, ..RawCell::default() }
        })
    }
}

impl<'a, R: Read + Seek> Records<'a, R> {
    /// Starts at the beginning of the file.
    fn new(mut content: R, file: &'a str, delimiter: u8, encoding: &'static Encoding) -> Result<Self, Box<TableError>> {
        let unreadable = |error| unreadable(file, None, &error);
        content.seek(SeekFrom::Start(0)).map_err(unreadable)?;
        // UTF-8 is not decoded: what is malformed is left as it is, and reported with its row.
        let decoded = DecodeReaderBytesBuilder::new()
            .encoding(Some(encoding).filter(|encoding| *encoding != UTF_8))
            .utf8_passthru(true)
            .strip_bom(true)
            .bom_override(true)
            .build_with_buffer(content, vec![0; 1 << 13])
            .map_err(unreadable)?;
        let input = BufReader::with_capacity(1 << 16, decoded);
        Ok(Self {
            input,
            core: ReaderBuilder::new().delimiter(delimiter).build(),
            delimiter,
            file,
            fields: vec![0; 1 << 12],
            ends: vec![0; 1 << 8],
            number: 0,
            is_after_return: false,
        })
    }

    fn next(&mut self) -> Result<Option<Record<'_>>, Box<TableError>> {
        let (mut length, mut count) = (0, 0);
        let (mut blank_lines, mut has_begun) = (0_u64, false);
        let (mut quoting, mut has_text_behind_quote) = (QuoteState::Before, false);
        loop {
            let input = self.input.fill_buf().map_err(|error| unreadable(self.file, Some(self.number + 1), &error))?;
            let (result, taken, written, ended) =
                self.core.read_record(input, &mut self.fields[length..], &mut self.ends[count..]);
            for byte in &input[..taken] {
                match byte {
                    b'\n' if !has_begun && self.is_after_return => self.is_after_return = false,
                    b'\n' | b'\r' if !has_begun => {
                        blank_lines += 1;
                        self.is_after_return = *byte == b'\r';
                    }
                    _ => {
                        has_begun = true;
                        quoting = quoting.next(*byte, self.delimiter);
                        has_text_behind_quote |= quoting == QuoteState::Text;
                    }
                }
            }
            let ends_with_return = taken.checked_sub(1).is_some_and(|last| input[last] == b'\r');
            self.input.consume(taken);
            (length, count) = (length + written, count + ended);
            let number = self.number + 1 + blank_lines;
            let at = || Location { row: Some(number), ..Location::file(self.file) };
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.fields.len() < MAX_ROW_BYTES => {
                    self.fields.resize((self.fields.len() * 2).min(MAX_ROW_BYTES), 0);
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() < MAX_COLUMNS => {
                    self.ends.resize((self.ends.len() * 2).min(MAX_COLUMNS), 0);
                }
                // An unclosed quotation mark swallows all rows after it.
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull | ReadRecordResult::Record
                    if quoting == QuoteState::Inside =>
                {
                    let message = "a quotation mark in this row has no partner; close it, or double it where it belongs to the text";
                    return Err(TableError::new("quote_not_closed", at(), message.to_owned()));
                }
                ReadRecordResult::OutputFull => {
                    let message = format!("the row has more than {}", bytes(MAX_ROW_BYTES as u64));
                    return Err(TableError::new("row_too_long", at(), message));
                }
                ReadRecordResult::OutputEndsFull => {
                    let message =
                        format!("the row has more than {MAX_COLUMNS} columns, the most that a spreadsheet has");
                    return Err(TableError::new("too_many_columns", at(), message));
                }
                ReadRecordResult::Record => {
                    (self.number, self.is_after_return) = (number, ends_with_return);
                    break;
                }
                ReadRecordResult::End => return Ok(None),
            }
        }
        let at = || Location { row: Some(self.number), ..Location::file(self.file) };
        let Ok(fields) = std::str::from_utf8(&self.fields[..length]) else {
            return Err(TableError::new(
                "not_utf8",
                at(),
                "the text is not UTF-8; save the file as CSV UTF-8".to_owned(),
            ));
        };
        if fields.contains('\0') {
            let message = "the text has zero bytes: the file is damaged, or in an encoding that `encoding` in dataset.toml has to say";
            return Err(TableError::new("not_utf8", at(), message.to_owned()));
        }
        Ok(Some(Record { number: self.number, has_text_behind_quote, fields, ends: &self.ends[..count] }))
    }
}

fn unreadable(file: &str, row: Option<u64>, error: &std::io::Error) -> Box<TableError> {
    let location = Location { row, ..Location::file(file) };
    TableError::new("table_unreadable", location, format!("cannot be read as CSV: {error}"))
}
