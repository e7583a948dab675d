//! Names of months in four languages; reads no dates.

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
