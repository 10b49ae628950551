//! What the communities of a group have together.

use std::ops::Range;

use super::block_sums::BlockSums;
use super::prepared::PreparedPoints;
use crate::atlas::{Atlas, Figure, Sums};
use crate::model::{Households, Period, PlaceLevel, PopulationGroup, Value};

/// Households and counts of all rounds, added up along the order of the points, so that those of a group of any size are known
/// at once. Made once, when the layers are.
#[derive(Debug, Default)]
pub struct CommunitySums {
    rounds: Vec<RoundSums>,
}

#[derive(Debug)]
struct RoundSums {
    round: String,
    households: BlockSums<Value>,
    /// Of the groups that the round counts by community; a column per period, as in [`Sums::of_place`].
    counts: Vec<(PopulationGroup, BlockSums<Figure>)>,
}

impl CommunitySums {
    /// Adds up what the atlas has for communities, which lie in tiles as `points` do.
    pub fn new(atlas: &Atlas, points: &PreparedPoints) -> Self {
        let rounds = atlas.rounds.iter().map(|round| {
            let households = BlockSums::new(points.len(), 1, Value::plus, |rank, sums| {
                let of_rank = households(atlas, points, &round.id.0, rank);
                for sum in sums {
                    *sum = sum.plus(of_rank);
                }
            });
            let counts = round.groups.iter().filter_map(|coverage| {
                let sums = atlas.sums_of(&round.id.0, coverage.group, PlaceLevel::Community)?;
                Some((coverage.group, counts(sums, coverage.years.len() + 1, points)))
            });
            RoundSums { round: round.id.0.clone(), households, counts: counts.collect() }
        });
        Self { rounds: rounds.collect() }
    }

    /// Households of those that were assessed in the round, as far as they are known; none where no community gives them.
    pub fn households(
        &self,
        atlas: &Atlas,
        points: &PreparedPoints,
        round: &str,
        ranks: Range<usize>,
    ) -> Option<Households> {
        let of_rank = |rank| households(atlas, points, round, rank);
        self.round(round)?.households.sum(ranks, 0, of_rank).reported().map(Households)
    }

    /// What a round counted of a group of people.
    pub fn figure(
        &self,
        atlas: &Atlas,
        points: &PreparedPoints,
        (round, group, period): (&str, PopulationGroup, Period),
        ranks: Range<usize>,
    ) -> Figure {
        let blocks = self.round(round).and_then(|round| round.counts.iter().find(|(of, _)| *of == group));
        let sums = atlas.sums_of(round, group, PlaceLevel::Community);
        let (Some((_, blocks)), Some(sums)) = (blocks, sums) else { return Figure::default() };
        let Some(column) = sums.column(period) else { return Figure::default() };
        blocks.sum(ranks, column, |rank| figures(sums, points, rank).get(column).copied().unwrap_or_default())
    }

    fn round(&self, id: &str) -> Option<&RoundSums> {
        self.rounds.iter().find(|round| round.round == id)
    }
}

fn counts(sums: &Sums, periods: usize, points: &PreparedPoints) -> BlockSums<Figure> {
    // All periods at once: those of a community lie next to each other.
    BlockSums::new(points.len(), periods, Figure::plus, |rank, blocks| {
        for (block, figure) in blocks.iter_mut().zip(figures(sums, points, rank)) {
            *block = block.plus(*figure);
        }
    })
}

fn households(atlas: &Atlas, points: &PreparedPoints, round: &str, rank: usize) -> Value {
    let community = points.feature(rank);
    let households = community.and_then(|of| atlas.households_at(round, PlaceLevel::Community, of));
    households.map_or(Value::NoData, |known| Value::Reported(known.0))
}

fn figures<'a>(sums: &'a Sums, points: &PreparedPoints, rank: usize) -> &'a [Figure] {
    points.feature(rank).map_or(&[], |community| sums.of_place(PlaceLevel::Community, community))
}
