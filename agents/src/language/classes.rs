//! Words of one class that rules of several kinds look for, in four languages: people of any kind, and what costs nothing;
//! judges no statement.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use super::clauses::CLAUSE_ENDS;
use super::{Language, LanguageCode};

/// Words that every word of a text is looked up in.
pub(crate) type WordSet = LazyLock<HashSet<&'static str>>;

/// The words of a list with blanks between them.
pub(crate) fn word_set(list: &'static str) -> HashSet<&'static str> {
    list.split_whitespace().collect()
}

/// Words that stand for people of any kind, whatever they are called where they are counted.
const PEOPLE: [(LanguageCode, &[&str]); 4] = [
    (LanguageCode::English, &["people", "person", "persons"]),
    (LanguageCode::German, &["menschen", "personen"]),
    (LanguageCode::French, &["personne"]),
    (LanguageCode::Spanish, &["persona", "gente"]),
];
static PEOPLE_STEMS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let stems = |(code, words): (LanguageCode, &[&str])| Language::of(code).stems(&words.join(" "));
    PEOPLE.into_iter().flat_map(stems).collect()
});

/// What costs nothing, whatever it is.
const FREE: [&str; 22] = [
    "free",
    "gratis",
    "complimentary",
    "kostenlos",
    "kostenlose",
    "kostenloser",
    "kostenloses",
    "kostenlosen",
    "kostenfrei",
    "kostenfreie",
    "unentgeltlich",
    "gebührenfrei",
    "umsonst",
    "gratuit",
    "gratuite",
    "gratuits",
    "gratuites",
    "gratuitement",
    "gratuito",
    "gratuita",
    "gratuitos",
    "gratuitas",
];
/// German "frei" is vacant or open as often as free of charge: it is the latter only of what else is paid for, by its ending,
/// for a compound is one, too.
const PAID_FOR: [&str; 6] = ["eintritt", "teilnahme", "besuch", "besichtigung", "führung", "parken"];
/// The forms of "frei" before a noun.
const FREI: [&str; 5] = ["freie", "freien", "freier", "freies", "freiem"];

/// Whether a word, in lower case, stands for people of any kind.
pub(crate) fn is_people(word: &str) -> bool {
    PEOPLE.iter().any(|(_, words)| words.contains(&word))
}

/// Whether it is the stem of such a word, in its own language.
pub(crate) fn is_people_stem(stem: &str) -> bool {
    PEOPLE_STEMS.contains(stem)
}

/// Whether a word, in lower case, says of anything that it costs nothing.
pub(crate) fn is_free(word: &str) -> bool {
    FREE.contains(&word)
}

/// Whether the text says in German that what is paid for elsewhere is free: "Der Eintritt ist frei", "bei freiem Eintritt".
pub(crate) fn has_free_entry(text: &str) -> bool {
    let paid_for = |word: &str| PAID_FOR.iter().any(|noun| word.ends_with(noun));
    let lower = text.to_lowercase();
    let clauses = lower.split(|c: char| CLAUSE_ENDS.contains(&c) || ['.', '!', '?', '|'].contains(&c));
    clauses.map(|clause| clause.split_whitespace().collect::<Vec<_>>()).any(|words| {
        let last = words.last().is_some_and(|last| *last == "frei");
        let before = words.windows(2).any(|pair| matches!(pair, [a, b] if FREI.contains(a) && paid_for(b)));
        before || last && words.iter().any(|word| paid_for(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_known_by_word_and_by_the_stem_of_their_own_language() {
        for (code, word) in [
            (LanguageCode::English, "people"),
            (LanguageCode::German, "Menschen"),
            (LanguageCode::French, "personnes"),
            (LanguageCode::Spanish, "gente"),
        ] {
            let stems = Language::of(code).stems(word);
            assert!(!stems.is_empty() && stems.iter().all(|stem| is_people_stem(stem)), "{word}");
        }
        assert!(is_people("menschen") && !is_people("geese") && !is_people_stem("gees"));
    }

    #[test]
    fn frei_is_free_of_charge_only_of_what_is_paid_for() {
        for free in
            ["Der Eintritt ist frei.", "Am Sonntag: Eintritt frei", "Kinder haben freien Museumseintritt."]
        {
            assert!(has_free_entry(free), "{free}");
        }
        for other in [
            "Im Saal sind noch Plätze frei.",
            "Der Eintritt gibt frei wählbare Plätze.",
            "Freie Plätze gibt es gegen Eintritt.",
            "Der Eintritt kostet 6 Euro, der Hof ist frei.",
        ] {
            assert!(!has_free_entry(other), "{other}");
        }
    }
}
