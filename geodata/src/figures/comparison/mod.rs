//! Rounds side by side, and a trend over rounds: the values of several rounds by the same places, and what makes them different things.
//!
//! ```text
//! RoundsQuery { indicator: displaced, by: admin1, rounds: [r1, r2] }
//!   ─► RoundDifference::Definition, RoundDifference::Coverage …   what must be acknowledged first
//!   ─► PlaceRow { place: 0, values: [12, 40] }                    one value a round, never added up
//!   ─► segments [[r1], [r2]]                                      between which a trend has a break
//! ```
//!
//! Whoever shows two rounds side by side invites a subtraction, so everything that would make it meaningless is said first: each
//! [`RoundDifference`] has a [`Caveat`] that a question must acknowledge. What is withheld in a round stays withheld: values are those that each
//! round publishes by itself, and two published values beside each other say nothing that they do not say apart.

mod areas;
mod differences;
mod trend;

pub use areas::{ComparableArea, comparable_areas, concordance};
pub use differences::{Caveat, RoundDifference, RoundOf, count_the_same, differences};
pub use trend::{Segment, segments};

use super::{FigureError, Indicator, IndicatorQuery, Normalisation, PeriodSelection, ValueRow, rows_of, total_of};
use crate::atlas::Atlas;
use crate::model::{AdminLevel, Period, PlaceLevel, Round};

/// A question for the values of several rounds.
#[derive(Clone, Debug, PartialEq)]
pub struct RoundsQuery<'a> {
    /// What to show.
    pub indicator: Indicator,
    /// By which places.
    pub by: PlaceLevel,
    /// In which rounds, in the order of the answer.
    pub rounds: Vec<&'a str>,
    /// When, in each of them.
    pub period: Period,
    /// How normalised.
    pub per: Normalisation,
    /// Only places inside this unit.
    pub within: Option<(AdminLevel, usize)>,
}

/// The values of one place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceRow {
    /// Position of the place in its layer.
    pub place: usize,
    /// A value for each round, in the order of the question.
    pub values: Vec<ValueRow>,
}

impl RoundsQuery<'_> {
    /// The question about one of the rounds.
    fn of_round(&self, round: usize) -> Option<IndicatorQuery<'_>> {
        let Self { ref indicator, by, ref rounds, period, per, within } = *self;
        let round = rounds.get(round)?;
        Some(IndicatorQuery {
            indicator: indicator.clone(),
            by,
            round,
            periods: PeriodSelection::One(period),
            per,
            within,
        })
    }

    fn each_round(&self) -> impl Iterator<Item = IndicatorQuery<'_>> {
        (0..self.rounds.len()).filter_map(|round| self.of_round(round))
    }

    /// The values of some of the places.
    pub fn rows(&self, atlas: &Atlas, places: &[usize]) -> Result<Vec<PlaceRow>, FigureError> {
        let empty = |place: &usize| PlaceRow { place: *place, values: Vec::with_capacity(self.rounds.len()) };
        let mut rows: Vec<PlaceRow> = places.iter().map(empty).collect();
        for question in self.each_round() {
            for (row, value) in rows.iter_mut().zip(rows_of(atlas, &question, places)?) {
                row.values.push(value);
            }
        }
        Ok(rows)
    }

    /// The values of all places together, a value for each round. If they are known, [`Self::rows`] fails for none of the places.
    pub fn totals(&self, atlas: &Atlas, places: &[usize]) -> Result<Vec<super::Estimate>, FigureError> {
        self.each_round().map(|question| total_of(atlas, &question, places).map(Option::unwrap_or_default)).collect()
    }
}

/// Of two rounds, what differs between them; fails where nothing can make them comparable: a year of which one counts a part, and the other
/// all or another part.
pub fn compared(period: Period, sides: [RoundOf<'_>; 2]) -> Result<Vec<RoundDifference>, FigureError> {
    let differences = differences(period, sides);
    let [a, b] = sides.map(|side| side.round.id.0.clone());
    if a == b && std::ptr::eq(sides[0].atlas, sides[1].atlas) {
        return Err(FigureError::SameRound(a));
    }
    let parts = differences.iter().find_map(|difference| match difference {
        RoundDifference::PartOfYear { year, parts } => Some((*year, parts.clone())),
        _ => None,
    });
    match parts {
        Some((year, parts)) => Err(FigureError::PartBesideOtherPart {
            year,
            rounds: [a, b],
            parts: parts.map(|part| part.map(|part| part.main().to_owned())),
        }),
        None => Ok(differences),
    }
}

/// The rounds that know an indicator in a period, the earliest first: by the last day of their collection.
pub fn rounds_with<'a>(atlas: &'a Atlas, indicator: &Indicator, period: Period) -> Vec<&'a Round> {
    let knows = |round: &&Round| match indicator {
        Indicator::Group(group) => {
            atlas.counts_of(&round.id.0, group).is_some()
                && round.coverage(group).is_some_and(|coverage| coverage.is_counted_in(period))
        }
        Indicator::HouseholdsBeyond(_) | Indicator::CommunitiesLacking(_) => {
            indicator.service().is_some_and(|service| atlas.service_of(&round.id.0, service).is_some())
        }
    };
    let mut rounds: Vec<&Round> = atlas.rounds.iter().filter(knows).collect();
    rounds.sort_by(|a, b| a.date().cmp(b.date()));
    rounds
}

#[cfg(test)]
mod tests;
