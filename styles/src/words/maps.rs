//! Titles and legends of maps.

use geodata::figures::Normalisation;
use geodata::model::{AdminLevel, GroupCoverage, Period};

use super::Words;
use super::catalogue::{say, say_of};
use crate::map_request::{Extent, LegendKind, MapRequest};

impl Words {
    /// `Arrivals per 1,000 households by district, Osh, 2024 (January to April only)`.
    pub(crate) fn map_title(
        &self,
        request: &MapRequest<'_>,
        extent: Extent<'_>,
        coverage: Option<&GroupCoverage>,
    ) -> String {
        let what = self.measure(request, self.indicator(&request.indicator));
        self.with_period(self.with_units(what, request.by, extent), request.period, coverage)
    }

    /// `Return migrants per 1,000 households against households more than 10 km from a hospital, share of all households, by district, 2023`.
    pub(crate) fn map_title_of_two(&self, requests: [&MapRequest<'_>; 2], extent: Extent<'_>) -> String {
        let when =
            |request: &MapRequest<'_>| Some(self.when(request.period, request.indicator.coverage(request.round)?));
        let [first, second] = requests;
        let measures = [
            self.measure(first, self.indicator(&first.indicator)),
            self.measure(second, self.indicator_in_sentence(&second.indicator)),
        ];
        let whens = requests.map(when);
        // Said once, at the end, where it is the same for both.
        let (measures, at_end) = match whens {
            [Some(one), Some(other)] if one != other => {
                let dated =
                    |(measure, when): (String, String)| say!(self, "title-when-inside", measure = measure, when = when);
                let [first, second] = measures;
                ([(first, one), (second, other)].map(dated), None)
            }
            [one, other] => (measures, one.or(other)),
        };
        let [one, other] = measures;
        let title = self.with_units(say!(self, "title-against", first = one, second = other), first.by, extent);
        match at_end {
            Some(when) => say!(self, "title-when", title = title, when = when),
            None => title,
        }
    }

    /// Adds by which units, and inside which.
    fn with_units(&self, what: String, by: AdminLevel, extent: Extent<'_>) -> String {
        if (by, extent) == (AdminLevel::Admin0, Extent::Country) {
            return say!(self, "title-whole-country", what = what);
        }
        let title = say!(self, "title-by", what = what, units = self.by_level(by.into()));
        match extent {
            Extent::Inside(place) => say!(self, "title-within", title = title, place = place),
            Extent::Country | Extent::Countries => title,
        }
    }

    /// An indicator with how it is normalised: `Arrivals per 1,000 households`.
    fn measure(&self, request: &MapRequest<'_>, indicator: String) -> String {
        match request.per {
            Normalisation::None => indicator,
            Normalisation::Share | Normalisation::ShareOfAll => match request.indicator.whole(request.per) {
                // The comma ends what the share is of.
                Some(whole) => say!(self, "title-share", indicator = indicator, whole = self.whole(whole)),
                None => say!(self, "title-share-alone", indicator = indicator),
            },
            Normalisation::Per1000Households => say!(self, "title-per-1000-households", indicator = indicator),
            Normalisation::Per1000Population => say!(self, "title-per-1000-population", indicator = indicator),
            Normalisation::Change => say!(self, "title-change", indicator = indicator),
        }
    }

    /// What is to be said of counts as colours.
    pub(crate) fn colours_of_counts(&self) -> String {
        say!(self, "note-colours-of-counts")
    }

    /// `Return migrants by district, each year 2020–2024`.
    pub(crate) fn map_title_of_years(&self, request: &MapRequest<'_>, extent: Extent<'_>, years: [u16; 2]) -> String {
        let title = self.map_title(request, extent, None);
        let [first, last] = years.map(|year| year.to_string());
        say!(self, "title-years", title = title, first = first, last = last)
    }

    /// Adds the period to a title, where the indicator has years.
    pub(crate) fn with_period(&self, title: String, period: Period, coverage: Option<&GroupCoverage>) -> String {
        let Some(coverage) = coverage else { return title };
        say!(self, "title-when", title = title, when = self.when(period, coverage))
    }

    /// `2024 (January to April only)`.
    pub(crate) fn when(&self, period: Period, coverage: &GroupCoverage) -> String {
        match period {
            Period::Window => self.window(coverage),
            Period::Year(year) => match coverage.partial.get(&year) {
                Some(part) => {
                    say!(self, "period-partial-year", year = year.to_string(), part = part.get(self.language))
                }
                None => year.to_string(),
            },
        }
    }

    /// What a legend says of places without a number.
    pub(crate) fn without_number(&self, kind: LegendKind) -> String {
        say_of!(self, "legend-", kind.id())
    }
}
