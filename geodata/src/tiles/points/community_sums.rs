//! What the communities of a group have together.

use std::ops::Range;

use super::block_sums::BlockSums;
use super::prepared::PreparedPoints;
use crate::atlas::{Atlas, Figure};
use crate::model::{Households, Period, PlaceLevel, PopulationGroup, Value};

/// Households and counts of all rounds, added up along the order of the points, so that those of a group of any size are known
/// at once. Made once, when the layers are.
#[derive(Debug, Default)]
pub struct CommunitySums {
    households: Vec<(String, BlockSums<Value>)>,
    counts: Vec<(Counted, BlockSums<Figure>)>,
}

#[derive(Debug, PartialEq)]
struct Counted {
    round: String,
    group: PopulationGroup,
    period: Period,
}

impl CommunitySums {
    /// Adds up what the atlas has for communities, which lie in tiles as `points` do.
    pub fn new(atlas: &Atlas, points: &PreparedPoints) -> Self {
        let mut sums = Self::default();
        for round in &atlas.rounds {
            let of = households(atlas, points, &round.id.0);
            sums.households.push((round.id.0.clone(), BlockSums::new(points.len(), Value::plus, of)));
            for coverage in &round.groups {
                let years = coverage.years.iter().map(|year| Period::Year(*year));
                for period in years.chain([Period::Window]) {
                    let Some(of) = figures(atlas, points, &round.id.0, coverage.group, period) else { continue };
                    let counted = Counted { round: round.id.0.clone(), group: coverage.group, period };
                    sums.counts.push((counted, BlockSums::new(points.len(), Figure::plus, of)));
                }
            }
        }
        sums
    }

    /// Households of those that were assessed in the round, as far as they are known; none where no community gives them.
    pub fn households(
        &self,
        atlas: &Atlas,
        points: &PreparedPoints,
        round: &str,
        ranks: Range<usize>,
    ) -> Option<Households> {
        let (_, sums) = self.households.iter().find(|(of, _)| of == round)?;
        sums.sum(ranks, households(atlas, points, round)).reported().map(Households)
    }

    /// What a round counted of a group of people.
    pub fn figure(
        &self,
        atlas: &Atlas,
        points: &PreparedPoints,
        (round, group, period): (&str, PopulationGroup, Period),
        ranks: Range<usize>,
    ) -> Figure {
        let is = |of: &Counted| of.round == round && of.group == group && of.period == period;
        let sums = self.counts.iter().find(|(of, _)| is(of)).map(|(_, sums)| sums);
        let of = figures(atlas, points, round, group, period);
        sums.zip(of).map_or_else(Figure::default, |(sums, of)| sums.sum(ranks, of))
    }
}

fn households<'a>(atlas: &'a Atlas, points: &'a PreparedPoints, round: &'a str) -> impl Fn(usize) -> Value + 'a {
    move |rank| {
        let households =
            points.feature(rank).and_then(|community| atlas.households_at(round, PlaceLevel::Community, community));
        households.map_or(Value::NoData, |known| Value::Reported(known.0))
    }
}

/// None where the round does not count the group by community.
fn figures<'a>(
    atlas: &'a Atlas,
    points: &'a PreparedPoints,
    round: &str,
    group: PopulationGroup,
    period: Period,
) -> Option<impl Fn(usize) -> Figure + 'a> {
    let level = PlaceLevel::Community;
    let sums = atlas.sums_of(round, group, level)?;
    Some(move |rank| {
        points.feature(rank).map_or_else(Figure::default, |community| sums.figure(level, community, period))
    })
}
