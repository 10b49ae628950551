//! Values of service indicators: households beyond a distance, communities that lack a service.

use super::normalise::share;
use super::{Answer, FigureError, Measured, Per, Periods, Question, Row};
use crate::access::{self};
use crate::atlas::Atlas;
use crate::model::{Beyond, Distance, Km, Period, PlaceLevel, Service, ServiceStatus, ServiceTable, Value};

/// What a round knows of a service, made ready for one question.
pub(super) struct Lacking<'a> {
    atlas: &'a Atlas,
    round: &'a str,
    by: PlaceLevel,
    per: Per,
    table: &'a ServiceTable,
    /// Count households beyond this; without it, communities.
    km: Option<Km>,
}

/// What is summed up over communities.
#[derive(Default)]
struct Sum {
    counted: u64,
    /// The whole of which `counted` is a part.
    base: u64,
    confirming: usize,
    missing: usize,
    communities: usize,
}

impl<'a> Lacking<'a> {
    pub(super) fn new(
        atlas: &'a Atlas,
        question: &Question<'a>,
        service: Service,
        km: Option<Km>,
    ) -> Result<Self, FigureError> {
        let Question { indicator, by, round, per, periods, .. } = *question;
        if periods != Periods::One(Period::Window) {
            return Err(FigureError::ServiceHasNoYears);
        }
        if !matches!(per, Per::None | Per::Share) {
            return Err(FigureError::PerNotPossible { per, indicator: indicator.id() });
        }
        let table = access::table(atlas, round, service)?;
        if km.is_some() {
            access::require_distances(table)?;
        }
        Ok(Self { atlas, round, by, per, table, km })
    }

    pub(super) fn answer(&self, places: &[usize]) -> Result<Answer, FigureError> {
        let mut rows = Vec::with_capacity(places.len());
        for place in places {
            rows.push(Row {
                place: *place,
                period: Period::Window,
                measured: self.measure(&[*place])?,
                partial: false,
                communities: self.atlas.assessed_at(self.round, self.by, *place).count(),
            });
        }
        Ok(Answer { rows, total: Some(self.measure(places)?) })
    }

    fn measure(&self, places: &[usize]) -> Result<Measured, FigureError> {
        let mut sum = Sum::default();
        for place in places {
            for community in self.atlas.assessed_at(self.round, self.by, *place) {
                sum.communities += 1;
                self.add(&mut sum, community)?;
            }
        }
        let known = sum.missing < sum.communities;
        let count = if known { Value::Reported(sum.counted) } else { Value::NoData };
        let (value, undefined) = match self.per {
            Per::Share => share(count, Value::Reported(sum.base)),
            _ => (count.map(|count| count as f64), None),
        };
        Ok(Measured { value, undefined, confirming: sum.confirming, missing: sum.missing })
    }

    fn add(&self, sum: &mut Sum, community: usize) -> Result<(), FigureError> {
        let distance = match self.table.status.get(community) {
            Some(ServiceStatus::NoData) | None => {
                sum.missing += 1;
                return Ok(());
            }
            Some(ServiceStatus::Available) => {
                sum.base += u64::from(self.km.is_none());
                return Ok(());
            }
            Some(ServiceStatus::Lacking(distance)) => *distance,
        };
        let Some(km) = self.km else {
            sum.base += 1;
            sum.counted += 1;
            sum.confirming += 1;
            return Ok(());
        };
        let households = self.atlas.communities.get(community).and_then(|community| community.households);
        let (Some(households), false) = (households, distance == Distance::Unknown) else {
            sum.missing += 1;
            return Ok(());
        };
        sum.base += households.0;
        match distance.beyond(km, false) {
            Beyond::No => {}
            Beyond::Yes => {
                sum.counted += households.0;
                sum.confirming += 1;
            }
            Beyond::Perhaps => {
                let (round, service) = (self.round.to_owned(), self.table.service);
                return Err(FigureError::InsideBand { round, service, km });
            }
        }
        Ok(())
    }
}
