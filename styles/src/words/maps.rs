//! Titles and legends of maps.

use geodata::figures::Normalisation;
use geodata::model::{GroupCoverage, Period};

use super::Words;
use super::catalogue::{say, say_of};
use crate::map_request::{LegendKind, MapRequest};

impl Words {
    /// `Arrivals per 1,000 households by district, Osh, 2024 (January to April only)`; `place` is the name of the unit that the
    /// map stays inside.
    pub(crate) fn map_title(
        &self,
        request: &MapRequest<'_>,
        place: Option<&str>,
        coverage: Option<&GroupCoverage>,
    ) -> String {
        let indicator = self.indicator(&request.indicator);
        let what = match request.per {
            Normalisation::None => indicator,
            Normalisation::Share | Normalisation::ShareOfAll => match request.indicator.whole(request.per) {
                // The comma ends what the share is of.
                Some(whole) => say!(self, "title-share", indicator = indicator, whole = self.whole(whole)),
                None => say!(self, "title-share-alone", indicator = indicator),
            },
            Normalisation::Per1000Households => say!(self, "title-per-1000-households", indicator = indicator),
            Normalisation::Per1000Population => say!(self, "title-per-1000-population", indicator = indicator),
            Normalisation::Change => say!(self, "title-change", indicator = indicator),
        };
        let mut title = say!(self, "title-by", what = what, level = self.level(request.by.into()));
        if let Some(place) = place {
            title = say!(self, "title-within", title = title, place = place);
        }
        self.with_period(title, request.period, coverage)
    }

    /// What is to be said of counts as colours.
    pub(crate) fn colours_of_counts(&self) -> String {
        say!(self, "note-colours-of-counts")
    }

    /// `Kyrgyzstan. Baseline Mobility Assessment, Round 3`.
    pub(crate) fn map_subtitle(&self, country: Option<&str>, round: &str) -> String {
        match country {
            Some(country) => say!(self, "subtitle", country = country, round = round),
            None => round.to_owned(),
        }
    }

    /// Adds the period to a title, where the indicator has years.
    pub(crate) fn with_period(&self, title: String, period: Period, coverage: Option<&GroupCoverage>) -> String {
        let Some(coverage) = coverage else { return title };
        let when = match period {
            Period::Window => self.window(coverage),
            Period::Year(year) => match coverage.partial.get(&year) {
                Some(part) => say!(self, "period-partial-year", year = year.to_string(), part = part.as_str()),
                None => year.to_string(),
            },
        };
        say!(self, "title-when", title = title, when = when)
    }

    /// What a legend says of places without a number.
    pub(crate) fn without_number(&self, kind: LegendKind) -> String {
        say_of!(self, "legend-", kind.id())
    }
}
