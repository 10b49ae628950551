//! A scale: the classes of a pool of values, that of one map or of several, before the units of a map are counted in them.

use geodata::figures::{Normalisation, rounded};

use super::breaks::{finds_groups, found_breaks};
use super::change;
use super::class::{Class, ClassKind, Classes};
use super::classification::{Breaks, Classification};
use super::precision::{ClassRange, decimals_needed};
use super::round_numbers::{Outward, decimals_of, outward};

/// The classes of some values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scale {
    classes: Vec<Class>,
    decimals: usize,
    largest: Option<f64>,
}

impl Scale {
    /// Divides values, as they are published: with four decimals. Others than finite ones are left out.
    pub fn new(values: &[f64], classification: &Classification, per: Normalisation) -> Self {
        let sorted = published(values);
        let classes = match per {
            Normalisation::Change => change::classes(&sorted, classification),
            _ => amounts(&sorted, classification, per == Normalisation::None),
        };
        let decimals = decimals_needed(&with_ends(&classes, &sorted));
        Self { classes, decimals, largest: sorted.last().copied() }
    }

    /// The largest of the values.
    pub fn largest(&self) -> Option<f64> {
        self.largest
    }

    /// How many bytes it takes.
    pub(super) fn memory(&self) -> usize {
        size_of::<Self>() + self.classes.len() * size_of::<Class>()
    }

    /// The classes with the units that have these values, which are some of those that were divided. Zeros have no class where there are none; neither
    /// have the largest changes, up or down.
    pub fn classes(&self, shown: &[f64]) -> Classes {
        let sorted = published(shown);
        let count =
            |class: &Class| Class { units: sorted.iter().filter(|value| class.holds(**value)).count(), ..*class };
        let mut classes: Vec<Class> = self.classes.iter().map(count).collect();
        classes.retain(|class| class.units > 0 || class.kind != ClassKind::Zero);
        if classes.iter().any(|class| class.kind == ClassKind::Neutral) {
            let is_seen = |class: &Class| class.units > 0 || class.kind == ClassKind::Neutral;
            let first = classes.iter().position(is_seen).unwrap_or_default();
            let last = classes.iter().rposition(is_seen).unwrap_or_default();
            classes = classes.get(first..=last).unwrap_or_default().to_vec();
        }
        Classes { classes, decimals: self.decimals }
    }
}

/// Divides the values of one map into classes.
pub fn classify(values: &[f64], classification: &Classification, per: Normalisation) -> Classes {
    Scale::new(values, classification, per).classes(values)
}

/// Above this size a number that is rounded to four decimals and rounded again may change.
const LARGEST_ROUNDED: f64 = 1e11;

/// Finite values as they are published, ascending.
fn published(values: &[f64]) -> Vec<f64> {
    let published = |value: f64| if value.abs() < LARGEST_ROUNDED { rounded(value) } else { value };
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).map(published).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted
}

/// The classes that have values, with the outermost of these.
fn with_ends(classes: &[Class], sorted: &[f64]) -> Vec<ClassRange> {
    let with_ends = |class: &Class| {
        let (first, last) = sorted.iter().fold((None, None), |(first, last), value| {
            if class.holds(*value) { (first.or(Some(*value)), Some(*value)) } else { (first, last) }
        });
        Some((*class, [first?, last?]))
    };
    classes.iter().filter_map(with_ends).collect()
}

/// The classes of amounts: zeros for themselves, and none of them on both sides of zero.
fn amounts(sorted: &[f64], classification: &Classification, is_whole: bool) -> Vec<Class> {
    let others: Vec<f64> = sorted.iter().copied().filter(|value| *value != 0.0).collect();
    let below = others.partition_point(|value| *value < 0.0);
    let mut breaks = match classification.breaks() {
        // No count lies between two whole numbers.
        Breaks::Given(given) if is_whole => given.iter().map(|at| at.ceil()).collect(),
        Breaks::Given(given) => given.clone(),
        Breaks::Own | Breaks::Shared => {
            found_breaks(classification.method(), &others, usize::from(classification.classes()), is_whole)
        }
    };
    breaks.dedup();
    if below == 0 {
        // They part nothing: amounts are not negative.
        breaks.retain(|at| *at > 0.0);
    } else if (below < others.len() || breaks.last().is_some_and(|at| *at > 0.0)) && !breaks.contains(&0.0) {
        breaks.insert(breaks.partition_point(|at| *at < 0.0), 0.0);
    }
    let mut classes = ranges(&others, &breaks, finds_groups(classification.method()));
    if others.len() < sorted.len() {
        let at = classes.iter().take_while(|class| class.high <= 0.0).count();
        let steps = classes.first().map_or(0, |class| class.steps);
        classes.insert(at, Class::of_value(ClassKind::Zero, 0.0, (0, steps)));
    }
    classes
}

/// The ranges between breaks, but for those at the ends that no value lies in. `groups`: a class of one value is that value alone.
fn ranges(sorted: &[f64], breaks: &[f64], groups: bool) -> Vec<Class> {
    let decimals = breaks.iter().copied().map(decimals_of).max().unwrap_or_default();
    let is_one_value = sorted.first() == sorted.last();
    let steps = u8::try_from(breaks.len() + 1).unwrap_or(u8::MAX);
    let range = |at: usize| {
        let from = at.checked_sub(1).and_then(|at| breaks.get(at).copied());
        let to = breaks.get(at).copied();
        let start = from.map_or(0, |from| sorted.partition_point(|value| *value < from));
        let end = to.map_or(sorted.len(), |to| sorted.partition_point(|value| *value < to));
        let values = sorted.get(start..end).unwrap_or_default();
        // At the ends of what there is.
        if values.is_empty() && (start == 0 || end == sorted.len()) {
            return None;
        }
        let position = (i8::try_from(at + 1).unwrap_or(i8::MAX), steps);
        if let (Some(first), Some(last)) = (values.first(), values.last())
            && first >= last
            && (groups || is_one_value)
        {
            return Some(Class::of_value(ClassKind::Range, *first, position));
        }
        // A range that begins at zero does not hold it.
        let low = from.filter(|from| *from != 0.0).or_else(|| Some(outward(*values.first()?, decimals, Outward::Down)));
        let high = to.or_else(|| Some(outward(*values.last()?, decimals, Outward::Up)));
        let (step, steps) = position;
        Some(Class {
            kind: ClassKind::Range,
            low: low?,
            high: high?,
            holds_low: true,
            holds_high: to.is_none(),
            units: 0,
            step,
            steps,
        })
    };
    (0..=breaks.len()).filter_map(range).collect()
}
