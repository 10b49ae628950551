//! Mojibake: text that was decoded in the wrong encoding before it came here. Each column is reported once.

use super::super::config::ColumnName;
use super::super::report::{Findings, Location};
use super::super::tables::Cell;
use super::super::text::{excerpt, undo_mojibake};

/// The first mojibake of each column.
pub(super) struct MojibakeColumns {
    columns: Vec<Option<Column>>,
}

#[derive(Clone)]
struct Column {
    feature: u64,
    text: String,
    meant: String,
    more: usize,
}

impl MojibakeColumns {
    /// For a number of columns.
    pub(super) fn of(columns: usize) -> Self {
        Self { columns: vec![None; columns] }
    }

    /// Checks the fields of a feature.
    pub(super) fn check(&mut self, feature: u64, fields: &[Cell]) {
        for (column, field) in self.columns.iter_mut().zip(fields) {
            let Cell::Text(text) = field else { continue };
            let Some(meant) = undo_mojibake(text) else { continue };
            match column {
                Some(known) => known.more += 1,
                None => *column = Some(Column { feature, text: excerpt(text), meant: excerpt(&meant), more: 0 }),
            }
        }
    }

    /// Reports each column with mojibake.
    pub(super) fn report(self, wanted: &[&ColumnName], whole: &Location, findings: &mut Findings) {
        for (name, column) in wanted.iter().zip(self.columns) {
            let Some(Column { feature, text, meant, more }) = column else { continue };
            let others = if more > 0 { format!(", and {more} others") } else { String::new() };
            let message = format!(
                "`{text}` was probably `{meant}` (feature {feature}{others}): the file says another encoding than its text has; for a shapefile give the right `encoding` in dataset.toml, or save it as UTF-8"
            );
            let at = Location { column: Some(name.name.clone()), ..whole.clone() };
            findings.warning("text_misread", at, message);
        }
    }
}
