//! How much of the question a sentence accounts for, with its heading, its document and the words that may stand for those
//! of the question; decides nothing.

use super::evidence::{Evidence, count};
use super::question::SubQuestion;
use super::terms::Term;
use crate::rank::{Index, TermId};

/// What a term counts where a word stands that may stand for it.
const RELATED: f32 = 0.8;
/// What it counts in the sentence before.
const BEFORE: f32 = 0.6;
/// What it counts elsewhere in the document; a name need not be said again.
const ELSEWHERE: f32 = 0.3;
const NAME_ELSEWHERE: f32 = 0.9;

/// Bonus for each pair of words that stand side by side as in the question, and for each that stand near, up to a number.
const PHRASE_BONUS: f32 = 0.12;
const NEAR_BONUS: f32 = 0.05;
const PHRASES: usize = 4;
/// Topic words between two words that are near each other.
const NEAR: usize = 4;

/// A topic word of the question as the indexes number it.
pub(super) struct Known {
    name: bool,
    price: bool,
    specific: bool,
    /// By idf, over all sentences, and over all documents.
    weight: f32,
    weight_of_document: f32,
    sentences: Numbers,
    documents: Numbers,
}

/// The word itself, and the words that may stand for it, as far as they occur.
struct Numbers {
    own: Option<TermId>,
    related: Vec<TermId>,
}

impl Known {
    pub(super) fn of(term: &Term, sentences: &Index, documents: &Index) -> Self {
        let numbers = |index: &Index| Numbers {
            own: index.term(&term.stem),
            related: term.related.iter().filter_map(|stem| index.term(stem)).collect(),
        };
        Self {
            name: term.name,
            price: term.price,
            specific: term.specific,
            weight: sentences.idf(&term.stem),
            weight_of_document: documents.idf(&term.stem),
            sentences: numbers(sentences),
            documents: numbers(documents),
        }
    }
}

/// Shares of the question's weight (by idf), 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Share {
    /// Of all its topic words.
    pub(super) all: f32,
    /// Of the names in it; 1 if it has none.
    pub(super) names: f32,
    /// Of the other words but those for a price; 1 if it has none.
    pub(super) plain: f32,
}

impl Evidence<'_> {
    /// What the sentence accounts for.
    pub(super) fn share(&self, entry: usize) -> Share {
        let (mut names, mut price, mut plain) = ((0.0, 0.0), (0.0, 0.0), (0.0, 0.0));
        for term in &self.terms {
            let weight = term.weight;
            let slot = match (term.name, term.price) {
                (true, _) => &mut names,
                (false, true) => &mut price,
                (false, false) => &mut plain,
            };
            slot.0 += weight * self.present(entry, term);
            slot.1 += weight;
        }
        let share = |(present, all): (f32, f32)| if all > 0.0 { present / all } else { 1.0 };
        Share {
            all: share((names.0 + price.0 + plain.0, names.1 + price.1 + plain.1)),
            names: share(names),
            plain: share(plain),
        }
    }

    /// How much of what the question is about (its specific words, by idf) a document speaks of, 0 to 1; 1 where it has none.
    pub(super) fn concern(&self, document: usize) -> f32 {
        let (mut there, mut all) = (0.0, 0.0);
        for term in self.terms.iter().filter(|term| term.specific) {
            let has = |id: &TermId| self.documents.contains_term(document, *id);
            let present = term.documents.own.iter().any(has) || term.documents.related.iter().any(has);
            there += if present { term.weight_of_document } else { 0.0 };
            all += term.weight_of_document;
        }
        if all > 0.0 { there / all } else { 1.0 }
    }

    fn present(&self, entry: usize, term: &Known) -> f32 {
        let document = self.sentences.get(entry).map_or(usize::MAX, |sentence| sentence.source);
        let has = |index: &Index, entry: usize, id: &TermId| index.contains_term(entry, *id);
        let own = |index: &Index, entry, of: &Numbers| of.own.is_some_and(|id| has(index, entry, &id));
        let related = |index: &Index, entry, of: &Numbers| of.related.iter().any(|id| has(index, entry, id));
        let elsewhere = if term.name { NAME_ELSEWHERE } else { ELSEWHERE };
        if own(&self.index, entry, &term.sentences) {
            return 1.0;
        }
        if related(&self.index, entry, &term.sentences) {
            return RELATED;
        }
        let before = self.in_same_block(entry, entry.checked_sub(1));
        let before = before.is_some_and(|before| own(&self.index, before, &term.sentences));
        let before = if before { BEFORE } else { 0.0 };
        let around = if own(&self.documents, document, &term.documents) {
            elsewhere
        } else if related(&self.documents, document, &term.documents) {
            elsewhere * RELATED
        } else {
            0.0
        };
        before.max(around)
    }

    /// More than 1 where the words of the question stand side by side, or at least near each other, in the sentence.
    pub(super) fn closeness(&self, entry: usize, sub: &SubQuestion) -> f32 {
        let words = self.own_stems(entry);
        let subject: Vec<&String> = sub.subjects.iter().flatten().collect();
        let side_by_side = |pair: &[String]| match pair {
            [a, b] => subject.windows(2).any(|asked| asked == [a, b]),
            _ => false,
        };
        let phrases = words.windows(2).filter(|pair| side_by_side(pair)).count().min(PHRASES);
        let places: Vec<usize> =
            words.iter().enumerate().filter(|(_, stem)| subject.contains(stem)).map(|(at, _)| at).collect();
        let near =
            places.windows(2).filter(|pair| matches!(pair, [a, b] if b - a <= NEAR)).count().min(PHRASES);
        1.0 + PHRASE_BONUS * count(phrases) + NEAR_BONUS * count(near)
    }
}
