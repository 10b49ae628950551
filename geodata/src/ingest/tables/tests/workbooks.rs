use calamine::{DataRef, Reader as _, ReaderRef as _, Xlsx};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook};

use super::zipped::{HEADER, package, sheet, workbook};
use super::*;

const ID_N: Reading<'static> = Reading { wanted: &["id", "n"], ..XLSX };

/// The cells of column B in a sheet with one row under the header.
fn cell_of(xml: &str) -> Cell {
    let row = format!(r#"{HEADER}<row r="2"><c r="A2"><v>1</v></c>{xml}</row>"#);
    let rows = ID_N.rows(&workbook(&sheet(&row), &[]));
    assert_eq!((rows.len(), rows[0].0), (1, 2), "{xml}");
    rows[0].1[1].clone()
}

#[test]
fn every_kind_of_cell_is_read() {
    for (xml, cell) in [
        (r#"<c r="B2"><v>12.5</v></c>"#, Cell::Number(12.5)),
        (r#"<c r="B2" t="n"><v>4.1702E+13</v></c>"#, Cell::Number(4.1702e13)),
        (r#"<c r="B2" s="1"><v>45000</v></c>"#, Cell::Date(dates::moment("2023-03-15"))),
        (r#"<c r="B2" s="0"><v>45000</v></c>"#, Cell::Number(45000.0)),
        (r#"<c r="B2" s="99"><v>1</v></c>"#, Cell::Number(1.0)),
        (r#"<c r="B2" t="d"><v>2024-01-01</v></c>"#, Cell::Date(dates::moment("2024-01-01"))),
        (r#"<c r="B2" t="s"><v>0</v></c>"#, text("shared")),
        (
            r#"<c r="B2" t="inlineStr"><is><r><t>a &amp; </t></r><r><t>b&#233;</t></r><rPh><t>x</t></rPh></is></c>"#,
            text("a & bé"),
        ),
        (r#"<c r="B2" t="str"><f>A1</f><v>x_x0041_</v></c>"#, text("x_x0041_")),
        (r#"<c r="B2" t="inlineStr"><is><t>x_x0041_</t></is></c>"#, text("xA")),
        (r#"<c r="B2" t="str"><f>A1</f><v></v></c>"#, Cell::Empty),
        (r#"<c r="B2" t="b"><v>1</v></c>"#, Cell::Logical(true)),
        (r#"<c r="B2" t="e"><f>A9</f><v>#REF!</v></c>"#, Cell::FormulaError("#REF!".into())),
        (r#"<c r="B2"><f>A1+1</f></c>"#, Cell::Uncalculated),
        (r#"<c r="B2"><f>A1+1</f><v/></c>"#, Cell::Uncalculated),
        (r#"<c r="B2" t="str"><f>A1</f></c>"#, Cell::Uncalculated),
        (r#"<c r="B2"><f t="shared" ref="B2:B9" si="99999999999">A1</f><v>3</v></c>"#, Cell::Number(3.0)),
        (r#"<c r="B2"/>"#, Cell::Empty),
        (r#"<c r="B2"><v>  </v></c>"#, Cell::Empty),
        ("<c><v>7</v></c>", Cell::Number(7.0)),
        (r#"<c r="B2"><extLst><ext><v>9</v></ext></extLst><v>7</v></c>"#, Cell::Number(7.0)),
        (r#"<c r="B2"><v>twelve</v></c>"#, text("twelve")),
        // A text in the place where a number stands, and beside the one that repeats it.
        (r#"<c r="B2" t="inlineStr"><v>17</v></c>"#, text("17")),
        (r#"<c r="B2" t="inlineStr"><v>17</v><is><t>18</t></is></c>"#, text("18")),
        (r#"<c r="B2" t="inlineStr"><is><t>18</t></is><v>17</v></c>"#, text("18")),
        // Elements before a cell do not hide it.
        (r#"<extLst><ext/></extLst><c r="B2"><v>7</v></c>"#, Cell::Number(7.0)),
        ("", Cell::Empty),
        (r#"<c r="C2" t="inlineStr"><is><t>a note beside the table</t></is></c>"#, Cell::Empty),
    ] {
        assert_eq!(cell_of(xml), cell, "{xml}");
    }
}

#[test]
fn a_formula_without_a_result_is_no_empty_cell() {
    let error = Cell::Uncalculated.count(MarkUsage::default()).expect_err("an error");
    assert_eq!(error.code(), "formula_not_calculated");
    assert!(error.to_string().contains("whose result is not stored"), "{error}");
}

#[test]
fn headers_that_are_not_requested_may_be_anything() {
    let header = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="C1" s="1"><v>45000</v></c>
        <c r="D1" t="e"><v>#REF!</v></c><c r="E1"><f>A1</f></c><c r="F1" t="inlineStr"><is><t> n&#10;</t></is></c></row>
        <row r="2"><c r="A2"><v>1</v></c><c r="D2" t="e"><v>#REF!</v></c><c r="F2"><v>5</v></c></row>"#;
    assert_eq!(ID_N.rows(&workbook(&sheet(header), &[])), [(2, vec![Cell::Number(1.0), Cell::Number(5.0)])]);
    let missing = Reading { wanted: &["id", "March"], ..XLSX }.error(&workbook(&sheet(header), &[]));
    assert_eq!(missing.0, "column_missing");
}

/// A workbook of sheets with names and states, each with its own number in the cell.
fn sheets(entries: &[(&str, &str)]) -> Vec<u8> {
    let (mut list, mut relations, mut parts) = (Vec::new(), Vec::new(), Vec::new());
    for (number, (name, state)) in entries.iter().enumerate() {
        list.push(format!(r#"<sheet name="{name}" state="{state}" r:id="r{number}"/>"#));
        relations.push(format!(r#"<Relationship Id="r{number}" Type="x/worksheet" Target="s{number}.xml"/>"#));
        let rows = format!(r#"{HEADER}<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>{number}</v></c></row>"#);
        parts.push((format!("xl/s{number}.xml"), sheet(&rows)));
    }
    let list = format!("<workbook><sheets>{}</sheets></workbook>", list.concat());
    let relations = format!("<Relationships>{}</Relationships>", relations.concat());
    let mut all: Vec<(&str, &[u8])> =
        vec![("xl/workbook.xml", list.as_bytes()), ("xl/_rels/workbook.xml.rels", relations.as_bytes())];
    all.extend(parts.iter().map(|(name, content)| (name.as_str(), content.as_bytes())));
    package(&all)
}

#[test]
fn the_only_visible_sheet_is_read_and_reported() {
    let content = sheets(&[("old", "hidden"), ("Data", "visible"), ("older", "veryHidden")]);
    assert_eq!(ID_N.rows(&content)[0].1[1], Cell::Number(1.0));
    let message = "t, sheet Data: this is the only visible sheet, so it is read; hidden: `old`, `older`";
    assert_eq!(ID_N.findings(&content), [("visible_sheet_read", message.to_owned())]);
    assert_eq!(ID_N.findings(&sheets(&[("Data", "visible")])), []);
}

#[test]
fn several_visible_sheets_need_a_name() {
    let content = sheets(&[("a", "visible"), ("h", "hidden"), ("b", "visible")]);
    let message = "t: the workbook has several sheets: `a`, `b`; say which with `sheet` in dataset.toml";
    assert_eq!(ID_N.error(&content), ("sheet_ambiguous", message.to_owned()));
    assert_eq!(Reading { sheet: Some("b"), ..ID_N }.rows(&content)[0].1[1], Cell::Number(2.0));
    let message = "t: all sheets of the workbook are hidden: `h`; say which with `sheet` in dataset.toml";
    assert_eq!(ID_N.error(&sheets(&[("h", "hidden")])), ("sheet_ambiguous", message.to_owned()));
}

#[test]
fn a_hidden_sheet_is_read_if_it_is_named_and_reported() {
    let content = sheets(&[("old", "hidden"), ("Data", "visible")]);
    let reading = Reading { sheet: Some("old"), ..ID_N };
    assert_eq!(reading.rows(&content)[0].1[1], Cell::Number(0.0));
    let message = "t, sheet old: the sheet is hidden in the workbook; it is read, since dataset.toml names it";
    assert_eq!(reading.findings(&content), [("hidden_sheet_read", message.to_owned())]);
}

#[test]
fn sheets_are_found_whatever_their_white_space() {
    let named = |name, content: &[u8]| Reading { sheet: Some(name), ..ID_N }.rows(content)[0].1[1].clone();
    for name in ["Data", "Data ", " Data"] {
        assert_eq!(named(name, &sheets(&[("x", "visible"), ("Data ", "visible")])), Cell::Number(1.0), "{name:?}");
    }
    assert_eq!(named("My data", &sheets(&[("x", "visible"), ("My\u{a0} data", "visible")])), Cell::Number(1.0));
    let both = sheets(&[("Data ", "visible"), ("Data", "visible")]);
    assert_eq!((named("Data ", &both), named("Data", &both)), (Cell::Number(0.0), Cell::Number(1.0)));
    let message = "t: several sheets have the name `Data` up to white space: `Data `, `Data`; write it exactly as it stands there";
    assert_eq!(Reading { sheet: Some(" Data"), ..ID_N }.error(&both), ("sheet_ambiguous", message.to_owned()));
    let (code, message) = Reading { sheet: Some("data"), ..ID_N }.error(&both);
    assert_eq!(
        (code, message.as_str()),
        ("sheet_missing", "t: the workbook has no sheet `data`; it has: `Data `, `Data`")
    );
}

#[test]
fn hidden_rows_and_columns_are_read_and_reported() {
    let rows = format!(
        r#"{HEADER}<row r="2" hidden="1"><c r="A2"><v>1</v></c></row><row r="3" hidden="true"/>
        <row r="4" hidden="1"><c r="A4"><v>2</v></c></row><row r="5"><c r="A5"><v>3</v></c></row>"#
    );
    let content = format!(
        r#"<worksheet><cols><col min="2" max="9" hidden="1"/></cols><sheetData>{rows}</sheetData></worksheet>"#
    );
    let content = workbook(&content, &[]);
    assert_eq!(ID_N.rows(&content).len(), 3);
    assert_eq!(
        ID_N.findings(&content),
        [
            (
                "hidden_rows_read",
                "t, sheet S, row 2: 2 rows are hidden in the sheet, from this one on, and read like the others"
                    .to_owned()
            ),
            (
                "hidden_column_read",
                "t, sheet S, column B (n): the column is hidden in the sheet, and read like the others".to_owned()
            ),
        ]
    );
    assert_eq!(Reading { wanted: &["id"], ..XLSX }.findings(&content).len(), 1);
}

#[test]
fn stale_formula_results_are_a_warning() {
    let rows = format!(r#"{HEADER}<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f>A2</f><v>0</v></c></row>"#);
    let list = |calculation: &str| {
        format!(r#"<workbook><sheets><sheet name="S" r:id="r1"/></sheets><calcPr {calculation}/></workbook>"#)
    };
    let stale = list(r#"fullCalcOnLoad="1""#);
    let content = workbook(&sheet(&rows), &[("xl/workbook.xml", stale.as_bytes())]);
    let (code, message) = &ID_N.findings(&content)[0];
    assert_eq!(*code, "formula_results_may_be_stale");
    assert!(message.starts_with("t, sheet S, row 2: the workbook asks to be calculated"), "{message}");
    // In a column that is not requested it does not matter.
    assert_eq!(Reading { wanted: &["id"], ..XLSX }.findings(&content), []);
    let fresh = list("calcId=\"1\"");
    assert_eq!(ID_N.findings(&workbook(&sheet(&rows), &[("xl/workbook.xml", fresh.as_bytes())])), []);
}

#[test]
fn parts_of_workbooks_by_other_writers_are_found() {
    // Absolute targets, backslashes in the zip, another case, no list of texts, and the sheet of a chart.
    let relations = r#"<Relationships><Relationship Id="c" Type="x/chartsheet" Target="chart.xml"/>
        <Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="/XL/Worksheets/Sheet1.xml"/></Relationships>"#;
    let list = r#"<x:workbook xmlns:x="x"><x:sheets><x:sheet name="Chart" q:id="c"/><x:sheet name="S" q:id="a"/></x:sheets></x:workbook>"#;
    let rows = format!(r#"{HEADER}<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row>"#);
    let content = package(&[
        ("xl\\workbook.xml", list.as_bytes()),
        ("xl\\_rels\\workbook.xml.rels", relations.as_bytes()),
        ("xl\\worksheets\\sheet1.xml", sheet(&rows).as_bytes()),
    ]);
    assert_eq!(ID_N.rows(&content), [(2, vec![Cell::Number(1.0), Cell::Number(2.0)])]);
}

#[test]
fn damaged_files_are_an_error() {
    let row = |xml: &str| workbook(&sheet(&format!("{HEADER}{xml}")), &[]);
    for (content, code, message) in [
        (b"PK but not a workbook".to_vec(), "table_unreadable", "cannot be read as an XLSX workbook"),
        (package(&[("a", b"")]), "table_unreadable", "xl/workbook.xml is missing"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more".to_vec(),
            "workbook_protected",
            "has a password, or is one of an older kind",
        ),
        (
            row(r#"<row r="2"><c r="A2" t="s"><v>7</v></c></row>"#),
            "table_unreadable",
            "row 2: cannot be read as an XLSX workbook: xl/worksheets/sheet1.xml: a cell has a text that is not there",
        ),
        (
            row(r#"<row r="1"><c r="A1"><v>7</v></c></row>"#),
            "table_unreadable",
            "the rows of the sheet are out of order",
        ),
        (
            row(r#"<row r="2"><c r="B2"/><c r="A2"/></row>"#),
            "table_unreadable",
            "the cells of the row are out of order",
        ),
        (row(r#"<row r="2"><c r="A3"/></row>"#), "table_unreadable", "the cells of the row are out of order"),
        (row(r#"<row r="2"><c r="AAAAAAAAAAAA2"/></row>"#), "table_unreadable", "the row is damaged"),
        (row(r#"<row r="2"><c r="A2" t="S"><v>0</v></c></row>"#), "table_unreadable", "the row is damaged"),
        (row(r#"<row r="2"><c r="A2"><v>1</v><v>2</v></c></row>"#), "table_unreadable", "a cell has two values"),
        (
            workbook("<worksheet><sheetData/><sheetData/></worksheet>", &[]),
            "table_unreadable",
            "the sheet has a second list of cells",
        ),
        (workbook("<worksheet><sheetData><row><c><v>1", &[]), "table_unreadable", "it ends in the middle"),
        (row(r#"<row r="2"><c r="A2"><v>&x;</v></c></row>"#), "table_unreadable", "an entity that it does not define"),
        (workbook("<worksheet/>", &[]), "table_unreadable", "the sheet has no cells"),
        (
            workbook(&sheet(""), &[("xl/sharedStrings.xml", b"<sst><si><t>\xff</t></si></sst>")]),
            "table_unreadable",
            "xl/sharedStrings.xml",
        ),
    ] {
        let (found, text) = ID_N.error(&content);
        assert_eq!(found, code, "{text}");
        assert!(text.contains(message), "{text}");
    }
}

#[test]
fn merged_cells_with_requested_values_are_an_error() {
    let rows: String = (2..7)
        .map(|row| match row {
            4 => r#"<row r="4"><c r="A4"><v>4</v></c></row>"#.to_owned(),
            row => format!(r#"<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}"><v>10</v></c></row>"#),
        })
        .collect();
    let merged = |areas: &[&str]| {
        let areas: Vec<String> = areas.iter().map(|area| format!(r#"<mergeCell ref="{area}"/>"#)).collect();
        let areas = areas.concat();
        let cells = format!("<sheetData>{HEADER}{rows}</sheetData>");
        workbook(&format!("<worksheet>{cells}<mergeCells>{areas}</mergeCells></worksheet>"), &[])
    };
    let message = "t, sheet S, row 3, column B (n): the cells B3 to B5 are merged, so that a spreadsheet shows for all of them what only the first has; take them apart and write into each what holds for it";
    assert_eq!(ID_N.error(&merged(&["B3:B5"])), ("merged_cells", message.to_owned()));
    assert_eq!(ID_N.error(&merged(&["A2:B2"])).0, "merged_cells");
    // Titles, cells without a value, cells that are not requested, and cells below the table.
    assert_eq!(ID_N.rows(&merged(&["A1:B1", "A1:A9", "B4:B5", "C2:D6", "B6:D6", "B6:B9", "B2"])).len(), 5);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// calamine reads the same cells.
    #[test]
    fn cells_equal_those_that_calamine_reads(
        numbers in prop::collection::vec(prop::option::of(-1e9..1e15_f64), 1..6),
        texts in prop::collection::vec("[a-zа-я <&\"'_x0-9\u{e9}]{0,9}", 1..6),
        date in 1..60_000_u32,
    ) {
        let mut made = Workbook::new();
        let format = Format::new().set_num_format("d mmm yyyy");
        let sheet = made.add_worksheet();
        for (column, name) in ["number", "text", "date"].iter().enumerate() {
            sheet.write(0, column as u16, *name).expect("written");
        }
        for (row, (number, text)) in numbers.iter().zip(&texts).enumerate() {
            let row = row as u32 + 1;
            if let Some(number) = number {
                sheet.write(row, 0, *number).expect("written");
            }
            sheet.write(row, 1, text.as_str()).expect("written");
            sheet.write_with_format(row, 2, date, &format).expect("written");
        }
        let content = made.save_to_buffer().expect("a workbook");
        let ours = Reading { wanted: &["number", "text", "date"], ..XLSX }.rows(&content);
        let mut theirs: Xlsx<_> = Xlsx::new(Cursor::new(content)).expect("a workbook");
        let range = theirs.worksheet_range_ref("Sheet1").expect("a sheet");
        for (number, cells) in ours {
            for (position, cell) in cells.iter().enumerate() {
                let other = match range.get((number as usize - 1, position)) {
                    None | Some(DataRef::Empty) => Cell::Empty,
                    Some(DataRef::Float(number)) => Cell::Number(*number),
                    Some(DataRef::SharedString(text)) => Cell::from_text(text),
                    Some(DataRef::DateTime(moment)) => Cell::Date(dates::of_days(moment.as_f64(), false)),
                    Some(other) => panic!("{other:?}"),
                };
                prop_assert_eq!(cell, &other);
            }
        }
    }

    #[test]
    fn no_damage_causes_a_panic(at in 0..4000_usize, bytes in prop::collection::vec(any::<u8>(), 1..4)) {
        let rows = format!(r#"{HEADER}<row r="2" hidden="1"><c r="A2" t="s"><v>0</v></c><c r="B2"><f>A2</f><v>2</v></c></row>"#);
        let mut content = workbook(&sheet(&rows), &[]);
        let at = at % content.len();
        for (place, byte) in content[at..].iter_mut().zip(bytes) {
            *place = byte;
        }
        let _ = ID_N.read(&content);
    }

    #[test]
    fn no_sheet_causes_a_panic(xml in "(<row>|<row r=\"[0-9]{1,3}\">|</row>|<c>|<c r=\"[A-D]?[0-9]?\"( t=\"(s|e|b|str|inlineStr)\")?/?>|</c>|<v>|</v>|<f>|<is>|<t>|</t>|[0-9a-z&;]{1,3}|<!--|-->|<!\\[CDATA\\[){0,30}") {
        let _ = ID_N.read(&workbook(&sheet(&xml), &[]));
    }
}
