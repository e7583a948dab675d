//! The sweep: finds every run that is due, whatever got lost before. One that can't be looked at never blocks the others.

use futures_util::future::join_all;
use shared::decide::Command;
use shared::limits::DUE_SOON_MS;
use shared::ports::{DueEntry, StoreError};
use shared::protocol::{Engine, Glance, Options, TransactError, Transacted};
use shared::run::RunKey;
use shared::time::{Millis, Timestamp};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Runs per page of the due index.
const PAGE: usize = 256;
/// Runs that are glanced at at the same time.
const GLANCES: usize = 16;
/// How far ahead a run is filed that was due without having anything to do, in milliseconds: an hour.
const IDLE_MS: u64 = 60 * 60 * 1_000;
/// How far ahead a run is filed that can't be looked at, in milliseconds: a minute.
const BROKEN_MS: u64 = 60 * 1_000;

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Runs that were looked at.
    pub looked: u64,
    /// Runs that were changed.
    pub changed: u64,
    /// Runs that could not be looked at; each is logged.
    pub failed: u64,
    /// For how long the run had been due that was due first among them, in milliseconds.
    pub oldest_ms: u64,
}

/// Looks at runs whose time has come.
pub struct Sweeper {
    engine: Arc<Engine>,
    /// Whether a write is dear in this home, and a certain look dearer than a glance.
    sparing: bool,
}

/// What looking at a run came to.
enum Looked {
    /// There was nothing to do.
    Nothing,
    /// It stands elsewhere in the index now.
    FiledAgain,
    /// It was changed.
    Changed,
}

impl Sweeper {
    /// For a home where a write is cheap: what a sweep finds out is written.
    #[must_use]
    pub const fn new(engine: Arc<Engine>) -> Self {
        Self { engine, sparing: false }
    }

    /// For a home where a write is dear. A run whose claim has ended is only glanced at as long as its agent is at work,
    /// who acknowledged long ago: the next commit takes the acknowledgement along.
    #[must_use]
    pub const fn sparing(engine: Arc<Engine>) -> Self {
        Self { engine, sparing: true }
    }

    /// Looks at every run whose indexed time is `<= until`, from the beginning of time, and at each once.
    ///
    /// # Errors
    /// The store's failure: where the index can't be read, or where a run could not be looked at because the store is away.
    pub async fn sweep(&self, until: Timestamp) -> Result<Swept, StoreError> {
        let mut swept = Swept::default();
        let mut after: Option<DueEntry> = None;
        // A run that is filed for later comes up again behind the cursor. Without this, a far `until` would have one sweep
        // chase it for ever, each time a little further on.
        let mut filed_again = BTreeSet::new();
        loop {
            let page = self.engine.ports.store.due(until, after.as_ref(), PAGE).await?;
            for some in page.chunks(GLANCES) {
                for (entry, due) in self.not_resting(some).await {
                    if filed_again.remove(&entry.key) {
                        continue;
                    }
                    swept.oldest_ms = swept.oldest_ms.max(self.engine.now().since(due).0);
                    if self.look_and_count(entry, &mut swept).await? {
                        filed_again.insert(entry.key.clone());
                    }
                }
            }
            match page.into_iter().next_back() {
                Some(last) => after = Some(last),
                None => return Ok(swept),
            }
        }
    }

    /// Looks at one run whose timer may be due; says whether it changed.
    ///
    /// # Errors
    /// What kept it from being looked at.
    pub async fn look_at(&self, key: &RunKey) -> Result<bool, TransactError> {
        Ok(self.tick(key).await?.committed)
    }

    /// Entries that a glance does not show to have nothing to do, and since when each has been due.
    async fn not_resting<'a>(&self, entries: &'a [DueEntry]) -> Vec<(&'a DueEntry, Timestamp)> {
        if !self.sparing {
            return entries.iter().map(|entry| (entry, entry.due)).collect();
        }
        let since = join_all(entries.iter().map(|entry| self.due_since(entry))).await;
        entries.iter().zip(since).filter_map(|(entry, since)| Some((entry, since?))).collect()
    }

    /// Since when a run has been due; `None` where it has nothing to do, and its place in the index may stay as it is.
    async fn due_since(&self, entry: &DueEntry) -> Option<Timestamp> {
        match self.engine.glance(&entry.key).await {
            Ok(Some(Glance::Rests { waits_for_a_commit, alarm })) => {
                let soon = alarm.is_some_and(|at| self.is_soon(at));
                // To be filed for later: it is not late.
                (!waits_for_a_commit && alarm != Some(entry.due) && !soon).then(|| self.engine.now())
            }
            // An entry may be older than the timer that it stands for.
            Ok(Some(Glance::Moves { since })) => Some(since.unwrap_or(entry.due)),
            // Whoever looks closer finds out, and says so.
            Ok(None) | Err(_) => Some(entry.due),
        }
    }

    fn is_soon(&self, alarm: Timestamp) -> bool {
        let now = self.engine.now();
        now < alarm && alarm <= now.after(Millis(DUE_SOON_MS))
    }

    /// Looks at one run of the index and counts it; whether it comes up again behind the cursor.
    async fn look_and_count(&self, entry: &DueEntry, swept: &mut Swept) -> Result<bool, StoreError> {
        swept.looked += 1;
        match self.look(entry).await {
            Ok(Looked::Changed) => {
                swept.changed += 1;
                Ok(true)
            }
            Ok(Looked::FiledAgain) => Ok(true),
            Ok(Looked::Nothing) => Ok(false),
            Err(TransactError::Store(error @ StoreError::Unavailable { .. })) => Err(error),
            Err(error) => {
                swept.failed += 1;
                tracing::error!(workflow_id = %entry.key.id, %error, "a run could not be looked at");
                self.put_off(entry).await;
                Ok(true)
            }
        }
    }

    async fn tick(&self, key: &RunKey) -> Result<Transacted, TransactError> {
        let leave_notes = self.sparing;
        let options = Options { with_answers: true, with_pulses: true, leave_notes, ..Options::default() };
        self.engine.transact(key, &[Command::Tick], options).await
    }

    /// Looks at one run.
    async fn look(&self, entry: &DueEntry) -> Result<Looked, TransactError> {
        let done = match self.tick(&entry.key).await {
            // A run that many write at once is being looked after.
            Err(TransactError::Busy { .. }) => return Ok(Looked::Nothing),
            other => other?,
        };
        if done.committed {
            return Ok(Looked::Changed);
        }
        let now = self.engine.now();
        let due = shared::run::alarm(&done.run);
        let due = due.map(|at| if at <= now { now.after(Millis(IDLE_MS)) } else { at });
        let stays = self.sparing && (done.waits_for_a_commit || due.is_some_and(|at| self.is_soon(at)));
        if due == Some(entry.due) || stays {
            return Ok(Looked::Nothing);
        }
        self.engine.ports.store.move_due(&entry.key, done.run.version, due).await?;
        Ok(Looked::FiledAgain)
    }

    /// A poisoned run must not come first in every sweep.
    async fn put_off(&self, entry: &DueEntry) {
        let Ok(Some(run)) = self.engine.ports.store.load(&entry.key).await else { return };
        let due = Some(self.engine.now().after(Millis(BROKEN_MS)));
        if let Err(error) = self.engine.ports.store.move_due(&entry.key, run.version, due).await {
            tracing::error!(workflow_id = %entry.key.id, %error, "a run could not be put off");
        }
    }
}
