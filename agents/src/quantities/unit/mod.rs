//! Units and how they are brought to one form; finds no numbers.

mod table;

use serde::{Deserialize, Serialize};
use table::{BASES, CUBIC, Entry, PAIRS, PREFIXES, SCALES, SIGNS, SQUARE, TIMES, WORDS};

/// What is measured and in what: quantities are compared only if their units are equal.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Unit(pub String);

/// Between what is told and the time or thing for which it is told, in a unit's name.
pub(crate) const PER: &str = " per ";

impl Unit {
    /// What is told, and of a rate the time or thing for which it is told.
    #[must_use]
    pub fn parts(&self) -> (&str, Option<&str>) {
        self.0.split_once(PER).map_or((self.0.as_str(), None), |(of, time)| (of, Some(time)))
    }

    /// Whether it measures and does not count: one of the units of length, mass, money and the like.
    pub(crate) fn is_measure(&self) -> bool {
        let (told, _) = self.parts();
        !told.is_empty() && of_word(told).is_some_and(|(own, _)| own == told)
    }
}

impl std::fmt::Display for Unit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

fn find(table: &'static [Entry], word: &str) -> Option<(&'static str, f64)> {
    table.iter().find(|(names, ..)| names.contains(&word)).map(|(_, unit, factor)| (*unit, *factor))
}

/// Unit and factor of one word or sign.
pub(crate) fn of_word(word: &str) -> Option<(&'static str, f64)> {
    let lower = word.to_lowercase();
    find(SIGNS, word).or_else(|| find(WORDS, &lower)).or_else(|| of_compound(&lower))
}

/// A base unit, with what multiplies it in the same word: kilometre, Quadratmeter, mégawattheure.
fn of_compound(lower: &str) -> Option<(&'static str, f64)> {
    let powers = [("quadrat", 2), ("kubik", 3)];
    if let Some((rest, power)) =
        powers.iter().find_map(|(word, power)| Some((lower.strip_prefix(word)?, *power)))
    {
        return of_compound(rest).and_then(|length| to_power(length, power));
    }
    find(BASES, lower).or_else(|| {
        PREFIXES.iter().find_map(|(names, times)| {
            let rest = names.iter().find_map(|name| lower.strip_prefix(name))?;
            find(BASES, rest.trim_start_matches('-')).map(|(unit, factor)| (unit, factor * times))
        })
    })
}

/// The area or the volume of a length.
fn to_power((unit, factor): (&'static str, f64), power: i32) -> Option<(&'static str, f64)> {
    match (unit, power) {
        ("m", 2) => Some(("m²", factor.powi(2))),
        ("m", _) => Some(("l", factor.powi(3) * 1e3)),
        _ => None,
    }
}

/// Unit and factor of two words.
pub(super) fn of_pair(first: &str, second: &str) -> Option<(&'static str, f64)> {
    let (first, second) = (first.to_lowercase(), second.to_lowercase());
    let found = PAIRS.iter().find(|(a, b, ..)| *a == first && *b == second);
    if let Some((_, _, unit, factor)) = found {
        return Some((*unit, *factor));
    }
    let power = |word: &String| {
        let of = |words: &[&str], power: i32| words.contains(&word.as_str()).then_some(power);
        of(SQUARE, 2).or_else(|| of(CUBIC, 3))
    };
    let length = |word: &String, power: i32| of_word(word).and_then(|length| to_power(length, power));
    let power_of =
        power(&first).map(|of| length(&second, of)).or_else(|| power(&second).map(|of| length(&first, of)));
    power_of.flatten().or_else(|| {
        let hours = ["hours", "hour", "hora", "horas", "heures", "heure"].contains(&second.as_str());
        of_word(&first).filter(|(unit, _)| hours && *unit == "kW").map(|(_, factor)| ("kWh", factor))
    })
}

/// The unit of time, in English and singular, that a word names as what something is divided by.
pub(super) fn of_time(word: &str) -> Option<&'static str> {
    TIMES.iter().find(|(_, forms)| forms.contains(&word)).map(|(time, _)| *time)
}

/// Whether the word, in lower case, names a time by which something is divided: day, weeks, Jahre.
pub(crate) fn names_time(word: &str) -> bool {
    let singular =
        [word, word.trim_end_matches('s'), word.trim_end_matches('e'), word.trim_end_matches("en")];
    // A second's sign is no word.
    singular.into_iter().any(|word| word.chars().count() > 2 && of_time(word).is_some())
}

/// A unit of something in a time, in the form to which those are brought, with the factor to it.
pub(super) fn rated(unit: String) -> (String, f64) {
    let Some((of, time)) = unit.split_once(PER) else { return (unit, 1.0) };
    let (time, an_hour) = match of_time(time).unwrap_or(time) {
        "second" => ("hour", 3_600.0),
        "minute" => ("hour", 60.0),
        other => (other, 1.0),
    };
    match (of, time) {
        ("Mbit", "hour") => ("Mbit/s".to_owned(), an_hour / 3_600.0),
        ("m", "hour") => ("km/h".to_owned(), an_hour / 1_000.0),
        (of, "fortnight") => (format!("{of}{PER}week"), 0.5),
        _ => (format!("{of}{PER}{time}"), an_hour),
    }
}

/// The factor of a scale word; `m` counts as one only for money.
pub(super) fn scale(word: &str, money: bool) -> Option<f64> {
    let lower = word.trim_end_matches('.').to_lowercase();
    if money && lower == "m" {
        return Some(1e6);
    }
    find(SCALES, &lower).map(|(_, factor)| factor)
}

/// The currency that stands before a number.
pub(super) fn currency(word: &str) -> Option<&'static str> {
    let sign = word.trim_start_matches(['(', '"', '“']);
    of_word(sign).map(|(unit, _)| unit).filter(|unit| matches!(*unit, "EUR" | "USD" | "GBP" | "CHF" | "JPY"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(words: &[&str]) -> Vec<String> {
        let show = |(unit, factor): (&str, f64)| format!("{factor} {unit}");
        words.iter().map(|word| of_word(word).map(show).unwrap_or_default()).collect()
    }

    #[test]
    fn words_of_four_languages_are_one_unit() {
        let lengths = ["kilometre", "Kilometern", "kilomètres", "kilómetro"];
        assert_eq!(shown(&lengths), ["1000 m"; 4]);
        let powers = ["megawatts", "Megawatt", "mégawatts", "megavatios"];
        assert_eq!(shown(&powers), ["1000 kW"; 4]);
        let areas = ["Quadratkilometer", "Hektar", "hectáreas", "Kubikmeter"];
        assert_eq!(shown(&areas), ["1000000 m²", "10000 m²", "10000 m²", "1000 l"]);
        let times = ["Stunde", "heure", "hora", "fortnight", "siglos"];
        assert_eq!(shown(&times), ["3600 s", "3600 s", "3600 s", "14 days", "1200 months"]);
    }

    #[test]
    fn two_words_are_one_unit() {
        assert_eq!(of_pair("square", "kilometres"), Some(("m²", 1e6)));
        assert_eq!(of_pair("kilomètre", "carré"), Some(("m²", 1e6)));
        assert_eq!(of_pair("metros", "cúbicos"), Some(("l", 1e3)));
        assert_eq!(of_pair("megawatt", "hours"), Some(("kWh", 1e3)));
        assert_eq!(of_pair("square", "dances"), None);
    }

    #[test]
    fn words_that_only_start_like_a_unit_are_none() {
        for word in ["kilobird", "metrics", "an", "centimes", "barn", "megalith"] {
            assert_eq!(of_word(word), None, "{word}");
        }
    }
}
