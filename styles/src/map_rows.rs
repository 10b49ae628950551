//! The units of a map in words, and what they had in other years: for the table beside a map, and what is said of a unit that is pointed at.
//!
//! ```text
//! MapRow { pcode: "KG05…", name: "Osh City", language: None, parent: Some("Osh"), value: "2,317 people" }
//! History { years: [2020, …, 2024], of: [("KG05…", [Some(410.0), None, …])] }
//! ```

use std::collections::HashMap;

use geodata::atlas::Atlas;
use geodata::figures::{Indicator, IndicatorQuery, Normalisation, PeriodSelection, rounded, values};
use geodata::model::{AdminUnit, Language, Period};

use crate::map_request::MapRequest;
use crate::map_values::MapValues;
use crate::words::Words;

/// A unit of a map in words.
#[derive(Clone, Debug, PartialEq)]
pub struct MapRow {
    /// Its code.
    pub pcode: String,
    /// Its name.
    pub name: String,
    /// The language of its name, where that is not the one of the map.
    pub language: Option<Language>,
    /// The name of the larger unit that it lies in, unless that is the country.
    pub parent: Option<String>,
    /// The value with its unit, or why there is none.
    pub value: String,
    /// Whether there is a number.
    pub is_reported: bool,
    /// How many of its communities report the group: `12 of 40`; nothing for services.
    pub confirming: Option<String>,
    /// The first of these numbers.
    pub confirming_communities: Option<usize>,
}

/// What units had in each year.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// In order.
    pub years: Vec<u16>,
    /// The code of a unit with its value in each year, where there is one.
    pub of: Vec<(String, Vec<Option<f64>>)>,
}

impl MapRow {
    /// The units of a map: the highest value first, and last those without one, by name.
    pub fn of(atlas: &Atlas, values: &MapValues, request: &MapRequest<'_>) -> Vec<Self> {
        let words = Words::of(request.language);
        let name = |unit: &AdminUnit| unit.names.get_or_main(request.language).to_owned();
        let parent = |unit: &AdminUnit| {
            let level = atlas.layers.iter().rev().find(|layer| layer.level < request.by)?;
            let is_country = level.units.len() < 2;
            unit.parent.and_then(|parent| level.units.get(parent)).filter(|_| !is_country).map(name)
        };
        let decimals = values.classes.decimals.max(1);
        let rests_on_communities = matches!(request.indicator, Indicator::Group(_))
            && !atlas.communities.is_empty()
            && request.indicator.rests_on_communities(atlas, &request.round.id.0);
        let row = |of: &crate::MapUnit| {
            let unit = atlas.unit(request.by, of.position)?;
            let value = words.measured((of.value, of.undefined, decimals), &values.unit, request);
            let is_reported = of.value.reported().is_some();
            let confirming = rests_on_communities.then(|| words.some_of(of.confirming, of.communities));
            let row = Self {
                pcode: unit.pcode.as_str().to_owned(),
                name: name(unit),
                language: unit.names.language_of(request.language).filter(|own| *own != request.language),
                parent: parent(unit),
                value,
                is_reported,
                confirming_communities: confirming.is_some().then_some(of.confirming),
                confirming,
            };
            Some((of.value.reported().unwrap_or(f64::NEG_INFINITY), row))
        };
        let mut rows: Vec<(f64, Self)> = values.units.iter().filter_map(row).collect();
        rows.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.name.cmp(&b.1.name)));
        rows.into_iter().map(|(_, row)| row).collect()
    }
}

impl History {
    /// What the units of a map had in all years that its round counts; none where there are not two, and of changes, which are a comparison of years
    /// already. A year that is counted in part is left out: beside full years it would look like a fall.
    pub fn of(atlas: &Atlas, request: &MapRequest<'_>) -> Option<Self> {
        let coverage = request.indicator.coverage(request.round)?;
        let full = coverage.years.iter().copied().filter(|year| !coverage.is_partial(*year));
        let years: Vec<u16> = full.collect();
        if years.len() < 2 || request.per == Normalisation::Change {
            return None;
        }
        let asked = IndicatorQuery {
            indicator: request.indicator.clone(),
            by: request.by.into(),
            round: &request.round.id.0,
            periods: PeriodSelection::EveryYear,
            per: request.per,
            within: request.within,
        };
        let mut of: Vec<(String, Vec<Option<f64>>)> = Vec::new();
        let mut position: HashMap<usize, usize> = HashMap::new();
        for row in values(atlas, &asked).ok()?.rows {
            let Period::Year(year) = row.period else { continue };
            let Some(at) = years.iter().position(|known| *known == year) else { continue };
            let place = *position.entry(row.place).or_insert_with(|| {
                let pcode = atlas.unit(request.by, row.place).map(|unit| unit.pcode.as_str().to_owned());
                of.push((pcode.unwrap_or_default(), vec![None; years.len()]));
                of.len() - 1
            });
            if let Some(value) = of.get_mut(place).and_then(|(_, values)| values.get_mut(at)) {
                *value = row.estimate.value.reported().map(rounded);
            }
        }
        Some(Self { years, of })
    }
}
