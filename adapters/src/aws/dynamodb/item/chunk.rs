//! Journal records that have left the run's item: written once, never changed.

use super::tail::Tail;
use super::{BODY, Item, Stored, begin, blob, check_item_size, corrupt, number};
use crate::aws::dynamodb::deflate::{deflate, inflate};
use crate::aws::dynamodb::key;
use crate::aws::dynamodb::table::TTL;
use shared::ids::Seq;
use shared::ports::StoreError;
use shared::run::{JournalRecord, RunKey};

/// Attribute: number of its first record.
const FIRST: &str = "first";
/// Attribute: number of the record behind its last one.
const END: &str = "end";

/// Writes a piece of the journal.
pub(in super::super) fn encode(
    run: &RunKey,
    what: &str,
    piece: &Tail,
    expires: i64,
) -> Result<Item, StoreError> {
    let mut item = begin(key::chunk::key(run, piece.first));
    item.insert(FIRST.to_owned(), number(piece.first));
    item.insert(END.to_owned(), number(piece.end()));
    item.insert(BODY.to_owned(), blob(deflate(&[&piece.lines]).map_err(|error| corrupt(what, error))?));
    item.insert(TTL.to_owned(), number(expires));
    check_item_size(what, &item)?;
    Ok(item)
}

/// Number of its first record.
pub(in super::super) fn first(item: &Item, what: &str) -> Result<Seq, StoreError> {
    Stored::new(item, what)?.number(FIRST)
}

/// Number of the record behind its last one.
pub(in super::super) fn end(item: &Item, what: &str) -> Result<Seq, StoreError> {
    Stored::new(item, what)?.number(END)
}

/// Its records.
pub(in super::super) fn records(item: &Item, what: &str) -> Result<Vec<JournalRecord>, StoreError> {
    let body = Stored::new(item, what)?.blob(BODY)?;
    let lines = inflate(body).map_err(|error| corrupt(what, error))?;
    Tail { lines, ..Tail::default() }.records(what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::samples::{after, key, start};

    #[test]
    fn records_round_trip() {
        let commit = after(&start(&key("t", "a"), 1, 1).run, 2, 9, 1);
        let tail = Tail::default().with("x", &commit.records).unwrap();
        let item = encode(&commit.run.key, "x", &tail, 5).unwrap();
        assert_eq!(records(&item, "x").unwrap(), commit.records);
        assert_eq!((first(&item, "x").unwrap(), end(&item, "x").unwrap()), (2, 11));
    }
}
