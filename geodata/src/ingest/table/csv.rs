//! CSV: UTF-8, with or without byte order mark, separated by comma, semicolon or tab.

use super::super::report::Location;
use super::super::text::line_after;
use super::{Cell, RawRows, Row, TableError};

/// All rows of a CSV, numbered as a spreadsheet numbers them: a line break inside quotes starts no new row, a blank line
/// is a row.
pub(super) fn rows(file: &str, content: &[u8]) -> Result<RawRows, Box<TableError>> {
    let text = utf8(file, content)?;
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let mut record = ::csv::StringRecord::new();
    let (mut rows, mut number, mut start) = (Vec::new(), 0_u64, 0_usize);
    loop {
        let more = reader.read_record(&mut record).map_err(|error| {
            let location = Location { row: Some(number + 1), ..Location::file(file) };
            Box::new(TableError {
                code: "table_unreadable",
                location,
                message: format!("cannot be read as CSV: {error}"),
            })
        })?;
        if !more {
            break;
        }
        let mut end = usize::try_from(reader.position().byte()).unwrap_or(text.len()).min(text.len());
        // The reader stops between the two halves of a Windows line end.
        if text.as_bytes()[..end].ends_with(b"\r") && text.as_bytes()[end..].starts_with(b"\n") {
            end += 1;
        }
        let raw = text.get(start..end).unwrap_or_default();
        start = end;
        let content = raw.trim_start_matches(['\r', '\n']);
        number += 1 + breaks(&raw[..raw.len() - content.len()]);
        // The reader forgives a quote that is never closed and swallows all rows after it.
        if content.matches('"').count() % 2 == 1 {
            return Err(Box::new(TableError {
                code: "quote_not_closed",
                location: Location { row: Some(number), ..Location::file(file) },
                message:
                    "a quotation mark in this row has no partner; close it, or double it where it belongs to the text"
                        .to_owned(),
            }));
        }
        rows.push(Row { number, cells: record.iter().map(Cell::from_text).collect() });
    }
    Ok(RawRows { sheet: None, rows, letters: false })
}

fn breaks(text: &str) -> u64 {
    text.replace("\r\n", "\n").len() as u64
}

fn utf8<'a>(file: &str, content: &'a [u8]) -> Result<&'a str, Box<TableError>> {
    let error = |row, message: &str| {
        Box::new(TableError {
            code: "not_utf8",
            location: Location { row, ..Location::file(file) },
            message: message.to_owned(),
        })
    };
    if content.starts_with(&[0xff, 0xfe]) || content.starts_with(&[0xfe, 0xff]) {
        return Err(error(None, "the file is in UTF-16; save it as CSV UTF-8"));
    }
    match std::str::from_utf8(content) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(invalid) => {
            let before = &content[..invalid.valid_up_to()];
            Err(error(Some(line_after(before) as u64), "the text is not UTF-8; save the file as CSV UTF-8"))
        }
    }
}

/// The separator that stands most often in the first line outside quotes. Ties go to the comma.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in first.bytes() {
        quoted ^= byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(separator, _)| *separator == byte && !quoted) {
            *count += 1;
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(separator, _)| separator)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(content: &str) -> Vec<(u64, Vec<Cell>)> {
        match rows("a.csv", content.as_bytes()) {
            Ok(raw) => raw.rows.into_iter().map(|row| (row.number, row.cells)).collect(),
            Err(error) => panic!("{}", error.message),
        }
    }

    fn text(text: &str) -> Cell {
        Cell::from_text(text)
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_back(cells in prop::collection::vec(("[a-z,;\"\n]{1,6}", "[0-9\"\t ]{0,4}"), 1..8)) {
            let mut writer = ::csv::Writer::from_writer(Vec::new());
            writer.write_record(["a", "b"]).expect("written");
            for (first, second) in &cells {
                writer.write_record([first, second]).expect("written");
            }
            let written = String::from_utf8(writer.into_inner().expect("written")).expect("text");
            let expected: Vec<(u64, Vec<Cell>)> =
                cells.iter().zip(2..).map(|((first, second), row)| (row, vec![text(first), text(second)])).collect();
            prop_assert_eq!(&read(&written)[1..], expected.as_slice());
        }
    }

    #[test]
    fn comma_semicolon_and_tab_are_told_apart() {
        for separator in [",", ";", "\t"] {
            let rows = read(&format!("id{separator}\"name, or; so\"\n1{separator}x\n"));
            assert_eq!(rows[1], (2, vec![text("1"), text("x")]), "{separator:?}");
        }
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_does() {
        let rows = read("\u{feff}id,name\r\n1,\"two\r\nlines\"\r\n\r\n\r\n2,x\r\n3,y");
        let numbers: Vec<u64> = rows.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [1, 2, 5, 6]);
        assert_eq!(rows[0].1[0], text("id"));
    }

    #[test]
    fn an_open_quote_does_not_swallow_the_rest() {
        let error = rows("a.csv", b"id,name\n1,x\n2,\"open\n3,y\n4,z\n").err().expect("an error");
        assert_eq!((error.code, error.location.row), ("quote_not_closed", Some(3)));
    }

    #[test]
    fn text_in_another_encoding_is_refused_with_its_row() {
        let error = rows("a.csv", b"id,name\n1,x\n2,\xce\xf8\n").err().expect("an error");
        assert_eq!((error.code, error.location.row), ("not_utf8", Some(3)));
        assert!(rows("a.csv", &[0xff, 0xfe, 0x69, 0]).err().expect("an error").message.contains("UTF-16"));
    }
}
