//! `pulse`: tenant, id, step, attempt, kind -> the newest pulse of that kind.

use super::{Definition, put_run, put_text};
use shared::ports::Pulse;
use shared::run::RunKey;

/// The table.
pub(in super::super) const TABLE: Definition = Definition::new("pulse");

/// The key of a row.
pub(in super::super) fn encode(run: &RunKey, pulse: &Pulse) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(200);
    put_run(&mut bytes, run);
    put_text(&mut bytes, pulse.step.as_str());
    bytes.extend_from_slice(&pulse.attempt.0.to_be_bytes());
    put_text(&mut bytes, pulse.kind.word());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key_samples as samples;
    use proptest::prelude::*;
    use shared::ids::AttemptNo;
    use shared::ports::PulseKind;
    use shared::time::Timestamp;

    proptest! {
        #[test]
        fn one_row_per_attempt_and_kind(run in samples::key(), step in samples::step(), a in 0_u32..9, b in 0_u32..9) {
            let pulse = |attempt, at, kind| Pulse {
                step: step.clone(), attempt: AttemptNo(attempt), at: Timestamp::from_millis(at), kind,
            };
            let alive = pulse(a, 1, PulseKind::Alive { progress: None });
            let later = pulse(b, 2, PulseKind::Alive { progress: Some(1.into()) });
            prop_assert_eq!(encode(&run, &alive) == encode(&run, &later), a == b);
            let acknowledged = pulse(a, 1, PulseKind::Acknowledged { done: Vec::new() });
            prop_assert_ne!(encode(&run, &alive), encode(&run, &acknowledged));
        }
    }
}
