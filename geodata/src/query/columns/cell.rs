//! Cells of rows, as every format writes them.

use serde_json::Value as Json;

/// One value of one feature.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// No value: unknown, or suppressed.
    Null,
    /// Text.
    Text(&'a str),
    /// A whole number.
    Int(u64),
    /// A number.
    Float(f64),
    /// True or false.
    Bool(bool),
}

impl<'a> Cell<'a> {
    /// The cell of a JSON value; arrays and objects have none.
    pub fn of_json(value: &'a Json) -> Self {
        match value {
            Json::Bool(yes) => Self::Bool(*yes),
            Json::String(text) => Self::Text(text),
            Json::Number(number) => match (number.as_u64(), number.as_f64()) {
                (Some(whole), _) => Self::Int(whole),
                (None, Some(number)) => Self::Float(number),
                (None, None) => Self::Null,
            },
            Json::Null | Json::Array(_) | Json::Object(_) => Self::Null,
        }
    }

    /// The cell as a JSON value, of which [`Cell::of_json`] makes the same cell again.
    pub fn to_json(self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Text(text) => text.into(),
            Self::Int(number) => number.into(),
            Self::Float(number) => number.into(),
            Self::Bool(yes) => yes.into(),
        }
    }
}

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// Text.
    Text,
    /// Whole numbers.
    Int,
    /// Numbers.
    Float,
    /// True or false.
    Bool,
}
