//! Places whose counts changed much more since the round before than those of other places: often a slip of the keyboard, a wrong row, or a
//! column of another group.
//!
//! Of each place the logarithm of the ratio of its two counts is compared with the median of all places, in units of their median absolute
//! deviation (MAD): both stay what they are however wrong a few places are, and a general rise or a longer window moves the median and
//! stands out nowhere. One half is added to each count, so that zeros have a ratio. The limit of 3.5 is that of Iglewicz and Hoaglin (How to
//! Detect and Handle Outliers, 1993). `docs/report.md` describes the method for data managers.

use super::places::PlaceTable;
use super::report::{Findings, Location, Outlier};
use super::stated::Located;
use crate::model::{Counts, PlaceLevel, Round};
use crate::subtraction::Places;

/// Fewer places have no usual change.
const MIN_PLACES: usize = 12;
/// The largest usual deviation from the median, in standard deviations.
const MAX_DEVIATION: f64 = 3.5;
/// The standard deviation of a normal distribution, in MADs.
const DEVIATION_OF_MAD: f64 = 1.4826;
/// The smallest standard deviation of the logarithms: where most places changed alike, twice as many people are still usual.
const MIN_DEVIATION: f64 = 0.2;
/// The smallest difference from the usual count that is worth a look, in people.
const MIN_PEOPLE: f64 = 20.0;

/// The counts of one place in two rounds.
#[derive(Clone, Copy, Debug)]
struct Pair {
    place: usize,
    before: f64,
    now: f64,
}

/// Warns of places that stand out, in each group that two rounds count.
pub(super) fn warn<'p>(
    rounds: &[Round],
    counts: &[Located<Counts>],
    places: &Places,
    tables: impl Fn(PlaceLevel) -> Option<&'p PlaceTable>,
    findings: &mut Findings,
) {
    let mut rounds: Vec<&Round> = rounds.iter().collect();
    rounds.sort_by_key(|round| round.date());
    for (position, round) in rounds.iter().enumerate() {
        for coverage in &round.groups {
            let of = |round: &Round| {
                let of_group =
                    counts.iter().filter(|of| of.values.round == round.id && of.values.group == coverage.group);
                of_group.max_by_key(|of| of.values.level)
            };
            let before = rounds[..position].iter().rev().find_map(|before| Some((*before, of(before)?)));
            let (Some(now), Some((round_before, before))) = (of(round), before) else { continue };
            // The larger places of the two: smaller ones are in one of the rounds only.
            let level = now.values.level.min(before.values.level);
            let units = tables(level).map_or(0, PlaceTable::len);
            let (Some(one), Some(other)) =
                (by_place(round, now, (level, units), places), by_place(round_before, before, (level, units), places))
            else {
                continue;
            };
            let pairs = other.iter().zip(&one).enumerate().filter_map(|(place, (before, now))| {
                Some(Pair { place, before: (*before)?, now: (*now)? }).filter(|pair| pair.before + pair.now > 0.0)
            });
            let pairs: Vec<Pair> = pairs.collect();
            let Some((median, outlying)) = outlying(&pairs) else { continue };
            let year = if coverage.group.is_stock() { "" } else { " a year" };
            for pair in outlying {
                let place = tables(level).map_or("", |table| table.key(pair.place)).to_owned();
                let location = located(now, level, pair.place);
                let ratio = (pair.before > 0.0).then(|| pair.now / pair.before);
                let change = ratio.map_or_else(String::new, |ratio| format!(", {} times as many", rounded(ratio)));
                let message = format!(
                    "`{place}` has {} `{}`{year} in round `{}` and had {} in `{}`{change}; the median of all places is {} times: check both",
                    rounded(pair.now),
                    coverage.group.id(),
                    round.id,
                    rounded(pair.before),
                    round_before.id,
                    rounded(median)
                );
                let listed = findings.listed();
                findings.warning("outlier", location.clone().holding(Some(rounded(pair.now))), message);
                if let Some(table) = tables(level) {
                    findings.are_about(listed, || table.found(pair.place));
                }
                findings.tallies.outlier(Outlier {
                    location,
                    round: round.id.clone(),
                    before: round_before.id.clone(),
                    group: coverage.group.clone(),
                    level,
                    place,
                    value: pair.now,
                    value_before: pair.before,
                    ratio,
                    median_ratio: median,
                });
            }
        }
    }
}

/// The count of each place of a level: of a flow the mean of its full years. None where it is not known.
fn by_place(
    round: &Round,
    of: &Located<Counts>,
    (level, units): (PlaceLevel, usize),
    places: &Places,
) -> Option<Vec<Option<f64>>> {
    let counts = &of.values;
    let coverage = round.coverage(&counts.group)?;
    let is_full = |column: &usize| counts.years.get(*column).is_none_or(|year| !coverage.is_partial(*year));
    let columns: Vec<usize> = (0..counts.width()).filter(is_full).collect();
    let years = columns.len();
    let own = |place: usize| {
        let values = counts.of_place(place);
        let sum =
            columns.iter().try_fold(0_u64, |sum, column| Some(sum.saturating_add(values[*column].reported()?)))?;
        (years > 0).then(|| sum as f64 / years as f64)
    };
    let all = (0..counts.places()).map(own);
    if counts.level == level {
        return Some(all.collect());
    }
    // Not known at all without parts, nor with one that is not known.
    let mut sums: Vec<Option<Option<f64>>> = vec![None; units];
    for (place, value) in all.enumerate() {
        let Some(sum) = places.place_at(counts.level, place, level).and_then(|unit| sums.get_mut(unit)) else {
            continue;
        };
        *sum = Some(sum.unwrap_or(Some(0.0)).zip(value).map(|(sum, value)| sum + value));
    }
    Some(sums.into_iter().map(Option::flatten).collect())
}

/// Where the count of a place is: its row, or the table whose rows were added up.
fn located(of: &Located<Counts>, level: PlaceLevel, place: usize) -> Location {
    let own = if of.values.level == level { of.cells.row_of(place) } else { None };
    own.unwrap_or_else(|| of.cells.table())
}

/// The median of the ratios, and the places that stand out, most first. None for few places.
fn outlying(pairs: &[Pair]) -> Option<(f64, Vec<Pair>)> {
    let change = |pair: &Pair| ((pair.now + 0.5) / (pair.before + 0.5)).ln();
    let changes: Vec<f64> = pairs.iter().map(change).collect();
    if changes.len() < MIN_PLACES {
        return None;
    }
    let usual = median(changes.clone())?;
    let spread = median(changes.iter().map(|change| (change - usual).abs()).collect())?;
    let deviation = (DEVIATION_OF_MAD * spread).max(MIN_DEVIATION);
    let beyond = |pair: &Pair| (change(pair) - usual).abs() / deviation;
    let people = |pair: &Pair| (pair.now - pair.before * usual.exp()).abs();
    let stands_out = |pair: &&Pair| beyond(pair) > MAX_DEVIATION && people(pair) >= MIN_PEOPLE;
    let mut found: Vec<Pair> = pairs.iter().filter(stands_out).copied().collect();
    found.sort_by(|one, other| beyond(other).total_cmp(&beyond(one)).then(one.place.cmp(&other.place)));
    Some((usual.exp(), found))
}

fn median(mut numbers: Vec<f64>) -> Option<f64> {
    let middle = numbers.len() / 2;
    numbers.sort_by(f64::total_cmp);
    let upper = *numbers.get(middle)?;
    if numbers.len() % 2 == 1 {
        return Some(upper);
    }
    numbers.get(middle.checked_sub(1)?).map(|lower| f64::midpoint(*lower, upper))
}

/// A number for a message: with decimals only where it is small.
fn rounded(number: f64) -> String {
    if number.fract() == 0.0 || number >= 100.0 { format!("{number:.0}") } else { format!("{number:.1}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(counts: &[(u32, u32)]) -> Vec<Pair> {
        let pair =
            |(place, (before, now)): (usize, &(u32, u32))| Pair { place, before: (*before).into(), now: (*now).into() };
        counts.iter().enumerate().map(pair).collect()
    }

    /// Places that doubled, more or less.
    fn doubled() -> Vec<(u32, u32)> {
        (0..20).map(|place| (50 + place * 7, 96 + place * 15)).collect()
    }

    #[test]
    fn a_general_rise_stands_out_nowhere() {
        let (median, found) = outlying(&pairs(&doubled())).expect("enough places");
        assert!((1.8..2.2).contains(&median), "{median}");
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn one_place_too_many_zeros_stands_out_and_so_does_one_that_did_not_rise_by_far() {
        let mut counts = doubled();
        counts[3].1 *= 10;
        counts[7].1 /= 10;
        counts.push((0, 400));
        let (_, found) = outlying(&pairs(&counts)).expect("enough places");
        let mut found: Vec<usize> = found.iter().map(|pair| pair.place).collect();
        found.sort_unstable();
        assert_eq!(found, [3, 7, 20]);
    }

    #[test]
    fn small_numbers_and_few_places_have_no_outliers() {
        let mut counts = doubled();
        counts[0] = (1, 15);
        assert!(outlying(&pairs(&counts)).is_some_and(|(_, found)| found.is_empty()), "15 people are no pattern");
        assert!(outlying(&pairs(&counts[..MIN_PLACES - 1])).is_none());
    }

    #[test]
    fn half_of_the_places_may_be_wrong_without_hiding_each_other() {
        let mut counts = doubled();
        for wrong in counts.iter_mut().take(9) {
            wrong.1 *= 100;
        }
        let (_, found) = outlying(&pairs(&counts)).expect("enough places");
        assert_eq!(found.len(), 9);
    }
}
