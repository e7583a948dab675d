//! The id of a runtime session. It is computed, never stored: whoever delivers an attempt again, or stops it, finds the
//! same container.

use shared::digest::Digest;
use shared::ids::{AttemptNo, StepId};
use shared::run::RunKey;

/// Digits of the hash: with the longest step and attempt, the id has the 100 characters that AgentCore takes, and with the
/// shortest more than the 33 that it wants.
const HASH_CHARS: usize = 56;

/// The session of an attempt: `STEP-ATTEMPT-HASH`, the hash over tenant, run, step and attempt.
#[must_use]
pub fn session_id(run: &RunKey, step: &StepId, attempt: AttemptNo) -> String {
    // None of the four can hold a slash.
    let text = format!("aegis/session/v1/{}/{}/{step}/{}", run.tenant, run.id, attempt.0);
    let hash: String = Digest::of_bytes(text.as_bytes()).to_string().chars().take(HASH_CHARS).collect();
    format!("{step}-{}-{hash}", attempt.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::samples::{key, step};

    #[test]
    fn an_id_is_of_the_length_and_letters_that_agentcore_takes() {
        for (name, attempt) in [("a", 1), ("a_step_of_thirty_two_characters_", u32::MAX)] {
            let id = session_id(&key("t", &"r".repeat(64)), &step(name), AttemptNo(attempt));
            assert!((33..=100).contains(&id.len()), "{} {id}", id.len());
            assert!(id.starts_with(|first: char| first.is_ascii_alphanumeric()));
            assert!(
                id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')),
                "{id}"
            );
        }
    }

    #[test]
    fn the_same_attempt_has_the_same_session_and_every_other_one_another() {
        let id = |tenant, run, name, attempt| session_id(&key(tenant, run), &step(name), AttemptNo(attempt));
        let this = id("t", "r", "research", 1);
        assert_eq!(this, id("t", "r", "research", 1));
        assert_eq!(
            this, "research-1-2f2d4300dc9c788d7c7668c7ff7a2a61e5384d340f6847b8931dfc3c",
            "stable across releases: a stop finds what an older one started"
        );
        for other in [
            id("u", "r", "research", 1),
            id("t", "s", "research", 1),
            id("t", "r", "write", 1),
            id("t", "r", "research", 2),
        ] {
            assert_ne!(this, other);
        }
    }
}
