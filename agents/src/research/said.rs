//! What a sentence says itself, against what stands over it: its place among the findings, and nothing else.

use std::collections::BTreeSet;

use super::evidence::{Evidence, LOOKED_AT, best_first};
use super::question::SubQuestion;
use super::share::BEFORE;
use super::terms::{RELATED, Term};
use crate::language::Spoken;

/// What is added to the score of a sentence that says all of the question itself.
const SAID_ITSELF: f32 = 0.3;

impl Evidence<'_> {
    /// What was found for a sub-question, in the order in which findings are chosen: below a heading that has the question's words
    /// each sentence has them, and the reader wants the one that says them. The scores stay as they are and are dealt out anew, so
    /// that as many are worth a finding as before.
    pub(super) fn by_what_is_said(&self, sub: &SubQuestion, found: &[(usize, f32)]) -> Vec<(usize, f32)> {
        if !sub.whole {
            return found.to_vec();
        }
        let (looked_at, others) = found.split_at(found.len().min(LOOKED_AT));
        let said = |(entry, score): &(usize, f32)| (*entry, score * (1.0 + SAID_ITSELF * self.said(*entry)));
        let mut order: Vec<(usize, f32)> = looked_at.iter().map(said).collect();
        best_first(&mut order);
        let scores = looked_at.iter().map(|(_, score)| *score);
        order.into_iter().map(|(entry, _)| entry).zip(scores).chain(others.iter().copied()).collect()
    }

    /// Share of the question's weight (by idf), 0 to 1, for which a word stands in the sentence itself, or, for less, in the one
    /// that is quoted before it.
    fn said(&self, entry: usize) -> f32 {
        let own: BTreeSet<String> = self.own_stems(entry).into_iter().collect();
        let (first, _) = self.range(entry).unwrap_or((entry, entry));
        let before: BTreeSet<String> = (first..entry).flat_map(|before| self.own_stems(before)).collect();
        let spoken = self.spoken(entry);
        let (mut said, mut all) = (0.0, 0.0);
        for (term, known) in self.asked.terms.iter().zip(&self.terms) {
            said += known.weight() * says(&own, spoken, term).max(BEFORE * says(&before, spoken, term));
            all += known.weight();
        }
        if all > 0.0 { said / all } else { 0.0 }
    }
}

/// 1 for the word itself, less for one that may stand for it, 0 for neither.
fn says(stems: &BTreeSet<String>, own: Spoken, term: &Term) -> f32 {
    if stems.contains(&term.stem) {
        1.0
    } else if term.related.iter().any(|(related, spoken)| spoken.meets(own) && stems.contains(related)) {
        RELATED
    } else {
        0.0
    }
}
