//! Indicators: sums, rates, shares and changes of the counts of a round.
//!
//! [`values`] answers an [`IndicatorQuery`] with a row per place and period, [`breakdown`](breakdown()) with a row per place and category,
//! [`PooledIndicator`] for any places together, [`RoundsQuery`] with rounds side by side.
//!
//! Each value keeps its status: a zero is a reported value, and "no data" and "suppressed" never become numbers. An indicator query names one
//! round, and one of several rounds gets a value for each, so figures of different rounds are never added up.

mod breakdown;
mod comparison;
mod counterparts;
mod error;
mod group_indicator;
mod indicator;
mod indicator_source;
mod normalise;
mod partial_aggregate;
mod pooled;
mod service_indicator;
#[cfg(test)]
mod tests;
mod values;
mod without_unit;

pub use breakdown::{CategoryRow, breakdown, breakdown_of};
pub use comparison::{
    Caveat, ComparableArea, PlaceRow, RoundDifference, RoundOf, RoundsQuery, Segment, comparable_areas, compared,
    concordance, count_the_same, differences, rounds_with, segments,
};
pub use counterparts::{EstimateDifference, counterparts};
pub use error::FigureError;
pub(crate) use error::of_other_rounds;
pub use indicator::{Indicator, Normalisation, ServiceQuestion, Whole};
pub use partial_aggregate::PartialAggregate;
pub use pooled::PooledIndicator;
pub use values::{
    Estimate, IndicatorQuery, PeriodSelection, UndefinedReason, ValueRow, ValueTable, places_within, rounded, rows_of,
    total_of, total_of_parts, values,
};
pub use without_unit::{WithoutUnit, communities_without_unit, without_unit};
