//! Questions that have the words of one for a value or a time and ask for none: how are fees set, what is done when it rains. Reads
//! no document.

use super::super::time::is_participle;
use super::{VERBS, WHEN};

/// Interrogatives for other things.
const OTHERS: [&str; 16] = [
    "what", "who", "which", "how", "why", "where", "whose", "whom", "que", "qui", "quel", "quelle",
    "comment", "où", "pourquoi", "combien",
];
const AND: [&str; 6] = ["and", "or", "und", "oder", "et", "y"];
/// Participles that end otherwise than in "ed".
const SET: [&str; 10] = ["set", "paid", "kept", "held", "put", "taken", "given", "chosen", "known", "done"];

/// Whether what could ask for a time only opens a clause behind another interrogative: what is done when it rains.
pub(in crate::research) fn opens_a_clause(words: &[&str]) -> bool {
    let when = words.iter().position(|word| WHEN.contains(word));
    // Where and when asks for both.
    let joined =
        |when: usize| when.checked_sub(1).and_then(|and| words.get(and)).is_some_and(|and| AND.contains(and));
    when.is_some_and(|when| !joined(when) && words.iter().take(when).any(|word| OTHERS.contains(word)))
}

/// Whether it is asked in which manner something is or is done, and no measure: how are fees set. German asks "wie ist der Preis".
pub(in crate::research) fn is_manner(words: &[&str]) -> bool {
    // Another one may be asked beside it: how is it set and how much is it.
    let twice =
        words.windows(2).any(|pair| matches!(pair, [and, "how" | "combien" | "cuánto"] if AND.contains(and)));
    let done = || words.iter().any(|word| is_participle(word) || SET.contains(word));
    let manner = match words {
        ["cómo" | "comment", ..] => true,
        ["how", "is" | "are" | "was" | "were", ..] => done(),
        ["how", verb, ..] => VERBS.contains(verb) || ["to", "could", "should", "may", "might"].contains(verb),
        _ => false,
    };
    manner && !twice
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(question: &str) -> Vec<&str> {
        question.split(' ').collect()
    }

    #[test]
    fn a_manner_is_asked_by_how_and_a_verb() {
        for question in
            ["how are fees set", "how was the mill built", "how did the price change", "cómo se paga"]
        {
            assert!(is_manner(&words(question)), "{question}");
        }
        for question in
            ["how high is it", "how is the rent", "how is it paid and how much is it", "wie ist der preis"]
        {
            assert!(!is_manner(&words(question)), "{question}");
        }
    }

    #[test]
    fn when_asks_for_a_time_unless_it_opens_a_clause() {
        assert!(opens_a_clause(&words("what is done when it rains")));
        for question in ["when is it done", "since when is it done", "where and when is it done"] {
            assert!(!opens_a_clause(&words(question)), "{question}");
        }
    }
}
