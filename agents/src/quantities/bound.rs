//! How exact a number claims to be, by the words before it; finds no numbers.

use super::cues::{ABOUT, AT_LEAST, AT_MOST, CHANGE, JUST, MOVES};
use super::words::{has_word, words_before};

/// Words before a number within which "more than" is denied, and the words that do so.
const DENIED_WITHIN: usize = 6;
const DENIALS: [&str; 12] =
    ["no", "not", "never", "nicht", "kein", "keine", "keinen", "aucun", "aucune", "pas", "ningún", "ninguna"];

/// How exact a quantity claims to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// As it stands.
    Exact,
    /// Nearly so.
    About,
    /// So or more.
    AtLeast,
    /// So or less.
    AtMost,
}

/// By the words before the number that starts there.
pub(super) fn bound(text: &str, start: usize) -> Bound {
    let before: Vec<String> = words_before(text, start, 2).iter().map(|word| word.to_lowercase()).collect();
    let has = |cues: &[&str]| before.iter().any(|word| cues.contains(&word.as_str()));
    let first = |cues: &[&str]| before.first().is_some_and(|word| cues.contains(&word.as_str()));
    // "Just over" claims to be near, not only above.
    let nearly = before.get(1).is_some_and(|word| JUST.contains(&word.as_str()));
    let than = first(&["than", "als", "que", "de", "least", "to", "zu", "most"]);
    if has(ABOUT) || nearly || text.get(..start).is_some_and(|head| head.ends_with('~')) {
        Bound::About
    } else if first(AT_LEAST) || than && has(AT_LEAST) {
        // What has no more than so much has so much or less.
        if denied(text, start) { Bound::AtMost } else { Bound::AtLeast }
    } else if first(AT_MOST) || than && has(AT_MOST) {
        Bound::AtMost
    } else {
        Bound::Exact
    }
}

/// Whether a difference follows and not a level: it rose by three; three who came by bus, or a field farmed by three, is none.
pub(super) fn is_change(text: &str, start: usize) -> bool {
    let before: Vec<String> = words_before(text, start, 3).iter().map(|word| word.to_lowercase()).collect();
    let by = before.iter().position(|word| CHANGE.contains(&word.as_str()));
    let soft =
        |word: &String| ABOUT.contains(&word.as_str()) || AT_LEAST.contains(&word.as_str()) || word == "than";
    by.is_some_and(|by| before.iter().take(by).all(soft)) && has_word(text, MOVES)
}

/// Whether "more than" is denied: no lorry of more than three tonnes.
fn denied(text: &str, start: usize) -> bool {
    let before = words_before(text, start, DENIED_WITHIN);
    before.iter().any(|word| DENIALS.contains(&word.to_lowercase().as_str()))
}
