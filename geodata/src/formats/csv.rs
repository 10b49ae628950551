//! CSV (RFC 4180): a header, then a record for each feature.
//!
//! A spreadsheet takes text that begins with `=`, `+`, `-` or `@` for a formula, and runs it. Such text gets an apostrophe before it;
//! numbers stay as they are.

use std::fmt::Write as _;

use csv_core::{Terminator, WriteResult, Writer, WriterBuilder};
use geo_types::Point;

use super::FeatureWriter;
use super::geojson::position;
use crate::atlas::Atlas;
use crate::crs::{Crs, CrsError, Projection};
use crate::query::{Cell, Collection, Columns};

/// Writes records, cell by cell.
///
/// ```
/// use geodata::formats::CsvRecords;
/// use geodata::query::Cell;
///
/// let (mut records, mut out) = (CsvRecords::default(), Vec::new());
/// records.write(&mut out, [Cell::Text("Osh, city"), Cell::Int(12), Cell::Null, Cell::Text("=1+1")]);
/// assert_eq!(out, b"\"Osh, city\",12,,'=1+1\r\n");
/// ```
#[derive(Debug)]
pub struct CsvRecords {
    writer: Writer,
    /// A cell as text.
    text: String,
}

impl Default for CsvRecords {
    fn default() -> Self {
        Self { writer: WriterBuilder::new().terminator(Terminator::CRLF).build(), text: String::new() }
    }
}

impl CsvRecords {
    /// Adds a record.
    pub fn write<'c>(&mut self, out: &mut Vec<u8>, cells: impl IntoIterator<Item = Cell<'c>>) {
        for (position, cell) in cells.into_iter().enumerate() {
            if position > 0 {
                append(out, 8, |room| self.writer.delimiter(room));
            }
            self.text.clear();
            match cell {
                Cell::Text(text) => {
                    if is_formula(text) {
                        self.text.push('\'');
                    }
                    self.text.push_str(text);
                }
                // Writing to text does not fail.
                Cell::Int(number) => _ = write!(self.text, "{number}"),
                Cell::Float(number) if number.is_finite() => _ = write!(self.text, "{number}"),
                Cell::Null | Cell::Float(_) => {}
                Cell::Bool(yes) => self.text.push_str(if yes { "true" } else { "false" }),
            }
            let text = self.text.as_bytes();
            // Each quotation mark is doubled, and two stand around the text.
            append(out, 2 * text.len() + 8, |room| {
                let (result, _, written) = self.writer.field(text, room);
                (result, written)
            });
        }
        append(out, 8, |room| self.writer.terminator(room));
    }
}

/// Lets `write` write at the end of a buffer, where there is room for what it writes.
fn append(out: &mut Vec<u8>, room: usize, write: impl FnOnce(&mut [u8]) -> (WriteResult, usize)) {
    let begin = out.len();
    out.resize(begin + room, 0);
    let (result, written) = write(&mut out[begin..]);
    debug_assert_eq!(result, WriteResult::InputEmpty);
    out.truncate(begin + written);
}

/// Whether a spreadsheet would take text for a formula. Full-width signs are those of some input methods.
fn is_formula(text: &str) -> bool {
    let begins = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    begins && !is_number(text)
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte)) && text.parse::<f64>().is_ok()
}

/// Features of a collection with their columns. Points have two further columns: `longitude` and `latitude`, or `x` and `y` in another
/// system. Areas and lines are left to other formats.
pub struct CsvWriter<'a> {
    atlas: &'a Atlas,
    collection: Collection,
    columns: &'a Columns<'a>,
    projection: &'a Projection,
    records: CsvRecords,
}

impl<'a> CsvWriter<'a> {
    /// Writes features with these columns, and points in the system of a projection.
    pub fn new(atlas: &'a Atlas, collection: Collection, columns: &'a Columns<'a>, projection: &'a Projection) -> Self {
        Self { atlas, collection, columns, projection, records: CsvRecords::default() }
    }

    fn axes(&self) -> &'static [&'static str] {
        match (self.collection, self.projection.crs()) {
            (Collection::Admin(_) | Collection::InternationalBorders, _) => &[],
            (_, Crs::Crs84) => &["longitude", "latitude"],
            _ => &["x", "y"],
        }
    }
}

impl FeatureWriter for CsvWriter<'_> {
    fn start(&mut self, out: &mut Vec<u8>) {
        let columns = self.columns.columns().iter().map(|column| column.name.as_str());
        self.records.write(out, columns.chain(self.axes().iter().copied()).map(Cell::Text));
    }

    fn row(&mut self, out: &mut Vec<u8>, feature: usize) -> Result<(), CrsError> {
        let point = match position(self.atlas, self.collection, feature) {
            Some(point) if self.projection.crs() != Crs::Crs84 => Some(self.projection.point(point)?),
            other => other,
        };
        let axes = self.axes().len();
        let axes = [point.map(Point::x), point.map(Point::y)].into_iter().take(axes);
        let axes = axes.map(|axis| axis.map_or(Cell::Null, Cell::Float));
        self.records.write(out, self.columns.row(feature).chain(axes));
        Ok(())
    }

    fn end(&mut self, _: &mut Vec<u8>) {}
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn record(cells: &[Cell<'_>]) -> String {
        let (mut records, mut out) = (CsvRecords::default(), Vec::new());
        records.write(&mut out, cells.iter().copied());
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn what_has_a_meaning_in_csv_is_quoted() {
        assert_eq!(
            record(&[Cell::Text("a\"b"), Cell::Text("c,d"), Cell::Text("e\r\nf")]),
            "\"a\"\"b\",\"c,d\",\"e\r\nf\"\r\n"
        );
        assert_eq!(record(&[Cell::Null, Cell::Bool(true), Cell::Float(-0.25)]), ",true,-0.25\r\n");
        assert_eq!(record(&[Cell::Null]), "\"\"\r\n", "a record of one empty cell is no empty line");
    }

    #[test]
    fn no_text_becomes_a_formula() {
        for text in ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "-", "+inf", "－1"] {
            let plain = record(&[Cell::Text(text)]);
            assert!(plain.trim_start_matches('"').starts_with('\''), "{plain:?}");
        }
        for text in ["-12.5", "+3", "1e3", "a=b", "Ош", "x-1"] {
            assert_eq!(record(&[Cell::Text(text)]), format!("{text}\r\n"));
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(cells in prop::collection::vec(any::<String>(), 1..6)) {
            let mut out = Vec::new();
            let mut records = CsvRecords::default();
            for _ in 0..2 {
                records.write(&mut out, cells.iter().map(|cell| Cell::Text(cell)));
            }
            let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(&*out);
            let read: Vec<Vec<String>> = reader
                .records()
                .map(|record| record.expect("a record").iter().map(str::to_owned).collect())
                .collect();
            let guarded: Vec<String> =
                cells.iter().map(|cell| if is_formula(cell) { format!("'{cell}") } else { cell.clone() }).collect();
            prop_assert_eq!(read, vec![guarded.clone(), guarded]);
        }
    }
}
