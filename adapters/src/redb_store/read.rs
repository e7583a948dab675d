//! Reads, each from one snapshot. They run on the calling task: redb reads its own cache or the kernel's, a run in some
//! microseconds, and every scan here is bounded. Nothing here writes.

use super::apply::{corrupt, newer};
use super::header::{Header, json_of};
use super::key;
use redb::{ReadTransaction, ReadableTable};
use shared::digest::Digest;
use shared::ids::{Seq, TenantId, WorkflowId};
use shared::ports::{AnswerRow, Cursor, DueEntry, ListEntry, ListQuery, Page, Pulse, StoreError};
use shared::run::{JournalRecord, Run, RunKey, SCHEMA};
use shared::time::Timestamp;
use std::ops::Bound;
use std::sync::Arc;

/// Most index entries that one page looks at: a filter that fits little gives a short page and where to go on.
const SCAN_MAX: usize = 10_000;

/// Why a read failed.
pub(super) enum ReadFailure {
    /// The database or its disk.
    Database(redb::Error),
    /// One item.
    Item(StoreError),
}

impl<E: Into<redb::Error>> From<E> for ReadFailure {
    fn from(error: E) -> Self {
        Self::Database(error.into())
    }
}

type Read<T> = Result<T, ReadFailure>;
type Bytes = &'static [u8];

/// Reads a stored run.
pub(super) fn run_of(key: &RunKey, value: &[u8]) -> Result<Arc<Run>, StoreError> {
    let header = Header::read(value).ok_or_else(|| corrupt(key))?;
    if header.schema > SCHEMA {
        return Err(newer(key, header.schema));
    }
    let what = || format!("run '{}'", key.id);
    let bytes = json_of(&header, value)
        .ok_or_else(|| StoreError::Corrupt { what: what(), reason: "it can't be unpacked".to_owned() })?;
    json(what, &bytes).map(Arc::new)
}

pub(super) fn load(transaction: &ReadTransaction, key: &RunKey) -> Read<Option<Arc<Run>>> {
    let table = transaction.open_table(key::run::TABLE)?;
    let Some(value) = table.get(key::run::encode(key).as_slice())? else { return Ok(None) };
    run_of(key, value.value()).map(Some).map_err(ReadFailure::Item)
}

pub(super) fn journal(
    transaction: &ReadTransaction,
    key: &RunKey,
    after: Seq,
    limit: usize,
) -> Read<Vec<JournalRecord>> {
    let table = transaction.open_table(key::journal::TABLE)?;
    let prefix = key::run::encode(key);
    let wanted = key::journal::encode(key, after.saturating_add(1));
    // The record may lie in the middle of a commit's row: that row begins at or before it.
    let start = match table.range::<&[u8]>(prefix.as_slice()..=wanted.as_slice())?.next_back() {
        Some(row) => row?.0.value().to_vec(),
        None => wanted,
    };
    let mut records = Vec::new();
    for row in table.range::<&[u8]>(start.as_slice()..key::end_of(&prefix).as_slice())? {
        if records.len() >= limit {
            break;
        }
        let (_, value) = row?;
        let row = key::journal::records(value.value()).map_err(|error| {
            let what = format!("the journal of run '{}'", key.id);
            ReadFailure::Item(StoreError::Corrupt { what, reason: error.to_string() })
        })?;
        records.extend(row.into_iter().filter(|record| record.seq > after));
    }
    records.truncate(limit);
    Ok(records)
}

pub(super) fn due(
    transaction: &ReadTransaction,
    until: Timestamp,
    after: Option<&DueEntry>,
    limit: usize,
) -> Read<Vec<DueEntry>> {
    let table = transaction.open_table(key::due::TABLE)?;
    let start = after.map(|entry| key::due::encode(entry.due, &entry.key));
    let start = start.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
    let end = key::end_of(&key::due::start(until));
    // An empty end is the end of time.
    let end = if end.is_empty() { Bound::Unbounded } else { Bound::Excluded(end.as_slice()) };
    if let (Bound::Excluded(start), Bound::Excluded(end)) = (start, end)
        && start >= end
    {
        return Ok(Vec::new());
    }
    let mut entries = Vec::new();
    for row in table.range::<&[u8]>((start, end))?.take(limit) {
        let (key, _) = row?;
        entries.push(key::due::decode(key.value()).ok_or_else(|| damaged("the due index"))?);
    }
    Ok(entries)
}

/// The earliest time in the due index.
pub(super) fn first_due(transaction: &ReadTransaction) -> Read<Option<Timestamp>> {
    let table = transaction.open_table(key::due::TABLE)?;
    let Some((key, _)) = table.first()? else { return Ok(None) };
    let entry = key::due::decode(key.value()).ok_or_else(|| damaged("the due index"))?;
    Ok(Some(entry.due))
}

pub(super) fn list(transaction: &ReadTransaction, query: &ListQuery) -> Read<Page> {
    let runs = transaction.open_table(key::run::TABLE)?;
    let (table, prefix) = match query.status {
        Some(status) => (key::status::TABLE, key::status::prefix(&query.tenant, status)),
        None => (key::created::TABLE, key::created::prefix(&query.tenant)),
    };
    let start = query.after.as_ref().map_or_else(|| prefix.clone(), |after| key_after(query, after));
    let end = key::end_of(&prefix);
    let index = transaction.open_table(table)?;
    let mut page = Page::default();
    for (looked, row) in index.range::<&[u8]>(start.as_slice()..end.as_slice())?.enumerate() {
        let (key, playbook) = row?;
        if page.entries.len() >= query.limit || looked >= SCAN_MAX {
            return Ok(page);
        }
        let decode = if query.status.is_some() { key::status::decode } else { key::created::decode };
        let place = decode(key.value()).ok_or_else(|| damaged("the list index"))?;
        let wanted = query.playbook.as_ref().is_none_or(|name| name.as_str().as_bytes() == playbook.value());
        if wanted {
            page.entries.push(entry(&runs, query, &place)?);
        }
        page.next = Some(place);
    }
    page.next = None;
    Ok(page)
}

/// The first key behind a place: keys end with a zero byte, so nothing lies between a key and the one with a further
/// byte.
fn key_after(query: &ListQuery, after: &Cursor) -> Vec<u8> {
    let key = RunKey { tenant: query.tenant.clone(), id: after.id.clone() };
    let mut bytes = match query.status {
        Some(status) => key::status::encode(status, after.created_at, &key),
        None => key::created::encode(after.created_at, &key),
    };
    bytes.push(0);
    bytes
}

fn entry(runs: &impl ReadableTable<Bytes, Bytes>, query: &ListQuery, place: &Cursor) -> Read<ListEntry> {
    let status = match query.status {
        Some(status) => status,
        None => {
            let key = RunKey { tenant: query.tenant.clone(), id: place.id.clone() };
            let value = runs.get(key::run::encode(&key).as_slice())?;
            let header = value.and_then(|value| Header::read(value.value()));
            header.ok_or_else(|| ReadFailure::Item(corrupt(&key)))?.status
        }
    };
    Ok(ListEntry { id: place.id.clone(), created_at: place.created_at, status })
}

pub(super) fn ids_with_prefix(
    transaction: &ReadTransaction,
    tenant: &TenantId,
    prefix: &str,
    limit: usize,
) -> Read<Vec<WorkflowId>> {
    let table = transaction.open_table(key::run::TABLE)?;
    let start = key::run::prefix(tenant, prefix);
    let mut ids = Vec::new();
    for row in table.range::<&[u8]>(start.as_slice()..key::end_of(&start).as_slice())?.take(limit) {
        let (key, _) = row?;
        ids.push(key::run::decode(key.value()).ok_or_else(|| damaged("the run index"))?.id);
    }
    Ok(ids)
}

pub(super) fn answers(transaction: &ReadTransaction, key: &RunKey) -> Read<Vec<AnswerRow>> {
    let table = transaction.open_table(key::answer::TABLE)?;
    let prefix = key::run::encode(key);
    let mut rows = Vec::new();
    for row in table.range::<&[u8]>(prefix.as_slice()..key::end_of(&prefix).as_slice())? {
        let (_, value) = row?;
        let what = || format!("an answer to run '{}'", key.id);
        rows.push(json(what, value.value()).map_err(ReadFailure::Item)?);
    }
    Ok(rows)
}

/// Pulses with their keys, so that newer ones can be laid over them.
pub(super) fn pulses(transaction: &ReadTransaction, key: &RunKey) -> Read<Vec<(Vec<u8>, Pulse)>> {
    let table = transaction.open_table(key::pulse::TABLE)?;
    let prefix = key::run::encode(key);
    let mut rows = Vec::new();
    for row in table.range::<&[u8]>(prefix.as_slice()..key::end_of(&prefix).as_slice())? {
        let (row, value) = row?;
        let what = || format!("a pulse of run '{}'", key.id);
        rows.push((row.value().to_vec(), json(what, value.value()).map_err(ReadFailure::Item)?));
    }
    Ok(rows)
}

pub(super) fn playbook(
    transaction: &ReadTransaction,
    tenant: &TenantId,
    hash: Digest,
) -> Read<Option<serde_json::Value>> {
    let table = transaction.open_table(key::playbook::TABLE)?;
    let Some(value) = table.get(key::playbook::encode(tenant, hash).as_slice())? else { return Ok(None) };
    json(|| format!("playbook {}", hash.short()), value.value()).map(Some).map_err(ReadFailure::Item)
}

/// Reads an item's JSON.
pub(super) fn json<T: serde::de::DeserializeOwned>(
    what: impl FnOnce() -> String,
    bytes: &[u8],
) -> Result<T, StoreError> {
    serde_json::from_slice(bytes)
        .map_err(|error| StoreError::Corrupt { what: what(), reason: error.to_string() })
}

fn damaged(what: &str) -> ReadFailure {
    ReadFailure::Item(StoreError::Corrupt {
        what: what.to_owned(),
        reason: "a key in it is damaged".to_owned(),
    })
}
