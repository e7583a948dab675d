//! Compiled playbooks by hash: reading one costs far more than deciding by it. A cache; the store is the truth.

use crate::digest::Digest;
use crate::ids::TenantId;
use crate::playbook::Playbook;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// Most playbooks that are kept compiled.
const CACHED_MAX: usize = 256;
/// Most bytes of source that the kept ones have together: what is compiled from it takes a small multiple.
const CACHED_MAX_BYTES: usize = 4 * crate::limits::PLAYBOOK_MAX_BYTES;
/// Most playbooks that are remembered as stored.
const STORED_MAX: usize = 16_384;

/// Compiled playbooks by hash, and which of them a tenant is known to have stored.
#[derive(Default)]
pub struct PlaybookCache {
    compiled: Mutex<Compiled>,
    stored: Mutex<BTreeSet<(TenantId, Digest)>>,
}

#[derive(Default)]
struct Compiled {
    playbooks: BTreeMap<Digest, Arc<Playbook>>,
    /// Of their sources.
    bytes: usize,
}

impl PlaybookCache {
    /// The compiled playbook, where it is kept.
    #[must_use]
    pub fn get(&self, hash: Digest) -> Option<Arc<Playbook>> {
        self.compiled.lock().unwrap_or_else(PoisonError::into_inner).playbooks.get(&hash).cloned()
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

    /// Keeps a compiled playbook, its schemas with it. The first of a hash stays.
    pub fn keep(&self, playbook: Arc<Playbook>) {
        let bytes = playbook.source.to_string().len();
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        if compiled.playbooks.contains_key(&playbook.hash) {
            return;
        }
        if compiled.playbooks.len() >= CACHED_MAX || compiled.bytes + bytes > CACHED_MAX_BYTES {
            *compiled = Compiled::default();
        }
        compiled.bytes += bytes;
        compiled.playbooks.insert(playbook.hash, playbook);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::playbook::load;

    fn of_size(name: &str, bytes: usize) -> Arc<Playbook> {
        let filling = "x".repeat(bytes);
        let source = format!(
            "aegis: v1\nname: {name}\ndescription: {filling}\nsteps:\n  - {{id: work, agent: worker}}\n"
        );
        Arc::new(load(&source, "playbook").unwrap())
    }

    #[test]
    fn a_playbook_is_compiled_once_while_it_is_kept() {
        let cache = PlaybookCache::default();
        let (first, again) = (of_size("a", 10), of_size("a", 10));
        cache.keep(Arc::clone(&first));
        cache.keep(again);
        assert!(Arc::ptr_eq(&cache.get(first.hash).unwrap(), &first));
    }

    #[test]
    fn large_playbooks_do_not_pile_up() {
        let cache = PlaybookCache::default();
        for number in 0..40 {
            let large = of_size(&format!("p{number}"), 100_000);
            cache.keep(Arc::clone(&large));
            assert!(cache.get(large.hash).is_some(), "the newest is kept");
        }
        let kept = cache.compiled.lock().unwrap();
        assert!(kept.bytes <= CACHED_MAX_BYTES && kept.playbooks.len() <= 10, "{}", kept.playbooks.len());
    }
}
