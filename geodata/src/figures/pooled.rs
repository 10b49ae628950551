//! An indicator for any places taken together.

use super::group_indicator::GroupIndicator;
use super::service_indicator::ServiceIndicator;
use super::{
    Estimate, FigureError, Indicator, IndicatorQuery, Normalisation, PartialAggregate, PeriodSelection, ServiceQuestion,
};
use crate::atlas::{Aggregate, Atlas};
use crate::model::{Period, PopulationGroup};

/// An indicator for any places of a level taken together, units or not, by the rules of [`values`](super::values): rates, shares
/// and changes of what the places add up to, never the mean of theirs.
pub struct PooledIndicator<'a> {
    of: IndicatorSource<'a>,
    period: Period,
    /// For shares.
    country: Aggregate,
}

enum IndicatorSource<'a> {
    Group(GroupIndicator<'a>),
    Service(ServiceIndicator<'a>),
}

impl<'a> PooledIndicator<'a> {
    /// Makes ready for the places of `question.by`; its `within` does not matter. Fails as [`values`](super::values) does, and
    /// where the question is not about one period, or per population, which only units have.
    pub fn new(atlas: &'a Atlas, question: &IndicatorQuery<'a>) -> Result<Self, FigureError> {
        let PeriodSelection::One(period) = question.periods else { return Err(FigureError::SinglePeriodOnly) };
        if question.per == Normalisation::Per1000Population {
            return Err(FigureError::NormalisationNeedsUnits(question.per));
        }
        let mut country = Aggregate::default();
        let of = match question.indicator {
            Indicator::Group(group) => {
                let counted = GroupIndicator::new(atlas, question, group)?;
                if question.per == Normalisation::Share {
                    country = counted.country_total(period);
                }
                IndicatorSource::Group(counted)
            }
            Indicator::HouseholdsBeyond(ServiceQuestion { service, km }) => {
                IndicatorSource::Service(ServiceIndicator::new(atlas, question, service, Some(km))?)
            }
            Indicator::CommunitiesLacking(service) => {
                IndicatorSource::Service(ServiceIndicator::new(atlas, question, service, None)?)
            }
        };
        Ok(Self { of, period, country })
    }

    /// The group of people, and the period, whose summed up figures are the aggregate of places ([`PartialAggregate::from`]); None where it
    /// needs more than them.
    pub fn additive_group(&self) -> Option<(PopulationGroup, Period)> {
        match &self.of {
            IndicatorSource::Group(counted) => counted.additive_group().map(|group| (group, self.period)),
            IndicatorSource::Service(_) => None,
        }
    }

    /// What a place adds.
    pub fn partial(&self, place: usize) -> PartialAggregate {
        match &self.of {
            IndicatorSource::Group(counted) => counted.partial(place, self.period),
            IndicatorSource::Service(lacking) => lacking.partial(place),
        }
    }

    /// The value of the places that an aggregate is of. Fails where the question lies inside the distance band of one of them.
    pub fn measured(&self, aggregate: PartialAggregate) -> Result<Estimate, FigureError> {
        match &self.of {
            IndicatorSource::Group(counted) => Ok(counted.measured(aggregate, self.period, self.country)),
            IndicatorSource::Service(lacking) => lacking.measured(aggregate),
        }
    }
}
