//! Lengths and times of something else than what a question asks for the length of: of a part of it, or within which something
//! happens; knows no documents.

use super::asked::Asked;
use crate::quantities::Quantity;

/// What stands before the time within which something happens.
const WITHIN: [&str; 4] = ["within", "innerhalb", "binnen", "sous"];
/// What a length is called that is none of time.
const LENGTH: [&str; 4] = ["longueur", "länge", "longitud", "total length"];
/// What a part of a line, a road or a canal is called.
const PARTS: [&str; 11] = [
    "stretch",
    "section",
    "portion",
    "abschnitt",
    "teilstück",
    "teilstrecke",
    "stück",
    "tronçon",
    "tramo",
    "trecho",
    "trozo",
];

/// Whether the question names a length that is none of time. In English it may be one.
pub(super) fn asks_for_a_length(question: &str) -> bool {
    let lower = question.to_lowercase();
    LENGTH.iter().any(|noun| lower.contains(noun))
}

/// Whether the text speaks of a part of a line, a road or a canal.
pub(super) fn speaks_of_a_part(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    words.any(|word| PARTS.contains(&word))
}

/// Whether it is the length of a part only: a stretch of three kilometres.
pub(super) fn is_of_a_part(text: &str, quantity: &Quantity) -> bool {
    let before = text.get(..quantity.start).unwrap_or_default();
    let words: Vec<&str> = before.split_whitespace().rev().take(2).collect();
    quantity.unit.parts().0 == "m" && speaks_of_a_part(&words.join(" "))
}

/// Whether the time is one within which something happens, and not how long it lasts. Where that is `asked`, it is the answer.
pub(super) fn is_deadline(text: &str, quantity: &Quantity, asked: &Asked) -> bool {
    let before = text.get(..quantity.start).and_then(|head| head.split_whitespace().next_back());
    before.is_some_and(|word| WITHIN.contains(&word.to_lowercase().as_str()) && !asked.has_word(word))
}
