//! From values to classes: values that a map draws in one colour, divided by one of several [`Method`]s.
//!
//! ```text
//! 0 0 1 2 3 98 103 110 480 530   natural breaks   0 | 1–49 | 50–199 | 200–530
//!                                quantile         0 | 1–2 | 3–49 | 50–104 | 105–199 | 200–530
//!                                equal interval   0 | 1–106 | 107–212 | … | 425–530
//! ```
//!
//! Zeros are never in a class with anything else: nobody and a few are different answers. Changes have the same classes on both sides of zero
//! ([`change`]). A class holds the break below it and not the one above; below zero, of changes, the other way round. No value is in two classes or in
//! none, and equal values are together.
//!
//! A [`Scale`] is made of a pool of values, which are those of one map, or of all maps that are to be compared ([`SharedScales`]); the
//! [`Classes`] of a map are those of a scale with the units of that map counted in them.

mod breaks;
mod change;
mod class;
mod classification;
mod comparable;
mod cuts;
mod intervals;
mod precision;
mod round_numbers;
mod scale;

pub use class::{Class, ClassKind, Classes};
pub use classification::{Breaks, CLASS_COUNTS, Classification, ClassificationError, MOST_BREAKS, Method, are_breaks};
pub use comparable::{SharedScales, usual_breaks};
pub(crate) use round_numbers::decimals_of;
pub use scale::{Scale, classify};

#[cfg(test)]
mod tests;
