//! The journal: the tail in the run's item, and before it chunks that never change.

use super::item::{chunk, run, tail::Tail};
use super::key;
use super::query::{Condition, PutFailure, Range};
use super::store::DynamoStore;
use shared::ids::Seq;
use shared::ports::StoreError;
use shared::run::{JournalRecord, RunKey};

/// Chunks per request while a journal is read.
const CHUNKS_PER_PAGE: usize = 8;

impl DynamoStore {
    pub(super) async fn read_journal(
        &self,
        key: &RunKey,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<JournalRecord>, StoreError> {
        if limit == 0 {
            return Ok(Vec::new());
        }
        let what = run::name(key);
        // Records never change: where a tail that was seen holds all that is asked for, nothing is read.
        if let Some(known) = self.cache.get(key).filter(|known| known.tail.holds(after, limit)) {
            return part(&known.tail, &what, after, limit);
        }
        // The item first: what a commit trims from the tail meanwhile is in a chunk before.
        let Some((_, known)) = self.read(key).await? else { return Ok(Vec::new()) };
        let tail = &known.tail;
        let mut records = Vec::new();
        if after.saturating_add(1) < tail.first {
            records = self.chunked(key, after, tail.first, limit).await?;
        }
        records.extend(part(tail, &what, after, limit.saturating_sub(records.len()))?);
        Ok(records)
    }

    /// The record with a number, given the newest tail.
    pub(super) async fn record_at(
        &self,
        key: &RunKey,
        tail: &Tail,
        seq: Seq,
    ) -> Result<Option<JournalRecord>, StoreError> {
        let records = if seq < tail.first {
            self.chunked(key, seq.saturating_sub(1), tail.first, 1).await?
        } else {
            tail.records(&run::name(key))?
        };
        Ok(records.into_iter().find(|record| record.seq == seq))
    }

    /// Records of chunks with `after < seq < end`, at most `limit`.
    async fn chunked(
        &self,
        key: &RunKey,
        after: Seq,
        end: Seq,
        limit: usize,
    ) -> Result<Vec<JournalRecord>, StoreError> {
        let what = run::name(key);
        let wanted = after.saturating_add(1);
        // The record may lie in the middle of a chunk: that one begins at or before it.
        let mut range = Range::beginning(key::run::pk(key), "");
        range.between = (key::chunk::sk(0), key::chunk::sk(wanted));
        range.backward = true;
        let before = self.table.page(&range, 1, None).await?;
        let start = match before.items.first() {
            Some(item) => key::chunk::sk(chunk::first(item, &what)?),
            None => key::chunk::sk(wanted),
        };
        range.between = (start, key::chunk::sk(end.max(wanted)));
        range.backward = false;
        let (mut records, mut next) = (Vec::new(), None);
        loop {
            let page = self.table.page(&range, CHUNKS_PER_PAGE, next).await?;
            for item in &page.items {
                let inside = chunk::records(item, &what)?;
                records.extend(inside.into_iter().filter(|record| record.seq > after && record.seq < end));
            }
            next = page.next;
            if next.is_none() || records.len() >= limit {
                records.truncate(limit);
                return Ok(records);
            }
        }
    }

    /// Moves a tail into chunks. Each is written once: where one is there already it was cut from the same records, and
    /// what it does not hold goes into the next.
    pub(super) async fn write_chunks(
        &self,
        key: &RunKey,
        tail: &Tail,
        expires: i64,
    ) -> Result<(), StoreError> {
        let what = format!("the journal of {}", run::name(key));
        let mut from = tail.first;
        while let Some(piece) = tail.pieces(from).first() {
            let item = chunk::encode(key, &what, piece, expires)?;
            from = match self.table.put(item, Condition::absent()).await {
                Ok(()) => piece.end(),
                Err(PutFailure::Condition(Some(item))) => chunk::end(&item, &what)?.max(from + 1),
                Err(PutFailure::Condition(None)) => piece.end(),
                Err(PutFailure::Failed { failure, .. }) => return Err(failure.into()),
            };
        }
        Ok(())
    }
}

/// Records of a tail with `seq > after`, at most `limit`.
fn part(tail: &Tail, what: &str, after: Seq, limit: usize) -> Result<Vec<JournalRecord>, StoreError> {
    let records = tail.records(what)?;
    Ok(records.into_iter().filter(|record| record.seq > after).take(limit).collect())
}
