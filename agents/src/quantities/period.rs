//! Years, months and days that a sentence names; knows nothing of what happened then.

use serde::{Deserialize, Serialize};

use super::cues::{BEFORE_YEAR, NOT_COUNTED};
use super::edge::{Edge, edge};
use super::era::eras;
use super::months::month;
use super::number::{Number, is_continental, numbers_in};
use super::words::{next_word, words_before};

/// A date or a span of years, with its place in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Date {
    /// The year, or the first of a span.
    pub year: i32,
    /// The last year of a span, else the same year.
    pub until: i32,
    /// 1 to 12.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<u8>,
    /// 1 to 31.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<u8>,
    /// 1 to 4.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quarter: Option<u8>,
    /// Whether it is that time, or an open span before or after it.
    #[serde(skip)]
    pub edge: Edge,
    /// First byte.
    #[serde(skip)]
    pub start: usize,
    /// Byte after the last.
    #[serde(skip)]
    pub end: usize,
}

/// Before a year that is no year of our time: without such a word it is a number.
const BEFORE_EARLY: [&str; 12] =
    ["in", "since", "anno", "jahr", "jahre", "en", "depuis", "desde", "seit", "année", "año", "year"];

impl Date {
    /// The first and the last year in which it can lie.
    #[must_use]
    pub fn years(&self) -> (i32, i32) {
        match self.edge {
            Edge::At => (self.year, self.until),
            Edge::Before if self.month.is_none() => (i32::MIN, self.year - 1),
            Edge::Before | Edge::Until => (i32::MIN, self.until),
            Edge::After if self.month.is_none() => (self.until + 1, i32::MAX),
            Edge::After | Edge::From => (self.year, i32::MAX),
        }
    }

    /// Whether both name the same time, wherever they stand.
    #[must_use]
    pub fn same_time(&self, other: &Self) -> bool {
        self.key() == other.key()
    }

    /// Whether it is a year as a whole, and no more than one.
    #[must_use]
    pub fn is_year(&self) -> bool {
        self.year == self.until && self.month.is_none() && self.quarter.is_none()
    }

    fn key(&self) -> (i32, i32, Option<u8>, Option<u8>, Option<u8>) {
        (self.year, self.until, self.quarter, self.month, self.day)
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.year)?;
        if self.until != self.year {
            return write!(f, "–{}", self.until);
        }
        match (self.quarter, self.month, self.day) {
            (Some(quarter), ..) => write!(f, " Q{quarter}"),
            (None, Some(month), None) => write!(f, "-{month:02}"),
            (None, Some(month), Some(day)) => write!(f, "-{month:02}-{day:02}"),
            (None, None, _) => Ok(()),
        }
    }
}

/// All dates of the text in order. A number of four digits is a year only where one is expected.
#[must_use]
pub fn dates(text: &str) -> Vec<Date> {
    let mut out = pointed(text);
    out.extend(eras(text));
    for number in numbers_in(text) {
        let inside = out.iter().any(|date: &Date| date.start <= number.start && number.end <= date.end);
        if !inside && let Some(date) = year(text, &number) {
            out.push(date);
        }
    }
    out.sort_by_key(|date| date.start);
    let mut out = spans(text, out);
    for date in &mut out {
        date.edge = edge(text, date.start);
    }
    out
}

/// Dates as `12.03.2021`, `2021-03-12` and `2021-03`.
fn pointed(text: &str) -> Vec<Date> {
    let digits = |c: char| c.is_ascii_digit();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(digits)) {
        let start = at + found;
        let rest = text.get(start..).unwrap_or_default();
        let length = rest.find(|c: char| !(digits(c) || matches!(c, '.' | '-' | '/'))).unwrap_or(rest.len());
        let written = rest.get(..length).unwrap_or_default().trim_end_matches(['.', '-', '/']);
        at = start + length.max(1);
        let parts: Vec<&str> = written.split(['.', '-', '/']).collect();
        if let ([year, month], true) = (parts.as_slice(), written.contains('-')) {
            out.extend(year_and_month(year, month, start));
            continue;
        }
        let [first, second, third] = parts.as_slice() else { continue };
        let (year, day) = if first.len() == 4 { (*first, *third) } else { (*third, *first) };
        let (Ok(year), Ok(month), Ok(day)) = (year.parse::<i32>(), second.parse::<u8>(), day.parse::<u8>())
        else {
            continue;
        };
        if plausible(year) && (1..=12).contains(&month) && (1..=31).contains(&day) {
            let end = start + written.len();
            out.push(Date {
                year,
                until: year,
                month: Some(month),
                day: Some(day),
                start,
                end,
                ..Date::default()
            });
        }
    }
    out
}

/// `2021-03`, which starts at `start`.
fn year_and_month(year: &str, month: &str, start: usize) -> Option<Date> {
    let of_two = |text: &str| (text.len() == 2).then(|| text.parse::<u8>().ok()).flatten();
    let month = of_two(month).filter(|month| (1..=12).contains(month))?;
    let end = start + year.len() + 1 + 2;
    let year = year.parse::<i32>().ok().filter(|year| plausible(*year))?;
    Some(Date { year, until: year, month: Some(month), start, end, ..Date::default() })
}

fn plausible(year: i32) -> bool {
    (1800..2100).contains(&year)
}

/// The whole number that the value is; `None` for anything else.
#[expect(clippy::cast_possible_truncation, reason = "checked to be a small whole number")]
pub(super) fn whole(value: f64) -> Option<i32> {
    (value.fract() == 0.0 && value.abs() < 100_000.0).then_some(value as i32)
}

fn year(text: &str, number: &Number) -> Option<Date> {
    let year = whole(number.value).filter(|_| !number.marked && number.end - number.start == 4)?;
    if !plausible(year) {
        return early(text, number, year);
    }
    let before = words_before(text, number.start, 3);
    let (next, _) = next_word(text, number.end);
    let unit = super::unit::of_word(next).is_some() || super::unit::scale(next, false).is_some();
    let last = before.first().copied().unwrap_or_default();
    let after = text.get(number.end..).unwrap_or_default();
    let function = NOT_COUNTED.contains(&next.to_lowercase().as_str());
    let closes = next.is_empty()
        || function
        || is_continental(text) && next.starts_with(char::is_lowercase)
        || after.starts_with(['.', ',', ';', ':', ')', '–', '/', '?', '!', '’', '\'']);
    let opens = number.start == 0 || text.get(..number.start).is_some_and(|t| t.ends_with(['(', '–', '/']));
    let of_month = before.iter().take(2).any(|word| month(word).is_some());
    let expected = of_month || BEFORE_YEAR.contains(&last.to_lowercase().as_str());
    let money = super::unit::currency(last).is_some() || text.get(..number.start)?.ends_with(['$', '€', '£']);
    if unit || money || !(closes || opens || expected) {
        return None;
    }
    Some(with_month(year, number, &before, text))
}

/// A year before our time, which is one only in brackets behind a name, or after a word for a year and before nothing that it could count.
fn early(text: &str, number: &Number, year: i32) -> Option<Date> {
    let before = words_before(text, number.start, 3);
    let next = next_word(text, number.end).0;
    let last = before.first().map(|word| word.to_lowercase())?;
    let (head, tail) = (text.get(..number.start)?, text.get(number.end..)?);
    let behind_name = before.first()?.starts_with(char::is_uppercase);
    let bracketed = head.ends_with('(') && tail.starts_with(')') && behind_name;
    let of = matches!(next, "of" | "de" | "per" | "times" | "o" | "or" | "oder");
    // A sentence begins: in 1237 Batu Khan came. German counts what has a capital.
    let german = is_continental(text) && !["en", "depuis", "desde"].contains(&last.as_str());
    let opens = head.trim().eq_ignore_ascii_case(&last);
    let name =
        next.starts_with(char::is_uppercase) && opens && !german && super::unit::of_word(next).is_none();
    let function = NOT_COUNTED.contains(&next.to_lowercase().as_str())
        || matches!(next, "during" | "während" | "durante" | "pendant");
    let free = next.is_empty() || name || !of && function;
    let as_early = last == "as" && before.get(1).is_some_and(|word| ["early", "late"].contains(word));
    let named = BEFORE_EARLY.contains(&last.as_str()) || month(before.first()?).is_some() || as_early;
    let told = (1000..1800).contains(&year) && (bracketed || named && free);
    told.then(|| with_month(year, number, &before, text))
}

/// Adds the month, day or quarter that stands before the year.
fn with_month(year: i32, number: &Number, before: &[&str], text: &str) -> Date {
    let mut date = Date { year, until: year, start: number.start, end: number.end, ..Date::default() };
    let day = |word: &str| {
        let digits = word.trim_end_matches(['.', ',', 't', 'h', 's', 'd', 'n', 'r']);
        digits.parse::<u8>().ok().filter(|day| (1..=31).contains(day))
    };
    let word = |back: usize| before.get(back).copied().unwrap_or_default();
    let skip = if matches!(word(0), "de" | "of") { 1 } else { 0 };
    if let Some(found) = month(word(skip)) {
        date.month = Some(found);
        date.day = day(word(skip + 1));
    } else if let (Some(found), Some(of)) = (month(word(1)), day(word(0))) {
        date.month = Some(found);
        date.day = Some(of);
    }
    date.quarter = match word(0) {
        "Q1" => Some(1),
        "Q2" => Some(2),
        "Q3" => Some(3),
        "Q4" => Some(4),
        _ => None,
    };
    let used = usize::from(date.month.is_some())
        + usize::from(date.day.is_some())
        + usize::from(date.quarter.is_some());
    for word in before.iter().take(if used == 0 { 0 } else { used + skip }) {
        date.start = text.get(..date.start).and_then(|head| head.rfind(word)).unwrap_or(date.start);
    }
    date
}

/// Joins `2019 to 2021` into one span.
fn spans(text: &str, dates: Vec<Date>) -> Vec<Date> {
    let mut out: Vec<Date> = Vec::new();
    for date in dates {
        let joined = out.last().and_then(|last| text.get(last.end..date.start)).map(str::trim);
        let span = joined
            .is_some_and(|between| matches!(between, "to" | "–" | "-" | "until" | "bis" | "and" | "à" | "a"));
        match out.last_mut() {
            Some(last) if span && last.year < date.year && last.month.is_none() && date.month.is_none() => {
                last.until = date.year;
                last.end = date.end;
            }
            _ => out.push(date),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        dates(text).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn years_months_days_and_spans_are_read() {
        assert_eq!(shown("It opened on 12 March 2021 and closed in May 2022."), ["2021-03-12", "2022-05"]);
        assert_eq!(
            shown("Between 2019 and 2021 it grew; on March 5, 2023 it ended."),
            ["2019–2021", "2023-03-05"]
        );
        assert_eq!(
            shown("Am 12.03.2021, dann 2020-01-31 und im Juni 2024"),
            ["2021-03-12", "2020-01-31", "2024-06"]
        );
        assert_eq!(shown("Q2 2022 was better"), ["2022 Q2"]);
        // What each of something is, no year counts.
        assert_eq!(shown("War 2024 jedes dritte Essen billig? 2021 every tenth was."), ["2024", "2021"]);
    }

    #[test]
    fn amounts_are_no_years() {
        assert!(dates("It needs 2000 kWh, costs $1999 and has 2000 seats").is_empty());
        assert!(dates("It lies in 1500 homes, has 1200, and weighs 1750").is_empty());
    }

    #[test]
    fn years_before_our_time_need_a_word_for_a_year() {
        assert_eq!(shown("It was built in 1742 by monks, im Jahr 1650."), ["1742", "1650"]);
        assert_eq!(shown("Il existe depuis 1530; existe desde 1611."), ["1530", "1611"]);
        assert_eq!(shown("In 1237 Batu Khan came, and his son in 1263 during a storm."), ["1237", "1263"]);
        assert_eq!(shown("They won at Elmfold (1288), told as early as 1519."), ["1288", "1519"]);
        assert!(dates("There are as many as 1500, of which 1400 (of 1700) work.").is_empty());
    }
}
