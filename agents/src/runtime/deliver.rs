//! Delivers a final answer with bounded retries; heartbeats are not worth one.

use std::time::Duration;

use shared::wire::{CallbackBody, CallbackTarget};
use tokio::time::sleep;

use super::sink::{CallbackSink, Delivery};

/// Tries for one answer: with the waits below about half an hour, as long as a redeploy of the other side takes.
const TRIES: u32 = 40;
/// First wait; doubles up to the longest.
const FIRST_WAIT: Duration = Duration::from_millis(250);
/// Longest wait of our own.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// Longest wait that the other side may ask for.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(600);

/// Why an answer was not delivered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undelivered {
    /// Nobody waits for it.
    #[error("nobody waits for this attempt any more")]
    Superseded,
    /// A definite no.
    #[error("the callback was refused: {0}")]
    Refused(String),
    /// Given up.
    #[error("the callback could not be delivered in {TRIES} tries; last: {0}")]
    GivenUp(String),
}

/// Sends until it is delivered, definitely refused or given up. Waits are doubled with full jitter; a wait that the
/// other side asks for is honoured.
///
/// # Errors
/// See [`Undelivered`].
pub async fn deliver(
    sink: &dyn CallbackSink,
    target: &CallbackTarget,
    body: &CallbackBody,
) -> Result<(), Undelivered> {
    let mut last = String::new();
    for attempt in 0..TRIES {
        match sink.send(target, body).await {
            Delivery::Delivered => return Ok(()),
            Delivery::Superseded => return Err(Undelivered::Superseded),
            Delivery::Refused { reason } => return Err(Undelivered::Refused(reason)),
            Delivery::Later { after, reason } => {
                last = reason;
                sleep(wait(attempt, after, fraction())).await;
            }
        }
    }
    Err(Undelivered::GivenUp(last))
}

/// The wait after a failed try: what was asked for plus jitter, else a random part of the doubled wait.
fn wait(attempt: u32, asked: Option<Duration>, fraction: f64) -> Duration {
    match asked {
        Some(asked) => asked.min(LONGEST_RETRY_AFTER) + FIRST_WAIT.mul_f64(fraction),
        None => {
            let full = FIRST_WAIT.saturating_mul(2_u32.saturating_pow(attempt)).min(LONGEST_WAIT);
            // Never nothing: a busy loop helps nobody.
            full.mul_f64(0.1 + 0.9 * fraction)
        }
    }
}

/// From 0 to 1. Without a source of randomness all hosts wait alike, which is no reason to fail.
fn fraction() -> f64 {
    getrandom::u32().map_or(0.5, |bits| f64::from(bits) / f64::from(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_are_bounded_and_honour_the_other_side() {
        assert_eq!(wait(0, None, 1.0), FIRST_WAIT);
        assert_eq!(wait(39, None, 1.0), LONGEST_WAIT);
        assert!(wait(3, None, 0.0) > Duration::ZERO);
        assert_eq!(wait(0, Some(Duration::from_secs(7)), 0.0), Duration::from_secs(7));
        assert_eq!(wait(0, Some(Duration::from_secs(86_400)), 0.0), LONGEST_RETRY_AFTER);
    }
}
