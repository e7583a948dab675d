//! Whether a sentence shares so little of a question that it may do so by chance; ranks nothing.

use unicode_segmentation::UnicodeSegmentation;

use super::evidence::Evidence;
use super::question::SubQuestion;
use crate::language::LanguageCode;

/// Share of the question, in its words or in others, under which a sentence tells something else.
const MEANT: f32 = 0.45;
/// Share of its own words that must meet there in its language, unless that much of it is meant.
const OWN: f32 = 0.3;
const MEANT_OTHERWISE: f32 = 0.7;
/// Words from which on a sentence is long, which shares some with nearly every question, and the share of the question's own words
/// that one must have.
const LONG: usize = 25;
const OWN_OF_LONG: f32 = 0.45;
/// Share of the best sentence's score under which one is farther from the question, and the share of that which it must have then.
const NEAR: f32 = 0.8;
const MEANT_OF_FAR: f32 = 0.6;
/// Sentences from which on a corpus tells how much a word weighs: in a few of them each word that they lack weighs most.
const ENOUGH: usize = 40;

impl Evidence<'_> {
    /// Whether it does.
    pub(super) fn shares_little(&self, entry: usize, sub: &SubQuestion, stems: &[String]) -> bool {
        let meant = self.share_as_told(entry).all;
        let few = || meant < MEANT || self.has_few_of_its_words(entry, meant, sub, stems);
        self.counts(entry) && (self.lacks_its_thing(entry) || few())
    }

    /// Whether a sentence that is farther from the question than the best one, which does not answer it, shares not much of it.
    pub(super) fn is_far(&self, (entry, score): &(usize, f32), best: f32) -> bool {
        *score < NEAR * best && self.counts(*entry) && self.share(*entry).all < MEANT_OF_FAR
    }

    /// Whether the share of its words tells anything. A row of a table has few words, and its document may be about all the rest.
    fn counts(&self, entry: usize) -> bool {
        self.sentences.len() >= ENOUGH && !self.text(entry).contains(" | ")
    }

    /// Whether too few of the question's own words meet in a document of its language. German joins words and bends them, so that
    /// fewer of them are found.
    fn has_few_of_its_words(&self, entry: usize, meant: f32, sub: &SubQuestion, stems: &[String]) -> bool {
        let long =
            || self.asked_in != LanguageCode::German && self.text(entry).unicode_words().count() >= LONG;
        let own = self.coverage(entry, stems, &sub.soft);
        self.language(entry) == self.asked_in
            && (meant < MEANT_OTHERWISE && own < OWN || own < OWN_OF_LONG && long())
    }
}
