//! What the writer thread is asked to do, ready to be written: whoever asks has serialized it. Nothing here decides.

use super::header::{bits, pack};
use super::key;
use shared::ids::{CommitId, Version};
use shared::limits::STATE_MAX_BYTES;
use shared::ports::{Commit, StoreError, Urgency};
use shared::run::{ListStatus, Run, RunKey, status};
use shared::time::Timestamp;
use std::sync::Arc;
use tokio::sync::oneshot;

/// One request and whoever waits for it.
pub(super) struct Request {
    pub(super) op: Op,
    pub(super) urgency: Urgency,
    pub(super) reply: oneshot::Sender<Done>,
}

/// What is to be done. All of them may be done again after a failure: a commit finds its own id.
pub(super) enum Op {
    /// A conditional write.
    Commit(Box<CommitWrite>),
    /// Move the indexed due time.
    MoveDue { key: RunKey, version: Version, due: Option<Timestamp> },
    /// An unconditional row.
    Put { table: RowTable, key: Vec<u8>, value: Vec<u8> },
    /// Nothing: only find out whether the store can be written to.
    Probe,
}

/// Tables with unconditional rows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum RowTable {
    /// Answers.
    Answer,
    /// Playbooks.
    Playbook,
}

/// What became of a request.
pub(super) enum Done {
    /// It is stored, durably.
    Written,
    /// Another write came first; what is stored now.
    Conflict(Option<Vec<u8>>),
    /// It was not done.
    Refused(StoreError),
    /// Nobody knows.
    Unknown(String),
}

/// Key and value.
type JournalRow = (Vec<u8>, Vec<u8>);

/// A conditional write.
pub(super) struct CommitWrite {
    pub(super) run: Arc<Run>,
    /// Whether the transaction at hand has made this state the stored one.
    pub(super) newest: bool,
    pub(super) key: RunKey,
    pub(super) expected: Option<Version>,
    pub(super) version: Version,
    pub(super) commit_id: u128,
    pub(super) schema: u32,
    pub(super) created: Timestamp,
    pub(super) status: ListStatus,
    pub(super) playbook: String,
    pub(super) due: Option<Timestamp>,
    pub(super) now: Timestamp,
    /// Room for the header, then the state's JSON, packed.
    pub(super) value: Vec<u8>,
    /// Key and value of the journal's row, where there are records.
    pub(super) journal: Option<JournalRow>,
    pub(super) answers: Vec<Vec<u8>>,
}

impl CommitWrite {
    /// Serializes a commit.
    pub(super) fn of(commit: &Commit) -> Result<Self, StoreError> {
        let run = &commit.run;
        let what = || format!("the state of run '{}'", run.key.id);
        let json = serde_json::to_vec(run.as_ref())
            .map_err(|error| StoreError::Corrupt { what: what(), reason: error.to_string() })?;
        check_size(what, json.len())?;
        Ok(Self {
            run: Arc::clone(run),
            newest: false,
            key: run.key.clone(),
            expected: commit.expected,
            version: run.version,
            commit_id: bits(run.commit_id),
            schema: run.schema,
            created: run.created_at,
            status: status(run).listed(),
            playbook: run.playbook.name.as_str().to_owned(),
            due: commit.due,
            now: commit.now,
            value: pack(&json),
            journal: journal(commit, run.commit_id)?,
            answers: commit.answers.iter().map(|answer| key::answer::encode(&run.key, answer)).collect(),
        })
    }
}

fn journal(commit: &Commit, id: CommitId) -> Result<Option<JournalRow>, StoreError> {
    let Some(first) = commit.records.first() else { return Ok(None) };
    let value = key::journal::value(bits(id), &commit.records).map_err(|error| StoreError::Corrupt {
        what: format!("the journal of run '{}'", commit.run.key.id),
        reason: error.to_string(),
    })?;
    Ok(Some((key::journal::encode(&commit.run.key, first.seq), value)))
}

/// Refuses what no home's store could hold.
pub(super) fn check_size(what: impl FnOnce() -> String, bytes: usize) -> Result<(), StoreError> {
    if bytes > STATE_MAX_BYTES {
        return Err(StoreError::TooLarge { what: what(), bytes, limit: STATE_MAX_BYTES });
    }
    Ok(())
}
