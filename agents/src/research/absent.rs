//! Whether what a question asks about stands nowhere in the document of a sentence; ranks nothing.

use unicode_segmentation::UnicodeSegmentation;

use super::evidence::Evidence;
use super::share::Known;
use super::terms::Term;
use crate::language::{Language, LanguageCode, Spoken, Word, is_free};

/// What stands between a thing and the name of where it is, and the articles behind that; of what has a leader or a result, little
/// is said in these words.
const AT: [&str; 13] = ["at", "in", "on", "near", "bei", "zu", "an", "am", "auf", "im", "à", "en", "sur"];
/// What the thing counts in the sentence before.
const BEFORE_IT: f32 = 0.6;
const ARTICLES: [&str; 10] = ["the", "la", "le", "les", "el", "los", "las", "die", "dem", "der"];

/// What asks whether there is something, which follows.
const THERE: [&str; 14] = [
    "is there",
    "are there",
    "was there",
    "were there",
    "will there be",
    "gibt es",
    "gab es",
    "y a-t-il",
    "y avait-il",
    "il y a",
    "hay",
    "hubo",
    "había",
    "existe",
];

/// What stands behind a noun and only says that it is there.
const AVAILABLE: [&str; 5] = ["available", "open", "left", "nearby", "anywhere"];

/// What says in German where or when there is something, before it is named.
const GERMAN_PLACES: [&str; 14] =
    ["von", "in", "im", "an", "am", "auf", "bei", "beim", "zu", "zum", "zur", "nach", "vor", "während"];

/// What a German question asks for behind where and when: gab es beim Brand in Elmfeld Verletzte.
fn after_places<'a>(language: &Language, rest: &'a str) -> &'a str {
    if language.code() != LanguageCode::German {
        return rest;
    }
    let words: Vec<(usize, &str)> = rest.unicode_word_indices().collect();
    let mut at = 0;
    // Each of them has a noun, before which stand articles and adjectives.
    while words.get(at).is_some_and(|(_, word)| GERMAN_PLACES.contains(word)) {
        let noun = words.iter().skip(at).position(|(_, word)| word.starts_with(char::is_uppercase));
        at += noun.map_or(words.len(), |noun| noun + 1);
    }
    words.get(at).and_then(|(at, _)| rest.get(*at..)).unwrap_or(rest)
}

impl Evidence<'_> {
    /// Whether it is asked if there is something, and the sentence has neither that nor a word for it: a fuel pump, where yachts
    /// pass the bridge.
    pub(super) fn lacks_what_may_be_there(&self, entry: usize) -> bool {
        let Some(language) = self.languages.get(&self.asked_in).filter(|_| self.asked.yes_no) else {
            return false;
        };
        let question = self.asked.question.replace('’', "'");
        let lower = question.to_lowercase();
        let whole = |at: usize, cue: &str| {
            let before = lower.get(..at).and_then(|head| head.chars().next_back());
            let behind = lower.get(at + cue.len()..).and_then(|rest| rest.chars().next());
            ![before, behind].into_iter().flatten().any(char::is_alphanumeric)
        };
        let mut cues = THERE.iter().filter_map(|cue| {
            lower.match_indices(cue).find(|(at, _)| whole(*at, cue)).map(|(at, _)| at + cue.len())
        });
        let Some(rest) = cues.next().and_then(|at| question.get(at..)) else { return false };
        let plain = |stem: &&String| self.asked.terms.iter().any(|term| term.stem == **stem && !term.name);
        let german = self.asked_in == LanguageCode::German;
        let noun = |word: &&Word| {
            let written = if german { word.surface.starts_with(char::is_uppercase) } else { true };
            written && plain(&&word.stem) && !AVAILABLE.contains(&word.surface.as_str())
        };
        let phrases = language.phrases(after_places(language, rest));
        let mut phrases = phrases.iter().map(|phrase| phrase.iter().filter(noun).collect::<Vec<_>>());
        let Some(phrase) = phrases.find(|phrase| !phrase.is_empty()) else { return false };
        // What stands before the noun, or in French and Spanish behind it, says of what kind it is.
        let first = matches!(self.asked_in, LanguageCode::French | LanguageCode::Spanish);
        let head = if first { phrase.first() } else { phrase.last() }.map(|word| &word.stem);
        let mut terms = self.terms.iter().zip(&self.asked.terms);
        head.and_then(|head| terms.find(|(_, term)| term.stem == *head)).is_some_and(|(known, term)| {
            // Of a fee it may be said that there is none to pay.
            let free = || self.text(entry).unicode_words().any(|word| is_free(&word.to_lowercase()));
            self.can_be_said(entry, term) && self.present(entry, known) < BEFORE_IT && !free()
        })
    }

    /// Whether what the question names by where it is stands nowhere in the document: the mill in Elmfold, where it speaks
    /// of the boats of Elmfold only.
    pub(super) fn lacks_its_thing(&self, entry: usize) -> bool {
        let Some(language) = self.languages.get(&self.asked_in) else { return false };
        let words: Vec<&str> = self.asked.question.unicode_words().collect();
        let named = |stem: &String| self.asked.terms.iter().any(|term| term.name && term.stem == *stem);
        let lacks = |stem: &String| {
            let mut own = self.asked_about().filter(|(_, term)| term.stem == *stem);
            let missing = |(known, term): (&Known, &Term)| {
                self.can_be_said(entry, term) && self.present(entry, known) <= 0.0
            };
            // What is asked for is called otherwise: the union is a body.
            let wanted = self.naming.as_ref().is_some_and(|naming| naming.heads.contains(stem));
            !wanted && own.any(missing)
        };
        let article_before = |at: usize| {
            let before = at.checked_sub(1).and_then(|before| words.get(before));
            before.is_some_and(|before| ARTICLES.contains(&before.to_lowercase().as_str()))
        };
        words.iter().enumerate().any(|(at, word)| {
            // What stands before it may be another half of it: sea lice.
            let alone = || {
                let before = at.checked_sub(1).and_then(|before| words.get(before));
                before.is_none_or(|before| language.stem(before).is_none())
            };
            let mut behind = words.iter().skip(at + 1).map(|word| word.to_lowercase()).peekable();
            let placed = behind.next_if(|word| AT.contains(&word.as_str())).is_some();
            let article = usize::from(behind.next_if(|word| ARTICLES.contains(&word.as_str())).is_some());
            let name = words.get(at + 2 + article).and_then(|name| language.stem(name));
            // German writes its nouns with a capital.
            let noun = word.starts_with(char::is_uppercase) == (self.asked_in == LanguageCode::German);
            placed
                && noun
                && name.is_some_and(|name| named(&name))
                && alone()
                // What has an article is no verb: the brewery.
                && language.stem(word).is_some_and(|stem| (article_before(at) || !language.is_deed(&stem)) && lacks(&stem))
        })
    }

    /// The question's words but for names, prices and people of any kind, who are called by what they are.
    fn asked_about(&self) -> impl Iterator<Item = (&Known, &Term)> {
        let terms = self.terms.iter().zip(&self.asked.terms);
        terms.filter(|(_, term)| !term.name && !term.people && !term.price)
    }

    /// Whether the sentence's language is the question's or has a word that is known for the same.
    fn can_be_said(&self, entry: usize, term: &Term) -> bool {
        let code = self.language(entry);
        code == self.asked_in
            || term.related.values().any(|spoken| spoken.meets(Spoken::of(code)))
            || self.languages.get(&code).is_some_and(|language| language.is_common(&term.stem))
    }
}
