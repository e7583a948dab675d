//! Which timers a queue is asked to keep. It reads no clock: the time of the commit is the run's own.

use shared::run::{Run, alarm};
use std::time::Duration;

/// Longest delay of a message.
const DELAY_MAX: Duration = Duration::from_secs(900);
/// Timers up to this far ahead ride on a message; for those beyond, the sweep of every minute is exact enough, and a
/// message each would cost more than it is worth.
const SHORT_MAX: Duration = Duration::from_secs(60);

/// The delay of a message for a run's short timer: whole seconds, never early. `None` where the sweep is enough, and
/// where a commit has left effects to do: their hint comes at once.
#[must_use]
pub fn short_timer(run: &Run) -> Option<Duration> {
    if run.outbox.values().any(|effect| effect.claim.holder == Some(run.commit_id)) {
        return None;
    }
    let wait = Duration::from_millis(alarm(run)?.since(run.updated_at).0);
    (wait <= SHORT_MAX).then(|| whole_seconds(wait))
}

/// A wait as SQS takes it: rounded up, at most its longest; who is woken early looks again.
pub(super) fn whole_seconds(wait: Duration) -> Duration {
    let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
    Duration::from_secs(seconds).min(DELAY_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delay_is_whole_seconds_and_never_early() {
        for (wait, delay) in [(0, 0), (1, 1), (1_000, 1), (4_001, 5), (900_000, 900), (5_000_000, 900)] {
            assert_eq!(whole_seconds(Duration::from_millis(wait)), Duration::from_secs(delay), "{wait}");
        }
    }
}
