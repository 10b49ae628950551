//! Resolves where a table is: its file, sheets, header and end; or the layer of a vector file whose features are its rows.

use std::io::Read;
use std::path::Path;

use encoding_rs::{Encoding, REPLACEMENT};
use serde_spanned::Spanned;

use super::super::tables::number::Mark;
use super::super::text::{comparable, trimmed};
use super::super::vectors::Format;
use super::check::Checker;
use super::schema::{Text, VectorSection};
use super::table_section::{Conditions, TableSection};
use super::words::Words;
use super::{
    CellWords, Combine, Expected, HeaderRows, LocatedName, RowCondition, TableContent, TableEnd, TableFile,
    TableFormat, TableLayout,
};

/// A GeoJSON says what it is in so many bytes.
const SNIFF_BYTES: u64 = 4096;

/// More rows than any header has.
const MAX_HEADER_ROWS: u64 = 8;

impl Checker<'_> {
    /// The tables of a section: one, or one for each of its sheets.
    pub(super) fn table_files(&mut self, section: TableSection<'_>, words: CellWords) -> Option<Vec<TableFile>> {
        let TableSection { sheets, decimal_mark, .. } = section;
        let extension = Path::new(section.file.get_ref()).extension().and_then(|extension| extension.to_str());
        let format = TableFormat::of_extension(&extension.unwrap_or_default().to_lowercase());
        let is_vector = self.is_vector(section, format);
        let content = if is_vector { self.features(section) } else { self.table(section, format) };
        let is_json = !is_vector && format == Some(TableFormat::Json);
        // The names of the fields stand in each record; the table is made with a header before the first.
        let header =
            if is_json { HeaderRows::Given { first: 0, last: 0 } } else { self.header_rows(section.header_row) };
        let end = TableEnd {
            texts: self.words(section.end_at, "end_at").into_iter().map(|(text, _)| text).collect(),
            last_row: section.last_row.map(|row| u64::from(*row.get_ref())),
        };
        let layout = TableLayout {
            sheet: section.sheet.and_then(|sheet| self.located_name(sheet)),
            records: section.records.and_then(|records| self.located_name(records)),
            header,
            delimiter: section.delimiter.and_then(|delimiter| self.delimiter(delimiter)),
            encoding: section.encoding.filter(|_| !is_vector).and_then(|encoding| self.table_encoding(encoding)),
            country: self.country.as_ref().map(|country| country.to_lowercase()),
            decimal_mark: decimal_mark.and_then(|mark| self.decimal_mark(mark)),
            end,
            place: None,
            fill_down: section.fill_down.map(|columns| self.filled_columns(columns)).unwrap_or_default(),
            keys: Vec::new(),
            watched: None,
        };
        let totals = self.words(section.totals, "totals").into_iter().map(|(text, _)| text).collect();
        let mut conditions = self.conditions(section.conditions);
        conditions.extend(self.exceptions(section.exceptions));
        let layout = TableLayout { keys: conditions.iter().map(|one| one.column.clone()).collect(), ..layout };
        let content = content?;
        let form = section.form.map(|form| self.form_file(form));
        let parent = section.parent.map(|parent| self.parent_table(parent, &content, &layout));
        if is_vector {
            self.refuse_of_features(section.form, "form");
            self.refuse_of_features(section.parent, "parent");
        }
        let table = TableFile {
            content,
            layout,
            words,
            conditions,
            totals,
            form: form.flatten(),
            parent: parent.flatten(),
            latest: None,
        };
        let Some(sheets) = sheets else { return Some(vec![table]) };
        self.sheets(sheets).map(|sheets| {
            let of_sheet = |sheet| TableFile {
                layout: TableLayout { sheet: Some(sheet), ..table.layout.clone() },
                ..table.clone()
            };
            sheets.into_iter().map(of_sheet).collect()
        })
    }

    /// `fill_down = "province"`: the columns whose empty cells have what stands above them.
    fn filled_columns(&mut self, columns: &Spanned<Words>) -> Vec<LocatedName> {
        let line = self.line(columns);
        let named = columns.get_ref().0.iter();
        let named: Vec<LocatedName> = named
            .map(|written| LocatedName { name: trimmed(written).to_owned(), written: written.clone(), line })
            .collect();
        if named.is_empty() || named.iter().any(|column| column.name.is_empty()) {
            self.error(columns, "empty_text", "`fill_down` names no column");
        }
        named
    }

    /// Refuses to fill columns of values: an empty cell is no data, and the number above it is that of another place.
    pub(super) fn refuse_filled<'c>(&mut self, section: TableSection<'_>, values: impl Iterator<Item = &'c Text>) {
        let Some(filled) = section.fill_down else { return };
        for value in values {
            let name = trimmed(value.get_ref());
            if filled.get_ref().0.iter().any(|column| trimmed(column) == name) {
                let message = format!(
                    "`{name}` has values: an empty cell of it is no data, and never what stands above; `fill_down` is for columns that say what a row is about"
                );
                self.error(filled, "fill_down_of_values", message);
            }
        }
    }

    /// Whether the rows of a section are features: a file named `.json` may have features or records.
    fn is_vector(&self, section: TableSection<'_>, format: Option<TableFormat>) -> bool {
        let name = section.file.get_ref();
        match format {
            _ if section.remote => true,
            None => Format::of(name).is_some(),
            Some(TableFormat::Json) => self.folder.file(trimmed(name)).is_ok_and(|file| {
                let mut head = Vec::new();
                let read = file.take(SNIFF_BYTES).read_to_end(&mut head);
                read.is_ok() && Format::has_features(&head)
            }),
            Some(_) => false,
        }
    }

    /// A layer of a vector file, which has none of what a spreadsheet has.
    fn features(&mut self, section: TableSection<'_>) -> Option<TableContent> {
        self.refuse_of_features(section.sheet, "sheet");
        self.refuse_of_features(section.sheets, "sheets");
        self.refuse_of_features(section.records, "records");
        self.refuse_of_features(section.header_row, "header_row");
        self.refuse_of_features(section.delimiter, "delimiter");
        self.refuse_of_features(section.end_at, "end_at");
        self.refuse_of_features(section.last_row, "last_row");
        self.refuse_of_features(section.fill_down, "fill_down");
        let TableSection { file, layer, crs, encoding, remote, .. } = section;
        self.vector_file(VectorSection { file, layer, crs, encoding, remote }).map(TableContent::Features)
    }

    fn refuse_of_features<T>(&mut self, given: Option<&Spanned<T>>, key: &str) {
        if let Some(given) = given {
            let message = format!("`{key}` is about spreadsheets; the rows of a vector file are its features");
            self.error(given, "key_of_a_table", message);
        }
    }

    /// A table in a file.
    fn table(&mut self, section: TableSection<'_>, format: Option<TableFormat>) -> Option<TableContent> {
        let TableSection { file, layer, crs, .. } = section;
        let data = self.data_file(file);
        if format.is_none() {
            let message = format!(
                "`{}` is not a kind of table that is read; accepted: {}, and vector files, whose features are rows: {}",
                file.get_ref(),
                TableFormat::ALL.map(TableFormat::extension).join(", "),
                Format::accepted()
            );
            self.error(file, "unknown_table_format", message);
        }
        for (given, key) in [(layer, "layer"), (crs, "crs")] {
            if let Some(given) = given.filter(|_| format.is_some()) {
                let message = format!("`{key}` is about vector files; remove it for a table");
                self.error(given, "key_of_a_vector_file", message);
            }
        }
        self.refuse_layout_of_others(section, format);
        Some(TableContent::Table { file: data?, format: format? })
    }

    /// Reports keys about the layout of a table that its format does not have.
    fn refuse_layout_of_others(&mut self, section: TableSection<'_>, format: Option<TableFormat>) {
        let TableSection { sheet, sheets, records, header_row, delimiter, encoding, .. } = section;
        let Some(format) = format else { return };
        let (is_csv, is_json) = (format == TableFormat::Csv, format == TableFormat::Json);
        let kind = if is_csv { "a CSV file" } else { "a JSON file" };
        if let Some(sheet) = sheet.filter(|_| is_csv || is_json) {
            self.error(sheet, "sheet_of_a_csv", format!("{kind} has no sheets; remove `sheet`"));
        }
        if let Some(sheets) = sheets.filter(|_| is_csv || is_json || sheet.is_some()) {
            let message = if is_csv || is_json {
                format!("{kind} has no sheets; remove `sheets`")
            } else {
                "give `sheet` or `sheets`, not both".to_owned()
            };
            self.error(sheets, "sheet_of_a_csv", message);
        }
        if let Some(records) = records.filter(|_| !is_json) {
            let message = "`records` names the list of records in a JSON file; remove it";
            self.error(records, "records_of_a_table", message);
        }
        if let Some(header_row) = header_row.filter(|_| is_json) {
            let message = "a JSON file has no header: each record names its fields; remove `header_row`";
            self.error(header_row, "header_of_json", message);
        }
        if let Some(delimiter) = delimiter.filter(|_| !is_csv) {
            self.error(delimiter, "delimiter_of_a_workbook", "only CSV files have a delimiter; remove `delimiter`");
        }
        if let Some(encoding) = encoding.filter(|_| !is_csv) {
            let message = if is_json {
                "JSON is always UTF-8, or says itself that it is UTF-16; remove `encoding`"
            } else {
                "a workbook says itself how its text is encoded; remove `encoding`"
            };
            self.error(encoding, "encoding_of_a_workbook", message);
        }
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
    pub(super) fn header_rows(&mut self, rows: Option<&Spanned<Words>>) -> HeaderRows {
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

    /// The texts of rows that are left out. The empty one stands for an empty cell.
    fn exceptions(&mut self, exceptions: &Conditions) -> Vec<RowCondition> {
        let mut all = Vec::new();
        for (column, texts) in exceptions {
            if texts.get_ref().0.is_empty() {
                self.error(texts, "empty_text", format!("`{}` names no text", column.get_ref()));
            }
            let expected = Expected::Unless(texts.get_ref().0.iter().map(|text| comparable(text)).collect());
            all.extend(self.located_name(column).map(|column| RowCondition { column, expected }));
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
    pub(super) fn table_encoding(&mut self, text: &Text) -> Option<&'static Encoding> {
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

    pub(super) fn delimiter(&mut self, text: &Text) -> Option<u8> {
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
