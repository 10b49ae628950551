//! `within` and `within_sheet`: what says in which larger unit the unit lies that a row names.

use serde_spanned::Spanned;

use super::super::text::trimmed;
use super::check::Checker;
use super::words::Words;
use super::{ColumnName, TableContent, TableFile, TableFormat};
use crate::model::PlaceLevel;

/// What has the larger units that the named unit of a row lies in.
#[derive(Clone, Debug)]
pub(in crate::ingest) struct Larger<C> {
    /// The columns with their codes or names.
    pub(in crate::ingest) columns: Vec<C>,
    /// Whether the sheet has the name of one.
    pub(in crate::ingest) is_sheet: bool,
}

impl<C> Default for Larger<C> {
    fn default() -> Self {
        Self { columns: Vec::new(), is_sheet: false }
    }
}

/// The keys that say it.
#[derive(Clone, Copy, Default)]
pub(super) struct LargerKeys<'a> {
    pub(super) columns: Option<&'a Spanned<Words>>,
    pub(super) sheet: Option<&'a Spanned<bool>>,
}

impl Checker<'_> {
    /// What has the larger units. Communities and countries are found without.
    pub(super) fn larger_units(
        &mut self,
        keys: LargerKeys<'_>,
        level: Option<PlaceLevel>,
        tables: &[TableFile],
    ) -> Larger<ColumnName> {
        let columns = keys.columns.map(|columns| self.within_columns(columns, level)).unwrap_or_default();
        let is_sheet = keys.sheet.is_some_and(|sheet| self.within_sheet(sheet, level, tables));
        Larger { columns, is_sheet }
    }

    fn within_columns(&mut self, columns: &Spanned<Words>, level: Option<PlaceLevel>) -> Vec<ColumnName> {
        self.refuse_without_units(columns, "within", level);
        let line = self.line(columns);
        let all: Vec<ColumnName> = columns
            .get_ref()
            .0
            .iter()
            .map(|written| ColumnName { name: trimmed(written).to_owned(), written: written.clone(), line })
            .collect();
        if all.is_empty() || all.iter().any(|column| column.name.is_empty()) {
            self.error(columns, "empty_text", "`within` names no column");
        }
        all
    }

    fn within_sheet(&mut self, sheet: &Spanned<bool>, level: Option<PlaceLevel>, tables: &[TableFile]) -> bool {
        self.refuse_without_units(sheet, "within_sheet", level);
        let has_sheets = |table: &TableFile| match &table.content {
            TableContent::Table { format, .. } => !matches!(format, TableFormat::Csv | TableFormat::Json),
            TableContent::Features(_) => false,
        };
        if !tables.iter().all(has_sheets) {
            let message = "`within_sheet` says that the name of a sheet is that of a larger unit, but this file has no sheets; remove it";
            self.error(sheet, "sheet_of_a_csv", message);
        }
        *sheet.get_ref()
    }

    fn refuse_without_units<T>(&mut self, at: &Spanned<T>, key: &str, level: Option<PlaceLevel>) {
        if let Some(level @ (PlaceLevel::Community | PlaceLevel::Admin0)) = level {
            let message = format!(
                "`{key}` says in which larger unit the named unit of a row lies, but rows of the level `{}` have none; remove it",
                level.id()
            );
            self.error(at, "within_without_units", message);
        }
    }
}
