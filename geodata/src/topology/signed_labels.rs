//! Interned multisets of signed labels: what a border separates.
//!
//! A border has +1 for each label that begins on its left and −1 for each that begins on its right. Where borders coincide, their labels
//! are added, and a label that is on the far side of both cancels out.
//!
//! For example a border between districts 3 and 7 is `{3: +1, 7: −1}`; walked the other way, `{3: −1, 7: +1}`.

use std::collections::HashMap;

/// All multisets that were seen, by id. The id of the reversed multiset differs in the last bit.
#[derive(Debug)]
pub(super) struct SignedLabelInterner {
    lists: Vec<Box<[(u32, i32)]>>,
    numbers: HashMap<Box<[(u32, i32)]>, u32>,
}

/// The id of a multiset in a [`SignedLabelInterner`].
pub(super) type SignedLabelId = u32;

/// The id of the empty multiset.
pub(super) const EMPTY: SignedLabelId = 0;

impl SignedLabelInterner {
    pub fn new() -> Self {
        let empty: Box<[(u32, i32)]> = Box::default();
        Self { lists: vec![empty.clone(), empty.clone()], numbers: HashMap::from([(empty, EMPTY)]) }
    }

    /// Interns a multiset: labels in any order, repeated ones are added up.
    pub fn number(&mut self, counts: &mut Vec<(u32, i32)>) -> SignedLabelId {
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
        let reversed: Box<[(u32, i32)]> = counts.iter().map(|(label, count)| (*label, -count)).collect();
        self.numbers.insert(list.clone(), number);
        self.numbers.insert(reversed.clone(), number + 1);
        self.lists.extend([list, reversed]);
        number
    }

    pub fn get(&self, label: SignedLabelId) -> &[(u32, i32)] {
        &self.lists[label as usize]
    }

    /// The sum of several multisets.
    pub fn sum(&mut self, labels: impl IntoIterator<Item = SignedLabelId>) -> SignedLabelId {
        let mut counts: Vec<(u32, i32)> = Vec::new();
        for label in labels {
            counts.extend(self.get(label));
        }
        self.number(&mut counts)
    }
}

/// The multiset of the same border walked the other way.
pub(super) fn reversed(label: SignedLabelId) -> SignedLabelId {
    if label == EMPTY { EMPTY } else { label ^ 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_and_its_opposite_cancel() {
        let mut interner = SignedLabelInterner::new();
        let border = interner.number(&mut vec![(7, -1), (3, 1)]);
        assert_eq!(interner.get(border), [(3, 1), (7, -1)]);
        assert_eq!(interner.get(reversed(border)), [(3, -1), (7, 1)]);
        assert_eq!(interner.number(&mut vec![(7, 1), (3, -1)]), reversed(border));
        assert_eq!(interner.sum([border, reversed(border)]), EMPTY);
        assert_eq!(reversed(EMPTY), EMPTY);
    }
}
