//! Quantities and dates in a sentence: value, unit, year and how exact they claim to be; judges no statement.

mod cues;
mod number;
mod period;
mod row;
mod scan;
mod spoken;
mod unit;
mod words;

pub use number::{Number, numbers_in};
pub use period::{Date, dates};
pub use row::{Cell, cells};
pub use scan::{Bound, Quantity, quantities};
pub use unit::Unit;
