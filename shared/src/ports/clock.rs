//! Time and randomness, as ports: the one place where they enter.

use crate::time::{Millis, Timestamp};
use async_trait::async_trait;

/// A clock.
#[async_trait]
pub trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> Timestamp;
    /// Waits.
    async fn sleep(&self, span: Millis);
}

/// A source of randomness.
pub trait Entropy: Send + Sync {
    /// 128 fresh random bits, from a source fit for secrets.
    fn bits(&self) -> u128;
}
