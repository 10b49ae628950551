//! Dates as they are written in `dataset.toml`.

use super::super::text::trimmed;
use super::check::Checker;
use super::shape::Text;

impl Checker<'_> {
    /// A date with one of the `precisions`: 1 for a year, 2 for a month, 3 for a day.
    pub(super) fn date(&mut self, text: &Text, precisions: &[usize]) -> Option<String> {
        let date = trimmed(text.get_ref());
        if precision(date).is_some_and(|precision| precisions.contains(&precision)) {
            return Some(date.to_owned());
        }
        let forms = ["YYYY", "YYYY-MM", "YYYY-MM-DD"];
        let accepted: Vec<&str> = precisions.iter().filter_map(|precision| forms.get(precision - 1).copied()).collect();
        self.error(text, "bad_date", format!("`{date}` is not a date; expected {}", accepted.join(", ")));
        None
    }
}

/// How many of year, month and day an ISO 8601 date has; none if it is no date of the calendar.
fn precision(date: &str) -> Option<usize> {
    let parts: Vec<&str> = date.split('-').collect();
    let numbers: Vec<u32> = parts
        .iter()
        .zip([4, 2, 2])
        .map(|(part, length)| {
            (part.len() == length && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok()).flatten()
        })
        .collect::<Option<_>>()?;
    let exists = match *numbers.as_slice() {
        [_] => true,
        [_, month] => (1..=12).contains(&month),
        [year, month, day] => (1..=days(year, month)).contains(&day),
        _ => false,
    };
    (exists && numbers.len() == parts.len()).then_some(numbers.len())
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_of_the_calendar_are_dates() {
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
