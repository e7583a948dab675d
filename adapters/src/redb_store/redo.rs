//! What a transaction changed in the tables, as bytes that do the same again. Doing them twice changes nothing.
//!
//! One change is: table 1 byte, length of the key 4, length of the value 4 (`u32::MAX`: the row is removed), key, value;
//! numbers little-endian.

use super::rows::{Rows, TableId};

const REMOVED: u32 = u32::MAX;

/// Appends that a row was written.
pub(super) fn put(redo: &mut Vec<u8>, table: TableId, key: &[u8], value: &[u8]) {
    head(redo, table, key, length(value));
    redo.extend_from_slice(key);
    redo.extend_from_slice(value);
}

/// Appends that a row was removed.
pub(super) fn remove(redo: &mut Vec<u8>, table: TableId, key: &[u8]) {
    head(redo, table, key, REMOVED);
    redo.extend_from_slice(key);
}

/// Does all changes again. `None` where the bytes are no changes.
pub(super) fn replay(mut redo: &[u8], rows: &mut Rows<'_>) -> Option<Result<(), redb::Error>> {
    while !redo.is_empty() {
        let (table, rest) = redo.split_first()?;
        let (key_length, rest) = number(rest)?;
        let (value_length, rest) = number(rest)?;
        let (key, rest) = rest.split_at_checked(usize::try_from(key_length).ok()?)?;
        let table = TableId::of(*table)?;
        let (done, rest) = if value_length == REMOVED {
            (rows.remove(table, key), rest)
        } else {
            let (value, rest) = rest.split_at_checked(usize::try_from(value_length).ok()?)?;
            (rows.put(table, key, value), rest)
        };
        if let Err(error) = done {
            return Some(Err(error));
        }
        redo = rest;
    }
    Some(Ok(()))
}

fn head(redo: &mut Vec<u8>, table: TableId, key: &[u8], value_length: u32) {
    redo.push(table.byte());
    redo.extend_from_slice(&length(key).to_le_bytes());
    redo.extend_from_slice(&value_length.to_le_bytes());
}

/// Rows are bounded far below 4 GiB before they come here.
fn length(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(REMOVED - 1)
}

fn number(bytes: &[u8]) -> Option<(u32, &[u8])> {
    bytes.split_first_chunk::<4>().map(|(number, rest)| (u32::from_le_bytes(*number), rest))
}
