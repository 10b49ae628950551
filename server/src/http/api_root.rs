//! API roots: URL prefixes below which the complete API is served.
//!
//! Each dataset has one, `/{dataset}`; the server's own URL is that of the default dataset. `/at/{round}/{year}` below
//! it is another for each round and year: the same routes, for clients that take a URL but no parameters (GDAL, QGIS).
//! There, round and year are the defaults of every route that has these parameters, and all links stay below the root.
//! The route table is registered a second time below [`PATTERN`]; the segment of the dataset is removed before routing.
//!
//! If there are several datasets, links name the dataset even if the requested URL does not: copied links then keep
//! their meaning when another dataset becomes the default.

use geodata::model::{Period, Round};
use percent_encoding::percent_decode_str;

use super::paths;
use super::problem::{Problem, truncated};
use super::query::{Query, YearValue};

/// The router pattern of the roots of a round and year.
pub const PATTERN: &str = "/at/{at_round}/{at_year}";

/// The first path segment of the roots of rounds and years.
pub const AT: &str = "at";

/// The URL of a dataset, as a request named it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DatasetRoot {
    /// The beginning of links, such as `/kgz`; empty if links need not name the dataset.
    prefix: String,
    /// Whether the requested URL begins with it.
    is_named: bool,
}

impl DatasetRoot {
    /// The URL `/{id}` of a dataset, whose id needs no encoding. `is_named`: the requested URL begins with it;
    /// otherwise, only links do.
    pub fn new(id: &str, is_named: bool) -> Self {
        Self { prefix: format!("/{id}"), is_named }
    }
}

/// An API root, and the round and year that it fixes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ApiRoot {
    dataset: DatasetRoot,
    /// The percent-encoded path without trailing slash; empty for the server's own root.
    prefix: String,
    at: Option<RoundAndYear>,
}

impl From<DatasetRoot> for ApiRoot {
    /// The root of a dataset, without round and year.
    fn from(dataset: DatasetRoot) -> Self {
        Self { prefix: dataset.prefix.clone(), dataset, at: None }
    }
}

/// The round and year of a root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundAndYear {
    pub round: String,
    pub period: Period,
}

impl ApiRoot {
    /// Splits a path below the URL of a dataset into its API root and the rest, which is empty for a root without
    /// trailing slash.
    pub fn split<'p>(dataset: &DatasetRoot, path: &'p str, rounds: &[Round]) -> Result<(Self, &'p str), Problem> {
        let below = path.strip_prefix('/').and_then(|path| path.strip_prefix(AT));
        let Some(below) = below.filter(|below| below.is_empty() || below.starts_with('/')) else {
            return Ok((dataset.clone().into(), path));
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
        let prefix = format!("{}/{AT}/{}/{period}", dataset.prefix, paths::encoded(&round.id.0));
        let at = Some(RoundAndYear { round: round.id.0.clone(), period });
        Ok((Self { dataset: dataset.clone(), prefix, at }, rest))
    }

    /// The root of the dataset, without round and year.
    pub fn dataset(&self) -> &DatasetRoot {
        &self.dataset
    }

    /// The prefix of every path below the root.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The prefix without the dataset. Tiles depend on it alone, because they contain no links.
    pub fn prefix_below_dataset(&self) -> &str {
        self.prefix.strip_prefix(&self.dataset.prefix).unwrap_or(&self.prefix)
    }

    /// Whether the requested URL names the dataset.
    pub fn names_dataset(&self) -> bool {
        self.dataset.is_named
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
        if self.asked() != self.prefix {
            return format!("{}{}", self.server_relative_to(rest), self.prefix);
        }
        match rest.matches('/').count() {
            // The page is the root without trailing slash.
            0 => format!("./{}", self.prefix.rsplit('/').next().unwrap_or_default()),
            1 => ".".to_owned(),
            depth => vec![".."; depth - 1].join("/"),
        }
    }

    /// The server's own address relative to the page at a path below the root.
    pub fn server_relative_to(&self, rest: &str) -> String {
        match (self.asked().matches('/').count() + rest.matches('/').count()).saturating_sub(1) {
            0 => ".".to_owned(),
            depth => vec![".."; depth].join("/"),
        }
    }

    /// The root as the request named it.
    fn asked(&self) -> &str {
        if self.dataset.is_named { &self.prefix } else { self.prefix_below_dataset() }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_pages_lead_to_the_dataset_from_wherever_they_are() {
        let named = |is_named| ApiRoot::from(DatasetRoot::new("kgz", is_named));
        let at = |is_named| ApiRoot {
            prefix: "/kgz/at/r3/2023".to_owned(),
            at: Some(RoundAndYear { round: "r3".to_owned(), period: Period::Year(2023) }),
            ..named(is_named)
        };
        for (root, rest, to_root, to_server) in [
            (ApiRoot::default(), "/", ".", "."),
            (ApiRoot::default(), "/collections/admin2", "..", ".."),
            (named(true), "", "./kgz", "."),
            (named(true), "/", ".", ".."),
            (named(true), "/collections/admin2", "..", "../.."),
            (named(false), "/", "./kgz", "."),
            (named(false), "/collections/admin2", "../kgz", ".."),
            (at(true), "", "./2023", "../../.."),
            (at(true), "/rounds", ".", "../../../.."),
            (at(false), "", "../../kgz/at/r3/2023", "../.."),
            (at(false), "/rounds", "../../../kgz/at/r3/2023", "../../.."),
        ] {
            assert_eq!(root.relative_to(rest), to_root, "{root:?} from {rest}");
            assert_eq!(root.server_relative_to(rest), to_server, "{root:?} from {rest}");
        }
    }

    #[test]
    fn only_the_links_of_a_root_depend_on_how_it_was_named() {
        let [asked, implied] = [true, false].map(|is_named| ApiRoot::from(DatasetRoot::new("kgz", is_named)));
        assert_eq!((asked.prefix(), implied.prefix()), ("/kgz", "/kgz"));
        assert_eq!((asked.prefix_below_dataset(), ApiRoot::default().prefix()), ("", ""));
    }
}
