//! The event bus: public events, at least once, each with a stable id; consumers order by `seq`.

use crate::wire::EventView;
use async_trait::async_trait;

/// Why events could not be published.
#[derive(Debug, thiserror::Error)]
#[error("events could not be published: {reason}")]
pub struct PublishError {
    /// What happened.
    pub reason: String,
}

/// The event bus.
#[async_trait]
pub trait EventBus: Send + Sync {
    /// Whether anybody is there to publish to; where not, no effect is created.
    fn is_connected(&self) -> bool;
    /// Publishes all of them or fails; a repeated call may publish some twice, with the same ids.
    async fn publish(&self, events: &[EventView]) -> Result<(), PublishError>;
}
