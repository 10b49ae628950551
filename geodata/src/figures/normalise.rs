//! Shares, rates and changes of two counts, with the reason where there is none although both counts are known.
//!
//! A share of zero is not applicable, unless the zero is incomplete: then the result is no data.

use super::UndefinedReason;
use crate::model::Value;

type Normalised = (Value<f64>, Option<UndefinedReason>);

/// What a count is divided by, or compared with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Base {
    pub value: Value,
    /// Whether all numbers that it sums up are known. If not, a zero does not prove that there is nobody.
    pub is_complete: bool,
    /// The reason given where the base is zero.
    pub nobody: UndefinedReason,
}

/// Per cent of a whole.
pub(super) fn share(part: Value, whole: Base) -> Normalised {
    ratio(part, whole, |part, whole| 100.0 * part / whole)
}

/// A count per thousand of a base.
pub(super) fn per_thousand(count: Value, base: Base) -> Normalised {
    ratio(count, base, |count, base| 1000.0 * count / base)
}

/// Per cent more than before.
pub(super) fn change(before: Base, after: Value) -> Normalised {
    ratio(after, before, |after, before| 100.0 * (after - before) / before)
}

fn ratio(count: Value, base: Base, value: impl Fn(f64, f64) -> f64) -> Normalised {
    match (count, base.value) {
        (Value::Suppressed, _) | (_, Value::Suppressed) => (Value::Suppressed, None),
        (Value::Reported(_), Value::Reported(0)) if base.is_complete => (Value::NotApplicable, Some(base.nobody)),
        (Value::Reported(_), Value::Reported(0)) => (Value::NoData, None),
        (Value::Reported(count), Value::Reported(base)) => (Value::Reported(value(count as f64, base as f64)), None),
        _ => (Value::NoData, None),
    }
}
