//! Whoever waits for a run to change. A notification costs a look into a map and never waits for a slow reader: readers
//! come back and read the store. A run is in the map as long as somebody waits for it.

use shared::ids::Version;
use shared::run::{Run, RunKey};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::watch;

/// Whoever waits for a run to change.
#[derive(Default)]
pub struct Watchers {
    runs: Mutex<HashMap<RunKey, Watched>>,
}

struct Watched {
    versions: watch::Sender<Version>,
    waiting: usize,
}

/// One who waits; dropping it ends the waiting.
pub struct Watch {
    watchers: Arc<Watchers>,
    key: RunKey,
    versions: watch::Receiver<Version>,
}

impl Watchers {
    /// Waits for changes of a run.
    #[must_use]
    pub fn watch(self: &Arc<Self>, key: &RunKey) -> Watch {
        let mut runs = self.lock();
        let watched = runs
            .entry(key.clone())
            .or_insert_with(|| Watched { versions: watch::Sender::new(0), waiting: 0 });
        watched.waiting += 1;
        let versions = watched.versions.subscribe();
        Watch { watchers: Arc::clone(self), key: key.clone(), versions }
    }

    /// Tells that a run changed; also where its version did not, because something was reported about it.
    pub fn tell(&self, run: &Run) {
        if let Some(watched) = self.lock().get(&run.key) {
            watched.versions.send_replace(run.version);
        }
    }

    /// How many runs are watched.
    #[must_use]
    pub fn watched(&self) -> usize {
        self.lock().len()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<RunKey, Watched>> {
        self.runs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watch {
    /// Waits until something is told that was not yet.
    ///
    /// # Errors
    /// Where nobody is left who could tell: the home is going away.
    pub async fn changed(&mut self) -> Result<(), watch::error::RecvError> {
        self.versions.changed().await
    }

    /// What was told until now is known: only what follows is a change.
    pub fn mark_unchanged(&mut self) {
        self.versions.mark_unchanged();
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let mut runs = self.watchers.lock();
        if let Some(watched) = runs.get_mut(&self.key) {
            watched.waiting = watched.waiting.saturating_sub(1);
            if watched.waiting == 0 {
                runs.remove(&self.key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::ids::{TenantId, WorkflowId};

    #[test]
    fn a_run_is_watched_until_the_last_one_who_waits_goes() {
        let watchers = Arc::new(Watchers::default());
        let key = RunKey { tenant: TenantId::parse("t").unwrap(), id: WorkflowId::parse("one").unwrap() };
        let (first, second) = (watchers.watch(&key), watchers.watch(&key));
        drop(first);
        assert_eq!(watchers.watched(), 1);
        drop(second);
        assert_eq!(watchers.watched(), 0);
    }
}
