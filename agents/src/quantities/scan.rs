//! Finds the quantities of a sentence; compares none.

use super::bound::{Bound, bound, is_change};
use super::cues::{LABELS, MANNERS, MOVES, NOT_COUNTED, PLANS};
use super::months::month;
use super::number::{Number, numbers_in};
use super::period::{Date, dates};
use super::row::name_units;
use super::spoken::{Spoken, spoken};
use super::unit::{Unit, currency, of_pair, of_word, rated, scale};
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
}

/// All quantities of a sentence in order; years, dates, section numbers and the like are none.
#[must_use]
pub fn quantities(text: &str) -> Vec<Quantity> {
    let dates = dates(text);
    let spoken: Vec<Spoken> = spoken(text);
    let mut numbers: Vec<Number> = numbers_in(text);
    numbers.extend(spoken.iter().map(|spoken| spoken.number.clone()));
    numbers.sort_by_key(|number| number.start);
    numbers.retain(|number| counts(text, number, &dates));
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
    assign(&mut out, &dates);
    name_units(text, &mut out);
    out
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

/// Unit, factor and end of a number that ends at `end`.
fn unit(text: &str, end: usize, money: Option<&'static str>) -> (String, f64, usize) {
    let (mut word, mut at) = next_word(text, end);
    let (mut factor, mut done) = (1.0, end);
    if let Some(times) = scale(word, money.is_some()) {
        factor = times;
        // "Mio." ends with a mark that ends no sentence.
        done = at + usize::from(text.get(at..).is_some_and(|rest| rest.starts_with(". ")));
        (word, at) = next_word(text, done);
    }
    (word, at) = without_de(text, word, at);
    let (second, after_second) = next_word(text, at);
    let found = money
        .map(|unit| (unit.to_owned(), 1.0, done))
        .or_else(|| of_pair(word, second).map(|(unit, times)| (unit.to_owned(), times, after_second)))
        .or_else(|| known(word, at))
        .or_else(|| counted(word, at, second, after_second));
    let Some((name, times, done)) = found else { return (String::new(), factor, done) };
    let (name, done) = per(text, name, done);
    let (name, rate) = rated(name);
    (name, factor * times * rate, done)
}

/// French and Spanish put a word between a number and what it counts: une trentaine de concerts, 2 millions d'euros.
fn without_de<'t>(text: &'t str, word: &'t str, end: usize) -> (&'t str, usize) {
    let elided = word.strip_prefix("d'").or_else(|| word.strip_prefix("d’"));
    match elided {
        Some(rest) => (rest, end),
        None if word == "de" => next_word(text, end),
        None => (word, end),
    }
}

/// A unit of the table, alone or before `/` or `-`.
fn known(word: &str, end: usize) -> Option<(String, f64, usize)> {
    if word == "°F" {
        return Some(("°F".to_owned(), 1.0 / 1.8, end));
    }
    if let Some((unit, factor)) = of_word(word) {
        return Some((unit.to_owned(), factor, end));
    }
    let (first, rest) = word.split_once(['/', '-'])?;
    let (unit, factor) = of_word(first)?;
    let of = if word.contains('/') { format!(" per {}", rest.to_lowercase()) } else { String::new() };
    Some((format!("{unit}{of}"), factor, end))
}

/// The noun that is counted.
pub(super) fn counted(word: &str, end: usize, second: &str, after: usize) -> Option<(String, f64, usize)> {
    let noun = |word: &str| {
        let lower = word.to_lowercase();
        let letters = lower.chars().count() > 2 && lower.chars().all(|c| c.is_alphabetic() || c == '-');
        letters && !NOT_COUNTED.contains(&lower.as_str())
    };
    if !noun(word) {
        return None;
    }
    let plural = |word: &str| word.ends_with('s') || word == "people";
    let (noun, end) =
        if !plural(word) && plural(second) && noun(second) { (second, after) } else { (word, end) };
    let name = noun.to_lowercase();
    Some((name.strip_suffix('s').filter(|stem| !stem.ends_with('s')).unwrap_or(&name).to_owned(), 1.0, end))
}

/// Adds what the unit is divided by: `per year`, `a year`.
fn per(text: &str, unit: String, end: usize) -> (String, usize) {
    let (word, after) = next_word(text, end);
    let (of, done) = next_word(text, after);
    let time = ["year", "month", "week", "day", "hour", "jahr", "monat", "an", "mois", "año", "mes"];
    let lower = of.to_lowercase();
    match word {
        "per" | "pro" | "par" | "por" if !lower.is_empty() => (format!("{unit} per {lower}"), done),
        "a" | "an" | "each" | "every" if time.contains(&lower.as_str()) => {
            (format!("{unit} per {lower}"), done)
        }
        _ => (unit, end),
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
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let show = |q: Quantity| {
            let range = if q.high == q.low { String::new() } else { format!("..{}", q.high) };
            let date = q.date.map(|date| format!(" @{date}")).unwrap_or_default();
            format!("{}{range} {}{date}", q.low, q.unit)
        };
        quantities(text).into_iter().map(show).collect()
    }

    #[test]
    fn values_get_unit_and_year() {
        assert_eq!(shown("In 2021 the plant produced 340 GWh."), ["340000000 kWh @2021"]);
        assert_eq!(
            shown("It cost €4.2 million in 2019 and $5m in 2020."),
            ["4200000 EUR @2019", "5000000 USD @2020"]
        );
        assert_eq!(shown("In 2019 it had 12 trams, in 2020 15 trams."), ["12 tram @2019", "15 tram @2020"]);
        assert_eq!(shown("A pump lasts 15 to 20 years."), ["180..240 months"]);
        assert_eq!(shown("about 90 to 94 % of the energy"), ["90..94 %"]);
        assert_eq!(
            shown("The city has 1,200 employees, 40 new trams and 3 per cent debt"),
            ["1200 employee", "40 tram", "3 %"]
        );
        assert_eq!(shown("It rose from 10 to 15 GWh"), ["10000000 kWh", "15000000 kWh"]);
        assert_eq!(shown("uses 250 litres per day at 68 °F"), ["250 l per day", "20 °C"]);
        assert_eq!(shown("Im Jahr 2020 kostete das 12,5 Mio. Euro"), ["12500000 EUR @2020"]);
    }

    #[test]
    fn names_and_dates_are_no_quantities() {
        assert!(shown("See section 4 and table 2 of 12 March 2021.").is_empty());
    }

    #[test]
    fn how_exact_and_which_kind_is_seen() {
        let first = |text: &str| quantities(text).remove(0);
        assert_eq!(first("about 30 kWh").bound, Bound::About);
        assert_eq!(first("at least 30 kWh").bound, Bound::AtLeast);
        assert_eq!(first("up to 30 kWh").bound, Bound::AtMost);
        assert!(first("It rose by about 30 %").change && !first("It is 30 %").change);
        assert!(first("It is expected to be 30 %").planned && first("The planned plant gives 3 GWh").planned);
        assert!(!first("A badly planned system uses 30 % more").planned);
    }
}
