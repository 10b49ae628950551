//! The parameter `datetime` (OGC API Features Part 1, section 7.15.4): an instant or an interval of RFC 3339.
//!
//! Features have the time of what they say: with the counts of a year that year, with those of the window all its years up to the last
//! day of collection.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};
use geodata::model::{Period, Round};

use crate::http::parameter::{ParamType, Parameter};
use crate::http::problem::{Problem, truncated};
use crate::http::route::RequestContext;

pub const DATETIME: Parameter = Parameter::new(
    "datetime",
    ParamType::Text { max: 128 },
    "An instant or interval (RFC 3339, .. for an open end; dates are days of UTC): only features whose time meets it. Features have the \
     time of their counts: of a year its days, of the window those of all its years up to the last day of collection. Within one year it \
     also chooses the counts of that year, unless `year` says which",
);

/// What a call is about, and whether that was at the time of `datetime`. Every feature of an answer has the same time, so either all of
/// them match or none.
#[derive(Clone, Copy, Debug)]
pub struct Selected<'a> {
    pub round: &'a Round,
    pub period: Period,
    pub is_then: bool,
}

/// Of what time features are asked for: instants, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    first: DateTime<Utc>,
    last: DateTime<Utc>,
}

/// Round and period of a call. Where it names none, `datetime` chooses them.
pub fn selected(call: &RequestContext) -> Result<Selected<'_>, Problem> {
    let round = call.round()?;
    let Some(text) = call.query.text(DATETIME.name) else {
        return Ok(Selected { round, period: call.period(), is_then: true });
    };
    let asked = Span::parse(text).ok_or_else(|| {
        Problem::parameter(
            DATETIME.name,
            format!("`datetime` does not accept `{}`", truncated(text)),
            "a date, a date and time with offset (2024-02-01T00:00:00Z), or two of them with / between, the earlier first, .. for an open \
             end",
        )
    })?;
    let names_year = call.query.text("year").is_some() || call.root.at().is_some();
    let of_round = |round| {
        let period = if names_year { call.period() } else { asked.period_of(round) };
        Selected { round, period, is_then: asked.meets(Span::of(round, period)) }
    };
    let found = of_round(round);
    if found.is_then || call.query.text("round").is_some() || call.root.at().is_some() {
        return Ok(found);
    }
    let counts = |other: &Selected<'_>| match other.period {
        Period::Window => true,
        Period::Year(year) => other.round.years().contains(&year),
    };
    let mut others = call.atlas().rounds.iter().map(of_round);
    Ok(others.find(|other| other.is_then && counts(other)).unwrap_or(found))
}

impl Span {
    fn parse(text: &str) -> Option<Self> {
        let Some((start, end)) = text.split_once('/') else { return Self::parse_one(text) };
        let is_open = |end: &str| matches!(end, "" | "..");
        let first = if is_open(start) { DateTime::<Utc>::MIN_UTC } else { Self::parse_one(start)?.first };
        let last = if is_open(end) { DateTime::<Utc>::MAX_UTC } else { Self::parse_one(end)?.last };
        (first <= last).then_some(Self { first, last })
    }

    /// A day, or an instant.
    fn parse_one(text: &str) -> Option<Self> {
        if let Some(day) = day(text) {
            return Some(Self::days(day, day));
        }
        // A plus that was not encoded in the query has become a space.
        let instant = match text.rsplit_once(' ') {
            Some((time, offset)) if time.contains(['T', 't']) => format!("{time}+{offset}"),
            _ => text.to_owned(),
        };
        let instant = DateTime::parse_from_rfc3339(&instant).ok()?.to_utc();
        Some(Self { first: instant, last: instant })
    }

    /// From the beginning of a day to the end of another.
    fn days(first: NaiveDate, last: NaiveDate) -> Self {
        let begin = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
        let end = last.succ_opt().map_or(DateTime::<Utc>::MAX_UTC, begin) - chrono::TimeDelta::nanoseconds(1);
        Self { first: begin(first), last: end }
    }

    /// The time of what a round says of a period.
    fn of(round: &Round, period: Period) -> Self {
        let [first, last] = round.days(period);
        match (day(&first), day(&last)) {
            (Some(first), Some(last)) => Self::days(first, last),
            // A dataset has no such round.
            _ => Self { first: DateTime::<Utc>::MIN_UTC, last: DateTime::<Utc>::MAX_UTC },
        }
    }

    fn meets(self, other: Self) -> bool {
        self.first <= other.last && self.last >= other.first
    }

    /// The year of a round in which it lies, or else the window.
    fn period_of(self, round: &Round) -> Period {
        match (self.first.year(), u16::try_from(self.first.year())) {
            (year, Ok(counted)) if year == self.last.year() && round.years().contains(&counted) => {
                Period::Year(counted)
            }
            _ => Period::Window,
        }
    }
}

/// `2024-02-01`
fn day(text: &str) -> Option<NaiveDate> {
    let is_written = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| is_written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_of_rfc_3339_are_read() {
        for good in [
            "2024-02-01",
            "2024-02-29T10:00:00Z",
            "2024-02-01T10:00:00.5+06:00",
            "2024-02-01T10:00:00.123456789012Z",
            "2024-02-01t23:59:60z",
            "2024-02-01T10:00:00 06:00",
            "2024-02-01T10:00:00-00:00",
        ] {
            assert!(Span::parse(good).is_some(), "{good}");
        }
        for bad in [
            "2024",
            "2024-13-01",
            "2024-02-32",
            "2024-2-1",
            "+024-02-01",
            "2024-02-01T10:00",
            "2024-02-01T10:00:00",
            "2024-02-01T24:00:00Z",
            "2024-02-01T10:00:00+24:00",
            "2024-02-01T10:00:00+0600",
            "24-02-01",
            "2023-02-29",
            "2024-04-31",
            "20240201",
            "x",
            "é",
            "",
            "..",
            "2024-01-01/2024-02-01/2024-03-01",
        ] {
            assert_eq!(Span::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn instants_are_compared_whatever_their_offset() {
        let days = Span::parse("2024-02-01/2024-04-30").expect("an interval");
        let meets = |text: &str| Span::parse(text).map(|span| span.meets(days));
        for yes in [
            "2024-03-01",
            "../2024-02-01",
            "2024-04-30T23:59:59.999Z/..",
            "/",
            "2023-01-01/2025-01-01",
            // Already or still the day before in UTC.
            "2024-02-01T06:00:00+06:00",
            "2024-05-01T05:59:59+06:00",
            "2024-01-31T20:00:00-04:00",
        ] {
            assert_eq!(meets(yes), Some(true), "{yes}");
        }
        for no in [
            "2024-01-31",
            "../2024-01-31",
            "2024-05-01/..",
            "2024-02-01T05:59:59+06:00",
            "2024-05-01T06:00:00+06:00",
            "2024-04-30T20:00:00-04:00/..",
        ] {
            assert_eq!(meets(no), Some(false), "{no}");
        }
    }

    #[test]
    fn an_interval_that_ends_before_it_begins_is_refused() {
        for bad in [
            "2024-05-01/2024-04-01",
            "2024-03-01T00:00:00Z/2024-03-01T00:00:00+06:00",
            "2024-03-01T12:00:00Z/2024-03-01T11:59:59.999Z",
            "2024-03-01/2024-03-01T03:00:00+06:00",
        ] {
            assert_eq!(Span::parse(bad), None, "{bad}");
        }
        for good in [
            "2024-03-01/2024-03-01",
            "2024-03-01T00:00:00+06:00/2024-02-29T19:00:00Z",
            "2024-03-01T12:00:00Z/2024-03-01",
            "2024-03-01T12:00:00Z/2024-03-01T12:00:00Z",
        ] {
            assert!(Span::parse(good).is_some(), "{good}");
        }
    }
}
