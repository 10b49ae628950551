//! The communities that lack a service, farthest first: whom to visit, where [`beyond`](super::beyond()) tells how many.

use std::cmp::Reverse;

use super::question::{Need, Size};
use super::{SurveyedCommunity, UnderservedQuery};
use crate::atlas::Atlas;
use crate::model::{Distance, ServiceStatus, ServiceTable, Value};

/// A community that lacks a service.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnderservedCommunity {
    /// Its position.
    pub community: usize,
    /// How far the nearest place with the service is; of several services the one farthest away.
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
    /// Communities that are beyond, or may be, and are not listed since nobody knows, or may say, whether they are as large as asked.
    pub size_unknown: u64,
}

/// The communities that lack a service and are farther from it than asked.
pub fn underserved_communities(
    atlas: &Atlas,
    table: &ServiceTable,
    question: &UnderservedQuery<'_>,
) -> UnderservedCommunities {
    let mut answer = UnderservedCommunities { households: Value::Reported(0), ..UnderservedCommunities::default() };
    for SurveyedCommunity { community, households, .. } in question.communities(atlas, table) {
        let size = question.size(households);
        if size == Size::TooSmall {
            continue;
        }
        let need = question.need(table, community);
        match need {
            Need::Served => {}
            // Of these it is not even known whether they lack it: without their size they are left out, as those that are too small.
            Need::NoData => answer.without_data += u64::from(size == Size::Enough),
            Need::Suppressed => answer.suppressed += u64::from(size == Size::Enough),
            Need::Perhaps | Need::Underserved if size == Size::Unknown => answer.size_unknown += 1,
            Need::Perhaps | Need::Underserved => {
                let distance = farthest(table, question, community);
                let certain = need == Need::Underserved;
                answer.communities.push(UnderservedCommunity { community, distance, certain });
                answer.households = answer.households.plus(households.map(|known| known.0));
                answer.households_unknown += u64::from(households == Value::NoData);
            }
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

/// The greatest distance to any of the services that the community lacks.
fn farthest(table: &ServiceTable, question: &UnderservedQuery<'_>, community: usize) -> Distance {
    let tables = std::iter::once(table).chain(question.also.iter().copied());
    let lacking = tables.filter_map(|table| match table.status.get(community) {
        Some(ServiceStatus::Lacking(distance)) => Some(*distance),
        _ => None,
    });
    lacking.max_by(|a, b| a.at_least().total_cmp(&b.at_least())).unwrap_or(Distance::Unknown)
}
