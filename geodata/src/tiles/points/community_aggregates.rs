//! Sums of households and counts over any range of communities.

use std::ops::Range;

use super::prefix_sums::BlockPrefixSums;
use super::z_order::ZOrderPoints;
use crate::atlas::{Aggregate, Atlas, Rollup};
use crate::model::{Households, Period, PlaceLevel, PopulationGroup, Value};

/// Households and counts of all rounds, summed along the order of the points, so that a cluster of any size takes little time. Computed once,
/// with the layers.
#[derive(Debug, Default)]
pub struct CommunityAggregates {
    rounds: Vec<RoundAggregates>,
}

#[derive(Debug)]
struct RoundAggregates {
    round: String,
    households: BlockPrefixSums<Value>,
    /// For each population group that the round counts by community; a column per period, as in [`Rollup::of_place`].
    counts: Vec<(PopulationGroup, BlockPrefixSums<Aggregate>)>,
}

impl CommunityAggregates {
    /// Sums the households and counts of the communities, in the order of `points`.
    pub fn new(atlas: &Atlas, points: &ZOrderPoints) -> Self {
        let rounds = atlas.rounds.iter().map(|round| {
            let households = BlockPrefixSums::new(points.len(), 1, Value::plus, |rank, sums| {
                let of_rank = households(atlas, points, &round.id.0, rank);
                for sum in sums {
                    *sum = sum.plus(of_rank);
                }
            });
            let counts = round.groups.iter().filter_map(|coverage| {
                let sums = atlas.rollup_of(&round.id.0, &coverage.group, PlaceLevel::Community)?;
                Some((coverage.group.clone(), counts(sums, coverage.years.len() + 1, points)))
            });
            RoundAggregates { round: round.id.0.clone(), households, counts: counts.collect() }
        });
        Self { rounds: rounds.collect() }
    }

    /// Known households of the communities that the round assessed; no data where no community has them, suppressed where those of any are.
    pub fn households(
        &self,
        atlas: &Atlas,
        points: &ZOrderPoints,
        round: &str,
        ranks: Range<usize>,
    ) -> Value<Households> {
        let of_rank = |rank| households(atlas, points, round, rank);
        let sum = self.round(round).map(|round| round.households.sum(ranks, 0, of_rank));
        sum.unwrap_or_default().map(Households)
    }

    /// The count of a population group in a round.
    pub fn figure(
        &self,
        atlas: &Atlas,
        points: &ZOrderPoints,
        (round, group, period): (&str, &PopulationGroup, Period),
        ranks: Range<usize>,
    ) -> Aggregate {
        let blocks = self.round(round).and_then(|round| round.counts.iter().find(|(of, _)| of == group));
        let sums = atlas.rollup_of(round, group, PlaceLevel::Community);
        let (Some((_, blocks)), Some(sums)) = (blocks, sums) else { return Aggregate::default() };
        let Some(column) = sums.period_index(period) else { return Aggregate::default() };
        blocks.sum(ranks, column, |rank| figures(sums, points, rank).get(column).copied().unwrap_or_default())
    }

    fn round(&self, id: &str) -> Option<&RoundAggregates> {
        self.rounds.iter().find(|round| round.round == id)
    }
}

fn counts(sums: &Rollup, periods: usize, points: &ZOrderPoints) -> BlockPrefixSums<Aggregate> {
    // All periods at once: those of a community lie next to each other.
    BlockPrefixSums::new(points.len(), periods, Aggregate::merge, |rank, blocks| {
        for (block, figure) in blocks.iter_mut().zip(figures(sums, points, rank)) {
            *block = block.merge(*figure);
        }
    })
}

fn households(atlas: &Atlas, points: &ZOrderPoints, round: &str, rank: usize) -> Value {
    let community = points.feature(rank);
    let households = community.map(|of| atlas.households_at(round, PlaceLevel::Community, of));
    households.unwrap_or_default().map(|known| known.0)
}

fn figures<'a>(sums: &'a Rollup, points: &ZOrderPoints, rank: usize) -> &'a [Aggregate] {
    points.feature(rank).map_or(&[], |community| sums.of_place(PlaceLevel::Community, community))
}
