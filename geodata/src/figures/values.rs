use crate::access::{self, AccessError};
use crate::atlas::Atlas;
use crate::figures::{Indicator, Per, ServiceQuestion};
use crate::model::{
    AdminLevel, Beyond, Dimension, GroupCoverage, Km, Period, PlaceLevel, PopulationGroup, Service, ServiceStatus,
    Value,
};

/// Which periods a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Periods {
    /// One period.
    One(Period),
    /// Every year of the window, one after the other.
    EveryYear,
}

/// A question for the values of an indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Question<'a> {
    /// What to show.
    pub indicator: Indicator,
    /// By which places.
    pub by: PlaceLevel,
    /// In which round.
    pub round: &'a str,
    /// When.
    pub periods: Periods,
    /// How normalised.
    pub per: Per,
    /// Only places inside this unit.
    pub within: Option<(AdminLevel, usize)>,
}

/// One value of an answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Position of the place in its layer.
    pub place: usize,
    /// The period.
    pub period: Period,
    /// The value, normalised as asked.
    pub value: Value<f64>,
    /// True where the counts cover only a part of the year.
    pub partial: bool,
    /// Assessed communities in the place.
    pub communities: usize,
    /// Communities that report the group present (or lack the service).
    pub confirming: usize,
    /// Communities about which the source says nothing.
    pub missing: usize,
}

/// The answer to a [`Question`].
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// A row per place and period, places in the order of their layer.
    pub rows: Vec<Row>,
    /// The sum over all places asked for, not normalised, for a single period.
    pub total: Option<Value>,
}

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FigureError {
    /// The round is unknown.
    #[error("there is no round `{0}`")]
    UnknownRound(String),
    /// The round does not count the group.
    #[error("round `{round}` does not count {}; it counts {}", group.id(), counted.join(", "))]
    GroupNotCounted {
        /// The round.
        round: String,
        /// The group.
        group: PopulationGroup,
        /// What it counts.
        counted: Vec<&'static str>,
    },
    /// The year lies outside the window.
    #[error("round `{round}` counts {} in {}, not in {year}", group.id(), years.iter().map(u16::to_string).collect::<Vec<_>>().join(", "))]
    YearNotCounted {
        /// The round.
        round: String,
        /// The group.
        group: PopulationGroup,
        /// The year asked for.
        year: u16,
        /// The years of the window.
        years: Vec<u16>,
    },
    /// Counts exist only for larger places.
    #[error("round `{round}` counts {} by {}, which cannot be divided among {}", group.id(), level.id(), by.id())]
    TooFine {
        /// The round.
        round: String,
        /// The group.
        group: PopulationGroup,
        /// The level of the counts.
        level: PlaceLevel,
        /// The level asked for.
        by: PlaceLevel,
    },
    /// The dataset has no such level.
    #[error("the dataset has no {} layer", .0.id())]
    NoLayer(PlaceLevel),
    /// The unit of `within` is smaller than the places asked for.
    #[error("`within` names a unit of {}, which contains no {}", within.id(), by.id())]
    WithinTooSmall {
        /// The level of the unit.
        within: AdminLevel,
        /// The level asked for.
        by: PlaceLevel,
    },
    /// No population to divide by.
    #[error("no population is loaded for {}: per_1000_population cannot be computed; use per_1000_households", .0.id())]
    NoPopulation(PlaceLevel),
    /// A change needs a year.
    #[error("a change is between two full years: give the later one as `year`, or `year=all`")]
    ChangeNeedsYear,
    /// A change must not use a partial year.
    #[error("{year} is counted only in part ({part}) and cannot be compared with a full year")]
    ChangeOfPartialYear {
        /// The year.
        year: u16,
        /// Which part.
        part: String,
    },
    /// Nothing to compare with.
    #[error("{year} cannot be compared: round `{round}` does not count {} fully in {}", group.id(), year - 1)]
    ChangeWithoutYearBefore {
        /// The round.
        round: String,
        /// The group.
        group: PopulationGroup,
        /// The year asked for.
        year: u16,
    },
    /// A service indicator has no years.
    #[error("access to services was asked once, for the whole round: use `year=window`")]
    ServiceHasNoYears,
    /// A normalisation that makes no sense for a service indicator.
    #[error("`per={}` is not possible for {indicator}; use `none` or `share`", per.id())]
    PerNotPossible {
        /// The normalisation.
        per: Per,
        /// The indicator.
        indicator: &'static str,
    },
    /// Only bands are known, and the distance lies inside one.
    #[error(
        "round `{round}` knows the distance to {service} only in bands: use one of the edges {edges}, or \
         /services/{service}/beyond, which gives an interval for {km} km",
        service = service.id(),
        edges = crate::model::BAND_EDGES.map(|edge| edge.to_string()).join(", ")
    )]
    InsideBand {
        /// The round.
        round: String,
        /// The service.
        service: Service,
        /// The distance.
        km: Km,
    },
    /// The round has no such breakdown.
    #[error("round `{round}` does not break {} down by {}{}", group.id(), dimension.id(), or_by(available))]
    NoBreakdown {
        /// The round.
        round: String,
        /// The group.
        group: PopulationGroup,
        /// The dimension asked for.
        dimension: Dimension,
        /// The dimensions that it has.
        available: Vec<&'static str>,
    },
    /// Breakdowns cover the whole window.
    #[error("breakdowns cover the whole window of a round: use `year=window`")]
    BreakdownHasNoYears,
    /// A breakdown can only be plain or a share.
    #[error("`per={}` is not possible with a breakdown; use `none` or `share` (of the place's own total)", .0.id())]
    BreakdownPer(Per),
    /// A service indicator cannot be broken down.
    #[error("only population groups can be broken down")]
    BreakdownOfService,
    /// The service question has no answer.
    #[error(transparent)]
    Access(#[from] AccessError),
}

fn or_by(available: &[&str]) -> String {
    if available.is_empty() { String::new() } else { format!("; it has {}", available.join(", ")) }
}

/// The values of an indicator by place.
///
/// `share` is per cent of the total of the country in the same period, also with `within`, so that a district's share
/// is the same in every answer. `change` is `100 · (this − before) / before`. `per_1000_households` divides by the
/// households of the assessed communities of the place.
pub fn values(atlas: &Atlas, question: &Question<'_>) -> Result<Answer, FigureError> {
    if atlas.round(question.round).is_none() {
        return Err(FigureError::UnknownRound(question.round.to_owned()));
    }
    let places = places_within(atlas, question.by, question.within)?;
    match question.indicator {
        Indicator::Group(group) => group_values(atlas, question, group, &places),
        Indicator::HouseholdsBeyond(ServiceQuestion { service, km }) => {
            service_values(atlas, question, service, Some(km), &places)
        }
        Indicator::CommunitiesLacking(service) => service_values(atlas, question, service, None, &places),
    }
}

/// The places of a level inside a unit, or all of them.
pub fn places_within(
    atlas: &Atlas,
    by: PlaceLevel,
    within: Option<(AdminLevel, usize)>,
) -> Result<Vec<usize>, FigureError> {
    let count = atlas.place_count(by);
    if count == 0 {
        return Err(FigureError::NoLayer(by));
    }
    let Some((level, unit)) = within else { return Ok((0..count).collect()) };
    if by.admin().is_some_and(|by| by < level) {
        return Err(FigureError::WithinTooSmall { within: level, by });
    }
    Ok((0..count).filter(|place| atlas.place_containing(by, *place, level.into()) == Some(unit)).collect())
}

pub(super) fn coverage<'a>(
    atlas: &'a Atlas,
    round: &str,
    group: PopulationGroup,
) -> Result<&'a GroupCoverage, FigureError> {
    let found = atlas.round(round).ok_or_else(|| FigureError::UnknownRound(round.to_owned()))?;
    found.coverage(group).ok_or_else(|| FigureError::GroupNotCounted {
        round: round.to_owned(),
        group,
        counted: found.groups.iter().map(|coverage| coverage.group.id()).collect(),
    })
}

fn group_values(
    atlas: &Atlas,
    question: &Question<'_>,
    group: PopulationGroup,
    places: &[usize],
) -> Result<Answer, FigureError> {
    let Question { by, round, per, .. } = *question;
    let coverage = coverage(atlas, round, group)?;
    let sums = atlas.sums_of(round, group, by).ok_or_else(|| FigureError::TooFine {
        round: round.to_owned(),
        group,
        level: atlas.counts_of(round, group).map_or(PlaceLevel::Admin0, |counts| counts.level),
        by,
    })?;
    let periods = periods(question, group, coverage)?;
    if per == Per::Per1000Population && !has_population(atlas, by) {
        return Err(FigureError::NoPopulation(by));
    }

    let mut rows = Vec::with_capacity(places.len() * periods.len());
    let totals: Vec<Value> = periods
        .iter()
        .map(|period| {
            (0..atlas.place_count(by)).fold(Value::NoData, |sum, place| sum.plus(sums.figure(by, place, *period).value))
        })
        .collect();
    for place in places {
        for (period, total) in periods.iter().zip(&totals) {
            let figure = sums.figure(by, *place, *period);
            let value = match per {
                Per::None => figure.value.map(|count| count as f64),
                Per::Share => share(figure.value, *total),
                Per::Per1000Households => {
                    per_thousand(figure.value, atlas.households_at(by, *place).map(|households| households.0))
                }
                Per::Per1000Population => per_thousand(
                    figure.value,
                    by.admin().and_then(|level| atlas.unit(level, *place)).and_then(|unit| unit.population),
                ),
                Per::Change => match comparable(coverage, *period) {
                    Ok(before) => change(sums.figure(by, *place, Period::Year(before)).value, figure.value),
                    Err(_) => Value::NoData,
                },
            };
            rows.push(Row {
                place: *place,
                period: *period,
                value,
                partial: matches!(period, Period::Year(year) if coverage.is_partial(*year)),
                communities: atlas.communities_at(by, *place).len(),
                confirming: figure.confirming as usize,
                missing: figure.missing as usize,
            });
        }
    }
    let total = match periods.as_slice() {
        [period] => {
            Some(places.iter().fold(Value::NoData, |sum, place| sum.plus(sums.figure(by, *place, *period).value)))
        }
        _ => None,
    };
    Ok(Answer { rows, total })
}

fn periods(
    question: &Question<'_>,
    group: PopulationGroup,
    coverage: &GroupCoverage,
) -> Result<Vec<Period>, FigureError> {
    let period = match question.periods {
        Periods::EveryYear => return Ok(coverage.years.iter().map(|year| Period::Year(*year)).collect()),
        Periods::One(period) => period,
    };
    if let Period::Year(year) = period
        && coverage.year_position(year).is_none()
    {
        let (round, years) = (question.round.to_owned(), coverage.years.clone());
        return Err(FigureError::YearNotCounted { round, group, year, years });
    }
    if question.per == Per::Change {
        comparable(coverage, period).map_err(|reason| match (reason, period) {
            (Incomparable::Partial(part), Period::Year(year)) => FigureError::ChangeOfPartialYear { year, part },
            (Incomparable::NoYearBefore, Period::Year(year)) => {
                FigureError::ChangeWithoutYearBefore { round: question.round.to_owned(), group, year }
            }
            (_, Period::Window) => FigureError::ChangeNeedsYear,
        })?;
    }
    Ok(vec![period])
}

enum Incomparable {
    Partial(String),
    NoYearBefore,
}

/// The year before, if both are counted in full.
fn comparable(coverage: &GroupCoverage, period: Period) -> Result<u16, Incomparable> {
    let Period::Year(year) = period else { return Err(Incomparable::NoYearBefore) };
    if let Some(part) = coverage.partial.get(&year) {
        return Err(Incomparable::Partial(part.clone()));
    }
    match year.checked_sub(1) {
        Some(before) if coverage.year_position(before).is_some() && !coverage.is_partial(before) => Ok(before),
        _ => Err(Incomparable::NoYearBefore),
    }
}

fn has_population(atlas: &Atlas, by: PlaceLevel) -> bool {
    by.admin()
        .and_then(|level| atlas.layer(level))
        .is_some_and(|layer| layer.units.iter().any(|unit| unit.population.is_some()))
}

/// Per cent of a total; nothing can be said where the total is zero or withheld.
pub(super) fn share(value: Value, total: Value) -> Value<f64> {
    match total {
        Value::Suppressed => Value::Suppressed,
        Value::NoData => value.and_then(|_| None),
        Value::Reported(total) => value.and_then(|count| (total > 0).then(|| 100.0 * count as f64 / total as f64)),
    }
}

fn per_thousand(value: Value, base: Option<u64>) -> Value<f64> {
    value.and_then(|count| base.filter(|base| *base > 0).map(|base| 1000.0 * count as f64 / base as f64))
}

fn change(before: Value, after: Value) -> Value<f64> {
    match (before, after) {
        (Value::Suppressed, _) | (_, Value::Suppressed) => Value::Suppressed,
        (Value::Reported(before), Value::Reported(after)) if before > 0 => {
            Value::Reported(100.0 * (after as f64 - before as f64) / before as f64)
        }
        _ => Value::NoData,
    }
}

fn service_values(
    atlas: &Atlas,
    question: &Question<'_>,
    service: Service,
    km: Option<Km>,
    places: &[usize],
) -> Result<Answer, FigureError> {
    let Question { indicator, by, round, per, .. } = *question;
    if question.periods != Periods::One(Period::Window) {
        return Err(FigureError::ServiceHasNoYears);
    }
    if !matches!(per, Per::None | Per::Share) {
        return Err(FigureError::PerNotPossible { per, indicator: indicator.id() });
    }
    let table = access::table(atlas, round, service)?;
    if km.is_some() {
        access::require_distances(table)?;
    }
    // (count, communities that count, communities without data) of one place.
    let count = |place: usize| -> Result<(Value, usize, usize), FigureError> {
        let communities = atlas.communities_at(by, place);
        let (mut sum, mut counted, mut missing) = (0, 0, 0);
        for community in &communities {
            let beyond = match (table.status.get(*community), km) {
                (Some(ServiceStatus::Lacking(distance)), Some(km)) => distance.beyond(km, false),
                (Some(ServiceStatus::Lacking(_)), None) => Beyond::Yes,
                (Some(ServiceStatus::Available), _) => Beyond::No,
                (Some(ServiceStatus::NoData) | None, _) => {
                    missing += 1;
                    Beyond::No
                }
            };
            match (beyond, km) {
                (Beyond::No, _) => {}
                (Beyond::Perhaps, Some(km)) => {
                    return Err(FigureError::InsideBand { round: round.to_owned(), service, km });
                }
                (Beyond::Yes | Beyond::Perhaps, _) => {
                    counted += 1;
                    let households = atlas.communities.get(*community).and_then(|c| c.households).unwrap_or_default();
                    sum += if km.is_some() { households.0 } else { 1 };
                }
            }
        }
        let value = if missing == communities.len() { Value::NoData } else { Value::Reported(sum) };
        Ok((value, counted, missing))
    };
    let mut country = Value::NoData;
    if per == Per::Share {
        for place in 0..atlas.place_count(by) {
            country = country.plus(count(place)?.0);
        }
    }
    let (mut rows, mut total) = (Vec::with_capacity(places.len()), Value::NoData);
    for place in places {
        let (value, confirming, missing) = count(*place)?;
        total = total.plus(value);
        rows.push(Row {
            place: *place,
            period: Period::Window,
            value: if per == Per::Share { share(value, country) } else { value.map(|count| count as f64) },
            partial: false,
            communities: atlas.communities_at(by, *place).len(),
            confirming,
            missing,
        });
    }
    Ok(Answer { rows, total: Some(total) })
}
