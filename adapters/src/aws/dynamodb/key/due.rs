//! The due index: `D#shard`, then due time ascending, tenant and id.

use super::{LAST, ascending, read_ascending, shard};
use crate::aws::dynamodb::table::DUE_SHARDS;
use shared::ids::{TenantId, WorkflowId};
use shared::ports::DueEntry;
use shared::run::RunKey;
use shared::time::Timestamp;

/// The partition of a run's entry.
pub(in super::super) fn pk(key: &RunKey) -> String {
    format!("D#{}", shard(key, DUE_SHARDS))
}

/// All partitions.
pub(in super::super) fn pks() -> Vec<String> {
    (0..DUE_SHARDS).map(|shard| format!("D#{shard}")).collect()
}

/// The place of an entry.
pub(in super::super) fn sk(due: Timestamp, key: &RunKey) -> String {
    format!("{}#{}#{}", ascending(due), key.tenant, key.id)
}

/// A text between an entry and all that come after it.
pub(in super::super) fn after(entry: &DueEntry) -> String {
    format!("{}!", sk(entry.due, &entry.key))
}

/// A text behind all entries up to a time.
pub(in super::super) fn until(time: Timestamp) -> String {
    format!("{}{LAST}", ascending(time))
}

/// Reads a place.
pub(in super::super) fn decode(sk: &str) -> Option<DueEntry> {
    let (due, rest) = sk.split_once('#')?;
    let (tenant, id) = rest.split_once('#')?;
    let key = RunKey { tenant: TenantId::parse(tenant).ok()?, id: WorkflowId::parse(id).ok()? };
    Some(DueEntry { key, due: read_ascending(due)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key_samples as samples;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn round_trips_and_sorts_by_time_tenant_and_id(
            one in samples::key(), other in samples::key(), a in samples::time(), b in samples::time(), same in any::<bool>(),
        ) {
            let b = if same { a } else { b };
            let entry = DueEntry { key: one.clone(), due: a };
            prop_assert_eq!(decode(&sk(a, &one)), Some(entry.clone()));
            prop_assert_eq!(sk(a, &one).cmp(&sk(b, &other)), (a, &one).cmp(&(b, &other)));
            prop_assert_eq!(after(&entry) <= sk(b, &other), (a, &one) < (b, &other));
            prop_assert_eq!(sk(b, &other) <= until(a), b <= a);
            prop_assert!(pks().contains(&pk(&one)));
        }

        #[test]
        fn garbage_is_no_place(text in "[0-9a-f+]{15,17}#[a-z#]{0,20}") {
            if let Some(entry) = decode(&text) {
                prop_assert_eq!(sk(entry.due, &entry.key), text);
            }
        }
    }
}
