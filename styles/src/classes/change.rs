//! Classes of changes: the same on both sides of zero, with a neutral class between.
//!
//! ```text
//! −57 −12 −7 −1 0 3 9 60 244   −90 … −5 | −5 … +5 | +5 … +90 | +90 … +244
//! ```
//!
//! So much growth and so much decline have the same distance from the neutral class, whatever else there is.

use super::breaks::found_breaks;
use super::class::{Class, ClassKind};
use super::classification::{Breaks, Classification};
use super::round_numbers::{Outward, decimals_of, nice_break, outward};

/// The widest that a neutral class reaches, in per cent. Beyond that a change is one, whatever others there are.
const WIDEST_NEUTRAL: f64 = 5.0;

/// The classes of sorted changes.
pub(super) fn classes(sorted: &[f64], classification: &Classification) -> Vec<Class> {
    let (Some(first), Some(last)) = (sorted.first().copied(), sorted.last().copied()) else { return Vec::new() };
    let breaks = match classification.breaks() {
        Breaks::Given(given) => given.iter().copied().filter(|at| *at > 0.0).collect(),
        Breaks::Own | Breaks::Shared => mirrored_breaks(sorted, classification),
    };
    let steps = u8::try_from(breaks.len()).unwrap_or(u8::MAX);
    if first >= last {
        let side = i8::try_from(breaks.iter().filter(|at| **at <= first.abs()).count()).unwrap_or(i8::MAX);
        let kind = if side == 0 { ClassKind::Neutral } else { ClassKind::Range };
        return vec![Class::of_value(kind, first, (if first < 0.0 { -side } else { side }, steps))];
    }
    let decimals = breaks.iter().copied().map(decimals_of).max().unwrap_or_default();
    let (least, most) = (outward(first, decimals, Outward::Down), outward(last, decimals, Outward::Up));
    let below = (0..breaks.len()).rev().filter_map(|at| {
        let (to, from) = (-breaks.get(at)?, breaks.get(at + 1).map(|at| -at));
        // Nothing declined as much.
        let low = from.or_else(|| (first <= to).then_some(least))?;
        Some((ClassKind::Range, [low, to], [from.is_none(), true], -step(at)))
    });
    let above = (0..breaks.len()).filter_map(|at| {
        let (from, to) = (*breaks.get(at)?, breaks.get(at + 1).copied());
        let high = to.or_else(|| (last >= from).then_some(most))?;
        Some((ClassKind::Range, [from, high], [true, to.is_none()], step(at)))
    });
    let neutral = breaks.first().map(|at| (ClassKind::Neutral, [-at, *at], [false, false], 0));
    let class = |(kind, [low, high], [holds_low, holds_high], step): (_, [f64; 2], [bool; 2], _)| Class {
        kind,
        low,
        high,
        holds_low,
        holds_high,
        units: 0,
        step,
        steps,
    };
    below.chain(neutral).chain(above).map(class).collect()
}

/// The distance from the neutral class of the range that begins at a break.
fn step(at: usize) -> i8 {
    i8::try_from(at + 1).unwrap_or(i8::MAX)
}

/// The breaks above zero, which stand below it, too.
fn mirrored_breaks(sorted: &[f64], classification: &Classification) -> Vec<f64> {
    let mut sizes: Vec<f64> = sorted.iter().map(|value| value.abs()).filter(|size| *size > 0.0).collect();
    sizes.sort_unstable_by(f64::total_cmp);
    let Some(median) = sizes.get(sizes.len() / 2) else { return Vec::new() };
    // What is small beside the usual change.
    let widest = (median / 4.0).min(WIDEST_NEUTRAL);
    let neutral = nice_break(widest / 2.0, widest);
    let changed = sizes.get(sizes.partition_point(|size| *size < neutral)..).unwrap_or_default();
    // The neutral class is one of an odd number.
    let of_side = usize::from(classification.classes() / 2);
    let found = found_breaks(classification.method(), changed, of_side, false);
    std::iter::once(neutral).chain(found.into_iter().filter(|at| *at > neutral).take(of_side - 1)).collect()
}
