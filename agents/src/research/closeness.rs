//! How near each other the words of a question stand in a sentence; decides nothing.

use super::evidence::{Evidence, count};
use super::question::SubQuestion;

/// Bonus for each pair of words that stand side by side as in the question, and for each that stand near, up to a number.
const PHRASE_BONUS: f32 = 0.12;
const NEAR_BONUS: f32 = 0.05;
const PHRASES: usize = 4;
/// Topic words between two words that are near each other.
const NEAR: usize = 4;

impl Evidence<'_> {
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
