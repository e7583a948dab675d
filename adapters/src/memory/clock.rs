//! Time and randomness as values, for simulation and tests.

use async_trait::async_trait;
use shared::ports::{Clock, Entropy};
use shared::time::{Millis, Timestamp};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use tokio::sync::Notify;

/// A clock that stands until it is moved. Sleepers wake once it has been moved far enough.
pub struct ManualClock {
    now: AtomicI64,
    moved: Notify,
}

impl ManualClock {
    /// A clock that stands at `now`.
    #[must_use]
    pub fn new(now: Timestamp) -> Self {
        Self { now: AtomicI64::new(now.as_millis()), moved: Notify::new() }
    }

    /// Moves it forward.
    pub fn advance(&self, span: Millis) {
        self.set(self.now().after(span));
    }

    /// Moves it to a time; backwards too, as real clocks do.
    pub fn set(&self, now: Timestamp) {
        self.now.store(now.as_millis(), Ordering::SeqCst);
        self.moved.notify_waiters();
    }
}

#[async_trait]
impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.now.load(Ordering::SeqCst))
    }

    async fn sleep(&self, span: Millis) {
        let until = self.now().after(span);
        loop {
            // Registered before the look at the clock, so that no move is missed.
            let moved = self.moved.notified();
            if self.now() >= until {
                return;
            }
            moved.await;
        }
    }
}

/// Bits that look random and are the same in every process: splitmix64 over a counter.
pub struct CountingEntropy {
    state: AtomicU64,
}

impl CountingEntropy {
    /// From a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { state: AtomicU64::new(seed) }
    }

    /// 64 bits.
    pub fn next(&self) -> u64 {
        const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut bits = self.state.fetch_add(STEP, Ordering::SeqCst).wrapping_add(STEP);
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below `end`; 0 where that is 0.
    pub fn below(&self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).unwrap_or(1);
        usize::try_from(self.next() % end).unwrap_or_default()
    }
}

impl Entropy for CountingEntropy {
    fn bits(&self) -> u128 {
        (u128::from(self.next()) << 64) | u128::from(self.next())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[tokio::test]
    async fn sleepers_wake_when_the_clock_is_moved_far_enough() {
        let clock = Arc::new(ManualClock::new(Timestamp::from_millis(0)));
        let sleeper = tokio::spawn({
            let clock = Arc::clone(&clock);
            async move {
                clock.sleep(Millis(100)).await;
                clock.now()
            }
        });
        tokio::task::yield_now().await;
        clock.advance(Millis(99));
        tokio::task::yield_now().await;
        assert!(!sleeper.is_finished());
        clock.advance(Millis(1));
        assert_eq!(sleeper.await.unwrap(), Timestamp::from_millis(100));
    }

    #[test]
    fn the_same_seed_gives_the_same_bits() {
        let (one, same, other) = (CountingEntropy::new(1), CountingEntropy::new(1), CountingEntropy::new(2));
        assert_eq!(one.bits(), same.bits());
        assert_ne!(one.bits(), other.bits());
    }
}
