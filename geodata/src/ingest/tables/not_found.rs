//! Why a name in `dataset.toml` finds no column, and how that is reported.

use super::super::config::LocatedName;
use super::super::report::{Findings, Location};
use super::column_letter::column_letter;

/// Why a name matches no header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum NotFound {
    Missing,
    /// These columns have exactly this header.
    Duplicate(Vec<usize>),
    /// Several headers differ from the name in white space only.
    Similar(String),
    /// Several columns have a longer name that ends with this one, or the tag and more attributes.
    Unclear(String),
}

/// What the headers are called in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum HeaderKind {
    /// The headers of a table.
    Column,
    /// The field names of a vector file.
    Field,
}

impl NotFound {
    /// Reports that a column of `dataset.toml` has no header of its own in the file at `location`, whose headers are `existing`.
    pub(in crate::ingest) fn report(
        &self,
        wanted: &LocatedName,
        kind: HeaderKind,
        existing: &str,
        location: Location,
        findings: &mut Findings,
    ) {
        let line = wanted.line;
        let (has_none, twice, headers) = match kind {
            HeaderKind::Column => ("the table has no such header", "two columns have this header", "headers"),
            HeaderKind::Field => ("the file has no such field", "two fields have this name", "fields"),
        };
        let (code, message) = match self {
            Self::Missing => {
                let message =
                    format!("line {line} of dataset.toml names this column, but {has_none}; it has: {existing}");
                ("column_missing", message)
            }
            Self::Duplicate(positions) => {
                let letters = match (kind, &positions[..]) {
                    (HeaderKind::Column, [first, .., last]) => {
                        let [first, last] = [*first, *last].map(column_letter);
                        format!(", or name the one that is meant by its letter: `{first}:{first}` or `{last}:{last}`")
                    }
                    _ => String::new(),
                };
                ("column_twice", format!("{twice}; rename or remove one{letters}"))
            }
            Self::Similar(similar) => {
                let message = format!(
                    "line {line} of dataset.toml names this column, but several {headers} are the same up to white space: \
                     {similar}; write it exactly as it stands there"
                );
                ("column_twice", message)
            }
            Self::Unclear(longer) => {
                let message = format!(
                    "line {line} of dataset.toml names this column, which can be any of {longer}; write the one that is meant in full"
                );
                ("column_twice", message)
            }
        };
        findings.error(code, Location { column: Some(wanted.name.clone()), ..location }, message);
    }
}
