//! Names of months in four languages.

use std::collections::BTreeSet;

use super::period::dates;

/// Letters from which on a word is taken for a month where no year stands beside it: Jan and Mar are names, too.
const WHOLE: usize = 4;
/// Months with their number, in four languages.
const MONTHS: &[(&[&str], u8)] = &[
    (&["january", "jan", "januar", "janvier", "enero"], 1),
    (&["february", "feb", "februar", "février", "febrero"], 2),
    (&["march", "mar", "märz", "mars", "marzo"], 3),
    (&["april", "apr", "avril", "abril"], 4),
    (&["may", "mai", "mayo"], 5),
    (&["june", "jun", "juni", "juin", "junio"], 6),
    (&["july", "jul", "juli", "juillet", "julio"], 7),
    (&["august", "aug", "août", "agosto"], 8),
    (&["september", "sep", "sept", "septembre", "septiembre"], 9),
    (&["october", "oct", "oktober", "octobre", "octubre"], 10),
    (&["november", "nov", "novembre", "noviembre"], 11),
    (&["december", "dec", "dezember", "décembre", "diciembre"], 12),
];

/// The month that a word names, 1 to 12.
pub(super) fn month(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.');
    let lower = word.to_lowercase();
    // Small, these are other words.
    if matches!(word, "may" | "march" | "mar") {
        return None;
    }
    MONTHS.iter().find(|(names, _)| names.contains(&lower.as_str())).map(|(_, number)| *number)
}

/// The months that a text names, with or without a year; in short without one they may be names.
pub(crate) fn months(text: &str) -> BTreeSet<u8> {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() >= WHOLE);
    dates(text).into_iter().filter_map(|date| date.month).chain(words.filter_map(month)).collect()
}
