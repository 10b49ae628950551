//! Parquet files, column by column.
//!
//! Written with the column interface of the `parquet` crate alone: what an edition holds are columns of text, numbers and
//! well-known binary, for which Arrow's arrays (a dozen more crates) would only be one more copy.

mod budget;
mod cells;
mod read;
mod write;

pub(super) use budget::Budget;
pub(super) use cells::Cells;
pub(super) use read::{RowGroup, TableReader};
pub(super) use write::TableWriter;

use std::sync::Arc;

use parquet::errors::Result;
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::TypePtr;

use crate::model::Language;

/// The columns of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schema {
    /// In the notation of the Parquet specification. The column [`NAME_COLUMNS`] stands for one in each language but the main one.
    pub(super) message: &'static str,
    /// Columns whose text repeats from row to row: stored as a dictionary.
    pub(super) repeating: &'static [&'static str],
    /// Columns whose least and greatest value say nothing.
    pub(super) without_statistics: &'static [&'static str],
}

impl Schema {
    fn parse(&self, languages: &[Language]) -> Result<TypePtr> {
        let column = |language: &Language| format!("OPTIONAL BYTE_ARRAY {} (STRING);", name_column(*language));
        let names = languages.iter().map(column).collect::<Vec<_>>().concat();
        parse_message_type(&self.message.replace(NAME_COLUMNS, &names)).map(Arc::new)
    }
}

/// Stands in a message for the names in all languages but the main one.
const NAME_COLUMNS: &str = "OPTIONAL BYTE_ARRAY name_* (STRING);";

/// What the columns of these names begin with.
const NAME_PREFIX: &str = "name_";

/// The column of the name in a language that is not the main one.
pub(super) fn name_column(language: Language) -> String {
    format!("{NAME_PREFIX}{language}")
}

/// The languages of the columns of names in a file, without the main one.
fn languages_of(message: &TypePtr) -> Vec<Language> {
    let columns = message.get_fields().iter();
    columns.filter_map(|column| Language::from_code(column.name().strip_prefix(NAME_PREFIX)?)).collect()
}

/// The columns of [`crate::model::Names`], in a message.
macro_rules! name_columns {
    () => {
        "REQUIRED BYTE_ARRAY name (STRING);
         OPTIONAL BYTE_ARRAY name_* (STRING);
         REQUIRED GROUP aliases (LIST) { REPEATED GROUP list { REQUIRED BYTE_ARRAY element (STRING); } }"
    };
}
pub(super) use name_columns;
