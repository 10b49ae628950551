//! Paging by key: a page ends with the sort values and the id of its last feature, and the next page begins after them.
//!
//! For pages sorted by households and cut after the community `KGZ-C0007` with 120 households, the cursor is `[120,"KGZ-C0007"]`.

use std::cmp::Ordering;

use serde_json::Value as Json;

use super::Cell;

/// Where a page ended: the sort values and the id of its last feature. The next page holds what comes strictly after,
/// so that paging neither skips nor repeats, even if features came or went meanwhile.
#[derive(Clone, Debug, PartialEq)]
pub struct Cursor {
    /// The cells of the sort keys.
    pub(super) keys: Vec<Json>,
    /// The id.
    pub(super) id: String,
}

/// The text is not a cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor of this query: follow the `next` link of the page before, without changing it")]
pub struct CursorError;

impl Cursor {
    /// The cursor as a JSON array: the sort values, then the id.
    pub fn to_json(&self) -> String {
        let mut all = self.keys.clone();
        all.push(Json::from(self.id.as_str()));
        Json::from(all).to_string()
    }

    /// Reads a cursor for a query with this many sort keys.
    pub fn from_json(text: &str, keys: usize) -> Result<Self, CursorError> {
        let Ok(Json::Array(mut all)) = serde_json::from_str(text) else { return Err(CursorError) };
        let Some(Json::String(id)) = all.pop() else { return Err(CursorError) };
        let plain = all.iter().all(|value| !value.is_array() && !value.is_object());
        if all.len() == keys && plain { Ok(Self { keys: all, id }) } else { Err(CursorError) }
    }
}

/// Orders cells: numbers by size, texts by code point, null last in either direction.
pub(super) fn compare(a: Cell<'_>, b: Cell<'_>, descending: bool) -> Ordering {
    let order = match (a, b) {
        (Cell::Null, Cell::Null) => return Ordering::Equal,
        (Cell::Null, _) => return Ordering::Greater,
        (_, Cell::Null) => return Ordering::Less,
        (Cell::Text(a), Cell::Text(b)) => a.cmp(b),
        (Cell::Bool(a), Cell::Bool(b)) => a.cmp(&b),
        (Cell::Int(a), Cell::Int(b)) => a.cmp(&b),
        _ => match (as_number(a), as_number(b)) {
            (Some(a), Some(b)) => a.total_cmp(&b),
            _ => rank(a).cmp(&rank(b)),
        },
    };
    if descending { order.reverse() } else { order }
}

fn as_number(cell: Cell<'_>) -> Option<f64> {
    match cell {
        Cell::Int(number) => Some(number as f64),
        Cell::Float(number) => Some(number),
        Cell::Null | Cell::Text(_) | Cell::Bool(_) => None,
    }
}

/// Cells of different kinds are compared only with a cursor that no page returned: any fixed order will do.
fn rank(cell: Cell<'_>) -> u8 {
    match cell {
        Cell::Bool(_) => 0,
        Cell::Int(_) | Cell::Float(_) => 1,
        Cell::Text(_) | Cell::Null => 2,
    }
}
