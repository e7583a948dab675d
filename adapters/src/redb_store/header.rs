//! The fixed prefix of a stored run: what a conditional write must know of the older one, so that it reads nothing else.
//! It holds no part of the run's JSON.

use super::key::status::{code, status_of};
use shared::ids::{CommitId, Version};
use shared::limits::STATE_MAX_BYTES;
use shared::run::ListStatus;
use shared::time::Timestamp;

/// Bytes of the prefix: form 1, schema 4, version 8, commit id 16, created 8, status 1, due flag 1, due 8.
pub(super) const HEADER_BYTES: usize = 47;

/// Forms of the value: JSON as it is, or as one LZ4 block behind its length.
const PLAIN: u8 = 1;
const PACKED: u8 = 2;

/// What is known of a stored run without reading its JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// Whether the JSON is packed.
    pub(super) packed: bool,
    /// Schema number of the JSON.
    pub(super) schema: u32,
    /// Its version.
    pub(super) version: Version,
    /// Bits of the commit that wrote it.
    pub(super) commit_id: u128,
    /// When the run was created; part of the list keys.
    pub(super) created: Timestamp,
    /// The status under which lists have it.
    pub(super) status: ListStatus,
    /// The due time that is indexed; may be earlier than the alarm.
    pub(super) due: Option<Timestamp>,
}

impl Header {
    /// Writes it over the first bytes of a value.
    pub(super) fn put(&self, value: &mut [u8]) {
        let mut bytes = Vec::with_capacity(HEADER_BYTES);
        bytes.push(if self.packed { PACKED } else { PLAIN });
        bytes.extend_from_slice(&self.schema.to_be_bytes());
        bytes.extend_from_slice(&self.version.to_be_bytes());
        bytes.extend_from_slice(&self.commit_id.to_be_bytes());
        bytes.extend_from_slice(&self.created.as_millis().to_be_bytes());
        bytes.push(code(self.status));
        bytes.push(u8::from(self.due.is_some()));
        bytes.extend_from_slice(&self.due.unwrap_or_default().as_millis().to_be_bytes());
        for (slot, byte) in value.iter_mut().zip(bytes) {
            *slot = byte;
        }
    }

    /// Reads it; `None` where the bytes are no such prefix.
    pub(super) fn read(value: &[u8]) -> Option<Self> {
        let ([form], rest) = take::<1>(value)?;
        let packed = match form {
            PLAIN => false,
            PACKED => true,
            _newer => return None,
        };
        let (schema, rest) = take(rest)?;
        let (version, rest) = take(rest)?;
        let (commit_id, rest) = take(rest)?;
        let (created, rest) = take(rest)?;
        let ([status], rest) = take::<1>(rest)?;
        let ([has_due], rest) = take::<1>(rest)?;
        let (due, _json) = take(rest)?;
        Some(Self {
            packed,
            schema: u32::from_be_bytes(schema),
            version: u64::from_be_bytes(version),
            commit_id: u128::from_be_bytes(commit_id),
            created: Timestamp::from_millis(i64::from_be_bytes(created)),
            status: status_of(status)?,
            due: (has_due == 1).then(|| Timestamp::from_millis(i64::from_be_bytes(due))),
        })
    }
}

/// Room for the prefix, then the JSON, packed: a state is mostly keys and repeated texts, and a third of its size.
pub(super) fn pack(json: &[u8]) -> Vec<u8> {
    let mut value = vec![0; HEADER_BYTES];
    value.extend_from_slice(&lz4_flex::compress_prepend_size(json));
    value
}

/// The JSON behind the prefix; `None` where it is damaged.
pub(super) fn json_of(header: &Header, value: &[u8]) -> Option<Vec<u8>> {
    let stored = value.get(HEADER_BYTES..)?;
    if !header.packed {
        return Some(stored.to_vec());
    }
    let (size, _) = lz4_flex::block::uncompressed_size(stored).ok()?;
    // A damaged length must not cost its memory.
    if size > STATE_MAX_BYTES {
        return None;
    }
    lz4_flex::decompress_size_prepended(stored).ok()
}

/// The bits of a commit id.
pub(super) fn bits(id: CommitId) -> u128 {
    // Its text is exactly 32 hexadecimal digits.
    u128::from_str_radix(&id.to_string(), 16).unwrap_or_default()
}

fn take<const N: usize>(bytes: &[u8]) -> Option<([u8; N], &[u8])> {
    bytes.split_first_chunk::<N>().map(|(head, rest)| (*head, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key_samples as samples;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn round_trips(
            schema in any::<u32>(), version in any::<u64>(), commit_id in any::<u128>(), created in samples::time(),
            status in 1_u8..7, due in prop::option::of(samples::time()), packed in any::<bool>(), json in ".{0,300}",
        ) {
            let status = status_of(status).unwrap();
            let header = Header { packed, schema, version, commit_id, created, status, due };
            let mut value = if packed { pack(json.as_bytes()) } else { vec![0_u8; HEADER_BYTES] };
            if !packed {
                value.extend_from_slice(json.as_bytes());
            }
            header.put(&mut value);
            prop_assert_eq!(Header::read(&value), Some(header));
            prop_assert_eq!(json_of(&header, &value).unwrap(), json.as_bytes());
            prop_assert!(!packed || json_of(&header, &value[..value.len() - 1]).is_none_or(|cut| cut != json.as_bytes()));
            prop_assert_eq!(bits(CommitId::from_bits(commit_id)), commit_id);
            prop_assert_eq!(Header::read(&value[..HEADER_BYTES - 1]), None);
        }
    }
}
