//! Parses the query parameters of a request and checks them against their declarations.

use geodata::model::Period;
use percent_encoding::percent_decode_str;

use super::parameter::{self, ParamType, Parameter};
use super::problem::{Problem, truncated};

/// Maximum bytes of a query string: room for all words of an editor in any script, percent-encoded.
const MAX_QUERY_BYTES: usize = 12 * 1024;

/// Checked parameters: each name is declared and unique, and each value is valid.
#[derive(Clone, Debug, Default)]
pub struct Query {
    values: Vec<(&'static str, String)>,
    /// Whether parts of the query string were ignored.
    incomplete: bool,
    /// Parameters that were ignored because their values are invalid.
    refused: Vec<&'static str>,
}

/// A year, the whole window, or all years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YearValue {
    Window,
    All,
    Year(u16),
}

impl YearValue {
    /// The single period that it stands for.
    pub fn period(self) -> Period {
        match self {
            Self::Year(year) => Period::Year(year),
            Self::Window | Self::All => Period::Window,
        }
    }
}

impl From<Period> for YearValue {
    fn from(period: Period) -> Self {
        match period {
            Period::Window => Self::Window,
            Period::Year(year) => Self::Year(year),
        }
    }
}

impl Query {
    /// Parses a query string; anything unknown or invalid is an error.
    pub fn parse<'p>(raw: &str, declared: impl Iterator<Item = &'p Parameter> + Clone) -> Result<Self, Problem> {
        if raw.len() > MAX_QUERY_BYTES {
            return Err(Problem::bad_request(format!("the query string is longer than {MAX_QUERY_BYTES} bytes")));
        }
        let mut query = Self::default();
        for pair in raw.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decode(name).map_err(|why| Problem::bad_request(format!("a name in the query string {why}")))?;
            let Some(parameter) = declared.clone().find(|parameter| parameter.name == name) else {
                return Err(unknown(&name, declared));
            };
            let value = decode(value)
                .map_err(|why| Problem::parameter(parameter.name, format!("`{name}` {why}"), parameter.accepted()))?;
            if query.values.iter().any(|(seen, _)| *seen == parameter.name) {
                return Err(Problem::bad_request(format!("`{name}` is given more than once")).with_parameter(&name));
            }
            if !parameter.accepts(&value) {
                return Err(not_accepted(parameter, &value));
            }
            query.values.push((parameter.name, value));
        }
        if let Some(missing) = declared.clone().find(|p| p.required && query.text(p.name).is_none()) {
            let detail = format!("`{}` is required", missing.name);
            return Err(Problem::parameter(missing.name, detail, missing.accepted()));
        }
        for parameter in declared {
            query.apply_bounds(parameter);
        }
        Ok(query)
    }

    /// Parses the query string of a page, ignoring unknown, empty, repeated and invalid parameters.
    pub fn lenient<'p>(raw: &str, declared: impl Iterator<Item = &'p Parameter> + Clone) -> Self {
        let read =
            raw.get(..MAX_QUERY_BYTES).map_or(raw, |start| start.rsplit_once('&').map_or("", |(whole, _)| whole));
        let mut query = Self { incomplete: read.len() < raw.len(), ..Self::default() };
        for pair in read.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let known = decode(name).ok().and_then(|name| declared.clone().find(|known| known.name == name));
            let first = known.filter(|known| query.text(known.name).is_none());
            match (first, decode(value)) {
                (Some(parameter), Ok(value)) if parameter.accepts(&value) => {
                    query.values.push((parameter.name, value));
                    continue;
                }
                (Some(parameter), Ok(value)) if !value.is_empty() => query.refused.push(parameter.name),
                (Some(parameter), Err(_)) => query.refused.push(parameter.name),
                _ => {}
            }
            query.incomplete = true;
        }
        let mut refused = std::mem::take(&mut query.refused);
        refused.retain(|name| query.text(name).is_none());
        refused.sort_unstable();
        refused.dedup();
        query.refused = refused;
        for parameter in declared {
            query.apply_bounds(parameter);
        }
        query
    }

    /// Whether parts of the query string were ignored, so that the response does not depend on them.
    pub fn is_incomplete(&self) -> bool {
        self.incomplete
    }

    /// The parameters that were ignored because their values are invalid, by name.
    pub fn refused(&self) -> &[&'static str] {
        &self.refused
    }

    /// Removes a parameter whose value turned out to be invalid.
    pub fn refuse(&mut self, name: &str) {
        if let Some(position) = self.values.iter().position(|(known, _)| *known == name) {
            let (name, _) = self.values.remove(position);
            self.refused.push(name);
            self.incomplete = true;
        }
    }

    /// Sets or removes a parameter.
    pub fn set(&mut self, name: &'static str, value: Option<String>) {
        self.values.retain(|(known, _)| *known != name);
        self.values.extend(value.map(|value| (name, value)));
    }

    /// Normalises numbers, and limits the page size.
    fn apply_bounds(&mut self, parameter: &Parameter) {
        let value = match (self.integer(parameter.name), parameter.kind) {
            (Some(value), ParamType::Integer { .. }) => value,
            (Some(value), ParamType::Limit { max, .. }) => value.min(max),
            _ => return,
        };
        if let Some((_, text)) = self.values.iter_mut().find(|(name, _)| *name == parameter.name) {
            *text = value.to_string();
        }
    }

    /// Names and values, sorted: equivalent requests have equal lists.
    pub fn canonical_pairs(&self) -> Vec<(&'static str, &str)> {
        let mut pairs: Vec<_> = self.values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        pairs.sort_unstable();
        pairs
    }

    /// Writes the query string with its question mark, with some parameters changed or removed; empty if no parameter
    /// is left.
    pub fn written(&self, changes: &[(&str, Option<&str>)]) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        let is_changed = |name: &str| changes.iter().any(|(changed, _)| *changed == name);
        query.extend_pairs(self.canonical_pairs().into_iter().filter(|(name, _)| !is_changed(name)));
        query.extend_pairs(changes.iter().filter_map(|(name, value)| Some((*name, (*value)?))));
        let query = query.finish();
        if query.is_empty() { query } else { format!("?{query}") }
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    pub fn integer(&self, name: &str) -> Option<u64> {
        parameter::parse_uint(self.text(name)?)
    }

    /// The page size, or its default.
    pub fn limit(&self, parameter: &Parameter) -> usize {
        let default = if let ParamType::Limit { default, .. } = parameter.kind { default } else { 0 };
        self.integer(parameter.name).unwrap_or(default) as usize
    }

    pub fn numbers(&self, name: &str) -> Option<Vec<f64>> {
        self.text(name).and_then(parameter::ascending_numbers)
    }

    pub fn number(&self, name: &str) -> Option<f64> {
        parameter::number(self.text(name)?)
    }

    pub fn flag(&self, name: &str) -> bool {
        self.text(name) == Some("true")
    }

    pub fn names(&self, name: &str) -> Option<Vec<String>> {
        Some(self.text(name)?.split(',').map(|part| part.trim().to_owned()).collect())
    }

    pub fn bbox(&self, name: &str) -> Option<[f64; 4]> {
        parameter::bbox(parameter::bbox_numbers(self.text(name)?)?)
    }

    /// The requested year, or the window.
    pub fn year(&self, name: &str) -> YearValue {
        match self.text(name) {
            None | Some("window") => YearValue::Window,
            Some("all") => YearValue::All,
            Some(text) => parameter::year(text).map_or(YearValue::Window, YearValue::Year),
        }
    }
}

/// The problem with a value that a parameter does not accept.
pub fn not_accepted(parameter: &Parameter, value: &str) -> Problem {
    let detail = format!("`{}` does not accept `{}`", parameter.name, truncated(value));
    Problem::parameter(parameter.name, detail, parameter.accepted())
}

fn unknown<'p>(name: &str, declared: impl Iterator<Item = &'p Parameter>) -> Problem {
    let shown = truncated(name);
    let names: Vec<&str> = declared.map(|parameter| parameter.name).collect();
    let accepted = if names.is_empty() { "no parameters".to_owned() } else { names.join(", ") };
    Problem::parameter(&shown, format!("there is no parameter `{shown}` here"), accepted)
}

/// Percent-decodes a form field, where `+` is a space.
fn decode(text: &str) -> Result<String, &'static str> {
    let spaced = text.replace('+', " ");
    match percent_decode_str(&spaced).decode_utf8() {
        Ok(text) if text.contains('\0') => Err("contains a NUL character"),
        Ok(text) => Ok(text.into_owned()),
        Err(_) => Err("is not percent-encoded UTF-8 text"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DECLARED: &[Parameter] = &[
        Parameter::new("limit", ParamType::Integer { min: 1, max: 100 }, ""),
        Parameter::new("name", ParamType::Text { max: 10 }, ""),
    ];

    #[test]
    fn unknown_repeated_and_wrong_parameters_are_named() {
        let problem = |raw: &str| Query::parse(raw, DECLARED.iter()).expect_err(raw);
        assert_eq!(problem("lmit=3").parameter.as_deref(), Some("lmit"));
        assert_eq!(problem("lmit=3").accepted.as_deref(), Some("limit, name"));
        assert_eq!(problem("limit=3&limit=4").detail, "`limit` is given more than once");
        assert_eq!(problem("limit=0").accepted.as_deref(), Some("a whole number from 1 to 100"));
        assert_eq!(problem("name=%FF").detail, "`name` is not percent-encoded UTF-8 text");
        assert_eq!(problem("name=a%00").detail, "`name` contains a NUL character");
        assert_eq!(problem("%FF=1").detail, "a name in the query string is not percent-encoded UTF-8 text");
    }

    #[test]
    fn a_page_leaves_out_what_it_does_not_know_or_accept() {
        let lenient = |raw: &str| Query::lenient(raw, DECLARED.iter());
        let query = lenient("fbclid=x&limit=0&name=a&name=b&&%FF=1&utm_source=%FF&limit=007");
        assert_eq!(query.canonical_pairs(), [("limit", "7"), ("name", "a")]);
        assert_eq!((query.refused(), query.is_incomplete()), (&[][..], true));
        assert_eq!(query.written(&[]), "?limit=7&name=a");
        assert_eq!(lenient("limit=x&limit=0").refused(), ["limit"]);
        assert_eq!((lenient("name=&limit").refused(), lenient("name=%FF").refused()), (&[][..], &["name"][..]));
        assert!(!lenient("name=a&limit=7").is_incomplete());
        let long = format!("name=a&{}&limit=7", "x".repeat(MAX_QUERY_BYTES));
        assert_eq!(lenient(&long).canonical_pairs(), [("name", "a")]);
        assert!(lenient(&long).is_incomplete());
    }

    #[test]
    fn a_page_larger_than_the_largest_is_the_largest() {
        let limit = Parameter::new("limit", ParamType::Limit { max: 100, default: 10 }, "");
        let asked = |raw: &str| Query::parse(raw, [limit].iter()).map(|query| query.limit(&limit));
        for (raw, size) in [("", 10), ("limit=7", 7), ("limit=5000", 100), ("limit=99999999999999999999", 100)] {
            assert_eq!(asked(raw), Ok(size), "{raw}");
        }
        for bad in ["limit=0", "limit=-99999999999999999999", "limit=00000000000000000000000", "limit=1e3"] {
            assert!(asked(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_means_the_same_is_written_in_one_way() {
        let declared =
            [Parameter::new("size", ParamType::Limit { max: 100, default: 10 }, ""), DECLARED[0], DECLARED[1]];
        let query = Query::parse("name=Kara+Suu%21&limit=007", declared.iter()).expect("a query");
        assert_eq!(query.canonical_pairs(), [("limit", "7"), ("name", "Kara Suu!")]);
        assert_eq!(query.written(&[]), "?limit=7&name=Kara+Suu%21");
        assert_eq!(query.written(&[("limit", None), ("size", Some("3"))]), "?name=Kara+Suu%21&size=3");
        assert_eq!(Query::default().written(&[]), "");
    }
}
