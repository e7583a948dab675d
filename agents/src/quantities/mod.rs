//! Quantities and dates in a sentence: value, unit, year and how exact they claim to be; judges no statement.

mod bound;
mod calendar;
mod clock;
mod cues;
mod edge;
mod era;
mod measure;
mod moment;
mod months;
mod number;
mod period;
mod rate;
mod row;
mod scan;
mod spoken;
mod unit;
mod words;

pub use bound::Bound;
pub use edge::Edge;
pub use moment::Moment;
pub(crate) use moment::{CLOCK, DAY, WEEKDAY, month_and_day};
pub(crate) use months::months;
pub use number::{Number, numbers_in};
pub use period::{Date, dates};
pub use row::{Cell, cells};
pub use scan::{Quantity, quantities};
pub(crate) use spoken::number_of;
pub use unit::Unit;
pub(crate) use unit::{names_time, of_word};
