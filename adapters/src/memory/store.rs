//! The model store: ordered maps behind one lock. Every method is one atomic step.

use super::lock;
use super::rows::{Rows, check_size};
use async_trait::async_trait;
use serde_json::Value;
use shared::digest::Digest;
use shared::ids::{Seq, TenantId, Version, WorkflowId};
use shared::ports::{
    AnswerRow, Commit, CommitOutcome, DueEntry, ListQuery, Page, Pulse, RunStore, StoreError,
};
use shared::run::{JournalRecord, Run, RunKey};
use shared::time::Timestamp;
use std::sync::{Arc, Mutex};

/// The model store.
#[derive(Default)]
pub struct MemoryStore {
    rows: Mutex<Rows>,
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// All runs, by key; for checks at the end of a simulation.
    #[must_use]
    pub fn runs(&self) -> Vec<Arc<Run>> {
        lock(&self.rows).runs.values().map(|stored| Arc::clone(&stored.run)).collect()
    }
}

#[async_trait]
impl RunStore for MemoryStore {
    async fn commit(&self, commit: Commit) -> Result<CommitOutcome, StoreError> {
        lock(&self.rows).commit(commit)
    }

    async fn load(&self, key: &RunKey) -> Result<Option<Arc<Run>>, StoreError> {
        Ok(lock(&self.rows).runs.get(key).map(|stored| Arc::clone(&stored.run)))
    }

    async fn journal(
        &self,
        key: &RunKey,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<JournalRecord>, StoreError> {
        let rows = lock(&self.rows);
        let records = rows.runs.get(key).map(|stored| stored.journal.as_slice()).unwrap_or_default();
        Ok(records.iter().filter(|record| record.seq > after).take(limit).cloned().collect())
    }

    async fn due(
        &self,
        until: Timestamp,
        after: Option<&DueEntry>,
        limit: usize,
    ) -> Result<Vec<DueEntry>, StoreError> {
        Ok(lock(&self.rows).due(until, after, limit))
    }

    async fn move_due(
        &self,
        key: &RunKey,
        version: Version,
        due: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        lock(&self.rows).move_due(key, version, due);
        Ok(())
    }

    async fn list(&self, query: &ListQuery) -> Result<Page, StoreError> {
        Ok(lock(&self.rows).list(query))
    }

    async fn ids_with_prefix(
        &self,
        tenant: &TenantId,
        prefix: &str,
        limit: usize,
    ) -> Result<Vec<WorkflowId>, StoreError> {
        let rows = lock(&self.rows);
        let ids = rows.runs.keys().filter(|key| key.tenant == *tenant && key.id.as_str().starts_with(prefix));
        Ok(ids.take(limit).map(|key| key.id.clone()).collect())
    }

    async fn put_answer(&self, key: &RunKey, row: AnswerRow) -> Result<(), StoreError> {
        check_size(|| format!("an answer to run '{}'", key.id), &row)?;
        lock(&self.rows).answers.insert((key.clone(), row.key.clone()), row);
        Ok(())
    }

    async fn answers(&self, key: &RunKey) -> Result<Vec<AnswerRow>, StoreError> {
        let rows = lock(&self.rows);
        Ok(rows.answers.iter().filter(|((run, _), _)| run == key).map(|(_, row)| row.clone()).collect())
    }

    async fn put_pulse(&self, key: &RunKey, pulse: Pulse) -> Result<(), StoreError> {
        check_size(|| format!("a pulse of run '{}'", key.id), &pulse)?;
        let row = format!("{}/{:010}/{}", pulse.step, pulse.attempt.0, pulse.kind.word());
        lock(&self.rows).pulses.insert((key.clone(), row), pulse);
        Ok(())
    }

    async fn pulses(&self, key: &RunKey) -> Result<Vec<Pulse>, StoreError> {
        let rows = lock(&self.rows);
        Ok(rows.pulses.iter().filter(|((run, _), _)| run == key).map(|(_, pulse)| pulse.clone()).collect())
    }

    async fn put_playbook(&self, tenant: &TenantId, hash: Digest, source: &Value) -> Result<(), StoreError> {
        check_size(|| format!("playbook {}", hash.short()), source)?;
        lock(&self.rows).playbooks.entry((tenant.clone(), hash)).or_insert_with(|| source.clone());
        Ok(())
    }

    async fn playbook(&self, tenant: &TenantId, hash: Digest) -> Result<Option<Value>, StoreError> {
        Ok(lock(&self.rows).playbooks.get(&(tenant.clone(), hash)).cloned())
    }

    async fn check(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn passes_the_conformance_suite() {
        crate::conformance::store::all(|| async { MemoryStore::new() }).await;
    }
}
