//! What readers and the writer thread have in common: the open database, and pulses that are still to be written.

use super::due_floor::DueFloor;
use super::recent::Recent;
use super::stats::Counters;
use redb::Database;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

/// Pulses by key. The map bounds itself: an attempt has one pulse per kind.
pub(super) type Pulses = BTreeMap<Vec<u8>, Arc<[u8]>>;

pub(super) struct SharedState {
    database: RwLock<Option<Arc<Database>>>,
    generation: AtomicU64,
    pulses: Mutex<Pulses>,
    pub(super) counters: Arc<Counters>,
    /// The newest states of the runs that were written last.
    pub(super) recent: Recent,
    /// What a sweep need not look for.
    pub(super) due_floor: DueFloor,
}

impl SharedState {
    pub(super) fn new(database: Database, counters: Arc<Counters>) -> Self {
        Self {
            database: RwLock::new(Some(Arc::new(database))),
            generation: AtomicU64::new(0),
            pulses: Mutex::new(Pulses::new()),
            counters,
            recent: Recent::default(),
            due_floor: DueFloor::default(),
        }
    }

    /// The open database; `None` while its disk has failed. Readers give it back soon: it closes with the last of them.
    pub(super) fn database(&self) -> Option<Arc<Database>> {
        self.database.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes the database away from readers, or gives them a new one. Gives back the older one.
    pub(super) fn replace(&self, database: Option<Database>) -> Option<Arc<Database>> {
        self.generation.fetch_add(1, Ordering::Release);
        let mut slot = self.database.write().unwrap_or_else(PoisonError::into_inner);
        self.recent.clear();
        self.due_floor.clear();
        std::mem::replace(&mut *slot, database.map(Arc::new))
    }

    /// Changes with every opening, so that a complaint about an older one can be told apart.
    pub(super) fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    /// The pulses that are not yet written.
    pub(super) fn pulses(&self) -> MutexGuard<'_, Pulses> {
        self.pulses.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets pulses that were written, but for those that changed meanwhile.
    pub(super) fn forget(&self, written: &[(Vec<u8>, Arc<[u8]>)]) {
        let mut pulses = self.pulses();
        for (key, value) in written {
            if pulses.get(key).is_some_and(|pending| Arc::ptr_eq(pending, value)) {
                pulses.remove(key);
            }
        }
    }
}
