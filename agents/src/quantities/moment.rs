//! Times that come back: of the day, of the year, of the week; knows no years.

use super::bound::Bound;
use super::calendar;
use super::clock;
use super::period::Date;
use super::scan::Quantity;
use super::unit::Unit;

/// Units of such times: minutes after midnight, days after the last of December, days after Sunday.
pub(crate) const CLOCK: &str = "time of day";
pub(crate) const DAY: &str = "day of the year";
pub(crate) const WEEKDAY: &str = "weekday";

/// Which kind of time it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A time of day.
    Clock {
        /// Whether it may be twelve hours later: told on a dial of twelve hours, without its half of the day.
        either: bool,
        /// Whether it is told from one time to another.
        range: bool,
    },
    /// A day, a month or a season of any year.
    Day {
        /// Whether it is told from one to another.
        range: bool,
    },
    /// A day of the week.
    Weekday,
}

/// A time with its place, before it is a quantity.
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) bound: Bound,
    pub(super) moment: Moment,
}

/// The month and the day of the month of a day of a leap year, counted from the last of December.
pub(crate) fn month_and_day(day: f64) -> Option<(u8, u8)> {
    let ends = (1_u8..).zip(calendar::ENDS.windows(2));
    ends.into_iter().find_map(|(month, ends)| {
        let [before, last] = ends else { return None };
        let of_month =
            (1..=last - before).find(|of_month| (f64::from(before + of_month) - day).abs() < 0.5)?;
        Some((month, u8::try_from(of_month).ok()?))
    })
}

/// All times of the text that come back, but those within dates.
pub(super) fn moments(text: &str, dates: &[Date]) -> Vec<Quantity> {
    let mut found = clock::clocks(text);
    let apart = |own: &Found, start: usize, end: usize| own.end <= start || end <= own.start;
    let mut rest = calendar::days(text);
    rest.retain(|day| found.iter().all(|clock| apart(day, clock.start, clock.end)));
    found.extend(rest);
    found.retain(|own| dates.iter().all(|date| apart(own, date.start, date.end)));
    found.into_iter().map(quantity).collect()
}

fn quantity(found: Found) -> Quantity {
    let unit = match found.moment {
        Moment::Clock { .. } => CLOCK,
        Moment::Day { .. } => DAY,
        Moment::Weekday => WEEKDAY,
    };
    Quantity {
        start: found.start,
        end: found.end,
        low: found.low,
        high: found.high,
        rounding: 0.0,
        unit: Unit(unit.to_owned()),
        bound: found.bound,
        change: false,
        planned: false,
        date: None,
        pace: None,
        moment: Some(found.moment),
    }
}
