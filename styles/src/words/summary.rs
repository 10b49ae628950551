//! What a map shows, in a few sentences: for those who do not see it, and for wherever only text has room.
//!
//! ```text
//! Illustrative numbers. Whole country: 47,467 people. Osh: 29,592 people, the highest of 7 provinces with a value. Lowest: Talas, 1,204.
//! No data: 1 province. Suppressed to protect people: 1 province.
//! ```
//!
//! Of a place whose value is suppressed only its number is counted: it is neither named, nor does anything compare it with others. Not even "fewer
//! than five" would be true of all of them, since larger numbers are suppressed too where a smaller one would follow from them.

use super::Words;
use super::catalogue::say;
use crate::map_request::MapRequest;
use geodata::figures::Normalisation;
use geodata::model::Value;

/// So many places are named that have the same value; of more it is said how many they are.
const MOST_NAMES: usize = 3;

/// A place with what it has.
pub(crate) type Named<'a> = (&'a str, f64);

/// Places with what they have, in one unit.
#[derive(Clone, Debug)]
pub(crate) struct Ranking<'a> {
    /// In any order.
    pub named: Vec<Named<'a>>,
    /// How many places there are, with a value or without.
    pub places: usize,
    /// What values are counted in.
    pub unit: &'a str,
    /// With how many decimals values are shown.
    pub decimals: usize,
}

/// What is said of a map beside its places.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Circumstances<'a> {
    /// Whether numbers were generated.
    pub is_illustrative: bool,
    /// The places taken together, as a sentence.
    pub total: Option<&'a str>,
    /// Why places have no number, and how many they are.
    pub without: &'a [(&'a str, usize)],
}

/// Places that share a value as it is written.
struct Tied<'a> {
    names: Vec<&'a str>,
    value: f64,
}

impl<'a> Ranking<'a> {
    /// The highest first, and those with the same by name.
    fn sorted(&self) -> Vec<Named<'a>> {
        let mut sorted = self.named.clone();
        sorted.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        sorted
    }
}

impl Words {
    /// A title and what is below it as one text, for where only one has room: `Return migrants by province, 2023. Osh: 29,592 people, …`.
    pub fn title_and_summary(&self, title: &str, summary: &str) -> String {
        format!("{} {summary}", self.sentence(title)).trim().to_owned()
    }

    /// What a map of one variable shows. `circles` is what circles on areas in colours stand for.
    pub(crate) fn map_summary(
        &self,
        ranking: &Ranking<'_>,
        circles: Option<&Ranking<'_>>,
        (request, around): (&MapRequest<'_>, Circumstances<'_>),
    ) -> String {
        let is_alone = ranking.places == 1 && circles.is_none();
        let total = around.total.filter(|_| !is_alone).map(str::to_owned);
        let mut sentences: Vec<String> = self.mark(around.is_illustrative).into_iter().chain(total).collect();
        sentences.extend(match request.per {
            Normalisation::Change => self.directions(ranking, request),
            _ => self.extremes(ranking, request),
        });
        if let Some(circles) = circles {
            let counts = MapRequest { per: Normalisation::None, ..request.clone() };
            let tied = self.tied(circles.sorted().into_iter(), circles.decimals).filter(|tied| tied.value > 0.0);
            sentences.extend(tied.map(|tied| {
                let value = self.measured((Value::Reported(tied.value), None, circles.decimals), circles.unit, &counts);
                say!(self, "summary-circles", names = self.names(&tied.names, request), value = value)
            }));
        }
        sentences.extend(self.without_numbers(around.without, request));
        sentences.join(" ")
    }

    /// What a map of two variables shows: the highest of each, and the first of those with much of both.
    pub(crate) fn summary_of_two(
        &self,
        measures: [(&str, &Ranking<'_>); 2],
        (highest, with_both): (&[&str], usize),
        (requests, around): ([&MapRequest<'_>; 2], Circumstances<'_>),
    ) -> String {
        let mut sentences: Vec<String> = self.mark(around.is_illustrative).into_iter().collect();
        let [request, _] = requests;
        for ((name, ranking), of) in measures.into_iter().zip(requests) {
            sentences.extend(self.tied(ranking.sorted().into_iter(), ranking.decimals).map(|tied| {
                let value = self.measured((Value::Reported(tied.value), None, ranking.decimals), ranking.unit, of);
                let names = self.names(&tied.names, request);
                say!(self, "summary-highest-of-measure", indicator = name, names = names, value = value)
            }));
        }
        let among = self.among(with_both, measures[0].1.places, request);
        sentences.push(match highest.len() {
            0 if with_both == 0 => say!(self, "summary-none"),
            0 => say!(self, "summary-of-two-none", among = among),
            count => {
                let names = self.list(highest.iter().take(MOST_NAMES).map(|name| (*name).to_owned()));
                let count = self.count(count);
                say!(self, "summary-of-two", count = count, among = among, names = names)
            }
        });
        sentences.extend(self.without_numbers(around.without, request));
        sentences.join(" ")
    }

    /// What the maps of several years show: the highest of each, by the year in words.
    pub(crate) fn summary_of_years(
        &self,
        years: &[(&str, Ranking<'_>)],
        (request, is_illustrative): (&MapRequest<'_>, bool),
    ) -> String {
        let of_year = |(year, ranking): &(&str, Ranking<'_>)| {
            let tied = self.tied(ranking.sorted().into_iter(), ranking.decimals)?;
            let (names, value) = (self.names(&tied.names, request), self.plain(tied.value, ranking.decimals, request));
            Some(say!(self, "summary-year", year = *year, names = names, value = value))
        };
        let joined =
            years.iter().filter_map(of_year).reduce(|list, next| say!(self, "list-parts", list = list, next = next));
        let said = match joined {
            Some(highest) => say!(self, "summary-years", highest = highest),
            None => say!(self, "summary-none"),
        };
        self.mark(is_illustrative).into_iter().chain([said]).collect::<Vec<_>>().join(" ")
    }

    fn mark(&self, is_illustrative: bool) -> Option<String> {
        is_illustrative.then(|| self.sentence(&say!(self, "page-illustrative-numbers")))
    }

    /// The highest and the lowest.
    fn extremes(&self, ranking: &Ranking<'_>, request: &MapRequest<'_>) -> Vec<String> {
        let sorted = ranking.sorted();
        let decimals = ranking.decimals;
        let highest = self.tied(sorted.iter().copied(), decimals);
        let lowest = self.tied(sorted.iter().rev().copied(), decimals);
        let (Some(highest), Some(lowest)) = (highest, lowest) else { return vec![say!(self, "summary-none")] };
        let value = self.measured((Value::Reported(highest.value), None, decimals), ranking.unit, request);
        let reported = sorted.len();
        if reported == 1 {
            return vec![say!(self, "summary-only", name = highest.names[0], value = value)];
        }
        let among = self.among(reported, ranking.places, request);
        if highest.names.len() == reported {
            return vec![say!(self, "summary-equal", among = among, value = value)];
        }
        let names = |tied: &Tied<'_>| self.names(&tied.names, request);
        let first = match highest.names.as_slice() {
            [name] => say!(self, "summary-highest", name = *name, value = value, among = among),
            _ => say!(self, "summary-highest-tied", names = names(&highest), value = value, among = among),
        };
        let least = self.plain(lowest.value, decimals, request);
        let last = match lowest.names.as_slice() {
            _ if lowest.value == 0.0 => say!(self, "summary-zero", names = names(&lowest)),
            [name] => say!(self, "summary-lowest", name = *name, value = least),
            _ => say!(self, "summary-lowest-tied", names = names(&lowest), value = least),
        };
        vec![first, last]
    }

    /// How many places have more and fewer than before, and where that is most.
    fn directions(&self, ranking: &Ranking<'_>, request: &MapRequest<'_>) -> Vec<String> {
        let sorted = ranking.sorted();
        let count = |is_so: fn(f64) -> bool| sorted.iter().filter(|(_, value)| is_so(*value)).count();
        let [up, down, same] = [count(|value| value > 0.0), count(|value| value < 0.0), count(|value| value == 0.0)];
        let units = |count: usize| self.units(count, request.by.id());
        let parts = [
            (up > 0).then(|| say!(self, "summary-up", units = units(up))),
            (down > 0).then(|| say!(self, "summary-down", units = units(down))),
            (same > 0).then(|| say!(self, "summary-same", units = units(same))),
        ];
        let mut said: Vec<String> = parts.into_iter().flatten().collect();
        if said.is_empty() {
            return vec![say!(self, "summary-none")];
        }
        let percent = |value: f64| {
            let number = self.plain(value, ranking.decimals, request);
            say!(self, "summary-percent", number = number)
        };
        let rise = self.tied(sorted.iter().copied(), ranking.decimals).filter(|tied| tied.value > 0.0);
        said.extend(rise.map(|tied| {
            let (names, value) = (self.names(&tied.names, request), percent(tied.value));
            say!(self, "summary-largest-rise", names = names, value = value)
        }));
        let fall = self.tied(sorted.iter().rev().copied(), ranking.decimals).filter(|tied| tied.value < 0.0);
        said.extend(fall.map(|tied| {
            let (names, value) = (self.names(&tied.names, request), percent(tied.value));
            say!(self, "summary-largest-fall", names = names, value = value)
        }));
        said
    }

    /// Of how many places there is no number, and why.
    fn without_numbers(&self, without: &[(&str, usize)], request: &MapRequest<'_>) -> Vec<String> {
        let said = |(why, count): &(&str, usize)| {
            let units = self.units(*count, request.by.id());
            say!(self, "summary-without", why = *why, units = units)
        };
        without.iter().map(said).collect()
    }

    /// The first of some places, and those beside it whose values are written like its own.
    fn tied<'a>(&self, mut sorted: impl Iterator<Item = Named<'a>>, decimals: usize) -> Option<Tied<'a>> {
        let (first, value) = sorted.next()?;
        let written = self.amount(value, decimals);
        let others = sorted.take_while(|(_, other)| self.amount(*other, decimals) == written);
        let mut names: Vec<&str> = std::iter::once(first).chain(others.map(|(name, _)| name)).collect();
        names.sort_unstable();
        Some(Tied { names, value })
    }

    /// Some names, or how many they are.
    fn names(&self, names: &[&str], request: &MapRequest<'_>) -> String {
        if names.len() > MOST_NAMES {
            return self.units(names.len(), request.by.id());
        }
        self.list(names.iter().map(|name| (*name).to_owned()))
    }

    /// `Osh, Talas and Naryn`.
    fn list(&self, items: impl IntoIterator<Item = String>) -> String {
        let mut items: Vec<String> = items.into_iter().collect();
        let last = items.pop().unwrap_or_default();
        match items.into_iter().reduce(|list, next| say!(self, "list-more", list = list, next = next)) {
            Some(list) => say!(self, "list-last", list = list, last = last),
            None => last,
        }
    }

    /// Those that are compared: `9 provinces`, or `7 provinces with a value`.
    fn among(&self, reported: usize, places: usize, request: &MapRequest<'_>) -> String {
        let units = self.units(reported, request.by.id());
        if reported == places { units } else { say!(self, "summary-with-value", units = units) }
    }

    /// A value without its unit; a change with its sign.
    fn plain(&self, value: f64, decimals: usize, request: &MapRequest<'_>) -> String {
        let sign = if request.per == Normalisation::Change && value > 0.0 { "+" } else { "" };
        format!("{sign}{}", self.amount(value, decimals))
    }
}

#[cfg(test)]
mod tests;
