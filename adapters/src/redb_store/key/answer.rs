//! `answer`: tenant, id, step, attempt, digest -> the answer. Content-addressed: the same answer twice is one row.

use super::{Definition, put_run, put_text};
use shared::ports::AnswerKey;
use shared::run::RunKey;

/// The table.
pub(in super::super) const TABLE: Definition = Definition::new("answer");

/// The key of a row.
pub(in super::super) fn encode(run: &RunKey, key: &AnswerKey) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(200);
    put_run(&mut bytes, run);
    put_text(&mut bytes, key.step.as_str());
    bytes.extend_from_slice(&key.attempt.0.to_be_bytes());
    bytes.extend_from_slice(key.digest.as_bytes());
    bytes
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
        fn sorts_by_step_attempt_and_digest(
            run in samples::key(), step in samples::step(), two in samples::step(), a in 0_u32..9, b in 0_u32..9,
        ) {
            let one = AnswerKey { step, attempt: AttemptNo(a), digest: Digest::of_bytes(b"1") };
            let other = AnswerKey { step: two, attempt: AttemptNo(b), digest: Digest::of_bytes(b"2") };
            let order = |key: &AnswerKey| (key.step.clone(), key.attempt, *key.digest.as_bytes());
            prop_assert_eq!(encode(&run, &one).cmp(&encode(&run, &other)), order(&one).cmp(&order(&other)));
            prop_assert!(encode(&run, &one).starts_with(&super::super::run::encode(&run)));
        }
    }
}
