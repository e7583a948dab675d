//! `run`: tenant, id -> header and state.

use super::{Cut, Definition, put_run, put_text};
use shared::ids::TenantId;
use shared::run::RunKey;

/// The table.
pub(in super::super) const TABLE: Definition = Definition::new("run");

/// The key of a run; also the prefix of all keys of its other rows.
pub(in super::super) fn encode(key: &RunKey) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(key.tenant.as_str().len() + key.id.as_str().len() + 2);
    put_run(&mut bytes, key);
    bytes
}

/// What the keys of a tenant's runs begin with whose ids begin with `prefix`.
pub(in super::super) fn prefix(tenant: &TenantId, prefix: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    put_text(&mut bytes, tenant.as_str());
    bytes.extend_from_slice(prefix.as_bytes());
    bytes
}

/// Reads a key.
pub(in super::super) fn decode(bytes: &[u8]) -> Option<RunKey> {
    Cut(bytes).run()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key_samples as samples;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn round_trips_and_sorts_by_tenant_and_id(one in samples::key(), other in samples::key()) {
            prop_assert_eq!(decode(&encode(&one)), Some(one.clone()));
            prop_assert_eq!(encode(&one).cmp(&encode(&other)), one.cmp(&other));
            prop_assert!(encode(&one).starts_with(&prefix(&one.tenant, &one.id.as_str()[..1])));
        }

        #[test]
        fn garbage_is_no_key(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            if let Some(key) = decode(&bytes) {
                prop_assert!(bytes.starts_with(&encode(&key)));
            }
        }
    }
}
