//! Whether two values can both be true: rounding, "about", bounds and units of time; looks at no words.

use crate::quantities::{Bound, Quantity};

/// Relative difference that "about" covers.
const ABOUT: f64 = 0.06;
/// Share by which a month may be longer or shorter than the average one.
const MONTHS_VARY: f64 = 0.03;

/// Seconds in a unit of time; months are of no one length.
fn seconds(unit: &str) -> Option<f64> {
    match unit {
        "s" => Some(1.0),
        "days" => Some(86_400.0),
        "months" => Some(2_629_800.0),
        _ => None,
    }
}

/// Whether it is one.
pub(super) fn is_time(unit: &str) -> bool {
    seconds(unit).is_some()
}

/// Whether both values can be true at once.
pub(super) fn compatible(a: &Quantity, b: &Quantity) -> bool {
    let (Some(left), Some(right), true) = (seconds(&a.unit.0), seconds(&b.unit.0), a.unit != b.unit) else {
        return compatible_as_told(a, b);
    };
    let told = |quantity: &Quantity, seconds: f64| {
        let (low, high) = (quantity.low * seconds, quantity.high * seconds);
        Quantity { low, high, rounding: quantity.rounding * seconds + MONTHS_VARY * high, ..quantity.clone() }
    };
    compatible_as_told(&told(a, left), &told(b, right))
}

fn compatible_as_told(a: &Quantity, b: &Quantity) -> bool {
    let about =
        |q: &Quantity| if q.bound == Bound::About { ABOUT * q.low.abs().max(q.high.abs()) } else { 0.0 };
    let slack = a.rounding.max(b.rounding) * 1.000_001 + about(a) + about(b);
    let apart = |q: &Quantity| match q.bound {
        Bound::AtLeast => (q.low - slack, f64::INFINITY),
        Bound::AtMost => (f64::NEG_INFINITY, q.high + slack),
        Bound::Exact | Bound::About => (q.low - slack / 2.0, q.high + slack / 2.0),
    };
    let ((low, high), (other_low, other_high)) = (apart(a), apart(b));
    low <= other_high && other_low <= high
}
