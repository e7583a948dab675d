//! By what a question tells its thing from others of the kind: number, name, place, kind; reads no document.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use unicode_segmentation::UnicodeSegmentation;

use super::asked::{Asked, named_pairs};
use crate::language::{Language, LanguageCode};
use crate::naming::is_dated;
use crate::quantities::number_of;

/// Things of which a place has several, each with a number: car park two.
const SEVERAL: [&str; 12] = [
    "park", "line", "platform", "room", "hall", "unit", "phase", "linie", "gleis", "halle", "ligne", "línea",
];
/// Those of them that are one thing in several languages.
const SAME: [(&str, &[&str]); 3] =
    [("line", &["linie", "ligne", "línea"]), ("platform", &["gleis"]), ("hall", &["halle"])];
/// Words with a capital at the beginning of a sentence, before a number that is no name.
const OPENING: [&str; 6] = ["in", "of", "from", "bis", "von", "im"];
/// Between the numbers of several, and how many more are looked at.
const AND: [&str; 9] = ["and", "or", "to", "und", "oder", "bis", "et", "y", "a"];
const MORE: usize = 3;
/// What is said of a thing of any kind, and tells none.
const ANY_KIND: [&str; 50] = [
    "new", "old", "own", "whole", "next", "same", "current", "present", "first", "last", "second", "third",
    "main", "total", "only", "other", "big", "small", "large", "young", "great", "little", "good", "free",
    "strong", "brown", "red", "long", "high", "normal", "public", "private", "primary", "town", "village",
    "city", "local", "council", "state", "parish", "county", "stone", "brick", "railway", "milk", "dairy",
    "paid", "square", "hard", "open",
];
/// Plurals without an ending.
const PLURALS: [&str; 9] =
    ["people", "children", "men", "women", "fish", "sheep", "police", "staff", "cattle"];
/// How what is said of a thing ends often: walled, typical, comfortable, oldest.
const SAYING: [&str; 9] = ["ed", "al", "able", "ible", "ic", "ous", "ful", "ive", "est"];
/// Before the name of a town, and before that of a house too: at Wren Lodge.
const IN: [&str; 3] = ["in", "à", "en"];
const AT: [&str; 3] = ["at", "bei", "zu"];

/// What another thing of the kind differs in.
#[derive(Debug, Default)]
pub(super) struct Identity {
    /// Words in lower case, each with the numbers behind it.
    pub(super) numbered: Vec<(String, RangeInclusive<f64>)>,
    /// Stems of things that are no names, each with that of its name.
    pub(super) named: BTreeSet<(String, String)>,
    /// Stems of the names of places that something is in.
    pub(super) places: Vec<String>,
    /// Stems of nouns, each behind that of what kind it is: a knee operation.
    pub(super) kinds: Vec<(String, String)>,
}

impl Identity {
    pub(super) fn of(language: &Language, asked: &Asked) -> Self {
        let text = asked.question.as_str();
        let named = |stem: &String| asked.stems.contains(stem) && !asked.plain.contains(stem);
        let mut pairs = pairs(language, text);
        pairs.retain(|(thing, name)| named(name) && !named(thing));
        let mut places = placed(language, text, &[IN, AT].concat());
        places.retain(named);
        Self { numbered: numbered(text), named: pairs, places, kinds: kinds(language, asked) }
    }
}

/// Words, in lower case, with the numbers by which one or some of several are called: Tessera 3, SC-40, car park two, line 3 and
/// 4, zones 1-3.
pub(super) fn numbered(text: &str) -> Vec<(String, RangeInclusive<f64>)> {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let one = |(at, word): (usize, &&str)| {
        let (lower, behind) = (word.to_lowercase(), words.get(at + 1)?);
        let digits = behind.chars().all(|c| c.is_ascii_digit());
        let capital = word.starts_with(char::is_uppercase) && digits && !OPENING.contains(&lower.as_str());
        let called = word.starts_with(char::is_alphabetic) && (capital || SEVERAL.contains(&lower.as_str()));
        // A number of four digits is a year as often as not.
        let few = |word: &str| {
            let lower = word.to_lowercase();
            // Of the words for one, most are articles.
            let article = lower != "1" && lower != "one";
            number_of(&lower).filter(|number| *number < 1000.0 && !(article && *number <= 1.0))
        };
        let first = few(behind).filter(|_| called)?;
        let others = words.iter().skip(at + 2).filter(|word| !AND.contains(word)).map_while(|word| few(word));
        let same = SAME.iter().find(|(_, others)| others.contains(&lower.as_str()));
        let lower = same.map_or(lower, |(one, _)| (*one).to_owned());
        Some((lower, first..=others.take(MORE).fold(first, f64::max)))
    };
    words.iter().enumerate().filter_map(one).collect()
}

/// Stems of things with those of their names, behind them, and in English before them: the Lormes festival.
pub(super) fn pairs(language: &Language, text: &str) -> BTreeSet<(String, String)> {
    let mut out = named_pairs(language, text);
    if language.code() == LanguageCode::English {
        let words: Vec<&str> = text.unicode_words().collect();
        // A sentence's first word has a capital in any case.
        let inside = words.get(1..).unwrap_or_default().windows(2);
        out.extend(inside.filter_map(|pair| match pair {
            [name, thing] if name.starts_with(char::is_uppercase) => {
                language.stem(thing).zip(language.stem(name))
            }
            _ => None,
        }));
    }
    out
}

/// Stems of the names of towns in a text.
pub(super) fn towns(language: &Language, text: &str) -> Vec<String> {
    placed(language, text, &IN)
}

/// Stems of the words with a capital behind one of the prepositions that are no times.
fn placed(language: &Language, text: &str, prepositions: &[&str]) -> Vec<String> {
    let words: Vec<&str> = text.unicode_words().collect();
    let place = |pair: &[&str]| match pair {
        [before, name] if prepositions.contains(&before.to_lowercase().as_str()) => {
            (name.starts_with(char::is_uppercase) && !is_dated(language, name))
                .then(|| language.stem(name))?
        }
        _ => None,
    };
    words.windows(2).filter_map(place).collect()
}

/// Whether a word, in lower case, says of what kind a thing is: neither a number nor what is said of all things.
pub(super) fn tells_a_kind(word: &str) -> bool {
    let said = ANY_KIND.contains(&word) || SAYING.iter().any(|end| word.ends_with(end));
    number_of(word).is_none() && !word.starts_with(char::is_numeric) && !said
}

/// Nouns behind what kind they are, as English has them side by side.
fn kinds(language: &Language, asked: &Asked) -> Vec<(String, String)> {
    if language.code() != LanguageCode::English {
        return Vec::new();
    }
    let words: Vec<&str> = asked.question.unicode_words().collect();
    let plain = |word: &str| {
        let lower = word.starts_with(char::is_lowercase);
        language.stem(word).filter(|stem| lower && asked.plain.contains(stem))
    };
    let kind = |pair: &[&str]| match pair {
        // A plural stands before a verb: the diggers met, people live.
        [kind, noun] if tells_a_kind(kind) && !kind.ends_with('s') && !PLURALS.contains(kind) => {
            plain(kind).zip(plain(noun))
        }
        _ => None,
    };
    words.windows(2).filter_map(kind).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(question: &str) -> Identity {
        let language = Language::of_text(question, None);
        Identity::of(&language, &Asked::of(&language, question))
    }

    #[test]
    fn a_number_behind_a_name_or_one_of_several_things_is_part_of_it() {
        let one = |text: &str| numbered(text).into_iter().next();
        assert_eq!(one("When was Tessera 3 released?"), Some(("tessera".to_owned(), 3.0..=3.0)));
        assert_eq!(one("How hot did the SC-40 get?"), Some(("sc".to_owned(), 40.0..=40.0)));
        assert_eq!(one("How many cars does car park two hold?"), Some(("park".to_owned(), 2.0..=2.0)));
        for text in
            ["In 3 years all was done.", "How many bells were cast in Elmfold 1871?", "It has 12 bells."]
        {
            assert_eq!(one(text), None, "{text}");
        }
    }

    #[test]
    fn a_kind_stands_before_its_noun_and_a_place_behind_its_preposition() {
        let stem = |word: &str| Language::of(LanguageCode::English).stems(word).remove(0);
        let asked = identity("How long is the wait for a knee operation?");
        assert!(asked.kinds.contains(&(stem("knee"), stem("operation"))), "{:?}", asked.kinds);
        assert!(identity("How wide is the new bridge?").kinds.is_empty());
        assert!(identity("How many walled gardens are there?").kinds.is_empty());
        assert_eq!(identity("What does a ticket cost in Elmfold?").places, [stem("elmfold")]);
    }
}
