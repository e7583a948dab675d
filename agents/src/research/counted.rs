//! What a question for a number of things counts; reads no document.

use unicode_segmentation::UnicodeSegmentation;

use crate::language::{Language, Word};
use crate::quantities::{of_word, quantities};

/// What asks for a number of things; the noun follows.
const COUNTING: &[&str] = &[
    "how many",
    "how much",
    "number of",
    "wie viele",
    "wie viel",
    "combien de",
    "combien d",
    "cuántos",
    "cuántas",
    "cuánta",
    "cuanto",
];
/// What stands before "number of" where that asks for no number of things: the serial number of the boiler.
const NUMBERED: [&str; 12] = [
    "serial",
    "phone",
    "telephone",
    "mobile",
    "registration",
    "order",
    "invoice",
    "part",
    "model",
    "reference",
    "account",
    "house",
];
/// Of these, what has letters in it as often as not.
const LETTERED: [&str; 6] = ["serial", "registration", "part", "model", "reference", "invoice"];
/// Of those, what asks for a number of single things only: combien d'eau asks for no number.
const MANY: [&str; 5] = ["how many", "number of", "wie viele", "cuántos", "cuántas"];
/// French nouns that end like plurals and are none.
const MASS: [&str; 6] = ["temps", "bois", "maïs", "jus", "poids", "prix"];
/// Between two words for what is counted.
const OR: &[&str] = &[" or ", " oder ", " ou ", " o ", " u "];

/// What stands behind "how much" where that asks for no amount of what follows: how much is a ticket, how much longer.
const BEHIND_MUCH: [&str; 52] = [
    "is", "are", "was", "were", "does", "do", "did", "has", "have", "had", "can", "could", "will", "would",
    "should", "must", "may", "might", "of", "the", "a", "an", "more", "less", "longer", "higher", "later",
    "per", "zahlt", "zahlte", "zahlen", "bezahlt", "kostet", "kosten", "ist", "sind", "war", "waren", "hat",
    "haben", "hatte", "kann", "muss", "müssen", "darf", "wird", "wurde", "wurden", "gibt", "wiegt", "mehr",
    "weniger",
];

/// What follows what asks for a number.
fn after_counting(lower: &str) -> Option<&str> {
    let counts = |at: &usize| {
        let before = lower.get(..*at).and_then(|head| head.unicode_words().next_back());
        let much = lower
            .get(*at..)
            .and_then(|tail| tail.strip_prefix("how much ").or_else(|| tail.strip_prefix("wie viel ")));
        let behind = much.and_then(|tail| tail.unicode_words().next());
        before.is_none_or(|before| !NUMBERED.contains(&before))
            && behind.is_none_or(|behind| !BEHIND_MUCH.contains(&behind))
    };
    let at =
        COUNTING.iter().filter_map(|cue| lower.find(cue).filter(counts).map(|at| at + cue.len())).max()?;
    let rest = lower.get(at..)?;
    Some(rest.trim_start_matches(|c: char| !c.is_whitespace() && c != '\'').trim_start_matches(['\'', ' ']))
}

/// Whether it asks for a number, and not for one with letters by which a thing is called.
pub(super) fn asks_for_a_number_of(lower: &str) -> bool {
    let before = |at: usize| lower.get(..at).and_then(|head| head.unicode_words().next_back());
    let mut found = lower.match_indices("number of").map(|(at, _)| at);
    found.any(|at| before(at).is_none_or(|before| !LETTERED.contains(&before)))
}

/// Whether the question, in lower case, asks for a number of single things.
pub(super) fn is_many(lower: &str) -> bool {
    // Of French nouns, those in the plural are counted.
    let plural = |rest: &str| {
        rest.unicode_words().next().is_some_and(|noun| !MASS.contains(&noun) && noun.ends_with(['s', 'x']))
    };
    let french = ["combien de ", "combien d'", "combien d’"];
    let mut behind = french.iter().filter_map(|cue| lower.split_once(cue));
    MANY.iter().any(|cue| lower.contains(cue)) || behind.any(|(_, rest)| plural(rest))
}

/// The unit that follows it, if it is one.
pub(super) fn unit_after(lower: &str) -> Option<String> {
    let rest = after_counting(lower)?;
    let first = of_word(rest.unicode_words().next()?).map(|(unit, _)| unit);
    // What stands behind it may make it another one, as in an amount: mètres cubes.
    let amount = format!("2 {rest}");
    let read = quantities(&amount).into_iter().find(|quantity| quantity.start == 0);
    let whole = read.filter(|quantity| quantity.unit.is_measure());
    whole.map(|quantity| quantity.unit.parts().0.to_owned()).or_else(|| first.map(str::to_owned))
}

/// The topic words that follow what asks for a number, up to the next other word, and those of an alternative to them.
pub(super) fn counted(language: &Language, lower: &str) -> Vec<String> {
    let Some(rest) = after_counting(lower) else { return Vec::new() };
    let first = |text: &str| language.phrases(text).into_iter().next().unwrap_or_default();
    let stems = |phrase: Vec<Word>| phrase.into_iter().map(|word| word.stem).collect::<Vec<_>>();
    let mut parts = OR.iter().filter_map(|or| rest.split_once(or));
    match parts.next() {
        Some((one, other)) if language.phrases(one).len() == 1 => {
            [stems(first(one)), stems(first(other))].concat()
        }
        Some(_) | None => stems(first(rest)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_are_both_counted() {
        for (question, both) in [
            ("How many taps or valves does the mill have?", ["taps", "valves"]),
            ("Wie viele Hähne oder Ventile hat die Mühle?", ["Hähne", "Ventile"]),
            ("Combien de robinets ou vannes compte le moulin ?", ["robinets", "vannes"]),
            ("¿Cuántas llaves o válvulas tiene el molino?", ["llaves", "válvulas"]),
            ("¿Cuántos barcos u hoteles hay en el puerto?", ["barcos", "hoteles"]),
        ] {
            let language = Language::of_text(question, None);
            let stems: Vec<String> = both.iter().flat_map(|noun| language.stems(noun)).collect();
            let counted = counted(&language, &question.to_lowercase());
            assert!(counted.starts_with(&stems), "{question}: {counted:?} {stems:?}");
        }
    }

    #[test]
    fn a_serial_number_counts_nothing() {
        let language = Language::default();
        assert!(counted(&language, "what is the serial number of the boiler?").is_empty());
        assert_eq!(counted(&language, "what is the number of boilers?"), language.stems("boilers"));
    }

    #[test]
    fn what_stands_further_on_between_others_is_no_alternative() {
        let question = "How many bells does the mill have in the tower or attic?";
        let language = Language::of_text(question, None);
        assert_eq!(counted(&language, &question.to_lowercase()), language.stems("bells"));
    }
}
