//! API roots: URL prefixes below which the complete API is served.
//!
//! The server's own URL is one. `/at/{round}/{year}` is another for each round and year: the same routes, for clients
//! that take a URL but no parameters (GDAL, QGIS). There, round and year are the defaults of every route that has
//! these parameters, and all links stay below the root. The route table is registered a second time below [`PATTERN`].

use geodata::model::{Period, Round};
use percent_encoding::percent_decode_str;

use super::paths;
use super::problem::{Problem, truncated};
use super::query::{Query, YearValue};

/// The router pattern of the roots of a round and year.
pub const PATTERN: &str = "/at/{at_round}/{at_year}";

/// The first path segment of these roots.
const AT: &str = "at";

/// An API root, and the round and year that it fixes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApiRoot {
    /// The percent-encoded path without trailing slash; empty for the server's own root.
    prefix: String,
    at: Option<RoundAndYear>,
}

/// The round and year of a root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundAndYear {
    pub round: String,
    pub period: Period,
}

impl ApiRoot {
    /// Splits a path into its API root and the rest, which is empty for a root without trailing slash.
    pub fn split<'p>(path: &'p str, rounds: &[Round]) -> Result<(Self, &'p str), Problem> {
        let below = path.strip_prefix('/').and_then(|path| path.strip_prefix(AT));
        let Some(below) = below.filter(|below| below.is_empty() || below.starts_with('/')) else {
            return Ok((Self::default(), path));
        };
        if rounds.is_empty() {
            return Err(Problem::not_found(format!("there is nothing at {}", truncated(path))));
        }
        let mut segments = below.splitn(4, '/').skip(1);
        let (asked_round, asked_year) = (segments.next().unwrap_or_default(), segments.next().unwrap_or_default());
        let asked_round = decoded(asked_round);
        let Some(round) = rounds.iter().find(|round| round.id.0 == asked_round) else {
            let known: Vec<&str> = rounds.iter().map(|round| round.id.0.as_str()).collect();
            return Err(missing("round", &asked_round, "/at/{round}/{year}/", known.join(", ")));
        };
        let asked_year = decoded(asked_year);
        let Some(period) = period_of(round, &asked_year) else {
            let years = round.years().into_iter().map(|year| year.to_string());
            let known: Vec<String> = std::iter::once("window".to_owned()).chain(years).collect();
            return Err(missing("year", &asked_year, &format!("/at/{}/{{year}}/", round.id), known.join(", ")));
        };
        let rest = segments.next().map_or("", |rest| &path[path.len() - rest.len() - 1..]);
        let prefix = format!("/{AT}/{}/{period}", paths::encoded(&round.id.0));
        Ok((Self { prefix, at: Some(RoundAndYear { round: round.id.0.clone(), period }) }, rest))
    }

    /// The prefix of every path below the root.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The round and year, if the root fixes them.
    pub fn at(&self) -> Option<&RoundAndYear> {
        self.at.as_ref()
    }

    /// Refuses parameters that contradict the root.
    pub fn check(&self, query: &Query) -> Result<(), Problem> {
        let Some(at) = &self.at else { return Ok(()) };
        let contradicts = |name: &str, fixed: &str| {
            let given = truncated(query.text(name).unwrap_or_default());
            let detail =
                format!("`{name}={given}` contradicts the address: everything below {} is of {fixed}", self.prefix);
            Problem::parameter(name, detail, format!("{fixed}, or nothing; other addresses have others"))
        };
        if query.text("round").is_some_and(|round| round != at.round) {
            return Err(contradicts("round", &at.round));
        }
        if query.text("year").is_some() && query.year("year") != YearValue::from(at.period) {
            return Err(contradicts("year", &at.period.to_string()));
        }
        Ok(())
    }

    /// The relative URL of the root, from the page at `rest` as returned by [`Self::split`].
    pub fn relative_to(&self, rest: &str) -> String {
        match rest.matches('/').count() {
            // The page is the root without trailing slash.
            0 => format!("./{}", self.prefix.rsplit('/').next().unwrap_or_default()),
            1 => ".".to_owned(),
            depth => vec![".."; depth - 1].join("/"),
        }
    }
}

/// Percent-decodes a segment. Invalid UTF-8 decodes to a name that does not exist.
fn decoded(segment: &str) -> String {
    percent_decode_str(segment).decode_utf8_lossy().into_owned()
}

fn period_of(round: &Round, text: &str) -> Option<Period> {
    match text {
        "window" => Some(Period::Window),
        _ => super::parameter::year(text).filter(|year| round.years().contains(year)).map(Period::Year),
    }
}

fn missing(what: &str, asked: &str, address: &str, known: String) -> Problem {
    let detail = match asked {
        "" => format!("the address names no {what}: it is {address}"),
        asked => format!("there is no {what} `{}` for the address {address}", truncated(asked)),
    };
    Problem { parameter: Some(what.to_owned()), accepted: Some(known), ..Problem::not_found(detail) }
}
