//! What all requests share. No lock is held while anything is waited for.

use crate::fault::Planned;
use crate::log::{Operation, Record};
use crate::sessions::Sessions;
use crate::settings::Settings;
use shared::wire::Invocation;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;
use tokio::sync::watch;

/// The host's state.
pub(crate) struct Shared {
    pub(crate) settings: Settings,
    pub(crate) begin: Instant,
    sessions: Mutex<Sessions>,
    faults: Mutex<VecDeque<Planned>>,
    log: Mutex<Vec<Record>>,
    /// Invocations whose agents never begin.
    pub(crate) held: watch::Sender<Vec<Invocation>>,
    /// How many sessions there are, for whoever waits for their end.
    pub(crate) count: watch::Sender<usize>,
}

pub(crate) type State = Arc<Shared>;

impl Shared {
    pub(crate) fn new(settings: Settings) -> Self {
        let faults = settings.faults.iter().cloned().collect();
        Self {
            settings,
            begin: Instant::now(),
            sessions: Mutex::default(),
            faults: Mutex::new(faults),
            log: Mutex::default(),
            held: watch::Sender::default(),
            count: watch::Sender::new(0),
        }
    }

    /// Works on the sessions, and tells their number.
    pub(crate) fn with_sessions<T>(&self, work: impl FnOnce(&mut Sessions) -> T) -> T {
        let mut sessions = lock(&self.sessions);
        let result = work(&mut sessions);
        self.count.send_replace(sessions.len());
        result
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, VecDeque<Planned>> {
        lock(&self.faults)
    }

    pub(crate) fn log(&self) -> MutexGuard<'_, Vec<Record>> {
        lock(&self.log)
    }

    /// Adds a record, with the time.
    pub(crate) fn record(&self, mut record: Record) {
        record.at_ms = u64::try_from(self.begin.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.log().push(record);
    }

    /// Keeps an invocation for whoever tests.
    pub(crate) fn hold(&self, payload: &[u8]) {
        if let Ok(invocation) = serde_json::from_slice(payload) {
            self.held.send_modify(|held| held.push(invocation));
        }
    }

    /// Ends idle sessions. The log says so before their number does.
    pub(crate) fn end_idle(&self) {
        self.with_sessions(|sessions| {
            for key in sessions.end_idle(self.settings.idle, Instant::now()) {
                let qualifier = key.qualifier.as_deref();
                self.record(Record::of(Operation::IdleEnd, &key.runtime, qualifier, &key.session));
            }
        });
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
