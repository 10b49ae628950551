//! Small files that would exhaust memory or time: they unpack to much, or claim to.

use super::super::limits::{MAX_CELL_BYTES, MAX_COLUMNS, MAX_DEPTH, MAX_PARTS};
use super::zipped::{HEADER, package, sheet, workbook};
use super::*;

const ID_N: Reading<'static> = Reading { wanted: &["id", "n"], ..XLSX };

/// A sheet whose cells all have the first shared text.
fn sheet_of_shared(rows: usize) -> String {
    let row = |row: usize| {
        format!(r#"<row r="{row}"><c r="A{row}" t="s"><v>0</v></c><c r="B{row}" t="s"><v>0</v></c></row>"#)
    };
    sheet(&(HEADER.to_owned() + &(2..rows + 2).map(row).collect::<Vec<_>>().concat()))
}

#[test]
fn a_shared_string_is_stored_once_and_counted_for_each_cell() {
    let shared = format!("<sst uniqueCount=\"99999999999999\"><si><t>{}</t></si></sst>", "x".repeat(100_000));
    let of_rows = |rows| workbook(&sheet_of_shared(rows), &[("xl/sharedStrings.xml", shared.as_bytes())]);
    let (table, report) = ID_N.read(&of_rows(2000));
    assert!(!report.has_errors(), "{report}");
    let table = table.expect("a table");
    assert_eq!((table.len(), table.store.bytes() < 1 << 17), (2000, true));
    // 10,000 cells of 100,000 bytes are a gigabyte when they are read.
    let message =
        "t, sheet S, row 2686: the columns that are used have more than 512 MiB up to this row; divide the table";
    assert_eq!(ID_N.error(&of_rows(5000)), ("table_too_large", message.to_owned()));
}

#[test]
fn no_text_is_longer_than_a_spreadsheet_allows() {
    let shared = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(300_000));
    let content = workbook(&sheet_of_shared(2), &[("xl/sharedStrings.xml", shared.as_bytes())]);
    let message = "t: the workbook is too large: one text or tag of xl/sharedStrings.xml in it has more than 256 KiB";
    assert_eq!(ID_N.error(&content), ("workbook_too_large", message.to_owned()));
    // In many runs, each of which is short.
    let runs = format!("<sst><si>{}</si></sst>", "<r><t>abcdefgh</t></r>".repeat(MAX_CELL_BYTES / 8 + 1));
    let content = workbook(&sheet_of_shared(2), &[("xl/sharedStrings.xml", runs.as_bytes())]);
    assert_eq!(ID_N.error(&content).0, "workbook_too_large");
}

#[test]
fn an_unterminated_comment_or_tag_is_not_buffered() {
    for begin in ["<!--", "<worksheet a=\"", "<![CDATA[", "<?x ", "<worksheet><sheetData><row><c><v>"] {
        let content = format!("{begin}{}", "<x ".repeat(1 << 17));
        let (code, message) = ID_N.error(&workbook(&content, &[]));
        assert!(["workbook_too_large", "table_unreadable"].contains(&code), "{begin}: {message}");
    }
    let content = format!("<!--{}", "x".repeat(300_000));
    assert_eq!(ID_N.error(&workbook(&content, &[])).0, "workbook_too_large");
}

#[test]
fn nested_elements_have_a_largest_depth() {
    let content = format!("<worksheet>{}", "<a>".repeat(MAX_DEPTH * 10));
    let (code, message) = ID_N.error(&workbook(&content, &[]));
    assert_eq!(code, "table_unreadable");
    assert!(message.contains("100 deep"), "{message}");
}

#[test]
fn a_zip_of_very_many_parts_is_refused() {
    let names: Vec<String> = (0..=MAX_PARTS).map(|number| format!("{number}")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    let message = "t: the workbook is too large: it has more than 10000 parts";
    assert_eq!(ID_N.error(&package(&parts)), ("workbook_too_large", message.to_owned()));
}

#[test]
fn a_cell_at_the_end_of_the_sheet_costs_nothing() {
    let rows = format!(
        r#"{HEADER}<row r="2"><c r="A2"><v>1</v></c><c r="XFD2"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#
    );
    assert_eq!(ID_N.rows(&workbook(&sheet(&rows), &[])).len(), 1);
}

#[test]
fn a_csv_with_only_commas_is_refused_or_empty() {
    let reading = Reading { wanted: &["id"], ..CSV };
    let message = format!("t, row 1: the row has more than {MAX_COLUMNS} columns, the most that a spreadsheet has");
    assert_eq!(reading.error(",".repeat(1 << 20).as_bytes()), ("too_many_columns", message));
    let commas = format!("id,n\n{}", ",\n".repeat(100_000));
    assert_eq!(reading.error(commas.as_bytes()).0, "table_empty");
}

#[test]
fn an_unterminated_row_is_not_buffered() {
    let reading = Reading { wanted: &["id"], ..CSV };
    let long = "x".repeat((16 << 20) + 1);
    assert_eq!(reading.error(long.as_bytes()), ("row_too_long", "t, row 1: the row has more than 16 MiB".to_owned()));
    let long = format!("id\n\"{long}");
    assert_eq!(reading.error(long.as_bytes()).0, "quote_not_closed");
}

#[test]
fn requested_cells_have_a_largest_length_and_others_none() {
    let content = format!("id,outline\n1,{}\n", "x".repeat(MAX_CELL_BYTES + 1));
    assert_eq!(Reading { wanted: &["id"], ..CSV }.rows(content.as_bytes()).len(), 1);
    let message = "t, row 2, column outline: the cell has more than 128 KiB; no spreadsheet allows so much";
    let used = Reading { wanted: &["id", "outline"], ..CSV }.error(content.as_bytes());
    assert_eq!(used, ("cell_too_long", message.to_owned()));
}

#[test]
fn columns_that_are_not_requested_are_not_stored() {
    let rows: Vec<String> = (0..10_000).map(|row| format!("{row},{}\n", "y".repeat(200))).collect();
    let (table, _) = Reading { wanted: &["id"], ..CSV }.read(format!("id,more\n{}", rows.concat()).as_bytes());
    assert!(table.expect("a table").store.bytes() < 200_000);
}
