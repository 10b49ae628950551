use proptest::prelude::*;

use super::*;

fn read(content: &str) -> Vec<(u64, Vec<Cell>)> {
    Reading { wanted: &["id", "name"], ..CSV }.rows(content.as_bytes())
}

proptest! {
    #[test]
    fn written_rows_are_read_back(cells in prop::collection::vec(("[a-z,;\"\n]{1,6}", "[0-9\"\t ]{0,4}"), 1..8)) {
        let mut writer = ::csv::Writer::from_writer(Vec::new());
        writer.write_record(["id", "name"]).expect("written");
        for (first, second) in &cells {
            writer.write_record([first, second]).expect("written");
        }
        let written = String::from_utf8(writer.into_inner().expect("written")).expect("text");
        let rows = cells.iter().zip(2..).map(|((first, second), row)| (row, vec![text(first), text(second)]));
        let expected: Vec<_> = rows.filter(|(_, cells)| cells.iter().any(|cell| *cell != Cell::Empty)).collect();
        if !expected.is_empty() {
            prop_assert_eq!(read(&written), expected);
        }
    }

    #[test]
    fn no_content_causes_a_panic(content in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Reading { wanted: &["id"], ..CSV }.read(&content);
    }
}

#[test]
fn comma_semicolon_tab_and_bar_are_detected() {
    for separator in [",", ";", "\t", "|"] {
        let rows = Reading { wanted: &["id", "name, or; so | more"], ..CSV }
            .rows(format!("id{separator}\"name, or; so | more\"\n1{separator}x\n").as_bytes());
        assert_eq!(rows, [(2, vec![text("1"), text("x")])], "{separator:?}");
    }
}

#[test]
fn the_delimiter_is_that_of_the_header_and_not_of_a_title() {
    let content = "Return migrants, by community, 2023\nid;name\n1;x\n";
    let rows = Reading { wanted: &["id", "name"], header_row: 2, ..CSV }.rows(content.as_bytes());
    assert_eq!(rows, [(3, vec![text("1"), text("x")])]);
    // A title with a line break in quotes is one row.
    let content = "\"Return migrants,\nby community\"\n\nid;name\n1;x\n";
    let rows = Reading { wanted: &["id", "name"], header_row: 3, ..CSV }.rows(content.as_bytes());
    assert_eq!(rows, [(4, vec![text("1"), text("x")])]);
    // Headers with more commas than there are semicolons.
    let content = "id;Men, women, all;Men, women\n1;2;3\n";
    let rows = Reading { wanted: &["id", "Men, women"], ..CSV }.rows(content.as_bytes());
    assert_eq!(rows, [(2, vec![text("1"), text("3")])]);
}

#[test]
fn a_delimiter_that_is_given_is_not_guessed() {
    let content = "id;a,name\n1;b,x\n";
    let rows = Reading { wanted: &["id;a", "name"], delimiter: Some(b','), ..CSV }.rows(content.as_bytes());
    assert_eq!(rows, [(2, vec![text("1;b"), text("x")])]);
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_does() {
    let rows = read("\u{feff}id,name\r\n1,\"two\r\nlines\"\r\n\r\n\r\n2,x\r\n3,y");
    let numbers: Vec<u64> = rows.iter().map(|(number, _)| *number).collect();
    assert_eq!(numbers, [2, 5, 6]);
}

#[test]
fn rows_are_numbered_whatever_ends_a_line() {
    for end in ["\n", "\r\n", "\r"] {
        let content = format!("{end}{end}id,name{end}{end}1,x{end}2,y{end}{end}{end}3,z{end}");
        let rows = Reading { wanted: &["id"], header_row: 3, ..CSV }.rows(content.as_bytes());
        let numbers: Vec<u64> = rows.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [5, 6, 9], "{end:?}");
    }
}

#[test]
fn an_unclosed_quotation_mark_is_an_error() {
    let (code, at) = Reading { wanted: &["id"], ..CSV }.error(b"id,name\n1,x\n2,\"open\n3,y\n4,z\n");
    assert_eq!(code, "quote_not_closed");
    assert!(at.starts_with("t, row 3: "), "{at}");
}

#[test]
fn an_unescaped_quotation_mark_does_not_merge_two_rows() {
    let reading = Reading { wanted: &["id", "n"], ..CSV };
    // The parser reads the cell `abc,5⏎2,def`, and 6 as `n` of the first row.
    for content in ["id,note,n\n1,\"abc,5\n2,\"def,6\n", "id,note,n\n1,\"abc\" x,5\n", "id,n,note\n1,5,\"a\" \"b\"\n"] {
        let (code, at) = reading.error(content.as_bytes());
        assert_eq!(code, "text_behind_quote", "{content}");
        assert!(at.starts_with("t, row 2: "), "{at}");
    }
    let content = "\"Title\" of the table,,\nid,note,n\n1,5\" pipe,2\n2,\"a \"\"b\"\"\" ,3\n3,\"\",4\n";
    let rows = Reading { wanted: &["note", "n"], header_row: 2, ..CSV }.rows(content.as_bytes());
    let cells: Vec<Vec<Cell>> = rows.into_iter().map(|(_, cells)| cells).collect();
    assert_eq!(cells, [[text("5\" pipe"), text("2")], [text("a \"b\""), text("3")], [Cell::Empty, text("4")]]);
}

#[test]
fn text_is_read_in_the_encoding_that_it_is_in() {
    let reading = Reading { wanted: &["id", "место"], ..CSV };
    let content = "id;место;n\n1;Жалал-Абад;2\n2;Ысык-Кол;3\n3;Нарын;4\n4;Баткен и Талас;5\n";
    let utf16 = |bytes: fn(u16) -> [u8; 2], text: &str| -> Vec<u8> { text.encode_utf16().flat_map(bytes).collect() };
    let in_code_page = |encoding: &'static encoding_rs::Encoding| encoding.encode(content).0.into_owned();
    for (encoded, said) in [
        (content.as_bytes().to_vec(), None),
        (format!("\u{feff}{content}").into_bytes(), None),
        (
            utf16(u16::to_le_bytes, &format!("\u{feff}{content}")),
            Some("note encoding_found: the text is read as utf-16le"),
        ),
        (
            utf16(u16::to_be_bytes, &format!("\u{feff}{content}")),
            Some("note encoding_found: the text is read as utf-16be"),
        ),
        (utf16(u16::to_le_bytes, content), Some("note encoding_found: the text is read as utf-16le")),
        (
            in_code_page(encoding_rs::WINDOWS_1251),
            Some(
                "warning encoding_guessed: the text is not UTF-8: it is read as windows-1251, which is most probable. Say `encoding = \"windows-1251\"` in dataset.toml if names are right, or the right one",
            ),
        ),
        (
            in_code_page(encoding_rs::IBM866),
            Some(
                "warning encoding_guessed: the text is not UTF-8: it is read as ibm866, which is most probable. Say `encoding = \"ibm866\"` in dataset.toml if names are right, or the right one",
            ),
        ),
    ] {
        let rows = reading.rows(&encoded);
        let names: Vec<Cell> = rows.iter().map(|(_, cells)| cells[1].clone()).collect();
        assert_eq!(names, ["Жалал-Абад", "Ысык-Кол", "Нарын", "Баткен и Талас"].map(text), "{said:?}");
        let report = reading.read(&encoded).1;
        let found = report
            .findings
            .iter()
            .map(|found| format!("{:?} {}: {}", found.severity, found.code, found.message).to_lowercase());
        let delimiter = Some("note delimiter_found: the cells are separated by `;`, which fits the header best");
        let expected: Vec<String> = [said, delimiter].into_iter().flatten().map(str::to_lowercase).collect();
        assert_eq!(found.collect::<Vec<_>>(), expected);
    }
}

#[test]
fn a_damaged_letter_among_others_is_an_error_of_its_row() {
    let reading = Reading { wanted: &["id"], ..CSV };
    let (code, at) =
        reading.error("id,name\n1,Ош\n2,Нарын\n3,".bytes().chain(*b"\xce\xf8\n").collect::<Vec<_>>().as_slice());
    assert_eq!((code, at.as_str()), ("not_utf8", "t, row 4: the text is not UTF-8; save the file as CSV UTF-8"));
    let (code, at) = reading.error(b"id,name\n1,\0\0\0\0\n");
    assert_eq!(code, "not_utf8");
    assert!(at.starts_with("t, row 2: the text has zero bytes"), "{at}");
}

#[test]
fn empty_headers_at_the_end_require_no_cells() {
    let reading = Reading { wanted: &["id", "n"], ..CSV };
    assert_eq!(reading.rows(b"id,n,,\n1,2\n3,4,,\n5,6,,,,\n").len(), 3);
    assert_eq!(reading.error(b"id,n,,\n1,2,,,x\n").0, "ragged_row");
    assert_eq!(reading.error(b"id,n,,\n1\n").0, "ragged_row");
    assert_eq!(reading.error(b"id,n\n1,2\n,,x\n").1, "t, row 3: the header has 2 cells, the row 3");
}

#[test]
fn two_spellings_of_one_column_are_an_error_and_one_may_be_used_twice() {
    let (code, at) = Reading { wanted: &["a b", "a  b"], ..CSV }.error(b"a b,c\n1,2\n");
    assert_eq!(code, "column_used_twice");
    assert_eq!(at, "t, row 1, column a b: lines 1 and 1 of dataset.toml name the same column");
    assert_eq!(Reading { wanted: &["a b", "a b"], ..CSV }.rows(b"a b,c\n1,2\n").len(), 1);
}
