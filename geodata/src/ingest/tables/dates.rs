//! Dates in cells: those that a workbook stores as such, and those that are texts. Where the column of the year has dates, the year of each is
//! read; a date that can be of two years is refused.

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};

use super::super::text::{excerpt, trimmed};
use super::cell::Cell;
use super::months::is_month;

/// Years that a table can be about.
const PLAUSIBLE: std::ops::RangeInclusive<u16> = 1800..=2199;

/// What stands behind a year in Russian, Kyrgyz and Kazakh.
const YEAR_WORDS: [&str; 6] = ["г", "год", "года", "ж", "жыл", "жылы"];

/// Why a cell has no year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum YearError {
    /// It has no number at all, as `Total`: the row is about no year.
    None,
    /// Which year is meant is not clear.
    Unclear(String),
}

/// The year that a cell says, alone or as part of a date; none in an empty cell.
pub(in crate::ingest) fn year(cell: &Cell) -> Result<Option<u16>, YearError> {
    let plausible = |year: u16| PLAUSIBLE.contains(&year).then_some(Some(year));
    let unclear = |shown: String| YearError::Unclear(shown);
    match cell {
        Cell::Empty => Ok(None),
        Cell::Number(number) | Cell::Decimal(number) => {
            let year = Some(*number).filter(|number| number.fract() == 0.0 && (0.0..=9999.0).contains(number));
            year.and_then(|year| plausible(year as u16)).ok_or_else(|| unclear(number.to_string()))
        }
        Cell::Date(Some(date)) => {
            u16::try_from(date.year()).ok().and_then(plausible).ok_or_else(|| unclear(date.date().to_string()))
        }
        Cell::Date(None) => Err(unclear("a time".to_owned())),
        Cell::Text(text) if text.contains(|c: char| c.is_ascii_digit()) => year_of_text(text),
        Cell::Text(_) | Cell::Logical(_) | Cell::FormulaError(_) | Cell::NotAPosition(_) | Cell::Uncalculated => {
            Err(YearError::None)
        }
    }
}

/// The date in a cell as it is shown, unless it is a year alone.
pub(super) fn shown_of(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Date(Some(date)) => Some(shown(*date)),
        Cell::Text(text) if text.len() > 4 && !text.ends_with(".0") => Some(text.clone()),
        _ => None,
    }
}

/// The year of a text with digits.
fn year_of_text(text: &str) -> Result<Option<u16>, YearError> {
    let unclear = || Err(YearError::Unclear(excerpt(text)));
    let date = without_time(trimmed(text)).trim_end_matches(['.', ',']);
    if let Some(whole) = date.strip_suffix(".0").filter(|whole| whole.len() == 4) {
        return year_of_text(whole);
    }
    let (mut year, mut others, mut has_month_name) = (None, Vec::new(), false);
    let mut parts: Vec<&str> =
        date.split(['-', '.', '/', ' ', '\u{a0}', ',']).filter(|part| !part.is_empty()).collect();
    if parts.last().is_some_and(|last| YEAR_WORDS.contains(last)) {
        parts.pop();
    }
    for (position, part) in parts.iter().enumerate() {
        let is_digits = part.bytes().all(|byte| byte.is_ascii_digit());
        match part.parse::<u16>().ok().filter(|_| is_digits) {
            Some(number) if part.len() == 4 => {
                let is_at_an_end = position == 0 || position + 1 == parts.len();
                if year.is_some() || !is_at_an_end || !PLAUSIBLE.contains(&number) {
                    return unclear();
                }
                year = Some(number);
            }
            Some(number) if part.len() <= 2 && (1..=31).contains(&number) => others.push(number),
            None if is_month(part) && !has_month_name => has_month_name = true,
            // `2023 Q1`, `2023 (January to April)`, `Total 2023`: a text that is no date.
            None if part.contains(char::is_alphabetic) => return Err(YearError::None),
            _ => return unclear(),
        }
    }
    let is_date = match (&others[..], has_month_name) {
        ([], _) | ([_], true) => true,
        ([month], false) => *month <= 12,
        // Which of the two is the month makes no difference to the year.
        ([one, other], false) => (*one).min(*other) <= 12,
        _ => false,
    };
    if year.is_some() && is_date { Ok(year) } else { unclear() }
}

/// A date without the time behind it: `2023-05-01T10:00:00Z`, `01.05.2023 10:00`.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else {
        return text.split_once('T').map_or(text, |(date, _)| digits_or(date, text));
    };
    let before = &text[..colon];
    before.rfind(['T', ' ', '\u{a0}']).map_or(text, |at| &text[..at])
}

/// `2023-05-01` of `2023-05-01T10`; the whole text where what is before the `T` is no date.
fn digits_or<'a>(date: &'a str, whole: &'a str) -> &'a str {
    if date.ends_with(|c: char| c.is_ascii_digit()) { date } else { whole }
}

/// The moment that a text says in ISO 8601, as forms write the time of a submission; with a zone in UTC.
pub(super) fn moment(text: &str) -> Option<NaiveDateTime> {
    let text = trimmed(text);
    if let Ok(zoned) = chrono::DateTime::parse_from_rfc3339(&text.replacen(' ', "T", 1)) {
        return Some(zoned.naive_utc());
    }
    let forms = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"];
    let with_time = forms.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    with_time.or_else(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0))
}

/// A moment as [`moment`] reads it.
pub(super) fn shown(moment: NaiveDateTime) -> String {
    let date = moment.format("%Y-%m-%d");
    if moment.time() == chrono::NaiveTime::MIN { date.to_string() } else { format!("{date}T{}", moment.time()) }
}

/// The moment that a spreadsheet stores as a number of days; none if it is a time of day or too far away.
pub(super) fn of_days(days: f64, is_1904: bool) -> Option<NaiveDateTime> {
    /// The days of ten thousand years.
    const MAX_DAYS: f64 = 3_000_000.0;
    let first = if is_1904 { NaiveDate::from_ymd_opt(1904, 1, 1)? } else { NaiveDate::from_ymd_opt(1899, 12, 30)? };
    if !(1.0..MAX_DAYS).contains(&days) {
        return None;
    }
    // The year 1900 had no 29 February, but spreadsheets count it.
    let days = if !is_1904 && days < 60.0 { days + 1.0 } else { days };
    let seconds = (days * 86_400.0).round() as i64;
    first.and_hms_opt(0, 0, 0)?.checked_add_signed(TimeDelta::try_seconds(seconds)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Option<u16>, YearError> {
        year(&Cell::from_text(text))
    }

    #[test]
    fn the_year_of_a_date_is_read_however_it_is_written() {
        for text in [
            "2023",
            "2023.0",
            "2023-05",
            "2023-05-01",
            "2023/05/01",
            "2023.05.01",
            "2023-05-01T10:00:00.000+06:00",
            "2023-05-01 10:00",
            "01.05.2023",
            "1.5.2023 г.",
            "2023 год",
            "05/06/2023",
            "31/12/2023 23:59:59",
            "12/31/2023",
            "05.2023",
            "May 2023",
            "1 May 2023",
            "01-May-2023",
            "1 мая 2023",
            "May 1, 2023",
        ] {
            assert_eq!(read(text), Ok(Some(2023)), "{text}");
        }
        assert_eq!(year(&Cell::Number(2023.0)), Ok(Some(2023)));
        assert_eq!(year(&Cell::Date(of_days(45_047.5, false))), Ok(Some(2023)));
        assert_eq!(year(&Cell::Empty), Ok(None));
    }

    #[test]
    fn what_can_be_two_years_is_no_year() {
        for text in [
            "01.05.23",
            "05/06/07",
            "2022-2023",
            "2022/23",
            "23",
            "45047",
            "20230501",
            "2023-13-32",
            "99-May",
            "1.2.3.2023",
        ] {
            assert_eq!(read(text), Err(YearError::Unclear(text.to_owned())), "{text}");
        }
        for text in ["Total", "all years", "2023 Q1", "Total 2023", "FY2023"] {
            assert_eq!(read(text), Err(YearError::None), "{text}");
        }
        assert_eq!(year(&Cell::Number(45_047.0)), Err(YearError::Unclear("45047".to_owned())));
        assert_eq!(year(&Cell::Number(2023.5)), Err(YearError::Unclear("2023.5".to_owned())));
    }

    #[test]
    fn moments_come_from_texts_and_from_days() {
        let text = |moment: Option<NaiveDateTime>| moment.map(shown).unwrap_or_default();
        assert_eq!(text(moment("2024-05-01T08:12:33.250+06:00")), "2024-05-01T02:12:33.250");
        assert_eq!(text(moment("2024-05-01T08:12:33")), "2024-05-01T08:12:33");
        assert_eq!(text(moment("2024-05-01 08:12")), "2024-05-01T08:12:00");
        assert_eq!(text(moment("2024-05-01")), "2024-05-01");
        assert_eq!(moment("01.05.2024"), None);
        // As Excel shows them.
        assert_eq!(text(of_days(45_047.0, false)), "2023-05-01");
        assert_eq!(text(of_days(43_585.5, true)), "2023-05-01T12:00:00");
        assert_eq!((text(of_days(1.0, false)), text(of_days(61.0, false))), ("1900-01-01".into(), "1900-03-01".into()));
        assert_eq!((of_days(0.5, false), of_days(f64::NAN, false), of_days(1e300, true)), (None, None, None));
    }
}
