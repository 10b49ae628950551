//! Finds the unit that a cell means: by its code, or by its name.
//!
//! A name is compared in one spelling ([`spelling`]), without the words that say what kind of unit it is ([`unit_type`]), which must be right
//! too. It names a unit only if exactly one within the stated parent has it; what is ambiguous or merely similar is never joined.

mod beside;
mod candidates;
mod citation;
mod decisions;
mod matches_file;
mod named;
#[cfg(test)]
mod real_names;
mod respelled;
mod spelling;
#[cfg(test)]
mod tests;
mod uncited;
mod unit_names;
mod unit_type;

pub(super) use citation::{Citation, Cited, UnitFinder};
pub(super) use decisions::Decisions;
pub use matches_file::{MATCHES, MatchesError, write_matches};
pub(super) use named::{About, How};
pub(super) use respelled::Respelled;
pub(super) use unit_names::UnitNames;
pub use unit_type::{ParsedName, UnitType};
