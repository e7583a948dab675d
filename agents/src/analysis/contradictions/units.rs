//! What the unit of a value counts; compares nothing.

use std::collections::BTreeSet;

use crate::language::Language;
use crate::quantities::{Quantity, Unit};

/// The stems of a unit that is a noun.
pub(super) fn unit_stems(language: &Language, quantity: &Quantity) -> BTreeSet<String> {
    language.stems(&quantity.unit.0).into_iter().collect()
}

/// One name for units that count the same: a noun's stem, or the unit itself.
pub(super) fn unit_name(language: &Language, quantity: &Quantity) -> String {
    let unit = quantity.unit.0.as_str();
    // What a year gives is given for a year.
    let unit = quantity.date.as_ref().and_then(|_| unit.strip_suffix(" per year")).unwrap_or(unit);
    match (unit.chars().count() > 2 && unit.chars().all(char::is_alphabetic), language.stems(unit).as_slice())
    {
        (true, [stem]) => stem.clone(),
        _ => unit.to_owned(),
    }
}

/// What the unit says without what it is told for: one of people per day is one of people.
pub(super) fn told_unit(language: &Language, quantity: &Quantity) -> String {
    let told = Unit(quantity.unit.parts().0.to_owned());
    unit_name(language, &Quantity { unit: told, ..quantity.clone() })
}
