//! One time of day with the words that show it to be one; joins no spans.

use std::ops::RangeInclusive;

use super::HALF_DAY;
use super::mark::{Mark, marked};
use super::words::{
    AFTER, AFTERNOON, AT, BEFORE_HOUR, FRENCH_AT, MIDNIGHT, MORNING, NIGHT, NOON, SPANISH_ARTICLES,
    SPANISH_AT,
};
use crate::quantities::period::whole;
use crate::quantities::spoken::{Token, number_of};
use crate::quantities::unit::{of_word, scale};

/// Words within which a part of the day is told.
const NEAR: usize = 4;
/// Minutes in a day.
pub(super) const DAY: i32 = 1_440;

/// A time of day with its first and last word.
pub(super) struct Time {
    pub(super) first: usize,
    pub(super) last: usize,
    /// After midnight.
    pub(super) minutes: i32,
    /// Whether it may be half a day later.
    pub(super) either: bool,
}

pub(super) fn word(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map(|token| token.lower.as_str()).unwrap_or_default()
}

pub(super) fn starts(tokens: &[Token], at: usize, run: &str) -> bool {
    run.split(' ').enumerate().all(|(number, own)| word(tokens, at + number) == own)
}

/// The time of day that starts at the word.
pub(super) fn time(text: &str, tokens: &[Token], at: usize) -> Option<Time> {
    if let Some(minutes) = named(word(tokens, at)) {
        return Some(Time { first: at, last: at, minutes, either: false });
    }
    let run = BEFORE_HOUR.iter().filter(|(run, _)| starts(tokens, at, run)).max_by_key(|(run, _)| run.len());
    if let Some((run, add)) = run {
        let hour = at + run.split(' ').count();
        let own = bare(text, tokens, hour).filter(|own| own.minutes <= HALF_DAY && own.last == hour)?;
        let sure = Time { first: at, minutes: (own.minutes + add + DAY) % DAY, ..own };
        let last = sure.last + usize::from(word(tokens, sure.last + 1) == "uhr");
        return Some(in_part(text, tokens, Time { last, ..sure }).0);
    }
    let own = bare(text, tokens, at)?;
    let on_dial = own.minutes <= HALF_DAY;
    let (own, mark) = marked(text, tokens, own);
    let (own, told) = in_part(text, tokens, own);
    (shown(text, tokens, at, &own, &mark, told) && (on_dial || mark != Mark::None)).then_some(own)
}

/// An hour with its mark, if it has one, whether or not it could be a duration.
pub(super) fn with_mark(text: &str, tokens: &[Token], at: usize) -> Option<Time> {
    bare(text, tokens, at).map(|own| marked(text, tokens, own).0)
}

fn named(word: &str) -> Option<i32> {
    if NOON.contains(&word) {
        return Some(HALF_DAY);
    }
    MIDNIGHT.contains(&word).then_some(0)
}

/// Whether it is a time of day, by its mark, what stands before it and what follows.
fn shown(text: &str, tokens: &[Token], at: usize, own: &Time, mark: &Mark, told: bool) -> bool {
    let before = at.checked_sub(1).map(|before| word(tokens, before)).unwrap_or_default();
    let earlier = at.checked_sub(2).map(|before| word(tokens, before)).unwrap_or_default();
    let spanish = SPANISH_ARTICLES.contains(&before) && SPANISH_AT.contains(&earlier);
    let french = FRENCH_AT.contains(&before);
    let preposition = AT.contains(&before) || ["from", "von"].contains(&before);
    let free = closes(text, tokens, own.last);
    match mark {
        Mark::Sure => true,
        Mark::Hours => french || spanish || told,
        Mark::Point => told || (preposition || spanish || french) && !measured(text, tokens, at, own.last),
        // "Rose by six" is a change, "until twelve" only an hour on a dial.
        Mark::None => {
            let at = preposition && !["by", "before", "after", "ab", "from", "von"].contains(&before);
            let hour = own.minutes % 60 == 0 || own.last > own.first;
            hour && (told && (preposition || spanish || french) || free && (at || spanish))
        }
    }
}

/// Whether a unit, a percentage or a currency stands beside it.
fn measured(text: &str, tokens: &[Token], at: usize, last: usize) -> bool {
    let next = word(tokens, last + 1);
    let end = tokens.get(last).map_or(0, |token| token.end);
    let start = tokens.get(at).map_or(0, |token| token.start);
    let sign = |text: &str| text.trim_start().starts_with(['%', '€', '$', '£', '°']);
    of_word(next).is_some()
        || scale(next, true).is_some()
        || ["per", "pour", "por"].contains(&next)
        || text.get(end..).is_some_and(sign)
        || text.get(..start).is_some_and(|head| head.trim_end().ends_with(['€', '$', '£']))
}

/// Whether nothing that could be counted follows.
pub(super) fn closes(text: &str, tokens: &[Token], last: usize) -> bool {
    let Some(end) = tokens.get(last).map(|token| token.end) else { return true };
    let rest = text.get(end..).unwrap_or_default();
    let apart = !rest.starts_with([' ', '\n', '-', '%', '€', '°']) || rest.trim().is_empty();
    let next = word(tokens, last + 1);
    apart && !rest.starts_with(['%', '€', '°', '-'])
        || AFTER.contains(&next) && !rest.trim_start().starts_with(['%', '€', '$', '°'])
}

/// An hour in digits or words, with its minutes if they stand behind a mark: 9, 9.30, 9h30, nine, 3pm.
pub(super) fn bare(text: &str, tokens: &[Token], at: usize) -> Option<Time> {
    let token = tokens.get(at)?;
    let letters = token.lower.find(|c: char| !c.is_ascii_digit()).unwrap_or(token.lower.len());
    let (digits, rest) = token.lower.split_at_checked(letters)?;
    let inside = text.get(..token.start).is_some_and(|head| {
        head.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '€' | '$' | '£'))
    });
    if inside || digits.len() > 2 {
        return None;
    }
    if digits.is_empty() {
        return in_words(&token.lower, at);
    }
    let hour = digits.parse::<i32>().ok()?;
    match rest {
        "" => match minutes_behind(text, tokens, at) {
            Some(minutes) => with_minutes(hour, digits.len() == 1, minutes, at),
            None => dial(hour, 0, true, at..=at),
        },
        "h" => dial(hour, 0, false, at..=at),
        "am" | "pm" => dial(of_half(hour, rest), 0, false, at..=at),
        _ => dial(hour, rest.strip_prefix('h').filter(|m| m.len() == 2)?.parse().ok()?, false, at..=at),
    }
}

/// An hour of up to twelve in words, or a German one of two digits.
fn in_words(word: &str, at: usize) -> Option<Time> {
    let hour = number_of(word).filter(|hour| *hour <= 12.0 || word.contains("und"))?;
    dial(whole(hour)?, 0, true, at..=at)
}

/// The word of minutes that follows an hour behind a colon or a point, with what is written onto it.
fn minutes_behind<'t>(text: &str, tokens: &'t [Token], at: usize) -> Option<&'t str> {
    let (hour, next) = (tokens.get(at)?, tokens.get(at + 1)?);
    let mark = text.get(hour.end..next.start).unwrap_or_default();
    let digits = next.lower.get(..2).is_some_and(|two| two.bytes().all(|b| b.is_ascii_digit()));
    (matches!(mark, ":" | ".") && digits).then_some(next.lower.as_str())
}

fn with_minutes(hour: i32, either: bool, written: &str, at: usize) -> Option<Time> {
    let (minutes, rest) = (written.get(..2)?.parse().ok()?, written.get(2..)?);
    match rest {
        "" => dial(hour, minutes, either, at..=at + 1),
        "am" | "pm" => dial(of_half(hour, rest), minutes, false, at..=at + 1),
        _ => None,
    }
}

/// The hour of the day of an hour before or after noon.
fn of_half(hour: i32, half: &str) -> i32 {
    hour % 12 + if half == "pm" { 12 } else { 0 }
}

/// A time of a day, if there is one; one of the dial may be half a day later.
fn dial(hour: i32, minutes: i32, either: bool, words: RangeInclusive<usize>) -> Option<Time> {
    ((0..=24).contains(&hour) && (0..60).contains(&minutes)).then_some(Time {
        first: *words.start(),
        last: *words.end(),
        minutes: (hour * 60 + minutes) % DAY,
        either: either && hour <= 12 && hour > 0,
    })
}

/// Puts it into the part of the day that is told near it; whether one is.
fn in_part(text: &str, tokens: &[Token], own: Time) -> (Time, bool) {
    let same_clause = |a: usize, b: usize| {
        let (a, b) =
            (tokens.get(a).map_or(0, |token| token.end), tokens.get(b).map_or(0, |token| token.start));
        text.get(a..b)
            .is_some_and(|between| !between.contains([',', ';', '(', ')']) && !between.contains(". "))
    };
    let after = (1..=NEAR).map(|ahead| own.last + ahead).filter(|at| same_clause(own.last, *at));
    let before =
        (1..NEAR).filter_map(|back| own.first.checked_sub(back)).filter(|at| same_clause(*at, own.first));
    let near: Vec<&str> =
        after.chain(before).map(|at| word(tokens, at)).filter(|word| !word.is_empty()).collect();
    let has = |words: &[&str]| near.iter().any(|word| words.contains(word));
    let midi = near.windows(2).any(|pair| pair == ["après", "midi"]);
    let hour = own.minutes % HALF_DAY;
    let minutes = if has(&AFTERNOON) || midi {
        hour + HALF_DAY
    } else if has(&MORNING) {
        own.minutes
    } else if has(&NIGHT) {
        if hour >= 360 { hour + HALF_DAY } else { hour }
    } else {
        return (own, false);
    };
    // What is later than noon already is told on a dial of the whole day.
    let minutes = if own.minutes < HALF_DAY || own.either { minutes } else { own.minutes };
    (Time { minutes, either: false, ..own }, true)
}
