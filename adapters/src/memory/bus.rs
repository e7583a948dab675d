//! An event bus that keeps what is published.

use super::lock;
use async_trait::async_trait;
use shared::ports::{EventBus, PublishError};
use shared::wire::EventView;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// An event bus that keeps what is published, in order, repeated ones too.
#[derive(Default)]
pub struct RecordingBus {
    events: Mutex<Vec<EventView>>,
    failing: AtomicBool,
}

impl RecordingBus {
    /// Nothing published yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether publishing fails from now on.
    pub fn fail(&self, failing: bool) {
        self.failing.store(failing, Ordering::Relaxed);
    }

    /// What was published so far.
    #[must_use]
    pub fn events(&self) -> Vec<EventView> {
        lock(&self.events).clone()
    }
}

#[async_trait]
impl EventBus for RecordingBus {
    fn is_connected(&self) -> bool {
        true
    }

    async fn publish(&self, events: &[EventView]) -> Result<(), PublishError> {
        if self.failing.load(Ordering::Relaxed) {
            return Err(PublishError { reason: "the bus was told to fail".to_owned() });
        }
        lock(&self.events).extend_from_slice(events);
        Ok(())
    }
}
