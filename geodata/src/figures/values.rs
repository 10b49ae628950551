//! The values of an indicator by place.
//!
//! ```text
//! IndicatorQuery { indicator: arrivals, by: admin1, periods: 2023, per: share, … }
//!   ─► ValueRow { place: 0, estimate: 12.5 % of the country, from 31 communities, 2 of them without data }
//!      ValueRow { place: 1, estimate: no data }
//!      total
//! ```
//!
//! [`values`] answers at once. [`rows_of`] and [`total_of`] do it for some of the places: tables of a million rows are made part by part.

use super::indicator_source::IndicatorSource;
use super::{FigureError, Indicator, Normalisation};
use crate::atlas::Atlas;
use crate::model::{AdminLevel, Period, PlaceLevel, Value};

/// Which periods a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodSelection {
    /// One period.
    One(Period),
    /// Every year of the window, one after the other.
    EveryYear,
}

/// A question for the values of an indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct IndicatorQuery<'a> {
    /// What to show.
    pub indicator: Indicator,
    /// By which places.
    pub by: PlaceLevel,
    /// In which round.
    pub round: &'a str,
    /// When.
    pub periods: PeriodSelection,
    /// How normalised.
    pub per: Normalisation,
    /// Only places inside this unit.
    pub within: Option<(AdminLevel, usize)>,
}

/// One value of an answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ValueRow {
    /// Position of the place in its layer.
    pub place: usize,
    /// The period.
    pub period: Period,
    /// The value and what it rests on.
    pub estimate: Estimate,
    /// True where the counts cover only a part of the year.
    pub partial: bool,
    /// Communities of the place that the round assessed.
    pub communities: usize,
}

/// A value of one place, or of several together, and what it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Estimate {
    /// The value, normalised as asked.
    pub value: Value<f64>,
    /// Why a value cannot be computed although the counts may be there.
    pub undefined: Option<UndefinedReason>,
    /// Places that report the group present, or communities that count for a service.
    pub confirming: usize,
    /// Places left out because a number that the value needs is unknown: the count of a year, households, a distance.
    pub missing: usize,
}

/// A value as it is shown everywhere, in tables, tiles and classes alike: with four decimals, and without a sign where nothing is left.
pub fn rounded(value: f64) -> f64 {
    (value * 1e4).round() / 1e4 + 0.0
}

/// Why there is no value although the counts are known. A value about nobody is not applicable; one about people of whom something is unknown
/// is no data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UndefinedReason {
    /// The year is counted only in part.
    PartialYear,
    /// The year before is not counted, or only in part.
    NoYearBefore,
    /// A share of those that lack a service, where nobody lacks it.
    NobodyLacks,
    /// A share of people, where nobody was counted.
    NobodyCounted,
    /// A rate of households, or a share of them, where there are none.
    NoHouseholds,
    /// A rate of inhabitants, where there are none.
    NoInhabitants,
    /// A change from a year in which there was nobody.
    NobodyBefore,
}

impl UndefinedReason {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::PartialYear,
        Self::NoYearBefore,
        Self::NobodyLacks,
        Self::NobodyCounted,
        Self::NoHouseholds,
        Self::NoInhabitants,
        Self::NobodyBefore,
    ];

    /// The name used in data.
    pub fn id(self) -> &'static str {
        match self {
            Self::PartialYear => "partial_year",
            Self::NoYearBefore => "no_year_before",
            Self::NobodyLacks => "nobody_lacks",
            Self::NobodyCounted => "nobody_counted",
            Self::NoHouseholds => "no_households",
            Self::NoInhabitants => "no_inhabitants",
            Self::NobodyBefore => "nobody_before",
        }
    }
}

/// The answer to a [`IndicatorQuery`].
#[derive(Clone, Debug, PartialEq)]
pub struct ValueTable {
    /// A row per place and period, places in the order of their layer.
    pub rows: Vec<ValueRow>,
    /// The value of all places together, in the unit of the rows; for a single period.
    pub total: Option<Estimate>,
}

/// The values of an indicator by place.
///
/// - `share` of a group is per cent of the total of the country in the same period, also with `within`, so that a
///   district's share is the same in every answer. Of `households_beyond` it is per cent of the place's households in
///   communities lacking the service; of `communities_lacking`, per cent of the place's communities.
/// - `share_of_all` of `households_beyond` is per cent of all the place's households in communities of which it is known whether they
///   lack the service, and how far it is; of `communities_lacking` it is the same as `share`.
/// - `change` is `100 · (this − before) / before` over the communities counted in both years.
/// - `per_1000_households` is over the communities whose count and households are both known.
///
/// Where the divisor is zero, the value is not applicable, unless a part of the divisor is unknown.
pub fn values(atlas: &Atlas, question: &IndicatorQuery<'_>) -> Result<ValueTable, FigureError> {
    if atlas.round(question.round).is_none() {
        return Err(FigureError::UnknownRound(question.round.to_owned()));
    }
    let places = places_within(atlas, question.by, question.within)?;
    let source = IndicatorSource::new(atlas, question)?;
    Ok(ValueTable { rows: source.rows(&places)?, total: total(atlas, question, &source, &places)? })
}

/// The rows of some of the places, so that a large table can be made part by part.
pub fn rows_of(atlas: &Atlas, question: &IndicatorQuery<'_>, places: &[usize]) -> Result<Vec<ValueRow>, FigureError> {
    IndicatorSource::new(atlas, question)?.rows(places)
}

/// The total of the places of a question, for a single period. If it is known, [`rows_of`] fails for none of them.
pub fn total_of(
    atlas: &Atlas,
    question: &IndicatorQuery<'_>,
    places: &[usize],
) -> Result<Option<Estimate>, FigureError> {
    total(atlas, question, &IndicatorSource::new(atlas, question)?, places)
}

/// The value of some places together for a single period, as it follows from them: what a source states of a larger unit does not stand in its
/// place where a part is suppressed.
pub fn total_of_parts(atlas: &Atlas, question: &IndicatorQuery<'_>, places: &[usize]) -> Result<Estimate, FigureError> {
    Ok(IndicatorSource::new(atlas, question)?.total(places)?.unwrap_or_default())
}

fn total(
    atlas: &Atlas,
    question: &IndicatorQuery<'_>,
    source: &IndicatorSource<'_>,
    places: &[usize],
) -> Result<Option<Estimate>, FigureError> {
    let total = source.total(places)?;
    let is_whole = |total: &Estimate| total.value != Value::Suppressed && total.missing == 0;
    let of_parts = total.filter(|total| !is_whole(total));
    Ok(of_parts.and_then(|of_parts| of_the_whole(atlas, question, &of_parts)).or(total))
}

/// The value of the unit that a question is within, or of the whole country: a source may state it, although places inside are suppressed or unknown.
fn of_the_whole(atlas: &Atlas, question: &IndicatorQuery<'_>, of_parts: &Estimate) -> Option<Estimate> {
    let (level, units) = match question.within {
        Some((level, unit)) => (level, vec![unit]),
        None => atlas.layers.first().map(|layer| (layer.level, (0..layer.units.len()).collect()))?,
    };
    let question = IndicatorQuery { by: level.into(), within: None, ..question.clone() };
    let whole = IndicatorSource::new(atlas, &question).ok()?.total(&units).ok()??;
    let is_stated = of_parts.value == Value::Suppressed || whole.missing == 0;
    (is_stated && whole.value.reported().is_some()).then_some(whole)
}

/// The places of a level inside a unit, or all of them.
pub fn places_within(
    atlas: &Atlas,
    by: PlaceLevel,
    within: Option<(AdminLevel, usize)>,
) -> Result<Vec<usize>, FigureError> {
    let count = atlas.place_count(by);
    if count == 0 {
        return Err(FigureError::NoLayer(by));
    }
    let Some((level, unit)) = within else { return Ok((0..count).collect()) };
    if by.admin().is_some_and(|by| by < level) {
        return Err(FigureError::WithinTooSmall { within: level, by });
    }
    Ok((0..count).filter(|place| atlas.parent_place(by, *place, level.into()) == Some(unit)).collect())
}
