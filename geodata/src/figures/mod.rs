//! Indicators: sums, rates, shares and changes of the counts of a round.
//!
//! Every answer keeps the status of its values: a zero is a reported value, "no data" and "suppressed" never become numbers. Figures of
//! different rounds never meet: a question names one round.

mod breakdown;
mod error;
mod group_indicator;
mod indicator;
mod normalise;
mod partial_aggregate;
mod pooled;
mod service_indicator;
#[cfg(test)]
mod tests;
mod values;
mod without_unit;

pub use breakdown::{CategoryRow, breakdown, breakdown_of};
pub use error::FigureError;
pub use indicator::{Indicator, Normalisation, ServiceQuestion, Whole};
pub use partial_aggregate::PartialAggregate;
pub use pooled::PooledIndicator;
pub use values::{
    Estimate, IndicatorQuery, PeriodSelection, UndefinedReason, ValueRow, ValueTable, places_within, rounded, total_of,
    values, values_of,
};
pub use without_unit::{WithoutUnit, communities_without_unit, without_unit};
