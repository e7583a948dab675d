//! A pulse: in its run's partition, `B#step#attempt#kind`, the newest of its kind.

use super::{ItemKey, run};
use shared::ports::Pulse;
use shared::run::RunKey;

/// What the sort keys of all pulses begin with.
pub(in super::super) const PREFIX: &str = "B#";

/// The item of a pulse.
pub(in super::super) fn key(key: &RunKey, pulse: &Pulse) -> ItemKey {
    let Pulse { step, attempt, kind, .. } = pulse;
    ItemKey { pk: run::pk(key), sk: format!("{PREFIX}{step}#{:010}#{}", attempt.0, kind.word()) }
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
        fn one_item_per_attempt_and_kind(run in samples::key(), step in samples::step(), a in 0_u32..9, b in 0_u32..9) {
            let pulse = |attempt, at, kind| Pulse {
                step: step.clone(), attempt: AttemptNo(attempt), at: Timestamp::from_millis(at), kind,
            };
            let alive = pulse(a, 1, PulseKind::Alive { progress: None });
            let later = pulse(b, 2, PulseKind::Alive { progress: Some(1.into()) });
            prop_assert_eq!(key(&run, &alive) == key(&run, &later), a == b);
            let acknowledged = pulse(a, 1, PulseKind::Acknowledged { done: Vec::new() });
            prop_assert_ne!(key(&run, &alive), key(&run, &acknowledged));
        }
    }
}
