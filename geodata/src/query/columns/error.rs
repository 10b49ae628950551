//! Why columns cannot be made: each error names what there is.

use crate::figures::{FigureError, of_other_rounds};
use crate::model::{Period, PopulationGroup};

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
    #[error(
        "round `{round}` has no counts of `{name}` for {collection}; it has {}{}",
        listed(known),
        of_other_rounds(elsewhere)
    )]
    UnknownGroup {
        /// What was asked for.
        name: String,
        /// The round.
        round: String,
        /// The collection.
        collection: &'static str,
        /// The groups that there are.
        known: Vec<String>,
        /// The rounds that have it.
        elsewhere: Vec<String>,
    },
    /// The group is a stock, which no year has.
    #[error("`{id}` is a stock, which round `{round}` counts on {date}, not in {year}; leave `year` out", id = group.id())]
    StockHasNoYears {
        /// The group.
        group: PopulationGroup,
        /// The round.
        round: String,
        /// The day.
        date: String,
        /// The year asked for.
        year: Period,
    },
    /// No group is counted in the year.
    #[error("round `{round}` counts nothing in {year}; {}", years_of(years))]
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

fn years_of(years: &[u16]) -> String {
    match years {
        [] => "it counts at its date alone: leave `year` out".to_owned(),
        years => format!("its years are {}", years.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")),
    }
}

fn listed(names: &[String]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
