//! What can be asked for: indicators, how they are normalised, and what their shares are of.

use serde::{Deserialize, Serialize};

use crate::atlas::Atlas;
use crate::model::{GroupCoverage, Km, PlaceLevel, PopulationGroup, Round, Service, Value};

/// What a map shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Indicator {
    /// How many people of a group.
    Group(PopulationGroup),
    /// Households of the communities that lack a service and are farther from it than some distance.
    HouseholdsBeyond(ServiceQuestion),
    /// Communities that lack a service.
    CommunitiesLacking(Service),
}

/// A service and a distance to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ServiceQuestion {
    /// The service.
    pub service: Service,
    /// The distance that must be exceeded.
    pub km: Km,
}

impl Indicator {
    /// The name of [`Indicator::HouseholdsBeyond`].
    pub const HOUSEHOLDS_BEYOND: &'static str = "households_beyond";
    /// The name of [`Indicator::CommunitiesLacking`].
    pub const COMMUNITIES_LACKING: &'static str = "communities_lacking";

    /// The name used in data and addresses.
    pub fn id(&self) -> &str {
        match self {
            Self::Group(group) => group.id(),
            Self::HouseholdsBeyond(_) => Self::HOUSEHOLDS_BEYOND,
            Self::CommunitiesLacking(_) => Self::COMMUNITIES_LACKING,
        }
    }

    /// The service, of a service indicator.
    pub fn service(&self) -> Option<&Service> {
        match self {
            Self::Group(_) => None,
            Self::HouseholdsBeyond(ServiceQuestion { service, .. }) | Self::CommunitiesLacking(service) => {
                Some(service)
            }
        }
    }

    /// How a round counts it; none of services, and of what the round does not count.
    pub fn coverage<'a>(&self, round: &'a Round) -> Option<&'a GroupCoverage> {
        match self {
            Self::Group(group) => round.coverage(group),
            Self::HouseholdsBeyond(_) | Self::CommunitiesLacking(_) => None,
        }
    }

    /// Whether it is a group that is counted at the date of a round.
    pub fn is_stock(&self) -> bool {
        matches!(self, Self::Group(group) if group.is_stock())
    }

    /// Whether its values by larger places rest on communities: those of services, and of groups that a round counted by community.
    pub fn rests_on_communities(&self, atlas: &Atlas, round: &str) -> bool {
        match self {
            Self::Group(group) => {
                atlas.counts_of(round, group).is_some_and(|counts| counts.level == PlaceLevel::Community)
            }
            Self::HouseholdsBeyond(_) | Self::CommunitiesLacking(_) => true,
        }
    }

    /// What is counted, as a code: `people`, `households` or `communities`.
    pub fn unit(&self) -> &'static str {
        match self {
            Self::Group(_) => "people",
            Self::HouseholdsBeyond(_) => "households",
            Self::CommunitiesLacking(_) => "communities",
        }
    }
}

/// How a count is normalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Normalisation {
    /// Not at all.
    #[default]
    None,
    /// Per cent of a whole: for a group, of the country's total; for services, of the place's own.
    Share,
    /// Of a service: per cent of all, whether they lack it or not.
    ShareOfAll,
    /// Per 1,000 households of the assessed communities.
    #[serde(rename = "per_1000_households")]
    Per1000Households,
    /// Per 1,000 inhabitants of the unit.
    #[serde(rename = "per_1000_population")]
    Per1000Population,
    /// Per cent more (or less) than in the year before.
    Change,
}

impl Normalisation {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::None, Self::Share, Self::ShareOfAll, Self::Per1000Households, Self::Per1000Population, Self::Change];

    /// The name used in data and addresses.
    pub fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Share => "share",
            Self::ShareOfAll => "share_of_all",
            Self::Per1000Households => "per_1000_households",
            Self::Per1000Population => "per_1000_population",
            Self::Change => "change",
        }
    }

    /// The normalisation with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|per| per.id() == id)
    }
}

impl Indicator {
    /// How its counts can be normalised.
    pub fn normalisations(&self) -> &'static [Normalisation] {
        match self {
            // Nothing in a round can be compared with what was counted on its one day.
            Self::Group(group) if group.is_stock() => &[
                Normalisation::None,
                Normalisation::Share,
                Normalisation::Per1000Households,
                Normalisation::Per1000Population,
            ],
            Self::Group(_) => &[
                Normalisation::None,
                Normalisation::Share,
                Normalisation::Per1000Households,
                Normalisation::Per1000Population,
                Normalisation::Change,
            ],
            Self::HouseholdsBeyond(_) | Self::CommunitiesLacking(_) => {
                &[Normalisation::None, Normalisation::Share, Normalisation::ShareOfAll]
            }
        }
    }

    /// How its counts by places of a level can be normalised with what a dataset has: for messages, which should name nothing that is refused next.
    pub(super) fn possible_normalisations(&self, atlas: &Atlas, by: PlaceLevel) -> Vec<Normalisation> {
        let has_population = || by.admin().is_some_and(|level| atlas.fields_of_units(level).population);
        let has_households = || atlas.communities.iter().any(|community| community.households != Value::NoData);
        let is_possible = |per: &Normalisation| match per {
            Normalisation::Per1000Population => has_population(),
            Normalisation::Per1000Households => has_households(),
            _ => true,
        };
        self.normalisations().iter().copied().filter(is_possible).collect()
    }

    /// What its shares are of; None where it is not normalised as one.
    pub fn whole(&self, per: Normalisation) -> Option<Whole> {
        match (per, self) {
            (Normalisation::Share, Self::Group(_)) => Some(Whole::Country),
            (Normalisation::Share, Self::HouseholdsBeyond(ServiceQuestion { service, .. })) => {
                Some(Whole::HouseholdsLacking(service.clone()))
            }
            (Normalisation::ShareOfAll, Self::HouseholdsBeyond(_)) => Some(Whole::AllHouseholds),
            (Normalisation::Share | Normalisation::ShareOfAll, Self::CommunitiesLacking(_)) => {
                Some(Whole::AllCommunities)
            }
            _ => None,
        }
    }
}

/// What a share is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whole {
    /// The total of the country.
    Country,
    /// The households of the place's communities that lack the service.
    HouseholdsLacking(Service),
    /// All households of the place's assessed communities.
    AllHouseholds,
    /// All assessed communities of the place.
    AllCommunities,
}
