//! Estimates beside counts: what key informants say of a whole district (the baseline area assessment, B1) beside what was counted in its villages
//! (the baseline location assessment, B2).
//!
//! An estimate is no sum of the counts and is never added to them: it is a group of its own, which the vocabulary says to be an estimate of
//! another (`estimate_of`). Here both are compared. Where they are far apart is a note. Where they are the same numbers, the estimates
//! are sums in all but name, and what is withheld of one must not be read from the other.

use super::places::PlaceTable;
use super::report::{Findings, Location};
use super::stated::Located;
use super::sums::{Units, sums};
use super::values::sum_of_reported;
use crate::model::{Counts, PlaceLevel, PopulationGroup, RoundId, Value};

/// From this ratio on, an estimate is far from a count.
const FAR: u64 = 2;
/// And if they differ by so many people: a handful more or less means nothing.
const FAR_PEOPLE: u64 = 20;

/// Estimates that are the numbers that were counted.
#[derive(Debug)]
pub(super) struct Copy {
    pub(super) round: RoundId,
    pub(super) estimate: PopulationGroup,
    pub(super) of: PopulationGroup,
}

impl Copy {
    pub(super) fn is_of(&self, round: &RoundId, group: &PopulationGroup) -> bool {
        (&self.round, &self.of) == (round, group)
    }
}

/// Two numbers of the same people in the same place.
struct Pair {
    place: usize,
    estimate: u64,
    count: u64,
}

/// Compares estimates with the counts beside them, reports what is worth knowing, and returns those that are copies.
pub(super) fn compare<'p>(
    counts: &[Located<Counts>],
    units: &Units,
    at: impl Fn(PlaceLevel) -> Option<&'p PlaceTable>,
    findings: &mut Findings,
) -> Vec<Copy> {
    let mut copies: Vec<Copy> = Vec::new();
    for located in counts {
        let estimates = &located.values;
        let Some(of) = estimates.group.estimate_of() else { continue };
        let is_counted =
            |other: &&Located<Counts>| other.values.round == estimates.round && other.values.group.id() == of;
        let counted: Vec<&Counts> = counts.iter().filter(is_counted).map(|located| &located.values).collect();
        let Some(group) = counted.first().map(|counts| counts.group.clone()) else { continue };
        if counted.iter().any(|counts| counts.years != estimates.years) {
            continue;
        }
        let shown = shown_at(units, &counted, estimates.level);
        let pairs = pairs(estimates, &shown);
        report_far(located, &group, &pairs, at(estimates.level), findings);
        let people: Vec<_> = both_reported(&estimates.values, &shown).filter(|(estimate, _)| *estimate > 0).collect();
        let same = people.iter().filter(|(estimate, count)| estimate == count).count();
        let copy = Copy { round: estimates.round.clone(), estimate: estimates.group.clone(), of: group };
        if 2 * same <= people.len()
            || copies.iter().any(|known| known.is_of(&copy.round, &copy.of) && known.estimate == copy.estimate)
        {
            continue;
        }
        let message = format!(
            "the estimates `{}` are the counts `{}` in {same} of {} numbers: they look like sums, and what is withheld of one is protected from the other; if they are sums, give them as `{}`",
            copy.estimate.id(),
            copy.of.id(),
            people.len(),
            copy.of.id()
        );
        findings.warning("estimates_equal_counts", table_of(located), message);
        copies.push(copy);
    }
    copies
}

/// The numbers that are shown of counts at a level.
fn shown_at(units: &Units, counted: &[&Counts], level: PlaceLevel) -> Vec<Value> {
    if let Some(own) =
        counted.iter().find(|counts| counts.level == level && counted.iter().all(|other| other.level <= level))
    {
        return own.values.clone();
    }
    let sums = sums(units, counted);
    sums.into_iter().find(|sums| sums.level == level).map_or_else(Vec::new, |sums| sums.shown)
}

/// Estimates of a group, and what is shown of its counts in the same places.
pub(super) struct Beside {
    /// The position of the estimates.
    estimates: usize,
    of: PopulationGroup,
    /// By place, then column.
    shown: Vec<Value>,
}

/// All estimates of a group in a round, each with the counts beside it.
pub(super) fn counts_beside(
    counts: &[Located<Counts>],
    units: &Units,
    round: &RoundId,
    group: &PopulationGroup,
) -> Vec<Beside> {
    let is_estimate = |other: &Counts| &other.round == round && other.group.estimate_of() == Some(group.id());
    let counted: Vec<&Counts> =
        counts.iter().map(|of| &of.values).filter(|of| (&of.round, &of.group) == (round, group)).collect();
    let estimates = counts.iter().enumerate().filter(|(_, of)| is_estimate(&of.values));
    let beside = estimates.map(|(estimates, of)| Beside {
        estimates,
        of: group.clone(),
        shown: shown_at(units, &counted, of.values.level),
    });
    beside.collect()
}

/// Suppresses the estimates that are the numbers that counts had `before` they were suppressed, by year or over the window: whoever sees them beside
/// a suppressed count knows it.
pub(super) fn suppress_equal(
    counts: &mut [Located<Counts>],
    units: &Units,
    before: &[Beside],
    findings: &mut Findings,
) {
    for Beside { estimates, of, shown: before } in before {
        let Some(round) = counts.get(*estimates).map(|of| of.values.round.clone()) else { continue };
        let after = counts_beside(counts, units, &round, of).into_iter().find(|now| now.estimates == *estimates);
        let (Some(after), Some(located)) = (after, counts.get_mut(*estimates)) else { continue };
        let width = located.values.width().max(1);
        let columns = before.len() / (located.values.values.len() / width).max(1);
        let rows = before.chunks(columns.max(1)).zip(after.shown.chunks(columns.max(1)));
        for ((place, estimate), (before, after)) in located.values.values.chunks_mut(width).enumerate().zip(rows) {
            let hidden = |column: &usize| before[*column].reported().is_some() && after[*column] == Value::Suppressed;
            let hidden: Vec<usize> = (0..columns.min(after.len()).min(before.len())).filter(hidden).collect();
            let is_same = |column: &usize| width == columns && estimate[*column] == before[*column];
            let mut same: Vec<usize> = hidden.iter().copied().filter(is_same).collect();
            let window = sum_of_reported(estimate);
            if same.is_empty() && !hidden.is_empty() && window.is_some() && window == sum_of_reported(before) {
                same = (0..width).collect();
            }
            for column in same {
                let message = format!(
                    "shown as suppressed too: the estimate is the number of `{}` that is suppressed there",
                    of.id()
                );
                findings.warning("suppressed_too", located.cells.of(place, column), message);
                estimate[column] = Value::Suppressed;
            }
        }
    }
}

fn both_reported<'v>(estimates: &'v [Value], shown: &'v [Value]) -> impl Iterator<Item = (u64, u64)> + 'v {
    estimates.iter().zip(shown).filter_map(|(estimate, count)| Some((estimate.reported()?, count.reported()?)))
}

/// The places of which both are known; of a flow its whole window.
fn pairs(estimates: &Counts, shown: &[Value]) -> Vec<Pair> {
    let width = estimates.width();
    let sum =
        |values: &[Value]| values.iter().try_fold(0_u64, |sum, value| Some(sum.saturating_add(value.reported()?)));
    let rows = estimates.values.chunks(width).zip(shown.chunks(width)).enumerate();
    let pair = |(place, (estimate, count))| Some(Pair { place, estimate: sum(estimate)?, count: sum(count)? });
    rows.filter_map(pair).collect()
}

/// Notes how many estimates are far from the counts, and the one that is farthest.
fn report_far(
    located: &Located<Counts>,
    group: &PopulationGroup,
    pairs: &[Pair],
    places: Option<&PlaceTable>,
    findings: &mut Findings,
) {
    let difference = |pair: &Pair| pair.estimate.abs_diff(pair.count);
    let is_far = |pair: &&Pair| {
        let (less, more) = (pair.estimate.min(pair.count), pair.estimate.max(pair.count));
        difference(pair) >= FAR_PEOPLE && more >= less.saturating_mul(FAR)
    };
    let far: Vec<&Pair> = pairs.iter().filter(is_far).collect();
    let Some(farthest) = far.iter().max_by_key(|pair| difference(pair)) else { return };
    let Pair { place, estimate, count } = **farthest;
    let message = format!(
        "in {} of {} places the estimate `{}` is {FAR} times the count `{}` or more, or half of it or less; the farthest is `{}`: estimate {estimate}, count {count}",
        far.len(),
        pairs.len(),
        located.values.group.id(),
        group.id(),
        places.map_or("", |places| places.key(place)),
    );
    let at = located.cells.row_of(place).unwrap_or_default();
    findings.note("estimate_far_from_count", at, message);
}

/// The table of some values, without a row.
fn table_of(located: &Located<Counts>) -> Location {
    Location { row: None, ..located.cells.of(0, 0) }
}
