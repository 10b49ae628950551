//! A table says the same in whatever order, encoding and layout it comes: any table, shuffled, in another encoding or format, or turned from wide to long,
//! makes the same dataset.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use encoding_rs::WINDOWS_1251;
use fixtures::Dataset;
use proptest::prelude::*;
use proptest::sample::Index;
use rust_xlsxwriter::Workbook;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::dataset::read;
use crate::model::DatasetParts;

/// The years of the round.
const YEARS: [u16; 3] = [2022, 2023, 2024];

/// What a table of counts says: a row for each community, a number or nothing for each year.
type Counts = [[Option<u32>; 3]; 4];

/// How a file is written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Writing {
    Utf8(char),
    Utf16,
    Cyrillic(char),
    Xlsx,
    Ods,
}

pub(super) const WRITINGS: [Writing; 9] = [
    Writing::Utf8(','),
    Writing::Utf8(';'),
    Writing::Utf8('\t'),
    Writing::Utf8('|'),
    Writing::Utf16,
    Writing::Cyrillic(','),
    Writing::Cyrillic(';'),
    Writing::Xlsx,
    Writing::Ods,
];

/// A table as rows of cells, the first of which are the headers.
pub(super) type Rows = Vec<Vec<String>>;

fn wide(counts: &Counts) -> Rows {
    let header = ["community", "название"].map(str::to_owned).into_iter();
    let mut rows = vec![header.chain(YEARS.map(|year| format!("returns_{year}"))).collect()];
    for (number, row) in counts.iter().enumerate() {
        let names = [format!("C{}", number + 1), format!("Село {}", number + 1)].into_iter();
        rows.push(
            names.chain(row.iter().map(|count| count.map_or_else(String::new, |count| count.to_string()))).collect(),
        );
    }
    rows
}

fn long(counts: &Counts) -> Rows {
    let mut rows: Rows = vec![["community", "название", "год", "n"].map(str::to_owned).to_vec()];
    for (number, row) in counts.iter().enumerate() {
        for (year, count) in YEARS.iter().zip(row) {
            let count = count.map_or_else(String::new, |count| count.to_string());
            rows.push(vec![format!("C{}", number + 1), format!("Село {}", number + 1), year.to_string(), count]);
        }
    }
    rows
}

/// The rows and columns in another order; headers stay above.
pub(super) fn shuffled(rows: &Rows, order: &[Index]) -> Rows {
    let mut order = order.iter().cycle();
    let mut pick = |count: usize| -> Vec<usize> {
        let mut left: Vec<usize> = (0..count).collect();
        (0..count).map(|_| left.remove(order.next().map_or(0, |index| index.index(left.len())))).collect()
    };
    let columns = pick(rows[0].len());
    let body = pick(rows.len() - 1);
    let row = |cells: &Vec<String>| columns.iter().map(|column| cells[*column].clone()).collect();
    std::iter::once(row(&rows[0])).chain(body.iter().map(|number| row(&rows[number + 1]))).collect()
}

/// A file with these rows, and its name.
pub(super) fn written(rows: &Rows, writing: Writing) -> (&'static str, Vec<u8>) {
    let text = |delimiter: char| {
        let mut text = String::new();
        for row in rows {
            let _ = writeln!(text, "{}", row.join(&delimiter.to_string()));
        }
        text
    };
    match writing {
        Writing::Utf8(delimiter) => ("counts.csv", text(delimiter).into_bytes()),
        Writing::Utf16 => {
            let units = std::iter::once(0xfeff).chain(text('\t').encode_utf16().collect::<Vec<_>>());
            ("counts.csv", units.flat_map(u16::to_le_bytes).collect())
        }
        Writing::Cyrillic(delimiter) => ("counts.csv", WINDOWS_1251.encode(&text(delimiter)).0.into_owned()),
        Writing::Xlsx => {
            let mut made = Workbook::new();
            let sheet = made.add_worksheet();
            for (row, cells) in (0..).zip(rows) {
                for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                    match cell.parse::<f64>() {
                        Ok(number) => sheet.write_number(row, column, number).expect("written"),
                        Err(_) => sheet.write_string(row, column, cell).expect("written"),
                    };
                }
            }
            ("counts.xlsx", made.save_to_buffer().expect("a workbook"))
        }
        Writing::Ods => ("counts.ods", ods(rows)),
    }
}

/// An ODS with these rows.
fn ods(rows: &Rows) -> Vec<u8> {
    let mut content = "<office:document-content><table:table table:name=\"S\">".to_owned();
    for row in rows {
        content += "<table:table-row>";
        for cell in row {
            let _ = match cell.parse::<f64>() {
                Ok(_) => write!(content, "<table:table-cell office:value-type=\"float\" office:value=\"{cell}\"/>"),
                Err(_) if cell.is_empty() => write!(content, "<table:table-cell/>"),
                Err(_) => write!(
                    content,
                    "<table:table-cell office:value-type=\"string\"><text:p>{cell}</text:p></table:table-cell>"
                ),
            };
        }
        content += "</table:table-row>";
    }
    content += "</table:table></office:document-content>";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("content.xml", SimpleFileOptions::default()).expect("started");
    zip.write_all(content.as_bytes()).expect("written");
    zip.finish().expect("finished").into_inner()
}

/// Sandland with these counts.
fn parts(rows: &Rows, writing: Writing, is_long: bool) -> DatasetParts {
    let mut dataset = Dataset::sandland();
    dataset.without("[[breakdowns]]");
    let (file, content) = written(rows, writing);
    dataset.remove("counts.csv");
    dataset.put(file, content);
    let encoding = if matches!(writing, Writing::Cyrillic(_)) { "\nencoding = \"windows-1251\"" } else { "" };
    dataset.describe("file = \"counts.csv\"", &format!("file = \"{file}\"{encoding}"));
    if is_long {
        let text = dataset.text("dataset.toml").to_owned();
        let start = text.find("  { column = \"returns_2022\"").expect("the columns");
        let end = start + text[start..].find("\n]").expect("their end");
        let column = "  { column = \"n\", group = \"return_migrants\" },";
        dataset.put("dataset.toml", format!("{}{column}{}", &text[..start], &text[end..]));
        dataset.describe(&format!("file = \"{file}\""), &format!("file = \"{file}\"\nyear_column = \"год\""));
    }
    let ingested = read(&dataset);
    let report = ingested.report;
    let mut parts = ingested.parts.unwrap_or_else(|| panic!("{writing:?}: {report}"));
    parts.fingerprint = 0;
    parts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_table_makes_the_same_dataset_in_whatever_form_it_comes(
        counts in prop::array::uniform4(prop::array::uniform3(prop::option::weighted(0.9, 0..100_000_u32))),
        order in prop::collection::vec(any::<Index>(), 24),
    ) {
        let expected = parts(&wide(&counts), Writing::Utf8(','), false);
        for writing in WRITINGS {
            let rows = shuffled(&wide(&counts), &order);
            prop_assert_eq!(&parts(&rows, writing, false), &expected, "{:?}, wide", writing);
            let rows = shuffled(&long(&counts), &order);
            prop_assert_eq!(&parts(&rows, writing, true), &expected, "{:?}, long", writing);
        }
    }
}
