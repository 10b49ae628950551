//! Sums over any range of ranks without looking at each of them.

use std::ops::Range;

/// How many ranks are added up beforehand.
const BLOCK: usize = 64;

/// What runs of 64 ranks add up to, in some way of adding that may not be undone: a suppressed part cannot be taken out again, so
/// differences of running totals would not do.
#[derive(Clone, Debug)]
pub struct BlockSums<T> {
    blocks: Vec<T>,
    plus: fn(T, T) -> T,
}

impl<T: Copy + Default> BlockSums<T> {
    /// Adds up `of` each of `count` ranks. To the default of `T`, `plus` adds nothing.
    pub fn new(count: usize, plus: fn(T, T) -> T, of: impl Fn(usize) -> T) -> Self {
        let starts = (0..count).step_by(BLOCK);
        let blocks = starts.map(|start| fold(start..count.min(start + BLOCK), plus, &of)).collect();
        Self { blocks, plus }
    }

    /// The sum of some ranks. `of` is what the sums were made from.
    pub fn sum(&self, ranks: Range<usize>, of: impl Fn(usize) -> T) -> T {
        let (first, last) = (ranks.start.div_ceil(BLOCK), ranks.end / BLOCK);
        let Some(whole) = self.blocks.get(first..last) else { return fold(ranks, self.plus, &of) };
        let before = fold(ranks.start..first * BLOCK, self.plus, &of);
        let inside = whole.iter().fold(before, |sum, block| (self.plus)(sum, *block));
        (self.plus)(inside, fold(last * BLOCK..ranks.end, self.plus, &of))
    }
}

fn fold<T: Default>(ranks: Range<usize>, plus: fn(T, T) -> T, of: &impl Fn(usize) -> T) -> T {
    ranks.fold(T::default(), |sum, rank| plus(sum, of(rank)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Value;

    fn value() -> impl Strategy<Value = Value> {
        prop_oneof![
            20 => (0..1000u64).prop_map(Value::Reported),
            5 => Just(Value::NoData),
            1 => Just(Value::Suppressed),
        ]
    }

    proptest! {
        #[test]
        fn any_range_adds_up_as_its_parts_do(
            values in prop::collection::vec(value(), 0..400),
            a in 0..=400usize,
            b in 0..=400usize,
        ) {
            let of = |rank: usize| values[rank];
            let sums = BlockSums::new(values.len(), Value::plus, of);
            let (start, end) = (a.min(b).min(values.len()), a.max(b).min(values.len()));
            let expected = values[start..end].iter().fold(Value::NoData, |sum, value| sum.plus(*value));
            prop_assert_eq!(sums.sum(start..end, of), expected);
        }
    }
}
