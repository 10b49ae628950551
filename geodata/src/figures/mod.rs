//! Indicators: sums, rates, shares and changes of the counts of a round.
//!
//! Every answer keeps the status of its values: a zero is a reported value, "no data" and "suppressed" never become numbers. Figures of
//! different rounds never meet: a question names one round.

mod breakdown;
mod indicator;
#[cfg(test)]
mod tests;
mod values;

pub use breakdown::{CategoryRow, breakdown};
pub use indicator::{Indicator, Per, ServiceQuestion};
pub use values::{Answer, FigureError, Periods, Question, Row, places_within, values};
