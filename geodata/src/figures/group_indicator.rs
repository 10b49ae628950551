//! Values of population groups: counts, shares, rates and changes, from what a round counted.
//!
//! A count of a place is the rollup of its communities, or of the units that were counted as a whole. A rate or a change of a place is
//! computed over those of its communities where both numbers are known: with 40 returnees and 200 households in one community, and no data in
//! another, the rate is 200 per 1,000 households.

use super::normalise::{Base, change, per_thousand, share};
use super::{
    Estimate, FigureError, IndicatorQuery, Normalisation, PartialAggregate, PeriodSelection, UndefinedReason, ValueRow,
};
use crate::atlas::{Aggregate, Atlas, Rollup};
use crate::model::{Counts, GroupCoverage, Period, PlaceLevel, PopulationGroup, Value};

/// The counts of a group in a round, prepared for one query.
pub(super) struct GroupIndicator<'a> {
    atlas: &'a Atlas,
    round: &'a str,
    by: PlaceLevel,
    per: Normalisation,
    coverage: &'a GroupCoverage,
    counts: &'a Counts,
    sums: &'a Rollup,
    /// Where whole units were counted: those inside each place asked for.
    units_of: Vec<Vec<usize>>,
    periods: Vec<Period>,
}

/// The coverage of a group in a round that counts it.
pub(super) fn coverage<'a>(
    atlas: &'a Atlas,
    round: &str,
    group: &PopulationGroup,
) -> Result<&'a GroupCoverage, FigureError> {
    let found = atlas.round(round).ok_or_else(|| FigureError::UnknownRound(round.to_owned()))?;
    found.coverage(group).ok_or_else(|| FigureError::GroupNotCounted {
        round: round.to_owned(),
        group: group.clone(),
        counted: found.groups.iter().map(|coverage| coverage.group.id().to_owned()).collect(),
        elsewhere: atlas
            .rounds
            .iter()
            .filter(|other| other.coverage(group).is_some())
            .map(|other| other.id.0.clone())
            .collect(),
    })
}

/// Fails for years of a stock.
pub(super) fn refuse_years_of_stock(
    round: &str,
    coverage: &GroupCoverage,
    asked: PeriodSelection,
) -> Result<(), FigureError> {
    let asked = match asked {
        PeriodSelection::One(Period::Window) => return Ok(()),
        PeriodSelection::One(period) => period.to_string(),
        PeriodSelection::EveryYear => "all".to_owned(),
    };
    coverage.date.clone().map_or(Ok(()), |date| {
        Err(FigureError::StockHasNoYears { round: round.to_owned(), group: coverage.group.clone(), date, asked })
    })
}

impl<'a> GroupIndicator<'a> {
    pub(super) fn new(
        atlas: &'a Atlas,
        question: &IndicatorQuery<'a>,
        group: &PopulationGroup,
    ) -> Result<Self, FigureError> {
        let IndicatorQuery { ref indicator, by, round, per, periods, .. } = *question;
        if per == Normalisation::Change && group.is_stock() {
            let accepted = indicator.possible_normalisations(atlas, by);
            return Err(FigureError::ChangeOfStock { group: group.clone(), accepted });
        }
        if !indicator.normalisations().contains(&per) {
            let accepted = indicator.possible_normalisations(atlas, by);
            return Err(FigureError::NormalisationNotPossible { per, indicator: indicator.clone(), accepted });
        }
        let coverage = coverage(atlas, round, group)?;
        let counts = atlas.counts_of(round, group);
        let (Some(counts), Some(sums)) = (counts, atlas.rollup_of(round, group, by)) else {
            let level = counts.map_or(PlaceLevel::Admin0, |counts| counts.level);
            return Err(FigureError::TooFine { round: round.to_owned(), group: group.clone(), level, by });
        };
        if per == Normalisation::Per1000Population
            && !by.admin().is_some_and(|level| atlas.fields_of_units(level).population)
        {
            return Err(FigureError::NoPopulation { by, accepted: indicator.possible_normalisations(atlas, by) });
        }
        let periods = checked_periods(round, periods, per, coverage)?;
        let mut units_of = Vec::new();
        if counts.level != PlaceLevel::Community {
            units_of.resize(atlas.place_count(by), Vec::new());
            for unit in 0..counts.places() {
                if let Some(place) = atlas.parent_place(counts.level, unit, by)
                    && let Some(units) = units_of.get_mut(place)
                {
                    units.push(unit);
                }
            }
        }
        Ok(Self { atlas, round, by, per, coverage, counts, sums, units_of, periods })
    }

    /// A row per place and period.
    pub(super) fn rows(&self, places: &[usize]) -> Vec<ValueRow> {
        let totals: Vec<Aggregate> = self.periods.iter().map(|period| self.denominator(*period)).collect();
        let mut rows = Vec::with_capacity(places.len() * self.periods.len());
        for place in places {
            let communities = self.atlas.assessed_at(self.round, self.by, *place).count();
            for (period, total) in self.periods.iter().zip(&totals) {
                rows.push(ValueRow {
                    place: *place,
                    period: *period,
                    estimate: self.measure(&[*place], *period, *total),
                    partial: self.coverage.is_partial_in(*period),
                    communities,
                });
            }
        }
        rows
    }

    /// The value of some places together, for a single period.
    pub(super) fn total(&self, places: &[usize]) -> Option<Estimate> {
        let [period] = self.periods.as_slice() else { return None };
        Some(self.measure(places, *period, self.denominator(*period)))
    }

    /// What shares are of; added up only where there are shares.
    pub(super) fn denominator(&self, period: Period) -> Aggregate {
        if self.per == Normalisation::Share { self.country_total(period) } else { Aggregate::default() }
    }

    /// The value of some places together.
    fn measure(&self, places: &[usize], period: Period, country: Aggregate) -> Estimate {
        let aggregate = places
            .iter()
            .map(|place| self.partial(*place, period))
            .fold(PartialAggregate::default(), PartialAggregate::merge);
        if self.per == Normalisation::Per1000Population {
            let population = |place: &usize| self.atlas.unit(self.by.admin()?, *place)?.population;
            let value = places.iter().map(population).sum::<Option<u64>>().map_or(Value::NoData, Value::Reported);
            let base = Base { value, is_complete: true, nobody: UndefinedReason::NoInhabitants };
            return with(aggregate.counts_only(), per_thousand(aggregate.count, base));
        }
        self.measured(aggregate, period, country)
    }

    /// The value of the places of an aggregate together; not for rates of the population.
    pub(super) fn measured(&self, aggregate: PartialAggregate, period: Period, country: Aggregate) -> Estimate {
        let count = aggregate.count;
        let grounds = aggregate.counts_only();
        let base = |nobody| Base { value: aggregate.base, is_complete: aggregate.missing == 0, nobody };
        match self.per {
            Normalisation::None | Normalisation::ShareOfAll | Normalisation::Per1000Population => {
                Estimate { value: count.map(|count| count as f64), ..grounds }
            }
            Normalisation::Share => {
                let nobody = UndefinedReason::NobodyCounted;
                with(grounds, share(count, Base { value: country.value, is_complete: country.missing == 0, nobody }))
            }
            Normalisation::Per1000Households => with(grounds, per_thousand(count, base(UndefinedReason::NoHouseholds))),
            Normalisation::Change => match comparable(self.coverage, period) {
                Ok(_) => with(grounds, change(base(UndefinedReason::NobodyBefore), count)),
                Err(reason) => Estimate { undefined: Some(reason.undefined()), ..grounds },
            },
        }
    }

    /// The group, where aggregates are of its counts alone.
    pub(super) fn additive_group(&self) -> Option<&PopulationGroup> {
        matches!(self.per, Normalisation::None | Normalisation::Share).then_some(&self.coverage.group)
    }

    /// What a place adds to a value.
    pub(super) fn partial(&self, place: usize, period: Period) -> PartialAggregate {
        let plain = PartialAggregate::from(self.sums.aggregate(self.by, place, period));
        match self.per {
            Normalisation::None
            | Normalisation::Share
            | Normalisation::ShareOfAll
            | Normalisation::Per1000Population => plain,
            Normalisation::Per1000Households => {
                let of_parts = self.of_both(place, plain, |counted| {
                    let households = self.atlas.households_at(self.round, self.counts.level, counted);
                    (self.count_of(counted, period), households.map(|known| known.0))
                });
                let households = self.atlas.households_at(self.round, self.by, place);
                let are_known = || {
                    self.atlas.assessed_at(self.round, self.by, place).all(|community| {
                        self.atlas.communities.get(community).is_some_and(|of| of.households != Value::NoData)
                    })
                };
                self.or_stated(of_parts, plain, households.map(|known| known.0), are_known)
            }
            Normalisation::Change => match comparable(self.coverage, period) {
                Ok(before) => {
                    let before = Period::Year(before);
                    let of_parts = self.of_both(place, plain, |counted| {
                        (self.count_of(counted, period), self.count_of(counted, before))
                    });
                    let stated_before = self.sums.aggregate(self.by, place, before);
                    self.or_stated(of_parts, plain, stated_before.value, || stated_before.missing == 0)
                }
                Err(_) => plain,
            },
        }
    }

    /// What a place adds; where a part of it is suppressed or unknown, by the sums that a source states of the place, if both are known as a whole.
    fn or_stated(
        &self,
        of_parts: PartialAggregate,
        stated: PartialAggregate,
        base: Value,
        is_complete: impl FnOnce() -> bool,
    ) -> PartialAggregate {
        let is_suppressed = of_parts.count == Value::Suppressed || of_parts.base == Value::Suppressed;
        let is_whole = !is_suppressed && of_parts.missing == 0;
        if is_whole || !self.sums.has_stated() || stated.missing > 0 {
            return of_parts;
        }
        match (stated.count, base) {
            (Value::Reported(_), Value::Reported(_)) if is_complete() => PartialAggregate { base, ..stated },
            _ => of_parts,
        }
    }

    /// The aggregate over the counted places inside a place where both numbers of the pair are known.
    fn of_both(
        &self,
        place: usize,
        plain: PartialAggregate,
        pair: impl Fn(usize) -> (Value, Value),
    ) -> PartialAggregate {
        let mut aggregate = PartialAggregate { confirming: plain.confirming, ..PartialAggregate::default() };
        for counted in self.counted_places(place) {
            match pair(counted) {
                (Value::NoData, _) | (_, Value::NoData) => aggregate.missing += 1,
                (count, base) => {
                    (aggregate.count, aggregate.base) = (aggregate.count.plus(count), aggregate.base.plus(base));
                }
            }
        }
        aggregate
    }

    /// The places that were counted themselves, communities or whole units, inside a place.
    fn counted_places(&self, place: usize) -> impl Iterator<Item = usize> {
        let is_community = self.counts.level == PlaceLevel::Community;
        let communities = self.atlas.assessed_at(self.round, self.by, place).filter(move |_| is_community);
        let units = self.units_of.get(place).map_or(&[][..], Vec::as_slice);
        communities.chain(units.iter().copied())
    }

    fn count_of(&self, place: usize, period: Period) -> Value {
        self.sums.aggregate(self.counts.level, place, period).value
    }

    /// The total of the country, of which shares are: also of communities that belong to no unit of the level. Where sources state sums, it is
    /// that of the largest units, so that it is the same by all levels.
    fn country_total(&self, period: Period) -> Aggregate {
        let largest = self.atlas.layers.first().filter(|_| self.sums.has_stated());
        if let Some(layer) = largest {
            let units = 0..layer.units.len();
            let of_units = units.map(|unit| self.sums.aggregate(layer.level.into(), unit, period));
            return of_units.fold(Aggregate::default(), Aggregate::merge);
        }
        let of_place = |level: PlaceLevel| move |place: usize| self.sums.aggregate(level, place, period);
        let places = (0..self.atlas.place_count(self.by)).map(of_place(self.by));
        let are_added_up = self.counts.level == PlaceLevel::Community;
        let left_out = self.by.admin().filter(|_| are_added_up).map(|level| self.atlas.communities_without_unit(level));
        let left_out = left_out.into_iter().flatten().copied().map(of_place(PlaceLevel::Community));
        places.chain(left_out).fold(Aggregate::default(), Aggregate::merge)
    }
}

fn with(measured: Estimate, (value, undefined): (Value<f64>, Option<UndefinedReason>)) -> Estimate {
    Estimate { value, undefined, ..measured }
}

fn checked_periods(
    round: &str,
    asked: PeriodSelection,
    per: Normalisation,
    coverage: &GroupCoverage,
) -> Result<Vec<Period>, FigureError> {
    refuse_years_of_stock(round, coverage, asked)?;
    let period = match asked {
        PeriodSelection::EveryYear => return Ok(coverage.years.iter().map(|year| Period::Year(*year)).collect()),
        PeriodSelection::One(period) => period,
    };
    let (round, group) = (round.to_owned(), coverage.group.clone());
    if let Period::Year(year) = period
        && coverage.year_position(year).is_none()
    {
        return Err(FigureError::YearNotCounted { round, group, year, years: coverage.years.clone() });
    }
    if per == Normalisation::Change {
        comparable(coverage, period).map_err(|reason| match (reason, period) {
            (_, Period::Window) => FigureError::ChangeNeedsYear,
            (Incomparable::Partial(part), Period::Year(year)) => FigureError::ChangeOfPartialYear { year, part },
            (Incomparable::NoYearBefore, Period::Year(year)) => {
                FigureError::ChangeWithoutYearBefore { round, group, year }
            }
        })?;
    }
    Ok(vec![period])
}

/// Why a period cannot be compared with the year before.
enum Incomparable {
    Partial(String),
    NoYearBefore,
}

impl Incomparable {
    fn undefined(&self) -> UndefinedReason {
        match self {
            Self::Partial(_) => UndefinedReason::PartialYear,
            Self::NoYearBefore => UndefinedReason::NoYearBefore,
        }
    }
}

/// The year before, if both are counted in full.
fn comparable(coverage: &GroupCoverage, period: Period) -> Result<u16, Incomparable> {
    let Period::Year(year) = period else { return Err(Incomparable::NoYearBefore) };
    if let Some(part) = coverage.partial.get(&year) {
        return Err(Incomparable::Partial(part.main().to_owned()));
    }
    match year.checked_sub(1) {
        Some(before) if coverage.year_position(before).is_some() && !coverage.is_partial(before) => Ok(before),
        _ => Err(Incomparable::NoYearBefore),
    }
}
