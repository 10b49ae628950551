//! Words of pictures: sources, units with their values, totals.

use geodata::figures::{Estimate, Indicator, Normalisation, UndefinedReason};
use geodata::model::{PlaceLevel, Value};

use super::Words;
use super::catalogue::say;
use super::classes::{number, shown_decimals};
use crate::map_request::{Extent, LegendKind, MapRequest};
use crate::two_variables::{Axis, UnitOfTwo};

impl Words {
    /// `Sources: A. B.`; nothing without sources.
    pub(crate) fn picture_sources(&self, citations: &[&str]) -> String {
        match citations {
            [] => String::new(),
            citations => say!(self, "picture-sources", sources = citations.join(" ")),
        }
    }

    /// `Osh City: 2,317`, `Manas: no data`.
    pub(crate) fn picture_unit(
        &self,
        name: &str,
        (value, undefined, decimals): (Value<f64>, Option<UndefinedReason>, usize),
        request: &MapRequest<'_>,
    ) -> String {
        let value = match value {
            Value::Reported(value) => self.amount(value, decimals),
            other => self.why_no_number((other, undefined), &request.indicator, request.by.into()),
        };
        say!(self, "picture-unit", name = name, value = value)
    }

    /// `12.3 people per 1,000 households`, `30.2 %`, `no data`.
    pub(crate) fn measured(
        &self,
        (value, undefined, decimals): (Value<f64>, Option<UndefinedReason>, usize),
        unit: &str,
        request: &MapRequest<'_>,
    ) -> String {
        match value {
            Value::Reported(value) if request.per == Normalisation::None => self.quantity(value, &request.indicator),
            Value::Reported(value) => {
                let sign = if request.per == Normalisation::Change && value > 0.0 { "+" } else { "" };
                say!(self, "quantity", number = format!("{sign}{}", self.amount(value, decimals)), unit = unit)
            }
            other => self.why_no_number((other, undefined), &request.indicator, request.by.into()),
        }
    }

    /// What is said in place of a number.
    fn why_no_number(
        &self,
        (value, undefined): (Value<f64>, Option<UndefinedReason>),
        indicator: &Indicator,
        by: PlaceLevel,
    ) -> String {
        match (LegendKind::of(value), undefined) {
            (Some(LegendKind::NotApplicable), Some(why)) => self.reason(why, indicator, by),
            (Some(LegendKind::NoData), _) => say!(self, "page-no-data"),
            (Some(LegendKind::Suppressed), _) => say!(self, "page-suppressed"),
            (kind, _) => kind.map(|kind| self.without_number(kind)).unwrap_or_default(),
        }
    }

    /// `Osh City. Return migrants: 12.3 (people per 1,000 households). Households more than 10 km from a hospital: 45 (% of all households).`
    pub(crate) fn picture_unit_of_two(&self, name: &str, unit: &UnitOfTwo, axes: &[Axis; 2], by: PlaceLevel) -> String {
        let measure = |at: usize| {
            let Axis { indicator, name, unit: of, classes, .. } = &axes[at];
            match unit.values[at] {
                Value::Reported(value) => {
                    let value = self.amount(value, classes.decimals.max(1));
                    say!(self, "picture-measure", indicator = name.as_str(), value = value, unit = of.as_str())
                }
                other => {
                    let value = self.why_no_number((other, unit.undefined[at]), indicator, by);
                    say!(self, "picture-measure-without", indicator = name.as_str(), value = value)
                }
            }
        };
        say!(self, "picture-unit-of-two", name = name, first = measure(0), second = measure(1))
    }

    /// The units shown, taken together: `Whole country: 47,467 people.` A total `is_partial` that leaves places out. Nothing of shares and changes.
    pub(crate) fn picture_total(
        &self,
        (total, is_partial): (&Estimate, bool),
        (request, unit): (&MapRequest<'_>, &str),
        extent: Extent<'_>,
    ) -> Option<String> {
        let MapRequest { ref indicator, per, by, .. } = *request;
        if matches!(per, Normalisation::Change | Normalisation::Share) {
            return None;
        }
        let value = match total.value {
            Value::Reported(value) if per == Normalisation::None => self.quantity(value, indicator),
            Value::Reported(value) => say!(self, "quantity", number = self.amount(value, 1), unit = unit),
            other => self.why_no_number((other, total.undefined), indicator, by.into()),
        };
        let place = match extent {
            _ if is_partial && total.value.reported().is_some() => say!(self, "picture-places-shown"),
            Extent::Inside(place) => place.to_owned(),
            Extent::Country => say!(self, "picture-whole-country"),
            Extent::Countries => say!(self, "picture-all-countries"),
        };
        Some(say!(self, "picture-total", place = place, value = value))
    }

    /// A count with what is counted: `1 household`, `2,317 people`.
    fn quantity(&self, count: f64, of: &Indicator) -> String {
        let number = self.number(count, 0);
        match of.unit() {
            "people" => say!(self, "quantity-people", count = count, number = number),
            "households" => say!(self, "quantity-households", count = count, number = number),
            "communities" => say!(self, "quantity-communities", count = count, number = number),
            unit => say!(self, "quantity", number = number, unit = self.counted(unit)),
        }
    }

    /// The number at the end of a scale bar.
    pub(crate) fn distance(&self, length: f64, is_kilometres: bool) -> String {
        let length = self.number(length, 0);
        if is_kilometres {
            say!(self, "picture-kilometres", length = length)
        } else {
            say!(self, "picture-metres", length = length)
        }
    }

    /// A number of places.
    pub(crate) fn count(&self, places: usize) -> String {
        self.number(places as f64, 0)
    }

    /// A value that needs so many decimals to stay in its class.
    pub(crate) fn amount(&self, value: f64, decimals: usize) -> String {
        self.number(value, shown_decimals(value, decimals))
    }

    /// `12 of 40`.
    pub(crate) fn some_of(&self, some: usize, all: usize) -> String {
        let [some, all] = [some, all].map(|count| self.number(count as f64, 0));
        say!(self, "page-some-of-all", some = some, all = all)
    }

    /// How many units of a level: `1 district`, `1,200 areas`.
    pub fn units(&self, count: usize, by: &str) -> String {
        let number = self.number(count as f64, 0);
        match by {
            "admin1" => say!(self, "page-provinces", count = count, number = number),
            "admin2" => say!(self, "page-districts", count = count, number = number),
            _ => say!(self, "page-areas", count = count, number = number),
        }
    }

    /// A number as the language writes it: `1,234.5`, `1 234,5`.
    pub(super) fn number(&self, value: f64, decimals: usize) -> String {
        let (group, decimal) = (say!(self, "page-number-group"), say!(self, "page-number-decimal"));
        let english = number(value, decimals);
        english.split(',').map(|part| part.replacen('.', &decimal, 1)).collect::<Vec<_>>().join(&group)
    }
}
