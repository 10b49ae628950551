//! Checks dates in `dataset.toml`.

use chrono::NaiveDate;

use super::super::text::trimmed;
use super::check::Checker;
use super::schema::Text;

/// The forms of ISO 8601 dates that are accepted, by precision.
const FORMS: [&str; 3] = ["YYYY", "YYYY-MM", "YYYY-MM-DD"];

impl Checker<'_> {
    /// A date with one of the `precisions`: 1 for a year, 2 for a month, 3 for a day.
    pub(super) fn date(&mut self, text: &Text, precisions: &[usize]) -> Option<String> {
        let date = trimmed(text.get_ref());
        if precision(date).is_some_and(|precision| precisions.contains(&precision)) {
            return Some(date.to_owned());
        }
        let accepted: Vec<&str> = precisions.iter().filter_map(|precision| FORMS.get(precision - 1).copied()).collect();
        self.error(text, "bad_date", format!("`{date}` is not a date; expected {}", accepted.join(", ")));
        None
    }
}

/// Whether a text is a day, a month or a year.
pub(in crate::ingest) fn is_date(text: &str) -> bool {
    precision(text).is_some()
}

/// How many of year, month and day a date has. None if it has none of the forms, or is not in the calendar.
fn precision(date: &str) -> Option<usize> {
    const FIRST_DAY: &str = "0000-01-01";
    let position = FORMS.iter().position(|form| form.len() == date.len())?;
    let fits = |(byte, form): (u8, u8)| if form == b'-' { byte == b'-' } else { byte.is_ascii_digit() };
    if !date.bytes().zip(FORMS[position].bytes()).all(fits) {
        return None;
    }
    let day = format!("{date}{}", &FIRST_DAY[date.len()..]);
    NaiveDate::parse_from_str(&day, "%Y-%m-%d").is_ok().then_some(position + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dates_of_the_calendar_are_accepted() {
        for (date, expected) in [
            ("2024", Some(1)),
            ("2024-04", Some(2)),
            ("2024-02-29", Some(3)),
            ("2023-02-29", None),
            ("2024-13", None),
            ("2024-00", None),
            ("24-01-01", None),
            ("2024-1-1", None),
            ("2024-01-01-01", None),
            ("April 2024", None),
            ("", None),
        ] {
            assert_eq!(precision(date), expected, "{date}");
        }
    }
}
