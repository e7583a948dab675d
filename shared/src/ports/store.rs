//! The run store: one conditional write per transition, and the small rows beside it. An adapter is done when the
//! conformance suite passes; it never decides anything about a run.

use super::beside::{AnswerKey, AnswerRow, Beside, Pulse, Seen};
use crate::digest::Digest;
use crate::ids::{PlaybookName, Seq, TenantId, Version, WorkflowId};
use crate::limits::DUE_SOON_MS;
use crate::run::{JournalRecord, ListStatus, Run, RunKey};
use crate::time::{Millis, Timestamp};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::sync::Arc;

/// One transition of a run, written whole or not at all.
#[derive(Clone, Debug)]
pub struct Commit {
    /// The state after it; its `version` is the expected one plus 1, its `commit_id` names this write.
    pub run: Arc<Run>,
    /// The version that must be stored now; `None` where the run must not exist yet.
    pub expected: Option<Version>,
    /// The journal records that it adds, in order.
    pub records: Vec<JournalRecord>,
    /// When the run is due next; `None` where nothing is left to do. A store may keep an earlier indexed time instead,
    /// see [`Commit::may_stay`]: the index may be early, never late.
    pub due: Option<Timestamp>,
    /// Answer rows that this commit has taken into the state; a store may drop them.
    pub answers: Vec<AnswerKey>,
    /// The time of the decision.
    pub now: Timestamp,
    /// Whether somebody waits for it.
    pub urgency: Urgency,
}

impl Commit {
    /// Whether an indexed due time may stay although this commit's is another one: an earlier one that still lies ahead,
    /// and any earlier one where the run is due before a sweep has come by twice. Who looks finds nothing to do yet.
    #[must_use]
    pub fn may_stay(&self, indexed: Timestamp) -> bool {
        self.due.is_some_and(|due| indexed <= due && (indexed > self.now || self.is_due_soon()))
    }

    /// Whether the run is due before a sweep of every minute has come by twice.
    #[must_use]
    pub fn is_due_soon(&self) -> bool {
        self.due.is_some_and(|due| due <= self.now.after(Millis(DUE_SOON_MS)))
    }
}

/// Whether somebody waits for a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// Somebody waits: write at once.
    Now,
    /// Bookkeeping: may wait for a few milliseconds for company.
    Lazy,
}

/// What became of a commit.
#[derive(Clone, Debug)]
pub enum CommitOutcome {
    /// It is stored, durably.
    Committed,
    /// Another write came first: the state that is stored now, `None` where the run is gone.
    Conflict(Option<Arc<Run>>),
    /// Nobody knows. The adapter has already looked for the commit id, without success in finding out.
    Unknown {
        /// What went wrong, for a log line.
        reason: String,
    },
}

/// Why a store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It can't be reached or has failed; nothing was written.
    #[error("the store is unavailable: {reason}; {help}")]
    Unavailable {
        /// What happened.
        reason: String,
        /// What to do.
        help: String,
    },
    /// An item is larger than the store can hold.
    #[error(
        "{what} takes {bytes} bytes and the store holds at most {limit}; keep large documents in the payload store"
    )]
    TooLarge {
        /// What is too large.
        what: String,
        /// Its size in bytes.
        bytes: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// A stored item can't be read.
    #[error(
        "{what} in the store can't be read: {reason}; restore the store from a copy, or move it away to start anew"
    )]
    Corrupt {
        /// Which item.
        what: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A stored item was written by a newer release.
    #[error("{what} was written by a newer release (schema {found}, this one knows {known}); upgrade aegis")]
    NewerSchema {
        /// Which item.
        what: String,
        /// Its schema number.
        found: u32,
        /// The newest that is known here.
        known: u32,
    },
}

/// A run that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueEntry {
    /// The run.
    pub key: RunKey,
    /// The indexed time; may be earlier than the run's alarm.
    pub due: Timestamp,
}

/// What a list asks for. Newest first.
#[derive(Clone, Debug)]
pub struct ListQuery {
    /// Whose runs.
    pub tenant: TenantId,
    /// Only these, where given.
    pub status: Option<ListStatus>,
    /// Only runs of this playbook, where given.
    pub playbook: Option<PlaybookName>,
    /// Go on after this entry.
    pub after: Option<Cursor>,
    /// At most this many.
    pub limit: usize,
}

/// A place in a list: the newest-first order of (created at, id).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// When the entry's run was created.
    pub created_at: Timestamp,
    /// Its id.
    pub id: WorkflowId,
}

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListEntry {
    /// The run.
    pub id: WorkflowId,
    /// When it was created.
    pub created_at: Timestamp,
    /// Its indexed status.
    pub status: ListStatus,
}

/// A page of a list.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The lines.
    pub entries: Vec<ListEntry>,
    /// Where the next page goes on; `None` at the end.
    pub next: Option<Cursor>,
}

/// The run store. All methods may be called from many tasks at once.
#[async_trait]
pub trait RunStore: Send + Sync {
    /// Writes a transition if the stored version is the expected one. Returns only once the write is durable. Where the
    /// outcome is ambiguous, it looks for the commit id before it answers; the same commit again gives `Committed`.
    async fn commit(&self, commit: Commit) -> Result<CommitOutcome, StoreError>;
    /// The newest state, strongly consistent.
    async fn load(&self, key: &RunKey) -> Result<Option<Arc<Run>>, StoreError>;
    /// Journal records with `seq > after`, ascending, at most `limit`.
    async fn journal(&self, key: &RunKey, after: Seq, limit: usize)
    -> Result<Vec<JournalRecord>, StoreError>;
    /// Runs whose indexed due time is `<= until`, earliest first, after `after`, at most `limit`.
    async fn due(
        &self,
        until: Timestamp,
        after: Option<&DueEntry>,
        limit: usize,
    ) -> Result<Vec<DueEntry>, StoreError>;
    /// Moves the indexed due time of a run that is still at `version`; does nothing where it is not.
    async fn move_due(
        &self,
        key: &RunKey,
        version: Version,
        due: Option<Timestamp>,
    ) -> Result<(), StoreError>;
    /// A page of runs, newest first. Pages are stable while runs are written: an entry is neither skipped nor repeated
    /// because of another one.
    async fn list(&self, query: &ListQuery) -> Result<Page, StoreError>;
    /// Ids of a tenant that begin with `prefix`, ascending, at most `limit`.
    async fn ids_with_prefix(
        &self,
        tenant: &TenantId,
        prefix: &str,
        limit: usize,
    ) -> Result<Vec<WorkflowId>, StoreError>;
    /// Stores an answer, unconditionally and durably.
    async fn put_answer(&self, key: &RunKey, row: AnswerRow) -> Result<(), StoreError>;
    /// All answers of a run that were not dropped.
    async fn answers(&self, key: &RunKey) -> Result<Vec<AnswerRow>, StoreError>;
    /// Stores a pulse over the older one of its kind. It may be written a few milliseconds later, with other writes; the
    /// reply comes at once, so a crash can lose it.
    async fn put_pulse(&self, key: &RunKey, pulse: Pulse) -> Result<(), StoreError>;
    /// All pulses of a run.
    async fn pulses(&self, key: &RunKey) -> Result<Vec<Pulse>, StoreError>;
    /// The newest state and the rows beside it, strongly consistent: one request, where the store can do that.
    async fn look(&self, key: &RunKey, beside: Beside) -> Result<Option<Seen>, StoreError> {
        let Some(run) = self.load(key).await? else { return Ok(None) };
        let answers = match beside {
            Beside::Pulses => Vec::new(),
            Beside::All => self.answers(key).await?,
        };
        Ok(Some(Seen { run, answers, pulses: self.pulses(key).await? }))
    }
    /// As [`Self::look`] at everything, but it may be a moment old, where that is cheaper. Nothing may be written on it.
    async fn glance(&self, key: &RunKey) -> Result<Option<Seen>, StoreError> {
        self.look(key, Beside::All).await
    }
    /// Stores a playbook's source under its hash; doing it again changes nothing.
    async fn put_playbook(&self, tenant: &TenantId, hash: Digest, source: &Value) -> Result<(), StoreError>;
    /// A playbook's source.
    async fn playbook(&self, tenant: &TenantId, hash: Digest) -> Result<Option<Value>, StoreError>;
    /// Whether it can serve: an error says why not.
    async fn check(&self) -> Result<(), StoreError>;
}
