//! The faulty store: the model store of `adapters`, with what a network and a dying process do to its callers. Nothing
//! that it does is outside of the port's contract, except for a deliberate bug.

use super::Outside;
use crate::fault::Fault;
use crate::sabotage::StoreBug;
use crate::world::lock;
use async_trait::async_trait;
use serde_json::Value;
use shared::digest::Digest;
use shared::ids::{Seq, TenantId, Version, WorkflowId};
use shared::ports::{
    AnswerRow, Commit, CommitOutcome, DueEntry, ListQuery, Page, PayloadError, Payloads, Pulse, RunStore,
    StoreError,
};
use shared::run::{Effect, Hold, JournalRecord, Run, RunKey};
use shared::time::{Millis, Timestamp};
use std::sync::Arc;

/// How much too early the due index may be, in milliseconds.
const EARLY_MS: u64 = 60 * 60 * 1_000;

impl Outside {
    fn outage(&self) -> Result<(), StoreError> {
        if self.world.fault(Fault::StoreOutage) {
            return Err(StoreError::Unavailable { reason: "simulated".to_owned(), help: "wait".to_owned() });
        }
        Ok(())
    }

    /// The write itself, with a deliberate bug where one is on.
    async fn write(&self, mut commit: Commit) -> Result<CommitOutcome, StoreError> {
        let key = commit.run.key.clone();
        let one_in = |n| self.world.draw(|rng| rng.one_in(n));
        let stored = self.world.store.load(&key).await?;
        match self.world.bug {
            Some(StoreBug::DueTooLate) => {
                commit.due = commit.due.map(|due| due.after(Millis::from_secs(40 * 24 * 3_600)));
            }
            Some(StoreBug::DueForgotten) if one_in(6) => commit.due = None,
            Some(StoreBug::AckBeforeDurable) if commit.expected.is_some() && one_in(12) => {
                return Ok(CommitOutcome::Committed);
            }
            Some(StoreBug::BlindWrite) => commit.expected = stored.as_ref().map(|run| run.version),
            Some(StoreBug::JournalGap) if one_in(6) => drop(commit.records.pop()),
            Some(_) | None => {}
        }
        let checked = commit.clone();
        let outcome = self.world.store.commit(commit).await?;
        if matches!(outcome, CommitOutcome::Committed) {
            let run = &checked.run;
            self.world.note(format_args!(
                "p{} {} v{} {}",
                self.process,
                run.key.id,
                run.version,
                crate::check::names(&checked.records)
            ));
            // Taken before it is done, or taken over after a hint that came late: whoever did that may do it.
            let holds = [Hold::Granted, Hold::Taken];
            let held = |effect: &Effect| holds.iter().any(|hold| effect.claim.is_held(run.commit_id, *hold));
            if run.outbox.values().any(held) {
                self.world.executor.claim(run.commit_id);
            }
            let indexed = self.indexed(&key).await?;
            lock(&self.world.checks).committed(stored.as_deref(), &checked, indexed, self.world.now());
        }
        Ok(outcome)
    }

    async fn indexed(&self, key: &RunKey) -> Result<Option<Timestamp>, StoreError> {
        let all = self.world.store.due(Timestamp::from_millis(i64::MAX), None, usize::MAX).await?;
        Ok(all.into_iter().find(|entry| entry.key == *key).map(|entry| entry.due))
    }
}

#[async_trait]
impl RunStore for Outside {
    async fn commit(&self, commit: Commit) -> Result<CommitOutcome, StoreError> {
        self.step().await;
        self.outage()?;
        let id = commit.run.key.id.clone();
        let unknown = |what: &str| CommitOutcome::Unknown { reason: format!("simulated: {what}") };
        if self.world.fault(Fault::UnknownLost) {
            self.world.note(format_args!("p{} {id} commit lost, unknown", self.process));
            return Ok(unknown("it was not applied"));
        }
        if commit.expected.is_some() && self.world.fault(Fault::SpuriousConflict) {
            let fresh = self.world.store.load(&commit.run.key).await?;
            return Ok(CommitOutcome::Conflict(fresh));
        }
        let outcome = self.write(commit).await?;
        if matches!(outcome, CommitOutcome::Committed) && self.world.fault(Fault::UnknownApplied) {
            self.world.note(format_args!("p{} {id} commit applied, unknown", self.process));
            return Ok(unknown("it was applied"));
        }
        self.step().await;
        Ok(outcome)
    }

    async fn load(&self, key: &RunKey) -> Result<Option<Arc<Run>>, StoreError> {
        self.step().await;
        self.outage()?;
        self.world.store.load(key).await
    }

    async fn journal(
        &self,
        key: &RunKey,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<JournalRecord>, StoreError> {
        self.step().await;
        self.outage()?;
        self.world.store.journal(key, after, limit).await
    }

    async fn due(
        &self,
        until: Timestamp,
        after: Option<&DueEntry>,
        limit: usize,
    ) -> Result<Vec<DueEntry>, StoreError> {
        self.step().await;
        self.outage()?;
        let until = if self.world.fault(Fault::EarlyDue) { until.after(Millis(EARLY_MS)) } else { until };
        let mut page = self.world.store.due(until, after, limit).await?;
        page.retain(|_| !self.world.fault(Fault::StaleDue));
        Ok(page)
    }

    async fn move_due(
        &self,
        key: &RunKey,
        version: Version,
        due: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        self.step().await;
        self.outage()?;
        self.world.store.move_due(key, version, due).await?;
        self.world.note(format_args!("p{} {} filed anew", self.process, key.id));
        self.step().await;
        Ok(())
    }

    async fn list(&self, query: &ListQuery) -> Result<Page, StoreError> {
        self.world.store.list(query).await
    }

    async fn ids_with_prefix(
        &self,
        tenant: &TenantId,
        prefix: &str,
        limit: usize,
    ) -> Result<Vec<WorkflowId>, StoreError> {
        self.world.store.ids_with_prefix(tenant, prefix, limit).await
    }

    async fn put_answer(&self, key: &RunKey, row: AnswerRow) -> Result<(), StoreError> {
        self.step().await;
        self.outage()?;
        self.world.note(format_args!(
            "p{} {} answer row {}/{}",
            self.process, key.id, row.key.step, row.key.attempt
        ));
        self.world.store.put_answer(key, row).await?;
        self.step().await;
        Ok(())
    }

    async fn answers(&self, key: &RunKey) -> Result<Vec<AnswerRow>, StoreError> {
        self.step().await;
        self.outage()?;
        self.world.store.answers(key).await
    }

    async fn put_pulse(&self, key: &RunKey, pulse: Pulse) -> Result<(), StoreError> {
        self.step().await;
        self.outage()?;
        if !self.world.fault(Fault::LostPulse) {
            self.world.store.put_pulse(key, pulse).await?;
        }
        Ok(())
    }

    async fn pulses(&self, key: &RunKey) -> Result<Vec<Pulse>, StoreError> {
        self.step().await;
        self.outage()?;
        self.world.store.pulses(key).await
    }

    async fn put_playbook(&self, tenant: &TenantId, hash: Digest, source: &Value) -> Result<(), StoreError> {
        self.step().await;
        self.outage()?;
        self.world.store.put_playbook(tenant, hash, source).await
    }

    async fn playbook(&self, tenant: &TenantId, hash: Digest) -> Result<Option<Value>, StoreError> {
        self.step().await;
        self.outage()?;
        self.world.store.playbook(tenant, hash).await
    }

    async fn check(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

#[async_trait]
impl Payloads for Outside {
    async fn put(&self, run: &RunKey, sha256: Digest, bytes: Vec<u8>) -> Result<(), PayloadError> {
        self.payload_step().await?;
        self.world.payloads.put(run, sha256, bytes).await
    }

    async fn get(&self, run: &RunKey, sha256: Digest) -> Result<Vec<u8>, PayloadError> {
        self.payload_step().await?;
        self.world.payloads.get(run, sha256).await
    }

    async fn put_artifact(&self, run: &RunKey, name: &str, bytes: Vec<u8>) -> Result<(), PayloadError> {
        self.payload_step().await?;
        self.world.payloads.put_artifact(run, name, bytes).await
    }

    async fn artifact(&self, run: &RunKey, name: &str) -> Result<Vec<u8>, PayloadError> {
        self.payload_step().await?;
        self.world.payloads.artifact(run, name).await
    }

    async fn artifacts(&self, run: &RunKey) -> Result<Vec<String>, PayloadError> {
        self.world.payloads.artifacts(run).await
    }

    async fn check(&self) -> Result<(), PayloadError> {
        Ok(())
    }
}

impl Outside {
    async fn payload_step(&self) -> Result<(), PayloadError> {
        self.step().await;
        if self.world.fault(Fault::PayloadOutage) {
            return Err(PayloadError::Unavailable {
                reason: "simulated".to_owned(),
                help: "wait".to_owned(),
            });
        }
        Ok(())
    }
}
