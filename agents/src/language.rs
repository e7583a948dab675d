//! Words of a text as stems without stop words; English rules, applied to any language until others have theirs.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use rust_stemmers::{Algorithm, Stemmer};
use unicode_segmentation::UnicodeSegmentation;

/// Words that carry no topic. Kept short: a rare word that slips through costs little, a lost topic word a finding.
const STOP_WORDS: &str = "a about above across after again against all almost also although always am among an and \
any are around as at away be became because become been before being below between both but by can could did do \
does doing done down during each either else ever every few for from further get gets give given go goes had has \
have having he her here hers him his how however i if in into is it its itself just least less let like made make \
makes many may me might more most much must my near need needs neither no nor not now of off often on once one only \
onto or other others our out over own per perhaps quite rather really said same say says see shall she should since \
so some such take takes tell than that the their them then there these they this those though through thus to too \
toward under until up upon us use used uses using usually very via was we well were what when where whether which \
while who whom whose why will with within without would yes yet you your";

/// Words that say what the asker wants done, not what about.
const ASKING_WORDS: &str = "advantage advantages affect affects analyse analyze best better case compare compared \
compares comparing comparison describe difference differences differ discuss effect effects explain find good help \
overview pros cons report research review summarise summarize summary tell versus vs work works worse write";

/// Words that turn a statement around.
const NEGATIONS: [&str; 8] = ["not", "never", "no", "cannot", "neither", "nor", "without", "n't"];

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As written.
    pub surface: String,
    /// Lower case, stemmed: the form that is compared.
    pub stem: String,
}

/// Turns text into words. Building one is cheap; share it within a loop.
pub struct Language {
    stemmer: Stemmer,
    stop: BTreeSet<&'static str>,
    asking: BTreeSet<&'static str>,
    /// Stems of the words met so far: a corpus repeats its words a hundred times over.
    known: RefCell<HashMap<String, Option<String>>>,
}

impl Default for Language {
    fn default() -> Self {
        Self {
            stemmer: Stemmer::create(Algorithm::English),
            stop: STOP_WORDS.split(' ').collect(),
            asking: ASKING_WORDS.split(' ').collect(),
            known: RefCell::default(),
        }
    }
}

impl Language {
    /// The words that carry a topic, in order.
    #[must_use]
    pub fn words(&self, text: &str) -> Vec<Word> {
        text.unicode_words().filter_map(|word| self.word(word)).collect()
    }

    /// The stems of [`Language::words`].
    #[must_use]
    pub fn stems(&self, text: &str) -> Vec<String> {
        self.words(text).into_iter().map(|word| word.stem).collect()
    }

    /// Runs of topic words that stand together in a question, without the words that only ask.
    #[must_use]
    pub fn phrases(&self, question: &str) -> Vec<Vec<Word>> {
        let mut phrases: Vec<Vec<Word>> = vec![Vec::new()];
        for token in question.split_word_bounds() {
            if token.chars().all(|c| c == ' ' || c == '-') {
                continue;
            }
            let topic = self.word(token).filter(|_| !self.asking.contains(token.to_lowercase().as_str()));
            match (topic, phrases.last_mut()) {
                (Some(word), Some(last)) => last.push(word),
                _ => phrases.push(Vec::new()),
            }
        }
        phrases.retain(|phrase| !phrase.is_empty());
        phrases
    }

    fn word(&self, surface: &str) -> Option<Word> {
        if let Some(stem) = self.known.borrow().get(surface) {
            return stem.clone().map(|stem| Word { surface: surface.to_owned(), stem });
        }
        let stem = self.stem(surface);
        self.known.borrow_mut().insert(surface.to_owned(), stem.clone());
        stem.map(|stem| Word { surface: surface.to_owned(), stem })
    }

    /// `None` for a word that carries no topic.
    fn stem(&self, surface: &str) -> Option<String> {
        let lower = surface.to_lowercase().replace('’', "'");
        let lower = lower.strip_suffix("'s").unwrap_or(&lower);
        let single = lower.chars().count() < 2 && !lower.chars().all(char::is_numeric);
        if single || self.stop.contains(lower) || !lower.chars().any(char::is_alphanumeric) {
            return None;
        }
        Some(self.stemmer.stem(lower).into_owned())
    }
}

/// The numbers in a text as written, without thousands separators.
#[must_use]
pub fn numbers(text: &str) -> BTreeSet<String> {
    let starts_number = |word: &&str| word.starts_with(|c: char| c.is_ascii_digit());
    text.unicode_words().filter(starts_number).map(|word| word.replace(',', "")).collect()
}

/// Whether the text contains a negation.
#[must_use]
pub fn is_negated(text: &str) -> bool {
    text.unicode_words()
        .map(str::to_lowercase)
        .any(|word| NEGATIONS.contains(&word.as_str()) || word.replace('’', "'").ends_with("n't"))
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
}
