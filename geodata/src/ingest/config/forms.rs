//! Keys for exports of forms: the form itself, the table that a repeated group belongs to, and which of several submissions counts.

use std::path::Path;

use serde_spanned::Spanned;

use super::check::Checker;
use super::schema::Text;
use super::table_section::{ParentSection, TableSection};
use super::{
    ColumnName, FormFile, HeaderRows, LatestRows, ParentTable, TableContent, TableFile, TableFormat, TableLayout,
};

impl Checker<'_> {
    /// `form = "form.xlsx"`.
    pub(super) fn form_file(&mut self, form: &Text) -> Option<FormFile> {
        let file = self.data_file(form);
        let format = format_of(form.get_ref()).filter(|format| !matches!(format, TableFormat::Csv | TableFormat::Json));
        if format.is_none() {
            let message = format!(
                "`{}` is no form: expected an XLSForm, a workbook with the sheets `survey` and `choices` (.xlsx, .xls, .ods)",
                form.get_ref()
            );
            self.error(form, "unknown_form_format", message);
        }
        Some(FormFile { file: file?, format: format?, line: self.line(form) })
    }

    /// `parent = { sheet = "Assessment" }`.
    pub(super) fn parent_table(
        &mut self,
        parent: &Spanned<ParentSection>,
        own_content: &TableContent,
        own: &TableLayout,
    ) -> Option<ParentTable> {
        // Features have no rows above, which is reported.
        let TableContent::Table { file: own_file, .. } = own_content else { return None };
        let section = parent.get_ref();
        let file = match &section.file {
            Some(file) => self.data_file(file)?,
            None => own_file.clone(),
        };
        let Some(format) = format_of(&file.display_name) else {
            let message = format!("`{}` is not a kind of table that is read", file.display_name);
            self.error(parent, "unknown_table_format", message);
            return None;
        };
        let sheet = section.sheet.as_ref().and_then(|sheet| self.located_name(sheet));
        let is_same = file.display_name == own_file.display_name
            && sheet.as_ref().map(|sheet| &sheet.name) == own.sheet.as_ref().map(|sheet| &sheet.name);
        if is_same {
            let message = "`parent` is the table with the rows of submissions: name its `sheet`, or its `file` if it is another one";
            self.error(parent, "parent_is_table", message);
            return None;
        }
        let layout = TableLayout {
            sheet,
            header: section.header_row.as_ref().map_or(HeaderRows::Found, |rows| self.header_rows(Some(rows))),
            delimiter: section.delimiter.as_ref().and_then(|delimiter| self.delimiter(delimiter)),
            encoding: section.encoding.as_ref().and_then(|encoding| self.table_encoding(encoding)),
            fill_down: Vec::new(),
            keys: Vec::new(),
            watched: None,
            ..own.clone()
        };
        let key = match &section.key {
            Some(key) => Some(self.parent_key(key)?),
            None => None,
        };
        Some(ParentTable { file, format, layout, key, line: self.line(parent) })
    }

    fn parent_key(&mut self, key: &Spanned<Vec<Text>>) -> Option<[ColumnName; 2]> {
        let [own, above] = &key.get_ref()[..] else {
            let message = "expected two columns with the key of the row above: here, and there, as `key = [\"PARENT_KEY\", \"KEY\"]`";
            self.error(key, "bad_parent_key", message);
            return None;
        };
        Some([self.located_name(own)?, self.located_name(above)?])
    }

    /// `latest = "_submission_time"`: of each place, which the column `of` names, the latest rows are read.
    pub(super) fn latest(&mut self, section: TableSection<'_>, of: Option<&ColumnName>, tables: &mut [TableFile]) {
        let time = section.latest.and_then(|latest| self.located_name(latest));
        for table in tables {
            table.latest = time.as_ref().zip(of).map(|(time, of)| LatestRows { of: of.clone(), time: time.clone() });
        }
    }
}

/// The format of a table by the name of its file.
fn format_of(name: &str) -> Option<TableFormat> {
    let extension = Path::new(name).extension().and_then(|extension| extension.to_str()).unwrap_or("");
    TableFormat::of_extension(&extension.to_lowercase())
}
