//! Declares parameters as data: one declaration serves the parser, the error messages and the OpenAPI document.

use geodata::model::VocabularyDefinition;
use serde_json::{Value as Json, json};

use super::own_words;

/// A query or path parameter.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    pub name: &'static str,
    pub description: &'static str,
    pub kind: ParamType,
    pub required: bool,
}

/// The type of a parameter.
#[derive(Clone, Copy, Debug)]
pub enum ParamType {
    /// One of these words.
    Enum(&'static [&'static str]),
    /// One of these words; which ones, depends on the rest of the request. The handler refuses the others, and says which it accepts.
    EnumInPart(&'static [&'static str]),
    /// A comma-separated list of these words.
    EnumList(&'static [&'static str]),
    /// A word that the dataset declares, such as a service. Here only its form is known; [`crate::vocabulary`] knows the words.
    Word,
    /// A whole number.
    Integer { min: u64, max: u64 },
    /// The page size. Larger values are reduced to `max`, as OGC API Features Part 1 (section 7.15.2) requires.
    Limit { max: u64, default: u64 },
    /// A number.
    Number { min: f64, max: f64 },
    /// One of these words, or a comma-separated list of at most so many different numbers, the smallest first.
    WordOrNumbers { words: &'static [&'static str], most: usize },
    /// `true` or `false`.
    Flag,
    /// Text of at most this many bytes.
    Text { max: usize },
    /// Words of an editor, as [`super::own_words::cleaned`] accepts them, of at most this many characters.
    OwnWords { max: usize },
    /// Comma-separated names.
    Names,
    /// `west,south,east,north`, or six numbers with heights. With `any_crs`, bounds in the CRS that another parameter
    /// names; its handler checks their range.
    BBox { any_crs: bool },
    /// A year or `window`; with `all`, also `all`.
    Year { all: bool },
}

/// The range of valid years.
pub const YEARS: (u16, u16) = (1900, 2200);

/// Maximum bytes of a list.
const MAX_LIST_BYTES: usize = 4096;

impl Parameter {
    pub const fn new(name: &'static str, kind: ParamType, description: &'static str) -> Self {
        Self { name, description, kind, required: false }
    }

    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// A description of accepted values.
    pub fn accepted(&self) -> String {
        match self.kind {
            ParamType::Enum(words) | ParamType::EnumInPart(words) | ParamType::EnumList(words) => {
                self.accepted_words(words)
            }
            ParamType::Word => "a word of the dataset: lower case letters, digits and `_`".to_owned(),
            ParamType::Integer { min, max } => format!("a whole number from {min} to {max}"),
            ParamType::Limit { max, .. } => format!("a whole number from 1; more than {max} gives {max}"),
            ParamType::Number { min, max } => format!("a number from {min} to {max}"),
            ParamType::WordOrNumbers { words, most } => {
                format!(
                    "{}, or 1 to {most} different numbers, the smallest first, separated by commas",
                    words.join(", ")
                )
            }
            ParamType::Flag => "true or false".to_owned(),
            ParamType::Text { max } => format!("1 to {max} bytes of text"),
            ParamType::OwnWords { max } => {
                format!("1 to {max} characters of text, without control characters and overrides of its direction")
            }
            ParamType::Names => "names separated by commas".to_owned(),
            ParamType::BBox { .. } => {
                "west,south,east,north in degrees (or six numbers with heights third and sixth); \
                           longitudes from -180 to 180, latitudes from -90 to 90, south not above north; \
                           west may exceed east across the antimeridian"
                    .to_owned()
            }
            ParamType::Year { all: false } => "a year of four digits, or window".to_owned(),
            ParamType::Year { all: true } => "a year of four digits, window, or all".to_owned(),
        }
    }

    /// A description of accepted values, with these words.
    pub fn accepted_words(&self, words: &[&str]) -> String {
        let words = words.join(", ");
        if matches!(self.kind, ParamType::EnumList(_)) {
            format!("some of {words}, separated by commas")
        } else {
            format!("one of {words}")
        }
    }

    /// Whether a text is a valid value.
    pub fn accepts(&self, text: &str) -> bool {
        match self.kind {
            ParamType::Enum(words) => words.contains(&text),
            ParamType::EnumList(words) => {
                text.len() <= MAX_LIST_BYTES && text.split(',').all(|word| words.contains(&word))
            }
            ParamType::EnumInPart(_) => !text.is_empty(),
            ParamType::Word => VocabularyDefinition::is_id(text),
            ParamType::Integer { min, max } => parse_uint(text).is_some_and(|number| (min..=max).contains(&number)),
            ParamType::Limit { .. } => parse_uint(text).is_some_and(|number| number >= 1),
            ParamType::Number { min, max } => number(text).is_some_and(|number| (min..=max).contains(&number)),
            ParamType::WordOrNumbers { words, most } => {
                words.contains(&text) || ascending_numbers(text).is_some_and(|numbers| numbers.len() <= most)
            }
            ParamType::Flag => text == "true" || text == "false",
            ParamType::Text { max } => !text.is_empty() && text.len() <= max,
            ParamType::OwnWords { max } => own_words::cleaned(text).is_some_and(|words| words.chars().count() <= max),
            ParamType::Names => text.len() <= MAX_LIST_BYTES && text.split(',').all(|name| !name.trim().is_empty()),
            ParamType::BBox { any_crs } => bbox_numbers(text).is_some_and(|edges| any_crs || bbox(edges).is_some()),
            ParamType::Year { all } => text == "window" || (all && text == "all") || year(text).is_some(),
        }
    }

    /// The JSON schema of the parameter.
    pub fn schema(&self) -> Json {
        match self.kind {
            ParamType::Enum(words) | ParamType::EnumInPart(words) => json!({ "type": "string", "enum": words }),
            ParamType::EnumList(words) => {
                json!({ "type": "array", "items": { "type": "string", "enum": words }, "minItems": 1 })
            }
            ParamType::Word => json!({ "type": "string" }),
            ParamType::Integer { min, max } => json!({ "type": "integer", "minimum": min, "maximum": max }),
            ParamType::Limit { max, default } => {
                json!({ "type": "integer", "minimum": 1, "maximum": max, "default": default })
            }
            ParamType::Number { min, max } => json!({ "type": "number", "minimum": min, "maximum": max }),
            ParamType::WordOrNumbers { words, most } => json!({ "oneOf": [
                { "type": "string", "enum": words },
                { "type": "array", "items": { "type": "number" }, "minItems": 1, "maxItems": most, "uniqueItems": true },
            ] }),
            ParamType::Flag => json!({ "type": "boolean", "default": false }),
            ParamType::Text { max } | ParamType::OwnWords { max } => {
                json!({ "type": "string", "minLength": 1, "maxLength": max })
            }
            ParamType::Names => {
                json!({ "type": "array", "items": { "type": "string", "minLength": 1 }, "minItems": 1 })
            }
            ParamType::BBox { .. } => json!({
                "type": "array", "items": { "type": "number" }, "minItems": 4, "maxItems": 6,
                "oneOf": [{ "minItems": 4, "maxItems": 4 }, { "minItems": 6, "maxItems": 6 }],
            }),
            ParamType::Year { all } => {
                let words: &[&str] = if all { &["window", "all"] } else { &["window"] };
                json!({ "oneOf": [
                    { "type": "integer", "minimum": YEARS.0, "maximum": YEARS.1 },
                    { "type": "string", "enum": words },
                ], "default": "window" })
            }
        }
    }
}

/// Parses an unsigned integer of digits only; values that overflow become `u64::MAX`.
pub fn parse_uint(text: &str) -> Option<u64> {
    let is_whole = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    is_whole.then(|| text.parse().unwrap_or(u64::MAX))
}

/// Parses a finite number in plain or scientific notation.
pub fn number(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
    text.parse::<f64>().ok().filter(|number| plain && number.is_finite())
}

/// Parses different finite numbers, the smallest first, separated by commas.
pub fn ascending_numbers(text: &str) -> Option<Vec<f64>> {
    let numbers: Vec<f64> = text.split(',').map(|part| number(part.trim())).collect::<Option<_>>()?;
    numbers.is_sorted_by(|one, next| one < next).then_some(numbers)
}

pub fn year(text: &str) -> Option<u16> {
    let year = parse_uint(text).filter(|_| text.len() == 4).and_then(|year| u16::try_from(year).ok())?;
    (YEARS.0..=YEARS.1).contains(&year).then_some(year)
}

/// Parses the four bounds of a bounding box; heights are checked and ignored.
pub fn bbox_numbers(text: &str) -> Option<[f64; 4]> {
    let numbers: Vec<f64> = text.split(',').map(|part| number(part.trim())).collect::<Option<_>>()?;
    match numbers.as_slice() {
        [a, b, c, d] => Some([*a, *b, *c, *d]),
        [a, b, low, c, d, high] if low <= high => Some([*a, *b, *c, *d]),
        _ => None,
    }
}

/// Checks that bounds in degrees are a valid bounding box.
pub fn bbox([west, south, east, north]: [f64; 4]) -> Option<[f64; 4]> {
    let longitudes = (-180.0..=180.0).contains(&west) && (-180.0..=180.0).contains(&east);
    let latitudes = (-90.0..=90.0).contains(&south) && (-90.0..=90.0).contains(&north) && south <= north;
    (longitudes && latitudes).then_some([west, south, east, north])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_finite_and_plain() {
        for bad in ["", "nan", "inf", "1e999", "0x10", "1,5", " 1", "１"] {
            assert_eq!(number(bad), None, "{bad:?}");
        }
        assert_eq!(number("-7.5e1"), Some(-75.0));
        for bad in ["", "-1", "+1", "1.0"] {
            assert_eq!(parse_uint(bad), None, "{bad:?}");
        }
        assert_eq!((parse_uint("007"), parse_uint("99999999999999999999")), (Some(7), Some(u64::MAX)));
    }

    #[test]
    fn choices_are_some_of_the_words() {
        let layers = Parameter::new("layers", ParamType::EnumList(&["areas", "borders"]), "");
        assert!(["areas", "borders", "borders,areas", "areas,areas"].iter().all(|text| layers.accepts(text)));
        assert!(!["", "areas,", ",areas", "areas borders", "Areas", "labels"].iter().any(|text| layers.accepts(text)));
    }

    #[test]
    fn numbers_in_a_list_are_few_different_and_in_order() {
        let breaks = Parameter::new("breaks", ParamType::WordOrNumbers { words: &["own"], most: 3 }, "");
        assert!(["own", "5", "-1,0,2.5", "1e3, 2e3"].iter().all(|text| breaks.accepts(text)));
        for bad in ["", "other", "1,2,3,4", "2,1", "1,1", "1,,2", "nan", "1,inf", "own,1", "1;2"] {
            assert!(!breaks.accepts(bad), "{bad:?}");
        }
        assert_eq!(breaks.accepted(), "own, or 1 to 3 different numbers, the smallest first, separated by commas");
    }

    #[test]
    fn boxes_may_cross_the_antimeridian_and_have_heights() {
        let bbox = |text: &str| bbox_numbers(text).and_then(bbox);
        assert_eq!(bbox("170,-10,-170,10"), Some([170.0, -10.0, -170.0, 10.0]));
        assert_eq!(bbox("1,2,0,3,4,9"), Some([1.0, 2.0, 3.0, 4.0]));
        for bad in
            ["", "1,2,3", "1,2,3,4,5", "181,0,0,0", "0,5,1,4", "0,-91,0,0", "0,0,NaN,1", "1,2,9,3,4,0", "1,2,3,4,"]
        {
            assert_eq!(bbox(bad), None, "{bad:?}");
        }
    }
}
