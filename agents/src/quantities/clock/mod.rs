//! Times of day in four languages, in minutes after midnight; knows no dates.

mod hour;
mod mark;
mod words;

use super::bound::{Bound, bound};
use super::moment::{Found, Moment};
use super::spoken::{Token, tokens};
use hour::{Time, bare, time, with_mark};
use words::{FROM, OPENING, TO};

/// Minutes in half a day.
const HALF_DAY: i32 = 720;
/// Characters between two times that are a span: " – ".
const DASHED: [&str; 4] = ["–", "-", "—", "−"];

/// All of them in order.
pub(super) fn clocks(text: &str) -> Vec<Found> {
    let tokens = tokens(text);
    let mut out: Vec<Found> = Vec::new();
    let mut at = 0;
    let mut taken = 0;
    while at < tokens.len() {
        if let Some((last, found)) = opening(text, &tokens, at) {
            out.push(found);
            (at, taken) = (last + 1, last + 1);
            continue;
        }
        let Some(own) = time(text, &tokens, at) else {
            at += 1;
            continue;
        };
        let first = before(text, &tokens, at, taken);
        let start = first.as_ref().map_or(own.first, |first| first.first);
        out.push(found(text, &tokens, start, first, &own));
        (at, taken) = (own.last + 1, own.last + 1);
    }
    join(text, out)
}

/// Two bare hours of something that is open: from 10 to 6.
fn opening(text: &str, tokens: &[Token], at: usize) -> Option<(usize, Found)> {
    let word = |at: usize| tokens.get(at).map(|token| token.lower.as_str()).unwrap_or_default();
    if !FROM.contains(&word(at)) || !TO.contains(&word(at + 2)) {
        return None;
    }
    let (first, second) = (bare(text, tokens, at + 1)?, bare(text, tokens, at + 3)?);
    let opens = tokens.iter().any(|token| OPENING.contains(&token.lower.as_str()));
    let free = hour::closes(text, tokens, at + 3);
    (opens && free).then(|| (at + 3, found(text, tokens, at + 1, Some(first), &second)))
}

/// The bare hour from which on something is until the marked one at `at`: von 9 bis 17 Uhr, 9-17 h, from 2 to 5 pm.
fn before(text: &str, tokens: &[Token], at: usize, taken: usize) -> Option<Time> {
    let previous = at.checked_sub(1)?;
    let word = |at: usize| tokens.get(at).map(|token| token.lower.as_str()).unwrap_or_default();
    let between = text.get(tokens.get(previous)?.end..tokens.get(at)?.start)?.trim();
    // Spanish: de las 9 a las 17.
    let joining = previous.checked_sub(usize::from(["las", "la"].contains(&word(previous))))?;
    let end = if DASHED.contains(&between) {
        previous
    } else {
        joining.checked_sub(1).filter(|_| TO.contains(&word(joining)))?
    };
    // The hour may have its minutes or a mark behind it.
    let starts = (0..=2).filter_map(|back| end.checked_sub(back)).filter(|start| *start >= taken);
    starts.filter_map(|start| with_mark(text, tokens, start)).find(|own| own.last == end)
}

/// Joins two times with a joining word between them.
fn join(text: &str, all: Vec<Found>) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    for next in all {
        let single = |found: &Found| matches!(found.moment, Moment::Clock { range: false, .. });
        let joins = out.last().is_some_and(|last| {
            let between = text.get(last.end..next.start).unwrap_or_default().trim().to_lowercase();
            let opens = text.get(..last.start).unwrap_or_default().trim_end().to_lowercase();
            let both = ["between", "zwischen", "entre", "entre las", "de las"]
                .iter()
                .any(|word| opens.ends_with(word));
            let word = between.trim_end_matches(" las").trim_end_matches(" la");
            let and = ["and", "und", "et", "y"].contains(&word);
            let joins = DASHED.contains(&word) || TO.contains(&word) && (!and || both);
            single(last) && single(&next) && joins
        });
        match out.last_mut().filter(|_| joins) {
            Some(last) => {
                let (first, second) = (of(last), of(&next));
                let (low, high, either) = span(first, second);
                (last.low, last.high, last.end) = (f64::from(low), f64::from(high), next.end);
                last.moment = Moment::Clock { either, range: true };
            }
            None => out.push(next),
        }
    }
    out
}

#[expect(clippy::cast_possible_truncation, reason = "minutes of a day")]
fn of(found: &Found) -> (i32, bool) {
    (found.low as i32, matches!(found.moment, Moment::Clock { either: true, .. }))
}

/// The ends of a span, and whether both may be half a day later.
fn span((low, low_either): (i32, bool), (high, high_either): (i32, bool)) -> (i32, i32, bool) {
    match (low_either, high_either) {
        // From two to five in the afternoon; from nine to five in the afternoon.
        (true, false) if high >= HALF_DAY && low < high - HALF_DAY => (low + HALF_DAY, high, false),
        (true, true) if low < high => (low, high, true),
        (_, true) if high <= low => (low, high + HALF_DAY, false),
        _ => (low, high, false),
    }
}

fn found(text: &str, tokens: &[Token], from: usize, first: Option<Time>, last: &Time) -> Found {
    let start = tokens.get(from).map_or(0, |token| token.start);
    let end = tokens.get(last.last).map_or(start, |token| token.end);
    let range = first.is_some();
    let (low, high, either) = match first {
        Some(first) => span((first.minutes, first.either), (last.minutes, last.either)),
        None => (last.minutes, last.minutes, last.either),
    };
    let bound = match bound(text, start) {
        Bound::About => Bound::About,
        Bound::Exact | Bound::AtLeast | Bound::AtMost => Bound::Exact,
    };
    let moment = Moment::Clock { either, range };
    Found { start, end, low: f64::from(low), high: f64::from(high), bound, moment }
}

#[cfg(test)]
mod tests;
