//! Words of a text as stems without stop words, by the rules of its language; ranks nothing.

mod classes;
pub(crate) mod clauses;
mod concepts;
mod contrasts;
mod detect;
mod forms;
mod parted;
mod qualifiers;
mod related;
mod spelling;
mod words;

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use rust_stemmers::{Algorithm, Stemmer};
use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

pub(crate) use classes::{WordSet, has_free_entry, is_free, is_people, is_people_stem, word_set};
pub(crate) use contrasts::{Member, are_opposites};
pub use detect::detect;
pub(crate) use qualifiers::Qualifiers;
pub(crate) use related::Spoken;
use spelling::lower_case;
pub(crate) use spelling::words_of;
use words::Sets;

/// A language with its own rules, by its BCP 47 code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LanguageCode {
    /// English; its rules serve texts of unknown language too.
    #[default]
    #[serde(rename = "en")]
    English,
    /// German.
    #[serde(rename = "de")]
    German,
    /// French.
    #[serde(rename = "fr")]
    French,
    /// Spanish.
    #[serde(rename = "es")]
    Spanish,
}

impl LanguageCode {
    /// Every language with its own rules.
    pub const ALL: [Self; 4] = [Self::English, Self::German, Self::French, Self::Spanish];

    fn stemmer(self) -> Stemmer {
        Stemmer::create(match self {
            Self::English => Algorithm::English,
            Self::German => Algorithm::German,
            Self::French => Algorithm::French,
            Self::Spanish => Algorithm::Spanish,
        })
    }

    /// Whether a sentence of this language goes on after `word`, which ends with a full stop and is in lower case.
    pub(crate) fn abbreviates(self, word: &str) -> bool {
        self.words().abbreviations.split(' ').any(|abbreviation| abbreviation == word)
    }

    /// Whether `word`, in lower case, is a function word: what starts a sentence more often than a name.
    pub(crate) fn has_function_word(self, word: &str) -> bool {
        self.sets().stop.contains(word)
    }
}

/// French verbs that only say how much something is.
const AMOUNTS: [&str; 4] = ["s'élève", "s'élèvent", "s'élevait", "s'élevaient"];

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As written.
    pub surface: String,
    /// Lower case, stemmed: the form that is compared.
    pub stem: String,
}

/// Turns text of one language into words. Building one is cheap; share it within a loop.
pub struct Language {
    code: LanguageCode,
    stemmer: Stemmer,
    sets: &'static Sets,
    /// Names in lower case with the stem that they have in every language.
    names: BTreeMap<String, String>,
    /// Stems of the words met so far: a corpus repeats its words a hundred times over.
    known: RefCell<HashMap<String, Option<String>>>,
}

impl Default for Language {
    fn default() -> Self {
        Self::of(LanguageCode::default())
    }
}

impl Language {
    /// The rules of a language.
    #[must_use]
    pub fn of(code: LanguageCode) -> Self {
        Self {
            code,
            stemmer: code.stemmer(),
            sets: code.sets(),
            names: BTreeMap::new(),
            known: RefCell::default(),
        }
    }

    /// The rules for `text`: those of its own language, else of `otherwise`, else English ones.
    #[must_use]
    pub fn of_text(text: &str, otherwise: Option<LanguageCode>) -> Self {
        Self::of(detect(text).or(otherwise).unwrap_or_default())
    }

    /// Whose rules these are.
    #[must_use]
    pub fn code(&self) -> LanguageCode {
        self.code
    }

    /// The words that carry a topic, in order.
    #[must_use]
    pub fn words(&self, text: &str) -> Vec<Word> {
        words_of(&self.joined(text)).filter_map(|word| self.word(word)).collect()
    }

    /// The stems of [`Language::words`].
    #[must_use]
    pub fn stems(&self, text: &str) -> Vec<String> {
        words_of(&self.joined(text)).filter_map(|word| self.stem_of(word)).collect()
    }

    /// Runs of topic words that stand together in a question, without the words that only ask.
    #[must_use]
    pub fn phrases(&self, question: &str) -> Vec<Vec<Word>> {
        let mut phrases: Vec<Vec<Word>> = vec![Vec::new()];
        for token in self.joined(question).split_word_bounds() {
            if token.chars().all(|c| c == ' ' || c == '-') {
                continue;
            }
            let topic =
                self.word(token).filter(|_| !self.sets.asking.contains(token.to_lowercase().as_str()));
            match (topic, phrases.last_mut()) {
                (Some(word), Some(last)) => last.push(word),
                _ => phrases.push(Vec::new()),
            }
        }
        phrases.retain(|phrase| !phrase.is_empty());
        phrases
    }

    /// The text with the prefixes of verbs where they belong.
    pub(crate) fn joined<'t>(&self, text: &'t str) -> Cow<'t, str> {
        parted::joined(self.code, text)
    }

    fn word(&self, surface: &str) -> Option<Word> {
        self.stem_of(surface).map(|stem| Word { surface: surface.to_owned(), stem })
    }

    /// The stem, looked up or found; `None` for a word that carries no topic.
    fn stem_of(&self, surface: &str) -> Option<String> {
        if let Some(stem) = self.known.borrow().get(surface) {
            return stem.clone();
        }
        let stem = self.stem(surface);
        self.known.borrow_mut().insert(surface.to_owned(), stem.clone());
        stem
    }

    /// The stem of a word that is not looked up again; `None` for one that carries no topic.
    pub(crate) fn stem(&self, surface: &str) -> Option<String> {
        let lower = lower_case(surface);
        // À combien s'élève la subvention: that is no pupil.
        if self.code == LanguageCode::French && AMOUNTS.contains(&lower.as_str()) {
            return None;
        }
        let lower = self.bare(&lower);
        if let Some(name) = self.names.get(lower) {
            return Some(name.clone());
        }
        let single = lower.chars().count() < 2 && !lower.chars().all(char::is_numeric);
        if single || self.sets.stop.contains(lower) || !lower.chars().any(char::is_alphanumeric) {
            return None;
        }
        // Who found a thing has not founded it, and pipes lead nothing; the stemmer takes one for the other.
        let lower = match (self.code, lower) {
            (LanguageCode::English, "found") => "find",
            (LanguageCode::German, "leitungen") => "rohre",
            (_, lower) => lower,
        };
        let stem = self.stemmer.stem(lower);
        let common = |stem: &str| concepts::concepts(self.code).get(stem).copied();
        if let Some(common) = common(&stem) {
            return Some(common.to_owned());
        }
        let noun = self.code == LanguageCode::German && surface.starts_with(char::is_uppercase);
        let verb = forms::infinitive(self.code, &stem).filter(|_| !noun || forms::may_be_form(lower));
        Some(verb.map_or_else(|| stem.into_owned(), |verb| common(verb).unwrap_or(verb).to_owned()))
    }
}

/// The numbers in a text as written, without thousands separators.
#[must_use]
pub fn numbers(text: &str) -> BTreeSet<String> {
    let starts_number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
    text.unicode_words().filter(starts_number).map(|word| word.replace(',', "")).collect()
}

/// Whether the word, in lower case, ends as most English participles do; a bed is none.
pub(crate) fn ends_like_a_participle(word: &str) -> bool {
    word.len() > "shed".len() && word.ends_with("ed")
}

/// Whether the text contains a negation of its language.
#[must_use]
pub fn is_negated(text: &str) -> bool {
    let code = detect(text);
    let codes = code.as_ref().map_or(LanguageCode::ALL.as_slice(), std::slice::from_ref);
    text.unicode_words().any(|word| {
        let word = word.to_lowercase().replace('’', "'");
        let elided = word.split_once('\'').map_or(word.as_str(), |(before, _)| before);
        let negates = |word: &str| {
            codes.iter().any(|code| code.words().negations.split(' ').any(|negation| negation == word))
        };
        negates(&word) || negates(elided) || word.ends_with("n't")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_the_topics_of_a_question() {
        let question = "How do heat pumps compare with gas boilers for heating older homes?";
        let phrases: Vec<String> = Language::default()
            .phrases(question)
            .iter()
            .map(|words| words.iter().map(|w| w.surface.as_str()).collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(phrases, ["heat pumps", "gas boilers", "heating older homes"]);
    }

    #[test]
    fn stems_join_word_forms() {
        let language = Language::default();
        assert_eq!(language.stems("The pumps pumped"), language.stems("pump pumping"));
    }

    #[test]
    fn numbers_and_negations_are_seen() {
        assert_eq!(numbers("1,200 kWh at 3.5").into_iter().collect::<Vec<_>>(), ["1200", "3.5"]);
        assert!(is_negated("It doesn’t work") && is_negated("It is not so") && !is_negated("It is so"));
    }

    #[test]
    fn each_language_has_its_own_stems_and_negations() {
        let same = |code, a, b| assert_eq!(Language::of(code).stems(a), Language::of(code).stems(b), "{a}");
        same(LanguageCode::German, "Die Wärmepumpen im Altbau", "eine Wärmepumpe Altbau");
        same(LanguageCode::French, "L'eau des réseaux de chaleur", "eau réseau chaleurs");
        same(LanguageCode::Spanish, "las bombas de calor", "una bomba calor");
        assert!(is_negated("Die Anlage ist nicht in Betrieb und wird es nie sein."));
        assert!(is_negated("L'eau n'est plus dans le réseau de la ville."));
        assert!(is_negated("La planta funciona sin gas en el invierno."));
        assert!(!is_negated("Die Anlage ist in Betrieb und wird es bleiben."));
    }

    #[test]
    fn verbs_that_help_and_words_that_ask_carry_no_topic_in_any_of_their_forms() {
        for (code, text) in [
            (LanguageCode::English, "Which kind of thing would whichever of yours have been?"),
            (LanguageCode::German, "Wie oft musste wer warum meine und unsere haben dürfen?"),
            (LanguageCode::French, "Combien devraient et pouvaient faire lesquelles ?"),
            (LanguageCode::Spanish, "¿Cuántas podrían tener nuestras y debían hacer quiénes?"),
        ] {
            let stems = Language::of(code).stems(text);
            assert!(stems.len() <= 1, "{stems:?}");
        }
    }

    #[test]
    fn questions_are_taken_apart_in_their_language() {
        let language =
            Language::of_text("Wie unterscheiden sich Wärmepumpen von Gasheizungen im Altbau?", None);
        assert_eq!(language.code(), LanguageCode::German);
        let phrases = language.phrases("Wie unterscheiden sich Wärmepumpen von Gasheizungen im Altbau?");
        let words: Vec<&str> = phrases.iter().flatten().map(|word| word.surface.as_str()).collect();
        assert_eq!(words, ["Wärmepumpen", "Gasheizungen", "Altbau"]);
    }
}
