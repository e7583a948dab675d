//! The system's clock.

use async_trait::async_trait;
use shared::ports::Clock;
use shared::time::{Millis, Timestamp};
use std::time::{Duration, SystemTime};

/// The system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

#[async_trait]
impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let millis = match SystemTime::now().duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => i64::try_from(since.as_millis()).unwrap_or(i64::MAX),
            // A clock before 1970 counts backwards.
            Err(before) => i64::try_from(before.duration().as_millis()).map_or(i64::MIN, |millis| -millis),
        };
        Timestamp::from_millis(millis)
    }

    async fn sleep(&self, span: Millis) {
        tokio::time::sleep(Duration::from_millis(span.0)).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_is_later_than_this_program_was_written_and_goes_forward() {
        let before = SystemClock.now();
        assert!(before > Timestamp::parse("2026-01-01T00:00:00Z").unwrap());
        SystemClock.sleep(Millis(2)).await;
        assert!(SystemClock.now() > before);
    }
}
