//! Lists of records.

use proptest::prelude::*;

use super::*;

const JSON: Reading<'static> = Reading { format: TableFormat::Json, wanted: &["id", "n"], header_row: 0, ..CSV };

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn rows(content: &str) -> Vec<(u64, Vec<Cell>)> {
    JSON.rows(content.as_bytes())
}

fn errors(content: &[u8]) -> String {
    let (_, report) = JSON.read(content);
    let lines = report.findings.iter().filter(|finding| finding.severity == crate::ingest::Severity::Error);
    lines
        .map(|finding| format!("{} {}: {}", finding.code, finding.location, finding.message))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn records_stand_alone_in_an_envelope_or_one_on_each_line() {
    let expected = vec![(1, vec![text("C1"), Cell::Number(12.0)]), (2, vec![text("C2"), Cell::Empty])];
    let records = r#"[{"id": "C1", "n": 12, "more": [1, {"x": 2}]}, {"n": null, "id": "C2"}]"#;
    assert_eq!(rows(records), expected);
    assert_eq!(rows(&format!("\u{feff}{records}")), expected);
    assert_eq!(rows(&format!(r#"{{"isSuccess": true, "result": {records}, "errorMessages": []}}"#)), expected);
    assert_eq!(rows(&format!(r#"{{"success": true, "result": {{"records": {records}, "total": 2}}}}"#)), expected);
    // What is deeper in the file is about something else.
    assert_eq!(rows(&format!(r#"{{"schema": {{"fields": [{{"name": "id"}}]}}, "data": {records}}}"#)), expected);
    assert_eq!(rows("{\"id\": \"C1\", \"n\": 12}\n{\"id\": \"C2\", \"tags\": [{\"id\": 1}]}\n"), expected);
    let utf_16: Vec<u8> = format!("\u{feff}{records}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(JSON.rows(&utf_16), expected);
}

#[test]
fn values_keep_their_kind_and_long_numbers_their_digits() {
    let cell = |value: &str| rows(&format!(r#"[{{"id": "C1", "n": {value}}}]"#)).remove(0).1.remove(1);
    assert_eq!(
        (cell("12.0"), cell("1e3"), cell("-0.5")),
        (Cell::Number(12.0), Cell::Number(1000.0), Cell::Number(-0.5))
    );
    assert_eq!(
        (cell("41702000000000"), cell("9007199254740993")),
        (Cell::Number(41_702_000_000_000.0), text("9007199254740993"))
    );
    assert_eq!(
        (cell("\"<5\""), cell("true"), cell("null"), cell("\" \"")),
        (text("<5"), Cell::Logical(true), Cell::Empty, Cell::Empty)
    );
    assert_eq!(cell(r#""\u041e\u0448""#), text("Ош"));
}

#[test]
fn fields_of_objects_are_named_by_both_and_a_field_may_be_missing_from_the_first_records() {
    let reading = Reading { wanted: &["place.code", "n"], ..JSON };
    let read = reading.rows(br#"[{"place": {"name": "A"}}, {"place": {"code": "C2", "name": "B"}, "n": 3}]"#);
    assert_eq!(read, [(1, vec![Cell::Empty, Cell::Empty]), (2, vec![text("C2"), Cell::Number(3.0)])]);
}

#[test]
fn what_is_no_list_of_records_says_what_there_is_and_where_it_is_wrong() {
    let messages: Vec<String> = [
        r#"{"isSuccess": false, "result": null, "statusCode": 401, "errorMessages": ["Access denied due to missing key."]}"#,
        r#"{"result": []}"#,
        r#"{"a": [{"id": 1}], "b": [{"id": 2}]}"#,
        r#"[{"id": "C1", "n": 1}, {"id": "C2", "n": NaN}]"#,
        r#"[{"id": "C1", "n": 1}, ["C2", 2]]"#,
        r#"[{"id": "C1", "n": [1, 2]}]"#,
        r#"[{"id": "C1", "n": 1, "n": 2}]"#,
        r#"[{"id": "C1", "n": 1}] [{"id": "C2", "n": 1}]"#,
        r#"[{"id": "C1", "n": 1},"#,
        r#"[{"id": "C1", "m": 1}]"#,
        "12",
        "",
        "id,n\nC1,12\n",
    ]
    .into_iter()
    .map(|content| errors(content.as_bytes()))
    .collect();
    insta::assert_snapshot!(messages.join("\n"), @r#"
    records_missing t: there is no list of records in the file: expected `[{"field": value, …}, …]`, or an object with such a list; it has `isSuccess` false, `result`, `statusCode`, `errorMessages` ["Access denied due to missing key."]
    table_empty t: the list of records is empty
    records_ambiguous t: the file has several lists of records: `a`, `b`; say which with `records` in dataset.toml
    table_unreadable t, row 2: cannot be read as JSON: expected a text in quotes, a number, `true`, `false` or `null`; `NaN` and `Infinity` are not JSON: write `null` (line 1, character 42)
    not_a_record t, row 2: this is no record: expected an object, `{"field": value, …}`
    not_a_value t, row 1, column n: the field holds a list; expected one text, number, `true`, `false` or `null`
    field_twice t, row 1, column n: the record has this field twice; remove one
    table_unreadable t: something stands behind the list of records; the file is to have one list, or a record on each line
    table_unreadable t, row 1: cannot be read as JSON: the file ends in the middle of a value: it is not complete (line 1, character 23)
    column_missing t, column n: line 1 of dataset.toml names this column, but the file has no such field; it has: `id`, `m`
    records_missing t: there is no list of records in the file: expected `[{"field": value, …}, …]`, or an object with such a list; it has number
    table_unreadable t: cannot be read as JSON: the file ends in the middle of a value: it is not complete (line 1, character 1)
    table_unreadable t: cannot be read as JSON: expected a text in quotes, a number, `true`, `false` or `null`; `NaN` and `Infinity` are not JSON: write `null` (line 1, character 1)
    "#);
    assert!(
        errors(b"[{\"id\": \"\xff\", \"n\": 1}]").starts_with("table_unreadable t, row 1"),
        "{}",
        errors(b"[{\"id\": \"\xff\"}]")
    );
}

#[test]
fn one_record_does_not_fill_the_memory() {
    let long = "x".repeat(17 << 20);
    assert!(
        errors(format!(r#"[{{"id": "C1", "n": 1}}, {{"id": "{long}"}}]"#).as_bytes()).contains("16 MiB in one record")
    );
    assert!(errors(format!(r#"[{{"{long}": 1}}]"#).as_bytes()).contains("16 MiB in one record"));
    // What nobody asks for may be long outside of records.
    let envelope = format!(r#"{{"extra": ["{long}"], "note": 1, "result": [{{"id": "C1", "n": 1}}]}}"#);
    assert!(errors(envelope.as_bytes()).contains("16 MiB"), "a list is looked at");
    let many: Vec<String> = (0..20_000).map(|field| format!("\"f{field}\": 1,")).collect();
    let many = many.concat();
    assert!(errors(format!(r#"[{{{many} "id": "C1"}}]"#).as_bytes()).starts_with("too_many_columns"));
    let deep = "[".repeat(1_000);
    assert!(errors(format!(r#"[{{"id": {deep}"#).as_bytes()).contains("inside of each other"));
}

proptest! {
    #[test]
    fn records_written_by_another_program_are_read_back(numbers in prop::collection::vec(prop::option::of(0..1_000_000_u64), 1..20), text in "\\PC{1,10}") {
        let of = |n: &Option<u64>| serde_json::json!({ "id": format!("C{text}"), "n": n });
        let document = serde_json::Value::Array(numbers.iter().map(of).collect()).to_string();
        let read: Vec<Cell> = rows(&document).into_iter().map(|(_, mut cells)| cells.remove(1)).collect();
        let expected: Vec<Cell> = numbers.iter().map(|n| n.map_or(Cell::Empty, |n| Cell::Number(n as f64))).collect();
        prop_assert_eq!(read, expected);
    }

    #[test]
    fn no_bytes_cause_a_panic(content in prop::collection::vec(prop::sample::select(b"[]{}\",:01eE.-+ntf\\u \n".to_vec()), 0..60)) {
        let _ = JSON.read(&content);
    }
}
