//! `due`: due, tenant, id -> nothing. The earliest run comes first, over all tenants.

use super::{Cut, Definition, ascending, put_run};
use shared::ports::DueEntry;
use shared::run::RunKey;
use shared::time::Timestamp;

/// The table.
pub(in super::super) const TABLE: Definition = Definition::new("due");

/// The key of an entry.
pub(in super::super) fn encode(due: Timestamp, key: &RunKey) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(160);
    bytes.extend_from_slice(&ascending(due));
    put_run(&mut bytes, key);
    bytes
}

/// The first key of entries that are due at `due`.
pub(in super::super) fn start(due: Timestamp) -> Vec<u8> {
    ascending(due).to_vec()
}

/// Reads a key.
pub(in super::super) fn decode(bytes: &[u8]) -> Option<DueEntry> {
    let mut cut = Cut(bytes);
    let due = cut.ascending()?;
    Some(DueEntry { due, key: cut.run()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key_samples as samples;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn round_trips_and_sorts_by_time(
            key in samples::key(), other in samples::key(), one in samples::time(), two in samples::time(),
        ) {
            let entry = DueEntry { key: key.clone(), due: one };
            prop_assert_eq!(decode(&encode(one, &key)), Some(entry));
            prop_assert_eq!(encode(one, &key).cmp(&encode(two, &other)), (one, key).cmp(&(two, other)));
        }
    }
}
