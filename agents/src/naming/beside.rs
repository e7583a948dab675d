//! The words beside an interrogative that say what it asks for; reads no quote.

use super::classes::{Class, asked_by};
use super::done::{DOES, IS};
use crate::language::{Language, LanguageCode, ends_like_a_participle};

/// Nouns that ask for an amount or a time, which are compared as such.
const MEASURED: [&str; 33] = [
    "time",
    "hour",
    "year",
    "years",
    "date",
    "century",
    "number",
    "percentage",
    "uhr",
    "uhrzeit",
    "zeit",
    "jahr",
    "jahre",
    "jahrhundert",
    "datum",
    "stunde",
    "heure",
    "heures",
    "année",
    "an",
    "siècle",
    "moment",
    "hora",
    "horas",
    "año",
    "fecha",
    "siglo",
    "age",
    "alter",
    "âge",
    "edad",
    "much",
    "many",
];
/// Words between an interrogative and the noun that it asks for.
const NOUN_WITHIN: usize = 4;
/// Forms of "to be" behind which what is asked for may stand: what is the name.
const COPULAS: [&str; 14] =
    ["is", "are", "was", "were", "ist", "sind", "war", "waren", "est", "sont", "était", "es", "son", "era"];
/// What stands before a noun without being one.
const ARTICLES: [&str; 18] = [
    "the", "a", "an", "der", "die", "das", "ein", "eine", "le", "la", "les", "l", "un", "une", "el", "los",
    "las", "una",
];
/// What stands for an object or before one and is no article.
const OBJECTS: [&str; 28] = [
    "it", "him", "her", "them", "us", "his", "its", "their", "this", "that", "these", "those", "ihn", "sie",
    "es", "ihm", "ihnen", "den", "dem", "einen", "einem", "lo", "se", "su", "sus", "son", "sa", "ses",
];
/// Those of them behind which a question asks what something is: what is a mayor.
const ANY: [&str; 7] = ["a", "an", "ein", "eine", "un", "une", "una"];
/// Auxiliaries behind which the subject may have stood before: which country has signed.
const HAS: [&str; 12] =
    ["has", "have", "had", "hat", "haben", "hatte", "a", "ont", "ha", "han", "can", "will"];
/// English nouns of which one with a noun for somebody before it tells nobody.
const HEADS: [&str; 12] = [
    "size",
    "income",
    "budget",
    "policy",
    "policies",
    "law",
    "structure",
    "reform",
    "number",
    "day",
    "history",
    "name",
];
/// Prepositions behind which something else is spoken of: what body in the town.
const PREPOSITIONS: [&str; 30] = [
    "in", "on", "at", "by", "for", "from", "with", "to", "about", "than", "as", "between", "im", "am", "auf",
    "bei", "mit", "für", "zu", "zum", "zur", "nach", "dans", "sur", "par", "pour", "avec", "con", "para",
    "por",
];

/// The words of the noun phrase beside the interrogative at a place: up to a verb or a preposition behind its first noun.
pub(super) fn words<'a, 'w>(language: &Language, words: &'a [&'w str], at: usize) -> &'a [&'w str] {
    let behind = words.get(at + 1..).unwrap_or_default();
    let light = |word: &&str| COPULAS.contains(word) || ARTICLES.contains(word);
    let noun = behind.iter().position(|word| !light(word)).map_or(0, |first| first + 1);
    let ends = |word: &&str| {
        DOES.contains(word)
            || IS.contains(word)
            || PREPOSITIONS.contains(word)
            || is_english_participle(language, word)
    };
    let rest = behind.get(noun..).unwrap_or_default();
    // Behind its noun a word with an object of its own is a verb: which mechanic kept the tram.
    let governs = |at: usize| rest.get(at + 1).is_some_and(|next| is_object(next));
    let inside = rest.iter().enumerate().take_while(|(at, word)| !ends(word) && !governs(*at));
    let long = noun + inside.count();
    behind.get(..long.min(NOUN_WITHIN)).unwrap_or_default()
}

/// Whether an object begins with the word, in lower case. "Der" stands before a German genitive: welche alte Tür der Mühle.
fn is_object(word: &str) -> bool {
    ARTICLES.contains(&word) && word != "der" || OBJECTS.contains(&word) || word.starts_with("l'")
}

/// Whether what stands there asks for an amount or a time.
pub(super) fn is_measured(beside: &[&str]) -> bool {
    beside.first().is_some_and(|word| MEASURED.contains(word))
}

/// What the question asks for by a noun beside its interrogative at a place.
pub(super) fn class(language: &Language, words: &[&str], at: usize) -> Option<Class> {
    let beside = self::words(language, words, at);
    let copula = beside.first().is_some_and(|word| COPULAS.contains(word));
    // What something is asks for no other thing of its kind.
    let last = words.len().checked_sub(1);
    let bare =
        |noun: usize| Some(at + 1 + noun) == last && !beside.iter().any(|word| ARTICLES.contains(word));
    if copula && beside.get(1).is_some_and(|word| ANY.contains(word)) {
        return None;
    }
    let nouns = beside.iter().enumerate().filter(|(_, word)| !is_english_participle(language, word));
    let mut nouns = nouns.filter(|(noun, _)| !copula || !is_part(words.get(at + 2 + noun)) && !bare(*noun));
    nouns.find_map(|(_, word)| asked_by(language, word))
}

/// Whether, behind a copula, the word makes one noun of the one before it and itself: the family size.
fn is_part(next: Option<&&str>) -> bool {
    next.is_some_and(|next| HEADS.contains(next))
}

/// Whether the question, which opens with its interrogative, asks which one did or is something: no auxiliary stands behind the noun.
pub(super) fn is_subject(language: &Language, words: &[&str]) -> bool {
    let behind = self::words(language, words, 0).len() + 1;
    !words.get(behind).is_some_and(|word| DOES.contains(word) && !HAS.contains(word))
}

/// Whether the word, in lower case, has the form of one: associated is no association.
fn is_english_participle(language: &Language, word: &str) -> bool {
    language.code() == LanguageCode::English && ends_like_a_participle(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(question: &str) -> Option<Class> {
        let language = Language::of(LanguageCode::English);
        class(&language, &question.split(' ').collect::<Vec<_>>(), 0)
    }

    #[test]
    fn the_noun_of_the_interrogative_says_what_is_asked_for() {
        for question in
            ["what company built the mill", "what is the firm that built it", "which old firm runs it"]
        {
            assert_eq!(asked(question), Some(Class::Somebody), "{question}");
        }
        for question in [
            "which diseases do many scientists see",
            "what was the family size",
            "what are managers",
            "what is a company",
            "what is water associated with",
            "which line includes land plants",
        ] {
            assert_eq!(asked(question), None, "{question}");
        }
    }
}
