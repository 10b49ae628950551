//! Distance to services: households by band ([`distance_table`]), households farther than any distance ([`beyond`](beyond())), and the communities
//! themselves ([`underserved_communities`]).
//!
//! Only communities that *lack* a service have a distance to it, and shares of households are shares of the households of those communities:
//! so the reports count. Where a source gives only bands, a distance between the edges of a band is answered by an interval. Households are
//! never added up over services: the same household may lack several.

mod beyond;
mod communities;
mod distance;
mod new_centres;
mod question;
mod surveyed_community;
#[cfg(test)]
mod tests;

use crate::atlas::Atlas;
use crate::model::{DistanceDetail, Service, ServiceTable};

pub use beyond::{BeyondRow, Interval, beyond, curve};
pub use communities::{UnderservedCommunities, UnderservedCommunity, underserved_communities};
pub use distance::{DistanceRow, distance_table};
pub use new_centres::{MOST_CENTRES, NewCentre, NewCentres, TooMany, new_centres};
pub use question::UnderservedQuery;
pub use surveyed_community::SurveyedCommunity;

/// Why a question about a service has no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum AccessError {
    /// The round is unknown.
    #[error("there is no round `{0}`")]
    UnknownRound(String),
    /// The round did not ask for the service.
    #[error("round `{round}` did not ask for {}; it asked for {}", service.id(), asked.join(", "))]
    ServiceNotAsked {
        /// The round.
        round: String,
        /// The service.
        service: Service,
        /// What it asked for.
        asked: Vec<String>,
    },
    /// The round asked whether the service is there, and not how far the next one is.
    #[error("round `{round}` knows whether {} is available, but no distances to it", service.id())]
    NoDistances {
        /// The round.
        round: String,
        /// The service.
        service: Service,
    },
}

/// The survey of a service in a round.
pub fn table<'a>(atlas: &'a Atlas, round: &str, service: &Service) -> Result<&'a ServiceTable, AccessError> {
    if atlas.round(round).is_none() {
        return Err(AccessError::UnknownRound(round.to_owned()));
    }
    let tables = atlas.services.iter().filter(|table| table.round.0 == round);
    atlas.service_of(round, service).ok_or_else(|| AccessError::ServiceNotAsked {
        round: round.to_owned(),
        service: service.clone(),
        asked: tables.map(|table| table.service.id().to_owned()).collect(),
    })
}

/// Fails where the source gives no distances at all.
pub fn require_distances(table: &ServiceTable) -> Result<(), AccessError> {
    if table.detail == DistanceDetail::None {
        return Err(AccessError::NoDistances { round: table.round.0.clone(), service: table.service.clone() });
    }
    Ok(())
}
