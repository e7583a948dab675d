//! The unit, or the noun that is counted, after a number; finds no numbers.

use super::cues::NOT_COUNTED;
use super::rate;
use super::unit::{of_pair, of_word, rated, scale};
use super::words::next_word;

/// Unit, factor and end of a number that ends at `end`.
pub(super) fn unit(text: &str, end: usize, money: Option<&'static str>) -> (String, f64, usize) {
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
    let (name, done) = rate::after(text, name, done);
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
