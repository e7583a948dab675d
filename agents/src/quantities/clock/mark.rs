//! What follows an hour and shows it to be a time of day, with what it adds to it; looks at nothing before the hour.

use super::HALF_DAY;
use super::hour::{DAY, Time, starts, word};
use super::words::AFTER_HOUR;
use crate::quantities::number::is_continental;
use crate::quantities::spoken::Token;

/// How far what follows a number shows it to be a time of day.
#[derive(PartialEq)]
pub(super) enum Mark {
    /// An hour by itself.
    Sure,
    /// Hours, which could be a duration.
    Hours,
    /// With minutes behind a point, which could be a decimal.
    Point,
    /// Nothing.
    None,
}

/// Takes in what follows the hour.
pub(super) fn marked(text: &str, tokens: &[Token], own: Time) -> (Time, Mark) {
    if let Some((add, words)) = half_day(text, tokens, &own) {
        let (minutes, last) = (own.minutes % HALF_DAY + add, own.last + words);
        return (Time { minutes, last, either: false, ..own }, Mark::Sure);
    }
    let digits = word(tokens, own.first).starts_with(|c: char| c.is_ascii_digit());
    let either = own.either && !digits;
    match word(tokens, own.last + 1) {
        "o" if word(tokens, own.last + 2) == "clock" => (Time { last: own.last + 2, ..own }, Mark::Sure),
        "uhr" => (of_uhr(tokens, Time { either, ..own }), Mark::Sure),
        "h" | "heures" | "heure" => (of_heures(tokens, Time { either, ..own }), Mark::Hours),
        "horas" | "hrs" => (Time { last: own.last + 1, either, ..own }, Mark::Hours),
        _ => by_itself(text, tokens, own, digits),
    }
}

/// Minutes that "am" or "pm" behind the hour adds, and how many words that is.
fn half_day(text: &str, tokens: &[Token], own: &Time) -> Option<(i32, usize)> {
    match (word(tokens, own.last + 1), word(tokens, own.last + 2)) {
        ("am", _) if !is_continental(text) => Some((0, 1)),
        ("pm", _) => Some((HALF_DAY, 1)),
        ("a", "m") => Some((0, 2)),
        ("p", "m") => Some((HALF_DAY, 2)),
        _ => None,
    }
}

/// Minutes in two digits behind the word for hours.
fn minutes_of(tokens: &[Token], own: &Time) -> Option<i32> {
    let written = word(tokens, own.last + 2);
    written.parse().ok().filter(|minutes: &i32| written.len() == 2 && *minutes < 60)
}

fn of_uhr(tokens: &[Token], own: Time) -> Time {
    let minutes = minutes_of(tokens, &own).filter(|_| own.last == own.first);
    let last = own.last + 1 + usize::from(minutes.is_some());
    Time { minutes: own.minutes + minutes.unwrap_or_default(), last, ..own }
}

/// French tells parts of an hour behind it: neuf heures et demie.
fn of_heures(tokens: &[Token], own: Time) -> Time {
    let part = AFTER_HOUR.iter().find(|(run, _)| starts(tokens, own.last + 2, run));
    let part = part.map(|(run, add)| (run.split(' ').count(), *add));
    let minutes = minutes_of(tokens, &own).map(|minutes| (1, minutes));
    let (words, add) = minutes.or(part).unwrap_or_default();
    Time { minutes: (own.minutes + add + DAY) % DAY, last: own.last + 1 + words, ..own }
}

/// What no word follows that names hours: 9:30, 3pm, 9h30, 9.30, and Spanish parts of an hour (las nueve y media).
fn by_itself(text: &str, tokens: &[Token], own: Time, digits: bool) -> (Time, Mark) {
    let written = word(tokens, own.last);
    let attached = digits && (written.ends_with("am") || written.ends_with("pm"));
    let gap = tokens.get(own.first).zip(tokens.get(own.first + 1)).filter(|_| own.last > own.first);
    let between = gap.and_then(|(a, b)| text.get(a.end..b.start)).unwrap_or_default();
    if attached || between == ":" {
        return (own, Mark::Sure);
    }
    if digits && written.contains('h') {
        return (own, Mark::Hours);
    }
    if between == "." {
        return (own, Mark::Point);
    }
    let part =
        AFTER_HOUR.iter().find(|(run, _)| run.contains(['y', 's']) && starts(tokens, own.last + 1, run));
    match part.filter(|_| own.last == own.first) {
        Some((run, add)) => {
            let last = own.last + run.split(' ').count();
            (Time { minutes: (own.minutes + add + DAY) % DAY, last, ..own }, Mark::None)
        }
        None => (own, Mark::None),
    }
}
