//! A notifier that keeps what it was given.

use super::lock;
use async_trait::async_trait;
use shared::ports::{Notice, Notifier, NotifyError};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// A notifier that keeps what it was given, in order, repeated ones too.
#[derive(Default)]
pub struct RecordingNotifier {
    notices: Mutex<Vec<Notice>>,
    failing: AtomicBool,
}

impl RecordingNotifier {
    /// Nobody told yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether telling fails from now on.
    pub fn fail(&self, failing: bool) {
        self.failing.store(failing, Ordering::Relaxed);
    }

    /// What was told so far.
    #[must_use]
    pub fn notices(&self) -> Vec<Notice> {
        lock(&self.notices).clone()
    }
}

#[async_trait]
impl Notifier for RecordingNotifier {
    fn is_connected(&self) -> bool {
        true
    }

    async fn notify(&self, notice: &Notice) -> Result<(), NotifyError> {
        if self.failing.load(Ordering::Relaxed) {
            return Err(NotifyError { reason: "the notifier was told to fail".to_owned() });
        }
        lock(&self.notices).push(notice.clone());
        Ok(())
    }
}
