//! Values of service indicators: households farther from a service than a distance, and communities that lack it.
//!
//! Values are single numbers. Where distances are known only as bands, a distance inside a band is refused: [`access::beyond`] answers that
//! with an interval.

use super::normalise::{Base, share};
use super::{
    Estimate, FigureError, IndicatorQuery, Normalisation, PartialAggregate, PeriodSelection, UndefinedReason, ValueRow,
};
use crate::access::{self, SurveyedCommunity};
use crate::atlas::Atlas;
use crate::model::{Distance, Exceeds, Km, Period, PlaceLevel, Service, ServiceStatus, ServiceTable, Value};

/// The survey of a service in a round, prepared for one query.
pub(super) struct ServiceIndicator<'a> {
    atlas: &'a Atlas,
    round: &'a str,
    by: PlaceLevel,
    per: Normalisation,
    table: &'a ServiceTable,
    /// Count households beyond this; without it, communities.
    km: Option<Km>,
}

impl<'a> ServiceIndicator<'a> {
    pub(super) fn new(
        atlas: &'a Atlas,
        question: &IndicatorQuery<'a>,
        service: &Service,
        km: Option<Km>,
    ) -> Result<Self, FigureError> {
        let IndicatorQuery { ref indicator, by, round, per, periods, .. } = *question;
        if periods != PeriodSelection::One(Period::Window) {
            return Err(FigureError::ServiceHasNoYears);
        }
        if !indicator.normalisations().contains(&per) {
            let accepted = indicator.possible_normalisations(atlas, by);
            return Err(FigureError::NormalisationNotPossible { per, indicator: indicator.clone(), accepted });
        }
        let table = access::table(atlas, round, service)?;
        if km.is_some() {
            access::require_distances(table)?;
        }
        Ok(Self { atlas, round, by, per, table, km })
    }

    /// A row per place.
    pub(super) fn rows(&self, places: &[usize]) -> Result<Vec<ValueRow>, FigureError> {
        let mut rows = Vec::with_capacity(places.len());
        for place in places {
            rows.push(ValueRow {
                place: *place,
                period: Period::Window,
                estimate: self.measure(&[*place])?,
                partial: false,
                communities: self.atlas.assessed_at(self.round, self.by, *place).count(),
            });
        }
        Ok(rows)
    }

    /// The value of some places together.
    pub(super) fn measure(&self, places: &[usize]) -> Result<Estimate, FigureError> {
        self.measured(
            places.iter().map(|place| self.partial(*place)).fold(PartialAggregate::default(), PartialAggregate::merge),
        )
    }

    /// The value of the places of an aggregate together.
    pub(super) fn measured(&self, aggregate: PartialAggregate) -> Result<Estimate, FigureError> {
        if let (true, Some(km)) = (aggregate.uncertain, self.km) {
            let (round, service) = (self.round.to_owned(), self.table.service.clone());
            let edges = self.atlas.vocabulary.bands().edges().collect();
            return Err(FigureError::InsideBand { round, service, km, edges });
        }
        let nobody = if self.per == Normalisation::ShareOfAll {
            UndefinedReason::NoHouseholds
        } else {
            UndefinedReason::NobodyLacks
        };
        let base = Base { value: aggregate.base, is_complete: aggregate.missing == 0, nobody };
        let (value, undefined) = match self.per {
            Normalisation::Share | Normalisation::ShareOfAll => share(aggregate.count, base),
            _ => (aggregate.count.map(|count| count as f64), None),
        };
        Ok(Estimate { value, undefined, ..aggregate.counts_only() })
    }

    /// What a place adds to a value.
    pub(super) fn partial(&self, place: usize) -> PartialAggregate {
        SurveyedCommunity::of_place(self.atlas, self.table, self.by, place)
            .map(|community| self.of_community(community))
            .fold(PartialAggregate::default(), PartialAggregate::merge)
    }

    fn of_community(&self, community: SurveyedCommunity) -> PartialAggregate {
        let counts = |count: u64, base: u64| PartialAggregate {
            count: Value::Reported(count),
            base: Value::Reported(base),
            confirming: u32::from(count > 0),
            ..PartialAggregate::default()
        };
        let suppressed =
            PartialAggregate { count: Value::Suppressed, base: Value::Suppressed, ..PartialAggregate::default() };
        let missing = PartialAggregate { missing: 1, ..PartialAggregate::default() };
        let SurveyedCommunity { status, households, .. } = community;
        let (distance, km) = match (status, self.km) {
            (ServiceStatus::NoData, _) => return missing,
            (ServiceStatus::Suppressed, _) => return suppressed,
            (ServiceStatus::Available, None) => return counts(0, 1),
            (ServiceStatus::Lacking(_), None) => return counts(1, 1),
            (ServiceStatus::Available, Some(_)) => {
                // A share of all households needs theirs; one of those that lack the service does not, nor does a number.
                return match (self.per, households) {
                    (Normalisation::ShareOfAll, Value::Reported(households)) => counts(0, households.0),
                    (Normalisation::ShareOfAll, Value::Suppressed) => suppressed,
                    (Normalisation::ShareOfAll, _) => missing,
                    _ => counts(0, 0),
                };
            }
            (ServiceStatus::Lacking(distance), Some(km)) => (distance, km),
        };
        if households == Value::Suppressed {
            return suppressed;
        }
        let (Some(households), false) = (households.reported(), distance == Distance::Unknown) else { return missing };
        match distance.exceeds(km, false) {
            Exceeds::No => counts(0, households.0),
            Exceeds::Yes => PartialAggregate { confirming: 1, ..counts(households.0, households.0) },
            Exceeds::Uncertain => PartialAggregate { uncertain: true, ..counts(0, households.0) },
        }
    }
}
