//! Whether a sentence is about the places that a question names, by its document and those beside it; ranks nothing.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use super::answered::has_a_pronoun;
use super::evidence::Evidence;
use super::share::Known;
use super::terms::Term;
use crate::language::{Language, LanguageCode};
use crate::naming::is_dated;
use crate::reading::folder;

/// What stands before the name of a place that something is at.
const AT: [&str; 12] = ["at", "in", "on", "near", "bei", "zu", "an", "am", "auf", "à", "en", "sur"];
/// Words before that among which the thing stands: the dam downstream at Elmfold.
const BEFORE: usize = 2;

impl Evidence<'_> {
    /// Whether what the question names stands in the sentence's document or in another one of its folder: what lies together
    /// is about one thing, unless only few of them name it and its own is about another one. A name that no document has tells
    /// nothing.
    pub(super) fn is_about(&self, entry: usize) -> bool {
        let Some(own) = self.source(entry).map(|source| folder(&source.path)) else { return false };
        let mut names = self.terms.iter().filter(|term| term.is_name());
        let here = names.all(|name| {
            let mut places = self.folders_with(name).peekable();
            places.peek().is_none() || places.any(|place| place == own)
        });
        here && !(self.is_entitled_otherwise(entry) && self.is_named_beside_it(entry))
    }

    /// Whether most of what the question names stands in fewer than half of the folder's documents, and not in the sentence's.
    fn is_named_beside_it(&self, entry: usize) -> bool {
        let Some(own) = self.sentences.get(entry).map(|sentence| sentence.source) else { return false };
        let Some(place) = self.source(entry).map(|source| folder(&source.path)) else { return false };
        let own_has =
            |(known, term): &(&Known, &Term)| !known.is_name() || self.documents.contains(own, &term.stem);
        if self.terms.iter().zip(&self.asked.terms).all(|pair| own_has(&pair)) {
            return false;
        }
        let sources = || self.corpus.sources.iter().enumerate();
        let beside: Vec<usize> =
            sources().filter(|(_, source)| folder(&source.path) == place).map(|(at, _)| at).collect();
        let (mut all, mut away) = (0.0, 0.0);
        for (known, term) in self.terms.iter().zip(&self.asked.terms).filter(|(known, _)| known.is_name()) {
            let has = |document: &&usize| self.documents.contains(**document, &term.stem);
            if self.documents.term(&term.stem).is_none() {
                continue;
            }
            all += known.weight();
            let few = beside.iter().filter(has).count() * 2 < beside.len();
            away += if few && !has(&&own) { known.weight() } else { 0.0 };
        }
        away * 2.0 > all
    }

    /// Whether the document's title has a name that the question has not.
    fn is_entitled_otherwise(&self, entry: usize) -> bool {
        let pair = self.source(entry).zip(self.languages.get(&self.language(entry)));
        pair.is_some_and(|(source, language)| {
            // A capital tells no name in German.
            let german = language.code() == LanguageCode::German;
            let name = |word: &str| {
                word.starts_with(char::is_uppercase)
                    && !german
                    && !self.asked.has_word(word)
                    && language.stem(word).is_some_and(|stem| !language.knows(&stem))
            };
            source.title.unicode_words().any(name)
        })
    }

    /// Whether what the question asks for at a place is at another one there: the wall at Tarn Elm, the dam at Elmfold.
    pub(super) fn is_at_another_place(&self, entry: usize) -> bool {
        let pair = self.languages.get(&self.asked_in).zip(self.languages.get(&self.language(entry)));
        let Some((asked_in, language)) = pair else { return false };
        let asked = placed(asked_in, &self.asked.question);
        if asked.is_empty() {
            return false;
        }
        let mut told = placed(language, self.text(entry));
        // It holds back 21 million cubic metres: what stands before tells where that is.
        let opens = self
            .text(entry)
            .unicode_words()
            .next()
            .is_some_and(|word| has_a_pronoun(language.code(), &word.to_lowercase()));
        if let Some(before) = self.in_same_block(entry, entry.checked_sub(1)).filter(|_| opens) {
            told.extend(placed(language, self.text(before)));
        }
        let own: BTreeSet<String> = self.own_stems(entry).into_iter().collect();
        let missing: BTreeSet<&String> = self.asked.names().filter(|name| !own.contains(*name)).collect();
        let new = |name: &String| !self.asked.stems.contains(name) && !language.knows(name);
        asked.iter().filter(|(.., name)| missing.contains(name)).any(|(thing, at, _)| {
            let same = |other: &String| {
                other == thing || self.asked.related_in(thing, language.code()).any(|stem| stem == other)
            };
            // The pier at Elmfold may be on any street of it.
            told.iter().any(|(other, by, name)| by == at && same(other) && new(name))
        })
    }
}

/// Stems of things, each with the preposition and the stem of the name of the place that it is said to be at.
fn placed(language: &Language, text: &str) -> Vec<(String, String, String)> {
    let words: Vec<&str> = text.unicode_words().collect();
    let mut out = Vec::new();
    for (at, pair) in words.windows(2).enumerate() {
        let [before, name] = pair else { continue };
        if !AT.contains(before) || !name.starts_with(char::is_uppercase) || is_dated(language, name) {
            continue;
        }
        let Some(name) = language.stem(name) else { continue };
        let things = words.iter().take(at).rev().take(BEFORE).filter_map(|thing| language.stem(thing));
        out.extend(things.map(|thing| (thing, (*before).to_owned(), name.clone())));
    }
    out
}
