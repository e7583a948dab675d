//! The keys of the store, one file per table. All sort bytewise in the order in which they are read. Nothing here
//! touches a database.
//!
//! | table      | key                                        | value                                   |
//! |------------|--------------------------------------------|-----------------------------------------|
//! | `run`      | tenant, id                                 | header (see `header.rs`), JSON of `Run` |
//! | `journal`  | tenant, id, first seq                      | commit id, JSON array of its records    |
//! | `due`      | due, tenant, id                            | nothing                                 |
//! | `created`  | tenant, created descending, id             | playbook                                |
//! | `status`   | tenant, status, created descending, id     | playbook                                |
//! | `answer`   | tenant, id, step, attempt, digest          | JSON of `AnswerRow`                     |
//! | `pulse`    | tenant, id, step, attempt, kind            | JSON of `Pulse`                         |
//! | `playbook` | tenant, hash                               | JSON of its source                      |
//! | `meta`     | name                                       | number                                  |
//!
//! Texts end with a zero byte, which no id can hold; numbers are big-endian; times are shifted so that they sort as
//! unsigned numbers. The journal gets one row per commit: no growing tail is ever written again.

pub(super) mod answer;
pub(super) mod created;
pub(super) mod due;
pub(super) mod journal;
pub(super) mod playbook;
pub(super) mod pulse;
pub(super) mod run;
pub(super) mod status;

use redb::TableDefinition;
use shared::ids::{TenantId, WorkflowId};
use shared::run::RunKey;
use shared::time::Timestamp;

/// A table as redb sees it.
pub(super) type Definition = TableDefinition<'static, &'static [u8], &'static [u8]>;

const SIGN: u64 = 1 << 63;

/// Appends a text and its end.
fn put_text(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend_from_slice(text.as_bytes());
    bytes.push(0);
}

/// Appends tenant and id: the part that all rows of a run share.
fn put_run(bytes: &mut Vec<u8>, key: &RunKey) {
    put_text(bytes, key.tenant.as_str());
    put_text(bytes, key.id.as_str());
}

const fn ascending(time: Timestamp) -> [u8; 8] {
    (time.as_millis().cast_unsigned() ^ SIGN).to_be_bytes()
}

const fn descending(time: Timestamp) -> [u8; 8] {
    (!(time.as_millis().cast_unsigned() ^ SIGN)).to_be_bytes()
}

/// The first key after all keys that begin with `prefix`; prefixes end with a zero byte.
pub(super) fn end_of(prefix: &[u8]) -> Vec<u8> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if let Some(next) = last.checked_add(1) {
            end.push(next);
            break;
        }
    }
    end
}

/// Reads a key from its beginning; every step is `None` where the bytes are not of that form.
struct Cut<'a>(&'a [u8]);

impl<'a> Cut<'a> {
    fn text(&mut self) -> Option<&'a str> {
        let end = self.0.iter().position(|byte| *byte == 0)?;
        let (text, rest) = self.0.split_at_checked(end)?;
        self.0 = rest.get(1..)?;
        std::str::from_utf8(text).ok()
    }

    fn bytes<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (bytes, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*bytes)
    }

    fn run(&mut self) -> Option<RunKey> {
        Some(RunKey {
            tenant: TenantId::parse(self.text()?).ok()?,
            id: WorkflowId::parse(self.text()?).ok()?,
        })
    }

    fn ascending(&mut self) -> Option<Timestamp> {
        let number = u64::from_be_bytes(self.bytes()?) ^ SIGN;
        Some(Timestamp::from_millis(number.cast_signed()))
    }

    fn descending(&mut self) -> Option<Timestamp> {
        let number = !u64::from_be_bytes(self.bytes()?) ^ SIGN;
        Some(Timestamp::from_millis(number.cast_signed()))
    }
}
