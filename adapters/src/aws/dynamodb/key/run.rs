//! A run: `W#tenant#id`, `A`. Its chunks, answers and pulses have the same partition.

use super::ItemKey;
use shared::ids::{TenantId, WorkflowId};
use shared::run::RunKey;

/// The partition of a run and of all that belongs to it.
pub(in super::super) fn pk(key: &RunKey) -> String {
    format!("W#{}#{}", key.tenant, key.id)
}

/// What the partition keys of a tenant's runs begin with whose ids begin with `prefix`.
pub(super) fn beginning(tenant: &TenantId, prefix: &str) -> String {
    format!("W#{tenant}#{prefix}")
}

/// The place of the run's own item: before all others of its partition.
pub(in super::super) const SK: &str = "A";

/// The run's own item.
pub(in super::super) fn key(key: &RunKey) -> ItemKey {
    ItemKey { pk: pk(key), sk: SK.to_owned() }
}

/// Reads a partition key.
pub(in super::super) fn decode(pk: &str) -> Option<RunKey> {
    let (tenant, id) = pk.strip_prefix("W#")?.split_once('#')?;
    Some(RunKey { tenant: TenantId::parse(tenant).ok()?, id: WorkflowId::parse(id).ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key_samples as samples;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn round_trips(one in samples::key()) {
            prop_assert_eq!(decode(&pk(&one)), Some(one));
        }

        #[test]
        fn garbage_is_no_key(text in ".{0,40}") {
            if let Some(found) = decode(&text) {
                prop_assert_eq!(pk(&found), text);
            }
        }
    }
}
