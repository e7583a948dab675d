//! `journal`: tenant, id, first seq -> the commit's id and its records. One row per commit.

use super::{Definition, put_run};
use shared::ids::Seq;
use shared::run::{JournalRecord, RunKey};

/// The table.
pub(in super::super) const TABLE: Definition = Definition::new("journal");

/// The key of the row whose first record is `first`.
pub(in super::super) fn encode(key: &RunKey, first: Seq) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(160);
    put_run(&mut bytes, key);
    bytes.extend_from_slice(&first.to_be_bytes());
    bytes
}

/// The value: 16 bytes of commit id, then a JSON array.
pub(in super::super) fn value(commit_id: u128, records: &[JournalRecord]) -> serde_json::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(16 + records.len() * 256);
    bytes.extend_from_slice(&commit_id.to_be_bytes());
    serde_json::to_writer(&mut bytes, records)?;
    Ok(bytes)
}

/// The commit that wrote a value.
pub(in super::super) fn written_by(value: &[u8]) -> Option<u128> {
    value.first_chunk::<16>().map(|bytes| u128::from_be_bytes(*bytes))
}

/// The records of a value.
pub(in super::super) fn records(value: &[u8]) -> serde_json::Result<Vec<JournalRecord>> {
    serde_json::from_slice(value.get(16..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key_samples as samples;
    use proptest::prelude::*;
    use shared::ids::CommitId;
    use shared::run::{Event, ReceiptKey};
    use shared::time::Timestamp;

    proptest! {
        #[test]
        fn sorts_by_seq_within_a_run(key in samples::key(), one in any::<u64>(), other in any::<u64>()) {
            prop_assert_eq!(encode(&key, one).cmp(&encode(&key, other)), one.cmp(&other));
        }
    }

    #[test]
    fn values_round_trip() {
        let record = JournalRecord {
            seq: 3,
            version: 2,
            commit_id: CommitId::from_bits(7),
            at: Timestamp::from_millis(5),
            event: Event::ReceiptKept {
                key: ReceiptKey::cancel(),
                digest: shared::digest::Digest::of_bytes(b"x"),
            },
        };
        let bytes = value(7, std::slice::from_ref(&record)).unwrap();
        assert_eq!(written_by(&bytes), Some(7));
        assert_eq!(records(&bytes).unwrap(), [record]);
        assert!(records(&bytes[..20]).is_err());
    }
}
