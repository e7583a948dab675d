//! An answer: in its run's partition, `R#step#attempt#digest`.

use super::{ItemKey, run};
use shared::ports::AnswerKey;
use shared::run::RunKey;

/// What the sort keys of all answers begin with.
pub(in super::super) const PREFIX: &str = "R#";

/// The item of an answer.
pub(in super::super) fn key(key: &RunKey, answer: &AnswerKey) -> ItemKey {
    let AnswerKey { step, attempt, digest } = answer;
    ItemKey { pk: run::pk(key), sk: format!("{PREFIX}{step}#{:010}#{digest}", attempt.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key_samples as samples;
    use proptest::prelude::*;
    use shared::digest::Digest;
    use shared::ids::AttemptNo;

    proptest! {
        #[test]
        fn one_item_per_answer(run in samples::key(), step in samples::step(), a in 0_u32..3, b in 0_u32..3, x in 0_u8..3, y in 0_u8..3) {
            let answer = |attempt, text: u8| AnswerKey {
                step: step.clone(), attempt: AttemptNo(attempt), digest: Digest::of_bytes(&[text]),
            };
            prop_assert_eq!(key(&run, &answer(a, x)) == key(&run, &answer(b, y)), a == b && x == y);
        }
    }
}
