//! An indicator for any places taken together.

use super::counted::Counted;
use super::lacking::Lacking;
use super::{FigureError, Indicator, Measured, Per, Periods, Question, ServiceQuestion, Tally};
use crate::atlas::{Atlas, Figure};
use crate::model::{Period, PopulationGroup};

/// An indicator for any places of a level taken together, units or not, by the rules of [`values`](super::values): rates, shares
/// and changes of what the places add up to, never the mean of theirs.
pub struct Together<'a> {
    of: Of<'a>,
    period: Period,
    /// For shares.
    country: Figure,
}

enum Of<'a> {
    Counted(Counted<'a>),
    Lacking(Lacking<'a>),
}

impl<'a> Together<'a> {
    /// Makes ready for the places of `question.by`; its `within` does not matter. Fails as [`values`](super::values) does, and
    /// where the question is not about one period, or per population, which only units have.
    pub fn new(atlas: &'a Atlas, question: &Question<'a>) -> Result<Self, FigureError> {
        let Periods::One(period) = question.periods else { return Err(FigureError::OnePeriodTogether) };
        if question.per == Per::Per1000Population {
            return Err(FigureError::PerOfUnits(question.per));
        }
        let mut country = Figure::default();
        let of = match question.indicator {
            Indicator::Group(group) => {
                let counted = Counted::new(atlas, question, group)?;
                if question.per == Per::Share {
                    country = counted.country_total(period);
                }
                Of::Counted(counted)
            }
            Indicator::HouseholdsBeyond(ServiceQuestion { service, km }) => {
                Of::Lacking(Lacking::new(atlas, question, service, Some(km))?)
            }
            Indicator::CommunitiesLacking(service) => Of::Lacking(Lacking::new(atlas, question, service, None)?),
        };
        Ok(Self { of, period, country })
    }

    /// The group of people, and the period, whose summed up figures are the tally of places ([`Tally::from`]); None where it
    /// needs more than them.
    pub fn counted_alone(&self) -> Option<(PopulationGroup, Period)> {
        match &self.of {
            Of::Counted(counted) => counted.counted_alone().map(|group| (group, self.period)),
            Of::Lacking(_) => None,
        }
    }

    /// What a place adds.
    pub fn tally(&self, place: usize) -> Tally {
        match &self.of {
            Of::Counted(counted) => counted.tally(place, self.period),
            Of::Lacking(lacking) => lacking.tally(place),
        }
    }

    /// The value of the places that a tally is of. Fails where the question lies inside the distance band of one of them.
    pub fn measured(&self, tally: Tally) -> Result<Measured, FigureError> {
        match &self.of {
            Of::Counted(counted) => Ok(counted.measured(tally, self.period, self.country)),
            Of::Lacking(lacking) => lacking.measured(tally),
        }
    }
}
