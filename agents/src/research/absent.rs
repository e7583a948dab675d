//! Whether what a question asks about stands nowhere in the document of a sentence; ranks nothing.

use unicode_segmentation::UnicodeSegmentation;

use super::evidence::Evidence;
use super::share::Known;
use super::terms::Term;
use crate::language::{LanguageCode, Spoken};
use crate::naming::Wanted;

/// Share of what is asked about, names aside, over which a document that has none of it is about something else.
const ABSENT: f32 = 0.5;
/// Sentences from which on a document tells what it is about; a paragraph alone does not.
const WHOLE: usize = 8;
/// What stands between a thing and the name of where it is, and the articles behind that; of what has a leader or a result, little
/// is said in these words.
const AT: [&str; 13] = ["at", "in", "on", "near", "bei", "zu", "an", "am", "auf", "im", "à", "en", "sur"];
const ARTICLES: [&str; 10] = ["the", "la", "le", "les", "el", "los", "las", "die", "dem", "der"];

impl Evidence<'_> {
    /// Whether more of what is asked about than that is missing in the sentence's whole document, though it could be said there: other
    /// documents have the word, or the document's language has one for it. Times and places are told in so many ways that little of
    /// a question need be there.
    pub(super) fn is_about_little_of_it(&self, entry: usize) -> bool {
        if !self.is_of_a_whole_document(entry) {
            return false;
        }
        if self.language(entry) != self.asked_in {
            return self.absent(entry, |term| self.can_be_said(entry, term)) > ABSENT;
        }
        let place = self.naming.as_ref().is_some_and(|naming| matches!(naming.wanted, Wanted::Place(_)));
        !self.asked.when && !place && self.absent(entry, |term| self.mentions(&term.stem)) > ABSENT
    }

    fn is_of_a_whole_document(&self, entry: usize) -> bool {
        let source = |at: usize| self.sentences.get(at).map(|sentence| sentence.source);
        let own = source(entry);
        let before = (0..entry).rev().take(WHOLE).take_while(|at| source(*at) == own).count();
        let behind = (entry..self.sentences.len()).take(WHOLE).take_while(|at| source(*at) == own).count();
        before + behind >= WHOLE
    }

    /// Share of what is asked about, by idf, that is in no place of the document although it might be.
    fn absent(&self, entry: usize, might_be: impl Fn(&Term) -> bool) -> f32 {
        let (mut absent, mut all) = (0.0, 0.0);
        for (known, term) in self.asked_about() {
            all += known.weight();
            let missing = self.present(entry, known) <= 0.0 && might_be(term);
            absent += if missing { known.weight() } else { 0.0 };
        }
        if all > 0.0 { absent / all } else { 0.0 }
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
            !wanted && !language.is_deed(stem) && own.any(missing)
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
                && language.stem(word).is_some_and(|stem| lacks(&stem))
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
