//! Rows of a collection: which columns they have, which of them a query asks for, in which order and page.

mod collection;
mod columns;
mod cursor;
mod items;
mod request;
#[cfg(test)]
mod tests;

pub use collection::Collection;
pub use columns::{Cell, CellKind, Column, Columns, ColumnsError, Meaning, ProjectedColumns};
pub(crate) use columns::{PARTIAL, is_partial, round_columns};
pub use cursor::{Cursor, CursorError};
pub use items::{ItemsPage, ItemsQuery, QueryBox, SortKey, feature_position, find_page};
pub use request::{FeatureSelection, Items, ItemsError, ItemsRequest, SortBy, items};
