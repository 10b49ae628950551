//! What an attacker knows: linear equations, and which unknowns they leave no choice for.

use std::collections::{BTreeMap, BTreeSet};

/// A sum of unknowns, each times a number.
pub type Terms = Vec<(usize, i128)>;

/// 2⁶¹ − 1: equations are solved modulo this prime, which is as good as in fractions.
const PRIME: i128 = (1 << 61) - 1;

#[derive(Default)]
pub struct System {
    /// By its first unknown, with coefficient one there; none has the first unknown of another.
    basis: BTreeMap<usize, BTreeMap<usize, i128>>,
    /// Sums that are known as numbers.
    sums: BTreeSet<(BTreeMap<usize, i128>, i128)>,
}

fn times(a: i128, b: i128) -> i128 {
    (a % PRIME * (b % PRIME)).rem_euclid(PRIME)
}

fn inverse(number: i128) -> i128 {
    let (mut power, mut base, mut exponent) = (1, number, PRIME - 2);
    while exponent > 0 {
        if exponent & 1 == 1 {
            power = times(power, base);
        }
        base = times(base, base);
        exponent >>= 1;
    }
    power
}

fn collected(terms: &Terms) -> BTreeMap<usize, i128> {
    let mut collected = BTreeMap::new();
    for (unknown, factor) in terms {
        *collected.entry(*unknown).or_insert(0) += factor;
    }
    collected.retain(|_, factor| *factor != 0);
    collected
}

impl System {
    /// That a sum is a number.
    pub fn learn(&mut self, terms: &Terms, sum: i128) {
        let row = collected(terms);
        if self.sums.insert((row, sum)) {
            self.learn_combination(terms);
        }
    }

    /// That a sum is some number.
    pub fn learn_combination(&mut self, terms: &Terms) {
        let mut row = self.reduced(terms);
        let Some((first, factor)) = row.first_key_value().map(|(first, factor)| (*first, inverse(*factor))) else {
            return;
        };
        for number in row.values_mut() {
            *number = times(*number, factor);
        }
        self.basis.insert(first, row);
    }

    /// What is left of a sum without what is known.
    fn reduced(&self, terms: &Terms) -> BTreeMap<usize, i128> {
        let mut row = collected(terms);
        for number in row.values_mut() {
            *number = number.rem_euclid(PRIME);
        }
        let mut at = 0;
        while let Some((unknown, factor)) = row.range(at..).next().map(|(unknown, factor)| (*unknown, *factor)) {
            if let Some(known) = self.basis.get(&unknown) {
                for (other, of_known) in known {
                    let number = row.entry(*other).or_insert(0);
                    *number = (*number - times(factor, *of_known)).rem_euclid(PRIME);
                }
                row.retain(|_, number| *number != 0);
            }
            at = unknown + 1;
        }
        row
    }

    /// Whether a sum follows from what is known.
    pub fn knows(&self, terms: &Terms) -> bool {
        self.reduced(terms).is_empty()
    }

    pub fn equations(&self) -> usize {
        self.basis.len()
    }

    /// The unknowns that have one number left in their range, if the ranges are narrowed by every sum, again and again.
    pub fn narrowed(&self, ranges: &[(u64, Option<u64>)]) -> Vec<usize> {
        let mut ranges: Vec<(i128, Option<i128>)> =
            ranges.iter().map(|(low, high)| (i128::from(*low), high.map(i128::from))).collect();
        loop {
            let before = ranges.clone();
            for (row, sum) in &self.sums {
                for (unknown, factor) in row.iter().filter(|(_, factor)| factor.abs() == 1) {
                    let others = row.iter().filter(|(other, _)| *other != unknown);
                    let (mut low, mut high) = (Some(0), Some(0));
                    for (other, factor) in others {
                        let (least, most) = ranges[*other];
                        let (least, most) = (Some(least * factor), most.map(|most| most * factor));
                        let (least, most) = if *factor > 0 { (least, most) } else { (most, least) };
                        low = low.zip(least).map(|(low, least)| low + least);
                        high = high.zip(most).map(|(high, most)| high + most);
                    }
                    let (least, most) = (high.map(|high| sum - high), low.map(|low| sum - low));
                    let (least, most) =
                        if *factor > 0 { (least, most) } else { (most.map(|most| -most), least.map(|least| -least)) };
                    let range = &mut ranges[*unknown];
                    range.0 = least.map_or(range.0, |least| least.max(range.0));
                    range.1 = match (range.1, most) {
                        (Some(known), Some(most)) => Some(known.min(most)),
                        (known, most) => known.or(most),
                    };
                }
            }
            if ranges == before {
                break;
            }
        }
        let is_one = |(_, (low, high)): &(usize, &(i128, Option<i128>))| *high == Some(*low);
        ranges.iter().enumerate().filter(is_one).map(|(unknown, _)| unknown).collect()
    }
}
