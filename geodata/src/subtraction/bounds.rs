//! Which unknowns have one number left, if each lies in a range: no count is negative, and what a source writes as `<5` is at most 4.
//!
//! In each equation the ranges of the others leave a range for each unknown, until none gets smaller. It finds what an attacker finds with
//! pencil and paper; the smallest ranges there are would need a linear programme for each unknown.

use std::collections::{BTreeSet, HashMap};

use super::elimination::Work;

/// The most equations that are named for one unknown; the nearest come first.
const MAX_REASONS: usize = 64;

/// The unknowns of an equation, those on the left counted positive, and what they add up to.
#[derive(Debug)]
pub(super) struct BoundedRow {
    pub(super) unknown: Vec<(u32, bool)>,
    pub(super) sum: i128,
    pub(super) equation: u32,
}

/// What a number can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) low: i128,
    /// None if there is no bound.
    pub(super) high: Option<i128>,
}

impl Range {
    pub(super) const ANY_COUNT: Self = Self { low: 0, high: None };

    fn is_one_number(self) -> bool {
        self.high == Some(self.low)
    }

    fn negated(self) -> (Option<i128>, Option<i128>) {
        (self.high.map(|high| -high), Some(-self.low))
    }
}

/// The unknowns that get one number left, each with the equations that do it; none if finding them is more work than allowed.
pub(super) fn narrowed(
    rows: &[BoundedRow],
    range_of: impl Fn(u32) -> Range,
    rounds: usize,
    work: &mut Work,
) -> Option<Vec<(u32, Vec<u32>)>> {
    let mut ranges: HashMap<u32, Range> = HashMap::new();
    for (unknown, _) in rows.iter().flat_map(|row| &row.unknown) {
        ranges.entry(*unknown).or_insert_with(|| range_of(*unknown));
    }
    let mut found = Vec::new();
    // The rows that made the range of an unknown smaller.
    let mut narrowed_by: HashMap<u32, BTreeSet<usize>> = HashMap::new();
    for _ in 0..rounds {
        let mut has_changed = false;
        for (number, row) in rows.iter().enumerate() {
            work.spend(row.unknown.len())?;
            for (unknown, range) in row.narrowed(&ranges) {
                let Some(known) = ranges.get_mut(&unknown) else { continue };
                // Sources that contradict each other leave nothing; that is no range.
                if range == *known || range.high.is_some_and(|high| high < range.low) {
                    continue;
                }
                if range.is_one_number() && !known.is_one_number() {
                    found.push((unknown, number));
                }
                *known = range;
                narrowed_by.entry(unknown).or_default().insert(number);
                has_changed = true;
            }
        }
        if !has_changed {
            break;
        }
    }
    let with_rows = |(unknown, row)| {
        let mut needed = BTreeSet::from([row]);
        let mut open = vec![row];
        while let Some(row) = open.pop() {
            let of_row = rows.get(row).map_or(&[][..], |row: &BoundedRow| &row.unknown);
            for by in of_row.iter().filter_map(|(other, _)| narrowed_by.get(other)).flatten() {
                if needed.len() < MAX_REASONS && needed.insert(*by) {
                    open.push(*by);
                }
            }
        }
        (unknown, needed.into_iter().filter_map(|row| rows.get(row)).map(|row| row.equation).collect())
    };
    Some(found.into_iter().map(with_rows).collect())
}

impl BoundedRow {
    fn narrowed(&self, ranges: &HashMap<u32, Range>) -> Vec<(u32, Range)> {
        let term = |(unknown, is_left): &(u32, bool)| {
            let range = ranges.get(unknown).copied().unwrap_or(Range::ANY_COUNT);
            if *is_left { (Some(range.low), range.high) } else { range.negated() }
        };
        let (mut lows, mut no_low, mut highs, mut no_high) = (0_i128, 0_usize, 0_i128, 0_usize);
        for (low, high) in self.unknown.iter().map(term) {
            lows += low.unwrap_or(0);
            no_low += usize::from(low.is_none());
            highs += high.unwrap_or(0);
            no_high += usize::from(high.is_none());
        }
        let narrow = |at: &(u32, bool)| {
            let (low, high) = term(at);
            let others_low = (no_low - usize::from(low.is_none()) == 0).then(|| lows - low.unwrap_or(0));
            let others_high = (no_high - usize::from(high.is_none()) == 0).then(|| highs - high.unwrap_or(0));
            // What is left for the term.
            let (least, most) = (others_high.map(|high| self.sum - high), others_low.map(|low| self.sum - low));
            let (least, most) = if at.1 { (least, most) } else { (most.map(|most| -most), least.map(|least| -least)) };
            let known = ranges.get(&at.0).copied().unwrap_or(Range::ANY_COUNT);
            let low = least.map_or(known.low, |least| least.max(known.low));
            let high = match (known.high, most) {
                (Some(known), Some(most)) => Some(known.min(most)),
                (known, most) => known.or(most),
            };
            (at.0, Range { low, high })
        };
        self.unknown.iter().map(narrow).collect()
    }
}
