//! Rows of a collection: their columns, and which rows a request asks for, in which order and page.
//!
//! ```text
//! ItemsRequest ─► find_page: box, order, cursor ─► features of the page ┐
//!              └► Columns: round, period, names ───────────────────────┴► cells of each row
//! ```

mod collection;
mod columns;
mod cursor;
mod items;
mod place_names;
mod request;
#[cfg(test)]
mod tests;

pub use collection::Collection;
pub use columns::{Cell, CellKind, Column, Columns, ColumnsError, Meaning, ProjectedColumns, name_column};
pub(crate) use columns::{HOUSEHOLDS_STATUS, SelectableColumn, keep_groups, keep_named, round_columns};
pub use cursor::{Cursor, CursorError};
pub use items::{ItemsPage, ItemsQuery, QueryBox, SortKey, feature_position, find_page};
pub use place_names::{FoundPlace, PlaceNames, PlaceQuestion};
pub use request::{FeatureSelection, Items, ItemsError, ItemsRequest, SortBy, items};
