//! Breakdowns of a group over the window of a round: a value per place and category, such as returnees by country.
//!
//! Places larger than those of the source get the sum of the places inside them, category by category, unless a source states it.

use super::group_indicator::{coverage, refuse_years_of_stock};
use super::normalise::{Base, share};
use super::{FigureError, Indicator, IndicatorQuery, Normalisation, PeriodSelection, UndefinedReason, places_within};
use crate::atlas::Atlas;
use crate::model::{Breakdown, Dimension, Period, PlaceLevel, Value};

/// The value of one category in one place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CategoryRow {
    /// Position of the place in its layer.
    pub place: usize,
    /// Position of the category in the breakdown.
    pub category: usize,
    /// The value: people, or per cent of the place's own total.
    pub value: Value<f64>,
    /// Why there is none although the counts are there.
    pub undefined: Option<UndefinedReason>,
    /// Assessed communities in the place.
    pub communities: usize,
}

/// The counts of a group over the window of a round, by place and category.
///
/// With [`Normalisation::Share`] a value is per cent of the same place's total over all categories.
pub fn breakdown(
    atlas: &Atlas,
    question: &IndicatorQuery<'_>,
    dimension: &Dimension,
) -> Result<Vec<CategoryRow>, FigureError> {
    // What is wrong with the question comes before what is wrong with its places.
    breakdown_of(atlas, question, dimension, &[])?;
    breakdown_of(atlas, question, dimension, &places_within(atlas, question.by, question.within)?)
}

/// The same for some of the places: so that the rows of many places can be made part by part.
pub fn breakdown_of(
    atlas: &Atlas,
    question: &IndicatorQuery<'_>,
    dimension: &Dimension,
    places: &[usize],
) -> Result<Vec<CategoryRow>, FigureError> {
    let IndicatorQuery { by, round, per, .. } = *question;
    let Indicator::Group(group) = &question.indicator else { return Err(FigureError::BreakdownOfService) };
    refuse_years_of_stock(round, coverage(atlas, round, group)?, question.periods)?;
    if question.periods != PeriodSelection::One(Period::Window) {
        return Err(FigureError::BreakdownHasNoYears);
    }
    if !matches!(per, Normalisation::None | Normalisation::Share) {
        return Err(FigureError::BreakdownPer(per));
    }
    let table = atlas.breakdown_of(round, group, dimension).ok_or_else(|| FigureError::NoBreakdown {
        round: round.to_owned(),
        group: group.clone(),
        dimension: dimension.clone(),
        available: atlas
            .vocabulary
            .dimensions()
            .iter()
            .filter(|dimension| atlas.breakdown_of(round, group, dimension).is_some())
            .map(|dimension| dimension.id().to_owned())
            .collect(),
    })?;
    if atlas.parent_place(table.level, 0, by).is_none() {
        return Err(FigureError::TooFine { round: round.to_owned(), group: group.clone(), level: table.level, by });
    }

    let width = table.categories.len();
    let stated = atlas.stated_breakdown(table, by);
    let sums = if table.level == by || stated.is_some() { Vec::new() } else { sums(atlas, table, by, places) };
    let mut rows = Vec::with_capacity(places.len() * width);
    for (at, place) in places.iter().copied().enumerate() {
        let of_place = match stated {
            Some(stated) => stated.get(place * width..(place + 1) * width).unwrap_or_default(),
            None => sums.get(at * width..(at + 1) * width).unwrap_or_else(|| table.of_place(place)),
        };
        let total = Base {
            value: of_place.iter().fold(Value::NoData, |sum, value| sum.plus(*value)),
            is_complete: !of_place.contains(&Value::NoData),
            nobody: UndefinedReason::NobodyCounted,
        };
        let communities = atlas.assessed_at(round, by, place).count();
        rows.extend(of_place.iter().enumerate().map(|(category, value)| {
            let (value, undefined) = match per {
                Normalisation::Share => share(*value, total),
                _ => (value.map(|count| count as f64), None),
            };
            CategoryRow { place, category, value, undefined, communities }
        }));
    }
    Ok(rows)
}

/// The counts of some places, category by category: those of the places inside them together.
fn sums(atlas: &Atlas, table: &Breakdown, by: PlaceLevel, places: &[usize]) -> Vec<Value> {
    let width = table.categories.len();
    let mut sums = vec![Value::NoData; places.len() * width];
    let mut positions = vec![None; atlas.place_count(by)];
    for (at, place) in places.iter().enumerate() {
        if let Some(position) = positions.get_mut(*place) {
            *position = Some(at);
        }
    }
    for part in 0..atlas.place_count(table.level) {
        let at = atlas.parent_place(table.level, part, by).and_then(|place| positions.get(place).copied().flatten());
        let Some(at) = at else { continue };
        for (sum, value) in sums[at * width..].iter_mut().zip(table.of_place(part)) {
            *sum = sum.plus(*value);
        }
    }
    sums
}
