//! Where the values of an indicator come from: the counts of a population group, or the survey of a service.
//!
//! [`IndicatorSource`] is a query prepared for one atlas. Tables, totals and clusters ask it, so that they need not know the kinds of
//! indicators.

use super::group_indicator::GroupIndicator;
use super::service_indicator::ServiceIndicator;
use super::{Estimate, FigureError, Indicator, IndicatorQuery, ServiceQuestion, ValueRow};
use crate::atlas::Atlas;

/// An indicator, prepared for one query.
pub(super) enum IndicatorSource<'a> {
    Group(GroupIndicator<'a>),
    Service(ServiceIndicator<'a>),
}

impl<'a> IndicatorSource<'a> {
    /// Fails if the query has no answer for any place.
    pub(super) fn new(atlas: &'a Atlas, question: &IndicatorQuery<'a>) -> Result<Self, FigureError> {
        let service = |service, km| ServiceIndicator::new(atlas, question, service, km).map(Self::Service);
        match &question.indicator {
            Indicator::Group(group) => GroupIndicator::new(atlas, question, group).map(Self::Group),
            Indicator::HouseholdsBeyond(ServiceQuestion { service: of, km }) => service(of, Some(*km)),
            Indicator::CommunitiesLacking(of) => service(of, None),
        }
    }

    /// A row per place and period.
    pub(super) fn rows(&self, places: &[usize]) -> Result<Vec<ValueRow>, FigureError> {
        match self {
            Self::Group(group) => Ok(group.rows(places)),
            Self::Service(service) => service.rows(places),
        }
    }

    /// The value of some places together, for a single period. Fails where the question lies inside the distance band of one of them.
    pub(super) fn total(&self, places: &[usize]) -> Result<Option<Estimate>, FigureError> {
        match self {
            Self::Group(group) => Ok(group.total(places)),
            Self::Service(service) => service.measure(places).map(Some),
        }
    }
}
