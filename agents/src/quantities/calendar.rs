//! Days, months and seasons without a year, and days of the week, in four languages; knows no clock.

use super::bound::Bound;
use super::moment::{Found, Moment};
use super::months::month;
use super::spoken::{Token, tokens};

/// The last day of each month in a leap year, after the last of December.
pub(super) const ENDS: [u16; 13] = [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366];
/// Before a month alone: without such a word it may be a name.
const BEFORE_MONTH: [&str; 52] = [
    "in", "im", "en", "until", "till", "from", "since", "by", "before", "after", "through", "during",
    "between", "and", "to", "of", "mid", "early", "late", "every", "each", "next", "last", "this", "ab",
    "bis", "seit", "von", "vor", "nach", "zwischen", "und", "anfang", "mitte", "ende", "de", "d", "à", "a",
    "dès", "depuis", "jusqu", "début", "fin", "avant", "après", "entre", "et", "y", "desde", "hasta", "mes",
];
/// Before a season.
const BEFORE_SEASON: [&str; 19] = [
    "in", "each", "every", "during", "im", "en", "au", "cada", "chaque", "until", "since", "bis", "this",
    "jeden", "late", "early", "l", "of", "durante",
];
/// Names of seasons, with the first and the last day of what people call so.
const SEASONS: &[(&str, u16, u16)] = &[
    ("spring frühling frühjahr printemps primavera", 60, 173),
    ("summer sommer été verano", 153, 266),
    ("autumn herbst automne otoño", 245, 356),
    ("winter hiver invierno", 336, 446),
];
/// What people call the warm and the cold part of the year: an adjective before or behind a word for a season.
const PARTS_OF_YEAR: &[(&str, u16, u16)] = &[
    (
        "fine warm summer schöne schönen warme warmen belle bonne chaude estivale buena cálida estival",
        92,
        305,
    ),
    ("cold winter kalte kalten mauvaise froide hivernale mala fría invernal", 306, 457),
];
const SEASON: [&str; 7] = ["season", "months", "jahreszeit", "saison", "mois", "estación", "temporada"];
/// Names of the days, from Monday on, each with those who write it small.
const WEEKDAYS: [&str; 7] = [
    "monday mondays montag montags lundi lundis lunes",
    "tuesday tuesdays dienstag dienstags mardi mardis martes",
    "wednesday wednesdays mittwoch mittwochs mercredi mercredis miércoles",
    "thursday thursdays donnerstag donnerstags jeudi jeudis jueves",
    "friday fridays freitag freitags vendredi vendredis viernes",
    "saturday saturdays samstag samstags sonnabend sonnabends samedi samedis sábado sábados",
    "sunday sundays sonntag sonntags dimanche dimanches domingo domingos",
];
/// Between the ends of a span.
const TO: [&str; 8] = ["to", "until", "till", "bis", "à", "au", "a", "al"];
const AND: [&str; 5] = ["and", "und", "et", "y", "through"];
/// Words before a time that open or close a span.
const BEFORE: [&str; 4] = ["before", "vor", "avant", "antes"];
const AFTER: [&str; 4] = ["after", "nach", "après", "después"];
/// What turns them around, within so many words.
const DENIALS: [&str; 9] = ["not", "no", "never", "nicht", "nie", "pas", "n", "nunca", "kaum"];
const DENIED_WITHIN: usize = 5;

/// All of them in order.
pub(super) fn days(text: &str) -> Vec<Found> {
    let tokens = tokens(text);
    let mut out: Vec<(usize, usize, Found)> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let next = day_of_year(text, &tokens, at).or_else(|| weekday(&tokens, at));
        let Some((last, found)) = next else {
            at += 1;
            continue;
        };
        let joined = out.last_mut().filter(|(_, end, before)| joins(text, &tokens, *end, at, before, &found));
        match joined {
            Some((_, end, before)) => {
                (before.high, before.end, *end) = (found.high, found.end, last);
                if let Moment::Day { range } = &mut before.moment {
                    *range = true;
                }
            }
            None => out.push((at, last, found)),
        }
        at = last + 1;
    }
    out.into_iter().map(|(_, _, found)| found).collect()
}

/// Whether two days of one kind are the ends of a span, with nothing but a joining word between them.
fn joins(text: &str, tokens: &[Token], end: usize, start: usize, first: &Found, second: &Found) -> bool {
    let kind = matches!(
        (first.moment, second.moment),
        (Moment::Day { .. }, Moment::Day { .. }) | (Moment::Weekday, Moment::Weekday)
    );
    let between: Vec<&str> =
        tokens.get(end + 1..start).unwrap_or_default().iter().map(|token| token.lower.as_str()).collect();
    let opens = tokens.get(..end).unwrap_or_default().iter().rev().take(3);
    let both = || opens.clone().any(|token| ["between", "zwischen", "entre"].contains(&token.lower.as_str()));
    kind && match between.as_slice() {
        [] => text.get(first.end..second.start).is_some_and(|gap| matches!(gap.trim(), "-" | "–")),
        [word, rest @ ..] => {
            rest.iter().all(|word| ["the", "le", "el", "zum", "of", "l"].contains(word))
                && (TO.contains(word) || AND.contains(word) && both())
        }
    }
}

/// The span of days of a day, a month or a season that starts at the word, with its last word.
fn day_of_year(text: &str, tokens: &[Token], at: usize) -> Option<(usize, Found)> {
    let (first, last, low, high) = day(text, tokens, at)
        .or_else(|| month_alone(text, tokens, at))
        .or_else(|| season(tokens, at))
        .or_else(|| part_of_year(tokens, at))?;
    // What goes on with a year is a date.
    let year =
        tokens.get(last + 1).is_some_and(|next| next.lower.len() == 4 && next.lower.parse::<u16>().is_ok());
    if year {
        return None;
    }
    let word = |back: usize| {
        first
            .checked_sub(back)
            .and_then(|at| tokens.get(at))
            .map(|token| token.lower.as_str())
            .unwrap_or_default()
    };
    let near = |words: &[&str]| {
        words.contains(&word(1))
            || matches!(word(1), "de" | "the" | "el" | "le" | "dem") && words.contains(&word(2))
    };
    let denied = (1..=DENIED_WITHIN).any(|back| DENIALS.contains(&word(back)));
    let (low, high) = (f64::from(low), f64::from(high));
    let (low, high, bound) = match (near(&BEFORE), near(&AFTER), denied) {
        (true, _, false) => (low - 1.0, low - 1.0, Bound::AtMost),
        (true, _, true) => (low, low, Bound::AtLeast),
        (_, true, false) => (high + 1.0, high + 1.0, Bound::AtLeast),
        (_, true, true) => (high, high, Bound::AtMost),
        _ => (low, high, Bound::Exact),
    };
    let (start, end) = (tokens.get(first)?.start, tokens.get(last)?.end);
    Some((last, Found { start, end, low, high, bound, moment: Moment::Day { range: false } }))
}

/// First word, last word, first day, last day.
type Span = (usize, usize, u16, u16);

/// `14 May`, `May 14th`, `3. Oktober`, `le 1er mai`, `5 de mayo`, `the 2nd of June`.
fn day(text: &str, tokens: &[Token], at: usize) -> Option<Span> {
    let number = |at: usize| tokens.get(at).and_then(|token| of_month(&token.lower));
    let name = |at: usize| tokens.get(at).and_then(|token| month(text.get(token.start..token.end)?));
    let of =
        |at: usize| tokens.get(at).is_some_and(|token| matches!(token.lower.as_str(), "of" | "de" | "d"));
    let (last, day, month) = if let Some(day) = number(at) {
        let skip = usize::from(of(at + 1));
        (at + 1 + skip, day, name(at + 1 + skip)?)
    } else {
        let month = name(at)?;
        // "May 40 boats" counts boats.
        let closes = tokens.get(at + 2).is_none_or(|next| {
            text.get(tokens.get(at + 1).map_or(0, |day| day.end)..next.start) != Some(" ")
                || super::cues::NOT_COUNTED.contains(&next.lower.as_str())
        });
        (at + 1, number(at + 1).filter(|_| closes)?, month)
    };
    let day = ENDS.get(usize::from(month) - 1)? + u16::from(day);
    Some((at, last, day, day))
}

/// A day of a month in digits, with or without the ending of an ordinal.
fn of_month(word: &str) -> Option<u8> {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    let ending = word.get(digits.len()..)?;
    let known = ["", "st", "nd", "rd", "th", "er"].contains(&ending);
    digits.parse::<u8>().ok().filter(|day| known && (1..=31).contains(day))
}

/// A month after a word that shows it to be one; its short form is one only beside a day.
fn month_alone(text: &str, tokens: &[Token], at: usize) -> Option<Span> {
    let token = tokens.get(at)?;
    let before = at.checked_sub(1).and_then(|before| tokens.get(before))?;
    let long = token.lower.chars().count() > 4
        || ["may", "mai", "mayo", "mars", "juni", "juli", "july", "june", "juin", "août"]
            .contains(&token.lower.as_str());
    let number = month(text.get(token.start..token.end)?)
        .filter(|_| long && BEFORE_MONTH.contains(&before.lower.as_str()))?;
    // "And Mars" is another one of the heavens, "March and May" are two months.
    let joined = TO.contains(&before.lower.as_str()) || AND.contains(&before.lower.as_str());
    let earlier = at.checked_sub(2).and_then(|at| tokens.get(at));
    let named = |word: &Token| text.get(word.start..word.end).is_some_and(|word| month(word).is_some());
    if joined && !earlier.is_some_and(named) {
        return None;
    }
    let month = usize::from(number);
    Some((at, at, ENDS.get(month - 1)? + 1, *ENDS.get(month)?))
}

/// `the fine season`, `la belle saison`, `la temporada estival`.
fn part_of_year(tokens: &[Token], at: usize) -> Option<Span> {
    let (first, second) = (tokens.get(at)?.lower.as_str(), tokens.get(at + 1)?.lower.as_str());
    let adjective = match (SEASON.contains(&first), SEASON.contains(&second)) {
        (true, false) => second,
        (false, true) => first,
        _ => return None,
    };
    let part = PARTS_OF_YEAR.iter().find(|(names, ..)| names.split(' ').any(|name| name == adjective));
    part.map(|(_, low, high)| (at, at + 1, *low, *high))
}

fn season(tokens: &[Token], at: usize) -> Option<Span> {
    let token = tokens.get(at)?;
    let before = at.checked_sub(1).and_then(|before| tokens.get(before))?;
    let (_, low, high) =
        SEASONS.iter().find(|(names, ..)| names.split(' ').any(|name| name == token.lower))?;
    // "The spring" may be one of water, and "il a été" is no summer.
    let the = ["the", "el"].contains(&before.lower.as_str())
        && at
            .checked_sub(2)
            .and_then(|at| tokens.get(at))
            .is_some_and(|word| BEFORE_SEASON.contains(&word.lower.as_str()));
    let known = (the || BEFORE_SEASON.contains(&before.lower.as_str()))
        && (token.lower != "été" || ["en", "l", "chaque"].contains(&before.lower.as_str()));
    known.then_some((at, at, *low, *high))
}

fn weekday(tokens: &[Token], at: usize) -> Option<(usize, Found)> {
    let token = tokens.get(at)?;
    let number = WEEKDAYS.iter().position(|names| names.split(' ').any(|name| name == token.lower))?;
    let number = f64::from(u8::try_from(number).ok()?) + 1.0;
    let (low, high) = (number, number);
    let found =
        Found { start: token.start, end: token.end, low, high, bound: Bound::Exact, moment: Moment::Weekday };
    Some((at, found))
}

#[cfg(test)]
mod tests;
