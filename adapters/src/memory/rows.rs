//! What the model store holds, and its one conditional write. It knows nothing of locks or futures.

use shared::digest::Digest;
use shared::ids::{CommitId, TenantId, Version, WorkflowId};
use shared::limits::STATE_MAX_BYTES;
use shared::ports::{
    AnswerKey, AnswerRow, Commit, CommitOutcome, Cursor, DueEntry, ListEntry, ListQuery, Page, Pulse,
    StoreError,
};
use shared::run::{JournalRecord, ListStatus, Run, RunKey, SCHEMA, status};
use shared::time::Timestamp;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One run.
pub(super) struct Stored {
    pub(super) run: Arc<Run>,
    created: Timestamp,
    status: ListStatus,
    due: Option<Timestamp>,
    pub(super) journal: Vec<JournalRecord>,
    commits: BTreeSet<CommitId>,
}

/// Everything.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) runs: BTreeMap<RunKey, Stored>,
    due: BTreeSet<(Timestamp, RunKey)>,
    created: BTreeSet<(TenantId, Reverse<Timestamp>, WorkflowId)>,
    pub(super) answers: BTreeMap<(RunKey, AnswerKey), AnswerRow>,
    pub(super) pulses: BTreeMap<(RunKey, String), Pulse>,
    pub(super) playbooks: BTreeMap<(TenantId, Digest), serde_json::Value>,
}

impl Rows {
    /// The conditional write.
    pub(super) fn commit(&mut self, commit: Commit) -> Result<CommitOutcome, StoreError> {
        let run = &commit.run;
        check_size(|| format!("the state of run '{}'", run.key.id), run.as_ref())?;
        let stored = self.runs.get(&run.key);
        if let Some(newer) = stored.filter(|stored| stored.run.schema > SCHEMA) {
            let what = format!("run '{}'", run.key.id);
            return Err(StoreError::NewerSchema { what, found: newer.run.schema, known: SCHEMA });
        }
        if stored.map(|stored| stored.run.version) != commit.expected {
            return Ok(match stored {
                Some(stored) if stored.commits.contains(&run.commit_id) => CommitOutcome::Committed,
                other => CommitOutcome::Conflict(other.map(|stored| Arc::clone(&stored.run))),
            });
        }
        self.write(commit);
        Ok(CommitOutcome::Committed)
    }

    fn write(&mut self, commit: Commit) {
        let key = commit.run.key.clone();
        let indexed = self.runs.get(&key).and_then(|stored| stored.due);
        // As in a table whose index entries are dear to move.
        let due = indexed.filter(|old| commit.may_stay(*old)).or(commit.due);
        self.index_due(&key, indexed, due);
        for answer in commit.answers {
            self.answers.remove(&(key.clone(), answer));
        }
        let stored = self.runs.entry(key.clone()).or_insert_with(|| Stored {
            run: Arc::clone(&commit.run),
            created: commit.run.created_at,
            status: status(&commit.run).listed(),
            due: None,
            journal: Vec::new(),
            commits: BTreeSet::new(),
        });
        self.created.insert((key.tenant, Reverse(stored.created), key.id));
        stored.status = status(&commit.run).listed();
        stored.due = due;
        stored.commits.insert(commit.run.commit_id);
        stored.journal.extend(commit.records);
        stored.run = commit.run;
    }

    fn index_due(&mut self, key: &RunKey, old: Option<Timestamp>, new: Option<Timestamp>) {
        if let Some(old) = old {
            self.due.remove(&(old, key.clone()));
        }
        if let Some(new) = new {
            self.due.insert((new, key.clone()));
        }
    }

    pub(super) fn move_due(&mut self, key: &RunKey, version: Version, due: Option<Timestamp>) {
        let Some(stored) = self.runs.get_mut(key).filter(|stored| stored.run.version == version) else {
            return;
        };
        let old = std::mem::replace(&mut stored.due, due);
        self.index_due(key, old, due);
    }

    pub(super) fn due(&self, until: Timestamp, after: Option<&DueEntry>, limit: usize) -> Vec<DueEntry> {
        let after = after.map(|entry| (entry.due, &entry.key));
        let entries = self.due.iter().filter(|(due, key)| after.is_none_or(|after| (*due, key) > after));
        entries
            .take_while(|(due, _)| *due <= until)
            .take(limit)
            .map(|(due, key)| DueEntry { key: key.clone(), due: *due })
            .collect()
    }

    pub(super) fn list(&self, query: &ListQuery) -> Page {
        let after = query.after.as_ref().map(|after| (Reverse(after.created_at), &after.id));
        let mut entries = self
            .created
            .iter()
            .filter(|(tenant, created, id)| {
                *tenant == query.tenant && after.is_none_or(|after| (*created, id) > after)
            })
            .filter_map(|(tenant, created, id)| {
                let stored = self.runs.get(&RunKey { tenant: tenant.clone(), id: id.clone() })?;
                let fits = query.status.is_none_or(|status| stored.status == status)
                    && query.playbook.as_ref().is_none_or(|name| stored.run.playbook.name == *name);
                fits.then(|| ListEntry { id: id.clone(), created_at: created.0, status: stored.status })
            });
        let page: Vec<ListEntry> = entries.by_ref().take(query.limit).collect();
        let more = entries.next().is_some();
        let last = page.last().map(|last| Cursor { created_at: last.created_at, id: last.id.clone() });
        Page { entries: page, next: last.filter(|_| more) }
    }
}

/// Refuses what no home's store could hold.
pub(super) fn check_size(
    what: impl FnOnce() -> String,
    value: &impl serde::Serialize,
) -> Result<(), StoreError> {
    let bytes = match serde_json::to_vec(value) {
        Ok(bytes) => bytes.len(),
        Err(error) => return Err(StoreError::Corrupt { what: what(), reason: error.to_string() }),
    };
    if bytes > STATE_MAX_BYTES {
        return Err(StoreError::TooLarge { what: what(), bytes, limit: STATE_MAX_BYTES });
    }
    Ok(())
}
