//! Shares, rates and changes. Each gives the value, and why there is none where numbers are there and still no answer.

use super::Undefined;
use crate::model::Value;

type Normalised = (Value<f64>, Option<Undefined>);

/// Per cent of a whole.
pub(super) fn share(part: Value, whole: Value) -> Normalised {
    match (part, whole) {
        (Value::Suppressed, _) | (_, Value::Suppressed) => (Value::Suppressed, None),
        (Value::Reported(part), Value::Reported(whole)) => ratio(100.0 * part as f64, whole),
        _ => (Value::NoData, None),
    }
}

/// A count per thousand of a base.
pub(super) fn per_thousand(count: Value, base: Option<u64>) -> Normalised {
    match (count, base) {
        (Value::Suppressed, _) => (Value::Suppressed, None),
        (Value::Reported(count), Some(base)) => ratio(1000.0 * count as f64, base),
        _ => (Value::NoData, None),
    }
}

/// Per cent more than before.
pub(super) fn change(before: Value, after: Value) -> Normalised {
    match (before, after) {
        (Value::Suppressed, _) | (_, Value::Suppressed) => (Value::Suppressed, None),
        (Value::Reported(before), Value::Reported(after)) => ratio(100.0 * (after as f64 - before as f64), before),
        _ => (Value::NoData, None),
    }
}

fn ratio(numerator: f64, base: u64) -> Normalised {
    if base == 0 {
        (Value::NoData, Some(Undefined::ZeroBase))
    } else {
        (Value::Reported(numerator / base as f64), None)
    }
}
