//! The port's methods: what is written goes to the writer thread, what is read comes from a snapshot.

use super::RedbStore;
use super::failure::unavailable;
use super::guard::guarded;
use super::key;
use super::queue::Message;
use super::read::{self, ReadFailure};
use super::request::{CommitWrite, Done, Op, Request, RowTable, check_size};
use async_trait::async_trait;
use redb::{Database, ReadTransaction, ReadableDatabase as _};
use serde_json::Value;
use shared::digest::Digest;
use shared::ids::{Seq, TenantId, Version, WorkflowId};
use shared::ports::{
    AnswerRow, Commit, CommitOutcome, DueEntry, ListQuery, Page, Pulse, RunStore, StoreError, Urgency,
};
use shared::run::{JournalRecord, Run, RunKey};
use shared::time::Timestamp;
use std::sync::Arc;
use tokio::sync::oneshot;

impl RedbStore {
    async fn ask(&self, op: Op, urgency: Urgency) -> Done {
        let (reply, done) = oneshot::channel();
        self.send(Message::Request(Request { op, urgency, reply }));
        done.await.unwrap_or_else(|_ended| Done::Unknown("the writer has ended".to_owned()))
    }

    /// For writes that are the same when done twice: unknown counts as not done.
    async fn write(&self, op: Op) -> Result<(), StoreError> {
        match self.ask(op, Urgency::Now).await {
            Done::Written | Done::Conflict(_) => Ok(()),
            Done::Refused(error) => Err(error),
            Done::Unknown(reason) => Err(StoreError::Unavailable { reason, help: "try again".to_owned() }),
        }
    }

    async fn database(&self) -> Result<Arc<Database>, StoreError> {
        if let Some(database) = self.shared.database() {
            return Ok(database);
        }
        self.write(Op::Probe).await?;
        self.shared.database().ok_or_else(|| unavailable(&redb::Error::DatabaseClosed, None))
    }

    async fn read<T>(
        &self,
        read: impl FnOnce(&ReadTransaction) -> Result<T, ReadFailure>,
    ) -> Result<T, StoreError> {
        let database = self.database().await?;
        let generation = self.shared.generation();
        let result = guarded(|| read(&database.begin_read()?));
        drop(database);
        result.map_err(|failure| match failure {
            ReadFailure::Item(error) => error,
            ReadFailure::Database(error) => {
                self.send(Message::Suspect(generation));
                unavailable(&error, self.shared.counters.last_failure())
            }
        })
    }
}

#[async_trait]
impl RunStore for RedbStore {
    async fn commit(&self, commit: Commit) -> Result<CommitOutcome, StoreError> {
        let write = Op::Commit(Box::new(CommitWrite::of(&commit)?));
        match self.ask(write, commit.urgency).await {
            Done::Written => Ok(CommitOutcome::Committed),
            Done::Conflict(None) => Ok(CommitOutcome::Conflict(None)),
            Done::Conflict(Some(value)) => {
                Ok(CommitOutcome::Conflict(Some(read::run_of(&commit.run.key, &value)?)))
            }
            Done::Refused(error) => Err(error),
            Done::Unknown(reason) => Ok(CommitOutcome::Unknown { reason }),
        }
    }

    async fn load(&self, key: &RunKey) -> Result<Option<Arc<Run>>, StoreError> {
        if let Some(run) = self.shared.recent.get(key) {
            return Ok(Some(run));
        }
        self.read(|transaction| read::load(transaction, key)).await
    }

    async fn journal(
        &self,
        key: &RunKey,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<JournalRecord>, StoreError> {
        self.read(|transaction| read::journal(transaction, key, after, limit)).await
    }

    async fn due(
        &self,
        until: Timestamp,
        after: Option<&DueEntry>,
        limit: usize,
    ) -> Result<Vec<DueEntry>, StoreError> {
        let Some(look) = self.shared.due_floor.look(until) else { return Ok(Vec::new()) };
        let entries = self.read(|transaction| read::due(transaction, until, after, limit)).await?;
        if after.is_none() && limit > 0 {
            // Where nothing is due yet, the first entry lies somewhere behind.
            let first = match entries.first() {
                Some(entry) => Some(entry.due),
                None => self.read(read::first_due).await?,
            };
            self.shared.due_floor.seen(look, first);
        }
        Ok(entries)
    }

    async fn move_due(
        &self,
        key: &RunKey,
        version: Version,
        due: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        self.write(Op::MoveDue { key: key.clone(), version, due }).await
    }

    async fn list(&self, query: &ListQuery) -> Result<Page, StoreError> {
        self.read(|transaction| read::list(transaction, query)).await
    }

    async fn ids_with_prefix(
        &self,
        tenant: &TenantId,
        prefix: &str,
        limit: usize,
    ) -> Result<Vec<WorkflowId>, StoreError> {
        self.read(|transaction| read::ids_with_prefix(transaction, tenant, prefix, limit)).await
    }

    async fn put_answer(&self, key: &RunKey, row: AnswerRow) -> Result<(), StoreError> {
        let what = || format!("an answer to run '{}'", key.id);
        let value = to_json(what, &row)?;
        self.write(Op::Put { table: RowTable::Answer, key: key::answer::encode(key, &row.key), value }).await
    }

    async fn answers(&self, key: &RunKey) -> Result<Vec<AnswerRow>, StoreError> {
        self.read(|transaction| read::answers(transaction, key)).await
    }

    async fn put_pulse(&self, key: &RunKey, pulse: Pulse) -> Result<(), StoreError> {
        let value = to_json(|| format!("a pulse of run '{}'", key.id), &pulse)?;
        self.shared.pulses().insert(key::pulse::encode(key, &pulse), value.into());
        self.send(Message::Pulses);
        Ok(())
    }

    async fn pulses(&self, key: &RunKey) -> Result<Vec<Pulse>, StoreError> {
        let prefix = key::run::encode(key);
        // Before the snapshot: what is written meanwhile stands in one of the two.
        let pending: Vec<_> = (self.shared.pulses().range(prefix.clone()..key::end_of(&prefix)))
            .map(|(key, value)| (key.clone(), Arc::clone(value)))
            .collect();
        let stored = self.read(|transaction| read::pulses(transaction, key)).await?;
        let mut pulses: std::collections::BTreeMap<Vec<u8>, Pulse> = stored.into_iter().collect();
        for (row, value) in pending {
            pulses.insert(row, read::json(|| format!("a pulse of run '{}'", key.id), &value)?);
        }
        Ok(pulses.into_values().collect())
    }

    async fn put_playbook(&self, tenant: &TenantId, hash: Digest, source: &Value) -> Result<(), StoreError> {
        let key = key::playbook::encode(tenant, hash);
        let value = to_json(|| format!("playbook {}", hash.short()), source)?;
        self.write(Op::Put { table: RowTable::Playbook, key, value }).await
    }

    async fn playbook(&self, tenant: &TenantId, hash: Digest) -> Result<Option<Value>, StoreError> {
        self.read(|transaction| read::playbook(transaction, tenant, hash)).await
    }

    async fn check(&self) -> Result<(), StoreError> {
        self.write(Op::Probe).await
    }
}

fn to_json(what: impl Fn() -> String, value: &impl serde::Serialize) -> Result<Vec<u8>, StoreError> {
    let bytes = serde_json::to_vec(value)
        .map_err(|error| StoreError::Corrupt { what: what(), reason: error.to_string() })?;
    check_size(what, bytes.len())?;
    Ok(bytes)
}
