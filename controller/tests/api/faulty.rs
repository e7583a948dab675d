//! Stores over the in-memory ones, for tests: they count what is written, and can be damaged.

use adapters::memory::{MemoryPayloads, MemoryStore};
use async_trait::async_trait;
use serde_json::Value;
use shared::digest::Digest;
use shared::ids::{Seq, TenantId, Version, WorkflowId};
use shared::ports::{
    AnswerRow, Commit, CommitOutcome, DueEntry, ListQuery, Page, PayloadError, Payloads, Pulse, RunStore,
    StoreError,
};
use shared::run::{JournalRecord, Run, RunKey};
use shared::time::Timestamp;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use tokio::sync::watch;

/// Payloads that are counted, and that can all get lost.
#[derive(Default)]
pub struct Cellar {
    inner: MemoryPayloads,
    /// How often something was stored.
    pub puts: AtomicUsize,
    /// Whether nothing is found any more.
    pub lost: AtomicBool,
    /// Whether it gives links to artifacts, as a bucket does.
    pub links: AtomicBool,
    /// Whether what it reads of artifacts is other than what was stored.
    pub rotten: AtomicBool,
}

#[async_trait]
impl Payloads for Cellar {
    async fn put(&self, run: &RunKey, sha256: Digest, bytes: Vec<u8>) -> Result<(), PayloadError> {
        self.puts.fetch_add(1, Ordering::Relaxed);
        self.inner.put(run, sha256, bytes).await
    }

    async fn get(&self, run: &RunKey, sha256: Digest) -> Result<Vec<u8>, PayloadError> {
        if self.lost.load(Ordering::Relaxed) {
            return Err(PayloadError::NotFound { name: sha256.to_string() });
        }
        self.inner.get(run, sha256).await
    }

    async fn put_artifact(&self, run: &RunKey, name: &str, bytes: Vec<u8>) -> Result<(), PayloadError> {
        self.inner.put_artifact(run, name, bytes).await
    }

    async fn artifact(&self, run: &RunKey, name: &str) -> Result<Vec<u8>, PayloadError> {
        let mut bytes = self.inner.artifact(run, name).await?;
        if self.rotten.load(Ordering::Relaxed) && !name.ends_with(".json") {
            bytes.push(b'!');
        }
        Ok(bytes)
    }

    async fn download_url(
        &self,
        run: &RunKey,
        name: &str,
        file: &str,
    ) -> Result<Option<String>, PayloadError> {
        let link = format!("https://bucket.example/{}/{name}?as={file}", run.id);
        Ok(self.links.load(Ordering::Relaxed).then_some(link))
    }

    async fn artifacts(&self, run: &RunKey) -> Result<Vec<String>, PayloadError> {
        self.inner.artifacts(run).await
    }

    async fn check(&self) -> Result<(), PayloadError> {
        self.inner.check().await
    }
}

/// A store in which single runs can be damaged, and that can be away.
#[derive(Default)]
pub struct Shelf {
    inner: MemoryStore,
    damaged: Mutex<BTreeSet<WorkflowId>>,
    /// How often the due index is still going to fail.
    pub away: AtomicUsize,
    /// Whether what agents said beside a run can't be read.
    pub pulses_away: AtomicBool,
    asked: watch::Sender<Vec<Timestamp>>,
}

impl Shelf {
    /// Waits until the due index was asked so often, and says for which times.
    pub async fn asked(&self, times: usize) -> Vec<Timestamp> {
        self.asked.subscribe().wait_for(|asked| asked.len() >= times).await.unwrap().clone()
    }

    /// From now on this run can't be read.
    pub fn damage(&self, id: &str) {
        self.damaged.lock().unwrap().insert(WorkflowId::parse(id).unwrap());
    }
}

#[async_trait]
impl RunStore for Shelf {
    async fn load(&self, key: &RunKey) -> Result<Option<Arc<Run>>, StoreError> {
        if self.damaged.lock().unwrap().contains(&key.id) {
            return Err(StoreError::Corrupt {
                what: format!("run '{}'", key.id),
                reason: "scrambled".to_owned(),
            });
        }
        self.inner.load(key).await
    }

    async fn commit(&self, commit: Commit) -> Result<CommitOutcome, StoreError> {
        self.inner.commit(commit).await
    }

    async fn journal(
        &self,
        key: &RunKey,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<JournalRecord>, StoreError> {
        self.inner.journal(key, after, limit).await
    }

    async fn due(
        &self,
        until: Timestamp,
        after: Option<&DueEntry>,
        limit: usize,
    ) -> Result<Vec<DueEntry>, StoreError> {
        self.asked.send_modify(|asked| asked.push(until));
        let less = |left: usize| left.checked_sub(1);
        match self.away.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less) {
            Ok(_) => Err(StoreError::Unavailable { reason: "no space".to_owned(), help: String::new() }),
            Err(_) => self.inner.due(until, after, limit).await,
        }
    }

    async fn move_due(
        &self,
        key: &RunKey,
        version: Version,
        due: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        self.inner.move_due(key, version, due).await
    }

    async fn list(&self, query: &ListQuery) -> Result<Page, StoreError> {
        self.inner.list(query).await
    }

    async fn ids_with_prefix(
        &self,
        tenant: &TenantId,
        prefix: &str,
        limit: usize,
    ) -> Result<Vec<WorkflowId>, StoreError> {
        self.inner.ids_with_prefix(tenant, prefix, limit).await
    }

    async fn put_answer(&self, key: &RunKey, row: AnswerRow) -> Result<(), StoreError> {
        self.inner.put_answer(key, row).await
    }

    async fn answers(&self, key: &RunKey) -> Result<Vec<AnswerRow>, StoreError> {
        self.inner.answers(key).await
    }

    async fn put_pulse(&self, key: &RunKey, pulse: Pulse) -> Result<(), StoreError> {
        self.inner.put_pulse(key, pulse).await
    }

    async fn pulses(&self, key: &RunKey) -> Result<Vec<Pulse>, StoreError> {
        if self.pulses_away.load(Ordering::Relaxed) {
            return Err(StoreError::Unavailable { reason: "no pulses".to_owned(), help: String::new() });
        }
        self.inner.pulses(key).await
    }

    async fn put_playbook(&self, tenant: &TenantId, hash: Digest, source: &Value) -> Result<(), StoreError> {
        self.inner.put_playbook(tenant, hash, source).await
    }

    async fn playbook(&self, tenant: &TenantId, hash: Digest) -> Result<Option<Value>, StoreError> {
        self.inner.playbook(tenant, hash).await
    }

    async fn check(&self) -> Result<(), StoreError> {
        self.inner.check().await
    }
}
