//! The working copy of a decision: the state as it becomes, and the records that make it so.

use super::{Context, Obstacle};
use crate::digest::{Digest, canonical_json};
use crate::ids::{AttemptNo, StepId};
use crate::payload::{Loaded, Needed, Payload};
use crate::playbook::{AgentStep, ApprovalStep, Scope, StepKind};
use crate::ports::WakeDelivery;
use crate::run::{
    Attempt, Claim, Effect, EffectKind, Event, Hold, JournalRecord, ReplyMode, Run, StepStatus, apply,
};
use crate::time::{Millis, Timestamp};
use serde_json::Value;
use std::sync::Arc;

/// The working copy.
pub(super) struct Scratch<'a> {
    pub(super) run: Run,
    pub(super) records: Vec<JournalRecord>,
    pub(super) documents: Vec<(Digest, Vec<u8>)>,
    /// What was loaded, and what this decision itself keeps: nobody could load the latter before it is committed.
    pub(super) loaded: Loaded,
    pub(super) context: &'a Context<'a>,
    version: u64,
}

impl<'a> Scratch<'a> {
    pub(super) fn new(run: Run, context: &'a Context<'a>) -> Self {
        let version = run.version + 1;
        Self::with(run, Vec::new(), version, context)
    }

    /// A working copy whose first record has been applied.
    pub(super) fn begun(run: Run, first: JournalRecord, context: &'a Context<'a>) -> Self {
        let version = run.version;
        Self::with(run, vec![first], version, context)
    }

    fn with(run: Run, records: Vec<JournalRecord>, version: u64, context: &'a Context<'a>) -> Self {
        Self { run, records, documents: Vec::new(), loaded: context.loaded.clone(), context, version }
    }

    /// Records an event and applies it.
    pub(super) fn emit(&mut self, mut event: Event) -> Result<(), Obstacle> {
        self.spill(&mut event);
        let record = JournalRecord {
            seq: self.run.seq + 1,
            version: self.version,
            commit_id: self.context.commit_id,
            at: self.context.now,
            event,
        };
        apply(&mut self.run, &record).map_err(Obstacle::Broken)?;
        self.records.push(record);
        Ok(())
    }

    /// Adds an effect under a claim of this commit.
    pub(super) fn add_effect(&mut self, kind: EffectKind) -> Result<(), Obstacle> {
        let effect = Effect { claim: self.fresh_claim(&kind), kind, failures: 0 };
        self.emit(Event::EffectAdded { effect })
    }

    /// A claim for whoever hears of this commit.
    pub(super) fn fresh_claim(&self, kind: &EffectKind) -> Claim {
        let hold = match self.context.wakes {
            WakeDelivery::Repeated if !self.may_repeat(kind) => Hold::Offered,
            WakeDelivery::Repeated | WakeDelivery::AtMostOnce => Hold::Granted,
        };
        self.claim(kind, hold)
    }

    /// A claim of this commit. An offer is short in any case: nobody is at work under it.
    pub(super) fn claim(&self, kind: &EffectKind, hold: Hold) -> Claim {
        let now = self.context.now;
        let until = match hold {
            Hold::Offered => None,
            Hold::Granted | Hold::Taken => self.replies_until(kind),
        };
        let until = until.unwrap_or_else(|| now.after(Millis(crate::limits::CLAIM_MS)));
        Claim { holder: Some(self.context.commit_id), granted_at: now, until, hold }
    }

    /// Whether an effect that may have happened may be done again: a dispatch only where its target says so. The attempt
    /// of one that may not waits for its answer, its time-out or a person.
    pub(super) fn may_repeat(&self, kind: &EffectKind) -> bool {
        match kind {
            EffectKind::Invoke { step, .. } => {
                self.running(step).is_none_or(|attempt| attempt.target.idempotent)
            }
            EffectKind::Stop { .. } | EffectKind::Publish { .. } | EffectKind::Notify { .. } => true,
        }
    }

    /// Until when a dispatch that is answered in its own reply takes: as long as the attempt. A shorter claim would call
    /// the agent a second time while it still works on the first.
    fn replies_until(&self, kind: &EffectKind) -> Option<Timestamp> {
        match kind {
            EffectKind::Invoke { step, .. } => self
                .running(step)
                .filter(|attempt| attempt.target.reply == ReplyMode::Response)
                .map(|attempt| attempt.timeout_at),
            EffectKind::Stop { .. } | EffectKind::Publish { .. } | EffectKind::Notify { .. } => None,
        }
    }

    /// Adds the effect that publishes what this decision brings, where a bus is connected.
    pub(super) fn publish(&mut self) -> Result<(), Obstacle> {
        if !self.context.sinks.events {
            return Ok(());
        }
        let mut public = self
            .records
            .iter()
            .filter(|record| record.event.public_name().is_some())
            .map(|record| record.seq);
        let Some(from) = public.next() else { return Ok(()) };
        let to = public.next_back().unwrap_or(from);
        self.add_effect(EffectKind::Publish { from, to })
    }

    /// Keeps a document in the state, or by reference where it is large.
    pub(super) fn keep(&mut self, value: impl Into<Arc<Value>>) -> Payload {
        let value = value.into();
        let (payload, bytes) = Payload::canonical(Arc::clone(&value));
        if let Payload::Stored { sha256, .. } = payload {
            self.keep_document(sha256, value, bytes);
        }
        payload
    }

    /// As [`Self::keep`], with the document's digest.
    pub(super) fn keep_hashed(&mut self, value: impl Into<Arc<Value>>) -> (Payload, Digest) {
        let value = value.into();
        let (payload, bytes) = Payload::canonical(Arc::clone(&value));
        let digest = Digest::of_bytes(&bytes);
        if matches!(payload, Payload::Stored { .. }) {
            self.keep_document(digest, value, bytes);
        }
        (payload, digest)
    }

    /// Keeps a document by reference, however small it is.
    pub(super) fn keep_stored(&mut self, value: Arc<Value>) -> Payload {
        let bytes = canonical_json(&value);
        let (sha256, size) = (Digest::of_bytes(&bytes), bytes.len());
        self.keep_document(sha256, value, bytes);
        Payload::Stored { sha256, bytes: u64::try_from(size).unwrap_or(u64::MAX) }
    }

    fn keep_document(&mut self, digest: Digest, value: Arc<Value>, bytes: Vec<u8>) {
        if self.loaded.insert(digest, value).is_none() {
            self.documents.push((digest, bytes));
        }
    }

    /// A document of the state.
    ///
    /// # Errors
    /// [`Needed`] where it has to be loaded first.
    pub(super) fn value(&self, payload: &Payload) -> Result<Arc<Value>, Needed> {
        payload.value(&self.loaded).cloned()
    }

    /// The attempt of a step that is under way.
    pub(super) fn running(&self, step: &StepId) -> Option<&Attempt> {
        match &self.run.steps.get(step)?.status {
            StepStatus::Running(attempt) => Some(attempt),
            StepStatus::Pending
            | StepStatus::WaitingRetry { .. }
            | StepStatus::AwaitingApproval(_)
            | StepStatus::Succeeded { .. }
            | StepStatus::Failed { .. }
            | StepStatus::Skipped
            | StepStatus::Cancelled => None,
        }
    }

    pub(super) fn agent_step(&self, step: &StepId) -> Option<&'a AgentStep> {
        match &self.context.playbook.step(step)?.kind {
            StepKind::Agent(agent) => Some(agent),
            StepKind::Approval(_) => None,
        }
    }

    pub(super) fn approval_step(&self, step: &StepId) -> Option<&'a ApprovalStep> {
        match &self.context.playbook.step(step)?.kind {
            StepKind::Approval(approval) => Some(approval),
            StepKind::Agent(_) => None,
        }
    }

    /// Says that an attempt which may still be at work is no longer wanted.
    pub(super) fn stop(
        &mut self,
        step: &StepId,
        attempt: AttemptNo,
        address: String,
    ) -> Result<(), Obstacle> {
        if crate::sabotaged!(CancelWithoutStop) {
            return Ok(());
        }
        self.add_effect(EffectKind::Stop { step: step.clone(), attempt, address })
    }
}

/// What references in templates see of a run.
pub struct RunScope<'a> {
    run: &'a Run,
    input: &'a Arc<Value>,
    loaded: &'a Loaded,
}

impl<'a> RunScope<'a> {
    /// The scope of a run, with the documents that were loaded.
    ///
    /// # Errors
    /// [`Needed`] where the run's input has to be loaded first.
    pub fn new(run: &'a Run, loaded: &'a Loaded) -> Result<Self, Needed> {
        Ok(Self { run, input: run.input.value(loaded)?, loaded })
    }
}

impl Scope for RunScope<'_> {
    fn run_id(&self) -> &str {
        self.run.key.id.as_str()
    }

    fn input(&self) -> &Value {
        self.input
    }

    fn output(&self, step: &StepId) -> Result<Option<&Arc<Value>>, Needed> {
        match self.run.steps.get(step).map(|state| &state.status) {
            Some(StepStatus::Succeeded { output, .. }) => output.value(self.loaded).map(Some),
            Some(
                StepStatus::Pending
                | StepStatus::Running(_)
                | StepStatus::WaitingRetry { .. }
                | StepStatus::AwaitingApproval(_)
                | StepStatus::Failed { .. }
                | StepStatus::Skipped
                | StepStatus::Cancelled,
            )
            | None => Ok(None),
        }
    }

    fn feedback(&self) -> Option<&str> {
        self.run.feedback.as_deref()
    }
}
