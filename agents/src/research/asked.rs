//! Which attribute of what a question asks for: its units, the noun that it counts, whether a person, a time, a yes or no is
//! wanted. It reads no document.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use super::counted::{is_many, unit_after};
use super::dimension::Dimensions;
use super::expected::Expected;
use super::kinds::{self, TIMES};
use super::means::asks_with_what;
pub(crate) use super::named::named_pairs;
use super::terms::{Term, terms};
use super::value::{ATTRIBUTES, Attribute, Value, opens_with};
use crate::language::{Language, LanguageCode, Spoken, WordSet, word_set};
use crate::naming::is_dated;
use crate::quantities::months;

/// What asks for somebody.
const WHO: &[&str] = &["who", "whom", "wer", "wem", "qui", "quién", "quiénes"];
/// What asks for a time where a question begins. Not all that asks for one that comes back: an hour or a day is told in many more
/// ways than a sentence can be looked through for.
const TIMED: &[&str] = &[
    "when",
    "year",
    "century",
    "decade",
    "date",
    "wann",
    "jahr",
    "jahrhundert",
    "jahrzehnt",
    "datum",
    "quand",
    "année",
    "siècle",
    "décennie",
    "cuándo",
    "año",
    "siglo",
    "década",
    "fecha",
];
/// What leaves more than a yes or no open.
pub(super) const OPEN: &[&str] = &[
    "how", "what", "when", "which", "who", "whom", "whose", "where", "why", "wie", "was", "wann", "wer",
    "wem", "wen", "wessen", "wo", "woher", "wohin", "woraus", "womit", "wovon", "worin", "wofür", "woran",
    "wozu", "wogegen", "worüber", "worauf", "wonach", "wodurch", "wobei", "wovor", "wieso", "weswegen",
    "warum", "weshalb", "welche", "welcher", "welches", "welchen", "welchem", "combien", "quand", "qui",
    "quel", "quelle", "quels", "quelles", "où", "quoi", "lequel", "laquelle", "pourquoi", "comment",
    "cuánto", "cuánta", "cuántos", "cuántas", "cuándo", "quién", "quiénes", "qué", "cuál", "cuáles", "dónde",
    "adónde", "cómo", "compare", "name", "list",
];

/// Verbs that open a question for a yes or no, whatever its other words are, and verbs after which they open another one.
const OPENING: &[&str] = &[
    "is", "are", "was", "were", "am", "does", "do", "did", "can", "could", "may", "might", "must", "shall",
    "should", "will", "would", "has", "have", "had", "isn't", "aren't", "doesn't", "ist", "sind", "war",
    "waren", "wird", "werden", "wurde", "wurden", "hat", "haben", "hatte", "kann", "können", "konnte",
    "darf", "dürfen", "durfte", "muss", "müssen", "musste", "soll", "sollen", "gibt", "lässt", "est-ce",
    "est", "sont", "peut", "peuvent", "doit", "doivent", "faut", "y", "puis", "es", "son", "está", "están",
    "puede", "pueden", "puedo", "hay", "se", "debe", "deben", "tiene", "tienen", "fue", "fueron", "ha",
    "han",
];
pub(super) static TELLING: WordSet = WordSet::new(|| {
    word_set(
        "tell say know explain sagen sag erklären wissen dire savoir expliquer decir decirme saber explicar",
    )
});

/// What a question wants to know.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    /// As it is asked.
    pub(crate) question: String,
    /// Stems of all its topic words but numbers.
    pub(crate) stems: BTreeSet<String>,
    /// Stems of those that are no names: what is asked about the thing that is named.
    pub(crate) plain: BTreeSet<String>,
    /// The attribute's stem, if it is one that is told in certain units.
    pub(crate) attribute: Option<&'static str>,
    /// Those units; empty where any will do.
    pub(crate) units: &'static [&'static str],
    /// Whether it may be told in others too, or without a unit.
    others: bool,
    /// Stems of words of which what is told must name one, if it must.
    naming: BTreeSet<String>,
    /// The unit that the question names, brought to the form of its kind.
    pub(crate) unit: Option<String>,
    /// Stems of the noun that is counted, with what stands beside it.
    pub(crate) counted: Vec<String>,
    /// Whether a number of single things is asked for.
    pub(crate) many: bool,
    /// Which dimension it asks for, if it names one.
    pub(crate) dimensions: Dimensions,
    /// Whether the attribute must be named beside the value.
    pub(crate) named: bool,
    /// Things with the name beside them: (school, oak), (hotel, mar).
    pub(crate) named_pairs: BTreeSet<(String, String)>,
    /// All words in lower case.
    words: BTreeSet<String>,
    /// Whether somebody is asked for.
    pub(crate) who: bool,
    /// Whether a time is asked for.
    pub(crate) when: bool,
    /// Whether it opens with what asks for a time.
    pub(crate) timed: bool,
    /// Whether it is the age of something.
    pub(crate) age: bool,
    /// Whether it is how long something has been so.
    pub(crate) lasting: bool,
    /// Whether neither an amount, a time nor somebody is asked for.
    pub(crate) open: bool,
    /// Whether a reason is asked for.
    pub(crate) reason: bool,
    /// Whether it asks with what something is done.
    pub(super) means: bool,
    /// Whether yes or no is an answer.
    pub(crate) yes_no: bool,
    /// Years that it names, and months of them.
    pub(crate) years: Vec<i32>,
    pub(crate) months: BTreeSet<u8>,
    /// Its topic words with what may stand for them.
    pub(crate) terms: Vec<Term>,
}

impl Asked {
    pub(crate) fn of(language: &Language, question: &str) -> Self {
        let lower = question.to_lowercase().replace('’', "'");
        let words: Vec<&str> = lower.unicode_words().collect();
        let topic = |stem: &String| !stem.starts_with(char::is_numeric);
        let stems: BTreeSet<String> = language.stems(question).into_iter().filter(topic).collect();
        let expected = Expected::of(question);
        let value = Value::of(language, &lower, &words, &stems, expected.amount);
        let stems: BTreeSet<String> = stems.difference(value.kind_stems()).cloned().collect();
        let named_pairs = named_pairs(language, question);
        let mut names = names(language, question);
        names.extend(named_pairs.iter().map(|(_, name)| name.clone()));
        let (who, age) = (opens_with(&words, WHO), kinds::is_age(&lower));
        let mut asked = Self {
            question: question.to_owned(),
            plain: stems.difference(&names).cloned().collect(),
            stems,
            attribute: value.attribute.map(|(stem, ..)| *stem),
            units: value.units(),
            others: value.kind.is_some_and(|kind| !kind.only),
            naming: value.naming(),
            named: value.attribute.is_some_and(|(.., named)| *named) && !kinds::is_altitude(&lower),
            unit: value.counted.first().and_then(|_| unit_after(&lower)),
            named_pairs,
            words: words.iter().map(|word| (*word).to_owned()).collect(),
            who,
            when: expected.time && !value.moment.is_some_and(|moment| moment.only) || age,
            timed: opens_with(&words, TIMED) && !kinds::opens_a_clause(&words),
            age,
            lasting: kinds::is_lasting(&lower),
            reason: expected.reason,
            means: asks_with_what(&lower),
            open: !expected.amount && !expected.time && value.is_none() && !who,
            yes_no: may_be_yes_or_no(language, &words) && question.trim_end().ends_with('?'),
            many: is_many(&lower) && !expected.often,
            dimensions: Dimensions::of(question),
            // How many times asks how often, not for times.
            counted: if expected.often { Vec::new() } else { value.counted },
            years: expected.years,
            months: months(question),
            terms: Vec::new(),
        };
        asked.terms = terms(language, &asked);
        asked
    }

    /// Whether a value in this unit can be what is asked for; `None` where the question does not tell.
    pub(crate) fn fits(&self, unit: &str) -> Option<bool> {
        let base = unit.split(" per ").next().unwrap_or(unit);
        match &self.unit {
            Some(asked) => Some(asked == base),
            None if self.units.contains(&base) => Some(true),
            None => (!self.units.is_empty() && !self.others).then_some(false),
        }
    }

    /// Stems of the names in it.
    pub(crate) fn names(&self) -> impl Iterator<Item = &String> {
        self.stems.difference(&self.plain)
    }

    /// What may stand for a word of the question.
    pub(crate) fn related(&self, stem: &str) -> impl Iterator<Item = &String> {
        self.terms.iter().filter(move |term| term.stem == stem).flat_map(|term| term.related.keys())
    }

    /// What may stand for it in a sentence of a language.
    pub(super) fn related_in(&self, stem: &str, code: LanguageCode) -> impl Iterator<Item = &String> {
        let terms = self.terms.iter().filter(move |term| term.stem == stem);
        let own = move |(_, spoken): &(_, &Spoken)| spoken.meets(Spoken::of(code));
        terms.flat_map(move |term| term.related.iter().filter(own)).map(|(stem, _)| stem)
    }

    /// Whether a price is asked for.
    pub(crate) fn is_money(&self) -> bool {
        self.units.contains(&"EUR")
    }

    /// Whether the question has the word, as it is written.
    pub(crate) fn has_word(&self, word: &str) -> bool {
        self.words.contains(&word.to_lowercase())
    }

    /// Whether another attribute of the same units is named among the stems, and the one that is asked for is not.
    pub(crate) fn is_of_another(&self, stems: &BTreeSet<String>) -> bool {
        if !self.naming.is_empty() {
            return self.naming.is_disjoint(stems);
        }
        let Some(own) = self.attribute else { return false };
        let rival = |(stem, units, _): &&Attribute| {
            // How long something is may be told by how long it lasts.
            let lasts = own == "length" && units.iter().all(|unit| TIMES.contains(unit));
            *stem != own
                && !lasts
                && units.iter().any(|unit| self.units.contains(unit))
                && stems.contains(*stem)
        };
        !stems.contains(own)
            && (self.named || ATTRIBUTES.iter().any(|row| rival(&row)) && self.units.contains(&"m"))
    }
}

/// Whether yes or no may answer: nothing else is asked for, or the verb comes first.
fn may_be_yes_or_no(language: &Language, words: &[&str]) -> bool {
    let german = language.code() == LanguageCode::German;
    let opens = words.iter().any(|word| OPEN.contains(word) && (german || *word != "was"));
    // German "was" asks for what, where the English one is a verb.
    let verb_first = words.first().is_some_and(|word| OPENING.contains(word) && !(german && *word == "was"));
    verb_first && !words.iter().any(|word| TELLING.contains(*word)) || !opens
}

/// Stems of the words with a capital inside the question; in German, which writes all nouns so, of those that are no known
/// words.
fn names(language: &Language, question: &str) -> BTreeSet<String> {
    let mut opens = true;
    let mut out = BTreeSet::new();
    for word in question.split_word_bounds().filter(|word| word.starts_with(char::is_alphanumeric)) {
        if word.starts_with(char::is_uppercase) && !opens && !is_dated(language, word) {
            let german = language.code() == LanguageCode::German;
            out.extend(language.stems(word).into_iter().filter(|stem| !german || !language.knows(stem)));
        }
        opens = false;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(question: &str) -> Asked {
        Asked::of(&Language::of_text(question, None), question)
    }

    #[test]
    fn the_attribute_decides_about_the_unit() {
        assert_eq!(asked("How wide is the bridge?").fits("m"), Some(true));
        assert_eq!(asked("Was kostet die Fahrkarte?").fits("EUR per year"), Some(true));
        assert_eq!(asked("What does a ticket cost?").fits("m"), Some(false));
        assert_eq!(asked("How many seals were counted?").counted.first().map(String::as_str), Some("seal"));
    }

    #[test]
    fn a_height_above_the_sea_is_told_without_the_word() {
        let none = BTreeSet::new();
        assert!(asked("How high is the mill?").is_of_another(&none));
        assert!(!asked("How high above the sea is the mill?").is_of_another(&none));
        assert!(!asked("Wie hoch über dem Meer liegt die Mühle?").is_of_another(&none));
    }

    #[test]
    fn one_word_of_a_question_stands_for_no_other_one() {
        let has = |question: &str| {
            let stem = |word: &str| Language::of(LanguageCode::English).stems(word).remove(0);
            asked(question).related(&stem("card")).any(|other| *other == stem("ticket"))
        };
        assert!(has("How do I pay for the ferry with a card?"));
        assert!(!has("How do I pay for the ticket of the ferry with a card?"));
    }

    #[test]
    fn kinds_of_questions_are_told_apart() {
        assert!(asked("Who built the mill?").who && asked("Wann wurde die Mühle gebaut?").when);
        assert!(asked("Are dogs allowed on the islands?").yes_no && !asked("How high is the tower?").yes_no);
        assert!(asked("Can one walk on the dam when it rains?").yes_no);
        assert!(asked("Est-ce que les chiens qui sont tenus en laisse entrent ?").yes_no);
        assert!(!asked("Can you tell me who built the mill?").yes_no);
        assert!(!asked("Aus welchem Holz sind die Balken?").yes_no);
        assert!(!asked("Was war im ersten Paket aus dem Lager?").yes_no);
        let winter = ["Ist das Bad im Winter geöffnet?", "¿Abre el museo en invierno?"];
        assert!(winter.into_iter().all(|question| asked(question).yes_no));
    }
}
