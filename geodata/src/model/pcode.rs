use std::fmt;

use serde::{Deserialize, Serialize};

/// The key of an admin unit: an official P-code, or a provisional id for a unit that has none.
///
/// P-codes are text. Spreadsheets tend to convert them to numbers (`4.1702E+13`), so anything that could be a number is refused. An
/// official code starts with the two (or three) capital letters of the country; a provisional id starts with `x-`, in lower case,
/// so that the two cannot be confused.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PCode(Box<str>);

/// Why a text is not a P-code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PCodeError {
    /// The text is empty.
    #[error("the P-code is empty")]
    Empty,
    /// A spreadsheet turned the code into a number.
    #[error("`{0}` is a number, not a P-code: the column was probably read as numbers; store it as text")]
    Number(String),
    /// Only digits, without the letters of the country.
    #[error("`{0}` has only digits: a P-code begins with the capital letters of its country (`KG06211000000`)")]
    Digits(String),
    /// Neither a P-code nor a provisional id.
    #[error(
        "`{0}` is not a P-code: expected two or three capital letters and then digits or capitals (`KG06211000000`), \
         or a provisional id that starts with `x-` (`x-osh-city`)"
    )]
    Malformed(String),
}

impl PCode {
    /// Reads a P-code or provisional id; surrounding white space (also no-break spaces) is dropped.
    pub fn new(text: &str) -> Result<Self, PCodeError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(PCodeError::Empty);
        }
        if text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(PCodeError::Digits(text.to_owned()));
        }
        if text.parse::<f64>().is_ok() {
            return Err(PCodeError::Number(text.to_owned()));
        }
        if text.len() <= 64 && (is_official(text) || is_provisional(text)) {
            Ok(Self(text.into()))
        } else {
            Err(PCodeError::Malformed(text.to_owned()))
        }
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// False for a provisional id: the unit has no P-code yet.
    pub fn is_official(&self) -> bool {
        !self.0.starts_with("x-")
    }
}

fn is_official(text: &str) -> bool {
    let capitals = text.bytes().take_while(u8::is_ascii_uppercase).count();
    capitals >= 2 && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

fn is_provisional(text: &str) -> bool {
    text.strip_prefix("x-").is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    })
}

impl fmt::Display for PCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for PCode {
    type Error = PCodeError;
    fn try_from(text: String) -> Result<Self, PCodeError> {
        Self::new(&text)
    }
}

impl From<PCode> for String {
    fn from(code: PCode) -> Self {
        code.0.into()
    }
}

impl std::borrow::Borrow<str> for PCode {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_read_as_a_number_is_refused_by_name() {
        assert_eq!(PCode::new("4.1702E+13"), Err(PCodeError::Number("4.1702E+13".into())));
        assert_eq!(PCode::new("41702000000000.0"), Err(PCodeError::Number("41702000000000.0".into())));
        // As text it is what it is meant to be, only no P-code.
        assert_eq!(PCode::new("05893"), Err(PCodeError::Digits("05893".into())));
    }

    #[test]
    fn official_and_provisional_codes_cannot_be_confused() {
        assert!(PCode::new("KG06211000000").is_ok_and(|c| c.is_official()));
        assert!(PCode::new("KAZ001").is_ok_and(|c| c.is_official()));
        assert!(PCode::new("x-bishkek-leninskiy").is_ok_and(|c| !c.is_official()));
        for bad in ["kg062", "X-OSH", "x-", "KG 06", "KG06\n1", "Osh", "K1"] {
            assert!(PCode::new(bad).is_err(), "{bad} must be refused");
        }
    }

    #[test]
    fn a_no_break_space_at_the_end_is_not_part_of_the_code() {
        assert!(PCode::new("KG06211000000\u{a0}").is_ok_and(|c| c.as_str() == "KG06211000000"));
    }
}
