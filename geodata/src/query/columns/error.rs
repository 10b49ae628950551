//! Why columns cannot be made: each error names what there is.

use crate::figures::FigureError;

/// Why columns cannot be made.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ColumnsError {
    /// No such column.
    #[error("there is no property `{name}`; there are {}", known.join(", "))]
    UnknownColumn {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// The round does not count the group, or not for places of this kind.
    #[error("round `{round}` has no counts of `{name}` for {collection}; it has {}", listed(known))]
    UnknownGroup {
        /// What was asked for.
        name: String,
        /// The round.
        round: String,
        /// The collection.
        collection: &'static str,
        /// The groups that there are.
        known: Vec<String>,
    },
    /// No group is counted in the year.
    #[error("round `{round}` counts nothing in {year}; its years are {}", years.iter().map(u16::to_string).collect::<Vec<_>>().join(", "))]
    YearNotCounted {
        /// The round.
        round: String,
        /// The year asked for.
        year: u16,
        /// The years of the round.
        years: Vec<u16>,
    },
    /// The indicator has no values.
    #[error(transparent)]
    Figures(#[from] FigureError),
}

fn listed(names: &[String]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
