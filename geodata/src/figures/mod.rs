//! Indicators: sums, rates, shares and changes of the counts of a round.
//!
//! Every answer keeps the status of its values: a zero is a reported value, "no data" and "suppressed" never become numbers. Figures of
//! different rounds never meet: a question names one round.

mod breakdown;
mod counted;
mod error;
mod indicator;
mod lacking;
mod normalise;
mod tally;
#[cfg(test)]
mod tests;
mod together;
mod values;
mod without_unit;

pub use breakdown::{CategoryRow, breakdown};
pub use error::FigureError;
pub use indicator::{Indicator, Per, SHARE_OF_CATEGORY, ServiceQuestion};
pub use tally::Tally;
pub use together::Together;
pub use values::{Answer, Measured, Periods, Question, Row, Undefined, places_within, rounded, values};
pub use without_unit::{WithoutUnit, communities_without_unit, without_unit};
