use super::group_indicator::coverage;
use super::normalise::{Base, share};
use super::{FigureError, Indicator, IndicatorQuery, Normalisation, PeriodSelection, UndefinedReason, places_within};
use crate::atlas::Atlas;
use crate::model::{Dimension, Period, Value};

/// The value of one category in one place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CategoryRow<'a> {
    /// Position of the place in its layer.
    pub place: usize,
    /// The category.
    pub category: &'a str,
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
pub fn breakdown<'a>(
    atlas: &'a Atlas,
    question: &IndicatorQuery<'_>,
    dimension: Dimension,
) -> Result<Vec<CategoryRow<'a>>, FigureError> {
    let IndicatorQuery { by, round, per, .. } = *question;
    let Indicator::Group(group) = question.indicator else { return Err(FigureError::BreakdownOfService) };
    coverage(atlas, round, group)?;
    if question.periods != PeriodSelection::One(Period::Window) {
        return Err(FigureError::BreakdownHasNoYears);
    }
    if !matches!(per, Normalisation::None | Normalisation::Share) {
        return Err(FigureError::BreakdownPer(per));
    }
    let table = atlas.breakdown_of(round, group, dimension).ok_or_else(|| FigureError::NoBreakdown {
        round: round.to_owned(),
        group,
        dimension,
        available: Dimension::ALL
            .into_iter()
            .filter(|dimension| atlas.breakdown_of(round, group, *dimension).is_some())
            .map(Dimension::id)
            .collect(),
    })?;
    if atlas.parent_place(table.level, 0, by).is_none() {
        return Err(FigureError::TooFine { round: round.to_owned(), group, level: table.level, by });
    }

    let asked = places_within(atlas, by, question.within)?;
    let width = table.categories.len();
    let mut sums = vec![Value::NoData; atlas.place_count(by) * width];
    for part in 0..atlas.place_count(table.level) {
        let Some(place) = atlas.parent_place(table.level, part, by) else { continue };
        for (sum, value) in sums[place * width..].iter_mut().zip(table.of_place(part)) {
            *sum = sum.plus(*value);
        }
    }
    let mut rows = Vec::with_capacity(asked.len() * width);
    for place in asked {
        let of_place = &sums[place * width..(place + 1) * width];
        let total = Base {
            value: of_place.iter().fold(Value::NoData, |sum, value| sum.plus(*value)),
            is_complete: !of_place.contains(&Value::NoData),
            nobody: UndefinedReason::NobodyCounted,
        };
        let communities = atlas.assessed_at(round, by, place).count();
        rows.extend(table.categories.iter().zip(of_place).map(|(category, value)| {
            let (value, undefined) = match per {
                Normalisation::Share => share(*value, total),
                _ => (value.map(|count| count as f64), None),
            };
            CategoryRow { place, category: category.as_str(), value, undefined, communities }
        }));
    }
    Ok(rows)
}
