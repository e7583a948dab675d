//! The keys of the table and of its indexes, one file per kind. All sort as texts in the order in which they are read:
//! `#` comes before every character of an id, numbers have leading zeros, times are shifted so that they sort as
//! unsigned hexadecimal numbers.

pub(super) mod answer;
pub(super) mod chunk;
pub(super) mod due;
pub(super) mod id;
pub(super) mod list;
pub(super) mod playbook;
pub(super) mod pulse;
pub(super) mod run;

use shared::digest::Digest;
use shared::run::RunKey;
use shared::time::Timestamp;

/// The key of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ItemKey {
    /// Partition.
    pub(super) pk: String,
    /// Place in it.
    pub(super) sk: String,
}

/// Sorts before every character of an id or a number.
pub(super) const FIRST: char = '!';
/// Sorts behind every character that a key holds.
pub(super) const LAST: char = '~';

const SIGN: u64 = 1 << 63;

fn ascending(time: Timestamp) -> String {
    format!("{:016x}", time.as_millis().cast_unsigned() ^ SIGN)
}

fn descending(time: Timestamp) -> String {
    format!("{:016x}", !(time.as_millis().cast_unsigned() ^ SIGN))
}

fn read_ascending(text: &str) -> Option<Timestamp> {
    let number = hexadecimal(text)? ^ SIGN;
    Some(Timestamp::from_millis(number.cast_signed()))
}

fn read_descending(text: &str) -> Option<Timestamp> {
    let number = !hexadecimal(text)? ^ SIGN;
    Some(Timestamp::from_millis(number.cast_signed()))
}

fn hexadecimal(text: &str) -> Option<u64> {
    if text.len() != 16 || text.starts_with('+') {
        return None;
    }
    u64::from_str_radix(text, 16).ok()
}

/// The shard of a run: always the same, evenly spread.
fn shard(key: &RunKey, shards: u8) -> u8 {
    let digest = Digest::of_bytes(run::pk(key).as_bytes()).to_string();
    let bits = digest.get(..2).and_then(|start| u8::from_str_radix(start, 16).ok()).unwrap_or(0);
    bits.checked_rem(shards).unwrap_or(0)
}
