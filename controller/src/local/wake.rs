//! Waking by channel: within one process no hint gets lost, unless the process dies, and then the alarm repairs it.

use super::Watchers;
use async_trait::async_trait;
use shared::ports::{Wake, WakeDelivery, WakeHint};
use shared::run::Run;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Hands hints to the performing task of the same process.
pub struct ChannelWake {
    hints: mpsc::UnboundedSender<WakeHint>,
    watchers: Arc<Watchers>,
}

impl ChannelWake {
    /// The port, and the end that the performer reads.
    #[must_use]
    pub fn new(watchers: Arc<Watchers>) -> (Self, mpsc::UnboundedReceiver<WakeHint>) {
        let (hints, receiver) = mpsc::unbounded_channel();
        (Self { hints, watchers }, receiver)
    }
}

#[async_trait]
impl Wake for ChannelWake {
    fn delivery(&self) -> WakeDelivery {
        WakeDelivery::AtMostOnce
    }

    async fn wake(&self, hint: WakeHint) {
        // The performer is gone only while the process ends; the next one finds the effect by its alarm.
        let _lost_at_shutdown = self.hints.send(hint);
    }

    fn changed(&self, run: &Run) {
        self.watchers.tell(run);
    }
}
