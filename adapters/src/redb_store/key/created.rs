//! `created`: tenant, created descending, id -> playbook. The newest run comes first. The status is not in it, so that
//! a run moves no entry here while it lives; a list reads it from the run's header.

use super::{Cut, Definition, descending, put_text};
use shared::ids::{TenantId, WorkflowId};
use shared::ports::Cursor;
use shared::run::RunKey;
use shared::time::Timestamp;

/// The table.
pub(in super::super) const TABLE: Definition = Definition::new("created");

/// The key of an entry.
pub(in super::super) fn encode(created: Timestamp, key: &RunKey) -> Vec<u8> {
    let mut bytes = prefix(&key.tenant);
    bytes.extend_from_slice(&descending(created));
    put_text(&mut bytes, key.id.as_str());
    bytes
}

/// What the keys of a tenant begin with.
pub(in super::super) fn prefix(tenant: &TenantId) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(160);
    put_text(&mut bytes, tenant.as_str());
    bytes
}

/// Reads a key.
pub(in super::super) fn decode(bytes: &[u8]) -> Option<Cursor> {
    let mut cut = Cut(bytes);
    let _tenant = cut.text()?;
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
        fn round_trips_and_sorts_newest_first(
            key in samples::key(), other in samples::key(), one in samples::time(), two in samples::time(),
        ) {
            let cursor = Cursor { created_at: one, id: key.id.clone() };
            prop_assert_eq!(decode(&encode(one, &key)), Some(cursor));
            let other = RunKey { tenant: key.tenant.clone(), id: other.id };
            prop_assert_eq!(
                encode(one, &key).cmp(&encode(two, &other)),
                (Reverse(one), &key.id).cmp(&(Reverse(two), &other.id))
            );
        }
    }
}
