//! The codes that units are known by, and the kinds of them that a layer can have.
//!
//! A code is text, whatever its kind: `05893` and `5893` are two codes, and no digit of `74538382160423516893202` may be lost. Spreadsheets
//! tend to convert codes to numbers and to write them anew (`4.1702E+13`, `41702000000000.0`); what looks so is refused in every kind.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::AdminLevel;

/// The kind of the codes of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum CodeKind {
    /// P-codes (OCHA): letters of the country, then digits or capitals: `KG06211000000`.
    #[default]
    #[serde(rename = "p-code")]
    PCode,
    /// Official numbers, as statistical offices assign them: `41706211`.
    #[serde(rename = "number")]
    Number,
    /// ISO 3166-2: `KG-GB`; of a country ISO 3166-1: `KG`.
    #[serde(rename = "iso-3166-2")]
    Iso3166,
    /// GADM: `KGZ.1.2_1`; of a country `KGZ`.
    #[serde(rename = "gadm")]
    Gadm,
    /// The shape ids of geoBoundaries: `74538382B60423516893202`.
    #[serde(rename = "geoboundaries")]
    GeoBoundaries,
    /// Any other codes of letters, digits, `.`, `-` and `_`.
    #[serde(rename = "text")]
    Text,
}

impl CodeKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [Self::PCode, Self::Number, Self::Iso3166, Self::Gadm, Self::GeoBoundaries, Self::Text];

    /// The name used in data and in `dataset.toml`.
    pub fn id(self) -> &'static str {
        match self {
            Self::PCode => "p-code",
            Self::Number => "number",
            Self::Iso3166 => "iso-3166-2",
            Self::Gadm => "gadm",
            Self::GeoBoundaries => "geoboundaries",
            Self::Text => "text",
        }
    }

    /// A code of the kind in errors and reports, in English.
    pub fn label(self) -> &'static str {
        match self {
            Self::PCode => "P-code",
            Self::Number => "official number",
            Self::Iso3166 => "ISO 3166 code",
            Self::Gadm => "GADM id",
            Self::GeoBoundaries => "geoBoundaries id",
            Self::Text => "code",
        }
    }

    /// Its label with an article.
    fn one(self) -> &'static str {
        match self {
            Self::PCode => "a P-code",
            Self::Number => "an official number",
            Self::Iso3166 => "an ISO 3166 code",
            Self::Gadm => "a GADM id",
            Self::GeoBoundaries => "a geoBoundaries id",
            Self::Text => "a code",
        }
    }

    /// What a code of the kind looks like at a level.
    fn expected(self, level: AdminLevel) -> &'static str {
        match self {
            Self::PCode => "two or three capital letters and then digits or capitals (`KG06211000000`)",
            Self::Number => "digits and nothing else (`41706211`)",
            Self::Iso3166 if level == AdminLevel::Admin0 => "the two or three capital letters of a country (`KG`)",
            Self::Iso3166 => "two capital letters, a hyphen, and one to three capitals or digits (`KG-GB`)",
            Self::Gadm => {
                "the letters of the country, and below it the numbers of GADM and their version (`KGZ`, `KGZ.1.2_1`)"
            }
            Self::GeoBoundaries => "digits, capital letters, `-` and `_`, with a digit (`74538382B60423516893202`)",
            Self::Text => "letters a to z and A to Z, digits, `.`, `-` and `_`, the first a letter or digit (`KG.BA`)",
        }
    }

    fn fits(self, text: &str, level: AdminLevel) -> bool {
        match self {
            Self::PCode => is_pcode(text),
            Self::Number => text.bytes().all(|b| b.is_ascii_digit()),
            Self::Iso3166 if level == AdminLevel::Admin0 => matches!(text.len(), 2 | 3) && is_capitals(text),
            Self::Iso3166 => text.split_once('-').is_some_and(|(country, part)| {
                country.len() == 2
                    && is_capitals(country)
                    && (1..=3).contains(&part.len())
                    && part.bytes().all(is_capital_or_digit)
            }),
            Self::Gadm => is_gadm(text),
            Self::GeoBoundaries => {
                text.bytes().all(|b| is_capital_or_digit(b) || matches!(b, b'-' | b'_'))
                    && text.bytes().any(|b| b.is_ascii_digit())
                    && text.as_bytes().first().copied().is_some_and(is_capital_or_digit)
            }
            Self::Text => {
                text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
                    && text.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric)
            }
        }
    }
}

/// The largest length of a code, in bytes.
const MAX_BYTES: usize = 64;

/// The key of an admin unit: a code of the kind that its layer has, or a provisional id for a unit that has none.
///
/// A provisional id starts with `x-`, in lower case; no other code does, in any kind, so that the two cannot be confused. Codes are made of
/// letters, digits, `.`, `-` and `_`: they can stand in an address, a file name and a list as they are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitCode(Box<str>);

/// Why a text is not a code of a kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnitCodeError {
    /// The text is empty.
    #[error("the {} is empty", .0.label())]
    Empty(CodeKind),
    /// A spreadsheet turned the code into a number.
    #[error("`{text}` is a number{}, not {}: the column was probably read as numbers; store it as text", anew(*.kind), .kind.one())]
    Number {
        /// What stands there.
        text: String,
        /// What is expected.
        kind: CodeKind,
    },
    /// Only digits, without the letters of the country.
    #[error("`{0}` has only digits: a P-code begins with the capital letters of its country (`KG06211000000`)")]
    Digits(String),
    /// Neither a code of the kind nor a provisional id.
    #[error(
        "`{text}` is not {}: expected {}, or a provisional id that starts with `x-` (`x-osh-city`)",
        .kind.one(), .kind.expected(*.level)
    )]
    Malformed {
        /// What stands there.
        text: String,
        /// What is expected.
        kind: CodeKind,
        /// At which level.
        level: AdminLevel,
    },
}

/// Official numbers are numbers, too.
fn anew(kind: CodeKind) -> &'static str {
    if kind == CodeKind::Number { " that was written anew" } else { "" }
}

impl UnitCode {
    /// Reads the code of a unit of a level, or a provisional id; surrounding white space (also no-break spaces) is dropped.
    pub fn new(text: &str, kind: CodeKind, level: AdminLevel) -> Result<Self, UnitCodeError> {
        let text = text.trim();
        let owned = || text.to_owned();
        if text.is_empty() {
            return Err(UnitCodeError::Empty(kind));
        }
        let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
        if is_digits && kind == CodeKind::PCode {
            return Err(UnitCodeError::Digits(owned()));
        }
        if is_written_as_number(text, kind) {
            return Err(UnitCodeError::Number { text: owned(), kind });
        }
        if text.len() <= MAX_BYTES && (is_provisional(text) || !text.starts_with("x-") && kind.fits(text, level)) {
            Ok(Self(text.into()))
        } else {
            Err(UnitCodeError::Malformed { text: owned(), kind, level })
        }
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// False for a provisional id: the unit has no code of its kind yet.
    pub fn is_official(&self) -> bool {
        !self.0.starts_with("x-")
    }
}

/// Whether a text is a number as programs write them anew: with decimals, an exponent, a sign or separators; or what they write for no
/// number. Digits alone are as they were, and so may be letters between digits, such as the `E` of `12E5`.
fn is_written_as_number(text: &str, kind: CodeKind) -> bool {
    let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\'').collect();
    let is_number = plain.parse::<f64>().is_ok() || plain.replace(',', ".").parse::<f64>().is_ok();
    let may_be_code = text.bytes().all(|b| b.is_ascii_alphanumeric()) && text.bytes().any(|b| b.is_ascii_digit());
    is_number && !(may_be_code && kind != CodeKind::PCode)
}

fn is_pcode(text: &str) -> bool {
    let capitals = text.bytes().take_while(u8::is_ascii_uppercase).count();
    capitals >= 2 && text.bytes().all(is_capital_or_digit)
}

/// `KGZ`, `KGZ.1_1`, `KGZ.1.2_1`; of disputed areas `Z01.1_1`, and of some countries without the first point: `GHA1.1_2`.
fn is_gadm(text: &str) -> bool {
    let (Some(country), Some(rest)) = (text.get(..3), text.get(3..)) else { return false };
    let is_country = country.bytes().all(is_capital_or_digit) && country.starts_with(|c: char| c.is_ascii_uppercase());
    let is_number = |number: &str| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    let is_path = |rest: &str| {
        rest.split_once('_').is_some_and(|(path, version)| {
            is_number(version) && path.strip_prefix('.').unwrap_or(path).split('.').all(is_number)
        })
    };
    is_country && (rest.is_empty() || is_path(rest))
}

fn is_provisional(text: &str) -> bool {
    text.strip_prefix("x-").is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    })
}

fn is_capitals(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_uppercase())
}

fn is_capital_or_digit(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit()
}

impl fmt::Display for UnitCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for UnitCode {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str, kind: CodeKind) -> Result<UnitCode, UnitCodeError> {
        UnitCode::new(text, kind, AdminLevel::Admin2)
    }

    fn accepts(kind: CodeKind, good: &[&str], bad: &[&str]) {
        for text in good {
            assert_eq!(code(text, kind).map(|code| code.as_str().to_owned()), Ok((*text).to_owned()), "{kind:?}");
        }
        for text in bad {
            let error = code(text, kind).expect_err(text);
            assert!(matches!(error, UnitCodeError::Malformed { .. }), "{text}: {error}");
        }
    }

    #[test]
    fn a_code_that_was_written_anew_as_a_number_is_refused_by_name_in_every_kind() {
        for kind in CodeKind::ALL {
            for text in [
                "4.1702E+13",
                "4,1702E+13",
                "4E+13",
                "4.1702e13",
                "41702000000000.0",
                "41702000000000,00",
                "5893.",
                "41 702 000",
                "41\u{a0}702",
                "-5",
                "NaN",
                "inf",
                "7.4538382E+22",
                "1e+22",
            ] {
                assert_eq!(code(text, kind), Err(UnitCodeError::Number { text: text.into(), kind }), "{kind:?}");
            }
        }
        // As text it is what it is meant to be, only no P-code.
        assert_eq!(code("05893", CodeKind::PCode), Err(UnitCodeError::Digits("05893".into())));
        let kind = CodeKind::Number;
        assert_eq!(
            UnitCodeError::Number { text: "4.1702E+13".into(), kind }.to_string(),
            "`4.1702E+13` is a number that was written anew, not an official number: the column was probably read as numbers; \
             store it as text"
        );
    }

    #[test]
    fn official_and_provisional_codes_cannot_be_confused() {
        for kind in CodeKind::ALL {
            assert!(code("x-bishkek-leninskiy", kind).is_ok_and(|c| !c.is_official()));
            for bad in ["x-", "X-osh", "x-Osh", "x-osh.1", "x_osh city"] {
                assert!(code(bad, kind).is_err_and(|e| matches!(e, UnitCodeError::Malformed { .. })) || bad == "X-osh");
            }
        }
        assert!(code("KG06211000000", CodeKind::PCode).is_ok_and(|c| c.is_official()));
        assert!(code("KAZ001", CodeKind::PCode).is_ok_and(|c| c.is_official()));
        accepts(CodeKind::PCode, &[], &["kg062", "X-OSH", "x-", "KG 06", "KG06\n1", "Osh", "K1", "KG-GB"]);
    }

    #[test]
    fn official_numbers_are_digits_and_keep_their_zeros() {
        let many = "7".repeat(64);
        accepts(
            CodeKind::Number,
            &["05893", "41706211", "0", "41706211000000", &many],
            &["KG06", "4170a", "٤١", "12E5"],
        );
        assert!(code(&format!("{many}7"), CodeKind::Number).is_err());
    }

    #[test]
    fn iso_codes_are_those_of_countries_or_below_them_of_subdivisions() {
        accepts(
            CodeKind::Iso3166,
            &["KG-GB", "KZ-10", "GB-ABC"],
            &["KG", "KG-", "KGZ-GB", "KG-GBXY", "kg-gb", "KG_GB"],
        );
        let country = |text: &str| UnitCode::new(text, CodeKind::Iso3166, AdminLevel::Admin0);
        assert!(country("KG").is_ok() && country("KGZ").is_ok() && country("KG-GB").is_err() && country("K").is_err());
    }

    #[test]
    fn gadm_ids_are_paths_with_a_version() {
        accepts(
            CodeKind::Gadm,
            &["KGZ", "KGZ.1_1", "KGZ.1.2_1", "KGZ.10.2.33_1", "Z01.1_1", "GHA1.1_2"],
            &["KG", "KGZ.1", "KGZ.1.2", "KGZ.1..2_1", "KGZ.a_1", "KGZ.1_1_1", "KGZ._1", "kgz.1_1", "KGZ 1_1", "ÄÖ"],
        );
    }

    #[test]
    fn ids_of_geoboundaries_are_digits_and_capitals() {
        accepts(
            CodeKind::GeoBoundaries,
            &["74538382B60423516893202", "74538382160423516893202", "74538382E60423516893202", "KGZ-ADM1-3_0_0-B1"],
            &["Osh", "OSH", "74538382b6", "-1B", "A/1"],
        );
    }

    #[test]
    fn other_codes_can_stand_in_an_address() {
        accepts(
            CodeKind::Text,
            &["KG.BA", "05893", "UZ_1-2", "a", "12E5", "KGZ-1.2"],
            &[".a", "a b", "a/b", "a;b", "ош", "-a"],
        );
    }

    #[test]
    fn a_no_break_space_at_the_end_is_not_part_of_the_code() {
        assert!(code("KG06211000000\u{a0}", CodeKind::PCode).is_ok_and(|c| c.as_str() == "KG06211000000"));
    }

    #[test]
    fn a_kind_is_written_as_it_is_declared() {
        for kind in CodeKind::ALL {
            assert_eq!(serde_json::to_value(kind).expect("text"), kind.id());
        }
    }
}
