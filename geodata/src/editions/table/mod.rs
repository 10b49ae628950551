//! Parquet files, column by column.
//!
//! Written with the column interface of the `parquet` crate alone: what an edition holds are columns of text, numbers and
//! well-known binary, for which Arrow's arrays (a dozen more crates) would only be one more copy.

mod budget;
mod cells;
mod pages;
mod read;
mod thrift;
mod write;

pub(super) use budget::Budget;
pub(super) use cells::Cells;
pub(super) use read::{RowGroup, TableReader};
pub(super) use write::TableWriter;

use std::sync::Arc;

use parquet::errors::Result;
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::TypePtr;

/// The columns of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schema {
    /// In the notation of the Parquet specification.
    pub(super) message: &'static str,
    /// Columns whose text repeats from row to row: stored as a dictionary.
    pub(super) repeating: &'static [&'static str],
    /// Columns whose least and greatest value say nothing.
    pub(super) without_statistics: &'static [&'static str],
}

impl Schema {
    fn parse(&self) -> Result<TypePtr> {
        parse_message_type(self.message).map(Arc::new)
    }
}

/// The columns of [`crate::model::Names`], in a message.
macro_rules! name_columns {
    () => {
        "REQUIRED BYTE_ARRAY name (STRING);
         OPTIONAL BYTE_ARRAY name_ru (STRING);
         OPTIONAL BYTE_ARRAY name_ky (STRING);
         OPTIONAL BYTE_ARRAY name_kk (STRING);
         REQUIRED GROUP aliases (LIST) { REPEATED GROUP list { REQUIRED BYTE_ARRAY element (STRING); } }"
    };
}
pub(super) use name_columns;
