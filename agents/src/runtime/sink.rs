//! Where callbacks go: over HTTP, or straight into an engine in the same process; decides on no retry.

use std::time::Duration;

use async_trait::async_trait;
use shared::wire::{CallbackBody, CallbackTarget};

/// What became of one attempt to deliver a callback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// Taken in.
    Delivered,
    /// Nobody waits for this attempt any more (410): stop working.
    Superseded,
    /// A definite no (400, 403 and the like): trying again is useless.
    Refused {
        /// What was said, without secrets.
        reason: String,
    },
    /// Not now, or not known: the same callback may be sent again.
    Later {
        /// When the other side asked to come back.
        after: Option<Duration>,
        /// What happened.
        reason: String,
    },
}

/// Delivers callbacks.
#[async_trait]
pub trait CallbackSink: Send + Sync {
    /// Delivers once. `body.token` is already set.
    async fn send(&self, target: &CallbackTarget, body: &CallbackBody) -> Delivery;
}
