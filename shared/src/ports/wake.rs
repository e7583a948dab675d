//! Waking whoever performs effects. A hint: it may be lost or repeated, the alarm repairs the first and claims the second.

use crate::ids::CommitId;
use crate::run::{Run, RunKey};
use async_trait::async_trait;
use std::sync::Arc;

/// Says that a commit has left effects to do.
#[derive(Clone, Debug)]
pub struct WakeHint {
    /// The run.
    pub key: RunKey,
    /// The commit whose claims the receiver may use.
    pub claim: CommitId,
    /// The state after the commit, where the receiver lives in the same process.
    pub run: Option<Arc<Run>>,
}

/// Wakes the performer.
#[async_trait]
pub trait Wake: Send + Sync {
    /// Hands the hint on, or loses it.
    async fn wake(&self, hint: WakeHint);
    /// Says that a run changed, for whoever watches it.
    fn changed(&self, run: &Run);
}
