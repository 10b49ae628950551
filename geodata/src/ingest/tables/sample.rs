//! The first rows of a sheet as they are: for whoever has to find out what a table is.
//!
//! Nothing is known of the table yet, not even which columns are wanted, so that a sample keeps all cells of some rows. A large file is not read
//! to its end.

use std::io::{Read, Seek};

use super::super::config::{DataFile, HeaderRows, LocatedName, TableEnd, TableFormat, TableLayout};
use super::super::folder::FileError;
use super::super::report::Findings;
use super::builder::{SAMPLE_COMPLETE, TableBuilder};
use super::cell::Cell;
use super::column_letter::whole_column_name;
use super::content::{max_bytes, source_of};
use super::csv::DELIMITERS;
use super::error::TableError;
use super::preamble::Preamble;
use super::store::cell;
use super::text_encoding::{EncodingOrigin, TextEncoding};

/// Rows by which the delimiter of a CSV is found.
const DELIMITER_ROWS: usize = 100;

/// Some rows of a sheet.
#[derive(Debug)]
pub(in crate::ingest) struct Sample {
    preamble: Preamble,
    /// The delimiter of a CSV.
    pub(in crate::ingest) delimiter: Option<char>,
    /// The encoding of a CSV, if it is not UTF-8, and whether it is only the most probable one.
    pub(in crate::ingest) encoding: Option<(&'static str, bool)>,
    /// Whether these are all rows of the sheet.
    pub(in crate::ingest) is_whole: bool,
}

/// A column of a sample under its header.
#[derive(Clone, Debug)]
pub(in crate::ingest) struct SampleHeader {
    /// From 0.
    pub(in crate::ingest) position: usize,
    /// What the header says, of all its rows; empty where it says nothing.
    pub(in crate::ingest) title: String,
    /// The name by which `dataset.toml` finds this column and no other.
    pub(in crate::ingest) name: String,
    /// Its HXL tag.
    pub(in crate::ingest) tag: Option<String>,
}

/// The sheets of a workbook, each with whether it is hidden; a CSV has none. The error is a message.
pub(in crate::ingest) fn sheets(file: &DataFile, format: TableFormat) -> Result<Vec<(String, bool)>, String> {
    let content = file.open(max_bytes(format)).map_err(|error| error.to_string())?;
    source_of(format, content).sheets(&file.display_name).map_err(|error| error.message)
}

impl Sample {
    /// Reads the first rows of a sheet. The error is a message.
    pub(in crate::ingest) fn read(
        file: &DataFile,
        format: TableFormat,
        sheet: Option<&str>,
        country: Option<&str>,
        rows: usize,
    ) -> Result<Self, String> {
        let mut layout = TableLayout {
            sheet: sheet.map(|name| LocatedName { name: name.to_owned(), written: name.to_owned(), line: 0 }),
            header: HeaderRows::Found,
            delimiter: None,
            encoding: None,
            country: country.map(str::to_lowercase),
            records: None,
            decimal_mark: None,
            end: TableEnd::default(),
            place: None,
            fill_down: Vec::new(),
            keys: Vec::new(),
            watched: None,
        };
        let open = || file.open(max_bytes(format)).map_err(|error: FileError| error.to_string());
        let mut sample = Self { preamble: Preamble::default(), delimiter: None, encoding: None, is_whole: true };
        if format == TableFormat::Csv {
            let found = TextEncoding::of(&mut open()?, &layout).map_err(|error| error.to_string())?;
            layout.encoding = Some(found.encoding);
            let name = || found.encoding.name();
            sample.encoding =
                (found.origin != EncodingOrigin::Sure).then(|| (name(), found.origin == EncodingOrigin::Guessed));
            let delimiter = find_delimiter(|| open().ok(), &file.display_name, &layout);
            layout.delimiter = Some(delimiter);
            sample.delimiter = Some(char::from(delimiter));
        }
        (sample.preamble, sample.is_whole) =
            read_rows(open()?, &file.display_name, (format, &layout), rows).map_err(|error| {
                match error.location.row {
                    Some(row) => format!("row {row}: {}", error.message),
                    None => error.message,
                }
            })?;
        Ok(sample)
    }

    /// The rows that are not blank: the number of each, and its cells by position.
    pub(in crate::ingest) fn rows(&self) -> impl Iterator<Item = (u64, Vec<(usize, Cell)>)> {
        let rows = self.preamble.rows.iter().map(|row| {
            let cells = row.cells().map(|(position, raw)| (position, cell(raw.kind, raw.text)));
            (row.row.number, cells.filter(|(_, cell)| *cell != Cell::Empty).collect::<Vec<_>>())
        });
        rows.filter(|(_, cells)| !cells.is_empty())
    }

    /// The columns under a header of some rows, and the row with HXL tags below it.
    pub(in crate::ingest) fn headers(&self, first: u64, last: u64, width: usize) -> (Vec<SampleHeader>, Option<u64>) {
        let Some(mut chosen) = self.preamble.choose(HeaderRows::Given { first, last }, &[], None) else {
            return (Vec::new(), None);
        };
        chosen.headers.widen(width);
        let headers = (0..chosen.headers.len()).map(|position| {
            let title = chosen.headers.name(position).to_owned();
            let name = Some(chosen.headers.written(position)).filter(|name| chosen.headers.is_name_of(name, position));
            SampleHeader {
                position,
                name: name.map_or_else(|| whole_column_name(position), str::to_owned),
                tag: chosen.headers.tag(position).map(ToString::to_string),
                title,
            }
        });
        (headers.collect(), chosen.tags)
    }
}

/// Reads rows up to a number; also whether these are all.
fn read_rows(
    content: impl Read + Seek,
    file: &str,
    (format, layout): (TableFormat, &TableLayout),
    rows: usize,
) -> Result<(Preamble, bool), Box<TableError>> {
    let mut builder = TableBuilder::sampling(file, layout, rows);
    // What is worth a note is found again when the table is read.
    let read = source_of(format, content).read_rows(&mut builder, &mut Findings::default());
    match read {
        Ok(_) => Ok((builder.into_sample(), true)),
        Err(end) if end.code == SAMPLE_COMPLETE => Ok((builder.into_sample(), false)),
        Err(error) => Err(error),
    }
}

/// The delimiter under which most rows have the same number of cells; of several such, the one with most cells.
fn find_delimiter<C: Read + Seek>(open: impl Fn() -> Option<C>, file: &str, layout: &TableLayout) -> u8 {
    let mut best = (DELIMITERS[0], (0, 0));
    for delimiter in DELIMITERS {
        let layout = TableLayout { delimiter: Some(delimiter), ..layout.clone() };
        let Some(Ok((preamble, _))) =
            open().map(|content| read_rows(content, file, (TableFormat::Csv, &layout), DELIMITER_ROWS))
        else {
            continue;
        };
        let widths: Vec<usize> = preamble.rows.iter().filter_map(|row| row.row.width).filter(|w| *w > 1).collect();
        let alike = |width: usize| widths.iter().filter(|other| **other == width).count();
        let fit = widths.iter().map(|width| (alike(*width), *width)).max().unwrap_or_default();
        if fit > best.1 {
            best = (delimiter, fit);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::super::folder::Folder;
    use super::*;

    fn sample(content: &[u8], rows: usize) -> Sample {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("a.csv"), content).expect("written");
        let folder = Arc::new(Folder::open(folder.path()).expect("opened"));
        let file = DataFile { display_name: "a.csv".to_owned(), folder };
        Sample::read(&file, TableFormat::Csv, None, None, rows).expect("read")
    }

    #[test]
    fn a_sample_ends_after_some_rows_and_says_so() {
        let whole = sample(b"id,n\na,1\nb,2\n", 10);
        assert!(whole.is_whole);
        assert_eq!(whole.rows().count(), 3);
        let cut = sample(b"id,n\na,1\nb,2\n", 2);
        assert_eq!((cut.is_whole, cut.rows().count()), (false, 2));
    }

    #[test]
    fn the_delimiter_is_that_of_most_rows_and_not_that_of_a_title() {
        let found =
            sample("Round 3, April, 2024, Kyrgyzstan, all districts\nid;name;n\na;A, b;1,5\nb;B;2,5\n".as_bytes(), 10);
        assert_eq!(found.delimiter, Some(';'));
    }

    #[test]
    fn each_column_has_a_name_that_finds_it_alone() {
        let found = sample(b"id,n,n,\n#adm2+code,#affected,,\na,1,2,3\n", 10);
        let (headers, tags) = found.headers(1, 1, 4);
        let names: Vec<&str> = headers.iter().map(|header| header.name.as_str()).collect();
        assert_eq!((names, tags), (vec!["id", "B:B", "C:C", "D:D"], Some(2)));
        assert_eq!(headers[0].tag.as_deref(), Some("#adm2+code"));
    }
}
