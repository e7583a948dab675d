//! Compiled playbooks by hash: reading one costs far more than deciding by it. A cache; the store is the truth.

use crate::digest::Digest;
use crate::ids::TenantId;
use crate::playbook::Playbook;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// Most playbooks that are kept compiled.
const CACHED_MAX: usize = 256;
/// Most playbooks that are remembered as stored.
const STORED_MAX: usize = 16_384;

/// Compiled playbooks by hash, and which of them a tenant is known to have stored.
#[derive(Default)]
pub struct PlaybookCache {
    compiled: Mutex<BTreeMap<Digest, Arc<Playbook>>>,
    stored: Mutex<BTreeSet<(TenantId, Digest)>>,
}

impl PlaybookCache {
    /// The compiled playbook, where it is kept.
    #[must_use]
    pub fn get(&self, hash: Digest) -> Option<Arc<Playbook>> {
        self.compiled.lock().unwrap_or_else(PoisonError::into_inner).get(&hash).cloned()
    }

    /// Whether this tenant's copy is known to be in the store: one tenant's copy is none of another's.
    #[must_use]
    pub fn is_stored(&self, tenant: &TenantId, hash: Digest) -> bool {
        self.stored.lock().unwrap_or_else(PoisonError::into_inner).contains(&(tenant.clone(), hash))
    }

    /// Notes that a tenant's copy is in the store.
    pub fn note_stored(&self, tenant: &TenantId, hash: Digest) {
        let mut stored = self.stored.lock().unwrap_or_else(PoisonError::into_inner);
        if stored.len() >= STORED_MAX {
            stored.clear();
        }
        stored.insert((tenant.clone(), hash));
    }

    /// Keeps a compiled playbook.
    pub fn keep(&self, playbook: Arc<Playbook>) {
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        if compiled.len() >= CACHED_MAX {
            compiled.clear();
        }
        compiled.insert(playbook.hash, playbook);
    }
}
