//! The breaks that a method finds between sorted values.

use super::classification::{CLASS_COUNTS, Method};
use super::cuts;
use super::intervals::{self, Intervals};
use super::round_numbers::{nice_break, readable};

/// The breaks between at most `count` classes of sorted values, ascending. A class holds the break below it and not the one above.
///
/// Where only the groups matter, they are the roundest numbers between neighbouring values; where their distances matter, too, they are as exact
/// as that needs. Counts (`is_whole`) have whole ones.
pub(super) fn found_breaks(method: Method, sorted: &[f64], count: usize, is_whole: bool) -> Vec<f64> {
    let (Some(low), Some(high)) = (sorted.first().copied(), sorted.last().copied()) else { return Vec::new() };
    let distinct = 1 + sorted.windows(2).filter(|pair| pair[0] < pair[1]).count();
    // There are no more classes than values to put in them.
    let groups = count.min(distinct);
    if groups < 2 {
        return Vec::new();
    }
    let intervals = match method {
        Method::NaturalBreaks => return between(sorted, cuts::natural_breaks(sorted, groups)),
        Method::Quantile => return between(sorted, cuts::quantiles(sorted, groups)),
        Method::HeadTail => return between(sorted, cuts::head_tail(sorted, groups)),
        Method::EqualInterval => intervals::equal(low, high, groups),
        Method::Pretty => intervals::pretty(low, high, groups, usize::from(*CLASS_COUNTS.end())),
        Method::StandardDeviation => intervals::standard_deviation(sorted, count),
        Method::Manual => Intervals::default(),
    };
    let written =
        |exact: &f64| if is_whole { (exact - 1e-6).ceil() } else { readable(*exact, intervals.width, sorted) };
    let mut breaks: Vec<f64> = intervals.breaks.iter().map(written).collect();
    breaks.dedup();
    breaks
}

/// Whether a method finds groups of values, so that a range that no value lies in is in no class.
pub(super) fn finds_groups(method: Method) -> bool {
    matches!(method, Method::NaturalBreaks | Method::Quantile | Method::HeadTail)
}

/// The roundest breaks between groups of sorted values; each group but the last ends before one of the positions.
fn between(sorted: &[f64], ends: Vec<usize>) -> Vec<f64> {
    let edge = |end: usize| {
        let (below, above) = (sorted.get(end.checked_sub(1)?)?, sorted.get(end)?);
        (below < above).then(|| nice_break(*below, *above))
    };
    ends.into_iter().filter_map(edge).collect()
}
