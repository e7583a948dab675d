//! The list index: `L#tenant#status#shard`, then creation time descending and id.

use super::{descending, read_descending, shard};
use crate::aws::dynamodb::table::LIST_SHARDS;
use shared::ids::{TenantId, WorkflowId};
use shared::ports::Cursor;
use shared::run::{ListStatus, RunKey};
use shared::time::Timestamp;

/// All statuses.
pub(in super::super) const STATUSES: [ListStatus; 6] = [
    ListStatus::Active,
    ListStatus::AwaitingApproval,
    ListStatus::Completed,
    ListStatus::Rejected,
    ListStatus::Failed,
    ListStatus::Cancelled,
];

/// The word that stands for a status. Stored: never give one a new meaning.
const fn word(status: ListStatus) -> &'static str {
    match status {
        ListStatus::Active => "active",
        ListStatus::AwaitingApproval => "awaiting",
        ListStatus::Completed => "completed",
        ListStatus::Rejected => "rejected",
        ListStatus::Failed => "failed",
        ListStatus::Cancelled => "cancelled",
    }
}

/// The partition of a run's entry.
pub(in super::super) fn pk(key: &RunKey, status: ListStatus) -> String {
    format!("L#{}#{}#{}", key.tenant, word(status), shard(key, LIST_SHARDS))
}

/// The partitions of a tenant's runs of a status.
pub(in super::super) fn pks(tenant: &TenantId, status: ListStatus) -> Vec<String> {
    (0..LIST_SHARDS).map(|shard| format!("L#{tenant}#{}#{shard}", word(status))).collect()
}

/// The place of a run: the newest first.
pub(in super::super) fn sk(created: Timestamp, id: &WorkflowId) -> String {
    format!("{}#{id}", descending(created))
}

/// Reads a place.
pub(in super::super) fn decode(sk: &str) -> Option<Cursor> {
    let (created, id) = sk.split_once('#')?;
    Some(Cursor { created_at: read_descending(created)?, id: WorkflowId::parse(id).ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key_samples as samples;
    use proptest::prelude::*;
    use std::cmp::Reverse;

    proptest! {
        #[test]
        fn round_trips_and_sorts_newest_first(
            one in samples::key(), other in samples::key(), a in samples::time(), b in samples::time(), same in any::<bool>(),
        ) {
            let b = if same { a } else { b };
            let place = Cursor { created_at: a, id: one.id.clone() };
            prop_assert_eq!(decode(&sk(a, &one.id)), Some(place));
            prop_assert_eq!(sk(a, &one.id).cmp(&sk(b, &other.id)), (Reverse(a), &one.id).cmp(&(Reverse(b), &other.id)));
            for status in STATUSES {
                prop_assert!(pks(&one.tenant, status).contains(&pk(&one, status)));
            }
        }
    }
}
