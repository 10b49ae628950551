//! Which unknowns of linear equations are the same in all solutions, whatever the numbers on the right are.
//!
//! An unknown is, if and only if its unit vector is a combination of the rows. The rows are brought into echelon form, sparsely, beginning with those
//! that have an unknown of their own, which needs no work. Then one solution with scattered numbers for all that has a choice tells which
//! unknowns have none, and these alone are written as a combination of the rows, which proves it.
//!
//! All is done modulo the prime 2⁶¹ − 1 instead of in fractions. Coefficients are 1 and −1; a minor of the rows would have to be a multiple of the
//! prime to make a difference, and a scattered solution to be zero by chance, one time in 2⁶¹.

use std::collections::{HashMap, HashSet};

/// 2⁶¹ − 1.
const PRIME: u64 = (1 << 61) - 1;

/// One, and minus one.
pub(super) const ONE: u64 = 1;
pub(super) const MINUS_ONE: u64 = PRIME - 1;

/// Numbers modulo the prime by position, ascending; none is zero.
type Sparse = Vec<(u32, u64)>;

/// The unknowns of an equation with their coefficients.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Ascending by unknown.
    pub(super) unknown: Sparse,
    pub(super) equation: u32,
}

/// An unknown that is the same in all solutions.
#[derive(Debug)]
pub(super) struct Determined {
    pub(super) unknown: u32,
    /// The equations whose sum, each times a number, leaves only the unknown.
    pub(super) combination: Sparse,
}

/// How many more terms may be added up.
#[derive(Debug)]
pub(super) struct Work(pub(super) usize);

impl Work {
    pub(super) fn spend(&mut self, terms: usize) -> Option<()> {
        self.0 = self.0.checked_sub(terms)?;
        Some(())
    }
}

struct Reduced {
    pivot: u32,
    unknown: Sparse,
    combination: Sparse,
}

/// The unknowns that are the same in all solutions; none if finding them is more work than allowed.
pub(super) fn determined(rows: &[Row], work: &mut Work) -> Option<Vec<Determined>> {
    let mut reduced: Vec<Reduced> = Vec::with_capacity(rows.len());
    let mut row_of: HashMap<u32, usize> = HashMap::with_capacity(rows.len());
    for (row, pivot) in order(rows) {
        let mut of = Reduced { pivot: 0, unknown: row.unknown.clone(), combination: vec![(row.equation, ONE)] };
        work.spend(of.unknown.len())?;
        // Earlier rows first: a row has pivots of later ones alone.
        while let Some(earlier) = of.unknown.iter().filter_map(|(unknown, _)| row_of.get(unknown).copied()).min() {
            of.subtract(reduced.get(earlier)?, work)?;
        }
        let pivot = pivot.or_else(|| of.unknown.first().map(|(unknown, _)| *unknown));
        let Some(pivot) = pivot.filter(|pivot| coefficient(&of.unknown, *pivot) != 0) else { continue };
        let factor = inverse(coefficient(&of.unknown, pivot));
        for (_, number) in of.unknown.iter_mut().chain(&mut of.combination) {
            *number = times(*number, factor);
        }
        of.pivot = pivot;
        row_of.insert(pivot, reduced.len());
        reduced.push(of);
    }
    let values = values_of_a_solution(&reduced, work)?;
    let mut found = Vec::new();
    for pivot in reduced.iter().map(|row| row.pivot).filter(|pivot| values.get(pivot) == Some(&0)) {
        let mut rest = Reduced { pivot, unknown: vec![(pivot, ONE)], combination: Vec::new() };
        while let Some(row) = rest.unknown.iter().filter_map(|(unknown, _)| row_of.get(unknown).copied()).min() {
            rest.subtract(reduced.get(row)?, work)?;
        }
        if rest.unknown.is_empty() {
            // The combination of what was subtracted.
            for (_, factor) in &mut rest.combination {
                *factor = PRIME - *factor;
            }
            found.push(Determined { unknown: pivot, combination: rest.combination });
        }
    }
    Some(found)
}

/// A solution of the equations with zeros on the right, in which every unknown that has a choice has some other number: those that stay zero
/// are the same in all solutions. Row by row from the last, since a row has no pivot of an earlier one.
fn values_of_a_solution(reduced: &[Reduced], work: &mut Work) -> Option<HashMap<u32, u64>> {
    let pivots: HashSet<u32> = reduced.iter().map(|row| row.pivot).collect();
    let mut values: HashMap<u32, u64> = HashMap::new();
    for row in reduced.iter().rev() {
        work.spend(row.unknown.len())?;
        let mut sum = 0;
        for (unknown, factor) in row.unknown.iter().filter(|(unknown, _)| *unknown != row.pivot) {
            let is_pivot = pivots.contains(unknown);
            let value = *values.entry(*unknown).or_insert_with(|| if is_pivot { 0 } else { scattered(*unknown) });
            sum = add(sum, times(*factor, value));
        }
        values.insert(row.pivot, (PRIME - sum) % PRIME);
    }
    Some(values)
}

/// A number that depends on another without any pattern: SplitMix64 (Steele, Lea and Flood 2014).
fn scattered(number: u32) -> u64 {
    let mut mixed = u64::from(number).wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed ^ (mixed >> 31)) % PRIME
}

impl Reduced {
    /// Subtracts a row as often as its pivot is here.
    fn subtract(&mut self, other: &Self, work: &mut Work) -> Option<()> {
        let factor = PRIME - coefficient(&self.unknown, other.pivot);
        work.spend(self.unknown.len() + other.unknown.len() + self.combination.len() + other.combination.len())?;
        self.unknown = plus(&self.unknown, factor, &other.unknown);
        self.combination = plus(&self.combination, factor, &other.combination);
        Some(())
    }
}

/// The rows in the order in which they are taken, those with an unknown that no later row has first, with that unknown; then the short ones.
fn order(rows: &[Row]) -> Vec<(&Row, Option<u32>)> {
    let mut rows_of: HashMap<u32, Vec<usize>> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        for (unknown, _) in &row.unknown {
            rows_of.entry(*unknown).or_default().push(at);
        }
    }
    let mut count: HashMap<u32, usize> = rows_of.iter().map(|(unknown, rows)| (*unknown, rows.len())).collect();
    let mut own: Vec<u32> = count.iter().filter(|(_, count)| **count == 1).map(|(unknown, _)| *unknown).collect();
    own.sort_unstable_by(|a, b| b.cmp(a));
    let mut is_taken = vec![false; rows.len()];
    let mut order = Vec::with_capacity(rows.len());
    while let Some(unknown) = own.pop() {
        let Some(at) = rows_of.get(&unknown).into_iter().flatten().copied().find(|at| !is_taken[*at]) else { continue };
        is_taken[at] = true;
        order.push((&rows[at], Some(unknown)));
        for (other, _) in &rows[at].unknown {
            if let Some(count) = count.get_mut(other) {
                *count -= 1;
                if *count == 1 {
                    own.push(*other);
                }
            }
        }
    }
    let mut others: Vec<&Row> = rows.iter().zip(&is_taken).filter(|(_, taken)| !**taken).map(|(row, _)| row).collect();
    others.sort_by_key(|row| row.unknown.len());
    order.extend(others.into_iter().map(|row| (row, None)));
    order
}

/// The number at a position.
fn coefficient(sparse: &[(u32, u64)], at: u32) -> u64 {
    sparse.binary_search_by_key(&at, |(position, _)| *position).map_or(0, |found| sparse[found].1)
}

/// `a + factor · b`.
fn plus(a: &[(u32, u64)], factor: u64, b: &[(u32, u64)]) -> Sparse {
    let mut sum = Vec::with_capacity(a.len() + b.len());
    let (mut a, mut b) = (a.iter().copied().peekable(), b.iter().copied().peekable());
    loop {
        let (position, number) = match (a.peek().copied(), b.peek().copied()) {
            (None, None) => return sum,
            (Some(of_a), of_b) if of_b.is_none_or(|of_b| of_a.0 < of_b.0) => {
                a.next();
                of_a
            }
            (of_a, Some(of_b)) if of_a.is_none_or(|of_a| of_b.0 < of_a.0) => {
                b.next();
                (of_b.0, times(factor, of_b.1))
            }
            (of_a, of_b) => {
                a.next();
                b.next();
                let (position, x) = of_a.unwrap_or_default();
                (position, add(x, times(factor, of_b.map_or(0, |(_, y)| y))))
            }
        };
        if number != 0 {
            sum.push((position, number));
        }
    }
}

/// The sum of two numbers.
pub(super) fn add(a: u64, b: u64) -> u64 {
    (a + b) % PRIME
}

/// The product of two numbers.
pub(super) fn times(a: u64, b: u64) -> u64 {
    (u128::from(a) * u128::from(b) % u128::from(PRIME)) as u64
}

/// By Fermat's little theorem.
fn inverse(number: u64) -> u64 {
    if number == ONE || number == MINUS_ONE {
        return number;
    }
    let (mut power, mut base, mut exponent) = (ONE, number, PRIME - 2);
    while exponent > 0 {
        if exponent & 1 == 1 {
            power = times(power, base);
        }
        base = times(base, base);
        exponent >>= 1;
    }
    power
}
