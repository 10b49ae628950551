//! Words of pictures: sources, units with their values, and what a map shows for those who do not see it.

use geodata::figures::UndefinedReason;
use geodata::model::Value;

use super::Words;
use super::catalogue::say;
use super::classes::{number, shown_decimals};
use crate::map_request::{LegendKind, MapRequest};

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
        let value = match (value, undefined) {
            (Value::Reported(value), _) => self.amount(value, decimals),
            (Value::NoData, _) => self.without_number(LegendKind::NoData),
            (Value::Suppressed, _) => self.without_number(LegendKind::Suppressed),
            (Value::NotApplicable, Some(why)) => self.reason(why, &request.indicator, request.by.into()),
            (Value::NotApplicable, None) => self.without_number(LegendKind::NotApplicable),
        };
        say!(self, "picture-unit", name = name, value = value)
    }

    /// What a map shows: title, the highest three, the lowest, and how many places have no value. `named` are the units with a value, the
    /// highest first.
    pub(crate) fn picture_description(
        &self,
        title: &str,
        named: &[(&str, f64)],
        (without, decimals): (usize, usize),
    ) -> String {
        let value = |(name, value): &(&str, f64)| {
            say!(self, "picture-unit", name = *name, value = self.amount(*value, decimals))
        };
        let mut description = match named {
            [] => say!(self, "picture-nothing", title = title),
            [only] => say!(self, "picture-one", title = title, only = value(only)),
            [highest @ .., lowest] => {
                let highest: Vec<String> = highest.iter().take(3).map(value).collect();
                let (highest, lowest) = (highest.join("; "), value(lowest));
                say!(self, "picture-many", title = title, highest = highest, lowest = lowest, places = named.len())
            }
        };
        if without > 0 {
            description = say!(self, "picture-without", description = description, places = without);
        }
        description
    }

    /// The units shown, taken together: `47,467 people in all.`
    pub(crate) fn picture_total(&self, value: f64, unit: &str, is_count: bool) -> String {
        let value = self.amount(value, usize::from(!is_count));
        if is_count {
            say!(self, "picture-all", value = value, unit = unit)
        } else {
            say!(self, "picture-all-rate", value = value, unit = unit)
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

    /// A number as the language writes it: `1,234.5`, `1 234,5`.
    pub(super) fn number(&self, value: f64, decimals: usize) -> String {
        let (group, decimal) = (say!(self, "number-group"), say!(self, "number-decimal"));
        let english = number(value, decimals);
        english.split(',').map(|part| part.replacen('.', &decimal, 1)).collect::<Vec<_>>().join(&group)
    }
}
