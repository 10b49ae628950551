//! The communities that lack a service, farthest first: whom to visit, where [`beyond`](super::beyond()) tells how many.

use std::cmp::Reverse;

use super::SurveyedCommunity;
use crate::atlas::Atlas;
use crate::model::{AdminLevel, BBox, Distance, Exceeds, Households, Km, ServiceStatus, ServiceTable, Value};

/// Which communities to list.
#[derive(Clone, Copy, Debug, Default)]
pub struct UnderservedQuery {
    /// Only those farther than this from the service; all that lack it, if none.
    pub beyond: Option<Km>,
    /// At least as far, instead of farther.
    pub inclusive: bool,
    /// Only those in this unit.
    pub within: Option<(AdminLevel, usize)>,
    /// Only those in this box.
    pub bbox: Option<BBox>,
    /// Only those with at least this many households.
    pub min_households: Option<Households>,
}

/// A community that lacks a service.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnderservedCommunity {
    /// Its position.
    pub community: usize,
    /// How far the nearest place with the service is.
    pub distance: Distance,
    /// False where the distance is a band that includes the distance asked for, or is unknown.
    pub certain: bool,
}

/// All communities that match an [`UnderservedQuery`].
#[derive(Clone, Debug, PartialEq, Default)]
pub struct UnderservedCommunities {
    /// Farthest first, and among those equally far the one with most households first.
    pub communities: Vec<UnderservedCommunity>,
    /// Their households, including those that may be beyond; suppressed where those of any are.
    pub households: Value,
    /// Communities among them whose households are unknown: they are missing from the sum.
    pub households_unknown: u64,
    /// Communities without data about the service: they are not listed.
    pub without_data: u64,
    /// Communities of which a source withholds what it says of the service: they are not listed either.
    pub suppressed: u64,
}

/// The communities that lack a service and are farther from it than asked.
pub fn underserved_communities(
    atlas: &Atlas,
    table: &ServiceTable,
    question: &UnderservedQuery,
) -> UnderservedCommunities {
    let candidates = match question.bbox {
        Some(bbox) => atlas.index().communities().within(bbox),
        None => (0..atlas.communities.len()).collect(),
    };
    let mut answer = UnderservedCommunities { households: Value::Reported(0), ..UnderservedCommunities::default() };
    for community in candidates {
        let SurveyedCommunity { status, households, .. } = SurveyedCommunity::new(atlas, table, community);
        let inside =
            question.within.is_none_or(|(level, unit)| atlas.unit_of_community(level, community) == Some(unit));
        let large_enough =
            question.min_households.is_none_or(|min| households.reported().is_some_and(|number| number >= min));
        if !inside || !large_enough || !atlas.is_assessed(&table.round.0, community) {
            continue;
        }
        let distance = match status {
            ServiceStatus::Lacking(distance) => distance,
            ServiceStatus::Available => continue,
            ServiceStatus::NoData => {
                answer.without_data += 1;
                continue;
            }
            ServiceStatus::Suppressed => {
                answer.suppressed += 1;
                continue;
            }
        };
        let far = question.beyond.map_or(Exceeds::Yes, |km| distance.exceeds(km, question.inclusive));
        if far != Exceeds::No {
            answer.communities.push(UnderservedCommunity { community, distance, certain: far == Exceeds::Yes });
            answer.households = answer.households.plus(households.map(|known| known.0));
            answer.households_unknown += u64::from(households == Value::NoData);
        }
    }
    let households = |far: &UnderservedCommunity| atlas.communities.get(far.community)?.households.reported();
    answer.communities.sort_by(|a, b| {
        b.distance
            .at_least()
            .total_cmp(&a.distance.at_least())
            .then_with(|| Reverse(households(a)).cmp(&Reverse(households(b))))
            .then(a.community.cmp(&b.community))
    });
    answer
}
