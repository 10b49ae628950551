//! Signed counts of labels, each written down once.
//!
//! What a border parts is such a tally: +1 for what begins on its left, −1 for what begins on its right. Where several
//! borders fall together their tallies add up, and what was on both sides of the gap between them cancels out.

use std::collections::HashMap;

/// Tallies that were seen, by number. The number of a tally turned around differs in the last bit.
#[derive(Debug)]
pub(super) struct Tallies {
    lists: Vec<Box<[(u32, i32)]>>,
    numbers: HashMap<Box<[(u32, i32)]>, u32>,
}

/// A number of a tally in [`Tallies`].
pub(super) type Tally = u32;

/// The tally of nothing.
pub(super) const NOTHING: Tally = 0;

impl Tallies {
    pub fn new() -> Self {
        let empty: Box<[(u32, i32)]> = Box::default();
        Self { lists: vec![empty.clone(), empty.clone()], numbers: HashMap::from([(empty, NOTHING)]) }
    }

    /// The number of a tally, its labels in any order and as often as they come.
    pub fn number(&mut self, counts: &mut Vec<(u32, i32)>) -> Tally {
        counts.sort_unstable();
        counts.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        counts.retain(|(_, count)| *count != 0);
        if let Some(number) = self.numbers.get(counts.as_slice()) {
            return *number;
        }
        let number = self.lists.len() as u32;
        let list: Box<[(u32, i32)]> = counts.as_slice().into();
        let turned: Box<[(u32, i32)]> = counts.iter().map(|(label, count)| (*label, -count)).collect();
        self.numbers.insert(list.clone(), number);
        self.numbers.insert(turned.clone(), number + 1);
        self.lists.extend([list, turned]);
        number
    }

    pub fn get(&self, tally: Tally) -> &[(u32, i32)] {
        &self.lists[tally as usize]
    }

    /// The sum of several tallies.
    pub fn sum(&mut self, tallies: impl IntoIterator<Item = Tally>) -> Tally {
        let mut counts: Vec<(u32, i32)> = Vec::new();
        for tally in tallies {
            counts.extend(self.get(tally));
        }
        self.number(&mut counts)
    }
}

/// The tally of the same border walked the other way.
pub(super) fn turned(tally: Tally) -> Tally {
    if tally == NOTHING { NOTHING } else { tally ^ 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_and_its_opposite_cancel() {
        let mut tallies = Tallies::new();
        let border = tallies.number(&mut vec![(7, -1), (3, 1)]);
        assert_eq!(tallies.get(border), [(3, 1), (7, -1)]);
        assert_eq!(tallies.get(turned(border)), [(3, -1), (7, 1)]);
        assert_eq!(tallies.number(&mut vec![(7, 1), (3, -1)]), turned(border));
        assert_eq!(tallies.sum([border, turned(border)]), NOTHING);
        assert_eq!(turned(NOTHING), NOTHING);
    }
}
