//! Errors that a person allows: the rows and cells that have them are left out, and everything says so.
//!
//! Only errors of single rows and cells can be left out, of tables and of points. Without a unit, a file or a key of `dataset.toml` nothing sound
//! remains; and of two rows of the same place nobody knows which is meant.

use std::collections::BTreeSet;
use std::str::FromStr;

use super::remedies;

/// The codes of errors after which something sound remains if the row or the cell is left out.
const MAY_BE_LEFT_OUT: [&str; 37] = [
    "ambiguous_separator",
    "availability_missing",
    "bad_id",
    "band_is_a_date",
    "code_empty",
    "code_is_a_number",
    "code_malformed",
    "coordinate_missing",
    "coordinates_out_of_range",
    "coordinates_swapped",
    "damaged_text",
    "digits_lost",
    "distance_too_large",
    "formula_failed",
    "formula_not_calculated",
    "id_missing",
    "name_ambiguous",
    "name_missing",
    "name_unknown",
    "negative_number",
    "neither_yes_nor_no",
    "not_a_number",
    "not_a_whole_number",
    "number_too_large",
    "parent_name_unknown",
    "pcode_empty",
    "pcode_is_a_number",
    "pcode_malformed",
    "pcode_without_letters",
    "place_missing",
    "scientific_notation",
    "thousands_separator",
    "total_differs",
    "unexpected_date",
    "unknown_district",
    "unknown_place",
    "unknown_unit",
];

/// The code of an error of single cells that must not be left out.
const LOOKS_WITHHELD: &str = "looks_withheld";

/// The codes of errors that are allowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowed(BTreeSet<&'static str>);

/// Why an error cannot be allowed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AllowedError {
    /// No finding has this code.
    #[error("`{code}` is no code of an error; can be allowed: {accepted}", accepted = MAY_BE_LEFT_OUT.join(", "))]
    Unknown {
        /// What was given.
        code: String,
    },
    /// A withheld value would be taken for no data, and not be protected.
    #[error(
        "`{LOOKS_WITHHELD}` cannot be allowed: what is withheld could be calculated from the numbers beside it; list what stands in the cells under `suppressed` in dataset.toml"
    )]
    Withheld,
    /// Nothing sound would remain.
    #[error(
        "`{code}` cannot be allowed: it is about more than a row or a cell, or nobody knows which row is meant, so nothing sound would remain; can be allowed: {accepted}",
        accepted = MAY_BE_LEFT_OUT.join(", ")
    )]
    Structural {
        /// What was given.
        code: String,
    },
}

impl FromStr for Allowed {
    type Err = AllowedError;

    /// Codes, separated by commas.
    fn from_str(text: &str) -> Result<Self, AllowedError> {
        let codes = text.split(',').map(str::trim).filter(|code| !code.is_empty());
        let known = codes.map(|code| match MAY_BE_LEFT_OUT.iter().find(|known| **known == code) {
            Some(known) => Ok(*known),
            None if code == LOOKS_WITHHELD => Err(AllowedError::Withheld),
            None if remedies::is_known(code) => Err(AllowedError::Structural { code: code.to_owned() }),
            None => Err(AllowedError::Unknown { code: code.to_owned() }),
        });
        known.collect::<Result<_, _>>().map(Self)
    }
}

impl Allowed {
    /// Whether findings of a code are allowed.
    pub(super) fn contains(&self, code: &str) -> bool {
        self.0.contains(code)
    }

    /// These and others.
    #[must_use]
    pub fn and(mut self, others: &Self) -> Self {
        self.0.extend(&others.0);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_errors_of_rows_and_cells_can_be_allowed() {
        let allowed: Allowed = "unknown_place, negative_number".parse().expect("two codes");
        assert!(allowed.contains("unknown_place") && allowed.contains("negative_number"));
        assert!(!allowed.contains("not_a_number"));
        let error = |text: &str| text.parse::<Allowed>().expect_err("an error").to_string();
        assert!(error("unknown_place,toml_syntax").starts_with("`toml_syntax` cannot be allowed: it is about more"));
        assert!(error("looks_withheld").ends_with("list what stands in the cells under `suppressed` in dataset.toml"));
        assert!(error("duplicate_place").contains("nobody knows which row is meant"));
        assert!(
            error("unknwon_place").starts_with("`unknwon_place` is no code of an error; can be allowed: ambiguous")
        );
    }

    #[test]
    fn every_code_that_can_be_allowed_is_one_of_the_report() {
        assert!(MAY_BE_LEFT_OUT.is_sorted());
        let unknown: Vec<_> = MAY_BE_LEFT_OUT.iter().filter(|code| !remedies::is_known(code)).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}
