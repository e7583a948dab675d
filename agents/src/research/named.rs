//! What in a question is a name: things with the name behind them (hotel Mar, clocher de Valmont, Kapelle von Lindach), and
//! German nouns that are none; reads no document.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use super::asked::Asked;
use crate::language::{Language, LanguageCode};

/// Between a thing and its name: what makes a genitive, and the articles behind that.
const OF: [&str; 10] = ["of", "von", "vom", "der", "des", "de", "du", "del", "d", "dem"];
const ARTICLES: [&str; 13] =
    ["the", "der", "die", "das", "dem", "den", "la", "le", "les", "l", "el", "los", "las"];

/// German articles.
const GERMAN_ARTICLES: [&str; 11] =
    ["der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer"];

/// Words with the name that follows them, as stems.
pub(crate) fn named_pairs(language: &Language, text: &str) -> BTreeSet<(String, String)> {
    let mut out = BTreeSet::new();
    let (mut before, mut joined): (Option<String>, bool) = (None, false);
    for token in text.split_word_bounds().filter(|token| !token.trim().is_empty()) {
        if !token.starts_with(char::is_alphabetic) {
            before = None;
            continue;
        }
        joined |= before.is_some() && OF.contains(&token);
        if joined && (OF.contains(&token) || ARTICLES.contains(&token)) {
            continue;
        }
        joined = false;
        let capital = token.starts_with(char::is_uppercase);
        let stem = language.stems(token).into_iter().next();
        if let (Some(thing), Some(name), true) = (before, &stem, capital) {
            out.insert((thing, name.clone()));
        }
        // A German noun has a capital: what has none does something with what follows.
        before = stem.filter(|_| language.code() != LanguageCode::German || capital);
    }
    out
}

impl Asked {
    /// Takes a German noun behind an article that no document has for none of a thing: all nouns have a capital there.
    pub(crate) fn take_nouns_for_no_names(&mut self, language: &Language, mentioned: &dyn Fn(&str) -> bool) {
        if language.code() != LanguageCode::German {
            return;
        }
        let words: Vec<&str> = self.question.unicode_words().collect();
        let nouns = words.windows(2).filter_map(|pair| match pair {
            [article, noun] if GERMAN_ARTICLES.contains(&article.to_lowercase().as_str()) => {
                language.stem(noun)
            }
            _ => None,
        });
        for noun in nouns.filter(|noun| self.stems.contains(noun) && !mentioned(noun)).collect::<Vec<_>>() {
            for term in self.terms.iter_mut().filter(|term| term.stem == noun) {
                term.name = false;
            }
            self.plain.insert(noun);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_told_by_the_name_behind_it() {
        let pair = |text: &str, thing: &str, name: &str| {
            let language = Language::of_text(text, None);
            named_pairs(&language, text).contains(&(thing.to_owned(), name.to_owned()))
        };
        assert!(pair("How high is the spire of Oakham?", "spire", "oakham"));
        assert!(pair("What does the hotel Mar cost?", "hotel", "mar"));
        assert!(!pair("Wem gehört der Hof von Lindach?", "gehort", "hof"));
        assert!(pair("Quelle est la hauteur du clocher de Valmont ?", "cloch", "valmont"));
        assert!(pair("Wie hoch ist die Kapelle von Lindach und wie alt?", "kapell", "lindach"));
    }

    #[test]
    fn a_german_noun_behind_an_article_that_stands_nowhere_is_no_name() {
        let plain = |question: &str, noun: &str, mentioned: &dyn Fn(&str) -> bool| {
            let language = Language::of_text(question, None);
            let mut asked = Asked::of(&language, question);
            asked.take_nouns_for_no_names(&language, mentioned);
            let stem = language.stems(noun).remove(0);
            let name = asked.terms.iter().any(|term| term.stem == stem && term.name);
            asked.plain.contains(&stem) && !name
        };
        let question = "Wie alt ist die Drehscheibe von Lindach?";
        assert!(plain(question, "Drehscheibe", &|_| false));
        assert!(!plain(question, "Drehscheibe", &|_| true));
        assert!(!plain(question, "Lindach", &|_| false));
        assert!(!plain("Quelle est la largeur du pont des Ormes de Lindach ?", "Ormes", &|_| false));
    }
}
