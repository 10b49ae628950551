//! An indicator for any places taken together, such as the communities of a cluster on the map.

use super::indicator_source::IndicatorSource;
use super::{Estimate, FigureError, IndicatorQuery, Normalisation, PartialAggregate, PeriodSelection};
use crate::atlas::{Aggregate, Atlas};
use crate::model::{Period, PopulationGroup};

/// An indicator for any places of a level together, by the rules of [`values`](super::values): rates, shares
/// and changes of what the places add up to, never the mean of theirs.
pub struct PooledIndicator<'a> {
    source: IndicatorSource<'a>,
    period: Period,
    /// For shares.
    country: Aggregate,
}

impl<'a> PooledIndicator<'a> {
    /// Makes ready for the places of `question.by`; its `within` does not matter. Fails as [`values`](super::values) does, and
    /// where the question is not about one period, or per population, which only units have.
    pub fn new(atlas: &'a Atlas, question: &IndicatorQuery<'a>) -> Result<Self, FigureError> {
        let PeriodSelection::One(period) = question.periods else { return Err(FigureError::SinglePeriodOnly) };
        if question.per == Normalisation::Per1000Population {
            return Err(FigureError::NormalisationNeedsUnits(question.per));
        }
        let source = IndicatorSource::new(atlas, question)?;
        let country = match &source {
            IndicatorSource::Group(group) => group.denominator(period),
            IndicatorSource::Service(_) => Aggregate::default(),
        };
        Ok(Self { source, period, country })
    }

    /// The group of people, and the period, whose summed up figures are the aggregate of places ([`PartialAggregate::from`]); None where it
    /// needs more than them.
    pub fn additive_group(&self) -> Option<(&PopulationGroup, Period)> {
        match &self.source {
            IndicatorSource::Group(group) => group.additive_group().map(|group| (group, self.period)),
            IndicatorSource::Service(_) => None,
        }
    }

    /// What a place adds.
    pub fn partial(&self, place: usize) -> PartialAggregate {
        match &self.source {
            IndicatorSource::Group(group) => group.partial(place, self.period),
            IndicatorSource::Service(service) => service.partial(place),
        }
    }

    /// The value of the places that an aggregate is of. Fails where the question lies inside the distance band of one of them.
    pub fn measured(&self, aggregate: PartialAggregate) -> Result<Estimate, FigureError> {
        match &self.source {
            IndicatorSource::Group(group) => Ok(group.measured(aggregate, self.period, self.country)),
            IndicatorSource::Service(service) => service.measured(aggregate),
        }
    }
}
