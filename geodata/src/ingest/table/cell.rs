use super::super::text::trimmed;

/// What stands in one cell of a table, or in one field of a vector feature.
#[derive(Clone, Debug, PartialEq, Default)]
pub(in crate::ingest) enum Cell {
    /// Nothing, or only white space.
    #[default]
    Empty,
    /// Text, trimmed, never empty.
    Text(String),
    /// A number that the file itself stores as one.
    Number(f64),
    /// True or false, stored as such.
    Logical(bool),
    /// A date or time, stored as such.
    Date,
    /// A formula that failed: `#REF!`.
    Failed(String),
}

/// Why a cell is not what was expected there.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(in crate::ingest) enum CellError {
    #[error("`{0}`: the formula in this cell failed; mend it or paste the value")]
    Formula(String),
    #[error("this cell holds a date or time, expected {0}")]
    Date(&'static str),
    #[error("`{0}` is not a number")]
    NotANumber(String),
    #[error("`{0}` is not a number; leave the cell empty where there is no data")]
    NotACount(String),
    #[error("`{0}` is not a whole number")]
    NotWhole(String),
    #[error("`{0}` is negative; expected 0 or more")]
    Negative(String),
    #[error("`{0}` has a separator between thousands; write the number without it")]
    Thousands(String),
    #[error("`{0}` has a comma as decimal mark; write a point")]
    DecimalComma(String),
    #[error("`{0}` is in scientific notation, digits may be lost; write the number in full")]
    Scientific(String),
    #[error("`{0}` is more than all people on earth")]
    TooLarge(String),
    #[error("`{0}` is neither yes nor no; accepted: yes, no, true, false, 1, 0, or an empty cell for no data")]
    NeitherYesNorNo(String),
    #[error(
        "the text is damaged (replacement characters in `{0}`): the file was saved in an encoding that it does not declare; save it as UTF-8"
    )]
    Encoding(String),
}

impl CellError {
    /// The kind of finding that it makes.
    pub(in crate::ingest) fn code(&self) -> &'static str {
        match self {
            Self::Formula(_) => "formula_failed",
            Self::Date(_) => "unexpected_date",
            Self::NotANumber(_) | Self::NotACount(_) => "not_a_number",
            Self::NotWhole(_) => "not_a_whole_number",
            Self::Negative(_) => "negative_number",
            Self::Thousands(_) => "thousands_separator",
            Self::DecimalComma(_) => "decimal_comma",
            Self::Scientific(_) => "scientific_notation",
            Self::TooLarge(_) => "number_too_large",
            Self::NeitherYesNorNo(_) => "neither_yes_nor_no",
            Self::Encoding(_) => "damaged_text",
        }
    }
}

/// No count of people or households exceeds this: the earth has fewer people.
const MOST_PEOPLE: f64 = 1e10;

impl Cell {
    /// The cell of a text.
    pub(in crate::ingest) fn from_text(text: &str) -> Self {
        let text = trimmed(text);
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    /// True if nothing is there.
    pub(in crate::ingest) fn is_empty(&self) -> bool {
        *self == Self::Empty
    }

    /// The cell as text: a name or a key. Numbers are written without a superfluous `.0`.
    pub(in crate::ingest) fn text(&self) -> Result<Option<String>, CellError> {
        match self {
            Self::Empty => Ok(None),
            Self::Text(text) if text.contains(char::REPLACEMENT_CHARACTER) => Err(CellError::Encoding(text.clone())),
            Self::Text(text) => Ok(Some(text.clone())),
            Self::Number(number) => Ok(Some(number.to_string())),
            Self::Logical(value) => Ok(Some(value.to_string())),
            Self::Date => Err(CellError::Date("text")),
            Self::Failed(error) => Err(CellError::Formula(error.clone())),
        }
    }

    /// A count: a whole number, not negative; none in an empty cell.
    pub(in crate::ingest) fn count(&self) -> Result<Option<u64>, CellError> {
        let number = self.number().map_err(|error| match error {
            CellError::NotANumber(shown) => CellError::NotACount(shown),
            other => other,
        });
        let Some((number, shown)) = number? else { return Ok(None) };
        if number < 0.0 {
            Err(CellError::Negative(shown))
        } else if number.fract() != 0.0 {
            Err(CellError::NotWhole(shown))
        } else if number > MOST_PEOPLE {
            Err(CellError::TooLarge(shown))
        } else {
            Ok(Some(number as u64))
        }
    }

    /// A number with decimals, of either sign; none in an empty cell.
    pub(in crate::ingest) fn decimal(&self) -> Result<Option<f64>, CellError> {
        Ok(self.number()?.map(|(number, _)| number))
    }

    /// Yes or no; none in an empty cell.
    pub(in crate::ingest) fn yes_or_no(&self) -> Result<Option<bool>, CellError> {
        match self {
            Self::Logical(value) => return Ok(Some(*value)),
            Self::Date => return Err(CellError::Date("yes or no")),
            _ => {}
        }
        let Some(text) = self.text()? else { return Ok(None) };
        match text.to_lowercase().as_str() {
            "yes" | "true" | "1" => Ok(Some(true)),
            "no" | "false" | "0" => Ok(Some(false)),
            _ => Err(CellError::NeitherYesNorNo(text)),
        }
    }

    /// The number in the cell, and how it is written there.
    fn number(&self) -> Result<Option<(f64, String)>, CellError> {
        match self {
            Self::Empty => Ok(None),
            Self::Number(number) if number.is_finite() => Ok(Some((*number, number.to_string()))),
            Self::Number(number) => Err(CellError::NotANumber(number.to_string())),
            Self::Text(text) => number_of_text(text).map(|number| Some((number, text.clone()))),
            Self::Logical(value) => Err(CellError::NotANumber(value.to_string())),
            Self::Date => Err(CellError::Date("a number")),
            Self::Failed(error) => Err(CellError::Formula(error.clone())),
        }
    }
}

/// Reads plain decimal notation. What a person may have meant otherwise is named, never guessed.
fn number_of_text(text: &str) -> Result<f64, CellError> {
    let unsigned = text.strip_prefix(['-', '+', '−']).unwrap_or(text);
    let digits_and = |allowed: &[char]| {
        unsigned.starts_with(|c: char| c.is_ascii_digit())
            && unsigned.chars().all(|c| c.is_ascii_digit() || allowed.contains(&c))
    };
    if digits_and(&['.']) || (unsigned.starts_with('.') && unsigned.len() > 1) {
        if let Ok(number) = text.replace('−', "-").parse::<f64>()
            && number.is_finite()
        {
            return Ok(number);
        }
    } else if is_in_thousands(unsigned) {
        return Err(CellError::Thousands(text.to_owned()));
    } else if digits_and(&[',']) && unsigned.matches(',').count() == 1 {
        return Err(CellError::DecimalComma(text.to_owned()));
    } else if digits_and(&['.', ',', 'e', 'E', '+', '-']) && text.replace(',', ".").parse::<f64>().is_ok() {
        return Err(CellError::Scientific(text.to_owned()));
    }
    Err(CellError::NotANumber(text.to_owned()))
}

/// `1,234` or `1 234 567`: groups of three after the first, with a separator between. The point is a decimal mark.
fn is_in_thousands(text: &str) -> bool {
    let mut groups = text.split([',', ' ', '\'', '’', '\u{a0}', '\u{202f}', '\u{2009}']);
    let first = groups.next().unwrap_or("");
    let digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let rest: Vec<&str> = groups.collect();
    let Some((last, middle)) = rest.split_last() else { return false };
    // The last group may have decimals.
    let last = last.split('.').next().unwrap_or("");
    (1..=3).contains(&first.len())
        && digits(first)
        && middle.iter().chain([&last]).all(|group| group.len() == 3 && digits(group))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn count(text: &str) -> Result<Option<u64>, CellError> {
        Cell::from_text(text).count()
    }

    #[test]
    fn whole_numbers_are_read_and_an_empty_cell_is_no_number() {
        assert_eq!(count(" 12\u{a0}"), Ok(Some(12)));
        assert_eq!(count("12.0"), Ok(Some(12)));
        assert_eq!(Cell::Number(12.0).count(), Ok(Some(12)));
        assert_eq!(count("0"), Ok(Some(0)));
        assert_eq!(count("\u{a0}"), Ok(None));
    }

    #[test]
    fn each_way_to_write_a_number_wrong_has_its_own_error() {
        let code = |text: &str| count(text).map_err(|e| e.code());
        assert_eq!(code("-4"), Err("negative_number"));
        assert_eq!(code("−4"), Err("negative_number"));
        assert_eq!(code("12.5"), Err("not_a_whole_number"));
        assert_eq!(code("1,234"), Err("thousands_separator"));
        assert_eq!(code("1 234 567"), Err("thousands_separator"));
        assert_eq!(code("1\u{202f}234"), Err("thousands_separator"));
        assert_eq!(code("12,5"), Err("decimal_comma"));
        assert_eq!(code("1E+05"), Err("scientific_notation"));
        assert_eq!(code("n/a"), Err("not_a_number"));
        assert_eq!(code("-"), Err("not_a_number"));
        assert_eq!(code("NaN"), Err("not_a_number"));
        assert_eq!(code("inf"), Err("not_a_number"));
        assert_eq!(code("99999999999999"), Err("number_too_large"));
        assert_eq!(Cell::Date.count().map_err(|e| e.code()), Err("unexpected_date"));
        assert_eq!(Cell::Failed("#REF!".into()).count().map_err(|e| e.code()), Err("formula_failed"));
    }

    #[test]
    fn yes_and_no_come_in_any_case() {
        for (text, value) in [("YES", true), ("True", true), ("1", true), ("no", false), ("FALSE", false), ("0", false)]
        {
            assert_eq!(Cell::from_text(text).yes_or_no(), Ok(Some(value)), "{text}");
        }
        assert_eq!(Cell::Number(1.0).yes_or_no(), Ok(Some(true)));
        assert_eq!(Cell::from_text("maybe").yes_or_no().map_err(|e| e.code()), Err("neither_yes_nor_no"));
    }

    proptest! {
        #[test]
        fn any_count_is_read_back(number in 0..10_000_000_000_u64) {
            prop_assert_eq!(count(&number.to_string()), Ok(Some(number)));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC*") {
            let cell = Cell::from_text(&text);
            let _ = (cell.count(), cell.decimal(), cell.yes_or_no(), cell.text());
        }
    }
}
