//! Sums over any range of ranks without visiting each of them.

use std::ops::Range;

use crate::parallel;

/// Ranks per block.
const BLOCK: usize = 64;

/// Blocks per parallel job.
const STRETCH: usize = 512;

/// The sums of blocks of 64 ranks, column by column. Adding need not have an inverse: a suppressed value cannot be subtracted again, so
/// differences of prefix sums would not do.
#[derive(Clone, Debug)]
pub struct BlockPrefixSums<T> {
    /// By block, then column.
    sums: Vec<T>,
    columns: usize,
    plus: fn(T, T) -> T,
}

impl<T: Copy + Default + Send> BlockPrefixSums<T> {
    /// Adds up `columns` columns of `count` ranks, on all processors. `add` adds the values of a rank to the given sums. The default of `T` is
    /// the neutral element of `plus`.
    pub fn new(count: usize, columns: usize, plus: fn(T, T) -> T, add: impl Fn(usize, &mut [T]) + Sync) -> Self {
        let blocks = count.div_ceil(BLOCK);
        let stretch = |number: usize| {
            let blocks = number * STRETCH..blocks.min(number * STRETCH + STRETCH);
            let mut sums = vec![T::default(); blocks.len() * columns];
            for rank in blocks.start * BLOCK..count.min(blocks.end * BLOCK) {
                let start = (rank / BLOCK - blocks.start) * columns;
                add(rank, &mut sums[start..start + columns]);
            }
            sums
        };
        Self { sums: parallel::map_from_last(0..blocks.div_ceil(STRETCH), stretch).concat(), columns, plus }
    }

    /// Bytes of memory.
    pub fn memory(&self) -> usize {
        size_of_val(self.sums.as_slice())
    }

    /// The sum of a column over a range of ranks. `of` returns the values that the column was made from.
    pub fn sum(&self, ranks: Range<usize>, column: usize, of: impl Fn(usize) -> T) -> T {
        let (first, last) = (ranks.start.div_ceil(BLOCK), ranks.end / BLOCK);
        if first >= last {
            return fold(ranks, self.plus, &of);
        }
        let before = fold(ranks.start..first * BLOCK, self.plus, &of);
        let whole = (first..last).filter_map(|block| self.sums.get(block * self.columns + column));
        let inside = whole.fold(before, |sum, block| (self.plus)(sum, *block));
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
        fn any_range_sums_to_the_sum_of_its_parts(
            values in prop_oneof![
                prop::collection::vec(value(), 0..400),
                prop::collection::vec(value(), BLOCK * STRETCH..BLOCK * STRETCH + 400),
            ],
            a in 0.0..=1.0f64,
            b in 0.0..=1.0f64,
        ) {
            // The values, and the same values backwards.
            let columns: [fn(&[Value], usize) -> Value; 2] =
                [|values, rank| values[rank], |values, rank| values[values.len() - 1 - rank]];
            let sums = BlockPrefixSums::new(values.len(), 2, Value::plus, |rank, sums| {
                for (sum, of) in sums.iter_mut().zip(columns) {
                    *sum = sum.plus(of(&values, rank));
                }
            });
            let part = |of: f64| (of * values.len() as f64) as usize;
            let (start, end) = (part(a.min(b)), part(a.max(b)));
            for (column, of) in columns.into_iter().enumerate() {
                let expected = (start..end).fold(Value::NoData, |sum, rank| sum.plus(of(&values, rank)));
                prop_assert_eq!(sums.sum(start..end, column, |rank| of(&values, rank)), expected);
            }
        }
    }
}
