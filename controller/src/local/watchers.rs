//! Whoever waits for a run to change. A notification costs a look into a map and never waits for a slow reader: readers
//! come back and read the store.

use shared::ids::Version;
use shared::run::{Run, RunKey};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use tokio::sync::watch;

/// Whoever waits for a run to change.
#[derive(Default)]
pub struct Watchers {
    runs: Mutex<HashMap<RunKey, watch::Sender<Version>>>,
}

impl Watchers {
    /// Waits for changes of a run; the value is the newest version that was told.
    #[must_use]
    pub fn watch(&self, key: &RunKey) -> watch::Receiver<Version> {
        let mut runs = self.runs.lock().unwrap_or_else(PoisonError::into_inner);
        match runs.get(key) {
            Some(sender) => sender.subscribe(),
            None => {
                let (sender, receiver) = watch::channel(0);
                runs.insert(key.clone(), sender);
                receiver
            }
        }
    }

    /// Tells that a run changed; also where its version did not, because something was reported about it.
    pub fn tell(&self, run: &Run) {
        let mut runs = self.runs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = runs.get(&run.key)
            && sender.send(run.version).is_err()
        {
            runs.remove(&run.key);
        }
    }

    /// How many runs are watched.
    #[must_use]
    pub fn watched(&self) -> usize {
        self.runs.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}
