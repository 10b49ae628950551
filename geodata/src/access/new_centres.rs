//! Where a new place with a service would be within reach of most households that are too far from the ones there are.
//!
//! One community after the other is chosen: always the one with most households in reach that none of those before has in reach. That is
//! not always the best choice of several, but close to it, and the first few stay the same if more are built. Distances are geodesic, as
//! the crow flies: how far it is by road, nobody knows here.

use super::{UnderservedCommunities, UnderservedQuery};
use crate::atlas::Atlas;
use crate::index::geodesic_metres;
use crate::model::{BBox, Km, ServiceTable, Value};
use geo_types::Point;

/// At most so many are suggested.
pub const MOST_CENTRES: usize = 20;
/// At most so many pairs of a community and one in its reach are looked at.
const MOST_PAIRS: usize = 1_000_000;
/// A degree of latitude is longer everywhere.
const SHORTEST_DEGREE_KM: f64 = 110.5;

/// A community where a new place would help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewCentre {
    /// Its position.
    pub community: usize,
    /// Communities that come into reach by it, and by none before it.
    pub communities: u64,
    /// Their households; suppressed where those of any are.
    pub households: Value,
}

/// Where new places would help most.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct NewCentres {
    /// The most useful first.
    pub centres: Vec<NewCentre>,
    /// Communities too far away without coordinates: what is in reach of them is not known.
    pub without_coordinates: u64,
}

/// There is too much in reach of each other to be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there are more than {MOST_PAIRS} pairs of communities within this distance of each other")]
pub struct TooMany;

/// Where up to `most` new places would bring most of `underserved` within `reach`. Any assessed community of the question can have one.
pub fn new_centres(
    atlas: &Atlas,
    table: &ServiceTable,
    question: &UnderservedQuery<'_>,
    underserved: &UnderservedCommunities,
    (reach, most): (Km, usize),
) -> Result<NewCentres, TooMany> {
    let mut can_have_one = vec![false; atlas.communities.len()];
    let everywhere = UnderservedQuery { among: None, min_households: None, ..*question };
    for found in everywhere.communities(atlas, table) {
        if let Some(can) = can_have_one.get_mut(found.community) {
            *can = true;
        }
    }
    // For each community those in its reach, as positions among the underserved ones.
    let mut in_reach: Vec<Vec<usize>> = vec![Vec::new(); atlas.communities.len()];
    let (mut pairs, mut without_coordinates) = (0, 0);
    for (position, far) in underserved.communities.iter().enumerate() {
        let Some(point) = atlas.communities.get(far.community).and_then(|community| community.point) else {
            without_coordinates += 1;
            continue;
        };
        for near in atlas.index().communities().within(around(point, reach)) {
            let other = atlas.communities.get(near).and_then(|community| community.point);
            let is_near = other.is_some_and(|other| geodesic_metres(point, other) <= reach.get() * 1000.0);
            pairs += 1;
            if pairs > MOST_PAIRS {
                return Err(TooMany);
            }
            if is_near
                && can_have_one.get(near) == Some(&true)
                && let Some(list) = in_reach.get_mut(near)
            {
                list.push(position);
            }
        }
    }
    let households: Vec<Value> = underserved
        .communities
        .iter()
        .map(|far| atlas.communities.get(far.community).map_or(Value::NoData, |known| known.households.map(|of| of.0)))
        .collect();
    let mut is_served = vec![false; households.len()];
    let mut answer = NewCentres { without_coordinates, ..NewCentres::default() };
    while answer.centres.len() < most.min(MOST_CENTRES) {
        let best = in_reach
            .iter()
            .enumerate()
            .map(|(community, list)| (gain(list, &households, &is_served), community))
            // The first of those that gain the same.
            .max_by(|(one, at), (other, after)| one.cmp(other).then(after.cmp(at)));
        let Some(((_, communities), community)) = best.filter(|((_, communities), _)| *communities > 0) else { break };
        let mut sum = Value::Reported(0);
        for position in in_reach.get(community).into_iter().flatten() {
            if let (Some(served), Some(of)) = (is_served.get_mut(*position), households.get(*position)) {
                if !*served {
                    sum = sum.plus(*of);
                }
                *served = true;
            }
        }
        answer.centres.push(NewCentre { community, communities, households: sum });
    }
    Ok(answer)
}

/// Households that are known, and communities, that would come into reach. What is suppressed has no part in the choice.
fn gain(list: &[usize], households: &[Value], is_served: &[bool]) -> (u64, u64) {
    let new = list.iter().filter(|position| is_served.get(**position) == Some(&false));
    new.fold((0, 0), |(sum, communities), position| {
        let known = households.get(*position).and_then(|of| of.reported()).unwrap_or(0);
        (sum + known, communities + 1)
    })
}

/// A box around everything within a distance of a point.
fn around(point: Point<f64>, reach: Km) -> BBox {
    let degrees = reach.get() / SHORTEST_DEGREE_KM;
    let (south, north) = ((point.y() - degrees).max(-90.0), (point.y() + degrees).min(90.0));
    // Meridians come together towards the poles: the edge nearer to one has the shortest degrees.
    let narrowest = south.abs().max(north.abs()).to_radians().cos();
    let across = if narrowest > 0.0 { degrees / narrowest } else { 180.0 };
    if across >= 180.0 {
        return BBox { west: -180.0, south, east: 180.0, north };
    }
    let wrapped = |longitude: f64| (longitude + 540.0).rem_euclid(360.0) - 180.0;
    BBox { west: wrapped(point.x() - across), south, east: wrapped(point.x() + across), north }
}
