//! What a sentence says itself, against what stands over it: its place among the findings, and no gap.

use super::evidence::{Evidence, LOOKED_AT, best_first};
use super::question::SubQuestion;
use super::share::{BEFORE, Known};
use super::terms::RELATED;

/// What is added to the score of a sentence that says all of the question itself.
const SAID_ITSELF: f32 = 0.6;

impl Evidence<'_> {
    /// What was found for a sub-question, in the order of findings: below a heading that has the question's words each sentence has
    /// them, and the reader wants the one that says them. Whether the question is answered is judged without it.
    pub(super) fn by_what_is_said(
        &self,
        sub: &SubQuestion,
        mut found: Vec<(usize, f32)>,
    ) -> Vec<(usize, f32)> {
        if sub.whole {
            for (entry, score) in found.iter_mut().take(LOOKED_AT) {
                *score *= 1.0 + SAID_ITSELF * self.said(*entry);
            }
            best_first(&mut found);
        }
        found
    }

    /// Share of the question's weight (by idf), 0 to 1, for which a word stands in the sentence itself, or, for less, in the one
    /// before it.
    fn said(&self, entry: usize) -> f32 {
        let before = self.in_same_block(entry, entry.checked_sub(1));
        let in_either = |term: &Known| {
            let before = before.map_or(0.0, |before| BEFORE * self.says_itself(before, term));
            self.says_itself(entry, term).max(before)
        };
        let all: f32 = self.terms.iter().map(Known::weight).sum();
        let said: f32 = self.terms.iter().map(|term| term.weight() * in_either(term)).sum();
        if all > 0.0 { said / all } else { 0.0 }
    }

    /// 1 for the word itself, less for one that may stand for it, 0 where both stand only over the sentence or nowhere.
    fn says_itself(&self, entry: usize, term: &Known) -> f32 {
        let (own, related) = term.in_sentences();
        if own.is_some_and(|id| self.index.contains_itself(entry, id)) {
            1.0
        } else if related.iter().any(|id| self.index.contains_itself(entry, *id)) {
            RELATED
        } else {
            0.0
        }
    }
}
