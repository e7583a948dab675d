//! The sweep: finds every run that is due, whatever got lost before. One that can't be looked at never blocks the others.

use shared::decide::Command;
use shared::ports::{DueEntry, StoreError};
use shared::protocol::{Engine, Options, TransactError};
use shared::run::{RunKey, alarm};
use shared::time::{Millis, Timestamp};
use std::collections::BTreeSet;

/// Runs per page of the due index.
const PAGE: usize = 256;
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
}

/// Looks at every run whose indexed time is `<= until`, from the beginning of time, and at each once.
///
/// # Errors
/// The store's failure: where the index can't be read, or where a run could not be looked at because the store is away.
pub async fn sweep(engine: &Engine, until: Timestamp) -> Result<Swept, StoreError> {
    let mut swept = Swept::default();
    let mut after: Option<DueEntry> = None;
    // A run that is filed for later comes up again behind the cursor. Without this, a far `until` would have one sweep
    // chase it for ever, each time a little further on.
    let mut filed_again = BTreeSet::new();
    loop {
        let page = engine.ports.store.due(until, after.as_ref(), PAGE).await?;
        for entry in &page {
            if filed_again.remove(&entry.key) {
                continue;
            }
            swept.looked += 1;
            match tick(engine, entry).await {
                Ok(Looked::Changed) => {
                    swept.changed += 1;
                    filed_again.insert(entry.key.clone());
                }
                Ok(Looked::FiledAgain) => {
                    filed_again.insert(entry.key.clone());
                }
                Ok(Looked::Nothing) => {}
                Err(TransactError::Store(error @ StoreError::Unavailable { .. })) => return Err(error),
                Err(error) => {
                    swept.failed += 1;
                    tracing::error!(workflow_id = %entry.key.id, %error, "a run could not be looked at");
                    put_off(engine, entry).await;
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
pub async fn look_at(engine: &Engine, key: &RunKey) -> Result<bool, TransactError> {
    let options = Options { with_answers: true, with_pulses: true, ..Options::default() };
    Ok(engine.transact(key, &[Command::Tick], options).await?.committed)
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

/// Looks at one run.
async fn tick(engine: &Engine, entry: &DueEntry) -> Result<Looked, TransactError> {
    let options = Options { with_answers: true, with_pulses: true, ..Options::default() };
    let done = match engine.transact(&entry.key, &[Command::Tick], options).await {
        // A run that many write at once is being looked after.
        Err(TransactError::Busy { .. }) => return Ok(Looked::Nothing),
        other => other?,
    };
    if done.committed {
        return Ok(Looked::Changed);
    }
    let now = engine.now();
    let due = alarm(&done.run).map(|at| if at <= now { now.after(Millis(IDLE_MS)) } else { at });
    if due == Some(entry.due) {
        return Ok(Looked::Nothing);
    }
    engine.ports.store.move_due(&entry.key, done.run.version, due).await?;
    Ok(Looked::FiledAgain)
}

/// A poisoned run must not come first in every sweep.
async fn put_off(engine: &Engine, entry: &DueEntry) {
    let Ok(Some(run)) = engine.ports.store.load(&entry.key).await else { return };
    let due = Some(engine.now().after(Millis(BROKEN_MS)));
    if let Err(error) = engine.ports.store.move_due(&entry.key, run.version, due).await {
        tracing::error!(workflow_id = %entry.key.id, %error, "a run could not be put off");
    }
}
