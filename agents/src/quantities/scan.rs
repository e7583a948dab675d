//! Finds the quantities of a sentence; compares none.

use super::bound::{Bound, bound, is_change};
use super::cues::{LABELS, MANNERS, MOVES, PLANS};
use super::measure::unit;
use super::moment::{Moment, moments};
use super::months::month;
use super::number::{Number, numbers_in};
use super::period::{Date, dates};
use super::rate::spread;
use super::row::name_units;
use super::spoken::{Spoken, spoken};
use super::unit::{Unit, currency};
use super::words::{has_word, has_word_without, next_word, words_before};

/// A value with its unit and time.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// First byte of the number or of the currency before it.
    pub start: usize,
    /// Byte after the unit.
    pub end: usize,
    /// In `unit`; the lower end of a range.
    pub low: f64,
    /// In `unit`; the upper end of a range, else `low`.
    pub high: f64,
    /// Half of the last digit given, in `unit`: a value that differs by less is the same one, rounded.
    pub rounding: f64,
    /// In the form to which all of its kind are brought; a noun for counted things; empty for a bare number.
    pub unit: Unit,
    /// How exact.
    pub bound: Bound,
    /// Whether it is a difference and not a level.
    pub change: bool,
    /// Whether the sentence speaks of a plan or guess.
    pub planned: bool,
    /// The time that it is given for.
    pub date: Option<Date>,
    /// The time by which the sentence divides it elsewhere than beside it: `Each month, 20 boats leave`.
    pub pace: Option<&'static str>,
    /// Of a time of day, a day of the year or of the week: which of them it is. Such a quantity is no amount.
    pub moment: Option<Moment>,
}

/// All quantities of a sentence in order; years, dates, section numbers and the like are none.
#[must_use]
pub fn quantities(text: &str) -> Vec<Quantity> {
    let dates = dates(text);
    let spoken: Vec<Spoken> = spoken(text);
    let mut numbers: Vec<Number> = numbers_in(text);
    numbers.extend(spoken.iter().map(|spoken| spoken.number.clone()));
    numbers.sort_by_key(|number| number.start);
    let moments = moments(text, &dates);
    numbers.retain(|number| {
        counts(text, number, &dates) && !is_code(text, number) && !is_part(number, &moments, &spoken)
    });
    let planned = has_word_without(text, PLANS, MANNERS);
    let mut out: Vec<Quantity> = Vec::new();
    let mut rest = numbers.iter().peekable();
    while let Some(number) = rest.next() {
        let upper = rest.next_if(|next| joins(text, number, next));
        out.push(quantity(text, number, upper, planned));
    }
    // In "from 10 to 15 GWh" the first number has the unit of the second.
    let last_units: Vec<(Unit, f64)> =
        out.iter().skip(1).map(|next| (next.unit.clone(), scale_of(next, text))).collect();
    for (own, (unit, factor)) in out.iter_mut().zip(last_units) {
        if own.unit.0.is_empty() && next_word(text, own.end).0 == "to" {
            own.unit = unit;
            (own.low, own.high, own.rounding) = (own.low * factor, own.high * factor, own.rounding * factor);
        }
    }
    for own in &mut out {
        say(own, &spoken);
    }
    out.extend(moments);
    out.sort_by_key(|own| own.start);
    assign(&mut out, &dates);
    spread(text, &mut out);
    name_units(text, &mut out);
    out
}

/// Whether the number belongs to a time that comes back, or to a share: three in ten is one number.
fn is_part(number: &Number, moments: &[Quantity], spoken: &[Spoken]) -> bool {
    let within = |start: usize, end: usize| start <= number.start && number.end <= end;
    let share = |share: &Spoken| {
        share.share && share.number != *number && within(share.number.start, share.number.end)
    };
    moments.iter().any(|own| within(own.start, own.end)) || spoken.iter().any(share)
}

/// Makes a share in words a percentage, and what words say roughly no exact value.
fn say(own: &mut Quantity, spoken: &[Spoken]) {
    let Some(words) = spoken.iter().find(|words| words.number.start == own.start) else { return };
    if words.share {
        (own.low, own.high, own.unit) = (words.number.value, words.number.value, Unit("%".to_owned()));
        (own.end, own.rounding) = (words.number.end, 0.5);
    }
    if words.about && own.bound == Bound::Exact {
        own.bound = Bound::About;
    }
}

/// What the number of a quantity was multiplied with to bring it to its unit.
fn scale_of(quantity: &Quantity, text: &str) -> f64 {
    let own = text.get(quantity.start..quantity.end).map(numbers_in).unwrap_or_default();
    own.first().filter(|number| number.value != 0.0).map_or(1.0, |number| quantity.low / number.value)
}

/// Whether the number is a quantity at all.
fn counts(text: &str, number: &Number, dates: &[Date]) -> bool {
    let in_date = dates.iter().any(|date| date.start < number.end && number.start < date.end);
    let before = words_before(text, number.start, 1);
    let last = before.first().copied().unwrap_or_default();
    let of_month =
        month(next_word(text, number.end).0).is_some() || month(last).is_some() && number.value <= 31.0;
    let label = LABELS.contains(&last.trim_end_matches('.').to_lowercase().as_str());
    !(in_date || of_month || label)
}

/// Whether letters around the number make a name of it: `SC-40`, `23B`.
fn is_code(text: &str, number: &Number) -> bool {
    let head = text.get(..number.start).unwrap_or_default();
    let named = head.strip_suffix('-').is_some_and(|head| head.ends_with(char::is_uppercase));
    let mut tail = text.get(number.end..).unwrap_or_default().chars();
    let lettered =
        tail.next().is_some_and(char::is_uppercase) && !tail.next().is_some_and(char::is_lowercase);
    named || lettered && unit(text, number.end, None) == (String::new(), 1.0, number.end)
}

/// Whether two numbers are the ends of a range.
fn joins(text: &str, first: &Number, second: &Number) -> bool {
    let before = words_before(text, first.start, 1);
    let last = before.first().map(|word| word.to_lowercase()).unwrap_or_default();
    match text.get(first.end..second.start).map(str::trim) {
        Some("–" | "-" | "‑" | "—" | "%–" | "% –") => true,
        Some("to" | "bis" | "à" | "a" | "% to") => !(last == "from" && has_word(text, MOVES)),
        Some("and" | "und" | "et" | "y") => ["between", "zwischen", "entre"].contains(&last.as_str()),
        Some(_) | None => false,
    }
}

fn quantity(text: &str, number: &Number, upper: Option<&Number>, planned: bool) -> Quantity {
    let last = upper.unwrap_or(number);
    let (money, start) = money(text, number.start);
    let (unit, factor, end) = unit(text, last.end, money);
    let value = |number: &Number| match unit.as_str() {
        "°F" => (number.value - 32.0) / 1.8,
        _ => number.value * factor,
    };
    let digits = i32::try_from(number.decimals).unwrap_or_default();
    let (low, high) = (value(number), value(last));
    Quantity {
        start,
        end,
        low: low.min(high),
        high: low.max(high),
        rounding: 0.5 * 10_f64.powi(-digits) * factor,
        bound: bound(text, start),
        change: is_change(text, start),
        planned,
        date: None,
        pace: None,
        moment: None,
        unit: Unit(if unit == "°F" { "°C".to_owned() } else { unit }),
    }
}

/// The currency before a number and where it starts.
fn money(text: &str, start: usize) -> (Option<&'static str>, usize) {
    let head = text.get(..start).unwrap_or_default();
    let trimmed = head.trim_end();
    let from = trimmed.rfind([' ', '(', '\u{a0}', '\n', '–']).map_or(0, |at| {
        at + trimmed.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
    });
    match trimmed.get(from..).and_then(currency) {
        Some(unit) => (Some(unit), from),
        None => (None, start),
    }
}

/// Gives each quantity its time: the only one of the sentence, else the one before it if the sentence starts with a
/// time, else the one after it.
fn assign(quantities: &mut [Quantity], dates: &[Date]) {
    let leads = dates.first().zip(quantities.first()).is_some_and(|(date, first)| date.start < first.start);
    for quantity in quantities {
        let own = match dates {
            [only] => Some(only),
            _ if leads => dates.iter().rev().find(|date| date.end <= quantity.start),
            _ => dates.iter().find(|date| date.start >= quantity.end).or(dates.last()),
        };
        quantity.date = own.cloned();
    }
}

#[cfg(test)]
mod tests;
