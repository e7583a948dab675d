//! The journal's tail: the newest records, which ride in the run's item. Its bytes are JSON records with a line feed
//! after each; they are compressed together with the state, which holds much of the same text.

use super::corrupt;
use shared::ids::Seq;
use shared::limits::JOURNAL_CHUNK_RECORDS;
use shared::ports::StoreError;
use shared::run::JournalRecord;

/// From so many bytes on the tail goes to a chunk: every commit would write it again.
const TAIL_MAX_BYTES: usize = 32 * 1024;
/// Most bytes of records in a chunk, so that it fits an item whatever they hold.
const CHUNK_MAX_BYTES: usize = 128 * 1024;

/// Records in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Tail {
    /// Number of the first record; the next one's where there is none yet.
    pub(in super::super) first: Seq,
    /// How many there are.
    pub(in super::super) count: usize,
    /// Their lines.
    pub(in super::super) lines: Vec<u8>,
}

impl Tail {
    /// This tail with further records.
    pub(in super::super) fn with(&self, what: &str, records: &[JournalRecord]) -> Result<Self, StoreError> {
        let mut tail = self.clone();
        for record in records {
            if tail.count == 0 {
                tail.first = record.seq;
            }
            serde_json::to_writer(&mut tail.lines, record).map_err(|error| corrupt(what, error))?;
            tail.lines.push(b'\n');
            tail.count += 1;
        }
        Ok(tail)
    }

    /// The records.
    pub(in super::super) fn records(&self, what: &str) -> Result<Vec<JournalRecord>, StoreError> {
        self.each_line()
            .map(|line| serde_json::from_slice(line).map_err(|error| corrupt(what, error)))
            .collect()
    }

    /// Number of the record behind the last one.
    pub(in super::super) fn end(&self) -> Seq {
        self.first.saturating_add(u64::try_from(self.count).unwrap_or(u64::MAX))
    }

    /// Whether it has all of the `limit` records behind `after`, and so is the answer whatever came later.
    pub(in super::super) fn holds(&self, after: Seq, limit: usize) -> bool {
        let last = after.saturating_add(u64::try_from(limit).unwrap_or(u64::MAX));
        self.count > 0 && self.first <= after.saturating_add(1) && last < self.end()
    }

    /// Whether it is long enough to leave the run's item. The answer depends on what is stored alone, so all writers
    /// that go on from one version cut it alike.
    pub(in super::super) fn is_long(&self) -> bool {
        self.count >= JOURNAL_CHUNK_RECORDS || self.lines.len() >= TAIL_MAX_BYTES
    }

    /// The records from `from` on, in pieces that fit a chunk each.
    pub(in super::super) fn pieces(&self, from: Seq) -> Vec<Self> {
        let mut pieces: Vec<Self> = Vec::new();
        let numbered = (self.first..).zip(self.each_line());
        for (seq, line) in numbered.filter(|(seq, _)| *seq >= from) {
            let fits = pieces.last_mut().filter(|piece| {
                piece.count < JOURNAL_CHUNK_RECORDS && piece.lines.len() + line.len() <= CHUNK_MAX_BYTES
            });
            match fits {
                Some(piece) => {
                    piece.lines.extend_from_slice(line);
                    piece.count += 1;
                }
                None => pieces.push(Self { first: seq, count: 1, lines: line.to_vec() }),
            }
        }
        pieces
    }

    /// The tail once all its records are in chunks.
    pub(in super::super) fn cut(&self) -> Self {
        Self { first: self.end(), count: 0, lines: Vec::new() }
    }

    fn each_line(&self) -> impl Iterator<Item = &[u8]> {
        self.lines.split_inclusive(|byte| *byte == b'\n')
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::samples::{after, key, start};
    use proptest::prelude::*;

    fn records(count: u64) -> Vec<JournalRecord> {
        after(&start(&key("t", "a"), 1, 1).run, 2, count, 1).records
    }

    proptest! {
        #[test]
        fn records_round_trip_and_stay_in_order(one in 1_u64..90, two in 0_u64..90) {
            let all = records(one + two);
            let (front, back) = all.split_at(usize::try_from(one).unwrap());
            let tail = Tail::default().with("x", front).unwrap().with("x", back).unwrap();
            prop_assert_eq!(tail.records("x").unwrap(), all.clone());
            prop_assert_eq!((tail.first, tail.end()), (2, 2 + one + two));
            prop_assert_eq!(tail.is_long(), one + two >= 64);
        }

        #[test]
        fn pieces_hold_everything_once(count in 0_u64..300, from in 0_u64..300) {
            let all = records(count);
            let tail = Tail::default().with("x", &all).unwrap();
            let pieces = tail.pieces(from);
            prop_assert!(pieces.iter().all(|piece| piece.count <= 64));
            prop_assert!(pieces.windows(2).all(|pair| pair[0].end() == pair[1].first));
            let held: Vec<_> = pieces.iter().flat_map(|piece| piece.records("x").unwrap()).collect();
            let expected: Vec<_> = all.into_iter().filter(|record| record.seq >= from).collect();
            prop_assert_eq!(held, expected);
        }
    }

    #[test]
    fn it_answers_only_for_what_it_holds() {
        // Records 2 to 6.
        let tail = Tail::default().with("x", &records(5)).unwrap();
        for (after, limit, holds) in [(1, 5, true), (3, 2, true), (1, 6, false), (0, 3, false), (6, 1, false)]
        {
            assert_eq!(tail.holds(after, limit), holds, "{limit} after {after}");
        }
        assert!(!tail.cut().holds(6, 0));
    }

    #[test]
    fn many_bytes_make_it_long_too() {
        let tail = Tail { first: 1, count: 1, lines: vec![b'x'; TAIL_MAX_BYTES] };
        assert!(tail.is_long());
        assert_eq!(tail.cut(), Tail { first: 2, count: 0, lines: Vec::new() });
    }
}
