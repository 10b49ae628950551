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

/// A text that is no cursor.
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

/// A cell as a sort value that survives the way to the client and back.
pub(super) fn sort_value(cell: Cell<'_>) -> Json {
    match cell {
        Cell::Null => Json::Null,
        Cell::Text(text) => Json::from(text),
        Cell::Int(number) => Json::from(number),
        Cell::Float(number) => Json::from(number),
        Cell::Bool(yes) => Json::from(yes),
    }
}

/// Orders sort values: numbers by size, texts by code point, nothing last in either direction.
pub(super) fn compare(a: &Json, b: &Json, descending: bool) -> Ordering {
    let order = match (a, b) {
        (Json::Null, Json::Null) => return Ordering::Equal,
        (Json::Null, _) => return Ordering::Greater,
        (_, Json::Null) => return Ordering::Less,
        (Json::String(a), Json::String(b)) => a.cmp(b),
        (Json::Bool(a), Json::Bool(b)) => a.cmp(b),
        (Json::Number(a), Json::Number(b)) => a.as_f64().unwrap_or(0.0).total_cmp(&b.as_f64().unwrap_or(0.0)),
        _ => rank(a).cmp(&rank(b)),
    };
    if descending { order.reverse() } else { order }
}

fn rank(value: &Json) -> u8 {
    match value {
        Json::Bool(_) => 0,
        Json::Number(_) => 1,
        _ => 2,
    }
}
