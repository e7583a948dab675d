//! Things with the name behind them: hotel Mar, clocher de Valmont, Kapelle von Lindach; reads no document.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use crate::language::{Language, LanguageCode};

/// Between a thing and its name: what makes a genitive, and the articles behind that.
const OF: [&str; 10] = ["of", "von", "vom", "der", "des", "de", "du", "del", "d", "dem"];
const ARTICLES: [&str; 13] =
    ["the", "der", "die", "das", "dem", "den", "la", "le", "les", "l", "el", "los", "las"];

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
}
