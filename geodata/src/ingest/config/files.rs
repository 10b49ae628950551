//! The files that `dataset.toml` names.

use std::path::{Component, Path};
use std::sync::Arc;

use encoding_rs::Encoding;
use serde_spanned::Spanned;

use super::super::folder::FileError;
use super::super::vectors::Format;
use super::check::Checker;
use super::shape::{Text, VectorSection};
use super::{DataFile, TableFile, TableFormat, VectorFile};

impl Checker<'_> {
    /// A file in the folder of the dataset that exists.
    pub(super) fn data_file(&mut self, file: &Text) -> Option<DataFile> {
        let shown = self.filled(file)?;
        // A folder made on Windows must read the same elsewhere, and a backslash is an ordinary letter there.
        if shown.contains('\\') {
            self.error(file, "path_backslash", format!("`{shown}`: separate folders by `/`, which works everywhere"));
            return None;
        }
        let relative = Path::new(&shown);
        let stays = relative.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        if !stays || shown.contains(':') {
            let message = format!("`{shown}` leaves the folder of the dataset; give a path inside it, without `..`");
            self.error(file, "path_leaves_folder", message);
            return None;
        }
        // A file geodatabase is a folder.
        let is_geodatabase = shown.to_lowercase().ends_with(".gdb") && self.folder.has_folder(&shown);
        if !is_geodatabase && let Err(error) = self.folder.file(&shown) {
            let message = match &error {
                FileError::Missing => format!("the file `{shown}` does not exist in the folder of the dataset"),
                error => format!("`{shown}`: {error}"),
            };
            self.error(file, error.code(), message);
            return None;
        }
        Some(DataFile { shown, folder: Arc::clone(self.folder) })
    }

    /// A layer in a vector file.
    pub(super) fn vector_file(&mut self, section: VectorSection<'_>) -> Option<VectorFile> {
        let VectorSection { file, layer, crs, encoding } = section;
        if Format::of(file.get_ref()).is_none() {
            let message = format!(
                "`{}` is not a kind of vector file that is read; accepted: {}",
                file.get_ref(),
                Format::accepted()
            );
            self.error(file, "unknown_vector_format", message);
        }
        let file = self.data_file(file);
        let layer = layer.and_then(|layer| self.named(layer));
        let crs = crs.and_then(|crs| self.named(crs));
        let encoding = encoding.and_then(|encoding| self.encoding(encoding));
        let country = self.country.as_ref().map(|country| country.to_lowercase());
        Some(VectorFile { file: file?, layer, crs, encoding, country })
    }

    /// An encoding of text, with its line.
    fn encoding(&mut self, text: &Text) -> Option<(&'static Encoding, usize)> {
        let name = self.filled(text)?;
        let encoding = Encoding::for_label(name.as_bytes()).filter(|encoding| encoding.is_ascii_compatible());
        if encoding.is_none() {
            let message = format!(
                "`{name}` is not an encoding that is known; accepted: `utf-8`, `windows-1251`, `ibm866`, `koi8-r`, `iso-8859-5` and the others of the web"
            );
            self.error(text, "encoding_unknown", message);
        }
        encoding.map(|encoding| (encoding, self.line(text)))
    }

    /// A table in a CSV or XLSX file.
    pub(super) fn table_file(
        &mut self,
        file: &Text,
        sheet: Option<&Text>,
        header_row: Option<&Spanned<u32>>,
    ) -> Option<TableFile> {
        let data = self.data_file(file);
        let extension = Path::new(file.get_ref()).extension().and_then(|extension| extension.to_str()).unwrap_or("");
        let format = match extension.to_lowercase().as_str() {
            "csv" => Some(TableFormat::Csv),
            "xlsx" => Some(TableFormat::Xlsx),
            _ => {
                let message =
                    format!("`{}` is not a kind of table that is read; accepted: .csv, .xlsx", file.get_ref());
                self.error(file, "unknown_table_format", message);
                None
            }
        };
        if let (Some(TableFormat::Csv), Some(sheet)) = (format, sheet) {
            self.error(sheet, "sheet_of_a_csv", "a CSV file has no sheets; remove `sheet`");
        }
        if let Some(row) = header_row.filter(|row| *row.get_ref() == 0) {
            self.error(row, "bad_header_row", "rows are counted from 1");
        }
        let sheet = sheet.and_then(|sheet| self.filled(sheet));
        let header_row = header_row.map_or(1, |row| u64::from(*row.get_ref()));
        Some(TableFile { file: data?, format: format?, sheet, header_row })
    }
}
