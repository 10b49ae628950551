use serde::{Deserialize, Serialize};

use crate::model::{Km, PopulationGroup, Service};

/// What a map shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Indicator {
    /// How many people of a group.
    Group(PopulationGroup),
    /// Households of the communities that lack a service and are farther from it than some distance.
    HouseholdsBeyond(ServiceQuestion),
    /// Communities that lack a service.
    CommunitiesLacking(Service),
}

/// A service and a distance to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    pub fn id(&self) -> &'static str {
        match self {
            Self::Group(group) => group.id(),
            Self::HouseholdsBeyond(_) => Self::HOUSEHOLDS_BEYOND,
            Self::CommunitiesLacking(_) => Self::COMMUNITIES_LACKING,
        }
    }

    /// The name for people, in English.
    pub fn label(&self) -> String {
        match self {
            Self::Group(group) => group.label().to_owned(),
            Self::HouseholdsBeyond(ServiceQuestion { service, km }) => {
                format!("Households more than {km} km from {}", service.in_sentence())
            }
            Self::CommunitiesLacking(service) => format!("Communities without {}", service.in_sentence()),
        }
    }

    /// The service, of a service indicator.
    pub fn service(&self) -> Option<Service> {
        match self {
            Self::Group(_) => None,
            Self::HouseholdsBeyond(ServiceQuestion { service, .. }) | Self::CommunitiesLacking(service) => {
                Some(*service)
            }
        }
    }

    /// What is counted.
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
    /// Normalisation cent of a whole: for a group, of the country's total; for services, of the place's own.
    Share,
    /// Of a service: per cent of all, whether they lack it or not.
    ShareOfAll,
    /// Normalisation 1,000 households of the assessed communities.
    #[serde(rename = "per_1000_households")]
    Per1000Households,
    /// Normalisation 1,000 inhabitants of the unit.
    #[serde(rename = "per_1000_population")]
    Per1000Population,
    /// Normalisation cent more (or less) than in the year before.
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

    /// What its shares are of; None where it is not normalised as one.
    pub fn whole(&self, per: Normalisation) -> Option<String> {
        match (per, self) {
            (Normalisation::Share, Self::Group(_)) => Some("the country's total".to_owned()),
            (Normalisation::Share, Self::HouseholdsBeyond(ServiceQuestion { service, .. })) => {
                Some(format!("households in communities without {}", service.in_sentence()))
            }
            (Normalisation::ShareOfAll, Self::HouseholdsBeyond(_)) => Some("all households".to_owned()),
            (Normalisation::Share | Normalisation::ShareOfAll, Self::CommunitiesLacking(_)) => {
                Some("all communities".to_owned())
            }
            _ => None,
        }
    }

    /// The unit of its values, normalised.
    pub fn unit_per(&self, per: Normalisation) -> String {
        let counted = self.unit();
        match per {
            Normalisation::None => counted.to_owned(),
            Normalisation::Share | Normalisation::ShareOfAll => match self.whole(per) {
                Some(whole) => format!("per cent of {whole}"),
                None => "per cent".to_owned(),
            },
            Normalisation::Per1000Households => format!("{counted} per 1,000 households"),
            Normalisation::Per1000Population => format!("{counted} per 1,000 inhabitants"),
            Normalisation::Change => "per cent change from the year before".to_owned(),
        }
    }
}

/// The unit of the share of a category in a breakdown.
pub const SHARE_OF_CATEGORY: &str = "per cent of the place's own total";
