//! The parameter `datetime` (OGC API Features Part 1, section 7.15.4): an instant or an interval of RFC 3339.

use geodata::model::Round;

use crate::http::parameter::{Kind, Parameter};
use crate::http::problem::Problem;
use crate::http::route::Call;

pub const DATETIME: Parameter = Parameter::new(
    "datetime",
    Kind::Text { max: 128 },
    "An instant or interval (RFC 3339, .. for an open end): features of rounds that were collected then",
);

/// An interval of days, as text that sorts by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Days<'a> {
    start: End<'a>,
    end: End<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End<'a> {
    Open,
    Day(&'a str),
}

/// The round that a call is about, and whether it was collected within `datetime`. Where the call names no round, the first
/// that was is meant. Every feature of an answer belongs to one round, so either all of them match or none.
pub fn round_and_match(call: &Call) -> Result<(&Round, bool), Problem> {
    let Some(text) = call.query.text(DATETIME.name) else { return Ok((call.round()?, true)) };
    let days = Days::parse(text).ok_or_else(|| {
        let shown: String = text.chars().take(80).collect();
        Problem::parameter(
            DATETIME.name,
            format!("`datetime` does not accept `{shown}`"),
            "a date, a date and time with offset (2024-02-01T00:00:00Z), or two of them with / between, .. for an open end",
        )
    })?;
    let meets = |round: &Round| days.meet(&round.collected[0], &round.collected[1]);
    let asked = call.round()?;
    if meets(asked) || call.query.text("round").is_some() || call.root.at().is_some() {
        return Ok((asked, meets(asked)));
    }
    Ok(call.atlas().rounds.iter().find(|round| meets(round)).map_or((asked, false), |round| (round, true)))
}

impl<'a> Days<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let Some((start, end)) = text.split_once('/') else {
            let instant = End::Day(day(text)?);
            return Some(Self { start: instant, end: instant });
        };
        let days = Self { start: End::parse(start)?, end: End::parse(end)? };
        match days {
            Self { start: End::Day(start), end: End::Day(end) } if start > end => None,
            _ => Some(days),
        }
    }

    /// Whether any of the days from `first` to `last` is among them.
    fn meet(self, first: &str, last: &str) -> bool {
        let begun = match self.start {
            End::Open => true,
            End::Day(start) => start <= last,
        };
        let not_over = match self.end {
            End::Open => true,
            End::Day(end) => end >= first,
        };
        begun && not_over
    }
}

impl<'a> End<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        if matches!(text, "" | "..") { Some(Self::Open) } else { day(text).map(Self::Day) }
    }
}

/// The day of a date, or of a date with a time.
fn day(text: &str) -> Option<&str> {
    let (date, time) = match text.split_once(['T', 't']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
    let is_date = is_year && parts.next().is_none() && two_digits(month, 1, 12) && two_digits(day, 1, 31);
    let in_month = is_date && day.parse().is_ok_and(|day: u8| day <= days_in(year, month));
    (in_month && time.is_none_or(is_time)).then_some(date)
}

/// How many days a month has.
fn days_in(year: &str, month: &str) -> u8 {
    let year: u16 = year.parse().unwrap_or(0);
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        "02" if is_leap => 29,
        "02" => 28,
        "04" | "06" | "09" | "11" => 30,
        _ => 31,
    }
}

/// `10:00:00.5+06:00`
fn is_time(text: &str) -> bool {
    let Some(clock) = without_offset(text) else { return false };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let fields: Vec<&str> = clock.split(':').collect();
    let is_fraction = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
    is_fraction
        && matches!(fields.as_slice(), [h, m, s] if two_digits(h, 0, 23) && two_digits(m, 0, 59) && two_digits(s, 0, 60))
}

/// A time less its `Z` or `+06:00`, one of which it must have.
fn without_offset(time: &str) -> Option<&str> {
    if let Some(clock) = time.strip_suffix(['Z', 'z']) {
        return Some(clock);
    }
    let (clock, offset) = time.split_at(time.rfind(['+', '-'])?);
    let (hours, minutes) = offset[1..].split_once(':')?;
    (two_digits(hours, 0, 23) && two_digits(minutes, 0, 59)).then_some(clock)
}

fn two_digits(text: &str, low: u8, high: u8) -> bool {
    text.len() == 2
        && text.bytes().all(|b| b.is_ascii_digit())
        && text.parse::<u8>().is_ok_and(|number| (low..=high).contains(&number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_of_rfc_3339_are_read_to_the_day() {
        for good in ["2024-02-01", "2024-02-01T10:00:00Z", "2024-02-01T10:00:00.5+06:00", "2024-02-01t23:59:60z"] {
            assert_eq!(day(good), Some("2024-02-01"), "{good}");
        }
        for bad in [
            "2024",
            "2024-13-01",
            "2024-02-32",
            "2024-02-01T10:00",
            "2024-02-01T10:00:00",
            "24-02-01",
            "2023-02-29",
            "2024-04-31",
            "x",
            "é",
        ] {
            assert_eq!(day(bad), None, "{bad}");
        }
    }

    #[test]
    fn intervals_meet_the_days_of_collection() {
        let meets = |text: &str| Days::parse(text).map(|days| days.meet("2024-02-01", "2024-04-30"));
        for yes in ["2024-03-01", "../2024-02-01", "2024-04-30T00:00:00Z/..", "/", "2023-01-01/2025-01-01"] {
            assert_eq!(meets(yes), Some(true), "{yes}");
        }
        for no in ["2024-01-31", "../2024-01-31", "2024-05-01/.."] {
            assert_eq!(meets(no), Some(false), "{no}");
        }
        for bad in ["..", "", "2024-05-01/2024-04-01", "2024-01-01/2024-02-01/2024-03-01"] {
            assert_eq!(meets(bad), None, "{bad}");
        }
    }
}
