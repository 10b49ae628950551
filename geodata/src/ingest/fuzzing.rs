//! Entry points for fuzzers: readers of single files from bytes, without a dataset.

use std::io::Cursor;

use super::config::{HeaderRows, LocatedName, TableEnd, TableFormat, TableLayout};
use super::report::{Findings, Report, Summary};
use super::tables::{self, Cell};

/// Reads a CSV as any table with the columns `id` and `n` would be.
pub fn read_csv(content: &[u8]) -> Report {
    read_table(TableFormat::Csv, content)
}

/// Reads a workbook as any table with the columns `id` and `n` would be.
pub fn read_xlsx(content: &[u8]) -> Report {
    read_table(TableFormat::Xlsx, content)
}

/// Reads JSON as any table with the columns `id` and `n` would be.
pub fn read_json(content: &[u8]) -> Report {
    read_table(TableFormat::Json, content)
}

fn read_table(format: TableFormat, content: &[u8]) -> Report {
    let mut findings = Findings::default();
    let wanted = ["id", "n"].map(|name| LocatedName { name: name.to_owned(), written: name.to_owned(), line: 1 });
    // Records are counted from 1, and their fields stand before them.
    let header = if format == TableFormat::Json { HeaderRows::Given { first: 0, last: 0 } } else { HeaderRows::Found };
    let layout = TableLayout {
        sheet: None,
        records: None,
        header,
        delimiter: None,
        encoding: None,
        country: None,
        decimal_mark: None,
        end: TableEnd::default(),
        place: None,
        fill_down: Vec::new(),
        keys: Vec::new(),
        watched: None,
    };
    let table =
        tables::read_content(Cursor::new(content), "table", (format, &layout), &wanted.each_ref(), &mut findings);
    if let Some(table) = table {
        for column in wanted.iter().filter_map(|name| table.column(name, &mut findings)).collect::<Vec<_>>() {
            for row in table.rows() {
                // The errors of each kind of reading are in the report.
                let _ = table.value(row, &column, &mut findings, Cell::key);
                let _ = table.value(row, &column, &mut findings, Cell::yes_or_no);
                let _ = table.value(row, &column, &mut findings, Cell::degrees);
                let _ = table.count(row, &column, &mut findings);
                let _ = table.decimal(row, &column, &mut findings);
            }
        }
    }
    findings.into_report(Summary::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_reported_like_a_file() {
        assert_eq!(read_csv(b"id,n\nC1,12\n").summary.errors, 5);
        assert_eq!(read_xlsx(b"PK").findings[0].code, "table_unreadable");
    }
}
