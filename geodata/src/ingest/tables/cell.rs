use chrono::NaiveDateTime;

use super::super::text::{excerpt, trimmed, yes_or_no};
use super::super::withheld::looks_withheld;
use super::months::{may_be_a_range, text_may_be_a_range};
use super::number::{Mark, MarkUsage, Notation, is_scientific};

/// The value of one cell of a table, or of one field of a vector feature.
#[derive(Clone, Debug, PartialEq, Default)]
pub(in crate::ingest) enum Cell {
    /// Nothing, or only white space.
    #[default]
    Empty,
    /// Text, trimmed, never empty.
    Text(String),
    /// A number that the file itself stores as one.
    Number(f64),
    /// A number that the file stores as one with decimals, though it could as a whole one; it may be whole.
    Decimal(f64),
    /// True or false, stored as such.
    Logical(bool),
    /// A date or time, stored as such; none where it is a time of day, or its source does not say which date it is.
    Date(Option<NaiveDateTime>),
    /// The error value of a formula: `#REF!`.
    FormulaError(String),
    /// A text or number where a form writes a position: latitude, longitude, altitude, accuracy.
    NotAPosition(String),
    /// A formula without a stored result: the program that wrote the file did not calculate it.
    Uncalculated,
}

/// Why a cell does not hold what is expected.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(in crate::ingest) enum CellError {
    #[error("`{0}`: the formula in this cell failed; mend it or paste the value")]
    Formula(String),
    #[error(
        "the cell has a formula whose result is not stored; open the workbook in a spreadsheet and save it, or paste the value"
    )]
    Uncalculated,
    #[error("this cell holds a date or time, expected {0}")]
    Date(&'static str),
    #[error("`{0}` is not a number")]
    NotANumber(String),
    #[error(
        "`{0}` is not a number; leave the cell empty where there is no data, or list the words for it in dataset.toml, as `no_data = [\"n/a\"]`, and those \
         of withheld values, as `suppressed = [\"<5\"]`"
    )]
    NotACount(String),
    #[error(
        "`{0}` looks like a value that the source withholds, which is not the same as no data; if it is one, list it in dataset.toml, as `suppressed = [\"{0}\"]`"
    )]
    LooksWithheld(String),
    #[error(
        "`{0}` is a date in a column of numbers: spreadsheets make one of a range such as `1-4`, by which a source withholds a number; write what the source has, in a column with the format of text, and list it in dataset.toml, as `suppressed = [\"1-4\"]`"
    )]
    MadeADate(String),
    #[error(
        "`{0}` is no position as forms write it; expected latitude and longitude with a space between, and altitude and accuracy if they are known: `42.87 74.59 760 4.5`"
    )]
    NotAPosition(String),
    #[error("`{0}` is not a whole number")]
    NotWhole(String),
    #[error("`{0}` is negative; expected 0 or more")]
    Negative(String),
    #[error("`{0}` has a separator between thousands; write the number without it")]
    Thousands(String),
    #[error(
        "`{shown}` can mean {thousands}, if the {mark} separates thousands, or {decimals} with three decimals; write {thousands} or {decimals}"
    )]
    Ambiguous { shown: String, mark: &'static str, thousands: String, decimals: String },
    #[error("`{0}` is in scientific notation, digits may be lost; write the number in full")]
    Scientific(String),
    #[error("`{0}` has more digits than a number keeps, the last ones may be lost; store it as text")]
    Inexact(String),
    #[error("`{0}` is more than all people on earth")]
    TooLarge(String),
    #[error(
        "`{0}` is neither yes nor no; accepted: yes, no, true, false, 1, 0, or an empty cell for no data; list other words in dataset.toml, as \
         `yes = [\"oui\"]`, `no = [\"non\"]`, `no_data = [\"n/a\"]`"
    )]
    NeitherYesNorNo(String),
    #[error(
        "the text is damaged (replacement characters in `{0}`): the file was saved in an encoding that it does not declare; save it as UTF-8"
    )]
    Encoding(String),
}

impl CellError {
    /// The code of the finding that it makes.
    pub(in crate::ingest) fn code(&self) -> &'static str {
        match self {
            Self::Formula(_) => "formula_failed",
            Self::Uncalculated => "formula_not_calculated",
            Self::Date(_) => "unexpected_date",
            Self::NotANumber(_) | Self::NotACount(_) => "not_a_number",
            Self::LooksWithheld(_) | Self::MadeADate(_) => "looks_withheld",
            Self::NotAPosition(_) => "not_a_position",
            Self::NotWhole(_) => "not_a_whole_number",
            Self::Negative(_) => "negative_number",
            Self::Thousands(_) => "thousands_separator",
            Self::Ambiguous { .. } => "ambiguous_separator",
            Self::Scientific(_) => "scientific_notation",
            Self::Inexact(_) => "digits_lost",
            Self::TooLarge(_) => "number_too_large",
            Self::NeitherYesNorNo(_) => "neither_yes_nor_no",
            Self::Encoding(_) => "damaged_text",
        }
    }
}

/// The largest magnitude up to which a double holds every whole number. A larger one may not be the number that was meant.
const MAX_EXACT: u64 = 1 << 53;
/// Spreadsheets keep 15 digits of a number, even if more were typed.
const MAX_SPREADSHEET_NUMBER: f64 = 1e15;
/// The largest count of people or households: more than live on earth.
const MAX_PEOPLE: f64 = 1e10;

impl Cell {
    /// The cell for a text. An error value such as `#REF!` that was pasted or saved as text is still an error.
    pub(in crate::ingest) fn from_text(text: &str) -> Self {
        let text = trimmed(text);
        if text.is_empty() {
            Self::Empty
        } else if is_formula_error(text) {
            Self::FormulaError(text.to_owned())
        } else {
            Self::Text(text.to_owned())
        }
    }

    /// The cell for a whole number that a file stores as such: a text where a double would lose the last digits, since ids can be
    /// that long.
    pub(in crate::ingest) fn from_whole(number: i128) -> Self {
        if number.unsigned_abs() > MAX_EXACT.into() {
            Self::Text(number.to_string())
        } else {
            Self::Number(number as f64)
        }
    }

    /// The cell as text: a name or a key. Whole numbers have no `.0`.
    pub(in crate::ingest) fn text(&self) -> Result<Option<String>, CellError> {
        match self {
            Self::Empty => Ok(None),
            Self::Text(text) if text.contains(char::REPLACEMENT_CHARACTER) => Err(CellError::Encoding(excerpt(text))),
            Self::Text(text) => Ok(Some(text.clone())),
            Self::Number(number) | Self::Decimal(number) if number.abs() > MAX_EXACT as f64 => {
                Err(CellError::Inexact(number.to_string()))
            }
            Self::Number(number) | Self::Decimal(number) => Ok(Some(number.to_string())),
            Self::Logical(value) => Ok(Some(value.to_string())),
            Self::Date(_) => Err(CellError::Date("text")),
            Self::NotAPosition(text) => Err(CellError::NotAPosition(excerpt(text))),
            Self::FormulaError(error) => Err(CellError::Formula(error.clone())),
            Self::Uncalculated => Err(CellError::Uncalculated),
        }
    }

    /// The cell of a table as a key. Refuses numbers that may have lost their last digits.
    pub(in crate::ingest) fn key(&self) -> Result<Option<String>, CellError> {
        // A key of letters and digits can look like `12E5`; only a spreadsheet writes `1.2E+06`.
        let is_rounded = |text: &str| is_scientific(text) && text.contains(['+', '.', ',']);
        match self {
            Self::Number(number) | Self::Decimal(number) if number.abs() >= MAX_SPREADSHEET_NUMBER => {
                Err(CellError::Inexact(self.shown()))
            }
            Self::Text(text) if is_rounded(text) => Err(CellError::Inexact(self.shown())),
            _ => self.text(),
        }
    }

    /// A count: a whole number, not negative; none in an empty cell. `marks` is how the column uses point and comma.
    pub(in crate::ingest) fn count(&self, marks: MarkUsage) -> Result<Option<u64>, CellError> {
        let number = self.decimal(marks).map_err(|error| match error {
            CellError::NotANumber(shown) if looks_withheld(&shown) => CellError::LooksWithheld(shown),
            CellError::NotANumber(shown) if text_may_be_a_range(&shown) => CellError::MadeADate(shown),
            CellError::NotANumber(shown) => CellError::NotACount(shown),
            CellError::Date(_) if self.date().is_some_and(may_be_a_range) => CellError::MadeADate(self.shown()),
            other => other,
        });
        let Some(number) = number? else { return Ok(None) };
        if number < 0.0 {
            Err(CellError::Negative(self.shown()))
        } else if number.fract() != 0.0 {
            Err(CellError::NotWhole(self.shown()))
        } else if number > MAX_PEOPLE {
            Err(CellError::TooLarge(self.shown()))
        } else {
            Ok(Some(number as u64))
        }
    }

    fn date(&self) -> Option<chrono::NaiveDateTime> {
        if let Self::Date(date) = self { *date } else { None }
    }

    /// A number with decimals, of either sign; none in an empty cell. `marks` is how the column uses point and comma.
    pub(in crate::ingest) fn decimal(&self, marks: MarkUsage) -> Result<Option<f64>, CellError> {
        self.number(|mark| marks.is_decimal(mark), Separators::Read)
    }

    /// Degrees; none in an empty cell. No angle has thousands of degrees, so a mark before three digits is a decimal mark.
    pub(in crate::ingest) fn degrees(&self) -> Result<Option<f64>, CellError> {
        self.number(|_| Some(true), Separators::Refuse)
    }

    /// Yes or no; none in an empty cell.
    pub(in crate::ingest) fn yes_or_no(&self) -> Result<Option<bool>, CellError> {
        match self {
            Self::Logical(value) => return Ok(Some(*value)),
            Self::Date(_) => return Err(CellError::Date("yes or no")),
            _ => {}
        }
        let Some(text) = self.text()? else { return Ok(None) };
        yes_or_no(&text).map(Some).ok_or_else(|| match excerpt(&text) {
            shown if looks_withheld(&shown) => CellError::LooksWithheld(shown),
            shown => CellError::NeitherYesNorNo(shown),
        })
    }

    /// The number in the cell. If its text has two meanings, `is_decimal` decides, if it can.
    fn number(
        &self,
        is_decimal: impl Fn(Mark) -> Option<bool>,
        separators: Separators,
    ) -> Result<Option<f64>, CellError> {
        let reads_thousands = separators == Separators::Read;
        match self {
            Self::Empty => Ok(None),
            Self::Number(number) | Self::Decimal(number) if number.is_finite() => Ok(Some(*number)),
            Self::Number(_) | Self::Decimal(_) | Self::Logical(_) => Err(CellError::NotANumber(self.shown())),
            Self::Date(_) => Err(CellError::Date("a number")),
            Self::NotAPosition(text) => Err(CellError::NotAPosition(excerpt(text))),
            Self::FormulaError(error) => Err(CellError::Formula(error.clone())),
            Self::Uncalculated => Err(CellError::Uncalculated),
            Self::Text(text) => match Notation::of(text) {
                Notation::Clear(number, _) => Ok(Some(number)),
                Notation::Ambiguous { mark, thousands, decimals } => match is_decimal(mark) {
                    Some(true) => Ok(Some(decimals)),
                    Some(false) if reads_thousands => Ok(Some(thousands)),
                    Some(false) => Err(CellError::Thousands(self.shown())),
                    None => Err(CellError::Ambiguous {
                        shown: self.shown(),
                        mark: mark.name(),
                        thousands: thousands.to_string(),
                        decimals: decimals.to_string(),
                    }),
                },
                // Not where the column uses the same mark in another way.
                Notation::Thousands { number, separator, decimal }
                    if reads_thousands
                        && separator.is_none_or(|mark| is_decimal(mark) == Some(false))
                        && decimal.is_none_or(|mark| is_decimal(mark) == Some(true)) =>
                {
                    Ok(Some(number))
                }
                Notation::Thousands { .. } => Err(CellError::Thousands(self.shown())),
                Notation::Scientific => Err(CellError::Scientific(self.shown())),
                Notation::Other => Err(CellError::NotANumber(self.shown())),
            },
        }
    }

    /// The cell as a message shows it.
    pub(in crate::ingest) fn shown(&self) -> String {
        match self {
            Self::Date(Some(date)) => date.format("%Y-%m-%d").to_string(),
            Self::Empty | Self::Date(None) | Self::Uncalculated => String::new(),
            Self::Text(text) | Self::FormulaError(text) | Self::NotAPosition(text) => excerpt(text),
            Self::Number(number) | Self::Decimal(number) => number.to_string(),
            Self::Logical(value) => value.to_string(),
        }
    }
}

/// What becomes of a number with separators between thousands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Separators {
    Read,
    Refuse,
}

/// The errors of Excel, in English and Russian, and those of LibreOffice (`Err:502`).
fn is_formula_error(text: &str) -> bool {
    const ERRORS: [&str; 17] = [
        "#REF!",
        "#N/A",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#SPILL!",
        "#CALC!",
        "#FIELD!",
        "#ССЫЛКА!",
        "#Н/Д",
        "#ЗНАЧ!",
        "#ДЕЛ/0!",
        "#ИМЯ?",
        "#ПУСТО!",
        "#ЧИСЛО!",
    ];
    let code = text.strip_prefix("Err:").unwrap_or_default();
    ERRORS.contains(&text) || (code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn count(text: &str) -> Result<Option<u64>, CellError> {
        Cell::from_text(text).count(MarkUsage::default())
    }

    #[test]
    fn whole_numbers_are_read_and_an_empty_cell_is_no_number() {
        assert_eq!(count(" 12\u{a0}"), Ok(Some(12)));
        assert_eq!(count("12.0"), Ok(Some(12)));
        assert_eq!(count("12,00"), Ok(Some(12)));
        assert_eq!(Cell::Number(12.0).count(MarkUsage::default()), Ok(Some(12)));
        assert_eq!(count("0"), Ok(Some(0)));
        assert_eq!(count("\u{a0}"), Ok(None));
    }

    #[test]
    fn each_way_to_write_a_number_wrong_has_its_own_error() {
        let code = |text: &str| count(text).map_err(|e| e.code());
        assert_eq!(code("-4"), Err("negative_number"));
        assert_eq!(code("−4"), Err("negative_number"));
        assert_eq!(code("12.5"), Err("not_a_whole_number"));
        assert_eq!(code("1,234"), Err("ambiguous_separator"));
        assert_eq!(code("12.000"), Err("ambiguous_separator"));
        assert_eq!(code("12.500"), Err("ambiguous_separator"));
        // Without other cells, nothing proves what a point is; a space is no decimal mark.
        assert_eq!(code("1.234.567"), Err("thousands_separator"));
        assert_eq!(code("12.000,5"), Err("thousands_separator"));
        assert_eq!((code("1 234 567"), code("1\u{202f}234")), (Ok(Some(1_234_567)), Ok(Some(1234))));
        assert_eq!(code("12,5"), Err("not_a_whole_number"));
        assert_eq!(code("1E+05"), Err("scientific_notation"));
        assert_eq!(code("n/a"), Err("not_a_number"));
        assert_eq!(code("-"), Err("not_a_number"));
        assert_eq!(code("NaN"), Err("not_a_number"));
        assert_eq!(code("inf"), Err("not_a_number"));
        assert_eq!(code("99999999999999"), Err("number_too_large"));
        assert_eq!(Cell::Date(None).count(MarkUsage::default()).map_err(|e| e.code()), Err("unexpected_date"));
        assert_eq!(
            Cell::FormulaError("#REF!".into()).count(MarkUsage::default()).map_err(|e| e.code()),
            Err("formula_failed")
        );
    }

    #[test]
    fn a_mark_before_three_digits_is_read_as_the_column_uses_it() {
        let cell = Cell::from_text("12.000");
        let after = |text: &str| {
            let mut marks = MarkUsage::default();
            marks.observe(text);
            marks
        };
        assert_eq!(cell.count(after("7.5")), Ok(Some(12)));
        assert_eq!(cell.decimal(after("0.125")), Ok(Some(12.0)));
        assert_eq!(cell.decimal(after("7,5")), Ok(Some(12_000.0)));
        assert_eq!(Cell::from_text("1.234.567").count(after("1.234.567")), Ok(Some(1_234_567)));
        assert_eq!(Cell::from_text("12.000,5").decimal(after("12.000,5")), Ok(Some(12_000.5)));
        assert_eq!(cell.count(MarkUsage::stated(Mark::Comma)), Ok(Some(12_000)));
        assert_eq!(cell.decimal(after("7")).map_err(|e| e.code()), Err("ambiguous_separator"));
        // A number that the file stores as one has one meaning, whatever stands around it.
        assert_eq!(Cell::Number(12.0).count(after("7,5")), Ok(Some(12)));
        assert_eq!(Cell::from_text("70,512").degrees(), Ok(Some(70.512)));
        assert_eq!(Cell::from_text("1.234.567").degrees().map_err(|e| e.code()), Err("thousands_separator"));
    }

    #[test]
    fn a_number_that_may_have_lost_digits_is_no_key() {
        let key = |cell: Cell| cell.key().map_err(|error| error.code());
        assert_eq!(key(Cell::Number(999_999_999_999_999.0)), Ok(Some("999999999999999".to_owned())));
        // 9007199254740993, which is 2⁵³ + 1, is read as the number before it.
        for number in [9_007_199_254_740_993.0, 1e15, -1e15, 4.17e20] {
            assert_eq!(key(Cell::Number(number)), Err("digits_lost"), "{number}");
        }
        for rounded in ["4.1702E+13", "4,1702E+13", "4E+13", "4.1e13"] {
            assert_eq!(key(Cell::from_text(rounded)), Err("digits_lost"), "{rounded}");
        }
        for text in ["9007199254740993", "12E5", "KG-1E-5", "E+13", "1.2"] {
            assert_eq!(key(Cell::from_text(text)), Ok(Some(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn an_error_shows_the_beginning_of_a_long_text() {
        let error = Cell::from_text(&"x".repeat(30_000)).count(MarkUsage::default()).expect_err("no number");
        assert!(error.to_string().len() < 300, "{error}");
    }

    #[test]
    fn an_error_value_that_was_saved_as_text_is_an_error() {
        for text in ["#REF!", " #N/A ", "#ДЕЛ/0!", "Err:502"] {
            assert_eq!(count(text).map_err(|e| e.code()), Err("formula_failed"), "{text}");
            assert_eq!(Cell::from_text(text).text().map_err(|e| e.code()), Err("formula_failed"), "{text}");
        }
        for text in ["#1", "N/A", "Err:", "Err:5022", "#REF! 2"] {
            assert_eq!(Cell::from_text(text).text(), Ok(Some(text.to_owned())), "{text}");
        }
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
        fn no_text_causes_a_panic(text in "\\PC*") {
            let cell = Cell::from_text(&text);
            let _ = (cell.count(MarkUsage::default()), cell.degrees(), cell.yes_or_no(), cell.text());
        }
    }
}
