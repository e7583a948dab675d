//! Waking whoever performs effects. A hint: it may be lost, which the alarm repairs; and where a queue carries it, it may
//! come again, so that what must not be done twice is taken by a commit first.

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

/// How often a hint arrives that is not lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WakeDelivery {
    /// At most once, and in the process that made the commit: a channel.
    AtMostOnce,
    /// Any number of times, late and in several processes at once: a queue.
    Repeated,
}

/// Wakes the performer.
#[async_trait]
pub trait Wake: Send + Sync {
    /// How often a hint arrives. It decides whether a claim on what must not be done twice is granted or only offered.
    fn delivery(&self) -> WakeDelivery;
    /// Hands the hint on, or loses it.
    async fn wake(&self, hint: WakeHint);
    /// Says that a run changed, for whoever watches it.
    fn changed(&self, run: &Run);
    /// Says what a commit has changed, for whoever measures it as well.
    fn committed(&self, _before: Option<&Run>, after: &Run) {
        self.changed(after);
    }
    /// Says that another write of the run came first; `gave_up` where that happened too often in a row.
    fn conflicted(&self, _key: &RunKey, _gave_up: bool) {}
}
