//! The store: the port's methods, each in a line or two. What they do is in the file of the same name.

use super::cache::Cache;
use super::item::run::{self, Known};
use super::key;
use super::query::Table;
use async_trait::async_trait;
use aws_sdk_dynamodb::Client;
use serde_json::Value;
use shared::digest::Digest;
use shared::ids::{Seq, TenantId, Version, WorkflowId};
use shared::ports::{
    AnswerRow, Beside, Commit, CommitOutcome, DueEntry, ListQuery, Page, Pulse, RunStore, Seen, StoreError,
};
use shared::run::{JournalRecord, Run, RunKey};
use shared::time::Timestamp;
use std::sync::Arc;

const DAY_S: i64 = 24 * 60 * 60;

/// How a store behaves.
#[derive(Clone, Debug)]
pub struct Options {
    /// The table's name or ARN.
    pub table: String,
    /// For how many days a run is kept after it has ended. Its answers, pulses and chunks are kept for as long after the
    /// longest run that they could belong to.
    pub retention_days: u32,
}

/// The run store in one DynamoDB table.
pub struct DynamoStore {
    pub(super) table: Table,
    pub(super) cache: Cache,
    retention_days: u32,
}

impl DynamoStore {
    /// A store on a table that exists; see [`super::table`] for its keys and indexes.
    #[must_use]
    pub fn new(client: Client, options: Options) -> Self {
        Self {
            table: Table { client, name: options.table },
            cache: Cache::default(),
            retention_days: options.retention_days,
        }
    }

    /// When an item of a run that ended at a time may go, in seconds since 1970.
    pub(super) fn expires(&self, ended: Timestamp) -> i64 {
        let kept = i64::from(self.retention_days).saturating_mul(DAY_S);
        (ended.as_millis() / 1_000).saturating_add(kept)
    }

    /// When a row of a run may go that may still be at work.
    pub(super) fn row_expires(&self, written: Timestamp) -> i64 {
        self.expires(written.after(shared::time::Millis(shared::limits::DURATION_MAX_MS)))
    }

    /// A run with what the next commit needs to know, from a strongly consistent read.
    pub(super) async fn read(&self, key: &RunKey) -> Result<Option<(Arc<Run>, Arc<Known>)>, StoreError> {
        let Some(item) = self.table.get(key::run::key(key)).await? else { return Ok(None) };
        let (run, known) = run::decode(key, &item)?;
        let known = Arc::new(known);
        self.cache.note(key, Arc::clone(&known));
        Ok(Some((Arc::new(run), known)))
    }
}

#[async_trait]
impl RunStore for DynamoStore {
    async fn commit(&self, commit: Commit) -> Result<CommitOutcome, StoreError> {
        self.write_commit(commit).await
    }

    async fn load(&self, key: &RunKey) -> Result<Option<Arc<Run>>, StoreError> {
        Ok(self.read(key).await?.map(|(run, _)| run))
    }

    async fn journal(
        &self,
        key: &RunKey,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<JournalRecord>, StoreError> {
        self.read_journal(key, after, limit).await
    }

    async fn due(
        &self,
        until: Timestamp,
        after: Option<&DueEntry>,
        limit: usize,
    ) -> Result<Vec<DueEntry>, StoreError> {
        self.read_due(until, after, limit).await
    }

    async fn move_due(
        &self,
        key: &RunKey,
        version: Version,
        due: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        self.write_due(key, version, due).await
    }

    async fn list(&self, query: &ListQuery) -> Result<Page, StoreError> {
        self.read_list(query).await
    }

    async fn ids_with_prefix(
        &self,
        tenant: &TenantId,
        prefix: &str,
        limit: usize,
    ) -> Result<Vec<WorkflowId>, StoreError> {
        self.read_ids(tenant, prefix, limit).await
    }

    async fn put_answer(&self, key: &RunKey, row: AnswerRow) -> Result<(), StoreError> {
        self.write_answer(key, &row).await
    }

    async fn answers(&self, key: &RunKey) -> Result<Vec<AnswerRow>, StoreError> {
        self.read_answers(key).await
    }

    async fn put_pulse(&self, key: &RunKey, pulse: Pulse) -> Result<(), StoreError> {
        self.write_pulse(key, &pulse).await
    }

    async fn pulses(&self, key: &RunKey) -> Result<Vec<Pulse>, StoreError> {
        self.read_pulses(key).await
    }

    async fn look(&self, key: &RunKey, beside: Beside) -> Result<Option<Seen>, StoreError> {
        self.read_beside(key, beside, true).await
    }

    async fn glance(&self, key: &RunKey) -> Result<Option<Seen>, StoreError> {
        self.read_beside(key, Beside::All, false).await
    }

    async fn put_playbook(&self, tenant: &TenantId, hash: Digest, source: &Value) -> Result<(), StoreError> {
        self.write_playbook(tenant, hash, source).await
    }

    async fn playbook(&self, tenant: &TenantId, hash: Digest) -> Result<Option<Value>, StoreError> {
        self.read_playbook(tenant, hash).await
    }

    async fn check(&self) -> Result<(), StoreError> {
        // One read of an item that is not there: it needs the network, the credentials, the right and the table.
        let nothing = key::ItemKey { pk: "check".to_owned(), sk: "A".to_owned() };
        Ok(self.table.has(nothing).await.map(drop)?)
    }
}
