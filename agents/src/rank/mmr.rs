//! Maximal marginal relevance: the next entry is relevant and unlike those already taken.

use super::index::{Vector, cosine};

/// Weight of relevance against novelty.
const LAMBDA: f32 = 0.7;
/// Likeness from which on two sentences say the same and only one is taken.
const DUPLICATE: f32 = 0.7;

/// `relevance` (0 to 1) reduced by the likeness to what was taken; `None` for a near-copy of it.
#[must_use]
pub fn marginal_relevance(relevance: f32, vector: &Vector, taken: &[Vector]) -> Option<f32> {
    let likeness = taken.iter().map(|other| cosine(vector, other)).fold(0.0, f32::max);
    (likeness < DUPLICATE).then_some(LAMBDA * relevance - (1.0 - LAMBDA) * likeness)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetition_costs_and_copies_are_out() {
        let (a, b, mixed) = (vec![(1, 1.0)], vec![(2, 1.0)], vec![(1, 0.5), (2, 0.866)]);
        assert_eq!(marginal_relevance(1.0, &a, std::slice::from_ref(&a)), None);
        let taken = [a];
        let new = marginal_relevance(1.0, &b, &taken);
        let partly = marginal_relevance(1.0, &mixed, &taken);
        assert!(new.unwrap() > partly.unwrap());
        let about_the_same = vec![(1, 0.65), (2, 0.76)];
        assert!(marginal_relevance(1.0, &about_the_same, &taken).is_some());
        let nearly_the_same = vec![(1, 0.75), (2, 0.66)];
        assert_eq!(marginal_relevance(1.0, &nearly_the_same, &taken), None);
    }
}
