//! What differs between two rounds, so that their values are not of the same thing.

use std::collections::HashSet;

use crate::atlas::Atlas;
use crate::figures::Indicator;
use crate::model::{
    DistanceDetail, GroupCoverage, Labels, Period, PlaceLevel, PopulationGroup, Round, Service, ServiceStatus, Value,
};

/// What must be acknowledged before two rounds stand side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Caveat {
    /// They count by different definitions, or in another way.
    Definition,
    /// They are about other people: of other places, or of places of another kind.
    Population,
    /// They count over different times.
    Window,
}

impl Caveat {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Definition, Self::Population, Self::Window];

    /// The name used in addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::Definition => "definition",
            Self::Population => "population",
            Self::Window => "window",
        }
    }

    /// The caveat with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|caveat| caveat.id() == id)
    }
}

/// One thing that differs between two rounds. Pairs are in the order of the rounds.
#[derive(Clone, Debug, PartialEq)]
pub enum RoundDifference {
    /// The definitions of the group.
    Definition([Labels; 2]),
    /// How the data were collected.
    Method([Labels; 2]),
    /// How precisely distances to the service are known.
    Distances([DistanceDetail; 2]),
    /// The years that are counted, or the parts of them.
    Window(Box<[GroupCoverage; 2]>),
    /// Of one year, which part is counted; nothing where it is the whole year.
    PartOfYear {
        /// The year.
        year: u16,
        /// The part in each round.
        parts: [Option<Labels>; 2],
    },
    /// What was counted: communities, or units of a level as a whole.
    Level([PlaceLevel; 2]),
    /// The places about which there is anything.
    Coverage {
        /// What they are.
        level: PlaceLevel,
        /// How many there are in each round.
        places: [usize; 2],
        /// How many are in both.
        both: usize,
    },
}

impl RoundDifference {
    /// What must be acknowledged because of it.
    pub fn caveat(&self) -> Caveat {
        match self {
            Self::Definition(_) | Self::Method(_) | Self::Distances(_) => Caveat::Definition,
            Self::Window(_) | Self::PartOfYear { .. } => Caveat::Window,
            Self::Level(_) | Self::Coverage { .. } => Caveat::Population,
        }
    }

    /// What differs, as a code.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Definition(_) => "definition",
            Self::Method(_) => "method",
            Self::Distances(_) => "distances",
            Self::Window(_) => "window",
            Self::PartOfYear { .. } => "part_of_year",
            Self::Level(_) => "level",
            Self::Coverage { .. } => "coverage",
        }
    }
}

/// A round of a dataset, and the indicator in the words of that dataset.
#[derive(Clone, Copy, Debug)]
pub struct RoundOf<'a> {
    /// The dataset.
    pub atlas: &'a Atlas,
    /// The round.
    pub round: &'a Round,
    /// The indicator.
    pub indicator: &'a Indicator,
}

/// What differs between two rounds that know an indicator. The days on which stocks were counted are no difference: they are what a
/// comparison is about.
pub fn differences(period: Period, sides: [RoundOf<'_>; 2]) -> Vec<RoundDifference> {
    let mut found = differences_of_counting(period, sides);
    let covered = sides.map(|side| match side.indicator {
        Indicator::Group(group) => covered_by_group(side.atlas, side.round, group, period),
        _ => side.indicator.service().and_then(|service| covered_by_service(side.atlas, side.round, service)),
    });
    if let [Some((level_a, a)), Some((level_b, b))] = covered {
        // Units of different editions of boundaries are not the same places, whatever their codes are.
        let is_one_edition = std::ptr::eq(sides[0].atlas, sides[1].atlas) || level_a == PlaceLevel::Community;
        if level_a != level_b {
            found.push(RoundDifference::Level([level_a, level_b]));
        } else if a != b && is_one_edition {
            let both = a.intersection(&b).count();
            found.push(RoundDifference::Coverage { level: level_a, places: [a.len(), b.len()], both });
        }
    }
    found
}

/// Whether two rounds that know an indicator count the same by the same definition, in the same way; where they count over a window, over the
/// same one. Which places they reached, and which part of a year, does not matter.
pub fn count_the_same(period: Period, sides: [RoundOf<'_>; 2]) -> bool {
    let differences = differences_of_counting(period, sides);
    differences.iter().all(|difference| matches!(difference, RoundDifference::PartOfYear { .. }))
}

/// What differs in how two rounds count, whatever they count it of.
fn differences_of_counting(period: Period, sides: [RoundOf<'_>; 2]) -> Vec<RoundDifference> {
    let coverages = sides.map(|side| side.indicator.coverage(side.round));
    let mut found = differences_of_group(coverages, period);
    let methods = sides.map(|side| single_spaced(&side.round.method));
    if differ(&methods.each_ref().map(Labels::main)) {
        found.push(RoundDifference::Method(methods));
    }
    let details = sides.map(|side| match side.indicator {
        Indicator::HouseholdsBeyond(asked) => {
            side.atlas.service_of(&side.round.id.0, &asked.service).map(|table| table.detail)
        }
        _ => None,
    });
    if let [Some(a), Some(b)] = details
        && a != b
    {
        found.push(RoundDifference::Distances([a, b]));
    }
    found
}

fn differences_of_group(coverages: [Option<&GroupCoverage>; 2], period: Period) -> Vec<RoundDifference> {
    let [Some(a), Some(b)] = coverages else { return Vec::new() };
    let mut found = Vec::new();
    let definitions = [a, b].map(|coverage| single_spaced(&coverage.definition));
    if differ(&definitions.each_ref().map(Labels::main)) {
        found.push(RoundDifference::Definition(definitions));
    }
    match period {
        Period::Year(year) => {
            let parts = [a, b].map(|coverage| coverage.partial.get(&year).map(single_spaced));
            if differ(&parts.each_ref().map(|part| part.as_ref().map(Labels::main))) {
                found.push(RoundDifference::PartOfYear { year, parts });
            }
        }
        Period::Window if a.years != b.years || a.partial != b.partial => {
            found.push(RoundDifference::Window(Box::new([a.clone(), b.clone()])));
        }
        Period::Window => {}
    }
    found
}

/// What was counted, and the keys of those places about which the round says anything in the period: also what it withholds.
fn covered_by_group<'a>(
    atlas: &'a Atlas,
    round: &Round,
    group: &PopulationGroup,
    period: Period,
) -> Option<(PlaceLevel, HashSet<&'a str>)> {
    let counts = atlas.counts_of(&round.id.0, group)?;
    let position = |year| counts.years.iter().position(|known| *known == year);
    let is_known = |place: &usize| {
        let values = counts.of_place(*place);
        match period {
            Period::Window => values.iter().any(|value| *value != Value::NoData),
            Period::Year(year) => position(year).and_then(|at| values.get(at)).is_some_and(|v| *v != Value::NoData),
        }
    };
    let known = (0..counts.places()).filter(is_known);
    Some((counts.level, known.filter_map(|place| key(atlas, counts.level, place)).collect()))
}

fn covered_by_service<'a>(
    atlas: &'a Atlas,
    round: &Round,
    service: &Service,
) -> Option<(PlaceLevel, HashSet<&'a str>)> {
    let table = atlas.service_of(&round.id.0, service)?;
    let is_known = |(_, status): &(usize, &ServiceStatus)| **status != ServiceStatus::NoData;
    let known = table.status.iter().enumerate().filter(is_known);
    let keys = known.filter_map(|(community, _)| key(atlas, PlaceLevel::Community, community));
    Some((PlaceLevel::Community, keys.collect()))
}

fn key(atlas: &Atlas, level: PlaceLevel, place: usize) -> Option<&str> {
    match level.admin() {
        Some(level) => atlas.unit(level, place).map(|unit| unit.pcode.as_str()),
        None => atlas.communities.get(place).map(|community| &*community.id),
    }
}

/// Text without what a reader does not see.
fn single_spaced(text: &Labels) -> Labels {
    text.clone().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn differ<T: PartialEq>([a, b]: &[T; 2]) -> bool {
    a != b
}
