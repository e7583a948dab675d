//! `status`: tenant, status, created descending, id -> playbook. The newest run of a status comes first.

use super::{Cut, Definition, descending, put_text};
use shared::ids::{TenantId, WorkflowId};
use shared::ports::Cursor;
use shared::run::{ListStatus, RunKey};
use shared::time::Timestamp;

/// The table.
pub(in super::super) const TABLE: Definition = Definition::new("status");

/// The byte that stands for a status, here and in a run's header. Stored: never give one a new meaning.
pub(in super::super) const fn code(status: ListStatus) -> u8 {
    match status {
        ListStatus::Active => 1,
        ListStatus::AwaitingApproval => 2,
        ListStatus::Completed => 3,
        ListStatus::Rejected => 4,
        ListStatus::Failed => 5,
        ListStatus::Cancelled => 6,
    }
}

/// The status that a byte stands for.
pub(in super::super) const fn status_of(code: u8) -> Option<ListStatus> {
    match code {
        1 => Some(ListStatus::Active),
        2 => Some(ListStatus::AwaitingApproval),
        3 => Some(ListStatus::Completed),
        4 => Some(ListStatus::Rejected),
        5 => Some(ListStatus::Failed),
        6 => Some(ListStatus::Cancelled),
        _unknown => None,
    }
}

/// The key of an entry.
pub(in super::super) fn encode(status: ListStatus, created: Timestamp, key: &RunKey) -> Vec<u8> {
    let mut bytes = prefix(&key.tenant, status);
    bytes.extend_from_slice(&descending(created));
    put_text(&mut bytes, key.id.as_str());
    bytes
}

/// What the keys of a tenant's runs of a status begin with.
pub(in super::super) fn prefix(tenant: &TenantId, status: ListStatus) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(160);
    put_text(&mut bytes, tenant.as_str());
    bytes.push(code(status));
    bytes
}

/// Reads a key.
pub(in super::super) fn decode(bytes: &[u8]) -> Option<Cursor> {
    let mut cut = Cut(bytes);
    let _tenant = cut.text()?;
    let [_status] = cut.bytes::<1>()?;
    let created_at = cut.descending()?;
    Some(Cursor { created_at, id: WorkflowId::parse(cut.text()?).ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key_samples as samples;
    use proptest::prelude::*;
    use std::cmp::Reverse;

    proptest! {
        #[test]
        fn round_trips_and_sorts_newest_first_within_a_status(
            key in samples::key(), other in samples::key(), one in samples::time(), two in samples::time(),
            first in 1_u8..7, second in 1_u8..7,
        ) {
            let (status, second) = (status_of(first).unwrap(), status_of(second).unwrap());
            prop_assert_eq!(code(status), first);
            let cursor = Cursor { created_at: one, id: key.id.clone() };
            prop_assert_eq!(decode(&encode(status, one, &key)), Some(cursor));
            let other = RunKey { tenant: key.tenant.clone(), id: other.id };
            prop_assert_eq!(
                encode(status, one, &key).cmp(&encode(second, two, &other)),
                (code(status), Reverse(one), &key.id).cmp(&(code(second), Reverse(two), &other.id))
            );
        }
    }
}
