//! Resolves where a table is: its file, sheets, header and end.

use std::path::Path;

use encoding_rs::{Encoding, REPLACEMENT};
use serde_spanned::Spanned;

use super::super::tables::number::Mark;
use super::super::text::trimmed;
use super::check::Checker;
use super::schema::Text;
use super::table_section::{Conditions, TableSection};
use super::words::Words;
use super::{
    CellWords, Combine, Expected, HeaderRows, LocatedName, RowCondition, TableEnd, TableFile, TableFormat, TableLayout,
};

/// More rows than any header has.
const MAX_HEADER_ROWS: u64 = 8;

impl Checker<'_> {
    /// The tables of a section: one, or one for each of its sheets.
    pub(super) fn table_files(&mut self, section: TableSection<'_>, words: CellWords) -> Option<Vec<TableFile>> {
        let TableSection { file, sheet, sheets, header_row, delimiter, encoding, decimal_mark, .. } = section;
        let data = self.data_file(file);
        let extension = Path::new(file.get_ref()).extension().and_then(|extension| extension.to_str()).unwrap_or("");
        let format = TableFormat::of_extension(&extension.to_lowercase());
        if format.is_none() {
            let message = format!(
                "`{}` is not a kind of table that is read; accepted: {}",
                file.get_ref(),
                TableFormat::ALL.map(TableFormat::extension).join(", ")
            );
            self.error(file, "unknown_table_format", message);
        }
        let is_csv = format == Some(TableFormat::Csv);
        if let Some(sheet) = sheet.filter(|_| is_csv) {
            self.error(sheet, "sheet_of_a_csv", "a CSV file has no sheets; remove `sheet`");
        }
        if let Some(sheets) = sheets.filter(|_| is_csv || sheet.is_some()) {
            let message =
                if is_csv { "a CSV file has no sheets; remove `sheets`" } else { "give `sheet` or `sheets`, not both" };
            self.error(sheets, "sheet_of_a_csv", message);
        }
        if let Some(delimiter) = delimiter.filter(|_| format.is_some() && !is_csv) {
            self.error(delimiter, "delimiter_of_a_workbook", "only CSV files have a delimiter; remove `delimiter`");
        }
        if let Some(encoding) = encoding.filter(|_| format.is_some() && !is_csv) {
            self.error(
                encoding,
                "encoding_of_a_workbook",
                "a workbook says itself how its text is encoded; remove `encoding`",
            );
        }
        let header = self.header_rows(header_row);
        let end = TableEnd {
            texts: self.words(section.end_at, "end_at").into_iter().map(|(text, _)| text).collect(),
            last_row: section.last_row.map(|row| u64::from(*row.get_ref())),
        };
        let layout = TableLayout {
            format: format?,
            sheet: sheet.and_then(|sheet| self.located_name(sheet)),
            header,
            delimiter: delimiter.and_then(|delimiter| self.delimiter(delimiter)),
            encoding: encoding.and_then(|encoding| self.table_encoding(encoding)),
            country: self.country.as_ref().map(|country| country.to_lowercase()),
            decimal_mark: decimal_mark.and_then(|mark| self.decimal_mark(mark)),
            end,
        };
        let totals = self.words(section.totals, "totals").into_iter().map(|(text, _)| text).collect();
        let table = TableFile { file: data?, layout, words, conditions: self.conditions(section.conditions), totals };
        let Some(sheets) = sheets else { return Some(vec![table]) };
        self.sheets(sheets).map(|sheets| {
            let of_sheet = |sheet| TableFile {
                layout: TableLayout { sheet: Some(sheet), ..table.layout.clone() },
                ..table.clone()
            };
            sheets.into_iter().map(of_sheet).collect()
        })
    }

    /// The names of several sheets.
    fn sheets(&mut self, sheets: &Spanned<Vec<Text>>) -> Option<Vec<LocatedName>> {
        let mut names: Vec<LocatedName> = Vec::new();
        for sheet in sheets.get_ref() {
            let Some(name) = self.located_name(sheet) else { continue };
            if names.iter().any(|known| known.name == name.name) {
                self.error(sheet, "sheet_twice", format!("the sheet `{}` is named twice", name.name));
            } else {
                names.push(name);
            }
        }
        if sheets.get_ref().is_empty() {
            self.error(sheets, "no_sheets", "`sheets` names no sheet");
        }
        (!names.is_empty()).then_some(names)
    }

    /// `header_row = 3`, or `header_row = [3, 4]` for a header of two rows.
    fn header_rows(&mut self, rows: Option<&Spanned<Words>>) -> HeaderRows {
        let Some(rows) = rows else { return HeaderRows::Found };
        let numbers: Option<Vec<u64>> =
            rows.get_ref().0.iter().map(|row| row.parse::<u32>().ok().map(u64::from)).collect();
        let range = match numbers.as_deref() {
            Some([row]) => Some((*row, *row)),
            Some([first, .., last]) => Some((*first, *last)),
            _ => None,
        };
        match range {
            Some((0, _)) => self.error(rows, "bad_header_row", "rows are counted from 1"),
            Some((first, last)) if first <= last && last - first < MAX_HEADER_ROWS => {
                return HeaderRows::Given { first, last };
            }
            _ => {
                let message = format!(
                    "expected the row of the header, as `header_row = 3`, or the first and the last of its rows, as `header_row = [3, 4]`, {MAX_HEADER_ROWS} at most"
                );
                self.error(rows, "bad_header_row", message);
            }
        }
        HeaderRows::Found
    }

    /// The conditions on rows.
    pub(super) fn conditions(&mut self, conditions: &Conditions) -> Vec<RowCondition> {
        let mut all = Vec::new();
        for (column, texts) in conditions {
            let name = self.located_name(column);
            let texts = self.words(Some(texts), column.get_ref()).into_iter().map(|(text, _)| text).collect();
            all.extend(name.map(|column| RowCondition { column, expected: Expected::Texts(texts) }));
        }
        all
    }

    /// `combine = "sum"`.
    pub(super) fn combine(&mut self, text: Option<&Text>) -> Combine {
        match text {
            None => Combine::Refuse,
            Some(text) if trimmed(text.get_ref()) == "sum" => Combine::Sum,
            Some(text) => {
                self.not_one_of(text, "unknown_combination", "a way to combine rows", "`sum`");
                Combine::Refuse
            }
        }
    }

    /// The text encoding of a CSV.
    fn table_encoding(&mut self, text: &Text) -> Option<&'static Encoding> {
        let name = self.non_empty(text)?;
        let encoding = Encoding::for_label(name.as_bytes()).filter(|encoding| *encoding != REPLACEMENT);
        if encoding.is_none() {
            let message = format!(
                "`{name}` is not an encoding that is known; accepted: `utf-8`, `utf-16le`, `utf-16be`, `windows-1251`, `ibm866`, `koi8-r` and the others of the web"
            );
            self.error(text, "encoding_unknown", message);
        }
        encoding
    }

    fn decimal_mark(&mut self, text: &Text) -> Option<Mark> {
        match text.get_ref().as_str() {
            "." => Some(Mark::Point),
            "," => Some(Mark::Comma),
            other => {
                let message = format!(r#"`{other}` is not a decimal mark; accepted: ".", ",""#);
                self.error(text, "unknown_decimal_mark", message);
                None
            }
        }
    }

    fn delimiter(&mut self, text: &Text) -> Option<u8> {
        match text.get_ref().as_str() {
            "," => Some(b','),
            ";" => Some(b';'),
            // The second is from a literal string (`'\t'`), which has no escapes.
            "\t" | "\\t" => Some(b'\t'),
            "|" => Some(b'|'),
            other => {
                let message = format!(r#"`{other}` is not a delimiter; accepted: ",", ";", "\t", "|""#);
                self.error(text, "unknown_delimiter", message);
                None
            }
        }
    }
}
