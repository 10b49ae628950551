//! Tables read from bytes, without a dataset around them.

mod csv;
mod json;
mod limits;
mod workbooks;
mod zipped;

use std::io::Cursor;
use std::path::Path;

use super::super::config::{HeaderRows, LocatedName, TableEnd, TableFormat, TableLayout};
use super::super::report::{Report, Summary};
use super::*;

/// How a table is read.
struct Reading<'a> {
    format: TableFormat,
    wanted: &'a [&'a str],
    sheet: Option<&'a str>,
    header_row: u64,
    delimiter: Option<u8>,
}

const CSV: Reading<'static> =
    Reading { format: TableFormat::Csv, wanted: &[], sheet: None, header_row: 1, delimiter: None };
const XLSX: Reading<'static> = Reading { format: TableFormat::Xlsx, ..CSV };

fn named(name: &str) -> LocatedName {
    LocatedName { name: name.trim().to_owned(), written: name.to_owned(), line: 1 }
}

impl Reading<'_> {
    fn read(&self, content: &[u8]) -> (Option<Table>, Report) {
        let mut findings = Findings::default();
        let layout = TableLayout {
            sheet: self.sheet.map(named),
            records: None,
            header: HeaderRows::Given { first: self.header_row, last: self.header_row },
            delimiter: self.delimiter,
            encoding: None,
            country: None,
            decimal_mark: None,
            end: TableEnd::default(),
            place: None,
            fill_down: Vec::new(),
            keys: Vec::new(),
            watched: None,
        };
        let wanted: Vec<LocatedName> = self.wanted.iter().map(|name| named(name)).collect();
        let wanted: Vec<&LocatedName> = wanted.iter().collect();
        let table = read_content(Cursor::new(content), "t", (self.format, &layout), &wanted, &mut findings);
        if let Some(table) = &table {
            for name in &wanted {
                table.column(name, &mut findings);
            }
        }
        (table, findings.into_report(Summary::default()))
    }

    /// The numbers of the rows and the cells of the wanted columns; there must be no errors.
    fn rows(&self, content: &[u8]) -> Vec<(u64, Vec<Cell>)> {
        let (table, report) = self.read(content);
        assert!(!report.has_errors(), "{report}");
        let table = table.expect("a table");
        let mut none = Findings::default();
        let columns: Vec<Column> =
            self.wanted.iter().map(|name| table.column(&named(name), &mut none).expect("a column")).collect();
        let cells = |row| columns.iter().map(|column| table.cell(row, column)).collect();
        table.rows().map(|row| (table.number(row), cells(row))).collect()
    }

    /// The only error: its code, location and message.
    fn error(&self, content: &[u8]) -> (&'static str, String) {
        let (_, report) = self.read(content);
        assert_eq!(report.summary.errors, 1, "{report}");
        let error = &report.findings.iter().find(|finding| finding.severity == crate::ingest::Severity::Error);
        let error = error.expect("an error");
        (error.code, format!("{}: {}", error.location, error.message))
    }

    /// The codes of all findings, with their locations and messages.
    fn findings(&self, content: &[u8]) -> Vec<(&'static str, String)> {
        let (_, report) = self.read(content);
        let found = report.findings.iter();
        found.map(|finding| (finding.code, format!("{}: {}", finding.location, finding.message))).collect()
    }
}

fn text(text: &str) -> Cell {
    Cell::from_text(text)
}

#[test]
fn a_date_is_the_same_in_every_format() {
    let expected = Cell::Date(dates::moment("2024-07-05"));
    for format in [TableFormat::Xlsx, TableFormat::Ods, TableFormat::Xls, TableFormat::Xlsb] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/datasets/workbooks/sandland");
        let content = std::fs::read(file.with_extension(&format.extension()[1..])).expect("the workbook");
        let reading = Reading { format, wanted: &["returns_2022"], sheet: Some("Faults"), ..CSV };
        let (table, _) = reading.read(&content);
        let table = table.expect("a table");
        let column = table.column(&named("returns_2022"), &mut Findings::default()).expect("the column");
        assert_eq!(table.rows().next().map(|row| table.cell(row, &column)), Some(expected.clone()), "{format:?}");
    }
}

#[test]
fn the_days_of_a_workbook_of_the_macintosh_begin_in_1904() {
    let rows = format!(r#"{}<row r="2"><c r="B2" s="1"><v>43585</v></c></row>"#, zipped::HEADER);
    let workbook = r#"<workbook xmlns:r="x"><workbookPr date1904="1"/><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>"#;
    for (more, day) in [(&[][..], "2019-04-30"), (&[("xl/workbook.xml", workbook.as_bytes())][..], "2023-05-01")] {
        let content = zipped::workbook(&zipped::sheet(&rows), more);
        let cells = Reading { wanted: &["n"], ..XLSX }.rows(&content);
        assert_eq!(cells, [(2, vec![Cell::Date(dates::moment(day))])]);
    }
}
